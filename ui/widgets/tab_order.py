"""Where Tab stops: widgets that are made late otherwise come after everything else."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def tab_before(anchor: QWidget, widgets: Iterable[QWidget]) -> None:
    """Let Tab stop at ``widgets``, in their order, right before it stops at ``anchor``."""
    late = tuple(widgets)
    before: QWidget | None = anchor.previousInFocusChain()
    while before is not None and before is not anchor and not _stops(before, late):
        before = before.previousInFocusChain()
    stops = (*late, anchor) if before is None else (before, *late, anchor)
    for one, other in pairwise(stops):
        if one is not other:
            QWidget.setTabOrder(one, other)


def _stops(widget: QWidget, late: tuple[QWidget, ...]) -> bool:
    return widget not in late and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
