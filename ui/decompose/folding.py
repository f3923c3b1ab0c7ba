"""Which branches are folded away; canvas and outline fold alike."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QObject, Signal

from models.keys import KpiKey
from ui.decompose.tree_nodes import TreeNodes


class Folding(QObject):
    """The KPIs whose branch is folded away."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folded: frozenset[KpiKey] = frozenset()

    @property
    def folded(self) -> frozenset[KpiKey]:
        """The keys of the folded KPIs."""
        return self._folded

    def set(self, keys: Iterable[KpiKey]) -> None:
        """Fold exactly ``keys``."""
        folded = frozenset(keys)
        if folded != self._folded:
            self._folded = folded
            self.changed.emit()

    def fold(self, key: KpiKey, *, folded: bool) -> None:
        """Fold or unfold one branch."""
        self.set(self._folded | {key} if folded else self._folded - {key})

    def toggle(self, key: KpiKey) -> None:
        """Fold a branch that is open, open one that is folded."""
        self.fold(key, folded=key not in self._folded)

    def toggle_level(self, nodes: TreeNodes, node: int) -> None:
        """Fold every branch at the depth of ``node``, or open them where all are folded."""
        level = {
            nodes.keys[other]
            for other in range(len(nodes))
            if nodes.depth[other] == nodes.depth[node] and nodes.children[other]
        }
        self.set(self._folded - level if level <= self._folded else self._folded | level)

    def open_to(self, nodes: TreeNodes, node: int) -> None:
        """Open what hides ``node``."""
        self.set(self._folded - {nodes.keys[above] for above in nodes.ancestors(node)})

    def open_levels(self, nodes: TreeNodes, levels: int) -> None:
        """Show ``levels`` levels of the tree and fold what lies deeper."""
        self.set(below_levels(nodes, levels))


def below_levels(nodes: TreeNodes, levels: int) -> frozenset[KpiKey]:
    """Return what is folded where ``levels`` levels of a tree are shown."""
    has_children = nodes.end > np.arange(1, len(nodes) + 1)
    lowest = np.flatnonzero((nodes.depth == levels - 1) & has_children)
    return frozenset(nodes.keys[node] for node in lowest.tolist())
