"""Painting a tree: only what is in view, in as much detail as can be read."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QRegion

from ui.drawing.card_painter import RADIUS, CardPainter, Detail, card_font
from ui.drawing.tree_edges import paint_edges, paint_links
from ui.drawing.tree_geometry import card_box, cards_in, handle_box, plus_box, touches
from ui.drawing.tree_overview import overview
from ui.drawing.tree_picture import (
    HANDLE_RADIUS,
    Carried,
    Drop,
    Flash,
    Highlights,
    TreePicture,
    TreeStyle,
    View,
)

NEAR_SCALE = 0.62
"""From this scale on, everything on a card can be read."""
FAR_SCALE = 0.27
"""Below this scale nothing on a card can be read."""

_AWAY = 0.35
"""How much is left to see of a card where it is carried away."""


class TreePainter:
    """Paints trees in one style, on any paint device."""

    def __init__(self, style: TreeStyle) -> None:
        self.style = style
        self._cards = CardPainter(style)
        self._handle = card_font(14, QFont.Weight.DemiBold)
        self._count = card_font(12, QFont.Weight.DemiBold)

    def paint(
        self,
        painter: QPainter,
        picture: TreePicture,
        view: View,
        paper: QRectF,
        highlights: Highlights,
        *,
        region: QRegion | None = None,
    ) -> None:
        """Draw what ``view`` shows of ``picture`` over ``paper``, which starts at 0, 0.

        Args:
            painter: of the paint device.
            picture: the tree.
            view: what is seen of it.
            paper: what is painted on.
            highlights: what stands out.
            region: the part of the paper that has to be painted; None: all of it.
        """
        painter.fillRect(paper, self.style.ground)
        if not len(picture.parent):
            return
        part = paper if region is None else QRectF(region.boundingRect())
        shown = QRectF(view.to_scene(part.topLeft()), part.size() / view.scale)
        if view.scale < FAR_SCALE:
            self._paint_far(painter, picture, view, paper, highlights)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(view.scale, view.scale)
        painter.translate(-view.left, -view.top)
        if view.scale >= FAR_SCALE:
            paint_edges(painter, picture, shown, self.style)
            whole = QRectF(view.to_scene(paper.topLeft()), paper.size() / view.scale)
            paint_links(painter, picture, whole, highlights, self.style)
            cards = cards_in(picture, shown)
            if region is not None and region.rectCount() > 1:
                cards = [card for card in cards if touches(picture, card, view, region)]
            self._paint_cards(painter, picture, cards, view, highlights)
        if highlights.carried is not None:
            self._paint_carried(painter, picture, highlights.carried)
        if highlights.band is not None:
            self._paint_band(painter, highlights.band, view.scale)
        painter.restore()

    def _paint_far(
        self,
        painter: QPainter,
        picture: TreePicture,
        view: View,
        paper: QRectF,
        highlights: Highlights,
    ) -> None:
        ratio = painter.device().devicePixelRatioF()
        fine = View(view.scale * ratio, view.left, view.top)
        size = (max(1, round(paper.width() * ratio)), max(1, round(paper.height() * ratio)))
        marked = highlights.chosen | {highlights.selected} - {-1}
        painter.drawImage(paper, overview(picture, fine, size, self.style, marked))

    def _paint_cards(
        self,
        painter: QPainter,
        picture: TreePicture,
        cards: list[int],
        view: View,
        highlights: Highlights,
    ) -> None:
        detail = Detail.NEAR if view.scale >= NEAR_SCALE else Detail.MIDDLE
        for index in cards:
            self._paint_card(painter, picture, index, detail, highlights)
        for index in cards:
            if picture.operators[index]:
                painter.setOpacity(_AWAY if _is_away(index, highlights) else 1.0)
                self._paint_handle(painter, picture, index)
        painter.setOpacity(1.0)
        if detail is Detail.NEAR and highlights.carried is None and highlights.band is None:
            for index in sorted({highlights.selected, highlights.hovered} & set(cards)):
                if not picture.dashed[index]:
                    pointed = highlights.adding and index == highlights.hovered
                    self._paint_plus(painter, plus_box(picture, index), pointed=pointed)

    def _paint_card(
        self,
        painter: QPainter,
        picture: TreePicture,
        index: int,
        detail: Detail,
        highlights: Highlights,
    ) -> None:
        box = card_box(picture, index)
        away = _is_away(index, highlights)
        current = index == highlights.selected
        selected = (current or index in highlights.chosen) and not away
        if away:
            painter.setOpacity(_AWAY)
        self._cards.paint(
            painter,
            picture.card(index),
            box,
            detail,
            selected=selected,
            focused=selected and current and highlights.focused,
            hovered=index == highlights.hovered,
            twin=index in highlights.twins,
        )
        painter.setOpacity(1.0)
        flash = highlights.flash
        if flash is not None and index in flash.cards:
            self._paint_flash(painter, box, flash)

    def _paint_flash(self, painter: QPainter, box: QRectF, flash: Flash) -> None:
        colour = QColor(self.style.accent)
        colour.setAlphaF(flash.strength)
        painter.setPen(QPen(colour, 3.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), RADIUS + 2, RADIUS + 2)

    def _paint_handle(self, painter: QPainter, picture: TreePicture, index: int) -> None:
        """Draw the circle with the operator, or the pill with the number folded away."""
        style = self.style
        box = handle_box(picture, index)
        folded = int(picture.folded[index])
        painter.setPen(QPen(style.accent if folded else style.border, 1.0))
        painter.setBrush(style.accent_soft if folded else style.card)
        painter.drawRoundedRect(box, HANDLE_RADIUS, HANDLE_RADIUS)
        painter.setFont(self._handle)
        painter.setPen(style.accent if folded else style.text)
        circle = QRectF(box.left(), box.top(), HANDLE_RADIUS * 2, box.height())
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, picture.operators[index])
        if folded:
            painter.setFont(self._count)
            rest = QRectF(
                circle.right() - 2.0, box.top(), box.right() - circle.right(), box.height()
            )
            arrow = "▾" if picture.layout.down else "▸"
            painter.drawText(rest, Qt.AlignmentFlag.AlignCenter, f"{arrow}{folded}")

    def _paint_plus(self, painter: QPainter, box: QRectF, *, pointed: bool) -> None:
        """Draw the handle that adds a child: a plus of two strokes in a dashed circle."""
        style = self.style
        pen = QPen(style.accent, 1.2)
        if not pointed:
            pen.setDashPattern([2.0, 1.6])
        painter.setPen(pen)
        painter.setBrush(style.accent if pointed else style.card)
        painter.drawEllipse(box)
        painter.setPen(QPen(style.accent_text if pointed else style.accent, 1.6))
        centre, arm = box.center(), 4.0
        painter.drawLine(centre - QPointF(arm, 0), centre + QPointF(arm, 0))
        painter.drawLine(centre - QPointF(0, arm), centre + QPointF(0, arm))

    def _paint_carried(self, painter: QPainter, picture: TreePicture, carried: Carried) -> None:
        if carried.held >= 0:
            self._paint_held(painter, picture, carried)
        if carried.drop is not None:
            self._paint_drop(painter, picture, carried.drop)

    def _paint_held(self, painter: QPainter, picture: TreePicture, carried: Carried) -> None:
        painter.setOpacity(0.85)
        box = card_box(picture, carried.held).translated(carried.by)
        self._cards.paint(painter, picture.card(carried.held), box, Detail.NEAR, selected=True)
        painter.setOpacity(1.0)
        if len(carried.cards) > 1:
            count = str(len(carried.cards))
            pill = QRectF(box.right() - 16.0, box.top() - 11.0, 16.0 + 8.0 * len(count), 22.0)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.style.accent)
            painter.drawRoundedRect(pill, 11.0, 11.0)
            painter.setFont(self._count)
            painter.setPen(self.style.accent_text)
            painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, count)

    def _paint_drop(self, painter: QPainter, picture: TreePicture, drop: Drop) -> None:
        painter.setPen(QPen(self.style.accent, 3.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if drop.line is not None:
            painter.drawLine(*drop.line)
        if drop.card is not None:
            painter.drawRoundedRect(card_box(picture, drop.card).adjusted(-3, -3, 3, 3), 10, 10)

    def _paint_band(self, painter: QPainter, band: QRectF, scale: float) -> None:
        fill = QColor(self.style.accent)
        fill.setAlphaF(0.10)
        painter.setPen(QPen(self.style.accent, 1.0 / scale))
        painter.setBrush(fill)
        painter.drawRect(band)


def _is_away(index: int, highlights: Highlights) -> bool:
    """Return whether a card is on its way to another place."""
    return highlights.carried is not None and index in highlights.carried.cards
