"""What an edit touches of the agreement, on the shop and on any plan."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest
from examples.agreed import BEN, told_shop
from examples.shop import DESIGN, LEAD, LEADS, PROFIT, REVENUE, SELLER
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from strategies import sensible
from strategies.edits import Edit, edits

from models.changes import Edited, EditError
from models.edits import drivers, kpis, organisation, people, scenarios
from models.edits import scorecards as cards
from models.edits.actuals import set_actuals
from models.keys import MeasureKey
from models.kpi import KpiRole
from models.organisation import TargetBonus
from models.plan import Plan
from models.scorecard import Design, Gate, GateSide
from workbench.analysis.life.touched import Term, touched
from workbench.pay.fingerprint import Fingerprints

CLIENTS = MeasureKey("clients")


def _gated(plan: Plan) -> Edited:
    card = plan.designs[DESIGN].scorecards[LEAD]
    gate = Gate(PROFIT, GateSide.AT_LEAST, 0.0)
    return cards.put_scorecard(plan, DESIGN, replace(card, gates=(gate,)))


def _capped(plan: Plan) -> Edited:
    card = plan.designs[DESIGN].scorecards[SELLER]
    return cards.put_scorecard(plan, DESIGN, replace(card, cap_rate=1.5))


LOCKED: dict[str, tuple[Callable[[Plan], Edited], Term, set[str]]] = {
    "target": (
        lambda plan: cards.set_target(plan, DESIGN, SELLER, CLIENTS, 32_000.0),
        Term.TARGETS,
        {"ben", "cleo"},
    ),
    "weight": (
        lambda plan: cards.set_weight(plan, DESIGN, LEAD, MeasureKey("profit"), 0.4),
        Term.WEIGHT,
        {"ada"},
    ),
    "gate": (_gated, Term.GATES, {"ada"}),
    "cap": (_capped, Term.CAP, {"ben", "cleo"}),
    "formula below a paid KPI": (
        lambda plan: kpis.set_formula(plan, REVENUE, "clients * arpu * 2"),
        Term.KPI,
        {"ada"},
    ),
    "role": (
        lambda plan: kpis.update_kpi(plan, REVENUE, role=KpiRole.CLIENT_VALUE),
        Term.ROLE,
        set(),
    ),
    "bonus of one": (
        lambda plan: organisation.put_person(
            plan, replace(plan.people[BEN], target=TargetBonus(1.0))
        ),
        Term.PERSON,
        {"ben"},
    ),
    "measure taken out": (
        lambda plan: cards.remove_measure(plan, DESIGN, LEAD, MeasureKey("gemba")),
        Term.MEASURES,
        {"ada"},
    ),
    "somebody leaves": (
        lambda plan: people.remove_people(plan, [BEN]),
        Term.PERSON,
        {"ben"},
    ),
}
FREE: dict[str, Callable[[Plan], Edited]] = {
    "figure": lambda plan: drivers.set_value(plan, LEADS, 0, 5.0),
    "scenario": lambda plan: scenarios.add_scenario(plan, "Bad year"),
    "actual": lambda plan: set_actuals(plan, {(LEADS, 0): 5.0}),
    "name": lambda plan: kpis.rename(plan, PROFIT, "Earnings"),
    "note": lambda plan: kpis.update_kpi(plan, PROFIT, note="Before tax"),
    "another design": lambda plan: cards.put_design(plan, Design("next", "Next year")),  # pyright: ignore[reportArgumentType]
    "name of a person": lambda plan: organisation.put_person(
        plan, replace(plan.people[BEN], name="Benoît")
    ),
}


@pytest.mark.parametrize("what", LOCKED)
def test_that_what_was_agreed_is_found_with_whom_it_touches(what: str) -> None:
    edit, term, people = LOCKED[what]
    plan = told_shop()
    after, changes = edit(plan)
    hit = touched(plan, after, changes)
    assert [each.term for each in hit.terms] == [term]
    assert {str(person) for person in hit.people} == people


@pytest.mark.parametrize("what", FREE)
def test_that_what_is_free_touches_nothing(what: str) -> None:
    plan = told_shop()
    after, changes = FREE[what](plan)
    assert not changes.is_empty
    assert not touched(plan, after, changes)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    phases=[Phase.reuse, Phase.generate],
)
@given(sensible.plans(), st.lists(edits, min_size=3, max_size=6))
def test_that_those_are_touched_whose_statement_says_something_else(
    plan: Plan, walk: list[Edit]
) -> None:
    for edit in walk:
        after, changes = plan, None
        with suppress(EditError):
            after, changes = edit(plan)
        hit = touched(plan, after, changes)
        before, now = Fingerprints(plan).everybody(), Fingerprints(after).everybody()
        other = {person for person in {*before, *now} if before.get(person) != now.get(person)}
        assert set(hit.people) == other, edit
        assert bool(hit.people) <= bool(hit), edit
        plan = after
