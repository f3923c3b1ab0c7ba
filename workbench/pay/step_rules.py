"""How the value of each kind of step follows from those before it: one rule for every walker.

A payout, a simulation and a trial of weights walk the same list of steps; what differs is how
many states they walk at once, and so the shapes of values.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from models.scorecard import GateSide
from workbench.pay.curves import TOLERANCE, equal
from workbench.pay.holders import Holders
from workbench.pay.own import Places
from workbench.pay.step_kinds import (
    BonusAtTarget,
    CurvePayout,
    GatePart,
    MatrixPayout,
    Mean,
    MoneyCap,
    NoValue,
    PartOfYear,
    Product,
    ProRata,
    RateCap,
    Rating,
    Sum,
    TypedModifier,
    WeightedSum,
)

Floats = NDArray[np.float64]
Value = float | Floats
"""Of a register: one figure for all, shape (n,) by holder, (states, 1) by state, or
(states, n); NaN is no value."""


def equal_in(a: Floats, b: Floats | float) -> NDArray[np.bool_]:
    """Return where two figures are equal, within the tolerance; NaN equals nothing."""
    return np.abs(a - b) <= TOLERANCE * np.maximum(np.abs(a), np.abs(b))


def of_few(value: Value, places: Places, holders: Holders) -> Value:
    """Return what a register holds for the few: one figure, (m,), (states, 1) or (states, m)."""
    if isinstance(value, np.ndarray) and value.shape[-1] == len(holders):
        return value[..., places.at]
    return value


def with_few(value: Value, places: Places, own: Floats, holders: Holders) -> Floats:
    """Return what a register holds for all, the few having what is their own.

    Args:
        value: of everybody else.
        places: where the few stand.
        own: shape (m,) or (states, m).
        holders: of the position.
    """
    states = own.shape[:-1]
    if isinstance(value, np.ndarray) and value.ndim > own.ndim:
        states = value.shape[:-1]
    whole = np.empty((*states, len(holders)))
    whole[...] = value
    whole[..., places.at] = own
    return whole


def _no_value(_step: NoValue, _values: list[Value], _holders: Holders) -> Value:
    return math.nan


def _rating(step: Rating, _values: list[Value], holders: Holders) -> Value:
    ratings = holders.ratings(step.objective, step.unrated)
    if step.own is None:
        return ratings
    places = holders.places(step.own.few)
    given = holders.ratings(step.objective, math.nan)[places.at]
    own = np.where(np.isnan(given), places.rows(step.own.array), given)
    return with_few(ratings, places, own, holders)


def _typed_modifier(step: TypedModifier, _values: list[Value], holders: Holders) -> Value:
    return holders.typed(step.modifier, step.least, step.most)


def _curve(step: CurvePayout, values: list[Value], holders: Holders) -> Value:
    result = values[step.result.index]
    paid: Value
    if isinstance(result, np.ndarray):
        paid = step.compiled.payouts(result)
    else:
        paid = step.compiled.payout(result)
    if step.own is None:
        return paid
    places = holders.places(step.own.few)
    own = step.own.curves.payouts(of_few(result, places, holders), places.among)
    return with_few(paid, places, own, holders)


def _matrix(step: MatrixPayout, values: list[Value], _holders: Holders) -> Value:
    row, column = values[step.row.index], values[step.column.index]
    if isinstance(row, float) and isinstance(column, float):
        return step.compiled.payout(row, column)
    return step.compiled.payouts(*np.broadcast_arrays(row, column))


def _rate_cap(step: RateCap, values: list[Value], _holders: Holders) -> Value:
    value = values[step.operand.index]
    if isinstance(value, float):
        return min(value, step.most)
    return np.minimum(value, step.most)


def _gate(step: GatePart, values: list[Value], _holders: Holders) -> Value:
    gate = step.gate
    part: Value = 1.0
    for register in step.results:
        result = values[register.index]
        if isinstance(result, np.ndarray):
            past = result > gate.value if gate.side is GateSide.AT_LEAST else result < gate.value
            opened = np.where(past | equal_in(result, gate.value), part, gate.part)
            # What has no value stays without, whatever the other groups say.
            part = np.where(np.isnan(result) | np.isnan(part), np.nan, opened)
        elif math.isnan(result):
            return math.nan
        else:
            past = result > gate.value if gate.side is GateSide.AT_LEAST else result < gate.value
            part = part if past or equal(result, gate.value) else gate.part
    return part


def _product(step: Product, values: list[Value], _holders: Holders) -> Value:
    product: Value = 1.0
    for operand in step.operands:
        product = product * values[operand.index]
    return product


def _sum(step: Sum, values: list[Value], _holders: Holders) -> Value:
    total: Value = 0.0
    for operand in step.operands:
        total = total + values[operand.index]
    return total


def _mean(step: Mean, values: list[Value], _holders: Holders) -> Value:
    total: Value = 0.0
    for operand in step.operands:
        total = total + values[operand.index]
    return total / len(step.operands)


def _weighted_sum(step: WeightedSum, values: list[Value], holders: Holders) -> Value:
    total: Value = 0.0
    for operand, weight in zip(step.operands, step.weights, strict=True):
        if weight:
            total = total + weight * values[operand.index]
    return total if step.own is None else own_sums(step, values, holders, total, step.weights)


def own_sums(
    step: WeightedSum,
    values: list[Value],
    holders: Holders,
    total: Value,
    weights: Sequence[float | Floats],
) -> Value:
    """Return Σ weight × operand for all, the few having weights of their own.

    Args:
        step: with exceptions.
        values: by index of register.
        holders: of the position.
        total: of everybody else.
        weights: what counts where the few have none of their own: of each operand one
            figure, or shape (states, 1).
    """
    if step.own is None:
        return total
    places = holders.places(step.own.few)
    own: Value = np.zeros(len(places.at))
    for (column, shared, nothing), operand, plain in zip(
        step.own.columns, step.operands, weights, strict=True
    ):
        weight = places.rows(column)
        if shared:
            weight = np.where(np.isnan(weight), plain, weight)
        part = weight * of_few(values[operand.index], places, holders)
        own = own + (np.where(weight == 0.0, 0.0, part) if shared or nothing else part)
    return with_few(total, places, own, holders)


def _bonus_at_target(_step: BonusAtTarget, _values: list[Value], holders: Holders) -> Value:
    return holders.target_bonus


def _money_cap(step: MoneyCap, values: list[Value], _holders: Holders) -> Value:
    value = values[step.operand.index]
    part = 1.0 if step.part is None else values[step.part.index]
    if step.rate is not None:
        value = np.minimum(value, step.rate * values[step.target.index] * part)
    return value if step.amount is None else np.minimum(value, step.amount * part)


def _pro_rata(step: ProRata, _values: list[Value], holders: Holders) -> Value:
    return holders.presence(step.group)


def _part_of_year(step: PartOfYear, _values: list[Value], _holders: Holders) -> Value:
    return step.share


RULES: Final[Mapping[type, Callable[[Any, list[Value], Holders], Value]]] = {
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
"""How each kind of step but KpiResult is worked out, from the values of registers before it.

A table, for it is asked for every step; whoever walks reads the KPI results.
"""
