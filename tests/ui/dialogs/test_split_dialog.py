"""A KPI is split by keyboard: members typed or pasted, the branch shown before it is done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from examples.shop import ARPU, CLIENTS, COSTS, LEADS, REVENUE
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models.keys import BASE, KpiKey
from ui.dialogs.member_table import NAME, PART, MemberShare
from ui.dialogs.split_dialog import SplitDialog
from ui.document import Document
from ui.theme import ThemeName, load_theme
from workbench.files.plan_file import write_plan
from workbench.language import language

# Where nothing is on a real screen, its size cannot be told to a window manager.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
CTRL = Qt.KeyboardModifier.ControlModifier
Open = Callable[..., SplitDialog]


@pytest.fixture
def opened(document: Document, host: QWidget, qtbot: QtBot) -> Open:
    def open_dialog(key: KpiKey = REVENUE, code: str = "en") -> SplitDialog:
        theme = load_theme(ThemeName.LIGHT)
        dialog = SplitDialog(document, theme, language(code), host, key=key)
        for model in (dialog.members, dialog.split_table):
            mode = QAbstractItemModelTester.FailureReportingMode.Fatal
            QAbstractItemModelTester(model, mode, dialog)
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        settle(dialog, qtbot)
        return dialog

    return open_dialog


def settle(dialog: SplitDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not dialog.busy)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def go(dialog: SplitDialog, row: int, column: int) -> None:
    dialog.member_view.setFocus()
    dialog.member_view.setCurrentIndex(dialog.members.index(row, column))


def type_cell(dialog: SplitDialog, text: str) -> None:
    QTest.keyClicks(dialog.member_view, text[0])
    QTest.keyClicks(focused(), text[1:])
    QTest.keyClick(focused(), Qt.Key.Key_Return)


def paste(dialog: SplitDialog, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(dialog.member_view, Qt.Key.Key_V, CTRL)


def test_that_a_new_dimension_is_typed_and_the_kpi_split_as_one_step(
    document: Document, opened: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    before, after = tmp_path / "before.kpi", tmp_path / "after.kpi"
    write_plan(document.plan, before)
    figure = document.results.values.total(REVENUE, BASE)
    dialog = opened()
    assert focused() is dialog.dimension_name.field
    # Before anything is typed: what is shared out, and what every member has alike.
    how = {row[0].spoken: row[1].text for row in dialog.split_table.rows}
    assert (how["Leads"], how["Conversion of leads"]) == ("shared out", "copied")
    QTest.keyClicks(dialog.dimension_name.field, "Regions")
    go(dialog, 0, NAME)
    type_cell(dialog, "North")
    type_cell(dialog, "South, West")
    go(dialog, 0, PART)
    type_cell(dialog, "50")
    assert not dialog.accept_button.isEnabled()
    dialog.rest.setFocus()
    QTest.keyClick(dialog.rest, Qt.Key.Key_Space)
    settle(dialog, qtbot)
    assert dialog.members.members == (
        MemberShare("North", 0.5),
        MemberShare("South", 0.25),
        MemberShare("West", 0.25),
    )
    assert dialog.preview is not None
    assert dialog.preview.keeps_total
    rows = dialog.split_table.rows
    assert [row[0].spoken for row in rows[:2]] == ["Revenue", "Clients"]
    top = dialog.preview.lines[0]
    unit = document.plan.kpis[REVENUE].unit
    written = [language("en").figure(x, unit, "EUR", short=True) for x in (top.after, *top.members)]
    assert [cell.text for cell in rows[0][2:]] == written
    assert language("en").figure(figure, unit, "EUR") in dialog.sentence
    with qtbot.waitSignal(dialog.split_done):
        QTest.keyClick(focused(), Qt.Key.Key_Return, CTRL)
        dialog.accept_button.setFocus()
        QTest.keyClick(dialog.accept_button, Qt.Key.Key_Return)
    assert document.results.values.total(REVENUE, BASE) == pytest.approx(figure)
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    write_plan(document.plan, after)
    assert after.read_bytes() == before.read_bytes()


def test_that_a_list_is_pasted_and_shares_are_taken_from_another_kpi(
    document: Document, opened: Open, qtbot: QtBot
) -> None:
    dialog = opened(LEADS)
    QTest.keyClicks(dialog.dimension_name.field, "Regions")
    go(dialog, 0, NAME)
    paste(dialog, "North\t70 %\nSouth\t30 %\n")
    settle(dialog, qtbot)
    QTest.keyClick(dialog.accept_button, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    again = opened(COSTS)
    assert again.dimensions.value == "regions"
    assert again.members.shares == (0.5, 0.5)
    again.like.setFocus()
    again.like.setCurrentIndex(0)
    again.like.activated.emit(0)
    settle(again, qtbot)
    assert again.members.shares == pytest.approx((0.7, 0.3))


def test_that_enter_goes_on_from_the_name_to_the_members(opened: Open) -> None:
    dialog = opened()
    QTest.keyClicks(focused(), "Regions")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert dialog.member_view.hasFocus()
    type_cell(dialog, "North")
    assert [member.name for member in dialog.members.members] == ["North"]


def test_that_what_cannot_be_split_is_said_in_place(
    document: Document, opened: Open, qtbot: QtBot
) -> None:
    dialog = opened(LEADS)
    QTest.keyClicks(dialog.dimension_name.field, "Regions")
    go(dialog, 0, NAME)
    paste(dialog, "North\t50\nnorth\t50")
    assert "there already" in dialog.share_words
    paste(dialog, "North\t50\nSouth\t60")
    assert dialog.share_words.startswith("10\u00a0%")
    assert dialog.preview is None
    dialog.evenly.click()
    settle(dialog, qtbot)
    dialog.accept_button.click()
    again = opened(CLIENTS)
    assert "Regions" in again.sentence
    assert not again.accept_button.isEnabled()
    plan = document.plan
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert not again.isVisible()
    assert document.plan is plan


@pytest.mark.parametrize("code", ["en", "fr"])
def test_that_it_fits_a_small_window(opened: Open, host: QWidget, qtbot: QtBot, code: str) -> None:
    dialog = opened(ARPU, code)
    QTest.keyClicks(dialog.dimension_name.field, "Regions")
    go(dialog, 0, NAME)
    paste(dialog, "\n".join(f"Region {n}" for n in range(30)))
    dialog.evenly.click()
    settle(dialog, qtbot)
    assert dialog.width() <= host.width()
    assert dialog.height() <= host.height()
    for button in (dialog.evenly, dialog.rest, dialog.accept_button):
        assert button.width() >= button.sizeHint().width()
    assert dialog.minimumSizeHint().width() <= 1024 - 40
    assert dialog.minimumSizeHint().height() <= 600 - 60
    tab = Qt.FocusPolicy.TabFocus
    reached = [each for each in dialog.findChildren(QWidget) if each.focusPolicy() & tab]
    assert [each for each in reached if each.isVisible() and not each.accessibleName()] == []
