"""Which of canvas and outline a command is for: where the keys go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.decompose.canvas import TreeCanvas
from ui.decompose.canvas_view import CanvasView
from ui.decompose.commands import Commands
from ui.decompose.outline import Outline
from ui.decompose.view_bar import Shape
from ui.refusal import Refusal
from workbench.language import Language

Pane = TreeCanvas | Outline


class PaneCommands(QObject):
    """Runs what keys and menus ask for in the pane that is meant.

    Attributes:
        shape: how the tree is shown.
    """

    def __init__(
        self,
        commands: Commands,
        canvas: TreeCanvas,
        outline: Outline,
        parent: QWidget,
        *,
        language: Language,
        say: Callable[[Refusal | None], None],
    ) -> None:
        """Run ``commands`` on ``canvas`` or ``outline``; ``say`` tells what is refused."""
        super().__init__(parent)
        self._commands = commands
        self._canvas = canvas
        self._outline = outline
        self._language = language
        self._say = say
        self._views = CanvasView(canvas)
        self._pane: Pane = canvas
        self.shape = Shape.TREE

    @property
    def shown_pane(self) -> Pane:
        """The pane in view; the cards where both are."""
        return self._outline if self.shape is Shape.OUTLINE else self._canvas

    def work_in(self, pane: Pane) -> None:
        """Let commands be for ``pane``."""
        self._pane = self._commands.pane = pane

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what to call for each action that means one pane or the other."""
        return {
            # First, because what means cells in the outline goes where the keys go.
            **self._views.handlers(),
            **{name: partial(self.run_where_keys_go, name) for name in self._commands.handlers()},
            **{name: partial(self.run_where_keys_go, name) for name in self._outline.handlers()},
        }

    def menu_handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what to call for the lines of a menu of the pane that was last worked in."""
        # In cells of figures some of the actions mean the cells.
        own = self._outline.handlers() if self._pane is self._outline else {}
        return {**self._commands.handlers(), **own}

    def states(self) -> Mapping[str, bool]:
        """Return whether each checkable action of the canvas is on."""
        return self._views.states()

    def run_where_keys_go(self, command: str) -> None:
        """Run what a menu asks for where the keyboard is, or was before the menu."""
        focused = self._outline.window().focusWidget()
        in_outline = focused is not None and self._outline.isAncestorOf(focused)
        both = self.shape is Shape.BOTH
        self._run(command, self._outline if both and in_outline else self.shown_pane)

    def run_on_canvas(self, command: str) -> None:
        """Run what a key on the canvas asks for."""
        self._run(command, self._canvas)

    def run_on_outline(self, command: str) -> None:
        """Run what a key in the outline asks for."""
        self._run(command, self._outline)

    def _run(self, command: str, pane: Pane) -> None:
        self.work_in(pane)
        own = self._outline.handlers() if pane is self._outline else {}
        others = {**self._views.handlers(), **self._commands.handlers()}
        handler = own.get(command) or others.get(command)
        if handler is not None:
            handler()
        elif command in self._outline.handlers():
            text = self._language.text("Figures are filled in the outline: show it first.")
            self._say(Refusal(text))
