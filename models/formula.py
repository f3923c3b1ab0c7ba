"""The formula language of a plan: text over KPI keys, parsed by a whitelist into a tree.

A formula is never evaluated as Python. What the grammar does not name is refused with
the position at which it stands:

    formula    = disjunction
    disjunction = conjunction { "or" conjunction }
    conjunction = negation { "and" negation }
    negation   = "not" negation | comparison
    comparison = sum [ ("<" | "<=" | ">" | ">=" | "=" | "==" | "!=" | "<>") sum ]
    sum        = product { ("+" | "-") product }
    product    = factor { ("*" | "/") factor }
    factor     = "-" factor | "+" factor | power
    power      = atom [ "^" factor ]
    atom       = number | key | function "(" formula { "," formula } ")" | "(" formula ")"

``^`` binds tighter than unary minus and to the right, as in mathematics: -2^2 is -4.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final, Literal

MAX_LENGTH: Final = 1000
MAX_NODES: Final = 300
MAX_DEPTH: Final = 30

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
}
"""Every function with the fewest and the most arguments it takes (None: any number)."""

TIME_FUNCTIONS: Final = frozenset({"prev", "lag", "cumulative", "spread"})
"""The functions that read other periods than the one they are worked out for."""

WORDS: Final = frozenset({"and", "or", "not"})
"""Reserved words that are not functions."""


class FormulaFault(StrEnum):
    """Why a text is not a formula."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_MANY_NODES = "too_many_nodes"
    TOO_DEEP = "too_deep"
    UNEXPECTED_CHARACTER = "unexpected_character"
    UNEXPECTED_TOKEN = "unexpected_token"  # noqa: S105
    UNEXPECTED_END = "unexpected_end"
    UNKNOWN_FUNCTION = "unknown_function"
    FUNCTION_WITHOUT_ARGUMENTS = "function_without_arguments"
    WRONG_ARGUMENT_COUNT = "wrong_argument_count"
    LITERAL_EXPECTED = "literal_expected"
    CHAINED_COMPARISON = "chained_comparison"
    NUMBER_TOO_LARGE = "number_too_large"


class FormulaError(ValueError):
    """A text that is not a formula.

    Attributes:
        fault: what is wrong.
        position: index of the offending character in the text, from 0.
        detail: the offending word or character, or what was expected; may be empty.
    """

    def __init__(self, fault: FormulaFault, position: int, detail: str = "") -> None:
        """Describe the fault."""
        super().__init__(f"{fault} at {position}: {detail}")
        self.fault = fault
        self.position = position
        self.detail = detail


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

_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)"
    r"|(?P<word>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<symbol><=|>=|<>|!=|==|[-+*/^(),<>=×÷−·]))"
)
_SPELLINGS = {"==": "=", "!=": "<>", "×": "*", "·": "*", "÷": "/", "−": "-"}
_COMPARATORS = frozenset({"<", "<=", ">", ">=", "=", "<>"})


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    position: int


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    position = 0
    end = len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position)
        if match is None:
            at = position + len(text[position:]) - len(text[position:].lstrip())
            raise FormulaError(FormulaFault.UNEXPECTED_CHARACTER, at, text[at])
        kind = match.lastgroup or ""
        word = match.group(kind)
        tokens.append(_Token(kind, _SPELLINGS.get(word, word), match.start(kind)))
        position = match.end()
    return tokens


class _Parser:
    """Recursive descent over the tokens of one text."""

    def __init__(self, text: str) -> None:
        self._tokens = _tokens(text)
        self._end = len(text.rstrip())
        self._next = 0
        self._depth = 0
        self._nodes = 0

    def formula(self) -> Node:
        node = self._disjunction()
        if self._next < len(self._tokens):
            token = self._tokens[self._next]
            raise FormulaError(FormulaFault.UNEXPECTED_TOKEN, token.position, token.text)
        return node

    def _peek(self) -> str:
        return self._tokens[self._next].text if self._next < len(self._tokens) else ""

    def _position(self) -> int:
        return self._tokens[self._next].position if self._next < len(self._tokens) else self._end

    def _take(self) -> _Token:
        if self._next >= len(self._tokens):
            raise FormulaError(FormulaFault.UNEXPECTED_END, self._end)
        self._next += 1
        return self._tokens[self._next - 1]

    def _expect(self, symbol: str) -> None:
        token = self._take()
        if token.text != symbol:
            raise FormulaError(FormulaFault.UNEXPECTED_TOKEN, token.position, token.text)

    def _made(self, node: Node) -> Node:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise FormulaError(FormulaFault.TOO_MANY_NODES, self._position())
        return node

    def _disjunction(self) -> Node:
        # Every way into deeper nesting passes here or through a unary sign or a power.
        self._enter()
        node = self._conjunction()
        while self._peek() == "or":
            self._take()
            node = self._made(Connection("or", node, self._conjunction()))
        self._depth -= 1
        return node

    def _enter(self) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise FormulaError(FormulaFault.TOO_DEEP, self._position())

    def _conjunction(self) -> Node:
        node = self._negation()
        while self._peek() == "and":
            self._take()
            node = self._made(Connection("and", node, self._negation()))
        return node

    def _negation(self) -> Node:
        if self._peek() == "not":
            self._enter()
            self._take()
            node = self._made(Not(self._negation()))
            self._depth -= 1
            return node
        return self._comparison()

    def _comparison(self) -> Node:
        node = self._sum()
        if self._peek() in _COMPARATORS:
            op = self._take().text
            node = self._made(Comparison(op, node, self._sum()))  # pyright: ignore[reportArgumentType]
            if self._peek() in _COMPARATORS:
                raise FormulaError(FormulaFault.CHAINED_COMPARISON, self._position(), self._peek())
        return node

    def _sum(self) -> Node:
        node = self._product()
        while self._peek() in {"+", "-"}:
            op = self._take().text
            node = self._made(Arithmetic(op, node, self._product()))  # pyright: ignore[reportArgumentType]
        return node

    def _product(self) -> Node:
        node = self._factor()
        while self._peek() in {"*", "/"}:
            op = self._take().text
            node = self._made(Arithmetic(op, node, self._factor()))  # pyright: ignore[reportArgumentType]
        return node

    def _factor(self) -> Node:
        if self._peek() in {"+", "-"}:
            self._enter()
            sign = self._take().text
            node = self._factor()
            self._depth -= 1
            return self._made(Negation(node)) if sign == "-" else node
        return self._power()

    def _power(self) -> Node:
        node = self._atom()
        if self._peek() == "^":
            self._enter()
            self._take()
            node = self._made(Arithmetic("^", node, self._factor()))
            self._depth -= 1
        return node

    def _atom(self) -> Node:
        token = self._take()
        if token.kind == "number":
            value = float(token.text)
            if not math.isfinite(value):
                raise FormulaError(FormulaFault.NUMBER_TOO_LARGE, token.position, token.text)
            return self._made(Number(value, token.position))
        if token.kind == "word" and token.text not in WORDS:
            if self._peek() == "(":
                return self._call(token)
            if token.text in FUNCTIONS:
                raise FormulaError(
                    FormulaFault.FUNCTION_WITHOUT_ARGUMENTS, token.position, token.text
                )
            if KEY_PATTERN.match(token.text) is None:
                raise FormulaError(FormulaFault.UNEXPECTED_TOKEN, token.position, token.text)
            return self._made(Name(token.text))
        if token.text == "(":
            node = self._disjunction()
            self._expect(")")
            return node
        raise FormulaError(FormulaFault.UNEXPECTED_TOKEN, token.position, token.text)

    def _call(self, word: _Token) -> Node:
        if word.text not in FUNCTIONS:
            raise FormulaError(FormulaFault.UNKNOWN_FUNCTION, word.position, word.text)
        self._expect("(")
        if self._peek() == ")":
            raise FormulaError(FormulaFault.WRONG_ARGUMENT_COUNT, word.position, word.text)
        arguments = [self._disjunction()]
        while self._peek() == ",":
            self._take()
            arguments.append(self._disjunction())
        self._expect(")")
        fewest, most = FUNCTIONS[word.text]
        if len(arguments) < fewest or (most is not None and len(arguments) > most):
            raise FormulaError(FormulaFault.WRONG_ARGUMENT_COUNT, word.position, word.text)
        self._check_literals(word, arguments)
        return self._made(Call(word.text, tuple(arguments)))

    def _check_literals(self, word: _Token, arguments: list[Node]) -> None:
        """Refuse a lag, or a number of digits, that is not a plain whole number."""
        if word.text == "lag":
            steps = arguments[1]
            good = isinstance(steps, Number) and steps.value >= 1 and steps.value % 1 == 0
        elif word.text == "round" and len(arguments) == 2:
            digits = arguments[1]
            if isinstance(digits, Negation):
                digits = digits.operand
            good = isinstance(digits, Number) and digits.value % 1 == 0 and digits.value <= 15
        else:
            return
        if not good:
            raise FormulaError(FormulaFault.LITERAL_EXPECTED, word.position, word.text)


@lru_cache(maxsize=262_144)
def parse(text: str) -> Node:
    """Return the tree that ``text`` says.

    Raises:
        FormulaError: ``text`` is not a formula; says where and why.
    """
    if not text.strip():
        raise FormulaError(FormulaFault.EMPTY, 0)
    if len(text) > MAX_LENGTH:
        raise FormulaError(FormulaFault.TOO_LONG, MAX_LENGTH, str(MAX_LENGTH))
    return _Parser(text).formula()


def is_valid_key(text: str) -> bool:
    """Return whether ``text`` may be the key of a KPI."""
    return KEY_PATTERN.match(text) is not None and text not in FUNCTIONS and text not in WORDS


_WORD = re.compile(r"(?<![A-Za-z0-9_.])[A-Za-z_][A-Za-z0-9_]*(?![A-Za-z0-9_])(?!\s*\()")


def substituted(text: str, replacements: Mapping[str, str]) -> str:
    """Return ``text`` with each key of ``replacements`` replaced, and all else as it was typed.

    Works on texts that are not (yet) a formula too. What stands before a parenthesis is a
    function, not a key.
    """
    return _WORD.sub(lambda match: replacements.get(match[0], match[0]), text)


def position_of(text: str, key: str) -> int | None:
    """Return where ``text`` first names ``key``, if it does."""
    return next((match.start() for match in _WORD.finditer(text) if match[0] == key), None)


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


@dataclass(frozen=True, slots=True)
class References:
    """The keys a formula names, each once, in the order of the text.

    Attributes:
        now: read for the same period (a key read both ways is here).
        earlier: read for earlier periods only, through the first argument of ``prev`` or
            ``lag``. Only these may close a cycle.
    """

    now: tuple[str, ...]
    earlier: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """Every key named, those of the same period first."""
        return self.now + self.earlier


@lru_cache(maxsize=262_144)
def references(text: str) -> References:
    """Return what ``text`` names; nothing where it is not a formula."""
    try:
        node = parse(text)
    except FormulaError:
        return References((), ())
    now: dict[str, None] = {}
    earlier: dict[str, None] = {}
    _collect(node, now, earlier, late=False)
    return References(tuple(now), tuple(key for key in earlier if key not in now))


def _collect(node: Node, now: dict[str, None], earlier: dict[str, None], *, late: bool) -> None:
    if isinstance(node, Name):
        (earlier if late else now)[node.key] = None
    elif isinstance(node, Call) and node.function in {"prev", "lag"}:
        _collect(node.arguments[0], now, earlier, late=True)
        _collect(node.arguments[1], now, earlier, late=late)
    else:
        for child in children(node):
            _collect(child, now, earlier, late=late)
