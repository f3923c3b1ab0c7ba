"""A tape: operations in groups of the same kind, in an order in which they can be worked out.

Rows of the value array are numbered so that operands come before what reads them, and so
that rows of the same operation, arity and parameter at the same depth are neighbours: one
numpy call works out a whole slice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

import numpy as np

from workbench.engine.arrays import Floats, Rows
from workbench.engine.operations import Op

Selector = slice | Rows
"""How the operand rows of a slice are read; a slice costs no copy."""


def selector(rows: Rows) -> Selector:
    """Return the cheapest way to read ``rows``: a view where they are neighbours or one row.

    One row that all of them read is a slice of length 1, which numpy repeats by itself.
    """
    first, last = int(rows[0]), int(rows[-1])
    if len(rows) == 1:
        return slice(first, first + 1)
    if last - first == len(rows) - 1 and bool((rows[1:] - rows[:-1] == 1).all()):
        return slice(first, last + 1)
    if first == last and bool((rows == first).all()):
        return slice(first, first + 1)
    return rows


@dataclass(frozen=True, slots=True, eq=False)
class Slice:
    """Neighbouring rows of one operation.

    Attributes:
        start: the first row.
        stop: the row after the last.
        rows: shape (arity, stop - start): the rows that each operand reads.
        reads: the same, operand by operand, as :func:`selector` says.
        parameter: as in :class:`~workbench.engine.operations.Instruction`.
        history: for each history that is read, shape (stop - start): rows of the history
            array; row 0 is "none".
        block: the number of the recurrence it belongs to; -1: none.
    """

    op: Op
    start: int
    stop: int
    rows: Rows
    reads: tuple[Selector, ...]
    parameter: int = 0
    history: tuple[Rows, ...] = ()
    block: int = -1

    @classmethod
    def of(
        cls,
        op: Op,
        start: int,
        rows: Rows,
        *,
        parameter: int = 0,
        history: tuple[Rows, ...] = (),
        block: int = -1,
    ) -> Slice:
        """Make the slice that starts at ``start`` and reads ``rows`` (arity, count)."""
        reads = tuple([selector(each) for each in rows])
        return cls(op, start, start + rows.shape[1], rows, reads, parameter, history, block)


@dataclass(frozen=True, slots=True, eq=False)
class Recurrence:
    """Slices that read each other's earlier periods: worked out period by period."""

    slices: tuple[Slice, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Tape:
    """Slices in order, and the same as steps to walk.

    Attributes:
        given: rows 0 to ``given`` are filled in before the walk.
        size: how many rows the value array has.
        steps: what to work out, in order.
    """

    given: int
    size: int
    slices: tuple[Slice, ...]
    steps: tuple[Slice | Recurrence, ...]

    @classmethod
    def of(cls, given: int, size: int, slices: Iterable[Slice]) -> Tape:
        """Make a tape of ``slices``, which are in order."""
        listed = tuple(slices)
        steps: list[Slice | Recurrence] = []
        for block, members in groupby(listed, key=_block):
            if block < 0:
                steps.extend(members)
            else:
                steps.append(Recurrence(tuple(members)))
        return cls(given, size, listed, tuple(steps))


def _block(piece: Slice) -> int:
    return piece.block


@dataclass(frozen=True, slots=True, eq=False)
class Scatter:
    """How what belongs to rows, several of it perhaps to the same one, is added to them.

    Attributes:
        rows: shape (targets,): the rows that are added to, each once.
        order: shape (parts,): parts in the order of their rows; None: each has a row of its own.
        begins: shape (targets,): where in that order the parts of each row begin.
    """

    rows: Rows
    order: Rows | None = None
    begins: Rows | None = None

    @classmethod
    def of(cls, rows: Rows) -> Scatter:
        """Return how parts are added to ``rows``, shape (parts,)."""
        order = np.argsort(rows, kind="stable")
        listed = rows[order]
        begins = np.concatenate(([0], np.flatnonzero(listed[1:] != listed[:-1]) + 1))
        return cls(rows) if len(begins) == len(rows) else cls(listed[begins], order, begins)

    def add(self, parts: Floats, to: Floats) -> None:
        """Add ``parts``, shape (parts, …), to rows of ``to``, shape (rows, …), in place."""
        if self.order is None or self.begins is None:
            to[self.rows] += parts
        else:
            to[self.rows] += np.add.reduceat(parts[self.order], self.begins, axis=0)


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A tape of some rows of another, with what they read from outside given first.

    Attributes:
        tape: the operations, numbered within the part.
        outside: rows of the whole that are given, ascending; the first rows of the part.
        inside: rows of the whole that are worked out, ascending; the rows that follow.
    """

    tape: Tape
    outside: Rows
    inside: Rows
    _scatters: dict[int, Scatter] = field(default_factory=dict[int, Scatter], repr=False)

    def scatter(self, reads: Rows) -> Scatter:
        """Return how to add to the rows that an operand of this part reads.

        Args:
            reads: one of the selectors of a slice of the tape, which lives as long as it.
        """
        found = self._scatters.get(id(reads))
        if found is None:
            found = self._scatters[id(reads)] = Scatter.of(reads)
        return found

    def place(self, rows: Rows) -> Rows:
        """Return where ``rows`` of the whole stand in the part; all of them must."""
        return _placed(rows, self.outside, self.inside)

    def find(self, row: int) -> int | None:
        """Return where ``row`` of the whole stands in the part; None where it does not."""
        for rows, begin in ((self.inside, len(self.outside)), (self.outside, 0)):
            at = int(rows.searchsorted(row))
            if at < len(rows) and rows[at] == row:
                return begin + at
        return None


def _placed(rows: Rows, outside: Rows, inside: Rows) -> Rows:
    """Return the row in a part of each of ``rows`` of the whole."""
    found = np.searchsorted(inside, rows)
    if len(inside):
        worked_out = inside[np.minimum(found, len(inside) - 1)] == rows
    else:
        worked_out = np.zeros(rows.shape, dtype=bool)
    return np.where(worked_out, found + len(outside), np.searchsorted(outside, rows))


def part_of(tape: Tape, starts: Rows, inside: Rows, extra: Rows) -> Part:
    """Return the part of ``tape`` that works out the rows ``inside``.

    Args:
        tape: the whole.
        starts: the first row of each of its slices.
        inside: rows to be worked out, ascending, each within a slice.
        extra: rows that shall be in the part although nothing in it may read them.
    """
    owner = np.searchsorted(starts, inside, side="right") - 1
    cuts = np.flatnonzero(owner[1:] != owner[:-1]) + 1
    begins: list[int] = [0, *cuts.tolist()] if len(inside) else []
    ends = [*begins[1:], len(inside)] if begins else begins
    pieces: list[tuple[Slice, Rows, Rows]] = []
    for begin, end in zip(begins, ends, strict=True):
        whole = tape.slices[int(owner[begin])]
        columns = inside[begin:end] - whole.start
        pieces.append((whole, columns, whole.rows[:, columns]))
    flat = [rows.ravel() for _, _, rows in pieces]
    read = np.concatenate([*flat, extra]) if flat else extra
    needed = np.unique(read)
    found = np.searchsorted(inside, needed)
    if len(inside):
        outside = needed[inside[np.minimum(found, len(inside) - 1)] != needed]
    else:
        outside = needed
    local = _placed(read, outside, inside)
    slices: list[Slice] = []
    at, row = 0, len(outside)
    for whole, columns, rows in pieces:
        count = rows.size
        slices.append(
            Slice.of(
                whole.op,
                row,
                local[at : at + count].reshape(rows.shape),
                parameter=whole.parameter,
                history=tuple([each[columns] for each in whole.history]),
                block=whole.block,
            )
        )
        at += count
        row += rows.shape[1]
    return Part(Tape.of(len(outside), row, slices), outside, inside)
