"""The reverse gradient: how much each figure of each driver moves one KPI over a group.

One backward pass, through every function, stocks and lags included, for any number of
states at once.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from models.calendar import Group
from models.keys import KpiKey, ScenarioKey
from workbench.engine.adjoints import slopes, times
from workbench.engine.arrays import Floats, Rows
from workbench.engine.evaluate import year_starts
from workbench.engine.focus import Focused
from workbench.engine.operations import TIME_OPS, Op
from workbench.engine.program import Program
from workbench.engine.running import early_cohort, past
from workbench.engine.seeds import seeds_of
from workbench.engine.tape import Part, Selector, Slice
from workbench.engine.values import Values

_SIGNS: Final = {Op.COPY: (1,), Op.ADD: (1,), Op.NEGATE: (-1,), Op.SUBTRACT: (1, -1)}
"""Operations whose slope is 1 or -1 in each operand; the last counts for those that follow."""


@dataclass(frozen=True, slots=True, eq=False)
class Slopes:
    """The slope of a group figure in every driver that it is worked out from.

    Attributes:
        drivers: in the order of the program.
        rows: shape (drivers,): their rows of the value array.
        slopes: shape (drivers, periods), units of the KPI per unit of the driver; NaN where a
            figure it hangs on has no value.
    """

    drivers: tuple[KpiKey, ...]
    rows: Rows
    slopes: Floats

    def moved(self, values: Values, scenario: ScenarioKey) -> Floats:
        """Return, for each driver, Σ over periods of slope × figure, shape (drivers,).

        That is what the KPI would gain, to first order, were the driver twice itself. Where a
        slope is 0 the figure does not matter, even if there is none.
        """
        figures = values.alone(scenario).rows(self.rows)[:, 0, :]
        with np.errstate(over="ignore", invalid="ignore"):
            return np.where(self.slopes == 0.0, 0.0, self.slopes * figures).sum(axis=1)


def gradient(
    values: Values, key: KpiKey, scenario: ScenarioKey, group: Group
) -> Mapping[KpiKey, Floats]:
    """Return the slope of a KPI's figure over ``group`` in each driver it is worked out from.

    Args:
        values: what was worked out.
        key: the KPI.
        scenario: where the slope is taken.
        group: the periods its figure is for.

    Returns:
        By driver: shape (periods,), as :class:`Slopes`. Empty where there is no such KPI.

    Raises:
        KeyError: there is no such scenario.
    """
    found = driver_slopes(values, key, scenario, group)
    return dict(zip(found.drivers, found.slopes, strict=True))


def driver_slopes(values: Values, key: KpiKey, scenario: ScenarioKey, group: Group) -> Slopes:
    """Return the slope of a KPI's figure over ``group`` in every driver, as arrays.

    Args:
        values: what was worked out.
        key: the KPI.
        scenario: where the slopes are taken.
        group: the periods its figure is for.

    Raises:
        KeyError: there is no such scenario.
    """
    program = values.program
    alone = values.alone(scenario)
    seeds = seeds_of(alone, key, group)
    if not seeds:
        return Slopes((), np.empty(0, dtype=np.intp), np.empty((0, program.calendar.count)))
    part = program.upstream(frozenset(seeds))
    figures = alone.rows(np.concatenate((part.outside, part.inside)))
    slope = walked_back(program, part, figures, seeds, values.history)
    # Drivers are the first rows of all, and what is given comes first in a part.
    found = int(np.searchsorted(part.outside, len(program.drivers)))
    rows: Rows = part.outside[:found]
    listed: list[int] = rows.tolist()
    drivers = tuple([program.drivers[row] for row in listed])
    return Slopes(drivers, rows, slope[:found, 0])


def focused_slopes(focused: Focused, key: KpiKey, group: Group) -> Floats:
    """Return the slope of a KPI's figure over ``group`` in the drivers of a focus.

    Args:
        focused: what was worked out, in any number of states.
        key: a KPI that the focus was asked for over ``group``.
        group: the periods its figure is for.

    Returns:
        Shape (drivers, states, periods), units of the KPI per unit of the driver; NaN where a
        figure it hangs on has no value.
    """
    focus = focused.focus
    part = focus.part
    held = {
        row: seed
        for row, seed in seeds_of(focused, key, group).items()
        if part.find(row) is not None
    }
    slope = walked_back(focus.program, part, focused.array, held, focus.history)
    return slope[focus.places]


def walked_back(
    program: Program, part: Part, figures: Floats, seeds: Mapping[int, Floats], history: Floats
) -> Floats:
    """Carry slopes from results to what they are worked out from, the last operation first.

    Args:
        program: the whole.
        part: what is walked.
        figures: shape (rows of the part, states, periods): what everything came to.
        seeds: by row of the whole, all of them in the part: shape (states, periods).
        history: as :attr:`workbench.engine.inputs.Inputs.history`.

    Returns:
        Shape (rows of the part, states, periods).
    """
    slope = np.zeros(figures.shape)
    if seeds:
        places = part.place(np.array(list(seeds), dtype=np.intp)).tolist()
        for place, seed in zip(places, seeds.values(), strict=True):
            slope[place] += seed
    back = _Back(part, figures, slope, history, year_starts(program))
    with np.errstate(all="ignore"):
        for step in reversed(part.tape.steps):
            if isinstance(step, Slice):
                back.slice(step)
            else:
                for period in reversed(range(figures.shape[2])):
                    for piece in reversed(step.slices):
                        back.period(piece, period)
    return slope


@dataclass(frozen=True, slots=True, eq=False)
class _Back:
    """A backward pass on its way: what everything came to, and the slopes found so far."""

    part: Part
    figures: Floats
    slope: Floats
    history: Floats
    starts: frozenset[int]

    def slice(self, piece: Slice) -> None:
        """Walk a slice back over all periods."""
        if piece.op not in TIME_OPS:
            self._own_period(piece, self.figures, self.slope)
            return
        for period in reversed(range(self.figures.shape[2])):
            self._through_time(piece, period)

    def period(self, piece: Slice, period: int) -> None:
        """Walk one period of a slice back."""
        if piece.op not in TIME_OPS:
            now = (slice(None), slice(None), slice(period, period + 1))
            self._own_period(piece, self.figures[now], self.slope[now])
        else:
            self._through_time(piece, period)

    def _through_time(self, piece: Slice, period: int) -> None:
        """Carry the slope of one period of an operation that reads other periods."""
        slope = self.slope
        own = slope[piece.start : piece.stop, :, period]
        if not own.any():
            return
        reads = piece.reads[0]
        match piece.op:
            case Op.PREV if period == 0:
                self._add(slope[:, :, 0], piece.reads[1], own)
            case Op.PREV:
                self._add(slope[:, :, period - 1], reads, own)
            case Op.CUMULATIVE:
                self._add(slope[:, :, period], reads, own)
                if period not in self.starts:
                    slope[piece.start : piece.stop, :, period - 1] += own
            case Op.CARRIED if period < piece.parameter:
                _, cohort = early_cohort(piece, self.figures, self.history, period)
                typed = ~np.isnan(past(self.history, piece, 1, period))
                # A cohort from before the plan hangs on the first period's weight, unless the
                # weight has a history of its own.
                idle = (typed | np.isnan(cohort))[:, None]
                part = np.where(idle, 0.0, times(own, cohort[:, None]))
                self._add(slope[:, :, 0], piece.reads[1], part)
            case _:
                if period >= piece.parameter:
                    self._add(slope[:, :, period - piece.parameter], reads, own)

    def _own_period(self, piece: Slice, figures: Floats, slope: Floats) -> None:
        """Carry slopes of an operation that reads its own period only."""
        own = slope[piece.start : piece.stop]
        if not own.any():
            return
        signs = _SIGNS.get(piece.op)
        if signs is not None:
            signs_of_all = itertools.chain(signs, itertools.repeat(signs[-1]))
            for reads, sign in zip(piece.reads, signs_of_all, strict=False):
                self._add(slope, reads, own if sign > 0 else -own)
            return
        operands = [figures[reads] for reads in piece.reads]
        partials = slopes(piece.op, figures[piece.start : piece.stop], operands)
        for reads, partial in zip(piece.reads, partials, strict=True):
            if partial is not None:
                self._add(slope, reads, times(own, partial))

    def _add(self, slope: Floats, reads: Selector, parts: Floats) -> None:
        """Add ``parts`` to rows of ``slope``; several parts may go to the same row."""
        if isinstance(reads, slice):
            # Neighbours, each read once; or one row that all of them read.
            alone = reads.stop - reads.start == 1
            slope[reads] += parts.sum(axis=0, keepdims=True) if alone else parts
        else:
            self.part.scatter(reads).add(parts, slope)
