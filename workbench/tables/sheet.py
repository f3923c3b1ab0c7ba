"""A sheet as it was read: cells in rows, of whatever kind they were."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Percent:
    """A number that a workbook shows as a percentage: 0.12 stands there as 12 %."""

    value: float


Cell = str | float | Percent | dt.date | None
"""What a cell holds; None where it is empty."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file.

    Attributes:
        name: of the sheet; empty for a text file.
        rows: the cells, every row as wide as the widest.
        typed: whether numbers and dates came as such, as in a workbook; in a text file
            everything is text.
        cut: how many rows or columns more the file has than are read.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    typed: bool
    cut: int = 0

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.rows[0]) if self.rows else 0


def text_of(cell: Cell) -> str:
    """Return what stands in a cell as words, without the spaces around it."""
    match cell:
        case None:
            return ""
        case str():
            return cell.replace("\u00a0", " ").strip()
        case Percent(value):
            return f"{value * 100:.15g} %"
        case dt.date():
            return cell.isoformat()
        case _:
            return f"{cell:.15g}"
