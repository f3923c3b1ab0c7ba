"""A cascade as it is proposed: every driver that could move, and what each function carries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from models.calendar import Group
from models.changes import diff
from models.keys import BASE, FunctionKey, KpiKey, ScenarioKey
from models.kpi import Bounds
from models.plan import Plan
from workbench.analysis.bridge.bridging import Question, State, StateKind, bridge
from workbench.analysis.bridge.faults import BridgeError
from workbench.analysis.bridge.track import PlayerKind
from workbench.analysis.cascade.answer import Cascade, Change, Rule, cascade
from workbench.analysis.cascade.edit import new_scenario
from workbench.analysis.cascade.room import STRETCH, Why
from workbench.engine.evaluate import follow
from workbench.engine.values import Values

_NAME: Final = "proposal"
_NOTHING: Final = 1e-9
"""What of a part is left over by rounding only."""


@dataclass(frozen=True, slots=True)
class DriverLine:
    """One driver behind the KPI, and what is proposed for it.

    Attributes:
        driver: the driver.
        before: its figure over the group, in its unit; NaN is no value.
        after: the same, as proposed; ``before`` where it does not move.
        bounds: how far it may move.
        shifts: whether it is 0 or negative somewhere in the group, so that it moves by a
            figure in its own unit and its stretch is one, too.
        why: what keeps it from moving further where the target is out of reach, or at all for
            want of a stretch; None: nothing.
        shares: which functions answer for it, 0 to 1 each.
    """

    driver: KpiKey
    before: float
    after: float
    bounds: Bounds
    shifts: bool
    why: Why | None
    shares: Mapping[FunctionKey, float]

    @property
    def stretch(self) -> float | None:
        """How far it moves as easily as others do theirs; None where it needs one."""
        own = self.bounds.stretch
        if own is not None and own > 0.0:
            return own
        return None if self.shifts else STRETCH


@dataclass(frozen=True, slots=True)
class Load:
    """What one function carries of the change.

    Attributes:
        function: who; None is nobody.
        amount: its part of the change, in the unit of the KPI.
    """

    function: FunctionKey | None
    amount: float


@dataclass(frozen=True, slots=True, eq=False)
class Proposal:
    """A cascade, driver by driver and function by function.

    Attributes:
        found: the cascade.
        lines: every driver behind the KPI that has a figure, in the order of the plan.
        loads: who carries how much of the change, in the order of the plan, nobody's part last;
            they sum to the change. Empty where nothing changes or it cannot be split.
    """

    found: Cascade
    lines: tuple[DriverLine, ...]
    loads: tuple[Load, ...]


def propose(
    plan: Plan,
    values: Values,
    key: KpiKey,
    target: float,
    *,
    scenario: ScenarioKey = BASE,
    group: Group | None = None,
    rule: Rule = Rule.EFFORT,
) -> Proposal:
    """Cascade a target, and say what it asks of each driver and each function.

    Args:
        plan: the plan; its bounds and locks may differ from those of ``values``.
        values: what was worked out from it.
        key: the KPI.
        target: in its unit.
        scenario: where the drivers start.
        group: the periods of the figure; None: the first complete fiscal year.
        rule: who moves how much.

    Raises:
        CascadeError: the question has no answer.
        KeyError: there is no such scenario.
        EditError: a proposed figure is too large to be kept.
    """
    found = cascade(plan, values, key, target, scenario=scenario, group=group, rule=rule)
    return Proposal(found, _lines(plan, values, found), _loads(plan, values, found))


def _lines(plan: Plan, values: Values, found: Cascade) -> tuple[DriverLine, ...]:
    solution, group = found.solution, found.group
    changes: Mapping[KpiKey, Change] = {each.driver: each for each in found.changes}
    blocked = {each.driver: each.why for each in found.blocked_by}
    within = solution.start[:, list(group.periods)]
    known: list[bool] = np.asarray(np.isfinite(within).any(axis=1)).tolist()
    shifts: list[bool] = np.asarray((np.isfinite(within) & ~(within > 0.0)).any(axis=1)).tolist()
    lines: list[DriverLine] = []
    for row, driver in enumerate(solution.drivers):
        if not known[row]:
            continue
        change = changes.get(driver)
        before = values.group(driver, found.scenario, group) if change is None else change.before
        kpi = plan.kpis[driver]
        lines.append(
            DriverLine(
                driver,
                before,
                before if change is None else change.after,
                kpi.bounds,
                shifts[row],
                blocked.get(driver),
                _in_order(plan, kpi.responsibility),
            )
        )
    places = {driver: place for place, driver in enumerate(plan.kpis)}
    return tuple(sorted(lines, key=lambda line: places[line.driver]))


def _in_order(plan: Plan, shares: Mapping[FunctionKey, float]) -> Mapping[FunctionKey, float]:
    known = {key: shares[key] for key in plan.functions if key in shares}
    return known | {key: shares[key] for key in sorted(shares) if key not in known}


def _loads(plan: Plan, values: Values, found: Cascade) -> tuple[Load, ...]:
    """Return what each function carries: the bridge from where the drivers are to the target.

    Each driver is split as somebody typed it; see domain.md §5.
    """
    if not found.changes:
        return ()
    after, there = new_scenario(plan, found, _NAME)
    worked_out = follow(values, after, diff(values.plan, after))
    start = State(StateKind.SCENARIO, scenario=found.scenario)
    end = State(StateKind.SCENARIO, scenario=there)
    try:
        moved = bridge(worked_out, Question(found.key, start, end, group=found.group))
    except BridgeError:
        return ()
    sums: dict[FunctionKey | None, float] = {}
    for part in moved.drivers:
        kpi = None if part.owner.player.kind is PlayerKind.ROUNDING else part.owner.kpi
        shares: Mapping[FunctionKey, float] = {}
        if kpi is not None:
            shares = plan.kpis[kpi].responsibility
        rest = part.amount
        for function, share in shares.items():
            sums[function] = sums.get(function, 0.0) + share * part.amount
            rest -= share * part.amount
        if abs(rest) > _NOTHING * abs(part.amount):
            sums[None] = sums.get(None, 0.0) + rest
    listed = [*_in_order(plan, {key: sums[key] for key in sums if key is not None}), None]
    return tuple(Load(key, sums[key]) for key in listed if sums.get(key))


def moves_by_shift(values: Values, key: KpiKey, scenario: ScenarioKey, group: Group) -> bool:
    """Return whether a driver is 0 or negative somewhere in a group.

    It is then moved by a figure in its own unit, and its stretch is one, too.
    """
    figures = values.of(key, scenario)[list(group.periods)]
    return bool((np.isfinite(figures) & ~(figures > 0.0)).any())
