"""Typing into several cells of a table at once: one edit, or none and the cell that is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.changes import Edited, EditError
from models.plan import Plan
from workbench.language import Language
from workbench.sentences import edit_sentence
from workbench.sheets.sheet import PlanSheet


@dataclass(frozen=True, slots=True)
class Entry:
    """What goes into a cell.

    Attributes:
        row: its place among the rows that are worked on; those past the last are new.
        column: its column.
        text: what was typed or copied for it.
    """

    row: int
    column: int
    text: str


class EntryError(ValueError):
    """Entries of which one cannot be taken; the words say which, and why."""


@dataclass(frozen=True, slots=True)
class Entries:
    """An edit of many cells, to be made as one; what it comes to is a function of the plan.

    Attributes:
        sheet: the table.
        keys: the rows that are worked on.
        entries: row by row.
    """

    sheet: PlanSheet
    keys: tuple[str, ...]
    entries: tuple[Entry, ...]

    def __call__(self, plan: Plan) -> Edited:
        """Make the edit.

        Raises:
            EntryError: one of the entries cannot be taken.
        """
        after, keys = self.made(plan)
        return self.sheet.edited(plan, after, (*self.keys, *keys))

    def made(self, plan: Plan) -> tuple[Plan, tuple[str, ...]]:
        """Return the plan with the entries, and the keys that the rows then have.

        Raises:
            EntryError: one of the entries cannot be taken.
        """
        keys = list(self.keys)
        new: dict[int, str] = {}
        after = plan
        for entry in self._ordered():
            there = keys[entry.row] if entry.row < len(keys) else new.get(entry.row)
            try:
                if there is not None:
                    after, key = self.sheet.typed(after, there, entry.column, entry.text)
                elif entry.text.strip():
                    after, key = self.sheet.added(after, entry.column, entry.text)
                else:
                    continue
            except (ValueError, EditError) as error:
                raise EntryError(self._sentence(error, after, there, entry)) from error
            if entry.row < len(keys):
                keys[entry.row] = key
            else:
                new[entry.row] = key
        return after, (*keys, *(new[row] for row in sorted(new)))

    def _ordered(self) -> Sequence[Entry]:
        # A new row starts with its name, or with its id where that is given too.
        return sorted(
            (entry for entry in self.entries), key=lambda entry: (entry.row, entry.column)
        )

    def _sentence(self, error: Exception, plan: Plan, key: str | None, entry: Entry) -> str:
        language: Language = self.sheet.language
        sentence = reason_of(error, plan, language)
        if len(self.entries) == 1:
            return sentence
        heading = self.sheet.headings()[entry.column]
        name = entry.text if key is None else self.sheet.row_name(plan, key)
        return language.text("{place}: {sentence}", place=f"{name}, {heading}", sentence=sentence)


def reason_of(error: Exception, plan: Plan, language: Language) -> str:
    """Return why something cannot be taken, in a sentence."""
    if isinstance(error, EditError):
        return edit_sentence(error, plan, language)
    return str(error)
