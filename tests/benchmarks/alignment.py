"""The alignment of functions in large plans, against full evaluations and pay, move by move."""

from __future__ import annotations

import math
import time
from dataclasses import replace
from functools import partial

from immutables import Map

from models.edits.drivers import set_values
from models.keys import BASE, FunctionKey, KpiKey, ScenarioKey
from models.plan import Plan
from models.scenario import Override, Scenario
from models.table import Table
from tests.benchmarks.big_plans import big_plan
from tests.benchmarks.report import line, line_alone, seconds
from workbench.analysis.alignment.align import Finding, align
from workbench.engine.evaluate import evaluate_plan
from workbench.engine.inputs import drivers_figures
from workbench.results import Results, follow_results, results_of

MOVED = ScenarioKey("moved")


def staffed(kpis: int) -> Plan:
    """Return a large plan of which every other position is marketing's."""
    plan = big_plan(kpis, scenarios=0)
    positions = [
        replace(position, function=FunctionKey(("marketing", "sales")[number % 2]))
        for number, position in enumerate(plan.positions.values())
    ]
    return replace(plan, positions=Table(positions))


def anew(plan: Plan, findings: list[Finding]) -> list[Results]:
    """Work the plan out and pay everybody anew for each move: a scenario of its own."""
    found: list[Results] = []
    for finding in findings:
        factors = finding.contradiction.move.factors
        overrides = {key: Override(factors=(factor,) * 12) for key, factor in factors.items()}
        scenario = Scenario(MOVED, "Moved", Map(overrides))
        found.append(results_of(replace(plan, scenarios=Table([scenario]))))
    return found


def followed(results: Results, findings: list[Finding]) -> None:
    """Follow an edit of a driver for each move: only what depends on it is worked out."""
    for finding in findings:
        for key, factor in finding.contradiction.move.factors.items():
            figures = drivers_figures(results.plan, (key,), (BASE,))[0, 0] * factor
            cells = {(key, period): float(each) for period, each in enumerate(figures)}
            after, changes = set_values(results.plan, cells)
            _ = follow_results(results, after, changes).payouts[BASE].total


def compare(plan: Plan, findings: list[Finding]) -> None:
    """Compare what moves come to with a scenario of each."""
    bonus = {
        function: math.fsum(
            1e4
            for each in plan.people.values()
            if plan.positions[each.position].function == function
        )
        for function in plan.functions
    }
    for finding, results in zip(findings, anew(plan, findings), strict=True):
        profit = results.values.total(KpiKey("k0"), MOVED) - results.values.total(
            KpiKey("k0"), BASE
        )
        assert math.isclose(finding.contradiction.profit, profit, rel_tol=1e-6, abs_tol=1e-6)
        for own in finding.contradiction.bonuses:
            payouts = [
                float(each.payout or 0)
                for each in results.payouts[MOVED].people
                if each.function == own.function
            ]
            # Payouts are rounded to cents.
            assert math.isclose(
                own.after * bonus[own.function], math.fsum(payouts), abs_tol=0.006 * len(payouts)
            )


def moves_of(kpis: int, sample: int = 50, repeats: int = 3) -> None:
    """Time all moves of a plan, and ``sample`` of them one by one."""
    plan = staffed(kpis)
    values = evaluate_plan(plan)
    found = align(values)
    step = len(found.drivers) // sample
    some = list(found.drivers[::step][:sample])
    compare(plan, some)
    whole = seconds(partial(align, values), repeats=repeats, warm=0)
    ours = whole / len(found.drivers)
    start = time.perf_counter()
    anew(plan, some)
    theirs = (time.perf_counter() - start) / len(some)
    name = f"a move, {kpis:,} KPIs x 12, 500 people"
    line(name, ours, "evaluation and pay anew", theirs, "<= 0.02")
    results = results_of(plan)
    start = time.perf_counter()
    followed(results, some)
    line(name, ours, "following an edit", (time.perf_counter() - start) / len(some), "<= 0.5")
    line_alone(f"all {len(found.drivers):,} moves", f"{whole:.2f} s", "")


if __name__ == "__main__":
    moves_of(1000)
    moves_of(10_000)
    moves_of(100_000, sample=4, repeats=1)
