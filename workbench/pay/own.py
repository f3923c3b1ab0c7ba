"""What single holders of a position have instead of what holds for the others.

All of a scorecard's exceptions are one :class:`Few`; each step that differs for any of them
holds what each of them has in it, so that arrays are filled for all of them at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from immutables import Map
from numpy.typing import NDArray

from models.keys import PersonKey
from workbench.pay.curve_stack import CurveStack

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Few:
    """The people of whom something is different; told from others by identity."""

    people: tuple[PersonKey, ...]

    @cached_property
    def places(self) -> Map[PersonKey, int]:
        """The index of each."""
        return Map({person: at for at, person in enumerate(self.people)})


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Where the few stand among the holders of a position.

    Attributes:
        at: indices of those who are holders, among the holders, shape (m,).
        among: indices of the same, among the few, shape (m,); None: all of them, in order.
    """

    at: NDArray[np.intp]
    among: NDArray[np.intp] | None

    def rows(self, array: Floats) -> Floats:
        """Return the rows of those who are holders, of an array with one for each of the few."""
        return array if self.among is None else array[self.among]


@dataclass(frozen=True, slots=True, eq=False)
class OwnTargets:
    """The targets at which the few read a curve.

    Attributes:
        targets: of each of them, in the unit of the measure; None: none was set.
        curves: the curve at each of those.
    """

    few: Few
    targets: tuple[float | None, ...]
    curves: CurveStack


@dataclass(frozen=True, eq=False)
class OwnRatings:
    """What counts for each of the few while an objective is not rated."""

    few: Few
    unrated: tuple[float, ...]

    @cached_property
    def array(self) -> Floats:
        """The same as an array, shape (few,)."""
        return np.array(self.unrated, dtype=float)


@dataclass(frozen=True, eq=False)
class OwnWeights:
    """The weights of each of the few in one sum; None: that of the others."""

    few: Few
    rows: tuple[tuple[float | None, ...], ...]

    @cached_property
    def array(self) -> Floats:
        """The same as an array, shape (few, operands); NaN: that of the others."""
        return np.array(self.rows, dtype=float).reshape(len(self.rows), -1)

    @cached_property
    def columns(self) -> tuple[tuple[Floats, bool, bool], ...]:
        """Of each operand: the weights, and whether some are those of others, or 0."""
        return tuple(
            (column, bool(np.isnan(column).any()), bool((column == 0.0).any()))
            for column in np.ascontiguousarray(self.array.T)
        )
