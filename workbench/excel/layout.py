"""Where everything stands: sheets, rows of KPIs, columns of periods and of groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, final

from models.calendar import Calendar, Group, Span
from models.cycles import cycle_through, cycles
from models.formula_parser import FormulaError, parse
from models.formula_tree import Node
from models.keys import KpiKey
from models.kpi import TimeRule
from models.plan import Plan
from models.tree import kpi_tree
from workbench.excel.cells import Cell
from workbench.excel.splitting import Step, steps_of
from workbench.language import Language

HEAD_ROWS: Final = 4
"""Rows of the head of a sheet: title, subtitle, a gap and the column headers."""


@dataclass(frozen=True, slots=True)
class SheetNames:
    """The names of the five sheets."""

    about: str
    inputs: str
    tree: str
    scorecards: str
    checks: str


def sheet_names(language: Language) -> SheetNames:
    """Return the sheet names in ``language``; all short, plain and different."""
    return SheetNames(
        about=language.text("About"),
        inputs=language.text("Inputs"),
        tree=language.text("Tree"),
        scorecards=language.text("Scorecards"),
        checks=language.text("Checks"),
    )


@dataclass(frozen=True, slots=True)
class TreeRow:
    """One row of the tree: a KPI, or a step of a formula too long for one cell.

    Attributes:
        key: of the KPI, or of the step.
        kpi: the KPI it belongs to.
        depth: how far it is from its root.
        node: what it is worked out from; None for a driver and where there is no value.
    """

    key: str
    kpi: KpiKey
    depth: int
    node: Node | None

    @property
    def is_step(self) -> bool:
        """Whether it is only a step on the way to its KPI."""
        return self.key != self.kpi


@final
class TreeLayout:
    """Rows and columns of the sheet of the tree.

    Columns: name, role, unit, time rule; one per period; the total of the report group;
    one per further group; then responsibilities and parts.
    """

    FIRST_PERIOD: Final = 4

    def __init__(self, plan: Plan, sheet: str, spans: Iterable[Span]) -> None:
        """Lay out the KPIs of ``plan``, with groups of ``spans`` as columns.

        Raises:
            FormulaTooLong: a formula does not fit into Excel, even cut into steps.
        """
        self.sheet = sheet
        self.calendar: Calendar = plan.calendar
        self.rows: tuple[TreeRow, ...] = _tree_rows(plan)
        self.nodes: Mapping[str, Node] = {
            row.key: row.node for row in self.rows if row.node is not None
        }
        self._row_of = {row.key: HEAD_ROWS + at for at, row in enumerate(self.rows)}
        self.report_group = plan.calendar.report_group()
        wanted = {Span.YEAR, *spans}
        listed = [
            group
            for span in (Span.YEAR, Span.HALF_YEAR, Span.QUARTER, Span.MONTH)
            if span in wanted
            for group in plan.calendar.groups(span)
            if group.complete and group != self.report_group
        ]
        first = self.FIRST_PERIOD + plan.calendar.count
        self.total_column = first
        self.groups: tuple[Group, ...] = tuple(listed)
        self._group_column = {group: first + 1 + at for at, group in enumerate(listed)}
        if self.report_group is not None:
            self._group_column[self.report_group] = first
        self.first_function_column = first + 1 + len(listed)

    @property
    def last_row(self) -> int:
        """The last row of the tree."""
        return HEAD_ROWS + len(self.rows) - 1

    def has(self, key: str) -> bool:
        """Return whether there is a row for ``key``."""
        return key in self._row_of

    def row(self, key: str) -> int:
        """Return the row of a KPI or step.

        Raises:
            KeyError: there is none.
        """
        return self._row_of[key]

    def period_cell(self, key: str, period: int) -> Cell:
        """Return the cell of ``key`` in ``period``, which the plan has."""
        return Cell(self.sheet, self._row_of[key], self.FIRST_PERIOD + period)

    def total_cell(self, key: str) -> Cell:
        """Return the cell of ``key`` over the report group."""
        return Cell(self.sheet, self._row_of[key], self.total_column)

    def group_cell(self, key: str, group: Group) -> Cell:
        """Return the cell of ``key`` over ``group``.

        Raises:
            KeyError: the group has no column.
        """
        return Cell(self.sheet, self._row_of[key], self._group_column[group])


def _tree_rows(plan: Plan) -> tuple[TreeRow, ...]:
    tree = kpi_tree(plan.kpis)
    calendar = plan.calendar
    year_length = max(
        (len(group.periods) for group in calendar.groups(Span.YEAR)), default=calendar.count
    )
    endless = (
        frozenset(key for key in plan.kpis if cycle_through(plan.kpis, key))
        if cycles(plan.kpis)
        else frozenset[KpiKey]()
    )
    rows: list[TreeRow] = []
    for key in tree.preorder():
        depth = tree.depth[key]
        formula = plan.kpis[key].formula
        node = _parsed(formula) if formula and key not in endless else None
        if node is None:
            rows.append(TreeRow(key, key, depth, None))
            continue
        *before, last = steps_of(key, node, year_length=year_length)
        rows.append(TreeRow(key, key, depth, last.node))
        rows.extend(_step_row(step, key, depth + 1) for step in before)
    return tuple(rows)


def _step_row(step: Step, key: KpiKey, depth: int) -> TreeRow:
    return TreeRow(step.key, key, depth, step.node)


def _parsed(formula: str) -> Node | None:
    try:
        return parse(formula)
    except FormulaError:
        return None


def paid_spans(plan: Plan) -> frozenset[Span]:
    """Return the spans of the groups that the scorecards of ``plan`` read."""
    design = plan.design
    if design is None:
        return frozenset()
    spans: set[Span] = set()
    for card in design.scorecards.values():
        gates = [*card.gates]
        for section in card.sections:
            gates.extend(section.gates)
        for measure in card.measures:
            spans.add(measure.every)
            gates.extend(measure.gates)
        spans.update(gate.span for gate in gates)
    return frozenset(spans)


def has_grouped_formula(plan: Plan, key: KpiKey) -> bool:
    """Return whether the groups of ``key`` are its formula over grouped operands."""
    kpi = plan.kpis[key]
    return kpi.time is TimeRule.FORMULA and not kpi.is_driver
