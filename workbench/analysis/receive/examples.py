"""Worked examples: what is received if …, with every step of the arithmetic."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from models.calendar import Group
from models.keys import KpiKey, MeasureKey, ObjectiveKey
from models.scorecard import GateSide
from workbench.analysis.receive.arithmetic import Arithmetic, arithmetic
from workbench.analysis.receive.assumed import NOTHING, Assumed
from workbench.analysis.receive.levels import Level, at_level, level_of
from workbench.analysis.receive.ranges import Bound, bounds_of
from workbench.analysis.receive.readings import MeasureLine, sensible_step, unit_of
from workbench.analysis.receive.recipient import Recipient
from workbench.analysis.receive.spots import Spot
from workbench.pay.payouts import PersonPayout
from workbench.pay.step_kinds import GatePart, Stage


class ExampleKind(StrEnum):
    """What an example supposes."""

    THRESHOLD = "threshold"
    """Every result just reaches its threshold."""
    TARGET = "target"
    """Every result is at its target."""
    MAXIMUM = "maximum"
    """Every result is where its curve ends."""
    SCENARIO = "scenario"
    """Everything as in the scenario at hand."""
    GATE_MISSED = "gate_missed"
    """The best measure at its maximum, the others at target, and a condition not fulfilled."""
    ONE_WEAK = "one_weak"
    """The best measure at its maximum, the weakest below its threshold, the others at target."""
    ONE_MISSED = "one_missed"
    """The only measure, just below its threshold."""


@dataclass(frozen=True, slots=True)
class Given:
    """A result or rating that an example supposes.

    Attributes:
        kpi: whose result over ``group``; None for a rating.
        group: the periods; None for a rating.
        objective: whose rating; None for a result.
        result: in the unit of the KPI; NaN: no value.
        measure: the first measure that it pays; empty for what is a condition or modifier only.
    """

    kpi: KpiKey | None
    group: Group | None
    objective: ObjectiveKey | None
    result: float
    measure: MeasureKey


@dataclass(frozen=True, slots=True)
class Example:
    """One worked example.

    Attributes:
        kind: what it supposes.
        given: every result that the payout reads, as supposed.
        best: the measure at its maximum, where the kind speaks of one; else empty.
        weak: the measure, or the KPI of the condition, that is missed; else empty.
        paid: what is received, and the figures on the way.
        bounds: what keeps it from being more.
        arithmetic: every step.
    """

    kind: ExampleKind
    given: tuple[Given, ...]
    best: str
    weak: str
    paid: PersonPayout
    bounds: tuple[Bound, ...]
    arithmetic: Arithmetic

    @property
    def money(self) -> Decimal | None:
        """What is received, to the cent; None where it cannot be worked out."""
        return self.paid.payout


@dataclass(frozen=True, slots=True)
class _Supposed:
    kind: ExampleKind
    assumed: Assumed
    best: str = ""
    weak: str = ""


def examples(
    recipient: Recipient,
    spots: Sequence[Spot],
    lines: Sequence[MeasureLine],
    maximum: Assumed,
) -> tuple[Example, ...]:
    """Return five worked examples; fewer where there is nothing to tell them apart.

    Args:
        recipient: who is paid.
        spots: what the payout reads.
        lines: the measures as they are in the scenario.
        maximum: the results at which most is paid.
    """
    if not spots:
        supposed = [_Supposed(ExampleKind.SCENARIO, NOTHING)]
    else:
        target = at_level(recipient, spots, Level.TARGET)
        supposed = [
            _Supposed(ExampleKind.THRESHOLD, at_level(recipient, spots, Level.THRESHOLD)),
            _Supposed(ExampleKind.TARGET, target),
            _Supposed(ExampleKind.MAXIMUM, maximum),
            _Supposed(ExampleKind.SCENARIO, NOTHING),
        ]
        mixed = _mixed(recipient, spots, lines, target)
        if mixed is not None:
            supposed.append(mixed)
    return tuple(_worked(recipient, spots, each) for each in supposed)


def _worked(recipient: Recipient, spots: Sequence[Spot], supposed: _Supposed) -> Example:
    paid = recipient.pay(supposed.assumed)
    return Example(
        kind=supposed.kind,
        given=tuple(_given(recipient, spot, supposed.assumed) for spot in spots),
        best=supposed.best,
        weak=supposed.weak,
        paid=paid.payout,
        bounds=bounds_of(paid),
        arithmetic=arithmetic(recipient, paid),
    )


def _given(recipient: Recipient, spot: Spot, assumed: Assumed) -> Given:
    result = math.nan
    if spot.kpi is not None and spot.group is not None:
        known = assumed.results.get((spot.kpi, spot.group.periods))
        figure = recipient.figures.group(spot.kpi, recipient.scenario, spot.group)
        result = figure if known is None else known
    elif spot.objective is not None:
        own = recipient.holder.objectives.get(spot.objective)
        rated = None if own is None else own.rating
        known = assumed.ratings.get(spot.objective, rated)
        result = level_of(recipient, spot, Level.TARGET) if known is None else known
    return Given(spot.kpi, spot.group, spot.objective, result, _measure_of(recipient, spot))


def _measure_of(recipient: Recipient, spot: Spot) -> MeasureKey:
    for curve in spot.measured():
        return MeasureKey(curve.step.out.owner)
    for measure in recipient.measures:
        if spot.objective is not None and measure.objective == spot.objective:
            return measure.key
        if spot.axes and spot.kpi is not None and measure.kpi == spot.kpi:
            return measure.key
    return MeasureKey("")


def _mixed(
    recipient: Recipient,
    spots: Sequence[Spot],
    lines: Sequence[MeasureLine],
    target: Assumed,
) -> _Supposed | None:
    """Suppose something that teaches: one at its best, and something missed."""
    measures = {measure.key: measure for measure in recipient.measures}
    paying = [each for each in lines if each.weight > 0.0 and each.readings]
    if not paying:
        return None
    missed = _gate_to_miss(recipient, spots)
    if missed is not None:
        spot, result = missed
        others = [each for each in paying if measures[each.key].kpi != spot.kpi]
        best = max(others, key=lambda each: each.weight, default=None)
        assumed = target if best is None else _at_most(recipient, spots, best, target)
        name = "" if best is None else best.key
        return _Supposed(
            ExampleKind.GATE_MISSED, assumed.also(spot.at(result)), name, spot.kpi or ""
        )
    if len(paying) == 1:
        only = paying[0]
        assumed = _below(recipient, spots, only, target)
        return _Supposed(ExampleKind.ONE_MISSED, assumed, weak=only.key)
    best = max(paying, key=lambda each: each.weight)
    rest = [each for each in paying if each is not best]
    weak = min(rest, key=lambda each: (each.rate or 0.0, each.weight))
    assumed = _at_most(recipient, spots, best, target)
    assumed = _below(recipient, spots, weak, assumed)
    return _Supposed(ExampleKind.ONE_WEAK, assumed, best.key, weak.key)


def _gate_to_miss(recipient: Recipient, spots: Sequence[Spot]) -> tuple[Spot, float] | None:
    """Return the first condition on the whole payout, else any, and a result that misses it."""
    order = (Stage.PLAN_GATE, Stage.SECTION_GATE, Stage.MEASURE_GATE)
    found: list[tuple[int, Spot, GatePart]] = [
        (order.index(gate.out.stage), spot, gate)
        for spot in spots
        for gate in spot.gates
        if gate.out.stage in order
    ]
    if not found:
        return None
    _, spot, step = min(found, key=lambda each: each[0])
    gate = step.gate
    away = -1.0 if gate.side is GateSide.AT_LEAST else 1.0
    return spot, gate.value + away * sensible_step(unit_of(recipient.plan, spot.kpi), gate.value)


def _at_most(
    recipient: Recipient, spots: Sequence[Spot], line: MeasureLine, assumed: Assumed
) -> Assumed:
    for spot in _own(recipient, spots, line):
        assumed = assumed.also(spot.at(level_of(recipient, spot, Level.MAXIMUM)))
    return assumed


def _below(
    recipient: Recipient, spots: Sequence[Spot], line: MeasureLine, assumed: Assumed
) -> Assumed:
    """Suppose that every result of a measure stays one unit short of its threshold."""
    for spot in _own(recipient, spots, line):
        if spot.objective is not None:
            result = spot.grades[0] if spot.grades else 0.0
        else:
            threshold = level_of(recipient, spot, Level.THRESHOLD)
            falling = any(each.falling for each in line.readings)
            short = sensible_step(line.unit, threshold)
            result = threshold + short if falling else threshold - short
        assumed = assumed.also(spot.at(result))
    return assumed


def _own(recipient: Recipient, spots: Sequence[Spot], line: MeasureLine) -> tuple[Spot, ...]:
    return tuple(spot for spot in spots if _measure_of(recipient, spot) == line.key)
