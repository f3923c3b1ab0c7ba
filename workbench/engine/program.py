"""A program: the formulas of a plan, compiled once, ready to be worked out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from models.calendar import Calendar
from models.keys import KpiKey
from models.plan import Plan
from workbench.engine.arrays import Floats, Rows
from workbench.engine.assembly import graph_of, layout_of
from workbench.engine.operations import Op
from workbench.engine.reach import Adjacency
from workbench.engine.tape import Part, Tape, part_of

_MOST_PARTS: Final = 512
"""How many parts are kept for the next time they are asked for."""


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """What a plan works out, in an order in which it can be.

    Row numbers are rows of the value array. The first rows are given: drivers in plan
    order, then literals, then what can have no value (unreadable formulas, unknown names,
    KPIs that need their own value of the same period).

    Attributes:
        keys: the KPIs, in plan order.
        formulas: their formulas, "" for a driver.
        kpi_rows: shape (KPIs): the row of each.
        kpi_of: shape (rows): the number of the KPI whose value a row is; -1: a part of a
            formula.
        operations: shape (rows): the :class:`~workbench.engine.operations.Op` of each.
        drivers: the keys of the drivers; driver n is row n.
        constants: shape (literals): their values; they follow the drivers.
        tape: everything that is worked out.
        starts: shape (slices): the first row of each slice of the tape.
        history_keys: the KPIs whose history is read; KPI n has row n + 1 of the history.
        cyclic: KPIs that need their own value of the same period, and have none.
        first_inner: shape (KPIs + 1): where in ``inner`` the formula of each KPI begins.
        inner: shape (operations within formulas): their rows, formula by formula.
    """

    keys: tuple[KpiKey, ...]
    formulas: tuple[str, ...]
    calendar: Calendar
    kpi_rows: Rows
    kpi_of: Rows
    operations: Rows
    drivers: tuple[KpiKey, ...]
    constants: Floats
    tape: Tape
    starts: Rows
    history_keys: tuple[KpiKey, ...]
    cyclic: frozenset[KpiKey]
    first_inner: Rows
    inner: Rows
    _numbers: dict[KpiKey, int]
    _reads: Adjacency
    _readers: Adjacency
    _parts: dict[object, Part] = field(default_factory=dict[object, Part], repr=False)

    def number(self, key: KpiKey) -> int:
        """Return the place of a KPI in ``keys``.

        Raises:
            KeyError: there is no such KPI.
        """
        return self._numbers[key]

    def numbers(self, keys: Sequence[KpiKey]) -> Rows:
        """Return the place of each of ``keys``, shape (keys,); -1: there is no such KPI."""
        places = self._numbers
        return np.array([places.get(key, -1) for key in keys], dtype=np.intp)

    def row(self, key: KpiKey) -> int:
        """Return the row of a KPI in the value array.

        Raises:
            KeyError: there is no such KPI.
        """
        return int(self.kpi_rows[self._numbers[key]])

    def __contains__(self, key: object) -> bool:
        """Whether there is a KPI of that key."""
        return key in self._numbers

    def operation_row(self, number: int, place: int) -> int:
        """Return the row of operation ``place`` of the formula of KPI ``number``.

        ``place`` counts the instructions that :func:`~workbench.engine.operations.lower`
        gives for its formula; the last one is the KPI's own row.
        """
        first = int(self.first_inner[number])
        if first + place < int(self.first_inner[number + 1]):
            return int(self.inner[first + place])
        return int(self.kpi_rows[number])

    def downstream(self, rows: frozenset[int]) -> Part:
        """Return the part that must be worked out again after ``rows`` have changed.

        Rows that are worked out themselves are not: only what reads them.
        """
        name = ("downstream", rows)
        part = self._parts.get(name)
        if part is None:
            found = self._readers.reachable(rows, ())
            part = part_of(self.tape, self.starts, found, np.array(sorted(rows), dtype=np.intp))
            self._keep(name, part)
        return part

    def after(self, row: int) -> Part:
        """Return the part that must be worked out again once ``row`` is pinned to other figures.

        What the row itself is worked out from stays as it is, even where that reads the row.
        """
        name = ("after", row)
        part = self._parts.get(name)
        if part is None:
            found = self._readers.reachable((row,), (row,))
            part = part_of(self.tape, self.starts, found, np.array([row], dtype=np.intp))
            self._keep(name, part)
        return part

    def upstream(self, rows: frozenset[int]) -> Part:
        """Return the part that ``rows`` are worked out from, themselves included."""
        name = ("upstream", rows)
        part = self._parts.get(name)
        if part is None:
            wanted = np.array(sorted(rows), dtype=np.intp)
            inside = self._worked_out_from(wanted)
            part = part_of(self.tape, self.starts, inside, wanted)
            self._keep(name, part)
        return part

    def behind(self, rows: Sequence[int], ends: set[int] | frozenset[int]) -> Part:
        """Return the part that works ``rows`` out of ``ends`` and of what is given."""
        wanted = np.array(sorted(rows), dtype=np.intp)
        inside = self._reads.reachable([row for row in rows if row not in ends], ends)
        inside = np.union1d(inside, [row for row in rows if row not in ends]).astype(np.intp)
        return part_of(self.tape, self.starts, inside[inside >= self.tape.given], wanted)

    def _worked_out_from(self, wanted: Rows) -> Rows:
        found = np.union1d(self._reads.reachable(wanted.tolist(), ()), wanted).astype(np.intp)
        return found[found >= self.tape.given]

    def _keep(self, name: object, part: Part) -> None:
        if len(self._parts) >= _MOST_PARTS:
            self._parts.clear()
        self._parts[name] = part


def compile_plan(plan: Plan) -> Program:
    """Return the program of a plan. Whatever its formulas say, there is one.

    A KPI whose formula cannot be read, names an unknown KPI where it is read, or needs its
    own value of the same period has no value; the others are not touched by it.
    """
    keys = plan.kpis.order
    formulas = tuple([kpi.formula for kpi in plan.kpis.values()])
    graph = graph_of(keys, formulas)
    layout = layout_of(graph)
    row_of = layout.row_of
    kpi_rows = row_of[: len(keys)]
    kpi_of = np.full(len(row_of), -1, dtype=np.intp)
    kpi_of[kpi_rows] = np.arange(len(keys))
    operations = np.empty(len(row_of), dtype=np.intp)
    operations[row_of] = graph.ops
    drivers = np.flatnonzero(graph.ops[: len(keys)] == Op.DRIVER)
    return Program(
        keys=keys,
        formulas=formulas,
        calendar=plan.calendar,
        kpi_rows=kpi_rows,
        kpi_of=kpi_of,
        operations=operations,
        drivers=tuple([keys[number] for number in drivers.tolist()]),
        # Literals are in the order of their nodes, and so of their rows.
        constants=np.array(graph.constants, dtype=np.float64),
        tape=layout.tape,
        starts=np.array([piece.start for piece in layout.tape.slices], dtype=np.intp),
        history_keys=tuple(graph.history_rows),
        cyclic=frozenset(keys[number] for number in graph.cyclic),
        first_inner=graph.first_inner,
        inner=row_of[graph.inner],
        _numbers=graph.numbers,
        _reads=Adjacency(len(row_of), layout.sources, layout.targets),
        _readers=Adjacency(len(row_of), layout.targets, layout.sources),
    )
