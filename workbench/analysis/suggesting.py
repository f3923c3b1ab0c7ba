"""Weights that a plan speaks for: suggested with their reasons, never applied unasked.

A KPI speaks for itself by three factors: how far the function answers for it, what it does to
profit, and how much of what moves it is in the function's own hands (line of sight).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from models.changes import Edited, edited
from models.edits.weights import free_measure_key, set_measures, spread
from models.keys import BASE, DesignKey, FunctionKey, KpiKey, PositionKey, ScenarioKey
from models.kpi import KpiRole
from models.plan import Plan
from models.scorecard import Design, Measure, Scorecard, ScoreForm
from workbench.analysis.suggestion_scores import Score, ScoreBoard
from workbench.engine.values import Values

FEWEST: Final = 3
MOST: Final = 5
FLOOR: Final = 0.1
"""No measure of a suggestion weighs less."""
STEP: Final = 0.05
"""Suggested weights are multiples of this, unless what is locked is none."""
SHARED: Final[Mapping[KpiRole, float]] = {
    KpiRole.PROFIT: 0.25,
    KpiRole.CLIENTS: 0.2,
    KpiRole.ARPU: 0.15,
}
"""What everybody is paid for where functions are cross-pollinated; the rest is their own."""
COMPANY: Final[Mapping[KpiRole, float]] = {
    KpiRole.PROFIT: 0.6,
    KpiRole.CLIENTS: 0.2,
    KpiRole.ARPU: 0.2,
}
_OWN: Final = 2
"""Measures of the function's own beside the shared ones."""


class Preset(StrEnum):
    """By which idea weights are laid out."""

    SUGGESTED = "suggested"
    SILO = "silo"
    CROSS = "cross"
    COMPANY = "company"


class Reason(StrEnum):
    """Why a measure has the weight that is suggested."""

    SCORED = "scored"
    SHARED = "shared"
    LOCKED = "locked"
    OBJECTIVE = "objective"
    DROPPED = "dropped"


class Unsuggested(StrEnum):
    """Why nothing can be suggested."""

    NO_PROFIT = "no_profit"
    NO_YEAR = "no_year"
    PROFIT_WITHOUT_VALUE = "profit_without_value"
    NOBODY_ANSWERS = "nobody_answers"
    LOCKED_WHOLE = "locked_whole"
    NO_ROLES = "no_roles"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True)
class SuggestedMeasure:
    """One line of a suggestion.

    Attributes:
        measure: as it would stand in the scorecard.
        before: its weight now; None where it would be new.
        weight: as suggested; 0 where it would be taken out.
        score: what speaks for it; None where something else does.
    """

    measure: Measure
    before: float | None
    weight: float
    reason: Reason
    score: Score | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the scorecard of one position could be.

    Attributes:
        measures: in their order; those that would be taken out last.
        fault: why there is none; the measures are then empty.
    """

    position: PositionKey
    measures: tuple[SuggestedMeasure, ...] = ()
    fault: Unsuggested | None = None

    @property
    def changes(self) -> bool:
        """Whether anything would be other than it is."""
        return any(each.before != each.weight for each in self.measures)


class Suggester:
    """Suggests for any position of a plan, and looks at each KPI once."""

    def __init__(self, plan: Plan, values: Values, scenario: ScenarioKey = BASE) -> None:
        """Suggest by the figures of ``scenario`` over the year of the report."""
        self._plan = plan
        self._values = values
        self._scenario = scenario
        self._year = plan.calendar.report_group()
        self._profit = _of_role(plan, KpiRole.PROFIT)
        self._board = ScoreBoard(plan, values, scenario, self._profit)

    def suggest(self, design: Design | None, position: PositionKey, preset: Preset) -> Suggestion:
        """Return what the scorecard of a position could be by ``preset``.

        Raises:
            KeyError: there is no such position.
        """
        known = None if design is None else design.scorecards.get(position)
        card = known or Scorecard(position)
        function = self._plan.positions[position].function
        fault = self._fault(card, function, preset)
        if fault is not None:
            return Suggestion(position, fault=fault)
        kept = [
            SuggestedMeasure(
                each,
                each.weight,
                each.weight,
                Reason.LOCKED if each.locked else Reason.OBJECTIVE,
            )
            for each in card.measures
            if each.locked or each.kpi is None
        ]
        rest = 1.0 - sum(each.weight for each in kept)
        if rest < FLOOR - 1e-9:
            return Suggestion(position, fault=Unsuggested.LOCKED_WHOLE)
        taken = {each.measure.kpi for each in kept}
        chosen = self._chosen(function, preset, taken, rest, MOST - len(kept))
        if not chosen:
            fault = Unsuggested.NO_ROLES if preset is Preset.COMPANY else Unsuggested.NOBODY_ANSWERS
            return Suggestion(position, fault=fault)
        there = {each.kpi: each for each in reversed(card.measures) if each.kpi is not None}
        lines = [self._line(card, there, *each) for each in chosen]
        wanted = {each.measure.key for each in (*lines, *kept)}
        dropped = [
            SuggestedMeasure(each, each.weight, 0.0, Reason.DROPPED)
            for each in card.measures
            if each.key not in wanted
        ]
        return Suggestion(position, (*lines, *kept, *dropped))

    def _fault(self, card: Scorecard, function: FunctionKey, preset: Preset) -> Unsuggested | None:
        if card.form is ScoreForm.MULTIPLICATIVE:
            return Unsuggested.PRODUCT
        if self._year is None:
            return Unsuggested.NO_YEAR
        if preset is Preset.COMPANY:
            return None
        if self._profit is None:
            return Unsuggested.NO_PROFIT
        profit = self._values.group(self._profit, self._scenario, self._year)
        if not math.isfinite(profit) or profit == 0.0:
            return Unsuggested.PROFIT_WITHOUT_VALUE
        answered = any(kpi.responsibility.get(function) for kpi in self._plan.kpis.values())
        return None if answered else Unsuggested.NOBODY_ANSWERS

    def _chosen(
        self,
        function: FunctionKey,
        preset: Preset,
        taken: set[KpiKey | None],
        rest: float,
        room: int,
    ) -> list[tuple[KpiKey, float, Score | None]]:
        """Return KPIs with their weights, which sum to ``rest``, and what speaks for them."""
        roles = {
            key: share
            for role, share in (COMPANY if preset is Preset.COMPANY else SHARED).items()
            if (key := _of_role(self._plan, role)) is not None and key not in taken
        }
        if preset is Preset.COMPANY:
            return _laid_out([(key, share, None) for key, share in roles.items()], rest, room)
        own = [each for each in self._board.scores(function) if each.kpi not in taken]
        if preset is Preset.SUGGESTED:
            return self._weighed(self._with_profit(function, own, taken), rest, max(room, 1))
        company = {_of_role(self._plan, role) for role in KpiRole}
        own = [each for each in own if each.kpi not in company]
        if preset is Preset.SILO:
            mine = [each for each in own if self._board.is_mainly(each)]
            return self._weighed(mine or own, rest, max(room, 1))
        own = own[:_OWN]
        mean = (1.0 - sum(SHARED.values())) / _OWN
        shared: list[tuple[KpiKey, float, Score | None]] = [
            (key, share, None) for key, share in roles.items()
        ]
        best: list[tuple[KpiKey, float, Score | None]] = [(each.kpi, mean, each) for each in own]
        # Where there is no room for all, both sides stay: profit, then the best of one's own.
        ranked = [*shared[:1], *best[:1], *shared[1:], *best[1:]]
        kept = {key for key, _, _ in _laid_out(ranked, rest, room)}
        return _laid_out([each for each in (*shared, *best) if each[0] in kept], rest, room)

    def _with_profit(
        self, function: FunctionKey, scores: list[Score], taken: set[KpiKey | None]
    ) -> list[Score]:
        """Put profit among the best for those who win clients: each answers for it too."""
        profit = self._profit
        if profit is None or profit in taken or not self._board.sells(function):
            return scores
        others = [each for each in scores if each.kpi != profit]
        at = min(len(others), FEWEST - 1)
        return [*others[:at], self._board.score(function, profit), *others[at:]] if others else []

    def _weighed(
        self, scores: Sequence[Score], rest: float, room: int
    ) -> list[tuple[KpiKey, float, Score | None]]:
        """Weigh the best by their scores, none under the floor."""
        best = list(scores[:room])
        while len(best) > min(FEWEST, room) and _least(best, rest) < FLOOR:
            best.pop()
        while len(best) > 1 and FLOOR * len(best) > rest + 1e-9:
            best.pop()
        if not best:
            return []
        weights = _floored(rest, [each.whole for each in best])
        weights = _in_steps(rest, weights)
        return [(each.kpi, weight, each) for each, weight in zip(best, weights, strict=True)]

    def _line(
        self,
        card: Scorecard,
        there: Mapping[KpiKey, Measure],
        kpi: KpiKey,
        weight: float,
        score: Score | None,
    ) -> SuggestedMeasure:
        known = there.get(kpi)
        reason = Reason.SHARED if score is None else Reason.SCORED
        if known is not None:
            line = replace(known, weight=weight)
            return SuggestedMeasure(line, known.weight, weight, reason, score)
        total = self._values.total(kpi, BASE)
        targets = (total,) if math.isfinite(total) else ()
        measure = Measure(free_measure_key(card, kpi), kpi, weight=weight, targets=targets)
        return SuggestedMeasure(measure, None, weight, reason, score)

    # What speaks for a KPI


def apply_suggestions(plan: Plan, design: DesignKey, suggestions: Sequence[Suggestion]) -> Edited:
    """Let scorecards be what was suggested; a suggestion without lines changes nothing.

    Raises:
        EditError: NO_SUCH_ROW, NOT_FINITE.
    """
    wanted = {
        each.position: tuple(
            line.measure for line in each.measures if line.reason is not Reason.DROPPED
        )
        for each in suggestions
        if each.fault is None
    }
    after, _ = set_measures(plan, design, wanted)
    return edited(plan, after)


def _of_role(plan: Plan, role: KpiRole) -> KpiKey | None:
    return next((key for key, kpi in plan.kpis.items() if kpi.role is role), None)


def _least(scores: Sequence[Score], rest: float) -> float:
    total = sum(each.whole for each in scores)
    return min(each.whole for each in scores) / total * rest if total else 0.0


def _floored(rest: float, wanted: Sequence[float]) -> list[float]:
    """Return parts of ``rest`` in proportion to ``wanted``, none under the floor."""
    low: set[int] = set()
    while True:
        free = [at for at in range(len(wanted)) if at not in low]
        left = rest - FLOOR * len(low)
        total = sum(wanted[at] for at in free)
        parts = [FLOOR] * len(wanted)
        for at in free:
            parts[at] = left * wanted[at] / total if total else left / len(free)
        under = [at for at in free if parts[at] < FLOOR - 1e-12]
        if not under or len(free) == len(under):
            return parts
        low.update(under)


def _laid_out(
    wanted: Sequence[tuple[KpiKey, float, Score | None]], rest: float, room: int
) -> list[tuple[KpiKey, float, Score | None]]:
    """Return the first of ``wanted`` that there is room for, none under the floor."""
    fitting = wanted[: min(max(room, 1), int(rest / FLOOR + 1e-9))]
    if not fitting:
        return []
    weights = _in_steps(rest, _floored(rest, [share for _, share, _ in fitting]))
    return [(key, weight, score) for (key, _, score), weight in zip(fitting, weights, strict=True)]


def _in_steps(rest: float, wanted: Sequence[float]) -> list[float]:
    """Return ``wanted`` in proportion so that it sums to ``rest``, in round steps if it can."""
    units = round(rest / STEP)
    if abs(units * STEP - rest) > 1e-9 or units < len(wanted):
        return spread(rest, list(wanted))
    total = sum(wanted)
    exact = [units * each / total if total else units / len(wanted) for each in wanted]
    floor = round(FLOOR / STEP) if units * STEP >= FLOOR * len(wanted) - 1e-9 else 1
    given = [max(int(each + 1e-9), floor) for each in exact]
    while sum(given) < units:
        at = max(range(len(given)), key=lambda place: exact[place] - given[place])
        given[at] += 1
    while sum(given) > units:
        able = [at for at in range(len(given)) if given[at] > floor]
        at = max(able or range(len(given)), key=lambda place: given[place] - exact[place])
        given[at] -= 1
    return [round(each * STEP, 10) for each in given]
