"""Writes the tree of a formula as text again."""

from __future__ import annotations

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

_BINDS: Final = {"or": 1, "and": 2, "not": 3, "<>": 4, "+": 5, "-": 5, "*": 6, "/": 6, "^": 8}
_COMPARED: Final = 4
_NEGATED: Final = 7
_ALONE: Final = 9


def formula_text(node: Node) -> str:
    """Return a text that is read as ``node``."""
    return _written(node)[0]


def _written(node: Node) -> tuple[str, int]:
    """Return the text, and how tightly its last operation binds."""
    match node:
        case Number(value):
            return (repr(value), _ALONE) if value >= 0 else (repr(value), _NEGATED)
        case Name(key):
            return key, _ALONE
        case Call(function, arguments):
            return f"{function}({', '.join(map(formula_text, arguments))})", _ALONE
        case Negation(operand):
            return f"-{_within(operand, _NEGATED)}", _NEGATED
        case Not(operand):
            return f"not {_within(operand, _BINDS['not'])}", _BINDS["not"]
        case Comparison(op, left, right):
            sides = (_within(left, _COMPARED + 1), _within(right, _COMPARED + 1))
            return f"{sides[0]} {op} {sides[1]}", _COMPARED
        case Arithmetic("^", left, right):
            return f"{_within(left, _ALONE)} ^ {_within(right, _NEGATED)}", _BINDS["^"]
        case Arithmetic(op, left, right) | Connection(op, left, right):
            binds = _BINDS[op]
            return f"{_within(left, binds)} {op} {_within(right, binds + 1)}", binds


def _within(node: Node, least: int) -> str:
    text, binds = _written(node)
    return text if binds >= least else f"({text})"
