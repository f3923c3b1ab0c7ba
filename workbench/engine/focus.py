"""What a few figures are worked out from, in as many states as are asked for.

A bridge walks from one state to another, a cascade seeks one, a simulation draws thousands:
each wants a few figures only, and changes some drivers only. A focus works out what lies
between the two, and takes everything else as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from models.calendar import Group
from models.keys import KpiKey, ScenarioKey
from models.plan import Plan
from workbench.engine.arrays import Floats, Rows
from workbench.engine.evaluate import year_starts
from workbench.engine.grouping import Memo, group_figures, rows_behind
from workbench.engine.program import Program
from workbench.engine.running import run
from workbench.engine.tape import Part, part_of
from workbench.engine.values import Values

Wanted = tuple[KpiKey, Group]
"""A KPI and the group of periods that its figure is wanted over."""


@dataclass(frozen=True, slots=True, eq=False)
class Focus:
    """The part of a program between some drivers and some figures.

    Attributes:
        program: the whole.
        plan: what says how figures are grouped.
        drivers: the drivers that change and matter, in the order of the program.
        part: what is worked out again: all that reads these drivers and is behind what is
            wanted.
        figures: shape (rows of the whole that are given to the part, periods): what they are
            where nothing changes.
        places: shape (drivers,): rows of the part that hold them.
        history: as :attr:`workbench.engine.inputs.Inputs.history`.
    """

    program: Program
    plan: Plan
    drivers: tuple[KpiKey, ...]
    part: Part
    figures: Floats
    places: Rows
    history: Floats
    _values: Values
    _scenario: ScenarioKey

    @property
    def start(self) -> Floats:
        """The figures of the drivers where nothing changes, shape (drivers, periods)."""
        return self.figures[self.places]

    def work_out(self, drivers: Floats, out: Floats | None = None) -> Focused:
        """Work everything between out.

        Args:
            drivers: shape (drivers, states, periods), in the unit of each; NaN is no value.
            out: where to write, shape (rows of the part, states, periods) or larger in its
                first axis; None: a new array.
        """
        _, states, periods = drivers.shape
        size = self.part.tape.size
        array = np.empty((size, states, periods)) if out is None else out[:size]
        given = self.part.tape.given
        array[:given] = self.figures[:, None, :]
        array[self.places] = drivers
        run(self.part.tape, array, self.history, year_starts(self.program))
        return Focused(self, array)

    def otherwise(self, row: int) -> Floats:
        """Return a row that the part does not hold, shape (1, periods): it never changes."""
        return self._values.alone(self._scenario).row(row)


def focus(
    values: Values, scenario: ScenarioKey, wanted: Sequence[Wanted], varying: Iterable[KpiKey]
) -> Focus:
    """Return the part of a program between the drivers ``varying`` and what is ``wanted``.

    Args:
        values: what was worked out, for everything that does not change.
        scenario: the one that everything else stays at.
        wanted: KPIs and groups; what the plan does not have is left out.
        varying: keys of drivers; what is no driver, or does not matter, is left out.

    Raises:
        KeyError: there is no such scenario.
    """
    program, plan = values.program, values.plan
    ends = {row for key, group in wanted for row in rows_behind(plan, program, key, group)}
    behind = program.upstream(frozenset(ends))
    chosen = set(varying)
    # Drivers are the first rows of all.
    given: list[int] = behind.outside[behind.outside < len(program.drivers)].tolist()
    rows = [row for row in given if program.drivers[row] in chosen]
    changed = np.array(rows, dtype=np.intp)
    after = program.downstream(frozenset(rows)).inside
    inside = np.intersect1d(after, behind.inside)
    part = part_of(program.tape, program.starts, inside, changed)
    alone = values.alone(scenario)
    return Focus(
        program=program,
        plan=plan,
        drivers=tuple(program.drivers[row] for row in rows),
        part=part,
        figures=np.ascontiguousarray(alone.rows(part.outside)[:, 0, :]),
        places=part.place(changed),
        history=values.history,
        _values=values,
        _scenario=scenario,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Focused:
    """What a focus came to, in every state.

    Attributes:
        focus: what was worked out.
        array: shape (rows of the part, states, periods); NaN is no value.
    """

    focus: Focus
    array: Floats
    _groups: Memo = field(default_factory=dict[tuple[KpiKey, tuple[int, ...]], Floats], repr=False)

    @property
    def program(self) -> Program:
        """The whole program."""
        return self.focus.program

    @property
    def plan(self) -> Plan:
        """What says how figures are grouped."""
        return self.focus.plan

    @property
    def count(self) -> int:
        """How many states there are."""
        return self.array.shape[1]

    def row(self, row: int) -> Floats:
        """Return one row of the whole, shape (states, periods); never to be written."""
        place = self.focus.part.find(row)
        if place is not None:
            own: Floats = self.array[place]
            return own
        same = self.focus.otherwise(row)
        return np.broadcast_to(same, (self.count, same.shape[1]))

    def of(self, key: KpiKey) -> Floats:
        """Return the figures of a KPI, shape (states, periods), in its unit; NaN is no value.

        A KPI that the plan does not have has no value.
        """
        if key not in self.program:
            return np.full(self.array.shape[1:], np.nan)
        return self.row(self.program.row(key))

    def over(self, key: KpiKey, group: Group) -> Floats:
        """Return the figure of a KPI over a group by its time rule, shape (states,).

        Right for what the focus was asked for, and for what no driver of it changes.
        """
        return group_figures(self, self._groups, key, group)
