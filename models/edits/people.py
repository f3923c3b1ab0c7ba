"""Edits of several people at once, and of the id that payroll knows somebody by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from models.changes import Changes, Edited, EditError, EditFault, diff_within, edited
from models.edits.lookup import row_of
from models.edits.organisation import check_figures
from models.keys import PersonKey
from models.life import Acknowledgement, Life, Statement
from models.organisation import Person
from models.places import Place
from models.plan import Plan
from models.scorecard import Design, Scorecard
from models.table import Table


def put_people(plan: Plan, people: Iterable[Person]) -> Edited:
    """Add people, or replace those with their keys; the later of two with one key stays.

    Raises:
        EditError: NOT_FINITE.
    """
    given = {person.key: person for person in people}
    for person in given.values():
        check_figures(person)
    if all(key in plan.people for key in given):
        table = plan.people
        for person in given.values():
            table = table.replacing(person)
    else:
        table = Table[PersonKey, Person]({**dict(plan.people.items()), **given}.values())
    after = replace(plan, people=table)
    changes = diff_within(plan, after, Changes(people=frozenset(given)))
    return (plan if changes.is_empty else after), changes


def remove_people(plan: Plan, keys: Iterable[PersonKey]) -> Edited:
    """Remove people, with what is different for them in scorecards.

    Raises:
        EditError: NO_SUCH_ROW; STILL_NAMED where somebody who stays reports to one of them.
    """
    going = dict.fromkeys(keys)
    for key in going:
        row_of("people", plan.people, key)
    reports: dict[PersonKey, list[Place]] = {}
    for person in plan.people.values():
        if person.manager in going and person.key not in going:
            place = Place("people", person.key, "manager")
            reports.setdefault(PersonKey(str(person.manager)), []).append(place)
    for key, places in reports.items():
        details = {"table": "people", "key": key, "places": tuple(places)}
        raise EditError(EditFault.STILL_NAMED, details)
    designs = plan.designs.mapping(
        lambda design: _with_cards(design, [_without(card, going) for card in _cards(design)])
    )
    return edited(plan, replace(plan, people=plan.people.without(*going), designs=designs))


def rekey_person(plan: Plan, key: PersonKey, new: PersonKey) -> Edited:
    """Give somebody another id, everywhere the plan names them.

    Raises:
        EditError: NO_SUCH_ROW; INVALID_KEY for an id of nothing; DUPLICATE_KEY.
    """
    person = row_of("people", plan.people, key)
    if new == key:
        return edited(plan, plan)
    if not new or new != new.strip():
        raise EditError(EditFault.INVALID_KEY, {"table": "people", "key": new})
    if new in plan.people:
        raise EditError(EditFault.DUPLICATE_KEY, {"table": "people", "key": new})
    people = Table[PersonKey, Person](
        replace(
            each,
            key=new if each is person else each.key,
            manager=new if each.manager == key else each.manager,
        )
        if each is person or each.manager == key
        else each
        for each in plan.people.values()
    )
    designs = plan.designs.mapping(
        lambda design: _with_cards(design, [_rekeyed(card, key, new) for card in _cards(design)])
    )
    life = _life(plan.life, key, new)
    return edited(plan, replace(plan, people=people, designs=designs, life=life))


def _cards(design: Design) -> tuple[Scorecard, ...]:
    return tuple(design.scorecards.values())


def _with_cards(design: Design, cards: list[Scorecard]) -> Design:
    table = design.scorecards
    for card in cards:
        table = table.replacing(card)
    return design if table is design.scorecards else replace(design, scorecards=table)


def _without(card: Scorecard, going: dict[PersonKey, None]) -> Scorecard:
    gone = [key for key in card.exceptions if key in going]
    return replace(card, exceptions=card.exceptions.without(*gone)) if gone else card


def _rekeyed(card: Scorecard, key: PersonKey, new: PersonKey) -> Scorecard:
    # One for the new id can be there only if it is left over from somebody who has gone.
    if key not in card.exceptions:
        return card
    kept = [
        replace(each, person=new) if each.person == key else each
        for each in card.exceptions.values()
        if each.person != new
    ]
    return replace(card, exceptions=Table(kept))


def _life(life: Life, key: PersonKey, new: PersonKey) -> Life:
    changes = tuple(
        replace(each, people=tuple(new if one == key else one for one in each.people))
        if key in each.people
        else each
        for each in life.changes
    )
    statements, known = life.statements, life.acknowledgements
    if key in statements:
        statements = Table[PersonKey, Statement](
            replace(each, person=new) if each.person == key else each
            for each in statements.values()
            if each.person != new
        )
    if key in known:
        known = Table[PersonKey, Acknowledgement](
            replace(each, person=new) if each.person == key else each
            for each in known.values()
            if each.person != new
        )
    return replace(life, changes=changes, statements=statements, acknowledgements=known)
