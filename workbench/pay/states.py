"""Walks the steps of scorecards in many states at once: whole payouts, unrounded.

What moves a hundred levers, or tries a thousand weights, wants the money of everybody in each
state and nothing of how it came about. The same list of steps is walked as for one payout.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

import numpy as np

from models.calendar import Group
from models.keys import KpiKey, PositionKey
from models.scorecard import Pool, PoolKind
from workbench.pay.holders import Holders
from workbench.pay.pools import kpi_units, pool_units
from workbench.pay.program import PayProgram
from workbench.pay.rounding import too_large
from workbench.pay.schedule import Term
from workbench.pay.settling import settled
from workbench.pay.step_kinds import (
    KpiResult,
    RoundedMoney,
    Step,
    WeightedSum,
)
from workbench.pay.step_rules import RULES, Floats, Value, equal_in, own_sums
from workbench.pay.steps import pool_of
from workbench.pay.walking import FUNDING_STEPS


class StateFigures(Protocol):
    """What figures over groups are asked for, in every state at once."""

    @property
    def count(self) -> int:
        """How many states there are."""
        ...

    def over(self, key: KpiKey, group: Group, /) -> Floats:
        """Return the figure of a KPI over a group, shape (states,); NaN is no value."""
        ...


def figures_read(program: PayProgram) -> tuple[tuple[KpiKey, Group], ...]:
    """Return every KPI and group that scorecards and pools read, each once."""
    read: dict[tuple[KpiKey, tuple[int, ...]], tuple[KpiKey, Group]] = {}
    for compiled in program.compiled.values():
        for step in compiled.steps:
            if isinstance(step, KpiResult):
                read.setdefault((step.kpi, step.group.periods), (step.kpi, step.group))
    for number, pool in enumerate(() if program.design is None else program.design.pools):
        if pool.kpi is not None:
            for term in program.pool_terms(number) or ():
                read.setdefault((pool.kpi, term.read.periods), (pool.kpi, term.read))
    return tuple(read.values())


@dataclass(frozen=True, slots=True, eq=False)
class Instead:
    """What an instalment of a scorecard is tried with instead of what the scorecard says.

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
    instead: Mapping[PositionKey, Sequence[Instead]] | None = None,
) -> Mapping[PositionKey, Floats]:
    """Return what everybody is paid in each state over all instalments, before rounding.

    Args:
        program: who is paid, and by which steps.
        figures: the worked-out KPIs.
        instead: what scorecards are tried with, by position: of each of its instalments.

    Returns:
        By position with a scorecard: shape (states, holders), in money; NaN where a payout
        cannot be worked out.
    """
    changed = instead or {}
    claims: dict[PositionKey, list[Floats]] = {}
    for position, compiled in program.compiled.items():
        holders = program.roster.holders[position]
        tried = changed.get(position, (_AS_IT_IS,) * len(compiled.instalments))
        claims[position] = [
            claims_in_states(each.steps, holders, figures, instead)
            for each, instead in zip(compiled.instalments, tried, strict=True)
        ]
    pools = () if program.design is None else program.design.pools
    factors = [pool_factors(program, pool, at, claims, figures) for at, pool in enumerate(pools)]
    paid: dict[PositionKey, Floats] = {}
    for position, claimed in claims.items():
        compiled = program.compiled[position]
        entitled = claimed
        if compiled.pool is not None:
            funded = factors[compiled.pool]
            entitled = [
                each * funded[at if at < len(funded) else 0][:, None]
                for at, each in enumerate(claimed)
            ]
        paid[position] = paid_over([each.term for each in compiled.instalments], entitled)
    return paid


def paid_over(terms: Sequence[Term], entitled: Sequence[Floats]) -> Floats:
    """Return what instalments pay together, unrounded, in the shape of what each entitles to."""
    total, *rest = (due for _, due in settled(terms, entitled))
    for due in rest:
        total = total + due
    return total


def claims_in_states(
    steps: tuple[Step, ...], holders: Holders, figures: StateFigures, instead: Instead = _AS_IT_IS
) -> Floats:
    """Return what each holder would be paid without a pool, unrounded, shape (states, n)."""
    values: list[Value] = []
    with np.errstate(over="ignore", invalid="ignore"):
        for step in steps[:-FUNDING_STEPS]:
            at = step.out.index
            if isinstance(step, KpiResult):
                read = figures.over(step.kpi, step.group) / step.parts
                value: Value = np.where(np.isfinite(read), read, np.nan)[:, None]
            elif isinstance(step, WeightedSum) and at in instead.weights:
                value = _weighted(step, values, holders, instead.weights[at])
            else:
                value = RULES[type(step)](step, values, holders)
            change = instead.values.get(at)
            values.append(value if change is None else change(value))
        claims = np.broadcast_to(values[-1], (figures.count, len(holders)))
        last = steps[-1]
        digits = last.digits if isinstance(last, RoundedMoney) else 0
        return np.where(np.isfinite(claims) & ~too_large(claims, digits), claims, np.nan)


def pool_factors(
    program: PayProgram,
    pool: Pool,
    number: int,
    claims: Mapping[PositionKey, Sequence[Floats]],
    figures: StateFigures,
) -> list[Floats]:
    """Return by what a pool multiplies the claims of each instalment, shape (states,) each.

    NaN where it cannot be told.
    """
    terms = program.pool_terms(number)
    if terms is None:
        return [np.full(figures.count, np.nan)]
    members = [
        each
        for at, each in claims.items()
        if program.compiled[at].pool == number and each[0].shape[1]
    ]
    pools = () if program.design is None else program.design.pools
    claimless = any(
        pool_of(pools, program.roster.place(person)[0]) == number for person in program.unclaimed
    )
    factors: list[Floats] = []
    for at, term in enumerate(terms):
        claimed = np.zeros(figures.count)
        for each in members:
            claimed = claimed + each[at].sum(axis=1)
        held = _held(pool, term, program.digits, figures)
        held = np.where(np.isnan(claimed) | claimless, np.nan, held)
        factors.append(funding_factor(pool.kind, held, claimed, anybody=bool(members)))
    return factors


def _held(pool: Pool, term: Term, digits: int, figures: StateFigures) -> Floats:
    """Return what a pool holds for an instalment, shape (states,), in money; NaN: no value."""
    if pool.kpi is None:
        amount = math.nan if pool.amount is None else pool.amount
        units = [pool_units(amount, term, digits)] * figures.count
    else:
        read = figures.over(pool.kpi, term.read)
        units = [kpi_units(float(each), digits) for each in read]
    return np.array([math.nan if each is None else each / 10.0**digits for each in units])


def funding_factor(kind: PoolKind, held: Floats, claimed: Floats, *, anybody: bool) -> Floats:
    """Return by what a pool multiplies claims, shape (states,); NaN where it cannot be told.

    Args:
        kind: when the factor applies.
        held: what is in the pool, shape (states,), in money, not below 0.
        claimed: the sum of all claims, shape (states,), in money.
        anybody: whether the pool has members with a scorecard.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.where(claimed > 0, held / claimed, np.nan)
    if kind is PoolKind.CAPPED:
        fits = (claimed <= held) | equal_in(claimed, held)
        factor = np.where(fits, 1.0, factor)
    elif not anybody:
        factor = np.ones(len(claimed))
    return np.where(np.isnan(held) | np.isnan(claimed), np.nan, factor)


def _weighted(step: WeightedSum, values: list[Value], holders: Holders, weights: Floats) -> Value:
    """Return Σ weight × operand, weights differing by state; shape (states, …).

    Who has a weight of their own keeps it, as they would were the scorecard so.
    """
    columns = list(weights.T[:, :, None])
    total: Value = 0.0
    for operand, weight in zip(step.operands, columns, strict=True):
        part = weight * values[operand.index]
        total = total + np.where(weight == 0, 0.0, part)
    return own_sums(step, values, holders, total, columns)
