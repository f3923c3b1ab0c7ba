"""The tree that the formulas of a plan draw: which KPI stands under which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
        return _preorder(self.children, (key,))

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
        one[key].formula is other[key].formula for key in one.order
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
    now_users: dict[KpiKey, list[KpiKey]] = {}
    earlier_users: dict[KpiKey, list[KpiKey]] = {}
    users: dict[KpiKey, list[KpiKey]] = {}
    named: dict[KpiKey, list[KpiKey]] = {}
    for key, kpi in kpis.items():
        found = references(kpi.formula) if kpi.formula else None
        named[key] = []
        if found is None:
            continue
        for listed, by in ((found.now, now_users), (found.earlier, earlier_users)):
            for text in listed:
                operand = KpiKey(text)
                if operand != key:
                    by.setdefault(operand, []).append(key)
                    users.setdefault(operand, []).append(key)
                    named[key].append(operand)
    home = _homes(place, now_users, earlier_users)
    after_all = len(place)
    children: dict[KpiKey, tuple[Child, ...]] = {}
    for key, operands in named.items():
        operands.sort(key=lambda operand: place.get(operand, after_all))
        children[key] = tuple(
            Child(
                operand,
                link=home[operand] != key if operand in place else users[operand][0] != key,
                known=operand in place,
            )
            for operand in operands
        )
    roots = tuple(key for key, parent in home.items() if parent is None)
    order = _preorder(children, roots)
    depth: dict[KpiKey, int] = {}
    for key in order:
        parent = home[key]
        depth[key] = 0 if parent is None else depth[parent] + 1
    return KpiTree(
        roots=roots,
        children=MappingProxyType(children),
        home=MappingProxyType(home),
        depth=MappingProxyType(depth),
        used_by=MappingProxyType({key: tuple(listed) for key, listed in users.items()}),
        _preorder=order,
    )


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


def _preorder(
    children: Mapping[KpiKey, tuple[Child, ...]], starts: tuple[KpiKey, ...]
) -> tuple[KpiKey, ...]:
    order: list[KpiKey] = []
    waiting = list(reversed(starts))
    while waiting:
        key = waiting.pop()
        order.append(key)
        waiting.extend(
            child.key for child in reversed(children[key]) if child.known and not child.link
        )
    return tuple(order)
