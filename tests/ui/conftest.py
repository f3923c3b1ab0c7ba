"""A whole workbench: document, files, preferences and window, apart from the user's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from examples.shop import shop
from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.app import Workbench, dress
from ui.preferences import Preferences
from ui.theme import ThemeName
from workbench.files.plan_file import write_plan


def pytest_sessionfinish() -> None:
    # Without a screen Qt deletes what was copied after Python has ended, which asks Python.
    if QGuiApplication.instance() is not None:
        QGuiApplication.clipboard().clear()


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    made = Preferences(settings)
    made.language, made.theme = "en", ThemeName.LIGHT
    return made


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "shop.kpi"
    write_plan(shop(), path)
    return path


@pytest.fixture
def workbench(
    qtbot: QtBot, qapp: QApplication, preferences: Preferences, tmp_path: Path
) -> Iterator[Workbench]:
    """A workbench at its start page."""
    dress(qapp)
    made = Workbench(qapp, preferences, tmp_path / "kept")
    made.window.resize(1440, 900)
    made.window.show()
    qtbot.waitExposed(made.window)
    yield made
    made.end()
    made.deleteLater()


@pytest.fixture
def opened(workbench: Workbench, plan_file: Path) -> Workbench:
    """A workbench with the shop open from its file."""
    assert workbench.files.open(plan_file, workbench.window)
    return workbench
