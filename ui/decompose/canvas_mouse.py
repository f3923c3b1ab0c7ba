"""The mouse on the canvas: which gesture a press becomes, and what lies under the pointer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from ui.decompose.auto_scroll import AutoScroll
from ui.decompose.canvas_stage import Board, CanvasStage
from ui.decompose.card_typing import CardTyping
from ui.decompose.folding import Folding
from ui.decompose.gestures import CancelReason, Gesture, MoveCards, Pan, RubberBand
from ui.decompose.scene import Scene
from ui.decompose.scrubbing import Scrubbing
from ui.decompose.selected_cards import SelectedCards
from ui.drawing.card_painter import value_box
from ui.drawing.tree_geometry import badge_box, card_box, hit, hit_handle, plus_box
from ui.drawing.tree_painter import NEAR_SCALE
from ui.drawing.tree_picture import Highlights

_LEFT, _RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class CanvasMouse:
    """Turns presses into gestures, and tells them where the pointer goes."""

    def __init__(
        self,
        folding: Folding,
        typing: CardTyping,
        *,
        board: Board,
        canvas: QWidget,
        selected: SelectedCards,
        stage: CanvasStage,
        scroll: AutoScroll,
        command: Callable[[str], object],
        scrubbing: Scrubbing,
    ) -> None:
        """Follow the mouse on ``canvas``, which is also the ``board``."""
        self._folding = folding
        self._typing = typing
        self._board = board
        self._canvas = canvas
        self._selected = selected
        self._stage = stage
        self._scroll = scroll
        self._command = command
        self._scrubbing = scrubbing
        self._gesture: Gesture | None = None
        self._hovered = -1
        self._adding = False

    def press(self, event: QMouseEvent, *, panning: bool) -> None:
        """Select a card, fold or add at its handles, or begin a gesture."""
        at, scene = event.position(), self._board.scene
        if self._gesture is not None or scene is None:
            return
        if self._typing.editor.is_open and not self._typing.editor.finish():
            return
        button = event.button()
        if button == Qt.MouseButton.MiddleButton or (panning and button in {_LEFT, _RIGHT}):
            self._canvas.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._begin(Pan(self._stage), event)
        elif button == _RIGHT:
            node = scene.node_of(hit(scene.picture, self._board.view.to_scene(at)))
            if node in self._selected.nodes:
                self._selected.visit(node)
            else:
                self._selected.choose(node)
        elif button == _LEFT and not self._press_handle(scene, at):
            self._press_card(scene, event)

    def move(self, event: QMouseEvent) -> None:
        """Follow a gesture, or light the card under the pointer."""
        gesture, scene = self._gesture, self._board.scene
        if gesture is not None:
            gesture.move(event.position(), event.modifiers())
            if gesture.scrolls:
                again = partial(gesture.move, event.position(), event.modifiers())
                self._scroll.follow(event.position(), again)
        elif scene is not None:
            self._hover(scene, event.position())

    def leave(self) -> None:
        """Light no card once the pointer is elsewhere."""
        if self._gesture is None and self._hovered >= 0:
            self._hovered, self._adding = -1, False
            self._board.light(Highlights())

    def release(self) -> None:
        """End a gesture."""
        gesture = self._let_go()
        if gesture is not None:
            gesture.end()

    def give_up(self, reason: CancelReason) -> bool:
        """Cancel a gesture; return whether there was one."""
        gesture = self._let_go()
        if gesture is not None:
            gesture.cancel(reason)
        return gesture is not None

    def double_click(self, event: QMouseEvent) -> None:
        """Type the figure or the name that was double-clicked; the badge of a link leads home."""
        scene = self._board.scene
        if scene is None or event.button() != _LEFT:
            return
        self.give_up(CancelReason.OVERTAKEN)
        point = self._board.view.to_scene(event.position())
        card = hit(scene.picture, point)
        if card < 0 or event.modifiers() & (_CTRL | _SHIFT):
            return
        node = scene.node_of(card)
        self._selected.choose(node)
        lines = self._board.lines_of(scene.nodes.keys[node])
        box = value_box(card_box(scene.picture, card), lines)
        if not scene.nodes.known[node]:
            self._command("edit_name")
        elif self._is_badge(scene, card, point):
            self._command("go_home")
        elif point.y() >= box.top():
            self._typing.edit_value()
        else:
            self._typing.edit_name()

    # Within

    def _let_go(self) -> Gesture | None:
        gesture, self._gesture = self._gesture, None
        self._scroll.stop()
        self._canvas.unsetCursor()
        return gesture

    def _begin(self, gesture: Gesture, event: QMouseEvent) -> None:
        self._gesture = gesture
        gesture.start(event.position(), event.modifiers())

    def _press_handle(self, scene: Scene, at: QPointF) -> bool:
        """Fold, or add a child, where a handle is pressed; return whether one was."""
        point = self._board.view.to_scene(at)
        card = self._plus_at(scene, point)
        if card >= 0:
            self._selected.choose(scene.node_of(card))
            self._command("insert_child")
            return True
        card = hit_handle(scene.picture, point)
        if card >= 0:
            node = scene.node_of(card)
            # The selected card stays where it is, and so the handle under the pointer.
            self._selected.choose(node)
            self._folding.toggle(scene.nodes.keys[node])
        return card >= 0

    def _press_card(self, scene: Scene, event: QMouseEvent) -> None:
        at, keys = event.position(), event.modifiers()
        node = scene.node_of(hit(scene.picture, self._board.view.to_scene(at)))
        value = self._scrubbable(scene, at)
        if node < 0:
            self._begin(RubberBand(self._stage), event)
        elif keys & _SHIFT and value is not None:
            # With Shift a figure turns coarsely; where nothing moves it was a click.
            extend = partial(self._selected.extend, node)
            self._begin(self._scrubbing.drag(scene.nodes.keys[node], value, extend), event)
        elif keys & _SHIFT:
            self._selected.extend(node)
        elif keys & _CTRL:
            self._selected.toggle(node)
        else:
            self._take_card(scene, node, event)

    def _take_card(self, scene: Scene, node: int, event: QMouseEvent) -> None:
        """Begin to scrub or move what was pressed."""
        value = self._scrubbable(scene, event.position())
        several = node in self._selected.nodes and len(self._selected.nodes) > 1
        if value is not None or not several:
            self._selected.choose(node)
        else:
            # Dragging takes them all; a mere click selects the one, once it has ended.
            self._selected.visit(node)
        if value is not None:
            self._begin(self._scrubbing.drag(scene.nodes.keys[node], value), event)
            return
        nodes = scene.nodes
        movable = [
            each
            for each in sorted(self._selected.nodes)
            if nodes.known[each] and not nodes.link[each]
        ]
        if node in movable:
            self._begin(MoveCards(self._stage, tuple(movable), node), event)
        elif several:
            self._selected.choose(node)

    def _hover(self, scene: Scene, at: QPointF) -> None:
        point = self._board.view.to_scene(at)
        plus = self._plus_at(scene, point)
        card = plus if plus >= 0 else hit(scene.picture, point)
        badge = card >= 0 and self._is_badge(scene, card, point)
        if plus >= 0 or badge or hit_handle(scene.picture, point) >= 0:
            self._canvas.setCursor(Qt.CursorShape.PointingHandCursor)
        elif self._scrubbable(scene, at) is not None:
            self._canvas.setCursor(Qt.CursorShape.SizeHorCursor)
        else:
            self._canvas.unsetCursor()
        if (card, plus >= 0) != (self._hovered, self._adding):
            self._hovered, self._adding = card, plus >= 0
            self._board.light(Highlights(hovered=card, adding=self._adding))

    def _is_badge(self, scene: Scene, card: int, point: QPointF) -> bool:
        """Return whether the badge of a link is at a point, where it can be seen."""
        link = bool(scene.nodes.link[scene.node_of(card)])
        near = self._board.view.scale >= NEAR_SCALE
        return link and near and badge_box(scene.picture, card).contains(point)

    def _plus_at(self, scene: Scene, point: QPointF) -> int:
        """Return the card whose handle to add a child is at a point, -1 for none."""
        if self._board.view.scale < NEAR_SCALE:
            return -1
        count = len(scene.picture.parent)
        for card in (self._hovered, scene.card_of(self._selected.node)):
            drawn = 0 <= card < count and not scene.picture.dashed[card]
            if drawn and plus_box(scene.picture, card).contains(point):
                return card
        return -1

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
