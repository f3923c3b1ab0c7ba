"""The least, the target and the most that somebody can receive, and which limit binds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

import numpy as np

from models.keys import MeasureKey
from models.scorecard import CurveKind
from workbench.analysis.receive.assumed import Assumed
from workbench.analysis.receive.levels import Level, at_level
from workbench.analysis.receive.recipient import Paid, Recipient
from workbench.analysis.receive.spots import Spot
from workbench.pay.curves import equal
from workbench.pay.payouts import InstalmentPayout
from workbench.pay.reasons import NoPayout
from workbench.pay.step_kinds import GatePart, MoneyCap, RateCap, Stage
from workbench.pay.telling import PersonPayout

_PASSES = 3
"""How often every result is tried at every point, the others being what is best so far."""
_FAR = (1e3, 1e6)
"""How many widths of a curve beyond its end it is looked at, to tell "no limit" from a cap."""


class BoundKind(StrEnum):
    """What keeps a payout from being more."""

    MEASURE_CAP = "measure_cap"
    PLAN_CAP_RATE = "plan_cap_rate"
    PLAN_CAP_MONEY = "plan_cap_money"
    POOL = "pool"
    GATE = "gate"


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit that binds.

    Attributes:
        kind: which.
        figure: the cap (1.0 is 100 %, or money), the factor of the pool, or the part that the
            gate leaves.
        owner: key of the measure that is capped or gated; empty for the whole scorecard.
    """

    kind: BoundKind
    figure: float
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """What is received in one extreme, or at target.

    Attributes:
        money: to the cent; None where it cannot be worked out.
        assumed: the results and ratings that bring it.
        unlimited: whether there is no most: each unit more pays more, whatever was reached.
            ``money`` is then what is received where every curve has its last point.
        bounds: what keeps it from being more, in the order of the steps.
        payout: with the figures on the way.
    """

    money: Decimal | None
    assumed: Assumed
    unlimited: bool
    bounds: tuple[Bound, ...]
    payout: PersonPayout

    @property
    def reason(self) -> NoPayout | None:
        """Why it cannot be worked out; None where it can."""
        return self.payout.reason


@dataclass(frozen=True, slots=True)
class Range:
    """How much somebody can receive.

    A pool that a KPI fills holds what is in it at the results of each.

    Attributes:
        minimum: every result where it pays least.
        target: every result at its target, conditions fulfilled.
        maximum: every result where it pays most.
        now: in the scenario at hand.
    """

    minimum: Limit
    target: Limit
    maximum: Limit
    now: Limit


def range_of(recipient: Recipient, spots: Sequence[Spot], known: Range | None = None) -> Range:
    """Return how much somebody can receive, all but the results being as in the scenario.

    Args:
        recipient: who is paid.
        spots: what the payout reads.
        known: minimum, target and maximum, where they are still the same.
    """
    if known is not None:
        return replace(known, now=_limit(recipient, Assumed()))
    aim = at_level(recipient, spots, Level.TARGET)
    least = _extreme(recipient, spots, aim, -1.0)
    last = _extreme(recipient, spots, at_level(recipient, spots, Level.MAXIMUM), 1.0)
    most = _limit(recipient, last)
    farther = _beyond(recipient, spots, last)
    if farther is not None:
        capped, beyond = farther
        most = _limit(recipient, beyond) if capped else _unlimited(most)
    return Range(
        minimum=_limit(recipient, least),
        target=_limit(recipient, aim),
        maximum=most,
        now=_limit(recipient, Assumed()),
    )


def bounds_of(paid: Paid) -> tuple[Bound, ...]:
    """Return what keeps a payout from being more."""
    found = [bound for each in paid.instalments for bound in _bounds_in(each)]
    return tuple(dict.fromkeys(found))


def _bounds_in(instalment: InstalmentPayout) -> list[Bound]:
    walk, index = instalment.walk, instalment.index
    found: list[Bound] = []
    for step in instalment.steps:
        figure = walk.of(step.out, index)
        match step:
            case RateCap() if figure < walk.of(step.operand, index):
                found.append(Bound(BoundKind.MEASURE_CAP, step.most, step.out.owner))
            case MoneyCap() if figure < walk.of(step.operand, index):
                part = 1.0 if step.part is None else walk.of(step.part, index)
                if step.amount is not None and equal(figure, step.amount * part):
                    found.append(Bound(BoundKind.PLAN_CAP_MONEY, step.amount))
                else:
                    found.append(Bound(BoundKind.PLAN_CAP_RATE, step.rate or math.nan))
            case GatePart() if figure < 1.0:
                measure = step.out.stage is Stage.MEASURE_GATE
                owner = MeasureKey(step.out.owner) if measure else ""
                found.append(Bound(BoundKind.GATE, figure, owner))
            case _ if step.out.stage is Stage.FUNDING and not math.isnan(figure) and figure != 1.0:
                found.append(Bound(BoundKind.POOL, figure))
            case _:
                pass
    return found


def _limit(recipient: Recipient, assumed: Assumed) -> Limit:
    paid = recipient.pay(assumed)
    return Limit(
        money=paid.payout.payout,
        assumed=assumed,
        unlimited=False,
        bounds=bounds_of(paid),
        payout=paid.payout,
    )


def _unlimited(limit: Limit) -> Limit:
    return replace(limit, unlimited=True)


def _extreme(recipient: Recipient, spots: Sequence[Spot], start: Assumed, sign: float) -> Assumed:
    """Return what pays most (1) or least (-1): each result tried at each of its points.

    A payout is a product of sums of what single results pay, so that to try each by itself,
    the others being at their best, finds the extreme; where one result serves several
    purposes, several passes do.
    """
    best: Assumed = start
    money = float(recipient.money([best])[0])
    for _ in range(_PASSES):
        tried = [(spot, result) for spot in spots for result in _trials(spot, sign)]
        states = [best.also(spot.at(result)) for spot, result in tried]
        came = recipient.money(states)
        moved: dict[int, tuple[float, Spot, float]] = {}
        for (spot, result), each in zip(tried, came.tolist(), strict=True):
            before = moved.get(id(spot))
            known = money if before is None else before[0]
            if math.isfinite(each) and (math.isnan(known) or _better(each, known, sign)):
                moved[id(spot)] = (each, spot, result)
        if not moved:
            break
        steps = sorted(moved.values(), key=lambda each: -sign * each[0])
        # All at once where that helps most, else the one that helps most by itself.
        together = best
        for _, spot, result in steps:
            together = together.also(spot.at(result))
        alone = best.also(steps[0][1].at(steps[0][2]))
        both = recipient.money([together, alone])
        picked: int = int(np.nanargmax(sign * both)) if np.isfinite(both).any() else 0
        if not (math.isnan(money) or _better(float(both[picked]), money, sign)):
            break
        best = alone if picked else together
        money = float(both[picked])
    return best


def _trials(spot: Spot, sign: float) -> tuple[float, ...]:
    """Return the results to try; the most is looked for on points, for beyond is no end."""
    if sign < 0.0 or spot.gates or spot.objective is not None:
        return spot.candidates()
    return spot.points()


def _better(one: float, other: float, sign: float) -> bool:
    return sign * (one - other) > 0.0 and not equal(one, other)


def _beyond(
    recipient: Recipient, spots: Sequence[Spot], last: Assumed
) -> tuple[bool, Assumed] | None:
    """Return whether a cap ends what uncapped curves pay beyond their ends, and where.

    None where nothing more is paid there.
    """
    states: list[Assumed] = [last]
    for far in _FAR:
        state = last
        for spot in spots:
            for curve in spot.measured():
                compiled = curve.step.compiled
                if not compiled.slope or compiled.slope[-1] <= 0.0:
                    continue
                rungs = compiled.ladder.points
                width = (rungs[-1] - rungs[0]) or abs(rungs[-1]) or 1.0
                if curve.step.curve.kind is CurveKind.TIERS:
                    width = max(width, 1.0)
                state = state.also(
                    spot.at((rungs[-1] + far * width) * compiled.divisor * curve.parts)
                )
        states.append(state)
    if states[1] == last:
        return None
    now, far, farther = recipient.money(states).tolist()
    if not _better(far, now, 1.0):
        return None
    return equal(far, farther), states[1]
