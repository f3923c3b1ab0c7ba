"""A table of rows of the plan, by key: what its cells show, and what typing in them means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from models.changes import Changes, Edited, edited
from models.plan import Plan
from workbench.language import Language

K = TypeVar("K", bound=str)


class SheetError(ValueError):
    """Typed words that mean nothing here; its words are one sentence in the user's language."""


@dataclass(frozen=True, slots=True)
class SheetCell:
    """What one cell shows.

    Attributes:
        text: its words or figure.
        edit: what is offered for editing and copied; None where nothing can be typed.
        quiet: whether it stands back, as what is inherited does.
        right: whether it stands at the right, as figures do.
        number: the figure behind it, for a spreadsheet; None for words.
        percent: whether that figure is a share.
    """

    text: str = ""
    edit: str | None = ""
    quiet: bool = False
    right: bool = False
    number: float | None = None
    percent: bool = False


class PlanSheet:
    """One table. Everything it does is a pure function of the plan.

    Attributes:
        language: of words and figures.
        name_column: which column names a row; clearing it takes the row away. -1 for none.
        invite_column: where the free row invites to type.
        wide_column: which column gets the room that no words need.
    """

    name_column = 0
    invite_column = 0
    wide_column = 0

    def __init__(self, language: Language) -> None:
        """Write words and figures in ``language``."""
        self.language = language

    def headings(self) -> tuple[str, ...]:
        """Return the heading of each column."""
        raise NotImplementedError

    def keys(self, plan: Plan) -> tuple[str, ...]:
        """Return the keys of the rows, in order; the very same object while the order stays."""
        raise NotImplementedError

    def cells(self, plan: Plan, key: str) -> tuple[SheetCell, ...]:
        """Return the cells of a row."""
        raise NotImplementedError

    def typed(self, plan: Plan, key: str, column: int, text: str) -> tuple[Plan, str]:
        """Return the plan with ``text`` in a cell, and the key that the row then has.

        Raises:
            ValueError: it cannot be taken; the words are a sentence.
            EditError: the edit is refused.
        """
        raise NotImplementedError

    def added(self, plan: Plan, column: int, text: str) -> tuple[Plan, str]:
        """Return the plan with a row more, of which ``text`` is typed first, and its key.

        Raises:
            ValueError: nothing can be added yet, or not that; the words are a sentence.
            EditError: the edit is refused.
        """
        raise NotImplementedError

    def removed(self, plan: Plan, keys: Iterable[str]) -> Plan:
        """Return the plan without rows.

        Raises:
            EditError: one of them is still named elsewhere.
        """
        raise NotImplementedError

    def edited(self, before: Plan, after: Plan, keys: Iterable[str]) -> Edited:
        """Return what an edit comes to that :meth:`typed` in the rows of ``keys`` at most."""
        del keys
        return edited(before, after)

    def touched(self, changes: Changes) -> frozenset[str] | None:
        """Return the rows that may show something else; None for all of them."""
        raise NotImplementedError

    def invitation(self, plan: Plan) -> str:
        """Return what stands in the free row; empty where there is none."""
        raise NotImplementedError

    def suggestions(self, plan: Plan, column: int) -> tuple[str, ...]:
        """Return the words that may be typed in a column; none where anything may."""
        del plan, column
        return ()

    def edit_text(self, plan: Plan, key: str, column: int) -> str | None:
        """Return what is offered for editing and copied; None where nothing can be typed."""
        return self.cells(plan, key)[column].edit

    def row_name(self, plan: Plan, key: str) -> str:
        """Return what a row is called."""
        return self.cells(plan, key)[max(0, self.name_column)].text

    def words(self, plan: Plan, key: str) -> str:
        """Return what a row is found by."""
        return " ".join(cell.text for cell in self.cells(plan, key))

    def sort_key(self, plan: Plan, key: str, column: int) -> tuple[bool, float, str]:
        """Return what a row is sorted by; empty cells come last."""
        cell = self.cells(plan, key)[column]
        if cell.number is not None:
            return False, cell.number, ""
        return not cell.text, 0.0, cell.text.casefold()


def named(text: str, names: Mapping[K, str], language: Language) -> K:
    """Return the key of what is called ``text``, whatever its case, or starts so alone.

    Raises:
        SheetError: nothing is, or several are.
    """
    wanted = text.strip().casefold()
    same = [key for key, name in names.items() if name.casefold() == wanted]
    alike = [key for key, name in names.items() if name.casefold().startswith(wanted)]
    for found in (same, alike):
        if wanted and len(found) == 1:
            return found[0]
    listed = list(names.values())
    told = ", ".join(listed[:_MOST_NAMED]) + (" …" if len(listed) > _MOST_NAMED else "")
    raise SheetError(
        language.text("“{text}” is none of them. Type one of: {names}.", text=text, names=told)
    )


_MOST_NAMED = 12
