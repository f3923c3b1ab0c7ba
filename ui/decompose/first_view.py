"""How a plan is shown at first: whole where its words can be read, else from its root."""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import QRectF, QSizeF

from models.keys import KpiKey
from ui.decompose.folding import Folding, below_levels
from ui.decompose.scene import Scene
from ui.decompose.viewport import MARGIN, fitted
from ui.drawing.tree_geometry import card_box
from ui.drawing.tree_painter import NEAR_SCALE
from ui.drawing.tree_picture import View

_FEWEST_LEVELS: Final = 3
"""A tree is not folded further than this; where that is too much, not all of it is seen."""
_FROM_ROOT: Final = 0.8
"""The largest scale at which a tree is shown that cannot be read whole."""


def first_view(scene: Scene, folding: Folding, room: QSizeF) -> View:
    """Fold what lies deep, as far as it takes to read the rest, and return where to look.

    Args:
        scene: the tree.
        folding: what is folded is changed here, once.
        room: of the canvas, in pixels.
    """
    folded, view = _first(scene, room)
    folding.set(folded)
    return view or _from_root(scene, room)


def look_over(scene: Scene, room: QSizeF) -> View:
    """Return where to look at a tree that is folded as it should be."""
    view = fitted(QRectF(*scene.picture.layout.bounds), room)
    return view if view.scale >= NEAR_SCALE else _from_root(scene, room)


def _first(scene: Scene, room: QSizeF) -> tuple[frozenset[KpiKey], View | None]:
    """Return what to fold, and the view in which all the rest can be read, if there is one."""
    nodes = scene.nodes
    deepest = int(nodes.depth.max()) + 1 if len(nodes) else 0
    folded = frozenset[KpiKey]()
    for levels in range(deepest, min(deepest, _FEWEST_LEVELS) - 1, -1):
        folded = below_levels(nodes, levels)
        scene.fold(folded)
        view = fitted(QRectF(*scene.picture.layout.bounds), room)
        if view.scale >= NEAR_SCALE:
            return folded, view
    return folded, None


def _from_root(scene: Scene, room: QSizeF) -> View:
    """Return the view from the first root, its children readable beside or below it."""
    if not len(scene.visible):
        return View()
    root = card_box(scene.picture, 0)
    family = QRectF(root)
    for child in np.flatnonzero(scene.picture.parent == 0).tolist():
        family = family.united(card_box(scene.picture, child))
    scale = max(NEAR_SCALE, fitted(family, room, most=_FROM_ROOT).scale)
    margin = MARGIN / scale
    if scene.down:
        left = root.center().x() - room.width() / 2 / scale
        return View(scale, left, root.top() - margin)
    top = root.center().y() - room.height() / 2 / scale
    return View(scale, root.left() - margin, top)
