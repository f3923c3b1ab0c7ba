"""Where the arrow keys lead from one card to another, and what lies between two."""

from __future__ import annotations

from enum import Enum
from typing import Final

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


_TURNED: Final = {
    Step.UP: Step.LEFT,
    Step.DOWN: Step.RIGHT,
    Step.LEFT: Step.UP,
    Step.RIGHT: Step.DOWN,
}
"""What a step of a tree that grows down is in one that grows to the right."""


def step_from(scene: Scene, card: int, step: Step) -> int:
    """Return the card that a step leads to; the same one where there is none.

    Left is the parent, right the child nearest in height, up and down the next card of the
    same column. In a tree that grows down all this is turned with it.
    """
    if not len(scene.visible):
        return -1
    if card < 0 or step is Step.FIRST:
        return 0
    if step is Step.LAST:
        return len(scene.visible) - 1
    picture, layout = scene.picture, scene.picture.layout
    if layout.down:
        layout, step = layout.turned(), _TURNED[step]
    if step is Step.LEFT:
        return int(picture.parent[card]) if picture.parent[card] >= 0 else card
    middle = layout.top + layout.height / 2
    if step is Step.RIGHT:
        candidates = np.flatnonzero(picture.parent == card)
    else:
        same = np.flatnonzero(layout.left == layout.left[card])
        up = step is Step.UP
        candidates = same[middle[same] < middle[card] if up else middle[same] > middle[card]]
    if not len(candidates):
        return card
    return int(candidates[np.argmin(np.abs(middle[candidates] - middle[card]))])


def between(scene: Scene, start: int, end: int) -> list[int]:
    """Return the cards from one to another, both included.

    Of cards of one column these are all that stand between them; else they are the way
    from one to the other through the tree.
    """
    layout = scene.picture.layout
    if layout.down:
        layout = layout.turned()
    if layout.left[start] == layout.left[end]:
        first, last = sorted((layout.top[start], layout.top[end]))
        inside = (layout.top >= first) & (layout.top <= last)
        return np.flatnonzero((layout.left == layout.left[start]) & inside).tolist()
    up, down = _line(scene, start), _line(scene, end)
    common = set(up) & set(down)
    # The nearest ancestor of both, which two trees do not have.
    top = [card for card in up if card in common][:1]
    return [card for card in (*up, *down) if card not in common] + top


def _line(scene: Scene, card: int) -> list[int]:
    """Return a card and its ancestors, nearest first."""
    cards: list[int] = []
    while card >= 0:
        cards.append(card)
        card = int(scene.picture.parent[card])
    return cards
