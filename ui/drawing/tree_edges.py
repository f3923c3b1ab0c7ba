"""Painting what joins cards: edges to children, and curves from a KPI to its twins."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from ui.drawing.tree_geometry import card_box, edges_in
from ui.drawing.tree_picture import HANDLE_RADIUS, Highlights, TreePicture, TreeStyle

_MOST_LINKS: Final = 60
"""Curves from one card; more would hide what they lead to."""
_BOW: Final = 46.0
"""Scene units by which a curve bows out between cards of one column."""


def paint_edges(painter: QPainter, picture: TreePicture, shown: QRectF, style: TreeStyle) -> None:
    """Draw the edges between parents and children that touch ``shown``."""
    down = picture.layout.down
    layout = picture.layout.turned() if down else picture.layout
    children = edges_in(picture, shown)
    parents = picture.parent[children]
    middle = layout.top + layout.height / 2
    starts = layout.left[parents] + layout.width[parents]
    solid, dashed = QPainterPath(), QPainterPath()
    for x, y, end_x, end_y, is_dashed in zip(
        starts.tolist(),
        middle[parents].tolist(),
        layout.left[children].tolist(),
        middle[children].tolist(),
        picture.dashed[children].tolist(),
        strict=True,
    ):
        path = dashed if is_dashed else solid
        bend = (x + HANDLE_RADIUS + end_x) / 2
        if down:
            path.moveTo(y, x)
            path.cubicTo(y, bend, end_y, bend, end_y, end_x)
        else:
            path.moveTo(x, y)
            path.cubicTo(bend, y, bend, end_y, end_x, end_y)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(style.edge, 1.5)
    painter.setPen(pen)
    painter.drawPath(solid)
    if not dashed.isEmpty():
        pen.setDashPattern([4.0, 3.0])
        painter.setPen(pen)
        painter.drawPath(dashed)


def paint_links(
    painter: QPainter,
    picture: TreePicture,
    shown: QRectF,
    highlights: Highlights,
    style: TreeStyle,
) -> None:
    """Draw dashed curves from a card to the other cards of its KPI that are in view."""
    if highlights.linked < 0 or highlights.carried is not None:
        return
    home = card_box(picture, highlights.linked)
    twins = [card_box(picture, twin) for twin in sorted(highlights.twins - {highlights.linked})]
    path = QPainterPath()
    for twin in [box for box in twins if box.intersects(shown)][:_MOST_LINKS]:
        _add_curve(path, home, twin, down=picture.layout.down)
    if path.isEmpty():
        return
    pen = QPen(style.accent, 1.5)
    pen.setDashPattern([4.0, 3.0])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


def _add_curve(path: QPainterPath, start: QRectF, end: QRectF, *, down: bool) -> None:
    """Lead from one card to another: through the gaps between columns, or round one column."""
    if down:
        here, there = _ends(_turned(start), _turned(end))
        points = [point.transposed() for point in (*here, *there)]
    else:
        here, there = _ends(start, end)
        points = [*here, *there]
    path.moveTo(points[0])
    path.cubicTo(points[1], points[3], points[2])


def _ends(start: QRectF, end: QRectF) -> tuple[tuple[QPointF, QPointF], tuple[QPointF, QPointF]]:
    """Return, for either end of a curve, the point on the card and the one it bends to."""
    if end.left() >= start.right() or start.left() >= end.right():
        right = end.left() >= start.right()
        here = QPointF(start.right() if right else start.left(), start.center().y())
        there = QPointF(end.left() if right else end.right(), end.center().y())
        bend = max(_BOW, abs(there.x() - here.x()) / 2) * (1 if right else -1)
        return (here, here + QPointF(bend, 0)), (there, there - QPointF(bend, 0))
    here = QPointF(start.left(), start.center().y())
    there = QPointF(end.left(), end.center().y())
    side = min(start.left(), end.left()) - _BOW
    return (here, QPointF(side, here.y())), (there, QPointF(side, there.y()))


def _turned(box: QRectF) -> QRectF:
    return QRectF(box.top(), box.left(), box.height(), box.width())
