"""How the tree of a plan is looked at: what the Decompose room gives and takes as one value."""

from __future__ import annotations

from dataclasses import dataclass

from models.keys import KpiKey


@dataclass(frozen=True, slots=True)
class Seen:
    """What the canvas shows.

    Attributes:
        scale: pixels per scene unit.
        x: of the scene, in the middle of the canvas.
        y: likewise.
    """

    scale: float
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class ViewState:
    """How a tree is looked at; whatever no longer fits is left out when it is taken.

    Attributes:
        shape: the tree, the outline, or both: a value of :class:`ui.decompose.view_bar.Shape`.
        folded: whose branches are folded away.
        seen: what the canvas shows; None while nobody chose it.
        split: pixels of canvas and outline while both are shown; empty for as at first.
        switched_on: ids of the checkable actions that are on: catalogue, minimap, top-down.
            None for as at first.
    """

    shape: str = "tree"
    folded: tuple[KpiKey, ...] = ()
    seen: Seen | None = None
    split: tuple[int, ...] = ()
    switched_on: tuple[str, ...] | None = None
