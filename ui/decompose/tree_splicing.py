"""Numbers the nodes of a tree that is much like another: branches that stay are taken over."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress
from operator import is_not
from typing import Final

import numpy as np

from models.keys import KpiKey
from models.tree import Child, KpiTree
from ui.decompose.tree_nodes import NodesBelow, TreeNodes, homes, root, tree_nodes

_SHARE: Final = 8
"""Where more than one node in so many is new, all are numbered anew."""


def spliced(nodes: TreeNodes, tree: KpiTree) -> TreeNodes:
    """Return the nodes of ``tree``, made from those of another tree where they are alike."""
    if tree is nodes.tree:
        return nodes
    # Trees that follow each other share what stands below the KPIs that stay as they are.
    before = nodes.tree.children.copy()
    others = map(is_not, tree.children.values(), map(before.get, tree.children))
    dirty: set[KpiKey] = set()
    for key in compress(tree.children, others):
        at: KpiKey | None = key
        while at is not None and at not in dirty:
            dirty.add(at)
            at = tree.home[at]
    if len(dirty) * _SHARE > len(nodes):
        return tree_nodes(tree)
    splice = _Splice(nodes)
    splice.walk(tree, dirty)
    return splice.nodes(tree)


class _Splice:
    """Runs of nodes, taken over or new, one behind the other."""

    def __init__(self, nodes: TreeNodes) -> None:
        self._old = nodes
        self._keys: list[KpiKey] = []
        # By run: its first and last node among the old ones, where it stands now, and the
        # parent and depth of its topmost nodes. A new node stands in for an old one at first.
        self._runs: list[tuple[int, int, int, int, int]] = []
        self._links: list[int] = []
        self._strangers: list[int] = []
        self._ends: list[tuple[int, int]] = []

    def walk(self, tree: KpiTree, dirty: set[KpiKey]) -> None:
        """Take over each branch without a ``dirty`` KPI, and number the others."""
        home, end = self._old.home, self._old.end
        walk: list[tuple[Iterator[Child], int]] = [(map(root, tree.roots), -1)]
        while walk:
            siblings, parent = walk[-1]
            depth = len(walk) - 1
            for child in siblings:
                key = child.key
                if child.known and not child.link and key not in dirty:
                    self._take(home[key], int(end[home[key]]), parent, depth)
                    continue
                node = self._add(key, parent, depth)
                if not child.known:
                    self._strangers.append(node)
                elif child.link:
                    self._links.append(node)
                else:
                    walk.append((iter(tree.children[key]), node))
                    break
            else:
                walk.pop()
                self._ends.append((parent, len(self._keys)))

    def _take(self, start: int, stop: int, parent: int, depth: int) -> None:
        old = self._old
        self._keys += old.keys[start:stop]
        if self._runs:
            first, last, at, above, deep = self._runs[-1]
            if last == start and above == parent and old.depth[first] == old.depth[start]:
                self._runs[-1] = (first, stop, at, above, deep)
                return
        self._runs.append((start, stop, len(self._keys) - (stop - start), parent, depth))

    def _add(self, key: KpiKey, parent: int, depth: int) -> int:
        self._keys.append(key)
        self._runs.append((0, 1, len(self._keys) - 1, parent, depth))
        return len(self._keys) - 1

    def nodes(self, tree: KpiTree) -> TreeNodes:
        """Return what was walked."""
        old, count = self._old, len(self._keys)
        start, stop, at, above, deep = np.array(self._runs, dtype=np.intp).reshape(-1, 5).T
        sizes = stop - start
        shift = np.repeat(at - start, sizes)
        source = np.arange(count) - shift
        top = old.depth[start]
        depth = old.depth[source] - np.repeat(top - deep, sizes)
        topmost = old.depth[source] == np.repeat(top, sizes)
        parent = np.where(topmost, np.repeat(above, sizes), old.parent[source] + shift)
        end = old.end[source] + shift
        link, known = old.link[source], old.known[source]
        # The last one closed is what all roots hang from.
        new, closed = np.array(self._ends[:-1], dtype=np.intp).reshape(-1, 2).T
        leaves = np.array([*self._links, *self._strangers], dtype=np.intp)
        end[leaves] = leaves + 1
        end[new] = closed
        link[new] = known[leaves] = False
        known[new] = link[self._links] = known[self._links] = True
        link[self._strangers] = False
        below = NodesBelow.of(parent)
        keys = tuple(self._keys)
        return TreeNodes(
            tree=tree,
            keys=keys,
            parent=parent,
            depth=depth,
            end=end,
            link=link,
            known=known,
            row=below.rows(),
            children=below,
            roots=below[-1],
            home=homes(keys, link, known),
        )
