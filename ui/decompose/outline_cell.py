"""One cell of the outline, worded and ready to be painted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Tone(Enum):
    """What the colour of a cell says."""

    PLAIN = "plain"
    QUIET = "quiet"
    GOOD = "good"
    BAD = "bad"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class OutlineCell:
    """One cell as it is painted.

    Attributes:
        text: its words.
        tone: what its colour says.
        strong: whether it is written bold.
        italic: whether it is written in italics.
        detached: whether its figure is the scenario's own.
        follows: whether it is, but as a part of the base that keeps following it.
        takes: whether something can be typed into it.
    """

    text: str = ""
    tone: Tone = Tone.PLAIN
    strong: bool = False
    italic: bool = False
    detached: bool = False
    follows: bool = False
    takes: bool = False


EMPTY = OutlineCell()
"""A cell that says nothing."""
