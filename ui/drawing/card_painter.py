"""Painting one card of a tree, near enough to be read."""

from __future__ import annotations

import math
from enum import Enum
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from ui.drawing.card_signs import paint_link, paint_lock, paint_mark, triangle
from ui.drawing.tree_picture import (
    NAME_LINE,
    CardKind,
    CardPicture,
    StripePart,
    TreeStyle,
    Verdict,
)
from ui.fonts import FAMILY

INSET: Final = 12.0
"""From the edge of a card to what is written on it."""
NAME_PIXELS: Final = 13
RADIUS: Final = 8.0
_STRIPE_HEIGHT: Final = 5.0
_SPARK: Final = (52.0, 15.0)
"""Width and height of a sparkline."""
_MOST_TEXTS: Final = 20_000


class Detail(Enum):
    """How much of a card can be read at a scale."""

    NEAR = "near"
    MIDDLE = "middle"


def card_font(pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return a font of a card; unhinted, because cards are seen at any scale."""
    font = QFont(FAMILY)
    font.setPixelSize(pixels)
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


class _Face:
    """A font with its measures, and what texts become in it."""

    def __init__(self, pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> None:
        self.font = card_font(pixels, weight)
        self._metrics = QFontMetricsF(self.font)
        self._elided: dict[tuple[str, int], str] = {}
        self._widths: dict[str, float] = {}

    def elided(self, text: str, room: float) -> str:
        key = (text, int(room))
        known = self._elided.get(key)
        if known is None:
            if len(self._elided) > _MOST_TEXTS:
                self._elided.clear()
            known = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(room))
            self._elided[key] = known
        return known

    def width(self, text: str) -> float:
        known = self._widths.get(text)
        if known is None:
            if len(self._widths) > _MOST_TEXTS:
                self._widths.clear()
            known = self._widths[text] = self._metrics.horizontalAdvance(text)
        return known


class CardPainter:
    """Paints cards in one style; keeps fonts and measured texts between calls."""

    def __init__(self, style: TreeStyle) -> None:
        self.style = style
        self._name = _Face(NAME_PIXELS)
        self._value = _Face(18, QFont.Weight.Bold)
        self._change = _Face(12, QFont.Weight.Medium)
        self._caption = _Face(10)
        self._far_name = _Face(20)
        self._far_value = _Face(27, QFont.Weight.DemiBold)

    def paint(
        self,
        painter: QPainter,
        card: CardPicture,
        box: QRectF,
        detail: Detail,
        *,
        selected: bool = False,
        focused: bool = False,
        hovered: bool = False,
        twin: bool = False,
    ) -> None:
        """Draw a card into ``box``; a halo says that the keyboard is on it."""
        if focused:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.style.halo)
            painter.drawRoundedRect(box.adjusted(-4, -4, 4, 4), RADIUS + 4, RADIUS + 4)
        self._paint_panel(painter, card, box, selected=selected, hovered=hovered, twin=twin)
        if detail is Detail.NEAR:
            self._paint_near(painter, card, box)
        else:
            self._paint_middle(painter, card, box)
        if card.kind is not CardKind.UNKNOWN:
            self._paint_stripe(painter, card.stripe, box)

    def _paint_panel(
        self,
        painter: QPainter,
        card: CardPicture,
        box: QRectF,
        *,
        selected: bool,
        hovered: bool,
        twin: bool,
    ) -> None:
        style = self.style
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.shadow)
        if selected:
            painter.drawRoundedRect(box.adjusted(-2, 0, 2, 5), RADIUS + 2, RADIUS + 2)
        painter.drawRoundedRect(box.translated(0, 1.5), RADIUS, RADIUS)
        colour = style.accent if selected or twin else style.border
        if hovered and not selected:
            colour = style.border_hovered
        if card.kind is CardKind.UNKNOWN:
            colour = style.error
        elif card.kind is CardKind.LINK and not (selected or twin):
            colour = style.border_hovered
        pen = QPen(colour, 2.0 if selected else 1.0)
        if card.kind is not CardKind.KPI:
            pen.setDashPattern([4.0, 3.0] if selected else [5.0, 4.0])
        painter.setPen(pen)
        painter.setBrush(style.card)
        painter.drawRoundedRect(box, RADIUS, RADIUS)

    def _paint_near(self, painter: QPainter, card: CardPicture, box: QRectF) -> None:
        style = self.style
        left, right = box.left() + INSET, box.right() - INSET
        baseline = box.top() + 23.0
        painter.setFont(self._name.font)
        painter.setPen(style.quiet)
        corner = self._paint_corner(painter, card, box)
        for line in card.lines:
            painter.drawText(QPointF(left, baseline), self._name.elided(line, corner - left))
            baseline += NAME_LINE
        baseline += 6.5
        painter.setFont(self._value.font)
        painter.setPen(style.text if card.value != "—" else style.quiet)
        painter.drawText(QPointF(left, baseline), card.value)
        value_end = left + self._value.width(card.value)
        change_start = self._paint_change(painter, card, right - 2.0, baseline, value_end + 8.0)
        if card.caption:
            painter.setFont(self._caption.font)
            painter.setPen(style.quiet)
            caption = self._caption.elided(card.caption, right - left)
            painter.drawText(QPointF(left, baseline + 14.5), caption)
        name_end = left + self._name.width(card.lines[-1]) if card.lines else left
        if card.spark and len(card.lines) == 1:
            spark = QRectF(corner - _SPARK[0] - 2.0, box.top() + 10.0, *_SPARK)
            if spark.left() > name_end + 8.0 and change_start > value_end:
                self._paint_spark(painter, card.spark, spark)

    def _paint_corner(self, painter: QPainter, card: CardPicture, box: QRectF) -> float:
        """Draw the signs in the upper right corner, and return where they start."""
        painter.save()
        right = box.right() - INSET
        if card.kind is CardKind.LINK:
            paint_link(painter, QPointF(box.right() - 16.0, box.top() + 17.0), self.style)
            right -= 14.0
        if card.mark is not None:
            paint_mark(painter, card.mark, QPointF(right - 6.0, box.top() + 18.0), self.style)
            right -= 16.0
        if card.locked:
            paint_lock(painter, QPointF(right - 5.0, box.top() + 18.0), self.style)
            right -= 14.0
        painter.restore()
        return right

    def _paint_middle(self, painter: QPainter, card: CardPicture, box: QRectF) -> None:
        """Draw name and value only, larger, so that they can be read from further away."""
        style = self.style
        left, room = box.left() + 10.0, box.width() - 20.0
        middle = box.center().y()
        painter.setFont(self._far_name.font)
        painter.setPen(style.quiet)
        mark_room = (26.0 if card.mark else 0.0) + (20.0 if card.locked else 0.0)
        painter.drawText(
            QPointF(left, middle - 14.0), self._far_name.elided(card.name, room - mark_room)
        )
        painter.setFont(self._far_value.font)
        painter.setPen(style.text if card.value != "—" else style.quiet)
        painter.drawText(QPointF(left, middle + 17.0), self._far_value.elided(card.value, room))
        end = left + self._far_value.width(card.value)
        if card.direction and end < box.right() - 34.0:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._verdict_colour(card.verdict))
            painter.drawPolygon(
                triangle(QPointF(box.right() - 22.0, middle + 8.0), 8.0, card.direction)
            )
        if card.mark is not None:
            paint_mark(painter, card.mark, QPointF(box.right() - 20.0, middle - 20.0), style, 1.6)
        if card.locked:
            aside = 22.0 if card.mark else 0.0
            place = QPointF(box.right() - 18.0 - aside, middle - 20.0)
            paint_lock(painter, place, style, 1.5)

    def _paint_change(
        self, painter: QPainter, card: CardPicture, right: float, baseline: float, least: float
    ) -> float:
        """Draw the change so that it ends at ``right``; return where it starts."""
        if not card.change:
            return right
        width = self._change.width(card.change)
        start = right - width - (13.0 if card.direction else 0.0)
        if start < least:
            # The figure itself comes first; its arrow alone still says good or bad.
            start = right - 8.0
            width = 0.0
        colour = self._verdict_colour(card.verdict)
        if card.direction:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            centre = QPointF(start + 4.0, baseline - 4.5)
            painter.drawPolygon(triangle(centre, 4.0, card.direction))
        if width:
            painter.setFont(self._change.font)
            painter.setPen(colour)
            painter.drawText(QPointF(right - width, baseline), card.change)
        return start

    def _verdict_colour(self, verdict: Verdict) -> QColor:
        match verdict:
            case Verdict.GOOD:
                return self.style.good
            case Verdict.BAD:
                return self.style.bad
            case Verdict.NONE:
                return self.style.quiet

    def _paint_stripe(self, painter: QPainter, stripe: tuple[StripePart, ...], box: QRectF) -> None:
        left, right = box.left() + INSET, box.right() - INSET
        strip = QRectF(left, box.bottom() - 15.0, right - left, _STRIPE_HEIGHT)
        rounding = _STRIPE_HEIGHT / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.style.stripe_ground)
        painter.drawRoundedRect(strip, rounding, rounding)
        start = strip.left()
        for number, part in enumerate(stripe):
            end = start + strip.width() * part.share
            last = number == len(stripe) - 1 and end > strip.right() - 0.5
            painter.setBrush(part.colour)
            painter.drawPath(
                _bar(QRectF(start, strip.top(), end - start, strip.height()), number == 0, last)
            )
            start = end

    def _paint_spark(self, painter: QPainter, values: tuple[float, ...], area: QRectF) -> None:
        known = [value for value in values if math.isfinite(value)]
        if len(known) < 2:
            return
        low, high = min(known), max(known)
        path = QPainterPath()
        pen_down = False
        for index, value in enumerate(values):
            if not math.isfinite(value):
                pen_down = False
                continue
            x = area.left() + area.width() * index / (len(values) - 1)
            y = area.center().y()
            if high > low:
                y = area.bottom() - area.height() * (value - low) / (high - low)
            if pen_down:
                path.lineTo(x, y)
            else:
                path.moveTo(x, y)
            pen_down = True
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.style.edge, 1.25))
        painter.drawPath(path)


def _bar(box: QRectF, round_left: bool, round_right: bool) -> QPainterPath:  # noqa: FBT001
    """Return a bar with round or square ends."""
    path = QPainterPath()
    high = min(box.height(), box.width())
    if high <= 0.0:
        return path
    path.moveTo(box.center().x(), box.top())
    if round_right:
        cap = QRectF(box.right() - high, box.top(), high, box.height())
        path.lineTo(cap.center().x(), cap.top())
        path.arcTo(cap, 90.0, -180.0)
    else:
        path.lineTo(box.topRight())
        path.lineTo(box.bottomRight())
    if round_left:
        cap = QRectF(box.left(), box.top(), high, box.height())
        path.lineTo(cap.center().x(), cap.bottom())
        path.arcTo(cap, 270.0, -180.0)
    else:
        path.lineTo(box.bottomLeft())
        path.lineTo(box.topLeft())
    path.closeSubpath()
    return path


def name_box(box: QRectF, lines: int) -> QRectF:
    """Return where the name of a card is written, for a card that stands in ``box``."""
    return QRectF(box.left() + INSET, box.top() + 9.0, box.width() - 2 * INSET, NAME_LINE * lines)


def value_box(box: QRectF, lines: int) -> QRectF:
    """Return where the figure of a card is written, its change not included."""
    top = box.top() + 9.0 + NAME_LINE * lines
    return QRectF(box.left() + INSET, top, box.width() * 0.55, 25.0)
