"""How figures part when KPIs are split: who gets which multiple of the total, and what adds up.

Every part of a formula has a degree: 1 for what is handed out (flows, stocks: twice the company
has twice the clients), 0 for what is not (rates, ratios). And it parts in one of these ways: each
member has a known multiple of the total; or members add up to the total without known multiples;
or nothing can be promised.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_CLOSE: Final = 1e-12


class SplitFault(StrEnum):
    """Why a formula cannot be split."""

    DEGREES_MIXED = "degrees_mixed"
    """It brings what is handed out and a rate together in a sum or a choice."""
    DEGREE = "degree"
    """It multiplies two quantities that are handed out, or divides by one."""
    CURVED = "curved"
    """It rounds, raises or takes a logarithm of what is handed out."""
    UNEQUAL = "unequal"
    """Its members would not add up to the total, since their shares differ."""
    TIME_RULE = "time_rule"
    """Over several periods its members would not add up to the total."""


@dataclass(frozen=True, slots=True)
class Parting:
    """How a figure parts.

    Attributes:
        factors: the multiple of the total that each member has; None where it is unknown.
        adds: whether the members add up to the total.
    """

    factors: tuple[float, ...] | None
    adds: bool

    @property
    def is_whole(self) -> bool:
        """Whether every member has the figure of the total."""
        return self.factors is not None and all(abs(each - 1.0) <= _CLOSE for each in self.factors)

    @property
    def keeps_signs(self) -> bool:
        """Whether a comparison comes out alike for every member."""
        return self.factors is not None and min(self.factors) > 0.0


LOOSE: Final = Parting(None, adds=False)
ADDING: Final = Parting(None, adds=True)


def by(factors: tuple[float, ...]) -> Parting:
    """Return the parting by known multiples."""
    if not all(map(math.isfinite, factors)):
        return LOOSE
    return Parting(factors, adds=abs(math.fsum(factors) - 1.0) <= _CLOSE * 100)


def whole(count: int) -> Parting:
    """Return the parting of a rate: every one of ``count`` members has it."""
    return by((1.0,) * count)


def same(one: Parting, other: Parting) -> bool:
    """Whether two figures part by the same known multiples."""
    if one.factors is None or other.factors is None:
        return False
    return all(
        abs(a - b) <= _CLOSE * max(1.0, abs(a))
        for a, b in zip(one.factors, other.factors, strict=True)
    )


def summed(one: Parting, other: Parting) -> Parting:
    """Return how a sum or difference parts."""
    if same(one, other):
        return one
    return ADDING if one.adds and other.adds else LOOSE


def chosen(one: Parting, other: Parting) -> Parting:
    """Return how the smaller or larger of two parts."""
    return one if same(one, other) and min(one.factors or (-1.0,)) >= 0.0 else LOOSE


def multiplied(one: Parting, other: Parting) -> Parting:
    """Return how a product parts."""
    if one.is_whole:
        return other
    if other.is_whole:
        return one
    if one.factors is None or other.factors is None:
        return LOOSE
    return by(tuple(a * b for a, b in zip(one.factors, other.factors, strict=True)))


def divided(one: Parting, other: Parting) -> Parting:
    """Return how a ratio parts."""
    if other.is_whole:
        return one
    if one.factors is None or other.factors is None or min(other.factors) <= 0.0:
        return LOOSE
    return by(tuple(a / b for a, b in zip(one.factors, other.factors, strict=True)))


def weaker(one: Parting | None, other: Parting) -> Parting:
    """Return what both promise: None promises anything."""
    if one is None or one == other:
        return other
    return summed(one, other)
