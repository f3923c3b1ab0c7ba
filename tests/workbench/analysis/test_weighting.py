"""Who is paid for what: the matrix that a plan comes to, and edits of its cells."""

from __future__ import annotations

from dataclasses import replace

import pytest
from examples.shop import CLIENTS, COSTS, DESIGN, LEAD, LEADS, PROFIT, SELLER, shop

from models.changes import EditError
from models.keys import BASE, KpiKey, ObjectiveKey
from models.plan import Plan
from models.scorecard import Design
from models.table import Table
from workbench.analysis.weighting import (
    Spot,
    Subject,
    merge_subjects,
    remove,
    unweighted,
    weigh,
    weighting,
)
from workbench.engine.evaluate import evaluate_plan

GEMBA = ObjectiveKey("gemba")


def test_that_rows_follow_the_plan_and_objectives_come_last() -> None:
    plan = shop()
    matrix = weighting(plan, plan.design)
    assert [each.kpi or each.objective for each in matrix.subjects] == [
        PROFIT,
        CLIENTS,
        LEADS,
        COSTS,
        GEMBA,
    ]
    assert matrix.positions == (LEAD, SELLER)


def test_that_a_column_says_what_lacks_and_who_holds_it() -> None:
    plan = shop()
    totals = weighting(plan, plan.design).totals
    assert totals[LEAD].missing == 0.0
    assert totals[SELLER].missing == pytest.approx(0.1)
    assert (totals[LEAD].holders, totals[SELLER].holders) == (1, 2)


def test_that_free_subjects_are_those_without_a_row() -> None:
    plan = shop()
    matrix = weighting(plan, plan.design)
    free = unweighted(plan, matrix.subjects)
    rows = merge_subjects(plan, matrix, (*free, Subject(kpi=KpiKey("nowhere"))))
    assert {each.kpi for each in rows if each.kpi} == set(plan.kpis)
    assert not set(free) & set(matrix.subjects)


def test_that_weighing_a_free_cell_adds_a_measure_with_the_base_as_target() -> None:
    plan = shop()
    values = evaluate_plan(plan)
    spot = Spot(LEAD, Subject(kpi=CLIENTS))
    after, _ = weigh(plan, values, DESIGN, spot, 0.2)
    measure = weighting(after, after.design).measures[spot]
    assert (measure.weight, measure.targets) == (0.2, (values.total(CLIENTS, BASE),))
    again, _ = weigh(after, values, DESIGN, spot, 0.3)
    changed = weighting(again, again.design).measures[spot]
    assert changed == replace(measure, weight=0.3)


def test_that_removing_undoes_adding() -> None:
    plan = shop()
    spot = Spot(LEAD, Subject(kpi=CLIENTS))
    after, _ = weigh(plan, evaluate_plan(plan), DESIGN, spot, 0.2)
    assert remove(after, DESIGN, spot)[0] == plan
    with pytest.raises(EditError):
        remove(plan, DESIGN, spot)


def test_that_the_first_weight_makes_the_design_that_is_paid() -> None:
    plan: Plan = replace(shop(), designs=Table[str, Design](), current_design=None)
    spot = Spot(LEAD, Subject(kpi=PROFIT))
    after, changes = weigh(plan, evaluate_plan(plan), None, spot, 1.0, new_design="Main")
    assert after.design is not None
    assert after.design.name == "Main"
    assert weighting(after, after.design).totals[LEAD].missing == 0.0
    assert changes.designs == frozenset(after.designs)
