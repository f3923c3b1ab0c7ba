"""The room: two views of one tree, which of them keys and menus mean, and what it shows."""

from __future__ import annotations

from functools import partial

import pytest
from examples.shop import ARPU, CLIENTS, COSTS, LEADS, PROFIT, REVENUE
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from models.edits.organisation import put_function
from models.keys import FunctionKey, KpiKey
from models.organisation import Function
from models.plan import Plan
from models.tree import kpi_tree
from ui.actions import ACTIONS
from ui.decompose.legend import Legend
from ui.decompose.room import DecomposeRoom
from ui.decompose.view_bar import Shape
from ui.document import Document
from ui.room import Room
from ui.theme import ThemeName, load_theme
from ui.widgets.button import Button
from workbench.language import language


def test_that_the_room_answers_to_actions_of_the_table(room: DecomposeRoom) -> None:
    assert isinstance(room, Room)
    handlers = room.action_handlers()
    assert handlers.keys() <= ACTIONS.keys()
    assert {"edit_name", "insert_root", "view_both", "fit", "fold_level"} <= handlers.keys()


def test_that_each_shape_shows_what_it_says(room: DecomposeRoom) -> None:
    for shape, seen in (
        (Shape.OUTLINE, (False, True)),
        (Shape.BOTH, (True, True)),
        (Shape.TREE, (True, False)),
    ):
        room.show_shape(shape)
        assert (room.canvas.isVisible(), room.outline.isVisible()) == seen
        assert room.bar.shapes.value is shape


def test_that_the_selected_card_stays_in_view_where_the_table_takes_room(
    document: Document, room: DecomposeRoom, qtbot: QtBot
) -> None:
    canvas = room.canvas
    document.select(COSTS)
    canvas.zoom(1)
    whole = canvas.height()
    room.show_outline()
    # The table has the room for itself, and the canvas none, before both share it.
    qtbot.waitUntil(lambda: room.outline.height() >= whole)
    room.show_both()
    qtbot.waitUntil(lambda: 100 < canvas.height() < whole)
    assert QRectF(canvas.rect()).contains(canvas.view.to_paper(canvas.selected_box()))


def test_that_a_menu_means_the_view_with_the_keyboard(
    document: Document, room: DecomposeRoom
) -> None:
    room.show_both()
    document.select(REVENUE)
    rename = room.action_handlers()["edit_name"]
    room.outline.setFocus()
    rename()
    assert room.outline.typing.editor.is_open
    room.outline.typing.editor.cancel()
    room.canvas.setFocus()
    rename()
    assert room.canvas.typing.editor.is_open
    room.canvas.typing.editor.cancel()


def test_that_showing_a_kpi_opens_what_hides_it(document: Document, room: DecomposeRoom) -> None:
    scene = room.canvas.scene
    assert scene is not None
    document.select(PROFIT)
    room.action_handlers()["fold"]()
    assert len(scene.visible) == 1
    document.select(LEADS)
    room.show_kpi(LEADS)
    assert scene.card_of(scene.nodes.home[LEADS]) >= 0
    assert room.canvas.selected_node == scene.nodes.home[LEADS]


def test_that_what_is_moved_below_a_folded_kpi_stays_in_view(
    document: Document, room: DecomposeRoom
) -> None:
    handlers = room.action_handlers()
    document.select(CLIENTS)
    handlers["fold"]()
    document.select(ARPU)
    handlers["indent"]()
    assert kpi_tree(document.plan.kpis).home[ARPU] == CLIENTS
    scene = room.canvas.scene
    assert scene is not None
    assert scene.card_of(scene.nodes.home[ARPU]) >= 0


@pytest.mark.parametrize("selected", [None, LEADS])
def test_that_the_menu_offers_what_can_be_done(
    document: Document,
    room: DecomposeRoom,
    monkeypatch: pytest.MonkeyPatch,
    selected: KpiKey | None,
) -> None:
    opened: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, at: opened.append(menu))
    document.select(selected)
    room.canvas.menu_asked.emit(QPoint(5, 5))
    words = {action.text(): action for action in opened[0].actions() if not action.isSeparator()}
    if selected is None:
        assert list(words) == [ACTIONS["insert_root"].text, ACTIONS["paste"].text]
    else:
        words[ACTIONS["delete_branch"].text].trigger()
        assert LEADS in document.plan.kpis
        assert "Leads" in room.notice.text


class TestEmptyPlan:
    @pytest.fixture
    def plan(self, empty_plan: Plan) -> Plan:
        return empty_plan

    def test_that_it_invites_and_enter_begins(
        self, document: Document, room: DecomposeRoom
    ) -> None:
        assert not room.canvas.isVisible()
        button = next(
            found for found in room.findChildren(Button) if found.text() == "Add the first KPI"
        )
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Return)
        assert room.canvas.typing.editor.is_open
        assert not button.isVisible()

    def test_that_it_begins_in_the_outline_where_that_is_shown(self, room: DecomposeRoom) -> None:
        room.show_outline()
        room.start_plan()
        assert room.outline.typing.editor.is_open


@pytest.mark.parametrize("code", ["en", "fr"])
@pytest.mark.parametrize("width", [700, 820, 1070])
def test_that_no_words_are_cut_in_a_narrow_room(
    document: Document, host: QWidget, qtbot: QtBot, code: str, width: int
) -> None:
    room = DecomposeRoom(document, load_theme(ThemeName.LIGHT), language(code), host)
    host.resize(width, 480)
    room.resize(width, 480)
    with qtbot.waitExposed(host):
        host.show()
    room.show_both()
    for part in (*room.bar.findChildren(Button), *room.bar.findChildren(QLabel)):
        assert part.width() >= part.minimumSizeHint().width()
        right = part.mapTo(room, part.rect().topRight()).x()
        assert right < width


def test_that_the_legend_names_every_function(document: Document, room: DecomposeRoom) -> None:
    legend = room.findChild(Legend)
    assert legend is not None
    assert legend.accessibleName() == "Marketing, Sales"
    legal = Function(FunctionKey("legal"), "Legal")
    document.apply("Add", partial(put_function, function=legal))
    assert legend.accessibleName() == "Marketing, Sales, Legal"
