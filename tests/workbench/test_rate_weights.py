"""Rates are weighted by the count they multiply, where that takes no figure away."""

from __future__ import annotations

from dataclasses import replace

import pytest
from examples.shop import ARPU, CLIENTS, CONVERSION, LEADS, PROFIT, REVENUE, shop

from models.calendar import Span
from models.edits.kpis import set_formula, update_kpi
from models.keys import BASE, KpiKey
from models.kpi import Kpi, TimeRule, UnitKind
from models.plan import Plan
from models.table import Table
from workbench.formula_entry import enter_formula, read_formula
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


def test_that_a_rate_keeps_its_rule_where_somebody_chose_it_or_uses_it_already() -> None:
    chosen, _ = update_kpi(unused(), CONVERSION, time=TimeRule.LAST)
    assert entered(chosen, CLIENTS, "leads * conversion").kpis[CONVERSION].time is TimeRule.LAST
    used, _ = set_formula(unused(), REVENUE, "costs * conversion")
    assert entered(used, CLIENTS, "leads * conversion").kpis[CONVERSION].weight_by is None
    again = entered(shop(), CLIENTS, "leads * conversion + 1")
    assert again.kpis[CONVERSION].weight_by is None


@pytest.mark.parametrize("values", [(), (1000.0,) * 11, (*(1000.0,) * 11, None), (0.0,) * 12])
def test_that_no_figure_vanishes_while_the_count_has_none(values: tuple[float | None, ...]) -> None:
    plan = with_kpi(unused(), LEADS, values)
    after = entered(plan, CLIENTS, "leads * conversion")
    assert after.kpis[CONVERSION].time is TimeRule.MEAN
    year = after.calendar.groups(Span.YEAR)[0]
    assert results_of(after).values.group(CONVERSION, BASE, year) == pytest.approx(0.1)


def test_that_a_name_of_no_kpi_is_never_weighted() -> None:
    plan = Plan("Empty", shop().calendar, kpis=Table([Kpi(KpiKey("k"), "K")]))
    after, _ = enter_formula(
        plan, KpiKey("k"), read_formula(plan, "Leads * Rate"), add_unknown=True
    )
    assert {kpi.unit.kind for kpi in after.kpis.values()} >= {UnitKind.COUNT, UnitKind.SHARE}
    assert all(kpi.weight_by is None for kpi in after.kpis.values())
