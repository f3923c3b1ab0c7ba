"""Which part of the scene the canvas shows: zooming, panning, fitting."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF

from ui.drawing.tree_picture import View

SMALLEST: Final = 0.02
LARGEST: Final = 2.5
MARGIN: Final = 22.0
"""Pixels around what is fitted."""
EDGE: Final = 36.0
"""Pixels between the edge of the canvas and what is brought into view."""


def zoomed(view: View, factor: float, at: QPointF) -> View:
    """Return ``view`` with another scale, the scene point under ``at`` staying there."""
    scale = min(LARGEST, max(SMALLEST, view.scale * factor))
    fixed = view.to_scene(at)
    return View(scale, fixed.x() - at.x() / scale, fixed.y() - at.y() / scale)


def panned(view: View, by: QPointF) -> View:
    """Return ``view`` with the paper moved by pixels."""
    return View(view.scale, view.left - by.x() / view.scale, view.top - by.y() / view.scale)


def fitted(scene: QRectF, room: QSizeF, *, most: float = 1.0) -> View:
    """Return the view that shows a part of the scene in the middle of ``room``, in pixels."""
    wide, high = room.width() - 2 * MARGIN, room.height() - 2 * MARGIN
    if scene.width() <= 0 or scene.height() <= 0 or wide <= 0 or high <= 0:
        return View()
    scale = min(most, max(SMALLEST, min(wide / scene.width(), high / scene.height())))
    left = scene.center().x() - room.width() / 2 / scale
    top = scene.center().y() - room.height() / 2 / scale
    return View(scale, left, top)


def showing(view: View, box: QRectF, room: QSizeF) -> View:
    """Return ``view`` moved just so far that ``box`` of the scene is in view."""
    on_paper = view.to_paper(box)

    def shift(low: float, high: float, size: float) -> float:
        edge = min(EDGE, max(0.0, (size - (high - low)) / 2))
        if low < edge:
            return edge - low
        return min(0.0, size - edge - high)

    by = QPointF(
        shift(on_paper.left(), on_paper.right(), room.width()),
        shift(on_paper.top(), on_paper.bottom(), room.height()),
    )
    return panned(view, by)


def filling(view: View, box: QRectF, room: QSizeF) -> View:
    """Return ``view`` moved just so far that no room is left empty that ``box`` could fill.

    What fits is in view as a whole; of what does not, nothing is out of view on one side
    while the other side stays empty.
    """
    on_paper = view.to_paper(box)

    def shift(low: float, high: float, size: float) -> float:
        least, most = sorted((MARGIN - low, size - MARGIN - high))
        return min(max(0.0, least), most)

    by = QPointF(
        shift(on_paper.left(), on_paper.right(), room.width()),
        shift(on_paper.top(), on_paper.bottom(), room.height()),
    )
    return panned(view, by)
