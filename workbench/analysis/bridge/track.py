"""A track: two states of one program, and the drivers that differ between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import numpy as np

from models.calendar import Group
from models.keys import KpiKey, ScenarioKey
from models.plan import Plan
from workbench.engine.arrays import Floats
from workbench.engine.focus import Focus, Wanted, focus
from workbench.engine.operations import Op
from workbench.engine.tape import Part, Tape
from workbench.engine.values import Values

MOST_FIGURES: Final = 6_000_000
"""How many figures are worked out at once: 48 MB, twice that on the way back."""


class PlayerKind(StrEnum):
    """What moves a KPI."""

    DRIVER = "driver"
    CARRIED_IN = "carried_in"
    UNEXPLAINED = "unexplained"
    ROUNDING = "rounding"


@dataclass(frozen=True, slots=True)
class Player:
    """Who gets one part of a change.

    Attributes:
        kind: what it is.
        key: the driver, or what drivers are the members of; the KPI that is carried in, or
            not explained, or bridged where it is rounding.
    """

    kind: PlayerKind
    key: KpiKey


@dataclass(frozen=True, slots=True)
class Owner:
    """Whom a driver of a track stands for.

    Attributes:
        player: who gets its part.
        kpi: the KPI of the plan by whose responsibility and members the part is split.
    """

    player: Player
    kpi: KpiKey


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """Two states of one program.

    Attributes:
        key: the KPI that is bridged, in the plan of the focus.
        group: the periods that its figure is for.
        focus: what lies between the drivers that differ and the KPI.
        before: shape (drivers, periods): state A, in the unit of each; NaN is no value.
        after: the same of state B.
        given: shape (drivers, 2, periods): both states as they were given. In the two others a
            figure that one state lacks is that of the other.
        known: whom drivers stand for that do not stand for themselves.
    """

    key: KpiKey
    group: Group
    focus: Focus
    before: Floats
    after: Floats
    given: Floats
    known: Mapping[KpiKey, Owner]

    @property
    def owners(self) -> tuple[Owner, ...]:
        """Whom each driver stands for."""
        plan = self.focus.plan
        return tuple(self.known.get(each) or owner_of(plan, each) for each in self.focus.drivers)

    @property
    def step(self) -> Floats:
        """What changes, shape (drivers, periods); 0 where neither state has a value."""
        return np.nan_to_num(self.after - self.before)

    @property
    def players(self) -> tuple[Player, ...]:
        """Everybody who changes and matters, in the order of the drivers."""
        return tuple(dict.fromkeys(owner.player for owner in self.owners))

    @property
    def batch(self) -> int:
        """How many states fit into one pass."""
        size = self.focus.part.tape.size * max(1, self.before.shape[1])
        return max(1, MOST_FIGURES // max(1, size))

    def figures(self, drivers: Floats) -> Floats:
        """Return the KPI in states of the drivers (drivers, states, periods), shape (states,)."""
        count = drivers.shape[1]
        found = np.empty(count)
        for begin in range(0, count, self.batch):
            end = min(count, begin + self.batch)
            worked = self.focus.work_out(np.ascontiguousarray(drivers[:, begin:end]))
            found[begin:end] = worked.over(self.key, self.group)
        return found

    def states(self, steps: Floats) -> Floats:
        """Return drivers on the straight way, shape (drivers, steps, periods).

        Args:
            steps: shape (steps,), how far, 0 to 1.
        """
        way = steps[None, :, None]
        return self.before[:, None, :] + way * self.step[:, None, :]

    def ends(self) -> tuple[float, float]:
        """Return the KPI in both states; NaN is no value."""
        first, last = self.figures(self.given).tolist()
        return first, last

    @property
    def rounds(self) -> bool:
        """Whether something between the drivers and the KPI is rounded."""
        return any(piece.op is Op.ROUND for piece in self.focus.part.tape.slices)

    def unrounded(self) -> Track:
        """Return the track on which nothing is rounded."""
        return replace(self, focus=replace(self.focus, part=unrounded(self.focus.part)))


def unrounded(part: Part) -> Part:
    """Return a part in which rounding is the identity."""
    tape = part.tape
    slices = [
        replace(piece, op=Op.COPY, parameter=0) if piece.op is Op.ROUND else piece
        for piece in tape.slices
    ]
    return Part(Tape.of(tape.given, tape.size, slices), part.outside, part.inside)


def track_between(
    values: Values,
    scenario: ScenarioKey,
    wanted: Wanted,
    after: Mapping[KpiKey, Floats],
    owners: Mapping[KpiKey, Owner],
) -> Track:
    """Return the track from ``scenario`` of ``values`` to the drivers ``after``.

    A figure that one of the states lacks is taken from the other: where it mattered, the KPI
    has no value in that state, and the bridge is refused.

    Args:
        values: state A, worked out.
        scenario: which one A is.
        wanted: the KPI and the periods its figure is for.
        after: shape (periods,) each: state B of the drivers that differ.
        owners: whom a driver stands for; a driver of the plan stands for itself.
    """
    found = focus(values, scenario, [wanted], after)
    start = found.start
    end = np.array([after[driver] for driver in found.drivers]).reshape(start.shape)
    given = np.stack((start, end), axis=1)
    before = np.where(np.isnan(start), end, start)
    end = np.where(np.isnan(end), before, end)
    return Track(
        *wanted,
        found,
        before,
        end,
        given,
        owners,
    )


def owner_of(plan: Plan, driver: KpiKey) -> Owner:
    """Return whom a driver of a plan stands for: what it is, after splits, a member of."""
    kpi = plan.kpis.get(driver)
    if kpi is None or kpi.origin is None:
        return Owner(Player(PlayerKind.DRIVER, driver), driver)
    seen = [driver]
    while kpi is not None and kpi.origin is not None and kpi.origin not in seen:
        seen.append(kpi.origin)
        kpi = plan.kpis.get(kpi.origin)
    return Owner(Player(PlayerKind.DRIVER, seen[-1]), driver)
