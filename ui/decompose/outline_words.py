"""The words of the outline's cells, made from plan and results when a cell is painted."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from models.keys import BASE, KpiKey
from models.kpi import Kpi
from ui.decompose.change_words import size_of_change
from ui.decompose.outline_columns import Column, ColumnKind, columns_of
from ui.decompose.outline_shares import OutlineShares
from ui.decompose.tree_nodes import TreeNodes
from ui.document import Document
from workbench import pulse
from workbench.analysis.combining import figures_combine
from workbench.analysis.group_value import is_detached
from workbench.formula_sentence import formula_equation
from workbench.language import Language


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
        takes: whether something can be typed into it.
    """

    text: str = ""
    tone: Tone = Tone.PLAIN
    strong: bool = False
    italic: bool = False
    detached: bool = False
    takes: bool = False


_EMPTY: Final = OutlineCell()
_TONES: Final = {
    pulse.Verdict.BETTER: Tone.GOOD,
    pulse.Verdict.WORSE: Tone.BAD,
    pulse.Verdict.SAME: Tone.QUIET,
    pulse.Verdict.UNKNOWN: Tone.QUIET,
}


class OutlineWords:
    """Words one cell at a time, and keeps them until something differs.

    Attributes:
        nodes: the tree.
        columns: those of the calendar as it was at the last :meth:`forget`.
        shares: who answers for each KPI.
    """

    def __init__(self, document: Document, language: Language, nodes: TreeNodes) -> None:
        self.document = document
        self.language = language
        self.nodes = nodes
        self.columns = columns_of(document.plan.calendar)
        self.shares = OutlineShares(document, language)
        self._cells: dict[tuple[int, int], OutlineCell] = {}

    def forget(self) -> Mapping[tuple[int, int], OutlineCell]:
        """Word everything anew; return what was said in each (node, column) until now."""
        said, self._cells = self._cells, {}
        self.shares.forget()
        self.columns = columns_of(self.document.plan.calendar)
        return said

    def begin_frame(self) -> None:
        """Start a frame, which has its own time for what takes long."""
        self.shares.begin_frame()

    @property
    def shows_scenario(self) -> bool:
        """Whether there is a base to compare with."""
        return self.document.scenario != BASE

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
            ColumnKind.CHANGE: text("vs base"),
            ColumnKind.UNIT: text("Unit"),
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

    def figure(self, key: KpiKey, column: Column, *, base: bool = False) -> float:
        """Return the figure that a cell shows; NaN where there is none."""
        document = self.document
        values, scenario = document.results.values, BASE if base else document.scenario
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
        if not shown.takes_figures:
            return ""
        if self._is_detached(kpi.key, shown):
            base = self.figure(kpi.key, shown, base=True)
            written = self.language.figure(base, kpi.unit, self.document.plan.currency)
            return text("The scenario’s own figure; the base has {base}.", base=written)
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
            case ColumnKind.UNIT:
                unit = self.language.unit_name(kpi.unit, self.document.plan.currency)
                return OutlineCell(unit, Tone.QUIET)
            case ColumnKind.RESPONSIBILITY:
                return OutlineCell(self.shares.words(kpi.key), Tone.QUIET)
            case ColumnKind.FORMULA:
                return OutlineCell(kpi.formula, takes=True)

    def _figure_cell(self, kpi: Kpi, column: Column) -> OutlineCell:
        plan = self.document.plan
        figure = self.figure(kpi.key, column)
        written = self.language.figure(figure, kpi.unit, plan.currency)
        detached = self._is_detached(kpi.key, column)
        return OutlineCell(
            written,
            Tone.PLAIN if math.isfinite(figure) else Tone.QUIET,
            strong=detached,
            detached=detached,
            takes=kpi.is_driver,
        )

    def _change(self, kpi: Kpi) -> OutlineCell:
        if self.document.scenario == BASE:
            return _EMPTY
        group = Column(ColumnKind.GROUP)
        value, base = self.figure(kpi.key, group), self.figure(kpi.key, group, base=True)
        judged = pulse.verdict(value, base, kpi.sense)
        if judged is pulse.Verdict.UNKNOWN:
            return _EMPTY
        if judged is pulse.Verdict.SAME:
            return OutlineCell("—", Tone.QUIET)
        relative = pulse.relative_change(value, base)
        arrow = "▲" if value > base else "▼"
        # Beside an arrow the sign would say the same twice.
        share = size_of_change(relative, self.language)
        return OutlineCell(f"{arrow}\u00a0{share}".strip(), _TONES[judged])

    def _is_detached(self, key: KpiKey, column: Column) -> bool:
        document = self.document
        if document.scenario == BASE or not document.plan.kpis[key].is_driver:
            return False
        if column.kind is ColumnKind.GROUP:
            return is_detached(document.plan, document.scenario, key, document.group)
        return _says(document, key, column.period)

    def _period(self, period: int, *, short: bool) -> str:
        calendar = self.document.plan.calendar
        first_of_year = period == 0 or calendar.period_start(period).month == 1
        # A second January must not look like the first.
        short = short and not (first_of_year and calendar.count * calendar.period.months > 12)
        return self.language.period_label(calendar, period, short=short)


def _says(document: Document, key: KpiKey, period: int) -> bool:
    """Return whether the scenario on screen says something of its own of one period."""
    override = document.plan.scenarios[document.scenario].overrides.get(key)
    if override is None:
        return False
    return any(
        period < len(said) and said[period] is not None
        for said in (override.values, override.factors)
    )
