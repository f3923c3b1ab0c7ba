"""What is selected in the outline: a rectangle of cells, and how far it reaches."""

from __future__ import annotations

from dataclasses import dataclass

from ui.decompose.outline_columns import NAME_COLUMN


@dataclass(frozen=True, slots=True)
class Cells:
    """A rectangle of cells.

    Attributes:
        nodes: its rows, from top to bottom.
        columns: its columns, from left to right.
    """

    nodes: tuple[int, ...]
    columns: tuple[int, ...]

    @property
    def is_names(self) -> bool:
        """Whether it holds nothing but names."""
        return self.columns == (NAME_COLUMN,)


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a selection reaches from the cursor.

    Attributes:
        anchor: node and column of the cell at its other corner; None for the cursor alone.
        rows: whether whole rows are selected.
        columns: whether whole columns are.
    """

    anchor: tuple[int, int] | None = None
    rows: bool = False
    columns: bool = False

    def span(self, cursor: tuple[int, int]) -> tuple[int, int, int, int]:
        """Return the first and last node, and the first and last column, from ``cursor``."""
        other = self.anchor or cursor
        first, last = sorted((cursor[0], other[0]))
        left, right = sorted((cursor[1], other[1]))
        if self.columns:
            first, last = 0, 1 << 30
        if self.rows:
            left, right = NAME_COLUMN, 1 << 30
        return first, last, left, right

    def is_more(self, cursor: tuple[int, int]) -> bool:
        """Return whether more than the cursor is selected."""
        return self.rows or self.columns or (self.anchor or cursor) != cursor


ALONE = Reach()
EVERYTHING = Reach(rows=True, columns=True)
