"""Four levers and two designs, invented; what comes of them was computed by another script."""

from __future__ import annotations

from immutables import Map

from models.calendar import Calendar, Month, Span
from models.keys import DesignKey, FunctionKey, KpiKey, LeverKey, MeasureKey, PersonKey, PositionKey
from models.kpi import Kpi, KpiRole, TimeRule
from models.organisation import Function, FunctionRole, Person, Position, TargetBonus
from models.plan import Plan
from models.scenario import Lever
from models.scorecard import Design, Measure, Scorecard, Section
from models.table import Table

MARKETING, SALES = FunctionKey("marketing"), FunctionKey("sales")
SILO, CROSSED = DesignKey("silo"), DesignKey("cross_pollinated")
DISCOUNT, LOOSER = LeverKey("sales_discount"), LeverKey("looser_lead_criteria")
BRAND, FOLLOW_UP = LeverKey("shift_to_brand"), LeverKey("follow_up_every_lead")

BASE_FIGURES = {
    "reach": 1_000_000.0,
    "lead_rate": 0.02,
    "conversion": 0.1,
    "arpu": 300.0,
    "margin": 0.5,
    "marketing": 100_000.0,
    "fixed": 80_000.0,
}
TARGETS = {
    "leads": 20_000.0,
    "clients": 2_000.0,
    "revenue": 600_000.0,
    "profit": 120_000.0,
    "arpu": 300.0,
}
_FORMULAS = {
    "profit": "revenue * margin - marketing - fixed",
    "revenue": "clients * arpu",
    "clients": "leads * conversion",
    "leads": "reach * lead_rate",
}
_MARKETING = {"reach", "lead_rate", "marketing"}
_DESIGNS = {
    SILO: ({"leads": 1.0}, {"revenue": 1.0}),
    CROSSED: (
        {"profit": 0.5, "leads": 0.3, "clients": 0.2},
        {"clients": 0.3, "arpu": 0.3, "profit": 0.4},
    ),
}
_LEVERS = {
    DISCOUNT: {"arpu": 0.95, "margin": 0.9474, "conversion": 1.08},
    LOOSER: {"lead_rate": 1.2, "conversion": 0.83, "marketing": 1.05},
    BRAND: {"lead_rate": 0.97, "conversion": 1.04, "arpu": 1.02},
    FOLLOW_UP: {"conversion": 1.05},
}


def _card(position: str, weights: dict[str, float]) -> Scorecard:
    measures = tuple(
        Measure(MeasureKey(kpi), kpi=KpiKey(kpi), weight=weight, targets=(TARGETS[kpi],))
        for kpi, weight in weights.items()
    )
    return Scorecard(PositionKey(position), (Section(measures=measures),))


def levers_plan(design: DesignKey = SILO) -> Plan:
    """Return the plan of one year, with a marketer and a seller."""
    worked_out = [
        Kpi(
            KpiKey(key),
            key.title(),
            formula=formula,
            role=KpiRole.PROFIT if key == "profit" else None,
        )
        for key, formula in _FORMULAS.items()
    ]
    drivers = [
        Kpi(
            KpiKey(key),
            key.replace("_", " ").title(),
            values=(figure,),
            time=TimeRule.SUM,
            responsibility=Map({MARKETING if key in _MARKETING else SALES: 1.0}),
        )
        for key, figure in BASE_FIGURES.items()
    ]
    return Plan(
        "Levers",
        Calendar(Month(2027, 1), period=Span.YEAR, count=1),
        language="en",
        kpis=Table((*worked_out, *drivers)),
        functions=Table(
            (
                Function(MARKETING, "Marketing", FunctionRole.MARKETING),
                Function(SALES, "Sales", FunctionRole.SALES),
            )
        ),
        positions=Table(
            (
                Position(PositionKey("marketer"), "Marketer", MARKETING, TargetBonus(10_000.0)),
                Position(PositionKey("seller"), "Seller", SALES, TargetBonus(10_000.0)),
            )
        ),
        people=Table(
            (
                Person(PersonKey("ada"), "Ada Martin", PositionKey("marketer")),
                Person(PersonKey("ben"), "Ben Moreau", PositionKey("seller")),
            )
        ),
        designs=Table(
            Design(key, key, Table((_card("marketer", ours), _card("seller", theirs))))
            for key, (ours, theirs) in _DESIGNS.items()
        ),
        current_design=design,
        levers=Table(
            Lever(key, key.replace("_", " "), factors=Map({KpiKey(k): f for k, f in moved.items()}))
            for key, moved in _LEVERS.items()
        ),
    )
