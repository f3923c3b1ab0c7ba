"""What one more of a KPI is worth to somebody: exact, by working out again what follows from it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from models.keys import KpiKey, MeasureKey
from models.kpi import KpiRole
from workbench.analysis.receive.assumed import NOTHING
from workbench.analysis.receive.pinned import PinnedFigures, pin
from workbench.analysis.receive.readings import sensible_step
from workbench.analysis.receive.recipient import Paid, Recipient
from workbench.analysis.receive.spots import Spot
from workbench.engine.values import Values
from workbench.pay.curves import equal
from workbench.pay.step_kinds import MoneyCap, Stage
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
    other = replace(recipient, figures=PinnedFigures(pinned))
    after = float(other.money([NOTHING])[0])
    now, then = recipient.pay(), other.pay()
    moved = _moved(recipient, other, now, then)
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
    code = None if abs(gain) > _DUST * max(1.0, abs(before)) else _code(recipient, now, moved)
    if code is WorthCode.NOT_MOVED and not touched:
        code = WorthCode.NOT_READ
    if math.isnan(gain):
        code = WorthCode.NO_VALUE
    return Worth(key, more, figure, before, after, gain, code, moved)


_DUST = 1e-9
"""Differences below this part of a payout are rounding of the machine."""


def _same(one: float, other: float) -> bool:
    return equal(one, other) or (math.isnan(one) and math.isnan(other))


def _moved(
    recipient: Recipient, other: Recipient, now: Paid, then: Paid
) -> tuple[MovedMeasure, ...]:
    if now.walk is None or then.walk is None:
        return ()
    found: list[MovedMeasure] = []
    for measure in recipient.measures:
        if measure.kpi is None:
            continue
        reads = [
            step.out
            for step in now.walk.steps
            if step.out.owner == measure.key
            and step.out.stage in {Stage.RESULT, Stage.COLUMN_RESULT}
        ]
        pairs = [(now.walk.of(out, now.index), then.walk.of(out, then.index)) for out in reads]
        if all(_same(one, two) for one, two in pairs):
            continue
        paid = now.walk.register(Stage.MEASURE, measure.key)
        found.append(
            MovedMeasure(
                measure=measure.key,
                kpi=measure.kpi,
                result=pairs[0][0],
                moved=pairs[0][1],
                rate=now.walk.of(paid, now.index),
                moved_rate=then.walk.of(paid, then.index),
            )
        )
    del other
    return tuple(found)


def _code(recipient: Recipient, now: Paid, moved: Sequence[MovedMeasure]) -> WorthCode:
    walk = now.walk
    if walk is None or now.payout.payout is None:
        return WorthCode.NO_VALUE
    if not moved:
        return WorthCode.NOT_MOVED
    if any(not _same(each.rate, each.moved_rate) for each in moved):
        return _dampened(now)
    ends = {_end_of(recipient, now, each) for each in moved}
    if len(ends) == 1:
        return ends.pop()
    return WorthCode.BETWEEN_STEPS


def _dampened(now: Paid) -> WorthCode:
    """Return what swallows what measures pay more."""
    walk = now.walk
    assert walk is not None  # noqa: S101 - the caller has looked
    for step in walk.steps:
        value = walk.of(step.out, now.index)
        if isinstance(step, MoneyCap) and value < walk.of(step.operand, now.index):
            return WorthCode.PLAN_CAP
        gates = {Stage.PLAN_GATES, Stage.SECTION_GATE, Stage.MEASURE_GATE}
        if step.out.stage in gates and value == 0.0:
            return WorthCode.GATE_CLOSED
        if step.out.stage in {Stage.TARGET_BONUS, Stage.PRO_RATA} and value == 0.0:
            return WorthCode.NO_BONUS
    # In a product form, another measure that pays nothing; or one without weight.
    return WorthCode.BETWEEN_STEPS


def _end_of(recipient: Recipient, now: Paid, moved: MovedMeasure) -> WorthCode:
    """Return where on its curve a measure stands that does not pay more."""
    walk = now.walk
    assert walk is not None  # noqa: S101 - the caller has looked
    paying = [
        step
        for step in walk.steps
        if step.out.owner == moved.measure and step.out.stage is Stage.BY_CURVE
    ]
    codes: set[WorthCode] = set()
    for step in paying:
        compiled = getattr(step, "compiled", None)
        ladder = getattr(compiled, "ladder", None)
        register = getattr(step, "result", None)
        if compiled is None or ladder is None or register is None:
            return WorthCode.BETWEEN_STEPS
        count, _ = ladder.reached(walk.of(register, now.index) / compiled.divisor)
        capped = _capped(recipient, now, moved.measure)
        if count == 0:
            codes.add(WorthCode.BELOW_THRESHOLD)
        elif capped or count == len(ladder.points):
            codes.add(WorthCode.BEYOND_MAXIMUM)
        else:
            codes.add(WorthCode.BETWEEN_STEPS)
    gated = any(
        step.out.owner == moved.measure
        and step.out.stage is Stage.MEASURE_GATE
        and walk.of(step.out, now.index) == 0.0
        for step in walk.steps
    )
    if gated:
        return WorthCode.GATE_CLOSED
    return codes.pop() if len(codes) == 1 else WorthCode.BETWEEN_STEPS


def _capped(recipient: Recipient, now: Paid, measure: MeasureKey) -> bool:
    walk = now.walk
    found = next((each for each in recipient.measures if each.key == measure), None)
    if walk is None or found is None or found.cap is None:
        return False
    paid = walk.of(walk.register(Stage.BY_CURVE, measure), now.index)
    return paid >= found.cap
