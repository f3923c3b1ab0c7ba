"""The keyboard on the canvas: walking, typing, folding, and Space that takes hold of the paper."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.decompose.canvas_keys import command_of, step_of, typed_text
from ui.decompose.canvas_mouse import CanvasMouse
from ui.decompose.card_typing import CardTyping
from ui.decompose.gestures import CancelReason
from ui.decompose.scrubbing import Scrubbing
from ui.decompose.selected_cards import SelectedCards
from ui.decompose.sight import Sight
from ui.decompose.walking import Step, step_from


class CanvasKeyboard:
    """Turns keys into steps, commands and text.

    Attributes:
        space: whether Space is held, so that dragging moves the paper.
    """

    def __init__(
        self,
        sight: Sight,
        selected: SelectedCards,
        mouse: CanvasMouse,
        typing: CardTyping,
        *,
        scrubbing: Scrubbing,
        canvas: QWidget,
        command: Callable[[str], object],
    ) -> None:
        """Take the keys of ``canvas``; ``command`` is told the id of an action."""
        self._sight = sight
        self._selected = selected
        self._mouse = mouse
        self._typing = typing
        self._scrubbing = scrubbing
        self._canvas = canvas
        self._command = command
        self._space_used = False
        self.space = False

    def press(self, event: QKeyEvent, beside: QPoint) -> bool:
        """Walk, type, turn, fold, or ask for an action; return whether the key was any of that.

        Args:
            event: the key.
            beside: where there is room for words about the selected card.
        """
        step, command, typed = step_of(event), command_of(event), typed_text(event)
        held = event.modifiers()
        if event.key() == Qt.Key.Key_Escape and self._escape():
            return True
        if self._scrubbing.press(event, self._selected.key, beside):
            return True
        if event.key() == Qt.Key.Key_Space and not held:
            self.space = True
            if not event.isAutoRepeat():
                self._space_used = False
                self._canvas.setCursor(Qt.CursorShape.OpenHandCursor)
        elif step is not None and self._sight.scene is not None:
            self._walk(step, extending=bool(held & Qt.KeyboardModifier.ShiftModifier))
        elif command:
            self._command(command)
        elif typed and self._selected.node >= 0:
            self._typing.type_over(typed)
        else:
            return False
        return True

    def release(self, event: QKeyEvent) -> bool:
        """Fold when Space is let go and was not used to move the paper."""
        if event.key() != Qt.Key.Key_Space or event.isAutoRepeat():
            return False
        if self.space and not self._space_used:
            self._command("fold")
        self.forget()
        self._canvas.unsetCursor()
        return True

    def use_space(self) -> None:
        """Take note that something was pressed while Space was held."""
        self._space_used = self.space

    def forget(self) -> None:
        """Forget keys that were held."""
        self.space = self._space_used = False

    def _escape(self) -> bool:
        """Give up a gesture, else select the current card alone; return whether that was it."""
        if self._mouse.give_up(CancelReason.ESCAPE) or self._scrubbing.give_up():
            return True
        several = len(self._selected.nodes) > 1
        if several:
            self._selected.choose(self._selected.node)
        return several

    def _walk(self, step: Step, *, extending: bool) -> None:
        scene = self._sight.scene
        if scene is None:
            return
        node = scene.node_of(step_from(scene, scene.card_of(self._selected.node), step))
        self._sight.touch()
        if extending:
            self._selected.extend(node)
        else:
            self._selected.choose(node)
        self._sight.keep_in_view(node)
