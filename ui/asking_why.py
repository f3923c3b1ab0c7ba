"""Asks the user why, before something that was agreed is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget

from models.life import Reason
from models.plan import Plan
from ui.theme import Theme
from workbench.language import Language

if TYPE_CHECKING:
    from ui.dialogs.signed_dialog import Signs
    from workbench.analysis.life.touched import Touched


class AskingWhy(QObject):
    """Opens the question over the window; the name typed once is offered from then on."""

    said = Signal(str)
    """That nothing was changed."""

    def __init__(self, signs: Signs, theme: Theme, language: Language, window: QWidget) -> None:
        super().__init__(window)
        self._signs = signs
        self._theme = theme
        self._language = language
        self._window = window

    def ask_why(self, label: str, before: Plan, hit: Touched) -> Reason | None:
        """Return the reason for the edit called ``label``; None where it is not to be made."""
        # Nobody who works on a draft needs it.
        from ui.dialogs.signed_dialog import ReasonDialog  # noqa: PLC0415

        dialog = ReasonDialog(
            label,
            self._signs,
            self._window,
            before=before,
            hit=hit,
            theme=self._theme,
            language=self._language,
        )
        # Long edits are made under the busy cursor.
        QGuiApplication.setOverrideCursor(Qt.CursorShape.ArrowCursor)
        try:
            accepted = dialog.exec() == QDialog.DialogCode.Accepted
        finally:
            QGuiApplication.restoreOverrideCursor()
        reason = dialog.signed if accepted else None
        dialog.deleteLater()
        if reason is None:
            self.said.emit(
                self._language.text("Nothing was changed: the plan stays as it was agreed.")
            )
        return reason
