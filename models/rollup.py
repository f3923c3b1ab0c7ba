"""Roll-ups: formulas so plain that adding and deleting a child can rewrite them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from models.formula_parser import FormulaError, parse
from models.formula_tree import Arithmetic, Call, Name, Negation, Node


class RollupKind(StrEnum):
    """How the operands of a roll-up combine."""

    SUM = "sum"
    PRODUCT = "product"
    RATIO = "ratio"
    WEIGHTED_AVERAGE = "weighted_average"


@dataclass(frozen=True, slots=True)
class Term:
    """One operand of a roll-up.

    Attributes:
        key: the KPI.
        minus: whether a sum takes it off.
        weight: the KPI that weighs it in a weighted average.
    """

    key: str
    minus: bool = False
    weight: str = ""


@dataclass(frozen=True, slots=True)
class Rollup:
    """A sum (with signs), product, ratio or weighted average of KPIs.

    A ratio has two terms. A lone operand is a sum of one.
    """

    kind: RollupKind
    terms: tuple[Term, ...]

    def text(self) -> str:
        """Return it as a formula; empty where there are no terms."""
        if not self.terms:
            return ""
        match self.kind:
            case RollupKind.SUM:
                first, *rest = self.terms
                signed = [f"-{first.key}" if first.minus else first.key]
                signed += [f"{'-' if term.minus else '+'} {term.key}" for term in rest]
                return " ".join(signed)
            case RollupKind.PRODUCT:
                return " * ".join(term.key for term in self.terms)
            case RollupKind.RATIO:
                return " / ".join(term.key for term in self.terms)
            case RollupKind.WEIGHTED_AVERAGE:
                above = " + ".join(f"{term.key} * {term.weight}" for term in self.terms)
                below = " + ".join(term.weight for term in self.terms)
                return f"({above}) / ({below})"

    @property
    def takes_more(self) -> bool:
        """Whether another operand can join: a ratio or average would not know where."""
        return self.kind in {RollupKind.SUM, RollupKind.PRODUCT}

    @property
    def is_lone(self) -> bool:
        """Whether it is one operand just as it stands; a weight of 0 leaves an average none."""
        first = self.terms[0] if len(self.terms) == 1 else None
        return first is not None and not first.minus and not first.weight

    def adding(self, key: str, *, minus: bool = False) -> Rollup:
        """Return it with ``key`` as last operand.

        Raises:
            ValueError: it takes no more operands.
        """
        if not self.takes_more:
            raise ValueError(f"a {self.kind} takes no more operands")
        term = Term(key, minus=minus and self.kind is RollupKind.SUM)
        return replace(self, terms=(*self.terms, term))

    def can_lose(self, key: str) -> bool:
        """Whether ``key`` can be taken away and leave something that means the same kind."""
        if self.kind is RollupKind.RATIO:
            return self.terms[0].key != key
        return all(term.weight != key for term in self.terms)

    def without(self, key: str) -> Rollup:
        """Return it without the operand ``key``; no terms are left where it was the last.

        Raises:
            ValueError: the rest would be no roll-up (see :meth:`can_lose`).
        """
        if not self.can_lose(key):
            raise ValueError(f"a {self.kind} cannot do without {key!r}")
        terms = tuple(term for term in self.terms if term.key != key)
        kind = self.kind
        if kind is not RollupKind.WEIGHTED_AVERAGE and len(terms) < 2:
            kind = RollupKind.SUM
        return Rollup(kind, terms)

    def replacing(self, key: str, other: Rollup) -> Rollup | None:
        """Return it with the terms of ``other`` in place of ``key``; None where not as plain.

        A sum takes a sum in, minus turning its signs; a product takes a product in; both
        take in a lone positive operand.
        """
        if not self.takes_more or not (other.is_lone or other.kind is self.kind):
            return None
        terms: list[Term] = []
        for term in self.terms:
            if term.key != key:
                terms.append(term)
            else:
                terms.extend(Term(new.key, minus=new.minus != term.minus) for new in other.terms)
        return Rollup(self.kind, tuple(terms))


def recognise(formula_text: str) -> Rollup | None:
    """Return the roll-up that a formula is, None where it is anything else."""
    return _recognise(formula_text)


@lru_cache(maxsize=65_536)
def _recognise(text: str) -> Rollup | None:
    try:
        node = parse(text)
    except FormulaError:
        return None
    terms = _summands(node, minus=False)
    if terms is not None:
        return Rollup(RollupKind.SUM, tuple(terms))
    factors = _factors(node)
    if factors is not None:
        return Rollup(RollupKind.PRODUCT, tuple(Term(key) for key in factors))
    match node:
        case Arithmetic("/", Name(above), Name(below)):
            return Rollup(RollupKind.RATIO, (Term(above), Term(below)))
        case Arithmetic("/", above, below):
            return _weighted_average(above, below)
        case _:
            return None


def _summands(node: Node, *, minus: bool) -> list[Term] | None:
    """Return the names that ``node`` adds up with their signs, None if it does more."""
    match node:
        case Name(key):
            return [Term(key, minus=minus)]
        case Negation(operand):
            return _summands(operand, minus=not minus)
        case Call("sum", arguments):
            parts = [_summands(argument, minus=minus) for argument in arguments]
        case Arithmetic("+" | "-" as op, left, right):
            turned = minus != (op == "-")
            parts = [_summands(left, minus=minus), _summands(right, minus=turned)]
        case _:
            return None
    terms: list[Term] = []
    for part in parts:
        if part is None:
            return None
        terms += part
    return terms


def _factors(node: Node) -> list[str] | None:
    """Return the names that ``node`` multiplies, None if it does more."""
    match node:
        case Name(key):
            return [key]
        case Arithmetic("*", left, right):
            before, after = _factors(left), _factors(right)
            return None if before is None or after is None else before + after
        case _:
            return None


def _weighted_average(above: Node, below: Node) -> Rollup | None:
    weights = _summands(below, minus=False)
    products = _products(above)
    if weights is None or products is None or len(weights) != len(products):
        return None
    terms: list[Term] = []
    for product, weight in zip(products, weights, strict=True):
        if weight.minus or weight.key not in product:
            return None
        value = product[1] if product[0] == weight.key else product[0]
        terms.append(Term(value, weight=weight.key))
    return Rollup(RollupKind.WEIGHTED_AVERAGE, tuple(terms))


def _products(node: Node) -> list[tuple[str, str]] | None:
    """Return the pairs of names that ``node`` multiplies and adds up."""
    match node:
        case Arithmetic("*", Name(left), Name(right)):
            return [(left, right)]
        case Arithmetic("+", left, right):
            before, after = _products(left), _products(right)
            return None if before is None or after is None else before + after
        case _:
            return None


def operator_between(formula: str) -> str:
    """Return the sign that stands between a parent and its children on the canvas.

    One of + − ± × ÷, "=" for a lone operand, "x̄" for a weighted average, "ƒ" for any other
    formula; empty for a driver.
    """
    if not formula:
        return ""
    rollup = recognise(formula)
    if rollup is None:
        return "ƒ"
    match rollup.kind:
        case RollupKind.SUM:
            taken_off = [term.minus for term in rollup.terms[1:]]
            if rollup.terms[0].minus:
                return "±" if taken_off else "−"
            if not taken_off:
                return "="
            if all(taken_off):
                return "−"
            return "±" if any(taken_off) else "+"
        case RollupKind.PRODUCT:
            return "×"
        case RollupKind.RATIO:
            return "÷"
        case RollupKind.WEIGHTED_AVERAGE:
            return "x̄"
