"""The tree on the canvas as it becomes another: of another structure, folded, turned."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from models.keys import KpiKey
from ui.decompose.cards import Cards
from ui.decompose.folding import Folding
from ui.decompose.scene import Scene
from ui.decompose.selected_cards import SelectedCards
from ui.decompose.sight import Sight, Sighted
from ui.decompose.tree_nodes import TreeNodes
from ui.document import Document


class CanvasTree(QObject):
    """Draws the tree anew, and keeps the selected card where it is on the screen."""

    about_to_change = Signal()
    """Cards are about to stand elsewhere, under other numbers."""
    changed = Signal()

    def __init__(
        self,
        document: Document,
        cards: Cards,
        folding: Folding,
        *,
        sight: Sight,
        selected: SelectedCards,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._cards = cards
        self._folding = folding
        self._sight = sight
        self._selected = selected
        self._other_way: tuple[Sighted, int] | None = None
        folding.changed.connect(self._folding_changed)

    def show_nodes(self, nodes: TreeNodes) -> None:
        """Draw a tree of another structure; the selected cards stay where they can."""
        plan, sight, folded = self._document.plan, self._sight, self._folding.folded
        self.about_to_change.emit()
        self._cards.show_nodes(nodes)
        current, others = self._selected.names()
        place = sight.places((self._selected.node,)).get(self._selected.node)
        if sight.scene is None:
            sight.scene = Scene(self._cards, nodes, plan, folded)
        else:
            sight.scene.show(nodes, plan, folded)
        self._selected.find(sight.scene, current, others)
        if current is not None:
            sight.hold(nodes.find(current), place)
        self.changed.emit()

    def turn(self, *, down: bool) -> None:
        """Let the tree grow down, or to the right; turned back it is seen as before."""
        scene = self._sight.scene
        if scene is not None and down != scene.down:
            self.about_to_change.emit()
            sight, node = self._sight, self._selected.node
            before, self._other_way = self._other_way, (sight.sighted, node)
            scene.turn(down=down)
            if before is None or not sight.look_back(before[0]):
                sight.look_over()
                sight.keep_in_view(node)
            elif before[1] != node:
                sight.keep_in_view(node)
            self.changed.emit()

    def measure(self, keys: Iterable[KpiKey]) -> None:
        """Give room to the names of ``keys``, which may be others now."""
        scene = self._sight.scene
        if scene is not None and scene.measure(keys):
            self._sight.keep_in_view(self._selected.node)
            self.changed.emit()

    def show_selected(self) -> None:
        """Open what hides the selected card and bring it into view."""
        scene, node = self._sight.scene, self._selected.node
        if scene is not None and node >= 0:
            self._folding.open_to(scene.nodes, node)
            self._sight.keep_in_view(node)

    def go_home(self) -> None:
        """Select the card where the selected KPI is at home, and open what hides it."""
        scene, key = self._sight.scene, self._selected.key
        if scene is not None and key is not None and key in scene.nodes.home:
            self._selected.choose(scene.nodes.home[key])
            self.show_selected()

    def _folding_changed(self) -> None:
        scene = self._sight.scene
        if scene is None:
            return
        self._sight.touch()
        node = self._selected.node
        above = () if node < 0 else scene.nodes.ancestors(node)
        places = self._sight.places((node, *above))
        self.about_to_change.emit()
        scene.fold(self._folding.folded)
        self._selected.leave_hidden(scene)
        self._sight.hold(self._selected.node, places.get(self._selected.node))
        self.changed.emit()
