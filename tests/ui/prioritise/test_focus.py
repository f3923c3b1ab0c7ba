"""Where the keyboard goes in Prioritise: to where work goes on, and always in sight."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models.calendar import Calendar, Month
from models.plan import Plan
from ui.app import Workbench
from ui.prioritise.room import PageName, PrioritiseRoom
from ui.room import PRIORITISE


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
