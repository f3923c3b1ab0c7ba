"""How uncertain drivers are: their distributions, and how they move together."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from models.keys import KpiKey


class Shape(StrEnum):
    """The family of a distribution."""

    TRIANGULAR = "triangular"
    PERT = "pert"
    NORMAL = "normal"
    UNIFORM = "uniform"
    LOGNORMAL = "lognormal"


class SpreadBasis(StrEnum):
    """What the percentiles of a distribution are."""

    FACTOR = "factor"
    """Multiples of the driver's own figures, 0.9 for 10 % less."""
    VALUE = "value"
    """Figures in the unit of the driver, over the year of the report by its time rule."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """What somebody thinks a driver may come to: one draw per run, a factor on all periods.

    Attributes:
        shape: the family.
        p10: the figure that one run in ten stays below.
        p90: the figure that one run in ten passes.
        p50: the figure in the middle. Triangular and PERT need it; the others follow from
            P10 and P90, and take only a P50 that fits to 1 %.
        basis: what the three are. Figures are made factors once, against the base.
        per_period: whether each period has a draw of its own.
    """

    shape: Shape
    p10: float
    p90: float
    p50: float | None = None
    basis: SpreadBasis = SpreadBasis.FACTOR
    per_period: bool = False


@dataclass(frozen=True, slots=True)
class Correlation:
    """How two drivers move together.

    Attributes:
        rho: Spearman's rank correlation, -1 to 1.
    """

    one: KpiKey
    other: KpiKey
    rho: float


class DistributionFault(StrEnum):
    """Why a distribution does not exist."""

    BACKWARDS = "backwards"
    """P10 is above P90."""
    NOT_FINITE = "not_finite"
    """One of the percentiles is no number."""
    MIDDLE_MISSING = "middle_missing"
    """A triangular or PERT distribution needs a P50."""
    TOO_SKEWED = "too_skewed"
    """No triangular or PERT distribution has such percentiles."""
    MIDDLE_OFF = "middle_off"
    """P50 is not what follows from P10 and P90, within 1 %."""
    NOT_POSITIVE = "not_positive"
    """A lognormal distribution is above 0 everywhere."""


SKEW_LIMITS: Final = {
    Shape.TRIANGULAR: (0.9**0.5 - 0.5**0.5) / (0.5**0.5 - 0.1**0.5),
    Shape.PERT: (0.9**0.2 - 0.5**0.2) / (0.5**0.2 - 0.1**0.2),
}
"""The least (P50-P10)/(P90-P50), that of the mode at the left end; the most is its inverse."""

_MIDDLE_TOLERANCE: Final = 0.01
_SKEW_TOLERANCE: Final = 1e-9


def middle_of(distribution: Distribution) -> float:
    """Return the P50 that follows from P10 and P90 of a normal, uniform or lognormal one."""
    if distribution.shape is Shape.LOGNORMAL:
        return math.sqrt(distribution.p10) * math.sqrt(distribution.p90)
    return distribution.p10 / 2.0 + distribution.p90 / 2.0


def distribution_fault(distribution: Distribution) -> DistributionFault | None:
    """Return why there is no such distribution; None where there is."""
    low, middle, high = distribution.p10, distribution.p50, distribution.p90
    if not all(math.isfinite(each) for each in (low, high, low if middle is None else middle)):
        return DistributionFault.NOT_FINITE
    if low > high:
        return DistributionFault.BACKWARDS
    if distribution.shape in SKEW_LIMITS:
        if middle is None:
            return DistributionFault.MIDDLE_MISSING
        return _skew_fault(low, middle, high, SKEW_LIMITS[distribution.shape])
    if distribution.shape is Shape.LOGNORMAL and low <= 0:
        return DistributionFault.NOT_POSITIVE
    if middle is not None:
        follows = middle_of(distribution)
        # A figure around 0 is measured by its spread: 1 % of nothing is nothing.
        if abs(middle - follows) > _MIDDLE_TOLERANCE * max(abs(follows), high - low):
            return DistributionFault.MIDDLE_OFF
    return None


def _skew_fault(low: float, middle: float, high: float, limit: float) -> DistributionFault | None:
    if low == middle == high:
        return None
    left, right = middle - low, high - middle
    least = limit * (1.0 - _SKEW_TOLERANCE)
    fits = left > 0 and right > 0 and left >= least * right and right >= least * left
    return None if fits else DistributionFault.TOO_SKEWED
