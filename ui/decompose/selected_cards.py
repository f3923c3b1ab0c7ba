"""Which cards are selected: the nodes on the canvas, which the document knows as KPIs."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from models.keys import KpiKey
from ui.decompose.scene import Scene
from ui.decompose.sight import Sight
from ui.decompose.tree_nodes import NodeName
from ui.decompose.walking import between
from ui.document import Document


class SelectedCards(QObject):
    """The card the keyboard is on, and the others that are selected with it.

    A KPI may stand in several places, so that a node says more than the key of its KPI.

    Attributes:
        node: the current node, -1 for none.
        nodes: every selected node, the current one among them.
    """

    changed = Signal()

    def __init__(self, document: Document, sight: Sight, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._sight = sight
        self._anchor = -1
        self._telling = False
        self.node = -1
        self.nodes: frozenset[int] = frozenset()

    @property
    def key(self) -> KpiKey | None:
        """The KPI of the current card."""
        scene = self._sight.scene
        return None if scene is None or self.node < 0 else scene.nodes.keys[self.node]

    # By hand

    def choose(self, node: int) -> None:
        """Select one card alone; -1: none."""
        self._anchor = node
        self._set(node, frozenset({node} - {-1}))

    def visit(self, node: int) -> None:
        """Go to a card that is selected already, and keep the others."""
        self._set(node, self.nodes | {node})

    def toggle(self, node: int) -> None:
        """Select a card beside the others, or no more."""
        left = self.nodes - {node}
        if node not in self.nodes:
            self._anchor = node
            self._set(node, self.nodes | {node})
        elif left:
            self._set(self.node if self.node in left else max(left), left)
        else:
            self.choose(-1)

    def extend(self, node: int) -> None:
        """Select what lies between the card that was selected first and this one."""
        scene = self._sight.scene
        if scene is None or self._anchor < 0 or scene.card_of(self._anchor) < 0:
            self.choose(node)
            return
        cards = between(scene, scene.card_of(self._anchor), scene.card_of(node))
        self._set(node, frozenset(scene.node_of(card) for card in cards))

    def choose_many(self, nodes: Iterable[int]) -> None:
        """Select nodes; the current one stays it, where it is among them."""
        wanted = frozenset(nodes)
        node = self.node if self.node in wanted else min(wanted, default=-1)
        if self._anchor not in wanted:
            self._anchor = node
        self._set(node, wanted)

    # By the document and the tree

    def take_key(self, key: KpiKey | None) -> bool:
        """Follow the document to a KPI; return whether that is another card."""
        scene = self._sight.scene
        if self._telling or (key is not None and self.key == key):
            return False
        node = -1 if scene is None or key is None else scene.nodes.home.get(key, -1)
        self._anchor = self.node = node
        self.nodes = frozenset({node} - {-1})
        return True

    def take_chosen(self, keys: Iterable[KpiKey]) -> None:
        """Follow the document to all that are selected there, each where it is already."""
        scene = self._sight.scene
        if self._telling or scene is None:
            return
        known = {scene.nodes.keys[node]: node for node in self.nodes}
        found = {known.get(key, scene.nodes.home.get(key, -1)) for key in keys} - {-1}
        self.nodes = frozenset(found | ({self.node} - {-1}))

    def names(self) -> tuple[NodeName | None, tuple[NodeName, ...]]:
        """Return what names the selected cards in a tree of another structure."""
        scene = self._sight.scene
        if scene is None:
            return None, ()
        current = scene.nodes.name(self.node) if self.node >= 0 else None
        return current, tuple(scene.nodes.name(node) for node in self.nodes)

    def find(self, scene: Scene, current: NodeName | None, others: Iterable[NodeName]) -> None:
        """Select in another tree what was selected, each where it still stands."""
        chosen, selection = frozenset(self._document.chosen), self._document.selection
        if current is not None and current.key == selection:
            self.node = scene.nodes.find(current)
        else:
            self.node = -1 if selection is None else scene.nodes.home.get(selection, -1)
        found = {scene.nodes.find(name) for name in others if name.key in chosen}
        found |= {scene.nodes.home.get(key, -1) for key in chosen - {n.key for n in others}}
        self.nodes = frozenset((found | {self.node}) - {-1})
        self._anchor = self.node

    def forget(self) -> None:
        """Have nothing selected, as in a plan that was just opened."""
        self.node = self._anchor = -1
        self.nodes = frozenset()

    def leave_hidden(self, scene: Scene) -> None:
        """Select what hides a selected card, once it is folded away."""
        shown = {node: scene.shown_of(node) for node in self.nodes}
        if any(node != place for node, place in shown.items()):
            node = scene.shown_of(self.node)
            self._anchor = node
            self._set(node, frozenset(shown.values()) - {-1})

    def _set(self, node: int, nodes: frozenset[int]) -> None:
        scene = self._sight.scene
        self.node, self.nodes = node, nodes
        keys = () if scene is None else [scene.nodes.keys[each] for each in sorted(nodes)]
        self._telling = True
        try:
            self._document.select(self.key, keys)
        finally:
            self._telling = False
        self.changed.emit()
