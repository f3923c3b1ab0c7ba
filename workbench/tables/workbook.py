"""Reading the sheets of a workbook, behind limits that are checked before it is unpacked."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.tables.faults import TableError, TableFault
from workbench.tables.limits import MOST_COLUMNS, MOST_PART, MOST_ROWS, MOST_UNPACKED
from workbench.tables.sheet import Cell, Percent, Sheet

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

_LED_BY_ZEROS = re.compile(r"0{2,}\Z")
_MOST_EMPTY = 500
"""Rows without anything after which a sheet is taken to be over."""


def read_workbook(path: Path) -> tuple[Sheet, ...]:
    """Return the visible sheets of a workbook that hold anything.

    Formulas count as what was worked out when the workbook was saved.

    Raises:
        TableError: TOO_LARGE, DAMAGED.
    """
    _check_size(path)
    # It costs most of a second, and is needed only here.
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        try:
            sheets = tuple(
                _sheet(each) for each in book.worksheets if each.sheet_state == "visible"
            )
        finally:
            book.close()
    except (MemoryError, RecursionError):
        raise TableError(TableFault.TOO_LARGE, path, {"most": MOST_UNPACKED // 1_000_000}) from None
    except Exception as error:  # openpyxl raises whatever a broken part makes it stumble over
        raise TableError(TableFault.DAMAGED, path) from error
    return tuple(sheet for sheet in sheets if sheet.rows)


def _check_size(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            sizes = [part.file_size for part in archive.infolist()]
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise TableError(TableFault.DAMAGED, path) from error
    if sum(sizes) > MOST_UNPACKED or max(sizes, default=0) > MOST_PART:
        raise TableError(TableFault.TOO_LARGE, path, {"most": MOST_UNPACKED // 1_000_000})


def _sheet(sheet: ReadOnlyWorksheet) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    filled = 0
    # What a sheet says of its own size may be anything.
    sheet.reset_dimensions()
    for row in _rows(sheet):
        rows.append(row)
        if any(cell is not None for cell in row):
            filled = len(rows)
        elif len(rows) - filled > _MOST_EMPTY:
            break
    cut = len(rows) > MOST_ROWS
    kept = rows[: min(filled, MOST_ROWS)]
    width = max((_width(row) for row in kept), default=0)
    return Sheet(
        sheet.title,
        tuple((*row[:width], *([None] * (width - len(row)))) for row in kept),
        typed=True,
        cut=int(cut),
    )


def _rows(sheet: ReadOnlyWorksheet) -> Iterator[tuple[Cell, ...]]:
    for row in sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS):
        yield tuple(_cell(each) for each in row)


def _width(row: tuple[Cell, ...]) -> int:
    return max((at for at, cell in enumerate(row, start=1) if cell is not None), default=0)


def _cell(cell: Any) -> Cell:
    value: object = cell.value
    match value:
        case bool():
            return str(value)
        case int() | float():
            zeros = _LED_BY_ZEROS.match(str(cell.number_format or ""))
            if zeros is not None and value == int(value) >= 0:
                # Shown as 000042, which is how whoever filled it in knows it.
                return f"{int(value):0{len(zeros[0])}}"
            percent = "%" in str(cell.number_format or "")
            return Percent(float(value)) if percent else float(value)
        case dt.datetime():
            return value.date()
        case dt.date():
            return value
        case str():
            return value if value.strip() and not value.startswith("#") else None
        case _:
            return None
