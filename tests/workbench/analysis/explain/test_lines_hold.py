"""Every line of an explanation comes from its own parts, and is what the engine says."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.calendar import Calendar, Group, Month, Span
from models.keys import BASE, KpiKey, ScenarioKey
from models.kpi import Kpi
from models.plan import Plan
from models.table import Table
from tests.strategies import sensible
from tests.workbench.engine.test_evaluate import formulas
from tests.workbench.engine.test_evaluate import plans as any_plans
from workbench.analysis.explain.explaining import explain_kpi
from workbench.analysis.explain.incentives import explain_pay
from workbench.analysis.explain.lines import Explanation, How, Line, Name, Term, Thing, term
from workbench.engine.evaluate import evaluate_plan
from workbench.results import results_of

calm = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
series = st.lists(st.integers(-4, 12).map(float), min_size=4, max_size=4).map(tuple)
LEAVES = {How.GIVEN, How.LITERAL, How.KPI, How.NO_VALUE}


def every(line: Line) -> Iterator[Line]:
    yield line
    for part in line.parts:
        yield from every(part)


def same(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-12 * max(abs(one), abs(other))


def reckoned(line: Line) -> float:
    """Work a line out of the figures of its parts, as its words tell a reader to."""
    x = [part.figure for part in line.parts]
    if line.how is How.IF:
        return x[1] if len(x) > 1 else math.nan
    if any(math.isnan(each) for each in x):
        return math.nan
    truths = {
        How.LESS: lambda: x[0] < x[1] and not same(*x),
        How.AT_MOST: lambda: x[0] <= x[1] or same(*x),
        How.GREATER: lambda: x[0] > x[1] and not same(*x),
        How.AT_LEAST: lambda: x[0] >= x[1] or same(*x),
        How.EQUAL: lambda: same(*x),
        How.UNEQUAL: lambda: not same(*x),
        How.AND: lambda: x[0] != 0 and x[1] != 0,
        How.OR: lambda: x[0] != 0 or x[1] != 0,
        How.NOT: lambda: x[0] == 0,
    }
    if line.how in truths:
        return float(truths[line.how]())
    try:
        found = arithmetic(line, x)
    except (ZeroDivisionError, OverflowError, ValueError):
        return math.nan
    return found if isinstance(found, float) and math.isfinite(found) else math.nan


def arithmetic(line: Line, x: list[float]) -> float:
    match line.how:
        case How.NOTHING:
            return 0.0
        case How.SAME | How.LAST_PERIOD:
            return x[-1]
        case How.SUM_OF_PERIODS:
            return math.fsum(x)
        case How.MEAN_OF_PERIODS:
            return math.fsum(x) / len(x)
        case How.WEIGHTED_MEAN:
            weights = [part.weight.figure for part in line.parts]
            return math.fsum(map(float.__mul__, x, weights)) / math.fsum(weights)
        case How.ADD:
            return sum((-p.figure if p.inverse else p.figure) for p in line.parts) + 0.0
        case How.MULTIPLY:
            found = 1.0
            for part in line.parts:
                found = found / part.figure if part.inverse else found * part.figure
            return found
        case How.POWER:
            if x[0] == x[1] == 0:
                return math.nan
            return x[0] ** x[1]
        case How.MIN:
            return min(x)
        case How.MAX:
            return max(x)
        case How.AVERAGE:
            return sum(x) / len(x)
        case How.ABS:
            return abs(x[0])
        case How.ROUND:
            place = Decimal(1).scaleb(-line.digits)
            if abs(x[0]) * 10.0**line.digits >= 1e15:
                return x[0]
            return float(Decimal(f"{x[0]:.15g}").quantize(place, rounding=ROUND_HALF_UP))
        case How.LN:
            return math.log(x[0])
        case How.EXP:
            return math.exp(x[0])
        case How.SQRT:
            return math.sqrt(x[0])
        case how:
            raise AssertionError(how)


def holds(line: Line) -> bool:
    if line.how in LEAVES:
        return not line.parts or line.how is How.NO_VALUE
    found = reckoned(line)
    sizes = [abs(part.figure) for part in line.parts if math.isfinite(part.figure)]
    if math.isnan(line.figure) or math.isnan(found):
        # Beyond the largest figure on the way there is none, however the parts are put together.
        huge = max((*sizes, 0.0)) > 1e100
        return huge or math.isnan(line.figure) == math.isnan(found)
    scale = max(abs(found), *(sizes if line.how in SUMS else (0.0,)), 1e-9)
    return abs(found - line.figure) <= 1e-9 * scale


SUMS = {How.ADD, How.SUM_OF_PERIODS, How.MEAN_OF_PERIODS, How.WEIGHTED_MEAN, How.AVERAGE}


def check(plan: Plan, found: Explanation, expected: float) -> None:
    for way in (found.line, *found.other_ways):
        assert math.isnan(way.figure) == math.isnan(expected)
        if not math.isnan(expected):
            assert way.figure == expected
        for line in every(way):
            assert holds(line), line


def scenarios(plan: Plan) -> tuple[ScenarioKey, ...]:
    return (BASE, *plan.scenarios)


@calm
@given(st.one_of(sensible.plans(), any_plans()), st.sampled_from(Span), st.data())
def test_that_each_line_holds_over_groups_and_in_periods(
    plan: Plan, span: Span, data: st.DataObject
) -> None:
    values = evaluate_plan(plan)
    scenario = data.draw(st.sampled_from(scenarios(plan)))
    whens = [*plan.calendar.groups(span), *range(plan.calendar.count)]
    for key in plan.kpis:
        for when in whens:
            if isinstance(when, Group):
                expected = values.group(key, scenario, when)
            else:
                expected = float(values.of(key, scenario)[when])
            found = explain_kpi(plan, values, key, scenario, when)
            check(plan, found, expected)
            assert (found.reason is not None) == math.isnan(expected)


NAMES = ["a", "b", "c"]
TEMPLATES = [
    "if({0} > {1}, {2}, {0})",
    "prev({0}, {1}) - {2}",
    "lag({3}, 2) + lag({0}, 1)",
    "cumulative({0}) / {1}",
    "spread({3}, {0}, 0.5, {4})",
    "to_convert({3}, {0}, 0.5, {4}, 0.1)",
    "unconverted({3}, 0.2, {4}, {0}, 0.5)",
    "{0} - {1} + {2} * {3} / {4}",
]


@st.composite
def telling_formulas(draw: st.DrawFn) -> str:
    """Draw a formula of those that read other periods, choose, or chain."""
    inner, name = formulas(NAMES, depth=1), st.sampled_from(NAMES)
    parts = [f"({draw(inner)})" for _ in range(3)] + [draw(name), draw(name)]
    return draw(st.sampled_from(TEMPLATES)).format(*parts)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(telling_formulas(), formulas(NAMES, depth=3)),
    st.lists(series, min_size=6, max_size=6),
)
def test_that_each_line_of_any_formula_holds(
    formula: str, given_figures: list[tuple[float, ...]]
) -> None:
    rows = [
        Kpi(KpiKey(key), key, values=given_figures[n], history=given_figures[n + 3][:2])
        for n, key in enumerate(NAMES)
    ]
    rows.append(Kpi(KpiKey("x"), "x", formula=formula))
    plan = Plan("p", Calendar(Month(2027, 1), count=4, fiscal_start=3), kpis=Table(rows))
    values = evaluate_plan(plan)
    for period in range(4):
        found = explain_kpi(plan, values, KpiKey("x"), BASE, period)
        check(plan, found, float(values.of(KpiKey("x"), BASE)[period]))


@calm
@given(sensible.plans(), st.data())
def test_that_each_line_of_the_incentives_holds(plan: Plan, data: st.DataObject) -> None:
    results = results_of(plan)
    scenario = data.draw(st.sampled_from(scenarios(plan)))
    paid = results.payouts[scenario]
    total = math.nan if paid.total is None else float(paid.total)
    check(plan, explain_pay(results, term(Term.INCENTIVES), scenario), total)
    for person in paid.people:
        payout = math.nan if person.payout is None else float(person.payout)
        found = explain_pay(results, Name(Thing.PERSON, person.person), scenario)
        check(plan, found, payout)
    for what in (Term.SHARE_OF_PROFIT, Term.EARNED_PER_UNIT, Term.SHARED_STAKE):
        found = explain_pay(results, term(what), scenario)
        check(plan, found, found.line.figure)
