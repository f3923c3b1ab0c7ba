"""How periods become a group: by the time rule of each KPI, for every state at once."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from models.calendar import Group
from models.keys import KpiKey
from models.kpi import Kpi, TimeRule
from models.plan import Plan
from workbench.engine.arrays import Floats
from workbench.engine.grouped_formula import demanded, grouped
from workbench.engine.operations import Op, lower
from workbench.engine.program import Program

Memo = dict[tuple[KpiKey, tuple[int, ...]], Floats]
"""Figures over groups that are known already, by KPI and periods, shape (states,) each."""


class Figures(Protocol):
    """Worked-out rows of a program in several states: scenarios, samples, steps of a path."""

    @property
    def program(self) -> Program:
        """What was worked out."""
        ...

    @property
    def plan(self) -> Plan:
        """What says how figures are grouped."""
        ...

    @property
    def count(self) -> int:
        """How many states there are."""
        ...

    def row(self, row: int, /) -> Floats:
        """Return one row of the program, shape (states, periods); never to be written."""
        ...

    def over(self, key: KpiKey, group: Group, /) -> Floats:
        """Return the figure of a KPI over a group, shape (states,); NaN is no value."""
        ...


def group_figures(figures: Figures, memo: Memo, key: KpiKey, group: Group) -> Floats:
    """Return the figure of ``key`` over ``group``, shape (states,); NaN is no value.

    It is noted in ``memo``, with those that it is grouped from.
    """
    known = memo.get((key, group.periods))
    if known is not None:
        return known
    # Grouped formulas may read grouped formulas, to any depth: no recursion.
    waiting = [key]
    entered: set[KpiKey] = set()
    while waiting:
        at = waiting[-1]
        kpi = figures.plan.kpis.get(at)
        operands: list[KpiKey] = []
        if at not in entered and kpi is not None and kpi.time is TimeRule.FORMULA:
            entered.add(at)
            operands = [
                KpiKey(each)
                for each in demanded(kpi.formula)
                if (each, group.periods) not in memo and each not in entered
            ]
        if operands:
            waiting.extend(operands)
            continue
        waiting.pop()
        if (at, group.periods) not in memo:
            memo[at, group.periods] = _grouped(figures, memo, kpi, group)
    return memo[key, group.periods]


def prev_before(figures: Figures, key: KpiKey, place: int, group: Group) -> Floats:
    """Return what the ``prev`` that is operation ``place`` of a formula is over ``group``.

    That is x at the end of the group before, shape (states,).
    """
    row = figures.program.operation_row(figures.program.number(key), place)
    return figures.row(row)[:, group.periods[0]]


def _grouped(figures: Figures, memo: Memo, kpi: Kpi | None, group: Group) -> Floats:
    nothing = np.full(figures.count, np.nan)
    program = figures.program
    if kpi is None or not group.periods or kpi.key not in program:
        return nothing
    periods = slice(group.periods[0], group.periods[-1] + 1)
    if kpi.time is TimeRule.FORMULA:
        return _by_formula(figures, memo, kpi, group) if kpi.formula else nothing
    own = figures.row(program.row(kpi.key))[:, periods]
    with np.errstate(all="ignore"):
        match kpi.time:
            case TimeRule.SUM:
                found = own.sum(axis=1)
            case TimeRule.MEAN:
                found = own.mean(axis=1)
            case TimeRule.LAST:
                found = np.where(np.isnan(own).any(axis=1), np.nan, own[:, -1])
            case TimeRule.WEIGHTED:
                if kpi.weight_by is None or kpi.weight_by not in program:
                    return nothing
                weights = figures.row(program.row(kpi.weight_by))[:, periods]
                found = (own * weights).sum(axis=1) / weights.sum(axis=1)
    return np.where(np.isfinite(found), found, np.nan)


def _by_formula(figures: Figures, memo: Memo, kpi: Kpi, group: Group) -> Floats:
    """Work a formula out on the grouped figures of its operands."""
    snippet = lower(kpi.formula)
    if snippet is None or kpi.key in figures.program.cyclic:
        return np.full(figures.count, np.nan)

    def operand(key: str) -> Floats:
        # Missing only where the formula is, through others, grouped from itself.
        known = memo.get((KpiKey(key), group.periods))
        return np.full(figures.count, np.nan) if known is None else known

    def before(place: int) -> Floats:
        return prev_before(figures, kpi.key, place, group)

    return grouped(snippet, operand, before, figures.count)[len(snippet) - 1]


def rows_behind(plan: Plan, program: Program, key: KpiKey, group: Group) -> frozenset[int]:
    """Return the rows that the figure of ``key`` over ``group`` is grouped from."""
    if not group.periods:
        return frozenset()
    rows: set[int] = set()
    for at in grouped_from(plan, program, key):
        kpi = plan.kpis[at]
        if kpi.time is not TimeRule.FORMULA:
            rows.add(program.row(at))
            if kpi.time is TimeRule.WEIGHTED and kpi.weight_by in program:
                assert kpi.weight_by is not None  # noqa: S101 - None is in no program
                rows.add(program.row(kpi.weight_by))
        else:
            rows.update(_prevs(program, kpi))
    return frozenset(rows)


def _prevs(program: Program, kpi: Kpi) -> list[int]:
    """Return the rows of the ``prev`` operations of a formula."""
    snippet = lower(kpi.formula) or ()
    if kpi.key in program.cyclic:
        return []
    number = program.number(kpi.key)
    return [
        program.operation_row(number, place)
        for place, instruction in enumerate(snippet)
        if instruction.op is Op.PREV
    ]


def grouped_from(plan: Plan, program: Program, key: KpiKey) -> list[KpiKey]:
    """Return the KPIs that a figure of ``key`` over a group comes from.

    ``key`` itself among them, each before what it is grouped from.
    """
    order: list[KpiKey] = []
    entered: set[KpiKey] = set()
    waiting = [(key, False)]
    while waiting:
        at, left = waiting.pop()
        if left:
            order.append(at)
        elif at not in entered and at in plan.kpis and at in program:
            entered.add(at)
            waiting.append((at, True))
            if plan.kpis[at].time is TimeRule.FORMULA:
                waiting.extend((KpiKey(each), False) for each in demanded(plan.kpis[at].formula))
    order.reverse()
    return order
