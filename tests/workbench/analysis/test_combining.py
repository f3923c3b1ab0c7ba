"""Whether a reader may multiply, or add up, the figures of a year."""

from __future__ import annotations

from dataclasses import replace

from examples.shop import CLIENTS, COSTS, PROFIT, REVENUE, shop

from models.kpi import TimeRule
from workbench.analysis.combining import figures_combine


def test_that_sums_of_sums_combine_and_products_do_not() -> None:
    plan = shop()
    assert figures_combine(plan, PROFIT)
    assert not figures_combine(plan, REVENUE)
    assert figures_combine(plan, COSTS)
    assert figures_combine(plan, CLIENTS)


def test_that_a_sum_does_not_combine_with_a_part_that_is_read_otherwise() -> None:
    plan = shop()
    costs = replace(plan.kpis[COSTS], time=TimeRule.LAST)
    assert not figures_combine(replace(plan, kpis=plan.kpis.replacing(costs)), PROFIT)


def test_that_what_is_grouped_by_its_formula_always_combines() -> None:
    plan = shop()
    revenue = replace(plan.kpis[REVENUE], time=TimeRule.FORMULA)
    assert figures_combine(replace(plan, kpis=plan.kpis.replacing(revenue)), REVENUE)
