"""Edits of the list of scenarios, and of levers."""

from __future__ import annotations

from dataclasses import replace

from models.changes import Edited, EditError, EditFault, edited
from models.edits.kpis import fresh_key_among
from models.edits.lookup import finite, moved, row_of
from models.keys import BASE, LeverKey, ScenarioKey
from models.plan import Plan
from models.scenario import Lever, Scenario


def fresh_scenario_key(plan: Plan, name: str) -> ScenarioKey:
    """Return a key for a new scenario called ``name`` that the plan does not have yet."""
    return ScenarioKey(fresh_key_among((BASE, *plan.scenarios), name, "scenario"))


def add_scenario(
    plan: Plan, name: str, *, copy_of: ScenarioKey = BASE, key: ScenarioKey | None = None
) -> Edited:
    """Add a scenario after the others, with the overrides and the note of ``copy_of``.

    Args:
        plan: the plan.
        name: its name for people.
        copy_of: the scenario that it starts as; BASE starts without overrides.
        key: its key; None makes one of the name.

    Raises:
        EditError: NO_SUCH_ROW for ``copy_of``; DUPLICATE_KEY.
    """
    new = Scenario(key or fresh_scenario_key(plan, name), name.strip())
    if copy_of != BASE:
        model = row_of("scenarios", plan.scenarios, copy_of)
        new = replace(new, overrides=model.overrides, note=model.note)
    if new.key == BASE or new.key in plan.scenarios:
        raise EditError(EditFault.DUPLICATE_KEY, {"table": "scenarios", "key": new.key})
    return edited(plan, replace(plan, scenarios=plan.scenarios.inserting(new)))


def rename_scenario(plan: Plan, key: ScenarioKey, name: str) -> Edited:
    """Give a scenario another name.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    return _replacing(plan, replace(row_of("scenarios", plan.scenarios, key), name=name.strip()))


def set_scenario_note(plan: Plan, key: ScenarioKey, note: str) -> Edited:
    """Say what a scenario stands for.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    return _replacing(plan, replace(row_of("scenarios", plan.scenarios, key), note=note))


def delete_scenario(plan: Plan, key: ScenarioKey) -> Edited:
    """Delete a scenario with its overrides.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    row_of("scenarios", plan.scenarios, key)
    return edited(plan, replace(plan, scenarios=plan.scenarios.without(key)))


def reorder_scenario(plan: Plan, key: ScenarioKey, steps: int) -> Edited:
    """Move a scenario among the others by ``steps``, as far as there are any.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    row_of("scenarios", plan.scenarios, key)
    order = moved(plan.scenarios.order, key, steps)
    return edited(plan, replace(plan, scenarios=plan.scenarios.reordered(order)))


def put_lever(plan: Plan, lever: Lever) -> Edited:
    """Add a lever, or replace the one with its key.

    Raises:
        EditError: NOT_FINITE.
    """
    for factor in lever.factors.values():
        finite(factor)
    known = lever.key in plan.levers
    levers = plan.levers.replacing(lever) if known else plan.levers.inserting(lever)
    return edited(plan, replace(plan, levers=levers))


def remove_lever(plan: Plan, key: LeverKey) -> Edited:
    """Remove a lever.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    row_of("levers", plan.levers, key)
    return edited(plan, replace(plan, levers=plan.levers.without(key)))


def _replacing(plan: Plan, scenario: Scenario) -> Edited:
    return edited(plan, replace(plan, scenarios=plan.scenarios.replacing(scenario)))
