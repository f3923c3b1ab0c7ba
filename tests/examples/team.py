"""Thirty people of the shop whose names, ids and pay are found nowhere else."""

from __future__ import annotations

from dataclasses import replace

from examples.shop import DESIGN, LEAD, SELLER, sound_shop

from models.keys import MeasureKey, PersonKey
from models.organisation import Person, TargetBonus
from models.plan import Plan
from models.scorecard import CardException, MeasureException, Pool
from models.table import Table

COUNT = 30


def canary(number: int) -> tuple[str, str, float]:
    """Return name, id and base pay of one of them."""
    return (
        f"Zebulon{number:02d}q Wyvern{number:02d}x",
        f"7{number:02d}9931",
        31_417.0 + 1_009 * number,
    )


def team(*, unpaid: bool = False) -> Plan:
    """Return the shop with the thirty; ``unpaid``: one of them has no base pay."""
    plan = sound_shop()
    people: list[Person] = []
    for number in range(COUNT):
        name, key, pay = canary(number)
        people.append(
            Person(
                PersonKey(key),
                name,
                SELLER if number % 3 else LEAD,
                base_pay=None if unpaid and number == 4 else pay,
                target=TargetBonus(share=0.137),
                manager=PersonKey(canary(0)[1]) if number % 2 else None,
            )
        )
    own = CardException(
        PersonKey(canary(1)[1]),
        (MeasureException(MeasureKey("clients"), weight=0.7),),
        "Xenolith reason of one alone",
    )
    design = plan.designs[DESIGN]
    card = replace(design.scorecards[SELLER], exceptions=Table((own,)))
    design = replace(
        design,
        scorecards=design.scorecards.replacing(card),
        pools=(Pool(amount=41_000.0, positions=(SELLER,)),),
    )
    return replace(plan, people=Table(people), designs=plan.designs.replacing(design))
