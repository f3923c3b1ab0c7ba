"""The one watch over the checks, and the list of them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from examples.shop import ARPU, CONVERSION, COSTS, LEADS, PROFIT, REVENUE, shop, sound_shop
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from models.edits.drivers import set_value
from models.edits.kpis import add_kpi, set_formula, set_responsibility, update_kpi
from models.keys import KpiKey
from models.kpi import Kpi, KpiRole
from ui.app import Workbench
from ui.checking import Checking
from ui.decompose.hint_menu import add_hints
from ui.document import Document
from ui.finding_rows import FindingRows
from ui.inspector.choice import NamedChoice
from ui.preferences import Preferences
from ui.theme import ThemeName, load_theme
from workbench.analysis.structure.hint import HintCode
from workbench.findings import Finding, FindingKind, findings_of
from workbench.language import language
from workbench.results import results_of


def settled(qtbot: QtBot, checking: Checking) -> None:
    qtbot.waitUntil(lambda: checking.settled, timeout=5000)


def codes(checking: Checking) -> list[str]:
    return [str(each.cause.code) for each in checking.findings.listed]


@pytest.fixture
def document(qtbot: QtBot) -> Document:
    return Document(sound_shop())


@pytest.fixture
def checking(document: Document, qtbot: QtBot) -> Checking:
    made = Checking(document, document)
    settled(qtbot, made)
    return made


@pytest.fixture
def unanswered(opened: Workbench, qtbot: QtBot) -> Workbench:
    """A window with a plan in which nobody answers for two drivers, and its checks listed."""
    document, frame = opened.document, opened.window.frame
    document.load(sound_shop(), None)
    for key in (CONVERSION, ARPU):
        document.apply("Edit", partial(set_responsibility, key=key, shares={}))
    settled(qtbot, frame.checking)
    opened.window.menus.actions["checks"].trigger()
    return opened


def line_of(workbench: Workbench, code: HintCode, kpi: KpiKey) -> int:
    rows = workbench.window.frame.problems.view.model()
    assert isinstance(rows, FindingRows)
    return next(
        at
        for at, row in enumerate(rows.rows)
        if row.finding and row.finding.name == f"{code} {kpi}"
    )


def stand_on(workbench: Workbench, code: HintCode, kpi: KpiKey) -> None:
    view = workbench.window.frame.problems.view
    view.setCurrentIndex(view.model().index(line_of(workbench, code, kpi), 0))


def test_that_an_edit_makes_what_was_found_stale_until_it_is_looked_at(
    document: Document, checking: Checking, qtbot: QtBot
) -> None:
    assert "syntax" not in codes(checking)
    with qtbot.waitSignal(checking.settled_changed):
        document.apply("Edit", partial(set_formula, key=REVENUE, text="clients + strangers"))
    assert not checking.settled
    settled(qtbot, checking)
    assert "unknown_name" in codes(checking)
    assert [each.cause.code for each in checking.of(REVENUE)][:1] == ["unknown_name"]


def test_that_an_edit_which_changes_no_finding_is_not_announced(
    document: Document, checking: Checking, qtbot: QtBot
) -> None:
    before = checking.findings
    with qtbot.assertNotEmitted(checking.changed):
        document.apply("Edit", partial(set_value, key=LEADS, period=0, value=8000.0))
        settled(qtbot, checking)
    assert checking.findings is before


def test_that_an_answer_about_a_plan_that_is_no_more_is_dropped(
    document: Document, checking: Checking, qtbot: QtBot
) -> None:
    document.apply("Edit", partial(set_formula, key=REVENUE, text="clients + strangers"))
    checking.look()
    # The answer is still to be told when the plan is another again.
    document.undo_stack.undo()
    settled(qtbot, checking)
    assert "unknown_name" not in codes(checking)


def test_that_another_plan_starts_with_nothing_said(document: Document, checking: Checking) -> None:
    assert checking.findings.listed
    document.load(shop(), None)
    assert not checking.findings.listed
    assert not checking.settled


def test_that_a_hint_put_aside_stays_aside_in_its_plan(
    document: Document, qtbot: QtBot, tmp_path: Path
) -> None:
    kept = Preferences(QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat))
    path, other = tmp_path / "a.kpi", tmp_path / "b.kpi"
    checking = Checking(document, document, kept)
    settled(qtbot, checking)
    (hint,) = [each for each in checking.findings.listed if each.name]
    checking.put_aside(hint)
    assert hint not in checking.findings.listed
    assert checking.aside == 1
    document.mark_saved(path)
    qtbot.waitUntil(lambda: kept.put_aside_in(path) == {hint.name})
    document.load(sound_shop(), other)
    settled(qtbot, checking)
    assert hint in checking.findings.listed
    document.load(sound_shop(), path)
    settled(qtbot, checking)
    assert hint not in checking.findings.listed
    checking.take_back()
    assert hint in checking.findings.listed
    assert kept.put_aside_in(path) == frozenset()
    assert kept.put_aside_in(other) == frozenset()


def test_that_ctrl_enter_mends_as_one_named_step_and_goes_on_to_the_next(
    unanswered: Workbench, qtbot: QtBot
) -> None:
    document, view = unanswered.document, unanswered.window.frame.problems.view
    before = document.plan
    stand_on(unanswered, HintCode.NOBODY_ANSWERS, CONVERSION)
    at = view.currentIndex().row()
    qtbot.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert document.plan.kpis[CONVERSION].responsibility
    assert document.undo_stack.undoText() == "Give Conversion of leads to Marketing"
    assert "Conversion" not in " ".join(unanswered.window.frame.problems.sentences)
    assert view.currentIndex().row() == min(at, view.model().rowCount() - 1)
    document.undo_stack.undo()
    assert document.plan == before
    settled(qtbot, unanswered.window.frame.checking)
    assert "Conversion" in " ".join(unanswered.window.frame.problems.sentences)


def test_that_del_puts_a_hint_aside_and_it_can_be_shown_again(
    unanswered: Workbench, qtbot: QtBot
) -> None:
    problems = unanswered.window.frame.problems
    count = len(problems.sentences)
    stand_on(unanswered, HintCode.NOBODY_ANSWERS, ARPU)
    qtbot.keyClick(problems.view, Qt.Key.Key_Delete)
    assert len(problems.sentences) == count - 1
    assert problems._back.isVisible()
    qtbot.mouseClick(problems._back, Qt.MouseButton.LeftButton)
    assert len(problems.sentences) == count
    assert not problems._back.isVisible()


def test_that_the_words_at_the_right_do_what_they_say(unanswered: Workbench, qtbot: QtBot) -> None:
    document, view = unanswered.document, unanswered.window.frame.problems.view
    stand_on(unanswered, HintCode.NOBODY_ANSWERS, CONVERSION)
    index = view.currentIndex()
    view.scrollTo(index)
    box = view.visualRect(index)
    rows = view.model()
    assert isinstance(rows, FindingRows)
    planned = view._paints._planned(rows.rows[index.row()], box)
    places = {act.value: place.center() for act, _, place in planned.buttons}
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=places["show"])
    assert document.selection == CONVERSION
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=places["mend"])
    assert document.plan.kpis[CONVERSION].responsibility


def test_that_one_kind_alone_can_be_listed(opened: Workbench, qtbot: QtBot) -> None:
    frame = opened.window.frame
    settled(qtbot, frame.checking)
    frame.toggle_problems()
    both = frame.problems.sentences
    frame.problems._choose(FindingKind.ERROR)
    errors = frame.problems.sentences
    assert 0 < len(errors) < len(both)
    frame.problems._choose("all")
    assert frame.problems.sentences == both


def test_that_the_action_of_the_checks_says_whether_they_are_listed(opened: Workbench) -> None:
    action, frame = opened.window.menus.actions["checks"], opened.window.frame
    assert not action.isChecked()
    action.trigger()
    assert action.isChecked()
    frame._close_problems()
    assert not action.isChecked()


def test_that_the_menu_of_a_kpi_has_its_hints_with_their_way_out(
    unanswered: Workbench, qtbot: QtBot
) -> None:
    document, frame = unanswered.document, unanswered.window.frame
    menu = QMenu(frame)
    shown: list[Finding] = []
    add_hints(
        menu,
        frame.checking.of(CONVERSION),
        document.plan,
        load_theme(ThemeName.LIGHT),
        language("en"),
        show=shown.append,
        mend=frame.mend,
    )
    told, mend, *_ = menu.actions()
    told.trigger()
    assert [each.name for each in shown] == [f"nobody_answers {CONVERSION}"]
    mend.trigger()
    assert document.plan.kpis[CONVERSION].responsibility
    frame.list_finding(frame.checking.of(REVENUE)[0])
    current = frame.problems.view.current
    assert current is not None
    assert current.finding == frame.checking.of(REVENUE)[0]


def test_that_without_a_profit_the_pulse_asks_for_it_and_leads_to_the_role(
    opened: Workbench, qtbot: QtBot
) -> None:
    document, frame = opened.document, opened.window.frame
    assert not any("no role yet" in cell.reading.beside for cell in frame.pulse.cells)
    document.apply("Edit", partial(update_kpi, key=PROFIT, role=None))
    (cell,) = [cell for cell in frame.pulse.cells if "no role yet" in cell.reading.beside]
    assert cell.reading.caption == "Profit"
    assert not any("of profit" in " ".join(each.reading.beside) for each in frame.pulse.cells)
    frame.inspector.hide()
    qtbot.mouseClick(cell, Qt.MouseButton.LeftButton)
    assert document.selection == PROFIT
    role = frame.inspector.details.role
    qtbot.waitUntil(role.hasFocus)
    assert isinstance(role, NamedChoice)
    document.apply("Edit", partial(update_kpi, key=PROFIT, role=KpiRole.PROFIT))
    assert not any("no role yet" in each.reading.beside for each in frame.pulse.cells)


def test_that_the_pulse_of_a_new_plan_is_calm(opened: Workbench, qtbot: QtBot) -> None:
    frame, document = opened.window.frame, opened.document
    opened.files.new(opened.window)
    document.apply("Add", partial(add_kpi, kpi=Kpi(PROFIT, "Profit")))
    document.apply("Add", partial(add_kpi, kpi=Kpi(COSTS, "Costs"), parent=PROFIT))
    settled(qtbot, frame.checking)
    checks = frame.pulse.cells[-1].reading
    colours = load_theme(ThemeName.LIGHT).colours
    assert "1 KPI to fill in" in checks.figure
    assert checks.ink == colours.text


def test_that_the_lines_of_the_checks_are_a_sound_model(qtbot: QtBot) -> None:
    document = Document(shop())
    rows = FindingRows(language("fr"), document)
    QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Warning, rows)
    findings = findings_of(results_of(shop()))
    for kind in (None, FindingKind.HINT, FindingKind.WARNING, None):
        rows.show_findings(findings, shop(), kind)
        listed = [row for row in rows.rows if row.finding is not None]
        wanted = [each for each in findings.listed if kind is None or each.kind is kind]
        assert [row.finding for row in listed] == wanted
        spoken = rows.data(rows.index(0), Qt.ItemDataRole.AccessibleTextRole)
        assert spoken
