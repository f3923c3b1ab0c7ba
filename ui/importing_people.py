"""Importing people: the dialog, and what is done with its answer."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from models.changes import Edited, edited
from models.plan import Plan
from ui.document import Document
from ui.theme import Theme
from workbench.language import Language

if TYPE_CHECKING:
    from ui.dialogs.import_people.dialog import ImportPeopleDialog
    from workbench.tables.people_import import PeoplePreview


class ImportingPeople(QObject):
    """Asks about a table of people and takes it into the plan as one undo step."""

    said = Signal(str)
    """How it went."""

    def __init__(
        self, document: Document, theme: Theme, language: Language, window: QWidget
    ) -> None:
        super().__init__(window)
        self._document = document
        self._theme = theme
        self._language = language
        self._window = window

    def ask(self) -> None:
        """Ask for a file, and how it is to be read."""
        dialog = self.dialog()
        dialog.browse()
        accepted = bool(dialog.file.text) and dialog.exec() == QDialog.DialogCode.Accepted
        shown, path = dialog.preview, Path(dialog.file.text)
        dialog.deleteLater()
        if accepted and shown is not None:
            self.take(shown, path)

    def dialog(self) -> ImportPeopleDialog:
        """Return the dialog, before any file is chosen."""
        # Whoever imports nobody need not wait for its parts at the start.
        from ui.dialogs.import_people.dialog import ImportPeopleDialog  # noqa: PLC0415

        return ImportPeopleDialog(
            self._theme, self._language, self._window, plan=self._document.plan
        )

    def take(self, shown: PeoplePreview, path: Path) -> None:
        """Make an import that was asked for."""
        from workbench.people_words import import_sentence  # noqa: PLC0415

        label = self._language.text("Import {file}", file=path.name)
        self._document.apply(label, partial(_replaced, after=shown.after))
        self.said.emit(import_sentence(shown, self._language))


def _replaced(plan: Plan, after: Plan) -> Edited:
    """Put the plan with the imported people in place of the one they were placed in."""
    return edited(plan, after)
