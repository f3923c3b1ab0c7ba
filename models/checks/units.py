"""Units within a formula: what is certainly added up although it cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from models.formula_parser import parse
from models.formula_tree import Arithmetic, Call, Name, Negation, Node
from models.keys import KpiKey
from models.kpi import Kpi, UnitKind
from models.plan import Plan

# A price per client is money where nobody says otherwise, and a plain number may be anything.
_CERTAIN: Final = {
    UnitKind.MONEY: UnitKind.MONEY,
    UnitKind.MONEY_PER_CLIENT_MONTH: UnitKind.MONEY,
    UnitKind.COUNT: UnitKind.COUNT,
    UnitKind.SHARE: UnitKind.SHARE,
}
_ALIKE: Final = frozenset({"sum", "min", "max", "avg"})
_FIRST_ALONE: Final = frozenset({"abs", "round", "lag", "cumulative"})

Kinds = tuple[UnitKind, UnitKind]


class _MixedError(Exception):
    """Two kinds of unit are added up."""

    def __init__(self, kinds: Kinds) -> None:
        super().__init__(kinds)
        self.kinds = kinds


def mixed_units(plan: Plan, kpi: Kpi, named: Sequence[str]) -> Kinds | None:
    """Return two kinds of unit that a formula adds, takes off or compares; None where none.

    Only what is certain counts: literals and plain numbers go with anything, a product has
    the unit of its one factor that is no share.

    Args:
        plan: the plan.
        kpi: whose formula can be read.
        named: the names in it.
    """
    kinds: dict[str, UnitKind] = {}
    for name in named:
        there = plan.kpis.get(KpiKey(name))
        kind = None if there is None else _CERTAIN.get(there.unit.kind)
        if kind is not None:
            kinds[name] = kind
    if len(set(kinds.values())) < 2:
        return None
    try:
        _kind(parse(kpi.formula), kinds)
    except _MixedError as mixed:
        return mixed.kinds
    return None


def _kind(node: Node, kinds: dict[str, UnitKind]) -> UnitKind | None:
    """Return the unit of a part of a formula, None where that is not certain."""
    match node:
        case Name(key):
            return kinds.get(key)
        case Negation(operand):
            return _kind(operand, kinds)
        case Arithmetic("+" | "-", left, right):
            return _same([_kind(left, kinds), _kind(right, kinds)])
        case Arithmetic("*", left, right):
            one, other = _kind(left, kinds), _kind(right, kinds)
            if one is UnitKind.SHARE:
                return other
            return one if other is UnitKind.SHARE else None
        case Arithmetic("/", left, right):
            one, other = _kind(left, kinds), _kind(right, kinds)
            return one if other is UnitKind.SHARE else None
        case Call(function, arguments):
            found = [_kind(argument, kinds) for argument in arguments]
            if function in _ALIKE or function == "prev":
                return _same(found)
            if function == "if":
                return _same(found[1:])
            return found[0] if function in _FIRST_ALONE else None
        case _:
            return None


def _same(found: list[UnitKind | None]) -> UnitKind | None:
    """Return the one kind among ``found``; of plain numbers beside it nobody can tell."""
    certain = [kind for kind in found if kind is not None]
    for kind in certain[1:]:
        if kind is not certain[0]:
            raise _MixedError((certain[0], kind))
    return certain[0] if len(certain) == len(found) else None
