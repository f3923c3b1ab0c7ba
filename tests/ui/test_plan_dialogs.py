"""Cascading, splitting and locking from the window: by actions, and by typing over a figure."""

from __future__ import annotations

import pytest
from examples.shop import ARPU, CLIENTS, LEADS, PROFIT, REVENUE
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.keys import BASE, KpiKey
from ui.app import Workbench
from ui.decompose.room import DecomposeRoom
from ui.dialogs.cascade_dialog import CascadeDialog
from ui.dialogs.dialog import Dialog
from ui.dialogs.split_dialog import SplitDialog
from workbench.language import language

# Where nothing is on a real screen, its size cannot be told to a window manager.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def room(workbench: Workbench) -> DecomposeRoom:
    shown = workbench.window.frame.current
    assert isinstance(shown, DecomposeRoom)
    return shown


def dialogs(workbench: Workbench) -> list[Dialog]:
    return [each for each in workbench.window.findChildren(Dialog) if each.isVisible()]


def test_that_a_figure_typed_on_a_card_opens_the_cascade(opened: Workbench, qtbot: QtBot) -> None:
    document, canvas = opened.document, room(opened).canvas
    canvas.setFocus()
    document.select(PROFIT)
    QTest.keyClick(canvas, Qt.Key.Key_F2)
    editor = canvas.typing.editor
    QTest.keyClick(editor.line, Qt.Key.Key_F2)
    QTest.keyClicks(editor.line, "5M")
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    (dialog,) = dialogs(opened)
    assert isinstance(dialog, CascadeDialog)
    assert dialog.target.text == "5M"
    qtbot.waitUntil(lambda: not dialog.draft.busy)
    dialog.keep_here.click()
    assert document.results.values.total(PROFIT, BASE) == pytest.approx(5e6)
    assert document.undo_stack.count() == 1


def test_that_a_figure_only_looked_at_opens_nothing(opened: Workbench) -> None:
    canvas = room(opened).canvas
    opened.document.select(PROFIT)
    canvas.typing.edit_value()
    QTest.keyClick(canvas.typing.editor.line, Qt.Key.Key_Return)
    assert dialogs(opened) == []
    assert not canvas.typing.editor.is_open


def test_that_a_split_kpi_is_selected_with_its_members_below(
    opened: Workbench, qtbot: QtBot
) -> None:
    document, actions = opened.document, opened.window.menus.actions
    document.select(CLIENTS)
    room(opened).show_both()
    actions["fold_level"].trigger()
    actions["split"].trigger()
    (dialog,) = dialogs(opened)
    assert isinstance(dialog, SplitDialog)
    QTest.keyClicks(dialog.dimension_name.field, "Regions")
    dialog.members.enter(dialog.members.index(0, 0), "North; South")
    dialog.evenly.click()
    qtbot.waitUntil(lambda: not dialog.busy)
    dialog.accept_button.click()
    assert document.selection == CLIENTS
    scene = room(opened).canvas.scene
    assert scene is not None
    for member in ("clients_north", "clients_south"):
        assert scene.card_of(scene.nodes.home[KpiKey(member)]) >= 0


def test_that_the_selected_drivers_are_locked_as_one_step(opened: Workbench) -> None:
    document, lock = opened.document, opened.window.menus.actions["lock"]
    document.select(LEADS, among=(ARPU, REVENUE))
    lock.trigger()
    kpis = document.plan.kpis
    assert [key for key in kpis if kpis[key].bounds.locked] == [LEADS, ARPU]
    assert document.undo_stack.count() == 1
    lock.trigger()
    assert not any(kpi.bounds.locked for kpi in document.plan.kpis.values())
    document.select(REVENUE)
    lock.trigger()
    assert document.undo_stack.count() == 2
    assert room(opened).notice.text


def test_that_everything_follows_a_turn_at_once(opened: Workbench) -> None:
    frame, document = opened.window.frame, opened.document
    canvas = room(opened).canvas
    canvas.setFocus()
    document.select(ARPU)
    profit = frame.pulse.cells[0]
    seen: list[tuple[str, str]] = []
    for _ in range(2):
        QTest.keyClick(canvas, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
        # Nothing is waited for: both are there when the key has been handled.
        figure = document.results.values.total(PROFIT, BASE)
        written = language("en").short_money(figure, document.plan.currency)
        assert profit.reading.figure == written
        seen.append((profit.reading.figure, frame.inspector.values.lines[BASE].entry.text))
    assert [shown for _, shown in seen] == ["30.30\u00a0€", "30.60\u00a0€"]
    assert seen[0][0] != seen[1][0]
