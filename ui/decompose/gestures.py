"""What a press on the canvas may become: panning, moving a card, scrubbing a figure.

A gesture is made when the button goes down, told about every move, and ended or cancelled
once. It changes nothing by itself: it asks the stage it was given.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPointF, Qt

from ui.decompose.dropping import Landing

THRESHOLD = 5.0
"""Pixels of a move from which a press is a drag."""
PER_PIXEL = 0.005
"""Relative change of a scrubbed figure for one pixel."""
FINE_PER_PIXEL = 0.0005
"""The same while Alt is held."""
COARSE_PER_PIXEL = 0.02
"""The same while Shift is held."""


class Gesture(Protocol):
    """One press of a mouse button, until it is released or given up."""

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier, /) -> None:
        """Follow the pointer to ``at``, in pixels of the canvas."""
        ...

    def end(self) -> None:
        """Do what the gesture came to."""
        ...

    def cancel(self) -> None:
        """Leave everything as it was."""
        ...


class PanStage(Protocol):
    """What panning needs of the canvas."""

    def pan(self, by: QPointF) -> None:
        """Move the paper by pixels."""
        ...


class Pan:
    """Moves the paper under the pointer."""

    def __init__(self, stage: PanStage, start: QPointF) -> None:
        self._stage = stage
        self._last = start

    def move(self, at: QPointF, _modifiers: Qt.KeyboardModifier) -> None:
        """Follow the pointer."""
        self._stage.pan(at - self._last)
        self._last = at

    def end(self) -> None:
        """Stay where the paper is."""

    def cancel(self) -> None:
        """Stay where the paper is: a view is not worth taking back."""


class MoveStage(Protocol):
    """What moving a card needs of the canvas."""

    def landing(self, node: int, at: QPointF) -> Landing | None:
        """Return where ``node`` would land at a point, in pixels; None: nowhere."""
        ...

    def show_drag(self, node: int, by: QPointF, landing: Landing | None) -> None:
        """Show a card on its way; ``by`` is in pixels."""
        ...

    def hide_drag(self) -> None:
        """Show no card on its way any more."""
        ...

    def drop(self, node: int, landing: Landing) -> None:
        """Put the card where it landed."""
        ...


class MoveCard:
    """Takes a card, with what is below it, to another place of the tree."""

    def __init__(self, stage: MoveStage, node: int, start: QPointF) -> None:
        self._stage = stage
        self._node = node
        self._start = start
        self._landing: Landing | None = None
        self._moving = False

    def move(self, at: QPointF, _modifiers: Qt.KeyboardModifier) -> None:
        """Show where the card would land."""
        by = at - self._start
        if not self._moving and by.manhattanLength() < THRESHOLD:
            return
        self._moving = True
        self._landing = self._stage.landing(self._node, at)
        self._stage.show_drag(self._node, by, self._landing)

    def end(self) -> None:
        """Drop the card."""
        self._stage.hide_drag()
        if self._moving and self._landing is not None:
            self._stage.drop(self._node, self._landing)

    def cancel(self) -> None:
        """Let the card go back."""
        self._stage.hide_drag()


class Figure(Protocol):
    """A figure that can be turned; see :class:`ui.decompose.turning.Turn`."""

    def to(self, value: float, /) -> None:
        """Make it be ``value``."""
        ...

    def back(self) -> None:
        """Put it back to where it was."""
        ...


class Reading(Protocol):
    """Says what becomes of a figure while it is turned."""

    def follow(self, at: QPointF, /) -> None:
        """Say so beside the pointer."""
        ...

    def finish(self) -> None:
        """Say no more."""
        ...


class Scrub:
    """Turns the figure of a driver by dragging on it: to the right more, to the left less."""

    def __init__(self, figure: Figure, value: float, start: QPointF, reading: Reading) -> None:
        """Turn ``figure``, which is ``value`` now, from where the button went down."""
        self._reading = reading
        self._figure = figure
        self._value = value
        self._factor = 1.0
        self._last = start
        self._start = start
        self._moving = False

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Turn the figure by how far the pointer went: finely with Alt, coarsely with Shift."""
        if not self._moving and abs(at.x() - self._start.x()) < THRESHOLD:
            return
        self._moving = True
        step = (at.x() - self._last.x()) * _per_pixel(modifiers)
        self._last = at
        self._factor = max(0.0, self._factor + step)
        if abs(self._factor - 1.0) < FINE_PER_PIXEL / 2:
            self._figure.back()
        else:
            # Four digits, as somebody would type it; fine steps need one more.
            digits = 5 if modifiers & Qt.KeyboardModifier.AltModifier else 4
            self._figure.to(float(f"{self._value * self._factor:.{digits}g}"))
        self._reading.follow(at)

    def end(self) -> None:
        """Keep the figure."""
        self._reading.finish()

    def cancel(self) -> None:
        """Take the figure back."""
        if self._moving:
            self._figure.back()
        self._reading.finish()


def _per_pixel(modifiers: Qt.KeyboardModifier) -> float:
    if modifiers & Qt.KeyboardModifier.AltModifier:
        return FINE_PER_PIXEL
    return COARSE_PER_PIXEL if modifiers & Qt.KeyboardModifier.ShiftModifier else PER_PIXEL
