"""A target is cascaded by keyboard: what is shown is what the analysis says, kept as one step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from examples.shop import ARPU, CLIENTS, CONVERSION, COSTS, LEADS, PROFIT, STRETCH, shop
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from models.changes import Edited, edited
from models.edits.kpis import update_kpi
from models.keys import BASE, KpiKey, ScenarioKey
from models.kpi import Bounds
from models.plan import Plan
from ui.aims import Aim
from ui.dialogs.cascade_dialog import CascadeDialog
from ui.dialogs.driver_table import DriverColumn
from ui.document import Document
from ui.theme import ThemeName, load_theme
from workbench.analysis.cascade.answer import Rule, cascade
from workbench.files.plan_file import write_plan
from workbench.language import language
from workbench.results import results_of

# Where nothing is on a real screen, its size cannot be told to a window manager.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
Open = Callable[..., CascadeDialog]


@pytest.fixture
def opened(document: Document, host: QWidget, qtbot: QtBot) -> Open:
    def open_dialog(
        text: str = "", key: KpiKey = PROFIT, scenario: ScenarioKey = BASE, code: str = "en"
    ) -> CascadeDialog:
        aim = Aim(key, scenario, document.group, text)
        theme = load_theme(ThemeName.LIGHT)
        dialog = CascadeDialog(document, theme, language(code), host, aim=aim)
        QAbstractItemModelTester(
            dialog.model, QAbstractItemModelTester.FailureReportingMode.Fatal, dialog
        )
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        settle(dialog, qtbot)
        return dialog

    return open_dialog


def settle(dialog: CascadeDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not dialog.draft.busy)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def go(dialog: CascadeDialog, driver: KpiKey, column: DriverColumn) -> None:
    row = [line.driver for line in dialog.model.lines].index(driver)
    dialog.table.setFocus()
    dialog.table.setCurrentIndex(dialog.model.index(row, column))


def type_cell(dialog: CascadeDialog, text: str) -> None:
    QTest.keyClicks(dialog.table, text[0])
    QTest.keyClicks(focused(), text[1:])
    QTest.keyClick(focused(), Qt.Key.Key_Return)


def test_that_what_is_shown_is_what_the_analysis_says(
    document: Document, opened: Open, qtbot: QtBot
) -> None:
    dialog = opened()
    for typed, rule in (("4M", Rule.EFFORT), ("3.9M", Rule.PRO_RATA)):
        focus = dialog.target.field
        focus.selectAll()
        QTest.keyClicks(focus, typed)
        if dialog.draft.rule is not rule:
            QTest.keyClick(focus, Qt.Key.Key_Tab)
            QTest.keyClick(focused(), Qt.Key.Key_Right)
            assert dialog.draft.rule is rule
        settle(dialog, qtbot)
        target = float(typed[:-1]) * 1e6
        found = cascade(document.plan, document.results.values, PROFIT, target, rule=rule)
        shown = {line.driver: line.after for line in dialog.model.lines}
        assert set(shown) == {LEADS, CONVERSION, ARPU, COSTS}
        assert {each.driver: each.after for each in found.changes} == {
            key: after for key, after in shown.items() if key in {c.driver for c in found.changes}
        }
        # What functions carry is the whole change: nothing is lost between them.
        proposal = dialog.proposal
        assert proposal is not None
        carried = sum(load.amount for load in proposal.loads)
        assert carried == pytest.approx(found.reached - found.before, rel=1e-9)
    assert document.undo_stack.count() == 0


def test_that_enter_keeps_it_as_a_scenario_that_is_shown(
    document: Document, opened: Open, qtbot: QtBot
) -> None:
    dialog = opened()
    QTest.keyClicks(dialog.target.field, "+10 %")
    # Before the answer is there: it is kept as soon as it is.
    QTest.keyClick(dialog.target.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert document.undo_stack.count() == 1
    assert document.scenario not in {BASE, STRETCH}
    year, values = document.group, document.results.values
    now = values.group(PROFIT, document.scenario, year)
    assert now == pytest.approx(1.1 * values.group(PROFIT, BASE, year), rel=1e-9)
    document.undo_stack.undo()
    assert document.scenario == BASE


def test_that_locks_and_bounds_are_kept_with_it_and_undone_to_the_byte(
    document: Document, opened: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    before = tmp_path / "before.kpi"
    write_plan(document.plan, before)
    dialog = opened("+5 %", scenario=STRETCH)
    go(dialog, ARPU, DriverColumn.LOCK)
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    settle(dialog, qtbot)
    go(dialog, LEADS, DriverColumn.MOST)
    type_cell(dialog, "9600")
    settle(dialog, qtbot)
    shown = {line.driver: line for line in dialog.model.lines}
    assert shown[ARPU].after == shown[ARPU].before
    assert shown[LEADS].after <= 12 * 9600.0 * (1 + 1e-9)
    # Nothing of it is in the plan yet.
    assert document.plan == shop()
    dialog.keep_here.setFocus()
    QTest.keyClick(dialog.keep_here, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    kpis = document.plan.kpis
    assert (kpis[ARPU].bounds, kpis[LEADS].bounds) == (Bounds(locked=True), Bounds(most=9600.0))
    values, year = document.results.values, document.group
    was = results_of(shop()).values.group(PROFIT, STRETCH, year)
    assert values.group(PROFIT, STRETCH, year) == pytest.approx(1.05 * was, rel=1e-9)
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    after = tmp_path / "after.kpi"
    write_plan(document.plan, after)
    assert after.read_bytes() == before.read_bytes()


def test_that_a_target_out_of_reach_says_what_blocks_and_unlocks_it(
    document: Document, opened: Open, qtbot: QtBot
) -> None:
    document.apply("", _all_locked)
    dialog = opened("4M")
    assert dialog.proposal is not None
    found = dialog.proposal.found
    assert language("en").figure(found.reached, document.plan.kpis[PROFIT].unit, "EUR") in (
        dialog.sentence
    )
    assert not dialog.keep_new.isEnabled()
    blocked = len(dialog.blockers.buttons)
    assert blocked == len(found.blocked_by) == 4
    QTest.keyClick(dialog.blockers.buttons[0], Qt.Key.Key_Space)
    settle(dialog, qtbot)
    assert dialog.proposal.found.feasible
    assert dialog.keep_new.isEnabled()
    assert dialog.blockers.isHidden()
    # The plan is as it was until it is kept.
    assert all(document.plan.kpis[key].bounds.locked for key in (LEADS, CONVERSION, ARPU, COSTS))


def test_that_tab_comes_by_every_way_out_before_the_table(document: Document, opened: Open) -> None:
    document.apply("", _all_locked)
    dialog = opened("4M")
    ways = list(dialog.blockers.buttons)
    walked: list[QWidget] = []
    while dialog.table not in walked:
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        walked.append(focused())
    assert walked[-1 - len(ways) : -1] == ways
    assert all(button.accessibleName().startswith("Unlock. ") for button in ways)


def test_that_escape_changes_nothing(document: Document, opened: Open) -> None:
    plan = document.plan
    dialog = opened("+10 %")
    go(dialog, ARPU, DriverColumn.LOCK)
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    QTest.keyClick(dialog.table, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert document.plan is plan


def test_that_what_is_no_target_is_explained_and_kept_in_the_field(
    document: Document, opened: Open, qtbot: QtBot
) -> None:
    dialog = opened("a lot")
    assert "a lot" in dialog.target.message.text
    QTest.keyClick(dialog.target.field, Qt.Key.Key_Return)
    assert dialog.isVisible()
    dialog.target.field.selectAll()
    QTest.keyClicks(dialog.target.field, "3.9M")
    # The answer to what was a target before is not kept for what is none.
    QTest.keyClicks(dialog.target.field, "x")
    settle(dialog, qtbot)
    QTest.keyClick(dialog.target.field, Qt.Key.Key_Return)
    assert not dialog.keep_here.isEnabled()
    assert document.undo_stack.count() == 0
    QTest.keyClick(dialog.target.field, Qt.Key.Key_Backspace)
    settle(dialog, qtbot)
    dialog.scenario_name.field.selectAll()
    QTest.keyClicks(dialog.scenario_name.field, "stretch")
    QTest.keyClick(dialog.scenario_name.field, Qt.Key.Key_Return)
    assert "stretch" in dialog.scenario_name.message.text
    assert document.undo_stack.count() == 0


def test_that_a_bound_that_is_none_is_explained(opened: Open) -> None:
    dialog = opened()
    go(dialog, LEADS, DriverColumn.STRETCH)
    type_cell(dialog, "0")
    assert dialog.refusal
    assert focused() is not dialog.table


def test_that_a_kpi_without_value_says_so(document: Document, opened: Open) -> None:
    document.apply("", _without_costs)
    dialog = opened("1M")
    assert "Profit" in dialog.sentence
    assert dialog.proposal is None
    assert not dialog.keep_new.isEnabled()


@pytest.mark.parametrize("code", ["en", "fr"])
def test_that_it_fits_a_small_window(opened: Open, host: QWidget, code: str) -> None:
    dialog = opened("99bn", key=CLIENTS, code=code)
    assert dialog.width() <= host.width()
    assert dialog.height() <= host.height()
    for button in (dialog.keep_here, dialog.keep_new):
        assert dialog.rect().contains(button.geometry())
        assert button.width() >= button.sizeHint().width()
    assert [each.text() for each in dialog.findChildren(QLabel) if is_cut(each)] == []
    assert dialog.minimumSizeHint().width() <= 1024 - 40
    assert dialog.minimumSizeHint().height() <= 600 - 60
    tab = Qt.FocusPolicy.TabFocus
    reached = [each for each in dialog.findChildren(QWidget) if each.focusPolicy() & tab]
    named = [each for each in reached if each.accessibleName() or each.focusProxy()]
    assert named == [each for each in reached if each.isVisible()]


def is_cut(label: QLabel) -> bool:
    if not label.isVisible():
        return False
    if label.wordWrap():
        return label.heightForWidth(label.width()) > label.height()
    return label.sizeHint().width() > label.width()


def _all_locked(plan: Plan) -> Edited:
    after = plan
    for key in (LEADS, CONVERSION, ARPU, COSTS):
        after, _ = update_kpi(after, key, bounds=Bounds(locked=True))
    return edited(plan, after)


def _without_costs(plan: Plan) -> Edited:
    costs = replace(plan.kpis[COSTS], values=())
    return edited(plan, replace(plan, kpis=plan.kpis.replacing(costs)))
