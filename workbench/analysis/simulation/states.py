"""Works a plan out in drawn states: factors onto drivers, block by block, in one buffer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from models.keys import ScenarioKey
from workbench.analysis.simulation.draws import Draws
from workbench.engine.arrays import Floats, Rows
from workbench.engine.focus import Focus, Focused, Wanted, focus
from workbench.engine.values import Values

BUFFER: Final = 16 * 2**20
"""Bytes of the figures that are worked out at once, whatever the number of samples."""


@dataclass(frozen=True, slots=True, eq=False)
class States:
    """A focus on what is wanted, with the draws that move its drivers.

    Attributes:
        draws: everything that is drawn.
        focus: from the uncertain drivers to what is wanted.
        block: how many states are worked out at once; it hangs on the plan only.
        columns: shape (drivers of the focus, periods): the column that moves each figure.
        scales: shape (drivers of the focus, 1): what a drawn figure is divided by.
    """

    draws: Draws
    focus: Focus
    block: int
    columns: Rows
    scales: Floats

    def buffer(self) -> Floats:
        """Return room for one block, to be used again and again by one thread."""
        periods = self.focus.program.calendar.count
        return np.empty(self.focus.part.tape.size * self.block * periods)

    def drawn(self, u: Floats, buffer: Floats) -> Iterator[tuple[slice, Focused]]:
        """Yield blocks of states, each to be read before the next is asked for.

        Args:
            u: shape (states, columns), parts from 0 to 1.
            buffer: from :meth:`buffer`.
        """
        for place in self._blocks(len(u)):
            figures = self.draws.figures(np.ascontiguousarray(u[place].T))
            yield place, self.moved(figures, buffer)

    def each(
        self, figures: Callable[[slice], Floats], count: int, buffer: Floats
    ) -> Iterator[tuple[slice, Focused]]:
        """Yield blocks of ``count`` states whose drawn figures (columns, states) are given."""
        for place in self._blocks(count):
            yield place, self.moved(figures(place), buffer)

    def moved(self, figures: Floats, buffer: Floats) -> Focused:
        """Return what drawn figures, shape (columns, states), make of the plan."""
        states = figures.shape[1]
        start = self.focus.start
        drivers, periods = start.shape
        if not drivers:
            moved = np.empty((0, states, periods))
        elif (self.columns == self.columns[:, :1]).all():
            factors = figures[self.columns[:, 0]]
            factors /= self.scales
            moved = factors[:, :, None] * start[:, None, :]
        else:
            factors = figures[self.columns] / self.scales[:, :, None]
            moved = np.ascontiguousarray(factors.transpose(0, 2, 1)) * start[:, None, :]
        size = self.focus.part.tape.size
        room = buffer[: size * states * periods].reshape(size, states, periods)
        return self.focus.work_out(moved, room)

    def _blocks(self, count: int) -> Iterator[slice]:
        for begin in range(0, count, self.block):
            yield slice(begin, min(begin + self.block, count))


def states_of(
    values: Values, scenario: ScenarioKey, wanted: list[Wanted], draws: Draws, room: int = BUFFER
) -> States:
    """Return what works out ``wanted`` in drawn states.

    Args:
        values: of the base and ``scenario``.
        scenario: whose figures the draws multiply.
        wanted: KPIs and groups.
        draws: what is drawn.
        room: bytes of the figures of a block.
    """
    focused = focus(values, scenario, wanted, draws.drivers)
    periods = focused.program.calendar.count
    column: dict[str, tuple[tuple[int, ...], float]] = {}
    for draw in draws.draws:
        for key, scale in zip(draw.drivers, draw.scales, strict=True):
            column[key] = (draw.columns, scale)
    taken = [column[key] for key in focused.drivers]
    columns = [each if len(each) == periods else each * periods for each, _ in taken]
    # The drivers are held thrice on the way: drawn, multiplied, and put in their places.
    rows = focused.part.tape.size + len(focused.drivers)
    per_state = 8 * (rows * max(periods, 1) + 3 * draws.count + 1)
    return States(
        draws=draws,
        focus=focused,
        block=max(1, room // per_state),
        columns=np.array(columns, dtype=np.intp).reshape(len(taken), periods),
        scales=np.array([scale for _, scale in taken], dtype=np.float64).reshape(len(taken), 1),
    )
