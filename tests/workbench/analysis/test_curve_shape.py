"""The drawn curve says what is paid."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from examples.shop import CLIENTS, COSTS, LEADS, PROFIT, STRETCH, shop
from hypothesis import assume, given
from hypothesis import strategies as st

from models.calendar import Span
from models.keys import KpiKey, MeasureKey, ObjectiveKey
from models.plan import Plan
from models.scorecard import Curve, CurveBasis, CurveKind, CurvePoint, Matrix, Measure
from workbench.analysis.curve_shape import CurveShape, curve_shape
from workbench.engine.evaluate import evaluate_plan
from workbench.pay.reasons import NoPayoutCode
from workbench.results import results_of

PLAN = shop()
VALUES = evaluate_plan(PLAN)


def shape_of(measure: Measure, plan: Plan = PLAN) -> CurveShape:
    group = plan.calendar.groups(Span.YEAR)[0]
    shape = curve_shape(plan, VALUES, measure, STRETCH, group)
    assert shape is not None
    return shape


points = st.lists(
    st.builds(CurvePoint, st.floats(0.1, 3.0), st.floats(0.0, 3.0)), min_size=1, max_size=5
).map(lambda listed: tuple(sorted(listed, key=lambda point: point.at)))
curves = st.builds(
    Curve,
    kind=st.sampled_from([CurveKind.INTERPOLATED, CurveKind.STEP]),
    basis=st.just(CurveBasis.TARGET),
    points=points,
    last_slope=st.none() | st.floats(0.0, 3.0),
)


@given(
    curve=curves,
    key=st.sampled_from([PROFIT, CLIENTS, COSTS]),
    target=st.floats(1e3, 1e7),
    cap=st.none() | st.floats(0.1, 3.0),
)
def test_that_the_line_runs_through_what_is_paid(
    curve: Curve, key: KpiKey, target: float, cap: float | None
) -> None:
    measure = Measure(MeasureKey("m"), kpi=key, targets=(target,), curve=curve, cap=cap)
    shape = shape_of(measure)
    at = [result for result, _ in shape.line]
    assert at == sorted(at)
    assume(at[0] <= shape.result <= at[-1])
    # At a jump both ends are on the line, and the payout is one of them.
    reached = [pay for result, pay in shape.line if math.isclose(result, shape.result)]
    drawn = float(np.interp(shape.result, at, [pay for _, pay in shape.line]))
    assert any(math.isclose(shape.payout, pay, abs_tol=1e-6) for pay in (drawn, *reached))
    if shape.most is not None:
        assert all(pay <= shape.most + 1e-9 for _, pay in shape.line)


def test_that_the_payout_is_that_of_the_people() -> None:
    plan = PLAN
    paid = {
        line.key: line.payout_rate
        for person in results_of(plan).payouts[STRETCH].people
        for line in person.measures
        if line.kpi is not None
    }
    assert plan.design is not None
    for card in plan.design.scorecards.values():
        for measure in card.measures:
            if measure.kpi is not None:
                assert shape_of(measure).payout == paid[measure.key]


def test_that_the_payout_falls_where_lower_is_better() -> None:
    shape = shape_of(Measure(MeasureKey("m"), kpi=COSTS, targets=(6e6,)))
    assert shape.falling
    assert all(left >= right for (_, left), (_, right) in pairwise(shape.line))
    assert shape.points == ((4.8e6, 2.0), (6e6, 1.0), (pytest.approx(7.2e6), 0.5))


def test_that_a_quarterly_measure_is_read_over_the_quarter_on_screen() -> None:
    measure = Measure(MeasureKey("m"), kpi=LEADS, every=Span.QUARTER, targets=(1.0, 2.0, 3.0, 4.0))
    third = PLAN.calendar.groups(Span.QUARTER)[2]
    shape = curve_shape(PLAN, VALUES, measure, STRETCH, third)
    assert shape is not None
    assert (shape.group, shape.place, shape.target) == (third, 2, 3.0)
    year = PLAN.calendar.groups(Span.YEAR)[0]
    first = curve_shape(PLAN, VALUES, measure, STRETCH, year)
    assert first is not None
    assert first.target == 1.0


def test_that_a_curve_without_its_target_is_refused_and_not_drawn() -> None:
    shape = shape_of(Measure(MeasureKey("m"), kpi=PROFIT))
    assert shape.refusal is NoPayoutCode.TARGET_MISSING
    assert shape.line == ()


def test_that_a_rating_pays_as_it_stands_and_a_matrix_has_no_curve() -> None:
    objective = Measure(MeasureKey("m"), objective=ObjectiveKey("gemba"))
    shape = shape_of(objective)
    assert (shape.target, shape.most) == (1.0, None)
    assert (1.0, 1.0) in shape.line
    matrix = Matrix(LEADS, (0.0,), (0.0,), ((1.0,),))
    by_two = replace(objective, objective=None, kpi=PROFIT, matrix=matrix)
    year = PLAN.calendar.groups(Span.YEAR)[0]
    assert curve_shape(PLAN, VALUES, by_two, STRETCH, year) is None
