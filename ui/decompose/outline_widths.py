"""How wide the columns of the outline are: wide enough for what was seen in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QObject, QTimer

from ui.decompose.outline_cell import OutlineCell
from ui.decompose.outline_columns import NAME_COLUMN, ColumnKind
from ui.decompose.outline_header import OutlineHeader
from ui.decompose.outline_painter import PADDING, cell_width, name_left
from ui.decompose.outline_words import OutlineWords

_MOST: Final = {
    ColumnKind.UNIT: 190,
    ColumnKind.RESPONSIBILITY: 480,
    ColumnKind.FORMULA: 460,
}
"""Widths that columns of words do not grow beyond by themselves."""
_NAMES_LEAST, _NAMES_MOST = 150, 340
_NAMES_PART: Final = 0.42
"""Part of the width that names may take."""


class OutlineWidths(QObject):
    """Grows columns to fit what is painted in them; it never shrinks them under the eye."""

    def __init__(self, words: OutlineWords, header: OutlineHeader, parent: QObject) -> None:
        super().__init__(parent)
        self._words = words
        self._header = header
        self._seen: dict[int, int] = {}
        self._given: dict[int, int] = {}
        self._columns = words.columns
        self._room = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._grow)

    def measure(self, nodes: Iterable[int]) -> None:
        """Give columns the room of headings and some rows; they grow when more is seen."""
        words = self._words
        words.begin_frame()
        if words.columns != self._columns:
            self._columns = words.columns
            self._seen.clear()
            self._given.clear()
        for column in range(len(words.columns)):
            heading = self._header.wanted_width(column)
            self._seen[column] = max(self._seen.get(column, 0), heading)
        for node in nodes:
            for column, shown in enumerate(words.columns):
                # Who answers takes long to work out; it is seen when it is painted.
                if shown.kind in {ColumnKind.NAME, ColumnKind.RESPONSIBILITY}:
                    continue
                self.saw(column, words.cell(node, column))
            self.saw_name(int(words.nodes.depth[node]), words.cell(node, NAME_COLUMN))
        self._grow()

    def saw(self, column: int, cell: OutlineCell) -> None:
        """Take note of a cell that is painted."""
        if cell.text:
            self._seen[column] = max(self._seen.get(column, 0), cell_width(cell))

    def saw_name(self, depth: int, cell: OutlineCell) -> None:
        """Take note of a name that is painted as deep as it stands."""
        width = name_left(depth) - PADDING + cell_width(cell)
        self._seen[NAME_COLUMN] = max(self._seen.get(NAME_COLUMN, 0), width)

    def grow_later(self) -> None:
        """Grow columns once painting is over, where something wider was painted."""
        if any(self._lacks(column) for column in self._seen):
            self._timer.start()

    def share_out(self, room: int) -> None:
        """Give the names their part of another width."""
        if room != self._room:
            self._room = room
            self._given.pop(NAME_COLUMN, None)
            self._grow()

    def _grow(self) -> None:
        """Widen columns; one that somebody made narrower stays so until more is seen in it."""
        for column in self._seen:
            if self._lacks(column):
                self._given[column] = self._wanted(column)
                self._header.resizeSection(column, self._given[column])

    def _lacks(self, column: int) -> bool:
        shown = column < self._header.count() and not self._header.isSectionHidden(column)
        return shown and self._wanted(column) > self._given.get(column, 0)

    def _wanted(self, column: int) -> int:
        seen = self._seen.get(column, 0)
        if column == NAME_COLUMN:
            most = min(_NAMES_MOST, round(self._room * _NAMES_PART)) if self._room else _NAMES_MOST
            return max(_NAMES_LEAST, min(seen, most))
        return min(seen, _MOST.get(self._words.columns[column].kind, seen))
