"""From the steps by which people are paid to formulas: one translation per kind of step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from models.calendar import Group
from models.keys import KpiKey
from workbench.excel.curve_tables import (
    NOTHING,
    CurveTable,
    MatrixTable,
    Reading,
    guarded_by,
)
from workbench.excel.formula_translation import compared
from workbench.excel.names import MONEY_DIGITS, PAID_FROM, PAID_TO
from workbench.pay.step_kinds import (
    BonusAtTarget,
    CurvePayout,
    GatePart,
    KpiResult,
    MatrixPayout,
    Mean,
    MoneyCap,
    NoValue,
    PartOfYear,
    PoolFactor,
    Product,
    ProRata,
    RateCap,
    Rating,
    Register,
    RoundedMoney,
    Step,
    Sum,
    TypedModifier,
    WeightedSum,
)


@dataclass(frozen=True, slots=True)
class BonusCells:
    """Where a bonus at target stands: a person's own terms, and else those of the position."""

    base_pay: str
    own_amount: str
    own_share: str
    amount: str
    share: str


class Sources(Protocol):
    """Where the formulas of one position, or of one of its holders, find what they read.

    Every answer is a reference on the sheet of the scorecards, unless it says otherwise.
    """

    def of(self, register: Register) -> str:
        """Return where the value of a register stands; "1" where it is always one."""
        ...

    def result(self, kpi: KpiKey, group: Group) -> str | None:
        """Return where the sheet of the tree has a figure; None where it has none."""
        ...

    def rating(self, step: Rating) -> tuple[str, str]:
        """Return the typed rating, and what counts where there is none."""
        ...

    def typed(self, step: TypedModifier) -> tuple[str, str, str]:
        """Return the typed factor and its bounds."""
        ...

    def curve(self, step: CurvePayout) -> tuple[CurveTable, Reading]:
        """Return the table of a curve and where this reading of it finds what it needs."""
        ...

    def matrix(self, step: MatrixPayout) -> tuple[MatrixTable, str, str]:
        """Return a matrix and how many of its rows and columns are reached."""
        ...

    def cap(self, step: RateCap) -> str:
        """Return the cap of a measure."""
        ...

    def gate(self, step: GatePart) -> tuple[str, str]:
        """Return the value of a gate, and the part it pays where it is missed."""
        ...

    def weighted(self, step: WeightedSum) -> tuple[str, ...]:
        """Return where weight × payout of each operand stands."""
        ...

    def bonus(self) -> BonusCells:
        """Return where the bonus at target stands."""
        ...

    def money_caps(self) -> tuple[str, str]:
        """Return the cap as a part of the target bonus, and the cap in money."""
        ...

    def spans(self) -> tuple[tuple[str, str, str], ...]:
        """Return first day, last day and working time of each stretch of time at work."""
        ...

    def factor(self, pool: int) -> str:
        """Return the funding factor of a pool."""
        ...

    def pooled(self, pool: int) -> str:
        """Return what a pool pays the holder, in money."""
        ...


def formula_of(step: Step, sources: Sources) -> str:
    """Return the formula of the cell that holds the register of ``step``."""
    return _TRANSLATED[type(step)](step, sources)


def _linked(reference: str) -> str:
    return f'=IF(ISNUMBER({reference}),{reference},"")'


def _no_value(_step: NoValue, _sources: Sources) -> str:
    return NOTHING


def _result(step: KpiResult, sources: Sources) -> str:
    reference = sources.result(step.kpi, step.group)
    return NOTHING if reference is None else _linked(reference)


def _rating(step: Rating, sources: Sources) -> str:
    typed, unrated = sources.rating(step)
    return f'=IF(ISNUMBER({typed}),{typed},IF(ISNUMBER({unrated}),{unrated},""))'


def _typed(step: TypedModifier, sources: Sources) -> str:
    typed, least, most = sources.typed(step)
    # MIN and MAX pass empty cells over, so that no bound is no bound.
    return f"=MIN(MAX(IF(ISNUMBER({typed}),{typed},1),{least}),{most})"


def _curve(step: CurvePayout, sources: Sources) -> str:
    table, reading = sources.curve(step)
    return table.payout(reading)


def _matrix(step: MatrixPayout, sources: Sources) -> str:
    table, rows, columns = sources.matrix(step)
    return table.payout(rows, columns)


def _rate_cap(step: RateCap, sources: Sources) -> str:
    operand = sources.of(step.operand)
    return guarded_by([operand], 1, f"MIN({operand},{sources.cap(step)})")


def _gate(step: GatePart, sources: Sources) -> str:
    value, part = sources.gate(step)
    results = [sources.of(register) for register in step.results]
    held = [compared(step.gate.side.value, result, value) for result in results]
    condition = held[0] if len(held) == 1 else f"AND({','.join(held)})"
    reads = [*results, value, part]
    return guarded_by(reads, len(reads), f"IF({condition},1,{part})")


def _joined(step: Product | Sum, sources: Sources, sign: str) -> str:
    parts = [sources.of(register) for register in step.operands]
    return guarded_by(parts, len(parts), sign.join(parts)) if parts else "=1"


def _product(step: Product, sources: Sources) -> str:
    return _joined(step, sources, "*")


def _sum(step: Sum, sources: Sources) -> str:
    return _joined(step, sources, "+")


def _mean(step: Mean, sources: Sources) -> str:
    parts = [sources.of(register) for register in step.operands]
    return guarded_by(parts, len(parts), f"({'+'.join(parts)})/{len(parts)}")


def _weighted_sum(step: WeightedSum, sources: Sources) -> str:
    parts = list(sources.weighted(step))
    return guarded_by(parts, len(parts), "+".join(parts))


def _bonus(_step: BonusAtTarget, sources: Sources) -> str:
    cells = sources.bonus()
    base = cells.base_pay

    def shared(share: str) -> str:
        return f'IF(COUNT({base},{share})=2,{base}*{share},"")'

    position = f"IF(ISNUMBER({cells.amount}),{cells.amount},{shared(cells.share)})"
    own = f"IF(ISNUMBER({cells.own_share}),{shared(cells.own_share)},{position})"
    return f"=IF(ISNUMBER({cells.own_amount}),{cells.own_amount},{own})"


def _money_cap(step: MoneyCap, sources: Sources) -> str:
    operand, target = sources.of(step.operand), sources.of(step.target)
    rate, amount = sources.money_caps()
    by_rate = f"IF(ISNUMBER({rate}),{rate}*{target},{operand})"
    return guarded_by([operand, target], 2, f"MIN({operand},{by_rate},{amount})")


def _pro_rata(_step: ProRata, sources: Sources) -> str:
    first, last = PAID_FROM.name, PAID_TO.name
    spans = sources.spans()
    # MIN and MAX pass empty days over: since before the plan, until after it.
    days = "+".join(
        f"{share}*MAX(0,MIN({end},{last})-MAX({start},{first})+1)" for start, end, share in spans
    )
    shares = ",".join(share for _, _, share in spans)
    return f'=IF(COUNT({shares})>0,({days})/({last}-{first}+1),"")'


def _part_of_year(step: PartOfYear, _sources: Sources) -> str:
    return f"={round(step.share * 12)}/12"


def _pool_factor(step: PoolFactor, sources: Sources) -> str:
    return "=1" if step.pool is None else _linked(sources.factor(step.pool))


def _rounded(step: RoundedMoney, sources: Sources) -> str:
    if step.pool is not None:
        return _linked(sources.pooled(step.pool))
    operand = sources.of(step.operand)
    return guarded_by([operand], 1, f"ROUND({operand},{MONEY_DIGITS.name})")


_TRANSLATED: Final[Mapping[type, Callable[[Any, Sources], str]]] = {
    NoValue: _no_value,
    KpiResult: _result,
    Rating: _rating,
    TypedModifier: _typed,
    CurvePayout: _curve,
    MatrixPayout: _matrix,
    RateCap: _rate_cap,
    GatePart: _gate,
    Product: _product,
    Sum: _sum,
    Mean: _mean,
    WeightedSum: _weighted_sum,
    BonusAtTarget: _bonus,
    MoneyCap: _money_cap,
    ProRata: _pro_rata,
    PartOfYear: _part_of_year,
    PoolFactor: _pool_factor,
    RoundedMoney: _rounded,
}
