"""Bounds and stretches as people type them, and as they are written."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from models.kpi import Bounds, Unit
from workbench.figures_typed import SHARE, parse_figure
from workbench.language import Language
from workbench.numbers_typed import NumberError


class Bound(StrEnum):
    """What of the bounds of a driver is typed."""

    LEAST = "least"
    MOST = "most"
    STRETCH = "stretch"


def bound_of(bounds: Bounds, which: Bound) -> float | None:
    """Return one of the bounds; None where nobody said."""
    match which:
        case Bound.LEAST:
            return bounds.least
        case Bound.MOST:
            return bounds.most
        case Bound.STRETCH:
            return bounds.stretch


def bound_unit(which: Bound, unit: Unit, *, shifts: bool) -> Unit:
    """Return the unit of a bound: a stretch is a part of the driver, unless that moves by shifts.

    Args:
        which: which bound.
        unit: of the driver.
        shifts: whether the driver is 0 or negative somewhere, so that no part of it is a step.
    """
    return SHARE if which is Bound.STRETCH and not shifts else unit


def with_bound(bounds: Bounds, which: Bound, text: str, unit: Unit, language: Language) -> Bounds:
    """Return ``bounds`` with one as it was typed; an empty text takes it away.

    Args:
        bounds: as they are.
        which: the one that was typed.
        text: what was typed.
        unit: of the bound, see :func:`bound_unit`.
        language: of the person who types.

    Raises:
        NumberError: it cannot be taken; its words say why.
    """
    value = parse_figure(text, unit, language).value if text.strip() else None
    match which:
        case Bound.LEAST:
            after = replace(bounds, least=value)
        case Bound.MOST:
            after = replace(bounds, most=value)
        case Bound.STRETCH:
            after = replace(bounds, stretch=value)
    if after.least is not None and after.most is not None and after.least > after.most:
        raise NumberError(language.text("The least is above the most."))
    if after.stretch is not None and not after.stretch > 0.0:
        raise NumberError(language.text("A stretch is above 0."))
    return after
