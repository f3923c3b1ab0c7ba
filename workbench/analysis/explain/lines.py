"""What an explanation is made of: lines, each a figure with the figures it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.calendar import Group
from models.keys import KpiKey, LeverKey, ScenarioKey
from models.kpi import Unit
from workbench.analysis.reasons import Reason
from workbench.pay.payouts import MeasurePayout
from workbench.pay.reasons import NoPayout

When = Group | int
"""A group of periods, read by the time rule of a KPI, or one period by its index.

Below 0 it is a period before the plan.
"""


class How(StrEnum):
    """How the figure of a line comes from the figures of its parts.

    The first five have no parts; the next four bring the periods of a group together.
    """

    GIVEN = "given"
    LITERAL = "literal"
    KPI = "kpi"
    NOTHING = "nothing"
    NO_VALUE = "no_value"
    SUM_OF_PERIODS = "sum_of_periods"
    LAST_PERIOD = "last_period"
    MEAN_OF_PERIODS = "mean_of_periods"
    WEIGHTED_MEAN = "weighted_mean"
    SAME = "same"
    ADD = "add"
    MULTIPLY = "multiply"
    POWER = "power"
    MIN = "min"
    MAX = "max"
    AVERAGE = "average"
    ABS = "abs"
    ROUND = "round"
    LN = "ln"
    EXP = "exp"
    SQRT = "sqrt"
    IF = "if"
    LESS = "less"
    AT_MOST = "at_most"
    GREATER = "greater"
    AT_LEAST = "at_least"
    EQUAL = "equal"
    UNEQUAL = "unequal"
    AND = "and"
    OR = "or"
    NOT = "not"


class Note(StrEnum):
    """What must be said of a line beside its figure."""

    OPENING = "opening"
    """The plan starts here, so what stands in for the period before counts."""
    CUMULATIVE = "cumulative"
    """Added up since the start of the fiscal year."""
    COHORTS = "cohorts"
    """Each cohort brings its part when it is as old as the weight says."""
    NO_HISTORY = "no_history"
    """Cohorts from before the plan, of which nothing is known, count as 0."""
    HISTORY = "history"
    """From the history before the plan."""
    TYPED = "typed"
    """Typed in the base."""
    OVERRIDDEN = "overridden"
    """Set by the scenario, whatever the base says."""
    FOLLOWING = "following"
    """A percentage of the base, which it keeps following."""
    NOT_OVER_GROUPS = "not_over_groups"
    """Reads single periods, so there is nothing of it over several together."""
    UNKNOWN_KPI = "unknown_kpi"
    NOT_POSITIVE = "not_positive"
    """Shown only where it is above 0."""


class Thing(StrEnum):
    """What a name of a line names."""

    KPI = "kpi"
    POSITION = "position"
    PERSON = "person"
    FUNCTION = "function"
    OBJECTIVE = "objective"
    TERM = "term"


class Term(StrEnum):
    """Figures that have no row of their own in a plan."""

    INCENTIVES = "incentives"
    BASE_INCENTIVES = "base_incentives"
    BASE_PROFIT = "base_profit"
    FIGURE_OF_BASE = "figure_of_base"
    PART_OF_BASE = "part_of_base"
    SHARE_OF_PROFIT = "share_of_profit"
    EARNED_PER_UNIT = "earned_per_unit"
    SHARED_STAKE = "shared_stake"
    PROFIT_WON = "profit_won"
    MORE_PAID = "more_paid"
    SCORE = "score"
    TARGET_BONUS = "target_bonus"
    CONDITIONS = "conditions"
    MODIFIERS = "modifiers"
    TIME_AT_WORK = "time_at_work"
    FUNDING = "funding"
    PAYOUT = "payout"


@dataclass(frozen=True, slots=True)
class Name:
    """Whose figure a line is.

    Attributes:
        thing: what ``key`` is the key of.
        key: of a row of the plan, or the value of a :class:`Term`.
    """

    thing: Thing
    key: str


@dataclass(frozen=True, slots=True)
class KpiSubject:
    """The figure of a KPI: over a group, or of one period."""

    key: KpiKey
    when: When


@dataclass(frozen=True, slots=True)
class PaySubject:
    """A figure of the incentives, over the year of the report."""

    name: Name


Subject = KpiSubject | PaySubject
"""A figure that can be explained."""


@dataclass(frozen=True, slots=True)
class Line:
    """One figure, and the figures it comes from.

    Attributes:
        how: how it comes from ``parts``.
        figure: under the scenario explained, in its unit; NaN: no value.
        base: the same of the base.
        parts: in the order in which they are worked out. Of ``IF`` the condition and the
            branch that it chose; of ``WEIGHTED_MEAN`` each with its weight.
        inverse: taken off in a sum, divided by in a product.
        name: whose figure it is; None for a part of a formula.
        subject: what to explain to learn more; None where there is no more.
        unit: what it counts; None where that is not certain.
        when: what it is read for.
        weight: what weighs it in a weighted mean.
        digits: to which ``ROUND`` rounds.
        notes: what must be said of it.
        count: how many cohorts ``NOTHING`` stands for.
        measure: the line of a scorecard whose amount it is.
    """

    how: How
    figure: float
    base: float
    when: When
    parts: tuple[Line, ...] = ()
    inverse: bool = False
    name: Name | None = None
    subject: Subject | None = None
    unit: Unit | None = None
    weight: Line | None = None
    digits: int = 0
    notes: tuple[Note, ...] = ()
    count: int = 0
    measure: MeasurePayout | None = None


@dataclass(frozen=True, slots=True)
class LeverMove:
    """What a lever would make of a driver."""

    lever: LeverKey
    factor: float
    start: int


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the figures of a KPI come from, over the periods explained.

    Attributes:
        typed: how many periods are as typed in the base.
        overridden: how many the scenario sets by itself.
        following: how many are a percentage of the base.
        missing: how many have no figure.
        factor: that percentage as a multiple, where it is the same for all; else None.
        levers: that move it.
        actuals: how many periods have an actual.
        actual: that of the one period explained; None where none is known, or it is a group.
        actual_source: where actuals come from.
        source: where the figures of the plan come from.
        note: what a reader should know about them.
    """

    typed: int = 0
    overridden: int = 0
    following: int = 0
    missing: int = 0
    factor: float | None = None
    levers: tuple[LeverMove, ...] = ()
    actuals: int = 0
    actual: float | None = None
    actual_source: str = ""
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one figure is what it is.

    Attributes:
        subject: the figure.
        scenario: under which.
        line: the figure and what it comes from.
        other_ways: further ways to the same figure: by period, or step by step.
        beside: what the formula reads, over the same group, where its figures do not
            combine as the formula says; of the incentives, what they are compared with.
        periods: how many periods are explained.
        formula: that of the KPI; empty for a driver and for incentives.
        provenance: of a KPI: where its figures come from.
        reason: why it has no value; None where it has one.
    """

    subject: Subject
    scenario: ScenarioKey
    line: Line
    other_ways: tuple[Line, ...] = ()
    beside: tuple[Line, ...] = ()
    periods: int = 1
    formula: str = ""
    provenance: Provenance | None = None
    reason: Reason | NoPayout | None = None


def term(what: Term) -> Name:
    """Name a figure that has no row of its own."""
    return Name(Thing.TERM, what)
