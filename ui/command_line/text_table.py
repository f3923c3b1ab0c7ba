"""Tables of plain text, their columns aligned."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_GAP: Final = "  "


@dataclass(frozen=True, slots=True)
class TextTable:
    """A head and rows of as many cells; the first columns are words, the others figures.

    Attributes:
        words: how many columns, from the left, are words and so stand at the left.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int = 1

    @property
    def width(self) -> int:
        """Characters of a line."""
        return sum(self._widths()) + len(_GAP) * (len(self.head) - 1)

    def written(self) -> str:
        """Return the table, line by line."""
        widths = self._widths()
        rule = tuple("─" * width for width in widths)
        lines = (self._line(row, widths) for row in (self.head, rule, *self.rows))
        return "\n".join(lines)

    def _widths(self) -> list[int]:
        return [max(map(_width, column)) for column in zip(self.head, *self.rows, strict=True)]

    def _line(self, cells: Sequence[str], widths: Sequence[int]) -> str:
        placed: list[str] = []
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            room = " " * (width - _width(cell))
            placed.append(cell + room if place < self.words else room + cell)
        return _GAP.join(placed).rstrip()


def plain(text: str) -> str:
    """Return a name of the plan as one line without characters that steer a terminal."""
    return "".join(each for each in " ".join(text.split()) if each.isprintable())


def _width(text: str) -> int:
    """Return how many columns of a terminal ``text`` takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1
        for each in text
    )
