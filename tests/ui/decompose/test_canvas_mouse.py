"""The tree by mouse: gestures come to one step of undo, or to nothing."""

from __future__ import annotations

import pytest
from examples.pointing import Mouse, box_of, figure_of, name_of, on
from examples.shop import ARPU, CLIENTS, COSTS, LEADS, PROFIT, REVENUE, STRETCH
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from models.edits.drivers import set_values
from models.keys import BASE
from models.tree import kpi_tree
from ui.decompose.canvas import TreeCanvas
from ui.document import Document
from ui.drawing.tree_geometry import handle_box

NONE = Qt.KeyboardModifier.NoModifier
MIDDLE = Qt.MouseButton.MiddleButton


def leads(document: Document) -> float:
    return document.results.values.total(LEADS, document.scenario)


def test_that_dragging_on_a_figure_turns_it_as_one_step(
    document: Document, canvas: TreeCanvas, mouse: Mouse
) -> None:
    document.apply("Season", lambda plan: set_values(plan, {(LEADS, 3): 18_000.0}))
    season = document.plan.kpis[LEADS].values
    before, steps = leads(document), document.undo_stack.count()
    start = figure_of(canvas, LEADS)
    mouse.drag(start, start + QPointF(20, 0))
    assert leads(document) == pytest.approx(before * 1.1, rel=1e-3)
    assert document.undo_stack.count() == steps + 1
    document.undo_stack.undo()
    assert document.plan.kpis[LEADS].values == season


def test_that_a_turn_through_zero_keeps_the_season(
    document: Document, canvas: TreeCanvas, mouse: Mouse
) -> None:
    document.apply("Season", lambda plan: set_values(plan, {(LEADS, 3): 18_000.0}))
    season, steps = document.plan.kpis[LEADS].values, document.undo_stack.count()
    start = figure_of(canvas, LEADS)
    mouse.press(start)
    mouse.move(start - QPointF(250, 0))
    assert leads(document) == 0.0
    mouse.move(start - QPointF(150, 0))
    half = document.plan.kpis[LEADS].values
    assert half[3] == pytest.approx(2 * half[2])
    mouse.move(start - QPointF(50, 0))
    # There and back again is no step at all.
    assert document.plan.kpis[LEADS].values == season
    assert document.undo_stack.count() == steps
    mouse.release(start)


def test_that_alt_turns_ten_times_as_finely(
    document: Document, canvas: TreeCanvas, mouse: Mouse
) -> None:
    before, start = leads(document), figure_of(canvas, LEADS)
    mouse.press(start)
    mouse.move(start + QPointF(20, 0), Qt.KeyboardModifier.AltModifier)
    mouse.release(start)
    assert leads(document) == pytest.approx(before * 1.01, rel=1e-3)


def test_that_escape_gives_a_turn_up(document: Document, canvas: TreeCanvas, mouse: Mouse) -> None:
    document.apply("Before", lambda plan: set_values(plan, {(COSTS, 0): 1.0}))
    before, start = document.plan, figure_of(canvas, LEADS)
    mouse.press(start)
    mouse.move(start + QPointF(40, 0))
    assert document.plan != before
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert document.plan == before
    assert document.undo_stack.undoText() == "Before"


def test_that_a_turn_in_a_scenario_leaves_the_base(
    document: Document, canvas: TreeCanvas, mouse: Mouse
) -> None:
    document.show_scenario(STRETCH)
    base = document.plan.kpis
    start = figure_of(canvas, ARPU)
    mouse.drag(start, start + QPointF(20, 0))
    assert document.plan.kpis is base
    values = document.results.values
    assert values.total(ARPU, STRETCH) == pytest.approx(values.total(ARPU, BASE) * 1.1, rel=1e-3)


def test_that_a_card_is_dragged_below_another_and_between_siblings(
    document: Document, canvas: TreeCanvas, mouse: Mouse
) -> None:
    mouse.drag(name_of(canvas, COSTS), on(canvas, box_of(canvas, REVENUE)))
    assert kpi_tree(document.plan.kpis).home[COSTS] == REVENUE
    document.undo_stack.undo()
    mouse.drag(name_of(canvas, COSTS), on(canvas, box_of(canvas, REVENUE), 0.05))
    assert kpi_tree(document.plan.kpis).siblings(COSTS) == (COSTS, REVENUE)
    assert document.undo_stack.count() == 1


def test_that_a_branch_cannot_be_dropped_into_itself(
    document: Document, canvas: TreeCanvas, mouse: Mouse
) -> None:
    before = document.plan
    mouse.drag(name_of(canvas, REVENUE), on(canvas, box_of(canvas, LEADS)))
    assert document.plan is before


def test_that_a_press_that_hardly_moves_is_a_click(
    document: Document, canvas: TreeCanvas, mouse: Mouse
) -> None:
    before = document.plan
    for start in (figure_of(canvas, LEADS), name_of(canvas, COSTS)):
        mouse.drag(start, start + QPointF(2, 1))
    assert document.plan is before
    assert document.selection == COSTS


def test_that_double_clicks_edit_figures_and_names(
    document: Document, canvas: TreeCanvas, mouse: Mouse
) -> None:
    editor = canvas.typing.editor
    mouse.double_click(figure_of(canvas, ARPU))
    assert editor.line.text() == "30"
    editor.cancel()
    # One that is worked out is typed over too: that aims at it.
    mouse.double_click(figure_of(canvas, REVENUE))
    assert float(editor.line.text()) > 1e6
    editor.cancel()
    mouse.double_click(name_of(canvas, PROFIT))
    assert editor.line.text() == "Profit"
    editor.cancel()


def test_that_the_handle_folds_and_says_how_much(
    document: Document, canvas: TreeCanvas, mouse: Mouse
) -> None:
    scene = canvas.scene
    assert scene is not None
    card = scene.card_of(scene.nodes.home[CLIENTS])
    handle = canvas.view.to_paper(handle_box(scene.picture, card)).center()
    document.select(LEADS)
    mouse.click(handle)
    assert scene.picture.folded[card] == 2
    # What was selected is folded away: what hides it is selected, where it was.
    assert document.selection == CLIENTS
    mouse.click(handle)
    assert scene.picture.folded[card] == 0


def test_that_the_wheel_zooms_at_the_pointer_with_ctrl_and_moves_without(
    canvas: TreeCanvas,
) -> None:
    at = QPointF(300, 200)
    fixed, scale = canvas.view.to_scene(at), canvas.scale

    def turn(keys: Qt.KeyboardModifier) -> None:
        QApplication.sendEvent(
            canvas,
            QWheelEvent(
                at,
                QPointF(canvas.mapToGlobal(at.toPoint())),
                QPoint(),
                QPoint(0, 120),
                Qt.MouseButton.NoButton,
                keys,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            ),
        )

    turn(Qt.KeyboardModifier.ControlModifier)
    assert canvas.scale > scale
    assert canvas.view.to_scene(at).x() == pytest.approx(fixed.x())
    assert canvas.view.to_scene(at).y() == pytest.approx(fixed.y())
    before = canvas.view
    turn(NONE)
    assert canvas.view.top < before.top
    assert (canvas.view.scale, canvas.view.left) == (before.scale, before.left)


def test_that_a_middle_drag_moves_the_paper_and_selects_nothing(
    document: Document, canvas: TreeCanvas, mouse: Mouse
) -> None:
    start = name_of(canvas, COSTS)
    under = canvas.view.to_scene(start)
    mouse.drag(start, start + QPointF(50, 30), MIDDLE)
    moved = canvas.view.to_scene(start + QPointF(50, 30))
    assert (moved.x(), moved.y()) == pytest.approx((under.x(), under.y()))
    assert document.selection is None


def test_that_dragging_with_space_held_moves_the_paper_and_folds_nothing(
    document: Document, canvas: TreeCanvas, mouse: Mouse
) -> None:
    document.select(REVENUE)
    scene = canvas.scene
    assert scene is not None
    cards, start = len(scene.visible), name_of(canvas, COSTS)
    under = canvas.view.to_scene(start)
    QTest.keyPress(canvas, Qt.Key.Key_Space)
    mouse.drag(start, start + QPointF(-40, 25))
    QTest.keyRelease(canvas, Qt.Key.Key_Space)
    moved = canvas.view.to_scene(start + QPointF(-40, 25))
    assert (moved.x(), moved.y()) == pytest.approx((under.x(), under.y()))
    assert len(scene.visible) == cards
    assert document.selection == REVENUE


def test_that_the_menu_key_opens_the_menu_below_the_selected_card(
    document: Document, canvas: TreeCanvas, monkeypatch: pytest.MonkeyPatch
) -> None:
    places: list[QPoint] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, at: places.append(canvas.mapFromGlobal(at)))
    document.select(ARPU)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1))
    QApplication.sendEvent(canvas, event)
    assert places == [canvas.view.to_paper(box_of(canvas, ARPU)).bottomLeft().toPoint()]
