"""The KPI tree flattened into numbered nodes, which canvas and outline share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import compress
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.keys import KpiKey
from models.tree import Child, KpiTree
from ui.drawing.tree_layout import Indices


class NodeName(NamedTuple):
    """What names a node when the tree around it changes: itself, and where it stands."""

    parent: KpiKey | None
    key: KpiKey


@dataclass(frozen=True, slots=True, eq=False)
class NodesBelow:
    """The nodes right below each node, listed where they are asked for."""

    _by_parent: Indices
    _begins: Indices
    _listed: dict[int, tuple[int, ...]] = field(default_factory=dict[int, tuple[int, ...]])

    @classmethod
    def of(cls, parent: Indices) -> NodesBelow:
        """Tell them from the parent of each node, shape (nodes,), -1 for a root."""
        counts = np.bincount(parent + 1, minlength=len(parent) + 1)
        begins = np.concatenate(([0], np.cumsum(counts)))
        return cls(np.argsort(parent, kind="stable"), begins)

    def __getitem__(self, node: int) -> tuple[int, ...]:
        """Return what is right below a node, in order; the roots for -1."""
        found = self._listed.get(node)
        if found is None:
            begin, end = self._begins[node + 1], self._begins[node + 2]
            found = self._listed[node] = tuple(self._by_parent[begin:end].tolist())
        return found

    def rows(self) -> Indices:
        """Return which child of its parent each node is, from 0, shape (nodes,)."""
        row = np.empty(len(self._by_parent), dtype=np.intp)
        counts = np.diff(self._begins)
        row[self._by_parent] = np.arange(len(row)) - np.repeat(self._begins[:-1], counts)
        return row


@dataclass(frozen=True, slots=True, eq=False)
class TreeNodes:
    """Every node of a tree in preorder: KPIs at home, links, and names of no KPI.

    Attributes:
        tree: the tree.
        keys: the KPI of each node.
        parent: (nodes,) index of each node's parent, -1 for a root.
        depth: (nodes,) how many ancestors each has.
        end: (nodes,) index after the last node below each.
        link: (nodes,) whether the KPI is at home elsewhere.
        known: (nodes,) whether there is such a KPI.
        row: (nodes,) which child of its parent each is, from 0.
        children: the nodes right below each.
        roots: the nodes without parent.
        home: the node of each KPI where it is at home.
    """

    tree: KpiTree
    keys: tuple[KpiKey, ...]
    parent: Indices
    depth: Indices
    end: Indices
    link: NDArray[np.bool_]
    known: NDArray[np.bool_]
    row: Indices
    children: NodesBelow
    roots: tuple[int, ...]
    home: Mapping[KpiKey, int]

    def __len__(self) -> int:
        return len(self.keys)

    def name(self, node: int) -> NodeName:
        """Return what names ``node`` beyond this tree."""
        parent = int(self.parent[node])
        return NodeName(None if parent < 0 else self.keys[parent], self.keys[node])

    @property
    def branches(self) -> Indices:
        """The nodes with others below them, in preorder."""
        return np.flatnonzero(self.end > np.arange(1, len(self.keys) + 1))

    def find(self, name: NodeName) -> int:
        """Return the node of ``name``, else the home of its KPI, else -1."""
        home = self.home.get(name.parent) if name.parent is not None else None
        if home is not None:
            for child in self.children[home]:
                if self.keys[child] == name.key:
                    return child
        return self.home.get(name.key, -1)

    def ancestors(self, node: int) -> tuple[int, ...]:
        """Return what stands above ``node``, nearest first."""
        above: list[int] = []
        while (node := int(self.parent[node])) >= 0:
            above.append(node)
        return tuple(above)

    def visible(self, folded: Set[KpiKey]) -> Indices:
        """Return the nodes that no folded one hides, in preorder."""
        starts = [self.home[key] for key in folded if key in self.home]
        change = np.zeros(len(self.keys) + 1, dtype=np.intp)
        if starts:
            hiding = np.array(starts, dtype=np.intp)
            np.add.at(change, hiding + 1, 1)
            np.add.at(change, self.end[hiding], -1)
        return np.flatnonzero(np.cumsum(change[:-1]) == 0)


def tree_nodes(tree: KpiTree) -> TreeNodes:
    """Number the nodes of ``tree`` as an outline shows them."""
    keys: list[KpiKey] = []
    parents: list[int] = []
    depths: list[int] = []
    links: list[int] = []
    strangers: list[int] = []
    ends: list[tuple[int, int]] = []
    children = tree.children
    walk: list[tuple[Iterator[Child], int]] = [(map(root, tree.roots), -1)]
    while walk:
        siblings, parent = walk[-1]
        depth = len(walk) - 1
        for child in siblings:
            key = child.key
            keys.append(key)
            parents.append(parent)
            depths.append(depth)
            if not child.known:
                strangers.append(len(keys) - 1)
            elif child.link:
                links.append(len(keys) - 1)
            elif below := children[key]:
                walk.append((iter(below), len(keys) - 1))
                break
        else:
            walk.pop()
            ends.append((parent, len(keys)))
    count = len(keys)
    end = np.arange(1, count + 1)
    # The last one closed is what all roots hang from.
    closed = np.array(ends[:-1], dtype=np.intp).reshape(-1, 2)
    end[closed[:, 0]] = closed[:, 1]
    link, known = np.zeros(count, dtype=np.bool_), np.ones(count, dtype=np.bool_)
    link[links] = True
    known[strangers] = False
    parent_of = np.array(parents, dtype=np.intp)
    below_each = NodesBelow.of(parent_of)
    return TreeNodes(
        tree=tree,
        keys=tuple(keys),
        parent=parent_of,
        depth=np.array(depths, dtype=np.intp),
        end=end,
        link=link,
        known=known,
        row=below_each.rows(),
        children=below_each,
        roots=below_each[-1],
        home=homes(keys, link, known),
    )


def homes(
    keys: Sequence[KpiKey], link: NDArray[np.bool_], known: NDArray[np.bool_]
) -> dict[KpiKey, int]:
    """Return the node of each KPI where it is at home; arguments as in :class:`TreeNodes`."""
    at_home = known & ~link
    if at_home.all():
        return dict(zip(keys, range(len(keys)), strict=True))
    return dict(
        zip(compress(keys, at_home.tolist()), np.flatnonzero(at_home).tolist(), strict=True)
    )


def root(key: KpiKey) -> Child:
    """Return a KPI as it stands under no other."""
    return Child(key, link=False, known=True)
