"""A KPI as a function of moves: its figure and slopes wherever the drivers are put."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from models.calendar import Group
from models.keys import KpiKey
from workbench.analysis.cascade.room import Room
from workbench.engine.arrays import Floats
from workbench.engine.focus import Focus, Focused
from workbench.engine.gradient import focused_slopes
from workbench.engine.operations import Op

_KINKS: Final = frozenset({Op.MIN, Op.MAX, Op.IF, Op.ABS})


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """Where the drivers are, and what the KPI comes to there.

    Attributes:
        moves: shape (drivers,), in stretches.
        figure: of the KPI over the group; NaN is no value.
        gap: how far the target is, on the scale of the course; NaN is no value.
        slope: shape (drivers,): of the scaled figure in each move.
    """

    moves: Floats
    figure: float
    gap: float
    slope: Floats

    @property
    def effort(self) -> float:
        """Σ of the squared stretches."""
        return float(self.moves @ self.moves)


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """The way of a KPI to a target.

    Where both are above 0 the scale is logarithmic, on which products are straight; else it is
    linear.

    Attributes:
        focus: works the KPI out of the drivers.
        key: the KPI.
        group: the periods its figure is over.
        room: how the drivers may move.
        target: what the figure shall become.
        begin: what it is now.
    """

    focus: Focus
    key: KpiKey
    group: Group
    room: Room
    target: float
    begin: float
    _space: list[Floats] = field(default_factory=list[Floats], repr=False)

    @property
    def logarithmic(self) -> bool:
        """Whether the scale is."""
        return self.target > 0.0 and self.begin > 0.0

    @property
    def unit(self) -> float:
        """What is 1 on a linear scale."""
        return max(abs(self.target), abs(self.begin)) or 1.0

    @property
    def kinked(self) -> bool:
        """Whether a driver may count on one side of a figure and not on the other."""
        return any(piece.op in _KINKS for piece in self.focus.part.tape.slices)

    def gap(self, figure: float) -> float:
        """Return how far the target is from ``figure``, on the scale; NaN: off the scale."""
        if self.logarithmic:
            return math.log(self.target / figure) if figure > 0.0 else math.nan
        return (self.target - figure) / self.unit

    def figure_at(self, figures: Floats) -> float:
        """Return the KPI where the drivers have ``figures``, shape (drivers, periods)."""
        return float(self._worked_out(figures).over(self.key, self.group)[0])

    def slopes_at(self, figures: Floats) -> Floats:
        """Return the slope of the KPI in each figure, shape (drivers, periods)."""
        return focused_slopes(self._worked_out(figures), self.key, self.group)[:, 0, :]

    def gap_at(self, moves: Floats) -> float:
        """Return how far the target is where the drivers stand at ``moves``."""
        return self.gap(self.figure_at(self.room.at(moves)))

    def at(self, moves: Floats) -> Point:
        """Return the figure and its slopes where the drivers stand at ``moves``."""
        figures = self.room.at(moves)
        focused = self._worked_out(figures)
        figure = float(focused.over(self.key, self.group)[0])
        slopes = focused_slopes(focused, self.key, self.group)[:, 0, :]
        own = self.room.slope_in_moves(figures, slopes)
        scale = figure if self.logarithmic else self.unit
        return Point(moves, figure, self.gap(figure), own / scale if scale else own)

    def by_key(self, draw: np.random.Generator) -> Floats:
        """Draw from -1 to 1 for each driver, shape (drivers,), whatever their order is."""
        drawn = np.empty(len(self.room.drivers))
        order = sorted(range(len(drawn)), key=lambda row: self.room.drivers[row])
        drawn[order] = draw.uniform(-1.0, 1.0, len(drawn))
        return drawn

    def _worked_out(self, figures: Floats) -> Focused:
        if not self._space:
            self._space.append(np.empty((self.focus.part.tape.size, 1, figures.shape[1])))
        return self.focus.work_out(figures[:, None, :], self._space[0])


def along(origin: Floats, slope: Floats, lowest: Floats, highest: Floats, wanted: float) -> Floats:
    """Return the point nearest to ``origin`` in a box at which Σ slope·v is ``wanted``.

    It is ``origin`` + μ·slope, clipped; as μ grows moves only come to stand, so that Newton's
    method finds μ in as many steps as that happens. Where the box ends before: its corner.

    Args:
        origin: shape (drivers,), inside the box.
        slope: shape (drivers,).
        lowest: shape (drivers,).
        highest: shape (drivers,).
        wanted: the sum.
    """
    far = 0.0
    found = origin
    for _ in range(2 * len(origin) + 4):
        missing = wanted - float(slope @ found)
        toward = slope if missing > 0.0 else -slope
        free = ((toward > 0.0) & (found < highest)) | ((toward < 0.0) & (found > lowest))
        square = float((slope[free] ** 2).sum())
        if square == 0.0 or abs(missing) <= 1e-15 * max(abs(wanted), 1.0):
            break
        far += missing / square
        following = np.clip(origin + far * slope, lowest, highest)
        if np.array_equal(following, found):
            break
        found = following
    return found
