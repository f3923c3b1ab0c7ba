"""Saving by itself: a plan that has a file goes to it a while after it was changed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from ui.document import Document
from ui.plan_files import PlanFiles
from ui.preferences import Preferences

_MINUTE_MS: Final = 60_000
_HELD_MS: Final = 2_000
"""How soon it is tried again while the mouse holds something."""


class Autosave(QObject):
    """Saves the plan by itself where that is preferred.

    Every change can be taken back after it was saved, as before. The first change starts the
    wait, so that a plan that is changed all the time is saved too.
    """

    def __init__(
        self, document: Document, files: PlanFiles, preferences: Preferences, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._files = files
        self._preferences = preferences
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self.save)
        document.changed.connect(self.follow)
        document.file_changed.connect(self.follow)

    @property
    def waits(self) -> bool:
        """Whether the plan is going to be saved by itself."""
        return self._wait.isActive()

    def follow(self) -> None:
        """Wait, or no more: the plan, its file or the preference is another now."""
        wanted = self._preferences.autosave and self._document.path is not None
        if not wanted or not self._document.is_modified:
            self._wait.stop()
        elif not self._wait.isActive():
            self._wait.start(self._preferences.autosave_minutes * _MINUTE_MS)

    def prefer(self) -> None:
        """Begin the wait anew: the preference is another now."""
        self._wait.stop()
        self.follow()

    def save(self) -> None:
        """Save now; where the file cannot be written, try again after the next wait."""
        if QApplication.mouseButtons() or QApplication.activeModalWidget() is not None:
            # In the middle of a drag, or of a question about the very same file.
            self._wait.start(_HELD_MS)
        else:
            self._files.save_quietly()
            self.follow()
