"""Walks a tape over a value array."""

from __future__ import annotations

import numpy as np

from workbench.engine.arrays import Floats
from workbench.engine.kernels import signals, work_out
from workbench.engine.operations import TIME_OPS, Op
from workbench.engine.tape import Selector, Slice, Tape


def run(tape: Tape, values: Floats, history: Floats, year_starts: frozenset[int]) -> None:
    """Work out everything that is not given.

    Args:
        tape: what to work out.
        values: shape (rows, scenarios, periods), NaN for no value; the given rows are
            filled in, the others are written. Must be contiguous.
        history: shape (histories, depth): figures of the periods before the first, the last
            one just before it; NaN for none. Row 0 holds nothing.
        year_starts: the periods at which a fiscal year begins, and 0.
    """
    rows, scenarios, periods = values.shape
    if not periods:
        return
    flat = values.reshape(rows, scenarios * periods)
    with signals():
        for step in tape.steps:
            if isinstance(step, Slice):
                if step.op in TIME_OPS:
                    _through_time(
                        step, values, history, year_starts=year_starts, begin=0, end=periods
                    )
                else:
                    work_out(
                        step.op,
                        step.parameter,
                        flat[step.start : step.stop],
                        [_read(flat, each) for each in step.reads],
                    )
                continue
            for period in range(periods):
                now = values[:, :, period]
                for piece in step.slices:
                    if piece.op in TIME_OPS:
                        _through_time(
                            piece,
                            values,
                            history,
                            year_starts=year_starts,
                            begin=period,
                            end=period + 1,
                        )
                    else:
                        work_out(
                            piece.op,
                            piece.parameter,
                            now[piece.start : piece.stop],
                            [_read(now, each) for each in piece.reads],
                        )


def _read(values: Floats, selector: Selector) -> Floats:
    return values[selector] if isinstance(selector, slice) else values.take(selector, axis=0)


def _through_time(
    piece: Slice,
    values: Floats,
    history: Floats,
    *,
    year_starts: frozenset[int],
    begin: int,
    end: int,
) -> None:
    """Work out an operation that reads other periods, for the periods begin to end."""
    out = values[piece.start : piece.stop]
    source = values[piece.reads[0]]
    match piece.op:
        case Op.PREV:
            if begin == 0:
                out[:, :, 0] = values[piece.reads[1]][:, :, 0]
            begin = max(begin, 1)
            out[:, :, begin:end] = source[:, :, begin - 1 : end - 1]
        case Op.LAG:
            steps = piece.parameter
            for period in range(begin, min(end, steps)):
                out[:, :, period] = past(history, piece, 0, period)[:, None]
            begin = max(begin, steps)
            if begin < end:
                out[:, :, begin:end] = source[:, :, begin - steps : end - steps]
        case Op.CUMULATIVE:
            for period in range(begin, end):
                if period in year_starts:
                    out[:, :, period] = source[:, :, period]
                else:
                    work_out(
                        Op.ADD,
                        0,
                        out[:, :, period],
                        [out[:, :, period - 1], source[:, :, period]],
                    )
        case _:
            _carry(piece, values, history, begin, end)


def _carry(piece: Slice, values: Floats, history: Floats, begin: int, end: int) -> None:
    """Work out what an earlier cohort brings: (x × weight) of ``parameter`` periods before.

    A cohort from before the plan is its history of x times the weight's own history, or
    times the weight of the first period where that has none; without history of x it is 0.
    """
    out = values[piece.start : piece.stop]
    age = piece.parameter
    for period in range(begin, min(end, age)):
        weights, cohort = early_cohort(piece, values, history, period)
        brought = out[:, :, period]
        work_out(Op.MULTIPLY, 0, brought, [weights, cohort[:, None]])
        brought[np.isnan(cohort)] = 0.0
    begin = max(begin, age)
    if begin < end:
        out[:, :, begin:end] = values[piece.reads[0]][:, :, begin - age : end - age]


def early_cohort(
    piece: Slice, values: Floats, history: Floats, period: int
) -> tuple[Floats, Floats]:
    """Return weights (rows, scenarios) and sizes (rows) of cohorts from before the plan."""
    own = past(history, piece, 1, period)[:, None]
    weights = np.where(np.isnan(own), values[piece.reads[1]][:, :, 0], own)
    return weights, past(history, piece, 0, period)


def past(history: Floats, piece: Slice, which: int, period: int) -> Floats:
    """Return, for each row, the history that ``period`` looks back to; NaN where none.

    Args:
        history: as in :func:`run`.
        piece: the slice that looks back ``parameter`` periods.
        which: which of its histories.
        period: from where it looks back; before ``parameter``.
    """
    rows = piece.history[which]
    column = history.shape[1] - piece.parameter + period
    if column < 0:
        return np.full(len(rows), np.nan)
    return history[rows, column]
