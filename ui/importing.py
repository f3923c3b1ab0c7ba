"""Importing trees of KPIs: the dialog, and what is done with its answer."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from models.changes import Edited, edited
from models.plan import Plan
from ui.document import Document
from ui.plan_files import PlanFiles, empty_plan
from ui.theme import Theme
from workbench.language import Language

if TYPE_CHECKING:
    from ui.dialogs.import_tree.dialog import ImportTreeDialog, Into
    from workbench.tables.preview import Preview

TABLES: Final = (".xlsx", ".xlsm", ".csv", ".tsv")
"""Endings of files that may hold a tree."""


class Importing(QObject):
    """Asks about a table and takes it into the plan as one undo step, or into a new plan."""

    said = Signal(str)
    """How it went."""

    def __init__(
        self,
        document: Document,
        files: PlanFiles,
        theme: Theme,
        language: Language,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._document = document
        self._files = files
        self._theme = theme
        self._language = language
        self._window = window

    def ask(self) -> None:
        """Ask for a file, and how it is to be read."""
        dialog = self.dialog()
        dialog.browse()
        if dialog.file.text:
            self._run(dialog)
        else:
            dialog.deleteLater()

    def ask_about(self, path: Path) -> None:
        """Ask how a file is to be read."""
        dialog = self.dialog()
        dialog.read(path)
        self._run(dialog)

    def dialog(self) -> ImportTreeDialog:
        """Return the dialog, before any file is chosen."""
        # Whoever imports nothing need not wait for its parts at the start.
        from ui.dialogs.import_tree.dialog import ImportTreeDialog  # noqa: PLC0415

        plan = self._document.plan if self._files.is_open else None
        return ImportTreeDialog(
            self._theme,
            self._language,
            self._window,
            plan=plan,
            empty=empty_plan(self._language),
            selected=self._document.selection,
        )

    def take(self, shown: Preview, into: Into, path: Path) -> None:
        """Make an import that was asked for."""
        from ui.dialogs.import_tree.dialog import Into  # noqa: PLC0415

        if into is Into.NEW_PLAN or not self._files.is_open:
            named = _named(shown.after, path.stem)
            if not self._files.start(named, self._window):
                return
        else:
            label = self._language.text("Import {file}", file=path.name)
            if not self._document.apply(label, partial(_replaced, after=shown.after)):
                return
        self._document.select(shown.rows[0].kpi.key)
        self.said.emit(
            self._language.plural(
                "{count} KPI imported from “{file}”.",
                "{count} KPIs imported from “{file}”.",
                len(shown.rows),
                file=path.name,
            )
        )

    def _run(self, dialog: ImportTreeDialog) -> None:
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        shown, into, path = dialog.preview, dialog.place, Path(dialog.file.text)
        dialog.deleteLater()
        if accepted and shown is not None:
            self.take(shown, into, path)


def _replaced(plan: Plan, after: Plan) -> Edited:
    """Put the plan with the imported rows in place of the one they were placed in."""
    return edited(plan, after)


def _named(plan: Plan, name: str) -> Plan:
    words = " ".join(name.replace("_", " ").split())
    return Plan(words or plan.name, plan.calendar, plan.currency, plan.language, kpis=plan.kpis)
