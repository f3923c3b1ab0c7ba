"""What was worked out: every KPI over scenarios, periods and groups of periods."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from models.calendar import Group
from models.keys import KpiKey, ScenarioKey
from models.kpi import Kpi, TimeRule
from models.plan import Plan
from workbench.engine.arrays import Floats, Rows
from workbench.engine.grouped_formula import demanded, grouped
from workbench.engine.operations import lower
from workbench.engine.program import Program

_PATCH_SHARE: Final = 8
"""A patch of more rows than one in so many is written into a new array."""


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """Figures of a plan, never changed once they are there.

    What follows an edit shares the array of what was before it and holds a patch: the rows
    that differ. So an edit costs what depends on it, whatever the size of the plan.

    Attributes:
        program: what was worked out.
        plan: what the program was compiled from, or another plan of the same structure.
        scenarios: the order of scenarios in arrays.
        history: as :attr:`workbench.engine.inputs.Inputs.history`.
    """

    program: Program
    plan: Plan
    scenarios: tuple[ScenarioKey, ...]
    history: Floats
    _base: Floats
    _patched: Rows
    _patch: Floats
    _places: Mapping[ScenarioKey, int]
    _groups: dict[tuple[KpiKey, tuple[int, ...]], Floats] = field(
        default_factory=dict[tuple[KpiKey, tuple[int, ...]], Floats], repr=False
    )

    @classmethod
    def whole(
        cls,
        program: Program,
        plan: Plan,
        scenarios: tuple[ScenarioKey, ...],
        history: Floats,
        array: Floats,
    ) -> Values:
        """Return values that stand in ``array`` (rows, scenarios, periods), now never changed."""
        array.flags.writeable = False
        nothing = np.empty((0, *array.shape[1:]))
        places = {scenario: place for place, scenario in enumerate(scenarios)}
        no_rows = np.empty(0, dtype=np.intp)
        return cls(program, plan, scenarios, history, array, no_rows, nothing, places)

    def with_plan(self, plan: Plan) -> Values:
        """Return the same figures under a plan that groups or names them differently."""
        return Values(
            self.program,
            plan,
            self.scenarios,
            self.history,
            self._base,
            self._patched,
            self._patch,
            self._places,
        )

    def patched(self, plan: Plan, rows: Rows, figures: Floats) -> Values:
        """Return what another plan comes to, of which only ``rows`` differ.

        Args:
            plan: the other plan, of the same structure.
            rows: shape (n,), ascending.
            figures: shape (n, scenarios, periods).
        """
        together = np.union1d(self._patched, rows)
        if len(together) * _PATCH_SHARE > len(self._base):
            array = self._base.copy()
            array[self._patched] = self._patch
            array[rows] = figures
            return Values.whole(self.program, plan, self.scenarios, self.history, array)
        patch = np.empty((len(together), *self._base.shape[1:]))
        patch[np.searchsorted(together, self._patched)] = self._patch
        patch[np.searchsorted(together, rows)] = figures
        patch.flags.writeable = False
        return Values(
            self.program,
            plan,
            self.scenarios,
            self.history,
            self._base,
            together,
            patch,
            self._places,
        )

    def rows(self, rows: Rows) -> Floats:
        """Return the figures of ``rows``, shape (n, scenarios, periods), as a new array."""
        found = self._base[rows]
        if len(self._patched):
            at = np.minimum(np.searchsorted(self._patched, rows), len(self._patched) - 1)
            there = self._patched[at] == rows
            found[there] = self._patch[at[there]]
        return found

    def row(self, row: int) -> Floats:
        """Return the figures of one row, shape (scenarios, periods); never to be written."""
        if len(self._patched):
            at = int(self._patched.searchsorted(row))
            if at < len(self._patched) and self._patched[at] == row:
                return self._patch[at]
        found: Floats = self._base[row]
        return found

    def of(self, key: KpiKey, scenario: ScenarioKey) -> Floats:
        """Return the figures of a KPI, shape (periods,), in its unit; NaN is no value.

        A KPI that the plan does not have has no value.

        Raises:
            KeyError: there is no such scenario.
        """
        place = self._places[scenario]
        if key not in self.program:
            return np.full(self.program.calendar.count, np.nan)
        figures: Floats = self.row(self.program.row(key))[place]
        return figures

    def group(self, key: KpiKey, scenario: ScenarioKey, group: Group) -> float:
        """Return the figure of a KPI over a group of periods, by its time rule; NaN: no value.

        Raises:
            KeyError: there is no such scenario.
        """
        return float(self.over(key, group)[self._places[scenario]])

    def total(self, key: KpiKey, scenario: ScenarioKey) -> float:
        """Return the figure over the first complete fiscal year; NaN: no value, or no such year.

        Raises:
            KeyError: there is no such scenario.
        """
        year = self.plan.calendar.report_group()
        return math.nan if year is None else self.group(key, scenario, year)

    def over(self, key: KpiKey, group: Group) -> Floats:
        """Return the figure over a group for every scenario, shape (scenarios,)."""
        name = (key, group.periods)
        known = self._groups.get(name)
        if known is None:
            self._work_out(key, group)
            known = self._groups[name]
        return known

    def _work_out(self, key: KpiKey, group: Group) -> None:
        """Note the figure of ``key`` over ``group``, and of what it is grouped from."""
        # Grouped formulas may read grouped formulas, to any depth: no recursion.
        waiting = [key]
        entered: set[KpiKey] = set()
        while waiting:
            at = waiting[-1]
            kpi = self.plan.kpis.get(at)
            operands: list[KpiKey] = []
            if at not in entered and kpi is not None and kpi.time is TimeRule.FORMULA:
                entered.add(at)
                operands = [
                    KpiKey(each)
                    for each in demanded(kpi.formula)
                    if (each, group.periods) not in self._groups and each not in entered
                ]
            if operands:
                waiting.extend(operands)
                continue
            waiting.pop()
            if (at, group.periods) not in self._groups:
                self._groups[at, group.periods] = self._grouped(kpi, group)

    def _grouped(self, kpi: Kpi | None, group: Group) -> Floats:
        nothing = np.full(len(self.scenarios), np.nan)
        if kpi is None or not group.periods or kpi.key not in self.program:
            return nothing
        periods = slice(group.periods[0], group.periods[-1] + 1)
        if kpi.time is TimeRule.FORMULA:
            return self._by_formula(kpi, group) if kpi.formula else nothing
        figures = self.row(self.program.row(kpi.key))[:, periods]
        with np.errstate(all="ignore"):
            match kpi.time:
                case TimeRule.SUM:
                    found = figures.sum(axis=1)
                case TimeRule.MEAN:
                    found = figures.mean(axis=1)
                case TimeRule.LAST:
                    found = np.where(np.isnan(figures).any(axis=1), np.nan, figures[:, -1])
                case TimeRule.WEIGHTED:
                    if kpi.weight_by is None or kpi.weight_by not in self.program:
                        return nothing
                    weights = self.row(self.program.row(kpi.weight_by))[:, periods]
                    found = (figures * weights).sum(axis=1) / weights.sum(axis=1)
        return np.where(np.isfinite(found), found, np.nan)

    def _by_formula(self, kpi: Kpi, group: Group) -> Floats:
        """Work a formula out on the grouped figures of its operands."""
        snippet = lower(kpi.formula)
        if snippet is None or kpi.key in self.program.cyclic:
            return np.full(len(self.scenarios), np.nan)

        def operand(key: str) -> Floats:
            # Missing only where the formula is, through others, grouped from itself.
            known = self._groups.get((KpiKey(key), group.periods))
            return np.full(len(self.scenarios), np.nan) if known is None else known

        def before(place: int) -> Floats:
            return self.prev_before(kpi.key, place, group)

        return grouped(snippet, operand, before, len(self.scenarios))[len(snippet) - 1]

    def prev_before(self, key: KpiKey, place: int, group: Group) -> Floats:
        """Return what the ``prev`` that is operation ``place`` of a formula is over ``group``.

        That is x at the end of the group before, shape (scenarios,).
        """
        row = self.program.operation_row(self.program.number(key), place)
        return self.row(row)[:, group.periods[0]]
