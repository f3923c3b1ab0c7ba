"""The tree that the formulas of a plan draw: which KPI stands under which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from models.formula import references
from models.keys import KpiKey
from models.kpi import Kpi
from models.table import Table


@dataclass(frozen=True, slots=True)
class Child:
    """One KPI as it stands under a parent.

    Attributes:
        key: the KPI.
        link: whether its home is another parent.
        known: whether there is such a KPI; a formula may name what nobody has made yet.
    """

    key: KpiKey
    link: bool
    known: bool


@dataclass(frozen=True, slots=True, eq=False)
class KpiTree:
    """KPIs under their parents, every one at home in exactly one place.

    Attributes:
        roots: the KPIs without a home parent, in plan order.
        children: what each KPI names, in plan order; names of no KPI follow, in the order
            of the formula. A KPI that names itself is not its own child.
        home: the home parent of each KPI; None for a root.
        depth: how far each KPI is from its root, which is at 0.
        used_by: the KPIs that name each key, in plan order, itself excepted; keys that
            nobody names are missing.
    """

    roots: tuple[KpiKey, ...]
    children: Mapping[KpiKey, tuple[Child, ...]]
    home: Mapping[KpiKey, KpiKey | None]
    depth: Mapping[KpiKey, int]
    used_by: Mapping[KpiKey, tuple[KpiKey, ...]]
    _preorder: tuple[KpiKey, ...]

    def preorder(self) -> tuple[KpiKey, ...]:
        """Return every KPI once, parents before their children, as an outline shows them."""
        return self._preorder

    def branch(self, key: KpiKey) -> tuple[KpiKey, ...]:
        """Return ``key`` and every KPI at home below it, parents first."""
        return _preorder(self.children, key)

    def siblings(self, key: KpiKey) -> tuple[KpiKey, ...]:
        """Return the KPIs that stand beside ``key`` at its home, itself among them."""
        return self.shown_under(self.home[key])

    def shown_under(self, parent: KpiKey | None) -> tuple[KpiKey, ...]:
        """Return the known KPIs under ``parent``, links included; the roots for None."""
        if parent is None:
            return self.roots
        return tuple(child.key for child in self.children[parent] if child.known)


# The trees of the last tables asked for. A table never changes, so its identity is enough
# of a key, and far cheaper than its hash.
_RECENT_SIZE = 16
_recent: list[tuple[Table[KpiKey, Kpi], KpiTree]] = []


def kpi_tree(kpis: Table[KpiKey, Kpi]) -> KpiTree:
    """Return the tree of ``kpis``; the very same object for tables of the same structure."""
    for table, tree in tuple(_recent):
        if table is kpis:
            return tree
    tree = next((tree for table, tree in tuple(_recent) if _same_structure(table, kpis)), None)
    if tree is None:
        tree = _build(kpis)
    _remember(kpis, tree)
    return tree


def _same_structure(one: Table[KpiKey, Kpi], other: Table[KpiKey, Kpi]) -> bool:
    return one.order is other.order and all(
        row.formula is there.formula
        for row, there in zip(one.values(), other.values(), strict=True)
    )


def keep_tree(before: Table[KpiKey, Kpi], after: Table[KpiKey, Kpi]) -> None:
    """Note that ``after`` has the keys, order and formulas of ``before``, and so its tree.

    An edit of a value calls this, so that nobody walks all KPIs to find that out.
    """
    for table, tree in tuple(_recent):
        if table is before:
            _remember(after, tree)
            return


def _remember(kpis: Table[KpiKey, Kpi], tree: KpiTree) -> None:
    _recent.insert(0, (kpis, tree))
    del _recent[_RECENT_SIZE:]


def _build(kpis: Table[KpiKey, Kpi]) -> KpiTree:
    place = {key: index for index, key in enumerate(kpis)}
    users: dict[KpiKey, list[KpiKey]] = {}
    earlier_users: dict[KpiKey, list[KpiKey]] = {}
    named: dict[KpiKey, list[KpiKey]] = {}
    for key, kpi in kpis.items():
        if not kpi.formula:
            continue
        found = references(kpi.formula)
        operands = [KpiKey(text) for text in found.all if text != key]
        named[key] = operands
        for operand in operands:
            listed = users.get(operand)
            if listed is None:
                users[operand] = [key]
            else:
                listed.append(key)
        for text in found.earlier:
            if text != key:
                earlier_users.setdefault(KpiKey(text), []).append(key)
    home, order = _placed(place, users, earlier_users)
    children: dict[KpiKey, tuple[Child, ...]] = dict.fromkeys(place, ())
    # Names of no KPI stand after the others, in the order of the formula.
    first_of = {key: listed[0] for key, listed in users.items()} | home
    rank = {**dict.fromkeys(users, len(place)), **place}
    for key, operands in named.items():
        operands.sort(key=rank.__getitem__)
        children[key] = tuple(
            [_child(operand, first_of[operand] != key, operand in place) for operand in operands]
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
        _preorder=order,
    )


# A child is the same under the same parent in one tree after the other.
_child = lru_cache(maxsize=262_144)(Child)


def _placed(
    place: Mapping[KpiKey, int],
    users: Mapping[KpiKey, list[KpiKey]],
    earlier_users: Mapping[KpiKey, list[KpiKey]],
) -> tuple[dict[KpiKey, KpiKey | None], tuple[KpiKey, ...]]:
    """Return the home of each KPI, and all of them with parents first."""
    if earlier_users:
        now_users = {
            key: [user for user in listed if user not in earlier_users.get(key, ())]
            for key, listed in users.items()
        }
    else:
        now_users = users
        # As a rule the first to name a KPI closes no loop for any of them. That is so where
        # everything hangs below a root then: what is in a loop is reached from none.
        home = {key: users[key][0] if key in users else None for key in place}
        order = _below_roots(home)
        if len(order) == len(place):
            return home, order
    home = _homes(place, now_users, earlier_users)
    return home, _below_roots(home)


def _homes(
    place: Mapping[KpiKey, int],
    now_users: Mapping[KpiKey, list[KpiKey]],
    earlier_users: Mapping[KpiKey, list[KpiKey]],
) -> dict[KpiKey, KpiKey | None]:
    """Give each KPI the first home that closes no loop, same-period parents before others."""
    home: dict[KpiKey, KpiKey | None] = dict.fromkeys(place)
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


def _below_roots(home: Mapping[KpiKey, KpiKey | None]) -> tuple[KpiKey, ...]:
    """Return what hangs below a KPI without a home, each before what is at home at it.

    Siblings stand in the order of ``home``.
    """
    below: dict[KpiKey | None, list[KpiKey]] = {None: []}
    for key, parent in home.items():
        listed = below.get(parent)
        if listed is None:
            below[parent] = [key]
        else:
            listed.append(key)
    order: list[KpiKey] = []
    waiting = below[None][::-1]
    while waiting:
        key = waiting.pop()
        order.append(key)
        listed = below.get(key)
        if listed is not None:
            waiting += listed[::-1]
    return tuple(order)


def _preorder(children: Mapping[KpiKey, tuple[Child, ...]], start: KpiKey) -> tuple[KpiKey, ...]:
    order: list[KpiKey] = []
    waiting = [start]
    while waiting:
        key = waiting.pop()
        order.append(key)
        waiting.extend(
            [child.key for child in reversed(children[key]) if child.known and not child.link]
        )
    return tuple(order)
