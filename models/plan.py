"""The plan: one document, one value."""

from __future__ import annotations

from dataclasses import dataclass, field

from models.actuals import Actual
from models.calendar import Calendar
from models.dimension import Dimension
from models.keys import (
    CurveKey,
    DesignKey,
    DimensionKey,
    FunctionKey,
    KpiKey,
    LeverKey,
    ObjectiveKey,
    PersonKey,
    PositionKey,
    ScenarioKey,
)
from models.kpi import Kpi
from models.life import Life
from models.organisation import Function, Objective, Person, Position
from models.scenario import Lever, Scenario
from models.scorecard import Design, NamedCurve
from models.table import Table
from models.uncertainty import Correlation


@dataclass(frozen=True, slots=True)
class Plan:
    """KPI tree, organisation, scorecards and scenarios of one company.

    Nothing in a plan changes after it is made; :mod:`models.edits` makes other plans.

    Attributes:
        currency: ISO 4217 code; its minor unit is what payouts are rounded to.
        language: of the plan's own words, "fr" or "en".
        current_design: the design that is paid; None while there is none.
        charges: employer charges, as a rate on payouts.
        ceiling: what payouts with charges should not exceed, in money.
        dimensions: by which KPIs are split.
        actuals: what came of the plan, as far as it is known.
        correlations: how uncertain drivers move together.
        curves: the library of payout curves.
        life: what was agreed, communicated and acknowledged, when and by whom.
    """

    name: str
    calendar: Calendar
    currency: str = "EUR"
    language: str = "fr"
    note: str = ""
    kpis: Table[KpiKey, Kpi] = field(default_factory=Table[KpiKey, Kpi])
    functions: Table[FunctionKey, Function] = field(default_factory=Table[FunctionKey, Function])
    positions: Table[PositionKey, Position] = field(default_factory=Table[PositionKey, Position])
    people: Table[PersonKey, Person] = field(default_factory=Table[PersonKey, Person])
    objectives: Table[ObjectiveKey, Objective] = field(
        default_factory=Table[ObjectiveKey, Objective]
    )
    designs: Table[DesignKey, Design] = field(default_factory=Table[DesignKey, Design])
    current_design: DesignKey | None = None
    scenarios: Table[ScenarioKey, Scenario] = field(default_factory=Table[ScenarioKey, Scenario])
    levers: Table[LeverKey, Lever] = field(default_factory=Table[LeverKey, Lever])
    charges: float = 0.0
    ceiling: float | None = None
    dimensions: Table[DimensionKey, Dimension] = field(
        default_factory=Table[DimensionKey, Dimension]
    )
    actuals: Table[KpiKey, Actual] = field(default_factory=Table[KpiKey, Actual])
    correlations: tuple[Correlation, ...] = ()
    curves: Table[CurveKey, NamedCurve] = field(default_factory=Table[CurveKey, NamedCurve])
    life: Life = field(default_factory=Life)

    @property
    def design(self) -> Design | None:
        """The design that is paid, if there is one."""
        key = self.current_design
        return None if key is None else self.designs.get(key)
