"""Distributions: found from percentiles, and turned around to draw from them.

Every family is turned around by closed form but the beta of PERT, which is read from a table
over normal scores: there its inverse is smooth, tails included.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from models.uncertainty import Distribution, Shape, distribution_fault
from workbench.engine.arrays import Floats

Z90: Final = 1.2815515655446004
"""The normal score that nine in ten stay below."""

_REACH: Final = 8.25
"""Normal scores beyond this are read as this: less than one in 10^16 is."""
_PER_SCORE: Final = 64
"""Nodes of the table per normal score: the error of a cubic between them is under 1e-10."""
_LAMBDA: Final = 4.0

Parameter = float | Floats
"""Of one distribution, or shape (n, 1) of n of them, which are then drawn together."""


def scores(u: Floats) -> Floats:
    """Return the standard normal figure that a part ``u`` of all stays below, same shape."""
    from scipy.special import ndtri

    return ndtri(u)


def parts(z: Floats) -> Floats:
    """Return the part of standard normal figures below ``z``, same shape."""
    from scipy.special import ndtr

    return ndtr(z)


@dataclass(frozen=True, slots=True, eq=False)
class Normal:
    """The normal distribution."""

    mean: Parameter
    sd: Parameter

    def of_parts(self, u: Floats) -> Floats:
        """Return what a part ``u`` of all draws stays below, same shape."""
        return self.of_scores(scores(u))

    def of_scores(self, z: Floats) -> Floats:
        """Return what as many draws stay below as normal figures stay below ``z``."""
        return self.mean + self.sd * z


@dataclass(frozen=True, slots=True, eq=False)
class Lognormal:
    """The lognormal distribution.

    Attributes:
        mu: mean of the logarithm.
        sigma: standard deviation of the logarithm.
    """

    mu: Parameter
    sigma: Parameter

    @classmethod
    def of_moments(cls, mean: float, sd: float) -> Lognormal:
        """Return the one whose variable, not its logarithm, has this mean and deviation.

        Raises:
            ValueError: the mean is not above 0, or the deviation is below 0.
        """
        if not mean > 0 or not sd >= 0:
            raise ValueError("a lognormal has a mean above 0 and a deviation of 0 or more")
        variance = math.log1p((sd / mean) ** 2)
        return cls(math.log(mean) - variance / 2.0, math.sqrt(variance))

    @property
    def mean(self) -> float:
        """Mean of the variable, of a single distribution."""
        return math.exp(float(self.mu) + float(self.sigma) ** 2 / 2.0)

    @property
    def sd(self) -> float:
        """Standard deviation of the variable, of a single distribution."""
        return self.mean * math.sqrt(math.expm1(float(self.sigma) ** 2))

    def of_parts(self, u: Floats) -> Floats:
        """Return what a part ``u`` of all draws stays below, same shape."""
        return self.of_scores(scores(u))

    def of_scores(self, z: Floats) -> Floats:
        """Return what as many draws stay below as normal figures stay below ``z``."""
        return np.exp(self.mu + self.sigma * z)


@dataclass(frozen=True, slots=True, eq=False)
class Uniform:
    """The uniform distribution."""

    least: Parameter
    most: Parameter

    def of_parts(self, u: Floats) -> Floats:
        """Return what a part ``u`` of all draws stays below, same shape."""
        return self.least + (self.most - self.least) * u

    def of_scores(self, z: Floats) -> Floats:
        """Return what as many draws stay below as normal figures stay below ``z``."""
        return self.of_parts(parts(z))


@dataclass(frozen=True, slots=True, eq=False)
class Triangular:
    """The triangular distribution; the mode may be at either end."""

    least: Parameter
    mode: Parameter
    most: Parameter

    @property
    def mean(self) -> float:
        """Mean, of a single distribution."""
        return float(self.least + self.mode + self.most) / 3.0

    @property
    def sd(self) -> float:
        """Standard deviation, of a single distribution."""
        left, right = float(self.mode - self.least), float(self.most - self.mode)
        return math.sqrt((left * left + left * right + right * right) / 18.0)

    def of_parts(self, u: Floats) -> Floats:
        """Return what a part ``u`` of all draws stays below, same shape."""
        width = self.most - self.least
        left, right = self.mode - self.least, self.most - self.mode
        rising = self.least + np.sqrt(u * (width * left))
        falling = self.most - np.sqrt((1.0 - u) * (width * right))
        return np.where(u * width <= left, rising, falling)

    def of_scores(self, z: Floats) -> Floats:
        """Return what as many draws stay below as normal figures stay below ``z``."""
        return self.of_parts(parts(z))


@dataclass(frozen=True, slots=True, eq=False)
class Pert:
    """The PERT distribution: the beta with λ = 4 between two ends around a mode.

    Attributes:
        tables: shape (2, n, nodes): the unit distribution of each and its slope × width of a
            step, at normal scores.
    """

    least: Parameter
    most: Parameter
    tables: Floats

    @classmethod
    def between(cls, least: float, mode: float, most: float) -> Pert:
        """Return the one of these ends and this mode."""
        width = most - least
        place = (mode - least) / width if width else 0.5
        return cls(least, most, _pert_table(place)[:, None, :])

    def of_parts(self, u: Floats) -> Floats:
        """Return what a part ``u`` of all draws stays below, same shape."""
        return self.of_scores(scores(u))

    def of_scores(self, z: Floats) -> Floats:
        """Return what as many draws stay below as normal figures stay below ``z``.

        Args:
            z: shape (n, draws), or (draws,) of a single distribution.
        """
        at = (np.clip(z, -_REACH, _REACH) + _REACH) * _PER_SCORE
        node = np.minimum(at.astype(np.intp), self.tables.shape[2] - 2)
        t = at - node
        count = self.tables.shape[1]
        rows = np.arange(count, dtype=np.intp)
        row = rows[:, None] if z.ndim > 1 else rows
        height, slope = self.tables
        before, after = height[row, node], height[row, node + 1]
        rise = after - before
        d0, d1 = slope[row, node], slope[row, node + 1]
        # The cubic through both nodes with their slopes.
        cubic = before + t * (d0 + t * (3.0 * rise - 2.0 * d0 - d1 + t * (d0 + d1 - 2.0 * rise)))
        return self.least + (self.most - self.least) * cubic


Family = Normal | Lognormal | Uniform | Triangular | Pert


def pert_mean(least: float, mode: float, most: float) -> float:
    """Return (O+4M+P)/6, the mean of a PERT distribution."""
    return (least + 4.0 * mode + most) / 6.0


def pert_rule_of_thumb(least: float, most: float) -> float:
    """Return (P-O)/6, the rule of thumb for the deviation; that of the beta differs a little."""
    return (most - least) / 6.0


def fitted(distribution: Distribution) -> Family:
    """Return the distribution that has the given percentiles.

    Raises:
        ValueError: there is none; :func:`models.uncertainty.distribution_fault` says why.
    """
    fault = distribution_fault(distribution)
    if fault is not None:
        raise ValueError(fault.value)
    low, high = distribution.p10, distribution.p90
    match distribution.shape:
        case Shape.NORMAL:
            return Normal(low / 2.0 + high / 2.0, (high - low) / (2.0 * Z90))
        case Shape.UNIFORM:
            beyond = (high - low) / 8.0
            return Uniform(low - beyond, high + beyond)
        case Shape.LOGNORMAL:
            down, up = math.log(low), math.log(high)
            return Lognormal((down + up) / 2.0, (up - down) / (2.0 * Z90))
        case Shape.TRIANGULAR:
            return Triangular(*_ends(distribution, _triangular_percentiles))
        case Shape.PERT:
            return Pert.between(*_ends(distribution, _pert_percentiles))


def stacked(families: Sequence[Family]) -> Family:
    """Return distributions of one family as one, to draw from all at once.

    Args:
        families: at least one, all of the same class.
    """
    if isinstance(families[0], Pert):
        perts = [each for each in families if isinstance(each, Pert)]
        return Pert(
            _column([each.least for each in perts]),
            _column([each.most for each in perts]),
            np.concatenate([each.tables for each in perts], axis=1),
        )
    kind = type(families[0])
    names = [name for name in kind.__slots__ if not name.startswith("_")]
    return kind(*(_column([getattr(each, name) for each in families]) for name in names))


def _column(figures: Sequence[Parameter]) -> Floats:
    return np.array(figures, dtype=np.float64).reshape(len(figures), 1)


def _triangular_percentiles(mode: float) -> tuple[float, float, float]:
    """Return P10, P50 and P90 of the triangle from 0 to 1."""

    def at(u: float) -> float:
        return math.sqrt(u * mode) if u <= mode else 1.0 - math.sqrt((1.0 - u) * (1.0 - mode))

    return at(0.1), at(0.5), at(0.9)


def _pert_percentiles(mode: float) -> tuple[float, float, float]:
    """Return P10, P50 and P90 of the beta with λ = 4 from 0 to 1."""
    from scipy.special import betaincinv

    a, b = 1.0 + _LAMBDA * mode, 1.0 + _LAMBDA * (1.0 - mode)
    found = betaincinv(a, b, np.array([0.1, 0.5, 0.9]))
    return float(found[0]), float(found[1]), float(found[2])


def _ends(
    distribution: Distribution, percentiles: Callable[[float], tuple[float, float, float]]
) -> tuple[float, float, float]:
    """Return least, mode and most, by halving the unit mode until the skew is right."""
    low, high = distribution.p10, distribution.p90
    middle = low if distribution.p50 is None else distribution.p50
    if low == high:
        return low, low, low
    begin, end = 0.0, 1.0
    # The further right the mode, the more of the way from P10 to P90 lies before P50.
    wanted = (middle - low) / (high - low)
    for _ in range(60):
        mode = (begin + end) / 2.0
        p10, p50, p90 = percentiles(mode)
        if (p50 - p10) / (p90 - p10) < wanted:
            begin = mode
        else:
            end = mode
    mode = (begin + end) / 2.0
    p10, _, p90 = percentiles(mode)
    scale = (high - low) / (p90 - p10)
    least = low - p10 * scale
    return least, least + mode * scale, least + scale


@lru_cache(maxsize=4096)
def _pert_table(mode: float) -> Floats:
    """Return heights and slopes per step of the unit beta at normal scores, shape (2, nodes)."""
    from scipy.special import betaincinv, betaln

    a, b = 1.0 + _LAMBDA * mode, 1.0 + _LAMBDA * (1.0 - mode)
    z = np.linspace(-_REACH, _REACH, int(2 * _REACH * _PER_SCORE) + 1)
    # From either end to the middle, so that no digit is lost in the tail.
    left, right = betaincinv(a, b, parts(z)), betaincinv(b, a, parts(-z))
    upper = z > 0
    x = np.where(upper, 1.0 - right, left)
    rest = np.where(upper, right, 1.0 - left)
    with np.errstate(divide="ignore", invalid="ignore"):
        density = (a - 1.0) * np.log(x) + (b - 1.0) * np.log(rest) - betaln(a, b)
        normal = -0.5 * z * z - 0.5 * math.log(2.0 * math.pi)
        slope = np.exp(normal - density) / _PER_SCORE
    slope[~np.isfinite(slope)] = 0.0
    table = np.array([x, slope])
    table.flags.writeable = False
    return table
