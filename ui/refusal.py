"""What is said beside a field whose input cannot be taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something typed or asked for was not done.

    Attributes:
        sentence: what is wrong and the way out, in the user's language.
        position: the character it is about, from 0; None for the whole.
        fix: words of a button that mends it; empty where there is none.
        mend: what the button does; returns another refusal where that fails too.
    """

    sentence: str
    position: int | None = None
    fix: str = ""
    mend: Callable[[], Refusal | None] | None = None
