"""A small plan that has everything the rooms show: tree, people, scorecards, a scenario."""

from __future__ import annotations

from dataclasses import replace

from immutables import Map

from models.calendar import Calendar, Month
from models.keys import (
    DesignKey,
    FunctionKey,
    KpiKey,
    MeasureKey,
    ObjectiveKey,
    PersonKey,
    PositionKey,
    ScenarioKey,
)
from models.kpi import Kpi, KpiRole, Sense, TimeRule, Unit, UnitKind
from models.organisation import Function, FunctionRole, Objective, Person, Position, TargetBonus
from models.plan import Plan
from models.scenario import Override, Scenario
from models.scorecard import Design, Measure, Scorecard, Section
from models.table import Table

STRETCH = ScenarioKey("stretch")
DESIGN = DesignKey("main")
MARKETING, SALES = FunctionKey("marketing"), FunctionKey("sales")
LEAD, SELLER = PositionKey("lead"), PositionKey("seller")
PROFIT, REVENUE, CLIENTS = KpiKey("profit"), KpiKey("revenue"), KpiKey("clients")
ARPU, LEADS, CONVERSION = KpiKey("arpu"), KpiKey("leads"), KpiKey("conversion")
COSTS = KpiKey("costs")

_MONEY = Unit(UnitKind.MONEY)
_COUNT = Unit(UnitKind.COUNT, "clients")


def _driver(key: KpiKey, name: str, unit: Unit, value: float, function: FunctionKey) -> Kpi:
    return Kpi(
        key,
        name,
        unit,
        values=(value,) * 12,
        time=unit.kind.time_rule,
        responsibility=Map({function: 1.0}),
    )


def _measure(key: KpiKey, weight: float, target: float) -> Measure:
    return Measure(MeasureKey(key), kpi=key, weight=weight, targets=(target,))


def shop() -> Plan:
    """Return the plan of a shop: 9,000 leads a month, of which 10 % come to stay."""
    kpis = (
        Kpi(PROFIT, "Profit", _MONEY, formula="revenue - costs", role=KpiRole.PROFIT),
        Kpi(REVENUE, "Revenue", _MONEY, formula="clients * arpu"),
        Kpi(
            CLIENTS,
            "Clients",
            _COUNT,
            formula="prev(clients, 20000) + leads * conversion",
            time=TimeRule.LAST,
            role=KpiRole.CLIENTS,
        ),
        _driver(LEADS, "Leads", Unit(UnitKind.COUNT, "leads"), 9000.0, MARKETING),
        _driver(CONVERSION, "Conversion of leads", Unit(UnitKind.SHARE), 0.1, SALES),
        _driver(ARPU, "ARPU", Unit(UnitKind.MONEY_PER_CLIENT_MONTH), 30.0, SALES),
        Kpi(
            COSTS,
            "Costs",
            _MONEY,
            Sense.LOWER,
            values=(500_000.0,) * 12,
            cost=True,
            responsibility=Map({MARKETING: 0.5}),
        ),
    )
    lead = Scorecard(
        LEAD,
        (
            Section(
                measures=(
                    _measure(PROFIT, 0.5, 3_000_000.0),
                    _measure(LEADS, 0.4, 108_000.0),
                    Measure(MeasureKey("gemba"), objective=ObjectiveKey("gemba"), weight=0.1),
                )
            ),
        ),
    )
    seller = Scorecard(
        SELLER,
        (Section(measures=(_measure(CLIENTS, 0.6, 31_000.0), _measure(COSTS, 0.3, 6e6))),),
    )
    return Plan(
        "The shop",
        Calendar(Month(2027, 1)),
        language="en",
        kpis=Table(kpis),
        functions=Table(
            (
                Function(MARKETING, "Marketing", FunctionRole.MARKETING),
                Function(SALES, "Sales", FunctionRole.SALES),
            )
        ),
        positions=Table(
            (
                Position(LEAD, "Marketing lead", MARKETING, TargetBonus(18_000.0)),
                Position(SELLER, "Sales team", SALES, TargetBonus(9_600.0)),
            )
        ),
        people=Table(
            (
                Person(PersonKey("ada"), "Ada Martin", LEAD),
                Person(PersonKey("ben"), "Ben Moreau", SELLER),
                Person(PersonKey("cleo"), "Cléo Bernard", SELLER),
            )
        ),
        objectives=Table((Objective(ObjectiveKey("gemba"), "Gemba half-day swap done"),)),
        designs=Table((Design(DESIGN, "Main", Table((lead, seller))),)),
        current_design=DESIGN,
        scenarios=Table(
            (Scenario(STRETCH, "Stretch", Map({LEADS: Override(factors=(1.05,) * 12)})),)
        ),
        charges=0.42,
    )


def sound_shop() -> Plan:
    """Return the shop with nothing wrong: costs are somebody's, and weights come to 100 %."""
    plan = shop()
    costs = replace(plan.kpis[COSTS], responsibility=Map({MARKETING: 0.5, SALES: 0.5}))
    design = plan.designs[DESIGN]
    sections = (Section(measures=(_measure(CLIENTS, 0.6, 31_000.0), _measure(COSTS, 0.4, 6e6))),)
    card = replace(design.scorecards[SELLER], sections=sections)
    scorecards = design.scorecards.replacing(card)
    designs = plan.designs.replacing(replace(design, scorecards=scorecards))
    return replace(plan, kpis=plan.kpis.replacing(costs), designs=designs)
