"""The unit that a formula gives, worked out from the units of what it names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from models.formula import references
from models.formula_parser import FormulaError, parse
from models.formula_tree import Arithmetic, Call, Name, Negation, Node, Number
from models.keys import KpiKey
from models.kpi import Unit, UnitKind
from models.plan import Plan

_PRICE: Final = UnitKind.MONEY_PER_CLIENT_MONTH
_FIRST: Final = frozenset({"abs", "round", "lag", "cumulative", "prev", "spread", "min", "max"})


def formula_kind(plan: Plan, formula: str) -> UnitKind | None:
    """Return the unit that a formula evidently gives; None where nobody can tell."""
    try:
        node = parse(formula)
    except FormulaError:
        return None
    kinds = {
        name: plan.kpis[KpiKey(name)].unit
        for name in references(formula).all
        if name in plan.kpis and plan.kpis[KpiKey(name)].unit.kind is not UnitKind.NUMBER
    }
    return _kind(node, kinds)


def _kind(node: Node, units: Mapping[str, Unit]) -> UnitKind | None:
    """Return the unit of a part of a formula, None where that is not evident."""
    match node:
        case Name(key):
            return units[key].kind if key in units else None
        case Negation(operand):
            return _kind(operand, units)
        case Arithmetic("+" | "-", left, right):
            return _added(_kind(left, units), _kind(right, units), left, right)
        case Arithmetic("*", left, right):
            if isinstance(left, Number):
                return _kind(right, units)
            one, other = _kind(left, units), _kind(right, units)
            return one if isinstance(right, Number) else _multiplied(one, other)
        case Arithmetic("/", left, right):
            one = _kind(left, units)
            return one if isinstance(right, Number) else _divided(one, _kind(right, units))
        case Call("if", (_, yes, no)):
            return _added(_kind(yes, units), _kind(no, units), yes, no)
        case Call("sum" | "avg", arguments):
            found = {_kind(each, units) for each in arguments}
            return found.pop() if len(found) == 1 else None
        case Call(function, arguments) if function in _FIRST:
            return _kind(arguments[0], units)
        case _:
            return None


def _added(
    one: UnitKind | None, other: UnitKind | None, left: Node, right: Node
) -> UnitKind | None:
    if isinstance(left, Number):
        return other
    if isinstance(right, Number):
        return one
    return one if one is other else None


def _multiplied(one: UnitKind | None, other: UnitKind | None) -> UnitKind | None:
    if one is None or other is None:
        return None
    if UnitKind.SHARE in {one, other}:
        return other if one is UnitKind.SHARE else one
    if {one, other} == {UnitKind.COUNT, _PRICE} or {one, other} == {UnitKind.COUNT, UnitKind.MONEY}:
        return UnitKind.MONEY
    return None


def _divided(one: UnitKind | None, other: UnitKind | None) -> UnitKind | None:
    if one is None or other is None:
        return None
    if other is UnitKind.SHARE and one is not UnitKind.SHARE:
        return one
    if one is other:
        return UnitKind.SHARE
    if one is UnitKind.MONEY and other is UnitKind.COUNT:
        return _PRICE
    if one is UnitKind.MONEY and other is _PRICE:
        return UnitKind.COUNT
    return None
