"""What a formula becomes: a short list of primitive operations, each read by later ones."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Final

from models.formula_parser import FormulaError, parse
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


class Op(IntEnum):
    """A primitive operation. The first three are given, not worked out."""

    DRIVER = 0
    CONSTANT = 1
    NO_VALUE = 2
    COPY = 3
    NEGATE = 4
    ADD = 5
    SUBTRACT = 6
    MULTIPLY = 7
    DIVIDE = 8
    POWER = 9
    LESS = 10
    AT_MOST = 11
    GREATER = 12
    AT_LEAST = 13
    EQUAL = 14
    UNEQUAL = 15
    AND = 16
    OR = 17
    NOT = 18
    MIN = 19
    MAX = 20
    AVERAGE = 21
    ABS = 22
    ROUND = 23
    IF = 24
    LN = 25
    EXP = 26
    SQRT = 27
    PREV = 28
    LAG = 29
    CUMULATIVE = 30
    CARRIED = 31
    SPREAD = 32


GIVEN: Final = frozenset({Op.DRIVER, Op.CONSTANT, Op.NO_VALUE})
"""Operations whose rows are filled in before anything is worked out."""

TIME_OPS: Final = frozenset({Op.PREV, Op.LAG, Op.CUMULATIVE, Op.CARRIED})
"""Operations that read other periods than their own."""

MOST_STEPS: Final = 1_000_000
"""A lag beyond this is the same as this one: no calendar is that long."""

_ARITHMETIC: Final = {
    "+": Op.ADD,
    "-": Op.SUBTRACT,
    "*": Op.MULTIPLY,
    "/": Op.DIVIDE,
    "^": Op.POWER,
}
_COMPARISONS: Final = {
    "<": Op.LESS,
    "<=": Op.AT_MOST,
    ">": Op.GREATER,
    ">=": Op.AT_LEAST,
    "=": Op.EQUAL,
    "<>": Op.UNEQUAL,
}
_FUNCTIONS: Final = {
    "sum": Op.ADD,
    "min": Op.MIN,
    "max": Op.MAX,
    "avg": Op.AVERAGE,
    "abs": Op.ABS,
    "if": Op.IF,
    "ln": Op.LN,
    "exp": Op.EXP,
    "sqrt": Op.SQRT,
    "prev": Op.PREV,
    "cumulative": Op.CUMULATIVE,
}

Operand = int | str | float
"""An earlier instruction of the same formula (int), a KPI (str), or a literal (float)."""


@dataclass(frozen=True, slots=True)
class Instruction:
    """One primitive operation of a formula.

    Attributes:
        operands: what it reads, in the order of the text. CARRIED reads (cohort × weight,
            weight).
        parameter: periods to look back (LAG, CARRIED), digits (ROUND), else 0.
        history: KPI keys whose history it reads before the first period, "" where the
            operand is no plain KPI: of x (LAG), of x and of the weight (CARRIED).
    """

    op: Op
    operands: tuple[Operand, ...]
    parameter: int = 0
    history: tuple[str, ...] = ()

    @property
    def late(self) -> int:
        """How many of the first operands are read for earlier periods only (0 or 1)."""
        return 1 if self.op in {Op.PREV, Op.LAG} else 0


Snippet = tuple[Instruction, ...]
"""The operations of one formula, operands first; the last one is its value."""


@lru_cache(maxsize=262_144)
def lower(text: str) -> Snippet | None:
    """Return the operations of a formula, or None where ``text`` is not a formula."""
    try:
        node = parse(text)
    except FormulaError:
        return None
    instructions: list[Instruction] = []
    root = _lower(node, instructions)
    if not isinstance(root, int):
        instructions.append(Instruction(Op.COPY, (root,)))
    return tuple(instructions)


def _made(instructions: list[Instruction], instruction: Instruction) -> int:
    instructions.append(instruction)
    return len(instructions) - 1


def _lower(node: Node, made: list[Instruction]) -> Operand:
    match node:
        case Number(value):
            return value
        case Name(key):
            return key
        case Negation(Number(value)):
            return -value
        case Negation(operand):
            return _made(made, Instruction(Op.NEGATE, (_lower(operand, made),)))
        case Not(operand):
            return _made(made, Instruction(Op.NOT, (_lower(operand, made),)))
        case Arithmetic(op, _, _):
            operands = tuple([_lower(part, made) for part in _chain(node)])
            return _made(made, Instruction(_ARITHMETIC[op], operands))
        case Comparison(op, left, right):
            operands = (_lower(left, made), _lower(right, made))
            return _made(made, Instruction(_COMPARISONS[op], operands))
        case Connection(op, left, right):
            operands = (_lower(left, made), _lower(right, made))
            return _made(made, Instruction(Op.AND if op == "and" else Op.OR, operands))
        case Call():
            return _lower_call(node, made)


def _chain(node: Arithmetic) -> tuple[Node, ...]:
    """Return the operands of ``a + b + c`` or ``a * b * c``, which are one operation.

    Worked out from left to right it gives the very figures that the pairs would give.
    """
    if node.op not in {"+", "*"}:
        return (node.left, node.right)
    parts = [node.right]
    left = node.left
    while isinstance(left, Arithmetic) and left.op == node.op:
        parts.append(left.right)
        left = left.left
    parts.append(left)
    return tuple(reversed(parts))


def _lower_call(call: Call, made: list[Instruction]) -> Operand:
    arguments = call.arguments
    match call.function:
        case "round":
            digits = _whole(arguments[1]) if len(arguments) == 2 else 0
            operand = _lower(arguments[0], made)
            return _made(made, Instruction(Op.ROUND, (operand,), max(digits, -MOST_STEPS)))
        case "lag":
            steps = min(_whole(arguments[1]), MOST_STEPS)
            operand = _lower(arguments[0], made)
            return _made(made, Instruction(Op.LAG, (operand,), steps, (_plain(operand),)))
        case "spread":
            return _lower_spread(arguments, made)
        case "to_convert":
            return _lower_to_convert(arguments, made)
        case "unconverted":
            return _lower_unconverted(arguments, made)
        case function:
            operands = tuple([_lower(argument, made) for argument in arguments])
            return _made(made, Instruction(_FUNCTIONS[function], operands))


def _lower_spread(arguments: tuple[Node, ...], made: list[Instruction]) -> Operand:
    """Write ``spread(x, w0, w1)`` as x·w0 of this period + (x·w1) carried over one period."""
    cohort = _lower(arguments[0], made)
    terms: list[Operand] = []
    for age, argument in enumerate(arguments[1:]):
        weight = _lower(argument, made)
        part = _made(made, Instruction(Op.MULTIPLY, (cohort, weight)))
        if age:
            history = (_plain(cohort), _plain(weight))
            part = _made(made, Instruction(Op.CARRIED, (part, weight), age, history))
        terms.append(part)
    return _made(made, Instruction(Op.SPREAD, tuple(terms)))


def _lower_to_convert(arguments: tuple[Node, ...], made: list[Instruction]) -> Operand:
    """Write what each cohort that is not through still brings, over all weights to come.

    A weight that is a KPI may have a history of its own, so it is carried by itself; the
    others are added up first.
    """
    cohort = _lower(arguments[0], made)
    weights = [_lower(argument, made) for argument in arguments[2:]]
    terms: list[Operand] = []
    rest: Operand | None = None
    named: list[_Part] = []
    for age in reversed(range(len(weights))):
        weight = weights[age]
        if isinstance(weight, str):
            named.append(_part(made, cohort, weight))
        else:
            rest = weight if rest is None else _made(made, Instruction(Op.ADD, (rest, weight)))
        parts = named if rest is None else [*named, _part(made, cohort, rest)]
        terms.extend(_carried(made, part, age) for part in parts)
    return _made(made, Instruction(Op.ADD, tuple(terms)))


def _lower_unconverted(arguments: tuple[Node, ...], made: list[Instruction]) -> Operand:
    """Write what each cohort that is not through has left: x less what has converted.

    As in :func:`_lower_to_convert`, a weight that is a KPI is carried by itself.
    """
    cohort = _lower(arguments[0], made)
    left: Operand = 1.0
    named: list[_Part] = []
    leads: list[Operand] = []
    converted: list[Operand] = []
    for age, argument in enumerate(arguments[1:-1]):
        weight = _lower(argument, made)
        if isinstance(weight, str):
            named.append(_part(made, cohort, weight))
        else:
            left = _made(made, Instruction(Op.SUBTRACT, (left, weight)))
        leads.append(_carried(made, _part(made, cohort, left), age))
        converted.extend(_carried(made, part, age) for part in named)
    total = _made(made, Instruction(Op.ADD, tuple(leads)))
    if not converted:
        return total
    gone = _made(made, Instruction(Op.ADD, tuple(converted)))
    return _made(made, Instruction(Op.SUBTRACT, (total, gone)))


_Part = tuple[int, Operand, tuple[str, str]]
"""The operation cohort × weight, the weight, and whose histories are carried with it."""


def _part(made: list[Instruction], cohort: Operand, weight: Operand) -> _Part:
    product = _made(made, Instruction(Op.MULTIPLY, (cohort, weight)))
    return product, weight, (_plain(cohort), _plain(weight))


def _carried(made: list[Instruction], part: _Part, age: int) -> int:
    """Write a part of ``age`` periods before.

    Carried over no period too, so that it is of one period and has no value over a group.
    """
    product, weight, history = part
    return _made(made, Instruction(Op.CARRIED, (product, weight), age, history))


def _plain(operand: Operand) -> str:
    return operand if isinstance(operand, str) else ""


def _whole(node: Node) -> int:
    """Return the whole number that the parser has made sure stands here."""
    match node:
        case Number(value):
            return int(value)
        case Negation(Number(value)):
            return -int(value)
        case _:
            raise ValueError("not a literal")
