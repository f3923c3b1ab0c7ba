"""Every step of one payout, with the figures it read: what a statement is told from."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from models.calendar import Group
from models.organisation import Person, WorkSpan
from models.scorecard import CurveKind
from workbench.analysis.receive.recipient import Paid, Recipient
from workbench.pay.curves import CompiledCurve
from workbench.pay.payouts import InstalmentPayout
from workbench.pay.reasons import NoPayout
from workbench.pay.step_kinds import (
    CurvePayout,
    MoneyCap,
    PoolFactor,
    Product,
    ProRata,
    RateCap,
    Register,
    Stage,
    Step,
    Sum,
    WeightedSum,
    operands,
)


class Stretch(StrEnum):
    """Which stretch of a curve a result lies on."""

    BEFORE = "before"
    """Before the first point."""
    ON = "on"
    """On a point."""
    BETWEEN = "between"
    """Between two points, on the straight line from one to the other."""
    STEP = "step"
    """Past a point, whose payout holds until the next."""
    AFTER = "after"
    """Past the last point, where nothing more is added."""
    OPEN = "open"
    """Past the last point, where each unit more pays more."""
    TIER = "tier"
    """Of tiers: past the beginning of one."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The stretch of a curve that a result lies on.

    Attributes:
        stretch: which kind.
        result: what was read, in its unit.
        start: result and payout of the point that was reached last; NaN before the first.
        end: result and payout of the next point; NaN where there is none.
        slope: payout per unit of the result past ``start`` (per 1 of attainment in tiers).
    """

    stretch: Stretch
    result: float
    start: tuple[float, float]
    end: tuple[float, float]
    slope: float


@dataclass(frozen=True, slots=True)
class Presence:
    """Days at work within the group that is paid.

    Attributes:
        first: the first day that counts, itself included.
        last: the last.
        days: calendar days of it.
        share: working time, 1 for full time.
    """

    first: dt.date
    last: dt.date
    days: int
    share: float


@dataclass(frozen=True, slots=True)
class Worked:
    """One step of a payout, worked out.

    Attributes:
        step: what is done; one of :mod:`workbench.pay.step_kinds`.
        figure: what came of it: a result in its unit, a payout or factor (1.0 is 100 %), or
            money; NaN: no value.
        reads: the figures of its operands, in their order.
        piece: of a curve: the stretch that the result lies on; None otherwise.
        presence: of the time at work: span by span.
        tells: whether it says something: not a product of one factor, nor a sum of one part.
    """

    step: Step
    figure: float
    reads: tuple[float, ...] = ()
    piece: Piece | None = None
    presence: tuple[Presence, ...] = ()
    tells: bool = True

    @property
    def stage(self) -> Stage:
        """What the figure is, in the order of the twelve steps."""
        return self.step.out.stage

    @property
    def owner(self) -> str:
        """Key of the measure or modifier, index of the section, or empty."""
        return self.step.out.owner


@dataclass(frozen=True, slots=True)
class Instalment:
    """How one instalment comes about.

    Attributes:
        group: the periods that it is paid for.
        read: the periods whose results count: those, or the year to date.
        steps: from the results to the money that it entitles to, in order. Those that change
            nothing are there too, marked by ``tells``.
        entitled: what they come to, to the cent; None where it cannot be worked out.
        before: what earlier instalments have paid of it; 0 where it does not look back.
        payout: what it pays.
    """

    group: Group
    read: Group
    steps: tuple[Worked, ...]
    entitled: Decimal | None
    before: Decimal | None
    payout: Decimal | None


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """How one payout comes about.

    Attributes:
        instalments: in the order in which they end; one where all is paid at once.
        payout: the sum of them, to the cent, as the engine pays it; None where it cannot be
            worked out.
        reason: why it cannot; None where it can.
    """

    instalments: tuple[Instalment, ...]
    payout: Decimal | None
    reason: NoPayout | None


def arithmetic(recipient: Recipient, paid: Paid) -> Arithmetic:
    """Return every step of a payout of ``recipient``; none where there is no scorecard."""
    told = tuple(_instalment(recipient, each) for each in paid.instalments)
    return Arithmetic(told, paid.payout.payout, paid.payout.reason)


def _instalment(recipient: Recipient, paid: InstalmentPayout) -> Instalment:
    walk, index = paid.walk, paid.index
    worked: list[Worked] = []
    for step in paid.steps:
        figure = walk.of(step.out, index)
        reads = tuple(walk.of(register, index) for register in _inputs(step))
        worked.append(
            Worked(
                step,
                figure,
                reads,
                piece=_piece(step, reads),
                presence=_presence(step, recipient.holder),
                tells=_tells(step, figure, reads),
            )
        )
    return Instalment(paid.group, paid.read, tuple(worked), paid.entitled, paid.before, paid.payout)


def piece_of(compiled: CompiledCurve, kind: CurveKind, result: float) -> Piece:
    """Return the stretch of a curve that ``result`` lies on."""
    rungs, divisor = compiled.ladder.points, compiled.divisor
    count, past = compiled.ladder.reached(result / divisor)
    nowhere = (math.nan, math.nan)

    def point(index: int) -> tuple[float, float]:
        return rungs[index] * divisor, compiled.base[index]

    following = point(count) if count < len(rungs) else nowhere
    if count == 0:
        return Piece(Stretch.BEFORE, result, nowhere, following, compiled.first_rate)
    slope = compiled.slope[count - 1]
    here = point(count - 1)
    if kind is CurveKind.TIERS:
        stretch = Stretch.TIER
    elif past == 0.0:
        stretch = Stretch.ON
    elif count == len(rungs):
        stretch = Stretch.OPEN if slope else Stretch.AFTER
    else:
        stretch = Stretch.STEP if kind is CurveKind.STEP else Stretch.BETWEEN
    if stretch is Stretch.BETWEEN:
        # Where the payout jumps at the next point, the line leads to where it jumps from.
        following = (following[0], here[1] + slope * (rungs[count] - rungs[count - 1]))
    return Piece(stretch, result, here, following, slope)


def _inputs(step: Step) -> tuple[Register, ...]:
    match step:
        case WeightedSum():
            return step.operands
        case MoneyCap():
            read = (step.operand, step.target)
            return read if step.part is None else (*read, step.part)
        case _:
            return operands(step)


def _piece(step: Step, reads: tuple[float, ...]) -> Piece | None:
    if not isinstance(step, CurvePayout) or step.compiled.refusal is not None:
        return None
    return piece_of(step.compiled, step.curve.kind, reads[0]) if math.isfinite(reads[0]) else None


def _presence(step: Step, holder: Person) -> tuple[Presence, ...]:
    if not isinstance(step, ProRata):
        return ()
    group = step.group
    spans = holder.spans or (WorkSpan(),)
    found: list[Presence] = []
    for span in spans:
        first = group.first_day if span.start is None else max(span.start, group.first_day)
        last = group.last_day if span.end is None else min(span.end, group.last_day)
        if first <= last:
            found.append(Presence(first, last, (last - first).days + 1, span.share))
    return tuple(found)


def _tells(step: Step, figure: float, reads: tuple[float, ...]) -> bool:
    if math.isnan(figure):
        return True
    match step:
        case Product():
            # A factor of 1 changes nothing; the product is then the figure before it.
            others = [each for each in reads if each != 1.0]
            return len(reads) > 1 and (len(others) > 1 or step.out.stage is Stage.EARNED)
        case Sum():
            return len(reads) > 1
        case RateCap() | MoneyCap():
            return figure != reads[0]
        case PoolFactor():
            return step.pool is not None and figure != 1.0
        case ProRata():
            return figure != 1.0
        case _:
            return True
