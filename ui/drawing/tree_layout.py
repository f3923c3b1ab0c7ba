"""Where the cards of a tree stand: columns by depth, rows in the order of the leaves.

A tree that grows down is laid out in the same way with its axes swapped.

Each depth has a column of its own, so cards of different depth can never overlap. Within a
column subtrees are pushed together until their contours are a gap apart, as Reingold and
Tilford, "Tidier Drawings of Trees" (1981), and a parent stands at the middle of its first
and last child. A contour is kept per depth and the shorter of two is written into the
longer one, so the whole takes time linear in the number of cards.

Above :data:`MOST_PACKED` cards each subtree gets a band of its own instead, which is worked
out depth by depth in numpy: nobody reads gaps at that size, and folding has to stay within
a frame.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

MOST_PACKED: Final = 2000
"""Up to how many cards contours are packed."""

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Spacing:
    """The gaps of a drawn tree, in scene units.

    Attributes:
        column: between a column of cards and the next, or a row and the next.
        sibling: between cards of one parent.
        branch: between cards of different parents.
    """

    column: float = 46.0
    sibling: float = 14.0
    branch: float = 24.0


@dataclass(frozen=True, slots=True)
class Layout:
    """Where every card stands, in scene units.

    Attributes:
        left: (cards,) left edges.
        top: (cards,) top edges.
        width: (cards,) widths.
        height: (cards,) heights.
        column_left: (depths,) left edge of each column; of a tree that grows down, the top
            edge of each row.
        column_width: (depths,) width of the widest card of each column; of a tree that grows
            down, the height of the tallest card of each row.
        down: whether the tree grows down instead of to the right.
    """

    left: Floats
    top: Floats
    width: Floats
    height: Floats
    column_left: Floats
    column_width: Floats
    down: bool = False

    def turned(self) -> Layout:
        """Return the same layout with the axes swapped, so that it grows the other way."""
        return Layout(
            left=self.top,
            top=self.left,
            width=self.height,
            height=self.width,
            column_left=self.column_left,
            column_width=self.column_width,
            down=not self.down,
        )

    def filling(self, width: float, height: float) -> Layout:
        """Return the layout stretched, each axis by itself, from 0, 0 to ``width``, ``height``.

        There must be a card.
        """
        left, top, wide, high = self.bounds
        x, y = width / wide, height / high
        start, along = (top, y) if self.down else (left, x)
        return Layout(
            left=(self.left - left) * x,
            top=(self.top - top) * y,
            width=self.width * x,
            height=self.height * y,
            column_left=(self.column_left - start) * along,
            column_width=self.column_width * along,
            down=self.down,
        )

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, width and height of all cards together; zeros where there are none."""
        if not len(self.left):
            return (0.0, 0.0, 0.0, 0.0)
        left, top = float(self.left.min()), float(self.top.min())
        right = float((self.left + self.width).max())
        bottom = float((self.top + self.height).max())
        return (left, top, right - left, bottom - top)


def lay_out(
    parent: Indices,
    depth: Indices,
    width: Floats,
    height: Floats,
    spacing: Spacing,
    *,
    down: bool = False,
) -> Layout:
    """Return where the cards of a forest stand.

    Args:
        parent: (cards,) index of each card's parent, -1 for a root; cards are in preorder.
        depth: (cards,) how many ancestors each card has.
        width: (cards,) widths in scene units.
        height: (cards,) heights in scene units.
        spacing: the gaps.
        down: whether the tree grows down instead of to the right.
    """
    if down:
        return lay_out(parent, depth, height, width, spacing).turned()
    depths = int(depth.max()) + 1 if len(depth) else 0
    column_width = np.zeros(depths)
    np.maximum.at(column_width, depth, width)
    column_left = np.concatenate(([0.0], np.cumsum(column_width + spacing.column)[:-1]))[:depths]
    place = _pack if len(parent) <= MOST_PACKED else _band
    return Layout(
        left=column_left[depth],
        top=place(parent, depth, height, spacing),
        width=width,
        height=height,
        column_left=column_left,
        column_width=column_width,
    )


@dataclass(slots=True)
class _Contour:
    """Upper and lower outline of a subtree by depth, the deepest first.

    Stored figures are relative to ``offset``, so that a whole subtree is moved at once.
    """

    tops: list[float]
    bottoms: list[float]
    offset: float = 0.0

    def below(self, other: _Contour, spacing: Spacing) -> float:
        """Return how far down this contour has to move to clear ``other`` above it."""
        shift = -np.inf
        gap = spacing.sibling
        away = other.offset - self.offset
        for bottom, top in zip(reversed(other.bottoms), reversed(self.tops), strict=False):
            shift = max(shift, bottom - top + gap + away)
            gap = spacing.branch
        return shift

    def joined(self, lower: _Contour) -> _Contour:
        """Return the outline of this and ``lower``; one of the two is used up."""
        common = min(len(self.tops), len(lower.tops))
        away = self.offset - lower.offset
        if len(lower.tops) > len(self.tops):
            for level in range(-common, 0):
                lower.tops[level] = self.tops[level] + away
            return lower
        for level in range(-common, 0):
            self.bottoms[level] = lower.bottoms[level] - away
        return self


def _pack(parent: Indices, depth: Indices, height: Floats, spacing: Spacing) -> Floats:
    """Return (cards,) tops with contours a gap apart."""
    count = len(parent)
    heights: list[float] = height.tolist()
    parents: list[int] = parent.tolist()
    children: list[list[int]] = [[] for _ in range(count + 1)]
    for index, above in enumerate(parents):
        children[above].append(index)
    contours: list[_Contour | None] = [None] * count
    own_top = [0.0] * count
    shift = np.zeros(count)
    root_spacing = Spacing(spacing.column, spacing.branch, spacing.branch)
    for index in range(count - 1, -2, -1):
        contour: _Contour | None = None
        gaps = spacing if index >= 0 else root_spacing
        for child in children[index]:
            below = contours[child]
            assert below is not None  # noqa: S101  preorder: a child is worked out before
            contours[child] = None
            if contour is None:
                contour = below
                continue
            shift[child] = below.below(contour, gaps)
            below.offset += shift[child]
            contour = contour.joined(below)
        if index < 0:
            break
        tall = heights[index]
        if contour is None:
            contours[index] = _Contour([0.0], [tall])
            continue
        first, last = children[index][0], children[index][-1]
        middle = (own_top[first] + heights[first] / 2) / 2
        middle += (shift[last] + own_top[last] + heights[last] / 2) / 2
        own_top[index] = middle - tall / 2
        contour.tops.append(own_top[index] - contour.offset)
        contour.bottoms.append(own_top[index] + tall - contour.offset)
        contours[index] = contour
    frame = _added_down(parent, depth, shift)
    tops = frame + np.array(own_top)
    return tops - tops.min() if count else tops


def _added_down(parent: Indices, depth: Indices, step: Floats) -> Floats:
    """Return (cards,) for each card the sum of ``step`` over it and its ancestors."""
    total = step.copy()
    for level in range(1, int(depth.max()) + 1 if len(depth) else 0):
        cards = np.flatnonzero(depth == level)
        total[cards] += total[parent[cards]]
    return total


def _band(parent: Indices, depth: Indices, height: Floats, spacing: Spacing) -> Floats:
    """Return (cards,) tops where each subtree has a band of rows to itself."""
    extent = height.copy()
    centre = height / 2
    step = np.zeros(len(parent))
    for level in range(int(depth.max()) if len(depth) else 0, 0, -1):
        cards = np.flatnonzero(depth == level)
        above = parent[cards]
        first = np.flatnonzero(np.diff(above, prepend=-1))
        last = np.append(first[1:], len(cards)) - 1
        room = extent[cards] + spacing.branch
        end = np.cumsum(room)
        start = end - room
        counts = last - first + 1
        heads = above[first]
        needed = end[last] - start[first] - spacing.branch
        own = height[heads]
        spare = np.maximum(own - needed, 0) / 2
        step[cards] = start - np.repeat(start[first] - spare, counts)
        middle = step[cards] + centre[cards]
        band = np.maximum(own, needed)
        extent[heads] = band
        # A lopsided only child would pull its parent's card out of the band.
        centre[heads] = np.clip((middle[first] + middle[last]) / 2, own / 2, band - own / 2)
    roots = np.flatnonzero(depth == 0)
    room = extent[roots] + spacing.branch
    step[roots] = np.cumsum(room) - room
    return _added_down(parent, depth, step) + centre - height / 2
