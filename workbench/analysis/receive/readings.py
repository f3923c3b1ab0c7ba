"""Each measure by itself: threshold, target, maximum, where the scenario is, and what is next."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

from models.calendar import Group
from models.keys import KpiKey, MeasureKey, ObjectiveKey
from models.kpi import Unit, UnitKind
from models.plan import Plan
from workbench.pay.reasons import NoPayoutCode


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


def unit_of(plan: Plan, kpi: KpiKey | None) -> Unit:
    """Return the unit of a KPI; of an objective, whose ratings are shares of "reached"."""
    found = None if kpi is None else plan.kpis.get(kpi)
    return SHARE if found is None else found.unit
