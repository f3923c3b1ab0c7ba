"""What one more of a KPI is worth to somebody: exact, by working out again what follows from it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.keys import KpiKey, MeasureKey
from models.kpi import KpiRole
from workbench.analysis.receive.assumed import NOTHING
from workbench.analysis.receive.pinned import PinnedFigures, pin
from workbench.analysis.receive.readings import sensible_step
from workbench.analysis.receive.recipient import Paid, Recipient, with_figures
from workbench.analysis.receive.spots import Spot, cap_after
from workbench.engine.values import Values
from workbench.pay.curves import equal
from workbench.pay.step_kinds import CurvePayout, MatrixPayout, MoneyCap, Stage
from workbench.results import Results


class WorthCode(StrEnum):
    """Why one more brings nothing."""

    NOT_READ = "not_read"
    """Nothing that somebody is paid for depends on it."""
    NOT_MOVED = "not_moved"
    """What depends on it and is paid for does not move, as things stand."""
    BEYOND_MAXIMUM = "beyond_maximum"
    """The measures that move are past their last point, or their cap."""
    BELOW_THRESHOLD = "below_threshold"
    """The measures that move stay below their threshold."""
    BETWEEN_STEPS = "between_steps"
    """The measures that move stay on a step, or a flat stretch."""
    GATE_CLOSED = "gate_closed"
    """A condition is not fulfilled, so nothing counts."""
    PLAN_CAP = "plan_cap"
    """The most that the scorecard pays is reached."""
    NO_BONUS = "no_bonus"
    """There is no bonus, or no time at work, to multiply."""
    NO_VALUE = "no_value"
    """It cannot be worked out."""


@dataclass(frozen=True, slots=True)
class MovedMeasure:
    """What one more does to one measure.

    Attributes:
        measure: its key.
        kpi: what it reads.
        result: before, in its unit, over the first group it is read over; NaN: no value.
        moved: after.
        rate: what the measure pays before, after its gates; 1.0 is 100 %.
        moved_rate: after.
    """

    measure: MeasureKey
    kpi: KpiKey
    result: float
    moved: float
    rate: float
    moved_rate: float


@dataclass(frozen=True, slots=True)
class Worth:
    """What one more of a KPI brings somebody.

    Attributes:
        kpi: the KPI.
        added: how much more, in its unit.
        figure: over the year that is paid, before; NaN: no value.
        before: what is received in the scenario, in money, unrounded; NaN: no value.
        after: what is received with so much more.
        gain: the difference; NaN: no value.
        code: why it is nothing; None where it is something.
        measures: those whose result moves.
    """

    kpi: KpiKey
    added: float
    figure: float
    before: float
    after: float
    gain: float
    code: WorthCode | None
    measures: tuple[MovedMeasure, ...]


def usual_kpis(results: Results, spots: Sequence[Spot]) -> tuple[KpiKey, ...]:
    """Return what everybody asks about: clients, ARPU, profit; then what is paid for."""
    roles = (KpiRole.CLIENTS, KpiRole.ARPU, KpiRole.PROFIT)
    found = [results.roles[role] for role in roles if role in results.roles]
    found += [spot.kpi for spot in spots if spot.kpi is not None]
    return tuple(dict.fromkeys(found))


def worth_of(
    recipient: Recipient,
    values: Values,
    spots: Sequence[Spot],
    key: KpiKey,
    added: float | None = None,
) -> Worth:
    """Return what one more of a KPI brings.

    The KPI is pinned that much higher over the year that is paid, whatever it is worked out
    from; what reads it is worked out again, and paid.

    Args:
        recipient: who is paid.
        values: what was worked out, for the drivers of everything else.
        spots: what the payout reads.
        key: the KPI.
        added: how much more, in its unit; None: one sensible unit, for the better where less
            is better too.

    Raises:
        KeyError: the plan has no such KPI.
    """
    kpi = values.plan.kpis[key]
    group = recipient.group
    nothing = math.nan
    if group is None:
        return Worth(key, added or 1.0, nothing, nothing, nothing, nothing, WorthCode.NO_VALUE, ())
    figure = values.group(key, recipient.scenario, group)
    more = sensible_step(kpi.unit, figure) if added is None else added
    before = float(recipient.money([NOTHING])[0])
    pinned = pin(values, recipient.scenario, key, more, group)
    other = with_figures(recipient, PinnedFigures(pinned))
    after = float(other.money([NOTHING])[0])
    now, then = recipient.pay(), other.pay()
    moved = _moved(recipient, now, then)
    touched = any(
        spot.kpi is not None
        and spot.group is not None
        and not _same(
            recipient.figures.group(spot.kpi, recipient.scenario, spot.group),
            pinned.group_figure(spot.kpi, spot.group),
        )
        for spot in spots
    )
    gain = after - before
    code = None if abs(gain) > _DUST * max(1.0, abs(before)) else _code(now, moved)
    if code is WorthCode.NOT_MOVED and not touched:
        code = WorthCode.NOT_READ
    if math.isnan(gain):
        code = WorthCode.NO_VALUE
    return Worth(key, more, figure, before, after, gain, code, moved)


_DUST = 1e-9
"""Differences below this part of a payout are rounding of the machine."""


def _same(one: float, other: float) -> bool:
    return equal(one, other) or (math.isnan(one) and math.isnan(other))


def _moved(recipient: Recipient, now: Paid, then: Paid) -> tuple[MovedMeasure, ...]:
    rates = {each.key: each.payout_rate for each in now.payout.measures}
    moved_rates = {each.key: each.payout_rate for each in then.payout.measures}
    found: list[MovedMeasure] = []
    for measure in recipient.measures:
        if measure.kpi is None or measure.key not in rates:
            continue
        pairs = [
            (one.walk.of(step.out, one.index), two.walk.of(step.out, two.index))
            for one, two in zip(now.instalments, then.instalments, strict=True)
            for step in one.steps
            if step.out.owner == measure.key
            and step.out.stage in {Stage.RESULT, Stage.COLUMN_RESULT}
        ]
        if all(_same(one, two) for one, two in pairs):
            continue
        rate, moved_rate = rates[measure.key], moved_rates[measure.key]
        found.append(
            MovedMeasure(
                measure=measure.key,
                kpi=measure.kpi,
                result=pairs[0][0],
                moved=pairs[0][1],
                rate=math.nan if rate is None else rate,
                moved_rate=math.nan if moved_rate is None else moved_rate,
            )
        )
    return tuple(found)


def _code(now: Paid, moved: Sequence[MovedMeasure]) -> WorthCode:
    if not now.instalments or now.payout.payout is None:
        return WorthCode.NO_VALUE
    if not moved:
        return WorthCode.NOT_MOVED
    if any(not _same(each.rate, each.moved_rate) for each in moved):
        return _dampened(now)
    ends = {end for each in moved for end in _ends_of(now, each.measure)}
    return ends.pop() if len(ends) == 1 else WorthCode.BETWEEN_STEPS


def _dampened(now: Paid) -> WorthCode:
    """Return what swallows what measures pay more."""
    gates = {Stage.PLAN_GATES, Stage.SECTION_GATE, Stage.MEASURE_GATE}
    for instalment in now.instalments:
        walk, index = instalment.walk, instalment.index
        for step in instalment.steps:
            value = walk.of(step.out, index)
            if isinstance(step, MoneyCap) and value < walk.of(step.operand, index):
                return WorthCode.PLAN_CAP
            if step.out.stage in gates and value == 0.0:
                return WorthCode.GATE_CLOSED
            if step.out.stage in {Stage.TARGET_BONUS, Stage.PRO_RATA} and value == 0.0:
                return WorthCode.NO_BONUS
    # In a product form, another measure that pays nothing; or one without weight.
    return WorthCode.BETWEEN_STEPS


def _ends_of(now: Paid, measure: MeasureKey) -> set[WorthCode]:
    """Return where on its curve a measure stands that does not pay more."""
    codes: set[WorthCode] = set()
    for instalment in now.instalments:
        walk, index = instalment.walk, instalment.index
        for step in instalment.steps:
            if step.out.owner != measure:
                continue
            if step.out.stage is Stage.MEASURE_GATE and walk.of(step.out, index) == 0.0:
                return {WorthCode.GATE_CLOSED}
            if isinstance(step, CurvePayout) and step.out.stage is Stage.BY_CURVE:
                paid, result = walk.of(step.out, index), walk.of(step.result, index)
                cap = cap_after(instalment.steps, step.out)
                codes.add(_end_of(step, result, capped=cap is not None and paid >= cap))
            elif isinstance(step, MatrixPayout):
                codes.add(WorthCode.BETWEEN_STEPS)
    return codes


def _end_of(step: CurvePayout, result: float, *, capped: bool) -> WorthCode:
    ladder = step.compiled.ladder
    count, _ = ladder.reached(result / step.compiled.divisor)
    if count == 0:
        return WorthCode.BELOW_THRESHOLD
    if capped or count == len(ladder.points):
        return WorthCode.BEYOND_MAXIMUM
    return WorthCode.BETWEEN_STEPS
