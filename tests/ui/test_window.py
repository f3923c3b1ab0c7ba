"""The window: opening, saving, closing, and what is kept when it is built anew."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from examples.shop import ARPU, COSTS, LEADS, PROFIT, STRETCH, shop, sound_shop
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from models.edits.drivers import set_value
from models.edits.kpis import rename, set_formula
from models.edits.settings import rename_plan
from models.edits.tree import delete_branch
from models.places import Place
from ui import plan_files
from ui.app import Workbench
from ui.decompose.flashing import Flashing
from ui.dialogs.export_dialog import ExportDialog
from ui.dialogs.questions import Left, Unsaved
from ui.plan_files import file_name_of, sample_files
from ui.preferences import Preferences
from ui.room import DECOMPOSE, PRIORITISE
from ui.theme import ThemeName
from ui.widgets.button import Button
from workbench.files.plan_file import read_plan


def change_leads(workbench: Workbench, value: float = 9500.0) -> None:
    workbench.document.apply("Set Leads", partial(set_value, key=LEADS, period=0, value=value))


def test_that_the_window_starts_at_the_start_page(workbench: Workbench) -> None:
    window = workbench.window
    assert window.start_page.isVisible()
    assert window.windowTitle() == "KPI Workbench"
    assert not window.menus.actions["save"].isEnabled()
    assert window.menus.actions["open"].isEnabled()


@pytest.mark.parametrize("path", sample_files(), ids=[path.stem for path in sample_files()])
def test_that_a_sample_opens_as_a_new_plan(workbench: Workbench, path: Path) -> None:
    workbench.window.start_page.sample_asked.emit(path)
    assert workbench.window.frame.isVisible()
    assert workbench.document.path is None
    assert workbench.document.plan == read_plan(path)
    assert not workbench.document.is_modified


def test_that_a_plan_is_saved_as_it_is_and_the_title_follows(
    opened: Workbench, plan_file: Path
) -> None:
    window = opened.window
    assert window.windowTitle() == "The shop[*] — KPI Workbench"
    change_leads(opened)
    assert window.isWindowModified()
    window.menus.actions["save"].trigger()
    assert not window.isWindowModified()
    assert read_plan(plan_file) == opened.document.plan
    assert opened.document.plan != shop()


def test_that_a_star_in_the_name_of_a_plan_is_not_taken_for_qts(opened: Workbench) -> None:
    opened.document.apply("Rename", partial(rename_plan, name="Plan[*] A"))
    assert opened.window.windowTitle() == "Plan[*][*] A[*] — KPI Workbench"


def test_that_save_as_adds_the_ending_and_remembers_the_plan(
    opened: Workbench, preferences: Preferences, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = tmp_path / "Plan v1.2"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(wanted), ""))
    opened.window.menus.actions["save_as"].trigger()
    assert opened.document.path == tmp_path / "Plan v1.2.kpi"
    assert read_plan(tmp_path / "Plan v1.2.kpi") == shop()
    assert preferences.recent[0] == tmp_path / "Plan v1.2.kpi"


@pytest.mark.parametrize("answer", list(Unsaved))
def test_that_closing_asks_about_what_is_not_saved(
    opened: Workbench, plan_file: Path, answer: Unsaved, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def ask(name: str, *_: object) -> Unsaved:
        asked.append(name)
        return answer

    monkeypatch.setattr(plan_files, "ask_about_unsaved", ask)
    change_leads(opened)
    changed = opened.document.plan
    closed = opened.window.close()
    assert asked == ["The shop"]
    assert closed is (answer is not Unsaved.CANCEL)
    assert (read_plan(plan_file) == changed) is (answer is Unsaved.SAVE)


def test_that_nothing_is_asked_where_nothing_would_be_lost(opened: Workbench) -> None:
    change_leads(opened)
    opened.document.undo_stack.undo()
    assert opened.window.close()


def test_that_a_file_that_is_no_plan_leaves_the_open_one(
    opened: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(plan_files, "tell", lambda _title, sentence, *_: told.append(sentence))
    (tmp_path / "letter.kpi").write_text("Dear reader", encoding="utf-8")
    assert not opened.files.open(tmp_path / "letter.kpi", opened.window)
    assert "letter.kpi" in told[0]
    assert opened.document.plan == shop()


def test_that_a_plan_dragged_in_is_opened(workbench: Workbench, plan_file: Path) -> None:
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(plan_file))])
    event = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        dragged,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    workbench.window.dropEvent(event)
    assert workbench.document.path == plan_file


def test_that_undo_is_named_in_the_menu_and_done(opened: Workbench) -> None:
    actions = opened.window.menus.actions
    assert not actions["undo"].isEnabled()
    change_leads(opened)
    assert actions["undo"].text() == "&Undo · Set Leads"
    actions["undo"].trigger()
    assert opened.document.plan == shop()
    assert actions["redo"].text() == "&Redo · Set Leads"
    assert not actions["undo"].isEnabled()


def test_that_another_language_keeps_everything(opened: Workbench) -> None:
    document, stack = opened.document, opened.document.undo_stack
    change_leads(opened)
    document.select(LEADS)
    document.show_scenario(STRETCH)
    opened.window.frame.show_room(PRIORITISE)
    opened.window.resize(1100, 700)
    preferences = opened.window._preferences
    preferences.language, preferences.theme = "fr", ThemeName.DARK
    before = opened.window
    opened.rebuild()
    after = opened.window
    assert after is not before
    assert not before.isVisible()
    assert opened.document is document
    assert opened.document.undo_stack is stack
    assert (document.selection, document.scenario) == (LEADS, STRETCH)
    assert after.frame.room == PRIORITISE
    assert after.size().toTuple() == (1100, 700)
    assert after.isWindowModified()
    assert after.menus.actions["undo"].text() == "&Annuler · Set Leads"
    stack.undo()
    assert document.plan == shop()


def test_that_a_window_that_is_gone_is_told_nothing(opened: Workbench, qtbot: QtBot) -> None:
    for code in ("fr", "en"):
        opened.window._preferences.language = code
        gone = opened.window
        opened.rebuild()
        with qtbot.waitSignal(gone.destroyed):
            pass
    change_leads(opened)
    opened.document.select(COSTS)
    opened.document.show_scenario(STRETCH)
    opened.document.undo_stack.undo()


def test_that_qts_own_dialogs_speak_french(opened: Workbench) -> None:
    opened.window._preferences.language = "fr"
    opened.rebuild()
    assert QApplication.translate("QPlatformTheme", "Cancel") == "Annuler"
    # Two words that Qt's own translation lacks, and one that nobody has.
    assert QApplication.translate("QFileDialog", "&Look in:").endswith("dans\u00a0:")
    assert QApplication.translate("QFileDialog", "Files of &type:").startswith("&Type")
    assert QApplication.translate("QFileDialog", "No such words") == "No such words"
    opened.window._preferences.language = "en"
    opened.rebuild()
    assert QApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
    assert QApplication.translate("QFileDialog", "&Look in:") == "&Look in:"


def test_that_scenarios_are_added_renamed_and_deleted_as_undo_steps(opened: Workbench) -> None:
    document, actions = opened.document, opened.window.menus.actions
    bar = opened.window.frame.top_bar.scenarios
    assert not actions["scenario_delete"].isEnabled()
    actions["scenario_add"].trigger()
    added = document.scenario
    bar.rename_asked.emit(added, "Dream")
    assert document.plan.scenarios[added].name == "Dream"
    actions["scenario_duplicate"].trigger()
    copy = document.scenario
    assert document.plan.scenarios[copy].name == "Dream (copy)"
    actions["scenario_delete"].trigger()
    assert copy not in document.plan.scenarios
    assert document.scenario == "base"
    assert "Dream (copy)" in opened.window.frame.status.text
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    assert document.plan == shop()


def test_that_a_deletion_says_how_it_comes_back(opened: Workbench) -> None:
    status = opened.window.frame.status
    opened.document.apply("Delete", partial(delete_branch, key=ARPU))
    assert status.text == "“ARPU” deleted · Ctrl+Z undoes it"
    status.say("")
    opened.document.undo_stack.undo()
    change_leads(opened)
    assert status.text == ""


def test_that_the_tree_has_the_keys_once_a_scenario_is_named(
    opened: Workbench, qtbot: QtBot
) -> None:
    bar = opened.window.frame.top_bar.scenarios
    opened.window.menus.actions["scenario_add"].trigger()
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, "Dream")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert bar.chips[opened.document.scenario].text() == "Dream"
    tree, focused = opened.window.frame.current, QApplication.focusWidget()
    assert isinstance(tree, QWidget)
    assert focused is not None
    assert tree.isAncestorOf(focused)


def test_that_enter_presses_a_button(workbench: Workbench, qtbot: QtBot) -> None:
    page = workbench.window.start_page
    new = page.findChildren(Button)[0]
    with qtbot.waitSignal(page.new_asked):
        qtbot.keyClick(new, Qt.Key.Key_Return)
    assert workbench.window.frame.isVisible()


def test_that_a_beat_of_the_pulse_leads_to_why_and_to_its_kpi(
    opened: Workbench, qtbot: QtBot
) -> None:
    frame = opened.window.frame
    frame.show_room(PRIORITISE)
    qtbot.mouseClick(frame.pulse.cells[0], Qt.MouseButton.LeftButton)
    assert frame.explain.isVisible()
    assert frame.room == PRIORITISE
    frame.explain.show_button.click()
    assert opened.document.selection == PROFIT
    assert frame.room == DECOMPOSE


def test_that_the_checks_list_every_problem_and_lead_to_its_place(
    opened: Workbench, qtbot: QtBot
) -> None:
    frame = opened.window.frame
    opened.document.load(sound_shop(), None)
    opened.document.apply("Edit", partial(set_formula, key=PROFIT, text="revenue - strangers"))
    # The plan before had problems too, and its answer may still be on its way.
    qtbot.waitUntil(lambda: "strangers" in str(frame.checking.findings.listed))
    qtbot.mouseClick(frame.pulse.cells[-1], Qt.MouseButton.LeftButton)
    assert frame.problems.isVisible()
    assert len(frame.problems.sentences) == len(frame.checking.findings.listed)
    assert "strangers" in frame.problems.sentences[0]
    frame.show_room(PRIORITISE)
    qtbot.keyClick(frame.problems.focusProxy(), Qt.Key.Key_Return)
    assert (frame.room, opened.document.selection) == (DECOMPOSE, PROFIT)
    qtbot.keyClick(frame.problems.focusProxy(), Qt.Key.Key_Escape)
    assert not frame.problems.isVisible()


@pytest.mark.parametrize(
    ("place", "room"),
    [
        (Place("kpis", LEADS, "values", 3), DECOMPOSE),
        (Place("scenarios", STRETCH, f"overrides/{LEADS}"), DECOMPOSE),
        (Place("designs", "main", f"scorecards/lead/measures/{PROFIT}/weight"), PRIORITISE),
        (Place("people", "ada", "target"), PRIORITISE),
        (Place("plan", "", "calendar"), DECOMPOSE),
    ],
)
def test_that_every_kind_of_place_can_be_shown(opened: Workbench, place: Place, room: str) -> None:
    opened.window.frame.show_place(place)
    assert opened.window.frame.room == room
    if place.table == "scenarios":
        assert opened.document.scenario == STRETCH


def test_that_f6_walks_every_pane_and_comes_round(opened: Workbench) -> None:
    frame = opened.window.frame
    opened.window.activateWindow()
    frame.rail.setFocus()
    seen = []
    for _ in range(5):
        frame.focus_next_pane()
        focused = QApplication.focusWidget()
        panes = (frame.top_bar, frame.rail, frame.inspector, frame.pulse)
        seen.append(next((pane for pane in panes if pane.isAncestorOf(focused)), "room"))
    assert set(seen) == {"room", frame.top_bar, frame.rail, frame.inspector, frame.pulse}


def test_that_a_workbook_is_written_beside_the_window(
    opened: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened.window
    window.dialogs.exporting.start(opened.document.results, tmp_path / "out.xlsx", STRETCH)
    qtbot.waitUntil(lambda: "pay of 3 people" in window.frame.status.text, timeout=20_000)
    assert (tmp_path / "out.xlsx").stat().st_size > 0


def test_that_an_export_dialog_explains_a_path_that_cannot_be(
    opened: Workbench, tmp_path: Path
) -> None:
    theme, words = opened.window._theme, opened.language
    dialog = ExportDialog(
        opened.document, theme, words, opened.window, proposed=tmp_path / "no" / "out"
    )
    dialog.accept()
    assert dialog.result() == 0
    assert "There is no folder" in dialog.file.message.text
    dialog.file.show_text(str(tmp_path / "out"))
    dialog.accept()
    assert dialog.result() == 1
    assert dialog.path == tmp_path / "out.xlsx"
    assert dialog.scenario == "base"
    dialog.deleteLater()


def test_that_the_inspector_is_remembered_for_each_room(opened: Workbench) -> None:
    window = opened.window
    assert window.frame.inspector.isVisible()
    window.menus.actions["inspector"].trigger()
    assert not window.frame.inspector.isVisible()
    opened.rebuild()
    assert not opened.window.frame.inspector.isVisible()
    opened.window.menus.actions["inspector"].trigger()
    assert opened.window.frame.inspector.isVisible()


def test_that_keys_of_the_table_work_and_those_of_a_pane_are_only_shown(
    opened: Workbench, qtbot: QtBot
) -> None:
    change_leads(opened)
    opened.window.activateWindow()
    opened.window.frame.rail.setFocus()
    opened.document.select(LEADS)
    qtbot.keyClick(opened.window, Qt.Key.Key_Delete)
    assert LEADS in opened.document.plan.kpis
    qtbot.keyClick(opened.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert opened.document.plan == shop()


def test_that_ctrl_z_in_a_field_takes_back_typing_first_and_then_the_edit(
    opened: Workbench, qtbot: QtBot
) -> None:
    opened.window.activateWindow()
    opened.document.select(LEADS)
    field = opened.window.frame.inspector.head.name.field
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "Prospects")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert opened.document.plan.kpis[LEADS].name == "Prospects"
    qtbot.keyClicks(field, "!")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert opened.document.plan.kpis[LEADS].name == "Prospects"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert opened.document.plan == shop()


def test_that_work_of_a_crash_is_offered_when_the_plan_is_opened(
    opened: Workbench, plan_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.document.apply("Rename", partial(rename, key=LEADS, name="Prospects"))
    opened.recovery.keep_now()
    lost = opened.document.plan
    # As after a crash: the copy is there, and nobody has the plan open.
    opened.document.load(shop(), None)
    opened.recovery._kept = None
    monkeypatch.setattr(plan_files, "ask_about_left", lambda *_: Left.RESTORE)
    assert opened.files.open(plan_file, opened.window)
    assert opened.document.plan == lost
    assert opened.document.is_modified
    assert opened.window.isWindowModified()


def test_that_a_name_makes_a_file_name_on_every_system() -> None:
    assert file_name_of("Ventes 2027/28: réel*") == "Ventes 2027 28 réel"
    assert file_name_of("..") == "plan"


def test_that_nothing_lights_up_where_somebody_prefers_no_movement(opened: Workbench) -> None:
    flashing = opened.window.frame.findChild(Flashing)
    assert flashing is not None
    opened.window._preferences.animations = False
    opened.window._preferred("animations")
    change_leads(opened)
    assert not flashing.nodes
    opened.window._preferences.animations = True
    opened.window._preferred("animations")
    opened.document.undo_stack.undo()
    assert flashing.nodes
