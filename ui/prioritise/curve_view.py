"""A payout curve whose points are dragged, or moved by keys; lines below say the same in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.drawing.curve_painter import CurveFrame, CurvePicture, CurveStyle, paint_curve
from ui.fonts import TextStyle, font
from ui.theme import Theme

_HEIGHT = 210
_NEAR = 11.0
"""Pixels within which a point is meant."""
_STEP, _FINE = 12.0, 2.0
"""Pixels that one key moves a point, and with Ctrl."""
_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


@dataclass(frozen=True, slots=True)
class PointMove:
    """A point that is put elsewhere.

    Attributes:
        index: of the point, from left to right.
        at: the result.
        pay: the payout, 1.0 being 100 %.
        gesture: a number that all moves of one drag share.
    """

    index: int
    at: float
    pay: float
    gesture: int


class CurveView(QWidget):
    """Paints one curve; arrows walk along its points, Shift+arrows move the one with the ring."""

    moved = Signal(object)
    """PointMove: somebody moves a point."""
    added = Signal(float, float)
    """Result and payout of a point that somebody adds by a double click."""
    halved = Signal(int)
    """After which point another one is added by key."""
    removed = Signal(int)
    """Which point somebody takes out."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        colours = theme.colours
        self._theme = theme
        self._picture: CurvePicture | None = None
        self._editable = False
        self._current = 0
        self._gesture = 0
        self._dragged: CurveFrame | None = None
        self._grip = QPointF()
        self._style = CurveStyle(
            line=theme.marketing,
            panel=colours.panel,
            axis=colours.line_strong,
            label=colours.text_quiet,
            result=theme.sales,
            ring=colours.selection_ring,
            font=font(TextStyle.SMALL),
        )
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def picture(self) -> CurvePicture | None:
        """What is painted."""
        return self._picture

    @property
    def current(self) -> int:
        """The point that keys move, from left to right."""
        return self._current

    def show_picture(
        self, picture: CurvePicture | None, words: str, *, editable: bool = False
    ) -> None:
        """Paint another curve.

        Args:
            picture: what is painted.
            words: the same, for who does not see it.
            editable: whether its points can be moved.
        """
        self._picture = picture
        self._editable = editable
        points = 0 if picture is None else len(picture.points)
        self._current = min(self._current, max(points - 1, 0))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if editable else Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(words)
        self.update()

    def choose(self, index: int) -> None:
        """Put the ring on a point."""
        points = 0 if self._picture is None else len(self._picture.points)
        self._current = min(max(index, 0), max(points - 1, 0))
        self.update()

    def new_gesture(self) -> int:
        """Return a number for a new drag, so that it becomes a step of its own."""
        self._gesture += 1
        return self._gesture

    @override
    def sizeHint(self) -> QSize:
        """Return a calm format."""
        return QSize(280, _HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the curve, and the ring where keys go."""
        if self._picture is None:
            return
        picture = self._picture
        if self._editable and self.hasFocus():
            picture = replace(picture, current=self._current)
        painter = QPainter(self)
        frame = self._dragged or self._frame(picture)
        paint_curve(painter, picture, self._style, frame)
        if self._editable and self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.colours.selection_ring, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.end()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a point."""
        found = self._point_at(event.position())
        if event.button() is not Qt.MouseButton.LeftButton or found is None:
            super().mousePressEvent(event)
            return
        picture = self._picture
        if picture is None:
            return
        self._current = found
        self._dragged = self._frame(picture)
        self._grip = self._dragged.point(picture.points[found]) - event.position()
        self.new_gesture()
        self.update()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the point that is held; show which one could be."""
        if self._dragged is not None:
            at, pay = self._dragged.meant(event.position() + self._grip)
            self.moved.emit(PointMove(self._current, at, pay, self._gesture))
            return
        near = self._point_at(event.position()) is not None
        shape = Qt.CursorShape.SizeAllCursor if near else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._dragged = None
        self.update()
        super().mouseReleaseEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Add a point."""
        picture = self._picture
        if picture is None or not self._editable:
            return
        if self._point_at(event.position()) is None:
            frame = self._frame(picture)
            if frame.plot.contains(event.position()):
                self.added.emit(*frame.meant(event.position()))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk along the points, move one, add one, take one out."""
        picture, key = self._picture, Qt.Key(event.key())
        if picture is None or not self._editable:
            super().keyPressEvent(event)
            return
        way = _ARROWS.get(key)
        if way is not None and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            fine = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._step(picture, way, _FINE if fine else _STEP)
        elif way is not None and way[0]:
            self.choose(self._current + way[0])
        elif key is Qt.Key.Key_Home:
            self.choose(0)
        elif key is Qt.Key.Key_End:
            self.choose(len(picture.points) - 1)
        elif key in {Qt.Key.Key_Insert, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.halved.emit(self._current)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.removed.emit(self._current)
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring, and begin a step of its own."""
        super().focusInEvent(event)
        self.new_gesture()
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let go, and hide the ring."""
        super().focusOutEvent(event)
        self._dragged = None
        self.update()

    def _step(self, picture: CurvePicture, way: tuple[int, int], pixels: float) -> None:
        if not picture.points:
            return
        across, up = self._frame(picture).steps
        at, pay = picture.points[self._current]
        result = rounded_step(at, way[0] * pixels * across)
        payout = rounded_step(pay, way[1] * pixels * up)
        self.moved.emit(PointMove(self._current, result, payout, self._gesture))

    def _frame(self, picture: CurvePicture) -> CurveFrame:
        return CurveFrame(picture, QRectF(self.rect()), self._style.font)

    def _point_at(self, place: QPointF) -> int | None:
        picture = self._picture
        if picture is None or not self._editable:
            return None
        frame = self._frame(picture)
        away = [(frame.point(pair) - place).manhattanLength() for pair in picture.points]
        near = min(range(len(away)), key=away.__getitem__, default=None)
        return near if near is not None and away[near] <= _NEAR else None


def rounded_step(start: float, step: float) -> float:
    """Return ``start`` moved by about ``step``, on a number that reads well."""
    if not step:
        return start
    grain = readable_grain(step)
    return round((start + max(abs(step), grain) * (1 if step > 0 else -1)) / grain) * grain


def readable_grain(step: float) -> float:
    """Return the largest of 1, 2 or 5 times a power of ten that is no larger than ``step``."""
    size = abs(step)
    if not size:
        return 1.0
    power = 10.0 ** float(f"{size:e}".split("e")[1])
    return next(part * power for part in (5.0, 2.0, 1.0) if part * power <= size * (1 + 1e-9))
