"""The lead bank: what cohorts of leads have brought, and what they will still bring.

A lead that did not convert today is not waste: until its cohort is through, it is counted as
not yet converted, and only then as lost.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import numpy as np

from models.formula import references
from models.keys import KpiKey, ScenarioKey
from models.kpi import KpiRole, UnitKind
from models.plan import Plan
from workbench.analysis.lead_faults import LeadError, LeadFault
from workbench.analysis.lead_sources import Source, sources
from workbench.engine.arrays import Floats
from workbench.engine.values import Values

UNKNOWN: Final = "unknown"
"""The reason of what was lost for no known reason."""

TOLERANCE: Final = 1e-9
"""How far above 1 weights or shares may sum."""


class BankFault(StrEnum):
    """What is odd about a bank, although it can be worked out."""

    WEIGHTS_OVER_ONE = "weights_over_one"
    WEIGHTS_NEGATIVE = "weights_negative"
    LOSSES_OVER_ONE = "losses_over_one"


@dataclass(frozen=True, slots=True)
class Totals:
    """Leads and what has become of them; NaN is no value.

    Attributes:
        leads: how many came in.
        converted: how many have converted to date.
        to_convert: how many will still convert, by the weights of the plan.
        open: how many have neither converted nor been lost yet.
        lost: how many did not convert although their cohort is through.
        lost_by_reason: lost leads by reason, :data:`UNKNOWN` for the rest; they sum to ``lost``.
        value: in money, what is still to convert comes to; NaN without a client value.
    """

    leads: float
    converted: float
    to_convert: float
    open: float
    lost: float
    lost_by_reason: Mapping[str, float]
    value: float


@dataclass(frozen=True, slots=True)
class Cohort:
    """The leads of one period.

    Attributes:
        period: when they came in; negative before the plan, -1 just before it.
        age: periods since then.
        young: whether it is too young to be judged: some of it has still to convert.
        figures: what has become of it.
    """

    period: int
    age: int
    young: bool
    figures: Totals


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """A bank at the end of each period of the plan, each shape (periods,), NaN for no value.

    Attributes:
        to_convert: leads that will still convert.
        open: leads neither converted nor lost.
        converted: leads that convert in the period, as ``spread`` has them.
        value: of what is still to convert, in money, by the client value of the period.
    """

    to_convert: Floats
    open: Floats
    converted: Floats
    value: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Bank:
    """The cohorts of one KPI of leads.

    Attributes:
        leads: the KPI.
        readers: the KPIs that say what converts of it.
        partly: those of them whose formula does more with it, so that not every conversion
            need be a client.
        elsewhere: KPIs that count things and read the leads by a formula of their own: what
            converts there is not known to the bank.
        weights: of the cohort of the period as of which the bank is; NaN is no value.
        cohorts: those of the plan, and before it those that convert within it; oldest first.
        totals: over the cohorts.
        course: period by period.
        faults: what is odd about it.
    """

    leads: KpiKey
    readers: tuple[KpiKey, ...]
    partly: tuple[KpiKey, ...]
    elsewhere: tuple[KpiKey, ...]
    weights: tuple[float, ...]
    cohorts: tuple[Cohort, ...]
    totals: Totals
    course: Course
    faults: frozenset[BankFault]


@dataclass(frozen=True, slots=True, eq=False)
class LeadBank:
    """All banks of a plan.

    Attributes:
        scenario: under which.
        as_of: the period at whose end they are told.
        banks: in the order of the plan.
        client_key: the KPI that says what a client is worth; None where none has that role.
        client_value: its figure, in money; NaN is no value.
        totals: over all banks. Leads that are spread by two sets of weights count twice.
    """

    scenario: ScenarioKey
    as_of: int
    banks: tuple[Bank, ...]
    client_key: KpiKey | None
    client_value: float
    totals: Totals


def default_as_of(plan: Plan) -> int:
    """Return the period at whose end banks are told: that of the report year, else the last."""
    year = plan.calendar.report_group()
    return plan.calendar.count - 1 if year is None else year.periods[-1]


def lead_bank(
    plan: Plan, values: Values, scenario: ScenarioKey, as_of: int | None = None
) -> LeadBank:
    """Return what the cohorts of a plan have brought and will still bring.

    Args:
        plan: the plan.
        values: what it comes to.
        scenario: under which.
        as_of: the period at whose end; None: :func:`default_as_of`.

    Raises:
        LeadError: UNKNOWN_SCENARIO, NO_PERIODS, UNKNOWN_PERIOD; NO_BANK where no formula
            spreads a KPI.
    """
    if scenario not in values.scenarios:
        raise LeadError(LeadFault.UNKNOWN_SCENARIO, scenario=scenario)
    count = plan.calendar.count
    if not count:
        raise LeadError(LeadFault.NO_PERIODS)
    period = default_as_of(plan) if as_of is None else as_of
    if not 0 <= period < count:
        raise LeadError(LeadFault.UNKNOWN_PERIOD, period=period)
    found = sources(plan, values, scenario)
    if not found:
        raise LeadError(LeadFault.NO_BANK)
    client_key = next(
        (key for key, kpi in plan.kpis.items() if kpi.role is KpiRole.CLIENT_VALUE), None
    )
    worth = np.full(count, np.nan) if client_key is None else values.of(client_key, scenario)
    banks = tuple(_bank(plan, source, period, worth) for source in found)
    totals = _summed([bank.totals for bank in banks])
    return LeadBank(scenario, period, banks, client_key, float(worth[period]), totals)


def _bank(plan: Plan, source: Source, as_of: int, worth: Floats) -> Bank:
    stands = _Stands.of(source, as_of)
    losses = plan.kpis[source.leads].losses
    client_value = float(worth[as_of])
    cohorts = tuple(
        Cohort(
            birth,
            as_of - birth,
            as_of - birth < source.last,
            _totals(stands, place, losses, client_value),
        )
        for place, birth in enumerate(source.births[: stands.count].tolist())
    )
    own = source.weights[:, stands.count - 1]
    return Bank(
        source.leads,
        source.readers,
        source.partly,
        _elsewhere(plan, source),
        tuple(own.tolist()),
        cohorts,
        _summed([cohort.figures for cohort in cohorts]),
        _course(source, worth),
        _faults(source, losses),
    )


def _elsewhere(plan: Plan, source: Source) -> tuple[KpiKey, ...]:
    return tuple(
        key
        for key, kpi in plan.kpis.items()
        if kpi.unit.kind is UnitKind.COUNT
        and key not in source.readers
        and source.leads in references(kpi.formula).now
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Stands:
    """Where the cohorts stand that had come in by some period, each shape (cohorts,)."""

    sizes: Floats
    converted: Floats
    to_convert: Floats
    open: Floats
    lost: Floats
    now: Floats

    @property
    def count(self) -> int:
        return len(self.sizes)

    @classmethod
    def of(cls, source: Source, period: int) -> _Stands:
        """Return where cohorts stand at the end of ``period``.

        Whoever is through has nothing left to convert, even where its leads have no value.
        """
        count = int(np.searchsorted(source.births, period, side="right"))
        sizes = source.sizes[:count]
        weights = source.weights[:, :count]
        ages = period - source.births[:count]
        reached = np.minimum(ages, source.last)
        at = np.arange(count)
        through = ages >= source.last
        so_far = np.cumsum(weights, axis=0)[reached, at]
        # What comes at a later age, added up from the last one: a weight of the past that has
        # no value does not take it away.
        from_here = np.cumsum(weights[::-1], axis=0)[::-1]
        later = np.vstack((from_here[1:], np.zeros(count)))[reached, at]
        gone = ages > source.last
        with np.errstate(all="ignore"):
            return cls(
                sizes,
                sizes * so_far,
                np.where(through, 0.0, sizes * later),
                np.where(through, 0.0, sizes * (1.0 - so_far)),
                np.where(through, sizes * (1.0 - so_far), 0.0),
                np.where(gone, 0.0, sizes * weights[reached, at]),
            )


def _totals(stands: _Stands, place: int, losses: Mapping[str, float], worth: float) -> Totals:
    lost = float(stands.lost[place])
    to_convert = float(stands.to_convert[place])
    by_reason = {reason: lost * share for reason, share in losses.items()}
    by_reason[UNKNOWN] = lost * (1.0 - sum(losses.values()))
    return Totals(
        float(stands.sizes[place]),
        float(stands.converted[place]),
        to_convert,
        float(stands.open[place]),
        lost,
        MappingProxyType(by_reason),
        to_convert * worth,
    )


def _summed(parts: Sequence[Totals]) -> Totals:
    reasons = dict.fromkeys(reason for part in parts for reason in part.lost_by_reason)
    # What was lost for no known reason stands last.
    order = [*(reason for reason in reasons if reason != UNKNOWN), UNKNOWN]
    return Totals(
        sum(part.leads for part in parts),
        sum(part.converted for part in parts),
        sum(part.to_convert for part in parts),
        sum(part.open for part in parts),
        sum(part.lost for part in parts),
        MappingProxyType(
            {
                reason: sum(part.lost_by_reason.get(reason, 0.0) for part in parts)
                for reason in order
            }
        ),
        sum(part.value for part in parts),
    )


def _course(source: Source, worth: Floats) -> Course:
    each = [_Stands.of(source, period) for period in range(len(worth))]
    to_convert = np.array([stands.to_convert.sum() for stands in each])
    course = Course(
        to_convert,
        np.array([stands.open.sum() for stands in each]),
        np.array([stands.now.sum() for stands in each]),
        to_convert * worth,
    )
    for array in (course.to_convert, course.open, course.converted, course.value):
        array.flags.writeable = False
    return course


def _faults(source: Source, losses: Mapping[str, float]) -> frozenset[BankFault]:
    found: set[BankFault] = set()
    if (source.weights.sum(axis=0) > 1.0 + TOLERANCE).any():
        found.add(BankFault.WEIGHTS_OVER_ONE)
    if (source.weights < 0.0).any():
        found.add(BankFault.WEIGHTS_NEGATIVE)
    total = math.fsum(losses.values())
    if total > 1.0 + TOLERANCE:
        found.add(BankFault.LOSSES_OVER_ONE)
    return frozenset(found)
