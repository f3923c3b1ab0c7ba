"""What every edit asks first: is the row there, is the period, is the figure one."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TypeVar

from models.changes import EditError, EditFault
from models.keys import KpiKey
from models.kpi import Kpi
from models.plan import Plan
from models.table import Keyed, Table
from models.tree import kpi_tree

K = TypeVar("K", bound=str)
V = TypeVar("V", bound=Keyed)


def row_of(name: str, table: Table[K, V], key: K) -> V:
    """Return the row ``key`` of a table that the plan calls ``name``.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    row = table.get(key)
    if row is None:
        raise EditError(EditFault.NO_SUCH_ROW, {"table": name, "key": key})
    return row


def kpi_of(plan: Plan, key: KpiKey) -> Kpi:
    """Return a KPI of the plan.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    return row_of("kpis", plan.kpis, key)


def topmost(plan: Plan, keys: Iterable[KpiKey]) -> tuple[KpiKey, ...]:
    """Return ``keys`` but for those at home below others of them, as the tree shows them.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    listed = frozenset(keys)
    for key in listed:
        kpi_of(plan, key)
    tree = kpi_tree(plan.kpis)
    below: set[KpiKey] = set()
    tops: list[KpiKey] = []
    for key in tree.preorder():
        home = tree.home[key]
        if home is not None and (home in listed or home in below):
            below.add(key)
        elif key in listed:
            tops.append(key)
    return tuple(tops)


def finite(value: float) -> float:
    """Return ``value`` as a float.

    Raises:
        EditError: NOT_FINITE.
    """
    number = float(value)
    if not math.isfinite(number):
        raise EditError(EditFault.NOT_FINITE, {})
    return number


def finite_or_none(value: float | None) -> float | None:
    """Return ``value`` as a float, None as None.

    Raises:
        EditError: NOT_FINITE.
    """
    return None if value is None else finite(value)


def check_periods(plan: Plan, periods: Iterable[int]) -> None:
    """Refuse periods outside the calendar.

    Raises:
        EditError: NO_SUCH_PERIOD.
    """
    for period in periods:
        if not 0 <= period < plan.calendar.count:
            raise EditError(EditFault.NO_SUCH_PERIOD, {"period": period})


def moved(order: tuple[K, ...], key: K, steps: int) -> tuple[K, ...]:
    """Return ``order`` with ``key`` moved by ``steps`` places, as far as there are any."""
    rest = [other for other in order if other != key]
    place = min(max(order.index(key) + steps, 0), len(rest))
    return (*rest[:place], key, *rest[place:])
