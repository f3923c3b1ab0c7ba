"""The words of the outline's cells, made from plan and results when a cell is painted."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from models.keys import BASE, KpiKey, ScenarioKey
from models.kpi import Kpi
from ui.decompose.outline_cell import EMPTY, OutlineCell, Tone
from ui.decompose.outline_columns import Column, ColumnKind, columns_of
from ui.decompose.outline_comparison import OutlineComparison
from ui.decompose.outline_shares import OutlineShares
from ui.decompose.tree_nodes import TreeNodes
from ui.document import Document
from workbench.analysis.combining import figures_combine
from workbench.analysis.detachment import Detachment, detachment
from workbench.described_typed import sense_text
from workbench.formula_sentence import formula_equation
from workbench.language import Language


class OutlineWords:
    """Words one cell at a time, and keeps them until something differs.

    Attributes:
        nodes: the tree.
        columns: those of the calendar as it was at the last :meth:`forget`.
        shares: who answers for each KPI.
        beside: what changes are told against.
    """

    def __init__(self, document: Document, language: Language, nodes: TreeNodes) -> None:
        self.document = document
        self.language = language
        self.nodes = nodes
        self.beside = OutlineComparison(document, language)
        self.columns = columns_of(document.plan.calendar)
        self.shares = OutlineShares(document, language)
        self._cells: dict[tuple[int, int], OutlineCell] = {}
        self._chosen: tuple[KpiKey, ...] = ()
        self._chosen_keys: frozenset[KpiKey] = frozenset()

    def forget(self) -> Mapping[tuple[int, int], OutlineCell]:
        """Word everything anew; return what was said in each (node, column) until now."""
        said, self._cells = self._cells, {}
        self.shares.forget()
        self.beside.keep_known()
        calendar = self.document.plan.calendar
        self.columns = columns_of(calendar, compares=self.beside.is_shown)
        return said

    def begin_frame(self) -> None:
        """Start a frame, which has its own time for what takes long."""
        self.shares.begin_frame()

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
            ColumnKind.CHANGE: self.beside.against_words(),
            ColumnKind.OTHER: self.beside.other_name(),
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

    def figures(self, key: KpiKey, columns: Iterable[int]) -> list[float | None]:
        """Return the figures of cells of a row, in the scenario on screen; NaN for none.

        Args:
            key: the KPI of the row.
            columns: the columns; None stands for one that takes no figures.
        """
        document = self.document
        periods = document.results.values.of(key, document.scenario).tolist()
        found: list[float | None] = []
        for column in [self.columns[column] for column in columns]:
            if 0 <= column.period < len(periods):
                found.append(periods[column.period])
            else:
                found.append(self.figure(key, column) if column.takes_figures else None)
        return found

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
            return self.beside.verdict_words(kpi)
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
                return EMPTY
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
                return self.beside.change(kpi)
            case ColumnKind.OTHER:
                return self.beside.other_figure(kpi)
            case ColumnKind.DIFFERENCE:
                return self.beside.difference(kpi)
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
