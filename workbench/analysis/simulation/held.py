"""Holds the runs of a simulation, so that an edit of one driver is worked out again alone.

A screen that shows a distribution must follow a driver that is turned: everything on the way
from uncertain drivers to what is shown is held, and only the path of the edit is walked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from models.calendar import Group
from models.keys import KpiKey
from models.plan import Plan
from workbench.analysis.simulation.draws import points, scale_of
from workbench.analysis.simulation.run import Progress, Run
from workbench.engine.arrays import Floats
from workbench.engine.evaluate import year_starts
from workbench.engine.grouping import Memo, group_figures
from workbench.engine.program import Program
from workbench.engine.running import run as walk
from workbench.engine.tape import Part, part_of
from workbench.engine.values import Values

MOST_HELD: Final = 512 * 2**20
"""Bytes of the runs that are held; more means fewer runs."""


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """The runs of a simulation.

    Attributes:
        run: what was run.
        samples: how many runs are held: a power of two.
        fewer: whether that is fewer than were asked for, for the sake of memory.
        figures: shape (columns of a run, samples): what was drawn.
        array: shape (rows of the part of the run's focus, samples, periods), in the unit of
            each; NaN is no value.
    """

    run: Run
    samples: int
    fewer: bool
    figures: Floats
    array: Floats

    def after(self, values: Values, driver: KpiKey) -> Redrawn:
        """Return the same runs where the figures of one driver are others.

        Args:
            values: of a plan that differs from that of the run in figures of ``driver`` only,
                in the base or in the scenario that was run.
            driver: any driver, uncertain or not. One that is uncertain is drawn as it was.

        Raises:
            ValueError: ``values`` are of a plan of another structure.
            SimulationError: NO_BASE.
            KeyError: there is no such KPI.
        """
        program, focus = self.run.values.program, self.run.states.focus
        if values.program is not program:
            raise ValueError("the formulas of a plan that is followed must stay")
        row = program.row(driver)
        inside = np.intersect1d(program.downstream(frozenset((row,))).inside, focus.part.inside)
        again = part_of(program.tape, program.starts, inside, np.array([row], dtype=np.intp))
        found = Redrawn(self, values, again, np.empty((again.tape.size, *self.array.shape[1:])))
        for place, given in enumerate(again.outside.tolist()):
            found.array[place] = found.unmoved(given)
        if driver in focus.drivers:
            at = focus.drivers.index(driver)
            columns = self.run.states.columns[at]
            kpi = values.plan.kpis[driver]
            assert kpi.distribution is not None  # noqa: S101 - only such drivers are drawn
            # Figures that were drawn in the driver's own unit are factors of its new base.
            scale = scale_of(values, kpi, kpi.distribution)
            figures = values.alone(self.run.ask.scenario).row(row)
            place = int(again.place(np.array([row], dtype=np.intp))[0])
            np.multiply(self.figures[columns].T / scale, figures, out=found.array[place])
        walk(again.tape, found.array, values.history, year_starts(program))
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Redrawn:
    """Runs that were held, after an edit.

    Attributes:
        held: the runs before it.
        values: of the plan after it.
        part: what was walked again.
        array: shape (rows of the part, samples, periods).
    """

    held: Held
    values: Values
    part: Part
    array: Floats
    _groups: Memo = field(default_factory=dict[tuple[KpiKey, tuple[int, ...]], Floats], repr=False)

    @property
    def program(self) -> Program:
        """What was worked out."""
        return self.values.program

    @property
    def plan(self) -> Plan:
        """The plan after the edit."""
        return self.values.plan

    @property
    def count(self) -> int:
        """How many runs there are."""
        return self.held.samples

    def row(self, row: int) -> Floats:
        """Return one row of the program, shape (samples, periods); never to be written."""
        place = self.part.find(row)
        if place is not None:
            own: Floats = self.array[place]
            return own
        return self.unmoved(row)

    def unmoved(self, row: int) -> Floats:
        """Return a row that the edit does not reach by way of anything uncertain.

        Shape (samples, periods) or, where it is the same in every run, repeated to it.
        """
        focus = self.held.run.states.focus
        place = focus.part.find(row)
        drivers = self.program.drivers
        drawn = row < len(drivers) and drivers[row] in focus.drivers
        # What is given to the focus without being drawn may be what the edit changed.
        if place is not None and (drawn or place >= focus.part.tape.given):
            there: Floats = self.held.array[place]
            return there
        same = self.values.alone(self.held.run.ask.scenario).row(row)
        return np.broadcast_to(same, (self.count, same.shape[1]))

    def over(self, key: KpiKey, group: Group) -> Floats:
        """Return the figure of a KPI over a group in every run, shape (samples,).

        Right for the KPIs that were asked for, over the year of the report.
        """
        return group_figures(self, self._groups, key, group)


def hold(run: Run, progress: Progress | None = None, most: int = MOST_HELD) -> Held | None:
    """Run a simulation and hold its runs; None where ``progress`` said to stop.

    Args:
        run: what is run; the same seed gives the runs that :meth:`Run.drawn` keeps.
        progress: told how far it is.
        most: bytes that may be held.
    """
    states = run.states
    rows, periods = states.focus.part.tape.size, states.focus.program.calendar.count
    samples = run.samples
    while samples > 1 and samples * 8 * (rows * periods + run.draws.count) > most:
        samples //= 2
    held = Held(
        run=run,
        samples=samples,
        fewer=samples < run.ask.samples,
        figures=np.empty((run.draws.count, samples)),
        array=np.empty((rows, samples, periods)),
    )
    buffer = states.buffer()
    for number, begin in enumerate(range(0, samples, run.chunk)):
        u = points(run.draws.count, run.chunk, run.ask.seed, number)[: samples - begin]
        drawn = run.draws.figures(np.ascontiguousarray(u.T))
        held.figures[:, begin : begin + len(u)] = drawn
        for at in range(0, len(u), states.block):
            block = states.moved(drawn[:, at : at + states.block], buffer).array
            held.array[:, begin + at : begin + at + block.shape[1]] = block
        if progress is not None and not progress((begin + len(u)) / samples):
            return None
    return held
