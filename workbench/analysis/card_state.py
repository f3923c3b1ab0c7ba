"""What the parts of a scorecard give under a scenario: payouts, gates, modifiers and pools."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from decimal import Decimal

from models.calendar import Group, Span
from models.keys import DesignKey, KpiKey, MeasureKey, PersonKey, PositionKey, ScenarioKey
from models.organisation import Person
from models.plan import Plan
from models.scorecard import Design, Gate, GateSide, Measure, Modifier, Pool
from models.table import Table
from workbench.engine.values import Values
from workbench.pay.curves import compile_curve, equal
from workbench.pay.matrices import compile_matrix
from workbench.pay.payouts import Payouts, PersonPayout, pay
from workbench.pay.program import prepare
from workbench.pay.reasons import NoPayout
from workbench.pay.steps import pool_of


@dataclass(frozen=True, slots=True)
class Reading:
    """What a gate reads over one group of periods.

    Attributes:
        value: NaN is no value.
        open: whether the condition holds there; None where it cannot be told.
    """

    group: Group
    value: float
    open: bool | None


@dataclass(frozen=True, slots=True)
class GateState:
    """What a scenario gives a gate over the year of the report.

    Attributes:
        readings: of each group that it is read over.
        open: whether it holds in all of them; None where that cannot be told.
    """

    readings: tuple[Reading, ...]
    open: bool | None


@dataclass(frozen=True, slots=True)
class Term:
    """What one measure gives to the score.

    Attributes:
        payout: after curve, cap and gates of the measure, 1.0 being 100 %; None: no value.
    """

    measure: MeasureKey
    weight: float
    payout: float | None


@dataclass(frozen=True, slots=True)
class FormNow:
    """What both forms of a scorecard make of the same payouts, before gates of sections.

    Attributes:
        added: Σ weight × payout; None where a payout that counts has no value.
        multiplied: Π payouts; None where one has no value, or there are none.
    """

    terms: tuple[Term, ...]
    added: float | None
    multiplied: float | None


@dataclass(frozen=True, slots=True)
class PoolState:
    """What a scenario gives a pool over the year of the report.

    Attributes:
        amount: what is in it; NaN is no value.
        claims: what its members would be paid without it; None: somebody has no value.
        paid: what they are paid with it; None where that cannot be worked out.
        factor: paid ÷ claims; None where either is not there or nothing is claimed.
        members: how many people it funds.
        reason: why somebody's payout cannot be worked out; None where all can.
    """

    amount: float
    claims: Decimal | None
    paid: Decimal | None
    factor: float | None
    members: int
    reason: NoPayout | None = None


def groups_in_report(plan: Plan, span: Span) -> tuple[Group, ...]:
    """Return the complete groups of a span within the year of the report, in order."""
    year = plan.calendar.report_group()
    if year is None:
        return ()
    return tuple(
        group
        for group in plan.calendar.groups(span)
        if group.complete and set(group.periods) <= set(year.periods)
    )


def gate_state(plan: Plan, values: Values, scenario: ScenarioKey, gate: Gate) -> GateState:
    """Return what a scenario gives a gate."""
    if gate.kpi not in plan.kpis:
        return GateState((), None)
    readings = tuple(
        _reading(gate, group, _figure(values, gate.kpi, scenario, group))
        for group in groups_in_report(plan, gate.span)
    )
    states = [reading.open for reading in readings]
    if not states or None in states:
        return GateState(readings, None)
    return GateState(readings, all(states))


def _reading(gate: Gate, group: Group, value: float) -> Reading:
    if math.isnan(value):
        return Reading(group, value, None)
    beyond = value > gate.value if gate.side is GateSide.AT_LEAST else value < gate.value
    return Reading(group, value, beyond or equal(value, gate.value))


def modifier_factor(
    plan: Plan, values: Values, scenario: ScenarioKey, modifier: Modifier
) -> tuple[float, float]:
    """Return the result that a modifier reads over the year, and its factor; NaN: no value.

    One that is typed per person has neither.
    """
    year = plan.calendar.report_group()
    kpi = None if modifier.kpi is None else plan.kpis.get(modifier.kpi)
    if kpi is None or year is None:
        return math.nan, math.nan
    result = _figure(values, kpi.key, scenario, year)
    if modifier.curve is None:
        return result, math.nan
    compiled = compile_curve(modifier.curve, modifier.target, kpi.sense)
    return result, compiled.payout(result)


def matrix_spot(
    plan: Plan, values: Values, scenario: ScenarioKey, measure: Measure
) -> tuple[int, int] | None:
    """Return row and column of its matrix that the year of a scenario reaches.

    None where a result has no value or reaches no row or column, and for ratings.
    """
    matrix, year = measure.matrix, plan.calendar.report_group()
    own = None if measure.kpi is None else plan.kpis.get(measure.kpi)
    if matrix is None or own is None or matrix.kpi not in plan.kpis or year is None:
        return None
    compiled = compile_matrix(matrix, own.sense, plan.kpis[matrix.kpi].sense)
    results = [_figure(values, key, scenario, year) for key in (own.key, matrix.kpi)]
    if compiled.refusal is not None or any(math.isnan(each) for each in results):
        return None
    row = compiled.rows.reached(results[0] * compiled.row_sign)[0]
    column = compiled.columns.reached(results[1] * compiled.column_sign)[0]
    return (row - 1, column - 1) if row and column else None


def form_now(
    plan: Plan,
    values: Values,
    design: DesignKey,
    position: PositionKey,
    scenario: ScenarioKey,
) -> FormNow:
    """Return what both forms make of the payouts of a scorecard.

    Ratings and typed modifiers count at their target.
    """
    paid = _model_holder(plan, values, design, position, scenario)
    rates = {} if paid is None else {each.key: each.payout_rate for each in paid.measures}
    card = plan.designs[design].scorecards.get(position)
    measures = () if card is None else card.measures
    terms = tuple(Term(each.key, each.weight, rates.get(each.key)) for each in measures)
    added: float | None = 0.0
    multiplied: float | None = 1.0 if terms else None
    for term in terms:
        if term.payout is None:
            multiplied = None
            added = added if term.weight == 0.0 else None
        else:
            multiplied = None if multiplied is None else multiplied * term.payout
            added = None if added is None else added + term.weight * term.payout
    return FormNow(terms, added if terms else None, multiplied)


def pool_state(
    plan: Plan, values: Values, design: DesignKey, number: int, scenario: ScenarioKey
) -> PoolState:
    """Return what a scenario gives one pool of a design."""
    variant = plan.designs[design]
    pool = variant.pools[number]
    members = tuple(
        person
        for person in plan.people.values()
        if pool_of(variant.pools, person.position) == number
    )
    alone = replace(variant, pools=(_for_all(pool),))
    free = replace(variant, pools=())
    free_payouts = _paid_alone(plan, values, members, free, scenario)
    pooled = _paid_alone(plan, values, members, alone, scenario)
    claims = None if free_payouts is None else free_payouts.total
    paid = None if pooled is None else pooled.total
    reason = None
    if pooled is not None and paid is None:
        reason = next((each.reason for each in pooled.people if each.reason is not None), None)
    year = plan.calendar.report_group()
    amount = math.nan if pool.amount is None else pool.amount
    if pool.kpi is not None:
        known = pool.kpi in plan.kpis and year is not None
        amount = _figure(values, pool.kpi, scenario, year) if known and year else math.nan
    factor = None if not claims or paid is None else float(paid / claims)
    return PoolState(amount, claims, paid, factor, len(members), reason)


def _for_all(pool: Pool) -> Pool:
    return replace(pool, positions=())


def _paid_alone(
    plan: Plan,
    values: Values,
    members: tuple[Person, ...],
    design: Design,
    scenario: ScenarioKey,
) -> Payouts | None:
    """Return what members are paid under a design of theirs; None where there are none."""
    if not members or plan.calendar.report_group() is None:
        return None
    alone = replace(
        plan, designs=Table((design,)), people=Table(members), current_design=design.key
    )
    return pay(prepare(alone), values, scenario)


def _model_holder(
    plan: Plan,
    values: Values,
    design: DesignKey,
    position: PositionKey,
    scenario: ScenarioKey,
) -> PersonPayout | None:
    """Return the payout of somebody of whom nothing is different."""
    if position not in plan.positions or plan.calendar.report_group() is None:
        return None
    key = PersonKey("model")
    alone = replace(
        plan,
        people=Table((Person(key, "", position),)),
        designs=Table((replace(plan.designs[design], pools=()),)),
        current_design=design,
    )
    return pay(prepare(alone), values, scenario).of(key)


def _figure(values: Values, kpi: KpiKey, scenario: ScenarioKey, group: Group) -> float:
    figure = float(values.group(kpi, scenario, group))
    return figure if math.isfinite(figure) else math.nan
