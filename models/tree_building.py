"""Builds the tree of a table of KPIs from all of its formulas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from models.formula import references
from models.keys import KpiKey
from models.kpi import Kpi
from models.table import Table
from models.tree_shape import Child, KpiTree, below_roots

child_of = lru_cache(maxsize=262_144)(Child)
"""A child is the same under the same parent in one tree after the other."""


def operands_of(kpi: Kpi) -> list[KpiKey]:
    """Return what the formula of a KPI names, itself excepted."""
    if not kpi.formula:
        return []
    return [KpiKey(text) for text in references(kpi.formula).all if text != kpi.key]


def first_choice(kpis: Table[KpiKey, Kpi], key: KpiKey, users: Sequence[KpiKey]) -> KpiKey | None:
    """Return where ``key`` is at home unless that closes a loop: at the first to name it.

    Those that read it for the same period come before the others. None where there is none.

    Args:
        kpis: all KPIs.
        key: one of them.
        users: those that name it, in their order.
    """
    for user in users:
        if key in references(kpis[user].formula).now:
            return user
    return users[0] if users else None


def built(kpis: Table[KpiKey, Kpi]) -> KpiTree:
    """Return the tree of ``kpis``."""
    place = {key: index for index, key in enumerate(kpis)}
    users: dict[KpiKey, list[KpiKey]] = {}
    earlier_users: dict[KpiKey, list[KpiKey]] = {}
    named: dict[KpiKey, list[KpiKey]] = {}
    for key, kpi in kpis.items():
        if not kpi.formula:
            continue
        named[key] = operands_of(kpi)
        for operand in named[key]:
            listed = users.get(operand)
            if listed is None:
                users[operand] = [key]
            else:
                listed.append(key)
        for text in references(kpi.formula).earlier:
            if text != key:
                earlier_users.setdefault(KpiKey(text), []).append(key)
    home, order, is_plain = _placed(place, users, earlier_users)
    children: dict[KpiKey, tuple[Child, ...]] = dict.fromkeys(place, ())
    # Names of no KPI stand after the others, in the order of the formula.
    first_of = {key: listed[0] for key, listed in users.items()} | home
    rank = {**dict.fromkeys(users, len(place)), **place}
    for key, operands in named.items():
        operands.sort(key=rank.__getitem__)
        children[key] = tuple(
            [child_of(operand, first_of[operand] != key, operand in place) for operand in operands]
        )
    depth: dict[KpiKey, int] = {}
    for key in order:
        parent = home[key]
        depth[key] = 0 if parent is None else depth[parent] + 1
    return KpiTree(
        roots=tuple([key for key, parent in home.items() if parent is None]),
        children=MappingProxyType(children),
        home=MappingProxyType(home),
        depth=MappingProxyType(depth),
        used_by=MappingProxyType({key: tuple(listed) for key, listed in users.items()}),
        is_plain=is_plain,
        _order=kpis.order,
        _preorder=[order],
    )


_Homes = dict[KpiKey, KpiKey | None]


def _placed(
    place: Mapping[KpiKey, int],
    users: Mapping[KpiKey, list[KpiKey]],
    earlier_users: Mapping[KpiKey, list[KpiKey]],
) -> tuple[_Homes, tuple[KpiKey, ...], bool]:
    """Return the home of each KPI, all of them with parents first, and whether it is plain."""
    now_users = users
    if earlier_users:
        now_users = {
            key: [user for user in listed if user not in earlier_users.get(key, ())]
            for key, listed in users.items()
        }
    # As a rule the first to name a KPI closes no loop for any of them. That is so where
    # everything hangs below a root then: what is in a loop is reached from none.
    home: _Homes = {
        key: (now_users[key] or users[key])[0] if key in users else None for key in place
    }
    order = below_roots(place, home)
    if len(order) == len(place):
        return home, order, True
    home = _homes(place, now_users, earlier_users)
    return home, below_roots(place, home), False


def _homes(
    place: Mapping[KpiKey, int],
    now_users: Mapping[KpiKey, list[KpiKey]],
    earlier_users: Mapping[KpiKey, list[KpiKey]],
) -> _Homes:
    """Give each KPI the first home that closes no loop, same-period parents before others."""
    home: _Homes = dict.fromkeys(place)
    # Each KPI leads towards the root of its part of the forest; paths are halved on the way
    # (union-find), so that deep trees cost no more than wide ones.
    towards = {key: key for key in place}
    for users in (now_users, earlier_users):
        for key in place:
            if home[key] is not None:
                continue
            for parent in users.get(key, ()):
                top = parent
                while towards[top] != top:
                    towards[top] = towards[towards[top]]
                    top = towards[top]
                if top != key:
                    home[key] = parent
                    towards[key] = top
                    break
    return home
