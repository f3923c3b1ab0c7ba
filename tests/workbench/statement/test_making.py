"""What stands on a statement: the engine's own figures, and nobody else's anything."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pytest
from examples.shop import SELLER, STRETCH
from examples.team import COUNT, canary, team

from models.calendar import Span
from models.keys import BASE
from models.organisation import WorkSpan
from models.plan import Plan
from models.scorecard import CatchUp, Modifier, Section
from workbench.analysis.receive.receiving import ask, receiving
from workbench.files.plan_file import read_plan
from workbench.language import LANGUAGES, language
from workbench.pay.fingerprint import statement_fingerprint
from workbench.results import results_of
from workbench.statement.fitting import cuts
from workbench.statement.making import Statements
from workbench.statement.sheet import StatementSheet

SAMPLES = sorted((Path(__file__).parents[3] / "resources" / "samples").glob("*.kpi"))
DAY = dt.date(2027, 1, 15)


def statements(plan: Plan, code: str = "en", scenario: str = BASE) -> Statements:
    return Statements(results_of(plan), language=language(code), on=DAY, scenario=scenario)


def words_of(value: object) -> list[str]:
    """Every text that stands anywhere on a sheet."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [words for each in value for words in words_of(each)]
    if is_dataclass(value):
        return [words for each in fields(value) for words in words_of(getattr(value, each.name))]
    return []


def text_of(sheet: StatementSheet) -> str:
    return "\n".join(words_of(sheet))


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_that_every_figure_is_the_engines_to_the_cent(path: Path) -> None:
    plan = read_plan(path)
    results = results_of(plan)
    speech = language("fr")
    for scenario in list(plan.scenarios)[:1] or [BASE]:
        made = Statements(results, language=speech, on=DAY, scenario=scenario)
        for person in made.people()[::3]:
            sheet = made.of(person)
            paid = results.payouts[scenario].of(person).payout
            answer = receiving(
                ask(results, plan.people[person].position, person, scenario=scenario)
            )
            assert statement_fingerprint(plan, person) in sheet.marks
            assert sheet.amounts.scenario == paid
            assert sheet.amounts.target == answer.range.target.money
            assert sheet.amounts.minimum == answer.range.minimum.money
            assert sheet.amounts.maximum == answer.range.maximum.money
            for example in sheet.examples:
                # The last line of the arithmetic comes to what the example says.
                assert example.rows[-1].figure == example.figure
                assert example.figure == speech.money(example.money, plan.currency)
            assert {each.money for each in sheet.examples} & {paid}
            for measure in answer.measures:
                rows = [
                    row for row in sheet.measures if row.cells[0] == speech.share(measure.weight)
                ]
                assert rows


def test_that_nothing_of_anybody_else_stands_on_a_statement() -> None:
    for unpaid in (False, True):
        made = statements(team(unpaid=unpaid))
        for number in range(0, COUNT, 4):
            name, key, _ = canary(number)
            told = text_of(made.of(key))
            assert name in told
            assert key in told
            assert ("Xenolith" in told) == (number == 1)
            for other in range(1, COUNT):
                if other == number:
                    continue
                theirs, their_key, pay = canary(other)
                assert theirs.split()[0] not in told
                assert their_key not in told
                assert language("en").number(pay, 0) not in told


def test_that_a_pool_without_a_share_is_said_without_naming_whose_fault_it_is() -> None:
    sheet = statements(team(unpaid=True)).of(canary(5)[1])
    assert sheet.amounts.scenario is None
    assert any("The pool cannot be shared out yet." in fact.note for fact in sheet.facts)
    assert (sheet.worths, sheet.zero) == ((), ())


def test_that_what_is_different_for_somebody_is_said_with_its_reason() -> None:
    sheet = statements(team()).of(canary(1)[1])
    assert sheet.exceptions == (
        "“Clients” weighs 70\u00a0% — because: Xenolith reason of one alone",
    )


def test_that_every_row_of_a_year_to_date_has_its_name() -> None:
    plan = team()
    design = plan.design
    card = design.scorecards[SELLER]
    first, *rest = card.measures
    parted = replace(first, every=Span.QUARTER, targets=(29e3, 30e3, 31e3, 32e3))
    card = replace(
        card,
        sections=(Section(measures=(parted, *rest)),),
        frequency=Span.QUARTER,
        catch_up=CatchUp.YEAR_TO_DATE,
    )
    design = replace(design, scorecards=design.scorecards.replacing(card), pools=())
    plan = replace(plan, designs=plan.designs.replacing(design))
    sheet = statements(plan).of(canary(2)[1])
    assert sum(row.part for row in sheet.measures) == 4
    assert all(row.name for row in sheet.measures)


def test_that_an_objective_says_what_it_asks_for_and_an_open_end_what_it_adds() -> None:
    plan = read_plan(next(path for path in SAMPLES if path.stem == "maison_verte"))
    rules = " ".join(statements(plan).of("0104").rules).replace("\u00a0", " ")
    assert "“ARPU mensuel”: past 30.80 €, each +1 € adds 50 %, without limit." in rules
    assert "shown by Diaporama commun, due 31 March 2027, rated by Direction générale." in rules


def test_that_tiers_that_pay_from_nothing_on_are_called_no_threshold() -> None:
    plan = read_plan(next(path for path in SAMPLES if path.stem == "lark_mobile"))
    sheet = statements(plan).of("00423")
    assert sheet.zero
    assert not any(told.startswith("South additions") for told in sheet.zero)
    assert not any(fact.figure.startswith(("−0.00", "+0.00")) for fact in sheet.worths)


def test_that_rules_are_told_a_sentence_each() -> None:
    plan = team()
    design = plan.design
    card = design.scorecards[SELLER]
    card = replace(
        card,
        modifiers=(Modifier("own", "Example set", least=0.8, most=1.2),),
        cap_rate=1.5,
        cap_amount=9_000.0,
        frequency=Span.QUARTER,
        catch_up=CatchUp.YEAR_TO_DATE,
    )
    design = replace(design, scorecards=design.scorecards.replacing(card))
    who = plan.people[canary(2)[1]]
    who = replace(who, spans=(WorkSpan(dt.date(2027, 4, 1), share=0.8),))
    plan = replace(plan, designs=plan.designs.replacing(design), people=plan.people.replacing(who))
    rules = " ".join(statements(plan).of(who.key).rules).replace("\u00a0", " ")
    assert "At most 150 % of the target bonus is paid." in rules
    assert "At most 9,000 € is paid for a full year at full time." in rules
    assert "personal factor “Example set”: 100 % as things stand" in rules
    assert "since 1 April 2027 at 80 %, which is 60.2740 % of a full year" in rules
    assert "A pool pays: it holds 41,000 €." in rules
    assert "Paid every quarter. Each payment counts the year to date" in rules


@pytest.mark.parametrize("code", LANGUAGES)
def test_that_what_is_cut_is_named_and_what_must_stay_stays(code: str) -> None:
    sheet = statements(team(), code, STRETCH).of(canary(2)[1])
    every = list(cuts(sheet))
    assert every[0] == sheet
    for less in every:
        assert less.facts == sheet.facts
        assert less.measures == sheet.measures
        assert less.rules == sheet.rules
        gone = [each.title for each in sheet.examples if each not in less.examples]
        for title in gone:
            assert any(title.strip("“”«»\u00a0") in told for told in less.left_out)
        assert bool(less.left_out) == (less != sheet)
    assert len(every[-1].examples) == 0
