"""The constructed case of four levers under two designs, figure by figure."""

from __future__ import annotations

import pytest
from examples.levers import BRAND, CROSSED, DISCOUNT, FOLLOW_UP, LOOSER, MARKETING, SALES, SILO
from examples.levers import levers_plan as plan

from models.keys import DesignKey, KpiKey, LeverKey
from workbench.analysis.alignment.align import Alignment, Finding, align
from workbench.analysis.alignment.contradictions import Verdict
from workbench.analysis.alignment.repair import Repair
from workbench.analysis.alignment.weights import Subject
from workbench.engine.evaluate import evaluate_plan

PROFITS = {DISCOUNT: -8390, LOOSER: -6200, BRAND: 8693, FOLLOW_UP: 15000}
PAYOUTS = {
    SILO: {
        DISCOUNT: (100.0, 113.0),
        LOOSER: (200.0, 99.0),
        BRAND: (92.5, 114.5),
        FOLLOW_UP: (100.0, 125.0),
    },
    CROSSED: {
        DISCOUNT: (99.3, 101.3),
        LOOSER: (123.3, 94.5),
        BRAND: (116.7, 118.8),
        FOLLOW_UP: (136.2, 132.5),
    },
}
VERDICTS = {
    SILO: {
        DISCOUNT: Verdict.PAID_TO_DESTROY,
        LOOSER: Verdict.PAID_TO_DESTROY,
        BRAND: Verdict.TUG_OF_WAR,
        FOLLOW_UP: Verdict.ALIGNED,
    },
    CROSSED: {
        DISCOUNT: Verdict.PAID_TO_DESTROY,
        LOOSER: Verdict.PAID_TO_DESTROY,
        BRAND: Verdict.ALIGNED,
        FOLLOW_UP: Verdict.ALIGNED,
    },
}


def aligned(design: DesignKey) -> Alignment:
    return align(evaluate_plan(plan()), design=design)


def finding(design: DesignKey, lever: LeverKey) -> Finding:
    return next(each for each in aligned(design).levers if each.contradiction.move.lever == lever)


def marketing_repair() -> Repair:
    repairs = finding(CROSSED, LOOSER).repairs
    assert repairs is not None
    return next(each for each in repairs if each.function == MARKETING)


@pytest.mark.parametrize("design", [SILO, CROSSED])
def test_that_levers_come_to_what_an_independent_script_computed(design: DesignKey) -> None:
    found = aligned(design)
    assert found.profit == pytest.approx(120_000)
    assert [each.contradiction.move.lever for each in found.levers] == list(PROFITS)
    for each in found.levers:
        contradiction = each.contradiction
        lever = contradiction.move.lever
        assert contradiction.profit == pytest.approx(PROFITS[lever], abs=1)
        after = {bonus.function: bonus.after * 100 for bonus in contradiction.bonuses}
        assert list(after) == [MARKETING, SALES]
        assert tuple(after.values()) == pytest.approx(PAYOUTS[design][lever], abs=0.06)
        assert contradiction.verdict is VERDICTS[design][lever]


def test_that_the_only_grid_that_stops_paying_for_looser_criteria_is_found() -> None:
    (grid,) = marketing_repair().grid
    assert grid.enough
    assert grid.change * 100 == pytest.approx(-0.43, abs=0.01)
    assert {subject.kpi: weight for subject, weight in grid.weights} == pytest.approx(
        {KpiKey("profit"): 0.8, KpiKey("leads"): 0.1, KpiKey("clients"): 0.1}
    )


def test_that_a_cap_on_leads_stops_paying_for_looser_criteria() -> None:
    cap = marketing_repair().cap
    assert cap is not None
    assert cap.subject == Subject(KpiKey("leads"))
    assert cap.change_at_full * 100 == pytest.approx(-6.66, abs=0.01)
    # 0.3 (cap - 1) makes up for what profit and clients lose: 6.658 points.
    assert cap.cap == pytest.approx(1 + (0.5 * 0.1291667 + 0.2 * 0.01) / 0.3, abs=1e-6)
    assert cap.change == pytest.approx(0, abs=1e-9)


def test_that_the_smallest_rise_of_one_weight_is_found() -> None:
    weight = marketing_repair().weight
    assert weight is not None
    assert weight.subject == Subject(KpiKey("profit"))
    # Leads and clients keep their 3 to 2: 0.596 (1 - w) = 0.1291667 w.
    assert weight.after == pytest.approx(0.596 / (0.596 + 0.1291667), abs=1e-6)
    assert weight.before == pytest.approx(0.5)
    assert weight.below_floor == (Subject(KpiKey("clients")),)


def test_that_a_scorecard_of_one_measure_has_no_repair_by_weight() -> None:
    repairs = finding(SILO, LOOSER).repairs
    assert repairs is not None
    (found,) = repairs
    assert (found.function, found.weight, found.grid) == (MARKETING, None, ())
    assert found.cap is not None
    assert found.cap.cap == pytest.approx(1.0)


def test_that_shared_stakes_are_those_of_the_scorecards() -> None:
    silo, crossed = aligned(SILO), aligned(CROSSED)
    assert silo.stake is not None
    assert silo.stake.share == 0
    assert crossed.stake is not None
    # Profit 0.4 and clients 0.2.
    assert crossed.stake.share == pytest.approx(0.6)
