"""The rows of the outline: a cursor, what is selected around it, and how both are painted."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget
from typing_extensions import override

from ui.decompose.folding import Folding
from ui.decompose.outline_columns import NAME_COLUMN, ColumnKind
from ui.decompose.outline_keys import Corner, Jump, Move
from ui.decompose.outline_model import Index
from ui.decompose.outline_painter import ROW_HEIGHT, RowLook, RowPainter
from ui.decompose.outline_range import ALONE, Cells, Reach
from ui.decompose.outline_table import OutlineTable
from ui.decompose.outline_words import OutlineWords
from ui.decompose.tree_nodes import TreeNodes
from ui.theme import Theme


class OutlineRows(OutlineTable):
    """The table with a cursor, which is a cell, and a rectangle of cells around it."""

    moved = Signal()
    """The cursor is in another cell, or what is selected around it differs."""

    def __init__(
        self, words: OutlineWords, folding: Folding, theme: Theme, parent: QWidget
    ) -> None:
        self._reach = ALONE
        super().__init__(words, folding, theme, parent)
        self._painter = RowPainter(theme)
        self._span: tuple[int, int, int, int] | None = None
        self.header().sectionResized.connect(self._column_grew)

    @override
    def show_nodes(self, nodes: TreeNodes) -> None:
        """Show another tree; where the cursor stands is for the caller to say."""
        self._reach = ALONE
        super().show_nodes(nodes)

    @override
    def refresh(self) -> None:
        """Word what is in view anew; the cursor stays."""
        node, column = self.cursor_cell
        columns = self.words.columns
        super().refresh()
        if self.words.columns != columns:
            self.put_cursor(node, min(column, len(self.words.columns) - 1))

    # The cursor

    @property
    def cursor_cell(self) -> tuple[int, int]:
        """The node and column of the cursor; node -1 for none."""
        current = self.currentIndex()
        return self.outline.node(current), max(0, current.column())

    @property
    def cells(self) -> Cells:
        """The selected rectangle, which holds the cursor; without any cell for no cursor."""
        cursor = self.cursor_cell
        if cursor[0] < 0:
            return Cells((), ())
        first, last, left, right = self._reach.span(cursor)
        shown = self.rows_shown
        nodes = shown[(shown >= first) & (shown <= last)]
        columns = (each for each in self.columns_from(left, len(self.words.columns)))
        return Cells(tuple(nodes.tolist()), tuple(each for each in columns if each <= right))

    def _column_grew(self, column: int, before: int, now: int) -> None:
        """Keep the cell of the cursor in view when more was seen in its column, or before it."""
        at = self.cursor_cell[1]
        if not now > before > 0 or not NAME_COLUMN < column <= at:
            return
        header = self.header()
        left = header.sectionViewportPosition(at) - (now - before if column < at else 0)
        if column == at or header.sectionSize(NAME_COLUMN) <= left < self.viewport().width():
            self.scrollTo(self.currentIndex())

    @property
    def reach(self) -> Reach:
        """How far the selection reaches from the cursor."""
        return self._reach

    def put_cursor(self, node: int, column: int, *, stretch: bool = False) -> None:
        """Put the cursor into a cell; ``stretch`` selects all cells from where it was."""
        before, reach = self.cursor_cell, self._reach
        if not stretch or before[0] < 0:
            self._reach = ALONE
        elif reach.anchor is None:
            self._reach = Reach(before, reach.rows, reach.columns)
        there = self.outline.index_of(node, column)
        if there == self.currentIndex():
            if reach != self._reach:
                self.moved.emit()
        else:
            self.setCurrentIndex(there)
        self.repaint_rows()

    def widen(self, reach: Reach) -> None:
        """Select whole rows, columns or everything around the cursor, which stays."""
        if self.cursor_cell[0] < 0:
            self.step(Corner.FIRST)
        kept = self._reach.anchor if not (reach.rows and reach.columns) else None
        self._reach = Reach(kept, reach.rows, reach.columns)
        self.moved.emit()
        self.repaint_rows()

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell where the cursor is."""
        super().currentChanged(current, previous)
        self.moved.emit()

    def step(self, move: Move | Jump | Corner, *, stretch: bool = False) -> None:
        """Move the cursor; at an edge it stays."""
        node, column = self.cursor_cell
        if not len(self.rows_shown):
            return
        at = int(np.searchsorted(self.rows_shown, node, side="right")) - 1
        match move:
            case Move():
                at, column = self._beside(at, column, move)
            case Jump():
                at, column = self._jumped(max(at, 0), column, *move.value)
            case Corner():
                at, column = self._corner(column, move)
        self.put_cursor(int(self.rows_shown[at]), column, stretch=stretch)
        if column == NAME_COLUMN and move in {Move.ROW_START, Corner.FIRST}:
            # Names are always in view: the beginning of a row is where its figures begin.
            self.horizontalScrollBar().setValue(0)

    def _beside(self, at: int, column: int, move: Move) -> tuple[int, int]:
        rows, columns = move.value
        if move in {Move.PAGE_UP, Move.PAGE_DOWN}:
            page = max(1, self.viewport().height() // ROW_HEIGHT - 1)
            rows = page if move is Move.PAGE_DOWN else -page
        row = min(max(0, at + rows), len(self.rows_shown) - 1) if at >= 0 else 0
        beside = min(max(0, column + columns), len(self.words.columns) - 1)
        if self.isColumnHidden(beside):
            beside += 1 if columns > 0 else -1
        return row, beside

    def _jumped(self, at: int, column: int, rows: int, columns: int) -> tuple[int, int]:
        """Return the edge of the block of filled cells, else the next block or the last cell."""
        shown = self.columns_from(0, len(self.words.columns))
        beside = shown.index(column)
        steps = (
            len(self.rows_shown) - 1 - at
            if rows > 0
            else at
            if rows < 0
            else len(shown) - 1 - beside
            if columns > 0
            else beside
        )

        def filled(step: int) -> bool:
            node = int(self.rows_shown[at + step * rows])
            return self._is_filled(node, shown[beside + step * columns])

        going = 0
        if steps and filled(0) and filled(1):
            going = next((step for step in range(1, steps) if not filled(step + 1)), steps)
        elif steps:
            going = next((step for step in range(1, steps) if filled(step)), steps)
        return at + going * rows, shown[beside + going * columns]

    def _corner(self, column: int, corner: Corner) -> tuple[int, int]:
        """Return the first or last cell; in the column of names its first or last row."""
        last = corner is Corner.LAST
        row = len(self.rows_shown) - 1 if last else 0
        if column == NAME_COLUMN:
            return row, column
        figures = [
            each
            for each in self.columns_from(1, len(self.words.columns))
            if self.words.columns[each].takes_figures
        ]
        return row, figures[-1 if last else 0]

    def _is_filled(self, node: int, column: int) -> bool:
        shown, kpi = self.words.columns[column], self.words.kpi(node)
        if kpi is None or shown.kind is ColumnKind.NAME:
            return shown.kind is ColumnKind.NAME
        if shown.takes_figures:
            return math.isfinite(self.words.figure(kpi.key, shown))
        return bool(self.words.cell(node, column).text)

    def rows_from(self, node: int, count: int) -> tuple[int, ...]:
        """Return ``count`` rows from ``node`` downwards, fewer where the outline ends."""
        at = int(np.searchsorted(self.rows_shown, node))
        return tuple(self.rows_shown[at : at + count].tolist())

    def row_above(self, node: int) -> int:
        """Return the row above ``node``; -1 for none."""
        at = int(np.searchsorted(self.rows_shown, node)) - 1
        return int(self.rows_shown[at]) if at >= 0 else -1

    def columns_from(self, column: int, count: int) -> tuple[int, ...]:
        """Return ``count`` columns that are shown from ``column`` on."""
        every = range(column, len(self.words.columns))
        shown = [each for each in every if not self.isColumnHidden(each)]
        return tuple(shown[:count])

    # Painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows in view, and go on later with what takes long."""
        self.words.begin_frame()
        cursor = self.cursor_cell
        more = cursor[0] >= 0 and self._reach.is_more(cursor)
        self._span = self._reach.span(cursor) if more else None
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
        self.widths.grow_later()
        if self.words.shares.unfinished:
            self.unfinished.start()

    @override
    def drawRow(self, painter: QPainter, options: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row: first what slides, then its name, which stays."""
        words, header = self.words, self.header()
        node = self.outline.node(index)
        current = node == self.cursor_cell[0]
        row: QRect = options.rect  # pyright: ignore[reportAttributeAccessIssue]  # lacks in stubs
        whole = QRect(0, row.top(), self.viewport().width(), row.height())
        names = header.sectionSize(NAME_COLUMN)
        self._painter.ground(painter, whole, current=current)
        left, right = self._tinted(node)
        for column in range(1, len(words.columns)):
            at, width = header.sectionViewportPosition(column), header.sectionSize(column)
            if not width or at + width <= names or at >= whole.width():
                continue
            rect = QRect(at, row.top(), width, row.height())
            if left <= column <= right:
                self._painter.tint(painter, (rect,))
            cell = words.cell(node, column)
            self.widths.saw(column, cell)
            seen = rect.intersected(QRect(names, row.top(), whole.width() - names, row.height()))
            self._painter.cell(painter, rect, cell, words.columns[column], seen=seen)
        self._draw_name(
            painter,
            QRect(0, row.top(), names, row.height()),
            node,
            tinted=left == NAME_COLUMN or words.is_chosen(node),
        )

    def _draw_name(self, painter: QPainter, rect: QRect, node: int, *, tinted: bool) -> None:
        words, current = self.words, node == self.cursor_cell[0]
        self._painter.ground(painter, rect, current=current)
        if tinted:
            self._painter.tint(painter, (rect,))
        branch = bool(words.nodes.children[node])
        kpi = words.kpi(node)
        look = RowLook(
            int(words.nodes.depth[node]),
            branch=branch,
            folded=branch and words.nodes.keys[node] in self.applied,
            current=current,
            locked=kpi is not None and kpi.bounds.locked,
        )
        name = words.cell(node, NAME_COLUMN)
        self.widths.saw_name(look.depth, name)
        self._painter.name(painter, rect, name, look)
        self._painter.edge(painter, rect)

    def _tinted(self, node: int) -> tuple[int, int]:
        """Return the first and last selected column of a row; none between them for none."""
        if self._span is None or not self._span[0] <= node <= self._span[1]:
            return 1, 0
        return self._span[2], self._span[3]
