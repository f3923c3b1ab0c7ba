"""The tree that the formulas of a plan draw: which KPI stands under which."""

from __future__ import annotations

from typing import Final

from models.keys import KpiKey
from models.kpi import Kpi
from models.table import Table
from models.tree_building import built
from models.tree_patching import patched
from models.tree_shape import Child, KpiTree

__all__ = ["Child", "KpiTree", "keep_tree", "kpi_tree"]

_RECENT_SIZE: Final = 16
_MOST_LOOKED_AT: Final = 3
"""A tree that is like none of the last few is built anew."""

# The trees of the last tables asked for. A table never changes, so its identity is enough
# of a key, and far cheaper than its hash.
_recent: list[tuple[Table[KpiKey, Kpi], KpiTree]] = []


def kpi_tree(kpis: Table[KpiKey, Kpi]) -> KpiTree:
    """Return the tree of ``kpis``; the very same object for tables of the same structure."""
    recent = tuple(_recent)
    for table, tree in recent:
        if table is kpis:
            return tree
    tree = _like_one_of(recent, kpis)
    _remember(kpis, tree)
    return tree


def _like_one_of(
    recent: tuple[tuple[Table[KpiKey, Kpi], KpiTree], ...], kpis: Table[KpiKey, Kpi]
) -> KpiTree:
    same = next((tree for table, tree in recent if _same_structure(table, kpis)), None)
    if same is not None:
        return same
    for table, tree in recent[:_MOST_LOOKED_AT]:
        found = patched(tree, table, kpis)
        if found is not None:
            return found
    return built(kpis)


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
