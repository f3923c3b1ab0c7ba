"""Dialogs: whole in both languages, and used by keyboard alone."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from examples.shop import STRETCH, shop
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from models.keys import BASE
from ui.action_words import keys_words, without_mnemonic
from ui.actions import ACTIONS
from ui.dialogs import export_dialog
from ui.dialogs.about_dialog import VERSION, AboutDialog
from ui.dialogs.dialog import Dialog
from ui.dialogs.export_dialog import ExportDialog
from ui.dialogs.keys_dialog import KeysDialog
from ui.dialogs.other_keys import OTHER_KEYS
from ui.dialogs.preferences_dialog import PreferencesDialog
from ui.document import Document
from ui.fonts import load_fonts
from ui.preferences import Preferences
from ui.theme import ThemeName, load_theme
from workbench.language import LANGUAGES, Language, language

Make = Callable[[Language], Dialog]
# Where nothing is on a real screen, its size cannot be told to a window manager.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
KINDS = ("preferences", "keys", "about", "export")


@pytest.fixture
def proposed(tmp_path: Path) -> Path:
    return tmp_path / "shop.xlsx"


@pytest.fixture
def makers(qtbot: QtBot, tmp_path: Path, proposed: Path) -> dict[str, Make]:
    """How each dialog is made, over a window that is on screen."""
    load_fonts()
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    theme, document = load_theme(ThemeName.LIGHT), Document(shop())
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    return {
        "preferences": lambda words: PreferencesDialog(Preferences(settings), theme, words, window),
        "keys": lambda words: KeysDialog(theme, words, window),
        "about": lambda words: AboutDialog(theme, words, window),
        "export": lambda words: ExportDialog(document, theme, words, window, proposed=proposed),
    }


def shown(dialog: Dialog, qtbot: QtBot) -> Dialog:
    dialog.show()
    dialog.activateWindow()
    qtbot.waitExposed(dialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def missing_room(label: QLabel) -> int:
    """Return how many pixels of a label are cut."""
    if label.wordWrap():
        return label.heightForWidth(label.width()) - label.height()
    return label.sizeHint().width() - label.width()


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_that_a_dialog_is_whole_and_fits_a_small_screen(
    makers: dict[str, Make], qtbot: QtBot, kind: str, code: str
) -> None:
    dialog = shown(makers[kind](language(code)), qtbot)
    assert [each.text() for each in dialog.findChildren(QLabel) if missing_room(each) > 0] == []
    buttons = dialog.findChildren(QAbstractButton)
    assert [each.text() for each in buttons if each.width() < each.sizeHint().width()] == []
    least = dialog.minimumSizeHint()
    assert least.width() <= 1024 - 40
    assert least.height() <= 600 - 60
    reached = [each for each in dialog.findChildren(QWidget) if each.focusPolicy() & Qt.TabFocus]
    named = [each for each in reached if each.accessibleName() or each.focusProxy()]
    assert named == [each for each in reached if each.isVisible()]


@pytest.mark.parametrize("kind", KINDS)
def test_that_enter_goes_on_and_escape_leaves(
    makers: dict[str, Make], qtbot: QtBot, kind: str
) -> None:
    for key, result in (
        (Qt.Key.Key_Return, QDialog.DialogCode.Accepted),
        (Qt.Key.Key_Escape, QDialog.DialogCode.Rejected),
    ):
        dialog = shown(makers[kind](language("en")), qtbot)
        with qtbot.waitSignal(dialog.finished):
            qtbot.keyClick(QApplication.focusWidget(), key)
        assert dialog.result() == result


def test_that_enter_on_cancel_cancels(makers: dict[str, Make], qtbot: QtBot) -> None:
    dialog = shown(makers["export"](language("en")), qtbot)
    cancel = next(each for each in dialog.findChildren(QAbstractButton) if each.text() == "Cancel")
    cancel.setFocus()
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(cancel, Qt.Key.Key_Return)


@pytest.mark.parametrize("code", LANGUAGES)
def test_that_the_page_of_keys_has_every_key(makers: dict[str, Make], code: str) -> None:
    words = language(code)
    said = {label.text() for label in makers["keys"](words).findChildren(QLabel)}
    assert {keys_words(row) for row in ACTIONS.values() if row.keys} <= said
    for block in OTHER_KEYS:
        assert words.text(block.title) in said
        assert {words.text(row.keys) for row in block.rows} <= said


def test_that_the_page_of_keys_is_searched(makers: dict[str, Make], qtbot: QtBot) -> None:
    page = shown(makers["keys"](language("en")), qtbot)

    def rows() -> set[str]:
        return {label.text() for label in page._scroll.widget().findChildren(QLabel)}

    assert without_mnemonic(ACTIONS["rollup_ratio"].text) in rows()
    for typed, there, gone in (
        ("fold", "Fold the level", "Save"),
        ("ctrl shift", "Export workbook", "About KPI Workbench"),
        ("scenario", "Rename", "Fit all"),
    ):
        qtbot.keyClicks(QApplication.focusWidget(), typed)
        assert there in rows()
        assert gone not in rows()
        page.field.clear()
    qtbot.keyClicks(page.field, "zzz")
    assert rows() == {"Nothing found. Try other letters."}


def test_that_an_export_asks_before_it_replaces_a_file(
    makers: dict[str, Make], proposed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed.write_text("something else", encoding="utf-8")
    questions: list[str] = []
    answers = iter((False, True))

    def ask(_title: str, question: str, *_: object) -> bool:
        questions.append(question)
        return next(answers)

    monkeypatch.setattr(export_dialog, "ask", ask)
    dialog = makers["export"](language("en"))
    dialog.accept()
    assert dialog.result() == QDialog.DialogCode.Rejected
    dialog.accept()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert questions == ["“shop.xlsx” exists already. Replace it?"] * 2


@pytest.mark.parametrize("code", LANGUAGES)
def test_that_a_dialog_makes_room_for_what_is_wrong(
    makers: dict[str, Make], qtbot: QtBot, tmp_path: Path, code: str
) -> None:
    dialog = shown(makers["export"](language(code)), qtbot)
    assert isinstance(dialog, ExportDialog)
    dialog.file.show_text(str(tmp_path / "a folder that is not there, by no means" / "out.xlsx"))
    before = dialog.file.field.height()
    dialog.accept()
    qtbot.waitUntil(dialog.file.message.isVisible)
    qtbot.waitUntil(lambda: max(map(missing_room, dialog.findChildren(QLabel))) <= 0)
    assert dialog.file.field.height() == before
    assert QApplication.focusWidget() is dialog.file.field


def test_that_an_export_speaks_another_language_where_asked(makers: dict[str, Make]) -> None:
    dialog = makers["export"](language("en"))
    assert isinstance(dialog, ExportDialog)
    assert (dialog.scenario, dialog.language.code) == (BASE, "en")
    dialog.scenarios.choose(STRETCH)
    dialog.languages.choose("fr")
    assert (dialog.scenario, dialog.language.code) == (STRETCH, "fr")


def test_that_the_version_is_that_of_the_project() -> None:
    project = Path(__file__).parents[3] / "pyproject.toml"
    said = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"]
    assert said == VERSION
