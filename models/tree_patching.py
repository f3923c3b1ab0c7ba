"""Makes the tree of a table from that of another one, where little differs between them."""

from __future__ import annotations

from collections.abc import Collection
from types import MappingProxyType
from typing import Final

from models.keys import KpiKey
from models.kpi import Kpi
from models.table import Table, Unlike
from models.tree_building import child_of, first_choice, operands_of
from models.tree_shape import Child, KpiTree

Kpis = Table[KpiKey, Kpi]

_SHARE: Final = 8
"""Where more than one KPI in so many differs, the tree is built anew."""

_FEW: Final = 1_000
"""So many steps are taken whatever the size of a plan."""


def patched(tree: KpiTree, before: Kpis, after: Kpis) -> KpiTree | None:
    """Return the tree of ``after``, or None where it is easier to build it anew.

    Args:
        tree: that of ``before``.
        before: a table.
        after: another one.
    """
    if not tree.is_plain:
        return None
    unlike = before.unlike(after)
    rewritten = [key for key in unlike.replaced if before[key].formula != after[key].formula]
    touched = unlike.gone.union(unlike.added, unlike.moved, rewritten)
    if not touched:
        return tree
    if len(touched) * _SHARE > len(after):
        return None
    patch = _Patch(tree, before, after, unlike, touched)
    if 2 * len(patch.named) > max(len(after), _FEW):
        return None
    return patch.tree()


class _Patch:
    """A tree on its way to become another one."""

    def __init__(
        self,
        tree: KpiTree,
        before: Kpis,
        after: Kpis,
        unlike: Unlike[KpiKey],
        touched: frozenset[KpiKey],
    ) -> None:
        self._before, self._after = before, after
        self._touched = touched
        self._moved = unlike.moved
        self._old = tree
        self._place = dict(zip(after.order, range(len(after)), strict=True))
        self._used_by = tree.used_by.copy()
        self._home = tree.home.copy()
        self._children = tree.children.copy()
        self._depth = tree.depth.copy()
        for key in unlike.gone:
            del self._home[key], self._children[key], self._depth[key]
        self._children.update(dict.fromkeys(unlike.added, ()))
        # By KPI that something may name otherwise now: those that do.
        self._now_named: dict[KpiKey, set[KpiKey]] = {key: set() for key in self._touched}
        for user in self._touched:
            if user in before:
                for operand in operands_of(before[user]):
                    self._now_named.setdefault(operand, set())
            if user in after:
                for operand in operands_of(after[user]):
                    self._now_named.setdefault(operand, set()).add(user)

    @property
    def named(self) -> Collection[KpiKey]:
        """Return the KPIs and names that may have other users, homes or places."""
        return self._now_named.keys()

    def tree(self) -> KpiTree | None:
        """Return the new tree; None where a home closes a loop."""
        for name in self._now_named:
            self._find_users(name)
        rehomed = [name for name in self._now_named if self._find_home(name)]
        depths = self._depths(rehomed)
        if depths is None:
            return None
        self._find_children()
        for key, depth in depths.items():
            self._sink(key, depth)
        home = self._home
        roots = {key for key in (*self._old.roots, *rehomed) if home.get(key, key) is None}
        return KpiTree(
            roots=tuple(sorted(roots, key=self._place.__getitem__)),
            children=MappingProxyType(self._children),
            home=MappingProxyType(home),
            depth=MappingProxyType(self._depth),
            used_by=MappingProxyType(self._used_by),
            is_plain=True,
            _order=self._after.order,
        )

    def _find_users(self, name: KpiKey) -> None:
        others = [each for each in self._used_by.get(name, ()) if each not in self._touched]
        users = [*others, *self._now_named[name]]
        users.sort(key=self._place.__getitem__)
        if users:
            self._used_by[name] = tuple(users)
        else:
            self._used_by.pop(name, None)

    def _find_home(self, key: KpiKey) -> bool:
        """Put a KPI where it is at home; return whether that is another place than before."""
        if key not in self._after:
            return False
        home = first_choice(self._after, key, self._used_by.get(key, ()))
        self._home[key] = home
        return key not in self._before or self._old.home[key] != home

    def _depths(self, rehomed: list[KpiKey]) -> dict[KpiKey, int] | None:
        """Return how deep each KPI with another home is; None where there is no telling."""
        # Only another home can close a loop, which would be walked along for ever.
        steps = 2 * len(self._place) + _FEW
        depths: dict[KpiKey, int] = {}
        for key in rehomed:
            depth, at = 0, self._home[key]
            while at is not None:
                depth, at = depth + 1, self._home[at]
                steps -= 1
                if steps < 0:
                    return None
            depths[key] = depth
        return depths

    def _find_children(self) -> None:
        parents = {key for key in self._touched if key in self._after}
        for name in self._now_named:
            if name in self._moved or self._stands(name) != self._stood(name):
                parents.update(self._used_by.get(name, ()))
        for parent in parents:
            self._children[parent] = self._below(parent)

    def _stands(self, name: KpiKey) -> tuple[bool, KpiKey | None]:
        """Return whether ``name`` is a KPI, and where it is no link."""
        if name in self._after:
            return True, self._home[name]
        return False, next(iter(self._used_by.get(name, ())), None)

    def _stood(self, name: KpiKey) -> tuple[bool, KpiKey | None]:
        if name in self._before:
            return True, self._old.home[name]
        return False, next(iter(self._old.used_by.get(name, ())), None)

    def _below(self, parent: KpiKey) -> tuple[Child, ...]:
        place, last = self._place, len(self._place)
        operands = operands_of(self._after[parent])
        operands.sort(key=lambda operand: place.get(operand, last))
        stands = [(operand, self._stands(operand)) for operand in operands]
        return tuple(
            [child_of(operand, home != parent, known) for operand, (known, home) in stands]
        )

    def _sink(self, key: KpiKey, depth: int) -> None:
        """Tell what is at home below ``key`` how deep it is."""
        waiting = [(key, depth)]
        while waiting:
            at, depth = waiting.pop()
            if self._depth.get(at) != depth:
                self._depth[at] = depth
                waiting += [
                    (child.key, depth + 1)
                    for child in self._children[at]
                    if child.known and not child.link
                ]
