"""Functions, positions and people of a plan, each a table that is typed into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from typing_extensions import override

from models.edits.organisation import (
    fresh_function_key,
    fresh_person_key,
    fresh_position_key,
    put_function,
    put_person,
    put_position,
    remove_function,
    remove_person,
    remove_position,
)
from models.keys import FunctionKey, PersonKey, PositionKey
from models.kpi import Unit, UnitKind
from models.organisation import Function, FunctionRole, Person, Position, TargetBonus
from ui.document import Edit
from ui.prioritise.row_table import RowTable, WordError
from ui.tables.cell_table import Cell, Index, Tone
from workbench.figures_typed import SHARE, figure_text
from workbench.language import Language, NumberError, message, parse_number

ROLE_WORDS: Final = {
    FunctionRole.MARKETING: message("Marketing"),
    FunctionRole.SALES: message("Sales"),
    FunctionRole.OTHER: message("Other"),
}
_MONEY: Final = Unit(UnitKind.MONEY)


class FunctionTable(RowTable):
    """The functions, and what each is to the program."""

    @override
    def headings(self) -> list[str]:
        """Return the heading of each column."""
        return [self.language.text("Function"), self.language.text("Role")]

    @override
    def keys(self) -> tuple[str, ...]:
        """Return the keys of the functions."""
        return self.document.plan.functions.order

    @override
    def invitation(self) -> str:
        """Invite to add one."""
        return self.language.text("Add a function…")

    @override
    def row(self, key: str) -> list[Cell]:
        """Return name and role."""
        function = self.document.plan.functions[FunctionKey(key)]
        role = self._roles()[function.role]
        return [
            Cell(function.name, edit=function.name, right=False),
            Cell(role, edit=role, tone=Tone.QUIET),
        ]

    @override
    def suggestions(self, index: Index) -> tuple[str, ...]:
        """Return the roles, in their column."""
        return tuple(self._roles().values()) if index.column() == 1 else ()

    @override
    def edit(self, key: str, column: int, text: str) -> tuple[str, Edit]:
        """Rename a function, give it another role, or take it away."""
        function = self.document.plan.functions[FunctionKey(key)]
        if column == 0 and not text:
            label = self.language.text("Remove {name}", name=function.name)
            return label, partial(remove_function, key=function.key)
        if column == 0:
            changed = replace(function, name=text)
        else:
            changed = replace(function, role=self.named(text, self._roles()))
        label = self.language.text("Change {name}", name=function.name)
        return label, partial(put_function, function=changed)

    @override
    def addition(self, name: str) -> tuple[str, Edit]:
        """Add a function; one called like a role that nobody has gets that role."""
        plan = self.document.plan
        taken = {function.role for function in plan.functions.values()}
        roles = {words.casefold(): role for role, words in self._roles().items()}
        role = roles.get(name.casefold(), FunctionRole.OTHER)
        added = Function(
            fresh_function_key(plan, name), name, FunctionRole.OTHER if role in taken else role
        )
        label = self.language.text("Add {name}", name=name)
        return label, partial(put_function, function=added)

    def _roles(self) -> Mapping[FunctionRole, str]:
        return {role: self.language.text(words) for role, words in ROLE_WORDS.items()}


class PositionTable(RowTable):
    """The positions, their functions and target bonuses."""

    @override
    def headings(self) -> list[str]:
        """Return the heading of each column."""
        text = self.language.text
        return [text("Position"), text("Function"), text("Target bonus")]

    @override
    def keys(self) -> tuple[str, ...]:
        """Return the keys of the positions."""
        return self.document.plan.positions.order

    @override
    def invitation(self) -> str:
        """Invite to add one, or say what it takes first."""
        if self.document.plan.functions:
            return self.language.text("Add a position…")
        return self.language.text("Add a function first")

    @override
    def row(self, key: str) -> list[Cell]:
        """Return name, function and target bonus."""
        plan = self.document.plan
        position = plan.positions[PositionKey(key)]
        function = plan.functions.get(position.function)
        name = position.function if function is None else function.name
        return [
            Cell(position.name, edit=position.name, right=False),
            Cell(name, edit=name, tone=Tone.QUIET, right=False),
            target_cell(position.target, None, plan.currency, self.language),
        ]

    @override
    def suggestions(self, index: Index) -> tuple[str, ...]:
        """Return the functions, in their column."""
        return tuple(self._functions().values()) if index.column() == 1 else ()

    @override
    def edit(self, key: str, column: int, text: str) -> tuple[str, Edit]:
        """Rename a position, move it, set its target bonus, or take it away."""
        position = self.document.plan.positions[PositionKey(key)]
        if column == 0 and not text:
            label = self.language.text("Remove {name}", name=position.name)
            return label, partial(remove_position, key=position.key)
        if column == 0:
            changed = replace(position, name=text)
        elif column == 1:
            changed = replace(position, function=self.named(text, self._functions()))
        else:
            changed = replace(position, target=read_target(text, self.language))
        label = self.language.text("Change {name}", name=position.name)
        return label, partial(put_position, position=changed)

    @override
    def addition(self, name: str) -> tuple[str, Edit]:
        """Add a position, in the function that the last one is in."""
        plan = self.document.plan
        if not plan.functions:
            raise WordError(self.language.text("A position is in a function: add one first."))
        functions = [each.function for each in plan.positions.values()]
        known = [function for function in functions if function in plan.functions]
        function = known[-1] if known else next(iter(plan.functions))
        added = Position(fresh_position_key(plan, name), name, function)
        label = self.language.text("Add {name}", name=name)
        return label, partial(put_position, position=added)

    def _functions(self) -> Mapping[FunctionKey, str]:
        return {key: each.name for key, each in self.document.plan.functions.items()}


class PersonTable(RowTable):
    """The people, their positions and what is theirs alone."""

    @override
    def headings(self) -> list[str]:
        """Return the heading of each column."""
        text = self.language.text
        return [text("Person"), text("Position"), text("Base pay"), text("Target bonus")]

    @override
    def keys(self) -> tuple[str, ...]:
        """Return the keys of the people."""
        return self.document.plan.people.order

    @override
    def invitation(self) -> str:
        """Invite to add somebody, or say what it takes first."""
        if self.document.plan.positions:
            return self.language.text("Add a person…")
        return self.language.text("Add a position first")

    @override
    def row(self, key: str) -> list[Cell]:
        """Return name, position, base pay and target bonus; a quiet one is the position's."""
        plan = self.document.plan
        person = plan.people[PersonKey(key)]
        position = plan.positions.get(person.position)
        name = person.position if position is None else position.name
        pay = (
            ""
            if person.base_pay is None
            else self.language.money(person.base_pay, plan.currency, 0)
        )
        inherited = None if position is None else position.target
        return [
            Cell(person.name, edit=person.name, right=False),
            Cell(name, edit=name, tone=Tone.QUIET, right=False),
            Cell(pay, edit=figure_text(person.base_pay, _MONEY, self.language)),
            target_cell(person.target, inherited, plan.currency, self.language),
        ]

    @override
    def suggestions(self, index: Index) -> tuple[str, ...]:
        """Return the positions, in their column."""
        return tuple(self._positions().values()) if index.column() == 1 else ()

    @override
    def edit(self, key: str, column: int, text: str) -> tuple[str, Edit]:
        """Rename somebody, move them, set their pay or target bonus, or take them away."""
        person = self.document.plan.people[PersonKey(key)]
        if column == 0 and not text:
            label = self.language.text("Remove {name}", name=person.name)
            return label, partial(remove_person, key=person.key)
        if column == 0:
            changed = replace(person, name=text)
        elif column == 1:
            changed = replace(person, position=self.named(text, self._positions()))
        elif column == 2:
            pay = parse_number(text, self.language).value if text else None
            changed = replace(person, base_pay=pay)
        else:
            changed = replace(person, target=read_target(text, self.language))
        label = self.language.text("Change {name}", name=person.name)
        return label, partial(put_person, person=changed)

    @override
    def addition(self, name: str) -> tuple[str, Edit]:
        """Add somebody, in the position that the last one holds or that nobody holds yet."""
        plan = self.document.plan
        if not plan.positions:
            raise WordError(self.language.text("A person holds a position: add one first."))
        held = [person.position for person in plan.people.values()]
        free = [key for key in plan.positions if key not in held]
        known = [position for position in held if position in plan.positions]
        position = free[0] if free else known[-1]
        added = Person(fresh_person_key(plan, name), name, position)
        label = self.language.text("Add {name}", name=name)
        return label, partial(put_person, person=added)

    def _positions(self) -> Mapping[PositionKey, str]:
        return {key: each.name for key, each in self.document.plan.positions.items()}


def read_target(text: str, language: Language) -> TargetBonus:
    """Read a target bonus: an amount, a percentage of base pay, or nothing.

    Raises:
        NumberError: it is neither.
    """
    if not text:
        return TargetBonus()
    typed = parse_number(text, language)
    if typed.value < 0.0:
        raise NumberError(language.text("A target bonus cannot be negative."))
    if typed.percent:
        return TargetBonus(share=typed.value)
    return TargetBonus(amount=typed.value)


def target_cell(
    own: TargetBonus, inherited: TargetBonus | None, currency: str, language: Language
) -> Cell:
    """Show a target bonus, or quietly the one that holds where none was typed."""
    typed = own != TargetBonus()
    shown = own if typed or inherited is None else inherited
    text = ""
    if shown.amount is not None:
        text = language.money(shown.amount, currency, 0)
    elif shown.share is not None:
        text = language.share(shown.share)
    edit = ""
    if own.amount is not None:
        edit = figure_text(own.amount, _MONEY, language)
    elif own.share is not None:
        edit = figure_text(own.share, SHARE, language)
    return Cell(text, edit=edit, tone=Tone.PLAIN if typed else Tone.QUIET)
