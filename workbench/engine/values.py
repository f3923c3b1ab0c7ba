"""What was worked out: every KPI over scenarios, periods and groups of periods."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from models.calendar import Group
from models.keys import KpiKey, ScenarioKey
from models.plan import Plan
from workbench.engine.arrays import Floats, Rows
from workbench.engine.grouping import Memo, group_figures
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
    _groups: Memo = field(default_factory=dict[tuple[KpiKey, tuple[int, ...]], Floats], repr=False)

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
        return group_figures(self, self._groups, key, group)

    @property
    def count(self) -> int:
        """How many scenarios there are."""
        return len(self.scenarios)

    def alone(self, scenario: ScenarioKey) -> OneScenario:
        """Return the figures of one scenario.

        Raises:
            KeyError: there is no such scenario.
        """
        return OneScenario(self, self._places[scenario])


@dataclass(frozen=True, slots=True, eq=False)
class OneScenario:
    """The figures of one scenario: a state by itself.

    Attributes:
        values: of all scenarios.
        place: which of them.
    """

    values: Values
    place: int

    @property
    def program(self) -> Program:
        """What was worked out."""
        return self.values.program

    @property
    def plan(self) -> Plan:
        """What says how figures are grouped."""
        return self.values.plan

    @property
    def count(self) -> int:
        """One."""
        return 1

    def row(self, row: int) -> Floats:
        """Return one row, shape (1, periods); never to be written."""
        return self.values.row(row)[self.place : self.place + 1]

    def rows(self, rows: Rows) -> Floats:
        """Return rows, shape (n, 1, periods), as a new array."""
        return self.values.rows(rows)[:, self.place : self.place + 1]

    def over(self, key: KpiKey, group: Group) -> Floats:
        """Return the figure over a group, shape (1,)."""
        return self.values.over(key, group)[self.place : self.place + 1]
