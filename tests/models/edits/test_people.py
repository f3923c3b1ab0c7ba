"""Edits of several people, and of the id that somebody goes by."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from examples.shop import DESIGN, LEAD, SELLER, shop

from models.changes import EditError, EditFault, diff
from models.edits.people import put_people, rekey_person, remove_people
from models.keys import MeasureKey, PersonKey
from models.life import Acknowledgement, Life, LoggedChange, Statement
from models.organisation import Person
from models.plan import Plan
from models.scorecard import CardException, MeasureException
from models.table import Table

ADA, BEN, CLEO = PersonKey("ada"), PersonKey("ben"), PersonKey("cleo")
DAY = dt.date(2027, 1, 4)


def known_shop() -> Plan:
    """Return the shop where Ben is named wherever a plan can name somebody."""
    plan = shop()
    people = plan.people.replacing(replace(plan.people[CLEO], manager=BEN))
    design = plan.designs[DESIGN]
    exception = CardException(BEN, (MeasureException(MeasureKey("clients"), 0.5),), "New")
    card = replace(design.scorecards[SELLER], exceptions=Table((exception,)))
    designs = plan.designs.replacing(replace(design, scorecards=design.scorecards.replacing(card)))
    life = Life(
        changes=(LoggedChange(DAY, "Ada", "Weights", "Why", (CLEO, BEN)),),
        statements=Table((Statement(BEN, DAY, 1, "x"),)),
        acknowledgements=Table((Acknowledgement(BEN, DAY, "Ada", "x"),)),
    )
    return replace(plan, people=people, designs=designs, life=life)


def test_that_another_id_is_known_everywhere_and_comes_back() -> None:
    plan, new = known_shop(), PersonKey("000042")
    after, changes = rekey_person(plan, BEN, new)
    assert changes == diff(plan, after)
    assert after.people.order == (ADA, new, CLEO)
    assert after.people[CLEO].manager == new
    assert list(after.designs[DESIGN].scorecards[SELLER].exceptions) == [new]
    assert after.life.changes[0].people == (CLEO, new)
    assert list(after.life.statements) == list(after.life.acknowledgements) == [new]
    assert "'ben'" not in repr(after)
    assert rekey_person(after, new, BEN)[0] == plan


@pytest.mark.parametrize(("new", "fault"), [("", "invalid_key"), ("ada", "duplicate_key")])
def test_that_an_id_that_is_none_or_taken_is_refused(new: str, fault: EditFault) -> None:
    with pytest.raises(EditError) as refused:
        rekey_person(known_shop(), BEN, PersonKey(new))
    assert refused.value.fault == fault


def test_that_a_manager_goes_only_with_everybody_below() -> None:
    plan = known_shop()
    with pytest.raises(EditError) as refused:
        remove_people(plan, [BEN])
    assert refused.value.details["key"] == BEN
    after, changes = remove_people(plan, [CLEO, BEN])
    assert after.people.order == (ADA,)
    assert not after.designs[DESIGN].scorecards[SELLER].exceptions
    assert changes == diff(plan, after)


def test_that_several_are_put_at_once_in_their_places() -> None:
    plan = shop()
    given = [Person(PersonKey("007"), "Dan", LEAD), replace(plan.people[BEN], name="Benny")]
    after, changes = put_people(plan, given)
    assert after.people.order == (ADA, BEN, CLEO, "007")
    assert after.people[BEN].name == "Benny"
    assert changes == diff(plan, after)
