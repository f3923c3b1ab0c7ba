"""Copies of unsaved work, written in the background while a plan is being changed."""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer

from ui.background import Answer, Background
from ui.document import Document
from workbench.files.faults import PlanFileError
from workbench.files.recovery import Recovery, discard_recovery, recovery_for, write_recovery

_DELAY_MS: Final = 3000
_LOG: Final = logging.getLogger(__name__)


class RecoveryCopies(QObject):
    """Keeps a copy of what is not saved, so that a crash costs seconds of work.

    A copy that cannot be written is noted in the log and nothing else: the user's own save
    will say what is wrong.
    """

    def __init__(self, document: Document, folder: Path, parent: QObject) -> None:
        """Keep the copies of plans without a file in ``folder``."""
        super().__init__(parent)
        self._document = document
        self._nameless = folder / "unsaved.kpi"
        self._kept: Path | None = None
        self._writing: Path | None = None
        self._background = Background(self)
        self._background.answered.connect(self._written)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(_DELAY_MS)
        self._delay.timeout.connect(self._keep)
        document.changed.connect(self._plan_changed)

    def left_over(self, path: Path | None) -> Recovery | None:
        """Return unsaved work that was left beside ``path``, or by a plan without a file.

        A copy written here was not left: whoever opens another plan was asked about it.
        """
        place = path or self._nameless
        return None if place == self._kept else recovery_for(place)

    def keep_now(self) -> None:
        """Write a copy of what is not saved, before anything else happens."""
        if self._document.is_modified:
            self._kept = self._place()
            try:
                write_recovery(self._document.plan, self._kept)
            except (PlanFileError, OSError):
                _LOG.exception("the recovery copy could not be written")

    def discard(self, path: Path | None) -> None:
        """Remove the copy left beside ``path``, or by a plan without a file."""
        self._remove(path or self._nameless)

    def forget(self) -> None:
        """Remove the copy written here: what it held is saved, or not wanted."""
        self._delay.stop()
        kept, self._kept = self._kept, None
        if kept is not None:
            self._remove(kept)

    def _place(self) -> Path:
        """Return beside what the copy goes; of folders only the program's own is made."""
        if self._document.path is not None:
            return self._document.path
        try:
            self._nameless.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            _LOG.warning("there is no folder for recovery copies: %s", error)
        return self._nameless

    def _plan_changed(self, _changes: object) -> None:
        self._delay.start()

    def _keep(self) -> None:
        if not self._document.is_modified:
            # Every step was taken back: nothing is left to offer after a crash.
            self.forget()
        else:
            place = self._kept = self._writing = self._place()
            self._background.ask(partial(write_recovery, self._document.plan, place))

    def _written(self, answer: Answer) -> None:
        if answer.error is not None:
            _LOG.warning("the recovery copy could not be written: %s", answer.error)
        elif self._writing is not None and (
            self._writing != self._kept or not self._document.is_modified
        ):
            # Saved, closed or taken back while the copy was being written.
            self._remove(self._writing)

    def _remove(self, path: Path) -> None:
        try:
            discard_recovery(path)
        except OSError as error:
            _LOG.warning("the recovery copy could not be removed: %s", error)
