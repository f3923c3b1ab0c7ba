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
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from models.formula_tree import (
    FUNCTIONS,
    KEY_PATTERN,
    WORDS,
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

MAX_LENGTH: Final = 1000
MAX_NODES: Final = 300
MAX_DEPTH: Final = 30

_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)"
    r"|(?P<word>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<symbol><=|>=|<>|!=|==|[-+*/^(),<>=×÷−·]))"
)
_SPELLINGS = {"==": "=", "!=": "<>", "×": "*", "·": "*", "÷": "/", "−": "-"}
_COMPARATORS = frozenset({"<", "<=", ">", ">=", "=", "<>"})


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
