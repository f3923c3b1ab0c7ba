"""Suggested weights: by what the function answers for, and never against what is locked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from examples.shop import COSTS, DESIGN, LEAD, MARKETING, PROFIT, REVENUE, shop, sound_shop
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import sensible

from models.edits.drivers import scale_values
from models.edits.weights import lock_weight
from models.keys import BASE, MeasureKey, PositionKey
from models.organisation import FunctionRole
from models.plan import Plan
from models.scorecard import ScoreForm, Section
from workbench.analysis.suggesting import (
    FLOOR,
    MOST,
    Preset,
    Reason,
    Suggester,
    Suggestion,
    Unsuggested,
    apply_suggestions,
)
from workbench.analysis.suggestion_scores import ScoreBoard
from workbench.engine.evaluate import evaluate_plan
from workbench.files.plan_file import open_plan

FOLDER = Path(__file__).parents[3] / "resources" / "samples"
SAMPLES = sorted(FOLDER.glob("*.kpi"))


def check(plan: Plan, suggestion: Suggestion) -> None:
    """Fail unless a suggestion keeps to what it promises."""
    if suggestion.fault is not None:
        assert suggestion.measures == ()
        return
    stays = [each for each in suggestion.measures if each.reason is not Reason.DROPPED]
    assert sum(each.weight for each in stays) == pytest.approx(1.0, abs=1e-9)
    new = [each for each in stays if each.reason in {Reason.SCORED, Reason.SHARED}]
    assert all(each.weight == each.measure.weight for each in new)
    assert all(each.weight == each.before for each in stays if each not in new)
    assert all(each.weight >= FLOOR - 1e-9 for each in new)
    assert len(stays) <= max(MOST, len(stays) - len(new) + 1)
    named = [each.measure.kpi for each in stays if each.measure.kpi is not None]
    assert len(named) == len(set(named)) or any(each.reason is Reason.LOCKED for each in stays)
    for each in new:
        if each.score is not None:
            assert 0.0 <= each.score.sight <= 1.0 + 1e-9
            assert each.score.effect >= 0.0


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_that_a_suggestion_keeps_to_floor_number_and_what_is_locked(path: Path) -> None:
    plan = open_plan(path).plan
    assert plan.design is not None
    suggester = Suggester(plan, evaluate_plan(plan))
    whole: list[Suggestion] = []
    for position, row in plan.positions.items():
        for preset in Preset:
            suggestion = suggester.suggest(plan.design, position, preset)
            assert suggestion.fault is None
            check(plan, suggestion)
        suggestion = suggester.suggest(plan.design, position, Preset.SUGGESTED)
        stays = [each for each in suggestion.measures if each.reason is not Reason.DROPPED]
        assert 2 <= len(stays) <= MOST
        kpis = {plan.kpis[each.measure.kpi].role for each in stays if each.measure.kpi}
        if plan.functions[row.function].role is not FunctionRole.OTHER:
            assert "profit" in kpis
        whole.append(suggestion)
    assert plan.current_design is not None
    after, _ = apply_suggestions(plan, plan.current_design, whole)
    assert after.design is not None
    for position in plan.positions:
        card = after.design.scorecards[position]
        assert sum(each.weight for each in card.measures) == pytest.approx(1.0, abs=1e-9)
        again = Suggester(after, evaluate_plan(after)).suggest(
            after.design, position, Preset.SUGGESTED
        )
        assert not again.changes


def test_that_the_factors_are_those_of_the_tree() -> None:
    plan = sound_shop()
    values = evaluate_plan(plan)
    suggester = ScoreBoard(plan, values, BASE, PROFIT)
    # Profit is revenue less costs, and nothing moves both.
    revenue = suggester.score(MARKETING, REVENUE)
    assert revenue.effect == pytest.approx(
        values.total(REVENUE, BASE) / values.total(PROFIT, BASE), rel=1e-9
    )
    costs = suggester.score(MARKETING, COSTS)
    dearer, _ = scale_values(plan, COSTS, range(12), 1.01)
    moved = evaluate_plan(dearer).total(PROFIT, BASE) / values.total(PROFIT, BASE) - 1.0
    assert costs.effect == pytest.approx(abs(moved) * 100.0, rel=1e-9)
    assert costs.responsibility == 0.5
    assert suggester.score(MARKETING, PROFIT).effect == 1.0


def test_that_it_is_said_why_nothing_is_suggested() -> None:
    plan = shop()
    assert plan.design is not None
    without = replace(plan, kpis=plan.kpis.replacing(replace(plan.kpis[PROFIT], role=None)))
    suggester = Suggester(without, evaluate_plan(without))
    got = suggester.suggest(without.design, LEAD, Preset.SUGGESTED)
    assert got.fault is Unsuggested.NO_PROFIT
    card = replace(plan.design.scorecards[LEAD], form=ScoreForm.MULTIPLICATIVE)
    multiplied = replace(plan.design, scorecards=plan.design.scorecards.replacing(card))
    suggester = Suggester(plan, evaluate_plan(plan))
    assert suggester.suggest(multiplied, LEAD, Preset.SILO).fault is Unsuggested.PRODUCT
    locked = plan
    for measure in plan.design.scorecards[LEAD].measures:
        locked, _ = lock_weight(locked, DESIGN, LEAD, MeasureKey(measure.key))
    got = suggester.suggest(locked.design, LEAD, Preset.COMPANY)
    assert got.fault in {None, Unsuggested.LOCKED_WHOLE}


@pytest.mark.parametrize("locked", [0.3, 0.67, 0.7, 0.85])
@pytest.mark.parametrize("preset", Preset)
def test_that_what_is_locked_leaves_room_for_no_more_than_the_floor_allows(
    preset: Preset, locked: float
) -> None:
    plan = open_plan(FOLDER / "maison_verte.kpi").plan
    assert plan.design is not None
    card = plan.design.scorecards[PositionKey("seller")]
    first, *others = card.measures
    measures = (replace(first, weight=locked, locked=True), *others)
    card = replace(card, sections=(Section(measures=measures),))
    design = replace(plan.design, scorecards=plan.design.scorecards.replacing(card))
    suggestion = Suggester(plan, evaluate_plan(plan)).suggest(design, card.position, preset)
    assert suggestion.fault is None
    check(plan, suggestion)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(sensible.plans(), st.sampled_from(Preset))
def test_that_any_plan_gets_a_sound_suggestion_or_a_reason(plan: Plan, preset: Preset) -> None:
    suggester = Suggester(plan, evaluate_plan(plan))
    for position in plan.positions:
        check(plan, suggester.suggest(plan.design, position, preset))
