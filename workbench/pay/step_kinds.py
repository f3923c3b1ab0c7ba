"""The kinds of step that a scorecard is made of: one list, walked by whoever works it out.

Each step writes exactly one register, and the register's ``index`` is the place of its step
in the list. A step reads registers before its own only. The values of most registers are
the same for all holders of a position; those that stem from a person (ratings, typed
modifiers, money, presence) differ by person, and so does whatever is worked out from them.
So do those of whom somebody has an exception: such a step holds what is ``own`` of those
few, and :func:`personal` gives the step as it is for one of them.

A walker that has no value for a register passes "no value" on, with one exception:
:class:`WeightedSum` leaves out what has weight 0.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from models.calendar import Group
from models.keys import KpiKey, ObjectiveKey, PersonKey
from models.kpi import Sense
from models.scorecard import Curve, Gate, Matrix
from workbench.pay.curves import CompiledCurve, compile_curve
from workbench.pay.matrices import CompiledMatrix
from workbench.pay.own import OwnRatings, OwnTargets, OwnWeights
from workbench.pay.reasons import NoPayoutCode


class Stage(StrEnum):
    """What a register holds, in the order of the twelve steps of a payout.

    Always there, once per scorecard (or measure, or section): MEASURE, SECTION_SUM, SECTION,
    SCORE, and everything from TARGET_BONUS to PAYOUT except COUNTED and PART_OF_YEAR.
    """

    RESULT = "result"
    COLUMN_RESULT = "column_result"
    BY_CURVE = "by_curve"
    CAPPED = "capped"
    GATE_RESULT = "gate_result"
    MEASURE_GATE = "measure_gate"
    GATED = "gated"
    MEASURE = "measure"
    SECTION_SUM = "section_sum"
    SECTION_GATE = "section_gate"
    SECTION = "section"
    SCORE = "score"
    TARGET_BONUS = "target_bonus"
    EARNED = "earned"
    MODIFIER_RESULT = "modifier_result"
    MODIFIER = "modifier"
    MODIFIERS = "modifiers"
    MODIFIED = "modified"
    PLAN_GATE = "plan_gate"
    PLAN_GATES = "plan_gates"
    AFTER_GATES = "after_gates"
    COUNTED = "counted"
    AFTER_CAPS = "after_caps"
    PRO_RATA = "pro_rata"
    PART_OF_YEAR = "part_of_year"
    PRORATED = "prorated"
    FUNDING = "funding"
    FUNDED = "funded"
    PAYOUT = "payout"


@dataclass(frozen=True, slots=True)
class Register:
    """A named place for one value of the walk.

    Attributes:
        index: of the step that writes it.
        stage: what it holds.
        owner: key of the measure or modifier, index of the section as text, or empty for
            the scorecard as a whole.
        number: of a measure that is read over several groups: which one within its fiscal
            year, from 1; 0 otherwise.
        item: index of the gate among its owner's gates, or 0.
        part: index of the group among those a gate is read over, or 0.
    """

    index: int
    stage: Stage
    owner: str = ""
    number: int = 0
    item: int = 0
    part: int = 0


@dataclass(frozen=True, slots=True)
class NoValue:
    """No value, because the scorecard itself lacks something."""

    out: Register
    code: NoPayoutCode
    key: str = ""


@dataclass(frozen=True, slots=True)
class KpiResult:
    """The figure of a KPI over a group of periods.

    Attributes:
        parts: the figure is divided by so many: of a flow over the year to date, what is read
            by points in figures is the mean of the instalments.
    """

    out: Register
    kpi: KpiKey
    group: Group
    parts: int = 1


@dataclass(frozen=True, slots=True)
class Rating:
    """A person's rating of an objective; ``unrated`` is assumed where there is none.

    Attributes:
        own: what is assumed of single holders instead; None: nobody has an exception.
    """

    out: Register
    objective: ObjectiveKey
    unrated: float
    own: OwnRatings | None = None


@dataclass(frozen=True, slots=True)
class TypedModifier:
    """A person's typed factor, 1.0 where none is typed, kept within ``least`` and ``most``."""

    out: Register
    modifier: str
    least: float
    most: float | None


@dataclass(frozen=True, slots=True)
class CurvePayout:
    """What a curve pays for a result.

    Attributes:
        target: what percentages of the curve refer to; None where none was set.
        sense: which way the KPI is better; points in % of target are mirrored where lower.
        compiled: the same curve in the form that the array walker reads.
        own: the targets of single holders instead; None: nobody has an exception.
    """

    out: Register
    result: Register
    curve: Curve
    target: float | None
    sense: Sense
    compiled: CompiledCurve
    own: OwnTargets | None = None


@dataclass(frozen=True, slots=True)
class MatrixPayout:
    """What a matrix pays for two results, step on both axes."""

    out: Register
    row: Register
    column: Register
    matrix: Matrix
    compiled: CompiledMatrix


@dataclass(frozen=True, slots=True)
class RateCap:
    """The operand, but at most ``most``: the cap of a measure."""

    out: Register
    operand: Register
    most: float


@dataclass(frozen=True, slots=True)
class GatePart:
    """1 where the condition of the gate holds for each of ``results``, else the gate's part."""

    out: Register
    results: tuple[Register, ...]
    gate: Gate


@dataclass(frozen=True, slots=True)
class Product:
    """The product of the operands; 1 where there are none."""

    out: Register
    operands: tuple[Register, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of the operands."""

    out: Register
    operands: tuple[Register, ...]


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of the operands: of a measure that is read over several groups."""

    out: Register
    operands: tuple[Register, ...]


@dataclass(frozen=True, slots=True)
class WeightedSum:
    """Σ weight × operand. An operand of weight 0 is left out, even if it has no value.

    Attributes:
        own: the weights of single holders instead; None: nobody has an exception.
    """

    out: Register
    operands: tuple[Register, ...]
    weights: tuple[float, ...]
    own: OwnWeights | None = None


@dataclass(frozen=True, slots=True)
class BonusAtTarget:
    """A person's full-year, full-time bonus at 100 %: an amount, or base pay × a share."""

    out: Register


@dataclass(frozen=True, slots=True)
class MoneyCap:
    """The least of the operand, ``rate`` × ``target`` and ``amount``, as far as given.

    Attributes:
        part: the part of the measures that is paid by this instalment, which both caps are
            multiplied by; None: all of them.
    """

    out: Register
    operand: Register
    target: Register
    rate: float | None
    amount: float | None
    part: Register | None = None


@dataclass(frozen=True, slots=True)
class ProRata:
    """Σ over a person's spans of days present × working time, ÷ days of the group."""

    out: Register
    group: Group


@dataclass(frozen=True, slots=True)
class PartOfYear:
    """The part of a full year that the payout is for, where its group is shorter."""

    out: Register
    share: float


@dataclass(frozen=True, slots=True)
class PoolFactor:
    """The factor by which a pool funds ``operand``; 1 where there is no pool.

    Attributes:
        pool: index among the pools of the design.
    """

    out: Register
    operand: Register
    pool: int | None


@dataclass(frozen=True, slots=True)
class RoundedMoney:
    """The operand in whole minor units of the currency.

    Half up of its ``%.15g`` decimal form; where a factor of ``pool`` applies, rounded down,
    and the rest of the pool given by largest remainder.

    Attributes:
        digits: of the minor unit behind the decimal mark.
    """

    out: Register
    operand: Register
    pool: int | None
    digits: int


Step = (
    NoValue
    | KpiResult
    | Rating
    | TypedModifier
    | CurvePayout
    | MatrixPayout
    | RateCap
    | GatePart
    | Product
    | Sum
    | Mean
    | WeightedSum
    | BonusAtTarget
    | MoneyCap
    | ProRata
    | PartOfYear
    | PoolFactor
    | RoundedMoney
)


def operands(step: Step) -> tuple[Register, ...]:
    """Return the registers whose lack of value makes ``step`` have none."""
    match step:
        case CurvePayout():
            return (step.result,)
        case MatrixPayout():
            return (step.row, step.column)
        case RateCap() | RoundedMoney() | PoolFactor():
            return (step.operand,)
        case MoneyCap():
            read = (step.operand,) if step.part is None else (step.operand, step.part)
            return (*read, step.target) if step.rate is not None else read
        case GatePart():
            return step.results
        case Product() | Sum() | Mean():
            return step.operands
        case WeightedSum():
            pairs = zip(step.operands, step.weights, strict=True)
            return tuple(operand for operand, weight in pairs if weight)
        case _:
            return ()


def personal(step: Step, person: PersonKey) -> Step:
    """Return ``step`` as it is for one holder, whose exceptions are then those of the step."""
    match step:
        case Rating(own=OwnRatings() as own) if person in own.few.places:
            return replace(step, unrated=own.unrated[own.few.places[person]], own=None)
        case CurvePayout(own=OwnTargets() as own) if person in own.few.places:
            target = own.targets[own.few.places[person]]
            compiled = compile_curve(step.curve, target, step.sense)
            return replace(step, target=target, compiled=compiled, own=None)
        case WeightedSum(own=OwnWeights() as own) if person in own.few.places:
            row = own.rows[own.few.places[person]]
            pairs = zip(row, step.weights, strict=True)
            weights = tuple(plain if mine is None else mine for mine, plain in pairs)
            return replace(step, weights=weights, own=None)
        case Rating() | CurvePayout() | WeightedSum() if step.own is not None:
            return replace(step, own=None)
        case _:
            return step


def personal_steps(steps: tuple[Step, ...], person: PersonKey) -> tuple[Step, ...]:
    """Return the list of steps by which one holder of a position is paid."""
    return tuple(personal(step, person) for step in steps)
