"""What a tree of KPIs is: which stands under which, and where each is at home."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from models.keys import KpiKey


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
        is_plain: whether every KPI is at home where :func:`first_choice` says.
    """

    roots: tuple[KpiKey, ...]
    children: MappingProxyType[KpiKey, tuple[Child, ...]]
    home: MappingProxyType[KpiKey, KpiKey | None]
    depth: MappingProxyType[KpiKey, int]
    used_by: MappingProxyType[KpiKey, tuple[KpiKey, ...]]
    is_plain: bool
    _order: tuple[KpiKey, ...]
    _preorder: list[tuple[KpiKey, ...]] = field(default_factory=list[tuple[KpiKey, ...]])

    def preorder(self) -> tuple[KpiKey, ...]:
        """Return every KPI once, parents before their children, as an outline shows them."""
        if not self._preorder:
            self._preorder.append(below_roots(self._order, self.home))
        return self._preorder[0]

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


def below_roots(
    order: Iterable[KpiKey], home: Mapping[KpiKey, KpiKey | None]
) -> tuple[KpiKey, ...]:
    """Return what hangs below a KPI without a home, each before what is at home at it.

    Siblings stand in the order of all KPIs.
    """
    below: dict[KpiKey | None, list[KpiKey]] = {None: []}
    for key in order:
        parent = home[key]
        listed = below.get(parent)
        if listed is None:
            below[parent] = [key]
        else:
            listed.append(key)
    found: list[KpiKey] = []
    waiting = below[None][::-1]
    while waiting:
        key = waiting.pop()
        found.append(key)
        listed = below.get(key)
        if listed is not None:
            waiting += listed[::-1]
    return tuple(found)


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
