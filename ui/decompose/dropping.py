"""Where a dragged card would land: before or after another, or below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF

from models.keys import KpiKey
from ui.decompose.scene import Scene
from ui.drawing.tree_painter import card_box, hit
from ui.drawing.tree_picture import Drop

_EDGE: Final = 0.28
"""Part of a card's height, at either end, that means beside it."""
_OFF: Final = 7.0
"""Scene units between a card and the line that shows a place beside it."""


@dataclass(frozen=True, slots=True)
class Landing:
    """A place in the tree, and how it is shown.

    Attributes:
        parent: the parent it would have; None for a root.
        at: its place among the siblings it would get, itself not counted; None: the last.
        drop: what is drawn.
    """

    parent: KpiKey | None
    at: int | None
    drop: Drop


def landing_at(scene: Scene, node: int, point: QPointF) -> Landing | None:
    """Return where ``node`` would land at a point of the scene; None: nowhere, or in itself."""
    card = hit(scene.picture, point)
    target = scene.node_of(card)
    nodes = scene.nodes
    if target < 0 or not nodes.known[target] or node <= target < nodes.end[node]:
        return None
    box = card_box(scene.picture, card)
    height = (point.y() - box.top()) / box.height()
    if _EDGE <= height <= 1.0 - _EDGE:
        if nodes.link[target] or nodes.parent[node] == target:
            return None
        return Landing(nodes.keys[target], None, Drop(None, card))
    after = height > 0.5
    above = int(nodes.parent[target])
    place = int(nodes.row[target]) + (1 if after else 0)
    if nodes.parent[node] == above and nodes.row[node] < nodes.row[target]:
        place -= 1
    y = box.bottom() + _OFF if after else box.top() - _OFF
    line = (QPointF(box.left(), y), QPointF(box.right(), y))
    parent = None if above < 0 else nodes.keys[above]
    return Landing(parent, place, Drop(line, None))
