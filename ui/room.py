"""What the window may ask of a room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from models.keys import KpiKey

DECOMPOSE, PRIORITISE = "decompose", "prioritise"
"""The ids of the rooms."""


@runtime_checkable
class Room(Protocol):
    """A room answers to actions of :mod:`ui.actions` by their id."""

    def action_handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what to call for each action the room answers to, by the action's id."""
        ...

    def action_states(self) -> Mapping[str, bool]:
        """Return whether each of its checkable actions is on, by the action's id."""
        ...

    def panes(self) -> tuple[QWidget, ...]:
        """Return what F6 walks through in it, as it lies on screen."""
        ...

    def show_kpi(self, key: KpiKey) -> None:
        """Bring a KPI into view; the document selects it already."""
        ...
