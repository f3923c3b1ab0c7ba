"""Sections, gates and the rest of a scorecard: changed, moved, and never lost on the way."""

from __future__ import annotations

from dataclasses import replace

import pytest
from examples.shop import DESIGN, LEAD, LEADS, PROFIT, SELLER, shop

from models.changes import EditError, EditFault
from models.edits.cards import (
    GatePlace,
    add_section,
    gates_at,
    move_gate,
    move_measure,
    move_section,
    remove_section,
    set_gates,
    set_modifiers,
    set_pools,
)
from models.keys import MeasureKey, PositionKey
from models.plan import Plan
from models.scorecard import Gate, GateSide, Modifier, Pool, Scorecard

GATE = Gate(PROFIT, GateSide.AT_LEAST, 2_000_000.0)


def card(plan: Plan) -> Scorecard:
    return plan.designs[DESIGN].scorecards[LEAD]


def sections(plan: Plan) -> list[list[str]]:
    return [[each.key for each in section.measures] for section in card(plan).sections]


def two_sections() -> Plan:
    plan, _ = add_section(shop(), DESIGN, LEAD, "Team")
    plan, _ = move_measure(plan, DESIGN, LEAD, MeasureKey("gemba"), section=1)
    return plan


def test_that_measures_move_between_sections_and_keep_their_order() -> None:
    plan = two_sections()
    assert sections(plan) == [["profit", "leads"], ["gemba"]]
    plan, _ = move_measure(plan, DESIGN, LEAD, MeasureKey("leads"), section=1, at=0)
    assert sections(plan) == [["profit"], ["leads", "gemba"]]
    plan, _ = move_section(plan, DESIGN, LEAD, 1, -5)
    assert sections(plan) == [["leads", "gemba"], ["profit"]]
    plan, changes = move_section(plan, DESIGN, LEAD, 0, -1)
    assert changes.is_empty


@pytest.mark.parametrize(
    ("removed", "left"), [(0, [["profit", "leads", "gemba"]]), (1, [["profit", "leads", "gemba"]])]
)
def test_that_a_removed_section_leaves_its_measures(removed: int, left: list[list[str]]) -> None:
    plan, _ = remove_section(two_sections(), DESIGN, LEAD, removed)
    assert sections(plan) == left
    # The last one stays for them.
    plan, _ = remove_section(plan, DESIGN, LEAD, 0)
    assert sections(plan) == left
    assert card(plan).sections[0].name == ""


def test_that_a_gate_moves_from_the_card_to_a_section_and_to_a_measure() -> None:
    plan, _ = set_gates(two_sections(), DESIGN, LEAD, GatePlace(), (GATE,))
    stops = (GatePlace(section=1), GatePlace(measure=MeasureKey("leads")), GatePlace())
    source = GatePlace()
    for stop in stops:
        plan, _ = move_gate(plan, DESIGN, LEAD, source, 0, target=stop)
        assert gates_at(card(plan), stop) == (GATE,)
        assert gates_at(card(plan), source) == ((GATE,) if stop == source else ())
        source = stop
    with pytest.raises(EditError) as refused:
        move_gate(plan, DESIGN, LEAD, GatePlace(), 1, target=GatePlace(section=0))
    assert refused.value.fault is EditFault.NO_SUCH_ROW


def test_that_no_two_modifiers_share_a_key_and_no_pool_names_a_stranger() -> None:
    twice = (Modifier("attitude", "Attitude"), Modifier("attitude", "Again"))
    with pytest.raises(EditError) as refused:
        set_modifiers(shop(), DESIGN, LEAD, twice)
    assert refused.value.fault is EditFault.DUPLICATE_KEY
    with pytest.raises(EditError) as refused:
        set_pools(shop(), DESIGN, (Pool(positions=(PositionKey("gone"),)),))
    assert refused.value.fault is EditFault.NO_SUCH_ROW
    pool = Pool(amount=10_000.0, positions=(SELLER,))
    plan, _ = set_pools(shop(), DESIGN, (pool, replace(pool, positions=(), kpi=LEADS)))
    assert len(plan.designs[DESIGN].pools) == 2
