"""Figures of a plan under the scenario explained, each with that of the base."""

from __future__ import annotations

import math
from typing import final

from models.calendar import Group
from models.keys import BASE, KpiKey, ScenarioKey
from models.kpi import Kpi
from models.plan import Plan
from workbench.analysis.explain.lines import How, KpiSubject, Line, Name, Note, Thing, When
from workbench.engine.arrays import Floats
from workbench.engine.values import Values

Pair = tuple[float, float]
"""A figure under the scenario, and the same of the base; NaN is no value."""

NONE: Pair = (math.nan, math.nan)


@final
class Reader:
    """Reads results for one scenario.

    Attributes:
        plan: the plan.
        values: its results.
        scenario: whose figures stand first.
    """

    def __init__(self, plan: Plan, values: Values, scenario: ScenarioKey) -> None:
        """Look the scenario up.

        Raises:
            ValueError: there is no such scenario.
        """
        self.plan = plan
        self.values = values
        self.scenario = scenario
        self._places = (values.scenarios.index(scenario), values.scenarios.index(BASE))
        self._histories = {key: row for row, key in enumerate(values.program.history_keys, 1)}

    def pair(self, figures: Floats) -> Pair:
        """Return both figures of an array (scenarios,)."""
        one, base = self._places
        return float(figures[one]), float(figures[base])

    def in_period(self, row: int, period: int) -> Pair:
        """Return what a row of the program comes to in a period."""
        return self.pair(self.values.row(row)[:, period])

    def history(self, key: str, before: int) -> float:
        """Return the history of a KPI ``before`` periods before the first; NaN where none."""
        row = self._histories.get(KpiKey(key))
        column = self.values.history.shape[1] - before
        return math.nan if row is None or column < 0 else float(self.values.history[row, column])

    def kpi(self, key: str, when: When) -> Line:
        """Return the figure of a KPI as it stands in a formula or among periods."""
        kpi = self.plan.kpis.get(KpiKey(key))
        name = Name(Thing.KPI, key)
        if kpi is None or key not in self.values.program:
            return Line(How.KPI, *NONE, when, name=name, notes=(Note.UNKNOWN_KPI,))
        figure, base = self.figures(kpi, when)
        subject = KpiSubject(kpi.key, when)
        return Line(How.KPI, figure, base, when, name=name, subject=subject, unit=kpi.unit)

    def figures(self, kpi: Kpi, when: When) -> Pair:
        """Return the figure of a KPI of the program: over a group, or of a period."""
        if isinstance(when, Group):
            return self.pair(self.values.over(kpi.key, when)) if when.periods else NONE
        return self.in_period(self.values.program.row(kpi.key), when)
