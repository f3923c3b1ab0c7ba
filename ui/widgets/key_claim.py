"""Keys that mean something in a widget, kept from the shortcuts of the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

Asks = Callable[[QKeyEvent], bool]


class KeyClaim(QObject):
    """Tells Qt, before shortcuts are tried, whose a key is.

    A filter, for an override of ``event`` would stand beneath every other override of the
    widget, and on Python 3.11 an error in one of those ends the process.
    """

    def __init__(
        self, widget: QWidget, *, claims: Asks | None = None, leaves: Asks | None = None
    ) -> None:
        """Watch ``widget``.

        Args:
            widget: has the focus when keys are pressed.
            claims: whether a key is the widget's.
            leaves: whether a key is the window's although the widget would take it.
        """
        super().__init__(widget)
        self._claims = claims
        self._leaves = leaves
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Decide about a key that may be a shortcut."""
        if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if self._claims is not None and self._claims(event):
            event.accept()
            return True
        if self._leaves is not None and self._leaves(event):
            event.ignore()
            return True
        return False
