"""A hint about pay: what is worth a look, where, and a target that could be set instead."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.keys import DesignKey, FunctionKey, KpiKey, MeasureKey, PositionKey
from models.places import Place
from workbench.analysis.alignment.weights import Subject


class PayHintCode(StrEnum):
    """What is worth a look."""

    LINE_OF_SIGHT = "line_of_sight"  # share
    ODDS = "odds"  # odds
    DEAD_ZONE = "dead_zone"  # share, low, high, simulated
    CLIFF = "cliff"  # at, money, more
    GATE = "gate"  # at, money, more
    NO_PROFIT = "no_profit"
    SHORT_TERM = "short_term"
    OVER_CEILING = "over_ceiling"  # money, ceiling
    MANY_GATES = "many_gates"  # count
    MANY_STEPS = "many_steps"  # count


@dataclass(frozen=True, slots=True)
class Odds:
    """How likely a measure is to reach its marks, 0 to 1; NaN where unknown."""

    threshold: float
    target: float
    maximum: float


@dataclass(frozen=True, slots=True)
class TargetSet:
    """Targets of one measure: what they could be.

    Attributes:
        targets: of each payout group of the fiscal year, in the unit of the KPI.
    """

    position: PositionKey
    measure: MeasureKey
    targets: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class TargetMend:
    """A way out of odds that are far off: targets that two in three results reach.

    Attributes:
        design: whose scorecards.
        kpi: what is measured.
        sets: the targets of each position that is paid for it in the same way.
    """

    design: DesignKey
    kpi: KpiKey
    sets: tuple[TargetSet, ...]


@dataclass(frozen=True, slots=True)
class PayHint:
    """One thing to look at.

    Attributes:
        code: what it is.
        place: where it is seen, and can be changed.
        positions: whose holders it is about.
        function: of a hint about one.
        subject: the measure; None where it is not about one.
        share: a line of sight; or what is paid, 1.0 being 100 %.
        low: where results start, or where a jump is, in the unit of the KPI.
        high: where results end.
        simulated: whether ``low`` and ``high`` are P10 and P90.
        money: what a jump is worth to all holders, or what payouts with charges come to.
        ceiling: what they should not exceed, in money.
        count: of gates or steps, or of further jumps of the same KPI.
        odds: of the marks of a measure.
        mend: a way out that can be taken at once; None where there is none.
    """

    code: PayHintCode
    place: Place
    positions: tuple[PositionKey, ...] = ()
    function: FunctionKey | None = None
    subject: Subject | None = None
    share: float | None = None
    low: float | None = None
    high: float | None = None
    simulated: bool = False
    money: float | None = None
    ceiling: float | None = None
    count: int = 0
    odds: Odds | None = None
    mend: TargetMend | None = None

    @property
    def name(self) -> str:
        """What it goes by when somebody says "not here": the same after any edit."""
        subject = "" if self.subject is None else self.subject.kpi or self.subject.objective or ""
        who = self.function or "+".join(self.positions)
        return f"pay_{self.code} {who} {subject}"
