"""Functions and positions as tables that are typed into."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from typing_extensions import override

from models.changes import Changes
from models.edits.organisation import (
    fresh_function_key,
    fresh_position_key,
    put_function,
    put_position,
    remove_function,
    remove_position,
)
from models.keys import FunctionKey, PositionKey
from models.organisation import Function, FunctionRole, Position
from models.plan import Plan
from workbench.language import message
from workbench.sheets.sheet import PlanSheet, SheetCell, SheetError, named
from workbench.sheets.targets import read_target, target_cell

ROLE_WORDS: Final = {
    FunctionRole.MARKETING: message("Marketing"),
    FunctionRole.SALES: message("Sales"),
    FunctionRole.OTHER: message("Other"),
}


class FunctionSheet(PlanSheet):
    """The functions, and what each is to the program."""

    @override
    def headings(self) -> tuple[str, ...]:
        """Return the heading of each column."""
        return self.language.text("Function"), self.language.text("Role")

    @override
    def keys(self, plan: Plan) -> tuple[str, ...]:
        """Return the keys of the functions."""
        return plan.functions.order

    @override
    def invitation(self, plan: Plan) -> str:
        """Invite to add one."""
        return self.language.text("Add a function…")

    @override
    def cells(self, plan: Plan, key: str) -> tuple[SheetCell, ...]:
        """Return name and role."""
        function = plan.functions[FunctionKey(key)]
        role = self._roles()[function.role]
        return SheetCell(function.name, function.name), SheetCell(role, role, quiet=True)

    @override
    def suggestions(self, plan: Plan, column: int) -> tuple[str, ...]:
        """Return the roles, in their column."""
        return tuple(self._roles().values()) if column == 1 else ()

    @override
    def typed(self, plan: Plan, key: str, column: int, text: str) -> tuple[Plan, str]:
        """Rename a function, or give it another role."""
        function = plan.functions[FunctionKey(key)]
        if column == 0:
            changed = replace(function, name=text)
        else:
            changed = replace(function, role=named(text, self._roles(), self.language))
        return put_function(plan, changed)[0], key

    @override
    def added(self, plan: Plan, column: int, text: str) -> tuple[Plan, str]:
        """Add a function; one called like a role that nobody has gets that role."""
        if column != 0:
            raise SheetError(self.language.text("Type a name first."))
        taken = {function.role for function in plan.functions.values()}
        roles = {words.casefold(): role for role, words in self._roles().items()}
        role = roles.get(text.casefold(), FunctionRole.OTHER)
        key = fresh_function_key(plan, text)
        added = Function(key, text, FunctionRole.OTHER if role in taken else role)
        return put_function(plan, added)[0], key

    @override
    def removed(self, plan: Plan, keys: Iterable[str]) -> Plan:
        """Return the plan without functions."""
        for key in keys:
            plan, _ = remove_function(plan, FunctionKey(key))
        return plan

    @override
    def touched(self, changes: Changes) -> frozenset[str] | None:
        """Return the functions that changed."""
        return frozenset(changes.functions)

    def _roles(self) -> Mapping[FunctionRole, str]:
        return {role: self.language.text(words) for role, words in ROLE_WORDS.items()}


class PositionSheet(PlanSheet):
    """The positions, their functions and target bonuses, and how many hold each."""

    @override
    def headings(self) -> tuple[str, ...]:
        """Return the heading of each column."""
        text = self.language.text
        return (
            text("Position"),
            text("Function"),
            text("Role"),
            text("Target bonus"),
            text("Holders"),
        )

    @override
    def keys(self, plan: Plan) -> tuple[str, ...]:
        """Return the keys of the positions."""
        return plan.positions.order

    @override
    def invitation(self, plan: Plan) -> str:
        """Invite to add one, or say what it takes first."""
        if plan.functions:
            return self.language.text("Add a position…")
        return self.language.text("Add a function first")

    @override
    def cells(self, plan: Plan, key: str) -> tuple[SheetCell, ...]:
        """Return name, function, its role, target bonus and number of holders."""
        position = plan.positions[PositionKey(key)]
        function = plan.functions.get(position.function)
        name = position.function if function is None else function.name
        role = "" if function is None else self.language.text(ROLE_WORDS[function.role])
        holders = self._holders(plan)[position.key]
        return (
            SheetCell(position.name, position.name),
            SheetCell(name, name, quiet=True),
            SheetCell(role, None, quiet=True),
            target_cell(position.target, None, plan.currency, self.language),
            SheetCell(
                self.language.number(holders), None, quiet=True, right=True, number=float(holders)
            ),
        )

    @override
    def suggestions(self, plan: Plan, column: int) -> tuple[str, ...]:
        """Return the functions, in their column."""
        return tuple(_function_names(plan).values()) if column == 1 else ()

    @override
    def typed(self, plan: Plan, key: str, column: int, text: str) -> tuple[Plan, str]:
        """Rename a position, move it, or set its target bonus."""
        position = plan.positions[PositionKey(key)]
        if column == 0:
            changed = replace(position, name=text)
        elif column == 1:
            changed = replace(position, function=named(text, _function_names(plan), self.language))
        elif column == 3:
            changed = replace(position, target=read_target(text, self.language))
        else:
            raise SheetError(self.language.text("This column is worked out: type in another one."))
        return put_position(plan, changed)[0], key

    @override
    def added(self, plan: Plan, column: int, text: str) -> tuple[Plan, str]:
        """Add a position, in the function that the last one is in."""
        if not plan.functions:
            raise SheetError(self.language.text("A position is in a function: add one first."))
        if column != 0:
            raise SheetError(self.language.text("Type a name first."))
        functions = [each.function for each in plan.positions.values()]
        known = [function for function in functions if function in plan.functions]
        function = known[-1] if known else next(iter(plan.functions))
        key = fresh_position_key(plan, text)
        return put_position(plan, Position(key, text, function))[0], key

    @override
    def removed(self, plan: Plan, keys: Iterable[str]) -> Plan:
        """Return the plan without positions."""
        for key in keys:
            plan, _ = remove_position(plan, PositionKey(key))
        return plan

    @override
    def touched(self, changes: Changes) -> frozenset[str] | None:
        """Return the positions that changed; all where functions or holders did."""
        if changes.functions or changes.people or "currency" in changes.settings:
            return None
        return frozenset(changes.positions)

    _counted: tuple[object, Counter[PositionKey]] = (None, Counter())

    def _holders(self, plan: Plan) -> Counter[PositionKey]:
        people, counted = self._counted
        if people is not plan.people:
            counted = Counter(person.position for person in plan.people.rows())
            self._counted = (plan.people, counted)
        return counted


def _function_names(plan: Plan) -> Mapping[FunctionKey, str]:
    return {key: each.name for key, each in plan.functions.items()}
