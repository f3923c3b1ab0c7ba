"""Edits of functions, positions, people and objectives.

What something else names is not removed: the refusal says where it is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from models.changes import Changes, Edited, EditError, EditFault, diff_within, edited
from models.edits.kpis import fresh_key_among
from models.edits.lookup import finite_or_none, row_of
from models.keys import FunctionKey, ObjectiveKey, PersonKey, PositionKey
from models.organisation import Function, Objective, Person, Position, TargetBonus
from models.places import Place
from models.plan import Plan
from models.table import Keyed, Table

K = TypeVar("K", bound=str)
V = TypeVar("V", bound=Keyed)


def fresh_function_key(plan: Plan, name: str) -> FunctionKey:
    """Return a key for a new function called ``name``."""
    return FunctionKey(fresh_key_among(plan.functions, name, "function"))


def fresh_position_key(plan: Plan, name: str) -> PositionKey:
    """Return a key for a new position called ``name``."""
    return PositionKey(fresh_key_among(plan.positions, name, "position"))


def fresh_person_key(plan: Plan, name: str) -> PersonKey:
    """Return a key for a new person called ``name``."""
    return PersonKey(fresh_key_among(plan.people, name, "person"))


def fresh_objective_key(plan: Plan, name: str) -> ObjectiveKey:
    """Return a key for a new objective called ``name``."""
    return ObjectiveKey(fresh_key_among(plan.objectives, name, "objective"))


def put_function(plan: Plan, function: Function) -> Edited:
    """Add a function, or replace the one with its key."""
    return edited(plan, replace(plan, functions=_put(plan.functions, function)))


def remove_function(plan: Plan, key: FunctionKey) -> Edited:
    """Remove a function.

    Raises:
        EditError: NO_SUCH_ROW; STILL_NAMED by positions, responsibilities or levers.
    """
    row_of("functions", plan.functions, key)
    _refuse_named("functions", key, tuple(_function_places(plan, key)))
    return edited(plan, replace(plan, functions=plan.functions.without(key)))


def put_position(plan: Plan, position: Position) -> Edited:
    """Add a position, or replace the one with its key.

    Raises:
        EditError: NOT_FINITE.
    """
    _check_target(position.target)
    return edited(plan, replace(plan, positions=_put(plan.positions, position)))


def remove_position(plan: Plan, key: PositionKey) -> Edited:
    """Remove a position.

    Raises:
        EditError: NO_SUCH_ROW; STILL_NAMED by people, scorecards or pools.
    """
    row_of("positions", plan.positions, key)
    _refuse_named("positions", key, tuple(_position_places(plan, key)))
    return edited(plan, replace(plan, positions=plan.positions.without(key)))


def put_person(plan: Plan, person: Person) -> Edited:
    """Add a person, or replace the one with their key.

    Raises:
        EditError: NOT_FINITE.
    """
    check_figures(person)
    after = replace(plan, people=_put(plan.people, person))
    # There may be ten thousand others, none of which needs to be looked at.
    changes = diff_within(plan, after, Changes(people=frozenset({person.key})))
    return (plan if changes.is_empty else after), changes


def check_figures(person: Person) -> None:
    """See that every figure of a person is one.

    Raises:
        EditError: NOT_FINITE.
    """
    _check_target(person.target)
    finite_or_none(person.base_pay)
    for figure in (
        *(span.share for span in person.spans),
        *person.modifiers.values(),
        *(own.rating for own in person.objectives.values()),
    ):
        finite_or_none(figure)


def put_objective(plan: Plan, objective: Objective) -> Edited:
    """Add an objective, or replace the one with its key.

    Raises:
        EditError: NOT_FINITE.
    """
    for grade in objective.scale:
        finite_or_none(grade.rating)
    return edited(plan, replace(plan, objectives=_put(plan.objectives, objective)))


def remove_objective(plan: Plan, key: ObjectiveKey) -> Edited:
    """Remove an objective.

    Raises:
        EditError: NO_SUCH_ROW; STILL_NAMED by measures or people.
    """
    row_of("objectives", plan.objectives, key)
    _refuse_named("objectives", key, tuple(_objective_places(plan, key)))
    return edited(plan, replace(plan, objectives=plan.objectives.without(key)))


def _put(table: Table[K, V], row: V) -> Table[K, V]:
    return table.replacing(row) if row.key in table else table.inserting(row)


def _check_target(target: TargetBonus) -> None:
    finite_or_none(target.amount)
    finite_or_none(target.share)


def _refuse_named(table: str, key: str, places: tuple[Place, ...]) -> None:
    if places:
        details = {"table": table, "key": key, "places": places}
        raise EditError(EditFault.STILL_NAMED, details)


def _function_places(plan: Plan, key: FunctionKey) -> Iterator[Place]:
    for position in plan.positions.values():
        if position.function == key:
            yield Place("positions", position.key, "function")
    for kpi in plan.kpis.values():
        if key in kpi.responsibility:
            yield Place("kpis", kpi.key, f"responsibility/{key}")
    for lever in plan.levers.values():
        if lever.function == key:
            yield Place("levers", lever.key, "function")


def _position_places(plan: Plan, key: PositionKey) -> Iterator[Place]:
    for person in plan.people.values():
        if person.position == key:
            yield Place("people", person.key, "position")
    for design in plan.designs.values():
        if key in design.scorecards:
            yield Place("designs", design.key, f"scorecards/{key}")
        for number, pool in enumerate(design.pools):
            if key in pool.positions:
                yield Place("designs", design.key, f"pools/{number}/positions")


def _objective_places(plan: Plan, key: ObjectiveKey) -> Iterator[Place]:
    for design in plan.designs.values():
        for scorecard in design.scorecards.values():
            for measure in scorecard.measures:
                if measure.objective == key:
                    path = f"scorecards/{scorecard.position}/measures/{measure.key}/objective"
                    yield Place("designs", design.key, path)
    for person in plan.people.values():
        if key in person.objectives:
            yield Place("people", person.key, f"objectives/{key}")
