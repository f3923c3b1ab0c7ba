"""What each operation does, for whole arrays at once.

Every kernel writes ``out`` from its operands, all of the same shape or repeated to it. NaN
is "no value" and passes on; a result that is not finite becomes NaN. Kernels of sums and
products leave that to :func:`work_out`, which sees the processor's own signal.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from workbench.engine.arrays import Floats
from workbench.engine.operations import Op
from workbench.engine.round_half_away import round_half_away

EQUAL_WITHIN: Final = 1e-12
"""Two numbers are equal when they differ by no more than this part of the larger one."""

Kernel = Callable[..., None]


def work_out(op: Op, parameter: int, out: Floats, operands: list[Floats]) -> None:
    """Write the result of an operation that reads its own period only.

    Runs under :func:`signals`, which raise: the check for results that
    are not finite then costs nothing as long as there are none.
    """
    try:
        _apply(op, parameter, out, operands)
    except FloatingPointError:
        with np.errstate(all="ignore"):
            _apply(op, parameter, out, operands)
            out[~np.isfinite(out)] = np.nan


def signals() -> np.errstate:
    """Return the settings under which :func:`work_out` runs."""
    return np.errstate(over="raise", divide="raise", invalid="raise", under="ignore")


def _apply(op: Op, parameter: int, out: Floats, operands: list[Floats]) -> None:
    if op is Op.ROUND:
        round_half_away(out, operands[0], parameter)
    else:
        _KERNELS[op](out, *operands)


def _copy(out: Floats, operand: Floats) -> None:
    np.copyto(out, operand)


def _negate(out: Floats, operand: Floats) -> None:
    np.negative(operand, out=out)


def _add(out: Floats, first: Floats, *others: Floats) -> None:
    if not others:
        np.copyto(out, first)
        return
    np.add(first, others[0], out=out)
    for other in others[1:]:
        np.add(out, other, out=out)


def _subtract(out: Floats, left: Floats, right: Floats) -> None:
    np.subtract(left, right, out=out)


def _multiply(out: Floats, first: Floats, *others: Floats) -> None:
    np.multiply(first, others[0], out=out)
    for other in others[1:]:
        np.multiply(out, other, out=out)


def _divide(out: Floats, left: Floats, right: Floats) -> None:
    np.divide(left, right, out=out)


def _power(out: Floats, base: Floats, exponent: Floats) -> None:
    np.power(base, exponent, out=out)
    # C's pow says 1 where the other side is NaN, and for 0^0.
    none = np.isnan(base) | np.isnan(exponent) | ((base == 0) & (exponent == 0))
    np.copyto(out, np.nan, where=none)
    _keep_finite(out)


def _average(out: Floats, *operands: Floats) -> None:
    _add(out, *operands)
    np.divide(out, float(len(operands)), out=out)


def _min(out: Floats, first: Floats, *others: Floats) -> None:
    np.copyto(out, first)
    for other in others:
        np.minimum(out, other, out=out)


def _max(out: Floats, first: Floats, *others: Floats) -> None:
    np.copyto(out, first)
    for other in others:
        np.maximum(out, other, out=out)


def _abs(out: Floats, operand: Floats) -> None:
    np.abs(operand, out=out)


def _ln(out: Floats, operand: Floats) -> None:
    np.log(operand, out=out)
    _keep_finite(out)


def _exp(out: Floats, operand: Floats) -> None:
    np.exp(operand, out=out)
    _keep_finite(out)


def _sqrt(out: Floats, operand: Floats) -> None:
    np.sqrt(operand, out=out)
    _keep_finite(out)


def _keep_finite(out: Floats) -> None:
    # Vectorised mathematical libraries do not always raise the processor's signals.
    np.copyto(out, np.nan, where=~np.isfinite(out))


def _if(out: Floats, condition: Floats, then: Floats, otherwise: Floats) -> None:
    np.copyto(out, otherwise)
    np.copyto(out, then, where=condition != 0)
    np.copyto(out, np.nan, where=np.isnan(condition))


def _not(out: Floats, operand: Floats) -> None:
    np.equal(operand, 0, out=out)
    np.copyto(out, np.nan, where=np.isnan(operand))


def _pair(
    decide: Callable[[Floats, Floats], np.ndarray[tuple[int, ...], np.dtype[np.bool_]]],
) -> Kernel:
    """Return the kernel of a yes-or-no operation on two operands."""

    def kernel(out: Floats, left: Floats, right: Floats) -> None:
        np.copyto(out, decide(left, right))
        np.copyto(out, np.nan, where=np.isnan(left) | np.isnan(right))

    return kernel


def equal(left: Floats, right: Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Return where two figures are the same number, as far as comparisons go."""
    return np.abs(left - right) <= EQUAL_WITHIN * np.maximum(np.abs(left), np.abs(right))


_KERNELS: Final[dict[Op, Kernel]] = {
    Op.COPY: _copy,
    Op.NEGATE: _negate,
    Op.ADD: _add,
    Op.SPREAD: _add,
    Op.SUBTRACT: _subtract,
    Op.MULTIPLY: _multiply,
    Op.DIVIDE: _divide,
    Op.POWER: _power,
    Op.LESS: _pair(lambda a, b: (a < b) & ~equal(a, b)),
    Op.AT_MOST: _pair(lambda a, b: (a <= b) | equal(a, b)),
    Op.GREATER: _pair(lambda a, b: (a > b) & ~equal(a, b)),
    Op.AT_LEAST: _pair(lambda a, b: (a >= b) | equal(a, b)),
    Op.EQUAL: _pair(equal),
    Op.UNEQUAL: _pair(lambda a, b: ~equal(a, b)),
    Op.AND: _pair(lambda a, b: (a != 0) & (b != 0)),
    Op.OR: _pair(lambda a, b: (a != 0) | (b != 0)),
    Op.NOT: _not,
    Op.MIN: _min,
    Op.MAX: _max,
    Op.AVERAGE: _average,
    Op.ABS: _abs,
    Op.IF: _if,
    Op.LN: _ln,
    Op.EXP: _exp,
    Op.SQRT: _sqrt,
}
