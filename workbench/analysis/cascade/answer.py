"""A target cascaded down: what each driver comes to, or what is in the way."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from models.calendar import Group
from models.keys import BASE, KpiKey, ScenarioKey
from models.kpi import TimeRule
from models.plan import Plan
from workbench.analysis.cascade.course import Course
from workbench.analysis.cascade.effort import TOLERANCE, least_effort
from workbench.analysis.cascade.faults import CascadeError, CascadeFault
from workbench.analysis.cascade.pro_rata import pro_rata
from workbench.analysis.cascade.room import Flags, Room, Why, limits_of, room_of
from workbench.analysis.reasons import why_not
from workbench.engine.arrays import Floats
from workbench.engine.focus import Wanted, focus
from workbench.engine.values import Values


class Rule(StrEnum):
    """Who moves how much."""

    EFFORT = "effort"
    """With the least effort of all, where a stretch is an effort of 1."""
    PRO_RATA = "pro-rata"
    """All by the same percentage."""


def _last(figures: Floats) -> Floats:
    return np.where(np.isnan(figures).any(axis=1), np.nan, figures[:, -1])


_PLAIN: Final[Mapping[TimeRule, Callable[[Floats], Floats]]] = {
    TimeRule.SUM: lambda figures: figures.sum(axis=1),
    TimeRule.MEAN: lambda figures: figures.mean(axis=1),
    TimeRule.LAST: _last,
}
"""Time rules that read nothing but the driver itself."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a driver comes to.

    Attributes:
        driver: the driver.
        before: its figure over the group by its time rule; NaN is no value.
        after: the same, at the target.
        factor: what each of its figures that moves is multiplied by; None: they are shifted.
    """

    driver: KpiKey
    before: float
    after: float
    factor: float | None


@dataclass(frozen=True, slots=True)
class Blocker:
    """A driver that does not move, or no further, and why."""

    driver: KpiKey
    why: Why


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """Where the drivers stand.

    Attributes:
        drivers: in the order of the arrays.
        start: shape (drivers, periods), in the unit of each: where they were.
        figures: the same, where they are put; NaN where there is none.
        scaled: shape (drivers,): whether a driver is multiplied; else it is shifted.
        moved: shape (drivers, periods): which figures differ from before.
    """

    drivers: tuple[KpiKey, ...]
    start: Floats
    figures: Floats
    scaled: Flags
    moved: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Cascade:
    """A target, cascaded down to the drivers.

    Attributes:
        key: the KPI.
        scenario: where the drivers were.
        group: the periods of the figure.
        rule: who moves how much.
        before: what the KPI was.
        target: what it shall be.
        reached: what it comes to: the target, or the best there is.
        changes: of every driver that moves, in the order of the plan.
        blocked_by: where the target is out of reach, what is in the way; always the drivers
            that do not move for want of a stretch.
        effort: Σ of the squared stretches of the drivers; NaN under another rule.
        solution: the figures behind the changes.
    """

    key: KpiKey
    scenario: ScenarioKey
    group: Group
    rule: Rule
    before: float
    target: float
    reached: float
    changes: tuple[Change, ...]
    blocked_by: tuple[Blocker, ...]
    effort: float
    solution: Solution

    @property
    def feasible(self) -> bool:
        """Whether the target is reached."""
        return is_at(self.reached, self.target, self.before)


def is_at(figure: float, target: float, begin: float) -> bool:
    """Return whether ``figure`` is ``target``; one of 0 is judged by where the figure began."""
    return abs(figure - target) <= TOLERANCE * (abs(target) or abs(begin))


def cascade(
    plan: Plan,
    values: Values,
    key: KpiKey,
    target: float,
    *,
    scenario: ScenarioKey = BASE,
    group: Group | None = None,
    rule: Rule = Rule.EFFORT,
    locks: Iterable[KpiKey] = (),
) -> Cascade:
    """Move the drivers behind a KPI so that its figure over a group becomes ``target``.

    Only figures of the periods of the group move. See domain.md §6 for the rules.

    Args:
        plan: the plan; holds bounds and locks.
        values: its results.
        key: the KPI.
        target: in its unit.
        scenario: where the drivers start.
        group: the periods of the figure; None: the first complete fiscal year.
        rule: who moves how much.
        locks: drivers that do not move, besides those locked in the plan.

    Raises:
        CascadeError: the question has no answer; says why. That the target is out of reach is
            an answer.
        KeyError: there is no such scenario.
    """
    locked = _checked(plan, key, target, locks)
    year = plan.calendar.report_group() if group is None else group
    if year is None:
        raise CascadeError(CascadeFault.NO_YEAR, {})
    before = values.group(key, scenario, year)
    if math.isnan(before):
        reason = why_not(plan, values, key, scenario, year)
        raise CascadeError(CascadeFault.NO_VALUE, {"kpi": key, "reason": reason})
    near = focus(values, scenario, [(key, year)], values.program.drivers)
    start = near.start
    alike = rule is Rule.PRO_RATA
    room = room_of(plan, near.drivers, start, year.periods, locked, alike=alike)
    course = Course(near, key, year, room, target, before)
    effort = 0.0
    if is_at(before, target, before) or not near.drivers:
        figures = start
    elif alike:
        figures, _ = pro_rata(course, plan)
        effort = math.nan
    else:
        figures, effort = _with_least_effort(course)
    moved = (figures != start) & np.isfinite(figures)
    scaled = (start != 0.0) if alike else np.broadcast_to(~room.shifts[:, None], start.shape)
    solution = Solution(near.drivers, start, figures, (scaled | ~moved).all(axis=1), moved)
    changes, reached = _changes(values, scenario, (key, year), solution, before)
    feasible = is_at(reached, target, before)
    blocked = [Blocker(driver, Why.NO_STRETCH) for driver in room.unstretched]
    if not feasible and near.drivers:
        blocked.extend(_blockers(plan, course, figures))
    place = {driver: row for row, driver in enumerate(near.drivers)}
    blocked.sort(key=lambda each: place[each.driver])
    return Cascade(
        key,
        scenario,
        year,
        rule,
        before,
        target,
        reached,
        changes,
        tuple(blocked),
        effort,
        solution,
    )


def _checked(plan: Plan, key: KpiKey, target: float, locks: Iterable[KpiKey]) -> frozenset[KpiKey]:
    if key not in plan.kpis:
        raise CascadeError(CascadeFault.UNKNOWN_KPI, {"kpi": key})
    if not math.isfinite(target):
        raise CascadeError(CascadeFault.NOT_FINITE, {})
    locked = frozenset(locks)
    for lock in sorted(locked):
        if lock not in plan.kpis:
            raise CascadeError(CascadeFault.LOCK_UNKNOWN, {"kpi": lock})
        if not plan.kpis[lock].is_driver:
            raise CascadeError(CascadeFault.LOCK_NO_DRIVER, {"kpi": lock})
    return locked


def _with_least_effort(course: Course) -> tuple[Floats, float]:
    """Return the figures of the drivers, shape (drivers, periods), and the effort."""
    point = least_effort(course)
    return course.room.at(point.moves), point.effort


def _changes(
    values: Values, scenario: ScenarioKey, wanted: Wanted, solution: Solution, before: float
) -> tuple[tuple[Change, ...], float]:
    """Return what moved drivers come to, by their time rules, and what the KPI comes to."""
    rows = np.flatnonzero(solution.moved.any(axis=1)).tolist()
    drivers = [solution.drivers[row] for row in rows]
    if not drivers:
        return (), before
    key, group = wanted
    kpis = values.plan.kpis
    weighed = [driver for driver in drivers if kpis[driver].time not in _PLAIN]
    figures = [wanted, *((driver, group) for driver in weighed)]
    again = focus(values, scenario, figures, drivers)
    put = {driver: solution.figures[row] for driver, row in zip(drivers, rows, strict=True)}
    worked_out = again.work_out(np.array([put[driver] for driver in again.drivers])[:, None, :])
    periods = list(group.periods)
    # In a large plan thousands move: what is plain is read from the arrays, all at once.
    plain = {
        rule: (
            grouped(solution.start[:, periods]).tolist(),
            grouped(solution.figures[:, periods]).tolist(),
        )
        for rule, grouped in _PLAIN.items()
    }
    factors = factors_of(solution)
    changes: list[Change] = []
    for driver, row in zip(drivers, rows, strict=True):
        known = plain.get(kpis[driver].time)
        if known is None:
            was = values.group(driver, scenario, group)
            now = float(worked_out.over(driver, group)[0])
        else:
            was, now = known[0][row], known[1][row]
        changes.append(Change(driver, was, now, factors[row]))
    return tuple(changes), float(worked_out.over(key, group)[0])


def factors_of(solution: Solution) -> list[float | None]:
    """Return what the figures of each driver are multiplied by; None: they are shifted."""
    places = np.arange(len(solution.drivers))
    first = solution.moved.argmax(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = solution.figures[places, first] / solution.start[places, first]
    scaled = solution.scaled.tolist()
    return [each if scale else None for each, scale in zip(found.tolist(), scaled, strict=True)]


def _blockers(plan: Plan, course: Course, figures: Floats) -> list[Blocker]:
    """Return what keeps the KPI from coming nearer to its target."""
    room = course.room
    slopes = course.slopes_at(figures)
    gap = course.gap(course.figure_at(figures))
    toward = -1.0 if gap < 0.0 else 1.0
    own = room.slope_in_moves(figures, slopes) * toward
    locked = room.slope_if_free(figures, slopes)
    found: list[Blocker] = []
    for row, driver in enumerate(room.drivers):
        if driver in room.unstretched:
            continue
        if locked[row] != 0.0:
            found.append(Blocker(driver, Why.LOCKED))
        if not room.moving[row].any():
            continue
        if own[row] == 0.0:
            found.append(Blocker(driver, Why.NO_EFFECT))
            continue
        why = _at_bound(plan, room, figures, row, rises=bool(own[row] > 0.0))
        if why is not None:
            found.append(Blocker(driver, why))
    # Where nothing has an effect as things stand, locks are what there is to tell.
    return found or [
        Blocker(driver, Why.LOCKED)
        for row, driver in enumerate(room.drivers)
        if not room.moving[row].any() and driver not in room.unstretched
    ]


def _at_bound(plan: Plan, room: Room, figures: Floats, row: int, *, rises: bool) -> Why | None:
    """Return which bound a driver stands at that should rise, or else fall, further."""
    least, most = limits_of(plan, room.drivers[row])
    own = figures[row, room.moving[row]]
    size = float(np.abs(own).max()) if room.shifts[row] else 0.0
    if rises and (own >= most - 1e-9 * max(abs(most), size)).any():
        return room.above[row]
    if not rises and (own <= least + 1e-9 * max(abs(least), size)).any():
        return room.below[row]
    return None
