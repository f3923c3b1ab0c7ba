"""Simulations of large plans, against drawing the same normals, and against OpenTURNS."""

from __future__ import annotations

import importlib
import math
import sys
import time
from dataclasses import replace
from typing import Any

import numpy as np
from scipy.special import ndtri

from models.calendar import Calendar, Month, Span
from models.edits.drivers import set_values
from models.keys import KpiKey
from models.plan import Plan
from models.table import Table
from models.uncertainty import Distribution, Shape
from tests.benchmarks.big_plans import big_plan
from tests.benchmarks.report import line, line_alone
from workbench.analysis.simulation.draws import points
from workbench.analysis.simulation.held import hold
from workbench.analysis.simulation.outcome import Ask
from workbench.analysis.simulation.run import Run, prepared
from workbench.analysis.simulation.spreads import spread_of
from workbench.engine.evaluate import follow
from workbench.engine.gradient import driver_slopes

SAMPLES = 2**17
"""100,000, rounded up to a power of two."""
ROOT = KpiKey("k0")
SD = 0.05


def uncertain_plan(uncertain: int, periods: int, size: int = 1000) -> Plan:
    """Return a plan of ``size`` KPIs, of whose drivers so many are normal."""
    plan = big_plan(size, scenarios=0)
    half_width = 1.2815515655446004 * SD
    spread = Distribution(Shape.NORMAL, 1.0 - half_width, 1.0 + half_width)
    drivers = [kpi.key for kpi in plan.kpis.values() if not kpi.formula]
    chosen = set(drivers[:: max(1, len(drivers) // uncertain)][:uncertain])
    kpis = [
        replace(
            kpi,
            distribution=spread if kpi.key in chosen else None,
            values=kpi.values[:periods],
        )
        for kpi in plan.kpis.values()
    ]
    calendar = Calendar(Month(2027, 1), Span.YEAR if periods == 1 else Span.MONTH, periods)
    return replace(
        plan, calendar=calendar, kpis=Table(kpis), designs=Table(()), current_design=None
    )


def best(work: Any, repeats: int = 3) -> float:
    """Return the least time of ``work`` in seconds: the machine is shared."""
    times: list[float] = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def normals(run: Run) -> None:
    """Draw the normals of a run, and nothing else: the floor."""
    for chunk in range(run.samples // run.chunk):
        ndtri(points(run.draws.count, run.chunk, 1, chunk))


def compare(run: Run) -> None:
    """Check mean and deviation of the root against its slopes, exact where all is linear."""
    kept = run.drawn()
    assert kept is not None
    root = kept.kpis[0]
    assert np.isfinite(root).all()
    # The slopes at the middle tell the deviation; products add a part of second order.
    slopes = driver_slopes(run.values, ROOT, run.ask.scenario, run.group)
    moved = dict(zip(slopes.drivers, slopes.moved(run.values, run.ask.scenario), strict=True))
    expected = math.sqrt(sum((SD * moved.get(key, 0.0)) ** 2 for key in run.draws.drivers))
    assert abs(root.std() / expected - 1.0) < 0.03, (root.std(), expected)
    assert abs(root.mean() - run.values.group(ROOT, run.ask.scenario, run.group)) < expected / 20


def openturns(run: Run) -> float | None:
    """Return the time of OpenTURNS for the same formulas of one period; None without it."""
    try:
        ot: Any = importlib.import_module("openturns")
    except ImportError:
        return None
    plan = run.plan
    drivers = [kpi.key for kpi in plan.kpis.values() if not kpi.formula]
    uncertain = list(run.draws.drivers)
    base = {key: float(plan.kpis[key].values[0] or 0.0) for key in drivers}
    parts = [f"var {key} := x_{key};" for key in uncertain]
    parts += [f"var {key} := {base[key]!r};" for key in drivers if key not in set(uncertain)]
    parts += [
        f"var {key} := {plan.kpis[key].formula};"
        for key in reversed(plan.kpis.order)
        if plan.kpis[key].formula
    ]
    function = ot.SymbolicFunction(
        [f"x_{key}" for key in uncertain], ["y"], "".join(parts) + f"y := {ROOT};"
    )
    marginals = [ot.Normal(base[key], abs(SD * base[key])) for key in uncertain]
    joint = ot.JointDistribution(marginals)

    def work() -> None:
        sequence = ot.SobolSequence()
        experiment = ot.LowDiscrepancyExperiment(sequence, joint, SAMPLES, False)
        function(experiment.generate())

    return best(work, 1)


def simulation(uncertain: int, periods: int) -> None:
    """Time one size."""
    plan = uncertain_plan(uncertain, periods)
    run = prepared(plan, Ask(SAMPLES, 1, (ROOT,), threads=2))
    compare(run)
    name = f"{SAMPLES:,} x 1,000 KPIs x {periods}, {len(run.draws.draws)} drivers"
    floor = best(lambda: normals(run))
    ours = best(run.drawn)
    target = "<= 1.6" if uncertain > 100 and periods == 1 else ""
    line(f"{name}, 2 threads", ours, "drawing the normals, 1 thread", floor, target)
    alone = prepared(plan, Ask(SAMPLES, 1, (ROOT,)))
    ours = best(alone.drawn)
    line(f"{name}, 1 thread", ours, "drawing the normals, 1 thread", floor, target)
    if periods == 1:
        against = "<= 0.2" if uncertain <= 50 else ""
        theirs = openturns(run)
        if theirs is None:
            line_alone(f"{name}, OpenTURNS", "not there", against)
        else:
            line(name, ours, "OpenTURNS", theirs, against)


def growth() -> None:
    """Show that what a run costs hangs on the paths of what is uncertain, not on the plan."""
    took: list[float] = []
    for size in (1000, 10_000, 100_000):
        plan = uncertain_plan(50, 12, size)
        run = prepared(plan, Ask(2**14, 1, (ROOT,), threads=2))
        compare(run)
        rows = run.states.focus.part.tape.size
        took.append(best(run.drawn))
        name = f"16,384 x {size:,} KPIs x 12, 50 drivers, {rows:,} rows"
        line(name, took[-1], "1,000 KPIs", took[0], "with the rows")


def followed(uncertain: int) -> None:
    """Time what a screen waits for after a driver was turned: runs, percentiles, histogram."""
    plan = uncertain_plan(uncertain, 1)
    run = prepared(plan, Ask(SAMPLES, 1, (ROOT,), threads=2))
    held = hold(run)
    assert held is not None
    times: list[float] = []
    for number, driver in enumerate(run.draws.drivers[:40]):
        after, changes = set_values(plan, {(driver, 0): 100.0 + number})
        start = time.perf_counter()
        values = follow(run.values, after, changes)
        root = held.after(values, driver).over(ROOT, run.group)
        spread_of(root)
        np.histogram(root, bins=60)
        times.append(time.perf_counter() - start)
        if number == 0:
            fresh = prepared(after, Ask(SAMPLES, 1, (ROOT,), threads=2)).drawn()
            assert fresh is not None
            assert np.allclose(root, fresh.kpis[0, : held.samples], rtol=1e-12)
    name = f"after an edit: {held.samples:,} runs, {uncertain} drivers, percentiles, histogram"
    line_alone(name, f"{sorted(times)[len(times) // 2] * 1e3:.2f} ms", "<= 16.7 ms")


if __name__ == "__main__":
    followed(50)
    followed(752)
    growth()
    for periods in (1, 12):
        for uncertain in (50, 752):
            simulation(uncertain, periods)
    sys.stdout.flush()
