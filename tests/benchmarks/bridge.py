"""Bridges between two scenarios of large plans, against one full pass over the same plan."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import partial

from immutables import Map

from models.keys import BASE, KpiKey, ScenarioKey
from models.scenario import Override, Scenario
from models.table import Table
from tests.benchmarks.big_plans import big_plan
from tests.benchmarks.report import line, line_alone, seconds
from workbench.analysis.bridge.bridging import Method, Question, State, StateKind, bridge
from workbench.engine.evaluate import evaluate, evaluate_plan
from workbench.engine.inputs import read_inputs

OTHER = ScenarioKey("other")


def bridges(kpis: int, changed: int) -> None:
    """Time a bridge of ``changed`` drivers."""
    plan = big_plan(kpis, scenarios=0)
    drivers = [kpi.key for kpi in plan.kpis.values() if not kpi.formula][:changed]
    overrides = {
        key: Override(factors=(0.9 + 0.2 * number / len(drivers),) * 12)
        for number, key in enumerate(drivers)
    }
    plan = replace(plan, scenarios=Table([Scenario(OTHER, "Other", Map(overrides))]))
    values = evaluate_plan(plan)
    program = values.program
    inputs = read_inputs(plan, program, (BASE,))
    ends = (State(StateKind.SCENARIO, BASE), State(StateKind.SCENARIO, OTHER))
    question = Question(KpiKey("k0"), *ends)
    found = bridge(values, question)
    total = math.fsum(found.amounts)
    assert not found.fell_back
    assert found.method is Method.AUMANN_SHAPLEY
    size = max(abs(found.before), abs(found.after))
    assert abs(total - found.change) <= 1e-9 * size
    ours = seconds(partial(bridge, values, question), repeats=5)
    whole = seconds(lambda: evaluate(program, inputs, plan), repeats=5)
    name = f"bridge of {len(found.amounts):,} drivers, {kpis:,} KPIs x 12"
    line(name, ours, "one full pass", whole, "<= 40")
    line_alone(f"{name}: missed, of its size", f"{abs(total - found.change) / size:.1e}", "<= 1e-9")


if __name__ == "__main__":
    bridges(1_340, 1_000)
    bridges(10_000, 1_000)
    bridges(10_000, 7_500)
    bridges(100_000, 75_000)
