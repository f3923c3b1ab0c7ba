"""What speaks for paying a function for a KPI: three factors, read from the tree."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from models.formula import references
from models.formula_parser import FormulaError, parse
from models.formula_tree import Call, Name, walk
from models.keys import FunctionKey, KpiKey, ScenarioKey
from models.organisation import FunctionRole
from models.plan import Plan
from workbench.analysis.alignment.moves import driver_moves
from workbench.engine.gradient import driver_slopes
from workbench.engine.responsibility import responsibility
from workbench.engine.values import Values

_KEPT: Final = 10
"""The best of a function that are told apart."""
_LOOKED_AT: Final = 60
"""KPIs that are looked at closely: those that the most of profit goes through."""
_WALKED: Final = 300
"""KPIs that are looked at at all: those nearest to profit."""
_SAME: Final = 0.9
"""Two KPIs whose drivers move them so alike (the cosine of their moves) pay for the same thing."""
_SELLING: Final = (FunctionRole.MARKETING, FunctionRole.SALES)
"""What these save they do not spend on winning clients: they are not suggested to spend less."""


@dataclass(frozen=True, slots=True)
class Score:
    """What speaks for paying a function for a KPI.

    Attributes:
        responsibility: the function's share of the KPI, 0 to 1.
        effect: change of profit in % where the KPI changes by 1 %, to first order, without sign.
        sight: share of the KPI's movement from P10 to P90 (± 10 % where a driver has no
            distribution), to first order, that is the function's.
    """

    kpi: KpiKey
    responsibility: float
    effect: float
    sight: float

    @property
    def whole(self) -> float:
        """The product of the three: what weights are in proportion to."""
        return self.responsibility * self.effect * self.sight


class ScoreBoard:
    """Scores of the KPIs of a plan; looks at each KPI once."""

    def __init__(
        self, plan: Plan, values: Values, scenario: ScenarioKey, profit: KpiKey | None
    ) -> None:
        """Score by the figures of ``scenario`` over the year of the report.

        Args:
            plan: the plan.
            values: its figures.
            scenario: whose figures count.
            profit: the KPI that effects are told in; None: there is none.
        """
        self._plan = plan
        self._values = values
        self._scenario = scenario
        self._year = plan.calendar.report_group()
        self._profit = profit
        self._moves: dict[KpiKey, Mapping[KpiKey, float]] = {}
        self._spreads: dict[KpiKey, float] = {}
        self._looked: tuple[tuple[KpiKey, float], ...] | None = None

    def score(self, function: FunctionKey, kpi: KpiKey) -> Score:
        """Return what speaks for paying a function for a KPI."""
        found = responsibility(self._plan, self._values, kpi, self._scenario)
        effect = dict(self._through_profit()).get(kpi, 0.0)
        return Score(kpi, found.shares.get(function, 0.0), effect, self._sight(function, kpi))

    def sells(self, function: FunctionKey) -> bool:
        """Return whether a function is one of those that win clients."""
        found = self._plan.functions.get(function)
        return found is not None and found.role in _SELLING

    def scores(self, function: FunctionKey) -> list[Score]:
        """Return the KPIs a function could be paid for, the best first, none twice in effect."""
        found: list[Score] = []
        selling = self.sells(function)
        for kpi, effect in self._through_profit():
            if selling and self._plan.kpis[kpi].cost:
                continue
            shares = responsibility(self._plan, self._values, kpi, self._scenario).shares
            score = Score(kpi, shares.get(function, 0.0), effect, self._sight(function, kpi))
            if score.whole > 0.0:
                found.append(score)
        found.sort(key=lambda each: -each.whole)
        alone: list[Score] = []
        for each in found:
            if not any(self._alike(each.kpi, other.kpi) for other in alone):
                alone.append(each)
            if len(alone) > _KEPT:
                break
        return alone

    def _through_profit(self) -> tuple[tuple[KpiKey, float], ...]:
        """Return KPIs with what 1 % of each does to profit, in %; those that do the most first.

        What goes through a KPI is taken from its drivers: of the movement of profit by each
        driver, the part that the driver moves the KPI by.
        """
        if self._looked is None:
            self._looked = self._look()
        return self._looked

    def _look(self) -> tuple[tuple[KpiKey, float], ...]:
        profit = self._profit
        if profit is None or self._year is None:
            return ()
        whole = self._moved(profit)
        size = abs(self._values.group(profit, self._scenario, self._year))
        effects: dict[KpiKey, float] = {profit: 1.0}
        for key in _near(self._plan, profit):
            own = self._moved(key)
            value = self._values.group(key, self._scenario, self._year)
            if not own or not math.isfinite(value) or value == 0.0:
                continue
            effects[key] = _pass_through(own, whole, abs(value), size)
        ranked = sorted(effects.items(), key=lambda each: -each[1])
        return tuple(each for each in ranked[:_LOOKED_AT] if each[1] > 0.0)

    def _moved(self, key: KpiKey) -> Mapping[KpiKey, float]:
        """Return by how much each driver moves a KPI were it twice itself, to first order."""
        found = self._moves.get(key)
        if found is None:
            found = {}
            if self._year is not None:
                kpi = self._plan.kpis[key]
                if kpi.is_driver:
                    found = {key: self._values.group(key, self._scenario, self._year)}
                else:
                    slopes = driver_slopes(self._values, key, self._scenario, self._year)
                    moved = slopes.moved(self._values, self._scenario)
                    found = {
                        driver: move
                        for driver, move in zip(slopes.drivers, moved.tolist(), strict=True)
                        if math.isfinite(move) and move
                    }
            self._moves[key] = found
        return found

    def _sight(self, function: FunctionKey, kpi: KpiKey) -> float:
        own = whole = 0.0
        for driver, move in self._moved(kpi).items():
            swing = abs(move) * self._spread(driver)
            whole += swing
            own += swing * self._plan.kpis[driver].responsibility.get(function, 0.0)
        return own / whole if whole > 0.0 else 0.0

    def _spread(self, driver: KpiKey) -> float:
        """Return a driver's way from P10 to P90, as a part of itself."""
        found = self._spreads.get(driver)
        if found is None:
            found = 0.0
            if self._year is not None:
                sides = driver_moves(self._values, (driver,), self._year)
                factors = [each.factors[driver] for each in sides]
                found = max(factors) - min(factors)
            self._spreads[driver] = found
        return found

    def is_mainly(self, score: Score) -> bool:
        """Return whether nobody answers for a KPI more than the function it is scored for."""
        shares = responsibility(self._plan, self._values, score.kpi, self._scenario).shares
        return score.responsibility >= max(shares.values(), default=0.0)

    def _alike(self, one: KpiKey, other: KpiKey) -> bool:
        """Return whether the same drivers move two KPIs in the same proportions."""
        first, second = self._moved(one), self._moved(other)
        keys = [*{*first, *second}]
        a = np.array([first.get(key, 0.0) for key in keys])
        b = np.array([second.get(key, 0.0) for key in keys])
        lengths = float(np.linalg.norm(a) * np.linalg.norm(b))
        return lengths > 0.0 and abs(float((a * b).sum())) / lengths > _SAME


def _near(plan: Plan, profit: KpiKey) -> tuple[KpiKey, ...]:
    """Return the KPIs that profit is worked out from, the nearest first."""
    known = {profit}
    walked = [profit]
    opening: set[KpiKey] = set()
    for key in walked:
        formula = plan.kpis[key].formula
        opening.update(_first_values(formula))
        for name in references(formula).all:
            operand = KpiKey(name)
            if operand in plan.kpis and operand not in known and len(walked) <= _WALKED:
                known.add(operand)
                walked.append(operand)
    return tuple(key for key in walked[1:] if key not in opening)


def _first_values(formula: str) -> Iterator[KpiKey]:
    """Yield what a formula starts a stock from: nobody moves it any more."""
    try:
        node = parse(formula)
    except FormulaError:
        return
    for part in walk(node):
        if (
            isinstance(part, Call)
            and part.function == "prev"
            and isinstance(part.arguments[1], Name)
        ):
            yield KpiKey(part.arguments[1].key)


def _pass_through(
    own: Mapping[KpiKey, float], whole: Mapping[KpiKey, float], value: float, profit: float
) -> float:
    """Return the change of profit in % where a KPI changes by 1 %.

    Least squares over its drivers: the one ratio by which their moves of the KPI, in %, best
    tell their moves of profit, in %.
    """
    if not profit:
        return 0.0
    up = sum(move * whole.get(driver, 0.0) for driver, move in own.items())
    down = sum(move * move for move in own.values())
    return abs(up / down) * value / profit if down else 0.0
