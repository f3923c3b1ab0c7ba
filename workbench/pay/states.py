"""Walks the steps of scorecards in many states at once: whole payouts, unrounded.

What moves a hundred levers, or tries a thousand weights, wants the money of everybody in each
state and nothing of how it came about. The same list of steps is walked as for one payout.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from models.calendar import Group
from models.keys import KpiKey, PositionKey
from models.scorecard import GateSide, Pool, PoolKind
from workbench.pay.curves import TOLERANCE
from workbench.pay.holders import Holders
from workbench.pay.program import PayProgram
from workbench.pay.rounding import floor_minor_units, too_large
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
    Product,
    ProRata,
    RateCap,
    Rating,
    Step,
    Sum,
    TypedModifier,
    WeightedSum,
)
from workbench.pay.steps import pool_of
from workbench.pay.walking import FUNDING_STEPS

Floats = NDArray[np.float64]
Value = float | Floats
"""Of a register: one figure, shape (n,) by holder, (states, 1) by state, or (states, n)."""


class StateFigures(Protocol):
    """What figures over groups are asked for, in every state at once."""

    @property
    def count(self) -> int:
        """How many states there are."""
        ...

    def over(self, key: KpiKey, group: Group, /) -> Floats:
        """Return the figure of a KPI over a group, shape (states,); NaN is no value."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Instead:
    """What a scorecard is tried with instead of what it says.

    Attributes:
        weights: of weighted sums, by index of register: shape (states, operands).
        values: what is made of the value of a register, by its index.
    """

    weights: Mapping[int, Floats] = field(default_factory=dict[int, Floats])
    values: Mapping[int, Callable[[Value], Value]] = field(
        default_factory=dict[int, "Callable[[Value], Value]"]
    )


_AS_IT_IS: Final = Instead()


def pay_in_states(
    program: PayProgram,
    figures: StateFigures,
    instead: Mapping[PositionKey, Instead] | None = None,
) -> Mapping[PositionKey, Floats]:
    """Return what everybody is paid in each state, before rounding.

    Args:
        program: who is paid, and by which steps.
        figures: the worked-out KPIs.
        instead: what scorecards are tried with, by position.

    Returns:
        By position with a scorecard: shape (states, holders), in money; NaN where a payout
        cannot be worked out.
    """
    changed = instead or {}
    claims = {
        position: claims_in_states(
            compiled.steps,
            program.roster.holders[position],
            figures,
            changed.get(position, _AS_IT_IS),
        )
        for position, compiled in program.compiled.items()
    }
    pools = () if program.design is None else program.design.pools
    factors = [_factor(program, pool, at, claims, figures) for at, pool in enumerate(pools)]
    paid: dict[PositionKey, Floats] = {}
    for position, claimed in claims.items():
        pool = program.compiled[position].pool
        paid[position] = claimed if pool is None else claimed * factors[pool][:, None]
    return paid


def claims_in_states(
    steps: tuple[Step, ...], holders: Holders, figures: StateFigures, instead: Instead = _AS_IT_IS
) -> Floats:
    """Return what each holder would be paid without a pool, unrounded, shape (states, n)."""
    values: list[Value] = []
    with np.errstate(over="ignore", invalid="ignore"):
        for step in steps[:-FUNDING_STEPS]:
            at = step.out.index
            if isinstance(step, KpiResult):
                read = figures.over(step.kpi, step.group)
                value: Value = np.where(np.isfinite(read), read, np.nan)[:, None]
            elif isinstance(step, WeightedSum) and at in instead.weights:
                value = _weighted(step, values, instead.weights[at])
            else:
                value = _WALKED[type(step)](step, values, holders)
            change = instead.values.get(at)
            values.append(value if change is None else change(value))
        claims = np.broadcast_to(values[-1], (figures.count, len(holders)))
        return np.where(np.isfinite(claims) & ~too_large(claims, 0), claims, np.nan)


def _factor(
    program: PayProgram,
    pool: Pool,
    number: int,
    claims: Mapping[PositionKey, Floats],
    figures: StateFigures,
) -> Floats:
    """Return by what a pool multiplies claims, shape (states,); NaN where it cannot be told."""
    members = [each for at, each in claims.items() if program.compiled[at].pool == number]
    pools = () if program.design is None else program.design.pools
    claimless = any(
        pool_of(pools, program.roster.place(person)[0]) == number for person in program.unclaimed
    )
    amount = np.full(figures.count, math.nan if pool.amount is None else pool.amount)
    if pool.kpi is not None and program.group is not None:
        amount = figures.over(pool.kpi, program.group)
    claimed = np.zeros(figures.count)
    for each in members:
        claimed = claimed + each.sum(axis=1)
    unknown = ~np.isfinite(amount) | np.isnan(claimed) | claimless
    minor = 10.0**program.digits
    held = np.array(
        [
            0.0 if missing else max(floor_minor_units(float(each), program.digits), 0) / minor
            for each, missing in zip(amount, unknown, strict=True)
        ]
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.where(claimed > 0, held / claimed, np.nan)
    if pool.kind is PoolKind.CAPPED:
        factor = np.where((claimed <= held) | _equal(claimed, held), 1.0, factor)
    elif not sum(each.shape[1] for each in members):
        factor = np.ones(figures.count)
    return np.where(unknown, np.nan, factor)


def _equal(a: Floats, b: Floats | float) -> NDArray[np.bool_]:
    return np.abs(a - b) <= TOLERANCE * np.maximum(np.abs(a), np.abs(b))


def _no_value(_step: NoValue, _values: list[Value], _holders: Holders) -> Value:
    return math.nan


def _rating(step: Rating, _values: list[Value], holders: Holders) -> Value:
    return holders.ratings(step.objective, step.unrated)


def _typed_modifier(step: TypedModifier, _values: list[Value], holders: Holders) -> Value:
    return holders.typed(step.modifier, step.least, step.most)


def _curve(step: CurvePayout, values: list[Value], _holders: Holders) -> Value:
    return step.compiled.payouts(np.asarray(values[step.result.index]))


def _matrix(step: MatrixPayout, values: list[Value], _holders: Holders) -> Value:
    row, column = values[step.row.index], values[step.column.index]
    return step.compiled.payouts(*np.broadcast_arrays(row, column))


def _rate_cap(step: RateCap, values: list[Value], _holders: Holders) -> Value:
    return np.minimum(values[step.operand.index], step.most)


def _gate(step: GatePart, values: list[Value], _holders: Holders) -> Value:
    gate = step.gate
    part: Value = 1.0
    missing: NDArray[np.bool_] = np.array(False)  # noqa: FBT003 - an array of one truth
    for register in step.results:
        result = np.asarray(values[register.index])
        past = result > gate.value if gate.side is GateSide.AT_LEAST else result < gate.value
        part = np.where(past | _equal(result, gate.value), part, gate.part)
        missing = missing | np.isnan(result)
    return np.where(missing, np.nan, part)


def _product(step: Product, values: list[Value], _holders: Holders) -> Value:
    product: Value = 1.0
    for value in _operands(step, values):
        product = product * value
    return product


def _sum(step: Sum, values: list[Value], _holders: Holders) -> Value:
    total: Value = 0.0
    for value in _operands(step, values):
        total = total + value
    return total


def _mean(step: Mean, values: list[Value], holders: Holders) -> Value:
    return _sum(Sum(step.out, step.operands), values, holders) / len(step.operands)


def _operands(step: Product | Sum, values: list[Value]) -> Iterator[Value]:
    return (values[operand.index] for operand in step.operands)


def _weighted_sum(step: WeightedSum, values: list[Value], _holders: Holders) -> Value:
    total: Value = 0.0
    for operand, weight in zip(step.operands, step.weights, strict=True):
        if weight:
            total = total + weight * values[operand.index]
    return total


def _weighted(step: WeightedSum, values: list[Value], weights: Floats) -> Value:
    """Return Σ weight × operand, weights differing by state; shape (states, …)."""
    total: Value = 0.0
    for operand, weight in zip(step.operands, weights.T[:, :, None], strict=True):
        part = weight * values[operand.index]
        total = total + np.where(weight == 0, 0.0, part)
    return total


def _bonus_at_target(_step: BonusAtTarget, _values: list[Value], holders: Holders) -> Value:
    return holders.target_bonus


def _money_cap(step: MoneyCap, values: list[Value], _holders: Holders) -> Value:
    value = values[step.operand.index]
    if step.rate is not None:
        value = np.minimum(value, step.rate * values[step.target.index])
    return value if step.amount is None else np.minimum(value, step.amount)


def _pro_rata(step: ProRata, _values: list[Value], holders: Holders) -> Value:
    return holders.presence(step.group)


def _part_of_year(step: PartOfYear, _values: list[Value], _holders: Holders) -> Value:
    return step.share


_WALKED: Final[Mapping[type, Callable[[Any, list[Value], Holders], Value]]] = {
    NoValue: _no_value,
    Rating: _rating,
    TypedModifier: _typed_modifier,
    CurvePayout: _curve,
    MatrixPayout: _matrix,
    RateCap: _rate_cap,
    GatePart: _gate,
    Product: _product,
    Sum: _sum,
    Mean: _mean,
    WeightedSum: _weighted_sum,
    BonusAtTarget: _bonus_at_target,
    MoneyCap: _money_cap,
    ProRata: _pro_rata,
    PartOfYear: _part_of_year,
}
