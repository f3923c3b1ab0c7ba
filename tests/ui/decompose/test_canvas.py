"""The canvas as a projection: what it shows, says and paints anew when the plan differs."""

from __future__ import annotations

from functools import partial

import pytest
from examples.shop import ARPU, CLIENTS, COSTS, LEADS, PROFIT, REVENUE, STRETCH
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from typing_extensions import override

from models.calendar import Span
from models.edits.drivers import set_value
from models.edits.kpis import rename, set_formula
from models.keys import KpiKey
from models.plan import Plan
from ui.decompose.canvas import TreeCanvas
from ui.decompose.room import DecomposeRoom
from ui.document import Document
from ui.drawing.tree_painter import NEAR_SCALE, card_box
from ui.drawing.tree_picture import CardKind


class Painted(QObject):
    """Takes note of what of the canvas is painted."""

    def __init__(self, canvas: TreeCanvas) -> None:
        super().__init__(canvas)
        self.region = QRegion()
        canvas.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return False


def painted_cards(canvas: TreeCanvas, region: QRegion) -> set[str]:
    scene = canvas.scene
    assert scene is not None
    return {
        scene.nodes.keys[node]
        for card, node in enumerate(scene.visible.tolist())
        if region.contains(canvas.view.to_paper(card_box(scene.picture, card)).center().toPoint())
    }


def settle(qtbot: QtBot, canvas: TreeCanvas) -> None:
    """Wait until nothing is painted any more."""
    watch = Painted(canvas)
    quiet = 0
    for _ in range(200):
        watch.region = QRegion()
        QTest.qWait(30)
        quiet = quiet + 1 if watch.region.isEmpty() else 0
        # Stripes and problems come a little later; a busy machine makes it longer.
        if quiet == 12:
            return
    pytest.fail("the canvas paints on and on")


def test_that_an_edit_paints_only_the_cards_it_changes(
    document: Document, canvas: TreeCanvas, qtbot: QtBot
) -> None:
    settle(qtbot, canvas)
    watch = Painted(canvas)
    document.apply("Costs", partial(set_value, key=COSTS, period=0, value=1.0))
    qtbot.waitUntil(lambda: not watch.region.isEmpty())
    settle(qtbot, canvas)
    seen = painted_cards(canvas, watch.region)
    assert {COSTS, PROFIT} <= seen
    assert not seen & {REVENUE, CLIENTS, ARPU, LEADS}


def test_that_a_card_compares_with_the_base_and_says_so_aloud(
    document: Document, canvas: TreeCanvas
) -> None:
    document.select(REVENUE)
    assert "%" not in canvas.accessibleDescription()
    document.show_scenario(STRETCH)
    assert canvas.accessibleDescription().startswith("Revenue, ")
    assert "+" in canvas.accessibleDescription()


def test_that_a_longer_name_makes_its_card_taller(document: Document, canvas: TreeCanvas) -> None:
    scene = canvas.scene
    assert scene is not None
    card = scene.card_of(scene.nodes.home[LEADS])
    before = card_box(scene.picture, card).height()
    long = "Leads of every channel and of every campaign of this year"
    document.apply("Rename", partial(rename, key=LEADS, name=long))
    assert card_box(scene.picture, card).height() > before


def test_that_a_name_of_no_kpi_is_a_card_from_which_it_is_made(
    document: Document, room: DecomposeRoom, canvas: TreeCanvas
) -> None:
    document.apply("Formula", partial(set_formula, key=COSTS, text="rent + 1"))
    scene = canvas.scene
    assert scene is not None
    node = scene.nodes.keys.index(KpiKey("rent"))
    assert scene.picture.card(scene.card_of(node)).kind is CardKind.UNKNOWN
    canvas.select_node(node)
    canvas.commanded.emit("edit_name")
    assert document.plan.kpis[KpiKey("rent")].is_driver
    assert document.selection == "rent"
    assert canvas.typing.editor.is_open


def test_that_the_first_view_can_be_read(canvas: TreeCanvas) -> None:
    assert canvas.scale >= NEAR_SCALE


@pytest.mark.parametrize("down", [False, True], ids=["right", "down"])
def test_that_in_a_small_window_root_and_children_are_read_at_once(
    room: DecomposeRoom, document: Document, plan: Plan, down: bool
) -> None:
    room.canvas.turn(down=down)
    room.resize(612, 470)
    document.load(plan, None)
    canvas = room.canvas
    assert canvas.scale >= NEAR_SCALE
    scene = canvas.scene
    assert scene is not None
    for key in (PROFIT, REVENUE, COSTS):
        box = card_box(scene.picture, scene.card_of(scene.nodes.home[key]))
        assert canvas.rect().contains(canvas.view.to_paper(box).toAlignedRect())


def test_that_fit_shows_every_card(canvas: TreeCanvas) -> None:
    canvas.zoom(8.0)
    canvas.fit_all()
    scene = canvas.scene
    assert scene is not None
    room = canvas.rect()
    for card in range(len(scene.visible)):
        assert room.contains(
            canvas.view.to_paper(card_box(scene.picture, card))
            .toAlignedRect()
            .adjusted(1, 1, -1, -1)
        )


def test_that_a_figure_of_a_quarter_is_typed_for_the_quarter(
    document: Document, canvas: TreeCanvas
) -> None:
    quarter = document.plan.calendar.groups(Span.QUARTER)[1]
    document.show_group(quarter)
    document.select(LEADS)
    canvas.typing.edit_value()
    editor = canvas.typing.editor
    assert editor.line.text() == "27000"
    editor.line.setText("30k")
    assert editor.finish()
    values = document.plan.kpis[LEADS].values
    assert values[3:6] == pytest.approx((10_000.0,) * 3)
    assert values[:3] == (9_000.0,) * 3


def test_that_another_plan_is_shown_from_its_own_beginning(
    document: Document, room: DecomposeRoom, canvas: TreeCanvas, empty_plan: Plan
) -> None:
    document.select(LEADS)
    document.load(empty_plan, None)
    assert canvas.isHidden() or not canvas.isVisible()
    assert canvas.selected_node == -1
    document.undo_stack.clear()
    room.start_plan()
    assert canvas.isVisible()
    assert len(document.plan.kpis) == 1


def test_that_a_window_that_settles_shows_the_whole_plan_and_later_keeps_what_was_folded(
    document: Document, room: DecomposeRoom, canvas: TreeCanvas
) -> None:
    scene = canvas.scene
    assert scene is not None
    canvas.resize(600, 300)
    assert canvas.scale < 1.0
    canvas.resize(1070, 700)
    assert canvas.scale == 1.0
    document.select(CLIENTS)
    room.action_handlers()["fold"]()
    seen = len(scene.visible)
    canvas.resize(600, 300)
    assert len(scene.visible) == seen
    assert canvas.scale == 1.0


def test_that_the_selected_card_stays_in_view_in_a_smaller_window(
    document: Document, canvas: TreeCanvas
) -> None:
    document.select(LEADS)
    canvas.zoom(1.0)
    for width, height in ((500, 300), (900, 240), (300, 600)):
        canvas.resize(width, height)
        box = canvas.view.to_paper(canvas.selected_box()).toAlignedRect()
        assert canvas.rect().contains(box)
