"""Statements on paper: asks whose, writes them, and says how it went."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from models.changes import EditError
from models.edits.life import hand_out
from models.keys import PersonKey
from ui.dialogs.questions import tell
from ui.document import Document
from ui.plan_files import PlanFiles
from ui.theme import Theme
from workbench.language import Language

if TYPE_CHECKING:
    from ui.statement.batch import Order, Written


# ruff: noqa: PLC0415 - whoever writes no statement need not wait for its parts at the start.
class HandingOut(QObject):
    """Writes the statements that are asked for."""

    said = Signal(str)
    """How it went."""

    def __init__(
        self,
        document: Document,
        files: PlanFiles,
        window: QWidget,
        *,
        theme: Theme,
        language: Language,
        looked_at: Callable[[], PersonKey | None],
    ) -> None:
        """Write for whom ``looked_at`` names, unless others are asked for."""
        super().__init__(window)
        self._document = document
        self._files = files
        self._window = window
        self._theme = theme
        self._language = language
        self._looked_at = looked_at
        self._folder: Path | None = None

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what to call for each action, by its id."""
        return {"statement": self.ask_about_one, "statements": self.ask}

    def ask_about_one(self) -> None:
        """Ask about the statement of the person who is looked at, else of the first."""
        left_out = self._document.results.program.left_out
        people = [key for key in self._document.plan.people if key not in left_out]
        looked_at = self._looked_at()
        self.ask(looked_at if looked_at in people else next(iter(people), None))

    def ask(self, person: PersonKey | None = None) -> None:
        """Ask whose statements are wanted, and write them."""
        from ui.dialogs.statements_dialog import StatementsDialog

        path = self._document.path
        near = self._files.folder if path is None else path.parent
        dialog = StatementsDialog(
            self._document,
            self._theme,
            self._language,
            self._window,
            folder=self._folder or near,
            person=person,
        )
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._folder = dialog.order.folder
            self.write(dialog.order, notes=dialog.notes)
        dialog.deleteLater()

    def write(self, order: Order, *, notes: bool = False) -> None:
        """Write statements while a dialog shows how far it is; ``notes``: as handed out."""
        from ui.dialogs.statements_progress import StatementsProgress

        progress = StatementsProgress(order, self._theme, self._language, self._window)
        progress.exec()
        written = progress.written
        progress.deleteLater()
        if notes and written.people:
            self._note(written.people, order)
        self._tell(written, order)

    def _note(self, people: tuple[PersonKey, ...], order: Order) -> None:
        from workbench.analysis.life.standing import statements_for

        label = self._language.plural(
            "Hand out {count} statement", "Hand out {count} statements", len(people)
        )
        rows = statements_for(order.results.plan, people, order.on)
        try:
            self._document.apply(label, partial(hand_out, statements=rows))
        except EditError:
            # The plan went back in the meantime: the files are there, the note is not.
            return

    def _tell(self, written: Written, order: Order) -> None:
        from ui.statement.words import written_sentence

        sentence = written_sentence(written, order.folder, self._language)
        if written.error is None:
            self.said.emit(sentence)
        else:
            tell(self._language.text("Statements"), sentence, self._language, self._window)
