"""The list of the catalogue: its model, how a line is painted, and dragging one out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from ui.fonts import TextStyle, font
from ui.icons import pixmap
from ui.theme import Theme
from workbench.catalogue.shelf import Line, LineKind
from workbench.language import Language

MIME_TYPE: Final = "application/x-kpi-workbench-catalogue"
"""What a dragged line is handed over as: its kind, a colon, its key."""

LINE_ROLE: Final = Qt.ItemDataRole.UserRole

_HEADING_HEIGHT: Final = 30
_LINE_HEIGHT: Final = 48
_INSET: Final = 14
_STRIPE: Final = 3
_MARK: Final = 14

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
        return max(1, self.viewport().height() // _LINE_HEIGHT - 1)

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


class LineMarks:
    """What the plan says of a line: its colour, and whether the plan has it already."""

    def __init__(self, colour: Callable[[Line], QColor | None]) -> None:
        """Ask ``colour`` for the stripe of a line; None: no stripe."""
        self.colour = colour
        self.there: frozenset[str] = frozenset()
        """The keys of entries that the plan has."""


class LinePainter(QStyledItemDelegate):
    """Paints a heading, or a stripe, a name, a sentence and a unit."""

    def __init__(self, theme: Theme, parent: QWidget, *, marks: LineMarks) -> None:
        super().__init__(parent)
        self._theme = theme
        self._marks = marks

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a line; it is as wide as there is room."""
        line: Line = index.data(LINE_ROLE)
        return QSize(10, _HEADING_HEIGHT if line.kind is LineKind.HEADING else _LINE_HEIGHT)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a line."""
        line: Line = index.data(LINE_ROLE)
        place: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.kind is LineKind.HEADING:
            self._paint_heading(painter, place, line)
        else:
            self._paint_ground(painter, place, option)
            self._paint_line(painter, place, line)
        painter.restore()

    def _paint_heading(self, painter: QPainter, place: QRect, line: Line) -> None:
        painter.setFont(font(TextStyle.CAPTION))
        painter.setPen(self._theme.colours.text_quiet)
        words = place.adjusted(_INSET, 0, -_INSET, -6)
        painter.drawText(words, Qt.AlignmentFlag.AlignBottom, line.name.upper())

    def _paint_ground(self, painter: QPainter, place: QRect, option: QStyleOptionViewItem) -> None:
        colours = self._theme.colours
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if not chosen and not state & QStyle.StateFlag.State_MouseOver:
            return
        painter.setPen(colours.accent_line if chosen else Qt.PenStyle.NoPen)
        painter.setBrush(colours.accent_soft if chosen else colours.hover)
        painter.drawRoundedRect(QRectF(place).adjusted(6.5, 1.5, -6.5, -1.5), 6, 6)

    def _paint_line(self, painter: QPainter, place: QRect, line: Line) -> None:
        colours = self._theme.colours
        inside = place.adjusted(_INSET, 6, -_INSET, -6)
        self._paint_stripe(painter, inside, line)
        inside.setLeft(inside.left() + _STRIPE + 9)
        top = QRect(inside.left(), inside.top(), inside.width(), 18)
        painter.setFont(font(TextStyle.CAPTION))
        painter.setPen(colours.text_quiet)
        right = top
        if line.kind is LineKind.KPI and line.key in self._marks.there:
            at = right.right() - _MARK
            ratio = painter.device().devicePixelRatioF()
            painter.drawPixmap(at, top.top() + 2, pixmap("check", colours.good, _MARK, ratio))
            right = right.adjusted(0, 0, -_MARK - 5, 0)
        unit = painter.fontMetrics().elidedText(line.unit, Qt.TextElideMode.ElideRight, 92)
        ends = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(right, ends, unit)
        taken = top.right() - right.right() + painter.fontMetrics().horizontalAdvance(unit) + 8
        painter.setFont(font(TextStyle.BODY_STRONG))
        painter.setPen(colours.text)
        self._paint_words(painter, top.adjusted(0, 0, -taken, 0), line.name)
        painter.setFont(font(TextStyle.SMALL))
        painter.setPen(colours.text_quiet)
        self._paint_words(painter, inside.adjusted(0, 19, 0, 0), line.said)

    def _paint_stripe(self, painter: QPainter, inside: QRect, line: Line) -> None:
        colour = self._marks.colour(line)
        if colour is None:
            ratio = painter.device().devicePixelRatioF()
            name = "tree" if line.kind is LineKind.TEMPLATE else "person"
            ink = self._theme.colours.text_quiet
            painter.drawPixmap(inside.left() - 4, inside.top() + 3, pixmap(name, ink, 13, ratio))
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(QRect(inside.left(), inside.top(), _STRIPE, inside.height()), 1, 1)

    def _paint_words(self, painter: QPainter, place: QRect, words: str) -> None:
        room = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignTop, room)
