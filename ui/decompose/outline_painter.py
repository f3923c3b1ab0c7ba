"""Paints the rows of the outline: hairlines, tabular figures, a name that stays in view."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF

from ui.decompose.outline_cell import OutlineCell, Tone
from ui.decompose.outline_columns import Column
from ui.fonts import TextStyle, font
from ui.icons import pixmap
from ui.theme import Theme

ROW_HEIGHT: Final = 29
PADDING: Final = 10
INDENT: Final = 18
"""Pixels that each level of the tree stands further right."""
ARROW: Final = 18
"""Width of where the triangle of a fold is."""
_DOT: Final = 2.5
_LOCK: Final = 14


@dataclass(frozen=True, slots=True)
class RowLook:
    """What of a row is not words.

    Attributes:
        depth: how many ancestors it has.
        branch: whether something is below it.
        folded: whether that is folded away.
        current: whether the keyboard is in this row.
        locked: whether a cascade leaves the driver as it is.
    """

    depth: int
    branch: bool
    folded: bool
    current: bool
    locked: bool = False


def name_left(depth: int) -> int:
    """Return where the name of a row starts within its column."""
    return PADDING - 4 + depth * INDENT + ARROW


def cell_font(cell: OutlineCell) -> QFont:
    """Return the font of a cell."""
    return _font(cell.strong, cell.italic)


def cell_width(cell: OutlineCell) -> int:
    """Return how wide the words of a cell are, with the space beside them."""
    # Advances are rounded, and a text a fraction wider than its room would be cut.
    return _width(cell.text, cell.strong, cell.italic) + 2 * PADDING + 2


class RowPainter:
    """Paints one row after another in the colours of a theme."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        colours = theme.colours
        self._inks = {
            Tone.PLAIN: colours.text,
            Tone.QUIET: colours.text_quiet,
            Tone.GOOD: colours.good,
            Tone.BAD: colours.bad,
            Tone.ERROR: colours.error,
        }

    def ground(self, painter: QPainter, rect: QRect, *, current: bool) -> None:
        """Paint the ground of a cell and the hairline below it."""
        colours = self._theme.colours
        painter.fillRect(rect, colours.hover if current else colours.panel)
        painter.setPen(QPen(colours.line, 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def cell(
        self, painter: QPainter, rect: QRect, cell: OutlineCell, column: Column, *, seen: QRect
    ) -> None:
        """Paint the words of a cell that is no name, of which only ``seen`` is in view."""
        if not cell.text:
            return
        inner = rect.adjusted(PADDING, 0, -PADDING, -1)
        side = Qt.AlignmentFlag.AlignRight if column.is_right else Qt.AlignmentFlag.AlignLeft
        width = _width(cell.text, cell.strong, cell.italic)
        if column.is_right and seen != rect:
            written = QRect(inner.right() + 1 - width, inner.top(), width, inner.height())
            if not seen.contains(written):
                # Half a figure would be read as another one. The heading says that there is more.
                return
        ink: QColor | None = None
        if column.takes_figures and not cell.takes and cell.tone is Tone.PLAIN:
            ink = _between(self._theme.colours.text, self._theme.colours.text_quiet)
        self._write(painter, inner, cell, side, ink)
        if cell.detached:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            accent = self._theme.colours.accent
            # A ring for what keeps following the base, a dot for what left it.
            painter.setPen(QPen(accent, 1.2) if cell.follows else QPen(Qt.PenStyle.NoPen))
            painter.setBrush(Qt.BrushStyle.NoBrush if cell.follows else accent)
            at = QPointF(inner.right() + 1 - width - _DOT - 3.5, rect.center().y())
            painter.drawEllipse(at, _DOT, _DOT)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def name(self, painter: QPainter, rect: QRect, cell: OutlineCell, look: RowLook) -> None:
        """Paint the name of a row with its triangle."""
        colours = self._theme.colours
        if look.current:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height() - 1), colours.accent)
        left = rect.left() + name_left(look.depth)
        if look.branch:
            self._triangle(painter, left - ARROW / 2 - 2, rect.center().y(), folded=look.folded)
        inner = QRect(left, rect.top(), max(0, rect.right() - left - 4), rect.height() - 1)
        if look.locked:
            inner.setRight(inner.right() - _LOCK - 4)
            place = QRect(inner.right() + 4, rect.center().y() - _LOCK // 2, _LOCK, _LOCK)
            ratio = painter.device().devicePixelRatioF()
            painter.drawPixmap(place, pixmap("lock", colours.text_quiet, _LOCK, ratio))
        self._write(painter, inner, cell, Qt.AlignmentFlag.AlignLeft)

    def edge(self, painter: QPainter, rect: QRect) -> None:
        """Paint the edge of the name column, which other columns slide under."""
        painter.setPen(QPen(self._theme.colours.line_strong, 1))
        painter.drawLine(rect.topRight(), rect.bottomRight())

    def tint(self, painter: QPainter, rects: Iterable[QRect]) -> None:
        """Paint the ground of selected cells."""
        for rect in rects:
            painter.fillRect(rect.adjusted(0, 0, 0, -1), self._theme.colours.accent_soft)

    def ring(self, painter: QPainter, rect: QRect) -> None:
        """Paint the ring of the cell that the keyboard is in."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colours.selection_ring, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -2), 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _write(
        self,
        painter: QPainter,
        inner: QRect,
        cell: OutlineCell,
        side: Qt.AlignmentFlag,
        ink: QColor | None = None,
    ) -> None:
        text = cell.text
        width = _width(text, cell.strong, cell.italic)
        if width > inner.width():
            metrics = QFontMetrics(cell_font(cell))
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
            width = inner.width()
        left = inner.left()
        if side is Qt.AlignmentFlag.AlignRight:
            left += inner.width() - width
        painter.setFont(cell_font(cell))
        painter.setPen(ink or self._inks[cell.tone])
        # Written at a point, for aligning a text in a box takes twice as long.
        painter.drawText(QPoint(left, inner.top() + _baseline(inner.height())), text)

    def _triangle(self, painter: QPainter, x: float, y: float, *, folded: bool) -> None:
        points = (
            [QPointF(x - 2, y - 4), QPointF(x + 3, y), QPointF(x - 2, y + 4)]
            if folded
            else [QPointF(x - 4, y - 2), QPointF(x + 4, y - 2), QPointF(x, y + 3)]
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colours.text_quiet)
        painter.drawPolygon(QPolygonF(points))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _between(one: QColor, other: QColor) -> QColor:
    """Return the colour half way between two."""
    return QColor(
        (one.red() + other.red()) // 2,
        (one.green() + other.green()) // 2,
        (one.blue() + other.blue()) // 2,
    )


@lru_cache(maxsize=8)
def _font(strong: bool, italic: bool) -> QFont:  # noqa: FBT001 - lru_cache wants them so
    made = font(TextStyle.BODY_STRONG if strong else TextStyle.BODY)
    made.setItalic(italic)
    return made


@lru_cache(maxsize=8)
def _baseline(height: int) -> int:
    """Return how far below the top of a cell its words stand."""
    metrics = QFontMetrics(_font(strong=False, italic=False))
    return (height - metrics.height()) // 2 + metrics.ascent()


@lru_cache(maxsize=16384)
def _width(text: str, strong: bool, italic: bool) -> int:  # noqa: FBT001 - likewise
    return QFontMetrics(_font(strong, italic)).horizontalAdvance(text)
