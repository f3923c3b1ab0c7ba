"""What a formula is made of once it is read: a tree of numbers, names and operations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

KEY_PATTERN: Final = re.compile(r"[a-z][a-z0-9_]*\Z")
"""What a KPI key looks like."""

Operator = Literal["+", "-", "*", "/", "^"]
Comparator = Literal["<", "<=", ">", ">=", "=", "<>"]
Connective = Literal["and", "or"]

FUNCTIONS: Final[dict[str, tuple[int, int | None]]] = {
    "sum": (1, None),
    "min": (1, None),
    "max": (1, None),
    "avg": (1, None),
    "abs": (1, 1),
    "round": (1, 2),
    "if": (3, 3),
    "ln": (1, 1),
    "exp": (1, 1),
    "sqrt": (1, 1),
    "prev": (2, 2),
    "lag": (2, 2),
    "cumulative": (1, 1),
    "spread": (2, None),
    "to_convert": (3, None),
    "unconverted": (3, None),
}
"""Every function with the fewest and the most arguments it takes (None: any number)."""

COHORT_FUNCTIONS: Final = frozenset({"spread", "to_convert", "unconverted"})
"""The functions of cohorts and the weights by which they convert, age by age."""

TIME_FUNCTIONS: Final = frozenset({"prev", "lag", "cumulative"}) | COHORT_FUNCTIONS
"""The functions that read other periods than the one they are worked out for."""

WORDS: Final = frozenset({"and", "or", "not"})
"""Reserved words that are not functions."""


@dataclass(frozen=True, slots=True)
class Number:
    """A literal, and where it stands in the text."""

    value: float
    position: int = -1

    def __eq__(self, other: object) -> bool:
        """Two literals are equal whatever their place in a text."""
        return isinstance(other, Number) and self.value == other.value

    def __hash__(self) -> int:
        """Agree with equality."""
        return hash(self.value)


@dataclass(frozen=True, slots=True)
class Name:
    """A KPI, by its key."""

    key: str


@dataclass(frozen=True, slots=True)
class Negation:
    """Unary minus."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """``left op right`` in numbers."""

    op: Operator
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Comparison:
    """``left op right``, which is 1 where it holds and 0 where not."""

    op: Comparator
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Connection:
    """``left and right`` or ``left or right``; anything but 0 holds."""

    op: Connective
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Not:
    """1 where the operand is 0, else 0."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Call:
    """A function and its arguments."""

    function: str
    arguments: tuple[Node, ...]


Node = Number | Name | Negation | Arithmetic | Comparison | Connection | Not | Call


def children(node: Node) -> tuple[Node, ...]:
    """Return the direct parts of ``node``, left to right."""
    match node:
        case Number() | Name():
            return ()
        case Negation(operand) | Not(operand):
            return (operand,)
        case Arithmetic(_, left, right) | Comparison(_, left, right) | Connection(_, left, right):
            return (left, right)
        case Call(_, arguments):
            return arguments


def walk(node: Node) -> Iterator[Node]:
    """Yield ``node`` and everything in it, in the order of the text."""
    yield node
    for child in children(node):
        yield from walk(child)
