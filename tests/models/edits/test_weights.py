"""Weights: locked, spread over the rest, and whole columns copied."""

from __future__ import annotations

from dataclasses import replace

import pytest
from examples.shop import CLIENTS, DESIGN, LEAD, LEADS, PROFIT, SELLER, shop
from hypothesis import given
from hypothesis import strategies as st

from models.changes import EditError, EditFault
from models.edits.scorecards import put_measure, set_weight
from models.edits.weights import (
    SpreadFault,
    copy_card,
    lock_weight,
    set_measures,
    spread,
    spread_rest,
)
from models.keys import MeasureKey, PersonKey
from models.plan import Plan
from models.scorecard import CardException, MeasureException
from models.table import Table


def weights(plan: Plan, position: object) -> dict[str, float]:
    card = plan.designs[DESIGN].scorecards[position]
    return {measure.key: measure.weight for measure in card.measures}


@given(
    st.integers(0, 100),
    st.lists(st.floats(0, 1), min_size=1, max_size=8).filter(lambda each: sum(each) > 1e-6),
)
def test_that_what_is_spread_adds_up_in_whole_percent_and_keeps_its_proportions(
    hundredths: int, parts: list[float]
) -> None:
    whole = hundredths / 100
    got = spread(whole, parts)
    assert sum(got) == pytest.approx(whole, abs=1e-12)
    exact = [whole * each / sum(parts) for each in parts]
    if hundredths >= sum(each > 0 for each in parts):
        assert all(abs(each * 100 - round(each * 100)) < 1e-9 for each in got)
        assert all(abs(one - other) <= 0.01 + 1e-9 for one, other in zip(got, exact, strict=True))
    else:
        assert got == pytest.approx(exact)


def test_that_a_locked_weight_stays_and_the_others_take_the_rest() -> None:
    plan, _ = lock_weight(shop(), DESIGN, LEAD, MeasureKey(PROFIT))
    plan, _ = set_weight(plan, DESIGN, LEAD, MeasureKey(PROFIT), 0.4)
    before = weights(plan, LEAD)
    plan, _ = spread_rest(plan, DESIGN, LEAD)
    after = weights(plan, LEAD)
    assert after[PROFIT] == 0.4
    assert sum(after.values()) == pytest.approx(1.0, abs=1e-12)
    others = [key for key in after if key != PROFIT]
    assert sorted(others, key=before.__getitem__) == sorted(others, key=after.__getitem__)
    again, changes = spread_rest(plan, DESIGN, LEAD)
    assert changes.is_empty
    assert again is plan


def test_that_it_is_said_why_nothing_can_be_spread() -> None:
    plan = shop()
    for key in weights(plan, LEAD):
        plan, _ = lock_weight(plan, DESIGN, LEAD, MeasureKey(key))
    with pytest.raises(EditError) as refusal:
        spread_rest(plan, DESIGN, LEAD)
    assert refusal.value.fault is EditFault.NOT_TO_SPREAD
    assert refusal.value.details["why"] is SpreadFault.ALL_LOCKED
    plan, _ = set_weight(plan, DESIGN, LEAD, MeasureKey(PROFIT), 1.5)
    with pytest.raises(EditError) as refusal:
        spread_rest(plan, DESIGN, LEAD)
    assert refusal.value.details["why"] is SpreadFault.LOCKED_TOO_MUCH


def test_that_a_copied_column_keeps_the_targets_of_those_it_goes_to() -> None:
    plan = shop()
    card = plan.designs[DESIGN].scorecards[SELLER]
    own = next(each for each in card.measures if each.kpi == CLIENTS)
    plan, _ = put_measure(plan, DESIGN, SELLER, replace(own, targets=(77.0,)))
    after, _ = copy_card(plan, DESIGN, LEAD, [SELLER, LEAD])
    assert weights(after, SELLER) == weights(plan, LEAD)
    targets = {each.kpi: each.targets for each in after.designs[DESIGN].scorecards[SELLER].measures}
    lead = {each.kpi: each.targets for each in plan.designs[DESIGN].scorecards[LEAD].measures}
    assert targets.get(CLIENTS, (77.0,)) == (77.0,)
    assert targets[PROFIT] == lead[PROFIT]


def test_that_measures_set_at_once_keep_their_section_and_the_rest_of_the_card() -> None:
    plan = shop()
    card = plan.designs[DESIGN].scorecards[LEAD]
    kept = tuple(replace(each, weight=0.5) for each in card.measures if each.kpi != LEADS)
    after, _ = set_measures(plan, DESIGN, {LEAD: kept})
    changed = after.designs[DESIGN].scorecards[LEAD]
    assert changed.measures == kept
    assert (changed.gates, changed.modifiers) == (card.gates, card.modifiers)


def test_that_what_exceptions_say_of_measures_that_go_goes_too() -> None:
    plan = shop()
    design = plan.designs[DESIGN]
    card = design.scorecards[LEAD]
    own = tuple(MeasureException(MeasureKey(key), 0.4) for key in ("leads", "profit"))
    excepted = replace(card, exceptions=Table((CardException(PersonKey("ada"), own),)))
    cards = design.scorecards.replacing(excepted)
    plan = replace(plan, designs=plan.designs.replacing(replace(design, scorecards=cards)))
    after, _ = set_measures(plan, DESIGN, {LEAD: card.measures[:1]})
    [row] = after.designs[DESIGN].scorecards[LEAD].exceptions.values()
    assert [each.measure for each in row.measures] == ["profit"]
    after, _ = copy_card(plan, DESIGN, SELLER, [LEAD])
    [row] = after.designs[DESIGN].scorecards[LEAD].exceptions.values()
    assert row.measures == ()
