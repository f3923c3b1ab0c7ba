"""What a picture of a tree shows: frozen values, worded and coloured by the caller."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor

from ui.drawing.tree_layout import Layout

CARD_WIDTH: Final = 200.0
CARD_HEIGHT: Final = 82.0
"""Of a card whose name takes one line."""
NAME_LINE: Final = 16.0
"""What each further line of a name adds."""
HANDLE_RADIUS: Final = 11.0
"""Of the circle between a parent and its children."""
PLUS_RADIUS: Final = 9.0
"""Of the circle that adds a child."""


class CardKind(Enum):
    """What a card stands for."""

    KPI = "kpi"
    LINK = "link"
    UNKNOWN = "unknown"


class Verdict(Enum):
    """Whether a change is for the better."""

    GOOD = "good"
    BAD = "bad"
    NONE = "none"


class Mark(Enum):
    """The gravest problem of a card."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class StripePart:
    """A part of the responsibility stripe: a share from 0 to 1, and its colour."""

    share: float
    colour: QColor


@dataclass(frozen=True, slots=True)
class CardPicture:
    """One card.

    Attributes:
        lines: the name, in one or two lines.
        name: the name in one line, for when the card is seen from afar.
        value: the figure as it is written, "—" where there is none.
        change: change against the base as it is written; empty: nothing to compare with.
        direction: 1 where the figure rose, -1 where it fell, else 0.
        verdict: whether that is good.
        stripe: who answers for it, from left to right.
        spark: the figures of the periods, NaN for no value; empty: no sparkline.
        caption: a quiet word beneath the value; may be empty.
        mark: the gravest problem, if there is one.
        locked: whether it is a lever that must not move.
    """

    kind: CardKind
    lines: tuple[str, ...]
    name: str
    value: str
    change: str = ""
    direction: int = 0
    verdict: Verdict = Verdict.NONE
    stripe: tuple[StripePart, ...] = ()
    spark: tuple[float, ...] = ()
    caption: str = ""
    mark: Mark | None = None
    locked: bool = False


@dataclass(frozen=True, slots=True)
class TreePicture:
    """A tree that is laid out and ready to be painted.

    Attributes:
        layout: where the cards stand.
        parent: (cards,) index of each card's parent, -1 for a root; preorder.
        dashed: (cards,) whether a card, and the edge to it, is drawn dashed.
        folded: (cards,) how many cards are folded away under each.
        operators: (cards,) the sign between a card and its children; "" without children.
        card: returns a card by its index; asked for the cards in view only.
    """

    layout: Layout
    parent: NDArray[np.intp]
    dashed: NDArray[np.bool_]
    folded: NDArray[np.intp]
    operators: tuple[str, ...]
    card: Callable[[int], CardPicture]


@dataclass(frozen=True, slots=True)
class Drop:
    """Where a dragged card would land, in scene units: a line between cards, or a card."""

    line: tuple[QPointF, QPointF] | None
    card: int | None


@dataclass(frozen=True, slots=True)
class Carried:
    """Cards on their way to another place.

    Attributes:
        cards: all of them.
        held: the one under the pointer; -1 where something new comes, which has no card yet.
        by: how far it went, in scene units.
        drop: where it would land; None: nowhere.
    """

    cards: frozenset[int]
    held: int
    by: QPointF
    drop: Drop | None = None


@dataclass(frozen=True, slots=True)
class Flash:
    """Cards that light up for a moment: ``strength`` goes from 1 to 0."""

    cards: frozenset[int]
    strength: float


@dataclass(frozen=True, slots=True)
class Highlights:
    """What stands out.

    Attributes:
        selected: index of the selected card, -1 for none.
        chosen: every selected card where there are several, ``selected`` among them.
        twins: other cards of the KPI that is selected or under the pointer.
        linked: the card that dashed curves lead from to its twins, -1 for none.
        hovered: index of the card under the pointer, -1 for none.
        adding: whether the pointer is on the handle of ``hovered`` that adds a card.
        carried: cards on their way.
        band: what a rubber band encloses, in scene units.
        flash: cards that light up.
        focused: whether the keyboard is here.
    """

    selected: int = -1
    chosen: frozenset[int] = frozenset()
    twins: frozenset[int] = frozenset()
    linked: int = -1
    hovered: int = -1
    adding: bool = False
    carried: Carried | None = None
    band: QRectF | None = None
    flash: Flash | None = None
    focused: bool = True


@dataclass(frozen=True, slots=True)
class View:
    """Which part of the scene is seen: ``scale`` pixels per unit, ``left``, ``top`` at 0, 0."""

    scale: float = 1.0
    left: float = 0.0
    top: float = 0.0

    def to_scene(self, point: QPointF) -> QPointF:
        """Return the scene point under a point of the paper."""
        return QPointF(point.x() / self.scale + self.left, point.y() / self.scale + self.top)

    def to_paper(self, rect: QRectF) -> QRectF:
        """Return where a rectangle of the scene lies on the paper."""
        return QRectF(
            (rect.x() - self.left) * self.scale,
            (rect.y() - self.top) * self.scale,
            rect.width() * self.scale,
            rect.height() * self.scale,
        )


@dataclass(frozen=True, slots=True)
class TreeStyle:
    """Colours of a drawn tree by what they are for."""

    ground: QColor
    card: QColor
    border: QColor
    border_hovered: QColor
    edge: QColor
    shadow: QColor
    text: QColor
    quiet: QColor
    accent: QColor
    accent_soft: QColor
    accent_text: QColor
    halo: QColor
    good: QColor
    bad: QColor
    warning: QColor
    error: QColor
    stripe_ground: QColor
