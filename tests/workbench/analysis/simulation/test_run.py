"""A simulation against the same plans worked out and paid one by one."""

from __future__ import annotations

import math
import tracemalloc
from dataclasses import replace

import numpy as np
import pytest
from examples.shop import ARPU, CLIENTS, CONVERSION, COSTS, LEADS, PROFIT, REVENUE, STRETCH, shop
from scipy import stats

from models.keys import BASE, KpiKey, ScenarioKey
from models.kpi import Kpi
from models.plan import Plan
from models.table import Table
from models.uncertainty import (
    Correlation,
    Distribution,
    DistributionFault,
    Shape,
    SpreadBasis,
)
from tests.workbench.analysis.simulation.uncertain_shop import spread, uncertain_shop
from tests.workbench.pay.random_plans import random_plan
from workbench.analysis.simulation.draws import draws_of, points
from workbench.analysis.simulation.faults import SimulationError, SimulationFault
from workbench.analysis.simulation.outcome import Ask, Simulation
from workbench.analysis.simulation.run import prepared, simulate
from workbench.engine.evaluate import evaluate_plan
from workbench.pay.payouts import pay
from workbench.pay.program import prepare


def simulated(plan: Plan, **asked: object) -> Simulation:
    found = simulate(plan, Ask(**asked))
    assert found is not None
    return found


def drawn_plans(plan: Plan, ask: Ask) -> list[Plan]:
    """Return a plan for each sample, the figures of its drivers typed in, at the base."""
    values = evaluate_plan(plan)
    draws = draws_of(plan, values)
    run = prepared(plan, ask)
    u = points(draws.count, run.chunk, ask.seed, 0)
    figures = draws.figures(u.T)
    made: list[Plan] = []
    for sample in range(u.shape[0]):
        given = dict(plan.kpis)
        for kpi in plan.kpis.values():
            for draw in draws.draws:
                if kpi.key in draw.drivers:
                    base = values.of(kpi.key, ask.scenario)
                    scale = draw.scales[draw.drivers.index(kpi.key)]
                    mine = np.broadcast_to(figures[list(draw.columns), sample], base.shape)
                    typed = tuple(
                        None if math.isnan(each) else float(each) for each in base * mine / scale
                    )
                    given[kpi.key] = replace(kpi, values=typed)
        made.append(replace(plan, kpis=Table(given.values()), scenarios=Table(())))
    return made


def unrounded(plan: Plan) -> dict[str, float]:
    """Return what everybody claims, times what funds it."""
    payouts = pay(prepare(plan), evaluate_plan(plan), BASE)
    return {
        person.key: float(claim * walk.values[len(walk.steps) - 3])
        for [walk] in payouts.walks.values()
        for person, claim in zip(walk.holders.people, walk.claims, strict=True)
    }


def test_that_figures_are_those_of_plans_worked_out_one_by_one() -> None:
    plan, ask = uncertain_shop(), Ask(samples=8, seed=5, kpis=(PROFIT, CLIENTS, REVENUE, LEADS))
    kept = prepared(plan, ask).drawn()
    for sample, one in enumerate(drawn_plans(plan, ask)):
        values = evaluate_plan(one)
        expected = [values.total(key, BASE) for key in ask.kpis]
        assert kept.kpis[:, sample] == pytest.approx(expected, rel=1e-12)


def test_that_draws_multiply_the_figures_of_the_scenario() -> None:
    plan = uncertain_shop()
    ask = Ask(samples=4, seed=5, kpis=(LEADS, PROFIT), scenario=STRETCH)
    kept = prepared(plan, ask).drawn()
    for sample, one in enumerate(drawn_plans(plan, ask)):
        values = evaluate_plan(one)
        expected = [values.total(key, BASE) for key in ask.kpis]
        assert kept.kpis[:, sample] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("seed", range(24))
def test_that_payouts_are_those_of_plans_paid_one_by_one_but_unrounded(seed: int) -> None:
    plan = random_plan(seed, people=14, exceptions=seed % 3 == 1)
    for number, key in enumerate(("profit", "clients", "churn", "debt", "gap")):
        low = 0.7 + 0.04 * number
        plan = spread(plan, key, Distribution(Shape.UNIFORM, low, 2.0 - low))
    ask = Ask(samples=4, seed=seed)
    run = prepared(plan, ask)
    kept = run.drawn()
    rows = {person: row for row, alike in enumerate(run.pay.alike) for person in alike.people}
    for sample, one in enumerate(drawn_plans(plan, ask)):
        expected = unrounded(one)
        assert set(rows) == set(expected)
        found = [kept.paid[rows[key], sample] for key in expected]
        # A pool is rounded down to its cent where it is paid, and is not here.
        assert found == pytest.approx(list(expected.values()), rel=2e-6, abs=1e-9, nan_ok=True)
        total = math.fsum(expected.values()) if expected else 0.0
        if not run.pay.program.unclaimed:
            assert kept.total[sample] == pytest.approx(total, rel=2e-6, abs=1e-9, nan_ok=True)
        else:
            assert math.isnan(kept.total[sample])


@pytest.mark.parametrize("seed", range(6))
def test_that_instalments_are_simulated(seed: int) -> None:
    plan = random_plan(seed, people=14, exceptions=seed % 2 == 1, times=True)
    plan = spread(plan, "profit", Distribution(Shape.UNIFORM, 0.7, 1.3))
    plan = spread(plan, "clients", Distribution(Shape.UNIFORM, 0.9, 1.1))
    run = prepared(plan, Ask(samples=4, seed=seed))
    kept = run.drawn()
    for sample, one in enumerate(drawn_plans(plan, run.ask)):
        paid = pay(prepare(one), evaluate_plan(one), BASE)
        for row, alike in enumerate(run.pay.alike):
            for person in alike.people:
                told = paid.of(person).payout
                expected = math.nan if told is None else float(told)
                # Instalments are rounded one by one where they are paid.
                assert kept.paid[row, sample] == pytest.approx(
                    expected, abs=26.0 / 10.0**run.pay.program.digits, nan_ok=True
                )


def test_that_one_thread_and_two_give_the_same_figures_to_the_last_bit() -> None:
    plan = uncertain_shop()
    one = prepared(plan, Ask(samples=2**15, seed=3)).drawn()
    two = prepared(plan, Ask(samples=2**15, seed=3, threads=2)).drawn()
    assert np.array_equal(one.kpis, two.kpis)
    assert np.array_equal(one.paid, two.paid)
    assert np.array_equal(one.marks, two.marks)
    other = prepared(plan, Ask(samples=2**15, seed=4)).drawn()
    assert not np.array_equal(one.kpis, other.kpis)


def test_that_figures_do_not_hang_on_how_many_are_worked_out_at_once() -> None:
    plan, ask = uncertain_shop(), Ask(samples=1024, seed=3)
    whole = prepared(plan, ask).drawn()
    pieces = prepared(plan, ask, room=40_000)
    assert pieces.states.block < 100
    assert pieces.drawn().kpis == pytest.approx(whole.kpis, rel=1e-14)


def test_that_memory_does_not_grow_with_the_samples_but_for_what_is_kept() -> None:
    plan = uncertain_shop()
    run = prepared(plan, Ask(samples=2**14), room=2**20)
    more = prepared(plan, Ask(samples=2**17), room=2**20)
    run.drawn()
    assert peak(more) - kept_bytes(more) < 1.3 * (peak(run) - kept_bytes(run)) + 2**18


def peak(run: object) -> int:
    tracemalloc.start()
    run.drawn()
    found = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return found


def kept_bytes(run: object) -> int:
    return 8 * run.samples * (len(run.kpis) + len(run.pay.alike) + 1)


def test_that_spreads_are_those_that_the_distributions_say() -> None:
    plan = spread(shop(), ARPU, Distribution(Shape.NORMAL, 0.9, 1.1))
    found = simulated(plan, samples=4096, seed=1, kpis=(REVENUE,))
    base = evaluate_plan(plan).total(REVENUE, BASE)
    revenue = found.kpis[REVENUE]
    # Sobol points of one dimension err by about 1/n; the tails cost a little more.
    assert revenue.mean == pytest.approx(base, rel=1e-4)
    assert revenue.sd == pytest.approx(base * 0.1 / stats.norm.ppf(0.9), rel=2e-3)
    assert revenue.p10 == pytest.approx(0.9 * base, rel=3e-4)
    assert revenue.p50 == pytest.approx(base, rel=3e-4)
    assert revenue.p90 == pytest.approx(1.1 * base, rel=3e-4)
    assert revenue.lacking == 0.0


def test_that_odds_are_those_of_the_target_in_the_distribution() -> None:
    # Leads of 108,000 a year; the target is that, the curve runs from 80 % to 120 % of it.
    plan = spread(shop(), LEADS, Distribution(Shape.NORMAL, 0.8, 1.2))
    found = simulated(plan, samples=8192, seed=1)
    leads = next(each for each in found.measures if each.kpi == LEADS)
    assert leads.threshold == pytest.approx(0.9, abs=2e-3)
    assert leads.target == pytest.approx(0.5, abs=2e-3)
    assert leads.maximum == pytest.approx(0.1, abs=2e-3)
    # Costs fall: their threshold is 120 % of the target, their maximum 80 %.
    plan = spread(shop(), COSTS, Distribution(Shape.NORMAL, 0.9, 1.2))
    costs = next(each for each in simulated(plan, samples=8192).measures if each.kpi == COSTS)
    assert costs.threshold == pytest.approx(0.9, abs=2e-3)
    assert costs.maximum < 0.1 < costs.target


def test_that_drivers_correlate_as_the_plan_says() -> None:
    plan = uncertain_shop()
    kept = prepared(plan, Ask(samples=2**15, seed=9, kpis=(LEADS, CONVERSION, ARPU))).drawn()
    found = np.asarray(stats.spearmanr(kept.kpis, axis=1).statistic)
    assert found[0, 1] == pytest.approx(-0.4, abs=0.01)
    assert found[0, 2] == pytest.approx(0.0, abs=0.01)


def test_that_members_of_a_split_share_a_draw() -> None:
    plan = shop()
    half = replace(plan.kpis[LEADS], values=(4500.0,) * 12, origin=LEADS)
    parts = [replace(half, key=KpiKey(key), name=key) for key in ("north", "south")]
    whole = replace(plan.kpis[LEADS], formula="north + south")
    plan = replace(plan, kpis=Table((*plan.kpis.replacing(whole).values(), *parts)))
    given = Distribution(Shape.UNIFORM, 0.9, 1.1)
    alike = spread(spread(plan, "north", given), "south", given)
    kept = prepared(alike, Ask(samples=64, kpis=("north", "south"))).drawn()
    assert np.array_equal(kept.kpis[0], kept.kpis[1])
    assert kept.kpis[0].std() > 0
    unlike = spread(alike, "south", replace(given, p10=0.8))
    kept = prepared(unlike, Ask(samples=64, kpis=("north", "south"))).drawn()
    assert not np.allclose(kept.kpis[0], kept.kpis[1], rtol=1e-3)
    # A correlation that names the whole is one of the draw that its members share.
    both = spread(alike, ARPU, given)
    both = replace(both, correlations=(Correlation(LEADS, ARPU, 0.8),))
    kept = prepared(both, Ask(samples=4096, kpis=("north", ARPU))).drawn()
    assert np.asarray(stats.spearmanr(kept.kpis, axis=1).statistic) == pytest.approx(0.8, abs=0.02)


def test_that_the_tornado_moves_one_driver_from_p10_to_p90() -> None:
    plan = uncertain_shop()
    found = simulated(plan, samples=2).tornado
    assert found.kpi == PROFIT
    assert [swing.drivers for swing in found.swings[:2]] == [(ARPU,), (COSTS,)]
    widths = [swing.width for swing in found.swings]
    assert widths == sorted(widths, reverse=True)
    arpu = 30.0 * math.sqrt(0.9 * 1.1)
    typed = replace(plan.kpis[ARPU], values=(arpu,) * 12)
    middle = evaluate_plan(replace(plan, kpis=plan.kpis.replacing(typed))).total(PROFIT, BASE)
    assert found.middle == pytest.approx(middle, rel=1e-9)
    costs = found.swings[1]
    assert (costs.low, costs.high) == pytest.approx((middle + 6e5, middle - 6e5), rel=1e-9)


def test_that_a_plan_without_distributions_comes_to_its_own_figures() -> None:
    plan = shop()
    found = simulated(plan, samples=16)
    assert found.uncertain == ()
    profit = found.kpis[PROFIT]
    base = evaluate_plan(plan).total(PROFIT, BASE)
    assert (profit.mean, profit.sd, profit.p10, profit.p90) == (base, 0.0, base, base)
    assert found.tornado.swings == ()
    paid = {each.person: each.payout.mean for each in found.people}
    assert paid == pytest.approx(unrounded(plan), rel=1e-12)


def test_that_the_number_of_samples_becomes_a_power_of_two() -> None:
    plan = uncertain_shop()
    assert [simulated(plan, samples=asked).samples for asked in (1, 3, 64, 65)] == [1, 4, 64, 128]


def test_that_runs_without_a_value_are_counted_and_left_out() -> None:
    plan = shop()
    half = Kpi(KpiKey("root"), "Root", formula="sqrt(leads - 9000)")
    plan = replace(plan, kpis=Table((*plan.kpis.values(), half)))
    plan = spread(plan, LEADS, Distribution(Shape.NORMAL, 0.9, 1.1))
    root = simulated(plan, samples=1024, kpis=("root",)).kpis["root"]
    assert root.lacking == pytest.approx(0.5, abs=0.01)
    assert root.p10 > 0


def test_that_a_run_can_be_stopped_and_says_how_far_it_is() -> None:
    plan, ask = uncertain_shop(), Ask(samples=2**16, seed=3, threads=2)
    told: list[float] = []

    def stop(part: float) -> bool:
        told.append(part)
        return len(told) < 2

    assert simulate(plan, ask, stop) is None
    assert told == [1 / 8, 2 / 8]


@pytest.mark.parametrize(
    ("change", "fault", "kpi"),
    [
        (lambda p: spread(p, LEADS, Distribution(Shape.PERT, 0.9, 1.1)),
         SimulationFault.NO_DISTRIBUTION, LEADS),
        (lambda p: spread(replace(p, kpis=p.kpis.replacing(replace(p.kpis[LEADS], values=()))),
                          LEADS, Distribution(Shape.NORMAL, 0.9, 1.1, basis=SpreadBasis.VALUE)),
         SimulationFault.NO_BASE, LEADS),
        (lambda p: replace(p, correlations=(Correlation(LEADS, ARPU, 1.5),)),
         SimulationFault.RHO, LEADS),
        (lambda p: replace(p, correlations=(Correlation(LEADS, CONVERSION, 0.9),
                                            Correlation(CONVERSION, ARPU, 0.9),
                                            Correlation(LEADS, ARPU, -0.9))),
         SimulationFault.CONTRADICTION, LEADS),
        (lambda p: replace(p, calendar=replace(p.calendar, count=6)), SimulationFault.NO_YEAR, ""),
    ],
)  # fmt: skip
def test_that_what_makes_no_sense_is_refused(
    change: object, fault: SimulationFault, kpi: str
) -> None:
    with pytest.raises(SimulationError) as caught:
        simulate(change(uncertain_shop()), Ask(samples=4))
    assert caught.value.fault is fault
    assert kpi in {caught.value.kpi, caught.value.other}
    if fault is SimulationFault.NO_DISTRIBUTION:
        assert caught.value.distribution is DistributionFault.MIDDLE_MISSING


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ({"samples": 0}, SimulationFault.SAMPLES),
        ({"samples": 2**25}, SimulationFault.SAMPLES),
        ({"seed": -1}, SimulationFault.SEED),
        ({"threads": 0}, SimulationFault.THREADS),
        ({"kpis": ("nothing",)}, SimulationFault.UNKNOWN_KPI),
    ],
)
def test_that_a_question_out_of_bounds_is_refused(
    asked: dict[str, object], fault: SimulationFault
) -> None:
    with pytest.raises(SimulationError) as caught:
        simulate(shop(), Ask(**asked))
    assert caught.value.fault is fault
    with pytest.raises(KeyError):
        simulate(shop(), Ask(scenario=ScenarioKey("nowhere")))
