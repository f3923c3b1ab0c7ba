"""Panes of the window, which F6 walks through."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def focus_pane(panes: Sequence[QWidget], by: int) -> None:
    """Put the focus into a pane beside the one that has it, as they lie on screen.

    Args:
        panes: those in view.
        by: how many panes to go on; negative goes back.
    """
    focused = QApplication.focusWidget()
    within = [
        place
        for place, pane in enumerate(panes)
        if focused is not None and (pane is focused or pane.isAncestorOf(focused))
    ]
    at = within[0] if within else (-1 if by > 0 else 0)
    for step in range(1, len(panes) + 1):
        target = first_focusable(panes[(at + by * step) % len(panes)])
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)
            return


def first_focusable(pane: QWidget) -> QWidget | None:
    """Return the first widget of ``pane``, or itself, that Tab would stop at."""
    widget: QWidget | None = pane
    while widget is not None:
        stops = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if stops and widget.isVisible() and widget.isEnabled():
            return widget
        widget = widget.nextInFocusChain()
        # The chain is a ring through the whole window: out of the pane, or round, is the end.
        if widget is pane or (widget is not None and not pane.isAncestorOf(widget)):
            return None
    return None
