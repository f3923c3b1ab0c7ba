"""Rows of people put into a plan: who is new, who changes, and what has to be made for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from immutables import Map

from models.changes import EditError
from models.edits.kpis import fresh_key_among
from models.edits.people import put_people, remove_people
from models.keys import FunctionKey, PersonKey, PositionKey
from models.organisation import (
    Function,
    FunctionRole,
    Person,
    Position,
    TargetBonus,
    WorkSpan,
)
from models.plan import Plan
from models.table import Table
from workbench.language import Language, message
from workbench.matching import folded
from workbench.tables.people_columns import PeopleMapping
from workbench.tables.people_row import LEFT_OUT, Note, PersonRow, RowNote, RowSpan
from workbench.tables.people_rows import PeopleTable, read_people
from workbench.tables.sheet import Sheet

UNASSIGNED: Final = message("To be assigned")
"""The name of the position and function of those of whom a table does not say theirs."""

_ROLE_WORDS: Final = {
    FunctionRole.SALES: {
        "sales", "vente", "ventes", "commercial", "commerciale", "commerciaux", "vendeur",
        "vendeuse", "vendeurs", "account",
    },
    FunctionRole.MARKETING: {
        "marketing", "communication", "brand", "marque", "acquisition", "crm",
    },
}  # fmt: skip


class PersonFate(StrEnum):
    """What becomes of somebody."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    MISSING = "missing"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class PlacedPerson:
    """Somebody as they stand in the plan after an import.

    Attributes:
        row: of the sheet, from 1; 0 for those the sheet does not name.
        person: as they are after the import; as they were where they are removed.
        fate: what becomes of them.
        changed: the fields that differ, of those who change.
    """

    row: int
    person: Person
    fate: PersonFate
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PeoplePreview:
    """What an import of people comes to.

    Attributes:
        before: the plan that takes the rows.
        after: the plan with the rows in it.
        people: those of the sheet in its order, then those it does not name.
        positions: that are made.
        functions: that are made.
        notes: on the sheet and its rows, in their order.
        left_out: how many rows are not taken.
    """

    before: Plan
    after: Plan
    people: tuple[PlacedPerson, ...]
    positions: tuple[Position, ...]
    functions: tuple[Function, ...]
    notes: tuple[RowNote, ...]
    left_out: int

    def count(self, fate: PersonFate) -> int:
        """Return of how many people ``fate`` is what becomes."""
        return sum(each.fate is fate for each in self.people)

    @property
    def moves_something(self) -> bool:
        """Whether the plan is another with the rows in it."""
        return self.before is not self.after


def preview_people(
    plan: Plan,
    sheet: Sheet,
    mapping: PeopleMapping,
    language: Language,
    *,
    remove_missing: bool = False,
) -> PeoplePreview:
    """Return what it comes to if the people of a sheet are imported into a plan.

    People are known by their id, or by their name where the sheet gives no ids. An empty cell
    leaves what is there.

    Args:
        plan: that takes the rows.
        sheet: as it was read.
        mapping: what its columns hold.
        language: decides what an ambiguous number is, and names what has to be made.
        remove_missing: whether those whom the sheet does not name are removed.
    """
    table = read_people(sheet, mapping, language)
    return _Placing(plan, table, language).result(remove_missing=remove_missing)


class _Placing:
    """One import on its way."""

    def __init__(self, plan: Plan, table: PeopleTable, language: Language) -> None:
        self._plan = plan
        self._rows = table.rows
        self._unassigned = language.text(UNASSIGNED)
        self._notes = list(table.notes)
        self._functions: dict[FunctionKey, Function] = {}
        self._positions: dict[PositionKey, Position] = {}
        # Looked up for every row, of which there may be ten thousand.
        self._function_of = {
            folded(word): each.key
            for each in plan.functions.values()
            for word in (each.key, each.name)
        }
        self._position_of: dict[tuple[str, FunctionKey | None], PositionKey] = {}
        for each in plan.positions.values():
            for word in (folded(each.key), folded(each.name)):
                self._position_of.setdefault((word, None), each.key)
                self._position_of.setdefault((word, each.function), each.key)
        self._split = self._functions_by_position()
        self._keys = self._keyed()

    def result(self, *, remove_missing: bool) -> PeoplePreview:
        given = {
            self._keys[row.row]: self._person(row) for row in self._rows if row.row in self._keys
        }
        given = self._managed(given)
        plan = self._with_made()
        after, _ = put_people(plan, given.values())
        numbers = {self._keys[row.row]: row.row for row in self._rows if row.row in self._keys}
        placed = [self._placed(numbers[key], person) for key, person in given.items()]
        missing = [key for key in self._plan.people if key not in given]
        fate = PersonFate.MISSING
        if remove_missing and missing:
            after, fate = self._removed(after, missing), PersonFate.REMOVED
        placed += [PlacedPerson(0, self._plan.people[key], fate) for key in missing]
        unmoved = after.people == self._plan.people and not self._positions and not self._functions
        notes = sorted(self._notes, key=_row)
        return PeoplePreview(
            self._plan,
            self._plan if unmoved else after,
            tuple(placed),
            tuple(self._positions.values()),
            tuple(self._functions.values()),
            tuple(notes),
            sum(note.note in LEFT_OUT for note in notes),
        )

    # Who they are

    def _keyed(self) -> Mapping[int, PersonKey]:
        """Return the id of the person of each row that is taken."""
        people = self._plan.people
        by_name: dict[str, list[PersonKey]] = {}
        by_number: dict[str, list[PersonKey]] = {}
        for key, person in people.items():
            by_name.setdefault(folded(person.name), []).append(key)
            if key.isdigit():
                by_number.setdefault(key.lstrip("0"), []).append(key)
        given = {row.id for row in self._rows}
        taken = {*people, *given}
        keys: dict[int, PersonKey] = {}
        used: set[PersonKey] = set()
        for row in self._rows:
            if row.id:
                key = PersonKey(row.id)
                alike = by_number.get(row.id.lstrip("0"), []) if row.id.isdigit() else []
                if key not in people and len(alike) == 1 and alike[0] not in given:
                    key = alike[0]
                    self._say(row, Note.KNOWN_AS, key=key)
            else:
                named = by_name.get(folded(row.name), [])
                if len(named) > 1:
                    self._say(row, Note.TWO_NAMESAKES, person=row.name)
                    continue
                free = PersonKey(fresh_key_among(taken, row.name, "person"))
                key = named[0] if named and named[0] not in used else free
            taken.add(key)
            used.add(key)
            keys[row.row] = key
        return keys

    def _managed(self, given: dict[PersonKey, Person]) -> dict[PersonKey, Person]:
        """Find everybody's manager, among the rows and those who are there already."""
        everybody = {**dict(self._plan.people.items()), **given}
        by_word: dict[str, list[PersonKey]] = {}
        for key, person in everybody.items():
            for word in {folded(person.name), *_turned(person.name)}:
                by_word.setdefault(word, []).append(key)
        by_id = {row.id: self._keys[row.row] for row in self._rows if row.row in self._keys}
        managed = dict(given)
        for row in self._rows:
            key = self._keys.get(row.row)
            if key is None or not row.manager:
                continue
            word = row.manager
            found = [PersonKey(word)] if word in everybody else []
            found = found or ([by_id[word]] if word in by_id else [])
            found = found or by_word.get(folded(word), [])
            if len(found) != 1:
                note = Note.TWO_MANAGERS if found else Note.NO_MANAGER
                self._say(row, note, manager=word)
            elif found[0] == key:
                self._say(row, Note.OWN_MANAGER)
            else:
                managed[key] = replace(given[key], manager=found[0])
        return managed

    def _person(self, row: PersonRow) -> Person:
        key = self._keys[row.row]
        there = self._plan.people.get(key)
        if there is None:
            position = self._position(row)
            return Person(
                key,
                row.name or row.id,
                position,
                row.base_pay,
                self._own_target(row, position),
                self._spans((), row),
            )
        position = self._position(row) if row.position else there.position
        target = there.target
        if row.target != TargetBonus():
            target = self._own_target(row, position)
        return replace(
            there,
            name=row.name or there.name,
            position=position,
            base_pay=there.base_pay if row.base_pay is None else row.base_pay,
            target=target,
            spans=self._spans(there.spans, row),
        )

    def _own_target(self, row: PersonRow, key: PositionKey) -> TargetBonus:
        """Return the target of a row, where it is not that of the position anyway."""
        position = self._plan.positions.get(key)
        return TargetBonus() if position and row.target == position.target else row.target

    def _spans(self, there: tuple[WorkSpan, ...], row: PersonRow) -> tuple[WorkSpan, ...]:
        told = row.spans
        if not told:
            return there
        if len(told) != 1:
            spans = sorted((_span(each, WorkSpan()) for each in told), key=_start)
            return tuple(spans)
        told_now = told[0]
        if len(there) > 1:
            first, last = min(there, key=_start), max(there, key=_start)
            start, end = told_now.start or first.start, told_now.end or last.end
            if told_now.share is not None or (start, end) != (first.start, last.end):
                self._say(row, Note.SPANS_KEPT)
            return there
        span = _span(told_now, there[0] if there else WorkSpan())
        return () if span == WorkSpan() else (span,)

    # What they do

    def _functions_by_position(self) -> Mapping[str, frozenset[str]]:
        """Return the functions of each position that stands in several, folded; say which."""
        found: dict[str, dict[str, str]] = {}
        names: dict[str, str] = {}
        for row in self._rows:
            if row.position and row.function:
                word = folded(row.position)
                names.setdefault(word, row.position)
                found.setdefault(word, {}).setdefault(folded(row.function), row.function)
        several = {word: functions for word, functions in found.items() if len(functions) > 1}
        for word, functions in several.items():
            listed = tuple(sorted(functions.values()))
            self._say(None, Note.SPLIT_POSITION, name=names[word], functions=listed)
        return {word: frozenset(functions) for word, functions in several.items()}

    def _position(self, row: PersonRow) -> PositionKey:
        name = row.position or row.function or self._unassigned
        if not row.position:
            self._say(row, Note.NO_POSITION)
        word = folded(name)
        function = self._function(row.function) if row.function else None
        known = self._position_of.get((word, function))
        if known is None and word in self._split and row.function:
            name = f"{row.position} ({row.function})"
            word = folded(name)
            known = self._position_of.get((word, function))
        if known is not None:
            return known
        if function is None:
            function = self._guessed_function(name)
        key = PositionKey(
            fresh_key_among({*self._plan.positions, *self._positions}, name, "position")
        )
        self._positions[key] = Position(key, name, function)
        self._position_of[word, function] = key
        self._position_of.setdefault((word, None), key)
        return key

    def _function(self, name: str) -> FunctionKey:
        word = folded(name)
        known = self._function_of.get(word)
        if known is not None:
            return known
        key = FunctionKey(
            fresh_key_among({*self._plan.functions, *self._functions}, name, "function")
        )
        everybody = (*self._plan.functions.values(), *self._functions.values())
        taken = {each.role for each in everybody}
        role = _role_of(name)
        role = FunctionRole.OTHER if role in taken else role
        self._functions[key] = Function(key, name, role)
        self._function_of[word] = key
        return key

    def _guessed_function(self, position: str) -> FunctionKey:
        """Return the function that the name of a position speaks of."""
        words = set(folded(position).split())
        everybody = (*self._plan.functions.values(), *self._functions.values())
        for each in everybody:
            if set(folded(each.name).split()) <= words:
                return each.key
        role = _role_of(position)
        if role is not FunctionRole.OTHER:
            there = next((each.key for each in everybody if each.role is role), None)
            if there is not None:
                return there
        if position != self._unassigned:
            self._say(None, Note.NO_FUNCTION, name=position, function=self._unassigned)
        return self._function(self._unassigned)

    # The plan

    def _with_made(self) -> Plan:
        if not self._functions and not self._positions:
            return self._plan
        functions = Table[FunctionKey, Function](
            (*self._plan.functions.values(), *self._functions.values())
        )
        positions = Table[PositionKey, Position](
            (*self._plan.positions.values(), *self._positions.values())
        )
        return replace(self._plan, functions=functions, positions=positions)

    def _removed(self, plan: Plan, missing: list[PersonKey]) -> Plan:
        going = frozenset(missing)
        # Whoever reported to somebody who goes reports to nobody known.
        left = [
            replace(person, manager=None)
            for person in plan.people.values()
            if person.manager in going and person.key not in going
        ]
        try:
            plan, _ = put_people(plan, left)
            return remove_people(plan, missing)[0]
        except EditError as error:
            raise AssertionError(error) from error

    def _placed(self, row: int, person: Person) -> PlacedPerson:
        before = self._plan.people.get(person.key)
        if before is None:
            return PlacedPerson(row, person, PersonFate.NEW)
        changed = tuple(
            name
            for name in ("name", "position", "manager", "base_pay", "target", "spans")
            if getattr(before, name) != getattr(person, name)
        )
        fate = PersonFate.CHANGED if changed else PersonFate.SAME
        return PlacedPerson(row, person, fate, changed)

    def _say(self, row: PersonRow | None, note: Note, **details: object) -> None:
        self._notes.append(RowNote(0 if row is None else row.row, note, Map(details)))


def _span(told: RowSpan, there: WorkSpan) -> WorkSpan:
    return WorkSpan(
        told.start or there.start,
        told.end or there.end,
        there.share if told.share is None else told.share,
    )


def _start(span: WorkSpan) -> dt.date:
    return span.start or dt.date.min


def _turned(name: str) -> tuple[str, ...]:
    """Return a name of two words the other way round, as "Martin Ada" for Ada Martin."""
    words = folded(name).split()
    return (" ".join((*words[1:], words[0])), " ".join((words[-1], *words[:-1])))


def _role_of(name: str) -> FunctionRole:
    words = set(folded(name).split())
    return next((role for role, known in _ROLE_WORDS.items() if words & known), FunctionRole.OTHER)


def _row(note: RowNote) -> int:
    return note.row
