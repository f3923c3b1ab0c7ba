"""Payout matrices: two results in, a payout out, step on both axes."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.kpi import Sense
from models.scorecard import Matrix
from workbench.pay.curves import Ladder, in_order, is_falling
from workbench.pay.reasons import NoPayoutCode

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class CompiledMatrix:
    """A matrix, ready to be read.

    Attributes:
        row_sign: -1 where its rows fall, else 1; likewise for columns.
        pay: payout by how many rows and columns are reached; its first row and column are 0.
        refusal: why it cannot be read at all; None where it can.
    """

    rows: Ladder
    columns: Ladder
    row_sign: float
    column_sign: float
    pay: tuple[tuple[float, ...], ...]
    refusal: NoPayoutCode | None = None

    def payout(self, row: float, column: float) -> float:
        """Return the payout of two results; NaN where one of them has no value."""
        if self.refusal is not None or math.isnan(row) or math.isnan(column):
            return math.nan
        reached = self.rows.reached(row * self.row_sign)[0]
        return self.pay[reached][self.columns.reached(column * self.column_sign)[0]]

    def payouts(self, rows: Floats, columns: Floats) -> Floats:
        """Return the payout of each pair of results.

        Args:
            rows: results on the first axis, shape (n,); NaN is no value.
            columns: results on the second axis, shape (n,).

        Returns:
            Shape (n,), 1.0 being 100 %; NaN where there is no value.
        """
        if self.refusal is not None:
            return np.full(rows.shape, np.nan)
        row = self.rows.reached_by(rows * self.row_sign)[0]
        column = self.columns.reached_by(columns * self.column_sign)[0]
        paid = np.array(self.pay)[row, column]
        return np.where(np.isnan(rows) | np.isnan(columns), np.nan, paid)


def compile_matrix(matrix: Matrix, row_sense: Sense, column_sense: Sense) -> CompiledMatrix:
    """Return ``matrix`` in the form that is read, with its refusal where it cannot be."""
    fits = len(matrix.pay) == len(matrix.rows) > 0 and len(matrix.columns) > 0
    fits = fits and all(len(row) == len(matrix.columns) for row in matrix.pay)
    ordered = all(in_order(axis, may_fall=True) for axis in (matrix.rows, matrix.columns))
    if not fits or not ordered:
        refusal = NoPayoutCode.CURVE_OUT_OF_ORDER if fits else NoPayoutCode.MATRIX_MISSHAPEN
        return CompiledMatrix(Ladder(()), Ladder(()), 1.0, 1.0, (), refusal)
    row_sign = -1.0 if is_falling(matrix.rows, row_sense) else 1.0
    column_sign = -1.0 if is_falling(matrix.columns, column_sense) else 1.0
    nothing = (0.0,) * (len(matrix.columns) + 1)
    return CompiledMatrix(
        rows=Ladder(tuple(at * row_sign for at in matrix.rows)),
        columns=Ladder(tuple(at * column_sign for at in matrix.columns)),
        row_sign=row_sign,
        column_sign=column_sign,
        pay=(nothing, *((0.0, *row) for row in matrix.pay)),
    )
