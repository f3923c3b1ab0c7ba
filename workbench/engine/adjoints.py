"""How much each operand of an operation moves its result: the rules of a reverse pass.

A share of the result's slope that is exactly 0 stays 0 even where a factor has no value: what
a result does not depend on does not matter.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from workbench.engine.arrays import Floats
from workbench.engine.operations import Op

Rule = Callable[[Floats, list[Floats]], "list[Floats | None]"]
"""From a result and its operands to the slope of the result in each; None: 0 everywhere."""


def slopes(op: Op, out: Floats, operands: list[Floats]) -> list[Floats | None]:
    """Return the partial slope of ``out`` in each operand, None where it is 0.

    Rounding counts as the identity, and a comparison is flat. Call under
    ``np.errstate(all="ignore")``.

    Args:
        op: an operation that reads its own period only.
        out: its result, any shape.
        operands: of the shape of ``out``, or repeated to it.
    """
    rule = _RULES.get(op)
    return [None] * len(operands) if rule is None else rule(out, operands)


def times(slope: Floats, partial: Floats) -> Floats:
    """Return slope × partial, 0 where the slope is 0."""
    return np.where(slope == 0.0, 0.0, slope * partial)


def _one(out: Floats) -> Floats:
    return np.ones_like(out)


def _each_once(out: Floats, operands: list[Floats]) -> list[Floats | None]:
    return [_one(out) for _ in operands]


def _negate(out: Floats, _operands: list[Floats]) -> list[Floats | None]:
    return [-_one(out)]


def _subtract(out: Floats, _operands: list[Floats]) -> list[Floats | None]:
    return [_one(out), -_one(out)]


def _multiply(out: Floats, operands: list[Floats]) -> list[Floats | None]:
    """Multiply the others, from left and right, so that a factor of 0 is no trouble."""
    count = len(operands)
    if count == 2:
        return [operands[1], operands[0]]
    before = [_one(out)]
    after = [_one(out)]
    for place in range(count - 1):
        before.append(before[-1] * operands[place])
        after.append(after[-1] * operands[count - 1 - place])
    return [before[place] * after[count - 1 - place] for place in range(count)]


def _divide(out: Floats, operands: list[Floats]) -> list[Floats | None]:
    return [_one(out) / operands[1], -out / operands[1]]


def _power(out: Floats, operands: list[Floats]) -> list[Floats | None]:
    base, exponent = operands
    in_base = np.where(exponent == 0.0, 0.0, exponent * np.power(base, exponent - 1.0))
    # A negative base has whole exponents only: there is no slope in them.
    in_exponent = np.where(base > 0.0, out * np.log(np.where(base > 0.0, base, 1.0)), 0.0)
    return [in_base, in_exponent]


def _average(out: Floats, operands: list[Floats]) -> list[Floats | None]:
    return [_one(out) / len(operands) for _ in operands]


def _chosen(out: Floats, operands: list[Floats]) -> list[Floats | None]:
    """Give all to the first operand that is the result: the least, or the largest."""
    free = np.ones(out.shape, dtype=bool)
    parts: list[Floats | None] = []
    for operand in operands:
        mine = free & (operand == out)
        free &= ~mine
        parts.append(mine.astype(np.float64))
    return parts


def _abs(out: Floats, operands: list[Floats]) -> list[Floats | None]:
    return [np.sign(operands[0]) * _one(out)]


def _if(out: Floats, operands: list[Floats]) -> list[Floats | None]:
    holds = np.broadcast_to(operands[0] != 0.0, out.shape)
    return [None, holds.astype(np.float64), (~holds).astype(np.float64)]


def _ln(out: Floats, operands: list[Floats]) -> list[Floats | None]:
    return [_one(out) / operands[0]]


def _exp(out: Floats, _operands: list[Floats]) -> list[Floats | None]:
    return [out]


def _sqrt(out: Floats, _operands: list[Floats]) -> list[Floats | None]:
    return [0.5 / out]


_RULES: Final[dict[Op, Rule]] = {
    Op.COPY: _each_once,
    Op.NEGATE: _negate,
    Op.ADD: _each_once,
    Op.SPREAD: _each_once,
    Op.SUBTRACT: _subtract,
    Op.MULTIPLY: _multiply,
    Op.DIVIDE: _divide,
    Op.POWER: _power,
    Op.MIN: _chosen,
    Op.MAX: _chosen,
    Op.AVERAGE: _average,
    Op.ABS: _abs,
    Op.ROUND: _each_once,
    Op.IF: _if,
    Op.LN: _ln,
    Op.EXP: _exp,
    Op.SQRT: _sqrt,
}
