"""The sheet of the tree: every KPI per period and group, live, and whose it is."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from models.calendar import Group, Span
from models.formula_tree import Number
from models.keys import FunctionKey, KpiKey
from models.kpi import Kpi, KpiRole, TimeRule
from models.plan import Plan
from workbench.engine.responsibility import responsibility
from workbench.excel.book import Book, Page
from workbench.excel.cells import Cell, Named, Operand, all_numbers, block
from workbench.excel.formula_translation import around, guarded
from workbench.excel.inputs_sheet import InputCells
from workbench.excel.layout import HEAD_ROWS, TreeLayout, TreeRow
from workbench.excel.styles import Style, share_format
from workbench.excel.subject import Subject
from workbench.language import message

DEEPEST_OUTLINE: Final = 7
"""Excel folds seven levels at most."""

_ROLES: Final = {
    KpiRole.PROFIT: message("Profit"),
    KpiRole.CLIENTS: message("Clients"),
    KpiRole.ARPU: message("ARPU"),
    KpiRole.CLIENT_VALUE: message("Client value"),
}
_RULES: Final = {
    TimeRule.SUM: message("sum"),
    TimeRule.LAST: message("last"),
    TimeRule.MEAN: message("mean"),
    TimeRule.WEIGHTED: message("weighted by {kpi}"),
    TimeRule.FORMULA: message("by its formula"),
}


class PeriodFigures:
    """Where the formula of one KPI finds figures per period."""

    def __init__(self, plan: Plan, layout: TreeLayout, inputs: InputCells, kpi: KpiKey) -> None:
        """Read for ``kpi``, whose literals stand on the sheet of inputs."""
        self._layout = layout
        self._inputs = inputs
        self._kpi = kpi
        self._year_start: dict[int, int] = {}
        starts = plan.calendar.fiscal_year_starts()
        for period in range(plan.calendar.count):
            self._year_start[period] = max(start for start in (0, *starts) if start <= period)

    def figure(self, key: str, time: int) -> Operand | None:
        """Return the cell of ``key`` in a period; of its history where that is before 0."""
        if time < 0:
            return self._inputs.history.get((KpiKey(key), time))
        return self._layout.period_cell(key, time) if self._layout.has(key) else None

    def literal(self, number: Number) -> Operand:
        """Return the named input cell of a literal."""
        return self._inputs.literals[self._kpi, number.position]

    def year_start(self, time: int) -> int:
        """Return the first period of the fiscal year that ``time`` is in."""
        return self._year_start[time]

    def within_group(self) -> None:
        """These figures are per period."""
        return


class GroupFigures:
    """Where the formula of one KPI finds figures over a group of periods."""

    def __init__(self, layout: TreeLayout, periods: PeriodFigures, group: Group) -> None:
        """Read over ``group`` what ``periods`` read per period."""
        self._layout = layout
        self._periods = periods
        self._group = group

    def figure(self, key: str, time: int) -> Operand | None:  # noqa: ARG002 - it has none
        """Return the cell of ``key`` over the group."""
        return self._layout.group_cell(key, self._group) if self._layout.has(key) else None

    def literal(self, number: Number) -> Operand:
        """Return the named input cell of a literal."""
        return self._periods.literal(number)

    def year_start(self, time: int) -> int:
        """A group has no time within it."""
        return time

    def within_group(self) -> tuple[PeriodFigures, int]:
        """Return the figures per period, and the first of the group."""
        return self._periods, self._group.periods[0]


def write_tree(book: Book, page: Page, subject: Subject, inputs: InputCells) -> None:
    """Write the sheet."""
    _TreeSheet(book, page, subject, inputs).write()


class _TreeSheet:
    def __init__(self, book: Book, page: Page, subject: Subject, inputs: InputCells) -> None:
        self._book = book
        self._page = page
        self._subject = subject
        self._inputs = inputs
        self._plan = subject.plan
        self._language = subject.language
        self._layout = subject.tree
        self._functions = tuple(subject.plan.functions)
        self._share_column = self._layout.first_function_column
        self._part_column = self._share_column + len(self._functions)
        self._formula_column = self._part_column + len(self._functions)

    def write(self) -> None:
        text = self._language.text
        page = self._page
        subtitle = text(
            "{plan} · scenario {scenario}. Every figure is worked out from the sheet {inputs}.",
            plan=self._plan.name,
            scenario=self._subject.scenario_name,
            inputs=self._subject.sheets.inputs,
        )
        page.title(self._subject.sheets.tree, subtitle, self._formula_column)
        self._columns()
        self._headers()
        page.sheet.outline_settings(
            visible=True, symbols_below=False, symbols_right=False, auto_style=False
        )
        for row in self._layout.rows:
            self._row(row)
        page.set_up(
            self._layout.last_row,
            self._formula_column,
            repeat=HEAD_ROWS,
            down=HEAD_ROWS,
            across=1,
            pages=2,
        )

    def _columns(self) -> None:
        sheet = self._page.sheet
        sheet.set_column(0, 0, 42)
        sheet.set_column(1, 1, 14)
        sheet.set_column(2, 2, 25)
        sheet.set_column(3, 3, 30)
        sheet.set_column(TreeLayout.FIRST_PERIOD, self._layout.total_column - 1, 12)
        text, functions = self._language.text, len(self._functions)
        groups = self._share_column - self._layout.total_column
        width = max(14, _width_of(text("Over groups of periods")) / groups)
        sheet.set_column(self._layout.total_column, self._share_column - 1, width)
        if functions:
            width = max(12.5, _width_of(text("Responsibility")) / functions)
            sheet.set_column(self._share_column, self._part_column - 1, width)
            width = max(14, _width_of(text("Part in the level")) / functions)
            sheet.set_column(self._part_column, self._formula_column - 1, width)
        sheet.set_column(self._formula_column, self._formula_column, 60)

    def _headers(self) -> None:
        text = self._language.text
        page, layout = self._page, self._layout
        page.section(2, text("KPIs"), self._formula_column)
        page.text(2, TreeLayout.FIRST_PERIOD, text("Per period"), Style.SECTION)
        page.text(2, layout.total_column, text("Over groups of periods"), Style.SECTION)
        row = HEAD_ROWS - 1
        page.sheet.set_row(row, 32)
        for at, label in enumerate((text("KPI"), text("Role"), text("Unit"), text("Over time"))):
            page.text(row, at, label, Style.HEADER)
        calendar = self._plan.calendar
        for at in range(calendar.count):
            label = self._language.period_label(calendar, at)
            page.text(row, TreeLayout.FIRST_PERIOD + at, label, Style.FIGURE_HEADER)
        report = layout.report_group
        total = text("Total") if report is None else self._language.group_label(report)
        page.text(row, layout.total_column, total, Style.FIGURE_HEADER)
        for at, group in enumerate(layout.groups, start=layout.total_column + 1):
            page.text(row, at, self._language.group_label(group), Style.FIGURE_HEADER)
        if self._functions:
            page.text(2, self._share_column, text("Responsibility"), Style.SECTION)
            page.text(2, self._part_column, text("Part in the level"), Style.SECTION)
        for at, key in enumerate(self._functions):
            name = self._plan.functions[key].name
            page.text(row, self._share_column + at, name, Style.FIGURE_HEADER)
            page.text(row, self._part_column + at, name, Style.FIGURE_HEADER)
        page.text(row, self._formula_column, text("Formula"), Style.HEADER, indent=1)

    def _row(self, row: TreeRow) -> None:
        at = self._layout.row(row.key)
        kpi = self._plan.kpis[row.kpi]
        level = min(row.depth, DEEPEST_OUTLINE)
        self._page.sheet.set_row(at, 16, None, {"level": level})
        self._names(at, row, kpi)
        self._periods(row, kpi)
        if row.is_step:
            self._page.blank(at, self._layout.total_column, self._formula_column, Style.TEXT)
            self._step_groups(at, row, kpi)
            return
        self._groups(at, row, kpi)
        self._responsibilities(at, kpi)
        self._page.text(at, self._formula_column, kpi.formula, Style.QUIET, indent=1)

    def _names(self, at: int, row: TreeRow, kpi: Kpi) -> None:
        text = self._language.text
        page = self._page
        if row.is_step:
            name = text("step {number} of {kpi}", number=row.key.split(".")[1], kpi=kpi.name)
            page.text(at, 0, name, Style.QUIET, indent=min(row.depth, 15), italic=True)
            page.blank(at, 1, 3, Style.TEXT)
            return
        style = Style.TEXT if kpi.is_driver else Style.STRONG
        page.text(at, 0, kpi.name or kpi.key, style, indent=min(row.depth, 15))
        if kpi.role is not None:
            page.text(at, 1, text(_ROLES[kpi.role]))
        else:
            page.text(at, 1, text("driver") if kpi.is_driver else "", Style.QUIET)
        unit = self._language.unit_name(kpi.unit, self._plan.currency)
        page.text(at, 2, unit, Style.QUIET)
        weight = "" if kpi.weight_by is None else self._subject.name_of(kpi.weight_by)
        page.text(at, 3, text(_RULES[kpi.time], kpi=weight), Style.QUIET)

    def _periods(self, row: TreeRow, kpi: Kpi) -> None:
        layout, sheet = self._layout, self._subject.sheets.tree
        values = [] if row.is_step else self._values(row.kpi)
        look = self._subject.figure_format(kpi, *values)
        figures = self._period_figures(row.kpi)
        for period in range(self._plan.calendar.count):
            cell = layout.period_cell(row.key, period)
            if kpi.is_driver:
                source = self._inputs.driver(kpi.key, period).seen_from(sheet)
                formula = f'=IF(ISNUMBER({source}),{source},"")'
            elif row.node is None:
                formula = '=""'
            else:
                formula = guarded(row.node, figures, period, sheet)
            value = None if row.is_step else values[period]
            style = Style.SNAPSHOT if row.is_step else Style.FORMULA
            self._page.formula(cell.row, cell.column, formula, value, look, style)

    def _period_figures(self, key: KpiKey) -> PeriodFigures:
        return PeriodFigures(self._plan, self._layout, self._inputs, key)

    def _values(self, key: KpiKey) -> list[float]:
        return [float(x) for x in self._subject.values.of(key, self._subject.scenario)]

    def _groups(self, at: int, row: TreeRow, kpi: Kpi) -> None:
        layout = self._layout
        values = self._subject.values
        scenario = self._subject.scenario
        report = layout.report_group
        if report is None:
            self._page.formula(at, layout.total_column, '=""', None, "", Style.TOTAL)
        listed = ([] if report is None else [report]) + list(layout.groups)
        for group in listed:
            column = layout.group_cell(row.key, group).column
            value = float(values.group(kpi.key, scenario, group))
            look = self._subject.figure_format(kpi, value)
            formula = self._group_formula(row, kpi, group)
            style = Style.TOTAL if group.span is Span.YEAR else Style.FORMULA
            self._page.formula(at, column, formula, value, look, style)

    def _step_groups(self, at: int, row: TreeRow, kpi: Kpi) -> None:
        """Work a step out over groups too, where its KPI is worked out that way."""
        if kpi.time is not TimeRule.FORMULA or row.node is None:
            return
        layout = self._layout
        report = layout.report_group
        for group in ([] if report is None else [report]) + list(layout.groups):
            figures = GroupFigures(layout, self._period_figures(kpi.key), group)
            formula = guarded(row.node, figures, 0, layout.sheet)
            column = layout.group_cell(row.key, group).column
            self._page.formula(at, column, formula, None, "", Style.SNAPSHOT)

    def _group_formula(self, row: TreeRow, kpi: Kpi, group: Group) -> str:
        layout = self._layout
        if kpi.time is TimeRule.FORMULA and not kpi.is_driver:
            if row.node is None:
                return '=""'
            figures = GroupFigures(layout, self._period_figures(kpi.key), group)
            return guarded(row.node, figures, 0, layout.sheet)
        return group_formula(layout, kpi, group)

    def _responsibilities(self, at: int, kpi: Kpi) -> None:
        shares = self._shares(kpi)
        known, typed = shares
        look = share_format(0 if all(_is_whole_percent(x) for x in known.values()) else 1)
        total = self._layout.total_cell(kpi.key)
        value = float(self._subject.values.total(kpi.key, self._subject.scenario))
        money = self._subject.figure_format(kpi, value)
        for at_function, key in enumerate(self._functions):
            share = known.get(key)
            share_cell = Cell(total.sheet, at, self._share_column + at_function)
            part_column = self._part_column + at_function
            if typed:
                name = self._plan.functions[key].name
                label = self._language.text(
                    "{kpi}, share of {function}", kpi=kpi.name, function=name
                )
                self._page.inputs(at, share_cell.column, (share,), look, label=label, share=True)
            elif share is None:
                self._page.blank(at, share_cell.column, share_cell.column, Style.TEXT)
            else:
                self._page.put(at, share_cell.column, share, Style.SNAPSHOT, look)
            if share is None and not typed:
                self._page.blank(at, part_column, part_column, Style.TEXT)
                continue
            formula = around(
                f"{share_cell.address}*{total.address}", (share_cell, total), total.sheet
            )
            part = math.nan if share is None else share * value
            self._page.formula(at, part_column, formula, part, money)

    def _shares(self, kpi: Kpi) -> tuple[Mapping[FunctionKey, float], bool]:
        """Return the share of each function, and whether it was typed."""
        if kpi.responsibility:
            return kpi.responsibility, True
        if kpi.is_driver:
            return {}, False
        derived = responsibility(self._plan, self._subject.values, kpi.key, self._subject.scenario)
        shares = {key: x for key, x in derived.shares.items() if math.isfinite(x)}
        return shares, False


def group_formula(layout: TreeLayout, kpi: Kpi, group: Group) -> str:
    """Return the formula of the figure of ``kpi`` over ``group`` by its time rule."""
    sheet = layout.sheet
    cells = [layout.period_cell(kpi.key, period) for period in group.periods]
    values = block(cells[0], cells[-1], sheet)
    match kpi.time:
        case TimeRule.SUM:
            return around(f"SUM({values})", cells, sheet)
        case TimeRule.MEAN:
            return around(f"SUM({values})/{len(cells)}", cells, sheet)
        case TimeRule.LAST:
            return around(cells[-1].address, cells, sheet)
        case TimeRule.WEIGHTED if kpi.weight_by is not None and layout.has(kpi.weight_by):
            weights = [layout.period_cell(kpi.weight_by, period) for period in group.periods]
            by = block(weights[0], weights[-1], sheet)
            expression = f"SUMPRODUCT({values},{by})/SUM({by})"
            return around(expression, [*cells, *weights], sheet)
        case _:
            return '=""'


def _is_whole_percent(share: float) -> bool:
    percent = share * 100
    # A share out of a file may be any number, and overflow.
    return math.isfinite(percent) and abs(percent - round(percent)) < 1e-9


def _width_of(title: str) -> float:
    """Return how wide the columns under a section's title must be together, in characters."""
    return len(title) * 1.3 + 2


__all__ = ["GroupFigures", "Named", "PeriodFigures", "all_numbers", "group_formula", "write_tree"]
