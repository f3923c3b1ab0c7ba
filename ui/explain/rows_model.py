"""The rows of an explanation as an item model: headings, and figures below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from workbench.explain_rows import Row, Section

Index = QModelIndex | QPersistentModelIndex

ENTRY_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""The role under which a delegate finds the whole :class:`Entry`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list.

    Attributes:
        words: of a heading; or how a row is spoken.
        note: of a heading; may be empty.
        row: what is shown; None for a heading.
    """

    words: str
    note: str = ""
    row: Row | None = None


class ExplainRows(QAbstractListModel):
    """Entries, of which only the rows can be walked to."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._entries: tuple[Entry, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is listed, from top to bottom."""
        return self._entries

    def show_sections(self, sections: Sequence[Section], spoken: Sequence[str]) -> None:
        """List other sections.

        Args:
            sections: what to list.
            spoken: of each row, one after the other, how it is read out.
        """
        words = iter(spoken)
        listed: list[Entry] = []
        for section in sections:
            listed.append(Entry(section.title, section.note))
            listed += [Entry(next(words), row=row) for row in section.rows]
        self._show(tuple(listed))

    def _show(self, entries: tuple[Entry, ...]) -> None:
        before = self._entries
        shape = [each.row is None for each in entries]
        if shape != [each.row is None for each in before]:
            self.beginResetModel()
            self._entries = entries
            self.endResetModel()
            return
        # While a driver is turned only figures differ: the cursor stays.
        self._entries = entries
        differs = [place for place, each in enumerate(entries) if each != before[place]]
        if differs:
            self.dataChanged.emit(self.index(differs[0]), self.index(differs[-1]))

    def first_row(self) -> int:
        """Return the first entry that is no heading; -1 where there is none."""
        return next((n for n, each in enumerate(self._entries) if each.row is not None), -1)

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of entries; none are below one."""
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what an entry says, or the entry itself."""
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return entry.words
        if role == Qt.ItemDataRole.ToolTipRole and entry.row is not None:
            return entry.words
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say that rows can be walked to, and headings cannot."""
        if not index.isValid() or self._entries[index.row()].row is None:
            return Qt.ItemFlag.NoItemFlags
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemNeverHasChildren
        )
