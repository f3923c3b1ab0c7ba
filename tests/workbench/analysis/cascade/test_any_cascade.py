"""Cascades of random plans, against scipy's SLSQP on formulas written again in numpy."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.calendar import Calendar, Month, Span
from models.keys import BASE, KpiKey
from models.kpi import Bounds, Kpi, TimeRule
from models.plan import Plan
from models.table import Table
from workbench.analysis.cascade.answer import Cascade, Rule, cascade
from workbench.engine.evaluate import evaluate_plan

TOP = KpiKey("top")
KEYS = [KpiKey(key) for key in "abcd"]
MONTHS = 4
Year = np.ndarray


def stock(a: Year, b: Year, c: Year, d: Year) -> Year:
    held, found = float(a[0]), []
    for month in range(MONTHS):
        held = held * (1 - 0.1 * c[month] / 5) + b[month]
        found.append(held * d[month])
    return np.array(found)


def late(a: Year, b: Year, c: Year, d: Year) -> Year:
    return np.concatenate(([1.0], a[:-1])) * b + c * d


SMOOTH: dict[str, Callable[[Year, Year, Year, Year], Year]] = {
    "a + b + c + d": lambda a, b, c, d: a + b + c + d,
    "a * b * c - d": lambda a, b, c, d: a * b * c - d,
    "a * b + c * d": lambda a, b, c, d: a * b + c * d,
    "a * b / (c + d)": lambda a, b, c, d: a * b / (c + d),
    "a / (a + b) * c + d": lambda a, b, c, d: a / (a + b) * c + d,
    "sqrt(a * b) + exp(c / 5) - d / 10": lambda a, b, c, d: np.sqrt(a * b) + np.exp(c / 5) - d / 10,
    "lag(a, 1) * b + c * d": late,
    "cumulative(a) * b + c * d": lambda a, b, c, d: np.cumsum(a) * b + c * d,
}
KINKED: dict[str, Callable[[Year, Year, Year, Year], Year]] = {
    "min(a, b) * c + d": lambda a, b, c, d: np.minimum(a, b) * c + d,
    "max(a, b, c) - d / 10": lambda a, b, c, d: np.maximum(np.maximum(a, b), c) - d / 10,
    "if(a > b, a, b) + min(c, d)": lambda a, b, c, d: np.maximum(a, b) + np.minimum(c, d),
}


@dataclass(frozen=True)
class Question:
    plan: Plan
    formula: str
    target: float

    @property
    def start(self) -> np.ndarray:
        return np.array([self.plan.kpis[key].values for key in KEYS], dtype=float)

    def figure(self, figures: np.ndarray) -> float:
        return float({**SMOOTH, **KINKED}[self.formula](*figures).sum())

    def answer(self, rule: Rule) -> Cascade:
        year = self.plan.calendar.report_group()
        assert year is not None
        found = cascade(self.plan, evaluate_plan(self.plan), TOP, self.target, rule=rule)
        assert found.group == year
        return found

    def figures(self, found: Cascade) -> np.ndarray:
        figures = self.start
        for row, key in enumerate(found.solution.drivers):
            figures[KEYS.index(key)] = found.solution.figures[row]
        return figures


figures = st.lists(st.integers(10, 50).map(lambda x: x / 10), min_size=MONTHS, max_size=MONTHS)


@st.composite
def bounds(draw: st.DrawFn, values: list[float]) -> Bounds:
    return Bounds(
        least=draw(st.sampled_from([None, None, min(values) * 0.9])),
        most=draw(st.sampled_from([None, None, max(values) * 1.1])),
        stretch=draw(st.sampled_from([None, 0.05, 0.3])),
        locked=draw(st.integers(0, 5)) == 0,
        locked_periods=draw(st.sampled_from([(), (), (1,), (0, 3)])),
    )


@st.composite
def questions(draw: st.DrawFn, formulas: list[str]) -> Question:
    formula = draw(st.sampled_from(formulas))
    rows = [Kpi(TOP, "Top", formula=formula)]
    for key in KEYS:
        values = draw(figures)
        rows.append(
            Kpi(key, key, values=tuple(values), history=(1.0,), bounds=draw(bounds(values)))
        )
    calendar = Calendar(Month(2027, 1), Span.QUARTER, MONTHS)
    plan = Plan("Any", calendar, kpis=Table(draw(st.permutations(rows))))
    begin = evaluate_plan(plan).total(TOP, BASE)
    return Question(
        plan, formula, begin + abs(begin) * draw(st.sampled_from([-0.3, -0.05, 0.1, 0.5]))
    )


def least_by_scipy(asked: Question) -> float:
    """Return the least effort that SLSQP finds; infinite where it finds no way."""
    from scipy.optimize import minimize  # noqa: PLC0415 - slow to load

    kpis = [asked.plan.kpis[key] for key in KEYS]
    stretch = np.array([kpi.bounds.stretch or 0.1 for kpi in kpis])
    free = np.array(
        [
            [not k.bounds.locked and p not in k.bounds.locked_periods for p in range(MONTHS)]
            for k in kpis
        ]
    )
    start = asked.start

    def moved(v: np.ndarray) -> np.ndarray:
        return np.where(free, start * np.exp(v * stretch)[:, None], start)

    limits = []
    for row, kpi in enumerate(kpis):
        own = start[row, free[row]]
        least, most = kpi.bounds.least, kpi.bounds.most
        if not len(own):
            limits.append((0.0, 0.0))
            continue
        low = -20.0 if least is None else float(np.log(least / own).max()) / stretch[row]
        high = 20.0 if most is None else float(np.log(most / own).min()) / stretch[row]
        limits.append((min(low, 0.0), max(high, 0.0)))
    size = abs(asked.target) or 1.0
    found = minimize(
        lambda v: float(v @ v),
        np.zeros(len(kpis)),
        method="SLSQP",
        bounds=limits,
        constraints={"type": "eq", "fun": lambda v: (asked.figure(moved(v)) - asked.target) / size},
        options={"maxiter": 300, "ftol": 1e-12},
    )
    reached = abs(asked.figure(moved(found.x)) - asked.target) < 1e-7 * size
    return float(found.fun) if found.success and reached else math.inf


def check_rules(asked: Question, found: Cascade) -> None:
    """Check the target, bounds, locks and seasons of any answer."""
    after, start = asked.figures(found), asked.start
    assert asked.figure(after) == pytest.approx(found.reached, rel=1e-12)
    if found.feasible:
        assert found.reached == pytest.approx(asked.target, rel=1e-9)
    else:
        assert found.blocked_by
        before = asked.figure(start)
        assert abs(found.reached - asked.target) <= abs(before - asked.target) * (1 + 1e-12)
    for row, key in enumerate(KEYS):
        bound = asked.plan.kpis[key].bounds
        changed = after[row] != start[row]
        if bound.locked:
            assert not changed.any()
        assert not changed[list(bound.locked_periods)].any()
        ratios = (after[row] / start[row])[changed]
        assert ratios == pytest.approx(ratios[:1].repeat(len(ratios)), rel=1e-9)
        if bound.least is not None:
            assert (after[row] >= bound.least * (1 - 1e-12)).all()
        if bound.most is not None:
            assert (after[row] <= bound.most * (1 + 1e-12)).all()


QUIET = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@QUIET
@given(questions([*SMOOTH, *KINKED]), st.sampled_from(Rule))
def test_that_the_target_is_reached_within_bounds_or_it_is_said_why_not(
    asked: Question, rule: Rule
) -> None:
    check_rules(asked, asked.answer(rule))


@QUIET
@given(questions(list(SMOOTH)))
def test_that_no_less_effort_does(asked: Question) -> None:
    found = asked.answer(Rule.EFFORT)
    least = least_by_scipy(asked)
    if math.isfinite(least):
        assert found.feasible
        assert found.effort <= least * (1 + 1e-5) + 1e-9


@QUIET
@given(questions([*SMOOTH, *KINKED]), st.randoms(use_true_random=False), st.sampled_from(Rule))
def test_that_the_order_of_kpis_does_not_matter(asked: Question, draw: object, rule: Rule) -> None:
    order = list(asked.plan.kpis.order)
    draw.shuffle(order)  # type: ignore[attr-defined]
    kpis = Table([asked.plan.kpis[key] for key in order])
    other = Question(Plan("Any", asked.plan.calendar, kpis=kpis), asked.formula, asked.target)
    one, two = asked.answer(rule), other.answer(rule)
    assert one.reached == pytest.approx(two.reached, rel=1e-9)
    assert asked.figures(one) == pytest.approx(other.figures(two), rel=1e-4)


def test_that_a_stock_cascades_like_its_formula() -> None:
    values = {"a": 50.0, "b": 9.0, "c": 2.0, "d": 3.0}
    rows = [
        Kpi(TOP, "Top", formula="held * d"),
        Kpi(
            KpiKey("held"),
            "Held",
            formula="prev(held, a) * (1 - 0.1 * c / 5) + b",
            time=TimeRule.LAST,
        ),
        *(Kpi(KpiKey(key), key, values=(x,) * MONTHS) for key, x in values.items()),
    ]
    plan = Plan("Stock", Calendar(Month(2027, 1), Span.QUARTER, MONTHS), kpis=Table(rows))
    before = evaluate_plan(plan).total(TOP, BASE)
    found = cascade(plan, evaluate_plan(plan), TOP, before * 1.2)
    after = {key: np.full(MONTHS, x) for key, x in values.items()}
    for row, key in enumerate(found.solution.drivers):
        after[key] = found.solution.figures[row]
    assert stock(*after.values()).sum() == pytest.approx(before * 1.2, rel=1e-9)
    # The conditions of a least: each logarithm is to its slope as all the others.
    ratios = []
    for change in found.changes:
        assert change.factor is not None
        more = {**after, change.driver: after[change.driver] * (1 + 1e-6)}
        slope = (stock(*more.values()).sum() - before * 1.2) / 1e-6
        ratios.append(math.log(change.factor) / slope)
    assert ratios == pytest.approx([ratios[0]] * 4, rel=1e-3)


def driver_of(key: str, values: tuple[float, ...], **bounds: object) -> Kpi:
    return Kpi(KpiKey(key), key, values=values, bounds=Bounds(**bounds))  # pyright: ignore[reportArgumentType]


def test_that_a_driver_that_belongs_at_its_bound_gets_there() -> None:
    """By a grid of 800 x 800 moves of b and c the least is 41.8241, with c at its bound."""
    rows = (
        Kpi(TOP, "Top", formula="b * c - d"),
        driver_of("b", (1.0, 1.2, 1.0, 4.9), most=5.39, stretch=0.3, locked_periods=(0, 3)),
        driver_of("c", (1.2, 1.0, 1.5, 5.0), least=0.9, most=5.5),
        driver_of("d", (1.0,) * MONTHS),
    )
    plan = Plan("Bound", Calendar(Month(2027, 1), Span.QUARTER, MONTHS), kpis=Table(rows))
    found = cascade(plan, evaluate_plan(plan), TOP, 17.08)
    assert found.feasible
    assert found.effort == pytest.approx(41.8241, abs=2e-4)


def test_that_effort_is_not_level_only_because_two_drivers_are_alike() -> None:
    """One at 19 and one at 1 takes less than both at 10: ln(19)² < 2 ln(10)²."""
    rows = (
        Kpi(TOP, "Top", formula="a + b", time=TimeRule.LAST),
        driver_of("a", (1.0,) * MONTHS, stretch=0.3),
        driver_of("b", (1.0,) * MONTHS, stretch=0.3),
    )
    plan = Plan("Alike", Calendar(Month(2027, 1), Span.QUARTER, MONTHS), kpis=Table(rows))
    found = cascade(plan, evaluate_plan(plan), TOP, 20.0)
    assert found.reached == pytest.approx(20.0, rel=1e-9)
    assert found.effort < (math.log(19.0) / 0.3) ** 2 < 2 * (math.log(10.0) / 0.3) ** 2
