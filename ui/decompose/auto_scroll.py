"""The paper moves by itself while something is dragged near the edge of the canvas."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QPointF, QRectF, QTimer

from ui.decompose.sight import Sight

_ZONE: Final = 36.0
"""Pixels from the edge in which the paper moves."""
_FASTEST: Final = 22.0
"""Pixels in one step, at the very edge and beyond."""
_STEP_MS: Final = 16


def scroll_at(at: QPointF, paper: QRectF, tree: QRectF) -> QPointF:
    """Return how far the paper moves in one step while the pointer is at ``at``.

    Args:
        at: the pointer, in pixels of the canvas.
        paper: the canvas.
        tree: where the whole tree lies on it; the paper does not move beyond that.
    """
    x = _along(at.x(), (paper.left(), paper.right()), (tree.left(), tree.right()))
    y = _along(at.y(), (paper.top(), paper.bottom()), (tree.top(), tree.bottom()))
    return QPointF(x, y)


def _along(at: float, paper: tuple[float, float], tree: tuple[float, float]) -> float:
    before = min(1.0, (paper[0] + _ZONE - at) / _ZONE)
    after = min(1.0, (at - paper[1] + _ZONE) / _ZONE)
    if before > 0.0:
        return min(before * _FASTEST, max(0.0, paper[0] + _ZONE - tree[0]))
    if after > 0.0:
        return -min(after * _FASTEST, max(0.0, tree[1] + _ZONE - paper[1]))
    return 0.0


class AutoScroll(QObject):
    """Moves the paper step by step, and tells the gesture that it did."""

    def __init__(self, sight: Sight, paper: Callable[[], QRectF], parent: QObject) -> None:
        """Move what ``sight`` sees of a canvas of the size of ``paper``."""
        super().__init__(parent)
        self._sight = sight
        self._paper = paper
        self._at = QPointF()
        self._again: Callable[[], object] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MS)
        self._timer.timeout.connect(self._step)

    def follow(self, at: QPointF, again: Callable[[], object]) -> None:
        """Move the paper as long as the pointer rests at ``at``; call ``again`` each time."""
        self._at = at
        self._again = again
        if self._by().isNull():
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """Leave the paper where it is."""
        self._timer.stop()
        self._again = None

    def _by(self) -> QPointF:
        return scroll_at(self._at, self._paper(), self._sight.bounds)

    def _step(self) -> None:
        by = self._by()
        if by.isNull() or self._again is None:
            self._timer.stop()
            return
        self._sight.pan(by)
        self._again()
