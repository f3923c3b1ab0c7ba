"""Who is paid for what: the matrix of weights over subjects and positions."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.changes import Edited, edited
from models.edits.scorecards import (
    add_measure,
    choose_design,
    fresh_design_key,
    fresh_measure_key,
    put_design,
    remove_measure,
    set_weight,
)
from models.keys import BASE, DesignKey, KpiKey, MeasureKey, ObjectiveKey, PositionKey
from models.plan import Plan
from models.scorecard import Design, Measure, Scorecard, ScoreForm
from workbench.engine.values import Values

TOLERANCE = 1e-9
"""How far the weights of a scorecard may be from 1 and still be said to reach it."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a row of the matrix pays for: a KPI or an objective, exactly one of the two.

    Attributes:
        occurrence: 0 for the first measure of a scorecard on this KPI or objective, 1 for
            the second, and so on, so that each cell holds one measure at most.
    """

    kpi: KpiKey | None = None
    objective: ObjectiveKey | None = None
    occurrence: int = 0


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the matrix."""

    position: PositionKey
    subject: Subject


@dataclass(frozen=True, slots=True)
class ColumnTotal:
    """What the weights of one position come to.

    Attributes:
        weight: their sum; 1 when the scorecard is whole.
        missing: what lacks to 1, negative where the weights pass it, and exactly 0 where
            they reach it.
        holders: how many people hold the position.
        product: whether the scorecard multiplies its payouts, and so has no weights.
    """

    weight: float
    missing: float
    holders: int
    product: bool


@dataclass(frozen=True, slots=True)
class Weighting:
    """The weights of one design.

    Attributes:
        subjects: the rows: KPIs in the order of the plan, then objectives.
        positions: the columns, in the order of the plan.
        measures: the measure in each cell that has one.
        totals: of each position.
    """

    subjects: tuple[Subject, ...]
    positions: tuple[PositionKey, ...]
    measures: Mapping[Spot, Measure]
    totals: Mapping[PositionKey, ColumnTotal]


def weighting(plan: Plan, design: Design | None) -> Weighting:
    """Return who is paid for what under ``design``; no rows where there is none."""
    measures: dict[Spot, Measure] = {}
    totals: dict[PositionKey, ColumnTotal] = {}
    for position in plan.positions:
        card = None if design is None else design.scorecards.get(position)
        seen: dict[tuple[KpiKey | None, ObjectiveKey | None], int] = {}
        for measure in () if card is None else card.measures:
            named = (measure.kpi, measure.objective)
            occurrence = seen.get(named, 0)
            seen[named] = occurrence + 1
            measures[Spot(position, Subject(*named, occurrence))] = measure
        totals[position] = _total(plan, position, card)
    return Weighting(
        subjects=_in_plan_order(plan, {spot.subject for spot in measures}),
        positions=tuple(plan.positions),
        measures=measures,
        totals=totals,
    )


def merge_subjects(plan: Plan, matrix: Weighting, others: Iterable[Subject]) -> tuple[Subject, ...]:
    """Return the rows of ``matrix`` and ``others`` together, in the order of the plan.

    What the plan no longer has is left out of ``others``.
    """
    known = {each for each in others if each.kpi in plan.kpis or each.objective in plan.objectives}
    return _in_plan_order(plan, known | set(matrix.subjects))


def unweighted(plan: Plan, subjects: Iterable[Subject]) -> tuple[Subject, ...]:
    """Return the KPIs and objectives of the plan that are not among ``subjects``."""
    taken = {(subject.kpi, subject.objective) for subject in subjects}
    every = [*(Subject(kpi=key) for key in plan.kpis)]
    every += [Subject(objective=key) for key in plan.objectives]
    return tuple(each for each in every if (each.kpi, each.objective) not in taken)


def _total(plan: Plan, position: PositionKey, card: Scorecard | None) -> ColumnTotal:
    weight = 0.0 if card is None else sum(measure.weight for measure in card.measures)
    missing = 1.0 - weight
    return ColumnTotal(
        weight=weight,
        missing=0.0 if abs(missing) <= TOLERANCE else missing,
        holders=sum(person.position == position for person in plan.people.values()),
        product=card is not None and card.form is ScoreForm.MULTIPLICATIVE,
    )


def _in_plan_order(plan: Plan, subjects: set[Subject]) -> tuple[Subject, ...]:
    kpis = {key: place for place, key in enumerate(plan.kpis)}
    objectives = {key: place for place, key in enumerate(plan.objectives)}

    def rank(subject: Subject) -> tuple[int, int, str, int]:
        # A measure may name what is not in the plan: it is a problem, and comes last.
        if subject.kpi is not None:
            place, kind = kpis.get(subject.kpi, len(kpis)), 0
        else:
            place, kind = objectives.get(subject.objective or ObjectiveKey(""), len(objectives)), 1
        return kind, place, subject.kpi or subject.objective or "", subject.occurrence

    return tuple(sorted(subjects, key=rank))


def weigh(
    plan: Plan,
    values: Values,
    design: DesignKey | None,
    spot: Spot,
    weight: float,
    *,
    new_design: str = "",
) -> Edited:
    """Weigh a subject for a position, adding the measure where there is none.

    An added measure has the default curve, and for a KPI the base total of the report's
    group as its target; without such a total it has no target yet.

    Args:
        plan: the plan.
        values: its results, of which the base is read.
        design: the variant of the scorecards; None where the plan has none that is paid:
            one is made then.
        spot: who is to be paid for what.
        weight: 1.0 is 100 %.
        new_design: the name of a design that is made.

    Raises:
        EditError: NOT_FINITE; NO_SUCH_ROW for the design or position.
    """
    if design is None:
        return _weigh_first(plan, values, spot, weight, new_design)
    there = weighting(plan, plan.designs.get(design)).measures.get(spot)
    if there is not None:
        return set_weight(plan, design, spot.position, there.key, weight)
    subject = spot.subject
    named = subject.kpi or subject.objective or ObjectiveKey("")
    measure = Measure(
        key=fresh_measure_key(plan, design, spot.position, named),
        kpi=subject.kpi,
        objective=subject.objective,
        weight=weight,
        targets=() if subject.kpi is None else _base_target(values, subject.kpi),
    )
    return add_measure(plan, design, spot.position, measure)


def _weigh_first(plan: Plan, values: Values, spot: Spot, weight: float, name: str) -> Edited:
    """Weigh in a design that is made for it, and paid from now on."""
    key = fresh_design_key(plan, name)
    after, _ = put_design(plan, Design(key, name))
    after, _ = choose_design(after, key)
    after, _ = weigh(after, values, key, spot, weight)
    return edited(plan, after)


def remove(plan: Plan, design: DesignKey | None, spot: Spot) -> Edited:
    """Take a measure out of the scorecard of a position.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    variant = DesignKey("") if design is None else design
    there = weighting(plan, plan.designs.get(variant)).measures.get(spot)
    key = MeasureKey("") if there is None else there.key
    return remove_measure(plan, variant, spot.position, key)


def _base_target(values: Values, kpi: KpiKey) -> tuple[float, ...]:
    total = values.total(kpi, BASE)
    return (total,) if math.isfinite(total) else ()
