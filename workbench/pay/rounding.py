"""Rounding of money: half up, to the minor unit of the currency, and by largest remainder."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

REMAINDER_STEPS: Final = 1_000_000
"""Remainders are compared in steps of this part of a minor unit."""

_LARGEST: Final = float(2**62)
# A decimal form of 15 digits differs from its number by less than 5 parts in 10^15, and the
# scaling to minor units by another rounding: twice that is on the safe side.
_DOUBT: Final = 1e-14


@lru_cache(maxsize=64)
def minor_digits(currency: str) -> int:
    """Return how many digits the minor unit of a currency has behind the decimal mark."""
    # Looking a currency up reads Babel's data; only a payout needs it.
    from babel.numbers import get_currency_precision  # noqa: PLC0415

    return get_currency_precision(currency)


def rounded(amount: float, digits: int) -> int:
    """Return a finite amount in minor units: half up of its ``%.15g`` decimal form."""
    scaled = Decimal(f"{amount:.15g}").scaleb(digits)
    return int(scaled.to_integral_value(rounding=ROUND_HALF_UP))


def to_minor_units(amounts: Floats, digits: int) -> Integers:
    """Return each amount in minor units, as :func:`rounded` does.

    Args:
        amounts: shape (n,), in money; finite, and below 2^62 minor units.
        digits: of the minor unit behind the decimal mark.

    Returns:
        Shape (n,), in minor units.
    """
    scaled = np.abs(amounts) * 10.0**digits
    whole = np.floor(scaled)
    part = scaled - whole
    units = np.where(part >= 0.5, whole + 1.0, whole)
    signed = np.where(amounts < 0, -units, units).astype(np.int64)
    # Only what lies that near to a tie can be decided otherwise by the decimal form.
    doubtful = np.abs(part - 0.5) <= _DOUBT * np.maximum(scaled, 1.0)
    for index in np.flatnonzero(doubtful).tolist():
        signed[index] = rounded(float(amounts[index]), digits)
    return signed


def too_large(amounts: Floats, digits: int) -> NDArray[np.bool_]:
    """Return where amounts have more minor units than can be counted; False for NaN."""
    return np.abs(amounts) * 10.0**digits >= _LARGEST


def floor_minor_units(amount: float, digits: int) -> int:
    """Return a finite amount in minor units, rounded down from its ``%.15g`` decimal form."""
    scaled = Decimal(f"{amount:.15g}").scaleb(digits)
    return int(scaled.to_integral_value(rounding=ROUND_FLOOR))


def largest_remainder(total: int, claims: Floats, ties: Sequence[str]) -> Integers:
    """Share out ``total`` so that the parts add up to it.

    Each claim is rounded down; what is left goes, one minor unit each, to those with the
    largest remainders (counted to 10^-6 minor unit), and among equals in the order of
    ``ties``.

    Args:
        total: in minor units.
        claims: the exact parts, shape (n,), in minor units; they sum to ``total``.
        ties: n keys, the smallest of which goes first among equal remainders.

    Returns:
        Shape (n,), in minor units.
    """
    if not len(claims):
        return np.zeros(0, dtype=np.int64)
    whole = np.floor(claims)
    steps = np.rint((claims - whole) * REMAINDER_STEPS).astype(np.int64)
    parts = whole.astype(np.int64)
    # A remainder that is a whole unit within the step is one: nothing is left of it.
    full = steps == REMAINDER_STEPS
    parts[full] += 1
    steps[full] = 0
    # More than one unit each, or fewer than none, can only be the rounding of huge claims.
    each, rest = divmod(total - int(parts.sum()), len(claims))
    parts += each
    if rest:
        order = sorted(range(len(claims)), key=lambda index: (-int(steps[index]), ties[index]))
        parts[order[:rest]] += 1
    return parts
