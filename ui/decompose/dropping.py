"""Where dragged cards would land: before or after another, or below it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF

from models.keys import KpiKey
from ui.decompose.scene import Scene
from ui.drawing.tree_geometry import card_box, hit
from ui.drawing.tree_picture import Drop

_EDGE: Final = 0.28
"""Part of a card, at either end, that means beside it."""
_OFF: Final = 7.0
"""Scene units between a card and the line that shows a place beside it."""


@dataclass(frozen=True, slots=True)
class Landing:
    """A place in the tree, and how it is shown.

    Attributes:
        parent: the parent the cards would have; None for roots.
        at: their place among the siblings they would get, themselves not counted; None: the
            last.
        drop: what is drawn.
    """

    parent: KpiKey | None
    at: int | None
    drop: Drop


def landing_at(scene: Scene, moved: Collection[int], point: QPointF) -> Landing | None:
    """Return where nodes would land at a point of the scene; None: nowhere, or in themselves.

    Something new moves no nodes.
    """
    card = hit(scene.picture, point)
    target = scene.node_of(card)
    nodes = scene.nodes
    if target < 0 or not nodes.known[target]:
        return None
    if any(node <= target < nodes.end[node] for node in moved):
        return None
    box, down = card_box(scene.picture, card), scene.picture.layout.down
    if down:
        along = (point.x() - box.left()) / box.width()
    else:
        along = (point.y() - box.top()) / box.height()
    if _EDGE <= along <= 1.0 - _EDGE:
        there = bool(moved) and all(nodes.parent[node] == target for node in moved)
        if nodes.link[target] or there:
            return None
        return Landing(nodes.keys[target], None, Drop(None, card))
    after = along > 0.5
    above = int(nodes.parent[target])
    siblings = nodes.roots if above < 0 else nodes.children[above]
    place = int(nodes.row[target]) + (1 if after else 0)
    place -= sum(1 for sibling in siblings[:place] if sibling in moved)
    parent = None if above < 0 else nodes.keys[above]
    return Landing(parent, place, Drop(_line(box, after=after, down=down), None))


def _line(box: QRectF, *, after: bool, down: bool) -> tuple[QPointF, QPointF]:
    """Return the line that shows a place before or after a card."""
    if down:
        x = box.right() + _OFF if after else box.left() - _OFF
        return QPointF(x, box.top()), QPointF(x, box.bottom())
    y = box.bottom() + _OFF if after else box.top() - _OFF
    return QPointF(box.left(), y), QPointF(box.right(), y)
