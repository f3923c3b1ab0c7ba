"""Calm tables: hairlines between rows, a ring on the current cell, keys as in a spreadsheet."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QScrollArea,
    QTableView,
    QWidget,
)
from typing_extensions import override

from ui.tables.calm_header import CalmHeader
from ui.tables.cell_delegate import PADDING, ROW_HEIGHT, CellDelegate, Step, cell_size
from ui.tables.cell_table import CellTable, EntryTable, Index
from ui.tables.frozen_names import FrozenNames
from ui.theme import Theme
from ui.widgets.key_claim import KeyClaim


class CalmTable(QTableView):
    """A table of a panel, as high as its rows.

    Enter and Tab move as in a spreadsheet; past the last cell Tab leaves the table. Typing
    replaces, F2 edits, Delete clears, Ctrl+D takes over the cell above, Ctrl+C copies.
    """

    current_changed = Signal()
    """The cursor is on another cell."""
    refused = Signal(QRect, str)
    """Where something typed cannot be taken, in the viewport, and why."""
    settled = Signal()
    """Nothing is refused any more."""

    def __init__(
        self, theme: Theme, parent: QWidget, *, name: str, most_rows: int = 0, wide: int = 0
    ) -> None:
        """Make a table.

        Args:
            theme: how it looks.
            parent: where it stands.
            name: what it holds.
            most_rows: how many rows show at once, 0 for all of them.
            wide: the column that gets the room that no words need.
        """
        super().__init__(parent)
        self._wide = wide
        self._most_rows = most_rows
        self._cursor = (0, 0)
        KeyClaim(self, claims=_claims)
        delegate = CellDelegate(theme, self)
        delegate.moved.connect(self.step)
        delegate.refused.connect(self._refused)
        delegate.settled.connect(self.settled)
        self.setItemDelegate(delegate)
        self.setHorizontalHeader(CalmHeader(theme, self))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(ROW_HEIGHT)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self.setAccessibleName(name)
        self._names = FrozenNames(theme, self)

    def show_model(self, model: CellTable) -> None:
        """Show ``model`` and keep as high as its rows."""
        self.setModel(model)
        model.shown.connect(self.fit)
        model.shown.connect(self._put_cursor_back)
        self.fit()

    def fit(self) -> None:
        """Give columns the room that their words need, and the wide one what is left."""
        model = self.model()
        rows = model.rows if isinstance(model, CellTable) else ()
        sizes = [[cell_size(cell) for cell in row] for row in rows]
        for row, sized in enumerate(sizes):
            self.setRowHeight(row, max(size.height() for size in sized))
        most = self._most_rows
        scrolls = 0 < most < len(rows)
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOn
            if scrolls
            else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        header = self.horizontalHeader()
        widths = [
            max(
                header.sectionSizeHint(column),
                *(sized[column].width() for sized in sizes),
                0,
            )
            for column in range(header.count())
        ]
        if widths:
            free = self.viewport().width() - sum(widths)
            widths[self._wide] += max(0, free)
            for column, width in enumerate(widths):
                self.setColumnWidth(column, width)
        self.setFixedHeight(self._wanted_height(overflows=sum(widths) > self.viewport().width()))
        self._names.place()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def _wanted_height(self, *, overflows: bool) -> int:
        rows = self.model().rowCount() if self.model() else 0
        if self._most_rows:
            rows = min(rows, self._most_rows)
        height = sum(self.rowHeight(row) for row in range(rows))
        bar = self.horizontalScrollBar().sizeHint().height() if overflows else 0
        return height + self.horizontalHeader().sizeHint().height() + bar + 1

    def step(self, step: Step) -> None:
        """Move the cursor one cell on; a step out of the table stays."""
        current = self.currentIndex()
        down, right = step.value
        target = current.sibling(current.row() + down, current.column() + right)
        if target.isValid() and step is not Step.STAY:
            self.setCurrentIndex(target)

    def _put_cursor_back(self) -> None:
        """Keep the cursor where one types, though rows came or went."""
        row, column = self._cursor
        rows, columns = self.model().rowCount(), self.model().columnCount()
        if self._is_used and not self.currentIndex().isValid() and rows and columns:
            self.setCurrentIndex(self.model().index(min(row, rows - 1), min(column, columns - 1)))

    @override
    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into view, and out from under the names that stay."""
        super().scrollTo(index, hint)
        covered = self._names.covers - self.visualRect(index).left()
        if index.column() > 0 and covered > 0:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - covered)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells, and anew the names that stay."""
        super().paintEvent(event)
        self._names.update()

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell where the cursor is."""
        super().currentChanged(current, previous)
        if current.isValid():
            self._cursor = (current.row(), current.column())
        self.current_changed.emit()
        self._show_cursor()

    def _show_cursor(self) -> None:
        """Let what scrolls around the table follow the cursor: it is as high as its rows."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        pressed = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        page = None if around is None else around.widget()
        if around is None or page is None or pressed or not self._is_used:
            return
        place = self.visualRect(self.currentIndex())
        centre = self.viewport().mapTo(page, place.center())
        around.ensureVisible(0, centre.y(), 0, place.height() // 2 + self._margin)

    @property
    def _margin(self) -> int:
        """What is seen above and below the cursor: as much as the headings take."""
        return self.horizontalHeader().height() + PADDING

    @property
    def _is_used(self) -> bool:
        """Whether the keyboard is in the table, or in a cell of it."""
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self or self.isAncestorOf(focus))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, clear, fill down and copy as in a spreadsheet."""
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.step(Step.UP if back else Step.DOWN)
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._enter_at_current("")
        elif _fills_down(event):
            self._fill_down()
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(str(self.currentIndex().data() or ""))
        else:
            super().keyPressEvent(event)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Walk through the cells by Tab, and leave after the last one."""
        current = self.currentIndex()
        step = Step.RIGHT if next else Step.LEFT
        column = current.column() + step.value[1]
        if current.isValid() and current.sibling(current.row(), column).isValid():
            self.step(step)
            return True
        return super().focusNextPrevChild(next)

    def _fill_down(self) -> None:
        model = self.model()
        current = self.currentIndex()
        above = current.siblingAtRow(current.row() - 1)
        if isinstance(model, EntryTable) and above.isValid():
            self._enter_at_current(model.cell(above).edit or "")

    def _enter_at_current(self, text: str) -> None:
        model = self.model()
        current = self.currentIndex()
        if not isinstance(model, EntryTable) or not current.isValid():
            return
        if model.cell(current).edit is None or model.cell(current).edit == text:
            return
        sentence = model.fault(current, text)
        if sentence:
            self.refused.emit(self.visualRect(current), sentence)
        else:
            model.enter(current, text)

    def _refused(self, editor: QWidget, sentence: str) -> None:
        self.refused.emit(editor.geometry(), sentence)


def _claims(event: QKeyEvent) -> bool:
    """Whether a key is one of a spreadsheet."""
    mine = {
        Qt.Key.Key_Delete,
        Qt.Key.Key_Backspace,
        Qt.Key.Key_F2,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
    }
    copies = event.matches(QKeySequence.StandardKey.Copy)
    return event.key() in mine or copies or _fills_down(event)


def _fills_down(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier
