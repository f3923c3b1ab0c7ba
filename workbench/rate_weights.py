"""Rates that a formula multiplies by a count, and which that count weighs over time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from models.changes import Edited, diff
from models.edits.kpis import update_kpi
from models.formula import references
from models.formula_parser import FormulaError, parse
from models.formula_tree import Arithmetic, Name, Node, Number, walk
from models.keys import KpiKey
from models.kpi import Kpi, TimeRule, UnitKind
from models.plan import Plan
from models.tree import kpi_tree

_RATES: Final = frozenset({UnitKind.SHARE, UnitKind.MONEY_PER_CLIENT_MONTH})


def rates_weighted(before: Plan, plan: Plan, key: KpiKey) -> Edited:
    """Let a count weigh the rate that the new formula of a KPI multiplies it by.

    A year's conversion is that of its leads, not the mean of twelve months. Only a rate that
    no formula used before and whose time rule nobody chose is weighted, and only where the
    count has all its figures: without weights the rate would have no figure over a year.

    Args:
        before: the plan before the formula.
        plan: the plan with it.
        key: the KPI that has got it.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    after = plan
    used = kpi_tree(before.kpis).used_by
    for rate, count in _pairs(plan, plan.kpis[key].formula):
        kpi = plan.kpis[rate]
        if rate in used or kpi.weight_by is not None or kpi.time is not kpi.unit.kind.time_rule:
            continue
        if _has_weights(plan, count):
            after, _ = update_kpi(after, rate, time=TimeRule.WEIGHTED, weight_by=count)
    return after, diff(plan, after)


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


def _has_weights(plan: Plan, count: KpiKey) -> bool:
    """Whether every driver behind a count has a figure in every period, itself more than 0."""
    seen: set[KpiKey] = set()
    waiting = [count]
    while waiting:
        kpi = plan.kpis.get(waiting.pop())
        if kpi is None or (kpi.is_driver and not _is_full(plan, kpi)):
            return False
        seen.add(kpi.key)
        named = {KpiKey(name) for name in references(kpi.formula).all}
        waiting.extend(named - seen - set(waiting))
    own = plan.kpis[count]
    return not own.is_driver or sum(value or 0.0 for value in own.values) > 0.0


def _is_full(plan: Plan, kpi: Kpi) -> bool:
    periods = plan.calendar.count
    return len(kpi.values) >= periods and None not in kpi.values[:periods]
