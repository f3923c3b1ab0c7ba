"""A table model of frozen cells, which says only what differs when it is shown anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

Index = QModelIndex | QPersistentModelIndex

CELL_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""The role under which a delegate finds the whole :class:`Cell`."""


class Tone(Enum):
    """How a cell's text is coloured, by what it says."""

    PLAIN = "plain"
    QUIET = "quiet"
    GOOD = "good"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows.

    Attributes:
        text: its words or figure.
        below: a quieter line under it.
        edit: what is offered for editing; None where nothing can be typed.
        tint: how strongly the ground is tinted, 0 to 1.
        right: whether it stands at the right, as figures do.
        spoken: what a screen reader says; the text where it is empty.
        locked: whether a small lock stands before the text.
    """

    text: str = ""
    below: str = ""
    edit: str | None = None
    tone: Tone = Tone.PLAIN
    strong: bool = False
    tint: float = 0.0
    right: bool = True
    spoken: str = ""
    locked: bool = False


class CellTable(QAbstractTableModel):
    """Cells in rows and columns under headings."""

    shown = Signal()
    """Other cells are shown: once, after all that differs was told cell by cell."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._headings: tuple[str, ...] = ()
        self._rows: tuple[tuple[Cell, ...], ...] = ()

    def show_cells(self, headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        """Show other cells: rows that stay in number keep their place and selection."""
        named = tuple(headings)
        listed = tuple(tuple(row) for row in rows)
        if len(named) != len(self._headings) or len(listed) != len(self._rows):
            self.beginResetModel()
            self._headings, self._rows = named, listed
            self.endResetModel()
            self.shown.emit()
            return
        before, self._rows = self._rows, listed
        for row, (old, new) in enumerate(zip(before, listed, strict=True)):
            differs = [column for column, cell in enumerate(new) if cell != old[column]]
            if differs:
                self.dataChanged.emit(self.index(row, differs[0]), self.index(row, differs[-1]))
        named_differs = named != self._headings
        if named_differs:
            self._headings = named
            last = len(named) - 1
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
        if named_differs or listed != before:
            self.shown.emit()

    def cell(self, index: Index) -> Cell:
        """Return what ``index`` shows."""
        return self._rows[index.row()][index.column()]

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The cells, row by row."""
        return self._rows

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of rows; cells have none below them."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index | None = None) -> int:
        """Return the number of columns."""
        return 0 if parent is not None and parent.isValid() else len(self._headings)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what ``index`` shows under ``role``."""
        if not index.isValid():
            return None
        cell = self.cell(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.text
            case Qt.ItemDataRole.EditRole:
                return cell.text if cell.edit is None else cell.edit
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._alignment(right=cell.right)
            case Qt.ItemDataRole.AccessibleTextRole:
                return cell.spoken or " ".join(filter(None, (cell.text, cell.below)))
            case _:
                return cell if role == CELL_ROLE else None

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return a heading; a column stands as its cells do."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._headings):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            first = self.index(0, section)
            return self._alignment(right=not first.isValid() or self.cell(first).right)
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return whether ``index`` can be edited."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.cell(index).edit is not None:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags | Qt.ItemFlag.ItemNeverHasChildren

    @staticmethod
    def _alignment(*, right: bool) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


class EntryTable(CellTable):
    """Cells of which some can be typed into."""

    def fault(self, index: Index, text: str) -> str:
        """Return why ``text`` cannot be entered at ``index``, in a sentence; empty if it can."""
        raise NotImplementedError

    def enter(self, index: Index, text: str) -> None:
        """Enter ``text`` at ``index``, which :meth:`fault` has nothing against."""
        raise NotImplementedError

    def suggestions(self, index: Index) -> tuple[str, ...]:
        """Return the words that may be typed at ``index``; none where anything may."""
        del index
        return ()

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Enter a text; refuse, and change nothing, where it cannot be taken."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        if self.cell(index).edit is None or self.fault(index, str(value)):
            return False
        self.enter(index, str(value))
        return True
