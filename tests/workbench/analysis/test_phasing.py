"""Targets of a year told apart for each payout."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.calendar import Calendar, Month, Span
from models.changes import EditError
from models.kpi import Kpi, TimeRule
from models.plan import Plan
from models.scorecard import (
    CardException,
    Curve,
    CurveBasis,
    CurvePoint,
    Design,
    Measure,
    MeasureException,
    Scorecard,
    Section,
)
from models.table import Table
from tests.workbench.pay.random_plans import random_plan
from workbench.analysis.phasing import phase_targets, phased
from workbench.engine.evaluate import evaluate_plan

SEASON = (1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 3.0, 3.0, 3.0, 4.0, 4.0, 4.0)


def plan(**measure: object) -> Plan:
    kpis = [
        Kpi("sales", "Sales", values=SEASON),
        Kpi("clients", "Clients", values=SEASON, time=TimeRule.LAST),
        Kpi("rate", "Rate", values=(0.1, 0.2, 0.3) * 4, time=TimeRule.MEAN),
        Kpi("empty", "Empty"),
    ]
    card = Scorecard("p0", (Section("", (Measure("m", **measure),)),))
    base = random_plan(1)
    return replace(
        base,
        calendar=Calendar(Month(2027, 1)),
        kpis=Table(kpis),
        designs=Table([Design("d", "D", Table([card]))]),
    )


def measure_of(changed: Plan) -> Measure:
    return changed.designs["d"].scorecards["p0"].measures[0]


@pytest.mark.parametrize(
    ("kpi", "target", "expected"),
    [
        ("sales", 60.0, (6.0, 12.0, 18.0, 24.0)),
        ("clients", 8.0, (2.0, 4.0, 6.0, 8.0)),
        ("rate", 0.4, (0.4, 0.4, 0.4, 0.4)),
        ("empty", 40.0, (10.0, 10.0, 10.0, 10.0)),
    ],
)
def test_that_targets_follow_the_base(kpi: str, target: float, expected: tuple[float, ...]) -> None:
    before = plan(kpi=kpi, targets=(target,))
    after, _ = phase_targets(before, evaluate_plan(before), "d", "p0", "m", every=Span.QUARTER)
    assert measure_of(after).every is Span.QUARTER
    assert measure_of(after).targets == pytest.approx(expected)
    # And they come to the same again.
    back = phased(evaluate_plan(after), measure_of(after), measure_of(after).targets, Span.YEAR)
    assert back == pytest.approx((target,))


def test_that_points_in_figures_and_targets_of_exceptions_follow_too() -> None:
    curve = Curve(basis=CurveBasis.VALUE, points=(CurvePoint(20.0, 0.5), CurvePoint(40.0, 1.0)))
    before = plan(kpi="sales", targets=(60.0,), curve=curve)
    person = next(iter(before.people))
    own = CardException(person, (MeasureException("m", targets=(120.0,)),))
    card = replace(before.designs["d"].scorecards["p0"], exceptions=Table([own]))
    before = replace(before, designs=Table([Design("d", "D", Table([card]))]))
    values = evaluate_plan(before)
    after, _ = phase_targets(before, values, "d", "p0", "m", every=Span.QUARTER)
    assert [point.at for point in measure_of(after).curve.points] == [5.0, 10.0]
    [exception] = after.designs["d"].scorecards["p0"].exceptions.values()
    assert exception.measures[0].targets == pytest.approx((12.0, 24.0, 36.0, 48.0))


def test_that_a_missing_measure_is_refused() -> None:
    before = plan(kpi="sales", targets=(60.0,))
    with pytest.raises(EditError):
        phase_targets(before, evaluate_plan(before), "d", "p0", "gone", every=Span.QUARTER)
