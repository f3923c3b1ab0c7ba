"""Rounding half away from zero, as spreadsheets do it."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

import numpy as np

from workbench.engine.arrays import Floats

_NEAR: Final = 2e-14
"""A scaled figure this near to a half, as a part of itself, is decided in decimal."""

_ALL_DIGITS: Final = 1e15
"""A figure scaled past this has none of its 15 digits behind the place of rounding."""

_LEAST_DIGITS: Final = -308
"""Rounding to a place before this one always gives 0, as this one does up to 5e307."""


def round_half_away(out: Floats, figures: Floats, digits: int) -> None:
    """Write ``figures`` rounded to ``digits`` decimals, halves away from zero.

    What is a half is decided on 15 significant digits: 1.005 is stored as a little less,
    and rounds to 1.01. A figure with all of these digits before the place stays as it is.
    """
    with np.errstate(all="ignore"):
        digits = max(digits, _LEAST_DIGITS)
        sizes = np.abs(np.broadcast_to(figures, out.shape))
        scaled = _shifted(sizes, digits)
        whole = np.floor(scaled)
        part = scaled - whole
        rounded = _shifted(whole + (part > 0.5), -digits)
        near = np.abs(part - 0.5) <= _NEAR * scaled
        np.copyto(out, rounded)
        np.copyto(out, sizes, where=scaled >= _ALL_DIGITS)
        for place in np.argwhere(near & (scaled < _ALL_DIGITS)):
            at = tuple(place.tolist())
            out[at] = _decided(float(sizes[at]), digits)
        np.copyto(out, np.nan, where=np.isnan(sizes))
        np.copysign(out, figures, out=out)
        np.add(out, 0.0, out=out)  # no minus zero


def _shifted(figures: Floats, digits: int) -> Floats:
    """Return ``figures`` × 10^digits with one rounding error at most."""
    if digits >= 0:
        return figures * 10.0**digits
    return figures / 10.0**-digits


def _decided(size: float, digits: int) -> float:
    written = Decimal(f"{size:.15g}")
    place = Decimal(1).scaleb(-digits)
    return float(written.quantize(place, rounding=ROUND_HALF_UP))
