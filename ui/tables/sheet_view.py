"""A sheet on screen: ten thousand rows scroll as ten do, and keys are those of a spreadsheet."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QRect, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from typing_extensions import override

from ui.tables.cell_delegate import Step, cell_size
from ui.tables.cell_table import Index
from ui.tables.long_table import LongTable
from ui.tables.sheet_cells import Block, clear, copy, fill_down, paste, remove
from ui.tables.sheet_keys import Ask, ask_of, is_claimed
from ui.tables.sheet_model import SheetModel
from ui.theme import Theme
from ui.widgets.key_claim import KeyClaim


class SheetView(LongTable):
    """Shows a :class:`SheetModel`.

    Enter and Tab move; typing replaces, F2 edits; Shift and arrows select; Delete clears, or
    takes rows away where their names are selected; Ctrl+D fills down; copies go to and come
    from spreadsheets. A click on a heading sorts.
    """

    current_changed = Signal()
    """The cursor is on another cell."""
    refused = Signal(QRect, str)
    """Where something typed cannot be taken, in the viewport, and why."""
    settled = Signal()
    """Nothing is refused any more."""
    details_asked = Signal()
    """More is wanted of the row with the cursor."""

    def __init__(self, theme: Theme, model: SheetModel, parent: QWidget, *, name: str) -> None:
        super().__init__(theme, model, parent, name=name, wide=model.sheet.wide_column)
        self._sheet = model
        self._cursor = (0, 0)
        KeyClaim(self, claims=is_claimed)
        self.writer.moved.connect(self._typed)
        self.writer.refused.connect(self._refused_in)
        self.writer.settled.connect(self.settled)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._sort)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        model.filtered.connect(self._put_cursor_back)

    @property
    def sheet_model(self) -> SheetModel:
        """The model that is shown."""
        return self._sheet

    @property
    def key(self) -> str:
        """The key of the row with the cursor; empty where it is on none."""
        row = self.currentIndex().row()
        return self._sheet.keys[row] if 0 <= row < len(self._sheet.keys) else ""

    @property
    def block(self) -> Block | None:
        """The cells that are selected; None where there is no cursor."""
        chosen = self.selectionModel().selection()
        ranges = [chosen.at(number) for number in range(chosen.count())]
        current = self.currentIndex()
        if not ranges:
            if not current.isValid():
                return None
            return Block(current.row(), current.column(), current.row(), current.column())
        return Block(
            min(each.top() for each in ranges),
            min(each.left() for each in ranges),
            max(each.bottom() for each in ranges),
            max(each.right() for each in ranges),
        )

    # The cursor

    def show_key(self, key: str, column: int | None = None) -> bool:
        """Put the cursor on a row; return whether it is shown."""
        row = self._sheet.row_of(key)
        if row < 0:
            return False
        at = self._sheet.sheet.name_column if column is None else column
        self.setCurrentIndex(self._sheet.index(row, at))
        return True

    def step(self, step: Step) -> None:
        """Move the cursor one cell on; a step out of the table stays."""
        current = self.currentIndex()
        down, right = step.value
        target = current.sibling(current.row() + down, current.column() + right)
        if target.isValid() and step is not Step.STAY:
            self.setCurrentIndex(target)

    def _typed(self, step: Step) -> None:
        """Go on from the cell that was typed into, also where typing added its row."""
        row, column = self._cursor
        free = len(self._sheet.keys)
        added = self.currentIndex().row() == free and row == free - 1
        if self._is_cut(row):
            self.fit()
        if added and step in {Step.RIGHT, Step.LEFT}:
            self.setCurrentIndex(self._sheet.index(row, column))
        self.step(step)
        current = self.currentIndex()
        if current.isValid():
            self._cursor = (current.row(), current.column())

    def _is_cut(self, row: int) -> bool:
        """Return whether the words of a row have less room than they need."""
        model = self._sheet
        cells = (model.index(row, column) for column in range(model.columnCount()))
        return any(
            cell_size(model.cell(at)).width() > self.columnWidth(at.column())
            for at in cells
            if at.isValid()
        )

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Start at the first name, where there is no cursor yet: there one types."""
        if not self.currentIndex().isValid() and self._sheet.rowCount():
            self.setCurrentIndex(self._sheet.index(0, self._sheet.sheet.name_column))
        super().focusInEvent(event)

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell where the cursor is."""
        super().currentChanged(current, previous)
        # The first time is before this view knows its model by its own name.
        model = self.cells
        if isinstance(model, SheetModel) and model.changing:
            # Whoever follows the cursor hears of it once all rows are there.
            return
        if current.isValid():
            self._cursor = (current.row(), current.column())
        self.current_changed.emit()

    def _put_cursor_back(self) -> None:
        """Keep the cursor where one types, though rows came or went."""
        focus = QApplication.focusWidget()
        typing = focus is not None and (focus is self or self.isAncestorOf(focus))
        row, column = self._cursor
        rows, columns = self._sheet.rowCount(), self._sheet.columnCount()
        if typing and not self.currentIndex().isValid() and rows and columns:
            there = self._sheet.index(min(row, rows - 1), min(column, columns - 1))
            self.setCurrentIndex(there)
        else:
            self.current_changed.emit()

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Walk through the cells by Tab, and leave after the last one of a row."""
        current = self.currentIndex()
        step = Step.RIGHT if next else Step.LEFT
        column = current.column() + step.value[1]
        if current.isValid() and current.sibling(current.row(), column).isValid():
            self.step(step)
            return True
        return super().focusNextPrevChild(next)

    def _sort(self, column: int) -> None:
        """Sort by a column, then the other way round, then as it was."""
        now = self._sheet.sorted_by
        if now is None or now[0] != column:
            self._sheet.sort_by(column)
        elif not now[1]:
            self._sheet.sort_by(column, falling=True)
        else:
            self._sheet.sort_by(None)
        self.fit()

    # Keys

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, select, clear, fill, copy and paste as in a spreadsheet."""
        ask = ask_of(event)
        if ask is None:
            super().keyPressEvent(event)
            return
        event.accept()
        self.do(ask)

    def do(self, ask: Ask) -> None:
        """Do what a key asks for."""
        block, model = self.block, self._sheet
        match ask:
            case Ask.DOWN:
                self.step(Step.DOWN)
            case Ask.UP:
                self.step(Step.UP)
            case Ask.EDIT:
                self.edit(self.currentIndex())
            case Ask.DETAILS:
                self.details_asked.emit()
            case Ask.SELECT_ALL | Ask.SELECT_ROWS | Ask.SELECT_COLUMNS:
                self._select(ask)
            case Ask.COPY if block is not None:
                copy(model, block, headings=self._is_everything(block))
            case Ask.CUT if block is not None:
                copy(model, block, headings=False)
                self._told(clear(model, block))
            case _ if block is not None:
                works = {
                    Ask.PASTE: paste,
                    Ask.FILL_DOWN: fill_down,
                    Ask.CLEAR: clear,
                    Ask.REMOVE: remove,
                }
                self._told(works[ask](model, block))
                if ask is Ask.PASTE:
                    self.fit()
            case _:
                pass

    def _is_everything(self, block: Block) -> bool:
        return (
            block.top == block.left == 0
            and block.bottom >= len(self._sheet.keys) - 1 > 0
            and block.right == self._sheet.columnCount() - 1
        )

    def _select(self, ask: Ask) -> None:
        current, block = self.currentIndex(), self.block
        if block is None:
            return
        last, width = self._sheet.rowCount() - 1, self._sheet.columnCount() - 1
        top, bottom = (block.top, block.bottom) if ask is Ask.SELECT_ROWS else (0, last)
        whole = ask is not Ask.SELECT_COLUMNS
        left, right = (0, width) if whole else (block.left, block.right)
        chosen = QItemSelection(self._sheet.index(top, left), self._sheet.index(bottom, right))
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().select(chosen, flags)
        self.selectionModel().setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _told(self, sentence: str) -> None:
        if sentence:
            self.refused.emit(self.visualRect(self.currentIndex()), sentence)
        else:
            self.settled.emit()

    def _refused_in(self, editor: QWidget, sentence: str) -> None:
        self.refused.emit(editor.geometry(), sentence)
