"""The text of a formula that an edit has made: the tree written out again."""

from __future__ import annotations

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

_POWER, _SIGN, _PRODUCT, _SUM, _COMPARISON, _NOT, _AND, _OR = range(8)
_ATOM = -1
_LEVELS = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT, "^": _POWER}


def formula_text(node: Node) -> str:
    """Return a text that reads as ``node``, with no more parentheses than it needs."""
    return _written(node)[0]


def _written(node: Node) -> tuple[str, int]:
    """Return the text and how loosely it binds."""
    match node:
        case Number(value):
            return (f"{value:.0f}" if value % 1 == 0 and value < 1e15 else repr(value)), _ATOM
        case Name(key):
            return key, _ATOM
        case Negation(operand):
            return f"-{_within(operand, _POWER)}", _SIGN
        case Not(operand):
            return f"not {_within(operand, _NOT)}", _NOT
        case Call(function, arguments):
            return f"{function}({', '.join(map(formula_text, arguments))})", _ATOM
        case Comparison(op, left, right):
            return f"{_within(left, _SUM)} {op} {_within(right, _SUM)}", _COMPARISON
        case Connection(op, left, right):
            level = _AND if op == "and" else _OR
            return f"{_within(left, level)} {op} {_within(right, level - 1)}", level
        case Arithmetic("^", left, right):
            return f"{_within(left, _ATOM)} ^ {_within(right, _POWER)}", _POWER
        case Arithmetic(op, left, right):
            level = _LEVELS[op]
            return f"{_within(left, level)} {op} {_within(right, level - 1)}", level


def _within(node: Node, loosest: int) -> str:
    text, level = _written(node)
    return text if level <= loosest else f"({text})"
