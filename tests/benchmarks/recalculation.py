"""Full passes and single edits of large plans, against naive numpy and the memory itself."""

from __future__ import annotations

import itertools
import random
import time
from functools import partial

import numpy as np

from models.edits.drivers import set_values
from models.keys import BASE, KpiKey
from models.plan import Plan
from tests.benchmarks.big_plans import big_plan
from tests.benchmarks.report import line, line_alone, seconds
from workbench.engine.evaluate import evaluate, evaluate_plan
from workbench.engine.inputs import read_inputs
from workbench.engine.operations import lower
from workbench.engine.program import compile_plan
from workbench.results import Results, follow_results, results_of


def node_by_node(plan: Plan) -> dict[str, np.ndarray]:
    """Work the base out one KPI at a time in numpy, children first."""
    found: dict[str, np.ndarray] = {}
    for key in reversed(plan.kpis.order):
        kpi = plan.kpis[key]
        snippet = lower(kpi.formula) if kpi.formula else None
        if snippet is None:
            found[key] = np.array(kpi.values)
            continue
        known: list[np.ndarray] = []
        for instruction in snippet:
            operands = [
                found[each] if isinstance(each, str) else known[each] if type(each) is int else each
                for each in instruction.operands
            ]
            work = getattr(np, instruction.op.name.lower())
            total = operands[0]
            for operand in operands[1:]:
                total = work(total, operand)
            known.append(total)
        found[key] = known[-1]
    return found


def full_pass() -> None:
    """Time a full pass over 10,000 KPIs × 12 periods of the base."""
    plan = big_plan(scenarios=0)
    program = compile_plan(plan)
    inputs = read_inputs(plan, program, (BASE,))
    values = evaluate(program, inputs, plan)
    naive = node_by_node(plan)
    assert all(np.allclose(values.of(key, BASE), naive[key]) for key in plan.kpis)
    ours = seconds(lambda: evaluate(program, inputs, plan))
    theirs = seconds(lambda: node_by_node(plan), repeats=3)
    line("full pass, 10,000 x 12", ours, "numpy node by node", theirs, "<= 0.1")
    memory = np.ones((program.tape.size, 12))
    line("full pass, 10,000 x 12", ours, "reading the memory", seconds(memory.sum), "<= 10")


def edits(kpis: int) -> None:
    """Time driver edits to all KPIs and payouts: 5 scenarios, 500 people."""
    plan = big_plan(kpis)
    results = results_of(plan)
    drivers = [kpi.key for kpi in plan.kpis.values() if not kpi.formula]
    draw = random.Random(1)
    times: list[float] = []
    for _ in range(200):
        key = draw.choice(drivers)
        cell = {(key, draw.randrange(12)): draw.uniform(50, 150)}
        start = time.perf_counter()
        after, changes = set_values(results.plan, cell)
        results = follow_results(results, after, changes)
        _ = [payouts.total for payouts in results.payouts.values()]
        times.append(time.perf_counter() - start)
    check(results)
    times.sort()
    name = f"driver edit, {kpis:,} KPIs x 12 x 5, 500 people"
    line_alone(f"{name}: median", f"{times[100] * 1e3:.2f} ms", "")
    line_alone(f"{name}: p99", f"{times[197] * 1e3:.2f} ms", "<= 10 ms")


def check(results: Results) -> None:
    """Compare what followed 200 edits with the plan worked out anew."""
    fresh = results_of(results.plan)
    for key in itertools.islice(results.plan.kpis, 50):
        assert np.array_equal(results.values.of(key, BASE), fresh.values.of(key, BASE))
    assert results.payouts[BASE].total == fresh.payouts[BASE].total
    assert KpiKey("k0") in fresh.plan.kpis


def growth() -> None:
    """Show that compiling and a full pass grow with the plan, an edit with depth."""
    sizes = (1000, 10_000)
    compiled = [
        seconds(partial(compile_plan, big_plan(size, scenarios=0)), repeats=3) for size in sizes
    ]
    line("compile 10,000 KPIs", compiled[1], "1,000 KPIs", compiled[0], "about 10")
    worked = [seconds(partial(evaluate_plan, big_plan(size)), repeats=3) for size in sizes]
    line("compile and evaluate 10,000 x 12 x 5", worked[1], "1,000 KPIs", worked[0], "about 10")


if __name__ == "__main__":
    full_pass()
    edits(10_000)
    edits(100_000)
    growth()
