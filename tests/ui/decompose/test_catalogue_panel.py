"""The catalogue beside the tree: found by typing, inserted by keys, buttons and dropping."""

from __future__ import annotations

from functools import partial
from typing import cast

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models.edits import kpis
from models.keys import KpiKey
from models.plan import Plan
from models.tree import kpi_tree
from ui.app import Workbench
from ui.decompose.catalogue_drop import landing_of_new
from ui.decompose.catalogue_lines import MIME_TYPE
from ui.decompose.catalogue_panel import CataloguePanel
from ui.decompose.invitation import Invitation
from ui.decompose.room import DecomposeRoom
from ui.document import Document
from ui.drawing.tree_geometry import card_box
from workbench.catalogue.shelf import LineKind

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def room_of(workbench: Workbench) -> DecomposeRoom:
    return cast("DecomposeRoom", workbench.window.frame.current)


@pytest.fixture
def panel(room: DecomposeRoom, qtbot: QtBot) -> CataloguePanel:
    """The catalogue, opened and read."""
    room.action_handlers()["catalogue"]()
    qtbot.waitUntil(room.catalogue.panel.is_filled)
    return room.catalogue.panel


def search(panel: CataloguePanel, text: str) -> None:
    panel.search.setText(text)


def enter(qtbot: QtBot, panel: CataloguePanel, modifiers: Qt.KeyboardModifier = NONE) -> None:
    qtbot.keyClick(panel.search, Qt.Key.Key_Return, modifiers)


def test_that_it_opens_to_be_typed_into_closes_to_the_tree_and_is_found_as_it_was_left(
    opened: Workbench, qtbot: QtBot
) -> None:
    action = opened.window.menus.actions["catalogue"]
    room = room_of(opened)
    assert not room.catalogue.isVisible()
    assert room.findChild(CataloguePanel) is None
    action.trigger()
    panel = room.catalogue.panel
    assert action.isChecked()
    assert QApplication.focusWidget() is panel.search
    qtbot.waitUntil(panel.is_filled)
    assert len(panel.list.lines.lines) > 200
    action.trigger()
    assert not action.isChecked()
    assert QApplication.focusWidget() is room.canvas
    action.trigger()
    opened.rebuild()
    assert room_of(opened).catalogue.isVisible()
    assert opened.window.menus.actions["catalogue"].isChecked()


def test_that_the_list_is_a_sound_model(panel: CataloguePanel) -> None:
    tester = QAbstractItemModelTester(
        panel.list.lines, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    for text in ("c", "", "zebra", "gemba"):
        search(panel, text)
    assert tester.model() is panel.list.lines


def test_that_arrows_choose_while_typing_and_pass_headings_over(
    qtbot: QtBot, panel: CataloguePanel
) -> None:
    first = panel.list.line
    assert first is not None
    for _ in range(10):
        qtbot.keyClick(panel.search, Qt.Key.Key_Down)
    assert panel.list.line.kind is LineKind.KPI
    for _ in range(12):
        qtbot.keyClick(panel.search, Qt.Key.Key_Up)
    assert panel.list.line == first


def test_that_enter_inserts_below_the_selected_kpi_in_one_step(
    qtbot: QtBot, document: Document, panel: CataloguePanel
) -> None:
    document.select(KpiKey("costs"))
    before, steps = document.plan, document.undo_stack.count()
    search(panel, "media spend")
    enter(qtbot, panel)
    assert document.plan.kpis[KpiKey("costs")].formula == "media_cost"
    assert document.selection == "media_cost"
    assert document.undo_stack.count() == steps + 1
    assert document.undo_stack.undoText() == "Insert Media spend"
    document.undo_stack.undo()
    assert document.plan == before


def test_that_what_is_inserted_one_after_the_other_stands_side_by_side(
    qtbot: QtBot, document: Document, panel: CataloguePanel
) -> None:
    document.select(KpiKey("costs"))
    for text in ("media spend", "sales cost"):
        search(panel, text)
        enter(qtbot, panel)
    assert document.plan.kpis[KpiKey("costs")].formula == "media_cost + sales_cost"
    panel.begin()
    search(panel, "footfall")
    enter(qtbot, panel)
    assert document.plan.kpis[KpiKey("sales_cost")].formula == "footfall"


def test_that_shift_enter_brings_the_drivers(
    qtbot: QtBot, document: Document, panel: CataloguePanel
) -> None:
    search(panel, "GRP")
    enter(qtbot, panel, SHIFT)
    rows = document.plan.kpis
    assert {"grp", "reach", "frequency"} <= set(rows)
    assert rows[KpiKey("grp")].formula == "100 * reach * frequency"
    assert document.selection == "grp"


def test_that_ctrl_enter_inserts_beside(
    qtbot: QtBot, document: Document, panel: CataloguePanel
) -> None:
    document.select(KpiKey("revenue"))
    search(panel, "media spend")
    enter(qtbot, panel, CTRL)
    shown = kpi_tree(document.plan.kpis).shown_under(KpiKey("profit"))
    assert shown == ("revenue", "media_cost", "costs")


def test_that_a_kpi_of_the_plan_is_shown_and_offered_again(
    qtbot: QtBot, document: Document, panel: CataloguePanel
) -> None:
    before = document.plan
    search(panel, "revenue")
    enter(qtbot, panel)
    assert document.plan is before
    assert document.selection == "revenue"
    assert panel.strip.text == "“Revenue” is in the plan already."
    panel.strip.button.click()
    assert KpiKey("revenue_2") in document.plan.kpis
    assert document.selection == "revenue_2"


def test_that_the_kpi_to_watch_is_offered_and_joins_no_sum(
    qtbot: QtBot, document: Document, panel: CataloguePanel
) -> None:
    document.select(KpiKey("costs"))
    search(panel, "media spend")
    enter(qtbot, panel)
    assert "“GRP”" in panel.strip.text
    panel.strip.button.click()
    plan = document.plan
    assert plan.kpis[KpiKey("costs")].formula == "media_cost"
    assert KpiKey("grp") in kpi_tree(plan.kpis).roots
    assert document.selection == "grp"


def test_that_what_is_said_leaves_with_the_next_edit(
    qtbot: QtBot, document: Document, panel: CataloguePanel
) -> None:
    search(panel, "media spend")
    enter(qtbot, panel)
    assert panel.strip.text
    document.undo_stack.undo()
    assert panel.strip.text == ""


def test_that_an_objective_joins_the_organisation(
    qtbot: QtBot, document: Document, panel: CataloguePanel
) -> None:
    search(panel, "joint presentation")
    enter(qtbot, panel)
    names = [each.name for each in document.plan.objectives.values()]
    assert "Joint presentation" in names
    assert "scorecards" in panel.strip.text


def test_that_a_whole_tree_is_one_step(
    qtbot: QtBot, document: Document, panel: CataloguePanel
) -> None:
    count, steps = len(document.plan.kpis), document.undo_stack.count()
    document.select(None)
    search(panel, "retail shop")
    enter(qtbot, panel)
    assert len(document.plan.kpis) == count + 19
    assert document.undo_stack.count() == steps + 1
    assert document.selection == "profit_2"


def test_that_what_is_refused_is_said(
    qtbot: QtBot, document: Document, room: DecomposeRoom, panel: CataloguePanel
) -> None:
    crowded = f"sum({', '.join(['clients'] * 108)})"
    edit = partial(kpis.set_formula, key=KpiKey("costs"), text=crowded)
    document.apply("Crowded", edit)
    document.select(KpiKey("costs"))
    before = document.plan
    search(panel, "media spend")
    enter(qtbot, panel)
    assert document.plan is before
    assert room.notice.text


def test_that_the_details_follow_the_cursor(panel: CataloguePanel) -> None:
    search(panel, "churn")
    assert panel.details.shown.name == "Churn"
    assert panel.drivers_button.isEnabled()
    search(panel, "aided awareness")
    assert panel.details.shown.name == "Aided awareness"
    assert not panel.drivers_button.isEnabled()
    search(panel, "zebra")
    assert panel.details.shown is None
    assert not panel.insert_button.isEnabled()


def test_that_typing_in_the_list_goes_on_in_the_search(qtbot: QtBot, panel: CataloguePanel) -> None:
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_C)
    assert panel.search.text().lower() == "c"
    assert QApplication.focusWidget() is panel.search


def test_that_escape_clears_then_goes_back_to_the_tree(
    qtbot: QtBot, room: DecomposeRoom, panel: CataloguePanel
) -> None:
    search(panel, "churn")
    qtbot.keyClick(panel.search, Qt.Key.Key_Escape)
    assert panel.search.text() == ""
    qtbot.keyClick(panel.search, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is room.canvas


def drop(
    room: DecomposeRoom,
    what: str,
    at: QPointF,
    held: Qt.KeyboardModifier = NONE,
    onto: QWidget | None = None,
) -> bool:
    """Drop a line at a point of the canvas; return whether the canvas took it."""
    target = onto or room.canvas
    data = QMimeData()
    data.setData(MIME_TYPE, QByteArray(what.encode()))
    button, copy = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
    entered = QDragEnterEvent(at.toPoint(), copy, data, button, held)
    QApplication.sendEvent(target, entered)
    dropped = QDropEvent(at, copy, data, button, held)
    QApplication.sendEvent(target, dropped)
    return entered.isAccepted() and dropped.isAccepted()


def place_of(room: DecomposeRoom, key: str, height: float = 0.5) -> QPointF:
    scene = room.canvas.scene
    box = card_box(scene.picture, scene.card_of(scene.nodes.home[KpiKey(key)]))
    point = QPointF(box.center().x(), box.top() + height * box.height())
    return room.canvas.view.to_paper(box.translated(point - box.topLeft())).topLeft()


def test_that_a_line_dropped_on_a_card_goes_below_it(
    document: Document, room: DecomposeRoom, panel: CataloguePanel
) -> None:
    assert drop(room, "kpi:media_cost", place_of(room, "costs"))
    assert document.plan.kpis[KpiKey("costs")].formula == "media_cost"
    assert document.selection == "media_cost"


def test_that_a_line_dropped_between_cards_goes_there(
    document: Document, room: DecomposeRoom, panel: CataloguePanel
) -> None:
    assert drop(room, "kpi:media_cost", place_of(room, "costs", 0.1))
    shown = kpi_tree(document.plan.kpis).shown_under(KpiKey("profit"))
    assert shown == ("revenue", "media_cost", "costs")


def test_that_ctrl_drops_the_drivers_too_and_bare_paper_is_the_top(
    document: Document, room: DecomposeRoom, panel: CataloguePanel
) -> None:
    assert drop(room, "kpi:grp", QPointF(3, 3), CTRL)
    plan = document.plan
    assert KpiKey("grp") in kpi_tree(plan.kpis).roots
    assert plan.kpis[KpiKey("grp")].formula


def test_that_a_kpi_of_the_plan_is_linked_where_it_is_dropped(
    document: Document, room: DecomposeRoom, panel: CataloguePanel
) -> None:
    count = len(document.plan.kpis)
    assert drop(room, "kpi:leads", place_of(room, "costs"))
    assert document.plan.kpis[KpiKey("costs")].formula == "leads"
    assert len(document.plan.kpis) == count


def test_that_an_empty_plan_takes_a_whole_tree_where_it_invites_to_begin(
    document: Document, empty_plan: Plan, room: DecomposeRoom, panel: CataloguePanel
) -> None:
    document.load(empty_plan, None)
    invitation = room.findChild(Invitation)
    assert invitation.isVisible()
    assert drop(room, "template:media", QPointF(9, 9), onto=invitation)
    assert len(document.plan.kpis) == 22
    assert room.canvas.isVisible()


def test_that_other_things_are_not_taken(room: DecomposeRoom, panel: CataloguePanel) -> None:
    data = QMimeData()
    data.setText("kpi:media_cost")
    copy, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    entered = QDragEnterEvent(QPoint(3, 3), copy, data, button, NONE)
    QApplication.sendEvent(room.canvas, entered)
    assert not entered.isAccepted()


def test_that_only_the_place_is_drawn_while_something_new_is_over_the_tree(
    room: DecomposeRoom, panel: CataloguePanel
) -> None:
    before = room.canvas.grab().toImage()
    data = QMimeData()
    data.setData(MIME_TYPE, QByteArray(b"kpi:media_cost"))
    copy, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    for at, same in ((QPoint(3, 3), True), (place_of(room, "costs").toPoint(), False)):
        QApplication.sendEvent(room.canvas, QDragEnterEvent(at, copy, data, button, NONE))
        assert (room.canvas.grab().toImage() == before) is same
    QApplication.sendEvent(room.canvas, QDragLeaveEvent())
    assert room.canvas.grab().toImage() == before


def test_that_a_landing_shows_a_line_beside_and_a_card_below(
    room: DecomposeRoom, panel: CataloguePanel
) -> None:
    scene = room.canvas.scene
    card = scene.card_of(scene.nodes.home[KpiKey("costs")])
    box = card_box(scene.picture, card)
    inside = landing_of_new(scene, box.center())
    assert (inside.parent, inside.at, inside.drop.card) == ("costs", None, card)
    below = landing_of_new(scene, QPointF(box.center().x(), box.bottom() - 2))
    assert below.parent == "profit"
    assert below.drop.line is not None


def test_that_a_dragged_line_says_what_it_is(panel: CataloguePanel) -> None:
    search(panel, "churn")
    data = panel.list.lines.mimeData([panel.list.lines.index(0)])
    assert bytes(data.data(MIME_TYPE).data()) == b"kpi:churn"
