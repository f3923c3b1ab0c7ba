"""The life of a plan in the window, by keyboard: agreed, told, acknowledged, changed, reopened."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from examples.agreed import ADA, BEN, CLEO, told_shop
from examples.shop import DESIGN, SELLER, shop, sound_shop
from PySide6.QtCore import QAbstractItemModel, Qt, QTimer
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from models.edits.scorecards import set_target
from models.keys import MeasureKey
from models.life import Stage
from models.plan import Plan
from ui.app import Workbench
from ui.dialogs.agree_dialog import AgreeDialog
from ui.dialogs.life_dialogs import BackDialog
from ui.dialogs.signed_dialog import SignedDialog
from ui.preferences import Preferences
from ui.prioritise.life_page import LifePage
from ui.prioritise.room import PageName, PrioritiseRoom
from ui.room import PRIORITISE
from workbench.files.codec import encode
from workbench.files.plan_file import write_plan

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

CLIENTS = MeasureKey("clients")
BOSS = "Ines Laurent"


def page_of(workbench: Workbench) -> LifePage:
    """Return the page, brought on screen."""
    workbench.window.frame.show_life()
    room = workbench.window.frame.current
    assert isinstance(room, PrioritiseRoom)
    return room.life


def opened_with(workbench: Workbench, plan: Plan, tmp_path: Path) -> LifePage:
    path = tmp_path / "plan.kpi"
    write_plan(plan, path)
    assert workbench.files.open(path, workbench.window)
    return page_of(workbench)


class Answering:
    """Answers the next dialog by keyboard, and remembers its title."""

    def __init__(self, answer: Callable[[SignedDialog], None]) -> None:
        self.titles: list[str] = []
        self._answer = answer
        self._timer = QTimer()
        self._timer.setInterval(10)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, SignedDialog) or not dialog.isActiveWindow():
            return
        if isinstance(dialog, AgreeDialog) and not dialog.ready:
            return
        self._timer.stop()
        self.titles.append(dialog.windowTitle())
        try:
            self._answer(dialog)
        finally:
            # Whatever went wrong: a test does not hang on a question.
            if dialog.result() != QDialog.DialogCode.Accepted:
                dialog.reject()


def typed(reason: str = "", name: str = BOSS) -> Callable[[SignedDialog], None]:
    """Return an answer that types a reason and a name, and presses Enter."""

    def answer(dialog: SignedDialog) -> None:
        if dialog.reason is not None and reason:
            dialog.reason.field.setFocus()
            QTest.keyClicks(dialog.reason.field, reason)
        if not dialog.by.text:
            dialog.by.field.setFocus()
            QTest.keyClicks(dialog.by.field, name)
        QTest.keyClick(dialog.by.field, Qt.Key.Key_Return)

    return answer


def cancel(dialog: SignedDialog) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_that_a_draft_is_taken_to_everybody_having_acknowledged(
    workbench: Workbench, tmp_path: Path, preferences: Preferences
) -> None:
    page = opened_with(workbench, sound_shop(), tmp_path)
    document = workbench.document
    before = encode(document.plan)
    assert page.stages.go.hasFocus()
    for stage in (Stage.AGREED, Stage.COMMUNICATED):
        answering = Answering(typed())
        QTest.keyClick(page.stages.go, Qt.Key.Key_Return)
        assert answering.titles
        assert document.plan.life.stage is stage
    assert preferences.signer == BOSS
    assert {each.target for each in document.plan.life.achievability} >= {31_000.0}
    view = page.people.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert view.chosen == (ADA, BEN, CLEO)
    QTest.keyClick(page.people.acknowledge, Qt.Key.Key_Return)
    assert set(document.plan.life.acknowledgements) == {ADA, BEN, CLEO}
    assert document.undo_stack.count() == 3
    for _ in range(3):
        document.undo_stack.undo()
    assert encode(document.plan) == before


def test_that_what_hinders_is_said_and_leads_to_its_place(
    workbench: Workbench, tmp_path: Path
) -> None:
    page = opened_with(workbench, shop(), tmp_path)
    assert not page.stages.go.isEnabled()
    assert "90" in page.stages.hindrances[0]
    shown: list[object] = []
    page.place_asked.connect(shown.append)
    QTest.keyClick(page.stages.show_buttons[0], Qt.Key.Key_Return)
    room = workbench.window.frame.current
    assert isinstance(room, PrioritiseRoom)
    assert shown
    assert room.page is PageName.SCORECARDS


def test_that_a_change_asks_why_and_nothing_happens_without(
    workbench: Workbench, tmp_path: Path
) -> None:
    opened_with(workbench, told_shop(), tmp_path)
    document = workbench.document
    before = encode(document.plan)
    edit = partial(set_target, design=DESIGN, position=SELLER, measure=CLIENTS, target=32_000.0)
    answering = Answering(cancel)
    assert not document.apply("Target", edit)
    assert answering.titles == ["This was agreed"]
    assert encode(document.plan) == before
    assert "stays as it was agreed" in workbench.window.frame.status.text
    _kept = Answering(typed("A competitor left"))
    assert document.apply("Target", edit)
    assert [each.reason for each in document.plan.life.changes] == ["A competitor left"]
    page = page_of(workbench)
    QTest.keyClick(page.people.hand_out, Qt.Key.Key_Return)
    assert document.plan.life.statements[BEN].version == 2
    assert page.odds.isHidden()


def test_that_a_reason_must_be_typed(workbench: Workbench, tmp_path: Path) -> None:
    opened_with(workbench, told_shop(), tmp_path)
    said: list[str] = []

    def twice(dialog: SignedDialog) -> None:
        typed()(dialog)
        assert dialog.reason is not None
        assert dialog.result() != QDialog.DialogCode.Accepted
        said.append(dialog.reason.message.text)
        cancel(dialog)

    _kept = Answering(twice)
    edit = partial(set_target, design=DESIGN, position=SELLER, measure=CLIENTS, target=32_000.0)
    assert not workbench.document.apply("Target", edit)
    assert said == ["Type why: whom it touches may read it."]


def test_that_a_plan_goes_back_for_a_reason_and_drafts_ask_nothing(
    workbench: Workbench, tmp_path: Path
) -> None:
    page = opened_with(workbench, told_shop(), tmp_path)

    def to_draft(dialog: SignedDialog) -> None:
        assert isinstance(dialog, BackDialog)
        dialog.switch.focus_chosen(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Right)
        assert dialog.stage is Stage.DRAFT
        typed("Wrong season")(dialog)

    _kept = Answering(to_draft)
    QTest.keyClick(page.stages.back, Qt.Key.Key_Return)
    life = workbench.document.plan.life
    assert (life.stage, life.steps[-1].reason) == (Stage.DRAFT, "Wrong season")
    assert workbench.window.frame.top_bar.stage.text() == "Draft"
    edit = partial(set_target, design=DESIGN, position=SELLER, measure=CLIENTS, target=32_000.0)
    assert workbench.document.apply("Target", edit)


def test_that_the_badge_says_where_the_plan_stands_and_leads_there(
    workbench: Workbench, tmp_path: Path
) -> None:
    opened_with(workbench, told_shop(), tmp_path)
    frame = workbench.window.frame
    frame.show_room("decompose")
    badge = frame.top_bar.stage
    assert badge.text() == "Communicated · v1"
    badge.setFocus()
    QTest.keyClick(badge, Qt.Key.Key_Return)
    room = frame.current
    assert frame.room == PRIORITISE
    assert isinstance(room, PrioritiseRoom)
    assert room.page is PageName.LIFE


def test_that_people_are_listed_by_where_they_stand(
    workbench: Workbench, tmp_path: Path, qtbot: QtBot
) -> None:
    page = opened_with(workbench, told_shop(), tmp_path)
    table = page.people.table
    assert isinstance(table, QAbstractItemModel)
    QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert len(table.rows) == 3
    view = page.people.view
    view.choose([BEN])
    assert page.people.take_back.isEnabled()
    assert not page.people.acknowledge.isEnabled()
    QTest.keyClick(page.people.take_back, Qt.Key.Key_Return)
    page.people.filter.focus_chosen(Qt.FocusReason.TabFocusReason)
    for _ in range(3):
        QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Right)
    assert [each.person for each in table.rows] == [ADA, CLEO]
