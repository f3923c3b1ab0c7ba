"""The table of the outline under keys and mouse, walked like a spreadsheet."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.decompose.canvas_keys import typed_text
from ui.decompose.folding import Folding
from ui.decompose.outline_columns import NAME_COLUMN
from ui.decompose.outline_keys import Ask, Corner, Move, Walk, action_of, ask_of, extends, move_of
from ui.decompose.outline_model import Index
from ui.decompose.outline_painter import ARROW, name_left
from ui.decompose.outline_rows import OutlineRows
from ui.decompose.outline_words import OutlineWords
from ui.theme import Theme
from ui.widgets.key_claim import KeyClaim


class OutlineView(OutlineRows):
    """Asks for what keys and mouse want done; it edits nothing by itself."""

    commanded = Signal(str)
    """The id of an action of :mod:`ui.actions`."""
    asked = Signal(object)
    """Ask: something is to be done with the selected cells."""
    toggled = Signal(int)
    """A node: its KPI is to be selected with the others, or no more."""
    typed = Signal(str)
    """Something was typed over the cursor."""
    menu_asked = Signal(object)
    """QPoint: a menu for the row of the cursor, on the screen."""

    def __init__(
        self, words: OutlineWords, folding: Folding, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(words, folding, theme, parent)
        self._drags = False
        KeyClaim(self, claims=self._claims)
        folding.changed.connect(self._folding_changed)
        self.expanded.connect(self._expanded)
        self.collapsed.connect(self._collapsed)

    # Folding

    def _folding_changed(self) -> None:
        """Fold alike, and take the cursor out of what was folded away."""
        self.follow_folding()
        node, column = self.cursor_cell
        nodes = self.words.nodes
        above = nodes.ancestors(node) if node >= 0 else ()
        hiding = [each for each in above if nodes.keys[each] in self.folding.folded]
        if hiding:
            self.put_cursor(hiding[-1], column)

    def _expanded(self, index: Index) -> None:
        self._fold(index, folded=False)

    def _collapsed(self, index: Index) -> None:
        self._fold(index, folded=True)

    def _fold(self, index: Index, *, folded: bool) -> None:
        self.folding.fold(self.words.nodes.keys[self.outline.node(index)], folded=folded)

    # Keys

    def _claims(self, event: QKeyEvent) -> bool:
        """Whether a key is one of the table."""
        in_name = self.in_names
        walks = move_of(event, in_name=in_name) or ask_of(event, in_name=in_name)
        return bool(walks or action_of(event, in_name=in_name) or typed_text(event))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, type, or ask for something."""
        node, _ = self.cursor_cell
        in_name = self.in_names
        ask, action = ask_of(event, in_name=in_name), action_of(event, in_name=in_name)
        move, text = move_of(event, in_name=in_name), typed_text(event)
        if ask is not None:
            self.asked.emit(ask)
        elif action:
            self.commanded.emit(action)
        elif move is not None:
            stretch = extends(event)
            if stretch or not (in_name and self._walks_tree(node, move)):
                self.step(move, stretch=stretch)
        elif text and node >= 0:
            self.typed.emit(text)
        else:
            event.ignore()

    @property
    def in_names(self) -> bool:
        """Whether keys are for KPIs, not for cells."""
        anchor = self.reach.anchor
        return self.cursor_cell[1] == NAME_COLUMN and (anchor is None or anchor[1] == NAME_COLUMN)

    def _walks_tree(self, node: int, move: Walk) -> bool:
        """Open, fold or go to the parent, as Left and Right do in a tree; say if one did."""
        nodes = self.words.nodes
        if node < 0 or move not in (Move.LEFT, Move.RIGHT):
            return False
        key, branch = nodes.keys[node], bool(nodes.children[node])
        folded = key in self.folding.folded
        if move is Move.RIGHT:
            if branch and folded:
                self.folding.fold(key, folded=False)
                return True
            return False
        if branch and not folded:
            self.folding.fold(key, folded=True)
        elif nodes.parent[node] >= 0:
            self.put_cursor(int(nodes.parent[node]), NAME_COLUMN)
        return True

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Keep Tab, which adds a child or goes to the next cell; at either end it leaves."""
        node, column = self.cursor_cell
        last = self.columns_from(column, 2)[1:] == ()
        if node < 0 or (last if next else column == NAME_COLUMN):
            return super().focusNextPrevChild(next)
        return False

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Start at the top where the cursor is nowhere, so that the keyboard is somewhere."""
        super().focusInEvent(event)
        if self.cursor_cell[0] < 0:
            self.step(Corner.FIRST)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    # Mouse

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the cursor where it was clicked, or fold at a triangle."""
        at = event.position().toPoint()
        node, column = self._cell_at(at)
        self._drags = False
        if node < 0:
            return
        if event.button() is Qt.MouseButton.LeftButton and self._on_triangle(node, column, at):
            self.folding.toggle(self.words.nodes.keys[node])
            return
        within = self.cells
        if event.button() is Qt.MouseButton.LeftButton:
            held = event.modifiers()
            if column == NAME_COLUMN and held & Qt.KeyboardModifier.ControlModifier:
                self.toggled.emit(node)
                return
            stretch = bool(held & Qt.KeyboardModifier.ShiftModifier)
            self.put_cursor(node, column, stretch=stretch)
            self._drags = True
        elif self.words.is_chosen(node) and column == NAME_COLUMN:
            return
        elif node not in within.nodes or column not in within.columns:
            self.put_cursor(node, column)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Stretch what is selected."""
        if not self._drags or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        node, column = self._cell_at(event.position().toPoint())
        if node >= 0 and (node, column) != self.cursor_cell:
            self.put_cursor(node, column, stretch=True)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Leave what was selected as it is."""

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit what was double-clicked."""
        at = event.position().toPoint()
        node, column = self._cell_at(at)
        if node >= 0 and self._on_triangle(node, column, at):
            self.folding.toggle(self.words.nodes.keys[node])
        elif node >= 0:
            self.asked.emit(Ask.EDIT)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the row."""
        self.menu_asked.emit(event.globalPos())

    def _cell_at(self, point: QPoint) -> tuple[int, int]:
        index = self.indexAt(point)
        return self.outline.node(index), index.column()

    def _on_triangle(self, node: int, column: int, at: QPoint) -> bool:
        nodes = self.words.nodes
        if column != NAME_COLUMN or not nodes.children[node]:
            return False
        right = name_left(int(nodes.depth[node]))
        return right - ARROW - 2 <= at.x() < right
