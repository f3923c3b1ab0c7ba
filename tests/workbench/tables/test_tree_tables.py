"""Tables understood as trees: headings, periods, units, figures, parents, formulas."""

from __future__ import annotations

import datetime as dt

import pytest
from examples.shop import shop
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import sensible

from models.calendar import Calendar, Month, Span
from models.keys import KpiKey
from models.kpi import Sense, UnitKind
from models.plan import Plan
from workbench.language import language
from workbench.table_words import remark_sentence
from workbench.tables.columns import ColumnUse, guess, headed, reading_as
from workbench.tables.periods import Head, head_of, period_of
from workbench.tables.preview import Preview, fitting, preview
from workbench.tables.sheet import Percent, Sheet
from workbench.tables.text_file import sheet_of
from workbench.tables.tree_import import Fate
from workbench.tables.tree_row import Remark
from workbench.tables.units_read import read_unit

EMPTY = Plan("New", Calendar(Month(2027, 1)))

FRENCH = """Budget 2027;;;;;
;;;;;
KPI;Parent;Unité;Formule;janv. 2027;févr. 2027
Profit;;€;Revenu - Coûts;;
Revenu;Profit;k€;;;
Clients;Revenu;clients;;1 200;1 234,5
ARPU;Revenu;€/client/mois;;30,5;31
Coûts;Profit;k€;;(5);12
Churn;;%;;4,5;4 %
Total;;;;3;4
"""


def table(text: str) -> Sheet:
    sheet = sheet_of(text)
    assert sheet is not None
    return sheet


def imported(text: str, plan: Plan = EMPTY, code: str = "fr", under: str | None = None) -> Preview:
    sheet = table(text)
    below = None if under is None else KpiKey(under)
    return preview(plan, sheet, guess(sheet), language(code), under=below)


def remarks(shown: Preview) -> list[tuple[int, Remark]]:
    return [(remark.row, remark.remark) for remark in shown.remarks]


def test_that_a_french_table_becomes_a_tree_with_formulas_units_and_figures() -> None:
    shown = imported(FRENCH)
    kpis = shown.after.kpis
    assert list(kpis) == ["profit", "revenu", "clients", "arpu", "couts", "churn"]
    assert kpis["profit"].formula == "revenu - couts"
    assert kpis["revenu"].formula == "clients * arpu"
    assert kpis["clients"].values == (1200, 1234.5)
    assert kpis["clients"].unit.label == "clients"
    assert kpis["arpu"].unit.kind is UnitKind.MONEY_PER_CLIENT_MONTH
    assert kpis["couts"].values == (-5000, 12000)
    assert kpis["churn"].values == (0.045, 0.04)
    assert (kpis["arpu"].weight_by, kpis["churn"].weight_by) == ("clients", None)
    assert remarks(shown) == [(8, Remark.SCALED), (10, Remark.TOTAL_LEFT_OUT)]
    assert [placed.depth for placed in shown.rows] == [0, 1, 2, 2, 1, 0]


@pytest.mark.parametrize(
    "text",
    [
        "Name,Level,Jan\nA,1,\nB,2,\nC,3,5\nD,2,6\n",
        "Name,Level,Jan\nA,1,\nB,1.1,\nC,1.1.1,5\nD,1.2,6\n",
        "Name,Jan\nA,\n  B,\n    C,5\n  D,6\n",
        "Level 1,Level 2,Level 3,Jan\nA,,,\n,B,,\n,,C,5\n,D,,6\n",
        "Key,Name,Parent,Jan\na,A,,\nb,B,a,\nc,C,b,5\nd,D,a,6\n",
        "Name,Parent,Jan\nD,A,6\nC,B,5\nB,A,\nA,,\n",
    ],
)
def test_that_every_way_of_writing_a_tree_gives_the_same_tree(text: str) -> None:
    kpis = imported(text, code="en").after.kpis
    assert {key: set(kpi.formula.split(" + ")) - {""} for key, kpi in kpis.items()} == {
        "a": {"b", "d"},
        "b": {"c"},
        "c": set(),
        "d": set(),
    }
    assert (kpis["c"].values, kpis["d"].values) == ((5,), (6,))


@pytest.mark.parametrize(
    ("heading", "head"),
    [
        ("Jan", Head(Span.MONTH, 1)),
        ("févr. 2027", Head(Span.MONTH, 2, 2027)),
        ("Août-27", Head(Span.MONTH, 8, 2027)),
        ("déc. 27", Head(Span.MONTH, 12, 2027)),
        ("September 2027", Head(Span.MONTH, 9, 2027)),
        ("2027-03", Head(Span.MONTH, 3, 2027)),
        ("03/2027", Head(Span.MONTH, 3, 2027)),
        ("01/04/2027", Head(Span.MONTH, 4, 2027)),
        ("2027-05-01", Head(Span.MONTH, 5, 2027)),
        (dt.date(2027, 6, 1), Head(Span.MONTH, 6, 2027)),
        ("T1 2027", Head(Span.QUARTER, 1, 2027)),
        ("2027 Q4", Head(Span.QUARTER, 4, 2027)),
        ("S2 2027", Head(Span.HALF_YEAR, 2, 2027)),
        ("H1", Head(Span.HALF_YEAR, 1)),
        ("2027", Head(Span.YEAR, 1, 2027)),
        ("FY2027", Head(Span.YEAR, 1, 2027)),
        ("M3", Head(None, 3)),
        ("Mois 11", Head(None, 11)),
        (2027.0, Head(Span.YEAR, 1, 2027)),
        ("Unit", None),
        ("S3 2027", None),
        ("13/2027", None),
        ("March of the penguins", None),
        ("", None),
        (None, None),
        (Percent(0.1), None),
    ],
)
def test_that_a_heading_names_the_period_it_means(heading: object, head: Head | None) -> None:
    assert head_of(heading) == head  # pyright: ignore[reportArgumentType] - a cell of any kind


def test_that_a_heading_finds_its_period_in_a_plan_that_starts_within_a_year() -> None:
    calendar = Calendar(Month(2026, 7), fiscal_start=7)
    assert period_of(Head(Span.MONTH, 1, 2027), calendar) == 6
    assert period_of(Head(Span.MONTH, 1), calendar) == 6
    assert period_of(Head(Span.MONTH, 1, 2026), calendar) is None
    assert period_of(Head(Span.QUARTER, 1, 2027), calendar) is None
    assert period_of(Head(None, 12), calendar) == 11
    assert period_of(Head(None, 13), calendar) is None


@pytest.mark.parametrize(
    ("text", "kind", "scale"),
    [
        ("€", UnitKind.MONEY, 1),
        ("k€", UnitKind.MONEY, 1e3),
        ("M €", UnitKind.MONEY, 1e6),
        ("EUR k", UnitKind.MONEY, 1e3),
        ("Euros", UnitKind.MONEY, 1),
        ("€ / client / mois", UnitKind.MONEY_PER_CLIENT_MONTH, 1),
        ("$ per user", UnitKind.MONEY_PER_CLIENT_MONTH, 1),
        ("%", UnitKind.SHARE, 1),
        ("Taux", UnitKind.SHARE, 1),
        ("nombre", UnitKind.NUMBER, 1),
        ("clients", UnitKind.COUNT, 1),
    ],
)
def test_that_units_are_read_as_people_write_them(text: str, kind: UnitKind, scale: float) -> None:
    read = read_unit(text)
    assert read is not None
    assert (read.unit.kind, read.scale) == (kind, scale)


def test_that_a_workbook_share_written_as_12_or_as_0_12_is_12_percent_and_says_which() -> None:
    rows = (("Name", "Unit", "Jan", "Feb"), ("A", "%", 12.0, 0.5), ("B", "%", 0.12, Percent(0.2)))
    sheet = Sheet("S", rows, typed=True)
    shown = preview(EMPTY, sheet, guess(sheet), language("en"))
    assert shown.after.kpis["a"].values == pytest.approx((0.12, 0.005))
    assert shown.after.kpis["b"].values == (0.12, 0.2)
    assert remarks(shown) == [(2, Remark.READ_AS_PERCENT), (3, Remark.READ_AS_FRACTION)]


def test_that_rows_of_kpis_that_are_there_change_them_and_others_are_new() -> None:
    before = shop()
    (first, *_) = (kpi for kpi in before.kpis.values() if kpi.is_driver)
    text = f"Key;Name;Sens;M1\n{first.key};{first.name};baisse;7\nextra;Extra;;8\n"
    shown = imported(text, before)
    assert [placed.fate for placed in shown.rows] == [Fate.CHANGED, Fate.NEW]
    assert shown.after.kpis[first.key].values == (7, *first.values[1:])
    assert shown.after.kpis[first.key].sense is Sense.LOWER
    untouched = [key for key in before.kpis if key != first.key]
    assert all(shown.after.kpis[key] == before.kpis[key] for key in untouched)


def test_that_new_rows_at_the_top_of_a_table_join_the_kpi_that_takes_them_in() -> None:
    before = imported("Name;Parent;M1\nProfit;;\nRevenue;Profit;5\n").after
    shown = imported("Name;Parent;M1\nX;;\nY;X;1\n", before, under="profit")
    assert shown.after.kpis["profit"].formula == "revenue + x"
    assert shown.after.kpis["x"].formula == "y"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Name;Parent;M1\nA;Nobody;1\n", [(2, Remark.NO_PARENT)]),
        ("Name;Parent;M1\nA;A;1\n", [(2, Remark.OWN_PARENT)]),
        ("Name;Formula\nA;B +\nB;\n", [(2, Remark.BAD_FORMULA)]),
        ("Name;Formula\nA;B + ghost\nB;\n", [(2, Remark.UNKNOWN_NAMES)]),
        ("Name;Parent;Formula\nA;;B\nB;;\nC;A;\n", [(4, Remark.NOT_NAMED)]),
        ("Name;Formula;M1\nA;B;3\nB;;4\n", [(2, Remark.FORMULA_WINS)]),
        ("Key;Name;M1\na;A;3\na;B;4\n", [(3, Remark.TWICE)]),
        ("Name;Unit;M1\nA;€;abc\n", [(2, Remark.NOT_A_NUMBER)]),
        ("Name;M1;M99\nA;1;2\n", [(0, Remark.OTHER_PERIOD)]),
        ("Name;M1\nA;1.234\n", [(2, Remark.AMBIGUOUS)]),
    ],
)
def test_that_what_cannot_be_taken_is_told_with_its_row(
    text: str, expected: list[tuple[int, Remark]]
) -> None:
    shown = imported(text)
    assert remarks(shown) == expected
    for code in ("en", "fr"):
        for remark in shown.remarks:
            assert "{" not in remark_sentence(remark, shown.after, language(code))


def test_that_a_cycle_is_cut_at_a_row_and_told() -> None:
    shown = imported("Name;Formula\nA;B\nB;C\nC;A\n")
    assert [remark for _, remark in remarks(shown)] == [Remark.CYCLE]
    assert sum(not kpi.formula for kpi in shown.after.kpis.values()) == 1


def test_that_a_table_without_headings_is_names_and_figures() -> None:
    kpis = imported("Leads;10;20\nVisits;30;40\n").after.kpis
    assert {key: kpi.values for key, kpi in kpis.items()} == {
        "leads": (10, 20),
        "visits": (30, 40),
    }


def test_that_whoever_imports_may_say_what_a_column_holds() -> None:
    sheet = table("x;y;z\nLeads;about;10\n")
    mapping = headed(sheet, 0)
    mapping = reading_as(mapping, sheet, 1, ColumnUse.NOTE)
    mapping = reading_as(mapping, sheet, 2, ColumnUse.PERIOD)
    shown = preview(EMPTY, sheet, mapping, language("fr"))
    assert shown.after.kpis["leads"].note == "about"
    assert shown.after.kpis["leads"].values == (10,)


def test_that_an_empty_plan_takes_the_calendar_of_the_headings() -> None:
    sheet = table("Name;T3 2027;T4 2027;T1 2028;T2 2028\nA;1;2;3;4\n")
    plan = fitting(EMPTY, guess(sheet))
    assert plan.calendar == Calendar(Month(2027, 7), Span.QUARTER, 4, 7)
    shown = preview(plan, sheet, guess(sheet), language("fr"))
    assert shown.after.kpis["a"].values == (1, 2, 3, 4)


cells = st.one_of(
    st.none(),
    st.sampled_from(
        ["Name", "Parent", "Formula", "Unit", "Level", "Jan", "2027", "A", "b", "a + b", "%", "k€"]
    ),
    st.text(max_size=6),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
)


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(
    rows=st.lists(st.tuples(*[cells] * 5), min_size=1, max_size=8),
    plan=sensible.plans(),
    code=st.sampled_from(["en", "fr"]),
)
def test_that_any_sheet_is_read_without_a_fault_and_touches_no_other_kpi(
    rows: list[tuple[object, ...]], plan: Plan, code: str
) -> None:
    sheet = Sheet("Any", tuple(rows), typed=True)  # pyright: ignore[reportArgumentType]
    shown = preview(plan, sheet, guess(sheet), language(code))
    named = {placed.kpi.key for placed in shown.rows}
    parents = {key for key in plan.kpis if key not in named and key in shown.after.kpis}
    assert set(shown.after.kpis) == set(plan.kpis) | named
    for key in parents:
        before, after = plan.kpis[key], shown.after.kpis[key]
        assert before.values == after.values
        assert before.name == after.name
