"""The list of the catalogue: its model, walking it, and dragging a line out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QWidget,
)
from typing_extensions import override

from ui.decompose.catalogue_painter import LINE_HEIGHT, LINE_ROLE, LineMarks, LinePainter
from ui.theme import Theme
from workbench.catalogue.shelf import Line, LineKind
from workbench.language import Language

MIME_TYPE: Final = "application/x-kpi-workbench-catalogue"
"""What a dragged line is handed over as: its kind, a colon, its key."""


Index = QModelIndex | QPersistentModelIndex


class CatalogueModel(QAbstractListModel):
    """Lines of the catalogue, headings among them."""

    def __init__(self, language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        self._language = language
        self._lines: tuple[Line, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is listed."""
        return self._lines

    def show_lines(self, lines: Sequence[Line]) -> None:
        """List something else."""
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self._lines)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a line, its name, or what is read out of it."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(each for each in (line.name, line.unit, line.said) if each)
            case Qt.ItemDataRole.ToolTipRole:
                return line.said or None
            case _:
                return line if role == LINE_ROLE else None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a line: nothing with a heading."""
        if not index.isValid() or self._lines[index.row()].kind is LineKind.HEADING:
            return Qt.ItemFlag.NoItemFlags
        can = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._lines[index.row()].kind is LineKind.OBJECTIVE:
            return can
        return can | Qt.ItemFlag.ItemIsDragEnabled

    @override
    def mimeTypes(self) -> list[str]:
        """Return what a line is dragged as."""
        return [MIME_TYPE]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return a line on its way."""
        data = QMimeData()
        for index in indexes[:1]:
            line = self._lines[index.row()]
            data.setData(MIME_TYPE, QByteArray(f"{line.kind}:{line.key}".encode()))
        return data


class CatalogueList(QListView):
    """Lines to pick from, by arrows or the mouse."""

    picked = Signal(object)
    """Line: the one the cursor is on now; None where it is on none."""
    insert_asked = Signal(object)
    """KeyboardModifiers that were held with Enter or a double click."""
    typed = Signal(str)
    """Text that was typed here, for the search."""
    left = Signal()
    """The cursor went up past the first line."""

    def __init__(
        self, theme: Theme, language: Language, parent: QWidget, *, marks: LineMarks
    ) -> None:
        super().__init__(parent)
        self.lines = CatalogueModel(language, self)
        self.setModel(self.lines)
        self.setItemDelegate(LinePainter(theme, self, marks=marks))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setAccessibleName(language.text("Catalogue"))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, theme.colours.panel)
        self.setPalette(palette)
        self.doubleClicked.connect(self._double_clicked)

    @property
    def line(self) -> Line | None:
        """The line that the cursor is on; None where it is on none."""
        return self.line_at(self.currentIndex())

    def line_at(self, index: Index) -> Line | None:
        """Return a line that can be picked; None for a heading."""
        lines = self.lines.lines
        if not index.isValid() or lines[index.row()].kind is LineKind.HEADING:
            return None
        return lines[index.row()]

    def show_lines(self, lines: Sequence[Line]) -> None:
        """List something else, the cursor on the first line that can be picked."""
        self.lines.show_lines(lines)
        self.scrollToTop()
        self.step(1, start=-1)
        if self.line is None:
            self.picked.emit(None)

    def step(self, by: int, *, start: int | None = None) -> None:
        """Move the cursor by lines, headings not counted, as far as there are some."""
        row = self.currentIndex().row() if start is None else start
        lines = self.lines.lines
        direction = 1 if by > 0 else -1
        for _ in range(abs(by)):
            there = row + direction
            while 0 <= there < len(lines) and lines[there].kind is LineKind.HEADING:
                there += direction
            if not 0 <= there < len(lines):
                break
            row = there
        if 0 <= row < len(lines) and lines[row].kind is not LineKind.HEADING:
            self.setCurrentIndex(self.lines.index(row))
            # The heading above the first line of a part comes into view with it.
            if row > 0 and lines[row - 1].kind is LineKind.HEADING:
                self.scrollTo(self.lines.index(row - 1))
            self.scrollTo(self.lines.index(row))

    def page(self) -> int:
        """Return how many lines make a page."""
        return max(1, self.viewport().height() // LINE_HEIGHT - 1)

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell what the cursor is on."""
        super().currentChanged(current, previous)
        self.picked.emit(self.line)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, insert, or hand text over to the search."""
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.insert_asked.emit(event.modifiers())
        elif key == Qt.Key.Key_Up and self._at_first():
            self.left.emit()
        elif key in _STEPS:
            self.step(_STEPS[key])
        elif key in {Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}:
            self.step(self.page() * (1 if key == Qt.Key.Key_PageDown else -1))
        elif key == Qt.Key.Key_Home:
            self.step(1, start=-1)
        elif key == Qt.Key.Key_End:
            self.step(-1, start=len(self.lines.lines))
        elif event.text().isprintable() and event.text():
            self.typed.emit(event.text())
        else:
            event.ignore()

    def _at_first(self) -> bool:
        lines = self.lines.lines[: max(self.currentIndex().row(), 0)]
        return all(line.kind is LineKind.HEADING for line in lines)

    def _double_clicked(self, index: QModelIndex) -> None:
        if self.line_at(index) is not None:
            self.insert_asked.emit(Qt.KeyboardModifier.NoModifier)


_STEPS: Final = {int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_Down): 1}
