"""What edits of the tree do to formulas, and to the figures that come of them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from strategies import sensible

from models.calendar import Calendar, Month
from models.changes import EditError, EditFault
from models.edits.kpis import add_kpi, change_key, fresh_key, insert_parent, set_formula
from models.edits.tree import delete_node, duplicate, move
from models.formula import is_valid_key
from models.keys import BASE, KpiKey
from models.kpi import Kpi
from models.plan import Plan
from models.table import Table
from workbench.engine.evaluate import evaluate_plan

many = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
some_key = st.sampled_from(sensible.KPIS)


def plan_of(**formulas: str) -> Plan:
    kpis = [Kpi(KpiKey(key), key, formula=text, values=(1.0,)) for key, text in formulas.items()]
    return Plan("p", Calendar(Month(2027, 1), count=1), kpis=Table(kpis))


def formulas_of(plan: Plan) -> dict[str, str]:
    return {key: kpi.formula for key, kpi in plan.kpis.items()}


def assert_same_figures(before: Plan, after: Plan, *but: KpiKey) -> None:
    one, other = evaluate_plan(before), evaluate_plan(after)
    for key in before.kpis:
        if key not in but:
            figures = one.of(key, BASE), other.of(key, BASE)
            assert np.allclose(*figures, rtol=1e-9, atol=1e-9, equal_nan=True), key


@many
@given(sensible.plans())
def test_that_figures_above_stay_when_a_formula_goes_into_its_parent(drawn: Plan) -> None:
    plan = replace(drawn, designs=Table(), current_design=None)
    for key, kpi in plan.kpis.items():
        if kpi.formula:
            with suppress(EditError):
                after, _ = delete_node(plan, key)
                assert_same_figures(plan, after, key)


@many
@given(sensible.plans(), some_key)
def test_that_a_parent_put_between_and_another_key_change_no_figure(
    plan: Plan, key: KpiKey
) -> None:
    assume(key in plan.kpis)
    between, _ = insert_parent(plan, key, Kpi(KpiKey("between"), "Between"))
    assert_same_figures(plan, between)
    renamed, _ = change_key(plan, key, KpiKey("another"))
    there, here = evaluate_plan(renamed), evaluate_plan(plan)
    assert np.array_equal(there.of(KpiKey("another"), BASE), here.of(key, BASE), equal_nan=True)
    back, _ = change_key(renamed, KpiKey("another"), key)
    assert back == plan


def test_that_an_average_over_one_weight_is_put_in_parentheses() -> None:
    plan = plan_of(top="x / key + 1", key="(a * w) / (w)", x="", a="", w="")
    after, _ = delete_node(plan, KpiKey("key"))
    assert after.kpis[KpiKey("top")].formula == "x / ((a * w) / (w)) + 1"


def test_that_a_roll_up_is_rewritten_and_anything_else_is_added_to() -> None:
    cost = Kpi(KpiKey("c"), "C", cost=True)
    for formula, expected in {
        "a + b": "a + b - c",
        "a * b": "a * b * c",
        "a / b": "a / b + c",
        "a * 2": "a * 2 + c",
        "a > b": "(a > b) + c",
        "": "c",
    }.items():
        after, _ = add_kpi(plan_of(top=formula, a="", b=""), cost, parent=KpiKey("top"))
        assert after.kpis[KpiKey("top")].formula == expected


def test_that_a_key_that_formulas_wait_for_closes_no_cycle() -> None:
    waiting = plan_of(top="below", below="ghost", other="top")
    for edit in (
        lambda: change_key(waiting, KpiKey("other"), KpiKey("ghost")),
        lambda: add_kpi(waiting, Kpi(KpiKey("ghost"), "Ghost", formula="top")),
        lambda: set_formula(waiting, KpiKey("below"), "other"),
        lambda: move(waiting, KpiKey("other"), KpiKey("below")),
    ):
        with pytest.raises(EditError) as refusal:
            edit()
        assert refusal.value.fault is EditFault.CYCLE
    stock, _ = set_formula(waiting, KpiKey("below"), "prev(other, 1)")
    assert stock.kpis[KpiKey("below")].formula == "prev(other, 1)"


def test_that_unknown_names_become_drivers_where_asked() -> None:
    plan = plan_of(profit="")
    after, _ = set_formula(plan, KpiKey("profit"), "revenue - unit_costs", add_unknown=True)
    assert after.kpis.order == ("profit", "revenue", "unit_costs")
    assert after.kpis[KpiKey("unit_costs")].name == "Unit costs"


def test_that_a_copy_reads_its_own_copies() -> None:
    after, _ = duplicate(plan_of(top="mid + x", mid="low * x", low="", x=""), KpiKey("mid"))
    assert formulas_of(after) == {
        "top": "mid + x + mid_2",
        "mid": "low * x",
        "mid_2": "low_2 * x",
        "low_2": "",
        "low": "",
        "x": "",
    }


@given(st.text(max_size=60))
def test_that_any_name_gives_a_key_that_is_free_and_valid(name: str) -> None:
    plan = plan_of(kpi="", profit="", sum_kpi="")
    key = fresh_key(plan, name)
    assert is_valid_key(key)
    assert key not in plan.kpis
