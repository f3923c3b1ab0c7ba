"""The paper moves while something is dragged near the edge, never beyond the tree."""

from __future__ import annotations

from examples.pointing import Mouse, name_of
from examples.shop import COSTS, REVENUE
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF
from pytestqt.qtbot import QtBot

from models.tree import kpi_tree
from ui.decompose.auto_scroll import scroll_at
from ui.decompose.canvas import TreeCanvas
from ui.document import Document

PAPER = QRectF(0, 0, 640, 480)
points = st.builds(QPointF, st.floats(-200, 900), st.floats(-200, 700))
trees = st.builds(
    QRectF, st.floats(-900, 900), st.floats(-900, 900), st.floats(1, 3e3), st.floats(1, 3e3)
)


@given(at=points, tree=trees)
@settings(max_examples=200, deadline=None)
def test_that_the_paper_moves_away_from_the_edge_and_not_beyond_the_tree(
    at: QPointF, tree: QRectF
) -> None:
    by = scroll_at(at, PAPER, tree)
    inner = PAPER.adjusted(36, 36, -36, -36)
    if inner.contains(at):
        assert by.isNull()
    moved = tree.translated(by)
    if by.x() > 0:
        assert at.x() < inner.left()
        assert moved.left() <= inner.left() + 1e-6
    if by.x() < 0:
        assert at.x() > inner.right()
        assert moved.right() >= inner.right() - 1e-6
    if tree.contains(PAPER.adjusted(-60, -60, 60, 60)) and not inner.contains(at):
        assert not by.isNull()


def test_that_a_card_is_carried_to_what_was_out_of_view(
    document: Document, canvas: TreeCanvas, mouse: Mouse, qtbot: QtBot
) -> None:
    document.select(COSTS)
    canvas.zoom(4.0)
    canvas.bring_near(1.0)
    scene = canvas.scene
    assert scene is not None
    start = name_of(canvas, COSTS)
    # Only the costs are left in view, at the upper edge.
    canvas.pan(QPointF(0, 40) - QPointF(0, start.y()))
    start = name_of(canvas, COSTS)
    assert name_of(canvas, REVENUE).y() < 0
    mouse.press(start)
    mouse.move(start - QPointF(0, 20))
    edge = QPointF(start.x(), 2)
    mouse.move(edge)
    qtbot.waitUntil(lambda: name_of(canvas, REVENUE).y() > 20, timeout=5000)
    there = name_of(canvas, REVENUE) + QPointF(0, 24)
    mouse.move(there)
    mouse.release(there)
    assert kpi_tree(document.plan.kpis).home[COSTS] == REVENUE
    before = canvas.view
    qtbot.wait(60)
    assert canvas.view == before
