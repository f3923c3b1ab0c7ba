"""Cards that light up for a moment, so that one sees how far an edit reached."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QStyle, QWidget

_SECONDS: Final = 0.6
_FRAME_MS: Final = 33


def animations_wanted(widget: QWidget) -> bool:
    """Return whether the system and the style let things move by themselves."""
    # Only Windows tells Qt what was chosen there; elsewhere the style says it.
    if sys.platform == "win32" and not QApplication.isEffectEnabled(Qt.UIEffect.UI_General):
        return False
    hint = QStyle.StyleHint.SH_Widget_Animation_Duration
    return widget.style().styleHint(hint, None, widget) > 0


class Flashing(QObject):
    """Lets nodes light up and fade; while nothing does, no timer runs.

    Attributes:
        nodes: those that light up now.
        wanted: whether whoever works here wants things to move.
    """

    lit = Signal(object)
    """The nodes that look different now, a frozenset."""

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._start = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_FRAME_MS)
        self._timer.timeout.connect(self._fade)
        self.nodes: frozenset[int] = frozenset()
        self.wanted = True

    @property
    def strength(self) -> float:
        """How strongly they do, from 1 to 0."""
        gone = (time.perf_counter() - self._start) / _SECONDS
        return max(0.0, 1.0 - gone)

    def light(self, nodes: Iterable[int]) -> None:
        """Let nodes light up from now on, and no others."""
        before = self.nodes
        if not (self.wanted and animations_wanted(self._canvas) and self._canvas.isVisible()):
            return
        self.nodes = frozenset(nodes)
        self._start = time.perf_counter()
        self._timer.start()
        self.lit.emit(before | self.nodes)

    def stop(self) -> None:
        """Let nothing light up any more."""
        self._timer.stop()
        before, self.nodes = self.nodes, frozenset()
        self.lit.emit(before)

    def _fade(self) -> None:
        if self.strength <= 0.0:
            self.stop()
        else:
            self.lit.emit(self.nodes)
