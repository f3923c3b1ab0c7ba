"""What gestures do on the canvas: cards on their way, cards enclosed, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtWidgets import QWidget

from models.keys import KpiKey
from ui.decompose.dropping import Landing, landing_at
from ui.decompose.folding import Folding
from ui.decompose.scene import Scene
from ui.decompose.selected_cards import SelectedCards
from ui.decompose.tree_edits import TreeEdits
from ui.drawing.tree_geometry import cards_within
from ui.drawing.tree_picture import Carried, Highlights, View
from ui.refusal import Refusal


class Board(Protocol):
    """What the mouse needs of the canvas."""

    @property
    def scene(self) -> Scene | None:
        """What is drawn."""
        ...

    @property
    def view(self) -> View:
        """What is seen of it."""
        ...

    def lines_of(self, key: KpiKey) -> int:
        """Return how many lines the name of a KPI takes on its card."""
        ...

    def light(self, highlights: Highlights, /) -> None:
        """Let cards stand out."""
        ...

    def pan(self, by: QPointF) -> None:
        """Move the paper by pixels."""
        ...


class CanvasStage:
    """Shows what a gesture is about to do, and does it once it ends."""

    def __init__(
        self,
        edits: TreeEdits,
        folding: Folding,
        selected: SelectedCards,
        *,
        board: Board,
        canvas: QWidget,
        say: Callable[[Refusal | None], None],
    ) -> None:
        """Play on ``canvas``, which is also the ``board``; tell ``say`` what was refused."""
        self._edits = edits
        self._folding = folding
        self._selected = selected
        self._board = board
        self._canvas = canvas
        self._say = say

    def pan(self, by: QPointF) -> None:
        """Move the paper by pixels."""
        self._board.pan(by)

    def to_scene(self, at: QPointF) -> QPointF:
        """Return the point of the scene under a point of the canvas."""
        return self._board.view.to_scene(at)

    def landing(self, nodes: tuple[int, ...], at: QPointF) -> Landing | None:
        """Return where cards would land at a point of the canvas."""
        scene = self._board.scene
        return None if scene is None else landing_at(scene, nodes, self.to_scene(at))

    def show_drag(
        self, nodes: tuple[int, ...], held: int, by: QPointF, landing: Landing | None
    ) -> None:
        """Show cards on their way."""
        scene = self._board.scene
        if scene is None:
            return
        cards = frozenset(scene.card_of(node) for node in nodes) - {-1}
        drop = None if landing is None else landing.drop
        self._board.light(Highlights(carried=Carried(cards, scene.card_of(held), by, drop)))
        shape = Qt.CursorShape.DragMoveCursor if drop else Qt.CursorShape.ForbiddenCursor
        self._canvas.setCursor(shape)

    def hide_drag(self) -> None:
        """Show no card on its way."""
        self._board.light(Highlights())
        self._canvas.unsetCursor()

    def drop(self, nodes: tuple[int, ...], landing: Landing) -> None:
        """Put cards, with what is below them, where they landed."""
        scene = self._board.scene
        if scene is None:
            return
        keys = tuple(scene.nodes.keys[node] for node in nodes)
        if len(keys) == 1:
            self._say(self._edits.move(keys[0], landing.parent, landing.at))
        else:
            self._say(self._edits.move_many(keys, landing.parent, landing.at))
        for key in keys:
            if key in scene.nodes.home:
                self._folding.open_to(scene.nodes, scene.nodes.home[key])

    def click(self, node: int) -> None:
        """Select one card alone."""
        self._selected.choose(node)

    def show_band(self, band: QRectF, *, adding: bool) -> None:
        """Show what is enclosed as if it were selected already."""
        scene = self._board.scene
        if scene is None:
            return
        enclosed = frozenset(cards_within(scene.picture, band))
        if adding:
            enclosed |= {scene.card_of(node) for node in self._selected.nodes} - {-1}
        self._board.light(Highlights(band=band, chosen=enclosed))

    def hide_band(self) -> None:
        """Show nothing enclosed."""
        self._board.light(Highlights())

    def choose_enclosed(self, band: QRectF, *, adding: bool) -> None:
        """Select what is enclosed; nothing, where that is nothing."""
        scene = self._board.scene
        if scene is None:
            return
        cards = [] if band.isEmpty() else cards_within(scene.picture, band)
        nodes = {scene.node_of(card) for card in cards}
        if adding:
            nodes |= self._selected.nodes
        self._selected.choose_many(nodes)
