"""Which KPIs are handed out when they are split, and which are rates."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from models.formula import references
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
    walk,
)
from models.keys import KpiKey
from models.kpi import Kpi, TimeRule, UnitKind

_ROUNDS: Final = 4
_RATES: Final = frozenset({UnitKind.SHARE, UnitKind.MONEY_PER_CLIENT_MONTH})
_COUNTED: Final = frozenset({UnitKind.MONEY, UnitKind.COUNT})


def declared(kpi: Kpi, rates: Collection[KpiKey]) -> int:
    """Return the degree that unit and time rule of a KPI give it: 1 is handed out, 0 a rate."""
    if kpi.key in rates or kpi.unit.kind in _RATES or kpi.time is TimeRule.WEIGHTED:
        return 0
    # A mean of counts is a stock; a mean of money is a price.
    return 0 if kpi.time is TimeRule.MEAN and kpi.unit.kind is not UnitKind.COUNT else 1


def is_handed_out_whole(
    kpi: Kpi, node: Node, degrees: Mapping[KpiKey, int], rates: Collection[KpiKey]
) -> bool:
    """Whether a formula of rates and literals is money or a count: ``arpu * 20000`` is."""
    if kpi.key in rates or kpi.unit.kind not in _COUNTED:
        return False
    if kpi.time not in {TimeRule.SUM, TimeRule.LAST}:
        return False
    names = (part.key for part in walk(node) if isinstance(part, Name))
    return all(degrees.get(KpiKey(name), 0) == 0 for name in names)


def degrees_of(
    kpis: Mapping[KpiKey, Kpi], starts: Iterable[KpiKey], rates: Collection[KpiKey]
) -> dict[KpiKey, int]:
    """Return the degree of ``starts`` and of all that they read.

    A formula KPI has that of its formula, whatever its unit; what reads itself the period
    before starts with that of its unit.
    """
    order = _operands_first(kpis, starts)
    degrees = {key: declared(kpis[key], rates) for key in order}
    nodes = {key: node for key in order if (node := _tree(kpis[key])) is not None}
    for _ in range(_ROUNDS):
        changed = False
        for key, node in nodes.items():
            kpi = kpis[key]
            found = _degree(node, degrees)
            if found is None or found not in {0, 1}:
                found = declared(kpi, rates)
            elif found == 0 and is_handed_out_whole(kpi, node, degrees, rates):
                found = 1
            changed = changed or degrees[key] != found
            degrees[key] = found
        if not changed:
            break
    return degrees


def _tree(kpi: Kpi) -> Node | None:
    try:
        return parse(kpi.formula) if kpi.formula else None
    except FormulaError:
        return None


def _operands_first(kpis: Mapping[KpiKey, Kpi], starts: Iterable[KpiKey]) -> list[KpiKey]:
    order: list[KpiKey] = []
    entered: set[KpiKey] = set()
    waiting = [(key, False) for key in starts]
    while waiting:
        key, left = waiting.pop()
        if left:
            order.append(key)
        elif key not in entered and key in kpis:
            entered.add(key)
            waiting.append((key, True))
            read = references(kpis[key].formula)
            # What is read now is known first; popped last in, first out.
            waiting.extend((KpiKey(name), False) for name in (*read.earlier, *read.now))
    return order


def _degree(node: Node, degrees: Mapping[KpiKey, int]) -> int | None:
    """Return the degree of a part of a formula; None of literals, which have that of others."""
    match node:
        case Number():
            return None
        case Name(key):
            return degrees.get(KpiKey(key), 0)
        case Negation(operand):
            return _degree(operand, degrees)
        case Comparison() | Connection() | Not():
            return 0
        case Arithmetic(op, left, right):
            one, other = _degree(left, degrees), _degree(right, degrees)
            if op in {"+", "-"}:
                return one if one is not None else other
            if one is None and other is None:
                return None
            if op == "^":
                return one or 0
            return (one or 0) + (other or 0) * (1 if op == "*" else -1)
        case Call(function, arguments):
            if function in {"ln", "exp", "sqrt"}:
                return 0
            if function in {"lag", "spread", "round"}:
                arguments = arguments[:1]
            elif function == "if":
                arguments = arguments[1:]
            found = (_degree(each, degrees) for each in arguments)
            return next((degree for degree in found if degree is not None), None)
