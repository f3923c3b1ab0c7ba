"""The picture of a payout curve: result across, payout up, and where results land."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

DOT = 4.5
"""Radius of a point of the curve."""
SMALL_DOT = 3.0
"""Radius of where another scenario lands."""
ROOM_ABOVE = 0.08
"""Free height above the highest payout, as a fraction of it."""
_BAND = 0.16
"""Opacity of the range that most simulated runs fall into."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis and the words beside it."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Landing:
    """Where one result lands.

    Attributes:
        at: the result.
        pay: its payout.
        label: written beside it; empty for none.
        strong: whether it is the one on screen elsewhere.
        measured: whether it came about, and is no plan.
    """

    at: float
    pay: float
    label: str = ""
    strong: bool = False
    measured: bool = False


@dataclass(frozen=True)
class CurvePicture:
    """What is drawn, in the units of the measure; words are made by the caller.

    Attributes:
        line: the curve over the whole width, as (result, payout) from left to right.
        points: its points that people set.
        across: ticks of results, ascending.
        up: ticks of payouts, ascending.
        landings: where results land.
        band: P10, P50 and P90 of the simulated runs; None where nothing was simulated.
        current: the point with the cursor; None: none has it.
    """

    line: tuple[tuple[float, float], ...]
    points: tuple[tuple[float, float], ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    landings: tuple[Landing, ...] = ()
    band: tuple[float, float, float] | None = None
    current: int | None = None

    @cached_property
    def extent(self) -> tuple[float, float, float]:
        """The smallest and largest result that is drawn, and the payout at the upper edge."""
        results = [at for at, _ in self.line]
        left = min(results, default=0.0)
        right = max(results, default=1.0)
        highest = max([pay for _, pay in self.line] + [tick.at for tick in self.up], default=1.0)
        return left, right if right > left else left + 1.0, highest * (1.0 + ROOM_ABOVE) or 1.0


@dataclass(frozen=True, slots=True)
class CurveStyle:
    """Colours and the font of the picture."""

    line: QColor
    panel: QColor
    axis: QColor
    label: QColor
    result: QColor
    ring: QColor
    font: QFont


class CurveFrame:
    """Where results and payouts stand on the paper, and back."""

    def __init__(
        self,
        picture: CurvePicture,
        area: QRectF,
        font: QFont,
        extent: tuple[float, float, float] | None = None,
    ) -> None:
        """Lay a picture out in ``area``; within ``extent``, where it is not to change."""
        metrics = QFontMetricsF(font)
        margin = max((metrics.horizontalAdvance(tick.label) for tick in picture.up), default=0.0)
        halves = (metrics.horizontalAdvance(tick.label) / 2 for tick in picture.across)
        half = max(halves, default=0.0)
        self.plot = area.adjusted(
            margin + 10.0, DOT + 2.0, -max(DOT + 2.0, half), -metrics.height() - 8.0
        )
        self._left, self._right, self._top = extent or picture.extent

    @property
    def empty(self) -> bool:
        """Whether there is no room to draw."""
        return self.plot.width() < 1.0 or self.plot.height() < 1.0

    def x(self, result: float) -> float:
        """Return where a result stands; at the edge where it is beyond."""
        fraction = (result - self._left) / (self._right - self._left)
        return self.plot.left() + min(1.0, max(0.0, fraction)) * self.plot.width()

    def y(self, pay: float) -> float:
        """Return where a payout stands; at the edge where it is beyond."""
        fraction = min(1.0, max(0.0, pay / self._top))
        return self.plot.bottom() - fraction * self.plot.height()

    def point(self, pair: tuple[float, float]) -> QPointF:
        """Return where a result and its payout stand."""
        return QPointF(self.x(pair[0]), self.y(pair[1]))

    def meant(self, place: QPointF) -> tuple[float, float]:
        """Return the result and payout at a place, also beyond the edges."""
        across = (place.x() - self.plot.left()) / max(self.plot.width(), 1.0)
        up = (self.plot.bottom() - place.y()) / max(self.plot.height(), 1.0)
        return self._left + across * (self._right - self._left), max(up, 0.0) * self._top

    @property
    def steps(self) -> tuple[float, float]:
        """How much of result and payout one pixel is."""
        return (
            (self._right - self._left) / max(self.plot.width(), 1.0),
            self._top / max(self.plot.height(), 1.0),
        )


def paint_curve(
    painter: QPainter, picture: CurvePicture, style: CurveStyle, frame: CurveFrame
) -> None:
    """Draw ``picture`` as ``frame`` lays it out."""
    if frame.empty or not picture.line:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(style.font)
    if picture.band is not None:
        _paint_band(painter, picture.band, style, frame)
    _paint_axes(painter, picture, style, frame)
    for landing in picture.landings:
        if landing.strong:
            _paint_drop(painter, landing, style, frame)
    painter.setPen(QPen(style.line, 2.25, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPolyline(QPolygonF([frame.point(pair) for pair in picture.line]))
    for index, pair in enumerate(picture.points):
        place = frame.point(pair)
        if index == picture.current:
            painter.setPen(QPen(style.ring, 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(place, DOT + 4.0, DOT + 4.0)
        painter.setBrush(style.panel)
        painter.setPen(QPen(style.line, 2.0))
        painter.drawEllipse(place, DOT, DOT)
    for landing in sorted(picture.landings, key=lambda each: each.strong):
        _paint_landing(painter, landing, style, frame)
    painter.restore()


def _paint_band(
    painter: QPainter, band: tuple[float, float, float], style: CurveStyle, frame: CurveFrame
) -> None:
    low, middle, high = (frame.x(each) for each in band)
    ink = QColor(style.label)
    ink.setAlphaF(_BAND)
    plot = frame.plot
    painter.fillRect(QRectF(low, plot.top(), max(high - low, 1.0), plot.height()), ink)
    painter.setPen(QPen(style.label, 1.0, Qt.PenStyle.DotLine))
    painter.drawLine(QPointF(middle, plot.top()), QPointF(middle, plot.bottom()))


def _paint_axes(
    painter: QPainter, picture: CurvePicture, style: CurveStyle, frame: CurveFrame
) -> None:
    plot = frame.plot
    metrics = QFontMetricsF(style.font)
    painter.setPen(QPen(style.axis, 1.0))
    painter.drawLine(plot.topLeft(), plot.bottomLeft())
    painter.drawLine(plot.bottomLeft(), plot.bottomRight())
    painter.setPen(style.label)
    below = math.inf
    for tick in picture.up:
        y = frame.y(tick.at)
        if below - y < metrics.height() * 0.9:
            continue  # Would touch the label below it.
        box = QRectF(plot.left() - 100.0, y - 10.0, 92.0, 20.0)
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, side, tick.label)
        below = y
    right = -math.inf
    for tick in picture.across:
        width = metrics.horizontalAdvance(tick.label)
        left = frame.x(tick.at) - width / 2
        if left < right + 8.0:
            continue  # Would touch the label before it.
        painter.drawText(QPointF(left, plot.bottom() + metrics.ascent() + 6.0), tick.label)
        right = left + width


def _paint_drop(painter: QPainter, landing: Landing, style: CurveStyle, frame: CurveFrame) -> None:
    painter.setPen(QPen(style.result, 1.2, Qt.PenStyle.DashLine))
    x = frame.x(landing.at)
    painter.drawLine(QPointF(x, frame.plot.bottom()), QPointF(x, frame.y(landing.pay)))


def _paint_landing(
    painter: QPainter, landing: Landing, style: CurveStyle, frame: CurveFrame
) -> None:
    dot = frame.point((landing.at, landing.pay))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.result if landing.strong else style.label)
    size = DOT if landing.strong else SMALL_DOT
    if landing.measured:
        # A diamond, so that what came about is told from plans without colour.
        size += 1.5
        corners = [(0.0, -size), (size, 0.0), (0.0, size), (-size, 0.0)]
        painter.drawPolygon(QPolygonF([dot + QPointF(*each) for each in corners]))
    else:
        painter.drawEllipse(dot, size, size)
    if not landing.label:
        return
    metrics = QFontMetricsF(style.font)
    width = metrics.horizontalAdvance(landing.label)
    plot = frame.plot
    # A rising curve leaves room at the upper left of a point, except near the axis.
    left = dot.x() - width - DOT - 6.0
    if left < plot.left() + 4.0:
        left = dot.x() + DOT + 6.0
    painter.setPen(style.result if landing.strong else style.label)
    top = max(plot.top(), dot.y() - metrics.height())
    painter.drawText(QPointF(left, top + metrics.ascent()), landing.label)
