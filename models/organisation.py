"""The organisation of a plan: functions, positions, people and their objectives."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from immutables import Map

from models.keys import FunctionKey, ObjectiveKey, PersonKey, PositionKey
from models.kpi import Nature


class FunctionRole(StrEnum):
    """What a function is to the program, whatever its name."""

    MARKETING = "marketing"
    SALES = "sales"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the company: Marketing, Sales, Support, HR, Accounting, Legal."""

    key: FunctionKey
    name: str
    role: FunctionRole = FunctionRole.OTHER


@dataclass(frozen=True, slots=True)
class TargetBonus:
    """Full-year, full-time bonus at 100 %: an amount of money, or a share of base pay.

    Attributes:
        amount: in the currency of the plan; used where given.
        share: of base pay, 0 to 1 and above.
    """

    amount: float | None = None
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """A job in a function, with one scorecard per design, held by one or more people.

    Attributes:
        target: what a holder gets at 100 % unless the person's own says otherwise.
    """

    key: PositionKey
    name: str
    function: FunctionKey
    target: TargetBonus = TargetBonus()


@dataclass(frozen=True, slots=True)
class WorkSpan:
    """A stretch of time at work, both ends included.

    Attributes:
        start: first day; None: since before the plan.
        end: last day; None: until after the plan.
        share: working time, 1 for full time.
    """

    start: dt.date | None = None
    end: dt.date | None = None
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class PersonalObjective:
    """What one person makes of an objective, and how it was rated.

    Attributes:
        statement: the person's own wording; empty: that of the objective.
        evidence: what will show that it was reached.
        due: by when.
        rating: on the scale of the objective; None while unrated.
    """

    statement: str = ""
    evidence: str = ""
    due: dt.date | None = None
    rating: float | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is paid.

    Attributes:
        key: the id that payroll knows; text, so that leading zeros stay.
        base_pay: full-time base pay of a full year; needed where the target is a share.
        target: the person's own target bonus; where both parts are None, the position's.
        spans: time at work, in any order, without overlap; none: present throughout, full
            time.
        modifiers: typed personal factors by the key of the scorecard's modifier.
        objectives: the person's own side of objectives, ratings among them.
        manager: who the person reports to.
    """

    key: PersonKey
    name: str
    position: PositionKey
    base_pay: float | None = None
    target: TargetBonus = TargetBonus()
    spans: tuple[WorkSpan, ...] = ()
    modifiers: Map[str, float] = field(default_factory=Map[str, float])
    objectives: Map[ObjectiveKey, PersonalObjective] = field(
        default_factory=Map[ObjectiveKey, PersonalObjective]
    )
    manager: PersonKey | None = None


@dataclass(frozen=True, slots=True)
class Grade:
    """One step of the scale of an objective: a rating and the words for it."""

    rating: float
    words: str


@dataclass(frozen=True, slots=True)
class Objective:
    """A qualitative goal.

    Attributes:
        statement: what is to be achieved.
        scale: the ratings it may get, ascending; 1 is "reached". Empty: any number.
        evidence: what will show it.
        due: by when.
        rater: who rates it.
        nature: where it stands on the seven axes; None where nobody said.
    """

    key: ObjectiveKey
    name: str
    statement: str = ""
    scale: tuple[Grade, ...] = ()
    evidence: str = ""
    due: dt.date | None = None
    rater: str = ""
    nature: Nature | None = None
