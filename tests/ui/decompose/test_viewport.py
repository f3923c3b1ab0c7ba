"""Which part of the scene is seen: zooming, panning and fitting."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF

from ui.decompose.viewport import fitted, panned, showing, zoomed
from ui.drawing.tree_picture import View

PAPER = QRectF(0, 0, 640, 480)

views = st.builds(View, st.floats(0.05, 2.5), st.floats(-2000, 2000), st.floats(-2000, 2000))
points = st.builds(QPointF, st.floats(0, 640), st.floats(0, 480))


@given(view=views, factor=st.floats(0.2, 5.0), at=points)
@settings(max_examples=60, deadline=None)
def test_that_zooming_keeps_what_is_under_the_pointer(
    view: View, factor: float, at: QPointF
) -> None:
    before, after = view.to_scene(at), zoomed(view, factor, at).to_scene(at)
    assert (after.x(), after.y()) == pytest.approx((before.x(), before.y()), abs=1e-6)


@given(view=views, by=points)
@settings(max_examples=60, deadline=None)
def test_that_panning_moves_the_paper_by_pixels(view: View, by: QPointF) -> None:
    before = view.to_scene(QPointF(0, 0))
    after = panned(view, by).to_scene(by)
    assert (after.x(), after.y()) == pytest.approx((before.x(), before.y()), abs=1e-6)


boxes = st.builds(
    QRectF, st.floats(-1e3, 1e3), st.floats(-1e3, 1e3), st.floats(1, 4e3), st.floats(1, 4e3)
)


@given(box=boxes)
@settings(max_examples=60, deadline=None)
def test_that_what_is_fitted_is_in_the_middle_and_never_too_large(box: QRectF) -> None:
    view = fitted(box, PAPER.size())
    on_paper = view.to_paper(box)
    assert view.scale <= 1.0
    assert PAPER.adjusted(-1, -1, 1, 1).contains(on_paper)
    assert on_paper.center().x() == pytest.approx(PAPER.center().x(), abs=1e-6)


@given(
    view=views,
    box=st.builds(QRectF, st.floats(-3e3, 3e3), st.floats(-3e3, 3e3), st.just(200), st.just(82)),
)
@settings(max_examples=60, deadline=None)
def test_that_what_is_brought_into_view_is_there_and_stays_where_it_was_already(
    view: View, box: QRectF
) -> None:
    moved = showing(view, box, PAPER.size())
    on_paper = moved.to_paper(box)
    if on_paper.width() <= PAPER.width() and on_paper.height() <= PAPER.height():
        assert PAPER.adjusted(-0.01, -0.01, 0.01, 0.01).contains(on_paper)
    again = showing(moved, box, PAPER.size())
    assert (again.left, again.top) == pytest.approx((moved.left, moved.top), abs=1e-6)
