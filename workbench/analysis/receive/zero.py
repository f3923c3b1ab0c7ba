"""What would bring a payout down: conditions that would close, results under their threshold."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from models.calendar import Group
from models.keys import KpiKey, ObjectiveKey
from models.scorecard import CurveKind
from workbench.analysis.receive.assumed import NOTHING
from workbench.analysis.receive.recipient import Recipient
from workbench.analysis.receive.spots import CurveRead, Spot, beside, opens

_CENT: Final = 0.005
"""Less money than this is nothing."""


Money = tuple[float, float]
"""What is received before and after, unrounded."""


class ThreatKind(StrEnum):
    """Why less is paid past a result."""

    GATE = "gate"
    """A condition is no longer fulfilled."""
    THRESHOLD = "threshold"
    """A measure falls below where it begins to pay."""
    OTHER = "other"
    """A modifier, or the bend of a curve."""


@dataclass(frozen=True, slots=True)
class Threat:
    """A single result that would cost money, everything else being as in the scenario.

    Attributes:
        kind: why.
        kpi: whose result over ``group``; None for a rating.
        group: the periods; None for a rating.
        objective: whose rating; None for a result.
        at: the result that must not be passed, in the unit of the KPI.
        falling: whether passing it means to become smaller.
        result: of the scenario.
        distance: how far it is from there.
        relative: the same as a part of the result; infinite for a result of 0.
        before: what is received now, in money, unrounded.
        after: what is received just past ``at``.
        passed: whether it has happened already: ``after`` is then what is received with the
            result exactly at ``at``.
        owners: keys of the measures, or of nothing for the whole scorecard, that it hits.
    """

    kind: ThreatKind
    kpi: KpiKey | None
    group: Group | None
    objective: ObjectiveKey | None
    at: float
    falling: bool
    result: float
    distance: float
    relative: float
    before: float
    after: float
    passed: bool = False
    owners: tuple[str, ...] = ()

    @property
    def to_zero(self) -> bool:
        """Whether nothing at all is left."""
        return not self.passed and abs(self.after) < _CENT


@dataclass(frozen=True, slots=True)
class ToZero:
    """What would bring a payout down to nothing.

    Attributes:
        threats: single results that would cost money, the nearest first; those that happened
            already come before.
        single: the smallest relative change of one result that leaves nothing; None where no
            single one does.
        nothing: whether nothing is received already.
    """

    threats: tuple[Threat, ...]
    single: Threat | None
    nothing: bool


def to_zero(recipient: Recipient, spots: Sequence[Spot]) -> ToZero:
    """Return what would bring a payout down, each result moved alone."""
    results = [_result_of(recipient, spot) for spot in spots]
    tried: list[tuple[Spot, float, float, float]] = []
    for spot, result in zip(spots, results, strict=True):
        if not math.isfinite(result):
            continue
        for point in _edges(spot):
            # Just past the point seen from the result; on it, either side may be worse.
            ways = (-1.0, 1.0) if point == result else ((-1.0,) if point < result else (1.0,))
            tried += [(spot, result, point, way) for way in ways]
    before = float(recipient.money([NOTHING])[0])
    past = [spot.at(beside(point, way)) for spot, _, point, way in tried]
    exact = [spot.at(point) for spot, _, point, _ in tried]
    money = recipient.money([*past, *exact]).tolist()
    after, on = money[: len(tried)], money[len(tried) :]
    threats: list[Threat] = []
    for (spot, result, point, way), came, there in zip(tried, after, on, strict=True):
        threat = _threat(spot, result, point, way, (before, came))
        if _missed(spot, result, point):
            if there > before + _CENT:
                threats.append(
                    replace(threat, after=there, passed=True, distance=abs(point - result))
                )
        elif came < before - _CENT:
            threats.append(threat)
    kept = _nearest(threats)
    single = min(
        (each for each in kept if each.to_zero), key=lambda each: each.relative, default=None
    )
    return ToZero(kept, single, nothing=abs(before) < _CENT)


def _result_of(recipient: Recipient, spot: Spot) -> float:
    if spot.kpi is not None and spot.group is not None:
        return recipient.figures.group(spot.kpi, recipient.scenario, spot.group)
    own = None if spot.objective is None else recipient.holder.objectives.get(spot.objective)
    rated = None if own is None else own.rating
    return math.nan if rated is None else rated


def _edges(spot: Spot) -> tuple[float, ...]:
    """Return where a payout may break off: conditions, first points, steps."""
    found = {gate.gate.value for gate in spot.gates}
    for curve in spot.curves:
        found.update(curve.rungs())
    for axis in spot.axes:
        found.update(axis.points)
    return tuple(sorted(found))


def _missed(spot: Spot, result: float, point: float) -> bool:
    """Whether a condition at ``point`` is not fulfilled, or a first point not reached."""
    if any(gate.gate.value == point and not opens(gate, result) for gate in spot.gates):
        return True
    return any(curve.reaches(result) == 0 for curve in _beginning(spot, point))


def _beginning(spot: Spot, point: float) -> tuple[CurveRead, ...]:
    """Return the curves that begin to pay at ``point``; tiers mostly pay from nothing on."""
    return tuple(
        each
        for each in spot.measured()
        if each.rungs()[:1] == (point,)
        and (each.step.curve.kind is not CurveKind.TIERS or each.step.curve.first_rate == 0.0)
    )


def _threat(spot: Spot, result: float, point: float, way: float, money: Money) -> Threat:
    distance = abs(point - result)
    gates = [gate for gate in spot.gates if gate.gate.value == point]
    firsts = [each.step for each in _beginning(spot, point)]
    kind = ThreatKind.GATE if gates else ThreatKind.THRESHOLD if firsts else ThreatKind.OTHER
    return Threat(
        kind=kind,
        kpi=spot.kpi,
        group=spot.group,
        objective=spot.objective,
        at=point,
        falling=way < 0.0,
        result=result,
        distance=distance,
        relative=distance / abs(result) if result else math.inf,
        before=money[0],
        after=money[1],
        owners=tuple(each.out.owner for each in (*gates, *firsts)),
    )


def _nearest(threats: Sequence[Threat]) -> tuple[Threat, ...]:
    """Return conditions and thresholds, and of the rest only what leaves nothing."""
    kept = [each for each in threats if each.kind is not ThreatKind.OTHER or each.to_zero]
    return tuple(sorted(kept, key=lambda each: (not each.passed, each.relative)))
