"""Where a reverse gradient starts: how a figure over a group hangs on rows of the program."""

from __future__ import annotations

import numpy as np

from models.calendar import Group
from models.keys import KpiKey
from models.kpi import Kpi, TimeRule
from workbench.engine.arrays import Floats
from workbench.engine.grouped_formula import grouped, grouped_slopes
from workbench.engine.grouping import Figures, grouped_from, prev_before
from workbench.engine.operations import lower


def seeds_of(figures: Figures, key: KpiKey, group: Group) -> dict[int, Floats]:
    """Return the slope of the group figure of ``key`` in rows of the program.

    Shape (states, periods) each: by the time rules, before any formula of a period is walked.
    """
    seeds = _Seeds(figures, group)
    seeds.add(key)
    return seeds.rows


class _Seeds:
    """Where the backward pass starts: slopes in rows of the value array."""

    def __init__(self, figures: Figures, group: Group) -> None:
        self.rows: dict[int, Floats] = {}
        self._figures = figures
        self._group = group

    def add(self, key: KpiKey) -> None:
        """Add the slope of the group figure of ``key``, by its time rule."""
        plan, program = self._figures.plan, self._figures.program
        if not self._group.periods:
            return
        none = np.zeros(self._figures.count)
        slope: dict[KpiKey, Floats] = {key: none + 1.0}
        for at in grouped_from(plan, program, key):
            kpi = plan.kpis[at]
            own = slope.get(at, none)
            if kpi.time is TimeRule.FORMULA:
                for operand, part in self._add_formula(kpi, own).items():
                    slope[operand] = slope.get(operand, none) + part
            else:
                self._add_periods(kpi, own)

    def _seed(self) -> Floats:
        return np.zeros((self._figures.count, self._figures.program.calendar.count))

    def _add_periods(self, kpi: Kpi, slope: Floats) -> None:
        periods = list(self._group.periods)
        seed = self._seed()
        match kpi.time:
            case TimeRule.SUM:
                seed[:, periods] = slope[:, None]
            case TimeRule.MEAN:
                seed[:, periods] = slope[:, None] / len(periods)
            case TimeRule.LAST:
                seed[:, periods[-1]] = slope
            case _:
                self._add_weighted(kpi, slope)
                return
        self._put(self._figures.program.row(kpi.key), seed)

    def _add_weighted(self, kpi: Kpi, slope: Floats) -> None:
        """Add Σ x·w ÷ Σ w: it moves with x, and with w where x is off the mean."""
        by, program = kpi.weight_by, self._figures.program
        if by is None or by not in program:
            return
        periods = list(self._group.periods)
        weights = self._figures.row(program.row(by))[:, periods]
        figures = self._figures.row(program.row(kpi.key))[:, periods]
        mean = self._figures.over(kpi.key, self._group)
        own, other = self._seed(), self._seed()
        with np.errstate(all="ignore"):
            part = (slope / weights.sum(axis=1))[:, None]
            own[:, periods] = part * weights
            other[:, periods] = part * (figures - mean[:, None])
        self._put(program.row(kpi.key), own)
        self._put(program.row(by), other)

    def _add_formula(self, kpi: Kpi, slope: Floats) -> dict[KpiKey, Floats]:
        """Return the slope in each KPI that a formula is grouped from; note those in prev."""
        snippet = lower(kpi.formula)
        figures, group = self._figures, self._group
        program = figures.program
        if snippet is None or kpi.key in program.cyclic:
            return {}

        def operand(key: str) -> Floats:
            return figures.over(KpiKey(key), group)

        def before(at: int) -> Floats:
            return prev_before(figures, kpi.key, at, group)

        known = grouped(snippet, operand, before, figures.count)
        in_kpis, in_prevs = grouped_slopes(snippet, operand, known, slope)
        for at, part in in_prevs.items():
            seed = self._seed()
            seed[:, group.periods[0]] = part
            self._put(program.operation_row(program.number(kpi.key), at), seed)
        return {KpiKey(key): part for key, part in in_kpis.items()}

    def _put(self, row: int, seed: Floats) -> None:
        # Infinities of both signs meet where a formula divides by 0: that has no slope.
        with np.errstate(invalid="ignore"):
            self.rows[row] = self.rows[row] + seed if row in self.rows else seed
