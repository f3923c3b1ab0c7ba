"""A fingerprint is another if and only if the terms are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from examples import shop as example
from examples.shop import COSTS, DESIGN, LEAD, LEADS, PROFIT, REVENUE, SELLER
from immutables import Map

from models.changes import Edited
from models.edits import drivers, kpis, scenarios
from models.edits import scorecards as cards
from models.edits.organisation import put_person, put_position
from models.keys import MeasureKey, PersonKey
from models.organisation import TargetBonus
from models.plan import Plan
from models.scorecard import DEFAULT_CURVE, CardException, MeasureException, Pool
from models.table import Table
from workbench.files.codec import decode, encode
from workbench.pay.fingerprint import Fingerprints, plan_fingerprint, statement_fingerprint

ADA, BEN, CLEO = PersonKey("ada"), PersonKey("ben"), PersonKey("cleo")
CLIENTS_MEASURE = MeasureKey("clients")


def told_another(plan: Plan, edit: Callable[[Plan], Edited]) -> set[str]:
    """Return whose fingerprint an edit changes."""
    before = Fingerprints(plan).everybody()
    after = Fingerprints(edit(plan)[0]).everybody()
    return {str(person) for person in before if after[person] != before[person]}


def _other_bonus(plan: Plan) -> Edited:
    return put_position(plan, replace(plan.positions[SELLER], target=TargetBonus(9_700.0)))


def _own_bonus(plan: Plan) -> Edited:
    return put_person(plan, replace(plan.people[BEN], target=TargetBonus(11_000.0)))


def _exception(plan: Plan) -> Edited:
    card = plan.designs[DESIGN].scorecards[SELLER]
    own = CardException(CLEO, (MeasureException(CLIENTS_MEASURE, weight=0.5),), "Half the region")
    return cards.put_scorecard(plan, DESIGN, replace(card, exceptions=Table((own,))))


def _pool(plan: Plan) -> Edited:
    pool = Pool(amount=10_000.0, positions=(LEAD,))
    return cards.put_design(plan, replace(plan.designs[DESIGN], pools=(pool,)))


TERMS: dict[str, tuple[Callable[[Plan], Edited], set[str]]] = {
    "a target": (
        lambda plan: cards.set_target(plan, DESIGN, SELLER, CLIENTS_MEASURE, 32_000.0),
        {"ben", "cleo"},
    ),
    "a weight": (
        lambda plan: cards.set_weight(plan, DESIGN, LEAD, MeasureKey("profit"), 0.6),
        {"ada"},
    ),
    "a curve": (
        lambda plan: cards.set_curve(
            plan, DESIGN, LEAD, MeasureKey("profit"), replace(DEFAULT_CURVE, last_slope=1.0)
        ),
        {"ada"},
    ),
    "the bonus of a position": (_other_bonus, {"ben", "cleo"}),
    "a bonus of one's own": (_own_bonus, {"ben"}),
    "an exception": (_exception, {"cleo"}),
    "a pool": (_pool, {"ada"}),
    "how profit is made, which revenue is a part of": (
        lambda plan: kpis.set_formula(plan, REVENUE, "clients * arpu * 1.02"),
        {"ada"},
    ),
}
FREE: dict[str, Callable[[Plan], Edited]] = {
    "a figure of a driver": lambda plan: drivers.set_value(plan, LEADS, 0, 1.0),
    "the name of a KPI": lambda plan: kpis.rename(plan, PROFIT, "Earnings"),
    "a note": lambda plan: kpis.update_kpi(plan, COSTS, note="All of them"),
    "a scenario": lambda plan: scenarios.add_scenario(plan, "Bad year"),
    "the name of a person": lambda plan: put_person(
        plan, replace(plan.people[BEN], name="Benoît Moreau")
    ),
    "base pay that no bonus is a share of": lambda plan: put_person(
        plan, replace(plan.people[BEN], base_pay=50_000.0)
    ),
    "a factor that was typed for somebody": lambda plan: put_person(
        plan, replace(plan.people[BEN], modifiers=Map({"conduct": 1.1}))
    ),
    "writing the usual curve out": lambda plan: cards.set_curve(
        plan, DESIGN, LEAD, MeasureKey("profit"), DEFAULT_CURVE
    ),
}


@pytest.mark.parametrize("what", TERMS)
def test_that_a_change_of_terms_shows_with_those_it_touches(what: str) -> None:
    edit, whose = TERMS[what]
    plan = example.sound_shop()
    assert told_another(plan, edit) == whose
    assert plan_fingerprint(edit(plan)[0]) != plan_fingerprint(plan)


@pytest.mark.parametrize("what", FREE)
def test_that_what_is_no_term_leaves_every_fingerprint(what: str) -> None:
    plan = example.sound_shop()
    after, changes = FREE[what](plan)
    assert not changes.is_empty
    assert not told_another(plan, FREE[what])
    assert plan_fingerprint(after) == plan_fingerprint(plan)


def test_that_a_fingerprint_outlives_the_file_and_the_program() -> None:
    plan = example.sound_shop()
    again = decode(encode(plan), "shop.kpi")
    assert Fingerprints(again).everybody() == Fingerprints(plan).everybody()
    # Written down: statements on paper carry it, and must be found to fit years later.
    assert statement_fingerprint(plan, ADA) == "7992e04ebd4b"
