"""Rates that a formula multiplies by a count, and which that count weighs over time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from models.changes import Edited, diff
from models.edits.kpis import update_kpi
from models.formula_parser import FormulaError, parse
from models.formula_tree import Arithmetic, Name, Node, Number, walk
from models.keys import KpiKey
from models.kpi import TimeRule, Unit, UnitKind
from models.plan import Plan
from models.rollup import RollupKind, recognise
from models.tree import kpi_tree

_RATES: Final = frozenset({UnitKind.SHARE, UnitKind.MONEY_PER_CLIENT_MONTH})


def rates_weighted(before: Plan, plan: Plan, key: KpiKey) -> Edited:
    """Let a count weigh the rates that a formula now multiplies by it, and their parts.

    A year's conversion is that of its leads, not the mean of twelve months; and what a rate
    is the sum of adds up over a year only where all of it is weighted alike. Units and
    formulas decide, never figures: whether those are typed before or after makes no
    difference. A rate is weighted where it goes with one count in the whole plan, did not
    yet go with that one, and has the time rule that its unit starts with: a rule that
    somebody chose stays, also where they chose it over a weight that was set here.

    Args:
        before: the plan before the edit.
        plan: the plan after it.
        key: the KPI that got another formula, name or unit.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    after = plan
    owners = (key, *kpi_tree(plan.kpis).used_by.get(key, ()))
    waiting = [rate for owner in owners for rate, _ in _weighted_by(plan, owner)]
    while waiting:
        rate = waiting.pop(0)
        kpi = after.kpis[rate]
        if kpi.weight_by is not None or kpi.time is not kpi.unit.kind.time_rule:
            continue
        counts = _counts_of(after, rate)
        if len(counts) == 1 and not counts <= _counts_of(before, rate):
            after, _ = update_kpi(after, rate, time=TimeRule.WEIGHTED, weight_by=counts.pop())
            waiting += [part for part, _ in _weighted_by(after, rate)]
    return after, diff(plan, after)


def unit_chosen(plan: Plan, key: KpiKey, unit: Unit) -> Edited:
    """Give a KPI another unit; a time rule that nobody chose goes with it.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    kpi = plan.kpis[key]
    untouched = kpi.time is kpi.unit.kind.time_rule
    time = unit.kind.time_rule if untouched else kpi.time
    after, _ = update_kpi(plan, key, unit=unit, time=time)
    after, _ = rates_weighted(plan, after, key)
    return after, diff(plan, after)


def _counts_of(plan: Plan, rate: KpiKey) -> set[KpiKey]:
    """Return the counts that a rate goes with, in all formulas that name it."""
    users = kpi_tree(plan.kpis).used_by.get(rate, ())
    return {count for user in users for each, count in _weighted_by(plan, user) if each == rate}


def _weighted_by(plan: Plan, key: KpiKey) -> Iterator[tuple[KpiKey, KpiKey]]:
    """Yield each rate that the formula of a KPI names, with the count that weighs it there."""
    kpi = plan.kpis[key]
    yield from _pairs(plan, kpi.formula)
    rollup = recognise(kpi.formula) if kpi.weight_by is not None else None
    if rollup is None or kpi.weight_by is None or rollup.kind is not RollupKind.SUM:
        return
    for term in rollup.terms:
        part = plan.kpis.get(KpiKey(term.key))
        if part is not None and part.unit.kind is kpi.unit.kind and part.unit.kind in _RATES:
            yield part.key, kpi.weight_by


def _pairs(plan: Plan, formula: str) -> Iterator[tuple[KpiKey, KpiKey]]:
    """Yield each rate with the one count it is multiplied by; one of two counts has none."""
    try:
        node = parse(formula)
    except FormulaError:
        return
    named = [part.key for part in walk(node) if isinstance(part, Name)]
    for product in _products(node):
        names = [KpiKey(factor.key) for factor in product if isinstance(factor, Name)]
        simple = all(isinstance(factor, Name | Number) for factor in product)
        if not simple or len(names) != 2 or not all(name in plan.kpis for name in names):
            continue
        counts = [name for name in names if plan.kpis[name].unit.kind is UnitKind.COUNT]
        rates = [name for name in names if plan.kpis[name].unit.kind in _RATES]
        if len(counts) == len(rates) == 1 and named.count(rates[0]) == 1:
            yield rates[0], counts[0]


def _products(node: Node) -> Iterator[list[Node]]:
    """Yield the factors of every term of a sum."""
    match node:
        case Arithmetic("+" | "-", left, right):
            yield from _products(left)
            yield from _products(right)
        case Arithmetic("*", _, _):
            yield _factors(node)
        case _:
            pass


def _factors(node: Node) -> list[Node]:
    match node:
        case Arithmetic("*", left, right):
            return _factors(left) + _factors(right)
        case _:
            return [node]
