"""Who was told what they will receive, and has said so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from models.keys import PersonKey
from models.life import Stage, Statement
from models.plan import Plan
from workbench.pay.fingerprint import Fingerprints
from workbench.pay.program import PayProgram


class Standing(StrEnum):
    """Where somebody stands with their statement."""

    NONE = "none"
    """No statement was handed out."""
    OUTDATED = "outdated"
    """What was handed out is no longer what holds: another statement is due."""
    HANDED_OUT = "handed_out"
    """It holds, and nobody took note of their acknowledgement."""
    ACKNOWLEDGED = "acknowledged"


@dataclass(frozen=True, slots=True)
class PersonStanding:
    """Where one person stands.

    Attributes:
        fingerprint: of what holds for them now.
        handed_out: the day; None where nothing was.
        version: of the plan that they were told of; 0 where nothing was.
        acknowledged: the day; None where they have not, or not what holds now.
        by: who took note of it.
        reopened: whether a change to what was agreed took their acknowledgement back.
    """

    person: PersonKey
    standing: Standing
    fingerprint: str
    handed_out: dt.date | None = None
    version: int = 0
    acknowledged: dt.date | None = None
    by: str = ""
    reopened: bool = False


@dataclass(frozen=True, slots=True)
class Standings:
    """Where everybody stands whom the design is for.

    Attributes:
        people: in the order of the plan.
        counts: how many there are of each.
    """

    people: tuple[PersonStanding, ...]
    counts: Mapping[Standing, int]

    @property
    def share(self) -> float | None:
        """The share of people who know what they will receive; None where there is nobody."""
        if not self.people:
            return None
        return self.counts[Standing.ACKNOWLEDGED] / len(self.people)

    def due(self) -> tuple[PersonKey, ...]:
        """Return who needs a statement: none was handed out, or it no longer holds."""
        wanted = (Standing.NONE, Standing.OUTDATED)
        return tuple(each.person for each in self.people if each.standing in wanted)


def standings(program: PayProgram) -> Standings:
    """Return where everybody stands with their statement, but for who is paid nothing."""
    plan, life = program.plan, program.plan.life
    prints = Fingerprints(plan)
    reopened: set[PersonKey] = set()
    for change in life.changes:
        reopened.update(change.people)
    found: list[PersonStanding] = []
    counts = dict.fromkeys(Standing, 0)
    for person in plan.people:
        if person in program.left_out:
            continue
        mark = prints.of(person)
        told, word = life.statements.get(person), life.acknowledgements.get(person)
        if told is None:
            one = PersonStanding(person, Standing.NONE, mark)
        elif told.fingerprint != mark:
            one = PersonStanding(
                person,
                Standing.OUTDATED,
                mark,
                told.on,
                told.version,
                reopened=person in reopened,
            )
        elif word is None or word.fingerprint != mark:
            one = PersonStanding(person, Standing.HANDED_OUT, mark, told.on, told.version)
        else:
            one = PersonStanding(
                person, Standing.ACKNOWLEDGED, mark, told.on, told.version, word.on, word.by
            )
        found.append(one)
        counts[one.standing] += 1
    return Standings(tuple(found), counts)


def statements_for(plan: Plan, people: Iterable[PersonKey], on: dt.date) -> tuple[Statement, ...]:
    """Return the statements that people are handed out on a day.

    Raises:
        KeyError: the plan has no such person.
    """
    prints = Fingerprints(plan)
    # The statements of a draft are of the version that it becomes.
    version = plan.life.version + (plan.life.stage is Stage.DRAFT)
    return tuple(Statement(person, on, version, prints.of(person)) for person in people)
