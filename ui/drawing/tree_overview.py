"""A tree from afar: too small for words, filled pixel by pixel in numpy.

Cards of one depth share a column, so a column of the picture is one row of indices from top
to bottom: what is drawn costs one write per card, however many there are. A tree that grows
down is filled on its side and turned.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from ui.drawing.tree_layout import Indices, Layout
from ui.drawing.tree_picture import TreePicture, TreeStyle, View

_LEAST_BRANCH: Final = 4
"""Pixels between columns from which branches are told apart from cards."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Cards and where they lie on the paper, in pixels.

    Attributes:
        cards: (cards,) indices into the layout.
        top: (cards,) first row of each.
        bottom: (cards,) row after the last of each, at least one more than ``top``.
    """

    cards: Indices
    top: Indices
    bottom: Indices


@dataclass(frozen=True, slots=True)
class _Gap:
    """The gap before a column: its first pixel, that of the bus, and the one after it."""

    start: int
    bus: int
    end: int
    top: float
    scale: float


def overview(
    picture: TreePicture,
    view: View,
    size: tuple[int, int],
    style: TreeStyle,
    marked: Collection[int] = (),
) -> QImage:
    """Return the picture of a tree on paper of ``size`` (width, height) pixels.

    Args:
        picture: the tree.
        view: what is seen of it.
        size: of the paper.
        style: its colours.
        marked: cards that are found from afar: the selected ones.
    """
    width, height = size
    if picture.layout.down:
        turned = replace(picture, layout=picture.layout.turned())
        aside = View(view.scale, view.top, view.left)
        # The image reads rows, so the turned pixels are written out as such.
        pixels = np.ascontiguousarray(_pixels(turned, aside, (height, width), style, marked).T)
    else:
        pixels = _pixels(picture, view, size, style, marked)
    # The image reads the array's memory: the copy is its own.
    return QImage(pixels.data, width, height, width * 4, QImage.Format.Format_RGB32).copy()


def _pixels(
    picture: TreePicture,
    view: View,
    size: tuple[int, int],
    style: TreeStyle,
    marked: Collection[int],
) -> NDArray[np.uint32]:
    """Return (height, width) colours of a tree that grows to the right."""
    width, height = size
    pixels = np.full((height, width), style.ground.rgb(), dtype=np.uint32)
    layout = picture.layout
    depth = np.searchsorted(layout.column_left, layout.left, side="right") - 1
    seen = _seen(layout, view, height)
    levels = depth[seen.cards]
    colours = np.array([style.ground.rgb(), style.border.rgb(), style.card.rgb()], dtype=np.uint32)
    # From so far a card is its edge; the panel shows once it is a few pixels high.
    for level in range(len(layout.column_left)):
        left = (layout.column_left[level] - view.left) * view.scale
        right = left + layout.column_width[level] * view.scale
        first, last = max(0, round(left)), min(width, max(round(right), round(left) + 1))
        if first >= last:
            continue
        own = levels == level
        rows = _rows(seen.top[own], seen.bottom[own], height)
        pixels[:, first:last] = colours[rows][:, None]
        edge = colours[np.minimum(rows, 1)]
        pixels[:, first] = edge
        pixels[:, last - 1] = edge
        if level:
            before = layout.column_left[level - 1] + layout.column_width[level - 1]
            start = round((before - view.left) * view.scale)
            gap = _Gap(start, (start + first) // 2, first, view.top, view.scale)
            _draw_bus(picture, seen, own, gap, pixels=pixels, edge=style.edge.rgb())
    if marked:
        _draw_marked(layout, view, np.array(sorted(marked), dtype=np.intp), pixels, style)
    return pixels


def _seen(layout: Layout, view: View, height: int) -> Seen:
    """Return the cards between the upper and lower edge of the paper."""
    top = (layout.top - view.top) * view.scale
    bottom = top + layout.height * view.scale
    cards = np.flatnonzero((bottom > 0) & (top < height))
    first = np.clip(np.rint(top[cards]), 0, height - 1).astype(np.intp)
    last = np.clip(np.rint(bottom[cards]), first + 1, height).astype(np.intp)
    return Seen(cards, first, last)


def _rows(top: Indices, bottom: Indices, height: int) -> NDArray[np.intp]:
    """Return (height,) 0 for ground, 1 for the edge of a card, 2 for its inside."""
    change = np.zeros(height + 1, dtype=np.intp)
    np.add.at(change, top, 1)
    np.add.at(change, bottom, -1)
    rows = (np.cumsum(change[:-1]) > 0).astype(np.intp)
    tall = bottom - top >= 4
    inside = np.zeros(height + 1, dtype=np.intp)
    np.add.at(inside, top[tall] + 1, 1)
    np.add.at(inside, bottom[tall] - 1, -1)
    rows[np.cumsum(inside[:-1]) > 0] = 2
    return rows


def _draw_bus(
    picture: TreePicture,
    seen: Seen,
    own: NDArray[np.bool_],
    place: _Gap,
    *,
    pixels: NDArray[np.uint32],
    edge: int,
) -> None:
    """Draw the upright line between each parent and its children, with its branches."""
    height, width = pixels.shape
    parents = picture.parent[seen.cards[own]]
    if not 0 <= place.bus < width or not own.any():
        return
    middles = np.minimum((seen.top[own] + seen.bottom[own]) // 2, height - 1)
    starts = np.flatnonzero(np.diff(parents, prepend=-2))
    inner = parents[starts] >= 0
    ends = np.append(starts[1:], len(parents)) - 1
    change = np.zeros(height + 1, dtype=np.intp)
    np.add.at(change, middles[starts[inner]], 1)
    np.add.at(change, middles[ends[inner]] + 1, -1)
    pixels[np.cumsum(change[:-1]) > 0, place.bus] = edge
    if place.end - place.start >= _LEAST_BRANCH:
        above = picture.parent[seen.cards[own]]
        pixels[middles[above >= 0], place.bus : place.end] = edge
        heads = (picture.layout.top + picture.layout.height / 2)[parents[starts[inner]]]
        rows = np.rint((heads - place.top) * place.scale).astype(np.intp)
        pixels[rows[(rows >= 0) & (rows < height)], max(0, place.start) : place.bus] = edge


def _draw_marked(
    layout: Layout, view: View, marked: Indices, pixels: NDArray[np.uint32], style: TreeStyle
) -> None:
    """Fill cards, at least three pixels either way, so that they are found."""
    height, width = pixels.shape
    top = np.rint((layout.top[marked] - view.top) * view.scale)
    bottom = np.maximum(top + 3, np.rint(top + layout.height[marked] * view.scale))
    left = np.rint((layout.left[marked] - view.left) * view.scale)
    right = np.maximum(left + 3, np.rint(left + layout.width[marked] * view.scale))
    edges = np.stack(
        (
            np.clip(top, 0, height),
            np.clip(bottom, 0, height),
            np.clip(left, 0, width),
            np.clip(right, 0, width),
        )
    ).astype(np.intp)
    # From so far many cards are the same few pixels.
    for first, last, start, end in np.unique(edges, axis=1).T.tolist():
        pixels[first:last, start:end] = style.accent.rgb()
