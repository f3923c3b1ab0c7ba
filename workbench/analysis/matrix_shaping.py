"""Rows, columns and payouts of a two-way matrix, changed one at a time and always in order."""

from __future__ import annotations

from dataclasses import replace

from models.scorecard import Matrix


def transposed(matrix: Matrix) -> Matrix:
    """Return a matrix with rows for columns, so that what shapes rows shapes columns too."""
    pay = tuple(zip(*matrix.pay, strict=True)) if matrix.pay else ()
    return replace(matrix, rows=matrix.columns, columns=matrix.rows, pay=pay)


def with_row(matrix: Matrix, at: float, *, falling: bool) -> Matrix:
    """Return a matrix with one more row, which pays as the one before it, else after it.

    Args:
        matrix: the matrix.
        at: the result from which the row counts.
        falling: whether rows go down, where less is better.
    """
    before = [
        number for number, row in enumerate(matrix.rows) if (row > at if falling else row < at)
    ]
    place = before[-1] + 1 if before else 0
    like = matrix.pay[max(place - 1, 0)] if matrix.pay else (1.0,) * len(matrix.columns)
    return replace(
        matrix,
        rows=(*matrix.rows[:place], at, *matrix.rows[place:]),
        pay=(*matrix.pay[:place], like, *matrix.pay[place:]),
    )


def moved_row(matrix: Matrix, number: int, at: float, *, falling: bool) -> Matrix:
    """Return a matrix whose row counts from another result; past a neighbour it goes behind it."""
    pay = matrix.pay[number]
    moved = with_row(without_row(matrix, number), at, falling=falling)
    place = moved.rows.index(at)
    return replace(moved, pay=(*moved.pay[:place], pay, *moved.pay[place + 1 :]))


def without_row(matrix: Matrix, number: int) -> Matrix:
    """Return a matrix with one row less."""
    rows, pay = list(matrix.rows), list(matrix.pay)
    del rows[number], pay[number]
    return replace(matrix, rows=tuple(rows), pay=tuple(pay))


def with_pay(matrix: Matrix, row: int, column: int, pay: float) -> Matrix:
    """Return a matrix with another payout in one place, 1.0 being 100 %."""
    changed = [list(each) for each in matrix.pay]
    changed[row][column] = pay
    return replace(matrix, pay=tuple(tuple(each) for each in changed))
