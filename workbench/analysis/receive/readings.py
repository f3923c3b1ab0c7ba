"""Each measure by itself: threshold, target, maximum, where the scenario is, and what is next."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from models.calendar import Group
from models.keys import KpiKey, MeasureKey, ObjectiveKey
from models.kpi import Unit, UnitKind
from models.plan import Plan
from models.scorecard import CurveKind, Measure
from workbench.analysis.receive.assumed import NOTHING, Assumed
from workbench.analysis.receive.levels import Level, curve_level
from workbench.analysis.receive.recipient import Recipient
from workbench.analysis.receive.spots import CurveRead, Spot, cap_after, spot_name
from workbench.pay.curves import equal
from workbench.pay.payouts import MeasurePayout, PersonPayout
from workbench.pay.reasons import NoPayoutCode
from workbench.pay.step_kinds import (
    CurvePayout,
    KpiResult,
    MatrixPayout,
    Product,
    Rating,
    Stage,
    Step,
)

Paying = CurvePayout | MatrixPayout | Product
"""What pays a measure for its result."""
_RATING_STEP = 0.1


@dataclass(frozen=True, slots=True)
class Mark:
    """A result, and what the measure pays for it.

    Attributes:
        result: in the unit of the measure.
        rate: after curve and cap, before gates; 1.0 being 100 %.
        column: of a matrix: the second result that goes with it; None otherwise.
    """

    result: float
    rate: float
    column: float | None = None


@dataclass(frozen=True, slots=True)
class Bend:
    """The next result at which a measure begins to pay otherwise.

    Attributes:
        at: the result, in the unit of the measure.
        distance: how far the scenario is from it, never below 0, in the same unit.
        rate: what the measure pays exactly there, 1.0 being 100 %.
        rate_beyond: what it pays just past it, seen from the scenario.
        money: what is received in all with the result exactly there, unrounded; NaN: no value.
        money_beyond: what is received one ``step`` of the reading past it; NaN: no value.
    """

    at: float
    distance: float
    rate: float
    rate_beyond: float
    money: float
    money_beyond: float


@dataclass(frozen=True, slots=True)
class Reading:
    """A measure over one of the groups that it is read over.

    Attributes:
        group: the periods; None for a rating.
        target: the stored target; None where none was set.
        threshold: where it begins to pay; None where it pays from nothing on, or has no curve.
        at_target: None without a target.
        maximum: from where it pays no more; None where there is no limit, or no curve.
        unlimited: whether each unit more pays more, whatever was reached.
        result: of the scenario, or the rating; NaN: no value.
        rate: what the result pays after curve and cap, before gates; NaN: no value.
        falling: whether a result is better for being smaller.
        step: a sensible unit of the result, such as 1 client, 1,000 € of profit, 1 % of a share.
        up: the next bend on the better side; None where there is none.
        down: the bend that the result is on, or the next on the worse side.
        gain: money for one ``step`` better, in this measure alone, unrounded; NaN: no value.
        refusal: why the curve cannot be read; None where it can.
    """

    group: Group | None
    target: float | None
    threshold: Mark | None
    at_target: Mark | None
    maximum: Mark | None
    unlimited: bool
    result: float
    rate: float
    falling: bool
    step: float
    up: Bend | None
    down: Bend | None
    gain: float
    refusal: NoPayoutCode | None


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One line of a scorecard as it is for somebody.

    Attributes:
        key: of the measure.
        kpi: what it reads; None for an objective.
        objective: what is rated; None for a KPI.
        weight: 1 in a product form, which has none.
        unit: of its results.
        readings: one for each group that it is read over: one a year, or four quarters.
        rate: what the measure pays in the scenario, after curve, cap, gates and the mean of its
            readings; None: no value.
        pays: its part of the payout, in money; the parts sum to the payout. None: no value.
        assumed: whether a rating was not given, so that the target counts.
        cap: most that it pays; None where there is none.
    """

    key: MeasureKey
    kpi: KpiKey | None
    objective: ObjectiveKey | None
    weight: float
    unit: Unit
    readings: tuple[Reading, ...]
    rate: float | None
    pays: Decimal | None
    assumed: bool
    cap: float | None


SHARE = Unit(UnitKind.SHARE)


def sensible_step(unit: Unit, figure: float) -> float:
    """Return one unit of a figure as people count it, in the unit of the KPI.

    A client, a thousand of profit, one of ARPU, a point of a share; less where the figure
    itself is small.
    """
    size = abs(figure) if math.isfinite(figure) else 1.0
    match unit.kind:
        case UnitKind.COUNT:
            return 1.0
        case UnitKind.MONEY:
            return 1000.0 if size >= 100_000 else 1.0
        case UnitKind.MONEY_PER_CLIENT_MONTH:
            return 1.0 if size >= 10 else 0.1
        case UnitKind.SHARE:
            return 0.01 if size >= 0.05 else 0.001
        case UnitKind.NUMBER:
            return 1.0 if size >= 10 else 0.1 if size >= 1 else 0.01


def measure_lines(
    recipient: Recipient, spots: Sequence[Spot], now: PersonPayout, *, moves: bool = True
) -> tuple[MeasureLine, ...]:
    """Return the lines of a scorecard.

    Args:
        recipient: who is paid.
        spots: what the payout reads.
        now: what is paid in the scenario.
        moves: whether distances to bends and their money are worked out too.
    """
    readers = _Readers(recipient, spots)
    lines: list[MeasureLine] = []
    told = {each.key: each for each in now.measures}
    drafts: list[tuple[Measure, MeasurePayout, list[_Draft]]] = []
    for measure in recipient.measures:
        paid = told.get(measure.key)
        if paid is not None:
            drafts.append((measure, paid, readers.drafts(measure)))
    every = [draft for _, _, own in drafts for draft in own]
    money = _money_of(recipient, every) if moves else {}
    for measure, paid, own in drafts:
        readings = tuple(draft.finished(money.get(id(draft), ())) for draft in own)
        lines.append(
            MeasureLine(
                key=measure.key,
                kpi=measure.kpi,
                objective=measure.objective,
                weight=paid.weight,
                unit=unit_of(recipient.plan, measure.kpi),
                readings=readings,
                rate=paid.payout_rate,
                pays=paid.amount,
                assumed=paid.assumed,
                cap=measure.cap,
            )
        )
    return tuple(lines)


def unit_of(plan: Plan, kpi: KpiKey | None) -> Unit:
    """Return the unit of a KPI; of an objective, whose ratings are shares of "reached"."""
    found = None if kpi is None else plan.kpis.get(kpi)
    return SHARE if found is None else found.unit


def bends_of(step: CurvePayout, cap: float | None) -> tuple[float, ...]:
    """Return where a curve, cut off at ``cap``, changes its course; as its ladder counts.

    Points on a straight line are none. Where a cap is reached the curve ends.
    """
    compiled = step.compiled
    rungs, pays, slopes = compiled.ladder.points, compiled.base, compiled.slope
    found: list[float] = []
    before_slope = compiled.first_rate
    before_pay = compiled.first_rate * max(rungs[0], 0.0) if rungs else 0.0
    if step.curve.kind is CurveKind.TIERS and rungs and rungs[0] > 0.0 and before_slope:
        found.append(0.0)
    for index, rung in enumerate(rungs):
        pay, slope = pays[index], slopes[index]
        width = rungs[index + 1] - rung if index + 1 < len(rungs) else math.inf
        bent = not (equal(before_slope, slope) and equal(before_pay, pay))
        if bent and not (found and equal(found[-1], rung)):
            found.append(rung)
        end = pay if slope == 0.0 else pay + slope * width
        if cap is not None and min(pay, *pays[index:]) >= cap:
            break
        if cap is not None and pay < cap < end:
            found.append(rung + (cap - pay) / slope)
            if min((cap, *pays[index + 1 :])) >= cap:
                break
        before_slope, before_pay = slope, end
    return tuple(found)


@dataclass(slots=True)
class _Draft:
    """A reading, and the results whose money is still to be learned."""

    spot: Spot | None
    step: Paying
    group: Group | None
    target: float | None
    result: float
    cap: float | None
    unit_step: float
    parts: int = 1
    column: float = math.nan

    def rate(self, result: float) -> float:
        """Return what a result pays after the cap."""
        step = self.step
        if isinstance(step, CurvePayout):
            paid = step.compiled.payout(result / self.parts)
        elif isinstance(step, MatrixPayout):
            paid = step.compiled.payout(result / self.parts, self.column)
        else:
            paid = result
        return paid if self.cap is None else min(paid, self.cap)

    @property
    def falling(self) -> bool:
        step = self.step
        if isinstance(step, CurvePayout):
            return step.compiled.divisor < 0.0
        return isinstance(step, MatrixPayout) and step.compiled.row_sign < 0.0

    @property
    def way(self) -> float:
        """1 where more is better, -1 where less is."""
        return -1.0 if self.falling else 1.0

    def turns(self) -> tuple[float, ...]:
        """Return the results at which the course changes, from the worse to the better."""
        step = self.step
        if isinstance(step, CurvePayout):
            if step.compiled.refusal is not None:
                return ()
            scale = step.compiled.divisor * self.parts
            return tuple(each * scale for each in bends_of(step, self.cap))
        if isinstance(step, MatrixPayout) and step.compiled.refusal is None:
            scale = step.compiled.row_sign * self.parts
            return tuple(each * scale for each in step.compiled.rows.points)
        return ()

    def neighbours(self) -> tuple[float | None, float | None]:
        """Return the next turn on the better side, and the one reached last."""
        if not math.isfinite(self.result):
            return None, None
        way, turns = self.way, self.turns()
        better = [at for at in turns if at * way > self.result * way and not equal(at, self.result)]
        reached = [at for at in turns if at not in better]
        return (better[0] if better else None), (reached[-1] if reached else None)

    def wanted(self) -> tuple[float, ...]:
        """Return the results whose money is asked for: see :meth:`finished`."""
        if self.spot is None or not math.isfinite(self.result):
            return ()
        up, down = self.neighbours()
        step = self.unit_step * self.way
        asked = [self.result, self.result + step]
        asked += [math.nan, math.nan] if up is None else [up, up + step]
        asked += [math.nan, math.nan] if down is None else [down, down - step]
        return tuple(asked)

    def finished(self, money: Sequence[float]) -> Reading:
        up, down = self.neighbours()
        known = tuple(money) if money else (math.nan,) * 6
        step = self.step
        refusal = None if isinstance(step, Product) else step.compiled.refusal
        open_end = (
            isinstance(step, CurvePayout)
            and bool(step.compiled.slope)
            and step.compiled.slope[-1] > 0.0
            and self.cap is None
        )
        return Reading(
            group=self.group,
            target=self.target,
            threshold=self._threshold(),
            at_target=None if self.target is None else self._mark(self.target),
            maximum=None if open_end else self._maximum(),
            unlimited=open_end,
            result=self.result,
            rate=self.rate(self.result) if math.isfinite(self.result) else math.nan,
            falling=self.falling,
            step=self.unit_step,
            up=self._bend(up, 1.0, known[2:4]),
            down=self._bend(down, -1.0, known[4:6]),
            gain=known[1] - known[0],
            refusal=refusal,
        )

    def _bend(self, at: float | None, side: float, money: Sequence[float]) -> Bend | None:
        if at is None:
            return None
        past = at + side * self.way * max(abs(at), 1e-9) * 1e-9
        distance = abs(at - self.result)
        return Bend(
            at=at,
            distance=0.0 if equal(at, self.result) else distance,
            rate=self.rate(at),
            rate_beyond=self.rate(past),
            money=money[0],
            money_beyond=money[1],
        )

    def _mark(self, result: float) -> Mark | None:
        rate = self.rate(result)
        return Mark(result, rate) if math.isfinite(rate) else None

    def _threshold(self) -> Mark | None:
        step = self.step
        if isinstance(step, MatrixPayout):
            return self._cell(0, 0)
        if isinstance(step, Product) or step.compiled.refusal is not None:
            return None
        if step.curve.kind is CurveKind.TIERS and step.compiled.first_rate:
            return None
        at = curve_level(CurveRead(step, self.parts, self.cap), Level.THRESHOLD)
        return self._mark(at) if math.isfinite(at) else None

    def _maximum(self) -> Mark | None:
        step = self.step
        if isinstance(step, MatrixPayout):
            return self._cell(-1, -1)
        if isinstance(step, Product):
            grades = () if self.spot is None else self.spot.grades
            return self._mark(grades[-1] if grades else 1.0)
        if step.compiled.refusal is not None:
            return None
        turns = self.turns()
        return self._mark(turns[-1]) if turns else None

    def _cell(self, row: int, column: int) -> Mark | None:
        step = self.step
        if not isinstance(step, MatrixPayout) or step.compiled.refusal is not None:
            return None
        matrix = step.matrix
        rate = matrix.pay[row][column]
        rate = rate if self.cap is None else min(rate, self.cap)
        return Mark(matrix.rows[row] * self.parts, rate, matrix.columns[column])


class _Readers:
    """Finds what reads the results of a measure, group by group."""

    def __init__(self, recipient: Recipient, spots: Sequence[Spot]) -> None:
        self._recipient = recipient
        self._spots = {_name(spot): spot for spot in spots}
        self._paying: dict[str, list[tuple[Sequence[Step], Paying]]] = {}
        for steps in recipient.lists:
            for step in steps:
                if step.out.stage is Stage.BY_CURVE and isinstance(
                    step, CurvePayout | MatrixPayout | Product
                ):
                    self._paying.setdefault(step.out.owner, []).append((steps, step))

    def drafts(self, measure: Measure) -> list[_Draft]:
        return [
            self._draft(measure, steps, step) for steps, step in self._paying.get(measure.key, ())
        ]

    def _draft(self, measure: Measure, steps: Sequence[Step], step: Paying) -> _Draft:
        recipient = self._recipient
        match step:
            case CurvePayout():
                register = step.result
            case MatrixPayout():
                register = step.row
            case Product():
                register = step.operands[0]
        source = steps[register.index]
        unit = unit_of(recipient.plan, measure.kpi)
        result, group, spot = self._read(source)
        target = step.target if isinstance(step, CurvePayout) else None
        if isinstance(step, MatrixPayout) and group is not None and not group.to_date:
            place = group.number - 1
            target = measure.targets[place] if place < len(measure.targets) else None
        if isinstance(source, Rating):
            target = source.unrated
        near = result if math.isfinite(result) else (target if target is not None else math.nan)
        column = math.nan
        if isinstance(step, MatrixPayout):
            read = steps[step.column.index]
            column = self._read(read)[0] / (read.parts if isinstance(read, KpiResult) else 1)
        return _Draft(
            spot,
            step,
            group,
            target,
            result,
            cap_after(steps, step.out),
            _RATING_STEP if isinstance(source, Rating) else sensible_step(unit, near),
            source.parts if isinstance(source, KpiResult) else 1,
            column,
        )

    def _read(self, source: Step) -> tuple[float, Group | None, Spot | None]:
        recipient = self._recipient
        if isinstance(source, KpiResult):
            figure = recipient.figures.group(source.kpi, recipient.scenario, source.group)
            return figure, source.group, self._spots.get(spot_name(source))
        if isinstance(source, Rating):
            own = recipient.holder.objectives.get(source.objective)
            rated = None if own is None else own.rating
            spot = self._spots.get(spot_name(source))
            return (source.unrated if rated is None else rated), None, spot
        return math.nan, None, None


def _name(spot: Spot) -> tuple[object, ...]:
    if spot.kpi is not None and spot.group is not None:
        return (spot.kpi, *spot.group.periods)
    return (spot.objective,)


def _money_of(recipient: Recipient, drafts: Sequence[_Draft]) -> dict[int, tuple[float, ...]]:
    """Return what is received with each result that a draft asks about, all in one pass."""
    states: list[Assumed] = []
    for draft in drafts:
        for result in draft.wanted():
            spot = draft.spot
            states.append(NOTHING if spot is None or math.isnan(result) else spot.at(result))
    money = recipient.money(states).tolist()
    found: dict[int, tuple[float, ...]] = {}
    begin = 0
    for draft in drafts:
        wanted = draft.wanted()
        own = money[begin : begin + len(wanted)]
        begin += len(wanted)
        found[id(draft)] = tuple(
            math.nan if math.isnan(asked) else each for asked, each in zip(wanted, own, strict=True)
        )
    return found
