"""Every problem of a plan, found at its place, and nothing found in a good one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from immutables import Map
from strategies import plans as any_shape
from strategies import sensible

from models.actuals import Actual
from models.calendar import Calendar, Month, Span
from models.dimension import Dimension, Member
from models.formula_parser import FormulaFault
from models.keys import KpiKey
from models.kpi import Bounds, Kpi, KpiRole, Sense, TimeRule, Unit, UnitKind
from models.organisation import (
    Function,
    Grade,
    Objective,
    Person,
    PersonalObjective,
    Position,
    TargetBonus,
    WorkSpan,
)
from models.places import Place
from models.plan import Plan
from models.problems import ProblemCode, Severity, check
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
from workbench.language import language
from workbench.sentences import place_words, problem_sentence

ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT
YEAR = (1.0,) * 12


def driver(key: str, **fields: Any) -> Kpi:
    return Kpi(key, key, **{"values": YEAR, **fields})  # pyright: ignore[reportArgumentType]


def kpi(key: str, formula: str, **fields: Any) -> Kpi:
    return Kpi(key, key, formula=formula, **fields)  # pyright: ignore[reportArgumentType]


def measure(key: str, **fields: Any) -> Measure:
    given_fields = {"kpi": "profit", "weight": 0.25, "targets": (12.0,), **fields}
    return Measure(key, **given_fields)  # pyright: ignore[reportArgumentType]


MEASURES = (
    measure("m1"),
    measure("m2"),
    measure("m3"),
    measure("m4", kpi=None, objective="launch", targets=()),
)


def card(*measures: Measure, **fields: Any) -> Scorecard:
    return Scorecard("lead", (Section("", measures or MEASURES),), **fields)  # pyright: ignore[reportArgumentType]


def design(*cards: Scorecard, pools: tuple[Pool, ...] = ()) -> Design:
    return Design("d", "D", Table(cards or (card(),)), pools)  # pyright: ignore[reportArgumentType]


def person(**fields: Any) -> Person:
    return Person("001", "Ann", **{"position": "lead", **fields})  # pyright: ignore[reportArgumentType]


def plan(**fields: Any) -> Plan:
    """Return a plan without problems, but for ``fields``."""
    good: dict[str, Any] = {
        "name": "p",
        "calendar": Calendar(Month(2027, 1)),
        "kpis": Table([kpi("profit", "revenue - costs"), driver("revenue"), driver("costs")]),
        "functions": Table([Function("sales", "Sales")]),  # pyright: ignore[reportArgumentType]
        "positions": Table([Position("lead", "Lead", "sales", TargetBonus(1000.0))]),  # pyright: ignore[reportArgumentType]
        "people": Table([person()]),
        "objectives": Table([Objective("launch", "Launch")]),  # pyright: ignore[reportArgumentType]
        "designs": Table([design()]),
        "current_design": "d",
    }
    return Plan(**{**good, **fields})


def with_kpis(*kpis: Kpi) -> Plan:
    """Return a plan of these KPIs, read by nobody else."""
    return plan(kpis=Table(kpis), designs=Table(), current_design=None)


def with_measure(**fields: Any) -> Plan:
    return plan(designs=Table([design(card(measure("m", **fields), *MEASURES[1:]))]))


def with_card(**fields: Any) -> Plan:
    return plan(designs=Table([design(card(**fields))]))


def quarterly(late: Measure) -> Scorecard:
    """Return a scorecard that is paid by quarters, and a measure that is not read so."""
    others = tuple(
        replace(each, every=Span.QUARTER, targets=(3.0,) * 4 if each.kpi else ())
        for each in MEASURES[1:]
    )
    return card(late, *others, frequency=Span.QUARTER)


def excepting(key: str, *measures: MeasureException) -> Plan:
    exception = CardException(key, measures)  # pyright: ignore[reportArgumentType]
    return with_card(exceptions=Table([exception]))


def curve(*ats: float, **fields: Any) -> Curve:
    return Curve(points=tuple(CurvePoint(at, 1.0) for at in ats), **fields)


def modifier(**fields: Any) -> Plan:
    return with_card(modifiers=(Modifier("mod", "Mod", **fields),))


def scenario(key: str) -> Table[Any, Any]:
    return Table([Scenario("s", "S", Map({key: Override((1.0,))}))])  # pyright: ignore[reportArgumentType]


def lever(key: str, **fields: Any) -> Table[Any, Any]:
    return Table([Lever("l", "L", factors=Map({key: 0.9}), **fields)])  # pyright: ignore[reportArgumentType]


MEASURE = "scorecards/lead/measures/m"
EXCEPTIONS = "scorecards/lead/exceptions"
FALLING = Curve(points=(CurvePoint(1.0, 1.0), CurvePoint(0.5, 0.0)))
TIERS = Curve(CurveKind.TIERS, points=(CurvePoint(1.0, 1.4),))
CLIFF = Curve(CurveKind.TIERS, points=(CurvePoint(1.0, 1.4, retroactive=True),))
JUNE = dt.date(2027, 6, 1)
LOWER = Table([kpi("profit", "costs", sense=Sense.LOWER), driver("costs")])
GATE = Gate("gone", GateSide.AT_LEAST, 1.0)  # pyright: ignore[reportArgumentType]
SPREAD = Distribution(Shape.NORMAL, 0.9, 1.1)


def correlated(other: str, rho: float) -> Plan:
    kpis = (driver("a", distribution=SPREAD), driver("b", distribution=SPREAD), driver("c"))
    return replace(with_kpis(*kpis), correlations=(Correlation("a", other, rho),))  # pyright: ignore[reportArgumentType]


QUARTERS = Calendar(Month(2027, 1), Span.QUARTER, 4)
MONTHLY_GATE = Gate("profit", GateSide.AT_LEAST, 1.0, Span.MONTH)  # pyright: ignore[reportArgumentType]


def by_region(second: str, **members: str) -> Plan:
    """Return a plan with a dimension of the members "north" and ``second``."""
    listed = tuple(Member(key, key) for key in ("north", second))  # pyright: ignore[reportArgumentType]
    row = driver("a", members=Map(members))
    dimensions = Table([Dimension("region", "Region", listed)])  # pyright: ignore[reportArgumentType]
    return plan(kpis=Table([row]), designs=Table(), current_design=None, dimensions=dimensions)


CASES: list[tuple[ProblemCode, Severity, str, Plan]] = [
    (ProblemCode.INVALID_KEY, ERROR, "kpis/Bad key/key", with_kpis(driver("Bad key"))),
    (ProblemCode.SYNTAX, ERROR, "kpis/a/formula@4", with_kpis(kpi("a", "1 + )"))),
    (ProblemCode.UNKNOWN_NAME, ERROR, "kpis/a/formula@4", with_kpis(kpi("a", "1 + b"))),
    (
        ProblemCode.CYCLE,
        ERROR,
        "kpis/a/formula",
        with_kpis(kpi("a", "b"), kpi("b", "a + prev(a, 1)")),
    ),
    (
        ProblemCode.NO_VALUES,
        ERROR,
        "kpis/b/values#0",
        with_kpis(kpi("a", "b"), driver("b", values=())),
    ),
    (ProblemCode.NO_VALUES, HINT, "kpis/b/values#0", with_kpis(driver("b", values=()))),
    (
        ProblemCode.VALUES_MISSING,
        ERROR,
        "kpis/b/values#1",
        with_kpis(kpi("a", "b"), driver("b", values=(1.0, None, *YEAR[:9]))),
    ),
    (
        ProblemCode.LAG_WITHOUT_HISTORY,
        WARNING,
        "kpis/a/formula@8",
        with_kpis(kpi("a", "1 + lag(b, 2)"), driver("b", history=(None, 1.0))),
    ),
    (
        ProblemCode.LAG_WITHOUT_HISTORY,
        WARNING,
        "kpis/a/formula",
        with_kpis(kpi("a", "lag(b * 2, 1)"), driver("b", history=(1.0,))),
    ),
    (
        ProblemCode.SPREAD_WITHOUT_HISTORY,
        HINT,
        "kpis/a/formula@7",
        with_kpis(kpi("a", "spread(b, 0.5, 0.5)"), driver("b")),
    ),
    (
        ProblemCode.SPREAD_WITHOUT_HISTORY,
        HINT,
        "kpis/a/formula@11",
        with_kpis(kpi("a", "to_convert(b, 0.5, 0.3, 0.2)"), driver("b")),
    ),
    (
        ProblemCode.TIME_RULE_READS_TIME,
        ERROR,
        "kpis/a/time",
        with_kpis(kpi("a", "unconverted(b, 0.5, 0.5)", time=TimeRule.FORMULA), driver("b")),
    ),
    (
        ProblemCode.TIME_WEIGHT_MISSING,
        ERROR,
        "kpis/a/weight_by",
        with_kpis(driver("a", time=TimeRule.WEIGHTED)),
    ),
    (
        ProblemCode.BOUNDS_CROSSED,
        ERROR,
        "kpis/a/bounds",
        with_kpis(driver("a", bounds=Bounds(least=2.0, most=1.0))),
    ),
    (
        ProblemCode.OUTSIDE_BOUNDS,
        WARNING,
        "kpis/a/values#0",
        with_kpis(driver("a", bounds=Bounds(most=YEAR[0] - 1.0))),
    ),
    (
        ProblemCode.STRETCH_NOT_POSITIVE,
        ERROR,
        "kpis/a/bounds",
        with_kpis(driver("a", bounds=Bounds(stretch=0.0))),
    ),
    (
        ProblemCode.BOUNDS_IDLE,
        HINT,
        "kpis/a/bounds",
        with_kpis(
            kpi("a", "b", bounds=Bounds(locked=True)), driver("b", bounds=Bounds(1.0, 2.0, 0.1))
        ),
    ),
    (
        ProblemCode.UNKNOWN_KPI,
        ERROR,
        "kpis/a/weight_by",
        with_kpis(driver("a", time=TimeRule.WEIGHTED, weight_by="gone")),
    ),
    (
        ProblemCode.TIME_RULE_WITHOUT_FORMULA,
        ERROR,
        "kpis/a/time",
        with_kpis(driver("a", time=TimeRule.FORMULA)),
    ),
    (
        ProblemCode.TIME_RULE_READS_TIME,
        ERROR,
        "kpis/a/time",
        with_kpis(kpi("a", "1 - cumulative(b)", time=TimeRule.FORMULA), driver("b")),
    ),
    (
        ProblemCode.RESPONSIBILITY_SUM,
        ERROR,
        "kpis/a/responsibility",
        with_kpis(driver("a", responsibility=Map({"sales": 0.9}))),
    ),
    (
        ProblemCode.RESPONSIBILITY_NEGATIVE,
        ERROR,
        "kpis/a/responsibility/sales",
        with_kpis(driver("a", responsibility=Map({"sales": -1.0}))),
    ),
    (
        ProblemCode.UNKNOWN_FUNCTION,
        ERROR,
        "kpis/a/responsibility/hr",
        with_kpis(driver("a", responsibility=Map({"hr": 1.0}))),
    ),
    (
        ProblemCode.NOBODY_ANSWERS,
        HINT,
        "kpis/c/responsibility",
        with_kpis(kpi("a", "b + c"), driver("b", responsibility=Map({"sales": 1.0})), driver("c")),
    ),
    (
        ProblemCode.ROLE_TWICE,
        WARNING,
        "kpis/b/role",
        with_kpis(driver("a", role=KpiRole.PROFIT), driver("b", role=KpiRole.PROFIT)),
    ),
    (
        ProblemCode.UNITS_MIXED,
        HINT,
        "kpis/a/formula",
        with_kpis(
            kpi("a", "b * d + c"),
            driver("b", unit=Unit(UnitKind.MONEY)),
            driver("c", unit=Unit(UnitKind.COUNT)),
            driver("d", unit=Unit(UnitKind.SHARE)),
        ),
    ),
    (
        ProblemCode.UNKNOWN_KPI,
        ERROR,
        "scenarios/s/overrides/gone",
        plan(scenarios=scenario("gone")),
    ),
    (
        ProblemCode.OVERRIDE_IDLE,
        WARNING,
        "scenarios/s/overrides/profit",
        plan(scenarios=scenario("profit")),
    ),
    (ProblemCode.UNKNOWN_KPI, ERROR, "levers/l/factors/gone", plan(levers=lever("gone"))),
    (
        ProblemCode.UNKNOWN_KPI,
        ERROR,
        "actuals/gone/",
        plan(actuals=Table([Actual(KpiKey("gone"), (1.0,))])),
    ),
    (ProblemCode.OVERRIDE_IDLE, WARNING, "levers/l/factors/profit", plan(levers=lever("profit"))),
    (
        ProblemCode.UNKNOWN_FUNCTION,
        ERROR,
        "levers/l/function",
        plan(levers=lever("costs", function="hr")),
    ),
    (
        ProblemCode.UNKNOWN_FUNCTION,
        ERROR,
        "positions/lead/function",
        plan(positions=Table([Position("lead", "Lead", "hr", TargetBonus(1.0))])),  # pyright: ignore[reportArgumentType]
    ),
    (
        ProblemCode.UNKNOWN_POSITION,
        ERROR,
        "people/001/position",
        plan(people=Table([person(position="gone")])),
    ),
    (
        ProblemCode.UNKNOWN_MANAGER,
        ERROR,
        "people/001/manager",
        plan(people=Table([person(manager="gone")])),
    ),
    (
        ProblemCode.MANAGER_CYCLE,
        WARNING,
        "people/001/manager",
        plan(
            people=Table(
                [
                    replace(person(manager="001"), key="000"),  # pyright: ignore[reportArgumentType]
                    person(manager="002"),
                    replace(person(manager="001"), key="002"),  # pyright: ignore[reportArgumentType]
                ]
            )
        ),
    ),
    (
        ProblemCode.UNKNOWN_OBJECTIVE,
        ERROR,
        "people/001/objectives/gone",
        plan(people=Table([person(objectives=Map({"gone": PersonalObjective()}))])),
    ),
    (
        ProblemCode.SPAN_BACKWARDS,
        ERROR,
        "people/001/spans/0",
        plan(people=Table([person(spans=(WorkSpan(JUNE, dt.date(2027, 5, 1)),))])),
    ),
    (
        ProblemCode.SPANS_OVERLAP,
        ERROR,
        "people/001/spans/0",
        plan(people=Table([person(spans=(WorkSpan(JUNE), WorkSpan(None, JUNE)))])),
    ),
    (
        ProblemCode.WORKING_TIME_NEGATIVE,
        ERROR,
        "people/001/spans/0",
        plan(people=Table([person(spans=(WorkSpan(share=-0.5),))])),
    ),
    (
        ProblemCode.NO_TARGET_BONUS,
        ERROR,
        "people/001/target",
        plan(positions=Table([Position("lead", "Lead", "sales")])),  # pyright: ignore[reportArgumentType]
    ),
    (
        ProblemCode.NO_BASE_PAY,
        ERROR,
        "people/001/base_pay",
        plan(people=Table([person(target=TargetBonus(share=0.1))])),
    ),
    (
        ProblemCode.SCALE_OUT_OF_ORDER,
        WARNING,
        "objectives/launch/scale",
        plan(objectives=Table([Objective("launch", "", scale=(Grade(1.0, ""), Grade(0.5, "")))])),  # pyright: ignore[reportArgumentType]
    ),
    (ProblemCode.UNKNOWN_DESIGN, ERROR, "plan//current_design", plan(current_design="gone")),
    (ProblemCode.NO_DESIGN_CHOSEN, WARNING, "plan//current_design", plan(current_design=None)),
    (
        ProblemCode.NO_COMPLETE_YEAR,
        ERROR,
        "plan//calendar",
        plan(calendar=Calendar(Month(2027, 2))),
    ),
    (
        ProblemCode.UNKNOWN_POSITION,
        ERROR,
        "designs/d/scorecards/gone",
        plan(designs=Table([design(replace(card(), position="gone"))])),  # pyright: ignore[reportArgumentType]
    ),
    (
        ProblemCode.UNKNOWN_POSITION,
        ERROR,
        "designs/d/pools/0/positions",
        plan(designs=Table([design(pools=(Pool(amount=1.0, positions=("gone",)),))])),  # pyright: ignore[reportArgumentType]
    ),
    (
        ProblemCode.POOL_WITHOUT_AMOUNT,
        ERROR,
        "designs/d/pools/0/amount",
        plan(designs=Table([design(pools=(Pool(),))])),
    ),
    (
        ProblemCode.NO_MEASURES,
        ERROR,
        "designs/d/scorecards/lead/measures",
        plan(designs=Table([design(Scorecard("lead"))])),  # pyright: ignore[reportArgumentType]
    ),
    (
        ProblemCode.MEASURE_COUNT,
        HINT,
        "designs/d/scorecards/lead/measures",
        plan(designs=Table([design(card(measure("m", weight=1.0)))])),
    ),
    (
        ProblemCode.WEIGHTS_SUM,
        ERROR,
        "designs/d/scorecards/lead/measures",
        with_measure(weight=0.2500001),
    ),
    (ProblemCode.WEIGHT_NEGATIVE, ERROR, f"designs/d/{MEASURE}/weight", with_measure(weight=-0.1)),
    (ProblemCode.LIGHT_WEIGHT, HINT, f"designs/d/{MEASURE}/weight", with_measure(weight=0.09)),
    (
        ProblemCode.FREQUENCY_TOO_SHORT,
        ERROR,
        "designs/d/scorecards/lead/frequency",
        replace(
            with_card(frequency=Span.MONTH),
            calendar=Calendar(Month(2027, 1), Span.QUARTER, 4),
        ),
    ),
    (
        ProblemCode.PAID_LATER,
        HINT,
        f"designs/d/{MEASURE}/every",
        plan(designs=Table([design(quarterly(measure("m")))])),
    ),
    (
        ProblemCode.PRODUCT_TORN_APART,
        ERROR,
        f"designs/d/{MEASURE}/every",
        plan(
            designs=Table([design(replace(quarterly(measure("m")), form=ScoreForm.MULTIPLICATIVE))])
        ),
    ),
    (
        ProblemCode.POOL_OF_DIFFERENT_TIMES,
        ERROR,
        "designs/d/pools/0/amount",
        plan(designs=Table([design(quarterly(measure("m")), pools=(Pool(amount=1.0),))])),
    ),
    (ProblemCode.UNKNOWN_PERSON, ERROR, f"designs/d/{EXCEPTIONS}/gone", excepting("gone")),
    (
        ProblemCode.UNKNOWN_MEASURE,
        ERROR,
        f"designs/d/{EXCEPTIONS}/001",
        excepting("001", MeasureException("gone")),  # pyright: ignore[reportArgumentType]
    ),
    (
        ProblemCode.EXCEPTION_IDLE,
        WARNING,
        f"designs/d/{EXCEPTIONS}/002",
        replace(
            excepting("002"),
            people=Table([person(), replace(person(), key="002", position="other")]),  # pyright: ignore[reportArgumentType]
            positions=Table(
                [
                    Position("lead", "Lead", "sales", TargetBonus(1000.0)),  # pyright: ignore[reportArgumentType]
                    Position("other", "Other", "sales"),  # pyright: ignore[reportArgumentType]
                ]
            ),
        ),
    ),
    (
        ProblemCode.EXCEPTION_WEIGHTS,
        ERROR,
        f"designs/d/{EXCEPTIONS}/001",
        excepting("001", MeasureException("m1", 0.5)),  # pyright: ignore[reportArgumentType]
    ),
    (
        ProblemCode.WEIGHT_NEGATIVE,
        ERROR,
        f"designs/d/{EXCEPTIONS}/001",
        excepting("001", MeasureException("m1", -0.25), MeasureException("m2", 0.75)),  # pyright: ignore[reportArgumentType]
    ),
    (
        ProblemCode.TARGET_MISSING,
        ERROR,
        f"designs/d/{EXCEPTIONS}/001",
        excepting("001", MeasureException("m1", targets=(None,))),  # pyright: ignore[reportArgumentType]
    ),
    (
        ProblemCode.MEASURE_TWICE,
        ERROR,
        f"designs/d/{MEASURE}",
        plan(designs=Table([design(card(measure("m"), measure("m"), *MEASURES[2:]))])),
    ),
    (
        ProblemCode.MODIFIER_TWICE,
        ERROR,
        "designs/d/scorecards/lead/modifiers/mod",
        with_card(modifiers=(Modifier("mod", "A"), Modifier("mod", "B"))),
    ),
    (ProblemCode.NOT_ONE_SUBJECT, ERROR, f"designs/d/{MEASURE}", with_measure(kpi=None)),
    (ProblemCode.NOT_ONE_SUBJECT, ERROR, f"designs/d/{MEASURE}", with_measure(objective="launch")),
    (ProblemCode.UNKNOWN_KPI, ERROR, f"designs/d/{MEASURE}/kpi", with_measure(kpi="gone")),
    (
        ProblemCode.UNKNOWN_KPI,
        ERROR,
        f"designs/d/{MEASURE}/gates/0/kpi",
        with_measure(gates=(GATE,)),
    ),
    (
        ProblemCode.UNKNOWN_KPI,
        ERROR,
        "designs/d/scorecards/lead/modifiers/mod/kpi",
        modifier(kpi="gone", curve=curve(1.0, basis=CurveBasis.VALUE)),
    ),
    (
        ProblemCode.UNKNOWN_OBJECTIVE,
        ERROR,
        f"designs/d/{MEASURE}/objective",
        with_measure(kpi=None, objective="gone"),
    ),
    (
        ProblemCode.NO_SUCH_GROUP,
        ERROR,
        f"designs/d/{MEASURE}/gates/0/span",
        replace(with_measure(gates=(MONTHLY_GATE,)), calendar=QUARTERS),
    ),
    (ProblemCode.TARGET_MISSING, ERROR, f"designs/d/{MEASURE}/targets", with_measure(targets=())),
    (
        ProblemCode.TARGET_MISSING,
        ERROR,
        f"designs/d/{MEASURE}/targets",
        with_measure(every=Span.QUARTER, targets=(1.0, None, 2.0)),
    ),
    (
        ProblemCode.TARGET_MISSING,
        ERROR,
        "designs/d/scorecards/lead/modifiers/mod/target",
        modifier(kpi="profit", curve=curve(1.0)),
    ),
    (ProblemCode.TARGET_ZERO, ERROR, f"designs/d/{MEASURE}/targets", with_measure(targets=(0.0,))),
    (
        ProblemCode.TIERS_REFUSED,
        ERROR,
        f"designs/d/{MEASURE}/curve",
        with_measure(curve=TIERS, targets=(-1.0,)),
    ),
    (
        ProblemCode.TIERS_REFUSED,
        ERROR,
        f"designs/d/{MEASURE}/curve",
        replace(with_measure(curve=TIERS), kpis=LOWER),
    ),
    (
        ProblemCode.CURVE_WITHOUT_POINTS,
        ERROR,
        f"designs/d/{MEASURE}/curve",
        with_measure(curve=Curve()),
    ),
    (
        ProblemCode.CURVE_OUT_OF_ORDER,
        ERROR,
        f"designs/d/{MEASURE}/curve",
        with_measure(curve=FALLING),
    ),
    (
        ProblemCode.CURVE_OUT_OF_ORDER,
        ERROR,
        f"designs/d/{MEASURE}/matrix",
        with_measure(matrix=Matrix("costs", (1.0, 3.0, 2.0), (1.0,), ((1.0,),) * 3)),  # pyright: ignore[reportArgumentType]
    ),
    (
        ProblemCode.MATRIX_MISSHAPEN,
        ERROR,
        f"designs/d/{MEASURE}/matrix",
        with_measure(matrix=Matrix("costs", (1.0, 2.0), (1.0,), ((1.0,),))),  # pyright: ignore[reportArgumentType]
    ),
    (ProblemCode.RETROACTIVE, HINT, f"designs/d/{MEASURE}/curve", with_measure(curve=CLIFF)),
    (
        ProblemCode.MODIFIER_WITHOUT_CURVE,
        ERROR,
        "designs/d/scorecards/lead/modifiers/mod/curve",
        modifier(kpi="profit"),
    ),
    (
        ProblemCode.MODIFIER_BOUNDS,
        ERROR,
        "designs/d/scorecards/lead/modifiers/mod",
        modifier(least=2.0, most=1.0),
    ),
    (ProblemCode.MEMBER_TWICE, ERROR, "dimensions/region/members/north", by_region("north")),
    (
        ProblemCode.UNKNOWN_DIMENSION,
        ERROR,
        "kpis/a/members/channel",
        by_region("south", channel="web"),
    ),
    (ProblemCode.UNKNOWN_MEMBER, ERROR, "kpis/a/members/region", by_region("", region="east")),
    (
        ProblemCode.NO_SUCH_DISTRIBUTION,
        ERROR,
        "kpis/a/distribution",
        with_kpis(driver("a", distribution=replace(SPREAD, p10=1.2))),
    ),
    (
        ProblemCode.DISTRIBUTION_IDLE,
        WARNING,
        "kpis/a/distribution",
        with_kpis(kpi("a", "b", distribution=SPREAD), driver("b")),
    ),
    (ProblemCode.RHO_OUT_OF_RANGE, ERROR, "plan//correlations/0", correlated("b", 1.1)),
    (ProblemCode.CORRELATED_WITH_ITSELF, ERROR, "plan//correlations/0", correlated("a", 0.5)),
    (ProblemCode.CORRELATION_IDLE, WARNING, "plan//correlations/0", correlated("c", 0.5)),
    (ProblemCode.UNKNOWN_KPI, ERROR, "plan//correlations/0", correlated("gone", 0.5)),
]


def spelled(place: Place) -> str:
    """Return a place as one word: table/key/field, #period, @character."""
    words = f"{place.table}/{place.key}/{place.field}"
    words += "" if place.period is None else f"#{place.period}"
    return words + ("" if place.position is None else f"@{place.position}")


def test_that_a_good_plan_has_no_problems() -> None:
    assert check(plan()) == ()


@pytest.mark.parametrize(
    ("code", "severity", "place", "faulty"), CASES, ids=[f"{case[0]} {case[2]}" for case in CASES]
)
def test_that_a_problem_is_found_at_its_place(
    code: ProblemCode, severity: Severity, place: str, faulty: Plan
) -> None:
    found = {(problem.code, problem.severity, spelled(problem.place)) for problem in check(faulty)}
    assert (code, severity, place) in found
    # One fault is told once: what follows from it elsewhere is not another problem.
    others = {other for other, _, _ in found} - {code}
    assert others <= ALONGSIDE.get(code, set())


ALONGSIDE = {
    ProblemCode.POOL_OF_DIFFERENT_TIMES: {ProblemCode.PAID_LATER},
    ProblemCode.WEIGHT_NEGATIVE: {ProblemCode.WEIGHTS_SUM},
    ProblemCode.LIGHT_WEIGHT: {ProblemCode.WEIGHTS_SUM},
    ProblemCode.RESPONSIBILITY_NEGATIVE: {ProblemCode.RESPONSIBILITY_SUM},
}


def test_that_every_code_has_a_case() -> None:
    assert {case[0] for case in CASES} == set(ProblemCode)


def test_that_details_say_what_the_sentence_needs() -> None:
    def details(faulty: Plan) -> dict[str, object]:
        (problem,) = check(faulty)
        return dict(problem.details)

    assert details(with_kpis(kpi("a", "1 + )"))) == {
        "fault": FormulaFault.UNEXPECTED_TOKEN,
        "position": 4,
        "detail": ")",
    }
    assert details(with_kpis(kpi("c", "1"), kpi("a", "b + c"), kpi("b", "a")))["path"] == (
        "a",
        "b",
        "a",
    )
    gaps = driver("b", values=(1.0, None, *YEAR[:9]))
    assert details(with_kpis(kpi("a", "b"), gaps)) == {"periods": (1, 11)}
    lagging = with_kpis(kpi("a", "lag(b, 3)"), driver("b", history=(None, 1.0)))
    assert details(lagging) == {"kpi": "b", "steps": 3, "periods": 2}
    quarterly = with_measure(every=Span.QUARTER, targets=(1.0, None, 2.0))
    assert details(quarterly) == {"groups": (1, 3)}


@pytest.mark.parametrize(
    "harmless",
    [
        with_kpis(
            kpi("clients", "prev(clients, opening) + new"),
            driver("opening", values=(9.0,)),
            driver("new"),
        ),
        with_kpis(
            kpi("a", "prev(a, o)"),
            kpi("o", "b + c"),
            driver("b", values=(1.0,)),
            driver("c", values=(1.0,)),
        ),
        with_kpis(kpi("a", "b * (1 - c) * d"), *map(driver, "bcd")),
        with_kpis(kpi("a", "1 - prev(b, b)", time=TimeRule.FORMULA), driver("b")),
        plan(people=Table([person(spans=(WorkSpan(None, dt.date(2027, 5, 31)), WorkSpan(JUNE)))])),
        with_measure(curve=curve(3.0, 1.0, basis=CurveBasis.VALUE), targets=()),
        with_measure(kpi=None, objective="launch", targets=(), every=Span.MONTH, curve=curve(0.5)),
        plan(
            designs=Table(
                [
                    design(
                        card(
                            *(replace(m, weight=0.0) for m in MEASURES),
                            form=ScoreForm.MULTIPLICATIVE,
                        )
                    )
                ]
            )
        ),
        plan(levers=lever("costs"), scenarios=scenario("costs")),
    ],
)
def test_that_what_can_be_meant_is_no_problem(harmless: Plan) -> None:
    assert check(harmless) == ()


def test_that_an_opening_is_needed_in_the_first_period_alone() -> None:
    stock = kpi("clients", "prev(clients, opening) + new")
    missing = check(with_kpis(stock, driver("opening", values=(None, 3.0)), driver("new")))
    assert [(each.code, each.place.period) for each in missing] == [(ProblemCode.VALUES_MISSING, 0)]
    also = kpi("other", "opening * 2")
    read = check(with_kpis(stock, also, driver("opening", values=(3.0,)), driver("new")))
    assert [each.details["periods"] for each in read] == [tuple(range(1, 12))]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(any_shape.plans(), sensible.plans()))
def test_that_any_plan_can_be_checked_and_every_problem_told(any_plan: Plan) -> None:
    for problem in check(any_plan):
        for words in map(language, ("en", "fr")):
            assert problem_sentence(problem, any_plan, words)[-1] in ".!?)"
            place_words(problem.place, any_plan, words)
