"""The palette in the window: what is typed leads to KPIs, commands, scenarios, periods, plans."""

from __future__ import annotations

from pathlib import Path

import pytest
from examples.shop import ARPU, CLIENTS, LEADS, REVENUE, STRETCH, shop
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.calendar import Span
from models.plan import Plan
from ui.actions import ACTIONS
from ui.app import Workbench
from ui.palette.entries import action_entries
from ui.palette.palette import Palette
from ui.room import DECOMPOSE, PRIORITISE
from workbench.files.plan_file import write_plan

Key = Qt.Key


def ask(workbench: Workbench, qtbot: QtBot, typed: str, action: str = "palette") -> Palette:
    workbench.window.activateWindow()
    workbench.window.menus.actions[action].trigger()
    popup = workbench.window.finding.popup
    assert popup.isVisible()
    assert QApplication.focusWidget() is popup.field
    qtbot.keyClicks(popup.field, typed)
    return popup


def titles(popup: Palette) -> list[str]:
    return [entry.title for entry in popup.results.entries]


def enter(popup: Palette, qtbot: QtBot) -> None:
    qtbot.keyClick(popup.field, Key.Key_Return)
    assert not popup.isVisible()


def test_that_a_command_is_found_and_done(opened: Workbench, qtbot: QtBot) -> None:
    popup = ask(opened, qtbot, "new scen")
    assert popup.current.title == "New scenario"
    assert popup.current.quiet == "Scenario"
    enter(popup, qtbot)
    assert len(opened.document.plan.scenarios) == len(shop().scenarios) + 1


def test_that_a_command_is_found_by_its_words_in_the_other_language(
    opened: Workbench, qtbot: QtBot
) -> None:
    assert ask(opened, qtbot, "exp cl").current.title == "Export workbook"


def test_that_every_action_is_offered_with_its_key(opened: Workbench) -> None:
    situation = opened.window._situation()
    offered = {entry.target: entry for entry in action_entries(situation, opened.language)}
    assert set(offered) == set(ACTIONS)
    for name, entry in offered.items():
        assert bool(entry.reason) is not situation.enables(ACTIONS[name])
        assert bool(entry.keys) is bool(ACTIONS[name].keys)


def test_that_kpis_scenarios_periods_and_rooms_are_gone_to(opened: Workbench, qtbot: QtBot) -> None:
    document, frame = opened.document, opened.window.frame
    frame.show_room(PRIORITISE)
    enter(ask(opened, qtbot, "arpu"), qtbot)
    assert (document.selection, frame.room) == (ARPU, DECOMPOSE)
    enter(ask(opened, qtbot, "stretch"), qtbot)
    assert document.scenario == STRETCH
    enter(ask(opened, qtbot, "q2 2027"), qtbot)
    assert (document.group.span, document.group.number) == (Span.QUARTER, 2)
    enter(ask(opened, qtbot, "prioritise"), qtbot)
    assert frame.room == PRIORITISE


def test_that_a_recent_plan_is_opened_and_one_that_is_gone_tells_so(
    opened: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    other = tmp_path / "Autre plan.kpi"
    write_plan(Plan(name="Autre", calendar=shop().calendar), other)
    for path in (other, tmp_path / "vanished.kpi"):
        opened.window._preferences.note_recent(path)
    popup = ask(opened, qtbot, "vanished")
    assert popup.current.reason == "no longer there"
    qtbot.keyClick(popup.field, Key.Key_Return)
    assert popup.isVisible()
    qtbot.keyClick(popup.field, Key.Key_Escape)
    enter(ask(opened, qtbot, "autre"), qtbot)
    assert opened.document.path == other


def test_that_what_cannot_be_done_says_why_and_comes_later(opened: Workbench, qtbot: QtBot) -> None:
    popup = ask(opened, qtbot, "undo")
    assert popup.current.reason == "nothing to undo"
    qtbot.keyClick(popup.field, Key.Key_Return)
    assert popup.isVisible()
    qtbot.keyClick(popup.field, Key.Key_Escape)
    popup = ask(opened, qtbot, "fit sel")
    assert popup.current.reason == "needs a selected KPI"
    qtbot.keyClick(popup.field, Key.Key_Escape)
    popup = ask(opened, qtbot, "re")
    greyed = [bool(entry.reason) for entry in popup.results.entries]
    assert not greyed[0]
    assert any(greyed)


def test_that_the_keys_walk_and_escape_gives_the_keyboard_back(
    opened: Workbench, qtbot: QtBot
) -> None:
    canvas = opened.window.frame.current.canvas
    opened.window.activateWindow()
    canvas.setFocus()
    popup = ask(opened, qtbot, "")
    assert len(titles(popup)) > 5
    assert not any(entry.reason for entry in popup.results.entries)
    first = popup.current
    qtbot.keyClick(popup.field, Key.Key_Down)
    assert popup.current is popup.results.entries[1]
    assert popup.current.title in popup.field.accessibleDescription()
    qtbot.keyClick(popup.field, Key.Key_Up)
    qtbot.keyClick(popup.field, Key.Key_Up)
    assert popup.current is popup.results.entries[-1]
    qtbot.keyClick(popup.field, Key.Key_Down)
    assert popup.current is first
    qtbot.keyClick(popup.field, Key.Key_Escape)
    assert not popup.isVisible()
    assert QApplication.focusWidget() is canvas
    popup = ask(opened, qtbot, "")
    opened.window.frame.rail.findChildren(type(opened.window.frame.rail._buttons["decompose"]))[
        0
    ].setFocus()
    assert not popup.isVisible()


def test_that_find_leads_to_kpis_only_and_f3_walks_through_them(
    opened: Workbench, qtbot: QtBot
) -> None:
    document, actions = opened.document, opened.window.menus.actions
    room, status = opened.window.frame.current, opened.window.frame.status
    popup = ask(opened, qtbot, "e", "find")
    assert {entry.kind.value for entry in popup.results.entries} == {"kpi"}
    enter(popup, qtbot)
    seen = [document.selection]
    count = int(status.text.rsplit(" ", 1)[1])
    assert count > 2
    for _ in range(count - 1):
        actions["find_next"].trigger()
        box = room.canvas.view.to_paper(room.canvas.selected_box())
        assert box.intersects(room.canvas.rect())
        assert f"of {count}" in status.text
        seen.append(document.selection)
    assert len(set(seen)) == count
    actions["find_next"].trigger()
    assert document.selection == seen[0]
    actions["find_previous"].trigger()
    assert document.selection == seen[-1]


def test_that_find_next_opens_what_is_folded_and_asks_where_nothing_was_sought(
    opened: Workbench, qtbot: QtBot
) -> None:
    opened.window.menus.actions["find_next"].trigger()
    popup = opened.window.finding.popup
    assert popup.isVisible()
    opened.window.frame.current._folding.set([REVENUE, CLIENTS])
    qtbot.keyClicks(popup.field, "lead")
    enter(popup, qtbot)
    assert opened.document.selection == LEADS
    assert opened.window.frame.status.text.startswith("Leads · 1 of ")
    assert not opened.window.frame.current.canvas.selected_box().isEmpty()


def test_that_commands_are_found_where_no_plan_is_open(workbench: Workbench, qtbot: QtBot) -> None:
    popup = ask(workbench, qtbot, "save")
    assert popup.current.reason == "needs an open plan"
    qtbot.keyClick(popup.field, Key.Key_Escape)
    enter(ask(workbench, qtbot, "new plan"), qtbot)
    assert workbench.files.is_open


@pytest.mark.parametrize("typed", ["", "re", "zzz"])
def test_that_the_list_is_a_sound_model(opened: Workbench, qtbot: QtBot, typed: str) -> None:
    model = opened.window.finding.popup.results
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    popup = ask(opened, qtbot, typed)
    words = [
        model.data(model.index(row), Qt.ItemDataRole.AccessibleTextRole)
        for row in range(model.rowCount())
    ]
    assert all(words)
    assert len(words) == len(set(words))
    assert (model.rowCount() == 0) is (typed == "zzz")
    assert not popup.grab().isNull()


def test_that_the_search_box_opens_it_and_is_an_icon_where_there_is_no_room(
    opened: Workbench, qtbot: QtBot
) -> None:
    search = opened.window.frame.top_bar.search
    assert search.width() == search.wide_width
    opened.window.resize(900, 600)
    qtbot.waitUntil(lambda: search.width() == search.height())
    qtbot.mouseClick(search, Qt.MouseButton.LeftButton)
    popup = opened.window.finding.popup
    assert popup.isVisible()
    assert opened.window.rect().contains(popup.geometry())
