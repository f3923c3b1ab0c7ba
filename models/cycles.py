"""Cycles among formulas: what no plan can be worked out with.

A formula depends on what it names for the same period. What it names for earlier periods
only, through ``prev`` or ``lag``, closes no cycle.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

from models.formula import references
from models.keys import KpiKey
from models.kpi import Kpi


def _operands(kpis: Mapping[KpiKey, Kpi], key: KpiKey) -> list[KpiKey]:
    """Return the KPIs that ``key`` reads for the same period."""
    formula = kpis[key].formula
    if not formula:
        return []
    return [KpiKey(name) for name in references(formula).now if name in kpis]


def cycle_through(kpis: Mapping[KpiKey, Kpi], key: KpiKey) -> tuple[KpiKey, ...] | None:
    """Return a shortest cycle through ``key``, which is first and last in it, if there is one."""
    return _path(kpis, key, key)


def path_between(
    kpis: Mapping[KpiKey, Kpi], start: KpiKey, goal: KpiKey
) -> tuple[KpiKey, ...] | None:
    """Return a shortest way from ``start`` through operands to ``goal``, both included."""
    return (start,) if start == goal else _path(kpis, start, goal)


def _path(kpis: Mapping[KpiKey, Kpi], start: KpiKey, goal: KpiKey) -> tuple[KpiKey, ...] | None:
    """Search operands breadth first; ``goal`` is reached by one step at least."""
    came_from: dict[KpiKey, KpiKey] = {}
    waiting = deque([start])
    while waiting:
        at = waiting.popleft()
        for operand in _operands(kpis, at):
            if operand == goal:
                path = [goal, at]
                while at != start:
                    at = came_from[at]
                    path.append(at)
                return tuple(reversed(path))
            if operand not in came_from:
                came_from[operand] = at
                waiting.append(operand)
    return None


def cycles(kpis: Mapping[KpiKey, Kpi]) -> tuple[tuple[KpiKey, ...], ...]:
    """Return one shortest cycle for each knot of KPIs that depend on each other.

    Each begins and ends at the KPI of the knot that comes first in ``kpis``.
    """
    place = {key: index for index, key in enumerate(kpis)}
    found: list[tuple[KpiKey, ...]] = []
    for knot in _knots(kpis):
        first = min(knot, key=place.__getitem__)
        cycle = cycle_through(kpis, first)
        if cycle is not None:
            found.append(cycle)
    return tuple(sorted(found, key=lambda cycle: place[cycle[0]]))


def _knots(kpis: Mapping[KpiKey, Kpi]) -> list[list[KpiKey]]:
    """Return the strongly connected components that hold a cycle (Tarjan 1972, unrolled)."""
    number: dict[KpiKey, int] = {}
    low: dict[KpiKey, int] = {}
    open_keys: list[KpiKey] = []
    is_open: set[KpiKey] = set()
    knots: list[list[KpiKey]] = []
    for start in kpis:
        if start in number:
            continue
        number[start] = low[start] = len(number)
        open_keys.append(start)
        is_open.add(start)
        path = [(start, iter(_operands(kpis, start)))]
        while path:
            key, operands = path[-1]
            operand = next(operands, None)
            if operand is None:
                path.pop()
                if path:
                    parent = path[-1][0]
                    low[parent] = min(low[parent], low[key])
                if low[key] == number[key]:
                    knot = [open_keys.pop()]
                    while knot[-1] != key:
                        knot.append(open_keys.pop())
                    is_open.difference_update(knot)
                    if len(knot) > 1 or key in _operands(kpis, key):
                        knots.append(knot)
            elif operand not in number:
                number[operand] = low[operand] = len(number)
                open_keys.append(operand)
                is_open.add(operand)
                path.append((operand, iter(_operands(kpis, operand))))
            elif operand in is_open:
                low[key] = min(low[key], number[operand])
    return knots
