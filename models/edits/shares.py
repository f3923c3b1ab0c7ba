"""The shares by which a split hands a KPI out to the members of a dimension."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from models.changes import EditError, EditFault
from models.dimension import Dimension
from models.keys import KpiKey, MemberKey
from models.plan import Plan

TOLERANCE: Final = 1e-9
"""How far from 1 stated shares may sum."""
_NOTHING: Final = 1e-6

Shares = tuple[float, ...]
"""A share for each member, in the order of the dimension."""


@dataclass(frozen=True, slots=True)
class Handout:
    """How KPIs are handed out.

    Attributes:
        usual: the shares of every KPI that has none of its own.
        own: the shares of single KPIs.
    """

    usual: Shares
    own: Mapping[KpiKey, Shares]

    def of(self, key: str) -> Shares:
        """Return the shares of a KPI."""
        return self.own.get(KpiKey(key), self.usual)


def handout(
    plan: Plan,
    dimension: Dimension,
    shares: Mapping[MemberKey, float],
    own: Mapping[KpiKey, Mapping[MemberKey, float]],
) -> Handout:
    """Read stated shares.

    Raises:
        EditError: NO_MEMBERS; NO_SUCH_ROW for a member or KPI that is not there; NOT_FINITE;
            SHARES_SUM where they are negative or do not come to 1.
    """
    keys = tuple(member.key for member in dimension.members)
    if not keys or len(set(keys)) < len(keys):
        raise EditError(EditFault.NO_MEMBERS, {"table": "dimensions", "key": dimension.key})
    for key in own:
        if key not in plan.kpis:
            raise EditError(EditFault.NO_SUCH_ROW, {"table": "kpis", "key": key})
    return Handout(
        _read(keys, shares, dimension),
        {key: _read(keys, each, dimension) for key, each in own.items()},
    )


def _read(
    keys: tuple[MemberKey, ...], shares: Mapping[MemberKey, float], dimension: Dimension
) -> Shares:
    for member in shares:
        if member not in keys:
            details = {"table": "members", "key": member, "dimension": dimension.key}
            raise EditError(EditFault.NO_SUCH_ROW, details)
    stated = [float(shares.get(key, 0.0)) for key in keys]
    if not all(map(math.isfinite, stated)):
        raise EditError(EditFault.NOT_FINITE, {})
    total = math.fsum(stated)
    if min(stated) < 0.0 or abs(total - 1.0) > TOLERANCE:
        raise EditError(EditFault.SHARES_SUM, {"key": dimension.key, "sum": total})
    return shared_out(1.0, tuple(stated))


def _last(shares: Shares) -> int:
    """Return which member takes the rest: the last one, unless it has next to nothing."""
    fitting = [at for at, share in enumerate(shares) if share > _NOTHING]
    return fitting[-1] if fitting else max(range(len(shares)), key=lambda at: shares[at])


def shared_out(value: float, shares: Shares) -> tuple[float, ...]:
    """Return the parts of ``value``; the last member takes the rest, so that they sum to it."""
    parts = [value * share for share in shares]
    last = _last(shares)
    parts[last] = 0.0
    parts[last] = value - math.fsum(parts)
    return tuple(parts)


def column(
    values: tuple[float | None, ...], shares: Shares, member: int
) -> tuple[float | None, ...]:
    """Return what one member gets of ``values``, period by period."""
    return tuple(None if value is None else shared_out(value, shares)[member] for value in values)
