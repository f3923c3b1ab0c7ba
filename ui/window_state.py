"""What one window takes over from another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt

if TYPE_CHECKING:
    from ui.plan_view import PlanView


@dataclass(frozen=True, slots=True)
class WindowState:
    """What a window built anew takes over from the one before.

    Attributes:
        view: what is on screen of the plan; None while none was shown yet.
        place: where the window stands, and how large it is while it is neither maximised nor
            full screen.
        state: whether it is.
        preference: the one whose switch had the keyboard; None where preferences are closed.
    """

    view: PlanView | None
    place: QRect
    state: Qt.WindowState
    preference: str | None = None
