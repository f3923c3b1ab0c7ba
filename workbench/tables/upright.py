"""Tables that lie on their side: periods down the first column, KPIs along the top."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from workbench.tables.limits import MOST_COLUMNS
from workbench.tables.periods import head_of
from workbench.tables.sheet import Cell, Sheet


def upright(sheet: Sheet) -> Sheet:
    """Return a sheet with its KPIs in rows: turned where the first column holds the periods."""
    if len(sheet.rows) > MOST_COLUMNS or not _lies(sheet):
        return sheet
    return replace(sheet, rows=tuple(zip(*sheet.rows, strict=True)))


def _lies(sheet: Sheet) -> bool:
    for at in range(sheet.width):
        cells = [row[at] for row in sheet.rows if row[at] is not None]
        if not cells:
            continue
        periods = sum(map(_is_period, cells))
        along = max(sum(map(_is_period, row)) for row in sheet.rows)
        return periods > 1 and periods * 2 > len(cells) and along < 2
    return False


def _is_period(cell: Cell) -> bool:
    """Whether a cell can only be a heading; a bare number may be a figure."""
    return isinstance(cell, str | dt.date) and head_of(cell) is not None
