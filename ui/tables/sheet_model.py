"""A table model over a sheet of the plan: only rows that are looked at are ever worded."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from typing_extensions import override

from models.changes import Changes, Edited, EditError, edited
from models.plan import Plan
from ui.document import Document
from ui.tables.cell_table import CELL_ROLE, Cell, EntryTable, Index, Tone
from workbench.matching import folded
from workbench.sheets.several import Entries, Entry, EntryError, reason_of
from workbench.sheets.sheet import PlanSheet, SheetCell

_MOST_REMEMBERED = 2_000
_FIXED: Final = (
    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
)
_EDITABLE: Final = _FIXED | Qt.ItemFlag.ItemIsEditable
_FEW = 8
"""Rows that are looked for one by one among the others."""
_MOST_SINGLY = 50
"""Rows that may come under other keys; where more do, the table is read anew."""


class SheetModel(EntryTable):
    """Rows of a sheet, sorted and filtered as somebody wants them, and a free one below.

    Attributes:
        sheet: what the rows show and what typing in them means.
        keys: the rows that are shown, in their order.
    """

    filtered = Signal()
    """Other rows are shown, or as many as before in another order."""

    def __init__(self, document: Document, sheet: PlanSheet, parent: QObject) -> None:
        super().__init__(parent)
        self.document = document
        self.sheet = sheet
        self.keys: tuple[str, ...] = ()
        self._plan = document.plan
        self._headings_shown = sheet.headings()
        self._remembered: dict[str, tuple[SheetCell, ...]] = {}
        self._found_by: dict[str, str] = {}
        self._touched: set[str] = set()
        self._all_touched = False
        self._wanted = ""
        self._sorted_by: tuple[int, bool] | None = None
        self._changing = False
        # Asked for with every cell, and its words are looked up in catalogues.
        self._invitation = sheet.invitation(document.plan)
        document.changed.connect(self._note)
        self.keys = self._wished()

    # What is shown

    def refresh(self) -> None:
        """Show the plan as it is now: only what differs is told."""
        if self._changing:
            # Rows that come and go move the cursor, and whoever follows it may ask for this.
            return
        before, plan = self._plan, self.document.plan
        self._plan = plan
        everything, touched = self._all_touched, self._touched
        self._all_touched, self._touched = False, set()
        if everything:
            self._remembered.clear()
            self._found_by.clear()
        for key in touched:
            self._remembered.pop(key, None)
            self._found_by.pop(key, None)
        invitation = self.sheet.invitation(plan)
        if bool(invitation) is not bool(self._invitation):
            self._changing = True
            self.beginResetModel()
            self._invitation = invitation
            self.endResetModel()
            self._changing = False
        elif invitation != self._invitation:
            self._invitation = invitation
            self._tell(len(self.keys), len(self.keys))
        if self.sheet.keys(before) is not self.sheet.keys(plan) and self._follow_rows():
            self.filtered.emit()
        if everything and self.keys:
            self._tell(0, len(self.keys) - 1)
        elif touched:
            self._tell_rows(touched)

    def _tell_rows(self, touched: set[str]) -> None:
        if len(touched) > _FEW:
            rows = [row for row, key in enumerate(self.keys) if key in touched]
        else:
            rows = sorted(self.keys.index(key) for key in touched if key in self.keys)
        for row in rows:
            self._tell(row, row)

    def show_sheet(self, sheet: PlanSheet) -> None:
        """Show another sheet."""
        self.beginResetModel()
        self.sheet = sheet
        self._headings_shown = sheet.headings()
        self._remembered.clear()
        self._found_by.clear()
        self._plan = self.document.plan
        self.keys = self._wished()
        self._invitation = sheet.invitation(self._plan)
        self.endResetModel()
        self.shown.emit()

    def find(self, words: str) -> None:
        """Show only the rows that hold all of these words."""
        self._wanted = words
        self._arrange()

    @property
    def sorted_by(self) -> tuple[int, bool] | None:
        """The column that rows are sorted by, and whether falling; None: as in the plan."""
        return self._sorted_by

    def sort_by(self, column: int | None, *, falling: bool = False) -> None:
        """Sort the rows by a column; None: as they stand in the plan."""
        self._sorted_by = None if column is None else (column, falling)
        self._arrange()
        last = len(self._headings_shown) - 1
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)

    def _arrange(self) -> None:
        wished = self._wished()
        if wished != self.keys:
            self._changing = True
            self.beginResetModel()
            self.keys = wished
            self.endResetModel()
            self._changing = False
        self.filtered.emit()

    def _wished(self) -> tuple[str, ...]:
        """Return the rows that are to be shown, in their order."""
        sheet, plan = self.sheet, self._plan
        keys = sheet.keys(plan)
        words = folded(self._wanted).split()
        if words:
            found_by = self._found_by
            for key in keys:
                if key not in found_by:
                    found_by[key] = folded(sheet.words(plan, key))
            keys = tuple(key for key in keys if all(word in found_by[key] for word in words))
        if self._sorted_by is not None:
            column, falling = self._sorted_by
            worth = {key: sheet.sort_key(plan, key, column) for key in keys}
            keys = tuple(sorted(keys, key=worth.__getitem__, reverse=falling))
            if falling:
                # What is empty comes last all the same.
                keys = tuple(sorted(keys, key=lambda key: worth[key][0]))
        return keys

    @property
    def changing(self) -> bool:
        """Whether rows come or go just now."""
        return self._changing

    def _follow_rows(self) -> bool:
        """Take rows away that have gone, and show new ones; an order somebody chose stays.

        Returns:
            Whether rows came or went.
        """
        there = set(self.sheet.keys(self._plan))
        known = set(self.keys)
        gone = [row for row, key in enumerate(self.keys) if key not in there]
        if not self._wanted and self._sorted_by is None:
            wished = self.sheet.keys(self._plan)
        else:
            fresh = set(self._wished()) - known
            kept = tuple(key for key in self.keys if key in there)
            wished = (*kept, *(key for key in self.sheet.keys(self._plan) if key in fresh))
        new = [key for key in wished if key not in known]
        if gone and len(gone) == len(new) <= _MOST_SINGLY:
            # The same rows under other keys: ids were changed.
            swapped = list(self.keys)
            for row, key in zip(gone, new, strict=True):
                swapped[row] = key
            if set(swapped) == set(wished):
                self.keys = tuple(swapped)
                self._tell(0, len(self.keys) - 1)
                return False
        if wished == self.keys:
            return False
        kept = tuple(key for key in self.keys if key in there)
        self._changing = True
        if gone or wished[: len(kept)] != kept:
            # Views follow a row that goes by moving the cursor while the rows are half gone.
            self.beginResetModel()
            self.keys = wished
            self.endResetModel()
        else:
            self.beginInsertRows(QModelIndex(), len(kept), len(wished) - 1)
            self.keys = wished
            self.endInsertRows()
        self._changing = False
        return True

    def _tell(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))

    def _note(self, changes: Changes) -> None:
        touched = self.sheet.touched(changes)
        if touched is None:
            self._all_touched = True
        else:
            self._touched |= touched

    def row_of(self, key: str) -> int:
        """Return the row of a key, or -1 where it is not shown."""
        return self.keys.index(key) if key in self.keys else -1

    # What Qt asks for

    @override
    def cell(self, index: Index) -> Cell:
        """Return what ``index`` shows."""
        row, column = index.row(), index.column()
        if row >= len(self.keys):
            invites = column == self.sheet.invite_column
            words = self._invitation if invites else ""
            return Cell(words, edit="", tone=Tone.QUIET, right=False)
        shown = self.sheet_cells(self.keys[row])[column]
        tone = Tone.QUIET if shown.quiet else Tone.PLAIN
        return Cell(shown.text, edit=shown.edit, tone=tone, right=shown.right)

    def sheet_cells(self, key: str) -> tuple[SheetCell, ...]:
        """Return the cells of a row."""
        cells = self._remembered.get(key)
        if cells is None:
            if len(self._remembered) > _MOST_REMEMBERED:
                self._remembered.clear()
            cells = self._remembered[key] = self.sheet.cells(self._plan, key)
        return cells

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of rows, the free one among them."""
        below = parent is not None and parent.isValid()
        return 0 if below else len(self.keys) + bool(self._invitation)

    @override
    def columnCount(self, parent: Index | None = None) -> int:
        """Return the number of columns."""
        return 0 if parent is not None and parent.isValid() else len(self._headings_shown)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what ``index`` shows under ``role``."""
        if not index.isValid():
            return None
        if role == CELL_ROLE:
            return self.cell(index)
        if role == Qt.ItemDataRole.EditRole:
            return self.edit_text(index.row(), index.column())
        return super().data(index, role)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return whether ``index`` can be edited; the painter asks for it with every cell."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        row = index.row()
        fixed = (
            row < len(self.keys) and self.sheet_cells(self.keys[row])[index.column()].edit is None
        )
        return _FIXED if fixed else _EDITABLE

    def edit_text(self, row: int, column: int) -> str:
        """Return what is offered for editing and copied."""
        if row >= len(self.keys):
            return ""
        text = self.sheet.edit_text(self._plan, self.keys[row], column)
        return self.sheet_cells(self.keys[row])[column].text if text is None else text

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return a heading, with an arrow where rows are sorted by it."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if not 0 <= section < len(self._headings_shown):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            heading = self._headings_shown[section]
            if self._sorted_by is None or self._sorted_by[0] != section:
                return heading
            return f"{heading}\u00a0{'▼' if self._sorted_by[1] else '▲'}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = bool(self.keys) and self.sheet_cells(self.keys[0])[section].right
            return self._alignment(right=right)
        return None

    # What is typed

    @override
    def suggestions(self, index: Index) -> tuple[str, ...]:
        """Return the words that may be typed at ``index``."""
        return self.sheet.suggestions(self._plan, index.column())

    @override
    def fault(self, index: Index, text: str) -> str:
        """Return why ``text`` cannot be entered, in a sentence; empty where it can."""
        if index.row() < len(self.keys) and self._removes(index.column(), text):
            return self.why_not_removed([index.row()])
        entry = Entry(index.row(), index.column(), text)
        return self.why_not([entry])

    @override
    def enter(self, index: Index, text: str) -> None:
        """Make the edit that ``text`` means."""
        row, column = index.row(), index.column()
        if row < len(self.keys) and self._removes(column, text):
            self.remove([row])
            return
        words = self.sheet.language.text
        if row >= len(self.keys):
            label = words("Add {name}", name=text.strip())
        else:
            name = self.sheet.row_name(self._plan, self.keys[row])
            label = words("Change {name}", name=name)
        self.enter_all(label, [Entry(row, column, text)])

    def _removes(self, column: int, text: str) -> bool:
        return column == self.sheet.name_column and not text.strip()

    def why_not(self, entries: Sequence[Entry]) -> str:
        """Return why entries cannot be taken, in a sentence; empty where they can."""
        try:
            self._entries(entries).made(self.document.plan)
        except EntryError as error:
            return str(error)
        return ""

    def enter_all(self, label: str, entries: Sequence[Entry]) -> str:
        """Enter all of them as one step; return why they cannot be taken, or ""."""
        try:
            self.document.apply(label, self._entries(entries))
        except EntryError as error:
            return str(error)
        return ""

    def _entries(self, entries: Sequence[Entry]) -> Entries:
        """Return the edit, over the rows that it is about only: its rows are theirs."""
        rows = sorted({entry.row for entry in entries})
        known = [row for row in rows if row < len(self.keys)]
        place = {row: at for at, row in enumerate(rows)}
        listed = tuple(Entry(place[each.row], each.column, each.text) for each in entries)
        return Entries(self.sheet, tuple(self.keys[row] for row in known), listed)

    def why_not_removed(self, rows: Sequence[int]) -> str:
        """Return why rows cannot be taken away, in a sentence; empty where they can."""
        keys = self._keys_of(rows)
        try:
            self.sheet.removed(self.document.plan, keys)
        except (ValueError, EditError) as error:
            return reason_of(error, self.document.plan, self.sheet.language)
        return ""

    def remove(self, rows: Sequence[int]) -> None:
        """Take rows away as one step; :meth:`why_not_removed` has nothing against it."""
        keys = self._keys_of(rows)
        if not keys:
            return
        language = self.sheet.language
        name = self.sheet.row_name(self._plan, keys[0])
        label = language.text("Remove {name}", name=name)
        if len(keys) > 1:
            label = language.plural("Remove {count} row", "Remove {count} rows", len(keys))
        self.document.apply(label, partial(_removed, sheet=self.sheet, keys=keys))

    def _keys_of(self, rows: Sequence[int]) -> tuple[str, ...]:
        return tuple(self.keys[row] for row in rows if row < len(self.keys))


def _removed(plan: Plan, sheet: PlanSheet, keys: tuple[str, ...]) -> Edited:
    return edited(plan, sheet.removed(plan, keys))
