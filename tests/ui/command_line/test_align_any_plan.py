"""Whatever people are paid by: verdicts, repairs and words that hold together."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest
from immutables import Map

from models.keys import FunctionKey, KpiKey, LeverKey
from models.kpi import KpiRole
from models.organisation import Function, FunctionRole
from models.plan import Plan
from models.scenario import Lever
from models.table import Table
from tests.workbench.pay.random_plans import random_plan
from ui.command_line.align_shapes import alignment_shape
from ui.command_line.align_text import alignment_text
from workbench.analysis.alignment.align import align
from workbench.analysis.alignment.contradictions import Verdict
from workbench.engine.evaluate import evaluate_plan
from workbench.language import language


def drawn(seed: int) -> Plan:
    """Return a plan of two functions that are paid in many different ways, and a lever."""
    plan = random_plan(seed, people=12)
    roles = (FunctionRole.MARKETING, FunctionRole.SALES)
    positions = [
        replace(each, function=FunctionKey(roles[number % 2]))
        for number, each in enumerate(plan.positions.values())
    ]
    profit = replace(plan.kpis[KpiKey("profit")], role=KpiRole.PROFIT)
    factors = Map({KpiKey("profit"): 0.9, KpiKey("clients"): 1.2})
    return replace(
        plan,
        kpis=plan.kpis.replacing(profit),
        functions=Table(Function(FunctionKey(role), role.title(), role) for role in roles),
        positions=Table(positions),
        levers=Table([Lever(LeverKey("spend"), "Spend", factors=factors, start=2)]),
    )


@pytest.mark.parametrize("seed", [0, 3, 6, 9])
def test_that_whatever_people_are_paid_by_an_answer_holds_together(seed: int) -> None:
    found = align(evaluate_plan(drawn(seed)))
    assert len(found.levers) == 1
    for each in (*found.levers, *found.drivers):
        contradiction = each.contradiction
        known = math.isfinite(contradiction.profit)
        known = known and all(math.isfinite(bonus.change) for bonus in contradiction.bonuses)
        assert (contradiction.verdict is Verdict.UNKNOWN) is not known
        for repair in each.repairs or ():
            assert repair.weight is None or repair.weight.change <= 1e-9
            assert repair.cap is None or repair.cap.change <= 1e-9
            for grid in repair.grid:
                assert math.isclose(sum(weight for _, weight in grid.weights), 1.0)
                assert all(weight >= 0.1 for _, weight in grid.weights)
    json.dumps(alignment_shape(found, language("en")), allow_nan=False)
    text = alignment_text(found, language("fr"))
    assert "Spend" in text
    assert "nan" not in text
