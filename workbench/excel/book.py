# XlsxWriter has no complete types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
"""A workbook being written: pages whose cells are text, input, formula or snapshot.

Text is always written as text, so that nothing a person typed becomes a formula. Every
formula carries the value that the engine worked out, so that previews show figures. Every
input is remembered: the checks compare with the engine only while no input has changed.
"""

from __future__ import annotations

import datetime as dt
import errno
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast, final

from workbench.excel.cells import Cell, Named, block, column_letters
from workbench.excel.styles import ACCENT, DATE_FORMAT, Properties, Style, look
from workbench.language import Language

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

Value = float | str | bool | dt.date | None
"""What a cell holds, or what a formula came to. None and NaN are no value."""

MOST_TEXT = 32_000
"""Excel takes 32,767 characters in a cell."""

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384

_FORMULA_STARTS = frozenset("=+-@")


def _shortened(text: str) -> str:
    return text if len(text) <= MOST_TEXT else f"{text[:MOST_TEXT]} …"


def serial_day(day: dt.date) -> float:
    """Return a day as Excel counts it, from 1 March 1900 on."""
    return float((day - dt.date(1899, 12, 30)).days)


def lines_of(text: str, width: float) -> int:
    """Return how many lines ``text`` takes where ``width`` characters fit on one."""
    lines, used = 1, 0.0
    for word in text.split(" "):
        if used and used + 1 + len(word) > width:
            lines, used = lines + 1, 0.0
        used += len(word) + (1 if used else 0)
    return lines


class _Exact(float):
    """A number that XlsxWriter writes with all its digits, not the first sixteen."""

    def __format__(self, _spec: str) -> str:
        return repr(float(self))


@dataclass(frozen=True, slots=True)
class InputRow:
    """Neighbouring input cells of one row, with what they held at export.

    Attributes:
        label: what they are, for people.
        formats: number format of each.
    """

    label: str
    first: Cell
    last: Cell
    values: tuple[Value, ...]
    formats: tuple[str, ...]

    def range(self, seen_from: str) -> str:
        """Return the reference to the cells in a formula on sheet ``seen_from``."""
        return block(self.first, self.last, seen_from)


@dataclass(frozen=True, slots=True)
class InputField:
    """One of several input cells of different kinds; ``share``: usually between 0 and 1."""

    value: Value
    number_format: str
    share: bool = False


@final
class Book:
    """The workbook, with its looks and its inputs."""

    def __init__(self, path: Path, language: Language) -> None:
        """Start the workbook at ``path``."""
        from xlsxwriter.workbook import Workbook

        self.language = language
        self.inputs: list[InputRow] = []
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}
        self.workbook: Workbook = Workbook(
            str(path),
            {
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "nan_inf_to_errors": False,
            },
        )
        self.workbook.set_calc_mode("auto")
        self.workbook.set_size(2400, 1500)

    def describe(self, title: str, made: dt.datetime) -> None:
        """Note in the file what it is and when it was made."""
        self.workbook.set_properties({"title": title[:250], "created": made})

    def page(self, name: str) -> Page:
        """Add the sheet ``name``."""
        return Page(self, name)

    def define(self, name: str, cell: Cell) -> Named:
        """Give ``cell`` a defined name and return how formulas call it."""
        self.workbook.define_name(name, f"={cell.fixed}")
        return Named(name)

    def format(self, properties: Properties) -> Format:
        """Return the one format of the workbook that has ``properties``."""
        key = tuple(sorted(properties.items()))
        known = self._formats.get(key)
        if known is None:
            known = self._formats[key] = self.workbook.add_format(properties)
        return known

    def close(self) -> None:
        """Write the file.

        Raises:
            OSError: it cannot be written.
        """
        from xlsxwriter.exceptions import FileCreateError

        try:
            self.workbook.close()
        except FileCreateError as error:
            cause = error.args[0] if error.args else error
            if isinstance(cause, OSError):
                raise cause from error
            raise OSError(str(cause)) from error


@final
class Page:
    """One sheet."""

    def __init__(self, book: Book, name: str) -> None:
        """Add it to ``book``."""
        self.book = book
        self.name = name
        self.sheet: Worksheet = book.workbook.add_worksheet(name)
        self.sheet.hide_gridlines(2)
        self.sheet.set_default_row(16)

    def cell(self, row: int, column: int) -> Cell:
        """Return the reference to a cell of this page.

        Raises:
            OSError: Excel has no such cell; XlsxWriter would leave it out without a word.
        """
        if row >= MOST_ROWS or column >= MOST_COLUMNS:
            raise OSError(errno.EFBIG, "the plan is larger than a sheet of Excel")
        return Cell(self.name, row, column)

    def text(
        self, row: int, column: int, text: str, style: Style = Style.TEXT, **more: object
    ) -> Cell:
        """Write ``text`` as text, whatever it looks like."""
        if text[:1] in _FORMULA_STARTS:
            # Without the prefix it would become a formula once somebody edits the cell.
            more["quote_prefix"] = True
        properties = self.book.format(look(style, **more))
        if text:
            self.sheet.write_string(row, column, _shortened(text), properties)
        else:
            self.sheet.write_blank(row, column, None, properties)
        return self.cell(row, column)

    def blank(self, row: int, first: int, last: int, style: Style, **more: object) -> None:
        """Carry the look of ``style`` over empty cells."""
        properties = self.book.format(look(style, **more))
        for column in range(first, last + 1):
            self.sheet.write_blank(row, column, None, properties)

    def put(
        self, row: int, column: int, value: Value, style: Style, number_format: str, **more: object
    ) -> Cell:
        """Write a plain value; nothing where there is none."""
        if isinstance(value, str) and value[:1] in _FORMULA_STARTS:
            more["quote_prefix"] = True
        form = self.book.format(look(style, number_format, **more))
        if isinstance(value, str):
            self.sheet.write_string(row, column, _shortened(value), form)
        elif isinstance(value, bool):
            self.sheet.write_boolean(row, column, value, form)
        elif isinstance(value, dt.date):
            self.sheet.write_number(row, column, serial_day(value), form)
        elif value is None or not math.isfinite(value):
            self.sheet.write_blank(row, column, None, form)
        else:
            self.sheet.write_number(row, column, _Exact(value), form)
        return self.cell(row, column)

    def inputs(
        self,
        row: int,
        column: int,
        values: Sequence[Value],
        number_format: str,
        *,
        label: str,
        share: bool = False,
        **more: object,
    ) -> Cell:
        """Write neighbouring input cells and remember them; return the first."""
        for at, value in enumerate(values):
            style = Style.INPUT_TEXT if isinstance(value, str) else Style.INPUT
            self.put(row, column + at, value, style, number_format, **more)
        first, last = self.cell(row, column), self.cell(row, column + len(values) - 1)
        formats = (number_format,) * len(values)
        self.book.inputs.append(InputRow(label, first, last, tuple(values), formats))
        self._validate(first, last, values, number_format, share=share)
        return first

    def mixed_inputs(
        self, row: int, column: int, fields: Sequence[InputField], *, label: str
    ) -> Cell:
        """Write neighbouring input cells of different kinds, remembered as one row."""
        for at, field in enumerate(fields):
            style = Style.INPUT_TEXT if isinstance(field.value, str) else Style.INPUT
            self.put(row, column + at, field.value, style, field.number_format)
            cell = self.cell(row, column + at)
            self._validate(cell, cell, (field.value,), field.number_format, share=field.share)
        first, last = self.cell(row, column), self.cell(row, column + len(fields) - 1)
        values = tuple(field.value for field in fields)
        formats = tuple(field.number_format for field in fields)
        self.book.inputs.append(InputRow(label, first, last, values, formats))
        return first

    def _validate(
        self, first: Cell, last: Cell, values: Sequence[Value], number_format: str, *, share: bool
    ) -> None:
        language = self.book.language
        if any(isinstance(value, str) for value in values):
            return
        options: dict[str, object]
        if number_format == DATE_FORMAT:
            options = {
                "validate": "date",
                "criteria": ">=",
                "value": dt.date(1900, 1, 1),
                "error_title": language.text("A date is needed"),
                "error_message": language.text("Type a date."),
            }
        elif share:
            options = {
                "validate": "decimal",
                "criteria": "between",
                "minimum": 0,
                "maximum": 1,
                "error_type": "warning",
                "error_title": language.text("Not between 0 % and 100 %"),
                "error_message": language.text("A share usually lies between 0 % and 100 %."),
            }
        else:
            options = {
                "validate": "decimal",
                "criteria": "between",
                "minimum": -1e300,
                "maximum": 1e300,
                "error_title": language.text("A number is needed"),
                "error_message": language.text("Type a number."),
            }
        self.sheet.data_validation(first.row, first.column, last.row, last.column, options)

    def formula(  # noqa: PLR0917 - all of them are what a cell is
        self,
        row: int,
        column: int,
        formula: str,
        value: Value,
        number_format: str,
        style: Style = Style.FORMULA,
        **more: object,
    ) -> Cell:
        """Write ``formula`` with the ``value`` it comes to."""
        form = self.book.format(look(style, number_format, **more))
        stored: float | str | bool
        if isinstance(value, dt.date):
            stored = serial_day(value)
        elif value is None or (isinstance(value, float) and not math.isfinite(value)):
            stored = ""
        else:
            stored = value
        write = cast("Callable[..., int]", self.sheet.write_formula)
        write(row, column, formula, form, stored)
        return self.cell(row, column)

    def title(self, title: str, subtitle: str, last_column: int) -> None:
        """Write the two lines at the head of the page, ruled off below."""
        self.sheet.set_row(0, 28)
        self.text(0, 0, title, Style.TITLE)
        self.text(1, 0, subtitle, Style.SUBTITLE, bottom=2, bottom_color=ACCENT)
        self.blank(1, 1, last_column, Style.SUBTITLE, bottom=2, bottom_color=ACCENT)
        self.sheet.set_row(1, 18)

    def head_height(self, row: int, labels: Iterable[str], width: float) -> None:
        """Make a row of column headers as high as its longest label needs in ``width``."""
        lines = max((lines_of(label, width * 0.85) for label in labels), default=1)
        self.sheet.set_row(row, 13.5 * lines + 6)

    def section(self, row: int, title: str, last_column: int) -> None:
        """Write the band that starts a part of the page."""
        self.sheet.set_row(row, 20)
        self.text(row, 0, title, Style.SECTION)
        self.blank(row, 1, last_column, Style.SECTION)

    def set_up(
        self,
        last_row: int,
        last_column: int,
        *,
        repeat: int,
        down: int,
        across: int,
        pages: int = 1,
    ) -> None:
        """Set printing, freeze the head and protect the formulas, without a password.

        Args:
            last_row: of what is printed.
            last_column: of what is printed.
            repeat: rows of the head that every printed page repeats.
            down: rows that stay when the page is scrolled; 0 for none.
            across: columns that stay.
            pages: how many printed pages it may be wide.
        """
        sheet = self.sheet
        # Personnel numbers are text, and keep their zeros: no green corners.
        everything = f"A1:{column_letters(last_column)}{last_row + 1}"
        sheet.ignore_errors({"number_stored_as_text": everything})
        if down or across:
            sheet.freeze_panes(down, across)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(pages, 0)
        if pages > 1:
            sheet.repeat_columns("A:A")
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.print_area(0, 0, last_row, last_column)
        if repeat:
            sheet.repeat_rows(0, repeat - 1)
        sheet.set_footer("&L&8&K6B7280&F · &A&R&8&K6B7280&P / &N")
        sheet.protect(
            "",
            {
                "format_columns": True,
                "format_rows": True,
                "select_locked_cells": True,
                "select_unlocked_cells": True,
            },
        )
