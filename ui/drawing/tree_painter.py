"""Painting a tree: only what is in view, in as much detail as can be read."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPen, QRegion

from ui.drawing.card_painter import CardPainter, Detail, card_font
from ui.drawing.tree_layout import Indices
from ui.drawing.tree_overview import overview
from ui.drawing.tree_picture import HANDLE_RADIUS, Highlights, TreePicture, TreeStyle, View

NEAR_SCALE = 0.62
"""From this scale on, everything on a card can be read."""
FAR_SCALE = 0.27
"""Below this scale nothing on a card can be read."""


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
        if view.scale < FAR_SCALE:
            self._paint_far(painter, picture, view, paper, highlights)
            return
        detail = Detail.NEAR if view.scale >= NEAR_SCALE else Detail.MIDDLE
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(view.scale, view.scale)
        painter.translate(-view.left, -view.top)
        part = paper if region is None else QRectF(region.boundingRect())
        corner = view.to_scene(part.topLeft())
        shown = QRectF(corner, part.size() / view.scale)
        self._paint_edges(painter, picture, shown)
        cards = self.cards_in(picture, shown)
        if region is not None and region.rectCount() > 1:
            cards = [card for card in cards if _touches(picture, card, view, region)]
        for index in cards:
            self._paint_card(painter, picture, index, detail, highlights)
        for index in cards:
            if picture.operators[index]:
                self._paint_handle(painter, picture, index)
        if highlights.drop is not None:
            self._paint_drop(painter, picture, highlights)
        painter.restore()

    def cards_in(self, picture: TreePicture, shown: QRectF) -> list[int]:
        """Return the cards that touch ``shown``, handles and shadows included."""
        layout = picture.layout
        reach = HANDLE_RADIUS * 4
        mask = layout.left + layout.width + reach > shown.left()
        mask &= layout.left < shown.right()
        mask &= layout.top + layout.height + 8.0 > shown.top()
        mask &= layout.top - 8.0 < shown.bottom()
        return np.flatnonzero(mask).tolist()

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
        image = overview(picture, fine, size, self.style, highlights.selected)
        painter.drawImage(paper, image)

    def _paint_edges(self, painter: QPainter, picture: TreePicture, shown: QRectF) -> None:
        layout = picture.layout
        children = self._edges_in(picture, shown)
        parents = picture.parent[children]
        middle = layout.top + layout.height / 2
        starts_x = layout.left[parents] + layout.width[parents]
        solid, dashed = QPainterPath(), QPainterPath()
        for x, y, end_x, end_y, is_dashed in zip(
            starts_x.tolist(),
            middle[parents].tolist(),
            layout.left[children].tolist(),
            middle[children].tolist(),
            picture.dashed[children].tolist(),
            strict=True,
        ):
            path = dashed if is_dashed else solid
            path.moveTo(x, y)
            bend = (x + HANDLE_RADIUS + end_x) / 2
            path.cubicTo(bend, y, bend, end_y, end_x, end_y)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(self.style.edge, 1.5)
        painter.setPen(pen)
        painter.drawPath(solid)
        if not dashed.isEmpty():
            pen.setDashPattern([4.0, 3.0])
            painter.setPen(pen)
            painter.drawPath(dashed)

    def _edges_in(self, picture: TreePicture, shown: QRectF) -> Indices:
        """Return the cards whose edge from their parent touches ``shown``."""
        layout = picture.layout
        children = np.flatnonzero(picture.parent >= 0)
        parents = picture.parent[children]
        middle = layout.top + layout.height / 2
        mask = layout.left[children] > shown.left()
        mask &= layout.left[parents] + layout.width[parents] < shown.right()
        mask &= np.maximum(middle[children], middle[parents]) > shown.top()
        mask &= np.minimum(middle[children], middle[parents]) < shown.bottom()
        return children[mask]

    def _paint_card(
        self,
        painter: QPainter,
        picture: TreePicture,
        index: int,
        detail: Detail,
        highlights: Highlights,
    ) -> None:
        box = card_box(picture, index)
        selected = index == highlights.selected and highlights.dragged < 0
        if index == highlights.dragged:
            painter.setOpacity(0.35)
        self._cards.paint(
            painter,
            picture.card(index),
            box,
            detail,
            selected=selected,
            focused=selected and highlights.focused,
            hovered=index == highlights.hovered,
            twin=index in highlights.twins,
        )
        painter.setOpacity(1.0)

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
            painter.drawText(rest, Qt.AlignmentFlag.AlignCenter, f"▸{folded}")

    def _paint_drop(self, painter: QPainter, picture: TreePicture, highlights: Highlights) -> None:
        drop = highlights.drop
        if drop is None:
            return
        painter.setPen(QPen(self.style.accent, 3.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if drop.line is not None:
            painter.drawLine(*drop.line)
        if drop.card is not None:
            painter.drawRoundedRect(card_box(picture, drop.card).adjusted(-3, -3, 3, 3), 10, 10)
        if highlights.dragged >= 0:
            painter.setOpacity(0.85)
            box = card_box(picture, highlights.dragged).translated(highlights.dragged_by)
            self._cards.paint(
                painter, picture.card(highlights.dragged), box, Detail.NEAR, selected=True
            )
            painter.setOpacity(1.0)


def _touches(picture: TreePicture, index: int, view: View, region: QRegion) -> bool:
    """Return whether a card, its handle and its shadow included, is in ``region``."""
    box = card_box(picture, index).adjusted(-8.0, -8.0, HANDLE_RADIUS * 4, 8.0)
    return region.intersects(view.to_paper(box).toAlignedRect())


def card_box(picture: TreePicture, index: int) -> QRectF:
    """Return where a card stands in the scene."""
    layout = picture.layout
    return QRectF(
        float(layout.left[index]),
        float(layout.top[index]),
        float(layout.width[index]),
        float(layout.height[index]),
    )


def handle_box(picture: TreePicture, index: int) -> QRectF:
    """Return where the handle between a card and its children stands in the scene."""
    box = card_box(picture, index)
    left = box.right() - HANDLE_RADIUS
    top = box.center().y() - HANDLE_RADIUS
    folded = int(picture.folded[index])
    extra = 12.0 + 7.5 * len(str(folded)) if folded else 0.0
    return QRectF(left, top, HANDLE_RADIUS * 2 + extra, HANDLE_RADIUS * 2)


def hit(picture: TreePicture, point: QPointF) -> int:
    """Return the index of the card at a point of the scene, -1 for none."""
    layout = picture.layout
    mask = (layout.left <= point.x()) & (point.x() < layout.left + layout.width)
    mask &= (layout.top <= point.y()) & (point.y() < layout.top + layout.height)
    found = np.flatnonzero(mask)
    return int(found[0]) if len(found) else -1


def hit_handle(picture: TreePicture, point: QPointF) -> int:
    """Return the card whose fold handle is at a point of the scene, -1 for none."""
    layout = picture.layout
    right = layout.left + layout.width
    near = (point.x() > right - HANDLE_RADIUS) & (point.x() < right + HANDLE_RADIUS * 5)
    near &= np.abs(layout.top + layout.height / 2 - point.y()) <= HANDLE_RADIUS
    for index in np.flatnonzero(near).tolist():
        if picture.operators[index] and handle_box(picture, index).contains(point):
            return index
    return -1
