"""The table of the outline without its cursor: rows, folding, and names that stay in view."""

from __future__ import annotations

from collections.abc import Container
from typing import Final

import numpy as np
from PySide6.QtCore import QModelIndex, QPoint, QRect, QSignalBlocker, QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)
from typing_extensions import override

from models.keys import KpiKey
from ui.decompose.folding import Folding
from ui.decompose.outline_columns import CHANGE_COLUMN, NAME_COLUMN
from ui.decompose.outline_header import OutlineHeader
from ui.decompose.outline_model import Index, OutlineModel
from ui.decompose.outline_painter import ROW_HEIGHT, name_left
from ui.decompose.outline_widths import OutlineWidths
from ui.decompose.outline_words import OutlineWords
from ui.decompose.tree_nodes import TreeNodes
from ui.drawing.tree_layout import Indices
from ui.theme import Theme

_MEASURED: Final = 60
"""So many rows tell how wide columns are at first."""
_FEW_FOLDED: Final = 50
"""Where less than one branch in so many is folded, it is quicker to open all at once."""
"""Rows whose words are measured before anything is on screen."""
_UNFINISHED_MS = 15


class _Rows(QStyledItemDelegate):
    """Rows are painted whole by the view; this says how high they are."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row."""
        return QSize(40, ROW_HEIGHT)


class OutlineTable(QTreeView):
    """Shows :class:`OutlineModel` and knows where its cells are.

    Attributes:
        words: what the cells say.
        folding: what is folded, here and on the canvas.
        applied: the KPIs that are folded here already.
        outline: the model.
        unfinished: paints again what took too long for one frame.
        widths: of the columns.
        rows_shown: the nodes that no folded one hides, in order.
    """

    scrolled = Signal()
    """Cells are at other places."""

    def __init__(
        self, words: OutlineWords, folding: Folding, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.words = words
        self.folding = folding
        self.applied = folding.folded
        self._measured: Container[KpiKey] = ()
        self.outline = OutlineModel(words, self)
        self.unfinished = QTimer(self)
        self.unfinished.setSingleShot(True)
        self.unfinished.setInterval(_UNFINISHED_MS)
        self.unfinished.timeout.connect(self.repaint_rows)
        header = OutlineHeader(words, theme, self)
        self.setHeader(header)
        self.widths = OutlineWidths(words, header, self)
        self.rows_shown: Indices = words.nodes.visible(folding.folded)
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
        before, self._measured = self._measured, nodes.home
        self.outline.show_nodes(nodes)
        self._unfold(known=before)

    def refresh(self) -> None:
        """Word what is in view anew."""
        columns = self.words.columns
        self.outline.refresh(self.in_view())
        if self.words.shares.unfinished:
            self.unfinished.start()
        if self.words.columns != columns:
            self._unfold()
        self._hide_change()
        self.widths.measure(())

    def show_beginning(self) -> None:
        """Scroll to the first row and the first figures."""
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)

    def in_view(self) -> list[int]:
        """Return the nodes whose rows can be seen."""
        first = self.verticalScrollBar().value() // ROW_HEIGHT
        last = first + self.viewport().height() // ROW_HEIGHT + 2
        return self.rows_shown[first:last].tolist()

    def _unfold(self, known: Container[KpiKey] = ()) -> None:
        """Open and fold every branch as the folding says, after the model was reset.

        Columns are as wide as the rows of ``known`` KPIs need already.
        """
        self.applied = self.folding.folded
        nodes = self.words.nodes
        branches = [nodes.keys[node] for node in nodes.branches.tolist()]
        folded = [key for key in branches if key in self.applied]
        with QSignalBlocker(self):
            if len(folded) * _FEW_FOLDED < len(branches):
                self.expandAll()
                for key in folded:
                    self.collapse(self.outline.index_of(nodes.home[key]))
            else:
                # While the layout is still to come, opening a branch costs next to nothing.
                for key in branches:
                    if key not in self.applied:
                        self.expand(self.outline.index_of(nodes.home[key]))
        self.rows_shown = nodes.visible(self.applied)
        self._hide_change()
        first = self.rows_shown[:_MEASURED].tolist()
        self.widths.measure([node for node in first if nodes.keys[node] not in known])
        self.repaint_rows()

    def follow_folding(self) -> None:
        """Open and fold what was opened and folded elsewhere."""
        before, self.applied = self.applied, self.folding.folded
        nodes = self.words.nodes
        self.rows_shown = nodes.visible(self.applied)
        with QSignalBlocker(self):
            for key in before ^ self.applied:
                if key in nodes.home:
                    there = self.outline.index_of(nodes.home[key])
                    self.setExpanded(there, key not in self.applied)
        self.repaint_rows()

    def _hide_change(self) -> None:
        self.setColumnHidden(CHANGE_COLUMN, not self.words.beside.tells_changes)

    # Geometry, where the column of names stays

    def cell_rect(self, node: int, column: int) -> QRect:
        """Return where the words of a cell are, in coordinates of this widget."""
        rect = self.visualRect(self.outline.index_of(node, column))
        if column == NAME_COLUMN:
            rect.setLeft(rect.left() + name_left(int(self.words.nodes.depth[node])))
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
        at = int(np.searchsorted(self.rows_shown, node))
        if node < 0 or at >= len(self.rows_shown) or self.rows_shown[at] != node:
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
        self.repaint_rows()
        self.scrolled.emit()

    def repaint_rows(self) -> None:
        """Paint everything anew."""
        self.viewport().update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the names the part of the width that is theirs."""
        super().resizeEvent(event)
        self.widths.share_out(self.viewport().width())
        if event.oldSize().height() < ROW_HEIGHT <= event.size().height():
            # Before there was any height, the row of the cursor was scrolled to the top.
            self.verticalScrollBar().setValue(0)
            self.scrollTo(self.currentIndex())
