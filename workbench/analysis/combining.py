"""Whether the figures of a group of periods combine as the formula says."""

from __future__ import annotations

from models.keys import KpiKey
from models.kpi import TimeRule
from models.plan import Plan
from models.rollup import RollupKind, recognise


def figures_combine(plan: Plan, key: KpiKey) -> bool:
    """Return whether a KPI's figure over several periods is its formula over its operands'.

    The revenue of a year is the sum of its months, not the year's clients × the year's
    ARPU, and a reader who multiplies must be told. Of formulas that are no plain roll-up
    nobody expects it; they count as combining.
    """
    kpi = plan.kpis[key]
    rollup = recognise(kpi.formula) if kpi.formula else None
    if rollup is None or kpi.time is TimeRule.FORMULA:
        return True
    if rollup.kind is not RollupKind.SUM:
        return False
    operands = [plan.kpis[KpiKey(term.key)] for term in rollup.terms if term.key in plan.kpis]
    # Each of these rules is linear; a weighted mean is where the weights are the same.
    return all(
        operand.time is kpi.time
        and (kpi.time is not TimeRule.WEIGHTED or operand.weight_by == kpi.weight_by)
        and operand.time is not TimeRule.FORMULA
        for operand in operands
    )
