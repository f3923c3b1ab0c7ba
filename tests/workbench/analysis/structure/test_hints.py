"""Structure hints: for each a plan that has it and the nearest plan that has not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from examples.shop import (
    ARPU,
    CLIENTS,
    COSTS,
    DESIGN,
    MARKETING,
    PROFIT,
    REVENUE,
    SALES,
    SELLER,
    shop,
    sound_shop,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from immutables import Map
from strategies import sensible

from models.calendar import Calendar, Month
from models.changes import EditError, diff
from models.edits.drivers import fill_values
from models.edits.kpis import add_kpi, insert_parent, set_formula, update_kpi
from models.edits.scenarios import add_scenario
from models.keys import BASE, KpiKey
from models.kpi import Kpi, KpiRole, Nature, Sense, TimeRule, Unit, UnitKind
from models.organisation import Function
from models.plan import Plan
from models.scorecard import Gate, GateSide, Measure
from models.table import Table
from workbench.analysis.structure.hint import Hint, HintCode, MendCode
from workbench.analysis.structure.hints import structure_hints
from workbench.analysis.structure.mends import mended
from workbench.language import language
from workbench.results import results_of
from workbench.structure_words import mend_step, mend_words, structure_sentence, structure_title

COUNT, MONEY, SHARE = Unit(UnitKind.COUNT), Unit(UnitKind.MONEY), Unit(UnitKind.SHARE)


def hints(plan: Plan, **keywords: Any) -> tuple[Hint, ...]:
    return structure_hints(plan, results_of(plan).values, **keywords)


def of(code: HintCode, plan: Plan, **keywords: Any) -> list[str]:
    """Return the KPIs that a plan has a hint about."""
    return [hint.kpi for hint in hints(plan, **keywords) if hint.code is code]


def small(*kpis: Kpi, **fields: Any) -> Plan:
    return Plan(
        "p",
        Calendar(Month(2027, 1), count=3),
        kpis=Table(kpis),
        functions=Table([Function(MARKETING, "Marketing"), Function(SALES, "Sales")]),
        **fields,
    )


def driver(key: str, **fields: Any) -> Kpi:
    return Kpi(KpiKey(key), fields.pop("name", key), **{"values": (2.0,) * 3, **fields})


def worked_out(key: str, formula: str, **fields: Any) -> Kpi:
    return Kpi(KpiKey(key), fields.pop("name", key), formula=formula, **fields)


def with_kpi(plan: Plan, key: str, **fields: Any) -> Plan:
    return replace(plan, kpis=plan.kpis.replacing(replace(plan.kpis[KpiKey(key)], **fields)))


def with_measures(plan: Plan, *keys: str) -> Plan:
    """Pay the sellers of the shop by other KPIs."""
    design = plan.designs[DESIGN]
    card = design.scorecards[SELLER]
    measures = tuple(Measure(key, kpi=KpiKey(key), weight=0.5, targets=(1.0,)) for key in keys)
    card = replace(card, sections=(replace(card.sections[0], measures=measures),))
    design = replace(design, scorecards=design.scorecards.replacing(card))
    return replace(plan, designs=plan.designs.replacing(design))


# Beside the tree


def test_that_a_kpi_that_serves_nothing_stands_beside_the_tree() -> None:
    plan = add_kpi(shop(), driver("likes"))[0]
    assert of(HintCode.ORPHAN, plan) == ["likes"]
    assert of(HintCode.ORPHAN, shop()) == []


@pytest.mark.parametrize("serves", ["formula", "measure", "weight", "gate", "scenario", "role"])
def test_that_what_serves_something_does_not(serves: str) -> None:
    plan = add_kpi(shop(), driver("likes"))[0]
    likes = KpiKey("likes")
    match serves:
        case "formula":
            plan = set_formula(plan, PROFIT, "revenue - costs + 0 * likes")[0]
        case "measure":
            plan = with_measures(plan, "likes")
        case "weight":
            plan = with_kpi(plan, ARPU, time=TimeRule.WEIGHTED, weight_by=likes)
        case "gate":
            design = plan.designs[DESIGN]
            gate = Gate(likes, GateSide.AT_LEAST, 1.0)
            card = replace(design.scorecards[SELLER], gates=(gate,))
            design = replace(design, scorecards=design.scorecards.replacing(card))
            plan = replace(plan, designs=plan.designs.replacing(design))
        case "scenario":
            plan = fill_values(plan, likes, (0,), 3.0, scenario=plan.scenarios.order[0])[0]
        case _:
            plan = with_kpi(plan, "likes", role=KpiRole.CLIENT_VALUE)
    assert of(HintCode.ORPHAN, plan) == []


def test_that_the_first_kpis_of_a_plan_are_no_orphans() -> None:
    assert hints(small(driver("profit"), driver("revenue"))) == ()


# One child, many children


def test_that_a_kpi_which_only_repeats_another_is_told_and_can_be_taken_out() -> None:
    plan = set_formula(shop(), PROFIT, "total - costs")[0]
    plan = add_kpi(plan, worked_out("total", "revenue", unit=MONEY))[0]
    (hint,) = [hint for hint in hints(plan) if hint.code is HintCode.SINGLE_CHILD]
    assert (hint.kpi, hint.child) == ("total", REVENUE)
    assert hint.mend is not None
    after, changes = mended(plan, hint.mend)
    assert changes == diff(plan, after)
    assert after.kpis[PROFIT].formula == "revenue - costs"
    assert_same_figures(plan, after)
    assert of(HintCode.SINGLE_CHILD, after) == []


@pytest.mark.parametrize("formula", ["revenue + leads", "revenue * 2", "-revenue * 1", "4"])
def test_that_a_kpi_that_says_more_than_its_child_repeats_nothing(formula: str) -> None:
    plan = add_kpi(shop(), worked_out("total", formula))[0]
    assert of(HintCode.SINGLE_CHILD, plan) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"role": KpiRole.CLIENT_VALUE},
        {"note": "what the board calls it"},
        {"time": TimeRule.LAST},
        {"unit": COUNT},
        {"cost": True},
        {"values": (1.0,)},
        {"responsibility": Map({SALES: 1.0})},
        {"formula": "-revenue"},
    ],
)
def test_that_a_level_with_something_of_its_own_is_not_offered_to_be_taken_out(
    fields: dict[str, Any],
) -> None:
    plan = set_formula(shop(), PROFIT, "total - costs")[0]
    plan = add_kpi(plan, worked_out("total", "revenue", unit=MONEY))[0]
    plan = with_kpi(plan, "total", **fields)
    (hint,) = [hint for hint in hints(plan) if hint.code is HintCode.SINGLE_CHILD]
    assert hint.mend is None


def many(count: int, **fields: Any) -> Plan:
    """Return a sum of ``count`` drivers, which two functions answer for in turn."""
    rows = [
        driver(f"c{n}", unit=MONEY, responsibility=Map({(MARKETING, SALES)[n % 2]: 1.0}), **fields)
        for n in range(count)
    ]
    total = worked_out("total", " + ".join(f"c{n}" for n in range(count)), unit=MONEY, name="Total")
    return small(total, *rows)


def test_that_more_than_seven_children_are_many_and_can_be_grouped_by_function() -> None:
    assert of(HintCode.MANY_CHILDREN, many(7)) == []
    plan = many(9)
    (hint,) = hints(plan)
    assert (hint.code, hint.count) == (HintCode.MANY_CHILDREN, 9)
    assert hint.mend is not None
    after, changes = mended(plan, hint.mend)
    assert changes == diff(plan, after)
    assert [kpi.name for kpi in after.kpis.values() if kpi.key not in plan.kpis] == [
        "Total · Marketing"
    ]
    assert after.kpis[KpiKey("total")].formula == "total_marketing + c1 + c3 + c5 + c7"
    assert_same_figures(plan, after)
    assert hints(after) == ()


def test_that_nothing_is_grouped_where_figures_or_functions_would_not_go_together() -> None:
    product = set_formula(many(9), KpiKey("total"), " * ".join(f"c{n}" for n in range(9)))[0]
    assert [hint.mend for hint in hints(product)] == [None]
    grouped_otherwise = many(9, time=TimeRule.WEIGHTED, weight_by=KpiKey("c0"))
    assert [hint.mend for hint in hints(grouped_otherwise)] == [None]
    crowded = many(20)
    assert [hint.mend for hint in hints(crowded)] == [None]


# Growth


def test_that_growth_without_a_guard_is_told() -> None:
    assert of(HintCode.UNGUARDED_GROWTH, shop()) == [REVENUE]


@pytest.mark.parametrize("guard", ["inside", "beside", "paid", "gate", "catalogue"])
def test_that_one_guard_is_enough(guard: str) -> None:
    plan = shop()
    churn = driver("churn", unit=SHARE, sense=Sense.LOWER, values=(0.01,) * 12)
    guards: dict[KpiKey, KpiKey] = {}
    match guard:
        case "inside":
            plan = add_kpi(plan, churn)[0]
            plan = set_formula(plan, CLIENTS, "prev(clients, 9) * (1 - churn) + leads")[0]
        case "beside":
            named = replace(churn, key=KpiKey("sav"), name="Réclamations clients", unit=Unit())
            plan = add_kpi(plan, named, parent=PROFIT)[0]
        case "paid":
            plan = with_measures(add_kpi(plan, churn)[0], CLIENTS, "churn")
        case "gate":
            plan = add_kpi(plan, churn)[0]
            design = plan.designs[DESIGN]
            gate = Gate(KpiKey("churn"), GateSide.AT_MOST, 0.02)
            card = replace(design.scorecards[SELLER], gates=(gate,))
            design = replace(design, scorecards=design.scorecards.replacing(card))
            plan = replace(plan, designs=plan.designs.replacing(design))
        case _:
            guards = {REVENUE: COSTS}
    assert of(HintCode.UNGUARDED_GROWTH, plan, guards=guards) == []


def test_that_a_guard_which_the_catalogue_knows_is_named() -> None:
    (hint,) = [
        hint
        for hint in structure_hints(
            shop(), results_of(shop()).values, {REVENUE: KpiKey("churn_of_clients")}
        )
        if hint.code is HintCode.UNGUARDED_GROWTH
    ]
    assert "churn_of_clients" in structure_sentence(hint, shop(), language("en"))


def test_that_what_does_not_grow_by_volume_needs_no_guard() -> None:
    plan = with_kpi(shop(), "clients", unit=MONEY)
    assert of(HintCode.UNGUARDED_GROWTH, with_kpi(plan, "leads", unit=MONEY)) == []
    assert of(HintCode.UNGUARDED_GROWTH, with_kpi(shop(), "revenue", cost=True)) == []


def test_that_a_branch_in_which_all_act_late_is_told() -> None:
    late = set_formula(shop(), CLIENTS, "subscribers")[0]
    late = add_kpi(late, driver("subscribers", unit=COUNT, values=(9.0,) * 12))[0]
    assert of(HintCode.LATE_BRANCH, late) == [REVENUE]
    assert of(HintCode.LATE_BRANCH, shop()) == []


@pytest.mark.parametrize("leads", ["name", "nature", "formula"])
def test_that_one_that_moves_first_is_enough(leads: str) -> None:
    late = set_formula(shop(), CLIENTS, "subscribers")[0]
    late = add_kpi(late, driver("subscribers", unit=COUNT, values=(9.0,) * 12))[0]
    match leads:
        case "name":
            late = with_kpi(late, "subscribers", name="Rendez-vous")
        case "nature":
            long = with_kpi(late, "subscribers", nature=Nature(long_short_term=0.2))
            assert of(HintCode.LATE_BRANCH, long) == [REVENUE]
            late = with_kpi(late, "subscribers", nature=Nature(long_short_term=0.8))
        case _:
            late = set_formula(late, CLIENTS, "lag(subscribers, 1)")[0]
    assert of(HintCode.LATE_BRANCH, late) == []


# Who answers


def test_that_a_driver_nobody_answers_for_goes_to_the_function_of_its_siblings() -> None:
    plan = with_kpi(shop(), "conversion", responsibility=Map())
    (hint,) = [hint for hint in hints(plan) if hint.code is HintCode.NOBODY_ANSWERS]
    assert hint.kpi == "conversion"
    assert hint.mend is not None
    assert (hint.mend.code, hint.mend.function) == (MendCode.ASSIGN, MARKETING)
    after, changes = mended(plan, hint.mend)
    assert changes == diff(plan, after)
    assert after.kpis[KpiKey("conversion")].responsibility == Map({MARKETING: 1.0})
    assert of(HintCode.NOBODY_ANSWERS, after) == []
    assert of(HintCode.NOBODY_ANSWERS, shop()) == []


def test_that_nobody_needs_to_answer_where_nobody_answers_for_anything() -> None:
    plan = shop()
    rows = [replace(kpi, responsibility=Map()) for kpi in plan.kpis.values()]
    assert of(HintCode.NOBODY_ANSWERS, replace(plan, kpis=Table(rows))) == []


# Vanity


def test_that_what_moves_no_profit_is_told_the_more_where_it_is_paid() -> None:
    plan = set_formula(shop(), REVENUE, "clients * arpu + 0 * likes")[0]
    plan = add_kpi(plan, driver("likes", values=(5.0,) * 12))[0]
    (hint,) = [hint for hint in hints(plan) if hint.code is HintCode.VANITY]
    assert (hint.kpi, hint.paid, hint.pleasing) == ("likes", False, True)
    (hint,) = [hint for hint in hints(with_measures(plan, "likes")) if hint.code is HintCode.VANITY]
    assert hint.paid
    assert of(HintCode.VANITY, shop()) == []


def test_that_a_formula_is_vain_only_where_nothing_below_it_moves_the_profit() -> None:
    plan = add_kpi(shop(), driver("posts", values=(5.0,) * 12))[0]
    plan = add_kpi(plan, worked_out("noise", "posts * 2"))[0]
    assert of(HintCode.VANITY, with_measures(plan, "noise")) == ["noise"]
    linked = set_formula(plan, KpiKey("noise"), "posts * leads")[0]
    assert of(HintCode.VANITY, with_measures(linked, "noise")) == []


def test_that_a_driver_elsewhere_than_below_the_profit_is_vain_by_its_name_only() -> None:
    plan = add_kpi(shop(), driver("equity", values=(5.0,) * 12))[0]
    plan = add_kpi(plan, worked_out("returns_on_it", "profit / equity"))[0]
    assert of(HintCode.VANITY, plan) == []
    assert of(HintCode.VANITY, with_kpi(plan, "equity", name="Impressions")) == ["equity"]


def test_that_one_scenario_in_which_it_moves_the_profit_is_enough() -> None:
    plan = set_formula(shop(), REVENUE, "clients * arpu + on * visits")[0]
    plan = add_kpi(plan, driver("on", values=(0.0,) * 12))[0]
    plan = add_kpi(plan, driver("visits", values=(5.0,) * 12))[0]
    assert of(HintCode.VANITY, plan) == ["visits"]
    plan = add_scenario(plan, "On")[0]
    plan = fill_values(plan, KpiKey("on"), (3,), 1.0, scenario=plan.scenarios.order[-1])[0]
    assert of(HintCode.VANITY, plan) == []


@pytest.mark.parametrize(
    "fields",
    [{"sense": Sense.LOWER}, {"cost": True}, {"name": "Satisfaction"}, {"values": ()}],
)
def test_that_costs_guards_and_what_nobody_knows_yet_are_not_vain(fields: dict[str, Any]) -> None:
    plan = set_formula(shop(), REVENUE, "clients * arpu + zero * likes")[0]
    plan = add_kpi(plan, driver("zero", values=(0.0,) * 12))[0]
    plan = add_kpi(plan, driver("likes", values=(5.0,) * 12))[0]
    if "values" in fields:
        plan = with_kpi(plan, "zero", values=())
    else:
        plan = with_kpi(plan, "likes", **fields)
    assert "likes" not in of(HintCode.VANITY, plan)


def test_that_without_a_profit_nothing_is_vain() -> None:
    plan = add_kpi(shop(), driver("likes", values=(5.0,) * 12))[0]
    plan = update_kpi(with_measures(plan, "likes"), PROFIT, role=None)[0]
    assert of(HintCode.VANITY, plan) == []


# Together


def assert_same_figures(before: Plan, after: Plan) -> None:
    """Check that what is in both plans comes to the same, period by period and over groups."""
    one, other = results_of(before).values, results_of(after).values
    year = before.calendar.report_group()
    for key in before.kpis:
        if key not in after.kpis:
            continue
        for scenario in (BASE, *before.scenarios):
            assert one.of(key, scenario).tolist() == pytest.approx(
                other.of(key, scenario).tolist(), rel=1e-12, abs=1e-9, nan_ok=True
            )
            if year is not None:
                assert one.group(key, scenario, year) == pytest.approx(
                    other.group(key, scenario, year), rel=1e-12, abs=1e-9, nan_ok=True
                )


def same(hint: Hint) -> tuple[HintCode, str]:
    return hint.code, hint.kpi


@st.composite
def levelled(draw: st.DrawFn) -> Plan:
    """Draw a plan, mostly with a profit and a level that only repeats what is below it."""
    plan = draw(sensible.plans())
    if draw(st.booleans()):
        plan = with_kpi(plan, plan.kpis.order[0], role=KpiRole.PROFIT)
    below = plan.kpis[draw(st.sampled_from(plan.kpis.order))]
    level = Kpi(
        KpiKey("level"),
        "Level",
        below.unit,
        below.sense,
        time=below.time,
        weight_by=below.weight_by,
        cost=below.cost,
    )
    try:
        return insert_parent(plan, below.key, level)[0]
    except EditError:
        return plan


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
@given(levelled())
def test_that_hints_never_fail_and_every_mend_removes_its_own(plan: Plan) -> None:
    speech = language("fr")
    for hint in hints(plan):
        assert hint.kpi in plan.kpis
        assert "{" not in structure_sentence(hint, plan, speech) + structure_title(hint, speech)
        if hint.mend is None:
            continue
        assert mend_words(hint.mend, plan, speech)
        assert mend_step(hint.mend, plan, speech)
        after, changes = mended(plan, hint.mend)
        assert changes == diff(plan, after)
        assert not changes.is_empty
        assert same(hint) not in map(same, hints(after))
        if hint.mend.code is not MendCode.ASSIGN:
            assert_same_figures(plan, after)


def test_that_a_plan_with_a_cycle_still_has_its_hints() -> None:
    plan = small(worked_out("a", "b"), worked_out("b", "a"), driver("c"))
    found = hints(plan)
    assert [hint.kpi for hint in found if hint.code is HintCode.SINGLE_CHILD] == ["a", "b"]
    assert all(hint.mend is None for hint in found)


def test_that_the_sound_shop_lacks_its_guard_only() -> None:
    assert [hint.code for hint in hints(sound_shop())] == [HintCode.UNGUARDED_GROWTH]
