"""Keys and turns of the mouse that are no actions, so that the page of keys has them too.

They mean something only where they are typed: on the canvas, in a table, among the scenarios.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from workbench.language import message


@dataclass(frozen=True, slots=True)
class OtherKey:
    """One of them.

    Attributes:
        keys: how it is written, in words.
        text: what it does.
    """

    keys: str
    text: str


@dataclass(frozen=True, slots=True)
class OtherKeys:
    """Those of one place in the window."""

    title: str
    rows: tuple[OtherKey, ...]


OTHER_KEYS: Final[tuple[OtherKeys, ...]] = (
    OtherKeys(
        message("On the tree"),
        (
            OtherKey(message("← → ↑ ↓"), message("Walk from card to card")),
            OtherKey(message("Home · End"), message("First or last card")),
            OtherKey(message("Letters"), message("Add to the name")),
            OtherKey(message("Digits"), message("Replace the figure of a driver")),
            OtherKey(message("Esc"), message("Give up what is typed or dragged")),
            OtherKey(message("Double click"), message("Type a name or a figure")),
            OtherKey(message("Ctrl+click · Shift+click"), message("Select several cards")),
            OtherKey(message("Shift+arrows"), message("Select what lies between")),
            OtherKey(message("Drag from empty ground"), message("Select what is enclosed")),
            OtherKey(message("Drag"), message("Move cards with their branches")),
            OtherKey(message("Drag"), message("Turn a figure; with Alt, finely")),
            OtherKey(message("Shift+drag"), message("Turn a figure coarsely")),
            OtherKey(message("Ctrl+↑ · ↓"), message("Turn the figure by 1 %; with Alt, 0.1 %")),
            OtherKey(message("Wheel · Space+drag"), message("Move the paper")),
            OtherKey(message("Ctrl+wheel"), message("Zoom at the pointer")),
        ),
    ),
    OtherKeys(
        message("In tables"),
        (
            OtherKey(message("Digits, letters"), message("Replace the cell")),
            OtherKey(message("Enter · Tab"), message("Next cell below or beside")),
            OtherKey(message("Del"), message("Empty the cell")),
            OtherKey(message("Ctrl+D"), message("Take the cell above")),
            OtherKey(message("Ctrl+C"), message("Copy the cell")),
        ),
    ),
    OtherKeys(
        message("In the outline"),
        (
            OtherKey(message("Shift+arrows"), message("Select more cells")),
            OtherKey(message("Ctrl+arrows"), message("First or last cell")),
            OtherKey(message("Ctrl+C · X · V"), message("Copy, cut, paste, with Excel too")),
        ),
    ),
    OtherKeys(
        message("Among people, positions and objectives"),
        (
            OtherKey(message("Shift+arrows"), message("Select more cells")),
            OtherKey(message("Ctrl+C · X · V"), message("Copy, cut, paste, with Excel too")),
            OtherKey(message("Shift+Space · Ctrl+Space"), message("Select rows, or columns")),
            OtherKey(message("Ctrl+Del"), message("Remove rows")),
            OtherKey(message("Ctrl+Enter"), message("Details of the person")),
        ),
    ),
    OtherKeys(
        message("When a target is cascaded"),
        (OtherKey(message("Space"), message("Lock or unlock the driver")),),
    ),
    OtherKeys(
        message("In the checks"),
        (
            OtherKey(message("Enter"), message("Show where it is")),
            OtherKey(message("Ctrl+Enter"), message("Take the way out")),
            OtherKey(message("Del"), message("Put the hint aside")),
        ),
    ),
    OtherKeys(
        message("Among the scenarios"),
        (
            OtherKey(message("← →"), message("Neighbour")),
            OtherKey(message("F2"), message("Rename")),
            OtherKey(message("Del"), message("Delete")),
        ),
    ),
)
"""By place, in the order of the window."""
