"""Where Tab stops: widgets that are made late otherwise come after everything else."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def tab_before(anchor: QWidget, widgets: Iterable[QWidget]) -> None:
    """Let Tab stop at ``widgets``, in their order, right before it stops at ``anchor``."""
    late = tuple(widgets)
    before = anchor.previousInFocusChain()
    while before is not anchor and (
        before in late or not before.focusPolicy() & Qt.FocusPolicy.TabFocus
    ):
        before = before.previousInFocusChain()
    for one, other in pairwise((before, *late, anchor)):
        if one is not other:
            QWidget.setTabOrder(one, other)
