"""Formulas as typed: read with their places, taken with their new drivers, and previewed."""

from __future__ import annotations

import math

import pytest
from examples.shop import ARPU, CLIENTS, COSTS, PROFIT, REVENUE, STRETCH, shop
from hypothesis import given
from hypothesis import strategies as st

from models.calendar import Span
from models.edits.formula_names import keyed
from models.edits.kpis import rename
from models.keys import BASE, KpiKey
from models.kpi import TimeRule, Unit, UnitKind
from workbench.analysis.reasons import ReasonCode
from workbench.formula_entry import enter_formula, fault_of, formula_as_typed, read_formula
from workbench.formula_preview import equation_words, preview_formula, preview_words
from workbench.formula_reading import reading_of
from workbench.language import language
from workbench.results import results_of

EN = language("en")
PLAN = shop()
VALUES = results_of(PLAN).values
YEAR = PLAN.calendar.groups(Span.YEAR)[0]


@pytest.mark.parametrize(
    ("typed", "text", "strangers"),
    [
        ("Revenue - 2 * Costs", "revenue - 2 * costs", {}),
        ("= Conversion of leads * Foo", "conversion * foo", {"foo": "Foo"}),
        ("revenue - Dépenses", "revenue - depenses", {"depenses": "Dépenses"}),
        ("Profits", "profits", {"profits": "Profits"}),
        ("max(Revenue, rent)", "max(revenue, rent)", {"rent": "rent"}),
        (
            "Clients moyens * Panier d'achat",
            "clients_moyens * panier_d_achat",
            {"clients_moyens": "Clients moyens", "panier_d_achat": "Panier d'achat"},
        ),
        ("Revenue x 2", "revenue * 2", {}),
        ("Revenue * 1,5", "revenue * 1.5", {}),
        ("max(Revenue; 1,5)", "max(revenue, 1.5)", {}),
        ("max(Revenue, 1,5)", "max(revenue, 1,5)", {}),
        (
            "Revenue X Average  basket",
            "revenue * average_basket",
            {"average_basket": "Average  basket"},
        ),
        (
            "Costs of revenue + Costs",
            "costs_of_revenue + costs",
            {"costs_of_revenue": "Costs of revenue"},
        ),
        (
            "if(Revenue > 2 and not rent, 1, 0)",
            "if(revenue > 2 and not rent, 1, 0)",
            {"rent": "rent"},
        ),
        ("Revenue Costs", "revenue costs", {}),
    ],
)
def test_that_words_of_no_kpi_are_strangers_with_their_places(
    typed: str, text: str, strangers: dict[str, str]
) -> None:
    formula = read_formula(PLAN, typed)
    assert formula.text == text
    assert dict(formula.strangers) == strangers
    assert [typed[start:stop] for start, stop in formula.places] == list(strangers.values())


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Revenue * 10 %", "revenue * 0.1"),
        ("Revenue * 12,5%", "revenue * 0.125"),
        ("Revenue*(1+5\u202f%)", "revenue*(1+0.05)"),
        ("Revenue * 100 % - 0 %", "revenue * 1 - 0"),
        ("Revenue * (Costs * 0,25)", "revenue * (costs * 0.25)"),
        ("SOMME(Revenue; 1,5; 10 %)", "sum(revenue, 1.5, 0.1)"),
        ("max(Revenue, 5 %)", "max(revenue, 0.05)"),
        ("SI(Revenue > 0 ; Revenue ; 0)", "if(revenue > 0 , revenue , 0)"),
        ("Si(ET(Revenue > 1; Costs < 2); 1; 0)", "if(((revenue > 1) and ( costs < 2)), 1, 0)"),
        ("IF(OR(Revenue>1,NOT(Costs<2)), 1, 0)", "if(((revenue>1) or (not(costs<2))), 1, 0)"),
        ("if(Revenue > 1 and (Costs < 2), 1, 0)", "if(revenue > 1 and (costs < 2), 1, 0)"),
        ("if((Revenue > 1) ET (Costs < 2), 1, 0)", "if((revenue > 1) and (costs < 2), 1, 0)"),
        ("if(not (Costs < 2), 1, 0)", "if(not (costs < 2), 1, 0)"),
        ("ARRONDI(MOYENNE(Revenue;Costs);2)", "round(avg(revenue,costs),2)"),
        ("RACINE(ABS(Revenue)) + Max(Revenue, Costs)", "sqrt(abs(revenue)) + max(revenue, costs)"),
        ("AVERAGE(Revenue, Costs)", "avg(revenue, costs)"),
    ],
)
def test_that_a_formula_of_a_spreadsheet_is_kept_as_formulas_are(typed: str, text: str) -> None:
    formula = read_formula(PLAN, typed)
    assert formula.text == text
    assert fault_of(formula) is None
    # What is kept is read as it stands, and nothing is said of it.
    again = read_formula(PLAN, text)
    assert (again.text, again.reread) == (text, False)


@pytest.mark.parametrize("typed", ["Revenue %", "10%3", "10 % Revenue", "Revenue * (5 %)2"])
def test_that_a_sign_of_percent_elsewhere_is_refused_with_its_place(typed: str) -> None:
    formula = read_formula(PLAN, typed)
    fault = fault_of(formula)
    assert fault is not None
    assert formula.typed_position(fault.position) >= typed.index("%") - 2


def test_that_a_fault_behind_what_was_respelled_stands_where_it_was_typed() -> None:
    typed = "SOMME(Revenue; 10 %) + MOYENNE(Costs; 2 %) + * 3"
    formula = read_formula(PLAN, typed)
    fault = fault_of(formula)
    assert fault is not None
    assert formula.typed_position(fault.position) == typed.rindex("*")


def test_that_how_a_formula_was_read_is_said_where_it_was_typed_in_another_way() -> None:
    def said(typed: str, code: str = "en") -> str:
        reading = reading_of(PLAN, typed, len(typed), language(code))
        assert reading.whole
        assert not reading.fault
        return reading.sentence

    assert said("SOMME(revenue;10 %)") == "Read as sum(Revenue, 0.1)"
    assert said("SOMME(revenue;10 %)", "fr") == "Lu comme sum(Revenue, 0.1)"
    # The comma is that of the function: whoever means decimals sees it.
    assert said("max(revenue, 1,5)") == "Read as max(Revenue, 1, 5)"
    assert said("revenue - 2 * costs") == ""


def test_that_a_fault_stands_where_it_was_typed() -> None:
    typed = "  Conversion of leads * Été + * 2"
    formula = read_formula(PLAN, typed)
    fault = fault_of(formula)
    assert fault is not None
    assert formula.typed_position(fault.position) == typed.rindex("*")


@given(st.lists(st.sampled_from(["Conversion of leads", "Revenue", "x", " + ", "(", "2"])))
def test_that_every_part_of_a_keyed_formula_knows_where_it_was_typed(parts: list[str]) -> None:
    typed = " ".join(parts)
    formula = keyed(PLAN, typed)
    places = [formula.typed_position(at) for at in range(len(formula.text))]
    assert places == sorted(places)
    assert all(0 <= place <= len(typed) for place in places)
    for start, at, length in formula.starts:
        part = typed[at : at + length]
        assert formula.text.startswith((part, *(key for key in PLAN.kpis)), start) or not part


_ODD_NAMES = (
    *("Costs", "Revenue - Costs", "R&D (k€)", "Part 5 %", "x", "Max", "max(", "Clients", "leads"),
    *("Clients moyens", "2027", "a and b", "ET", "SI", "Coût d’achat", "Cout d'achat", "1,5", ""),
)


@given(st.lists(st.sampled_from(_ODD_NAMES), min_size=len(PLAN.kpis), max_size=len(PLAN.kpis)))
def test_that_a_formula_shown_for_typing_is_read_as_it_was(names: list[str]) -> None:
    plan = PLAN
    for key, name in zip(PLAN.kpis, names, strict=True):
        plan, _ = rename(plan, key, name)
    formulas = [kpi.formula for kpi in PLAN.kpis.values()]
    formulas += ["max(costs, 0.5) * leads - arpu", "if(clients > 2 and (leads < 1), 1, 2)"]
    for formula in formulas:
        assert read_formula(plan, formula_as_typed(plan, formula)).text == formula


def test_that_names_that_say_one_kpi_stand_for_keys_and_others_leave_them() -> None:
    shown = formula_as_typed(PLAN, "revenue - 2 * max(costs, conversion, 0.5) + rent")
    assert shown == "Revenue - 2 * max(Costs, Conversion of leads, 0.5) + rent"
    twice, _ = rename(PLAN, REVENUE, "Costs")
    assert formula_as_typed(twice, "revenue - costs + arpu") == "revenue - costs + ARPU"
    assert formula_as_typed(PLAN, "revenue - (") == "revenue - ("
    odd, _ = rename(PLAN, REVENUE, "Revenue - Costs")
    assert read_formula(odd, formula_as_typed(odd, "revenue - costs")).text == "revenue - costs"


def test_that_new_drivers_keep_their_names_and_get_units() -> None:
    formula = read_formula(PLAN, "prev(Clients, Ouverture) * (1 - Foo) + Été + Dépenses")
    after, _ = enter_formula(PLAN, CLIENTS, formula, add_unknown=True)
    made = {key: after.kpis[KpiKey(key)] for key in ("ouverture", "foo", "ete", "depenses")}
    assert made["ete"].name == "Été"
    assert made["ouverture"].unit == PLAN.kpis[CLIENTS].unit
    assert made["ouverture"].time is TimeRule.LAST
    assert made["foo"].unit.kind is UnitKind.SHARE
    assert made["ete"].unit.kind is UnitKind.COUNT
    # The signs are those that were typed, whatever a name says.
    assert made["depenses"].cost
    assert after.kpis[CLIENTS].formula.endswith("+ depenses")


@pytest.mark.parametrize("scenario", [BASE, STRETCH])
@pytest.mark.parametrize(
    ("key", "typed"),
    [
        (PROFIT, "Revenue - 2 * Costs"),
        (REVENUE, "clients * arpu * 0.9"),
        (CLIENTS, "prev(clients, 100) + leads"),
        (ARPU, "revenue / 2000"),
        (PROFIT, "revenue / 0"),
    ],
)
def test_that_a_preview_is_what_the_formula_gives(key: KpiKey, typed: str, scenario: str) -> None:
    preview = preview_formula(VALUES, key, typed, scenario, YEAR)
    if key == ARPU:
        # Revenue depends on it: the cycle is refused, and there is nothing to preview.
        assert preview is None
        return
    after, _ = enter_formula(PLAN, key, read_formula(PLAN, typed))
    expected = results_of(after).values.group(key, scenario, YEAR)
    assert preview is not None
    assert preview.value == pytest.approx(expected, nan_ok=True)
    assert preview.before == VALUES.group(key, scenario, YEAR)
    assert (preview.reason is None) == (not math.isnan(expected))


def test_that_a_preview_says_value_change_and_reason() -> None:
    higher = preview_formula(VALUES, COSTS, "1000000", BASE, YEAR)
    assert higher is not None
    words = preview_words(higher, YEAR, EN)
    assert "12,000,000" in words
    assert "+100.0" in words
    assert equation_words(higher, EN) == "Costs = 1000000"
    none = preview_formula(VALUES, COSTS, "leads / 0", BASE, YEAR)
    assert none is not None
    assert none.reason is not None
    assert none.reason.code is ReasonCode.DIVISION_BY_ZERO
    assert "divides by 0" in preview_words(none, YEAR, EN)
    assert "as now" in preview_words(
        preview_formula(VALUES, PROFIT, "revenue - costs + 0", BASE, YEAR), YEAR, EN
    )


def test_that_what_is_still_being_typed_is_not_complained_of() -> None:
    for typed in ("revenue -", "revenue - co", "lag(leads", "revenue - nob"):
        assert not reading_of(PLAN, typed, len(typed), EN).sentence
    wrong = reading_of(PLAN, "revenue * / 2 + costs", 21, EN)
    assert wrong.fault
    assert wrong.wrong == ((10, 11),)
    strange = reading_of(PLAN, "nobody * 2", 10, EN)
    assert strange.wrong == ((0, 6),)
    assert "nobody" in strange.sentence
    assert not strange.fault
    assert reading_of(PLAN, "revenue * 2", 11, EN).whole


def test_that_a_formula_gives_its_unit_only_where_nobody_chose_one() -> None:
    formula = read_formula(PLAN, "leads * conversion")
    kept, _ = enter_formula(PLAN, COSTS, formula)
    assert kept.kpis[COSTS].unit == Unit(UnitKind.MONEY)
