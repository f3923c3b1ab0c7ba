"""The scene of the canvas: which nodes are drawn, and where their cards stand."""

from __future__ import annotations

from collections.abc import Iterable, Set
from functools import lru_cache
from itertools import compress, repeat
from operator import is_

import numpy as np

from models.keys import KpiKey
from models.plan import Plan
from models.rollup import operator_between
from ui.decompose.cards import Cards
from ui.decompose.tree_nodes import TreeNodes
from ui.drawing.tree_layout import Floats, Indices, Spacing, lay_out
from ui.drawing.tree_picture import CARD_HEIGHT, CARD_WIDTH, NAME_LINE, CardPicture, TreePicture

_operator = lru_cache(maxsize=65_536)(operator_between)
SPACING = Spacing()
SPACING_DOWN = Spacing(column=52.0, sibling=18.0, branch=30.0)


class Scene:
    """The tree as it is folded, laid out for painting.

    Attributes:
        nodes: every node, folded away or not.
        visible: (cards,) the node of each card.
        picture: what the painter takes.
    """

    def __init__(self, cards: Cards, nodes: TreeNodes, plan: Plan, folded: Set[KpiKey]) -> None:
        self._cards = cards
        self._down = False
        self._height_of: dict[KpiKey, float] = {}
        self.show(nodes, plan, folded)

    def show(self, nodes: TreeNodes, plan: Plan, folded: Set[KpiKey]) -> None:
        """Draw another tree."""
        self.nodes = nodes
        # As an array, of which those in view are taken at once.
        self._operators = np.full(len(nodes), "", dtype=object)
        parents = [nodes.keys[node] for node in nodes.branches.tolist()]
        self._operators[nodes.branches] = [
            _operator(kpi.formula) for kpi in plan.kpis.rows_of(parents)
        ]
        self._heights = self._measured()
        self._same: dict[KpiKey, list[int]] | None = None
        self.fold(folded)

    def measure(self, keys: Iterable[KpiKey]) -> bool:
        """Take the heights of cards that may be renamed; return whether that moved anything."""
        moved = False
        for key in keys:
            if key in self._height_of:
                height = self._height(key)
                moved |= height != self._height_of[key]
                self._height_of[key] = height
        if moved:
            self._heights = self._measured()
            self._lay_out()
        return moved

    def twins(self, node: int) -> tuple[int, ...]:
        """Return the other nodes of the KPI of ``node``: its home and its links."""
        if node < 0:
            return ()
        if self._same is None:
            self._same = {}
            for each in np.flatnonzero(self.nodes.link).tolist():
                self._same.setdefault(self.nodes.keys[each], []).append(each)
        key = self.nodes.keys[node]
        everywhere = (self.nodes.home.get(key, -1), *self._same.get(key, ()))
        return tuple(each for each in everywhere if each not in {node, -1})

    def fold(self, folded: Set[KpiKey]) -> None:
        """Draw only what no folded KPI hides."""
        nodes = self.nodes
        self.visible: Indices = nodes.visible(folded)
        self._place = np.full(len(nodes), -1, dtype=np.intp)
        self._place[self.visible] = np.arange(len(self.visible))
        self._hidden = np.zeros(len(nodes), dtype=np.intp)
        for key in folded:
            node = nodes.home.get(key)
            if node is not None:
                self._hidden[node] = nodes.end[node] - node - 1
        self._lay_out()

    @property
    def down(self) -> bool:
        """Whether the tree grows down instead of to the right."""
        return self._down

    def turn(self, *, down: bool) -> None:
        """Let the tree grow down, or to the right."""
        if down != self._down:
            self._down = down
            self._lay_out()

    def card_of(self, node: int) -> int:
        """Return the card of a node, -1 where it is folded away or there is no such node."""
        return int(self._place[node]) if node >= 0 else -1

    def node_of(self, card: int) -> int:
        """Return the node of a card, -1 for none."""
        return int(self.visible[card]) if card >= 0 else -1

    def shown_of(self, node: int) -> int:
        """Return a node, or what hides it where it is folded away."""
        while node >= 0 and self._place[node] < 0:
            node = int(self.nodes.parent[node])
        return node

    def _measured(self) -> Floats:
        known, keys = self._height_of, self.nodes.keys
        # Names are measured once: of another tree most are the same.
        heights = list(map(known.get, keys))
        for node in compress(range(len(keys)), map(is_, heights, repeat(None))):
            heights[node] = known[keys[node]] = self._height(keys[node])
        return np.array(heights, dtype=np.float64)

    def _height(self, key: KpiKey) -> float:
        return CARD_HEIGHT + NAME_LINE * (len(self._cards.lines(key)) - 1)

    def _lay_out(self) -> None:
        nodes, visible = self.nodes, self.visible
        above = nodes.parent[visible]
        parent = np.where(above >= 0, self._place[above], -1)
        layout = lay_out(
            parent,
            nodes.depth[visible],
            np.full(len(visible), CARD_WIDTH),
            self._heights[visible],
            SPACING_DOWN if self._down else SPACING,
            down=self._down,
        )
        self.picture = TreePicture(
            layout=layout,
            parent=parent,
            dashed=(nodes.link | ~nodes.known)[visible],
            folded=self._hidden[visible],
            operators=tuple(self._operators[visible].tolist()),
            card=self._card,
        )

    def _card(self, card: int) -> CardPicture:
        return self._cards.card(int(self.visible[card]))
