"""Cells of a workbook, as formulas name them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_PLAIN_SHEET = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")


def column_letters(column: int) -> str:
    """Return the letters of ``column``, counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def quoted_sheet(sheet: str) -> str:
    """Return ``sheet`` as it is written before the exclamation mark of a reference."""
    if _PLAIN_SHEET.match(sheet):
        return sheet
    return "'" + sheet.replace("'", "''") + "'"


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """One cell. Rows and columns count from 0."""

    sheet: str
    row: int
    column: int

    @property
    def address(self) -> str:
        """The cell within its sheet, like ``D5``."""
        return f"{column_letters(self.column)}{self.row + 1}"

    @property
    def fixed(self) -> str:
        """The cell in its workbook, with dollar signs: what a defined name refers to."""
        return f"{quoted_sheet(self.sheet)}!{self.anchored}"

    @property
    def anchored(self) -> str:
        """The cell within its sheet with dollar signs, so that copies read the same cell."""
        return f"${column_letters(self.column)}${self.row + 1}"

    def seen_from(self, sheet: str) -> str:
        """Return the reference to this cell in a formula on ``sheet``."""
        if sheet == self.sheet:
            return self.address
        return f"{quoted_sheet(self.sheet)}!{self.address}"

    def right(self, columns: int = 1) -> Cell:
        """Return the cell ``columns`` further right."""
        return Cell(self.sheet, self.row, self.column + columns)

    def below(self, rows: int = 1) -> Cell:
        """Return the cell ``rows`` further down."""
        return Cell(self.sheet, self.row + rows, self.column)


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """A cell that formulas call by its defined name."""

    name: str

    def seen_from(self, _sheet: str) -> str:
        """Return the name, which is the same everywhere."""
        return self.name


Operand = Cell | Named
"""What a formula may read."""


def block(first: Cell, last: Cell, seen_from: str) -> str:
    """Return the reference to the rectangle from ``first`` to ``last``."""
    if first == last:
        return first.seen_from(seen_from)
    return f"{first.seen_from(seen_from)}:{last.address}"


def anchored_block(first: Cell, last: Cell) -> str:
    """Return the reference to a rectangle on its own sheet, with dollar signs."""
    return first.anchored if first == last else f"{first.anchored}:{last.anchored}"


def listed(operands: Iterable[Operand], seen_from: str) -> list[str]:
    """Return references to ``operands``, neighbours in a row written as one range."""
    cells = sorted({operand for operand in operands if isinstance(operand, Cell)})
    names = sorted({operand.name for operand in operands if isinstance(operand, Named)})
    runs: list[tuple[Cell, Cell]] = []
    for cell in cells:
        if runs and runs[-1][1].right() == cell:
            runs[-1] = (runs[-1][0], cell)
        else:
            runs.append((cell, cell))
    return [block(first, last, seen_from) for first, last in runs] + names


def all_numbers(operands: Iterable[Operand], seen_from: str) -> str:
    """Return the condition that every one of ``operands`` holds a number; "" for none."""
    known = set(operands)
    if not known:
        return ""
    parts = listed(known, seen_from)
    # A function takes 255 arguments at most.
    counts = [f"COUNT({','.join(parts[at : at + 200])})" for at in range(0, len(parts), 200)]
    return f"{'+'.join(counts)}={len(known)}"
