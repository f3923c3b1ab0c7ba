"""The tree of KPIs as an item model: one row per node, found by its number."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from ui.decompose.outline_columns import NAME_COLUMN
from ui.decompose.outline_words import OutlineWords
from ui.decompose.tree_nodes import TreeNodes

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_NO_ROW = Qt.ItemFlag.NoItemFlags
_BRANCH = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_LEAF = _BRANCH | Qt.ItemFlag.ItemNeverHasChildren


class OutlineModel(QAbstractItemModel):
    """Nodes of :class:`TreeNodes` by their number, which is an index's internal id.

    It makes no words before they are asked for, and keeps none.

    Attributes:
        words: what the cells say.
    """

    def __init__(self, words: OutlineWords, parent: QObject) -> None:
        super().__init__(parent)
        self.words = words
        self._columns = words.columns
        self._nodes = words.nodes
        self._opens = self._opening()
        self._headings = self._headings_now()

    def show_nodes(self, nodes: TreeNodes) -> None:
        """Show another tree, or other columns."""
        self.beginResetModel()
        self.words.nodes = self._nodes = nodes
        self._opens = self._opening()
        self.words.forget()
        self._columns = self.words.columns
        self._headings = self._headings_now()
        self.endResetModel()

    def refresh(self, nodes: Iterable[int]) -> None:
        """Word the cells anew, and tell which rows of ``nodes``, those in view, differ."""
        before = self.words.forget()
        if self.words.columns != self._columns:
            self.show_nodes(self._nodes)
            return
        if self._headings != self._headings_now():
            # A tree view takes this for a reason to lay out every row again.
            self._headings = self._headings_now()
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)
        self.words.begin_frame()
        for node in nodes:
            differs = [
                column
                for column in range(len(self._columns))
                if (shown := before.get((node, column))) is not None
                and shown != self.words.cell(node, column)
            ]
            if differs:
                first, last = self.index_of(node, differs[0]), self.index_of(node, differs[-1])
                self.dataChanged.emit(first, last, [Qt.ItemDataRole.DisplayRole])

    def node(self, index: Index) -> int:
        """Return the node of an index; -1 for none."""
        return int(index.internalId()) if index.isValid() else -1

    def index_of(self, node: int, column: int = NAME_COLUMN) -> QModelIndex:
        """Return where a node is; an invalid index for none."""
        if node < 0:
            return QModelIndex()
        return self.createIndex(int(self._nodes.row[node]), column, node)

    @override
    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        """Return the index of a child."""
        if not 0 <= column < len(self._columns) or row < 0:
            return QModelIndex()
        children = self._below(parent)
        return self.createIndex(row, column, children[row]) if row < len(children) else _NOWHERE

    @override
    def parent(self, child: Index = _NOWHERE) -> QModelIndex:  # pyright: ignore[reportIncompatibleMethodOverride]  # QObject.parent is another method
        """Return the index of the node above."""
        node = self.node(child)
        return QModelIndex() if node < 0 else self.index_of(int(self._nodes.parent[node]))

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many nodes are right below one."""
        return len(self._below(parent))

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return len(self._columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a cell, its side, or what it says when it is pointed at."""
        node = self.node(index)
        if node < 0:
            return None
        column = index.column()
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self.words.cell(node, column).text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(right=self._columns[column].is_right)
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole}:
            return self.words.tooltip(node, column) or None
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the heading of a column, or its side."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words.header(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(right=self._columns[section].is_right)
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say that every cell can be walked to; typing goes past the model."""
        if not index.isValid():
            return _NO_ROW
        return _BRANCH if self._opens[index.internalId()] else _LEAF

    @override
    def hasChildren(self, parent: Index = _NOWHERE) -> bool:
        """Return whether something is below a node; asked for every row of a tree."""
        if not parent.isValid():
            return bool(self._nodes.roots)
        return self._opens[parent.internalId()] and parent.column() == NAME_COLUMN

    def _opening(self) -> list[bool]:
        """Return of each node whether others are below it: asked for row by row."""
        opens = np.zeros(len(self._nodes), dtype=np.bool_)
        opens[self._nodes.branches] = True
        return opens.tolist()

    def _headings_now(self) -> tuple[str, ...]:
        return tuple(map(self.words.header, range(len(self.words.columns))))

    def _below(self, parent: Index) -> tuple[int, ...]:
        if not parent.isValid():
            return self._nodes.roots
        return self._nodes.children[parent.internalId()] if parent.column() == NAME_COLUMN else ()


def _side(*, right: bool) -> int:
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
