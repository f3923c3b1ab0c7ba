"""Works a plan out: all of it, or what depends on an edit."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.changes import Changes
from models.keys import BASE, KpiKey, ScenarioKey
from models.plan import Plan
from models.scenario import Override
from workbench.engine.inputs import Inputs, drivers_figures, read_history, read_inputs
from workbench.engine.program import Program, compile_plan
from workbench.engine.running import run
from workbench.engine.values import Values

__all__ = ["Values", "evaluate", "evaluate_plan", "follow"]

_UNTOUCHED = Override()


def evaluate_plan(plan: Plan, scenarios: Sequence[ScenarioKey] | None = None) -> Values:
    """Compile a plan and work it out under ``scenarios``; None: the base and every scenario.

    Raises:
        KeyError: the plan has no such scenario.
    """
    program = compile_plan(plan)
    listed = (BASE, *plan.scenarios) if scenarios is None else tuple(scenarios)
    return evaluate(program, read_inputs(plan, program, listed), plan)


def evaluate(program: Program, inputs: Inputs, plan: Plan) -> Values:
    """Work everything out.

    Args:
        program: compiled from ``plan``, or from one of the same structure.
        inputs: what it reads.
        plan: says how figures are grouped.
    """
    drivers = inputs.drivers
    shape = (program.tape.size, len(inputs.scenarios), program.calendar.count)
    array = np.empty(shape)
    array[: len(drivers)] = drivers
    constants = len(drivers) + len(program.constants)
    array[len(drivers) : constants] = program.constants[:, None, None]
    array[constants : program.tape.given] = np.nan
    run(program.tape, array, inputs.history, year_starts(program))
    return Values.whole(program, plan, inputs.scenarios, inputs.history, array)


def year_starts(program: Program) -> frozenset[int]:
    """Return the periods at which ``cumulative`` starts anew."""
    return frozenset((0, *program.calendar.fiscal_year_starts()))


def follow(values: Values, plan: Plan, changes: Changes) -> Values:
    """Return what ``plan`` comes to, working out again only what depends on the changes.

    Args:
        values: of the plan before, under the base and every scenario.
        plan: the plan now.
        changes: what differs between the two.
    """
    scenarios = (BASE, *plan.scenarios)
    if changes.structure:
        if "calendar" in changes.settings or scenarios != values.scenarios:
            return evaluate_plan(plan)
        program = compile_plan(plan)
        return evaluate(program, _followed_inputs(values, plan, program, changes), plan)
    before, program = values.plan, values.program
    if scenarios != values.scenarios or _reads_other_history(program, before, plan, changes):
        return evaluate(program, read_inputs(plan, program, scenarios), plan)
    drivers = _changed_drivers(program, before, plan, changes)
    if not drivers:
        return values.with_plan(plan)
    keys = sorted(drivers, key=program.row)
    return _patched(values, plan, [program.row(key) for key in keys], keys)


def _followed_inputs(values: Values, plan: Plan, program: Program, changes: Changes) -> Inputs:
    """Read what a new program reads; drivers of which nothing else is said are copied."""
    known, old = values.plan, values.program
    said = changes.kpis | _overridden_anew(known, plan, changes)
    numbers = old.numbers(program.drivers)
    for row, key in enumerate(program.drivers):
        if key in said:
            numbers[row] = -1
    drivers = np.empty((len(program.drivers), len(values.scenarios), program.calendar.count))
    copied = numbers >= 0
    drivers[copied] = values.rows(old.kpi_rows[numbers[copied]])
    fresh = [program.drivers[row] for row in np.flatnonzero(~copied).tolist()]
    drivers[~copied] = drivers_figures(plan, fresh, values.scenarios)
    return Inputs(values.scenarios, drivers, read_history(plan, program))


def _patched(values: Values, plan: Plan, listed: list[int], keys: list[KpiKey]) -> Values:
    """Work out again what reads the drivers ``keys``, which stand in rows ``listed``."""
    program = values.program
    part = program.downstream(frozenset(listed))
    rows = np.array(listed, dtype=np.intp)
    local = np.empty((part.tape.size, len(values.scenarios), program.calendar.count))
    local[: part.tape.given] = values.rows(part.outside)
    given = drivers_figures(plan, keys, values.scenarios)
    local[part.place(rows)] = given
    run(part.tape, local, values.history, year_starts(program))
    changed = np.concatenate((rows, part.inside))
    worked_out = np.concatenate((given, local[part.tape.given :]))
    order = np.argsort(changed, kind="stable")
    return values.patched(plan, changed[order], worked_out[order])


def _reads_other_history(program: Program, before: Plan, after: Plan, changes: Changes) -> bool:
    return any(
        before.kpis[key].history != after.kpis[key].history
        for key in changes.kpis
        if key in program.history_keys
    )


def _changed_drivers(
    program: Program, before: Plan, after: Plan, changes: Changes
) -> frozenset[KpiKey]:
    """Return the drivers of which some scenario, or the base, says something else now."""
    found = {
        key
        for key in changes.kpis
        if not after.kpis[key].formula and before.kpis[key].values != after.kpis[key].values
    }
    found |= _overridden_anew(before, after, changes)
    return frozenset(key for key in found if key in program and not after.kpis[key].formula)


def _overridden_anew(before: Plan, after: Plan, changes: Changes) -> set[KpiKey]:
    """Return the KPIs of which some scenario says something else now."""
    found: set[KpiKey] = set()
    for scenario in changes.scenarios:
        said, says = before.scenarios[scenario].overrides, after.scenarios[scenario].overrides
        for key in {*said, *says}:
            one, other = said.get(key, _UNTOUCHED), says.get(key, _UNTOUCHED)
            if one is not other and one != other:
                found.add(key)
    return found
