"""Where the arrow keys lead from one card to another."""

from __future__ import annotations

from enum import Enum

import numpy as np

from ui.decompose.scene import Scene


class Step(Enum):
    """A step on the canvas."""

    LEFT = "left"
    RIGHT = "right"
    UP = "up"
    DOWN = "down"
    FIRST = "first"
    LAST = "last"


def step_from(scene: Scene, card: int, step: Step) -> int:
    """Return the card that a step leads to; the same one where there is none.

    Left is the parent, right the child nearest in height, up and down the next card of the
    same column.
    """
    if not len(scene.visible):
        return -1
    if card < 0 or step is Step.FIRST:
        return 0
    if step is Step.LAST:
        return len(scene.visible) - 1
    picture = scene.picture
    if step is Step.LEFT:
        return int(picture.parent[card]) if picture.parent[card] >= 0 else card
    middle = picture.layout.top + picture.layout.height / 2
    if step is Step.RIGHT:
        candidates = np.flatnonzero(picture.parent == card)
    else:
        same = np.flatnonzero(picture.layout.left == picture.layout.left[card])
        up = step is Step.UP
        candidates = same[middle[same] < middle[card] if up else middle[same] > middle[card]]
    if not len(candidates):
        return card
    return int(candidates[np.argmin(np.abs(middle[candidates] - middle[card]))])
