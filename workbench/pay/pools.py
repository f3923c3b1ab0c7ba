"""Funding pools: shares money out among the claims of its members, and rounds it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.calendar import Span
from models.keys import PersonKey, PositionKey
from models.scorecard import Pool, PoolKind
from workbench.pay.curves import equal
from workbench.pay.reasons import NoPayout, NoPayoutCode
from workbench.pay.rounding import (
    floor_minor_units,
    largest_remainder,
    to_minor_units,
    too_large,
)
from workbench.pay.schedule import Term
from workbench.pay.step_kinds import RoundedMoney
from workbench.pay.walking import Walk

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Funding:
    """What a pool makes of the claims of its members.

    Attributes:
        factor: of every claim; NaN where the pool cannot be worked out.
        units: where the factor applies: payouts in minor units by position, shape (n,)
            each. Empty otherwise: each claim is then rounded by itself.
        reason: why it cannot be worked out; None where it can.
    """

    factor: float = 1.0
    units: Mapping[PositionKey, Integers] | None = None
    reason: NoPayout | None = None


@dataclass(frozen=True, slots=True)
class Paid:
    """The finished walk of a position, and its payouts.

    Attributes:
        walk: with the value of every register.
        units: payout of each holder in minor units, shape (n,); 0 where there is none.
        worked_out: whether each holder has a payout, shape (n,).
    """

    walk: Walk
    units: Integers
    worked_out: NDArray[np.bool_]


def fund(
    pool: Pool,
    available: int | None,
    members: Sequence[Walk],
    digits: int,
    without_walk: Sequence[PersonKey] = (),
) -> Funding:
    """Return how ``pool`` funds its members.

    Args:
        pool: its kind and the KPI it comes from.
        available: what is in it, in minor units; None: no value.
        members: walks up to the claims.
        digits: of the currency's minor unit.
        without_walk: members who have no claim because their position has no scorecard.
    """
    lacking = tuple(
        walk.holders.people[index].key
        for walk in members
        for index in np.flatnonzero(np.isnan(walk.claims)).tolist()
    )
    if lacking or without_walk:
        code = NoPayoutCode.POOL_MEMBER_WITHOUT_PAYOUT
        return unfunded(NoPayout(code, people=(*lacking, *without_walk)))
    if available is None:
        return unfunded(NoPayout(NoPayoutCode.POOL_WITHOUT_VALUE, pool.kpi or ""))
    minor = 10.0**digits
    claims = np.concatenate([walk.claims for walk in members]) if members else np.zeros(0)
    claimed = math.fsum(claims.tolist())
    if pool.kind is PoolKind.CAPPED:
        held = available / minor
        if claimed <= held or equal(claimed, held):
            return Funding()
    elif not len(claims):
        return Funding()
    if claimed <= 0:
        return unfunded(NoPayout(NoPayoutCode.POOL_WITHOUT_CLAIMS, pool.kpi or ""))
    factor = available / minor / claimed
    keys = [person.key for walk in members for person in walk.holders.people]
    units = largest_remainder(available, claims * (available / claimed), keys)
    ends = np.cumsum([len(walk.holders) for walk in members])[:-1]
    shared = np.split(units, ends)
    return Funding(
        factor, {walk.holders.key: part for walk, part in zip(members, shared, strict=True)}
    )


def pool_share(amount: float, term: Term) -> float:
    """Return the part of a pool for a year that an instalment may claim, unrounded."""
    return amount * term.read.months / Span.YEAR.months


def pool_units(amount: float, term: Term, digits: int) -> int | None:
    """Return what an instalment may claim of a pool for a year, in minor units.

    Instalments that do not look back get what comes in from the end of the one before to
    theirs, so that together they get all of it. None where it cannot be counted.
    """
    group = term.group
    end = group.number * group.span.months
    upto = _units(amount * end / Span.YEAR.months, digits)
    if term.to_date or group.number == 1 or upto is None:
        return upto
    before = _units(amount * (end - group.months) / Span.YEAR.months, digits)
    return None if before is None else upto - before


def kpi_units(amount: float, digits: int) -> int | None:
    """Return the figure of a KPI that is a pool in minor units; None where it has no value."""
    return _units(amount, digits)


def _units(amount: float, digits: int) -> int | None:
    """Return an amount in minor units, rounded down, and nothing where it is below 0."""
    if math.isnan(amount) or too_large(np.array(amount), digits):
        return None
    return max(floor_minor_units(amount, digits), 0)


def unfunded(reason: NoPayout) -> Funding:
    """Return a funding that cannot be worked out."""
    return Funding(math.nan, reason=reason)


def finish(walk: Walk, funding: Funding) -> Paid:
    """Walk the last steps: funding factor, funded payout, payout rounded to money."""
    last = walk.steps[-1]
    digits = last.digits if isinstance(last, RoundedMoney) else 0
    with np.errstate(over="ignore"):
        funded = walk.claims * funding.factor
        worked_out = np.isfinite(funded) & ~too_large(funded, digits)
    if funding.units is not None and len(walk.holders):
        units = funding.units[walk.holders.key]
    else:
        units = to_minor_units(np.where(worked_out, funded, 0.0), digits)
    payout = np.where(worked_out, units / 10.0**digits, np.nan)
    finished = replace(
        walk,
        values=(*walk.values, funding.factor, funded, payout),
        unfunded=funding.reason,
    )
    return Paid(finished, np.where(worked_out, units, 0), worked_out)
