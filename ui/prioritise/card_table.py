"""Tables about the scorecard on the desk, typed into by names and figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from PySide6.QtCore import QObject
from typing_extensions import override

from models.keys import KpiKey
from models.kpi import Unit
from ui.document import Edit
from ui.prioritise.card_desk import CardDesk
from ui.prioritise.row_table import RowTable, WordError
from ui.tables.cell_table import Cell, Index, Tone
from workbench.card_words import Said
from workbench.figures_typed import figure_text, parse_figure

T = TypeVar("T")


class CardTable(RowTable):
    """Rows of one scorecard by key; those that grow have a free row below them."""

    grows = True
    """Whether a free row waits for another name."""

    def __init__(self, desk: CardDesk, parent: QObject) -> None:
        """Show the scorecard on ``desk``."""
        # The rows are asked for while the table is made.
        self.desk = desk
        self._found: KpiKey | None = None
        super().__init__(desk.document, desk.language, parent)

    @override
    def invitation(self) -> str:
        """Return nothing: only tables that grow invite."""
        return ""

    @override
    def addition(self, name: str) -> tuple[str, Edit]:
        """Refuse: only tables that grow take another row."""
        raise WordError(name)

    @override
    def refresh(self) -> None:
        """Show the scorecard as it is now."""
        if self.grows:
            super().refresh()
            return
        self._keys = self.keys()
        self.show_cells(self.headings(), [self.row(key) for key in self._keys])

    def key_at(self, row: int) -> str | None:
        """Return the key of a row; None for the free one and for none."""
        return self._keys[row] if 0 <= row < len(self._keys) else None

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
                names=", ".join(names.values()),
            )
        )


def swapped(rows: tuple[T, ...], number: int, row: T | None) -> tuple[T, ...]:
    """Return ``rows`` with another in place of one, or without it where ``row`` is None."""
    changed = list(rows)
    changed[number : number + 1] = [] if row is None else [row]
    return tuple(changed)
