"""The actuals of a plan as a state of it, with what no driver explains as drivers of their own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from models.keys import BASE, KpiKey, ScenarioKey
from models.kpi import Kpi
from models.plan import Plan
from models.table import Table
from workbench.analysis.bridge.faults import BridgeError, BridgeFault
from workbench.analysis.bridge.stand_ins import StandIns, behind, given_values, new_key
from workbench.analysis.bridge.track import Owner, Player, PlayerKind
from workbench.engine.arrays import Floats
from workbench.engine.evaluate import evaluate_plan
from workbench.engine.values import Values


def with_actuals(
    values: Values, key: KpiKey, scenario: ScenarioKey
) -> tuple[StandIns, tuple[KpiKey, ...]]:
    """Return the plan and its actuals as two states, and the drivers without actuals.

    An actual on a formula KPI takes the place of its formula: the difference is a driver, 0
    in the plan.

    Raises:
        BridgeError: nothing that the KPI is worked out from has actuals.
    """
    plan = values.plan
    kept = behind(plan, key)
    actual = {
        each: figures
        for each in kept
        if (figures := _actual(plan, each)) is not None and not np.isnan(figures).all()
    }
    if not actual:
        raise BridgeError(BridgeFault.NO_ACTUALS, {"kpi": key})
    before = {each: values.of(each, scenario) for each in kept if plan.kpis[each].is_driver}
    after = {
        each: np.where(np.isnan(actual[each]), figures, actual[each])
        for each, figures in before.items()
        if each in actual
    }
    without = tuple(each for each in before if each not in actual)
    gaps = _gaps(plan, kept, actual, {**before, **after})
    kpis: list[Kpi] = []
    owners: dict[KpiKey, Owner] = {}
    nothing = np.zeros(plan.calendar.count)
    for each in kept:
        kpi = plan.kpis[each]
        if each not in gaps:
            kpis.append(kpi)
            continue
        by_formula, gap = _names(plan, each)
        kpis.append(replace(kpi, formula=f"{by_formula} + {gap}"))
        kpis.append(Kpi(by_formula, kpi.name, kpi.unit, formula=kpi.formula))
        kpis.append(Kpi(gap, kpi.name, kpi.unit))
        before[gap], after[gap] = nothing, gaps[each]
        owners[gap] = Owner(Player(PlayerKind.UNEXPLAINED, each), each)
    made = replace(plan, kpis=Table(kpis))
    return StandIns(made, before, {**before, **after}, owners), without


def _actual(plan: Plan, key: KpiKey) -> Floats | None:
    """Return the actual figures of a KPI, shape (periods,), NaN where none is known yet."""
    row = plan.actuals.get(key)
    if row is None:
        return None
    found = np.full(plan.calendar.count, np.nan)
    for period, figure in enumerate(row.values[: plan.calendar.count]):
        if figure is not None:
            found[period] = figure
    return found


def _names(plan: Plan, key: KpiKey) -> tuple[KpiKey, KpiKey]:
    return (
        new_key(f"{key}__by_formula", plan.kpis),
        new_key(f"{key}__unexplained", plan.kpis),
    )


def _gaps(
    plan: Plan,
    kept: tuple[KpiKey, ...],
    actual: dict[KpiKey, Floats],
    drivers: dict[KpiKey, Floats],
) -> dict[KpiKey, Floats]:
    """Return actual − formula of each formula KPI with actuals, 0 where none is known.

    The formula reads the actuals of what it reads, those of earlier periods among them.
    """
    kpis: list[Kpi] = []
    formulas: dict[KpiKey, KpiKey] = {}
    for each in kept:
        kpi = plan.kpis[each]
        if kpi.is_driver:
            kpis.append(replace(kpi, values=given_values(drivers[each])))
            continue
        if each not in actual:
            kpis.append(kpi)
            continue
        by_formula, figure = _names(plan, each)
        known = new_key(f"{each}__known", plan.kpis)
        figures = actual[each]
        formulas[each] = by_formula
        kpis.append(replace(kpi, formula=f"if({known}, {figure}, {by_formula})"))
        kpis.append(Kpi(by_formula, kpi.name, formula=kpi.formula))
        kpis.append(Kpi(figure, kpi.name, values=given_values(figures)))
        kpis.append(Kpi(known, kpi.name, values=given_values(1.0 - np.isnan(figures))))
    values = evaluate_plan(replace(plan, kpis=Table(kpis)), (BASE,))
    return {
        each: np.where(np.isnan(actual[each]), 0.0, actual[each] - values.of(by_formula, BASE))
        for each, by_formula in formulas.items()
    }
