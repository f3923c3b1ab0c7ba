"""Plans of every shape that a file may hold, for property tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from immutables import Map

from models.actuals import Actual
from models.calendar import Calendar, Month, Span
from models.dimension import Dimension, Member
from models.kpi import Bounds, Kpi, KpiRole, Nature, Sense, TimeRule, Unit, UnitKind
from models.life import (
    Achievability,
    Acknowledgement,
    Life,
    LifeStep,
    LoggedChange,
    Stage,
    Statement,
)
from models.organisation import (
    Function,
    FunctionRole,
    Grade,
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
    CatchUp,
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
    NamedCurve,
    Pool,
    PoolKind,
    Scorecard,
    ScoreForm,
    Section,
)
from models.table import Table
from models.uncertainty import Correlation, Distribution, Shape, SpreadBasis

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
keys = st.one_of(
    st.sampled_from(["profit", "clients", "arpu", "leads", "churn", "marketing", "sales", "001"]),
    texts,
)
numbers = st.one_of(
    st.integers(-1000, 1000).map(float),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-1000, 1000),
)
figures = st.one_of(st.none(), numbers)
series = st.lists(figures, max_size=4).map(tuple)
dates = st.dates()


def optional(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return None or what ``strategy`` gives."""
    return st.one_of(st.none(), strategy)


def tuples_of(strategy: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[Any]:
    """Return tuples of up to ``most``."""
    return st.lists(strategy, max_size=most).map(tuple)


def maps_of(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return maps by key."""
    return st.dictionaries(keys, strategy, max_size=3).map(Map)


def tables_of(strategy: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[Any]:
    """Return tables of rows with different keys."""
    by_key: Callable[[Any], str] = lambda row: row.key  # noqa: E731
    return st.lists(strategy, max_size=most, unique_by=by_key).map(Table)


spans = st.sampled_from(Span)
calendars = st.builds(
    Calendar,
    first_month=st.builds(Month, st.integers(1900, 2199), st.integers(1, 12)),
    period=spans,
    count=st.integers(1, 1200),
    fiscal_start=st.integers(1, 12),
)
units = st.builds(
    Unit, kind=st.sampled_from(UnitKind), label=texts, decimals=optional(st.integers(0, 15))
)
kpis = st.builds(
    Kpi,
    key=keys,
    name=texts,
    unit=units,
    sense=st.sampled_from(Sense),
    formula=texts,
    values=series,
    history=series,
    time=st.sampled_from(TimeRule),
    weight_by=optional(keys),
    responsibility=maps_of(numbers),
    cost=st.booleans(),
    role=optional(st.sampled_from(KpiRole)),
    nature=optional(st.builds(Nature, numbers, numbers)),
    source=texts,
    note=texts,
    definition=texts,
    bounds=st.builds(
        Bounds, figures, figures, figures, st.booleans(), tuples_of(st.integers(0, 1200))
    ),
    distribution=optional(
        st.builds(
            Distribution,
            st.sampled_from(Shape),
            numbers,
            numbers,
            figures,
            st.sampled_from(SpreadBasis),
            st.booleans(),
        )
    ),
    losses=maps_of(numbers),
    origin=optional(keys),
    members=maps_of(keys),
)
functions = st.builds(Function, key=keys, name=texts, role=st.sampled_from(FunctionRole))
targets = st.builds(TargetBonus, amount=figures, share=figures)
positions = st.builds(Position, key=keys, name=texts, function=keys, target=targets)
people = st.builds(
    Person,
    key=keys,
    name=texts,
    position=keys,
    base_pay=figures,
    target=targets,
    spans=tuples_of(st.builds(WorkSpan, optional(dates), optional(dates), numbers)),
    modifiers=maps_of(numbers),
    objectives=maps_of(st.builds(PersonalObjective, texts, texts, optional(dates), rating=figures)),
    manager=optional(keys),
)
objectives = st.builds(
    Objective,
    key=keys,
    name=texts,
    statement=texts,
    scale=tuples_of(st.builds(Grade, numbers, texts)),
    evidence=texts,
    due=optional(dates),
    rater=texts,
    nature=optional(st.builds(Nature, numbers, numbers)),
)
curves = st.builds(
    Curve,
    kind=st.sampled_from(CurveKind),
    basis=st.sampled_from(CurveBasis),
    points=tuples_of(st.builds(CurvePoint, numbers, numbers, st.booleans())),
    last_slope=figures,
    first_rate=numbers,
)
matrices = st.builds(
    Matrix,
    kpi=keys,
    rows=tuples_of(numbers),
    columns=tuples_of(numbers),
    pay=tuples_of(tuples_of(numbers)),
)
gates = st.builds(
    Gate, kpi=keys, side=st.sampled_from(GateSide), value=numbers, span=spans, part=numbers
)
measures = st.builds(
    Measure,
    key=keys,
    kpi=optional(keys),
    objective=optional(keys),
    weight=numbers,
    targets=series,
    curve=optional(curves),
    matrix=optional(matrices),
    every=spans,
    cap=figures,
    gates=tuples_of(gates, 1),
    locked=st.booleans(),
)
sections = st.builds(
    Section, name=texts, measures=tuples_of(measures, 2), gates=tuples_of(gates, 1)
)
modifiers = st.builds(
    Modifier,
    key=keys,
    name=texts,
    kpi=optional(keys),
    curve=optional(curves),
    target=figures,
    least=numbers,
    most=figures,
)
scorecards = st.builds(
    Scorecard,
    position=keys,
    sections=tuples_of(sections, 2),
    form=st.sampled_from(ScoreForm),
    gates=tuples_of(gates, 1),
    modifiers=tuples_of(modifiers, 1),
    cap_rate=figures,
    cap_amount=figures,
    frequency=spans,
    catch_up=st.sampled_from(CatchUp),
    exceptions=tables_of(
        st.builds(
            CardException,
            keys,
            tuples_of(st.builds(MeasureException, keys, figures, series)),
            texts,
        ),
        1,
    ),
)
designs = st.builds(
    Design,
    key=keys,
    name=texts,
    scorecards=tables_of(scorecards, 2),
    pools=tuples_of(
        st.builds(
            Pool,
            kind=st.sampled_from(PoolKind),
            amount=figures,
            kpi=optional(keys),
            positions=tuples_of(keys),
        ),
        1,
    ),
)
scenarios = st.builds(
    Scenario,
    key=keys,
    name=texts,
    overrides=maps_of(st.builds(Override, series, series)),
    note=texts,
)
levers = st.builds(
    Lever,
    key=keys,
    name=texts,
    function=optional(keys),
    factors=maps_of(numbers),
    start=st.integers(0, 11),
)

lives = st.builds(
    Life,
    steps=tuples_of(st.builds(LifeStep, st.sampled_from(Stage), dates, texts, texts)),
    changes=tuples_of(st.builds(LoggedChange, dates, texts, texts, texts, tuples_of(keys)), 1),
    statements=tables_of(st.builds(Statement, keys, dates, st.integers(1, 99), texts), 1),
    acknowledgements=tables_of(st.builds(Acknowledgement, keys, dates, texts, texts), 1),
    achievability=tuples_of(
        st.builds(
            Achievability,
            position=keys,
            measure=keys,
            group=st.integers(0, 11),
            target=figures,
            threshold_odds=figures,
            target_odds=figures,
            maximum_odds=figures,
            p35=figures,
            samples=st.integers(0, 2**20),
            seed=st.integers(0, 2**31),
            on=optional(dates),
        ),
        1,
    ),
)


def plans() -> st.SearchStrategy[Plan]:
    """Return plans with some of everything: well formed as files, of any sense as plans."""
    return st.builds(
        Plan,
        name=texts,
        calendar=calendars,
        currency=st.sampled_from(["EUR", "USD", "JPY"]),
        language=st.sampled_from(["fr", "en"]),
        note=texts,
        kpis=tables_of(kpis),
        functions=tables_of(functions),
        positions=tables_of(positions),
        people=tables_of(people),
        objectives=tables_of(objectives),
        designs=tables_of(designs, 1),
        current_design=optional(keys),
        scenarios=tables_of(scenarios),
        levers=tables_of(levers),
        charges=numbers,
        ceiling=figures,
        dimensions=tables_of(
            st.builds(Dimension, keys, texts, tuples_of(st.builds(Member, keys, texts)))
        ),
        actuals=tables_of(st.builds(Actual, keys, series, texts, texts)),
        correlations=tuples_of(st.builds(Correlation, keys, keys, numbers)),
        curves=tables_of(st.builds(NamedCurve, keys, texts, curves, texts)),
        life=lives,
    )
