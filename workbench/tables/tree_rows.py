"""Rows of a sheet read as KPIs, with a remark for whatever could not be read as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from immutables import Map

from models.calendar import Calendar
from models.kpi import TimeRule, Unit, UnitKind
from workbench.figures_typed import parse_figure
from workbench.language import Language
from workbench.numbers_typed import NumberError
from workbench.tables.columns import ColumnUse, Mapping, is_value_heading
from workbench.tables.footnotes import footnotes
from workbench.tables.periods import period_of
from workbench.tables.row_names import NameRead, money_scale, read_name
from workbench.tables.sheet import Cell, Percent, Sheet, text_of
from workbench.tables.tree_row import Remark, RowRemark, TreeRow, is_total
from workbench.tables.units_read import UnitRead, read_sense, read_unit
from workbench.unit_words import NameGuess, name_guess

_EMPTY: Final = frozenset({"", "-", "–", "—", "n/a", "na", "nd", "n.d.", "?"})
_UNREAD: Final = {ColumnUse.NOTHING, ColumnUse.WHOLE}
_TOTALS: Final = frozenset({"total", "totaux", "totals", "grand total", "total général"})


@dataclass(frozen=True, slots=True)
class TreeTable:
    """Everything read from a sheet."""

    rows: tuple[TreeRow, ...]
    remarks: tuple[RowRemark, ...]


def read_rows(sheet: Sheet, mapping: Mapping, calendar: Calendar, language: Language) -> TreeTable:
    """Read the rows of a sheet below its headings.

    Args:
        sheet: as it was read.
        mapping: what its columns hold.
        calendar: of the plan that takes the figures.
        language: decides what an ambiguous number is.
    """
    reader = _Reader(sheet, mapping, calendar, language)
    rows = tuple(reader.rows())
    return TreeTable(rows, tuple(reader.remarks))


class _Reader:
    """Reads rows and collects remarks."""

    def __init__(
        self, sheet: Sheet, mapping: Mapping, calendar: Calendar, language: Language
    ) -> None:
        self._sheet = sheet
        self._mapping = mapping
        self._calendar = calendar
        self._language = language
        self._names = mapping.all(ColumnUse.NAME)
        self._notes = footnotes(sheet, mapping)
        self.remarks: list[RowRemark] = []
        self._indents = len(self._names) > 1 or self._any_indent()
        self._whole: tuple[int, ...] = ()
        self._periods = self._periods_of_columns()
        self._read_whole()
        level = mapping.first(ColumnUse.LEVEL)
        below = sheet.rows[mapping.heading + 1 :]
        self._numbered = level is not None and any(
            "." in text_of(row[level]).strip(".") for row in below
        )
        names = self._read_names()
        self._outlined = any("." in name.place for name in names)
        self._bulleted = any(name.bullets for name in names) and not self._any_indent()
        self._path: dict[int, str] = {}
        above = [text_of(cell) for row in sheet.rows[: mapping.heading + 1] for cell in row]
        self._money_scale = next((s for s in map(money_scale, above) if s != 1.0), 1.0)
        self._say_left_out()
        if sheet.cut:
            self._say(0, Remark.CUT)

    def rows(self) -> Iterator[TreeRow]:
        taken: list[TreeRow] = []
        listed = list(enumerate(self._sheet.rows))[self._mapping.heading + 1 :]
        for at, cells in listed:
            named = [column for column in self._names if text_of(cells[column])]
            if not named:
                continue
            if at in self._notes:
                self._say(at + 1, Remark.FOOTNOTE)
                continue
            name = text_of(cells[named[-1]])
            if name.lower() in _TOTALS and at > self._mapping.heading + 1:
                self._say(at + 1, Remark.TOTAL_LEFT_OUT)
                continue
            said = len(self.remarks)
            above = tuple(self._above(at + 1, cells, named))
            row = self._row(at + 1, name, cells, named[-1])
            if not above and is_total(row, taken):
                del self.remarks[said:]
                self._say(at + 1, Remark.TOTAL_LEFT_OUT)
                continue
            taken += (*above, row)
            yield from (*above, row)

    def _above(self, row: int, cells: tuple[Cell, ...], named: list[int]) -> Iterator[TreeRow]:
        """Yield what a row repeats of the levels above it, where that has no row of its own."""
        names = {column: text_of(cells[column]) for column in named}
        below = {at: name for at, name in self._path.items() if at < named[0]}
        for part, column in enumerate(named[:-1], start=1):
            if self._path.get(column) == names[column]:
                below[column] = names[column]
                continue
            self._path = below = {**below, column: names[column]}
            yield TreeRow(row, names[column], depth=self._names.index(column), part=part)
        self._path = {**below, named[-1]: names[named[-1]]}

    def _row(self, row: int, name: str, cells: tuple[Cell, ...], column: int) -> TreeRow:
        read = read_name(name)
        unit = read_unit(self._text(cells, ColumnUse.UNIT)) or read.unit
        if unit is None and self._is_in_percent(cells):
            unit = UnitRead(Unit(UnitKind.SHARE))
        guess = name_guess(read.name)
        scale = self._scale_of(unit, guess)
        # A share is one by its name too: 12.5 would else be 1,250 %.
        said = guess.unit if unit is None else unit.unit
        figures = self._figures(row, cells, said, scale)
        if scale != 1.0 and figures:
            self._say(row, Remark.SCALED, factor=scale)
        return TreeRow(
            row=row,
            name=read.name,
            key=self._text(cells, ColumnUse.KEY),
            parent=self._text(cells, ColumnUse.PARENT),
            depth=self._depth(cells, column, read),
            formula=self._text(cells, ColumnUse.FORMULA),
            unit=None if unit is None else unit.unit,
            sense=read_sense(self._text(cells, ColumnUse.SENSE)),
            definition=self._text(cells, ColumnUse.DEFINITION),
            source=self._text(cells, ColumnUse.SOURCE),
            note=self._text(cells, ColumnUse.NOTE),
            figures=Map(figures),
            whole=self._whole,
        )

    def _figures(
        self, row: int, cells: tuple[Cell, ...], unit: Unit | None, scale: float
    ) -> dict[int, float]:
        share = unit is not None and unit.kind is UnitKind.SHARE
        figures: dict[int, float] = {}
        bare: dict[int, float] = {}
        for column, period in self._periods.items():
            cell = cells[column]
            match cell:
                case Percent(value):
                    figures[period] = value
                case float() | int():
                    (bare if share else figures)[period] = float(cell) * scale
                case str():
                    read = self._typed(row, column, cell, unit)
                    if read is not None:
                        figures[period] = read * scale
                case _:
                    pass
        if bare:
            # A workbook holds 12 % as 0.12, unless whoever filled it in wrote 12.
            percent = any(abs(value) > 1 for value in bare.values())
            self._say(row, Remark.READ_AS_PERCENT if percent else Remark.READ_AS_FRACTION)
            power = -2 if percent else 0
            figures.update({at: float(f"{value!r}e{power}") for at, value in bare.items()})
        return dict(sorted(figures.items()))

    def _typed(self, row: int, column: int, text: str, unit: Unit | None) -> float | None:
        written = text_of(text)
        if written.lower() in _EMPTY:
            return None
        try:
            typed = parse_figure(written, unit or Unit(), self._language)
        except NumberError:
            self._say(row, Remark.NOT_A_NUMBER, column=column, text=written)
            return None
        if typed.note:
            self._say(row, Remark.AMBIGUOUS, column=column, text=written, note=typed.note)
        return typed.value

    def _is_in_percent(self, cells: tuple[Cell, ...]) -> bool:
        figures = [cells[column] for column in self._periods if text_of(cells[column])]
        return bool(figures) and all(text_of(cell).endswith("%") for cell in figures)

    def _scale_of(self, unit: UnitRead | None, guess: NameGuess) -> float:
        """Return what figures are multiplied by: as their unit says, else as the table does."""
        if unit is not None:
            return unit.scale
        money = guess.unit is not None and guess.unit.kind is UnitKind.MONEY
        return self._money_scale if money and guess.time is not TimeRule.MEAN else 1.0

    def _depth(self, cells: tuple[Cell, ...], column: int, read: NameRead) -> int | None:
        level = self._mapping.first(ColumnUse.LEVEL)
        if level is not None:
            words = text_of(cells[level]).strip(".")
            if not words.replace(".", "").isdigit():
                return None
            # "1.2.1" is a place in a numbered outline.
            return words.count(".") if self._numbered else int(float(words))
        if len(self._names) > 1:
            return self._names.index(column)
        if self._outlined:
            return read.place.count(".") if read.place else None
        if self._bulleted:
            return read.bullets
        if not self._indents:
            return None
        raw = cells[column]
        plain = raw.replace("\u00a0", " ").replace("\t", "    ") if isinstance(raw, str) else ""
        return len(plain) - len(plain.lstrip(" "))

    def _read_names(self) -> list[NameRead]:
        if len(self._names) != 1:
            return []
        listed = list(enumerate(self._sheet.rows))[self._mapping.heading + 1 :]
        names = (text_of(row[self._names[0]]) for at, row in listed if at not in self._notes)
        return [read_name(name) for name in names if name]

    def _any_indent(self) -> bool:
        if len(self._names) != 1:
            return False
        below = self._sheet.rows[self._mapping.heading + 1 :]
        cells = [row[self._names[0]] for row in below]
        return any(isinstance(cell, str) and cell[:1] in {" ", "\u00a0", "\t"} for cell in cells)

    def _periods_of_columns(self) -> dict[int, int]:
        periods: dict[int, int] = {}
        for at, column in enumerate(self._mapping.columns):
            if column.use is not ColumnUse.PERIOD or column.head is None:
                continue
            period = period_of(column.head, self._calendar)
            if period is None or period in periods.values():
                self._say(0, Remark.OTHER_PERIOD, column=at)
            else:
                periods[at] = period
        return periods

    def _read_whole(self) -> None:
        """Read a column of figures that names no period as the year of the plan."""
        column = self._mapping.first(ColumnUse.WHOLE)
        if column is None or self._periods:
            return
        group = self._calendar.report_group()
        self._whole = tuple(range(self._calendar.count)) if group is None else group.periods
        self._periods[column] = self._whole[0]
        self._say(0, Remark.WHOLE_YEAR, column=column, group=group)

    def _say_left_out(self) -> None:
        """Name the columns of figures that are not read beside the one that is."""
        if self._mapping.heading < 0 or not self._periods:
            return
        for at, cell in enumerate(self._sheet.rows[self._mapping.heading]):
            left = at not in self._periods and at < len(self._mapping.columns)
            if left and is_value_heading(cell) and self._mapping.columns[at].use in _UNREAD:
                self._say(0, Remark.VALUE_LEFT_OUT, column=at, heading=text_of(cell))

    def _text(self, cells: tuple[Cell, ...], use: ColumnUse) -> str:
        column = self._mapping.first(use)
        return "" if column is None else text_of(cells[column])

    def _say(self, row: int, remark: Remark, **details: object) -> None:
        self.remarks.append(RowRemark(row, remark, Map(details)))
