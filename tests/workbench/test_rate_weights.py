"""Rates are weighted by the count they multiply, in whatever order a plan is typed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from examples.shop import ARPU, CLIENTS, CONVERSION, LEADS, PROFIT, REVENUE, shop

from models.calendar import Span
from models.edits.kpis import add_kpi, set_formula, update_kpi
from models.keys import BASE, KpiKey
from models.kpi import Kpi, TimeRule, Unit, UnitKind
from models.plan import Plan
from models.table import Table
from workbench.formula_entry import enter_formula, read_formula
from workbench.rate_weights import unit_chosen
from workbench.results import results_of


def with_kpi(plan: Plan, key: KpiKey, values: tuple[float | None, ...]) -> Plan:
    return replace(plan, kpis=plan.kpis.replacing(replace(plan.kpis[key], values=values)))


def unused() -> Plan:
    """Return the shop with a formula that names neither leads nor conversion nor ARPU."""
    plan, _ = set_formula(shop(), CLIENTS, "prev(clients, 20000)")
    plan, _ = set_formula(plan, REVENUE, "costs * 1")
    return with_kpi(plan, LEADS, tuple(1000.0 * month for month in range(1, 13)))


def entered(plan: Plan, key: KpiKey, text: str) -> Plan:
    after, _ = enter_formula(plan, key, read_formula(plan, text))
    return after


@pytest.mark.parametrize(
    "text",
    ["leads * conversion", "prev(clients, 5) + 2 * conversion * leads", "9 - leads*conversion"],
)
def test_that_a_rate_is_weighted_by_the_count_it_multiplies(text: str) -> None:
    plan = with_kpi(unused(), CONVERSION, tuple(month / 100 for month in range(1, 13)))
    after = entered(plan, CLIENTS, text)
    rate = after.kpis[CONVERSION]
    assert (rate.time, rate.weight_by) == (TimeRule.WEIGHTED, LEADS)
    year = results_of(after).values.group(CONVERSION, BASE, after.calendar.groups(Span.YEAR)[0])
    won = sum(1000 * month * month / 100 for month in range(1, 13))
    assert year == pytest.approx(won / 78_000)


def test_that_a_count_that_is_worked_out_weighs_too() -> None:
    after = entered(shop_without_arpu(), REVENUE, "clients * arpu")
    assert after.kpis[ARPU].weight_by == CLIENTS


def shop_without_arpu() -> Plan:
    plan, _ = set_formula(shop(), REVENUE, "costs * 1")
    return plan


@pytest.mark.parametrize(
    "text",
    [
        "leads + conversion",
        "leads * (1 - conversion)",
        "leads * clients * conversion",
        "leads * conversion + costs * conversion",
        "costs * conversion",
        "leads * conversion * arpu",
    ],
)
def test_that_nothing_else_is_weighted(text: str) -> None:
    after = entered(unused(), PROFIT, text)
    assert after.kpis[CONVERSION] == unused().kpis[CONVERSION]


def test_that_a_rate_keeps_a_rule_that_somebody_chose() -> None:
    chosen, _ = update_kpi(unused(), CONVERSION, time=TimeRule.LAST)
    assert entered(chosen, CLIENTS, "leads * conversion").kpis[CONVERSION].time is TimeRule.LAST
    # It went with its leads before: the mean was chosen over them.
    again = entered(shop(), CLIENTS, "leads * conversion + 1")
    assert again.kpis[CONVERSION].weight_by is None


def test_that_it_makes_no_difference_what_else_reads_the_rate_or_in_which_order() -> None:
    typed = ((CLIENTS, "leads * conversion"), (REVENUE, "costs * conversion"))
    for order in (typed, typed[::-1]):
        plan = unused()
        for key, text in order:
            plan = entered(plan, key, text)
        assert plan.kpis[CONVERSION].weight_by == LEADS


def test_that_a_sum_that_was_drawn_before_is_no_reason_to_leave_the_mean() -> None:
    drawn, _ = set_formula(unused(), CLIENTS, "leads + conversion")
    assert entered(drawn, CLIENTS, "leads * conversion").kpis[CONVERSION].weight_by == LEADS


@pytest.mark.parametrize("values", [(), (1000.0,) * 11, (0.0,) * 12])
def test_that_figures_make_no_difference(values: tuple[float | None, ...]) -> None:
    plan = with_kpi(unused(), LEADS, values)
    assert entered(plan, CLIENTS, "leads * conversion").kpis[CONVERSION].weight_by == LEADS


def test_that_new_names_are_weighted_like_others() -> None:
    plan = Plan("Empty", shop().calendar, kpis=Table([Kpi(KpiKey("k"), "K")]))
    after, _ = enter_formula(
        plan, KpiKey("k"), read_formula(plan, "Leads * Rate"), add_unknown=True
    )
    assert after.kpis[KpiKey("rate")].weight_by == "leads"


@pytest.mark.parametrize("first", [CONVERSION, LEADS])
def test_that_a_unit_that_is_chosen_last_tells_which_is_the_rate(first: KpiKey) -> None:
    plan, _ = update_kpi(unused(), CONVERSION, unit=Unit(), time=TimeRule.SUM)
    plan, _ = update_kpi(plan, LEADS, unit=Unit(), time=TimeRule.SUM)
    plan = entered(plan, CLIENTS, "leads * conversion")
    kinds = {CONVERSION: UnitKind.SHARE, LEADS: UnitKind.COUNT}
    for key in sorted(kinds, key=lambda each: each != first):
        assert plan.kpis[CONVERSION].weight_by is None
        plan, _ = unit_chosen(plan, key, Unit(kinds[key]))
    assert plan.kpis[CONVERSION].weight_by == LEADS


@pytest.mark.parametrize("parts_first", [True, False])
def test_that_the_parts_of_a_weighted_rate_are_weighted_alike(*, parts_first: bool) -> None:
    price, upsell = KpiKey("price"), KpiKey("upsell")
    plan = shop_without_arpu()
    for key in (price, upsell):
        plan, _ = add_kpi(plan, replace(plan.kpis[ARPU], key=key, name=key))
    typed = [(ARPU, "price + upsell"), (REVENUE, "clients * arpu")]
    for key, text in typed if parts_first else typed[::-1]:
        plan = entered(plan, key, text)
    assert {plan.kpis[key].weight_by for key in (ARPU, price, upsell)} == {CLIENTS}
    # Where somebody takes the weight of a part off, it stays off.
    plan, _ = update_kpi(plan, price, time=TimeRule.MEAN, weight_by=None)
    assert entered(plan, ARPU, "price + upsell + 1").kpis[price].weight_by is None
