"""The rows of the outline: a tree as a table, whose names stay while figures slide by."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QModelIndex, QPoint, QRect, QSignalBlocker, QSize, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)
from typing_extensions import override

from ui.decompose.folding import Folding
from ui.decompose.outline_columns import CHANGE_COLUMN, NAME_COLUMN
from ui.decompose.outline_header import OutlineHeader
from ui.decompose.outline_keys import Move
from ui.decompose.outline_model import Index, OutlineModel
from ui.decompose.outline_painter import ROW_HEIGHT, RowLook, RowPainter, name_left
from ui.decompose.outline_widths import OutlineWidths
from ui.decompose.outline_words import OutlineWords
from ui.decompose.tree_nodes import TreeNodes
from ui.drawing.tree_layout import Indices
from ui.theme import Theme

_MEASURED = 60
"""Rows whose words are measured before anything is on screen."""
_UNFINISHED_MS = 15


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
    def is_one(self) -> bool:
        """Whether it is a single cell."""
        return len(self.nodes) == len(self.columns) == 1


class _Rows(QStyledItemDelegate):
    """Rows are painted whole by the view; this says how high they are."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row."""
        return QSize(40, ROW_HEIGHT)


class OutlineRows(QTreeView):
    """Paints :class:`OutlineModel` and knows where its cells are.

    The cursor is a cell; a rectangle of cells may be selected from where it was before.
    """

    scrolled = Signal()
    """Cells are at other places."""

    def __init__(
        self, words: OutlineWords, folding: Folding, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._folding = folding
        self._applied = folding.folded
        self._anchor: tuple[int, int] | None = None
        self._painter = RowPainter(theme)
        self.outline = OutlineModel(words, self)
        self._unfinished = QTimer(self)
        self._unfinished.setSingleShot(True)
        self._unfinished.setInterval(_UNFINISHED_MS)
        self._unfinished.timeout.connect(self._repaint)
        header = OutlineHeader(words, theme, self)
        self.setHeader(header)
        self._widths = OutlineWidths(words, header, self)
        self._visible: Indices = words.nodes.visible(folding.folded)
        self._set_up()
        self.setModel(self.outline)
        self.horizontalScrollBar().valueChanged.connect(self._slid)
        self.verticalScrollBar().valueChanged.connect(self.scrolled)
        header.sectionResized.connect(self._slid)

    def _set_up(self) -> None:
        self.setItemDelegate(_Rows(self))
        self.setUniformRowHeights(True)
        self.setItemsExpandable(False)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # The style would draw an edge where the scroll bars meet.
        self.setCornerWidget(QWidget(self))

    # What is shown

    def show_nodes(self, nodes: TreeNodes) -> None:
        """Show another tree; where the cursor stands is for the caller to say."""
        self._anchor = None
        self.outline.show_nodes(nodes)
        self._unfold()

    def refresh(self) -> None:
        """Word what is in view anew."""
        node, column = self.cursor_cell
        columns = self._words.columns
        self.outline.refresh(self._in_view())
        if self._words.shares.unfinished:
            self._unfinished.start()
        if self._words.columns != columns:
            self._unfold()
            self.put_cursor(node, min(column, len(self._words.columns) - 1))
        self._hide_change()
        self._widths.measure(())

    def _in_view(self) -> list[int]:
        """Return the nodes whose rows can be seen."""
        first = self.verticalScrollBar().value() // ROW_HEIGHT
        last = first + self.viewport().height() // ROW_HEIGHT + 2
        return self._visible[first:last].tolist()

    def _unfold(self) -> None:
        """Open and fold every branch as the folding says, after the model was reset."""
        self._applied = self._folding.folded
        nodes = self._words.nodes
        # While the layout is still to come, opening a branch costs next to nothing.
        with QSignalBlocker(self):
            for node, below in enumerate(nodes.children):
                if below and nodes.keys[node] not in self._applied:
                    self.expand(self.outline.index_of(node))
        self._visible = nodes.visible(self._applied)
        self._hide_change()
        self._widths.measure(self._visible[:_MEASURED].tolist())
        self._repaint()

    def follow_folding(self) -> None:
        """Open and fold what was opened and folded elsewhere."""
        before, self._applied = self._applied, self._folding.folded
        nodes = self._words.nodes
        self._visible = nodes.visible(self._applied)
        with QSignalBlocker(self):
            for key in before ^ self._applied:
                if key in nodes.home:
                    there = self.outline.index_of(nodes.home[key])
                    self.setExpanded(there, key not in self._applied)
        self._repaint()

    def _hide_change(self) -> None:
        self.setColumnHidden(CHANGE_COLUMN, not self._words.shows_scenario)

    # The cursor

    @property
    def cursor_cell(self) -> tuple[int, int]:
        """The node and column of the cursor; node -1 for none."""
        current = self.currentIndex()
        return self.outline.node(current), max(0, current.column())

    @property
    def cells(self) -> Cells:
        """The selected rectangle, which holds the cursor; without any cell for no cursor."""
        node, column = self.cursor_cell
        if node < 0:
            return Cells((), ())
        other_node, other_column = self._anchor or (node, column)
        first, last = sorted((node, other_node))
        left, right = sorted((column, other_column))
        nodes = self._visible[(self._visible >= first) & (self._visible <= last)]
        shown = (each for each in range(left, right + 1) if not self.isColumnHidden(each))
        return Cells(tuple(nodes.tolist()), tuple(shown))

    def put_cursor(self, node: int, column: int, *, stretch: bool = False) -> None:
        """Put the cursor into a cell; ``stretch`` selects all cells from where it was."""
        before = self.cursor_cell
        if not stretch or before[0] < 0:
            self._anchor = None
        elif self._anchor is None:
            self._anchor = before
        self.setCurrentIndex(self.outline.index_of(node, column))
        self._repaint()

    def step(self, move: Move, *, stretch: bool = False) -> None:
        """Move the cursor; at an edge it stays."""
        node, column = self.cursor_cell
        if not len(self._visible):
            return
        rows, columns = move.value
        at = int(np.searchsorted(self._visible, node, side="right")) - 1
        at = min(max(0, at + rows), len(self._visible) - 1) if node >= 0 else 0
        beside = min(max(0, column + columns), len(self._words.columns) - 1)
        if self.isColumnHidden(beside):
            beside += 1 if columns > 0 else -1
        self.put_cursor(int(self._visible[at]), beside, stretch=stretch)

    def rows_from(self, node: int, count: int) -> tuple[int, ...]:
        """Return ``count`` rows from ``node`` downwards, fewer where the outline ends."""
        at = int(np.searchsorted(self._visible, node))
        return tuple(self._visible[at : at + count].tolist())

    def row_above(self, node: int) -> int:
        """Return the row above ``node``; -1 for none."""
        at = int(np.searchsorted(self._visible, node)) - 1
        return int(self._visible[at]) if at >= 0 else -1

    def columns_from(self, column: int, count: int) -> tuple[int, ...]:
        """Return ``count`` columns that are shown from ``column`` on."""
        shown = [
            each
            for each in range(column, len(self._words.columns))
            if not self.isColumnHidden(each)
        ]
        return tuple(shown[:count])

    # Geometry, where the column of names stays

    def cell_rect(self, node: int, column: int) -> QRect:
        """Return where the words of a cell are, in coordinates of this widget."""
        rect = self.visualRect(self.outline.index_of(node, column))
        if column == NAME_COLUMN:
            rect.setLeft(rect.left() + name_left(int(self._words.nodes.depth[node])))
        return rect.translated(self.viewport().pos())

    @override
    def visualRect(self, index: Index) -> QRect:
        """Return where a cell is in the viewport."""
        row = super().visualRect(index.sibling(index.row(), NAME_COLUMN))
        if row.isNull():
            return row
        column, header = index.column(), self.header()
        left = 0 if column == NAME_COLUMN else header.sectionViewportPosition(column)
        return QRect(left, row.top(), header.sectionSize(column), row.height())

    @override
    def indexAt(self, point: QPoint) -> QModelIndex:
        """Return the cell at a point of the viewport."""
        there = super().indexAt(point)
        frozen = point.x() < self.header().sectionSize(NAME_COLUMN)
        return there.siblingAtColumn(NAME_COLUMN) if frozen and there.isValid() else there

    @override
    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into view beside the names; what is folded away stays so."""
        node = self.outline.node(index)
        at = int(np.searchsorted(self._visible, node))
        if node < 0 or at >= len(self._visible) or self._visible[at] != node:
            return
        self.executeDelayedItemsLayout()
        self.updateGeometries()
        upright, view = self.verticalScrollBar(), self.viewport()
        top = at * ROW_HEIGHT
        lowest = top + ROW_HEIGHT - view.height()
        # The top comes last: a view that has no height yet must not end up below the row.
        upright.setValue(min(top, max(lowest, upright.value())))
        if index.column() != NAME_COLUMN:
            level, header = self.horizontalScrollBar(), self.header()
            left = header.sectionPosition(index.column())
            names = header.sectionSize(NAME_COLUMN)
            right = left + header.sectionSize(index.column()) - view.width()
            level.setValue(min(max(right, level.value()), left - names))

    def _slid(self, *_moved: int) -> None:
        """Paint everything anew: the names stay where the rest is moved."""
        self.header().viewport().update()
        self._repaint()
        self.scrolled.emit()

    def _repaint(self) -> None:
        self.viewport().update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the names the part of the width that is theirs."""
        super().resizeEvent(event)
        self._widths.share_out(self.viewport().width())

    # Painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows in view, and go on later with what takes long."""
        self._words.begin_frame()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        current = self.currentIndex()
        if current.isValid() and self.hasFocus():
            rect = self.visualRect(current)
            if current.column() != NAME_COLUMN:
                names = self.header().sectionSize(NAME_COLUMN)
                painter.setClipRect(self.viewport().rect().adjusted(names, 0, 0, 0))
            self._painter.ring(painter, rect)
        painter.end()
        self._widths.grow_later()
        if self._words.shares.unfinished:
            self._unfinished.start()

    @override
    def drawRow(self, painter: QPainter, options: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row: first what slides, then its name, which stays."""
        words, header = self._words, self.header()
        node = self.outline.node(index)
        cursor, _ = self.cursor_cell
        row: QRect = options.rect  # pyright: ignore[reportAttributeAccessIssue]  # lacks in stubs
        whole = QRect(0, row.top(), self.viewport().width(), row.height())
        names = header.sectionSize(NAME_COLUMN)
        self._painter.ground(painter, whole, current=node == cursor)
        tinted = self._tinted(node)
        for column in range(1, len(words.columns)):
            left, width = header.sectionViewportPosition(column), header.sectionSize(column)
            if not width or left + width <= names or left >= whole.width():
                continue
            rect = QRect(left, row.top(), width, row.height())
            if tinted is not None and tinted[0] <= column <= tinted[1]:
                self._painter.tint(painter, (rect,))
            cell = words.cell(node, column)
            self._widths.saw(column, cell)
            seen = rect.intersected(QRect(names, row.top(), whole.width() - names, row.height()))
            self._painter.cell(painter, rect, cell, words.columns[column], seen=seen)
        rect = QRect(0, row.top(), names, row.height())
        self._painter.ground(painter, rect, current=node == cursor)
        if tinted is not None and tinted[0] == NAME_COLUMN:
            self._painter.tint(painter, (rect,))
        branch = bool(words.nodes.children[node])
        kpi = words.kpi(node)
        look = RowLook(
            int(words.nodes.depth[node]),
            branch=branch,
            folded=branch and words.nodes.keys[node] in self._applied,
            current=node == cursor,
            locked=kpi is not None and kpi.bounds.locked,
        )
        name = words.cell(node, NAME_COLUMN)
        self._widths.saw_name(look.depth, name)
        self._painter.name(painter, rect, name, look)
        self._painter.edge(painter, rect)

    def _tinted(self, node: int) -> tuple[int, int] | None:
        """Return the first and last selected column of a row; None for no selection."""
        at, column = self.cursor_cell
        if self._anchor is None or self._anchor == (at, column):
            return None
        first, last = sorted((at, self._anchor[0]))
        left, right = sorted((column, self._anchor[1]))
        return (left, right) if first <= node <= last else None
