"""Pays a design in thousands of states at once, unrounded: what a simulation asks for.

The steps are those of :mod:`workbench.pay.walking`. A register holds an array that broadcasts
to (people, samples): (samples,) from KPIs, (people, 1) from people.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

import numpy as np

from models.calendar import Group
from models.keys import KpiKey, PersonKey, PositionKey
from models.scorecard import GateSide, Pool, PoolKind
from workbench.pay.curves import TOLERANCE
from workbench.pay.holders import Holders
from workbench.pay.program import PayProgram
from workbench.pay.rounding import too_large
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
from workbench.pay.walking import FUNDING_STEPS, Floats


class SampledFigures(Protocol):
    """What KPIs worked out in many states are asked for."""

    def over(self, key: KpiKey, group: Group, /) -> Floats:
        """Return the figure of a KPI over a group, shape (samples,); NaN is no value."""
        ...


def figures_read(program: PayProgram) -> tuple[tuple[KpiKey, Group], ...]:
    """Return every KPI and group that paying reads."""
    found: dict[tuple[KpiKey, Group], None] = {}
    for compiled in program.compiled.values():
        for step in compiled.steps:
            if isinstance(step, KpiResult):
                found[step.kpi, step.group] = None
    for pool in () if program.design is None else program.design.pools:
        if pool.kpi is not None and program.group is not None:
            found[pool.kpi, program.group] = None
    return tuple(found)


@dataclass(frozen=True, slots=True, eq=False)
class Alike:
    """Holders of a position of whom a payout asks the same, so that they are paid the same.

    Attributes:
        people: their keys.
    """

    people: tuple[PersonKey, ...]
    position: PositionKey


@dataclass(frozen=True, slots=True, eq=False)
class _Paid:
    """A position that is paid: its steps, and one holder for all that are alike."""

    position: PositionKey
    steps: tuple[Step, ...]
    holders: Holders
    counts: Floats
    pool: int | None


@dataclass(frozen=True, slots=True, eq=False)
class SampledPay:
    """A design, ready to be paid in any number of states.

    Attributes:
        program: who is paid, and by which steps.
        alike: everybody who is paid, gathered by what is the same of them.
        counts: how many people each of ``alike`` is, shape (alike,).
    """

    program: PayProgram
    alike: tuple[Alike, ...]
    counts: Floats
    _positions: tuple[_Paid, ...]
    _hopeless: bool
    _without_claim: frozenset[int]

    def pay(self, figures: SampledFigures, samples: int) -> Floats:
        """Return what each of ``alike`` is paid, in money, unrounded.

        Args:
            figures: what :func:`figures_read` asks for.
            samples: in how many states.

        Returns:
            Shape (alike, samples); NaN where a payout cannot be worked out.
        """
        paid = np.empty((len(self.alike), samples))
        places: list[slice] = []
        begin = 0
        for each in self._positions:
            place = slice(begin, begin + len(each.holders))
            paid[place] = _claims(each.steps, each.holders, figures)
            places.append(place)
            begin = place.stop
        pools = () if self.program.design is None else self.program.design.pools
        for number, pool in enumerate(pools):
            members = [
                place
                for place, each in zip(places, self._positions, strict=True)
                if each.pool == number
            ]
            factor = self._factor(pool, number, [paid[place] for place in members], figures)
            for place in members:
                paid[place] *= factor
        paid[~np.isfinite(paid) | too_large(paid, self.program.digits)] = np.nan
        return paid

    def total(self, paid: Floats) -> Floats:
        """Return the sum of what everybody is paid, shape (samples,); NaN where it is unknown.

        Args:
            paid: what :meth:`pay` returned.
        """
        if self._hopeless:
            return np.full(int(paid.shape[1]), np.nan)
        # Not a product of matrices, whose sums differ from machine to machine.
        total: Floats = (paid * self.counts[:, None]).sum(axis=0)
        return total

    def _factor(
        self, pool: Pool, number: int, members: Sequence[Floats], figures: SampledFigures
    ) -> Floats | float:
        """Return what a pool multiplies the claims of its members by, shape (samples,)."""
        if number in self._without_claim:
            return math.nan
        if not members:
            return 1.0
        counts = [each.counts for each in self._positions if each.pool == number]
        claimed = np.zeros(members[0].shape[1])
        for count, claims in zip(counts, members, strict=True):
            claimed = claimed + (claims * count[:, None]).sum(axis=0)
        amount: Floats | float = math.nan if pool.amount is None else pool.amount
        if pool.kpi is not None and self.program.group is not None:
            amount = figures.over(pool.kpi, self.program.group)
        held = np.maximum(amount, 0.0)
        held = np.where(too_large(held, self.program.digits), np.nan, held)
        with np.errstate(divide="ignore", invalid="ignore"):
            share = np.where(claimed > 0, held / claimed, np.nan)
        if pool.kind is PoolKind.FIXED:
            return share if any(len(claims) for claims in members) else 1.0
        fits = (claimed <= held) | (
            np.abs(claimed - held) <= TOLERANCE * np.maximum(np.abs(claimed), np.abs(held))
        )
        return np.where(np.isnan(held) | np.isnan(claimed), np.nan, np.where(fits, 1.0, share))


def sampled_pay(program: PayProgram) -> SampledPay:
    """Return a design ready to be paid in any number of states."""
    positions: list[_Paid] = []
    alike: list[Alike] = []
    counts: list[float] = []
    for position, compiled in program.compiled.items():
        holders = program.roster.holders[position]
        if not holders.people:
            continue
        gathered = _gathered(compiled.steps, holders)
        first = tuple(holders.people[indices[0]] for indices in gathered)
        own = [float(len(indices)) for indices in gathered]
        positions.append(
            _Paid(
                position,
                compiled.steps,
                Holders(position, holders.position, first),
                np.array(own),
                compiled.pool,
            )
        )
        counts.extend(own)
        alike.extend(
            Alike(tuple(holders.people[index].key for index in indices), position)
            for indices in gathered
        )
    pools = () if program.design is None else program.design.pools
    lacking = (pool_of(pools, program.roster.place(key)[0]) for key in program.unclaimed)
    nobody = program.unpaid is not None and any(
        holders.has_terms(index)
        for holders in program.roster.holders.values()
        for index in range(len(holders))
    )
    return SampledPay(
        program=program,
        alike=tuple(alike),
        counts=np.array(counts),
        _positions=tuple(positions),
        _hopeless=nobody or bool(program.unclaimed),
        _without_claim=frozenset(number for number in lacking if number is not None),
    )


def _gathered(steps: tuple[Step, ...], holders: Holders) -> list[list[int]]:
    """Gather indices of holders whose every step that stems from a person is the same."""
    columns: list[Floats] = []
    for step in steps[:-FUNDING_STEPS]:
        match step:
            case Rating():
                columns.append(holders.ratings(step.objective, step.unrated))
            case TypedModifier():
                columns.append(holders.typed(step.modifier, step.least, step.most))
            case BonusAtTarget():
                columns.append(holders.target_bonus)
            case ProRata():
                columns.append(holders.presence(step.group))
            case _:
                pass
    found: dict[bytes, list[int]] = {}
    for index in range(len(holders)):
        mark = np.array([column[index] for column in columns]).tobytes()
        found.setdefault(mark, []).append(index)
    return list(found.values())


def _claims(steps: tuple[Step, ...], holders: Holders, figures: SampledFigures) -> Floats:
    """Walk steps up to what each holder would be paid without a pool.

    Returns:
        Broadcasts to (people, samples).
    """
    values: list[Floats] = []
    with np.errstate(all="ignore"):
        for step in steps[:-FUNDING_STEPS]:
            if isinstance(step, KpiResult):
                read = figures.over(step.kpi, step.group)
                values.append(np.where(np.isfinite(read), read, np.nan))
            else:
                values.append(_WALKED[type(step)](step, values, holders))
        claims = values[-1]
        last = steps[-1]
        digits = getattr(last, "digits", 0)
        return np.where(np.isfinite(claims) & ~too_large(claims, digits), claims, np.nan)


def _one(figure: float) -> Floats:
    return np.array([figure])


def _column(figures: Floats) -> Floats:
    return figures[:, None]


def _matrix(step: MatrixPayout, values: list[Floats], _holders: Holders) -> Floats:
    row, column = np.broadcast_arrays(values[step.row.index], values[step.column.index])
    return step.compiled.payouts(row, column)


def _rate_cap(step: RateCap, values: list[Floats], _holders: Holders) -> Floats:
    return np.minimum(values[step.operand.index], step.most)


def _gate(step: GatePart, values: list[Floats], _holders: Holders) -> Floats:
    gate = step.gate
    found: Floats = np.ones(1)
    for register in step.results:
        result = values[register.index]
        past = result > gate.value if gate.side is GateSide.AT_LEAST else result < gate.value
        near = np.abs(result - gate.value) <= TOLERANCE * np.maximum(
            np.abs(result), abs(gate.value)
        )
        part = np.where(np.isnan(result), np.nan, np.where(past | near, 1.0, 0.0))
        found = found * part
    return np.where(np.isnan(found), np.nan, np.where(found > 0, 1.0, gate.part))


def _product(step: Product, values: list[Floats], _holders: Holders) -> Floats:
    product = np.ones(1)
    for operand in step.operands:
        product = product * values[operand.index]
    return product


def _sum(step: Sum | Mean, values: list[Floats], _holders: Holders) -> Floats:
    total = np.zeros(1)
    for operand in step.operands:
        total = total + values[operand.index]
    return total


def _mean(step: Mean, values: list[Floats], holders: Holders) -> Floats:
    return _sum(step, values, holders) / len(step.operands)


def _weighted_sum(step: WeightedSum, values: list[Floats], _holders: Holders) -> Floats:
    total = np.zeros(1)
    for operand, weight in zip(step.operands, step.weights, strict=True):
        if weight:
            total = total + weight * values[operand.index]
    return total


def _money_cap(step: MoneyCap, values: list[Floats], _holders: Holders) -> Floats:
    value = values[step.operand.index]
    if step.rate is not None:
        value = np.minimum(value, step.rate * values[step.target.index])
    return value if step.amount is None else np.minimum(value, step.amount)


_WALKED: Final[Mapping[type, Callable[[Any, list[Floats], Holders], Floats]]] = {
    NoValue: lambda _step, _values, _holders: _one(math.nan),
    Rating: lambda step, _, holders: _column(holders.ratings(step.objective, step.unrated)),
    TypedModifier: lambda step, _, holders: _column(
        holders.typed(step.modifier, step.least, step.most)
    ),
    CurvePayout: lambda step, values, _: step.compiled.payouts(values[step.result.index]),
    MatrixPayout: _matrix,
    RateCap: _rate_cap,
    GatePart: _gate,
    Product: _product,
    Sum: _sum,
    Mean: _mean,
    WeightedSum: _weighted_sum,
    BonusAtTarget: lambda _step, _values, holders: _column(holders.target_bonus),
    MoneyCap: _money_cap,
    ProRata: lambda step, _, holders: _column(holders.presence(step.group)),
    PartOfYear: lambda step, _values, _holders: _one(step.share),
}
"""How each kind of step is walked; a table, for it is asked for every step."""
