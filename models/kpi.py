"""A KPI: a named measure with a unit, a value per period, and a sense."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from immutables import Map

from models.keys import DimensionKey, FunctionKey, KpiKey, MemberKey
from models.uncertainty import Distribution


class KpiRole(StrEnum):
    """What a KPI is to the program, whatever its name."""

    PROFIT = "profit"
    CLIENTS = "clients"
    ARPU = "arpu"
    CLIENT_VALUE = "client_value"


class Sense(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"


class TimeRule(StrEnum):
    """How the values of a group of periods become one figure."""

    SUM = "sum"
    LAST = "last"
    MEAN = "mean"
    WEIGHTED = "weighted"
    FORMULA = "formula"


class UnitKind(StrEnum):
    """What a figure counts."""

    MONEY = "money"
    MONEY_PER_CLIENT_MONTH = "money_per_client_month"
    COUNT = "count"
    SHARE = "share"
    NUMBER = "number"

    @property
    def time_rule(self) -> TimeRule:
        """The time rule that a new KPI of this unit starts with."""
        return _DEFAULT_RULES[self]


_DEFAULT_RULES: Final = {
    UnitKind.MONEY: TimeRule.SUM,
    UnitKind.MONEY_PER_CLIENT_MONTH: TimeRule.MEAN,
    UnitKind.COUNT: TimeRule.SUM,
    UnitKind.SHARE: TimeRule.MEAN,
    UnitKind.NUMBER: TimeRule.SUM,
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit.

    Attributes:
        kind: what is counted. Money is in the currency of the plan.
        label: the word written behind a count or number ("clients"); may be empty.
        decimals: digits after the decimal mark on screen, of the percentage for a share;
            None lets the size of the figure decide.
    """

    kind: UnitKind = UnitKind.NUMBER
    label: str = ""
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Nature:
    """Where a KPI stands between two temperaments, on seven axes from 0 to 1.

    Each axis is named after its two ends; 0 is the first, 1 the second.
    """

    group_individual: float = 0.5
    need_transaction: float = 0.5
    pull_push: float = 0.5
    reach_revenue: float = 0.5
    strategic_tactical: float = 0.5
    long_short_term: float = 0.5
    brand_client: float = 0.5


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far a driver may be moved when a target is cascaded down to it.

    Attributes:
        least: the smallest figure of any period; a share is never below 0.
        most: the largest; a share is never above 1.
        stretch: how far it moves as easily as others do theirs: a fraction of itself, 0.1
            where None. Of a driver that is 0 or negative somewhere: in its own unit, and needed.
        locked: whether it does not move at all.
        locked_periods: indices of periods that do not move.
    """

    least: float | None = None
    most: float | None = None
    stretch: float | None = None
    locked: bool = False
    locked_periods: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Kpi:
    """A KPI of a plan: a driver where ``formula`` is empty, else worked out from others.

    Attributes:
        key: its name in formulas.
        name: its name for people.
        unit: what its figures count.
        sense: which way is better.
        formula: text of :mod:`models.formula_parser`; empty for a driver.
        values: one figure per period, None where none is given; missing at the end means
            None. Read only while the KPI is a driver, kept while it has a formula, so that
            nothing typed is lost.
        history: figures of the periods before the first, oldest first, the last one just
            before the plan starts. Read by ``lag``, and by ``spread`` and its banks.
        time: how periods become a group.
        weight_by: the KPI that weighs the periods under :attr:`TimeRule.WEIGHTED`.
        responsibility: share of each function, 0 to 1; sums to 1. Empty: derived from the
            drivers for a formula KPI, nobody's for a driver.
        cost: whether the KPI is money spent, so that a bridge calls its parts "spent".
        role: what it is to the program.
        nature: where it stands on the seven axes; None where nobody said.
        source: where the figures come from.
        note: what a reader should know about them.
        definition: what the KPI means, in a sentence.
        bounds: of a driver: how far it may be moved.
        distribution: of a driver: how uncertain it is; None where it is taken as certain.
        losses: of leads: the share of lost leads by reason ("price", "rival", "timing",
            "never"); what they lack to 1 is lost for no known reason.
        origin: the KPI that this one is one member's part of; None where it is no part.
        members: which member of each dimension it is the part of.
    """

    key: KpiKey
    name: str
    unit: Unit = Unit()
    sense: Sense = Sense.HIGHER
    formula: str = ""
    values: tuple[float | None, ...] = ()
    history: tuple[float | None, ...] = ()
    time: TimeRule = TimeRule.SUM
    weight_by: KpiKey | None = None
    responsibility: Map[FunctionKey, float] = field(default_factory=Map[FunctionKey, float])
    cost: bool = False
    role: KpiRole | None = None
    nature: Nature | None = None
    source: str = ""
    note: str = ""
    definition: str = ""
    bounds: Bounds = Bounds()
    distribution: Distribution | None = None
    losses: Map[str, float] = field(default_factory=Map[str, float])
    origin: KpiKey | None = None
    members: Map[DimensionKey, MemberKey] = field(default_factory=Map[DimensionKey, MemberKey])

    @property
    def is_driver(self) -> bool:
        """Whether its values are given, not worked out."""
        return not self.formula
