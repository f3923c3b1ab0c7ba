"""The size of a change in words, for a card and for a cell of the outline."""

from __future__ import annotations

import math
from typing import Final

from models.kpi import Unit, UnitKind
from workbench.language import Language, shows_a_digit

_ONE_DIGIT: Final = 0.0005
"""From this change on one digit says that there is one."""
_LEAST: Final = 0.0001


def size_of_change(relative: float, language: Language) -> str:
    """Write how large a relative change is, without its sign, so that it never reads as none.

    Empty where it is not known: over a base of 0.
    """
    if not math.isfinite(relative):
        return ""
    size = abs(relative)
    if size >= _ONE_DIGIT:
        return language.share(size, 1)
    written = language.share(max(size, _LEAST), 2)
    return written if size >= _LEAST else f"<\u00a0{written}"


def signed_figure(difference: float, unit: Unit, currency: str, language: Language) -> str:
    """Write how far a figure is from another, with its sign unless it shows no digit.

    Shares differ by points, which a percent sign would take for a relative change.
    """
    if unit.kind is UnitKind.SHARE:
        written = language.number(abs(difference) * 100, unit.decimals)
    else:
        written = language.figure(abs(difference), unit, currency)
    sign = "" if not shows_a_digit(written) else "+" if difference > 0 else "−"
    if unit.kind is UnitKind.SHARE:
        return language.text("{sign}{points} pt", sign=sign, points=written)
    return f"{sign}{written}"
