"""Where the keyboard goes in Prioritise: to where work goes on, and always in sight."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from examples.shop import SELLER
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models.calendar import Calendar, Month
from models.edits.organisation import put_position
from models.keys import PositionKey
from models.plan import Plan
from ui.app import Workbench
from ui.prioritise.room import PageName, PrioritiseRoom
from ui.room import PRIORITISE
from ui.tables.frozen_names import FrozenNames


def room_of(workbench: Workbench) -> PrioritiseRoom:
    room = workbench.window.frame.current
    assert isinstance(room, PrioritiseRoom)
    return room


def ask_for(workbench: Workbench, action: str) -> QWidget:
    """Do an action; return what has the keyboard then."""
    workbench.window.activateWindow()
    workbench.window.menus.actions[action].trigger()
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def test_that_each_page_takes_the_keyboard_where_its_work_is(opened: Workbench) -> None:
    focused = ask_for(opened, "room_prioritise")
    room = room_of(opened)
    assert focused is room.scorecards.weights.table
    assert ask_for(opened, "page_receive") is room.receive.who.field
    assert ask_for(opened, "page_organisation") is room.people.people.field
    assert room.life.isAncestorOf(ask_for(opened, "page_life"))
    # Who walks through the pages by arrows stays in the switch.
    room.switch.focus_chosen(Qt.FocusReason.OtherFocusReason)
    room.switch.walk(-1)
    assert room.page is PageName.ORGANISATION
    assert room.switch.isAncestorOf(QApplication.focusWidget())


def test_that_an_empty_plan_leads_to_its_functions(workbench: Workbench, qtbot: QtBot) -> None:
    workbench.files.start(Plan("", Calendar(Month(2027, 1))), workbench.window)
    for page in ("page_scorecards", "page_receive"):
        ask_for(workbench, "room_prioritise")
        focused = ask_for(workbench, page)
        qtbot.keyClick(focused, Qt.Key.Key_Return)
        people = room_of(workbench).people
        assert room_of(workbench).page is PageName.ORGANISATION
        assert QApplication.focusWidget() is people.organisation.functions.view


def test_that_the_page_scrolls_to_what_f6_goes_to(opened: Workbench, qtbot: QtBot) -> None:
    opened.window.resize(1024, 600)
    focused = ask_for(opened, "room_prioritise")
    room = room_of(opened)
    page = room.scorecards
    for _ in range(2):
        opened.window.menus.actions["next_pane"].trigger()
        focused = QApplication.focusWidget()
        assert focused is not None
        top = focused.mapTo(page, focused.rect().topLeft()).y()
        assert 0 <= top < page.height()
    assert opened.window.frame.room == PRIORITISE


def test_that_names_stay_and_the_page_follows_while_keys_walk_through_the_matrix(
    opened: Workbench, qtbot: QtBot
) -> None:
    opened.window.resize(1024, 600)
    document = opened.document
    for number in range(12):
        key = PositionKey(f"region_{number}")
        named = replace(document.plan.positions[SELLER], key=key, name=f"Regional lead {number}")
        document.apply("add", partial(put_position, position=named))
    table = ask_for(opened, "room_prioritise")
    page = room_of(opened).scorecards
    assert table is page.weights.table
    names = page.weights.table.findChild(FrozenNames)
    assert isinstance(names, FrozenNames)
    assert names.covers == 0
    columns, rows = page.weights.matrix.columnCount(), page.weights.matrix.rowCount()
    walk = [Qt.Key.Key_Right] * columns + [Qt.Key.Key_Down] * rows + [Qt.Key.Key_Left] * columns
    covered = set()
    for key in walk:
        qtbot.keyClick(table, key)
        index = page.weights.table.currentIndex()
        cell = page.weights.table.visualRect(index)
        seen = page.weights.table.viewport().mapTo(page, cell.topLeft())
        assert 0 <= seen.y() <= page.height() - cell.height()
        if index.column() > 0:
            assert names.covers <= cell.left() < page.weights.table.viewport().width()
        covered.add(names.covers)
    assert covered == {0, page.weights.table.columnWidth(0)}
    assert not names.isVisible()
