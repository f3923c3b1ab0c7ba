"""The lines of the checks: what counts as what, and that a "—" never stands beside "all good"."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from examples.shop import (
    CONVERSION,
    COSTS,
    LEADS,
    MARKETING,
    PROFIT,
    REVENUE,
    SELLER,
    STRETCH,
    shop,
    sound_shop,
)
from hypothesis import HealthCheck, given, settings
from immutables import Map
from strategies import sensible

from models.calendar import Calendar, Month
from models.edits.drivers import set_value
from models.edits.kpis import add_kpi, set_formula
from models.keys import BASE, KpiKey, PersonKey
from models.kpi import Kpi
from models.organisation import Person
from models.plan import Plan
from models.problems import Problem, ProblemCode, check
from models.table import Table
from workbench.analysis.reasons import Reason, ReasonCode
from workbench.analysis.structure.hint import Hint, HintCode
from workbench.catalogue import template_plan, templates
from workbench.catalogue.reading import catalogue
from workbench.files.plan_file import read_plan
from workbench.finding_words import counts_words, finding_sentence
from workbench.findings import Finding, FindingKind, Findings, catalogue_guards, findings_of
from workbench.language import language
from workbench.pay.reasons import NoPayout, NoPayoutCode
from workbench.pulse import likely_profit
from workbench.results import results_of

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"


def found(plan: Plan) -> Findings:
    return findings_of(results_of(plan))


def causes(plan: Plan, kind: FindingKind) -> list[object]:
    return [each.cause for each in found(plan).listed if each.kind is kind]


def with_kpi(plan: Plan, key: KpiKey, **fields: object) -> Plan:
    return replace(plan, kpis=plan.kpis.replacing(replace(plan.kpis[key], **fields)))


def test_that_a_new_plan_is_calm() -> None:
    rows = [Kpi(PROFIT, "Profit", formula="a - b"), Kpi(KpiKey("a"), "A"), Kpi(KpiKey("b"), "B")]
    plan = Plan("new", Calendar(Month(2027, 1)), kpis=Table(rows))
    assert {each.kind for each in found(plan).listed} == {FindingKind.TO_FILL}
    assert counts_words(found(plan), language("en")) == "2 KPIs to fill in"
    assert counts_words(found(plan), language("fr")) == "2 KPI à remplir"


@pytest.mark.parametrize("read", [True, False])
def test_that_figures_missing_among_others_are_one_line_to_fill_in(*, read: bool) -> None:
    plan, key = sound_shop(), LEADS
    if not read:
        key = KpiKey("visits")
        row = replace(plan.kpis[LEADS], key=key, name="Leads", values=(1.0,) * 12)
        plan = add_kpi(plan, row)[0]
    for period in (1, 4, 5, 6, 7):
        plan = set_value(plan, key, period, None)[0]
    (line,) = [each for each in found(plan).listed if each.kind is FindingKind.TO_FILL]
    assert (line.place.key, line.place.period) == (key, 1)
    assert finding_sentence(line, plan, language("en")).replace("\u00a0", " ") == (
        "“Leads” has no figure for Feb 2027 and May 2027 – Aug 2027: type what is missing."
    )
    assert found(plan).count[FindingKind.ERROR] == 0
    assert not causes(plan, FindingKind.WARNING)


def test_that_a_figure_nobody_can_work_out_is_said_once_with_its_cause() -> None:
    plan = set_formula(sound_shop(), REVENUE, "clients * arpu / (leads - leads)")[0]
    assert results_of(plan).payouts[BASE].total is None
    (cause,) = causes(plan, FindingKind.WARNING)
    assert isinstance(cause, Reason)
    assert (cause.code, cause.kpi) == (ReasonCode.DIVISION_BY_ZERO, REVENUE)


def test_that_what_only_a_scenario_cannot_work_out_names_the_scenario() -> None:
    plan = set_formula(sound_shop(), REVENUE, "clients * arpu / (11 - leads / 1000)")[0]
    plan = set_value(plan, LEADS, 3, 11_000.0, scenario=STRETCH)[0]
    (finding,) = [each for each in found(plan).listed if each.kind is FindingKind.WARNING]
    assert finding.scenario == STRETCH
    assert "Stretch" in finding_sentence(finding, plan, language("en"))


def test_that_a_payout_without_a_scorecard_counts() -> None:
    plan = sound_shop()
    design = plan.design
    assert design is not None
    design = replace(design, scorecards=design.scorecards.without(SELLER))
    plan = replace(plan, designs=plan.designs.replacing(design))
    assert results_of(plan).payouts[BASE].total is None
    (finding,) = [each for each in found(plan).listed if each.kind is FindingKind.WARNING]
    assert finding.cause == NoPayout(NoPayoutCode.NO_SCORECARD, SELLER)
    assert finding.place.table == "positions"


def test_that_what_a_problem_says_already_is_not_said_again_for_payouts() -> None:
    plan = sound_shop()
    nobody = Person(PersonKey("dan"), "Dan", SELLER)
    position = replace(
        plan.positions[SELLER], target=replace(plan.positions[SELLER].target, amount=None)
    )
    plan = replace(
        plan,
        people=Table([*plan.people.values(), nobody]),
        positions=plan.positions.replacing(position),
    )
    assert results_of(plan).payouts[BASE].total is None
    codes = {problem.code for problem in check(plan)}
    assert ProblemCode.NO_TARGET_BONUS in codes
    assert not [each for each in found(plan).listed if isinstance(each.cause, NoPayout)]


def test_that_each_driver_nobody_answers_for_has_a_line_of_its_own() -> None:
    plan = sound_shop()
    for key in (LEADS, CONVERSION):
        plan = with_kpi(plan, key, responsibility=Map())
    nobody = [
        each.cause
        for each in found(plan).listed
        if isinstance(each.cause, Hint) and each.cause.code is HintCode.NOBODY_ANSWERS
    ]
    assert [hint.kpi for hint in nobody] == [LEADS, CONVERSION]
    assert ProblemCode.NOBODY_ANSWERS in {problem.code for problem in check(plan)}
    assert not any(
        isinstance(each.cause, Problem) and each.cause.code is ProblemCode.NOBODY_ANSWERS
        for each in found(plan).listed
    )


def test_that_the_guard_of_the_catalogue_is_named_in_the_language_of_the_reader() -> None:
    plan = sound_shop()
    guard = catalogue().entries[catalogue_guards()[REVENUE]]
    (hint,) = [
        each
        for each in findings_of(results_of(plan), catalogue_guards()).listed
        if isinstance(each.cause, Hint)
    ]
    assert guard.name.fr in finding_sentence(hint, plan, language("fr"))
    assert guard.name.en in finding_sentence(hint, plan, language("en"))


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.kpi")), ids=lambda path: path.stem)
def test_that_nothing_is_to_be_said_of_a_sample(path: Path) -> None:
    assert findings_of(results_of(read_plan(path)), catalogue_guards()).listed == ()


@pytest.mark.parametrize("template", [each.key for each in templates(language("en"))])
def test_that_nothing_is_to_be_said_of_a_template(template: str) -> None:
    plan = template_plan(template, language("en"))
    assert findings_of(results_of(plan), catalogue_guards()).listed == ()


def test_that_what_is_put_aside_is_left_out_and_nothing_else() -> None:
    everything = found(shop())
    (hint,) = [each for each in everything.listed if each.name]
    left = everything.without(frozenset({hint.name}))
    assert [each for each in everything.listed if each not in left.listed] == [hint]
    assert left.count[FindingKind.HINT] == everything.count[FindingKind.HINT] - 1
    assert hint not in left.of_kpi.get(REVENUE, ())
    assert everything.without(frozenset({"vanity elsewhere"})) is everything


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
@given(sensible.plans())
def test_that_nothing_is_good_while_payouts_cannot_be_worked_out(plan: Plan) -> None:
    results = results_of(plan)
    findings = findings_of(results)
    kinds = list(FindingKind)
    order = [kinds.index(each.kind) for each in findings.listed]
    assert order == sorted(order)
    assert sum(findings.count.values()) == len(findings.listed)
    grave = [each for each in findings.listed if each.kind is not FindingKind.HINT]
    if any(payouts.total is None for payouts in results.payouts.values()):
        assert grave
    for each in findings.listed:
        assert "{" not in finding_sentence(each, plan, language("fr"))


@pytest.mark.parametrize(
    ("names", "likely"),
    [
        ({"a": "Turnover", "b": "Résultat"}, "b"),
        ({"a": "Turnover", "b": "Clients"}, "a"),
    ],
)
def test_that_the_profit_is_guessed_by_its_name_or_place(
    names: dict[str, str], likely: str
) -> None:
    rows = [Kpi(KpiKey(key), name, formula="c + d") for key, name in names.items()]
    plan = Plan("p", Calendar(Month(2027, 1)), kpis=Table(rows))
    plan = add_kpi(plan, Kpi(KpiKey("c"), "Profit of no tree"))[0]
    assert likely_profit(plan) == likely
    assert likely_profit(replace(plan, kpis=Table([Kpi(COSTS, "Profit")]))) is None


def test_that_a_finding_without_a_hint_cannot_be_put_aside() -> None:
    plan = with_kpi(sound_shop(), COSTS, responsibility=Map({MARKETING: 0.5}))
    (error,) = [each for each in found(plan).listed if each.kind is FindingKind.ERROR]
    assert isinstance(error, Finding)
    assert (error.name, error.mend) == ("", None)
