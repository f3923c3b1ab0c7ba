"""Tables about the scorecard on the desk, typed into by names and figures."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Final, TypeVar

from PySide6.QtCore import QObject
from typing_extensions import override

from models.changes import EditError
from models.keys import KpiKey
from models.kpi import Unit
from ui.document import Edit
from ui.prioritise.card_desk import CardDesk
from ui.tables.cell_table import Cell, EntryTable, Index, Tone
from workbench.card_words import Said
from workbench.figures_typed import figure_text, parse_figure
from workbench.language import NumberError
from workbench.sentences import edit_sentence

T = TypeVar("T")

_NAMED: Final = 12
"""Names that a sentence can list."""


class WordError(ValueError):
    """Typed words that mean nothing here; its words are a sentence in the user's language."""


class CardTable(EntryTable):
    """Rows of one scorecard by key; those that grow have a free row below them.

    What is typed into the free row makes a row; clearing the first cell takes its row away.
    """

    grows = True
    """Whether a free row waits for another name."""

    def __init__(self, desk: CardDesk, parent: QObject) -> None:
        """Show the scorecard on ``desk``."""
        super().__init__(parent)
        self.desk = desk
        self.language = desk.language
        self._found: KpiKey | None = None
        self._keys: tuple[str, ...] = ()

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
            NumberError: it is not the number that it should be.
            WordError: it names nothing that could be added.
        """
        raise WordError(name)

    def invitation(self) -> str:
        """Return what stands in the free row."""
        return ""

    def refresh(self) -> None:
        """Show the scorecard as it is now."""
        self._keys = self.keys()
        headings = self.headings()
        rows = [self.row(key) for key in self._keys]
        if self.grows:
            free = Cell(self.invitation(), edit="", tone=Tone.QUIET, right=False)
            rows.append([free, *(Cell() for _ in headings[1:])])
        self.show_cells(headings, rows)

    @override
    def fault(self, index: Index, text: str) -> str:
        """Return why ``text`` cannot be entered, in a sentence; empty where it can."""
        try:
            meant = self.meant(index, text)
            if meant is not None:
                meant[1](self.desk.plan)
        except (NumberError, WordError) as error:
            return str(error)
        except EditError as error:
            return edit_sentence(error, self.desk.plan, self.language)
        return ""

    @override
    def enter(self, index: Index, text: str) -> None:
        """Make the edit that ``text`` means."""
        meant = self.meant(index, text)
        if meant is not None:
            self.desk.make(*meant)

    def meant(self, index: Index, text: str) -> tuple[str, Edit] | None:
        """Return the edit that a text means where it was typed, with its name; None: nothing.

        Raises:
            NumberError: it is not the number that it should be.
            WordError: it names nothing that could be meant.
        """
        key = self.key_at(index.row())
        if key is not None:
            return self.edit(key, index.column(), text.strip())
        name = text.strip()
        return self.addition(name) if name else None

    def key_at(self, row: int) -> str | None:
        """Return the key of a row; None for the free one and for none."""
        return self._keys[row] if 0 <= row < len(self._keys) else None

    def key_near(self, row: int) -> str | None:
        """Return the key of a row; for the free one that of the row above, just typed maybe."""
        key = self.key_at(row)
        return self.key_at(row - 1) if key is None and row == len(self._keys) else key

    def typed(self, index: Index, text: str) -> str:
        """Enter a text as if it were typed; return why it cannot be, in a sentence."""
        fault = self.fault(index, text)
        if not fault:
            self.enter(index, text)
        return fault

    def typed_kpi(self, index: Index, kpi: KpiKey) -> str:
        """Enter a KPI that was found; return why it cannot be, in a sentence."""
        self._found = kpi
        try:
            return self.typed(index, self.desk.kpi_name(kpi))
        finally:
            self._found = None

    # Cells

    def words(self, text: str, *, quiet: bool = False, edit: bool = True) -> Cell:
        """Return a cell with words."""
        tone = Tone.QUIET if quiet else Tone.PLAIN
        return Cell(text, edit=text if edit else None, right=False, tone=tone)

    def figure(self, value: float | None, unit: Unit, *, quiet: bool = False) -> Cell:
        """Return a cell with a figure to type; an empty one where there is none."""
        written = (
            ""
            if value is None
            else self.language.figure(value, unit, self.desk.plan.currency, short=True)
        )
        tone = Tone.QUIET if quiet else Tone.PLAIN
        return Cell(written, edit=figure_text(value, unit, self.language), tone=tone)

    def state(self, said: Said) -> Cell:
        """Return a cell that says what a scenario gives."""
        tones = {True: Tone.GOOD, False: Tone.BAD, None: Tone.QUIET}
        return Cell(said.text, said.below, tone=tones[said.good], right=False)

    # Reading

    def kpis(self) -> dict[KpiKey, str]:
        """Return the names of all KPIs of the plan."""
        return {key: kpi.name for key, kpi in self.desk.plan.kpis.items()}

    def read_kpi(self, text: str) -> KpiKey:
        """Return the KPI that is called ``text``, or whose name alone starts so or has it.

        Raises:
            WordError: none is, or several are.
        """
        if self._found is not None:
            # Found in a list: another may be called alike.
            return self._found
        wanted = text.strip().casefold()
        names = {key: name.casefold() for key, name in self.kpis().items()}
        for fits in (str.__eq__, str.startswith, str.__contains__):
            found = [key for key, name in names.items() if wanted and fits(name, wanted)]
            if len(found) == 1:
                return found[0]
            if found:
                listed = ", ".join(self.desk.kpi_name(key) for key in found[:4])
                raise WordError(
                    self.language.text(
                        "Several KPIs are called so: {names}. Type more of the name.", names=listed
                    )
                )
        raise WordError(
            self.language.text("No KPI is called “{text}”: type a part of its name.", text=text)
        )

    def read_figure(self, text: str, unit: Unit) -> float:
        """Return a typed figure.

        Raises:
            NumberError: it is none.
        """
        return parse_figure(text, unit, self.language).value

    def read_name(self, text: str, names: Mapping[T, str]) -> T:
        """Return what is called ``text``, whatever its case, or starts so alone.

        Raises:
            WordError: nothing is, or several are.
        """
        wanted = text.strip().casefold()
        same = [key for key, name in names.items() if name.casefold() == wanted]
        alike = [key for key, name in names.items() if name.casefold().startswith(wanted)]
        for found in (same, alike):
            if wanted and len(found) == 1:
                return found[0]
        raise WordError(
            self.language.text(
                "“{text}” is none of them. Type one of: {names}.",
                text=text,
                names=", ".join([*islice(names.values(), _NAMED), *["…"][: len(names) > _NAMED]]),
            )
        )


def swapped(rows: tuple[T, ...], number: int, row: T | None) -> tuple[T, ...]:
    """Return ``rows`` with another in place of one, or without it where ``row`` is None."""
    changed = list(rows)
    changed[number : number + 1] = [] if row is None else [row]
    return tuple(changed)
