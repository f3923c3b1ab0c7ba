"""Preferences: kept, robust, and in effect as soon as they are chosen."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from examples.shop import LEADS, shop
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from models.edits.drivers import set_value
from ui.app import Workbench
from ui.dialogs.preferences_dialog import PreferencesDialog
from ui.preferences import Preferences
from ui.theme import ThemeName, load_theme
from workbench.files.plan_file import read_plan, write_plan
from workbench.number_styles import NumberStyle

# Where nothing is on a real screen, the size of a dialog cannot be told to a window manager.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def opened_dialog(workbench: Workbench) -> PreferencesDialog:
    (dialog,) = [
        each for each in workbench.window.findChildren(PreferencesDialog) if each.isVisible()
    ]
    return dialog


def choose(workbench: Workbench, qtbot: QtBot, name: str, value: object) -> None:
    switch = opened_dialog(workbench).switches[name]
    segments = switch.findChildren(QAbstractButton)
    segment = next(each for each in segments if each.value == value)
    qtbot.mouseClick(segment, Qt.MouseButton.LeftButton)


def change_leads(workbench: Workbench, value: float = 9500.0) -> None:
    workbench.document.apply("Set Leads", partial(set_value, key=LEADS, period=0, value=value))


def test_that_language_theme_and_numbers_hold_at_once(opened: Workbench, qtbot: QtBot) -> None:
    change_leads(opened)
    opened.window.menus.actions["preferences"].trigger()
    for name, value in (
        ("language", "fr"),
        ("theme", "dark"),
        ("numbers", NumberStyle.POINT_COMMA),
    ):
        before = opened.window
        choose(opened, qtbot, name, value)
        qtbot.waitUntil(lambda before=before: opened.window is not before)
        # The dialog goes on where it was, in the new looks, with the keyboard in the same place.
        assert opened_dialog(opened).focused == name
        assert opened_dialog(opened).switches[name].value == value
    assert opened_dialog(opened).windowTitle() == "Préférences"
    assert opened.window._theme == load_theme(ThemeName.DARK)
    assert opened.language.number(1234.5, 1) == "1.234,5"
    opened_dialog(opened).accept()
    assert opened.document.is_modified
    opened.document.undo_stack.undo()
    assert opened.document.plan == shop()


def test_that_the_system_is_followed_while_it_is_preferred(opened: Workbench) -> None:
    hints = QApplication.styleHints()
    before = opened.window
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert opened.window is before
    opened.window._preferences.theme = "system"
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert opened.window is not before


def test_that_a_plan_with_a_file_is_saved_by_itself_where_preferred(
    opened: Workbench, qtbot: QtBot, plan_file: Path
) -> None:
    change_leads(opened)
    assert not opened.autosave.waits
    opened.window.menus.actions["preferences"].trigger()
    choose(opened, qtbot, "autosave", 5)
    assert opened.autosave.waits
    opened_dialog(opened).accept()
    opened.autosave.save()
    qtbot.waitUntil(lambda: not opened.document.is_modified)
    assert read_plan(plan_file) == opened.document.plan != shop()
    assert "saved " in opened.window.frame.top_bar.plan_name.accessibleName()
    assert not opened.document.is_modified
    assert not opened.autosave.waits
    opened.document.undo_stack.undo()
    assert opened.autosave.waits
    assert opened.document.plan == shop()


def test_that_nothing_is_saved_by_itself_over_the_work_of_another(
    opened: Workbench, plan_file: Path
) -> None:
    opened.window._preferences.autosave = True
    change_leads(opened, 1.0)
    other = opened.document.plan
    write_plan(other, plan_file)
    change_leads(opened, 2.0)
    said: list[str] = []
    opened.files.said.connect(said.append)
    for _ in range(2):
        opened.autosave.save()
        opened.files.settle()
    assert read_plan(plan_file) == other
    assert len(said) == 1
    assert said[0].startswith("The plan was not saved by itself. ")
    assert opened.document.is_modified
    assert opened.autosave.waits


def test_that_what_is_changed_while_the_plan_is_saved_is_not_taken_for_saved(
    opened: Workbench, qtbot: QtBot, plan_file: Path
) -> None:
    opened.window._preferences.autosave = True
    change_leads(opened, 1.0)
    first = opened.document.plan
    opened.autosave.save()
    change_leads(opened, 2.0)
    opened.files.settle()
    assert read_plan(plan_file) == first
    assert opened.document.is_modified
    # The file is the one that was just written: saving by hand asks nothing.
    opened.autosave.save()
    change_leads(opened, 3.0)
    assert opened.files.save(opened.window)
    assert read_plan(plan_file) == opened.document.plan
    assert not opened.document.is_modified


def test_that_the_last_plan_is_opened_again_where_preferred(
    opened: Workbench, preferences: Preferences, plan_file: Path
) -> None:
    opened.files.shut()
    assert preferences.last_plan == plan_file
    opened.files.close()
    opened.start(None)
    assert not opened.files.is_open
    preferences.reopen = True
    preferences.last_plan = plan_file
    opened.start(None)
    assert opened.document.path == plan_file


@pytest.mark.parametrize("nonsense", ["", "purple", "-3", "[]"])
def test_that_nonsense_in_the_settings_is_passed_over(tmp_path: Path, nonsense: str) -> None:
    settings = QSettings(str(tmp_path / "odd.ini"), QSettings.Format.IniFormat)
    for name in ("theme", "language", "numbers", "autosave", "autosave_minutes", "reopen"):
        settings.setValue(name, nonsense)
    odd = Preferences(settings)
    assert (odd.theme, odd.language, odd.numbers) == ("system", "system", NumberStyle.LANGUAGE)
    assert (odd.autosave, odd.autosave_minutes, odd.reopen) == (False, 1, False)
