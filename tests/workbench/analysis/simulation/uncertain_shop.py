"""The shop, its drivers uncertain in every way."""

from __future__ import annotations

from dataclasses import replace

from examples.shop import ARPU, CONVERSION, COSTS, LEADS, shop

from models.keys import KpiKey
from models.plan import Plan
from models.uncertainty import Correlation, Distribution, Shape, SpreadBasis


def spread(plan: Plan, key: KpiKey, distribution: Distribution | None) -> Plan:
    """Return a plan with the distribution of one driver."""
    kpi = replace(plan.kpis[key], distribution=distribution)
    return replace(plan, kpis=plan.kpis.replacing(kpi))


def uncertain_shop() -> Plan:
    """Return the shop with four uncertain drivers, two of which go against each other."""
    plan = shop()
    plan = spread(plan, LEADS, Distribution(Shape.TRIANGULAR, 0.9, 1.12, 1.0))
    plan = spread(plan, CONVERSION, Distribution(Shape.PERT, 0.9, 1.12, 1.0))
    plan = spread(plan, ARPU, Distribution(Shape.LOGNORMAL, 0.9, 1.1))
    costs = Distribution(Shape.NORMAL, 5.4e6, 6.6e6, basis=SpreadBasis.VALUE, per_period=True)
    plan = spread(plan, COSTS, costs)
    return replace(plan, correlations=(Correlation(LEADS, CONVERSION, -0.4),), ceiling=60_000.0)
