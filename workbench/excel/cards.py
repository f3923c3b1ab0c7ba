"""The scorecards of a sheet: one of each position, and one of each exception from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from models.keys import PersonKey, PositionKey
from models.scorecard import Scorecard, Section
from models.table import Table
from workbench.pay.payouts import Payouts
from workbench.pay.walking import Walk, part_of


@dataclass(frozen=True, slots=True)
class Card:
    """A scorecard as some holders of a position have it.

    Attributes:
        people: whose exception it is; empty: of everybody else.
        walk: of those holders, by their list of steps.
        pool: index of the pool that funds them; None where there is none.
    """

    position: PositionKey
    people: tuple[PersonKey, ...]
    scorecard: Scorecard
    walk: Walk
    pool: int | None


def cards_of(payouts: Payouts) -> Iterator[Card]:
    """Yield the scorecards of all positions of the plan that have one.

    Holders with the same exception share a card. What is paid with several instalments is
    refused before, see :func:`~workbench.excel.refusals.refuse_unwritable`.
    """
    program = payouts.program
    for position, compiled in program.compiled.items():
        # Who holds a position that the plan does not have is paid nothing by any scorecard.
        if program.roster.holders[position].position is None:
            continue
        [walk] = payouts.walks[position]
        if not compiled.scorecard.exceptions:
            yield Card(position, (), compiled.scorecard, walk, compiled.pool)
            continue
        plain = replace(compiled.scorecard, exceptions=Table())
        others: list[int] = []
        alike: dict[tuple[Section, ...], list[int]] = {}
        for index, person in enumerate(walk.holders.people):
            if person.key in compiled.scorecard.exceptions:
                own = compiled.scorecard.for_person(person.key).sections
                alike.setdefault(own, []).append(index)
            else:
                others.append(index)
        yield Card(position, (), plain, part_of(walk, others, None), compiled.pool)
        for sections, indices in alike.items():
            people = tuple(walk.holders.people[index].key for index in indices)
            part = part_of(walk, indices, people[0])
            scorecard = replace(plain, sections=sections)
            yield Card(position, people, scorecard, part, compiled.pool)
