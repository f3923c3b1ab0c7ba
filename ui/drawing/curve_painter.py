"""The picture of a payout curve: result across, payout up, and where a result lands."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

DOT = 4.5
"""Radius of a point of the curve."""
ROOM_ABOVE = 0.08
"""Free height above the highest payout, as a fraction of it."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis and the words beside it."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class CurvePicture:
    """What is drawn, in the units of the measure; words are made by the caller.

    Attributes:
        line: the curve over the whole width, as (result, payout) from left to right.
        points: its points that people set.
        across: ticks of results, ascending.
        up: ticks of payouts, ascending.
        result: where the shown result lands, as (result, payout); None: no value.
        result_label: written beside it.
    """

    line: tuple[tuple[float, float], ...]
    points: tuple[tuple[float, float], ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    result: tuple[float, float] | None
    result_label: str


@dataclass(frozen=True, slots=True)
class CurveStyle:
    """Colours and the font of the picture."""

    line: QColor
    panel: QColor
    axis: QColor
    label: QColor
    result: QColor
    font: QFont


class _Scale:
    """Where results and payouts stand on the paper."""

    def __init__(self, picture: CurvePicture, plot: QRectF) -> None:
        results = [at for at, _ in picture.line]
        self.plot = plot
        self._left = min(results)
        self._width = (max(results) - self._left) or 1.0
        highest = max([pay for _, pay in picture.line] + [tick.at for tick in picture.up])
        self._height = highest * (1.0 + ROOM_ABOVE) or 1.0

    def x(self, result: float) -> float:
        fraction = (result - self._left) / self._width
        return self.plot.left() + min(1.0, max(0.0, fraction)) * self.plot.width()

    def y(self, pay: float) -> float:
        fraction = min(1.0, max(0.0, pay / self._height))
        return self.plot.bottom() - fraction * self.plot.height()

    def point(self, pair: tuple[float, float]) -> QPointF:
        return QPointF(self.x(pair[0]), self.y(pair[1]))


def paint_curve(painter: QPainter, area: QRectF, picture: CurvePicture, style: CurveStyle) -> None:
    """Draw ``picture`` into ``area``."""
    metrics = QFontMetricsF(style.font)
    margin = max((metrics.horizontalAdvance(tick.label) for tick in picture.up), default=0.0)
    half = max((metrics.horizontalAdvance(tick.label) / 2 for tick in picture.across), default=0.0)
    plot = area.adjusted(margin + 10.0, DOT + 2.0, -max(DOT + 2.0, half), -metrics.height() - 8.0)
    if plot.width() < 1.0 or plot.height() < 1.0 or not picture.line:
        return
    scale = _Scale(picture, plot)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(style.font)
    _paint_axes(painter, picture, style, scale)
    if picture.result is not None:
        _paint_drop(painter, picture.result, style, scale)
    painter.setPen(QPen(style.line, 2.25, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPolyline(QPolygonF([scale.point(pair) for pair in picture.line]))
    painter.setBrush(style.panel)
    painter.setPen(QPen(style.line, 2.0))
    for pair in picture.points:
        painter.drawEllipse(scale.point(pair), DOT, DOT)
    if picture.result is not None:
        _paint_result(painter, picture, picture.result, style, scale)
    painter.restore()


def _paint_axes(painter: QPainter, picture: CurvePicture, style: CurveStyle, scale: _Scale) -> None:
    plot = scale.plot
    metrics = QFontMetricsF(style.font)
    painter.setPen(QPen(style.axis, 1.0))
    painter.drawLine(plot.topLeft(), plot.bottomLeft())
    painter.drawLine(plot.bottomLeft(), plot.bottomRight())
    painter.setPen(style.label)
    for tick in picture.up:
        y = scale.y(tick.at)
        box = QRectF(plot.left() - 100.0, y - 10.0, 92.0, 20.0)
        painter.drawText(
            box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, tick.label
        )
    right = -math.inf
    for tick in picture.across:
        width = metrics.horizontalAdvance(tick.label)
        left = scale.x(tick.at) - width / 2
        if left < right + 8.0:
            continue  # Would touch the label before it.
        painter.drawText(QPointF(left, plot.bottom() + metrics.ascent() + 6.0), tick.label)
        right = left + width


def _paint_drop(
    painter: QPainter,
    result: tuple[float, float],
    style: CurveStyle,
    scale: _Scale,
) -> None:
    pen = QPen(style.result, 1.2, Qt.PenStyle.DashLine)
    painter.setPen(pen)
    x = scale.x(result[0])
    painter.drawLine(QPointF(x, scale.plot.bottom()), QPointF(x, scale.y(result[1])))


def _paint_result(
    painter: QPainter,
    picture: CurvePicture,
    result: tuple[float, float],
    style: CurveStyle,
    scale: _Scale,
) -> None:
    plot = scale.plot
    metrics = QFontMetricsF(style.font)
    dot = scale.point(result)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.result)
    painter.drawEllipse(dot, DOT, DOT)
    width = metrics.horizontalAdvance(picture.result_label)
    # A rising curve leaves room at the upper left of a point, except near the axis.
    left = dot.x() - width - DOT - 6.0
    if left < plot.left() + 4.0:
        left = dot.x() + DOT + 6.0
    painter.setPen(style.result)
    top = max(plot.top(), dot.y() - metrics.height())
    painter.drawText(QPointF(left, top + metrics.ascent()), picture.result_label)
