"""Keeping how each plan was looked at, and showing it so when it is opened again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.document import Document
from ui.plan_files import PlanFiles
from ui.preferences import Preferences

if TYPE_CHECKING:
    from ui.frame import Frame
    from ui.plan_view import PlanView


class PlanViews(QWidget):
    """Remembers the view of the open plan when it gives way to another."""

    def __init__(
        self,
        document: Document,
        files: PlanFiles,
        preferences: Preferences,
        frame: Callable[[], Frame],
        window: QWidget,
    ) -> None:
        # A widget, so that it goes with the window: the files outlive it.
        super().__init__(window)
        self._document = document
        self._preferences = preferences
        self._frame = frame
        self.hide()
        files.leaving.connect(self.keep)
        files.saved.connect(self.keep)

    def keep(self) -> None:
        """Remember how the open plan is looked at; one without a file is forgotten."""
        path = self._document.path
        if path is not None:
            from ui.plan_view import written  # noqa: PLC0415 - not before there is a plan

            self._preferences.keep_view(path, written(self._frame().view))

    def recall(self) -> PlanView | None:
        """Return how the open plan was looked at the last time."""
        from ui.plan_view import read  # noqa: PLC0415 - not before there is a plan

        path = self._document.path
        return None if path is None else read(self._preferences.view_of(path))
