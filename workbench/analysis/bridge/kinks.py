"""Where the straight way between two states turns: choices of min and max, signs, conditions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from workbench.analysis.bridge.track import Track
from workbench.engine.arrays import Floats
from workbench.engine.kernels import equal
from workbench.engine.operations import Op
from workbench.engine.tape import Slice, Tape

COMPARISONS: Final = frozenset({Op.LESS, Op.AT_MOST, Op.GREATER, Op.AT_LEAST, Op.EQUAL, Op.UNEQUAL})
TRUTHS: Final = COMPARISONS | {Op.AND, Op.OR, Op.NOT}
"""What is 0 or 1."""

_TURNING: Final = TRUTHS | {Op.MIN, Op.MAX, Op.ABS, Op.IF}
_SCANNED: Final = 17
_SECTIONS: Final = 8
_NARROW: Final = 2.0**-52
_MOST_TURNS: Final = 256

Choices = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Turn:
    """A step of the way at which a choice changes: between two neighbouring floats.

    Attributes:
        low: the last step before.
        high: the first step after.
    """

    low: float
    high: float


def turning_slices(tape: Tape) -> tuple[Slice, ...]:
    """Return the slices that choose."""
    return tuple(piece for piece in tape.slices if piece.op in _TURNING)


def turns(track: Track) -> tuple[Turn, ...]:
    """Return where the way turns, ascending; far apart ones only where there are too many."""
    pieces = turning_slices(track.focus.part.tape)
    if not pieces:
        return ()
    steps = np.linspace(0.0, 1.0, _SCANNED)
    sections = _differing(track, pieces, steps)
    found: list[Turn] = []
    inner = np.arange(_SECTIONS + 1) / _SECTIONS
    while sections and len(sections) <= _MOST_TURNS:
        grids = np.array([low + (high - low) * inner for low, high in sections])
        grids[:, -1] = [high for _, high in sections]
        parts = [pair for grid in grids for pair in _differing(track, pieces, np.unique(grid))]
        sections = list[tuple[float, float]]()
        for low, high in parts:
            if high - low <= _NARROW or np.nextafter(low, 1.0) >= high:
                found.append(Turn(low, high))
            else:
                sections.append((low, high))
        if len(found) > _MOST_TURNS:
            break
    found.sort(key=lambda turn: turn.low)
    return tuple(found)


def _differing(track: Track, pieces: tuple[Slice, ...], steps: Floats) -> list[tuple[float, float]]:
    """Return the neighbouring steps between which a choice differs."""
    found: list[tuple[float, float]] = []
    begin = 0
    width = max(2, track.batch)
    while begin < len(steps) - 1:
        some = steps[begin : begin + width]
        worked = track.focus.work_out(track.states(some))
        different = np.zeros(len(some) - 1, dtype=bool)
        for piece in pieces:
            for chosen in choices(piece, worked.array):
                different |= (chosen[:, 1:] != chosen[:, :-1]).any(axis=(0, 2))
        found.extend(
            (float(some[at]), float(some[at + 1])) for at in np.flatnonzero(different).tolist()
        )
        begin += width - 1
    return found


def choices(piece: Slice, figures: Floats) -> list[Choices]:
    """Return what a slice chooses, shapes (rows, states, periods); -1: no value."""
    out = figures[piece.start : piece.stop]
    operands = [figures[rows] for rows in piece.rows]
    with np.errstate(invalid="ignore"):
        if piece.op in COMPARISONS:
            return [_coded(out != 0, out)]
        if piece.op is Op.ABS:
            return [_coded(operands[0] < 0, out)]
        if piece.op is Op.IF:
            return [_coded(operands[0] != 0, operands[0])]
        if piece.op in TRUTHS:
            return [_coded(each != 0, each) for each in operands]
        chosen = np.full(out.shape, -1, dtype=np.int8)
        free = np.ones(out.shape, dtype=bool)
        for place, operand in enumerate(operands):
            mine = free & equal(operand, out)
            chosen[mine] = min(place, 127)
            free &= ~mine
        return [chosen]


def _coded(holds: npt.NDArray[np.bool_], figures: Floats) -> Choices:
    return np.where(np.isnan(figures), -1, holds).astype(np.int8)
