"""Turning what stands below a KPI into a sum, a product, a difference, a ratio or an average."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from models.changes import Edited, EditError, EditFault
from models.edits.kpis import set_formula
from models.edits.lookup import kpi_of
from models.formula import references
from models.keys import KpiKey
from models.kpi import UnitKind
from models.plan import Plan
from models.rollup import Rollup, RollupKind, Term, recognise
from models.tree import kpi_tree


class RollupShape(StrEnum):
    """The ways in which children come together at one click."""

    SUM = "sum"
    DIFFERENCE = "difference"
    PRODUCT = "product"
    RATIO = "ratio"
    AVERAGE = "average"


class RollupFault(StrEnum):
    """Why children cannot come together in a way."""

    NOTHING_BELOW = "nothing_below"
    ONE_BELOW = "one_below"
    NOT_TWO = "not_two"
    NO_WEIGHTS = "no_weights"


def shape_of(formula: str) -> RollupShape | None:
    """Return the shape that a formula has; None where it is another formula, or none."""
    rollup = recognise(formula) if formula else None
    if rollup is None:
        return None
    match rollup.kind:
        case RollupKind.PRODUCT:
            return RollupShape.PRODUCT
        case RollupKind.RATIO:
            return RollupShape.RATIO
        case RollupKind.WEIGHTED_AVERAGE:
            return RollupShape.AVERAGE
        case RollupKind.SUM:
            first, *rest = rollup.terms
            if not any(term.minus for term in rollup.terms):
                return RollupShape.SUM
            plain = not first.minus and all(term.minus for term in rest)
            return RollupShape.DIFFERENCE if plain else None


def parts_of(plan: Plan, key: KpiKey) -> tuple[KpiKey, ...]:
    """Return what a change of shape brings together: what a KPI reads, its weights excepted.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    formula = kpi_of(plan, key).formula
    rollup = recognise(formula) if formula else None
    if rollup is not None:
        named = [term.key for term in rollup.terms]
    else:
        named = list(references(formula).all)
    return tuple(KpiKey(name) for name in dict.fromkeys(named) if name != key)


def roll_up(plan: Plan, key: KpiKey, shape: RollupShape) -> Edited:
    """Give a KPI the formula that brings what is below it together in another way.

    An average is weighted by what is found: see :func:`weights_of`.

    Raises:
        EditError: NO_SUCH_ROW; NOT_TO_ROLL_UP, with why; SYNTAX where the formula grows too
            long; CYCLE.
    """
    parts = parts_of(plan, key)
    if not parts:
        raise _refused(key, RollupFault.NOTHING_BELOW, parts)
    if shape is RollupShape.RATIO and len(parts) != 2:
        fault = RollupFault.ONE_BELOW if len(parts) == 1 else RollupFault.NOT_TWO
        raise _refused(key, fault, parts)
    if len(parts) == 1 and shape is RollupShape.DIFFERENCE:
        raise _refused(key, RollupFault.ONE_BELOW, parts)
    if shape is RollupShape.AVERAGE:
        weights = weights_of(plan, key)
        if not weights:
            raise _refused(key, RollupFault.NO_WEIGHTS, parts)
        terms = tuple(Term(part, weight=weight) for part, weight in weights.items())
        rollup = Rollup(RollupKind.WEIGHTED_AVERAGE, terms)
    else:
        minus = shape is RollupShape.DIFFERENCE
        terms = tuple(Term(part, minus=minus and place > 0) for place, part in enumerate(parts))
        kinds = {RollupShape.PRODUCT: RollupKind.PRODUCT, RollupShape.RATIO: RollupKind.RATIO}
        rollup = Rollup(kinds.get(shape, RollupKind.SUM), terms)
    return set_formula(plan, key, rollup.text())


def weights_of(plan: Plan, key: KpiKey) -> Mapping[KpiKey, KpiKey]:
    """Return what each part of an average of ``key`` is weighted by; empty where nothing fits.

    It is, in this order: the weights the formula has; counts among the parts, as many as
    there are others; what already weighs each part over time; the parts of a count beside
    the KPI, as many as there are parts.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    rollup = recognise(kpi_of(plan, key).formula)
    if rollup is not None and rollup.kind is RollupKind.WEIGHTED_AVERAGE:
        return {KpiKey(term.key): KpiKey(term.weight) for term in rollup.terms}
    parts = parts_of(plan, key)
    counts = [part for part in parts if _is_count(plan, part)]
    others = [part for part in parts if part not in counts]
    if len(counts) > 1 and len(counts) == len(others):
        return dict(zip(others, counts, strict=True))
    if any(part not in plan.kpis for part in parts):
        return {}
    over_time = [plan.kpis[part].weight_by for part in parts]
    if len(set(over_time)) == len(parts) and all(each in plan.kpis for each in over_time):
        return {part: each for part, each in zip(parts, over_time, strict=True) if each is not None}
    return _beside(plan, key, parts)


def _beside(plan: Plan, key: KpiKey, parts: Sequence[KpiKey]) -> Mapping[KpiKey, KpiKey]:
    """Return the parts of a count beside ``key``, one for each of its own parts, in order."""
    for sibling in kpi_tree(plan.kpis).siblings(key):
        if sibling == key or not _is_count(plan, sibling):
            continue
        rollup = recognise(plan.kpis[sibling].formula)
        if rollup is None or rollup.kind is not RollupKind.SUM or len(rollup.terms) != len(parts):
            continue
        counts = [KpiKey(term.key) for term in rollup.terms if not term.minus]
        if len(counts) == len(parts) and all(_is_count(plan, each) for each in counts):
            return dict(zip(parts, counts, strict=True))
    return {}


def _is_count(plan: Plan, key: KpiKey) -> bool:
    return key in plan.kpis and plan.kpis[key].unit.kind is UnitKind.COUNT


def _refused(key: KpiKey, why: RollupFault, parts: Sequence[KpiKey]) -> EditError:
    return EditError(EditFault.NOT_TO_ROLL_UP, {"key": str(key), "why": why, "count": len(parts)})
