"""The pointer says that something takes its time, and says so no longer than it does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from ui.busy import BusyPointer, waiting


def shape() -> Qt.CursorShape | None:
    cursor = QGuiApplication.overrideCursor()
    return None if cursor is None else cursor.shape()


def test_that_waiting_is_over_even_where_it_fails(qtbot: QtBot) -> None:
    with waiting():
        assert shape() is Qt.CursorShape.WaitCursor
    with pytest.raises(OSError, match="full"), waiting():
        raise OSError("full")
    assert shape() is None


def test_that_only_long_work_beside_the_window_is_shown(qtbot: QtBot) -> None:
    parent = QObject()
    pointer = BusyPointer(parent)
    pointer.start()
    pointer.stop()
    assert shape() is None
    pointer.start()
    qtbot.waitUntil(lambda: shape() is Qt.CursorShape.BusyCursor)
    pointer.stop()
    pointer.stop()
    assert shape() is None
