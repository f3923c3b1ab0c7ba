"""Reading the rows of a table of people: what each says, and what it leaves in doubt."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from immutables import Map

from models.organisation import TargetBonus
from workbench.language import Language
from workbench.matching import folded
from workbench.tables.people_cells import (
    DateColumn,
    TimeColumn,
    date_column,
    date_of,
    is_empty,
    number_of,
    time_column,
    time_of,
)
from workbench.tables.people_columns import PeopleMapping, PersonUse
from workbench.tables.people_row import Note, PersonRow, RowNote, RowSpan
from workbench.tables.sheet import Cell, Percent, Sheet, text_of

_TOTAL: Final = re.compile(
    r"(?:sous totaux?|sous total|total|totaux|totals|grand total|subtotal|sub total|somme|sum"
    r"|moyenne|average|effectif|headcount)\b.*"
)
_REMARK: Final = re.compile(
    r"(?:sources?|notes?|nb|remarques?|remarks?|legende|legend|extraction|edite|genere|exported"
    r"|generated|page)\b"
)
_THOUSANDS: Final = re.compile(r"(?i)(?:\bk ?€|\bk ?eur\b|€k\b|\bmilliers?\b|\bthousands?\b)")
_MONTHS: Final = re.compile(r"\b(1[2-4](?:[.,]\d+)?) ?mois\b|\bx ?(1[2-4])\b")
_LEAST_PAY: Final = 1000.0
"""A base pay of a full year below this is one that was read wrong."""
_FOREVER: Final = 2900
"""A year of leaving from which on it means that nobody leaves."""


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """Everything read from a sheet.

    Attributes:
        rows: everybody who is told of, in the order of the sheet.
        notes: on rows and on the sheet as a whole.
        tells: what the columns that are read hold.
    """

    rows: tuple[PersonRow, ...]
    notes: tuple[RowNote, ...]
    tells: frozenset[PersonUse]


def read_people(sheet: Sheet, mapping: PeopleMapping, language: Language) -> PeopleTable:
    """Read the rows of a sheet below its headings.

    Args:
        sheet: as it was read.
        mapping: what its columns hold.
        language: decides what an ambiguous number is.
    """
    reader = _Reader(sheet, mapping, language)
    rows = tuple(reader.people())
    return PeopleTable(rows, tuple(reader.notes), frozenset(mapping.uses))


class _Reader:
    """Reads rows and collects notes."""

    def __init__(self, sheet: Sheet, mapping: PeopleMapping, language: Language) -> None:
        self._sheet = sheet
        self._mapping = mapping
        self._language = language
        self.notes: list[RowNote] = []
        self._at = {use: mapping.all(use) for use in PersonUse}
        self._below = [
            (at, row) for at, row in enumerate(sheet.rows, start=1) if at > mapping.heading + 1
        ]
        self._dates = {use: self._date_column(use) for use in (PersonUse.ENTRY, PersonUse.EXIT)}
        times = mapping.first(PersonUse.WORKING_TIME)
        self._times = (
            TimeColumn()
            if times is None
            else time_column(self._heading(times), self._cells(times), language)
        )
        self._is_share = self._target_is_share()
        if sheet.cut:
            self._say(0, Note.CUT)
        self._say_of_columns()

    def people(self) -> Iterator[PersonRow]:
        """Yield everybody, rows that tell of the same person again being one."""
        if not self._mapping.names_people:
            return
        found: dict[str, PersonRow] = {}
        for number, cells in self._below:
            if all(is_empty(cell) for cell in cells):
                continue
            said = len(self.notes)
            row = self._row(number, cells)
            if row is None:
                continue
            key = row.id or folded(row.name)
            before = found.get(key)
            if before is None:
                found[key] = row
            elif row.id and _goes_on(before, row):
                self._say(number, Note.ANOTHER_SPAN)
                found[key] = replace(before, spans=(*before.spans, *row.spans))
            else:
                del self.notes[said:]
                note = Note.TWICE if row.id else Note.TWO_NAMESAKES
                self._say(number, note, person=row.id or row.name)
        yield from found.values()

    def _row(self, number: int, cells: tuple[Cell, ...]) -> PersonRow | None:
        text = partial(self._text, cells)
        key, name = text(PersonUse.ID), self._name(cells)
        told = key or name or next(text_of(cell) for cell in cells if not is_empty(cell))
        if _TOTAL.fullmatch(folded(told)) or (not key and _TOTAL.fullmatch(folded(name))):
            self._say(number, Note.TOTAL_LEFT_OUT)
            return None
        if not key and not name:
            self._say(number, Note.NOBODY)
            return None
        if self._is_remark(key, name, cells):
            self._say(number, Note.REMARK, text=told)
            return None
        if PersonUse.ID in self._mapping.uses and not key:
            # Whoever has no id among people who have cannot be told from another.
            self._say(number, Note.NAME_IS_ID)
        return PersonRow(
            number,
            key,
            name,
            text(PersonUse.POSITION),
            text(PersonUse.FUNCTION),
            text(PersonUse.MANAGER),
            self._pay(number, cells),
            self._target(number, cells),
            self._spans(number, cells),
        )

    def _is_remark(self, key: str, name: str, cells: tuple[Cell, ...]) -> bool:
        """Whether a row holds one cell of words where others hold a person."""
        if sum(not is_empty(cell) for cell in cells) != 1:
            return False
        if _REMARK.match(folded(key or name)) or (key or name).startswith("*"):
            return True
        read = sum(use is not PersonUse.NOTHING for use in self._mapping.uses)
        return bool(key) and " " in key and read > 1

    # Columns as a whole

    def _date_column(self, use: PersonUse) -> DateColumn:
        columns = [
            date_column(self._cells(at))
            for each in (PersonUse.ENTRY, PersonUse.EXIT)
            if (at := self._first(each)) is not None
        ]
        own = self._first(use)
        column = DateColumn() if own is None else date_column(self._cells(own))
        if column.mixed or own is None:
            return column
        # Where one of the two leaves it in doubt, the other may tell.
        if column.doubtful and any(each.month_first for each in columns):
            return replace(column, month_first=True, doubtful="")
        return column

    def _target_is_share(self) -> bool | None:
        """Whether bare figures of targets are percentages (True) or fractions (None)."""
        at = self._first(PersonUse.TARGET)
        share = self._first(PersonUse.TARGET_SHARE)
        column = at if share is None else share
        if column is None:
            return False
        bare = [
            abs(number.value)
            for cell in self._cells(column)
            if (number := number_of(cell, self._language)) is not None and not number.percent
        ]
        figures = [each for each in bare if each]
        if not figures:
            return share is not None
        if max(figures) <= 1.0:
            self._say(0, Note.READ_AS_FRACTION, column=column)
            return None
        if share is not None:
            return True
        if max(figures) <= 100.0:
            self._say(0, Note.READ_AS_PERCENT, column=column)
            return True
        return False

    def _say_of_columns(self) -> None:
        mapping = self._mapping
        uses = set(mapping.uses)
        for use, column in self._dates.items():
            at = mapping.first(use)
            if at is None:
                continue
            if column.mixed:
                self._say(0, Note.DATES_MIXED, column=at, text=column.mixed)
            elif column.doubtful:
                self._say(0, Note.DATES_DOUBTFUL, column=at, text=column.doubtful)
            elif column.month_first:
                self._say(0, Note.MONTH_FIRST, column=at)
            if column.numbers:
                self._say(0, Note.DAY_NUMBERS, column=at)
        pay = mapping.first(PersonUse.MONTHLY_PAY)
        if pay is not None:
            self._say(0, Note.MONTHLY, count=self._months(pay))
        for use in (PersonUse.BASE_PAY, PersonUse.MONTHLY_PAY, PersonUse.TARGET):
            at = mapping.first(use)
            if at is not None and self._scale(at) != 1.0:
                self._say(0, Note.SCALED, column=at, factor=self._scale(at))
        pays = {PersonUse.BASE_PAY, PersonUse.MONTHLY_PAY} & uses
        if pays and PersonUse.WORKING_TIME in uses:
            self._say(0, Note.FULL_TIME_PAY)
        if uses & {PersonUse.NAME, PersonUse.LAST_NAME, PersonUse.FIRST_NAME}:
            return
        if PersonUse.ID in uses:
            self._say(0, Note.ID_IS_NAME)

    # Cells

    def _name(self, cells: tuple[Cell, ...]) -> str:
        whole = self._text(cells, PersonUse.NAME)
        parts = (self._text(cells, PersonUse.FIRST_NAME), self._text(cells, PersonUse.LAST_NAME))
        return " ".join(filter(None, parts)) or whole

    def _pay(self, row: int, cells: tuple[Cell, ...]) -> float | None:
        at = self._first(PersonUse.BASE_PAY)
        months = 1.0
        if at is None:
            at = self._first(PersonUse.MONTHLY_PAY)
            months = 1.0 if at is None else self._months(at)
        least = _LEAST_PAY / (12 if months > 1.0 else 1)
        amount = None if at is None else self._money(row, cells, at, least)
        return None if amount is None else _clean(amount * months)

    def _target(self, row: int, cells: tuple[Cell, ...]) -> TargetBonus:
        at, share_at = (self._first(use) for use in (PersonUse.TARGET, PersonUse.TARGET_SHARE))
        amount: float | None = None
        share: float | None = None
        for column in (share_at, at):
            if column is None or is_empty(cells[column]):
                continue
            number = number_of(cells[column], self._language)
            in_share = column == share_at or (share_at is None and self._is_share is not False)
            if number is None:
                self._say_cell(row, Note.NOT_A_NUMBER, column, cells)
            elif number.value < 0:
                self._say_cell(row, Note.NEGATIVE, column, cells)
            elif number.percent or isinstance(cells[column], Percent):
                share = number.value
            elif in_share:
                power = 0 if self._is_share is None else -2
                share = float(f"{number.value!r}e{power}")
            else:
                amount = self._money(row, cells, column, 0.0)
        if amount is not None and share is not None:
            self._say(row, Note.BOTH_TARGETS)
            share = None
        return TargetBonus(amount, share)

    def _money(self, row: int, cells: tuple[Cell, ...], at: int, least: float) -> float | None:
        if is_empty(cells[at]):
            return None
        number = number_of(cells[at], self._language)
        if number is None or number.percent:
            self._say_cell(row, Note.NOT_A_NUMBER, at, cells)
            return None
        value = number.value
        scale = self._scale(at)
        if value < 0:
            self._say_cell(row, Note.NEGATIVE, at, cells)
            return None
        if number.note:
            if 0 < value * scale < least:
                value *= 1000
            reading = self._language.number(value)
            self._say_cell(row, Note.AMBIGUOUS, at, cells, reading=reading)
        return _clean(value * scale)

    def _spans(self, row: int, cells: tuple[Cell, ...]) -> tuple[RowSpan, ...]:
        start, end = (self._date(row, cells, use) for use in (PersonUse.ENTRY, PersonUse.EXIT))
        if end is not None and end.year >= _FOREVER:
            end = None
        if start is not None and end is not None and end < start:
            self._say(row, Note.DATES_TURNED)
            start = end = None
        span = RowSpan(start, end, self._share(row, cells))
        return (span,) if span.is_told else ()

    def _date(self, row: int, cells: tuple[Cell, ...], use: PersonUse) -> dt.date | None:
        at = self._first(use)
        if at is None or is_empty(cells[at]):
            return None
        if use is PersonUse.EXIT and folded(text_of(cells[at])) in {"cdi", "en cours", "present"}:
            return None
        date = date_of(cells[at], self._dates[use], ends=use is PersonUse.EXIT)
        if date is None:
            self._say_cell(row, Note.NOT_A_DATE, at, cells)
        return date

    def _share(self, row: int, cells: tuple[Cell, ...]) -> float | None:
        at = self._first(PersonUse.WORKING_TIME)
        if at is None or is_empty(cells[at]):
            return None
        read = time_of(cells[at], self._times, self._language)
        if read.vague:
            self._say_cell(row, Note.PART_TIME, at, cells)
        elif read.share is None:
            self._say_cell(row, Note.NOT_A_TIME, at, cells)
        elif read.hours is not None:
            self._say(row, Note.HOURS, hours=read.hours, full=read.full)
        elif self._times.mixed and number_is_bare(cells[at], self._language):
            self._say_cell(row, Note.MIXED_TIME, at, cells, reading=read.share)
        return read.share

    def _text(self, cells: tuple[Cell, ...], use: PersonUse) -> str:
        for at in self._at[use]:
            if not is_empty(cells[at]):
                return " ".join(text_of(cells[at]).split())
        return ""

    def _first(self, use: PersonUse) -> int | None:
        columns = self._at[use]
        return columns[0] if columns else None

    def _heading(self, at: int) -> str:
        heading = self._mapping.heading
        return "" if heading < 0 else text_of(self._sheet.rows[heading][at])

    def _cells(self, at: int) -> list[Cell]:
        return [row[at] for _, row in self._below if not is_empty(row[at])]

    def _scale(self, at: int) -> float:
        return 1000.0 if _THOUSANDS.search(self._heading(at)) else 1.0

    def _months(self, at: int) -> float:
        found = _MONTHS.search(self._heading(at).lower())
        return float((found[1] or found[2]).replace(",", ".")) if found else 12.0

    def _say_cell(
        self, row: int, note: Note, at: int, cells: tuple[Cell, ...], **details: object
    ) -> None:
        self._say(row, note, column=at, text=text_of(cells[at]), **details)

    def _say(self, row: int, note: Note, **details: object) -> None:
        self.notes.append(RowNote(row, note, Map(details)))


def number_is_bare(cell: Cell, language: Language) -> bool:
    """Return whether a cell holds a number without a percent sign."""
    number = number_of(cell, language)
    return number is not None and not number.percent


def _clean(amount: float) -> float:
    """Return an amount without the dust of multiplying."""
    return float(f"{amount:.15g}")


def _goes_on(before: PersonRow, row: PersonRow) -> bool:
    """Whether a row tells of another stretch of time of the same person."""
    if (before.name and row.name and folded(before.name) != folded(row.name)) or not row.spans:
        return False
    if any(span.start is None and span.end is None for span in (*before.spans, *row.spans)):
        return False
    new = row.spans[0]
    return bool(before.spans) and all(
        (new.start is not None and span.end is not None and new.start > span.end)
        or (new.end is not None and span.start is not None and new.end < span.start)
        for span in before.spans
    )
