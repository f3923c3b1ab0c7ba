"""The dialogs of the window: preferences, keys, export, and what the program is.

Each is loaded when it is first opened, so that the start need not wait for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from ui.dialogs.questions import tell
from ui.document import Document
from ui.exporting import Exporting
from ui.plan_files import PlanFiles, file_name_of
from ui.preferences import Preferences
from ui.theme import Theme
from workbench.language import Language

if TYPE_CHECKING:
    from ui.dialogs.dialog import Dialog
    from ui.dialogs.preferences_dialog import PreferencesDialog


class WindowDialogs(QObject):
    """Opens one dialog at a time over the window."""

    preferred = Signal(str)
    """The name of the preference that is another now."""
    said = Signal(str)
    """How an export goes."""

    def __init__(
        self,
        document: Document,
        files: PlanFiles,
        preferences: Preferences,
        window: QWidget,
        *,
        theme: Theme,
        language: Language,
    ) -> None:
        super().__init__(window)
        self._document = document
        self._files = files
        self._preferences = preferences
        self._window = window
        self._theme = theme
        self._language = language
        self._open: PreferencesDialog | None = None
        self.exporting = Exporting(language, self)
        self.exporting.said.connect(self.said)
        self.exporting.refused.connect(self._tell_export)

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what to call for each action, by its id."""
        return {
            "preferences": self.show_preferences,
            "export": self.export,
            "keys": self.show_keys,
            "about": self.show_about,
        }

    @property
    def preference(self) -> str | None:
        """The preference that has the keyboard; None while preferences are closed."""
        return None if self._open is None else self._open.focused

    def show_preferences(self, focused: str = "language") -> None:
        """Let preferences be chosen; each holds at once."""
        from ui.dialogs.preferences_dialog import PreferencesDialog  # noqa: PLC0415

        dialog = PreferencesDialog(self._preferences, self._theme, self._language, self._window)
        dialog.changed.connect(self.preferred)
        dialog.finished.connect(self._preferences_done)
        self._open = dialog
        # Not exec: the window may be built anew while the dialog is open, and it with it.
        dialog.open()
        dialog.focus_on(focused)

    def retire(self) -> None:
        """Leave the screen with the window."""
        if self._open is not None:
            self._open.hide()

    def export(self) -> None:
        """Ask where to, and write a workbook."""
        from ui.dialogs.export_dialog import ExportDialog  # noqa: PLC0415
        from ui.export_words import WORKBOOK  # noqa: PLC0415

        document = self._document
        proposed = self._files.folder / f"{file_name_of(document.plan.name)}{WORKBOOK}"
        if document.path is not None:
            proposed = document.path.with_suffix(WORKBOOK)
        dialog = ExportDialog(
            document, self._theme, self._language, self._window, proposed=proposed
        )
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.exporting.start(document.results, dialog.path, dialog.scenario, dialog.language)
        dialog.deleteLater()

    def show_keys(self) -> None:
        """Show every action and its keys."""
        from ui.dialogs.keys_dialog import KeysDialog  # noqa: PLC0415

        self._show(KeysDialog(self._theme, self._language, self._window))

    def show_about(self) -> None:
        """Say what the program is."""
        from ui.dialogs.about_dialog import AboutDialog  # noqa: PLC0415

        self._show(AboutDialog(self._theme, self._language, self._window))

    def _show(self, dialog: Dialog) -> None:
        dialog.exec()
        dialog.deleteLater()

    def _preferences_done(self) -> None:
        dialog, self._open = self._open, None
        if dialog is not None:
            dialog.deleteLater()

    def _tell_export(self, sentence: str) -> None:
        title = self._language.text("Export a workbook")
        tell(title, sentence, self._language, self._window)
