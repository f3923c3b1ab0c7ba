"""Statements of many people: worked out, drawn and written, against the working out alone."""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import replace
from pathlib import Path

from models.keys import BASE
from models.plan import Plan
from models.scorecard import Pool
from tests.benchmarks.big_plans import big_plan
from tests.benchmarks.report import line, seconds
from ui.statement.batch import Order, Writer
from ui.statement.offscreen import drawing
from workbench.language import language
from workbench.results import results_of
from workbench.statement.making import Statements

_MANY = 20
_DAY = dt.date(2027, 1, 15)


def pooled(plan: Plan) -> Plan:
    """Return the plan with one pool for everybody: each supposed result moves all payouts."""
    design = plan.design
    assert design is not None
    return replace(plan, designs=plan.designs.replacing(replace(design, pools=(Pool(amount=1e6),))))


def told(name: str, plan: Plan) -> None:
    """Print how long so many statements take."""
    results = results_of(plan)
    people = tuple(plan.people)[:_MANY]
    made = Statements(results, language=language("fr"), on=_DAY)

    def worked_out() -> None:
        for person in people:
            made.of(person)

    with tempfile.TemporaryDirectory() as folder:
        writer = Writer(Order(results, people, BASE, language("fr"), Path(folder), _DAY))

        def written() -> None:
            for person in people:
                writer.write(person)

        whole = seconds(written, repeats=3)
    line(name, whole, "worked out only", seconds(worked_out, repeats=3), "10 s for 100")


application = drawing()
PLAN = big_plan(1_000, scenarios=0)
told(f"{_MANY} statements among {len(PLAN.people)} people", PLAN)
told(f"{_MANY} statements that one pool of everybody pays", pooled(PLAN))
