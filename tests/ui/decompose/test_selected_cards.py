"""Several selected cards: by clicks, by keys, by a rubber band, and moved as one."""

from __future__ import annotations

from functools import partial

import pytest
from examples.pointing import Mouse, box_of, card_of, figure_of, name_of, on
from examples.shop import ARPU, CLIENTS, CONVERSION, COSTS, LEADS, PROFIT, REVENUE
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from models.edits.kpis import set_formula
from models.keys import KpiKey
from models.tree import kpi_tree
from ui.decompose.canvas import TreeCanvas
from ui.document import Document
from ui.drawing.tree_geometry import plus_box

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
RIGHT = Qt.MouseButton.RightButton


def ground(canvas: TreeCanvas, *keys: KpiKey) -> tuple[QPointF, QPointF]:
    """Return two corners on empty ground round the cards of ``keys``."""
    box = box_of(canvas, keys[0])
    for key in keys[1:]:
        box = box.united(box_of(canvas, key))
    paper = canvas.view.to_paper(box.adjusted(-5, -5, 5, 5))
    return paper.topLeft(), paper.bottomRight()


def test_that_ctrl_click_adds_and_takes_away(
    document: Document, canvas: TreeCanvas, mouse: Mouse
) -> None:
    mouse.click(name_of(canvas, REVENUE))
    mouse.click(name_of(canvas, LEADS), CTRL)
    assert set(document.chosen) == {REVENUE, LEADS}
    assert document.selection == LEADS
    mouse.click(name_of(canvas, LEADS), CTRL)
    assert document.chosen == (REVENUE,)
    mouse.click(name_of(canvas, REVENUE), CTRL)
    assert document.chosen == ()
    assert document.selection is None


def test_that_shift_click_takes_what_lies_between(
    document: Document, canvas: TreeCanvas, mouse: Mouse
) -> None:
    # In one column: from first to last.
    mouse.click(name_of(canvas, LEADS))
    mouse.click(name_of(canvas, CONVERSION), SHIFT)
    assert set(document.chosen) == {LEADS, CONVERSION}
    # Elsewhere: the way through the tree, from where it began.
    mouse.click(name_of(canvas, COSTS), SHIFT)
    assert set(document.chosen) == {LEADS, CLIENTS, REVENUE, PROFIT, COSTS}
    assert document.selection == COSTS
    # On a figure too, which a drag with Shift would turn coarsely.
    mouse.click(name_of(canvas, ARPU))
    mouse.click(figure_of(canvas, LEADS), SHIFT)
    assert set(document.chosen) == {ARPU, REVENUE, CLIENTS, LEADS}


def test_that_shift_and_arrows_extend_and_take_back(document: Document, canvas: TreeCanvas) -> None:
    document.select(CLIENTS)
    QTest.keyClick(canvas, Qt.Key.Key_Down, SHIFT)
    assert set(document.chosen) == {CLIENTS, ARPU}
    QTest.keyClick(canvas, Qt.Key.Key_Up, SHIFT)
    assert document.chosen == (CLIENTS,)
    QTest.keyClick(canvas, Qt.Key.Key_Left, SHIFT)
    QTest.keyClick(canvas, Qt.Key.Key_Left, SHIFT)
    assert set(document.chosen) == {CLIENTS, REVENUE, PROFIT}
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert document.chosen == (PROFIT,)
    QTest.keyClick(canvas, Qt.Key.Key_A, CTRL)
    assert len(document.chosen) == len(document.plan.kpis)
    assert document.selection == PROFIT
    assert canvas.accessibleDescription().startswith("7 cards selected, Profit")


def test_that_a_rubber_band_selects_what_it_touches(
    document: Document, canvas: TreeCanvas, mouse: Mouse
) -> None:
    mouse.drag(*ground(canvas, LEADS, CONVERSION))
    assert set(document.chosen) == {LEADS, CONVERSION}
    mouse.drag(*ground(canvas, COSTS), keys=CTRL)
    assert set(document.chosen) == {LEADS, CONVERSION, COSTS}
    start, end = ground(canvas, REVENUE)
    mouse.press(start)
    mouse.move(end)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    mouse.release(end)
    assert set(document.chosen) == {LEADS, CONVERSION, COSTS}
    mouse.click(start)
    assert document.chosen == ()


def test_that_every_selected_card_shows_it(
    document: Document, canvas: TreeCanvas, mouse: Mouse
) -> None:
    document.select(COSTS)
    places = [on(canvas, box_of(canvas, key), 0.0).toPoint() for key in (COSTS, LEADS, ARPU)]
    shown = canvas.grab().toImage()
    document.select(COSTS, (LEADS, COSTS))
    after = canvas.grab().toImage()
    assert [shown.pixel(at) == after.pixel(at) for at in places] == [True, False, True]
    # While the band is drawn it shows too, and nothing is selected before it ends.
    start, end = ground(canvas, ARPU)
    mouse.press(start)
    mouse.move(end)
    assert set(document.chosen) == {LEADS, COSTS}
    assert canvas.grab().toImage().pixel(places[2]) != after.pixel(places[2])
    mouse.release(end)
    assert document.chosen == (ARPU,)


def test_that_several_cards_are_dragged_as_one_step_in_their_order(
    document: Document, canvas: TreeCanvas, mouse: Mouse
) -> None:
    document.apply("Sum", partial(set_formula, key=CLIENTS, text="leads + conversion"))
    document.select(ARPU)
    document.select(CONVERSION, (LEADS, CONVERSION, CLIENTS))
    steps = document.undo_stack.count()
    # Leads and conversion go with the clients they are part of.
    mouse.drag(name_of(canvas, CONVERSION), on(canvas, box_of(canvas, COSTS)))
    tree = kpi_tree(document.plan.kpis)
    assert tree.home[CLIENTS] == COSTS
    assert tree.home[LEADS] == tree.home[CONVERSION] == CLIENTS
    assert document.undo_stack.count() == steps + 1
    assert "3" in document.undo_stack.undoText()
    assert set(document.chosen) == {LEADS, CONVERSION, CLIENTS}
    document.undo_stack.undo()
    document.select(LEADS, (LEADS, CONVERSION))
    mouse.drag(name_of(canvas, LEADS), on(canvas, box_of(canvas, COSTS)))
    assert kpi_tree(document.plan.kpis).shown_under(COSTS) == (LEADS, CONVERSION)


def test_that_a_click_on_one_of_several_selects_it_alone_and_a_right_click_keeps_them(
    document: Document, canvas: TreeCanvas, mouse: Mouse
) -> None:
    document.select(LEADS, (LEADS, COSTS))
    mouse.click(name_of(canvas, COSTS), button=RIGHT)
    assert document.selection == COSTS
    assert set(document.chosen) == {LEADS, COSTS}
    mouse.click(name_of(canvas, COSTS))
    assert document.chosen == (COSTS,)


def test_that_what_hides_a_selected_card_is_selected_in_its_place(
    document: Document, canvas: TreeCanvas
) -> None:
    document.select(CLIENTS, (LEADS, CONVERSION, COSTS))
    canvas.commanded.emit("fold")
    assert set(document.chosen) == {CLIENTS, COSTS}


def test_that_a_tree_that_changes_beneath_a_drag_ends_it(
    document: Document, canvas: TreeCanvas, mouse: Mouse
) -> None:
    document.apply("Sum", partial(set_formula, key=CLIENTS, text="leads + conversion"))
    mouse.press(name_of(canvas, COSTS))
    end = on(canvas, box_of(canvas, REVENUE))
    mouse.move(end)
    document.undo_stack.undo()
    before = document.plan
    mouse.move(end)
    mouse.release(end)
    assert document.plan is before


def test_that_the_plus_of_a_card_adds_a_child(
    document: Document, canvas: TreeCanvas, mouse: Mouse
) -> None:
    scene = canvas.scene
    assert scene is not None
    at = canvas.view.to_paper(plus_box(scene.picture, card_of(canvas, COSTS))).center()
    outside = at + QPointF(5, 0)
    # Nothing is there until the pointer is on the card.
    mouse.click(outside)
    assert not canvas.typing.editor.is_open
    mouse.hover(name_of(canvas, COSTS))
    mouse.hover(outside)
    mouse.click(outside)
    assert canvas.typing.editor.is_open
    QTest.keyClicks(canvas.typing.editor.line, "Rent")
    QTest.keyClick(canvas.typing.editor.line, Qt.Key.Key_Return)
    assert kpi_tree(document.plan.kpis).home[KpiKey("rent")] == COSTS
    assert document.undo_stack.count() == 1


@pytest.mark.parametrize("space", [False, True])
def test_that_a_drag_on_empty_ground_moves_the_paper_only_with_space(
    document: Document, canvas: TreeCanvas, mouse: Mouse, space: bool
) -> None:
    before = canvas.view
    start, end = ground(canvas, PROFIT)
    if space:
        QTest.keyPress(canvas, Qt.Key.Key_Space)
    mouse.drag(start, end)
    if space:
        QTest.keyRelease(canvas, Qt.Key.Key_Space)
    assert (canvas.view != before) == space
    assert document.selection == (None if space else PROFIT)
