"""Everything that can have the keyboard has a name, in both languages, and no two the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from examples.shop import LEADS, REVENUE
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.aims import Aim
from ui.app import Workbench
from ui.dialogs.about_dialog import AboutDialog
from ui.dialogs.cascade_dialog import CascadeDialog
from ui.dialogs.export_dialog import ExportDialog
from ui.dialogs.keys_dialog import KeysDialog
from ui.dialogs.preferences_dialog import PreferencesDialog
from ui.dialogs.split_dialog import SplitDialog
from ui.panes import first_focusable
from ui.room import DECOMPOSE, PRIORITISE
from workbench.language import LANGUAGES

# Where nothing is on a real screen, the size of a dialog cannot be told to a window manager.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def stops(pane: QWidget) -> list[QWidget]:
    """Return what Tab stops at within a pane, or itself."""
    found = [pane, *pane.findChildren(QWidget)]
    return [
        each
        for each in found
        if each.isVisible()
        and each.focusProxy() is None
        and bool(each.focusPolicy() & Qt.FocusPolicy.TabFocus)
    ]


def spoken(widget: QWidget) -> str:
    """Return what a screen reader says of a widget: its name within that of its group."""
    said = [widget.accessibleName()]
    above = widget.parentWidget()
    while above is not None and not above.isWindow():
        said.append(above.accessibleName())
        above = above.parentWidget()
    return " < ".join(said)


def faults(pane: QWidget) -> list[str]:
    """Return what has no name, and names that several things of a pane share."""
    found = stops(pane)
    nameless = [
        f"{type(each).__name__} in {type(each.parentWidget()).__name__}"
        for each in found
        if not each.accessibleName().strip()
    ]
    counted = Counter(spoken(each) for each in found if each.accessibleName().strip())
    return nameless + [f"{name} ({n} times)" for name, n in counted.items() if n > 1]


def in_language(workbench: Workbench, code: str) -> Workbench:
    workbench.window._preferences.language = code
    workbench.rebuild()
    return workbench


@pytest.mark.parametrize("code", LANGUAGES)
def test_that_the_welcome_page_has_names(
    workbench: Workbench, tmp_path: Path, qtbot: QtBot, code: str
) -> None:
    for name in ("gone", "also gone"):
        workbench.window._preferences.note_recent(tmp_path / f"{name}.kpi")
    page = in_language(workbench, code).window.start_page
    qtbot.waitUntil(lambda: not page._later.isActive())
    assert len(stops(page)) > 6
    assert faults(page) == []


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("room", [DECOMPOSE, PRIORITISE])
def test_that_every_pane_has_names(opened: Workbench, room: str, code: str) -> None:
    window = in_language(opened, code).window
    frame = window.frame
    frame.show_room(room)
    if room == DECOMPOSE:
        frame.current.show_both()
        window.menus.actions["catalogue"].trigger()
    frame.inspector.show()
    frame.toggle_problems()
    found: dict[str, list[str]] = {}
    for selected in (None, REVENUE, LEADS):
        opened.document.select(selected)
        found |= {
            f"{type(pane).__name__}, {selected}": wrong
            for pane in frame.panes
            if (wrong := faults(pane))
        }
    assert found == {}
    assert len(frame.panes) >= 5


@pytest.mark.parametrize("code", LANGUAGES)
def test_that_an_explanation_has_names(opened: Workbench, code: str) -> None:
    window = in_language(opened, code).window
    opened.document.select(REVENUE)
    window.menus.actions["explain"].trigger()
    assert window.frame.explain in window.frame.panes
    assert faults(window.frame.explain) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_that_the_palette_has_names(opened: Workbench, code: str) -> None:
    window = in_language(opened, code).window
    window.menus.actions["palette"].trigger()
    assert len(stops(window.finding.popup)) == 1
    assert faults(window.finding.popup) == []


def dialogs(workbench: Workbench, folder: Path) -> Iterator[Callable[[], QWidget]]:
    window = workbench.window
    theme, words = window._theme, workbench.language
    yield lambda: PreferencesDialog(window._preferences, theme, words, window)
    yield lambda: KeysDialog(theme, words, window)
    yield lambda: AboutDialog(theme, words, window)
    yield lambda: ExportDialog(
        workbench.document, theme, words, window, proposed=folder / "out.xlsx"
    )
    yield window.importing.dialog
    aim = Aim(REVENUE, workbench.document.scenario, workbench.document.group)
    yield lambda: CascadeDialog(workbench.document, theme, words, window, aim=aim)
    yield lambda: SplitDialog(workbench.document, theme, words, window, key=LEADS)


@pytest.mark.parametrize("code", LANGUAGES)
def test_that_every_dialog_has_names(
    opened: Workbench, tmp_path: Path, qtbot: QtBot, code: str
) -> None:
    for make in dialogs(in_language(opened, code), tmp_path):
        dialog = make()
        dialog.show()
        qtbot.waitExposed(dialog)
        assert stops(dialog)
        assert (dialog.windowTitle(), faults(dialog)) == (dialog.windowTitle(), [])
        dialog.hide()
        dialog.deleteLater()


@pytest.mark.parametrize("code", LANGUAGES)
def test_that_f6_walks_over_every_pane_forth_and_back_and_shows_where_it_is(
    opened: Workbench, qtbot: QtBot, code: str
) -> None:
    window = in_language(opened, code).window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    frame = window.frame
    frame.current.show_both()
    frame.inspector.show()
    qtbot.waitUntil(lambda: bool(frame.checking.findings.listed))
    frame.toggle_problems()
    panes = frame.panes
    assert len(panes) == 7

    def at() -> int:
        focused = QApplication.focusWidget()
        return next(
            place
            for place, pane in enumerate(panes)
            if pane is focused or pane.isAncestorOf(focused)
        )

    first_focusable(frame.rail).setFocus()
    for action, by in (("next_pane", 1), ("previous_pane", -1)):
        for _ in panes:
            before = at()
            window.menus.actions[action].trigger()
            assert at() == (before + by) % len(panes)
            focused = QApplication.focusWidget()
            ringed = focused.grab().toImage()
            focused.clearFocus()
            assert focused.grab().toImage() != ringed, type(panes[before])
            focused.setFocus(Qt.FocusReason.TabFocusReason)
