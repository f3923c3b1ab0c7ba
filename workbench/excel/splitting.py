"""Formulas that are too long or too deep for one cell of Excel, cut into rows of steps."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from models.formula_tree import (
    Arithmetic,
    Call,
    Comparison,
    Connection,
    Name,
    Negation,
    Node,
    Not,
    Number,
)
from workbench.excel.cells import Cell, Operand
from workbench.excel.formula_translation import fits, guarded, nesting
from workbench.excel.names import literal_name
from workbench.excel.refusals import FormulaTooLong

_PART_CHARACTERS: Final = 900
_PART_LEVELS: Final = 12
_MOST_ARGUMENTS: Final = 60
_NOTHING: Final = Number(0.0)
_ALL: Final = Number(1.0)
_LONGEST_ADDRESS_ROW: Final = 99_999
_LONGEST_ADDRESS_COLUMN: Final = 800


@dataclass(frozen=True, slots=True)
class Step:
    """A part of a formula with a row of its own; the last step is the KPI itself."""

    key: str
    node: Node


@dataclass(frozen=True, slots=True)
class _Ruler:
    """Stands in for the sheets to measure how long a formula will be: every address long."""

    key: str
    year_length: int

    def figure(self, key: str, time: int) -> Operand:
        row = _LONGEST_ADDRESS_ROW + zlib.crc32(key.encode()) % 100_000
        return Cell("Tree", row, _LONGEST_ADDRESS_COLUMN + time)

    def literal(self, number: Number) -> Operand:
        return literal_name(self.key, number.position)

    def year_start(self, time: int) -> int:
        return time - self.year_length + 1

    def within_group(self) -> None:
        return None


def steps_of(key: str, node: Node, *, year_length: int) -> tuple[Step, ...]:
    """Return the rows that ``node`` takes, each short enough; the last has ``key`` itself.

    Args:
        key: of the KPI whose formula ``node`` is.
        node: the formula.
        year_length: periods in a fiscal year, the most that ``cumulative`` adds up.

    Raises:
        FormulaTooLong: even its parts do not fit.
    """
    cutter = _Cutter(key, _Ruler(key, year_length))
    return cutter.cut(node)


class _Cutter:
    def __init__(self, key: str, ruler: _Ruler) -> None:
        self._key = key
        self._ruler = ruler
        self._steps: list[Step] = []

    def cut(self, node: Node) -> tuple[Step, ...]:
        if not fits(self._measured(node)):
            node = self._shortened(node)
        else:
            node = self._with_plain_cohorts(node)
        self._steps.append(Step(self._key, node))
        if not all(fits(self._measured(step.node)) for step in self._steps):
            raise FormulaTooLong(self._key)
        return tuple(self._steps)

    def _measured(self, node: Node) -> str:
        return guarded(node, self._ruler, 0, "Tree")

    def _step(self, node: Node) -> Node:
        if isinstance(node, Name | Number):
            return node
        # A full stop cannot stand in the key of a KPI, so a step is never taken for one.
        name = f"{self._key}.{len(self._steps) + 1}"
        self._steps.append(Step(name, node))
        return Name(name)

    def _with_plain_cohorts(self, node: Node) -> Node:
        """Give what ``cumulative`` and cohorts add up a row, not a copy for each period."""
        match node:
            case Call("cumulative" | "spread" | "to_convert" | "unconverted", arguments) if (
                not _reads_back(node)
            ):
                return Call(node.function, (self._step(arguments[0]), *arguments[1:]))
            case _:
                return _rebuilt(node, self._with_plain_cohorts)

    def _shortened(self, node: Node) -> Node:
        smaller = _rebuilt(node, self._shortened)
        match smaller:
            case Call("sum" | "min" | "max" as function, arguments) if (
                len(arguments) > _MOST_ARGUMENTS
            ):
                chunks = [
                    self._step(Call(function, arguments[at : at + _MOST_ARGUMENTS]))
                    for at in range(0, len(arguments), _MOST_ARGUMENTS)
                ]
                return Call(function, tuple(chunks))
            case Call("to_convert" | "unconverted") if not fits(self._measured(smaller)):
                return self._shortened(self._as_spreads(smaller))
            case _:
                text = self._measured(smaller)
                small = len(text) <= _PART_CHARACTERS and nesting(text) <= _PART_LEVELS
                return smaller if small else self._step(smaller)

    def _as_spreads(self, bank: Call) -> Node:
        """Write a bank of many weights as spreads by what each age has still to come, or left.

        What the others come to is a row for each age. A weight that is a KPI may have a
        history of its own, so it is spread by itself, over the ages at which it counts.
        """
        cohort, *weights = (self._step(bank.arguments[0]), *bank.arguments[1:])
        to_come = bank.function == "to_convert"
        last = len(weights) - 1
        # Walked in the direction in which one more weight counts at each age.
        ages = range(last - 1, -1, -1) if to_come else range(last)
        rest: Node = _NOTHING if to_come else _ALL
        shares: list[Node] = []
        apart: list[Node] = []
        for age in ages:
            weight = weights[age + 1] if to_come else weights[age]
            if isinstance(weight, Name):
                counts = age + 1 if to_come else age
                nothing = [] if to_come else [_NOTHING] * counts
                often = counts if to_come else last - counts
                apart.append(self._step(Call("spread", (cohort, *nothing, *[weight] * often))))
            else:
                rest = self._step(Arithmetic("+" if to_come else "-", rest, weight))
            shares.append(rest)
        if to_come:
            shares.reverse()
        total: Node = self._step(Call("spread", (cohort, *shares)))
        for each in apart:
            total = Arithmetic("+" if to_come else "-", total, each)
        return total


def _reads_back(node: Node) -> bool:
    return isinstance(node, Call) and isinstance(node.arguments[0], Name)


def _rebuilt(node: Node, change: Callable[[Node], Node]) -> Node:
    match node:
        case Number() | Name():
            return node
        case Negation(operand):
            return Negation(change(operand))
        case Not(operand):
            return Not(change(operand))
        case Arithmetic(op, left, right):
            return Arithmetic(op, change(left), right if op == "^" else change(right))
        case Comparison(op, left, right):
            return Comparison(op, change(left), change(right))
        case Connection(op, left, right):
            return Connection(op, change(left), change(right))
        case Call("round" | "lag" as function, arguments):
            return Call(function, (change(arguments[0]), *arguments[1:]))
        case Call(function, arguments):
            return Call(function, tuple(change(argument) for argument in arguments))
