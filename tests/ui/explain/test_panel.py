"""The Explain panel in the window: how it is reached, walked, and left."""

from __future__ import annotations

from functools import partial

import pytest
from examples.shop import ARPU, CLIENTS, LEADS, PROFIT, REVENUE, STRETCH, shop
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.edits.drivers import set_value
from models.keys import BASE
from ui.app import Workbench
from ui.decompose.outline_columns import ColumnKind
from ui.explain.panel import ExplainPanel
from ui.explain.rows_model import ExplainRows
from ui.prioritise.room import PageName, PrioritiseRoom
from ui.room import DECOMPOSE, PRIORITISE
from workbench.analysis.explain.lines import KpiSubject, Name, PaySubject, Term, Thing


@pytest.fixture
def panel(opened: Workbench) -> ExplainPanel:
    """The panel, with the profit explained."""
    opened.document.select(PROFIT)
    opened.window.menus.actions["explain"].trigger()
    return opened.window.frame.explain


def named(panel: ExplainPanel) -> list[str]:
    model = panel.rows.model()
    assert isinstance(model, ExplainRows)
    return [entry.row.words for entry in model.entries if entry.row is not None]


def press(panel: ExplainPanel, *keys: Qt.Key) -> None:
    for key in keys:
        QApplication.sendEvent(panel.rows, _key(key))


def _key(key: Qt.Key) -> QKeyEvent:
    alt = key is Qt.Key.Key_Left
    modifiers = Qt.KeyboardModifier.AltModifier if alt else Qt.KeyboardModifier.NoModifier
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers)


def test_that_a_card_is_explained_in_the_place_of_the_inspector(
    opened: Workbench, panel: ExplainPanel
) -> None:
    frame = opened.window.frame
    assert panel.isVisible()
    assert not frame.inspector.isVisible()
    assert panel.rows.hasFocus()
    assert named(panel)[:2] == ["Revenue", "Costs"]
    press(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert frame.inspector.isVisible()


def test_that_the_keyboard_leads_down_and_back(panel: ExplainPanel) -> None:
    press(panel, Qt.Key.Key_Return)
    assert panel.trail.subject.key == REVENUE
    assert [crumb.text() for crumb in panel.crumbs.crumbs] == ["Profit"]
    press(panel, Qt.Key.Key_Left)
    assert panel.trail.subject.key == PROFIT
    press(panel, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert panel.trail.subject.key == "costs"
    press(panel, Qt.Key.Key_Backspace)
    assert panel.rows.currentIndex().data() == panel.rows.model().index(2, 0).data()
    press(panel, Qt.Key.Key_Backspace)
    assert not panel.isVisible()


def test_that_the_rows_keep_to_the_rules_of_models(panel: ExplainPanel) -> None:
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(panel.rows.model(), mode, panel)
    press(panel, Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Backspace)
    assert tester.parent() is panel


def test_that_it_follows_a_driver_and_the_screen(opened: Workbench, panel: ExplainPanel) -> None:
    document = opened.document
    press(panel, Qt.Key.Key_Down)
    before = panel.explanation.line.figure
    document.apply("turn", partial(set_value, key=ARPU, period=0, value=40.0))
    assert panel.explanation.line.figure > before
    assert panel.rows.currentIndex().row() == 2
    document.show_scenario(STRETCH)
    assert panel.explanation.scenario == STRETCH
    document.undo_stack.undo()
    document.show_group(document.plan.calendar.groups(document.plan.calendar.period)[4])
    assert panel.explanation.line.when == 4


def test_that_the_drivers_behind_follow_when_edits_rest(panel: ExplainPanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "ARPU" in named(panel), timeout=3000)
    entries = panel.rows.model().entries
    row = next(n for n, each in enumerate(entries) if each.row and each.row.words == "ARPU")
    panel.rows.entered.emit(row)
    assert panel.trail.subject.key == ARPU


def test_that_another_period_can_be_chosen(panel: ExplainPanel) -> None:
    panel.period.chosen.emit(3)
    assert panel.trail.subject == KpiSubject(PROFIT, 3)
    assert panel.period.value == 3
    assert panel.period.currentText() == "Apr\u00a02027"


def test_that_a_copy_is_text_and_table(panel: ExplainPanel) -> None:
    panel.copy_button.click()
    copied = QGuiApplication.clipboard().mimeData()
    assert copied.text().startswith("Profit, Base, 2027 = ")
    assert "<table>" in copied.html()


def test_that_a_cell_of_the_outline_is_explained_for_its_period(opened: Workbench) -> None:
    frame = opened.window.frame
    room = frame.current
    room.show_outline()
    view = room.outline.view
    room.outline.select_key(CLIENTS)
    columns = view.outline.words.columns
    column = next(n for n, c in enumerate(columns) if (c.kind, c.period) == (ColumnKind.PERIOD, 5))
    view.put_cursor(view.cursor_cell[0], column)
    view.setFocus()
    opened.window.menus.actions["explain"].trigger()
    assert frame.explain.trail.subject == KpiSubject(CLIENTS, 5)
    press(frame.explain, Qt.Key.Key_Escape)
    assert view.hasFocus()


def test_that_a_figure_of_the_inspector_is_explained_under_its_scenario(
    opened: Workbench,
) -> None:
    document, frame = opened.document, opened.window.frame
    document.select(LEADS)
    frame.inspector.values.lines[STRETCH].entry.field.setFocus()
    opened.window.menus.actions["explain"].trigger()
    assert frame.explain.explanation.scenario == STRETCH
    assert document.scenario == BASE
    frame.explaining.close()
    frame.inspector.values.why.click()
    assert frame.explain.explanation.scenario == BASE
    document.select(ARPU)
    assert frame.explain.trail.subject.key == ARPU


def test_that_every_figure_of_the_pulse_is_explained(opened: Workbench, qtbot: QtBot) -> None:
    frame = opened.window.frame
    profit, *_, incentives, stake, _checks = frame.pulse.cells
    qtbot.mouseClick(profit, Qt.MouseButton.LeftButton)
    assert frame.explain.trail.subject.key == PROFIT
    qtbot.mouseClick(incentives, Qt.MouseButton.LeftButton)
    assert named(frame.explain)[:2] == ["Marketing lead", "Sales team"]
    stake.click()
    assert frame.explain.trail.subject == PaySubject(frame.explain.explanation.line.name)
    assert frame.explain.explanation.line.name.key == Term.SHARED_STAKE
    frame.explain.show_button.click()
    assert (frame.room, frame.explain.isVisible()) == (PRIORITISE, True)


def test_that_show_on_the_tree_selects_and_stays_open(
    opened: Workbench, panel: ExplainPanel
) -> None:
    press(panel, Qt.Key.Key_Return)
    panel.show_button.click()
    assert opened.document.selection == REVENUE
    assert (opened.window.frame.room, panel.isVisible()) == (DECOMPOSE, True)


def test_that_f6_reaches_it_and_asking_for_the_inspector_closes_it(
    opened: Workbench, panel: ExplainPanel
) -> None:
    frame = opened.window.frame
    frame.top_bar.setFocus()
    seen = set()
    for _ in range(6):
        frame.focus_next_pane()
        seen.add(panel.isAncestorOf(QApplication.focusWidget()))
    assert True in seen
    opened.window.menus.actions["inspector"].trigger()
    assert not panel.isVisible()
    assert frame.inspector.isVisible()


def test_that_it_closes_with_the_plan(opened: Workbench, panel: ExplainPanel) -> None:
    opened.document.load(shop(), None)
    assert not panel.isVisible()


def test_that_nothing_selected_is_said_in_one_calm_sentence(opened: Workbench) -> None:
    opened.document.select(None)
    opened.window.menus.actions["explain"].trigger()
    assert opened.window.frame.status.text == "Select a KPI to see why its figure is what it is."
    assert opened.window.frame.explain.isHidden()


def test_that_what_is_paid_for_and_what_is_paid_are_explained_in_their_room(
    opened: Workbench,
) -> None:
    frame, explain = opened.window.frame, opened.window.menus.actions["explain"]
    frame.show_room(PRIORITISE)
    room = frame.current
    assert isinstance(room, PrioritiseRoom)
    weights = room.scorecards.weights
    opened.document.select(PROFIT)
    weights.table.setFocus()
    room.show_kpi(CLIENTS)
    explain.trigger()
    assert frame.explain.explanation is not None
    assert frame.explain.explanation.subject == KpiSubject(CLIENTS, opened.document.group)
    # Below the weights stands what the position is paid.
    weights.table.setFocus()
    weights.table.setCurrentIndex(weights.matrix.index(weights.matrix.rowCount() - 1, 1))
    explain.trigger()
    assert isinstance(frame.explain.explanation.subject, PaySubject)
    assert frame.explain.explanation.subject.name.thing is Thing.POSITION
    room.show_page(PageName.RECEIVE)
    who = room.receive.who
    row = next(at for at, each in enumerate(who.lines.lines) if each.person)
    who.view.setFocus()
    who.view.setCurrentIndex(who.lines.index(row))
    explain.trigger()
    person = who.lines.lines[row].person
    assert frame.explain.explanation.subject == PaySubject(Name(Thing.PERSON, str(person)))
