"""A table of named rows that grows by typing: the last row is free, and waits for a name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from PySide6.QtCore import QObject
from typing_extensions import override

from models.changes import EditError
from ui.document import Document, Edit
from ui.tables.cell_table import Cell, EntryTable, Index, Tone
from workbench.language import Language, NumberError
from workbench.sentences import edit_sentence

K = TypeVar("K", bound=str)


class WordError(ValueError):
    """Typed words that mean nothing here; its words are a sentence in the user's language."""


class RowTable(EntryTable):
    """Rows of a table of the plan, by key, and a free one below them.

    A name typed into the free row makes a row; clearing a name takes its row away.
    """

    def __init__(self, document: Document, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self.document = document
        self.language = language
        self._keys: tuple[str, ...] = ()
        self.refresh()

    def headings(self) -> list[str]:
        """Return the heading of each column."""
        raise NotImplementedError

    def keys(self) -> tuple[str, ...]:
        """Return the keys of the rows, in order."""
        raise NotImplementedError

    def row(self, key: str) -> list[Cell]:
        """Return the cells of a row."""
        raise NotImplementedError

    def edit(self, key: str, column: int, text: str) -> tuple[str, Edit]:
        """Return the edit that ``text`` means, with its name.

        Raises:
            NumberError: it is not the number that it should be.
            WordError: it names nothing that could be meant.
        """
        raise NotImplementedError

    def addition(self, name: str) -> tuple[str, Edit]:
        """Return the edit that adds a row called ``name``, with its own name.

        Raises:
            WordError: nothing can be added yet.
        """
        raise NotImplementedError

    def invitation(self) -> str:
        """Return what stands in the free row."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Show the plan as it is now."""
        self._keys = self.keys()
        headings = self.headings()
        rows = [self.row(key) for key in self._keys]
        free = [Cell(self.invitation(), edit="", tone=Tone.QUIET, right=False)]
        free += [Cell() for _ in headings[1:]]
        self.show_cells(headings, [*rows, free])

    @override
    def fault(self, index: Index, text: str) -> str:
        """Return why ``text`` cannot be entered, in a sentence; empty where it can."""
        try:
            meant = self._meant(index, text)
            if meant is not None:
                meant[1](self.document.plan)
        except (NumberError, WordError) as error:
            return str(error)
        except EditError as error:
            return edit_sentence(error, self.document.plan, self.language)
        return ""

    @override
    def enter(self, index: Index, text: str) -> None:
        """Make the edit that ``text`` means."""
        meant = self._meant(index, text)
        if meant is not None:
            self.document.apply(*meant)

    def _meant(self, index: Index, text: str) -> tuple[str, Edit] | None:
        if index.row() < len(self._keys):
            return self.edit(self._keys[index.row()], index.column(), text.strip())
        name = text.strip()
        return self.addition(name) if name else None

    def named(self, text: str, names: Mapping[K, str]) -> K:
        """Return the key of what is called ``text``, whatever its case, or starts so alone.

        Raises:
            WordError: nothing is, or several are.
        """
        wanted = text.casefold()
        same = [key for key, name in names.items() if name.casefold() == wanted]
        alike = [key for key, name in names.items() if name.casefold().startswith(wanted)]
        for found in (same, alike):
            if wanted and len(found) == 1:
                return found[0]
        raise WordError(
            self.language.text(
                "“{text}” is none of them. Type one of: {names}.",
                text=text,
                names=", ".join(names.values()),
            )
        )
