"""Asks how a table is to be read as people, and shows what becomes of everybody."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.plan import Plan
from ui.dialogs.column_rows import ColumnRows
from ui.dialogs.import_people.result_table import NoteTable, PeopleTable
from ui.dialogs.table_import import TableImportDialog
from ui.tables.long_table import LongTable
from ui.theme import Theme
from ui.widgets.button import Button
from workbench.language import Language
from workbench.people_words import import_sentence, person_use_word
from workbench.tables.people_columns import (
    PeopleMapping,
    PersonUse,
    guess_people,
    people_headed,
)
from workbench.tables.people_import import PeoplePreview, preview_people
from workbench.tables.reading import read_sheets
from workbench.tables.sheet import Sheet

_SIZE = (980, 540)
"""Room for what changes of somebody, within a small screen."""


class ImportPeopleDialog(TableImportDialog):
    """Asks about people.

    Attributes:
        remove: whether those whom the table does not name are removed.
        people: what becomes of everybody.
        notes: what is worth knowing about rows.
        preview: what the import comes to; None while there is nothing to import.
    """

    def __init__(self, theme: Theme, language: Language, parent: QWidget, *, plan: Plan) -> None:
        """Ask for an import into ``plan``."""
        text = language.text
        uses = [(use, person_use_word(use, language)) for use in PersonUse]
        columns = ColumnRows(theme, language, parent, uses=uses)
        super().__init__(text("Import people"), theme, language, parent, columns=columns)
        self._plan = plan
        self._mapping = PeopleMapping(-1, ())
        self.preview: PeoplePreview | None = None
        self.remove = Button(theme, self, text=text("Remove those who are missing"))
        self.remove.setCheckable(True)
        self.remove.toggled.connect(self.ask)
        self.beside.addWidget(self.remove)
        self.people = PeopleTable(language, self)
        self.notes = NoteTable(language, self)
        becomes = LongTable(
            theme, self.people, self, name=text("What becomes of everybody"), wide=3
        )
        remarked = LongTable(theme, self.notes, self, name=text("Remarks"), wide=2)
        self.resize(*_SIZE)
        self.arrange(theme, becomes=becomes, remarked=remarked)

    def accept(self) -> None:
        """Import, where there is something to."""
        if self.preview is not None and self.preview.moves_something:
            super().accept()

    @override
    def tables_of(self, path: Path) -> Callable[[], tuple[Sheet, ...]]:
        """Return what reads a file; people stand in rows, whatever their dates."""
        return partial(read_sheets, path, turned=False)

    @override
    def understood(self, sheet: Sheet) -> int:
        """Return how many columns are understood."""
        return sum(use is not PersonUse.NOTHING for use in guess_people(sheet).uses)

    @override
    def show_guess(self, sheet: Sheet, heading: int | None) -> int:
        """Guess how a sheet is to be read."""
        self._mapping = guess_people(sheet) if heading is None else people_headed(sheet, heading)
        self.columns.show_sheet(sheet, self._mapping.heading, self._mapping.uses)
        return self._mapping.heading

    @override
    def read_as(self, at: int, use: Hashable) -> None:
        """Read a column as something else."""
        if isinstance(use, PersonUse):
            self._mapping = self._mapping.reading_as(at, use)

    @override
    def question(self, sheet: Sheet) -> Callable[[], object]:
        """Return what works out what becomes of everybody."""
        return partial(
            preview_people,
            self._plan,
            sheet,
            self._mapping,
            self.language,
            remove_missing=self.remove.isChecked(),
        )

    @override
    def show_answer(self, answer: object) -> str:
        """Show what becomes of everybody."""
        if not isinstance(answer, PeoplePreview):
            return ""
        self.preview = answer
        self.people.show_preview(answer)
        self.notes.show_preview(answer)
        self.offer_sides(len(answer.notes))
        self.button.setEnabled(answer.moves_something)
        text = self.language.text
        if not self._mapping.names_people:
            return text("Say which column holds the ids or the names, and which row the headings.")
        told = import_sentence(answer, self.language)
        return told if answer.moves_something else f"{told} {text('Nothing would change.')}"

    @override
    def forget(self) -> None:
        """There is nothing to import."""
        self.preview = None

    @override
    def also_shown(self) -> tuple[QWidget, ...]:
        """Ask who is removed only while there is a table."""
        return (self.remove,)
