"""The welcome page: everything on it opens a plan, by keyboard too."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from ui.app import Workbench
from ui.plan_files import sample_files
from ui.plan_row import PlanRow
from workbench.language import LANGUAGES

Key = Qt.Key


def rows(workbench: Workbench) -> dict[str, PlanRow]:
    page = workbench.window.start_page.widget()
    return {row.text(): row for row in page.findChildren(PlanRow)}


def reach(workbench: Workbench, qtbot: QtBot) -> set[str]:
    """Return the names of everything that the arrows lead to."""
    page = workbench.window.start_page
    todo = [QApplication.focusWidget()]
    seen: set[QAbstractButton] = set()
    while todo:
        here = todo.pop()
        if here in seen:
            continue
        seen.add(here)
        for key in (Key.Key_Up, Key.Key_Down, Key.Key_Left, Key.Key_Right):
            here.setFocus()
            qtbot.keyClick(here, key)
            there = QApplication.focusWidget()
            assert page.isAncestorOf(there)
            todo.append(there)
    return {each.accessibleName() for each in seen}


def test_that_the_arrows_lead_everywhere(
    workbench: Workbench, plan_file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    page, window = workbench.window.start_page, workbench.window
    for path in (tmp_path / "gone.kpi", plan_file):
        window._preferences.note_recent(path)
    page.refresh()
    qtbot.waitUntil(lambda: not page._later.isActive())
    window.activateWindow()
    page.focus_first()
    assert QApplication.focusWidget() is rows(workbench)["shop"]
    stops = {each.accessibleName() for each in page._stops()}
    assert reach(workbench, qtbot) == stops
    assert "" not in stops
    assert len(stops) == len(page._stops())


def test_that_a_plan_that_is_gone_can_be_taken_off_the_list(
    workbench: Workbench, tmp_path: Path, qtbot: QtBot
) -> None:
    page, preferences = workbench.window.start_page, workbench.window._preferences
    gone = tmp_path / "gone.kpi"
    preferences.note_recent(gone)
    page.refresh()
    assert not rows(workbench)["gone"].isEnabled()
    name = "Remove “gone” from the list"
    (forget,) = [each for each in page._stops() if each.accessibleName() == name]
    qtbot.keyClick(forget, Key.Key_Return)
    assert "gone" not in rows(workbench)
    assert preferences.recent == ()


def test_that_enter_opens_a_recent_plan(
    workbench: Workbench, plan_file: Path, qtbot: QtBot
) -> None:
    workbench.window._preferences.note_recent(plan_file)
    workbench.window.start_page.refresh()
    qtbot.keyClick(rows(workbench)["shop"], Key.Key_Return)
    assert workbench.document.path == plan_file


@pytest.mark.parametrize("code", LANGUAGES)
def test_that_the_french_sample_comes_first_and_nothing_is_clipped(
    workbench: Workbench, qtbot: QtBot, code: str
) -> None:
    workbench.window._preferences.language = code
    workbench.rebuild()
    window = workbench.window
    window.resize(1024, 600)
    page = window.start_page
    qtbot.waitUntil(lambda: not page._later.isActive())
    assert next(iter(rows(workbench))) == "Maison Verte"
    assert len(rows(workbench)) >= len(sample_files())
    for each in page._stops():
        assert each.width() >= min(each.sizeHint().width(), 200)
    assert page.widget().minimumSizeHint().width() <= 1024
