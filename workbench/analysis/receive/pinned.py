"""A KPI pinned to a figure of its own: everything that reads it follows, nothing before it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from models.calendar import Group
from models.keys import KpiKey, ScenarioKey
from models.kpi import Kpi, TimeRule
from models.plan import Plan
from workbench.engine.arrays import Floats
from workbench.engine.evaluate import year_starts
from workbench.engine.grouping import Memo, group_figures
from workbench.engine.program import Program
from workbench.engine.running import run
from workbench.engine.tape import Part
from workbench.engine.values import OneScenario, Values


@dataclass(frozen=True, slots=True, eq=False)
class Pinned:
    """Figures of one scenario with one KPI pinned; what a payout reads.

    Attributes:
        key: the KPI that is pinned.
        added: what its figure is higher, over ``group``, in its unit.
        group: the periods.
    """

    key: KpiKey
    added: float
    group: Group
    _alone: OneScenario
    _part: Part
    _array: Floats
    _groups: Memo = field(default_factory=dict[tuple[KpiKey, tuple[int, ...]], Floats], repr=False)

    @property
    def program(self) -> Program:
        """What was worked out."""
        return self._alone.program

    @property
    def plan(self) -> Plan:
        """What says how figures are grouped."""
        return self._alone.plan

    @property
    def count(self) -> int:
        """One."""
        return 1

    def row(self, row: int) -> Floats:
        """Return one row of the program, shape (1, periods); never to be written."""
        place = self._part.find(row)
        return self._alone.row(row) if place is None else self._array[place]

    def over(self, key: KpiKey, group: Group) -> Floats:
        """Return the figure of a KPI over a group, shape (1,); NaN is no value."""
        kpi = self.plan.kpis.get(self.key)
        place = (self.key, group.periods)
        if kpi is not None and kpi.time is TimeRule.FORMULA and place not in self._groups:
            # Worked out over groups from what stands before it, which a pin does not change.
            self._groups[place] = self._alone.over(self.key, group) + self._in_group(kpi, group)
        return group_figures(self, self._groups, key, group)

    def group_figure(self, key: KpiKey, group: Group) -> float:
        """Return the figure of a KPI over a group; NaN is no value."""
        return float(self.over(key, group)[0])

    def _in_group(self, kpi: Kpi, group: Group) -> float:
        """Return how much higher the pinned figure is over another group."""
        row = self.program.row(self.key)
        begin, end = group.periods[0], group.periods[-1] + 1
        moved = (self.row(row) - self._alone.row(row))[0, begin:end]
        if flows(kpi):
            return float(moved.sum())
        return float(moved[-1])


@dataclass(frozen=True, slots=True)
class PinnedFigures:
    """Pinned figures as a payout asks for them: there is one scenario only."""

    pinned: Pinned

    def group(self, key: KpiKey, scenario: ScenarioKey, group: Group) -> float:
        """Return the figure of a KPI over a group of periods; NaN is no value."""
        del scenario
        return self.pinned.group_figure(key, group)


def flows(kpi: Kpi) -> bool:
    """Return whether the figure of a year is the sum of those of its periods."""
    rule = kpi.unit.kind.time_rule if kpi.time is TimeRule.FORMULA else kpi.time
    return rule is TimeRule.SUM


def pin(values: Values, scenario: ScenarioKey, key: KpiKey, added: float, group: Group) -> Pinned:
    """Return the figures with one KPI ``added`` higher over ``group``.

    A stock or a rate is that much higher in each period. Of a flow the addition is spread over
    the periods in proportion to what they hold, so that a season stays; evenly where they
    hold nothing, or things of both signs. Only what reads the KPI is worked out again.

    Args:
        values: what was worked out.
        scenario: which of them.
        key: the KPI.
        added: in the unit of the KPI.
        group: the periods.

    Raises:
        KeyError: there is no such KPI or scenario.
    """
    program, kpi = values.program, values.plan.kpis[key]
    alone = values.alone(scenario)
    row = program.row(key)
    part = program.after(row)
    array = np.empty((part.tape.size, 1, program.calendar.count))
    array[: part.tape.given] = alone.rows(part.outside)
    own = array[int(part.place(np.array([row], dtype=np.intp))[0]), 0]
    periods = list(group.periods)
    own[periods] += _shares(own[periods]) * added if flows(kpi) else added
    run(part.tape, array, values.history, year_starts(program))
    return Pinned(key, added, group, alone, part, array)


def _shares(held: Floats) -> Floats:
    """Return how an addition to a flow is spread over its periods, shape (periods,), sum 1."""
    total = held.sum()
    one_sign = bool((held >= 0.0).all() or (held <= 0.0).all())
    if not one_sign or total == 0.0:
        return np.full(held.shape, 1.0 / len(held))
    return held / total
