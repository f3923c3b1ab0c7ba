"""The words of the outline's cells, made from plan and results when a cell is painted."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from models.keys import BASE, KpiKey, ScenarioKey
from models.kpi import Kpi
from ui.decompose.change_words import signed_figure, size_of_change
from ui.decompose.outline_columns import Column, ColumnKind, columns_of
from ui.decompose.outline_shares import OutlineShares
from ui.decompose.tree_nodes import TreeNodes
from ui.document import Document
from workbench import pulse
from workbench.analysis.combining import figures_combine
from workbench.analysis.detachment import Detachment, detachment
from workbench.described_typed import sense_text
from workbench.formula_sentence import formula_equation
from workbench.language import Language, message


class Tone(Enum):
    """What the colour of a cell says."""

    PLAIN = "plain"
    QUIET = "quiet"
    GOOD = "good"
    BAD = "bad"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class OutlineCell:
    """One cell as it is painted.

    Attributes:
        text: its words.
        tone: what its colour says.
        strong: whether it is written bold.
        italic: whether it is written in italics.
        detached: whether its figure is the scenario's own.
        follows: whether it is, but as a part of the base that keeps following it.
        takes: whether something can be typed into it.
    """

    text: str = ""
    tone: Tone = Tone.PLAIN
    strong: bool = False
    italic: bool = False
    detached: bool = False
    follows: bool = False
    takes: bool = False


_EMPTY: Final = OutlineCell()
_TONES: Final = {
    pulse.Verdict.BETTER: Tone.GOOD,
    pulse.Verdict.WORSE: Tone.BAD,
    pulse.Verdict.SAME: Tone.QUIET,
    pulse.Verdict.UNKNOWN: Tone.QUIET,
}
_VERDICTS: Final = {
    pulse.Verdict.BETTER: message("better"),
    pulse.Verdict.WORSE: message("worse"),
}


class OutlineWords:
    """Words one cell at a time, and keeps them until something differs.

    Attributes:
        nodes: the tree.
        columns: those of the calendar as it was at the last :meth:`forget`.
        shares: who answers for each KPI.
        compares: whether another scenario stands beside the one on screen.
        against: the scenario that changes are told against.
    """

    def __init__(self, document: Document, language: Language, nodes: TreeNodes) -> None:
        self.document = document
        self.language = language
        self.nodes = nodes
        self.compares = False
        self.against = BASE
        self.columns = columns_of(document.plan.calendar)
        self.shares = OutlineShares(document, language)
        self._cells: dict[tuple[int, int], OutlineCell] = {}
        self._chosen: tuple[KpiKey, ...] = ()
        self._chosen_keys: frozenset[KpiKey] = frozenset()

    def forget(self) -> Mapping[tuple[int, int], OutlineCell]:
        """Word everything anew; return what was said in each (node, column) until now."""
        said, self._cells = self._cells, {}
        self.shares.forget()
        plan = self.document.plan
        if self.against not in plan.scenarios:
            self.against = BASE
        self.columns = columns_of(plan.calendar, compares=self.compares)
        return said

    def begin_frame(self) -> None:
        """Start a frame, which has its own time for what takes long."""
        self.shares.begin_frame()

    @property
    def shows_change(self) -> bool:
        """Whether there is something to tell changes against."""
        return self.compares or self.document.scenario != BASE

    @property
    def other(self) -> ScenarioKey:
        """The scenario that changes are told against on screen."""
        return self.against if self.compares else BASE

    def is_chosen(self, node: int) -> bool:
        """Return whether a KPI is selected with others, and the node is its home."""
        chosen = self.document.chosen
        if chosen is not self._chosen:
            self._chosen, self._chosen_keys = chosen, frozenset(chosen)
        key = self.nodes.keys[node]
        return len(chosen) > 1 and key in self._chosen_keys and self.nodes.home[key] == node

    def kpi(self, node: int) -> Kpi | None:
        """Return the KPI of a node; None for a name of none."""
        return self.document.plan.kpis.get(self.nodes.keys[node])

    def header(self, column: int) -> str:
        """Return the heading of a column."""
        document, text = self.document, self.language.text
        shown = self.columns[column]
        if shown.kind is ColumnKind.GROUP:
            return self.language.group_label(document.group) if document.group.periods else ""
        if shown.kind is ColumnKind.PERIOD:
            return self._period(shown.period, short=True)
        words = {
            ColumnKind.NAME: text("Name"),
            ColumnKind.CHANGE: self._against_words(),
            ColumnKind.OTHER: self._scenario_name(self.other),
            ColumnKind.DIFFERENCE: text("Difference"),
            ColumnKind.UNIT: text("Unit"),
            ColumnKind.SENSE: text("Better"),
            ColumnKind.RESPONSIBILITY: text("Responsibility"),
            ColumnKind.FORMULA: text("Formula"),
        }
        return words[shown.kind]

    def place(self, node: int, column: int) -> str:
        """Name a cell in a sentence: Leads, Mar 2027."""
        kpi, shown = self.kpi(node), self.columns[column]
        name = self.nodes.keys[node] if kpi is None else kpi.name
        if shown.kind is ColumnKind.NAME:
            return name
        period = shown.kind is ColumnKind.PERIOD
        where = self._period(shown.period, short=False) if period else self.header(column)
        return f"{name}, {where}"

    def cell(self, node: int, column: int) -> OutlineCell:
        """Return the words of a cell."""
        made = self._cells.get((node, column))
        if made is None:
            shown = self.columns[column]
            made = self._make(node, shown)
            # Shares that had to wait are asked for again; figures are what they are.
            if shown.kind is not ColumnKind.RESPONSIBILITY or not self.shares.unfinished:
                self._cells[node, column] = made
        return made

    def figure(self, key: KpiKey, column: Column, scenario: ScenarioKey | None = None) -> float:
        """Return the figure of a cell, in the scenario on screen or another; NaN for none."""
        document = self.document
        values, scenario = document.results.values, scenario or document.scenario
        if column.kind is ColumnKind.PERIOD:
            figures = values.of(key, scenario)
            return float(figures[column.period]) if column.period < len(figures) else math.nan
        group = document.group
        return values.group(key, scenario, group) if group.periods else math.nan

    def tooltip(self, node: int, column: int) -> str:
        """Return what a cell says beyond its words; empty for nothing."""
        kpi, shown, text = self.kpi(node), self.columns[column], self.language.text
        if kpi is None:
            key = self.nodes.keys[node]
            return text("There is no KPI {key}. Add it, or mend the formula.", key=key)
        if shown.kind is ColumnKind.NAME:
            return kpi.definition or kpi.name
        if shown.kind is ColumnKind.RESPONSIBILITY:
            return self.shares.parts(kpi.key)
        if shown.kind is ColumnKind.FORMULA:
            plan = self.document.plan
            return kpi.formula and formula_equation(plan, kpi.key, kpi.formula, self.language)
        if shown.kind is ColumnKind.CHANGE:
            return self._verdict_words(kpi)
        if not shown.takes_figures:
            return ""
        own = self._detachment(kpi, shown)
        if own is not None:
            base = self.figure(kpi.key, shown, BASE)
            written = self.language.figure(base, kpi.unit, self.document.plan.currency)
            if not own.follows:
                return text("The scenario’s own figure; the base has {base}.", base=written)
            if own.factor is None:
                return text("Follows the base by parts of it; the base has {base}.", base=written)
            part = self.language.share(own.factor)
            return text(
                "{share} of the base, which it keeps following; the base has {base}.",
                share=part,
                base=written,
            )
        group = shown.kind is ColumnKind.GROUP and len(self.document.group.periods) > 1
        if group and not figures_combine(self.document.plan, kpi.key):
            return text("Σ of periods")
        return ""

    def _make(self, node: int, column: Column) -> OutlineCell:
        kpi = self.kpi(node)
        if kpi is None:
            if column.kind is not ColumnKind.NAME:
                return _EMPTY
            words = self.language.text("unknown")
            return OutlineCell(f"{self.nodes.keys[node]} · {words}", Tone.ERROR)
        match column.kind:
            case ColumnKind.NAME:
                link = bool(self.nodes.link[node])
                name = f"{kpi.name} ↗" if link else kpi.name
                tone = Tone.QUIET if link else Tone.PLAIN
                strong = bool(kpi.formula) and not link
                return OutlineCell(name, tone, strong=strong, italic=link, takes=True)
            case ColumnKind.GROUP | ColumnKind.PERIOD:
                return self._figure_cell(kpi, column)
            case ColumnKind.CHANGE:
                return self._change(kpi)
            case ColumnKind.OTHER | ColumnKind.DIFFERENCE:
                return self._beside(kpi, column.kind)
            case ColumnKind.UNIT:
                unit = self.language.unit_name(kpi.unit, self.document.plan.currency)
                return OutlineCell(unit, Tone.QUIET, takes=True)
            case ColumnKind.SENSE:
                return OutlineCell(sense_text(kpi.sense, self.language), Tone.QUIET, takes=True)
            case ColumnKind.RESPONSIBILITY:
                return OutlineCell(self.shares.words(kpi.key), Tone.QUIET, takes=True)
            case ColumnKind.FORMULA:
                return OutlineCell(kpi.formula, takes=True)

    def _figure_cell(self, kpi: Kpi, column: Column) -> OutlineCell:
        plan = self.document.plan
        figure = self.figure(kpi.key, column)
        written = self.language.figure(figure, kpi.unit, plan.currency)
        own = self._detachment(kpi, column)
        return OutlineCell(
            written,
            Tone.PLAIN if math.isfinite(figure) else Tone.QUIET,
            strong=own is not None,
            detached=own is not None,
            follows=own is not None and own.follows,
            takes=kpi.is_driver,
        )

    def _change(self, kpi: Kpi) -> OutlineCell:
        if not self.shows_change:
            return _EMPTY
        value, other = self._both(kpi.key)
        judged = pulse.verdict(value, other, kpi.sense)
        if judged is pulse.Verdict.UNKNOWN:
            return _EMPTY
        if judged is pulse.Verdict.SAME:
            return OutlineCell("—", Tone.QUIET)
        relative = pulse.relative_change(value, other)
        arrow = "▲" if value > other else "▼"
        # Beside an arrow the sign would say the same twice.
        share = size_of_change(relative, self.language)
        written = f"{arrow}\u00a0{share}".strip()
        if self.compares:
            written = f"{written} {self._verdict_words(kpi)}"
        return OutlineCell(written, _TONES[judged])

    def _beside(self, kpi: Kpi, kind: ColumnKind) -> OutlineCell:
        """Return the figure of the other scenario, or how far that on screen is from it."""
        value, other = self._both(kpi.key)
        figure = other if kind is ColumnKind.OTHER else value - other
        if kind is ColumnKind.OTHER or not math.isfinite(figure):
            written = self.language.figure(figure, kpi.unit, self.document.plan.currency)
            return OutlineCell(written, Tone.QUIET)
        written = signed_figure(figure, kpi.unit, self.document.plan.currency, self.language)
        tone = _TONES[pulse.verdict(value, other, kpi.sense)]
        return OutlineCell(written, tone if written[:1] in "+−" else Tone.QUIET)

    def _both(self, key: KpiKey) -> tuple[float, float]:
        group = Column(ColumnKind.GROUP)
        return self.figure(key, group), self.figure(key, group, self.other)

    def _verdict_words(self, kpi: Kpi) -> str:
        judged = pulse.verdict(*self._both(kpi.key), kpi.sense)
        if not self.shows_change or judged not in _VERDICTS:
            return ""
        return self.language.text(_VERDICTS[judged])

    def _against_words(self) -> str:
        text = self.language.text
        if self.other == BASE:
            return text("vs base")
        return text("vs {scenario}", scenario=self._scenario_name(self.other))

    def _scenario_name(self, key: ScenarioKey) -> str:
        if key == BASE:
            return self.language.text("Base")
        return self.document.plan.scenarios[key].name

    def _detachment(self, kpi: Kpi, column: Column) -> Detachment | None:
        document = self.document
        if document.scenario == BASE or not kpi.is_driver:
            return None
        group = column.kind is ColumnKind.GROUP
        periods = document.group.periods if group else (column.period,)
        return detachment(document.plan, document.scenario, kpi.key, periods)

    def _period(self, period: int, *, short: bool) -> str:
        calendar = self.document.plan.calendar
        first_of_year = period == 0 or calendar.period_start(period).month == 1
        # A second January must not look like the first.
        short = short and not (first_of_year and calendar.count * calendar.period.months > 12)
        return self.language.period_label(calendar, period, short=short)
