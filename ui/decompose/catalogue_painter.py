"""How a line of the catalogue is painted: a stripe, a name, a sentence and a unit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from models.plan import Plan
from ui.fonts import TextStyle, font
from ui.icons import pixmap
from ui.theme import Theme
from workbench.catalogue.reading import catalogue
from workbench.catalogue.rows import function_in_plan
from workbench.catalogue.shelf import Line, LineKind

LINE_ROLE: Final = Qt.ItemDataRole.UserRole
"""The Line of a row."""
LINE_HEIGHT: Final = 48

_HEADING_HEIGHT: Final = 30
_INSET: Final = 14
_STRIPE: Final = 3
_MARK: Final = 14

Index = QModelIndex | QPersistentModelIndex


def stripe_colour(line: Line, plan: Plan, theme: Theme) -> QColor | None:
    """Return the stripe of a line: that of its function in the plan, else its usual one."""
    if line.function is None:
        return None
    there = function_in_plan(plan, line.function)
    if there is not None:
        return theme.function_colour(plan, there)
    usual = {"marketing": theme.marketing, "sales": theme.sales}
    if line.function in usual:
        return usual[line.function]
    others = [each for each in catalogue().functions if each not in usual]
    return theme.other_functions[others.index(line.function) % len(theme.other_functions)]


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
        return QSize(10, _HEADING_HEIGHT if line.kind is LineKind.HEADING else LINE_HEIGHT)

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
        painter.setFont(font(TextStyle.SMALL_STRONG))
        painter.setPen(self._theme.colours.text_quiet)
        words = place.adjusted(_INSET, 0, -_INSET, -6)
        painter.drawText(words, Qt.AlignmentFlag.AlignBottom, line.name)

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
