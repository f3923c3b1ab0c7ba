"""What designs cost and whom they pay, against sums over single people in plain Python."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from examples.shop import (
    CLIENTS,
    DESIGN,
    LEAD,
    LEADS,
    MARKETING,
    PROFIT,
    SALES,
    SELLER,
    STRETCH,
    shop,
)
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from strategies.edits import Edit, edits
from strategies.sensible import plans

from models.changes import EditError
from models.edits.designs import add_design
from models.edits.scorecards import set_weight
from models.keys import BASE, DesignKey, PersonKey, PositionKey
from models.organisation import Person, TargetBonus
from models.plan import Plan
from models.uncertainty import Distribution, Shape
from workbench.analysis.alignment.align import align
from workbench.analysis.alignment.cost import cost_of
from workbench.analysis.designs.comparing import (
    CONTRADICTING,
    Figure,
    best_and_worst,
    compare,
    count_contradictions,
)
from workbench.analysis.designs.costs import (
    cost_spread,
    cost_spreads,
    function_costs,
    people_without_payout,
)
from workbench.analysis.designs.differences import Column, Differences, Lot
from workbench.analysis.designs.presets import design_by_preset, put_preset
from workbench.analysis.simulation.outcome import Ask
from workbench.analysis.simulation.run import simulate
from workbench.analysis.suggesting import Preset
from workbench.pay.payouts import Payouts, pay
from workbench.pay.program import prepare
from workbench.results import Results, follow_results, results_of

OTHER = DesignKey("other")


def two_designs(plan: Plan | None = None) -> Plan:
    """Return the shop with a second design that pays the lead less for profit."""
    after, _ = add_design(plan or shop(), "Other", copy_of=DESIGN, key=OTHER)
    after, _ = set_weight(after, OTHER, LEAD, PROFIT, 0.1)
    after, _ = set_weight(after, OTHER, SELLER, CLIENTS, 0.9)
    return after


def uncertain(plan: Plan) -> Plan:
    leads = replace(plan.kpis[LEADS], distribution=Distribution(Shape.NORMAL, 0.9, 1.1))
    return replace(plan, kpis=plan.kpis.replacing(leads))


def crowd(people: int) -> Plan:
    """Return the two designs with many people: some part unpaid, some without a bonus."""
    plan = two_designs()
    rng = np.random.default_rng(7)
    table = plan.people
    for number in range(people):
        position = [LEAD, SELLER][number % 2]
        bonus = TargetBonus(float(rng.integers(0, 30_000)))
        if number % 11 == 0:
            # A share of a base pay that nobody gave: the payout cannot be worked out.
            bonus = TargetBonus(share=0.1)
        key = PersonKey(f"{number:05d}")
        table = table.inserting(Person(key, f"Person {number % 97}", position, target=bonus))
    return replace(plan, people=table)


def naive(payouts: Payouts) -> dict[PersonKey, float]:
    """Return what each is paid, person by person."""
    return {
        each.person: math.nan if each.payout is None else float(each.payout)
        for each in payouts.people
    }


def test_that_designs_are_compared_by_what_each_would_cost_were_it_paid() -> None:
    plan = replace(two_designs(), ceiling=30_000.0)
    results = results_of(plan)
    found = compare(results, (BASE, STRETCH))
    assert list(found) == [(key, at) for at in (BASE, STRETCH) for key in (DESIGN, OTHER)]
    for (design, scenario), figures in found.items():
        program = prepare(plan, design=design)
        total = sum(naive(pay(program, results.values, scenario)).values())
        cost = cost_of(program, results.values, scenario, PROFIT)
        assert figures.payouts == pytest.approx(total)
        assert figures.cost == pytest.approx(total * 1.42)
        assert figures.after == pytest.approx(cost.after)
        assert figures.share == pytest.approx(total / cost.profit)
        assert figures.earned == pytest.approx(cost.earned_per_unit, nan_ok=True)
        assert figures.room == pytest.approx(30_000.0 - total * 1.42)
        told = align(results.values, scenario=scenario, design=design)
        assert told.stake is not None
        assert figures.stake == pytest.approx(told.stake.share)
        wrong = [
            each
            for each in (*told.levers, *told.drivers)
            if each.contradiction.verdict in CONTRADICTING
        ]
        counted = count_contradictions(results, [(design, scenario)])
        assert counted == {(design, scenario): len(wrong)}
    assert count_contradictions(results, found, stopped=lambda: True) == {}


def test_that_best_and_worst_follow_the_sense_of_the_figure() -> None:
    one, two, three = DesignKey("a"), DesignKey("b"), DesignKey("c")
    figures = {one: 3.0, two: 1.0, three: math.nan}
    assert best_and_worst(figures, Figure.COST) == ({two}, {one})
    assert best_and_worst(figures, Figure.AFTER) == ({one}, {two})
    assert best_and_worst({one: 2.0, two: 2.0}, Figure.COST) == (set(), set())
    assert best_and_worst({one: 2.0, two: math.nan}, Figure.COST) == (set(), set())


@pytest.mark.parametrize("people", [0, 400])
def test_that_winners_and_losers_are_those_of_plain_arithmetic(people: int) -> None:
    plan = crowd(people)
    results = results_of(plan)
    before, after = (results.under(key).payouts[STRETCH] for key in (DESIGN, OTHER))
    found = Differences(before, after)
    one, other = naive(before), naive(after)
    lots: dict[PersonKey, Lot] = {}
    for key in plan.people:
        cents = other[key] * 100 - one[key] * 100
        if math.isnan(cents):
            lots[key] = Lot.UNKNOWN
        elif round(cents) == 0:
            lots[key] = Lot.KEEPS
        else:
            lots[key] = Lot.WINS if cents > 0 else Lot.LOSES
    assert dict(zip(found.people, map(Lot, found.lots.tolist()), strict=True)) == lots
    for lot in Lot:
        assert found.counts[lot] == sum(each is lot for each in lots.values())
    won = {key: other[key] - one[key] for key, lot in lots.items() if lot is Lot.WINS}
    if won:
        assert found.most_won is not None
        assert found.change[found.most_won] == pytest.approx(max(won.values()))
    for groups, of in (
        (found.by_position(), lambda key: plan.people[key].position),
        (found.by_function(), lambda key: plan.positions[plan.people[key].position].function),
    ):
        for group in groups:
            mine = [key for key in plan.people if of(key) == group.key]
            told = [key for key in mine if lots[key] is not Lot.UNKNOWN]
            assert group.people == len(mine)
            assert group.before == pytest.approx(sum(one[key] for key in told))
            assert group.after == pytest.approx(sum(other[key] for key in told))
            assert sum(group.counts.values()) == len(mine)


def test_that_people_are_sorted_and_filtered_with_what_is_unknown_last() -> None:
    results = results_of(crowd(60))
    payouts = (results.under(key).payouts[STRETCH] for key in (DESIGN, OTHER))
    found = Differences(*payouts)
    for falling in (False, True):
        order = found.listed(Column.CHANGE, falling=falling)
        assert sorted(order.tolist()) == list(range(len(found)))
        change = found.change[order]
        known = change[~np.isnan(change)]
        assert np.isnan(change[len(known) :]).all()
        assert (np.diff(known) <= 0).all() if falling else (np.diff(known) >= 0).all()
    names = [found.names[place] for place in found.listed(Column.NAME).tolist()]
    assert names == sorted(names, key=str.casefold)
    sales = found.listed(Column.NAME, words=" SALES ")
    assert {found.functions[place] for place in sales.tolist()} == {SALES}
    by_id = found.listed(Column.NAME, words="00007")
    assert [found.people[place] for place in by_id.tolist()] == ["00007"]
    losers = found.listed(Column.CHANGE, lot=Lot.LOSES)
    assert len(losers) == found.counts[Lot.LOSES]


def test_that_another_version_is_matched_by_id_and_tells_who_joined_and_left() -> None:
    old = shop()
    people = old.people.without(PersonKey("ada"))
    people = people.inserting(Person(PersonKey("0042"), "Zoé", SELLER))
    new = replace(old, people=people)
    found = Differences(results_of(old).payouts[BASE], results_of(new).payouts[BASE])
    lots = dict(zip(found.people, map(Lot, found.lots.tolist()), strict=True))
    assert lots == {
        "ben": Lot.KEEPS,
        "cleo": Lot.KEEPS,
        "0042": Lot.JOINED,
        "ada": Lot.LEFT,
    }
    at = {key: place for place, key in enumerate(found.people)}
    assert math.isnan(found.before[at["0042"]])
    assert math.isnan(found.after[at["ada"]])
    by_function = {each.key: each for each in found.by_function()}
    assert by_function[MARKETING].after == 0.0
    assert by_function[MARKETING].before > 0.0


def test_that_functions_sum_to_the_cost_and_say_what_they_do_not_know() -> None:
    payouts = results_of(shop()).payouts[STRETCH]
    found = function_costs(payouts)
    told = naive(payouts)
    assert [each.function for each in found] == [MARKETING, SALES]
    assert found[0].payouts == pytest.approx(told[PersonKey("ada")])
    assert found[1].payouts == pytest.approx(told[PersonKey("ben")] + told[PersonKey("cleo")])
    assert sum(each.cost for each in found) == pytest.approx(sum(told.values()) * 1.42)
    assert sum(each.share for each in found) == pytest.approx(1.0)
    ghost = Person(PersonKey("ghost"), "Ghost", PositionKey("nowhere"))
    plan = replace(shop(), people=shop().people.inserting(ghost))
    lost = function_costs(results_of(plan).payouts[STRETCH])
    assert lost[-1].function == ""
    assert math.isnan(lost[-1].payouts)
    assert math.isnan(lost[0].share)


def test_that_people_without_a_payout_are_counted() -> None:
    for plan in (crowd(60), two_designs(), replace(two_designs(), current_design=None)):
        payouts = results_of(plan).payouts[STRETCH]
        lacking = sum(each.payout is None for each in payouts.people)
        assert people_without_payout(payouts) == lacking
    assert lacking == 3
    empty, _ = add_design(shop(), "Empty", key=OTHER)
    assert people_without_payout(results_of(empty).under(OTHER).payouts[STRETCH]) == 3


def spread_results() -> Results:
    return results_of(replace(uncertain(two_designs()), ceiling=50_000.0))


@pytest.mark.parametrize("design", [DESIGN, OTHER])
def test_that_the_distribution_of_cost_is_that_of_the_simulation(design: DesignKey) -> None:
    results = spread_results()
    found = cost_spread(results, STRETCH, design)
    whole = simulate(results.plan, Ask(scenario=STRETCH, design=design))
    assert whole is not None
    assert found.samples == whole.samples
    same = (found.p10, found.p50, found.p90, found.odds_over)
    told = whole.plan_cost
    assert same == (told.p10, told.p50, told.p90, whole.odds_over_ceiling)
    assert found.uncertain
    assert sum(found.counts) == found.samples
    assert len(found.edges) == len(found.counts) + 1
    assert 8 <= len(found.counts) <= 18
    assert found.edges[0] <= found.p10 <= found.p50 <= found.p90 <= found.edges[-1]


def test_that_a_plan_without_uncertainty_has_one_cost() -> None:
    results = results_of(shop())
    found = cost_spreads(results, (BASE, STRETCH))
    for scenario, spread in found.items():
        total = results.payouts[scenario].total
        assert not spread.uncertain
        assert spread.p10 == spread.p90 == pytest.approx(float(total or 0) * 1.42, abs=0.02)
        assert spread.counts == (spread.samples,)
        assert math.isnan(spread.odds_over)
    assert not cost_spreads(results, (BASE,), stopped=lambda: True)


def test_that_a_preset_makes_a_design_beside_the_one_that_is_paid() -> None:
    plan = shop()
    values = results_of(plan).values
    made = design_by_preset(plan, values, Preset.COMPANY)
    after, changes = put_preset(plan, made, "Company first", OTHER)
    assert changes.designs == {OTHER}
    assert after.current_design == DESIGN
    assert set(after.designs[OTHER].scorecards) == set(plan.positions)


@settings(max_examples=25, deadline=None, phases=[Phase.generate])
@given(plans(), st.lists(edits, min_size=1, max_size=5))
def test_that_other_designs_follow_edits_to_what_they_come_to_anew(
    plan: Plan, wanted: list[Edit]
) -> None:
    results = results_of(plan)
    for edit in wanted:
        try:
            after, changes = edit(results.plan)
        except EditError:
            continue
        for key in results.plan.designs:
            results.under(key)
        results = follow_results(results, after, changes)
        anew = results_of(after)
        for key in after.designs:
            for scenario, payouts in anew.under(key).payouts.items():
                told = results.under(key).payouts[scenario]
                assert naive(told) == pytest.approx(naive(payouts), nan_ok=True)
                assert told.total == payouts.total
