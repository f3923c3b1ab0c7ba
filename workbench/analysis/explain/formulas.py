"""Formulas as lines: each operation with the figures that it reads."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Final, Protocol, final

from models.calendar import Group
from models.keys import KpiKey
from models.kpi import Unit, UnitKind
from workbench.analysis.explain.lines import How, Line, Name, Note, Thing, When
from workbench.analysis.explain.reading import NONE, Pair, Reader
from workbench.engine.arrays import Floats
from workbench.engine.grouped_formula import grouped
from workbench.engine.grouping import prev_before
from workbench.engine.operations import TIME_OPS, Instruction, Op, Operand, Snippet

_HOW: Final = {
    Op.COPY: How.SAME,
    Op.POWER: How.POWER,
    Op.LESS: How.LESS,
    Op.AT_MOST: How.AT_MOST,
    Op.GREATER: How.GREATER,
    Op.AT_LEAST: How.AT_LEAST,
    Op.EQUAL: How.EQUAL,
    Op.UNEQUAL: How.UNEQUAL,
    Op.AND: How.AND,
    Op.OR: How.OR,
    Op.NOT: How.NOT,
    Op.MIN: How.MIN,
    Op.MAX: How.MAX,
    Op.AVERAGE: How.AVERAGE,
    Op.ABS: How.ABS,
    Op.ROUND: How.ROUND,
    Op.LN: How.LN,
    Op.EXP: How.EXP,
    Op.SQRT: How.SQRT,
}
_SUMS: Final = frozenset({Op.ADD, Op.SUBTRACT})
_PRODUCTS: Final = frozenset({Op.MULTIPLY, Op.DIVIDE})
_ALIKE: Final = frozenset(
    {How.SAME, How.ADD, How.MIN, How.MAX, How.AVERAGE, How.ABS, How.ROUND, How.IF}
)
"""What comes of them counts what their parts count."""


class Frame(Protocol):
    """One formula, read for one time.

    Attributes:
        snippet: its operations.
        when: what it is read for.
    """

    snippet: Snippet
    when: When

    def inner(self, place: int) -> Pair:
        """Return what operation ``place`` comes to."""
        ...

    def kpi(self, key: str) -> Line:
        """Return the figure of a KPI that it names."""
        ...

    def through_time(self, place: int) -> Line:
        """Return what an operation reads from another period."""
        ...


def operation(frame: Frame, place: int) -> Line:
    """Return operation ``place`` with what it reads, to the bottom of the formula."""
    instruction = frame.snippet[place]
    figure, base = frame.inner(place)
    line = Line(How.SAME, figure, base, frame.when, digits=instruction.parameter)
    match instruction.op:
        case op if op in TIME_OPS:
            return frame.through_time(place)
        case Op.ADD | Op.SUBTRACT | Op.NEGATE:
            made = replace(line, how=How.ADD, parts=_chain(frame, instruction, _SUMS))
        case Op.MULTIPLY | Op.DIVIDE:
            made = replace(line, how=How.MULTIPLY, parts=_chain(frame, instruction, _PRODUCTS))
        case Op.SPREAD:
            made = replace(line, how=How.ADD, parts=_parts(frame, instruction.operands))
            made = replace(made, notes=(Note.COHORTS,))
        case Op.IF:
            made = replace(line, how=How.IF, parts=_branch(frame, instruction))
        case op:
            made = replace(line, how=_HOW[op], parts=_parts(frame, instruction.operands))
    return replace(made, parts=_without_nothings(made), unit=_unit(made))


def operand(frame: Frame, read: Operand) -> Line:
    """Return what an operation reads: a literal, a KPI, or another operation."""
    if isinstance(read, str):
        return frame.kpi(read)
    if isinstance(read, int):
        return operation(frame, read)
    return Line(How.LITERAL, read, read, frame.when)


def _parts(frame: Frame, read: tuple[Operand, ...]) -> tuple[Line, ...]:
    return tuple(operand(frame, each) for each in read)


def _chain(frame: Frame, instruction: Instruction, alike: frozenset[Op]) -> tuple[Line, ...]:
    """Return the operands of ``a - b + c`` or ``a * b / c``, which people read as one.

    The chain is followed, not recursed into: that of a bank of leads is long.
    """
    parts: list[Line] = []
    while True:
        first, *others = instruction.operands
        inverse = instruction.op in {Op.SUBTRACT, Op.DIVIDE}
        parts += [replace(operand(frame, each), inverse=inverse) for each in reversed(others)]
        if instruction.op is Op.NEGATE:
            parts.append(replace(operand(frame, first), inverse=True))
            break
        below = frame.snippet[first] if isinstance(first, int) else None
        joins = below is not None and (
            below.op in alike or (below.op is Op.NEGATE and alike is _SUMS)
        )
        if not joins or below is None:
            parts.append(operand(frame, first))
            break
        instruction = below
    return tuple(reversed(parts))


def _branch(frame: Frame, instruction: Instruction) -> tuple[Line, ...]:
    """Return the condition and the branch that it chose; without value there is no branch."""
    condition, then, otherwise = instruction.operands
    asked = operand(frame, condition)
    if math.isnan(asked.figure):
        return (asked,)
    return asked, operand(frame, then if asked.figure != 0 else otherwise)


def _without_nothings(line: Line) -> tuple[Line, ...]:
    """Return the parts with the cohorts of which nothing is known said at once."""
    nothings = [part for part in line.parts if part.how is How.NOTHING]
    if len(nothings) < 2:
        return line.parts
    known = tuple(part for part in line.parts if part.how is not How.NOTHING)
    return (*known, replace(nothings[0], count=len(nothings)))


def _unit(line: Line) -> Unit | None:
    """Return what comes of an operation counts, where its parts leave no doubt."""
    parts = line.parts[1:] if line.how is How.IF else line.parts
    named = [part for part in parts if part.how not in {How.LITERAL, How.NOTHING}]
    units = {part.unit for part in named}
    if line.how in _ALIKE:
        return units.pop() if len(units) == 1 else None
    if line.how is How.MULTIPLY:
        if any(part.inverse and part.how is not How.LITERAL for part in parts):
            return None
        rest = [part.unit for part in named if not _is_plain(part.unit)]
        if not rest and named and all(_is_share(part.unit) for part in named):
            return named[0].unit if len(named) == len(parts) else None
        return rest[0] if len(rest) == 1 else None
    return None


def _is_share(unit: Unit | None) -> bool:
    return unit is not None and unit.kind is UnitKind.SHARE


def _is_plain(unit: Unit | None) -> bool:
    return unit is not None and unit.kind in {UnitKind.SHARE, UnitKind.NUMBER}


@final
class PeriodFrame:
    """A formula read for one period."""

    def __init__(self, reader: Reader, key: KpiKey, snippet: Snippet, period: int) -> None:
        """Read the formula of ``key`` for ``period``."""
        self.snippet = snippet
        self.when: When = period
        self._reader = reader
        self._key = key
        self._period = period

    def inner(self, place: int) -> Pair:
        """Return what operation ``place`` comes to."""
        program = self._reader.values.program
        row = program.operation_row(program.number(self._key), place)
        return self._reader.in_period(row, self._period)

    def kpi(self, key: str) -> Line:
        """Return the figure of a KPI in the period."""
        return self._reader.kpi(key, self._period)

    def through_time(self, place: int) -> Line:
        """Return what an operation reads from another period."""
        instruction = self.snippet[place]
        read, steps, period = instruction.operands, instruction.parameter, self._period
        match instruction.op:
            case Op.PREV if period:
                return operand(self._at(period - 1), read[0])
            case Op.PREV:
                first = operand(self, read[1])
                return replace(first, notes=(*first.notes, Note.OPENING))
            case Op.LAG if period >= steps:
                return operand(self._at(period - steps), read[0])
            case Op.LAG:
                return self._past(instruction.history[0], steps - period)
            case Op.CUMULATIVE:
                return self._cumulative(place)
            case _ if period >= steps:
                return operand(self._at(period - steps), read[0])
            case _:
                return self._early_cohort(instruction, place)

    def _at(self, period: int) -> PeriodFrame:
        return PeriodFrame(self._reader, self._key, self.snippet, period)

    def _cumulative(self, place: int) -> Line:
        starts = {0, *self._reader.values.program.calendar.fiscal_year_starts()}
        first = max(start for start in starts if start <= self._period)
        read = self.snippet[place].operands[0]
        parts = tuple(operand(self._at(period), read) for period in range(first, self._period + 1))
        figure, base = self.inner(place)
        line = Line(How.ADD, figure, base, self._period, parts, notes=(Note.CUMULATIVE,))
        return replace(line, unit=_unit(line))

    def _past(self, key: str, before: int) -> Line:
        figure = self._reader.history(key, before)
        kpi = self._reader.plan.kpis.get(KpiKey(key))
        return Line(
            How.GIVEN,
            figure,
            figure,
            -before,
            name=Name(Thing.KPI, key) if key else None,
            unit=None if kpi is None else kpi.unit,
            notes=(Note.HISTORY,),
        )

    def _early_cohort(self, instruction: Instruction, place: int) -> Line:
        """Return what a cohort from before the plan brings, by its weight or the first one's."""
        before = instruction.parameter - self._period
        cohort = self._past(instruction.history[0], before)
        if math.isnan(cohort.figure):
            return Line(How.NOTHING, 0.0, 0.0, self._period, notes=(Note.NO_HISTORY,), count=1)
        weight = self._past(instruction.history[1], before)
        if math.isnan(weight.figure):
            weight = operand(self._at(0), instruction.operands[1])
        figure, base = self.inner(place)
        line = Line(How.MULTIPLY, figure, base, -before, (cohort, weight))
        return replace(line, unit=_unit(line))


@final
class GroupFrame:
    """A formula worked out on the figures of its operands over a group of periods."""

    def __init__(self, reader: Reader, key: KpiKey, snippet: Snippet, group: Group) -> None:
        """Work the formula of ``key`` out over ``group``."""
        self.snippet = snippet
        self.when: When = group
        self._reader = reader
        self._key = key
        self._group = group
        self._known: Mapping[int, Floats] = grouped(
            snippet, self._operand, self._before, len(reader.values.scenarios)
        )

    def inner(self, place: int) -> Pair:
        """Return what operation ``place`` comes to; none where nothing needs it."""
        return self._reader.pair(self._known[place]) if place in self._known else NONE

    def kpi(self, key: str) -> Line:
        """Return the figure of a KPI over the group."""
        return self._reader.kpi(key, self._group)

    def through_time(self, place: int) -> Line:
        """Return what ``prev`` reads at the end of the group before; nothing of the others."""
        if self.snippet[place].op is not Op.PREV:
            return Line(How.NO_VALUE, *NONE, self._group, notes=(Note.NOT_OVER_GROUPS,))
        first = PeriodFrame(self._reader, self._key, self.snippet, self._group.periods[0])
        return operation(first, place)

    def _operand(self, key: str) -> Floats:
        return self._reader.values.over(KpiKey(key), self._group)

    def _before(self, place: int) -> Floats:
        return prev_before(self._reader.values, self._key, place, self._group)
