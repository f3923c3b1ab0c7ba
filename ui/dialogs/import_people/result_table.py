"""What becomes of everybody in an import, as tables of which only what is seen is worded."""

from __future__ import annotations

from PySide6.QtCore import QObject
from typing_extensions import override

from models.organisation import Person
from ui.tables.cell_table import Cell, CellTable, Index, Tone
from workbench.language import Language
from workbench.people_words import (
    change_words,
    note_sentence,
    person_fate_word,
    target_words,
    time_words,
)
from workbench.tables.people_import import PeoplePreview, PersonFate, PlacedPerson
from workbench.tables.people_row import LEFT_OUT

_TONES = {
    PersonFate.NEW: Tone.GOOD,
    PersonFate.CHANGED: Tone.PLAIN,
    PersonFate.SAME: Tone.QUIET,
    PersonFate.MISSING: Tone.QUIET,
    PersonFate.REMOVED: Tone.BAD,
}


class PeopleTable(CellTable):
    """A row for everybody: those who change first say what of them does."""

    def __init__(self, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._language = language
        self._shown: PeoplePreview | None = None

    def show_preview(self, shown: PeoplePreview) -> None:
        """Show what an import comes to."""
        text = self._language.text
        self.beginResetModel()
        self._shown = shown
        self._headings = (
            text("Row"),
            text("Id"),
            text("Name"),
            "",
            text("Position"),
            text("Base pay"),
            text("Target bonus"),
            text("Time at work"),
        )
        self.endResetModel()
        self.shown.emit()

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many people there are."""
        below = parent is not None and parent.isValid()
        return 0 if below or self._shown is None else len(self._shown.people)

    @override
    def cell(self, index: Index) -> Cell:
        """Return what ``index`` shows."""
        if self._shown is None:
            return Cell()
        placed = self._shown.people[index.row()]
        return self._cell(placed, index.column(), self._shown)

    def _cell(self, placed: PlacedPerson, column: int, shown: PeoplePreview) -> Cell:
        person, language, plan = placed.person, self._language, shown.after
        match column:
            case 0:
                return Cell(str(placed.row) if placed.row else "", tone=Tone.QUIET)
            case 1:
                return Cell(person.key, tone=Tone.QUIET, right=False)
            case 2:
                return Cell(person.name, right=False)
            case 3:
                fate = person_fate_word(placed.fate, language)
                changes = change_words(placed, shown, language)
                told = f"{fate} · {changes}" if changes else fate
                return Cell(told, tone=_TONES[placed.fate], right=False)
            case 4:
                position = plan.positions.get(person.position)
                return Cell("" if position is None else position.name, right=False)
            case _:
                return Cell(self._figures(person, plan.currency)[column - 5])

    def _figures(self, person: Person, currency: str) -> tuple[str, ...]:
        language = self._language
        pay = "" if person.base_pay is None else language.money(person.base_pay, currency, 0)
        start, end, share = time_words(person, language)
        days = f"{start} → {end or '…'}".strip() if start or end else ""
        share = "" if {span.share for span in person.spans} == {1.0} else share
        target = target_words(person.target, currency, language)
        return pay, target, " · ".join(filter(None, (days, share)))


class NoteTable(CellTable):
    """A row for every note: on which row of the sheet, and what."""

    def __init__(self, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._language = language
        self._notes: PeoplePreview | None = None

    def show_preview(self, shown: PeoplePreview) -> None:
        """Show what is worth knowing about an import."""
        self.beginResetModel()
        self._notes = shown
        self._names = {each.row: each.person.name for each in shown.people if each.row}
        self._headings = (
            self._language.text("Row"),
            self._language.text("Person"),
            self._language.text("Remark"),
        )
        self.endResetModel()
        self.shown.emit()

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many notes there are."""
        below = parent is not None and parent.isValid()
        return 0 if below or self._notes is None else len(self._notes.notes)

    @override
    def cell(self, index: Index) -> Cell:
        """Return what ``index`` shows."""
        if self._notes is None:
            return Cell()
        note = self._notes.notes[index.row()]
        match index.column():
            case 0:
                return Cell(str(note.row) if note.row else "", tone=Tone.QUIET)
            case 1:
                return Cell(self._names.get(note.row, ""), right=False)
            case _:
                tone = Tone.BAD if note.note in LEFT_OUT else Tone.PLAIN
                return Cell(note_sentence(note, self._language), right=False, tone=tone)
