"""Splitting a KPI by a dimension: every figure that there was stays as it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from examples.shop import CLIENTS, REVENUE, sound_shop
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from immutables import Map
from strategies import splittable
from strategies.splittable import CHANNEL, REGION

from models.calendar import Calendar, Month, Span
from models.changes import EditError, EditFault
from models.dimension import Dimension, Member
from models.edits.parting import SplitFault
from models.edits.split import split_by_dimension
from models.keys import DimensionKey, KpiKey, LeverKey, MemberKey, ScenarioKey
from models.kpi import Bounds, Kpi, KpiRole, TimeRule, Unit, UnitKind
from models.plan import Plan
from models.problems import Severity, check
from models.scenario import Lever, Override, Scenario
from models.table import Table
from models.tree import kpi_tree
from models.uncertainty import Correlation, Distribution, Shape, SpreadBasis
from workbench.engine.evaluate import evaluate_plan
from workbench.files.plan_file import read_plan
from workbench.results import results_of

slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def assert_same_figures(before: Plan, after: Plan) -> None:
    """Compare every KPI of ``before`` in all scenarios, periods and groups."""
    old, new = evaluate_plan(before), evaluate_plan(after)
    for key, kpi in before.kpis.items():
        for scenario in old.scenarios:
            there = old.of(key, scenario)
            near = 1e-9 * float(np.nanmax(np.abs(there), initial=0.0))
            np.testing.assert_allclose(
                new.of(key, scenario), there, rtol=1e-9, atol=near, err_msg=f"{key} {kpi.formula}"
            )
        for span in (Span.QUARTER, Span.HALF_YEAR):
            for group in before.calendar.groups(span):
                np.testing.assert_allclose(
                    new.over(key, group),
                    old.over(key, group),
                    rtol=1e-9,
                    atol=1e-9,
                    err_msg=f"{key} {kpi.formula} {kpi.time}",
                )


# Shrinking takes minutes, and the formula that failed is named anyway.
@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=slow,
    phases=[Phase.reuse, Phase.generate],
)
@given(st.data(), splittable.plans())
def test_that_a_split_leaves_every_figure_or_is_refused(data: st.DataObject, plan: Plan) -> None:
    key = data.draw(st.sampled_from(list(plan.kpis)))
    shares = data.draw(splittable.shares(plan))
    own = data.draw(st.sampled_from([{}, {KpiKey("leads"): data.draw(splittable.shares(plan))}]))
    try:
        after, changes = split_by_dimension(plan, key, REGION, shares, own_shares=own)
    except EditError:
        return
    assert key in changes.kpis or plan.kpis[key].formula
    assert_same_figures(plan, after)
    again = data.draw(st.sampled_from(list(after.kpis)))
    channels = {MemberKey("web"): 0.3, MemberKey("store"): 0.7}
    try:
        twice, _ = split_by_dimension(after, again, CHANNEL, channels)
    except EditError:
        return
    assert_same_figures(after, twice)


def region(plan: Plan) -> Plan:
    """Return ``plan`` with a dimension of two regions."""
    members = (Member(NORTH, "North"), Member(SOUTH, ""))
    return replace(plan, dimensions=Table((Dimension(REGION, "Region", members),)))


def of(*kpis: Kpi) -> Plan:
    return region(Plan("p", Calendar(Month(2027, 1)), kpis=Table(kpis)))


def flow(key: str, formula: str = "", **fields: Any) -> Kpi:
    values = () if formula else (100.0,) * 12
    return Kpi(
        KpiKey(key), key, Unit(UnitKind.COUNT), formula=formula, **{"values": values, **fields}
    )


def rate(key: str, formula: str = "", **fields: Any) -> Kpi:
    values = () if formula else (0.1,) * 12
    return Kpi(
        KpiKey(key),
        key,
        Unit(UnitKind.SHARE),
        formula=formula,
        **{"values": values, "time": TimeRule.MEAN, **fields},
    )


NORTH, SOUTH = MemberKey("north"), MemberKey("south")
SHARES = {NORTH: 0.6, SOUTH: 0.4}


def formulas_of(plan: Plan) -> dict[str, str]:
    return {key: kpi.formula for key, kpi in plan.kpis.items() if kpi.formula}


def test_that_members_repeat_the_branch_and_totals_stay() -> None:
    after, _ = split_by_dimension(region(sound_shop()), REVENUE, REGION, SHARES)
    formulas = formulas_of(after)
    assert formulas["revenue"] == "revenue_north + revenue_south"
    assert formulas["revenue_north"] == "clients_north * arpu_north"
    # The opening is a literal that stands for clients, so it is shared out like them.
    assert formulas["clients_south"] == "prev(clients_south, 8000) + leads_south * conversion_south"
    assert formulas["arpu"] == (
        "if(clients = 0, avg(arpu_north, arpu_south), "
        "(arpu_north * clients_north + arpu_south * clients_south) / clients)"
    )
    assert formulas["profit"] == "revenue - costs"
    home = kpi_tree(after.kpis).home
    assert home[KpiKey("clients_north")] == "revenue_north"
    assert home[KpiKey("leads_north")] == "clients_north"
    north = after.kpis[KpiKey("clients_north")]
    assert (north.name, north.origin, dict(north.members)) == (
        "Clients · North",
        CLIENTS,
        {REGION: NORTH},
    )
    assert after.kpis[KpiKey("clients_south")].name == "Clients · south"
    assert (north.role, after.kpis[CLIENTS].role) == (None, KpiRole.CLIENTS)


def test_that_taken_keys_are_passed_over() -> None:
    taken = flow("leads_north")
    after, _ = split_by_dimension(of(flow("leads"), taken), KpiKey("leads"), REGION, SHARES)
    assert after.kpis[KpiKey("leads")].formula == "leads_north_2 + leads_south"
    assert after.kpis[taken.key] is taken


def test_that_what_is_said_of_a_driver_moves_to_its_members() -> None:
    leads = flow(
        "leads",
        history=(10.0, None),
        bounds=Bounds(50.0, 150.0, 5.0, locked_periods=(1,)),
        distribution=Distribution(Shape.TRIANGULAR, 80.0, 120.0, 100.0, SpreadBasis.VALUE),
    )
    price = rate("price", bounds=Bounds(0.0, 0.5), weight_by=leads.key, time=TimeRule.WEIGHTED)
    plan = of(flow("sales", "leads * price"), leads, price)
    scenario = Scenario(
        ScenarioKey("s"),
        "S",
        Map({leads.key: Override((None, 50.0), (1.1,)), price.key: Override((0.2,))}),
    )
    lever = Lever(LeverKey("l"), "L", factors=Map({leads.key: 0.9}))
    plan = replace(
        plan,
        scenarios=Table((scenario,)),
        levers=Table((lever,)),
        correlations=(Correlation(leads.key, price.key, 0.5),),
    )
    after, _ = split_by_dimension(plan, KpiKey("sales"), REGION, SHARES)
    north, total = after.kpis[KpiKey("leads_north")], after.kpis[leads.key]
    assert north.values == (60.0,) * 12
    assert north.history == (6.0, None)
    assert north.bounds == Bounds(30.0, 90.0, 3.0, locked_periods=(1,))
    assert north.distribution is not None
    assert (north.distribution.p10, north.distribution.p90) == (48.0, 72.0)
    assert (total.bounds, total.distribution) == (Bounds(), None)
    assert (total.values, total.history) == (leads.values, leads.history)
    member = after.kpis[KpiKey("price_north")]
    assert (member.values, member.bounds) == (price.values, price.bounds)
    assert member.weight_by == "leads_north"
    overrides = after.scenarios[ScenarioKey("s")].overrides
    assert overrides[KpiKey("leads_south")] == Override((None, 20.0), (1.1,))
    assert overrides[KpiKey("price_south")] == Override((0.2,))
    assert leads.key not in overrides
    assert dict(after.levers[LeverKey("l")].factors) == {"leads_north": 0.9, "leads_south": 0.9}
    assert after.correlations == (
        Correlation(KpiKey("leads_north"), KpiKey("price_north"), 0.5),
        Correlation(KpiKey("leads_south"), KpiKey("price_south"), 0.5),
    )


def test_that_parts_that_do_not_divide_exactly_sum_to_the_whole() -> None:
    leads = flow("leads", values=tuple(map(float, range(1, 13))))
    third = {NORTH: 1 / 3, SOUTH: 2 / 3}
    after, _ = split_by_dimension(of(leads), leads.key, REGION, third)
    north, south = (after.kpis[KpiKey(f"leads_{each}")].values for each in (NORTH, SOUTH))
    parts = zip(north, south, strict=True)
    assert tuple((a or 0.0) + (b or 0.0) for a, b in parts) == leads.values


def test_that_what_lies_outside_is_shared_out_in_the_formula() -> None:
    outside = flow("market", history=(7.0,))
    plan = of(
        flow("users", "market + lag(market, 1) + churn * market"),
        flow("leads", "lag(market, 1) * 0.1 + market * churn"),
        outside,
        rate("churn"),
    )
    after, _ = split_by_dimension(plan, KpiKey("leads"), REGION, SHARES)
    assert formulas_of(after)["leads_north"] == "lag(market, 1) * 0.6 * 0.1 + market * 0.6 * churn"
    assert_same_figures(plan, after)


@pytest.mark.parametrize(
    ("formula", "why", "part"),
    [
        ("leads * costs", SplitFault.DEGREE, "leads * costs"),
        ("10 / costs", SplitFault.DEGREE, "10 / costs"),
        ("leads + churn", SplitFault.DEGREES_MIXED, "leads + churn"),
        ("costs + ln(leads) * costs", SplitFault.CURVED, "ln(leads)"),
        ("1 + round(leads, 1)", SplitFault.CURVED, "round(leads, 1)"),
        ("max(leads, costs)", SplitFault.UNEQUAL, "max(leads, costs)"),
        ("if(leads > costs, leads, 0)", SplitFault.UNEQUAL, None),
        ("leads * (costs / leads) * (costs / leads)", SplitFault.UNEQUAL, None),
    ],
)
def test_that_what_would_not_add_up_is_refused_with_its_place(
    formula: str, why: SplitFault, part: str | None
) -> None:
    plan = of(flow("top", formula), flow("leads"), flow("costs"), rate("churn"))
    own = {KpiKey("costs"): {NORTH: 0.5, SOUTH: 0.5}}
    with pytest.raises(EditError) as caught:
        split_by_dimension(plan, KpiKey("top"), REGION, SHARES, own_shares=own)
    assert caught.value.fault is EditFault.NOT_TO_SPLIT
    assert caught.value.details["why"] is why
    assert caught.value.details["key"] == "top"
    assert part is None or caught.value.details["part"] == part


def test_that_equal_shares_let_a_choice_be_split() -> None:
    plan = of(flow("top", "max(leads, costs) + min(leads, 40)"), flow("leads"), flow("costs"))
    after, _ = split_by_dimension(plan, KpiKey("top"), REGION, SHARES)
    assert formulas_of(after)["top_north"] == (
        "max(leads_north, costs_north) + min(leads_north, 24)"
    )
    assert_same_figures(plan, after)


def test_that_a_formula_over_groups_that_would_not_add_up_is_refused() -> None:
    # Over a year the rate of each member is weighted by its own mix of the two.
    plan = of(
        flow("top", "leads * churn", time=TimeRule.FORMULA),
        rate("churn", time=TimeRule.WEIGHTED, weight_by=KpiKey("both")),
        flow("leads", "both * 1"),
        flow("both", "one + other"),
        flow("one"),
        flow("other"),
    )
    own = {KpiKey("one"): {NORTH: 0.5, SOUTH: 0.5}}
    with pytest.raises(EditError) as caught:
        split_by_dimension(plan, KpiKey("top"), REGION, SHARES, own_shares=own)
    assert caught.value.details["why"] is SplitFault.TIME_RULE


@pytest.mark.parametrize(
    ("shares", "fault"),
    [
        ({NORTH: 0.6, SOUTH: 0.5}, EditFault.SHARES_SUM),
        ({NORTH: 1.5, SOUTH: -0.5}, EditFault.SHARES_SUM),
        ({NORTH: float("nan"), SOUTH: 1.0}, EditFault.NOT_FINITE),
        ({NORTH: 0.5, MemberKey("west"): 0.5}, EditFault.NO_SUCH_ROW),
    ],
)
def test_that_shares_must_fit_the_dimension(
    shares: dict[MemberKey, float], fault: EditFault
) -> None:
    with pytest.raises(EditError) as caught:
        split_by_dimension(of(flow("leads")), KpiKey("leads"), REGION, shares)
    assert caught.value.fault is fault


def test_that_a_kpi_is_split_by_a_dimension_only_once() -> None:
    once, _ = split_by_dimension(of(flow("leads")), KpiKey("leads"), REGION, SHARES)
    for again in ("leads", "leads_north"):
        with pytest.raises(EditError) as caught:
            split_by_dimension(once, KpiKey(again), REGION, SHARES)
        assert caught.value.fault is EditFault.SPLIT_ALREADY


def test_that_a_rate_of_nothing_known_is_refused_until_it_has_a_weight() -> None:
    plan = of(rate("churn"), flow("clients"))
    with pytest.raises(EditError) as caught:
        split_by_dimension(plan, KpiKey("churn"), REGION, SHARES)
    assert caught.value.fault is EditFault.SPLIT_WITHOUT_WEIGHT
    weighed = of(rate("churn", weight_by=KpiKey("clients")), flow("clients"))
    after, _ = split_by_dimension(weighed, KpiKey("churn"), REGION, SHARES)
    assert formulas_of(after)["churn"] == "churn_north * 0.6 + churn_south * 0.4"


def test_that_a_rate_of_nothing_in_a_period_keeps_its_figure() -> None:
    plan = of(flow("new", "leads * churn"), flow("leads", values=(0.0,) * 12), rate("churn"))
    after, _ = split_by_dimension(plan, KpiKey("new"), REGION, SHARES)
    assert_same_figures(plan, after)


@pytest.mark.parametrize("name", ["maison_verte", "northwind_cloud", "lark_mobile"])
def test_that_a_whole_sample_can_be_split_and_pays_the_same(name: str) -> None:
    folder = Path(__file__).parents[3] / "resources" / "samples"
    plan = read_plan(folder / f"{name}.kpi")
    zone = Dimension(DimensionKey("zone"), "Zone", (Member(NORTH, "North"), Member(SOUTH, "South")))
    plan = replace(plan, dimensions=plan.dimensions.inserting(zone))
    root = next(key for key, kpi in plan.kpis.items() if kpi.role is KpiRole.PROFIT)
    after, _ = split_by_dimension(plan, root, zone.key, SHARES)
    assert_same_figures(plan, after)
    old, new = results_of(plan).payouts, results_of(after).payouts
    assert {key: each.total for key, each in new.items()} == {
        key: each.total for key, each in old.items()
    }
    grave = {problem.code for problem in check(after) if problem.severity is Severity.ERROR}
    assert grave == set()
