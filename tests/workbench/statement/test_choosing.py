"""Whose statements are written, and what their files are called."""

from __future__ import annotations

from dataclasses import replace

from examples.shop import LEAD, MARKETING, SELLER, shop
from examples.team import canary, team
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.keys import PersonKey
from models.organisation import Person
from models.table import Table
from workbench.language import language
from workbench.statement.choosing import Chosen, Scope, choices, file_names

NAMES = st.text(max_size=100)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.tuples(NAMES, NAMES), max_size=6, unique_by=lambda each: each[0]))
def test_that_file_names_are_safe_and_unique_on_every_system(rows: list[tuple[str, str]]) -> None:
    people = Table([Person(PersonKey(key), name, SELLER) for key, name in rows])
    names = list(file_names(replace(shop(), people=people), people).values())
    assert len({name.casefold() for name in names}) == len(rows)
    for name in names:
        assert name.endswith(".pdf")
        assert not set(name) & set('<>:"/\\|?*\0\n')
        assert name == name.strip(" .")
        assert len(name) < 180


def test_that_two_of_one_name_get_a_file_each() -> None:
    people = Table([Person(PersonKey(key), "Eve", SELLER) for key in ("a", "A", "007")])
    names = file_names(replace(shop(), people=people), people)
    assert list(names.values()) == ["Eve a.pdf", "Eve A (2).pdf", "Eve 007.pdf"]


def test_that_people_are_chosen_by_what_they_have_in_common() -> None:
    plan = team()
    everybody = tuple(plan.people)
    boss = canary(0)[1]
    offered = [each for each, _ in choices(plan, everybody, language("en"))]
    assert offered[0] == Chosen()
    assert Chosen(Scope.MANAGER, boss) in offered
    assert len(Chosen().people(plan, everybody)) == 30
    assert len(Chosen(Scope.FUNCTION, MARKETING).people(plan, everybody)) == 10
    assert len(Chosen(Scope.POSITION, LEAD).people(plan, everybody)) == 10
    assert len(Chosen(Scope.MANAGER, boss).people(plan, everybody)) == 15
    assert Chosen(Scope.PERSON, boss).people(plan, everybody) == (boss,)
