"""How uncertain drivers are: their distributions, and how they move together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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
