"""The life of a plan: what was agreed, communicated and acknowledged, when and by whom."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from models.keys import MeasureKey, PersonKey, PositionKey
from models.table import Table


class Stage(StrEnum):
    """How far a plan has come, in order."""

    DRAFT = "draft"
    AGREED = "agreed"
    """Structure, weights and targets are locked: a change needs a reason."""
    COMMUNICATED = "communicated"
    """Everybody has a dated statement, to be acknowledged by each."""
    IN_PERIOD = "in_period"
    MEASURED = "measured"
    SIGNED_OFF = "signed_off"


@dataclass(frozen=True, slots=True)
class LifeStep:
    """One step from stage to stage.

    Attributes:
        stage: what the plan became.
        on: the day.
        by: who decided.
        reason: why; needed where the step goes back.
    """

    stage: Stage
    on: dt.date
    by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LoggedChange:
    """A change to what was agreed.

    Attributes:
        on: the day.
        by: who made it.
        what: what was changed, in words.
        reason: why.
        people: whose acknowledgements it reopened.
    """

    on: dt.date
    by: str
    what: str
    reason: str
    people: tuple[PersonKey, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """What one person was told of what they will receive.

    Attributes:
        on: the day it was handed out.
        version: of the plan, see :attr:`Life.version`.
        fingerprint: of what it said, so that a later change shows.
    """

    person: PersonKey
    on: dt.date
    version: int
    fingerprint: str

    @property
    def key(self) -> PersonKey:
        """A statement is named by its person; the latest one counts."""
        return self.person


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """One person's word that they have read and understood their statement.

    Attributes:
        on: the day.
        by: who took note of it.
        fingerprint: of the statement that was acknowledged.
    """

    person: PersonKey
    on: dt.date
    by: str
    fingerprint: str

    @property
    def key(self) -> PersonKey:
        """An acknowledgement is named by its person."""
        return self.person


@dataclass(frozen=True, slots=True)
class Achievability:
    """How likely a measure was when it was agreed: kept as evidence, never worked out again.

    Attributes:
        group: payout group of the fiscal year, from 0.
        target: as it was then, in the unit of the KPI.
        threshold_odds: probability of reaching the first point, 0 to 1; None: unknown.
        target_odds: of reaching the target.
        maximum_odds: of reaching the last point.
        p35: the result reached with 65 % probability (its P35 where higher is better).
        samples: how many states were drawn.
        seed: of the draw, so that it can be drawn again.
        on: the day; None: unknown.
    """

    position: PositionKey
    measure: MeasureKey
    group: int = 0
    target: float | None = None
    threshold_odds: float | None = None
    target_odds: float | None = None
    maximum_odds: float | None = None
    p35: float | None = None
    samples: int = 0
    seed: int = 0
    on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """Every dated step of a plan, and every change to what was agreed.

    Attributes:
        steps: oldest first; none: a draft.
        changes: to what was agreed, oldest first.
        statements: the latest of each person.
        acknowledgements: of statements; one that no longer fits its statement is taken out.
        achievability: the odds on file, of the design that was agreed.
    """

    steps: tuple[LifeStep, ...] = ()
    changes: tuple[LoggedChange, ...] = ()
    statements: Table[PersonKey, Statement] = field(default_factory=Table[PersonKey, Statement])
    acknowledgements: Table[PersonKey, Acknowledgement] = field(
        default_factory=Table[PersonKey, Acknowledgement]
    )
    achievability: tuple[Achievability, ...] = ()

    @property
    def stage(self) -> Stage:
        """How far the plan has come."""
        return self.steps[-1].stage if self.steps else Stage.DRAFT

    @property
    def locked(self) -> bool:
        """Whether structure, weights and targets were agreed, so that a change needs a reason."""
        return self.stage is not Stage.DRAFT

    @property
    def version(self) -> int:
        """A number that grows with every agreement and every change after it; 0 for a draft."""
        return len(self.changes) + sum(step.stage is Stage.AGREED for step in self.steps)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something that was agreed is changed.

    Attributes:
        on: the day.
        by: who changes it.
        why: in words that those it touches may read.
    """

    on: dt.date
    by: str
    why: str
