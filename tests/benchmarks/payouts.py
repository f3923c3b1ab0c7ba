"""Payouts of 10,000 people × 8 measures, against pandas' row by row."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal
from itertools import count, pairwise

import pandas as pd

from models.calendar import Span
from models.edits.drivers import set_values
from models.keys import BASE, PersonKey, PositionKey
from models.kpi import Kpi
from models.plan import Plan
from models.scorecard import DEFAULT_CURVE, CardException, Measure, MeasureException
from models.table import Table
from tests.benchmarks.big_plans import big_plan
from tests.benchmarks.report import line, line_alone, seconds
from tests.oracle.pay import NaivePay
from workbench.engine.evaluate import evaluate_plan, follow
from workbench.engine.values import Values
from workbench.pay.payouts import pay
from workbench.pay.program import prepare


def by_apply(frame: pd.DataFrame) -> pd.Series:
    """Pay each row by a function of Python."""
    points = [(point.at, point.pay) for point in DEFAULT_CURVE.points]

    def rate(attained: float) -> float:
        if attained < points[0][0]:
            return 0.0
        for (left, low), (right, high) in pairwise(points):
            if attained <= right:
                return low + (high - low) * (attained - left) / (right - left)
        return points[-1][1]

    def payout(row: pd.Series) -> float:
        score = sum(
            row["weight"] * rate(1 + (row[f"r{n}"] - row[f"t{n}"]) / abs(row[f"t{n}"]))
            for n in range(8)
        )
        return math.floor(row["bonus"] * score * 100 + 0.5) / 100

    return frame.apply(payout, axis=1)


def by_quarters(plan: Plan) -> Plan:
    """Return the plan with every fifth person an exception, and everything paid by quarters."""
    design = plan.design
    assert design is not None
    held: dict[PositionKey, list[PersonKey]] = {key: [] for key in plan.positions}
    for number, person in enumerate(plan.people.values()):
        if number % 5 == 0:
            held[person.position].append(person.key)
    cards = [
        replace(
            card,
            sections=tuple(
                replace(section, measures=tuple(map(_quarterly, section.measures)))
                for section in card.sections
            ),
            frequency=Span.QUARTER,
            exceptions=Table(
                CardException(
                    person,
                    tuple(
                        MeasureException(
                            measure.key,
                            (number % 7 + 4) / 60,
                            tuple(
                                (each or 0.0) * (0.8 + number % 97 / 200)
                                for each in _quarterly(measure).targets
                            ),
                        )
                        for measure in card.measures
                    ),
                )
                for number, person in enumerate(held[card.position])
            ),
        )
        for card in design.scorecards.values()
    ]
    changed = replace(design, scorecards=Table(cards))
    return replace(plan, designs=plan.designs.replacing(changed))


def _as_drivers(plan: Plan) -> list[Kpi]:
    """Return what scorecards read, its figures typed: the oracle knows no formulas."""
    values = evaluate_plan(plan)
    design = plan.design
    assert design is not None
    read = {each.kpi for card in design.scorecards.values() for each in card.measures}
    return [
        replace(kpi, formula="", values=tuple(values.of(kpi.key, BASE).tolist()))
        for kpi in plan.kpis.values()
        if kpi.key in read
    ]


def _quarterly(measure: Measure) -> Measure:
    return replace(
        measure,
        every=Span.QUARTER,
        targets=tuple((measure.targets[0] or 0.0) / 4 for _ in range(4)),
    )


def after_slider_moves(plan: Plan) -> float:
    """Return the seconds that payouts take after a figure that they hang on has changed."""
    program, values = prepare(plan), evaluate_plan(plan)
    driver = next(kpi.key for kpi in plan.kpis.values() if not kpi.formula)
    others: list[Values] = []
    for figure in (70.0, 90.0, 110.0, 130.0):
        moved, changes = set_values(plan, {(driver, period): figure for period in range(12)})
        others.append(follow(values, moved, changes))
    payouts = [pay(program, values, BASE)]
    at = count()

    def move() -> None:
        figures = others[next(at) % len(others)]
        payouts[0] = pay(program, figures, BASE, earlier=payouts[0])
        assert payouts[0].total is not None

    return seconds(move, repeats=15)


def main() -> None:
    """Compare, then time."""
    plan = big_plan(1000, people=10_000)
    values = evaluate_plan(plan)
    program = prepare(plan)
    payouts = pay(program, values, BASE)
    rows = []
    for person in plan.people.values():
        measures = program.compiled[person.position].scorecard.measures
        row = {"bonus": 1e4, "weight": 1 / 8}
        for n, measure in enumerate(measures):
            row[f"r{n}"] = values.total(measure.kpi, BASE)
            row[f"t{n}"] = measure.targets[0]
        rows.append(row)
    frame = pd.DataFrame(rows)
    theirs = by_apply(frame)
    assert abs(float(payouts.total) - theirs.sum()) < 0.01 * len(frame) ** 0.5
    ours = seconds(lambda: pay(program, values, BASE).total)
    line(
        "payouts, 10,000 people x 8 measures",
        ours,
        "pandas.apply",
        seconds(lambda: by_apply(frame), repeats=1, warm=0),
        "<= 0.01",
    )
    line_alone("payouts, 10,000 people x 8 measures", f"{ours * 1e3:.2f} ms", "<= 16.7 ms")
    moved = after_slider_moves(plan)
    line_alone("payouts after a slider move", f"{moved * 1e3:.2f} ms", "<= 16.7 ms")
    # Whatever is timed is compared first: some people by the rules in fractions.
    quarters = by_quarters(plan)
    some = replace(quarters, people=Table(list(quarters.people.values())[:60]))
    drivers = replace(some, kpis=Table(_as_drivers(some)))
    told = pay(prepare(drivers), evaluate_plan(drivers), BASE)
    for person, units in NaivePay(drivers).cents().items():
        assert told.of(person).payout == Decimal(units or 0).scaleb(-2)
    program, values = prepare(quarters), evaluate_plan(quarters)
    anew = seconds(lambda: pay(program, values, BASE).total)
    name = "payouts, 2,000 exceptions, by quarters"
    line_alone(name, f"{anew * 1e3:.2f} ms", "<= 16.7 ms")
    moved = after_slider_moves(quarters)
    line_alone("the same after a slider move", f"{moved * 1e3:.2f} ms", "<= 16.7 ms")


if __name__ == "__main__":
    main()
