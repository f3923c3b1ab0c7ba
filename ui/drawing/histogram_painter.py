"""The picture of a distribution: bars, its percentiles, and a ceiling that some bars pass."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

_GAP = 2.0
"""Between two bars."""
_BESIDE = 10.0
"""Free width between two labels of a line."""
_REACH = 0.6
"""A ceiling this part of the bars' width beside them still widens the picture."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure that is marked on the axis, with its words."""

    at: float
    label: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class HistogramPicture:
    """What is drawn; words are made by the caller.

    Attributes:
        edges: of the bars, ascending, one more than there are bars.
        counts: how high each bar is.
        marks: percentiles, ascending; a strong one has a line through the whole picture.
        ceiling: what should not be passed; None: nobody said.
    """

    edges: tuple[float, ...]
    counts: tuple[int, ...]
    marks: tuple[Mark, ...] = ()
    ceiling: Mark | None = None


@dataclass(frozen=True, slots=True)
class HistogramStyle:
    """Colours and the font of the picture.

    Attributes:
        over: of bars above the ceiling, which are hatched as well.
    """

    bar: QColor
    over: QColor
    axis: QColor
    line: QColor
    label: QColor
    font: QFont


class _Scale:
    """Where figures stand on the paper."""

    def __init__(self, picture: HistogramPicture, plot: QRectF) -> None:
        left, right = picture.edges[0], picture.edges[-1]
        if right <= left:
            # One figure that never changes is a bar in the middle.
            half = abs(left) * 0.1 or 1.0
            left, right = left - half, right + half
        width = right - left
        ceiling = picture.ceiling
        if ceiling is not None and left - _REACH * width <= ceiling.at <= right + _REACH * width:
            left, right = min(left, ceiling.at), max(right, ceiling.at)
        self.plot = plot
        self._left, self._width = left, right - left

    def x(self, figure: float) -> float:
        return self.plot.left() + (figure - self._left) / self._width * self.plot.width()

    def holds(self, figure: float) -> bool:
        return self._left <= figure <= self._left + self._width


def paint_histogram(
    painter: QPainter, area: QRectF, picture: HistogramPicture, style: HistogramStyle
) -> None:
    """Draw ``picture`` into ``area``."""
    line = QFontMetricsF(style.font).height()
    above = line + 6.0 if picture.ceiling is not None else 6.0
    inner = area.adjusted(2.0, above, -2.0, -_rows(picture, area, style) * line - 6.0)
    if inner.width() < 1.0 or inner.height() < 1.0 or not picture.counts:
        return
    scale = _Scale(picture, inner)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(style.font)
    _paint_bars(painter, picture, style, scale)
    painter.setPen(QPen(style.axis, 1.0))
    painter.drawLine(inner.bottomLeft(), inner.bottomRight())
    _paint_marks(painter, area, picture, style, scale)
    if picture.ceiling is not None:
        _paint_ceiling(painter, area, picture.ceiling, style, scale)
    painter.restore()


def _paint_bars(
    painter: QPainter, picture: HistogramPicture, style: HistogramStyle, scale: _Scale
) -> None:
    plot, highest = scale.plot, max(picture.counts) or 1
    ceiling = picture.ceiling
    painter.setPen(Qt.PenStyle.NoPen)
    bars = zip(picture.edges[:-1], picture.edges[1:], picture.counts, strict=True)
    for left, right, count in bars:
        if not count:
            continue
        begin, end = scale.x(left), scale.x(right)
        if end - begin < 1.0:
            begin, end = begin - 6.0, end + 6.0
        gap = min(_GAP, (end - begin) * 0.25)
        # A bar of one year is still to be seen.
        height = max(1.0, count / highest * plot.height())
        bar = QRectF(begin + gap / 2, plot.bottom() - height, end - begin - gap, height)
        if ceiling is not None and left >= ceiling.at:
            soft = QColor(style.over)
            soft.setAlphaF(0.25)
            painter.fillRect(bar, soft)
            painter.fillRect(bar, QBrush(style.over, Qt.BrushStyle.BDiagPattern))
        else:
            painter.fillRect(bar, style.bar)


def _paint_marks(
    painter: QPainter,
    area: QRectF,
    picture: HistogramPicture,
    style: HistogramStyle,
    scale: _Scale,
) -> None:
    plot, metrics = scale.plot, QFontMetricsF(style.font)
    for mark, (box, row) in zip(picture.marks, _labels(picture, area, scale, style), strict=True):
        x = scale.x(mark.at)
        painter.setPen(QPen(style.line, 1.3, Qt.PenStyle.DashLine))
        top = plot.top() if mark.strong else plot.bottom() - 7.0
        painter.drawLine(QPointF(x, top), QPointF(x, plot.bottom() + 3.0))
        painter.setPen(style.label)
        base = plot.bottom() + 5.0 + row * metrics.height() + metrics.ascent()
        painter.drawText(QPointF(box, base), mark.label)


def _paint_ceiling(
    painter: QPainter, area: QRectF, ceiling: Mark, style: HistogramStyle, scale: _Scale
) -> None:
    plot, metrics = scale.plot, QFontMetricsF(style.font)
    words = ceiling.label
    if scale.holds(ceiling.at):
        x = scale.x(ceiling.at)
        painter.setPen(QPen(style.over, 1.6))
        painter.drawLine(QPointF(x, plot.top() - 4.0), QPointF(x, plot.bottom()))
    else:
        right = ceiling.at > scale.plot.center().x() and scale.x(ceiling.at) > plot.right()
        x = plot.right() if right else plot.left()
        words = f"{words} →" if right else f"← {words}"
    width = metrics.horizontalAdvance(words)
    left = min(max(x - width / 2, area.left() + 1.0), area.right() - width - 1.0)
    painter.setPen(style.over)
    painter.drawText(QPointF(left, area.top() + metrics.ascent()), words)


def _rows(picture: HistogramPicture, area: QRectF, style: HistogramStyle) -> int:
    """Return how many lines the labels of the marks need."""
    if not picture.counts or area.width() < 1.0:
        return 1
    scale = _Scale(picture, area)
    return 1 + max((row for _, row in _labels(picture, area, scale, style)), default=0)


def _labels(
    picture: HistogramPicture, area: QRectF, scale: _Scale, style: HistogramStyle
) -> list[tuple[float, int]]:
    """Return where each label begins, and in which line, so that none touches another."""
    metrics = QFontMetricsF(style.font)
    ends: list[float] = []
    found: list[tuple[float, int]] = []
    for mark in picture.marks:
        width = metrics.horizontalAdvance(mark.label)
        left = scale.x(mark.at) - width / 2
        left = min(max(left, area.left() + 1.0), area.right() - width - 1.0)
        row = next((at for at, end in enumerate(ends) if left >= end + _BESIDE), len(ends))
        if row == len(ends):
            ends.append(left + width)
        else:
            ends[row] = left + width
        found.append((left, row))
    return found
