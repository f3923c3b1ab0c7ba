"""The mouse on the canvas: which gesture a press becomes, and what it does there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from models.keys import KpiKey
from ui.decompose.card_typing import CardTyping
from ui.decompose.dropping import Landing, landing_at
from ui.decompose.folding import Folding
from ui.decompose.gestures import Gesture, MoveCard, Pan
from ui.decompose.refusal import Refusal
from ui.decompose.scene import Scene
from ui.decompose.scrubbing import Scrubbing
from ui.decompose.tree_edits import TreeEdits
from ui.document import Document
from ui.drawing.card_painter import value_box
from ui.drawing.tree_painter import NEAR_SCALE, card_box, hit, hit_handle
from ui.drawing.tree_picture import Highlights, View


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

    @property
    def key(self) -> KpiKey | None:
        """The KPI of the selected card."""
        ...

    @property
    def selected_node(self) -> int:
        """The selected node, -1 for none."""
        ...

    def select_node(self, node: int) -> None:
        """Select a node; -1: none."""
        ...

    def lines_of(self, key: KpiKey) -> int:
        """Return how many lines the name of a KPI takes on its card."""
        ...

    def light(self, highlights: Highlights) -> None:
        """Let cards stand out."""
        ...

    def pan(self, by: QPointF) -> None:
        """Move the paper by pixels."""
        ...


class CanvasMouse:
    """Turns presses into gestures, and is the stage on which they play."""

    def __init__(
        self,
        document: Document,
        edits: TreeEdits,
        folding: Folding,
        typing: CardTyping,
        *,
        board: Board,
        canvas: QWidget,
        scrubbing: Scrubbing,
        say: Callable[[Refusal | None], None],
    ) -> None:
        """Follow the mouse on ``canvas``, which is also the ``board``."""
        self._document = document
        self._edits = edits
        self._folding = folding
        self._typing = typing
        self._board = board
        self._canvas = canvas
        self._scrubbing = scrubbing
        self._say = say
        self._gesture: Gesture | None = None
        self._hovered = -1

    def press(self, event: QMouseEvent, *, panning: bool) -> None:
        """Select a card, fold at its handle, or begin a gesture."""
        at, scene = event.position(), self._board.scene
        if self._gesture is not None or scene is None:
            return
        if self._typing.editor.is_open and not self._typing.editor.finish():
            return
        left = event.button() == Qt.MouseButton.LeftButton
        if event.button() == Qt.MouseButton.MiddleButton or (left and panning):
            self._gesture = Pan(self._board, at)
            self._canvas.setCursor(Qt.CursorShape.ClosedHandCursor)
            return
        if not left and event.button() != Qt.MouseButton.RightButton:
            return
        point = self._board.view.to_scene(at)
        handle = hit_handle(scene.picture, point)
        if handle >= 0 and left:
            node = scene.node_of(handle)
            # The selected card stays where it is, and so the handle under the pointer.
            self._board.select_node(node)
            self._folding.toggle(scene.nodes.keys[node])
            return
        self._board.select_node(scene.node_of(hit(scene.picture, point)))
        if left:
            self._gesture = self._gesture_at(scene, at)

    def move(self, event: QMouseEvent) -> None:
        """Follow a gesture, or light the card under the pointer."""
        scene = self._board.scene
        if self._gesture is not None:
            self._gesture.move(event.position(), event.modifiers())
        elif scene is not None:
            if self._scrubbable(scene, event.position()) is not None:
                self._canvas.setCursor(Qt.CursorShape.SizeHorCursor)
            else:
                self._canvas.unsetCursor()
            card = hit(scene.picture, self._board.view.to_scene(event.position()))
            if card != self._hovered:
                self._hovered = card
                self._board.light(Highlights(hovered=card))

    def release(self) -> None:
        """End a gesture."""
        gesture, self._gesture = self._gesture, None
        self._canvas.unsetCursor()
        if gesture is not None:
            gesture.end()

    def give_up(self) -> bool:
        """Cancel a gesture; return whether there was one."""
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.cancel()
        return gesture is not None

    def double_click(self, event: QMouseEvent) -> None:
        """Type the figure or the name that was double-clicked."""
        scene = self._board.scene
        if scene is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._gesture = None
        point = self._board.view.to_scene(event.position())
        card = hit(scene.picture, point)
        if card < 0:
            return
        node = scene.node_of(card)
        self._board.select_node(node)
        lines = self._board.lines_of(scene.nodes.keys[node])
        box = value_box(card_box(scene.picture, card), lines)
        if not scene.nodes.known[node]:
            self._typing.commanded.emit("edit_name")
        elif point.y() >= box.top():
            self._typing.edit_value()
        else:
            self._typing.edit_name()

    # Stage of the gestures

    def landing(self, node: int, at: QPointF) -> Landing | None:
        """Return where a card would land at a point of the canvas."""
        scene = self._board.scene
        return None if scene is None else landing_at(scene, node, self._board.view.to_scene(at))

    def show_drag(self, node: int, by: QPointF, landing: Landing | None) -> None:
        """Show a card on its way."""
        scene = self._board.scene
        if scene is None:
            return
        self._board.light(
            Highlights(
                dragged=scene.card_of(node),
                dragged_by=by / self._board.view.scale,
                drop=None if landing is None else landing.drop,
            )
        )
        lands = landing is not None
        shape = Qt.CursorShape.DragMoveCursor if lands else Qt.CursorShape.ForbiddenCursor
        self._canvas.setCursor(shape)

    def hide_drag(self) -> None:
        """Show no card on its way."""
        self._board.light(Highlights())
        self._canvas.unsetCursor()

    def drop(self, node: int, landing: Landing) -> None:
        """Put a card, with what is below it, where it landed."""
        scene = self._board.scene
        if scene is None:
            return
        key = scene.nodes.keys[node]
        self._say(self._edits.move(key, landing.parent, landing.at))
        if key in scene.nodes.home:
            self._folding.open_to(scene.nodes, scene.nodes.home[key])

    # Within

    def _gesture_at(self, scene: Scene, at: QPointF) -> Gesture:
        node, key = self._board.selected_node, self._board.key
        if node < 0 or key is None:
            return Pan(self._board, at)
        value = self._scrubbable(scene, at)
        if value is not None:
            return self._scrubbing.drag(key, value, at)
        if scene.nodes.link[node] or not scene.nodes.known[node]:
            return Pan(self._board, at)
        return MoveCard(self, node, at)

    def _scrubbable(self, scene: Scene, at: QPointF) -> float | None:
        """Return the figure under the pointer where dragging turns it; None elsewhere."""
        point = self._board.view.to_scene(at)
        card = hit(scene.picture, point)
        if card < 0 or self._board.view.scale < NEAR_SCALE:
            return None
        node = scene.node_of(card)
        key = scene.nodes.keys[node]
        value = self._scrubbing.figure(key)
        if value is None or scene.nodes.link[node]:
            return None
        box = value_box(card_box(scene.picture, card), self._board.lines_of(key))
        return value if box.contains(point) else None
