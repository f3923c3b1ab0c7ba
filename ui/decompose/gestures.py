"""What a press on the canvas may become: panning, moving cards, enclosing them, scrubbing.

A gesture is made when the button goes down, started, told about every move, and ended or
cancelled once. It changes nothing by itself: it asks the stage it was given.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from typing import ClassVar, Protocol

from PySide6.QtCore import QPointF, QRectF, Qt

from ui.decompose.dropping import Landing

THRESHOLD = 5.0
"""Pixels of a move from which a press is a drag."""
PER_PIXEL = 0.005
"""Relative change of a scrubbed figure for one pixel."""
FINE_PER_PIXEL = 0.0005
"""The same while Alt is held."""
COARSE_PER_PIXEL = 0.02
"""The same while Shift is held."""


class CancelReason(Enum):
    """Why a gesture did not come to its end."""

    ESCAPE = auto()
    """It was given up by hand."""
    OVERTAKEN = auto()
    """Something else began: a double click, a menu."""
    UNDERMINED = auto()
    """What it worked on is another thing now, or gone."""


class Gesture(Protocol):
    """One press of a mouse button, until it is released or given up."""

    scrolls: ClassVar[bool]
    """Whether the paper moves while the pointer is near the edge."""

    def start(self, at: QPointF, modifiers: Qt.KeyboardModifier, /) -> None:
        """Begin where the button went down, in pixels of the canvas."""
        ...

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier, /) -> None:
        """Follow the pointer to ``at``, in pixels of the canvas."""
        ...

    def end(self) -> None:
        """Do what the gesture came to."""
        ...

    def cancel(self, reason: CancelReason, /) -> None:
        """Leave everything as it was, as far as that is still possible."""
        ...


class PanStage(Protocol):
    """What panning needs of the canvas."""

    def pan(self, by: QPointF) -> None:
        """Move the paper by pixels."""
        ...


class Pan:
    """Moves the paper under the pointer."""

    scrolls: ClassVar[bool] = False

    def __init__(self, stage: PanStage) -> None:
        self._stage = stage
        self._last = QPointF()

    def start(self, at: QPointF, _modifiers: Qt.KeyboardModifier) -> None:
        """Take hold of the paper."""
        self._last = at

    def move(self, at: QPointF, _modifiers: Qt.KeyboardModifier) -> None:
        """Follow the pointer."""
        self._stage.pan(at - self._last)
        self._last = at

    def end(self) -> None:
        """Stay where the paper is."""

    def cancel(self, _reason: CancelReason) -> None:
        """Stay where the paper is: a view is not worth taking back."""


class MoveStage(Protocol):
    """What moving cards needs of the canvas."""

    def to_scene(self, at: QPointF) -> QPointF:
        """Return the point of the scene under a point of the canvas."""
        ...

    def landing(self, nodes: tuple[int, ...], at: QPointF) -> Landing | None:
        """Return where ``nodes`` would land at a point, in pixels; None: nowhere."""
        ...

    def show_drag(
        self, nodes: tuple[int, ...], held: int, by: QPointF, landing: Landing | None
    ) -> None:
        """Show cards on their way, ``held`` under the pointer; ``by`` is in scene units."""
        ...

    def hide_drag(self) -> None:
        """Show no card on its way any more."""
        ...

    def drop(self, nodes: tuple[int, ...], landing: Landing) -> None:
        """Put the cards where they landed."""
        ...

    def click(self, node: int) -> None:
        """Select one card alone."""
        ...


class MoveCards:
    """Takes cards, with what is below them, to another place of the tree."""

    scrolls: ClassVar[bool] = True

    def __init__(self, stage: MoveStage, nodes: tuple[int, ...], held: int) -> None:
        """Take ``nodes``, of which ``held`` is under the pointer."""
        self._stage = stage
        self._nodes = nodes
        self._held = held
        self._start = self._from = QPointF()
        self._landing: Landing | None = None
        self._moving = False

    def start(self, at: QPointF, _modifiers: Qt.KeyboardModifier) -> None:
        """Take hold of the cards."""
        self._start = at
        # The paper may move on the way.
        self._from = self._stage.to_scene(at)

    def move(self, at: QPointF, _modifiers: Qt.KeyboardModifier) -> None:
        """Show where the cards would land."""
        if not self._moving and (at - self._start).manhattanLength() < THRESHOLD:
            return
        self._moving = True
        self._landing = self._stage.landing(self._nodes, at)
        by = self._stage.to_scene(at) - self._from
        self._stage.show_drag(self._nodes, self._held, by, self._landing)

    def end(self) -> None:
        """Drop the cards; where nothing moved it was a click."""
        if not self._moving:
            self._stage.click(self._held)
            return
        self._stage.hide_drag()
        if self._landing is not None:
            self._stage.drop(self._nodes, self._landing)

    def cancel(self, _reason: CancelReason) -> None:
        """Let the cards go back."""
        self._stage.hide_drag()


class BandStage(Protocol):
    """What enclosing cards needs of the canvas."""

    def to_scene(self, at: QPointF) -> QPointF:
        """Return the point of the scene under a point of the canvas."""
        ...

    def show_band(self, band: QRectF, *, adding: bool) -> None:
        """Show what is enclosed; ``adding`` to what is selected already."""
        ...

    def hide_band(self) -> None:
        """Show nothing enclosed any more."""
        ...

    def choose_enclosed(self, band: QRectF, *, adding: bool) -> None:
        """Select what is enclosed."""
        ...


class RubberBand:
    """Encloses cards, which are selected then; with Ctrl or Shift beside those that are."""

    scrolls: ClassVar[bool] = True

    def __init__(self, stage: BandStage) -> None:
        self._stage = stage
        self._start = self._from = QPointF()
        self._band = QRectF()
        self._adding = False
        self._moving = False

    def start(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Put the first corner down."""
        held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        self._adding = bool(modifiers & held)
        self._start = at
        self._from = self._stage.to_scene(at)
        self._band = QRectF(self._from, self._from)

    def move(self, at: QPointF, _modifiers: Qt.KeyboardModifier) -> None:
        """Draw the band to the pointer."""
        if not self._moving and (at - self._start).manhattanLength() < THRESHOLD:
            return
        self._moving = True
        self._band = QRectF(self._from, self._stage.to_scene(at)).normalized()
        self._stage.show_band(self._band, adding=self._adding)

    def end(self) -> None:
        """Select what is enclosed: nothing, where it was a click on empty ground."""
        self._stage.hide_band()
        self._stage.choose_enclosed(self._band, adding=self._adding)

    def cancel(self, _reason: CancelReason) -> None:
        """Leave selected what was."""
        self._stage.hide_band()


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

    scrolls: ClassVar[bool] = False

    def __init__(
        self,
        figure: Figure,
        value: float,
        reading: Reading,
        clicked: Callable[[], object] | None = None,
    ) -> None:
        """Turn ``figure``, which is ``value`` now; ``clicked`` is called where nothing moved."""
        self._clicked = clicked
        self._reading = reading
        self._figure = figure
        self._value = value
        self._factor = 1.0
        self._last = self._start = QPointF()
        self._moving = False

    def start(self, at: QPointF, _modifiers: Qt.KeyboardModifier) -> None:
        """Take hold of the figure."""
        self._last = self._start = at

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
        """Keep the figure; where nothing moved it was a click."""
        self._reading.finish()
        if not self._moving and self._clicked is not None:
            self._clicked()

    def cancel(self, reason: CancelReason) -> None:
        """Take the figure back, unless the plan it stood in is another one now."""
        if self._moving and reason is not CancelReason.UNDERMINED:
            self._figure.back()
        self._reading.finish()


def _per_pixel(modifiers: Qt.KeyboardModifier) -> float:
    if modifiers & Qt.KeyboardModifier.AltModifier:
        return FINE_PER_PIXEL
    return COARSE_PER_PIXEL if modifiers & Qt.KeyboardModifier.ShiftModifier else PER_PIXEL
