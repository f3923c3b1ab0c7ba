"""The small signs on a card: a triangle for a change or a problem, a padlock, a link."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from ui.drawing.tree_picture import Mark, TreeStyle


def paint_link(painter: QPainter, centre: QPointF, style: TreeStyle) -> None:
    """Draw an arrow out of a corner: the KPI is at home elsewhere."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(style.quiet, 1.4))
    left, top = centre.x() - 4.5, centre.y() - 4.5
    frame = QPainterPath(QPointF(left + 4.0, top))
    for x, y in ((0.0, 0.0), (0.0, 9.0), (9.0, 9.0), (9.0, 5.0)):
        frame.lineTo(left + x, top + y)
    frame.moveTo(left + 4.0, top + 5.0)
    frame.lineTo(left + 9.5, top - 0.5)
    frame.moveTo(left + 6.0, top - 0.5)
    frame.lineTo(left + 9.5, top - 0.5)
    frame.lineTo(left + 9.5, top + 3.0)
    painter.drawPath(frame)


def paint_lock(painter: QPainter, centre: QPointF, style: TreeStyle, scale: float = 1.0) -> None:
    """Draw a closed padlock."""
    x, y = centre.x(), centre.y()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(style.quiet, 1.4 * scale))
    shackle = QPainterPath(QPointF(x - 2.7 * scale, y))
    shackle.lineTo(x - 2.7 * scale, y - 2.0 * scale)
    bow = QRectF(x - 2.7 * scale, y - 5.2 * scale, 5.4 * scale, 6.0 * scale)
    shackle.arcTo(bow, 180.0, -180.0)
    shackle.lineTo(x + 2.7 * scale, y)
    painter.drawPath(shackle)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.quiet)
    body = QRectF(x - 4.2 * scale, y - 0.6 * scale, 8.4 * scale, 6.2 * scale)
    painter.drawRoundedRect(body, 1.3 * scale, 1.3 * scale)


def paint_mark(
    painter: QPainter, mark: Mark, centre: QPointF, style: TreeStyle, scale: float = 1.0
) -> None:
    """Draw a triangle with an exclamation mark: shape and colour say it both."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.error if mark is Mark.ERROR else style.warning)
    painter.drawPolygon(triangle(centre, 6.5 * scale, 1))
    painter.setBrush(style.card)
    bar = QRectF(centre.x() - 0.8 * scale, centre.y() - 2.5 * scale, 1.6 * scale, 4.0 * scale)
    painter.drawRect(bar)
    painter.drawRect(QRectF(bar.left(), bar.bottom() + 1.0 * scale, bar.width(), 1.5 * scale))


def triangle(centre: QPointF, half: float, direction: int) -> QPolygonF:
    """Return a triangle that points up, or down where ``direction`` is negative."""
    tip = -half * direction
    return QPolygonF(
        [
            QPointF(centre.x(), centre.y() + tip * 0.9),
            QPointF(centre.x() + half, centre.y() - tip * 0.9),
            QPointF(centre.x() - half, centre.y() - tip * 0.9),
        ]
    )
