"""The KPI tree flattened into numbered nodes, which canvas and outline share."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
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
class TreeNodes:
    """Every node of a tree in preorder: KPIs at home, links, and names of no KPI.

    Attributes:
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

    keys: tuple[KpiKey, ...]
    parent: Indices
    depth: Indices
    end: Indices
    link: NDArray[np.bool_]
    known: NDArray[np.bool_]
    row: Indices
    children: tuple[tuple[int, ...], ...]
    roots: tuple[int, ...]
    home: Mapping[KpiKey, int]

    def __len__(self) -> int:
        return len(self.keys)

    def name(self, node: int) -> NodeName:
        """Return what names ``node`` beyond this tree."""
        parent = int(self.parent[node])
        return NodeName(None if parent < 0 else self.keys[parent], self.keys[node])

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
    below: dict[int, list[int]] = {-1: []}
    keys: list[KpiKey] = []
    depths: list[int] = []
    parents: list[int] = []
    rows: list[int] = []
    links: list[bool] = []
    known: list[bool] = []
    home: dict[KpiKey, int] = {}
    waiting = [Child(key, link=False, known=True) for key in reversed(tree.roots)]
    above = [-1] * len(waiting)
    while waiting:
        child, parent = waiting.pop(), above.pop()
        node, key, at_home = len(keys), child.key, child.known and not child.link
        siblings = below[parent]
        rows.append(len(siblings))
        siblings.append(node)
        keys.append(key)
        parents.append(parent)
        depths.append(depths[parent] + 1 if parent >= 0 else 0)
        links.append(child.link)
        known.append(child.known)
        if at_home:
            home[key] = node
            children = tree.children[key]
            if children:
                below[node] = []
                waiting += children[::-1]
                above += [node] * len(children)
    # Lists, because reading an array one figure at a time is slow.
    end = list(range(1, len(keys) + 1))
    for node in range(len(keys) - 1, 0, -1):
        parent = parents[node]
        if parent >= 0 and end[parent] < end[node]:
            end[parent] = end[node]
    return TreeNodes(
        keys=tuple(keys),
        parent=np.array(parents, dtype=np.intp),
        depth=np.array(depths, dtype=np.intp),
        end=np.array(end, dtype=np.intp),
        link=np.array(links, dtype=np.bool_),
        known=np.array(known, dtype=np.bool_),
        row=np.array(rows, dtype=np.intp),
        children=tuple([tuple(below.get(node, ())) for node in range(len(keys))]),
        roots=tuple(below[-1]),
        home=home,
    )
