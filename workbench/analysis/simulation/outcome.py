"""What a simulation is asked, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.keys import BASE, DesignKey, KpiKey, MeasureKey, PersonKey, PositionKey, ScenarioKey
from workbench.analysis.simulation.spreads import Spread
from workbench.analysis.simulation.tornado import Tornado


@dataclass(frozen=True, slots=True)
class Ask:
    """What to simulate.

    Attributes:
        samples: how many runs; rounded up to a power of two.
        seed: the same seed gives the same figures.
        kpis: whose spread is wanted; empty: the first KPIs of the roles profit, clients, ARPU.
        scenario: whose figures the draws multiply.
        design: what is paid; None: the current one.
        threads: how many work at once; the figures are the same.
    """

    samples: int = 8192
    seed: int = 0
    kpis: tuple[KpiKey, ...] = ()
    scenario: ScenarioKey = BASE
    design: DesignKey | None = None
    threads: int = 1


@dataclass(frozen=True, slots=True)
class PersonSpread:
    """What a person's payout is spread over, in money, unrounded.

    Attributes:
        odds_nothing: the share of runs with a value in which the payout is 0; NaN: none has.
    """

    person: PersonKey
    position: PositionKey
    payout: Spread
    odds_nothing: float


@dataclass(frozen=True, slots=True)
class MeasureOdds:
    """How often a measure reaches the marks of its curve, 0 to 1; NaN where unknown.

    Of a measure that is read over several groups: the mean over them.

    Attributes:
        threshold: reaching the first point of the curve.
        target: reaching the stored target.
        maximum: reaching the last point.
    """

    position: PositionKey
    measure: MeasureKey
    kpi: KpiKey
    threshold: float
    target: float
    maximum: float


@dataclass(frozen=True, slots=True)
class Simulation:
    """What a plan comes to while its drivers are uncertain.

    Attributes:
        ask: what was asked.
        samples: how many runs there were: a power of two.
        fewer: whether there were fewer than asked, for the sake of memory.
        uncertain: the drivers that have a distribution, by draw.
        kpis: over the year of the report.
        plan_cost: payouts with charges.
        odds_over_ceiling: how often that is above the plan's ceiling; NaN without one.
        people: everybody the design is for, in the order of the plan.
        measures: of each scorecard that pays a KPI by a curve.
        tornado: of the profit, or of the first KPI asked for; None where there is neither.
    """

    ask: Ask
    samples: int
    fewer: bool
    uncertain: tuple[tuple[KpiKey, ...], ...]
    kpis: Mapping[KpiKey, Spread]
    plan_cost: Spread
    odds_over_ceiling: float
    people: tuple[PersonSpread, ...]
    measures: tuple[MeasureOdds, ...]
    tornado: Tornado | None
