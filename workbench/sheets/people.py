"""People as a table that is typed into; one of ten thousand is shown and changed at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import IntEnum

from typing_extensions import override

from models.changes import Changes, Edited, diff_within, edited
from models.edits.organisation import fresh_person_key, put_person
from models.edits.people import rekey_person, remove_people
from models.keys import PersonKey, PositionKey
from models.organisation import Person, WorkSpan
from models.plan import Plan
from workbench.dates_typed import date_text, parse_date
from workbench.figures_typed import SHARE, figure_text
from workbench.language import Language
from workbench.sheets.sheet import PlanSheet, SheetCell, SheetError, named
from workbench.sheets.targets import money_cell, read_pay, read_target, target_cell
from workbench.tables.people_cells import TimeColumn, time_of


class PersonColumn(IntEnum):
    """The columns of the table of people."""

    ID = 0
    NAME = 1
    POSITION = 2
    MANAGER = 3
    BASE_PAY = 4
    TARGET = 5
    ENTRY = 6
    EXIT = 7
    TIME = 8


class _Names:
    """Who is called what; kept from one edit to the next, for there may be ten thousand."""

    def __init__(self) -> None:
        self._people: object = None
        self._keys: dict[str, list[PersonKey]] = {}

    def of(self, plan: Plan) -> Mapping[str, list[PersonKey]]:
        """Return the ids by name, without case."""
        if self._people is not plan.people:
            self._keys = {}
            for person in plan.people.rows():
                self._keys.setdefault(person.name.casefold(), []).append(person.key)
            self._people = plan.people
        return self._keys

    def carry(self, before: Plan, after: Plan) -> None:
        """Take note that an edit left all names as they were."""
        if self._people is before.people:
            self._people = after.people

    def renamed(
        self,
        before: Plan,
        after: Plan,
        person: Person | None,
        name: str,
        key: PersonKey | None = None,
    ) -> None:
        """Take note that somebody is called otherwise, or came as ``key``."""
        if self._people is not before.people:
            return
        if person is not None:
            key = person.key
            same = self._keys.get(person.name.casefold(), [])
            if key in same:
                same.remove(key)
        if key is not None:
            self._keys.setdefault(name.casefold(), []).append(key)
        self._people = after.people


class PersonSheet(PlanSheet):
    """The people, their positions and what is theirs alone."""

    name_column = PersonColumn.NAME
    invite_column = PersonColumn.NAME
    wide_column = PersonColumn.NAME

    def __init__(self, language: Language) -> None:
        """Write words and figures in ``language``."""
        super().__init__(language)
        self._names = _Names()

    @override
    def headings(self) -> tuple[str, ...]:
        """Return the heading of each column."""
        text = self.language.text
        return (
            text("Id"),
            text("Name"),
            text("Position"),
            text("Manager"),
            text("Base pay"),
            text("Target bonus"),
            text("Entry"),
            text("Exit"),
            text("Working time"),
        )

    @override
    def keys(self, plan: Plan) -> tuple[str, ...]:
        """Return the ids."""
        return plan.people.order

    @override
    def invitation(self, plan: Plan) -> str:
        """Invite to add somebody, or say what it takes first."""
        if plan.positions:
            return self.language.text("Add a person…")
        return self.language.text("Add a position first")

    @override
    def cells(self, plan: Plan, key: str) -> tuple[SheetCell, ...]:
        """Return the cells of somebody; a quiet target bonus is the position's."""
        person = plan.people[PersonKey(key)]
        position = plan.positions.get(person.position)
        post = person.position if position is None else position.name
        inherited = None if position is None else position.target
        manager = None if person.manager is None else plan.people.get(person.manager)
        boss = "" if person.manager is None else person.manager
        name = boss if manager is None else manager.name
        start, end = _first(person).start, _last(person).end
        return (
            SheetCell(key, key, quiet=True),
            SheetCell(person.name, person.name),
            SheetCell(post, post),
            # Two may have the same name; the id of a manager tells them apart.
            SheetCell(name, boss, quiet=True),
            money_cell(person.base_pay, plan.currency, self.language),
            target_cell(person.target, inherited, plan.currency, self.language),
            _date_cell(start, self.language),
            _date_cell(end, self.language),
            self._time_cell(person),
        )

    @override
    def edit_text(self, plan: Plan, key: str, column: int) -> str | None:
        """Offer a manager by name, or by id where somebody else has the same name."""
        person = plan.people[PersonKey(key)]
        if column == PersonColumn.MANAGER and person.manager in plan.people:
            name = plan.people[PersonKey(str(person.manager))].name
            return name if len(self._called(plan, name)) == 1 else person.manager
        return super().edit_text(plan, key, column)

    @override
    def suggestions(self, plan: Plan, column: int) -> tuple[str, ...]:
        """Return positions and people, in their columns."""
        if column == PersonColumn.POSITION:
            return tuple(_position_names(plan).values())
        if column == PersonColumn.MANAGER:
            return tuple(person.name for person in plan.people.rows())
        return ()

    @override
    def typed(self, plan: Plan, key: str, column: int, text: str) -> tuple[Plan, str]:
        """Change what a cell of somebody shows; another id is taken over everywhere."""
        person = plan.people[PersonKey(key)]
        words = text.strip()
        if column == PersonColumn.ID:
            return rekey_person(plan, person.key, PersonKey(words))[0], words
        after, _ = put_person(plan, self._changed(plan, person, column, words))
        if column == PersonColumn.NAME:
            self._names.renamed(plan, after, person, words)
        else:
            self._names.carry(plan, after)
        return after, key

    def _changed(self, plan: Plan, person: Person, column: int, text: str) -> Person:
        language, year = self.language, plan.calendar.first_month.year
        match column:
            case PersonColumn.NAME:
                return replace(person, name=text)
            case PersonColumn.POSITION:
                position = named(text, _position_names(plan), language)
                return replace(person, position=position)
            case PersonColumn.MANAGER:
                return replace(person, manager=self._manager(plan, person, text))
            case PersonColumn.BASE_PAY:
                return replace(person, base_pay=read_pay(text, language))
            case PersonColumn.TARGET:
                return replace(person, target=read_target(text, language))
            case PersonColumn.ENTRY:
                start = parse_date(text, language, year=year) if text else None
                first = _first(person)
                return self._with_span(person, first, replace(first, start=start))
            case PersonColumn.EXIT:
                end = parse_date(text, language, year=year, ends=True) if text else None
                last = _last(person)
                return self._with_span(person, last, replace(last, end=end))
            case _:
                return self._with_share(person, text)

    def _manager(self, plan: Plan, person: Person, text: str) -> PersonKey | None:
        if not text:
            return None
        found = PersonKey(text)
        called = self._called(plan, text)
        if len(called) == 1:
            found = called[0]
        elif found not in plan.people:
            names = {each.key: each.name for each in plan.people.rows() if each is not person}
            found = named(text, names, self.language)
        if found == person.key:
            raise SheetError(self.language.text("Nobody is their own manager: type another."))
        return found

    def _called(self, plan: Plan, name: str) -> list[PersonKey]:
        return self._names.of(plan).get(name.casefold(), [])

    def _with_span(self, person: Person, old: WorkSpan, new: WorkSpan) -> Person:
        if new.start is not None and new.end is not None and new.end < new.start:
            raise SheetError(self.language.text("Nobody leaves before coming: type another date."))
        others = tuple(span for span in person.spans if span is not old)
        spans = () if new == WorkSpan() and not others else (*others, new)
        return replace(person, spans=tuple(sorted(spans, key=_start)))

    def _with_share(self, person: Person, text: str) -> Person:
        share = read_working_time(text, self.language)
        if len(person.spans) > 1:
            raise SheetError(
                self.language.text(
                    "There are several stretches of time. Change them in the details (Ctrl+Enter)."
                )
            )
        only = _first(person)
        return self._with_span(person, only, replace(only, share=share))

    def _time_cell(self, person: Person) -> SheetCell:
        if not person.spans:
            return SheetCell(self.language.share(1.0), "", quiet=True, right=True)
        shares = [span.share for span in sorted(person.spans, key=_start)]
        words = " → ".join(dict.fromkeys(map(self.language.share, shares)))
        if len(shares) > 1:
            return SheetCell(words, "", right=True, number=shares[0], percent=True)
        edit = figure_text(shares[0], SHARE, self.language)
        quiet = shares[0] == 1.0
        return SheetCell(words, edit, quiet=quiet, right=True, number=shares[0], percent=True)

    @override
    def added(self, plan: Plan, column: int, text: str) -> tuple[Plan, str]:
        """Add somebody, in the position that the last one holds or that nobody holds yet."""
        if not plan.positions:
            raise SheetError(self.language.text("A person holds a position: add one first."))
        words = text.strip()
        if column not in {PersonColumn.ID, PersonColumn.NAME}:
            raise SheetError(self.language.text("Type an id or a name first."))
        if column == PersonColumn.ID and PersonKey(words) in plan.people:
            name = plan.people[PersonKey(words)].name
            raise SheetError(
                self.language.text(
                    "“{person}” has the id “{key}” already: choose another.",
                    person=name,
                    key=words,
                )
            )
        is_id = column == PersonColumn.ID
        key = PersonKey(words) if is_id else fresh_person_key(plan, words)
        person = Person(key, words, self._next_position(plan))
        after, _ = put_person(plan, person)
        self._names.renamed(plan, after, None, words, key)
        return after, key

    def _next_position(self, plan: Plan) -> PositionKey:
        first = next(iter(plan.positions))
        if not plan.people:
            return first
        if len(plan.people) < _FEW:
            held = {person.position for person in plan.people.rows()}
            free = next((key for key in plan.positions if key not in held), None)
            if free is not None:
                return free
        last = plan.people[plan.people.order[-1]].position
        return last if last in plan.positions else first

    @override
    def removed(self, plan: Plan, keys: Iterable[str]) -> Plan:
        """Return the plan without people."""
        return remove_people(plan, (PersonKey(key) for key in keys))[0]

    @override
    def edited(self, before: Plan, after: Plan, keys: Iterable[str]) -> Edited:
        """Look at nobody but those who were typed in, unless ids were."""
        if before.designs is not after.designs or before.life is not after.life:
            return edited(before, after)
        listed = frozenset(map(PersonKey, keys))
        changes = diff_within(before, after, Changes(people=listed))
        return (before if changes.is_empty else after), changes

    @override
    def touched(self, changes: Changes) -> frozenset[str] | None:
        """Return the people who changed; all where positions did."""
        if changes.positions or "currency" in changes.settings:
            return None
        return frozenset(changes.people)

    @override
    def row_name(self, plan: Plan, key: str) -> str:
        """Return the name of somebody."""
        return plan.people[PersonKey(key)].name or key

    @override
    def words(self, plan: Plan, key: str) -> str:
        """Return id, name, position and function: what people are looked for by."""
        person = plan.people[PersonKey(key)]
        position = plan.positions.get(person.position)
        function = None if position is None else plan.functions.get(position.function)
        told = (key, person.name, position and position.name, function and function.name)
        return " ".join(filter(None, told))

    @override
    def sort_key(self, plan: Plan, key: str, column: int) -> tuple[bool, float, str]:
        """Return what somebody is sorted by; dates by their days."""
        person = plan.people[PersonKey(key)]
        match column:
            case PersonColumn.ID:
                return False, float(key) if key.isdecimal() else float("inf"), key
            case PersonColumn.NAME:
                return not person.name, 0.0, person.name.casefold()
            case PersonColumn.BASE_PAY:
                return person.base_pay is None, person.base_pay or 0.0, ""
            case PersonColumn.ENTRY | PersonColumn.EXIT:
                entry = column == PersonColumn.ENTRY
                day = _first(person).start if entry else _last(person).end
                return day is None, float(day.toordinal()) if day else 0.0, ""
            case PersonColumn.TIME:
                return False, _first(person).share, ""
            case _:
                return super().sort_key(plan, key, column)


_FEW = 200
"""So many people at most are looked at to find a position that nobody holds."""


def read_working_time(text: str, language: Language) -> float:
    """Read a working time: 80 %, 0.8, 28/35, half time; full time for nothing.

    Raises:
        SheetError: it is none.
    """
    if not text.strip():
        return 1.0
    read = time_of(text, TimeColumn(), language)
    if read.share is None:
        raise SheetError(
            language.text(
                "“{text}” is no working time. Type it like {example}.",
                text=text,
                example=f"{language.share(0.8)}, 28/35",
            )
        )
    return read.share


def _date_cell(date: dt.date | None, language: Language) -> SheetCell:
    words = date_text(date, language)
    return SheetCell(words, words, right=True)


def _start(span: WorkSpan) -> dt.date:
    return span.start or dt.date.min


def _first(person: Person) -> WorkSpan:
    return min(person.spans, key=_start) if person.spans else WorkSpan()


def _last(person: Person) -> WorkSpan:
    return max(person.spans, key=_start) if person.spans else WorkSpan()


def _position_names(plan: Plan) -> Mapping[PositionKey, str]:
    return {key: each.name for key, each in plan.positions.items()}
