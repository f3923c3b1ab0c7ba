"""The actions that say how the canvas shows the tree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from ui.decompose.canvas import TreeCanvas


class CanvasView:
    """Zooms and turns the tree, shows its overview, and leads from a link to its home."""

    def __init__(self, canvas: TreeCanvas) -> None:
        self._canvas = canvas

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what to call for each action, by its id."""
        return {
            "top_down": self.turn,
            "minimap": self.toggle_minimap,
            "fit": self._canvas.fit_all,
            "fit_selection": self._canvas.fit_selection,
            "zoom_in": partial(self._canvas.zoom, 1.0),
            "zoom_out": partial(self._canvas.zoom, -1.0),
            "go_home": self._canvas.go_home,
            "select_all": self._canvas.select_all,
        }

    def states(self) -> Mapping[str, bool]:
        """Return whether each checkable action is on."""
        return {"top_down": self._canvas.down, "minimap": self._canvas.minimap.wanted}

    def turn(self) -> None:
        """Let the tree grow down instead of to the right, or back."""
        self._canvas.turn(down=not self._canvas.down)

    def toggle_minimap(self) -> None:
        """Show the overview, or never."""
        minimap = self._canvas.minimap
        minimap.want(wanted=not minimap.wanted)
