"""Gates of a scorecard: what must hold, before what, and whether it does."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.calendar import Span
from models.edits.cards import GatePlace, move_gate, set_gates
from models.scorecard import Gate, GateSide
from ui.document import Edit
from ui.prioritise.card_desk import CardDesk
from ui.prioritise.card_tab import CardTab
from ui.prioritise.card_table import CardTable, swapped
from ui.tables.cell_table import Cell, Index
from ui.theme import Theme
from workbench.analysis.card_defaults import new_gate
from workbench.analysis.card_state import gate_state
from workbench.card_words import SIDES, gate_said, span_name
from workbench.figures_typed import SHARE
from workbench.language import NumberError

KPI, SIDE, VALUE, SPAN, PART, PLACE, STATE = range(7)
_SIGNS: Final = {
    ">=": GateSide.AT_LEAST,
    "≥": GateSide.AT_LEAST,
    ">": GateSide.AT_LEAST,
    "<=": GateSide.AT_MOST,
    "≤": GateSide.AT_MOST,
    "<": GateSide.AT_MOST,
}


class GateTable(CardTable):
    """All gates of a scorecard, a row each, those of the whole scorecard first."""

    @override
    def headings(self) -> list[str]:
        """Return the heading of each column."""
        text = self.language.text
        return [
            text("KPI"),
            text("Must be"),
            text("Value"),
            text("In each"),
            text("Pays if missed"),
            text("Stands before"),
            self.desk.scenario,
        ]

    @override
    def keys(self) -> tuple[str, ...]:
        """Return a key for each gate: its number among all of them."""
        return tuple(str(number) for number in range(len(self._gates())))

    @override
    def invitation(self) -> str:
        """Invite to add one."""
        return self.language.text("Add a condition: type a KPI…")

    @override
    def row(self, key: str) -> list[Cell]:
        """Return what a gate asks for, and what the scenario on screen gives."""
        place, _, gate = self._gates()[int(key)]
        desk, language = self.desk, self.language
        state = gate_state(desk.plan, desk.values, desk.document.scenario, gate)
        side = f"{'≥' if gate.side is GateSide.AT_LEAST else '≤'} {language.text(SIDES[gate.side])}"
        part = language.text("nothing") if gate.part == 0.0 else language.share(gate.part)
        figure = self.figure(gate.part, SHARE)
        return [
            self.words(desk.kpi_name(gate.kpi)),
            Cell(side, edit=language.text(SIDES[gate.side]), right=False),
            self.figure(gate.value, desk.unit(gate.kpi)),
            self.words(span_name(gate.span, language)),
            replace(figure, text=part),
            self.words(desk.gate_places().get(place, "")),
            self.state(gate_said(gate, state, desk.plan, language)),
        ]

    @override
    def suggestions(self, index: Index) -> tuple[str, ...]:
        """Return the words that a column takes."""
        match index.column():
            case 0:
                return tuple(self.kpis().values())
            case 1:
                return tuple(self._sides().values())
            case 3:
                return tuple(self._spans().values())
            case 5:
                return tuple(self.desk.gate_places().values())
            case _:
                return ()

    @override
    def edit(self, key: str, column: int, text: str) -> tuple[str, Edit]:
        """Change a gate, move it to stand before something else, or take it away."""
        place, number, gate = self._gates()[int(key)]
        name = self.desk.kpi_name(gate.kpi)
        if column == KPI and not text:
            what = self.language.text("Remove the condition on {kpi}", kpi=name)
            return self.desk.labelled(what), self._put(place, number, None)
        if column == PLACE:
            target = self.read_name(text, self.desk.gate_places())
            what = self.language.text("Move the condition on {kpi}", kpi=name)
            edit = partial(move_gate, **self.desk.ids(), source=place, number=number, target=target)
            return self.desk.labelled(what), edit
        what = self.language.text("Condition on {kpi}", kpi=name)
        return self.desk.labelled(what), self._put(place, number, self._changed(gate, column, text))

    @override
    def addition(self, name: str) -> tuple[str, Edit]:
        """Add a gate before the whole scorecard, which is open in the base."""
        kpi = self.read_kpi(name)
        gate = new_gate(self.desk.plan, self.desk.values, kpi)
        gates = (*self.desk.card.gates, gate)
        what = self.language.text("Add a condition on {kpi}", kpi=self.desk.kpi_name(kpi))
        edit = partial(set_gates, **self.desk.ids(), place=GatePlace(), gates=gates)
        return self.desk.labelled(what), edit

    def _changed(self, gate: Gate, column: int, text: str) -> Gate:
        match column:
            case 0:
                return replace(gate, kpi=self.read_kpi(text))
            case 1:
                sign = _SIGNS.get(text)
                return replace(
                    gate, side=self.read_name(text, self._sides()) if sign is None else sign
                )
            case 2:
                value = self.read_figure(text, self.desk.unit(gate.kpi))
                return replace(gate, value=value)
            case 3:
                return replace(gate, span=self.read_name(text, self._spans()))
            case _:
                part = self.read_figure(text, SHARE) if text else 0.0
                if not 0.0 <= part <= 1.0:
                    raise NumberError(
                        self.language.text("The part that is paid is between 0 % and 100 %.")
                    )
                return replace(gate, part=part)

    def _put(self, place: GatePlace, number: int, gate: Gate | None) -> Edit:
        there = tuple(each for where, _, each in self._gates() if where == place)
        gates = swapped(there, number, gate)
        return partial(set_gates, **self.desk.ids(), place=place, gates=gates)

    def _gates(self) -> list[tuple[GatePlace, int, Gate]]:
        """Return every gate with its place and its number there."""
        card = self.desk.card
        found = [(GatePlace(), at, gate) for at, gate in enumerate(card.gates)]
        for number, section in enumerate(card.sections):
            place = GatePlace(section=number)
            found += [(place, at, gate) for at, gate in enumerate(section.gates)]
        for measure in card.measures:
            place = GatePlace(measure=measure.key)
            found += [(place, at, gate) for at, gate in enumerate(measure.gates)]
        return found

    def _sides(self) -> dict[GateSide, str]:
        return {side: self.language.text(words) for side, words in SIDES.items()}

    def _spans(self) -> dict[Span, str]:
        return {span: span_name(span, self.language) for span in Span}


class GatesTab(CardTab):
    """The gates, with a way to find their KPIs."""

    def __init__(self, desk: CardDesk, theme: Theme, parent: QWidget) -> None:
        """Make the part."""
        super().__init__(desk, theme, parent)
        text = desk.language.text
        self.add_line(
            text(
                "What must hold, so that a measure, a section or the whole scorecard is paid. "
                "Clear the name of a KPI to remove its condition."
            )
        )
        self.model = GateTable(desk, self)
        self.table = self.add_table(text("Conditions"), self.model, wide=PLACE)
        self.add_row(self.find_button(self.table, self.model, KPI))
        self.body.addStretch(1)

    @override
    def refresh(self) -> None:
        """Show the scorecard as it is now."""
        self.model.refresh()
