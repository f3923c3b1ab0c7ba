"""Cascades and gradients of large plans, against scipy's SLSQP and finite differences."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial

import numpy as np
from scipy.optimize import minimize

from models.keys import BASE, KpiKey
from models.kpi import Bounds, Kpi
from models.plan import Plan
from models.table import Table
from tests.benchmarks.big_plans import big_plan
from tests.benchmarks.report import line, line_alone, seconds
from workbench.analysis.cascade.answer import cascade
from workbench.analysis.cascade.course import Course
from workbench.analysis.cascade.room import room_of
from workbench.engine.evaluate import evaluate_plan
from workbench.engine.focus import focus
from workbench.engine.gradient import driver_slopes, focused_slopes
from workbench.engine.values import Values

TOP = KpiKey("k0")


def locked_to(plan: Plan, drivers: int) -> Plan:
    """Lock all drivers behind the top but the first ``drivers``."""
    year = plan.calendar.report_group()
    assert year is not None
    behind = driver_slopes(evaluate_plan(plan), TOP, BASE, year).drivers
    lock = set(behind[drivers:])
    rows = [kpi if key not in lock else _locked(plan, key) for key, kpi in plan.kpis.items()]
    return Plan(plan.name, plan.calendar, kpis=Table(rows))


def _locked(plan: Plan, key: KpiKey) -> Kpi:
    return replace(plan.kpis[key], bounds=Bounds(locked=True))


def course_of(plan: Plan, values: Values, target: float) -> Course:
    """Return the way of the top to a target, all drivers taking part."""
    year = plan.calendar.report_group()
    assert year is not None
    near = focus(values, BASE, [(TOP, year)], values.program.drivers)
    room = room_of(plan, near.drivers, near.start, year.periods, frozenset())
    return Course(near, TOP, year, room, target, values.total(TOP, BASE))


def least_effort(kpis: int, drivers: int) -> None:
    """Time a least-effort cascade over ``drivers`` drivers and SLSQP with the same gradient."""
    plan = locked_to(big_plan(kpis, scenarios=0, people=1), drivers)
    values = evaluate_plan(plan)
    before = values.total(TOP, BASE)
    target = before + 0.1 * abs(before)
    found = cascade(plan, values, TOP, target)
    assert found.feasible
    ours = seconds(lambda: cascade(plan, values, TOP, target), repeats=3)
    course = course_of(plan, values, target)
    free = np.flatnonzero(course.room.lowest < course.room.highest)

    def full(v: np.ndarray) -> np.ndarray:
        moves = np.zeros(len(course.room.drivers))
        moves[free] = v
        return moves

    start = time.perf_counter()
    theirs = minimize(
        lambda v: float(v @ v),
        np.zeros(len(free)),
        jac=lambda v: 2.0 * v,
        method="SLSQP",
        bounds=list(zip(course.room.lowest[free], course.room.highest[free], strict=True)),
        constraints={
            "type": "eq",
            "fun": lambda v: -course.gap_at(full(v)),
            "jac": lambda v: course.at(full(v)).slope[free],
        },
        options={"maxiter": 200, "ftol": 1e-12},
    )
    took = time.perf_counter() - start
    name = f"least effort, {kpis:,} KPIs, {len(free):,} drivers"
    line_alone(f"{name}: effort ours, SLSQP's", f"{found.effort:.9g}", f"{theirs.fun:.9g}")
    assert found.effort <= theirs.fun * (1 + 1e-6)
    line(name, ours, f"SLSQP ({theirs.nit} steps)", took, "<= 0.02")


def gradients(kpis: int) -> None:
    """Time the slopes of the top in all drivers against differences, many states at once."""
    plan = big_plan(kpis, scenarios=0, people=1)
    values = evaluate_plan(plan)
    year = plan.calendar.report_group()
    assert year is not None
    near = focus(values, BASE, [(TOP, year)], values.program.drivers)
    start = near.start
    space = np.empty((near.part.tape.size, 1, start.shape[1]))
    focused = near.work_out(start[:, None, :], space)
    slopes = focused_slopes(focused, TOP, year)[:, 0, :]
    now = float(focused.over(TOP, year)[0])
    count, periods = start.shape
    at_once = max(1, 20_000_000 // (near.part.tape.size * periods))

    def differences(begin: int, end: int) -> np.ndarray:
        states = np.repeat(start[:, None, :], end - begin, axis=1)
        rows, columns = np.divmod(np.arange(begin, end), periods)
        steps = 1e-4 * np.abs(start[rows, columns])
        states[rows, np.arange(end - begin), columns] += steps
        return (near.work_out(states).over(TOP, year) - now) / steps

    one = differences(0, min(at_once, count * periods))
    assert np.allclose(one, slopes.ravel()[: len(one)], rtol=1e-3, atol=1e-4)
    pass_ = seconds(partial(differences, 0, len(one)), repeats=3)
    # All passes cost alike: one is timed, and counted as often as there are.
    theirs = pass_ * (count * periods / len(one))
    ours = seconds(lambda: focused_slopes(near.work_out(start[:, None, :], space), TOP, year))
    line(
        f"gradient, {kpis:,} KPIs, {count:,} x {periods} figures",
        ours,
        "differences",
        theirs,
        "<= 0.05",
    )
    forward = seconds(lambda: near.work_out(start[:, None, :], space))
    line(f"gradient, {kpis:,} KPIs", ours, "one pass forward", forward, "<= 5")


if __name__ == "__main__":
    for size in (1000, 10_000, 100_000):
        gradients(size)
    least_effort(2000, 1000)
    least_effort(10_000, 1000)
    for size in (10_000, 100_000):
        plan = big_plan(size, scenarios=0, people=1)
        values = evaluate_plan(plan)
        before = values.total(TOP, BASE)
        begin = time.perf_counter()
        found = cascade(plan, values, TOP, before + 0.1 * abs(before))
        took = time.perf_counter() - begin
        assert found.feasible
        line_alone(f"least effort, {size:,} KPIs, all drivers", f"{took:.2f} s", "")
