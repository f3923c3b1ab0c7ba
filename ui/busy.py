"""The pointer says that something takes its time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

_SOON_MS: Final = 500


@contextmanager
def waiting() -> Iterator[None]:
    """Show that the window waits, while it does; no question may be asked within."""
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()


class BusyPointer(QObject):
    """Shows that something is done beside the window, once it takes longer than a moment."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._shown = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._show)

    def start(self) -> None:
        """Something was begun."""
        self._soon.start()

    def stop(self) -> None:
        """It has ended."""
        self._soon.stop()
        if self._shown:
            self._shown = False
            QGuiApplication.restoreOverrideCursor()

    def _show(self) -> None:
        self._shown = True
        QGuiApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)
