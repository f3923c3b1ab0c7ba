"""Plans as people make them: what they name exists, and formulas can be worked out."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st
from immutables import Map

from models.actuals import Actual
from models.calendar import Calendar, Month, Span
from models.dimension import Dimension, Member
from models.keys import (
    DesignKey,
    DimensionKey,
    FunctionKey,
    KpiKey,
    LeverKey,
    MeasureKey,
    MemberKey,
    ObjectiveKey,
    PersonKey,
    PositionKey,
    ScenarioKey,
)
from models.kpi import Bounds, Kpi, TimeRule, Unit, UnitKind
from models.organisation import (
    Function,
    FunctionRole,
    Objective,
    Person,
    PersonalObjective,
    Position,
    TargetBonus,
    WorkSpan,
)
from models.plan import Plan
from models.scenario import Lever, Override, Scenario
from models.scorecard import (
    CardException,
    Curve,
    CurveBasis,
    CurveKind,
    CurvePoint,
    Design,
    Gate,
    GateSide,
    Matrix,
    Measure,
    MeasureException,
    Modifier,
    Pool,
    Scorecard,
    ScoreForm,
    Section,
)
from models.table import Table
from models.uncertainty import Correlation, Distribution, Shape

KPIS = [KpiKey(key) for key in ("profit", "revenue", "clients", "arpu", "leads", "churn", "costs")]
FUNCTIONS = [FunctionKey("marketing"), FunctionKey("sales")]
POSITIONS = [PositionKey("lead"), PositionKey("manager")]
PEOPLE = [PersonKey("001"), PersonKey("002"), PersonKey("003")]
OBJECTIVES = [ObjectiveKey("launch"), ObjectiveKey("quality")]
DESIGNS = [DesignKey("current"), DesignKey("other")]
SCENARIOS = [ScenarioKey("stretch"), ScenarioKey("downturn")]
DIMENSIONS = [DimensionKey("region"), DimensionKey("channel")]
NORTH = MemberKey("north")
LEVERS = [LeverKey("discount")]
MEASURES = [MeasureKey("profit"), MeasureKey("clients")]

figures = st.integers(-20, 200).map(float)
gappy = st.lists(st.one_of(st.none(), figures), max_size=6).map(tuple)
shares = st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.75, 1.0])
names = st.sampled_from(["Chiffre d’affaires", "Clients", "ARPU", "Coûts", "", "Profit"])


@st.composite
def formulas(draw: st.DrawFn, keys: list[KpiKey]) -> str:
    """Draw a formula over ``keys``: mostly a roll-up, sometimes anything else."""
    a, b, c = (draw(st.sampled_from(keys)) for _ in range(3))
    return draw(
        st.sampled_from(
            [
                a,
                f"{a} + {b}",
                f"{a} - {b} - {c}",
                f"-{a} + {b}",
                f"{a} * {b}",
                f"{a} / {b}",
                f"({a} * {b} + {b} * {c}) / ({b} + {c})",
                f"sum({a}, {b}, {c})",
                f"({a} + {b}) * 0.5 - {c}",
                f"if({a} > {b}, {b}, {c})",
                f"prev({a}, {b}) * (1 - {c}) + {a}",
                f"lag({a}, 1) + spread({b}, 0.5, 0.5)",
            ]
        )
    )


@st.composite
def kpis(draw: st.DrawFn) -> Table[KpiKey, Kpi]:
    """Draw some KPIs; each formula names later ones, or itself the period before."""
    keys = KPIS[: draw(st.integers(4, len(KPIS)))]
    rows: list[Kpi] = []
    for number, key in enumerate(keys):
        formula = ""
        if number + 1 < len(keys) and draw(st.booleans()):
            formula = draw(formulas(keys[number + 1 :]))
            if draw(st.integers(0, 5)) == 0:
                formula = f"prev({key}, 100) + {formula}"
        split = draw(shares)
        rows.append(
            Kpi(
                key,
                draw(names),
                unit=Unit(draw(st.sampled_from(UnitKind))),
                formula=formula,
                values=draw(gappy),
                history=draw(gappy),
                time=draw(st.sampled_from([TimeRule.SUM, TimeRule.LAST, TimeRule.MEAN])),
                weight_by=draw(st.sampled_from([None, keys[0]])),
                responsibility=draw(
                    st.sampled_from([Map(), Map({FUNCTIONS[0]: split, FUNCTIONS[1]: 1 - split})])
                ),
                cost=draw(st.booleans()),
                bounds=draw(st.sampled_from([Bounds(), Bounds(0.0, 100.0, locked_periods=(0, 2))])),
                distribution=draw(
                    st.sampled_from([None, None, Distribution(Shape.TRIANGULAR, 0.9, 1.1, 1.0)])
                ),
                origin=draw(st.sampled_from([None, None, None, keys[0]])),
                members=draw(st.sampled_from([Map(), Map(), Map({DIMENSIONS[0]: NORTH})])),
            )
        )
    return Table(draw(st.permutations(rows)))


@st.composite
def curves(draw: st.DrawFn) -> Curve:
    """Draw a payout curve with rising points."""
    ats = sorted(draw(st.lists(st.sampled_from([0.5, 0.8, 1.0, 1.2, 2.0]), min_size=1, max_size=3)))
    return Curve(
        kind=draw(st.sampled_from(CurveKind)),
        basis=draw(st.sampled_from(CurveBasis)),
        points=tuple(CurvePoint(at, at) for at in ats),
    )


@st.composite
def measures(draw: st.DrawFn, key: MeasureKey) -> Measure:
    """Draw a measure of a KPI or an objective."""
    rated = draw(st.booleans())
    kpi = draw(st.sampled_from(KPIS))
    gate = Gate(draw(st.sampled_from(KPIS)), GateSide.AT_LEAST, draw(figures))
    matrix = Matrix(draw(st.sampled_from(KPIS)), (1.0, 2.0), (1.0,), ((0.5,), (1.0,)))
    return Measure(
        key,
        kpi=None if rated else kpi,
        objective=draw(st.sampled_from(OBJECTIVES)) if rated else None,
        weight=draw(shares),
        targets=draw(st.sampled_from([(), (100.0,), (1.0, None, 3.0)])),
        curve=draw(st.one_of(st.none(), curves())),
        matrix=draw(st.sampled_from([None, None, matrix])),
        every=draw(st.sampled_from([Span.YEAR, Span.QUARTER])),
        gates=draw(st.sampled_from([(), (gate,)])),
    )


@st.composite
def scorecards(draw: st.DrawFn, position: PositionKey) -> Scorecard:
    """Draw a scorecard with up to two measures."""
    listed = tuple(draw(measures(key)) for key in MEASURES[: draw(st.sampled_from([2, 2, 1, 0]))])
    modifier = Modifier("quality", "Quality", draw(st.sampled_from(KPIS)), draw(curves()), 1.0)
    return Scorecard(
        position,
        sections=(Section("Results", listed[:1]), Section("", listed[1:])),
        form=draw(st.sampled_from(ScoreForm)),
        modifiers=draw(st.sampled_from([(), (modifier,)])),
        exceptions=Table(
            CardException(person, (MeasureException(MEASURES[0], draw(shares)),))
            for person in PEOPLE[: draw(st.sampled_from([0, 0, 1]))]
        ),
    )


@st.composite
def designs(draw: st.DrawFn, key: DesignKey) -> Design:
    """Draw a design with scorecards for some positions."""
    positions = POSITIONS[: draw(st.sampled_from([2, 2, 1, 0]))]
    pool = Pool(kpi=draw(st.sampled_from(KPIS)), positions=tuple(positions))
    return Design(
        key,
        key.title(),
        Table([draw(scorecards(position)) for position in positions]),
        draw(st.sampled_from([(), (pool,)])),
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Draw plans with some of everything, of six months or quarters."""
    rows = draw(kpis())
    there = list(rows.order)
    override = st.builds(Override, gappy, gappy)
    chosen = DESIGNS[: draw(st.sampled_from([2, 1, 1, 0]))]
    return Plan(
        "Essai",
        Calendar(
            Month(2027, draw(st.integers(1, 12))),
            draw(st.sampled_from([Span.MONTH, Span.QUARTER])),
            draw(st.integers(3, 6)),
            draw(st.integers(1, 12)),
        ),
        kpis=rows,
        functions=Table(
            [
                Function(FUNCTIONS[0], "Marketing", FunctionRole.MARKETING),
                Function(FUNCTIONS[1], "Sales", FunctionRole.SALES),
                Function(FunctionKey("legal"), "Legal"),
            ]
        ),
        positions=Table(
            Position(key, key.title(), draw(st.sampled_from(FUNCTIONS)), TargetBonus(1000.0))
            for key in (*POSITIONS, PositionKey("assistant"))
        ),
        people=Table(
            Person(
                key,
                f"Person {key}",
                draw(st.sampled_from(POSITIONS)),
                spans=draw(st.sampled_from([(), (WorkSpan(dt.date(2027, 2, 1)),)])),
                objectives=draw(
                    st.sampled_from([Map(), Map({OBJECTIVES[0]: PersonalObjective()})])
                ),
                manager=draw(st.sampled_from([None, *PEOPLE[:number]])),
            )
            for number, key in enumerate(PEOPLE)
        ),
        objectives=Table(Objective(key, key.title()) for key in OBJECTIVES),
        designs=Table(draw(designs(key)) for key in chosen),
        current_design=draw(st.sampled_from([None, *chosen])),
        scenarios=Table(
            Scenario(
                key,
                key.title(),
                Map(draw(st.dictionaries(st.sampled_from(there), override, max_size=2))),
            )
            for key in SCENARIOS
        ),
        levers=Table(
            Lever(key, key.title(), FUNCTIONS[0], Map({draw(st.sampled_from(there)): 0.95}))
            for key in LEVERS
        ),
        charges=0.4,
        dimensions=Table(
            Dimension(key, key.title(), (Member(NORTH, "Nord"),)) for key in DIMENSIONS
        ),
        actuals=Table(
            Actual(key, draw(gappy))
            for key in draw(st.lists(st.sampled_from(there), unique=True, max_size=2))
        ),
        correlations=draw(st.sampled_from([(), (Correlation(there[0], there[1], 0.5),)])),
    )
