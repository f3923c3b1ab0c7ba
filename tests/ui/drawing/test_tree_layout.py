"""The layout of a tree: nothing overlaps, order is kept, and it takes linear time."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ui.drawing import tree_layout
from ui.drawing.tree_layout import Layout, Spacing, lay_out

SPACING = Spacing()


@st.composite
def forests(draw: st.DrawFn) -> tuple[list[int], list[float]]:
    """Draw the parents of a forest in preorder, and heights."""
    count = draw(st.integers(1, 60))
    parents = [-1]
    path = [0]
    for index in range(1, count):
        keep = draw(st.integers(0, len(path)))
        path = path[:keep]
        parents.append(path[-1] if path else -1)
        path.append(index)
    heights = draw(st.lists(st.floats(10, 200), min_size=count, max_size=count))
    return parents, heights


def placed(parents: list[int], heights: list[float]) -> tuple[Layout, np.ndarray]:
    parent = np.array(parents, dtype=np.intp)
    depth = np.zeros(len(parents), dtype=np.intp)
    for index, above in enumerate(parents):
        depth[index] = 0 if above < 0 else depth[above] + 1
    width = np.full(len(parents), 200.0)
    return lay_out(parent, depth, width, np.array(heights), SPACING), depth


@pytest.mark.parametrize("most_packed", [0, 1000], ids=["bands", "packed"])
@given(forest=forests())
@settings(max_examples=60, deadline=None)
def test_that_cards_never_overlap_and_keep_their_order(
    most_packed: int, forest: tuple[list[int], list[float]]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tree_layout, "MOST_PACKED", most_packed)
        layout, depth = placed(*forest)
    bottom = layout.top + layout.height
    for level in range(int(depth.max()) + 1):
        cards = np.flatnonzero(depth == level)
        gaps = layout.top[cards[1:]] - bottom[cards[:-1]]
        assert np.all(gaps >= SPACING.sibling - 1e-6)
    assert np.all(layout.left == layout.column_left[depth])
    assert np.all(np.diff(layout.column_left) >= 200 + SPACING.column - 1e-9)


@given(forest=forests())
@settings(max_examples=40, deadline=None)
def test_that_a_packed_parent_stands_in_the_middle_of_its_children(
    forest: tuple[list[int], list[float]],
) -> None:
    layout, _ = placed(*forest)
    middle = layout.top + layout.height / 2
    parents = np.array(forest[0])
    for index in range(len(parents)):
        children = np.flatnonzero(parents == index)
        if len(children):
            wanted = (middle[children[0]] + middle[children[-1]]) / 2
            assert middle[index] == pytest.approx(wanted)


@given(forest=forests())
@settings(max_examples=40, deadline=None)
def test_that_packing_is_never_taller_than_bands(
    forest: tuple[list[int], list[float]],
) -> None:
    even = (forest[0], [80.0] * len(forest[0]))
    packed, _ = placed(*even)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tree_layout, "MOST_PACKED", 0)
        banded, _ = placed(*even)
    assert packed.bounds[3] <= banded.bounds[3] + 1e-6


@pytest.mark.parametrize("most_packed", [0, 10**9], ids=["bands", "packed"])
def test_that_time_grows_with_the_number_of_cards(
    most_packed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A comb is the worst case of contours that are read over and over. Eight times the
    # cards take 64 times as long where it is quadratic; 24 leaves room for a busy machine.
    monkeypatch.setattr(tree_layout, "MOST_PACKED", most_packed)

    def seconds(teeth: int) -> float:
        parents = [-1]
        for tooth in range(teeth):
            spine = 0
            for _ in range(5):
                parents.append(spine)
                spine = len(parents) - 1
            assert tooth >= 0
        heights = [80.0] * len(parents)
        best = np.inf
        for _ in range(3):
            start = time.thread_time()
            placed(parents, heights)
            best = min(best, time.thread_time() - start)
        return best

    seconds(50)
    assert seconds(1600) < 24 * seconds(200) + 0.02


@given(forest=forests())
@settings(max_examples=40, deadline=None)
def test_that_a_tree_that_grows_down_is_one_on_its_side(
    forest: tuple[list[int], list[float]],
) -> None:
    aside, depth = placed(*forest)
    parent = np.array(forest[0], dtype=np.intp)
    # Its cards are as wide as the others are tall.
    wide = lay_out(parent, depth, aside.height, aside.width, SPACING, down=True)
    assert wide.down
    assert np.array_equal(wide.left, aside.top)
    assert np.array_equal(wide.top, aside.left)
    left, top, width, height = aside.bounds
    assert wide.bounds == (top, left, height, width)


@pytest.mark.parametrize("down", [False, True])
@given(forest=forests())
@settings(max_examples=40, deadline=None)
def test_that_a_stretched_layout_fills_its_room(
    down: bool, forest: tuple[list[int], list[float]]
) -> None:
    layout, _ = placed(*forest)
    filling = (layout.turned() if down else layout).filling(150.0, 90.0)
    assert filling.bounds == pytest.approx((0.0, 0.0, 150.0, 90.0))
    along = filling.top if down else filling.left
    assert set(along.tolist()) <= set(filling.column_left.tolist())


def test_that_an_empty_forest_has_no_bounds() -> None:
    layout, _ = (
        lay_out(np.zeros(0, np.intp), np.zeros(0, np.intp), np.zeros(0), np.zeros(0), SPACING),
        None,
    )
    assert layout.bounds == (0.0, 0.0, 0.0, 0.0)
