"""Each fault in a plain sentence that names the place and the way out, in both languages."""

from __future__ import annotations

import pytest

from models.calendar import Calendar, Month
from models.changes import EditError, EditFault
from models.edits.kpis import add_kpi, change_key, set_formula
from models.edits.organisation import remove_position
from models.edits.parting import SplitFault
from models.edits.tree import delete_branch
from models.formula_parser import MAX_LENGTH, FormulaError, FormulaFault, parse
from models.keys import (
    DesignKey,
    FunctionKey,
    KpiKey,
    MeasureKey,
    PersonKey,
    PositionKey,
)
from models.kpi import Kpi
from models.life import Stage
from models.organisation import Function, Person, Position
from models.places import Place
from models.plan import Plan
from models.problems import ProblemCode, check
from models.scorecard import Design, Measure, Scorecard, Section
from models.table import Table
from workbench.language import language
from workbench.pay.reasons import NoPayout, NoPayoutCode
from workbench.sentences import (
    edit_sentence,
    formula_sentence,
    no_payout_sentence,
    place_words,
    problem_sentence,
)

EN, FR = language("en"), language("fr")


def kpi(key: str, name: str, formula: str = "") -> Kpi:
    return Kpi(KpiKey(key), name, formula=formula)


LEAD, HEAD = PositionKey("lead"), PositionKey("lead/head")
CARD = (Section("", (Measure(MeasureKey("m"), KpiKey("profit"), weight=0.9995),)),)
PLAN = Plan(
    "p",
    Calendar(Month(2027, 1)),
    kpis=Table(
        [
            kpi("profit", "Résultat", "revenue - costs"),
            kpi("revenue", "Chiffre d’affaires", "clients * arpu"),
            kpi("clients", "Clients"),
            kpi("arpu", "ARPU"),
            kpi("costs", "Coûts"),
            kpi("rate", "Taux", "clients / costs"),
        ]
    ),
    functions=Table([Function(FunctionKey("marketing"), "Marketing")]),
    positions=Table(
        [
            Position(LEAD, "Marketing lead", FunctionKey("marketing")),
            Position(HEAD, "Head", FunctionKey("marketing")),
        ]
    ),
    people=Table(Person(PersonKey(key), f"Ann {key}", LEAD) for key in ("1", "2", "3", "4", "5")),
    designs=Table(
        [Design(DesignKey("d"), "Now", Table([Scorecard(LEAD, CARD), Scorecard(HEAD, CARD)]))]
    ),
    current_design=DesignKey("d"),
)


def refusal(edit: object, *arguments: object, **keywords: object) -> tuple[str, str]:
    with pytest.raises(EditError) as caught:
        edit(PLAN, *arguments, **keywords)  # type: ignore[operator] # pyright: ignore[reportCallIssue]
    return edit_sentence(caught.value, PLAN, EN), edit_sentence(caught.value, PLAN, FR)


def test_that_a_cycle_is_spelled_out_with_names() -> None:
    english, french = refusal(set_formula, KpiKey("clients"), "profit + 1")
    assert "Clients → Résultat → Chiffre d’affaires → Clients" in english
    assert "Clients → Résultat → Chiffre d’affaires → Clients" in french


def test_that_what_is_still_named_says_where() -> None:
    english, french = refusal(delete_branch, KpiKey("clients"))
    assert "“Clients” cannot be removed" in english
    assert "Taux, formula" in english
    assert "Taux, formule" in french


def test_that_many_places_are_three_and_a_count() -> None:
    english, french = refusal(remove_position, LEAD)
    assert "Ann 1, position, Ann 2, position, Ann 3, position and 3 more" in english
    assert "Ann 3, poste et 3 autres" in french


def test_that_a_key_that_is_taken_names_who_has_it() -> None:
    english, _ = refusal(change_key, KpiKey("arpu"), KpiKey("clients"))
    assert english == "“Clients” goes by the key “clients” already: choose another."


def test_that_a_formula_typed_and_one_that_would_grow_are_told_apart() -> None:
    typed, _ = refusal(set_formula, KpiKey("arpu"), "1 + )")
    assert typed.startswith("“)” at character 5")
    long = "+".join(["clients"] * (MAX_LENGTH // 8))
    plan = Plan(
        "p",
        PLAN.calendar,
        kpis=Table([kpi("sum_of_all", "Total", long), kpi("clients", "Clients")]),
    )
    with pytest.raises(EditError) as caught:
        add_kpi(plan, kpi("another_long_key", "New"), parent=KpiKey("sum_of_all"))
    assert "“Total” would grow too large" in edit_sentence(caught.value, plan, EN)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a + $", "“$” at character 5"),
        ("a + 25%", "write a percentage as a fraction"),
        ("a + 1,5", "decimals take a point"),
        ("min(a; b)", "separate arguments with a comma"),
        ("a + Revenue", "“Revenue” at character 5 is no key"),
        ("a +", "after character 3"),
        ("total(a)", "“total” at character 1 is no function"),
        ("lag(a, b)", "write it like lag(x, 1)"),
        ("if(a, b)", "write it like if(x > 0, y, z)"),
        ("prev + 1", "write it like prev(x, y)"),
        ("a < b < c", "a < b and b < c"),
        ("", "revenue - costs"),
    ],
)
def test_that_a_formula_fault_names_the_place_and_the_way_out(text: str, words: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert words in formula_sentence(caught.value, EN)
    assert formula_sentence(caught.value, FR) != formula_sentence(caught.value, EN)


@pytest.mark.parametrize("fault", FormulaFault)
def test_that_every_formula_fault_has_its_sentence(fault: FormulaFault) -> None:
    error = FormulaError(fault, 3, "lag")
    for words in (EN, FR):
        sentence = formula_sentence(error, words)
        assert sentence[-1] in ".!?"
        assert "{" not in sentence


@pytest.mark.parametrize("fault", EditFault)
def test_that_every_refusal_has_its_sentence_for_every_table(fault: EditFault) -> None:
    details = {
        "period": 12,
        "kpi": "arpu",
        "text": "(",
        "error": FormulaError(FormulaFault.UNEXPECTED_END, 1),
        "path": ("clients", "profit", "clients"),
        "places": (Place("levers", "gone", "factors/x"),),
        "why": SplitFault.CURVED,
        "part": "round(clients)",
        "stage": Stage.DRAFT,
        "wanted": Stage.MEASURED,
        "position": "lead",
        "sum": 0.9,
        "cause": NoPayout(NoPayoutCode.TARGET_MISSING, "m", "m"),
    }
    tables = [
        "kpis",
        "functions",
        "positions",
        "people",
        "objectives",
        "designs",
        "scorecards",
        "measures",
        "scenarios",
        "levers",
        "dimensions",
        "members",
    ]
    for table in tables:
        error = EditError(fault, {**details, "table": table, "key": "clients"})
        english, french = (edit_sentence(error, PLAN, words) for words in (EN, FR))
        assert english != french
        assert english[-1] in ".!?"


@pytest.mark.parametrize("code", NoPayoutCode)
def test_that_every_payout_that_cannot_be_worked_out_says_why(code: NoPayoutCode) -> None:
    reason = NoPayout(code, "profit", "m", (PersonKey("1"), PersonKey("2")))
    english, french = (no_payout_sentence(reason, PLAN, words) for words in (EN, FR))
    assert english != french
    assert english[-1] in ".!?"
    assert "{" not in english + french


def test_that_payouts_name_the_measure_by_what_it_measures() -> None:
    reason = NoPayout(NoPayoutCode.TARGET_MISSING, "m", "m")
    assert no_payout_sentence(reason, PLAN, EN).startswith("“Résultat” has no target")


@pytest.mark.parametrize(
    ("place", "english", "french"),
    [
        (
            Place("designs", "d", "scorecards/lead/measures/m/kpi"),
            "Marketing lead, measure Résultat",
            "Marketing lead, mesure Résultat",
        ),
        (
            Place("designs", "d", "scorecards/lead/head/measures/m/weight"),
            "Head, measure Résultat, weight",
            "Head, mesure Résultat, poids",
        ),
        (Place("kpis", "profit", "formula"), "Résultat, formula", "Résultat, formule"),
        (
            Place("kpis", "arpu", "values", 2),
            "ARPU, figure of Mar\u00a02027",
            "ARPU, chiffre de mars\u00a02027",
        ),
        (Place("designs", "d", "pools/0/kpi"), "pool 1", "enveloppe 1"),
        (Place("plan", "", "calendar"), "calendar", "calendrier"),
        (Place("designs", "gone", "scorecards/x/y"), "x, scorecard", "x, barème"),
    ],
)
def test_that_places_are_named_by_names(place: Place, english: str, french: str) -> None:
    assert place_words(place, PLAN, EN) == english
    assert place_words(place, PLAN, FR) == french


def test_that_a_sum_just_short_of_all_does_not_read_as_all() -> None:
    problem = next(each for each in check(PLAN) if each.code is ProblemCode.WEIGHTS_SUM)
    assert problem_sentence(problem, PLAN, EN) == (
        "The weights of “Marketing lead” come to 99.95\u00a0% instead of 100 %: adjust them."
    )
