"""A tree that grows down: where cards stand, how one walks, and where cards are dropped."""

from __future__ import annotations

import pytest
from examples.pointing import Mouse, box_of, card_of, name_of
from examples.shop import ARPU, CLIENTS, COSTS, LEADS, PROFIT, REVENUE
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtTest import QTest

from models.tree import kpi_tree
from ui.app import Workbench
from ui.decompose.canvas import TreeCanvas
from ui.decompose.room import DecomposeRoom
from ui.document import Document
from ui.drawing.tree_geometry import handle_box


@pytest.fixture
def turned(room: DecomposeRoom, canvas: TreeCanvas) -> TreeCanvas:
    room.action_handlers()["top_down"]()
    return canvas


def test_that_children_stand_below_their_parent_and_the_way_back_is_the_same_action(
    room: DecomposeRoom, canvas: TreeCanvas
) -> None:
    before = box_of(canvas, LEADS)
    room.action_handlers()["top_down"]()
    assert room.action_states()["top_down"]
    assert box_of(canvas, REVENUE).top() > box_of(canvas, PROFIT).bottom()
    assert box_of(canvas, REVENUE).top() == box_of(canvas, COSTS).top()
    assert box_of(canvas, REVENUE).right() < box_of(canvas, COSTS).left()
    room.action_handlers()["top_down"]()
    assert not room.action_states()["top_down"]
    assert box_of(canvas, LEADS) == before


def test_that_the_root_and_its_children_are_in_view_at_first(turned: TreeCanvas) -> None:
    paper = QRectF(turned.rect())
    for key in (PROFIT, REVENUE, COSTS):
        assert paper.contains(turned.view.to_paper(box_of(turned, key)))


def test_that_the_arrows_follow_the_tree_as_it_is_drawn(
    document: Document, turned: TreeCanvas
) -> None:
    document.select(PROFIT)
    seen = []
    down, up, left, right = Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Right
    for key in (down, left, down, left, up, up, right):
        QTest.keyClick(turned, key)
        seen.append(document.selection)
    assert seen[0] in {REVENUE, COSTS}
    assert seen[1:5] == [REVENUE, seen[2], CLIENTS, REVENUE]
    assert seen[2] in {CLIENTS, ARPU}
    assert seen[5:] == [PROFIT, PROFIT]


def test_that_a_card_lands_before_one_at_its_left_and_after_one_at_its_right(
    document: Document, turned: TreeCanvas, mouse: Mouse
) -> None:
    paper = turned.view.to_paper(box_of(turned, REVENUE))
    mouse.drag(name_of(turned, COSTS), QPointF(paper.left() + 6, paper.center().y()))
    assert kpi_tree(document.plan.kpis).siblings(COSTS) == (COSTS, REVENUE)
    paper = turned.view.to_paper(box_of(turned, REVENUE))
    mouse.drag(name_of(turned, COSTS), QPointF(paper.right() - 6, paper.center().y()))
    assert kpi_tree(document.plan.kpis).siblings(COSTS) == (REVENUE, COSTS)


def test_that_the_handle_below_a_card_folds(
    document: Document, turned: TreeCanvas, mouse: Mouse
) -> None:
    scene = turned.scene
    assert scene is not None
    card = card_of(turned, CLIENTS)
    handle = handle_box(scene.picture, card)
    assert handle.center().y() >= box_of(turned, CLIENTS).bottom()
    mouse.click(turned.view.to_paper(handle).center())
    assert scene.picture.folded[card] == 2
    assert scene.card_of(scene.nodes.home[LEADS]) == -1


def test_that_the_menu_turns_the_tree_and_says_so(opened: Workbench) -> None:
    action = opened.window.menus.actions["top_down"]
    assert not action.isChecked()
    action.trigger()
    assert action.isChecked()
    action.trigger()
    assert not action.isChecked()
