"""Payouts of 10,000 people × 8 measures, against pandas' row by row."""

from __future__ import annotations

import math
from itertools import pairwise

import pandas as pd

from models.keys import BASE
from models.scorecard import DEFAULT_CURVE
from tests.benchmarks.big_plans import big_plan
from tests.benchmarks.report import line, line_alone, seconds
from workbench.engine.evaluate import evaluate_plan
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


if __name__ == "__main__":
    main()
