"""Jumps: what a change at one step of the way is due to, where a condition is crossed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from workbench.analysis.bridge.kinks import COMPARISONS, TRUTHS, Turn
from workbench.analysis.bridge.track import Track, unrounded
from workbench.engine.arrays import Floats, Rows
from workbench.engine.evaluate import year_starts
from workbench.engine.focus import Focused
from workbench.engine.gradient import walked_back
from workbench.engine.operations import Op
from workbench.engine.running import run
from workbench.engine.tape import part_of

_CROSSED: Final = 1e-6
"""How near to each other, as a part of themselves, two figures are that have just crossed."""
_MOST_CROSSINGS: Final = 512


@dataclass(frozen=True, slots=True)
class _Crossing:
    """A condition that is crossed in one period.

    Attributes:
        row: row of the part that jumps.
        sides: rows of the part whose difference crosses 0: the second is -1 for 0 itself.
    """

    row: int
    period: int
    sides: tuple[int, int]


def jump_parts(track: Track, turn: Turn, jump: float) -> Floats | None:
    """Return how a jump of the KPI is shared, shape (drivers,); None where nothing crossed.

    Each condition g that is crossed gets what its crossing alone does, before and after the
    others have crossed; drivers share that by Δx·∂g/∂x.
    """
    both = track.states(np.array([turn.low, turn.high]))
    worked = track.focus.work_out(both)
    weights: list[Floats] = []
    crossings: list[_Crossing] = []
    for crossing in _crossings(track, worked):
        moves = _moves(track, worked, crossing)
        if moves is not None:
            crossings.append(crossing)
            weights.append(moves)
        if len(crossings) >= _MOST_CROSSINGS:
            break
    if not crossings:
        return None
    effects = _effects(track, worked, crossings) if len(crossings) > 1 else np.ones(1)
    whole = float(effects.sum())
    if not np.isfinite(whole) or abs(whole) <= 1e-9 * float(np.abs(effects).sum()):
        effects, whole = np.ones(len(crossings)), float(len(crossings))
    shares = effects / whole
    return jump * (shares @ np.array(weights))


def _crossings(track: Track, worked: Focused) -> list[_Crossing]:
    """Return what is a condition, and differs between the two states."""
    array, tape = worked.array, track.focus.part.tape
    truths = np.zeros(tape.size, dtype=bool)
    for piece in tape.slices:
        truths[piece.start : piece.stop] = piece.op in TRUTHS
    found: list[_Crossing] = []
    for piece in tape.slices:
        if piece.op in COMPARISONS:
            out = array[piece.start : piece.stop]
            for at, period in np.argwhere(out[:, 0] != out[:, 1]).tolist():
                sides = (int(piece.rows[0, at]), int(piece.rows[1, at]))
                found.append(_Crossing(piece.start + at, period, sides))
        elif piece.op in TRUTHS or piece.op is Op.IF:
            # A figure that is itself read as a condition holds where it is not 0.
            for rows in piece.rows[:1] if piece.op is Op.IF else piece.rows:
                held = array[rows] != 0
                differs = (held[:, 0] != held[:, 1]) & ~truths[rows][:, None]
                for at, period in np.argwhere(differs).tolist():
                    found.append(_Crossing(piece.start + at, period, (int(rows[at]), -1)))
    return found


def _moves(track: Track, worked: Focused, crossing: _Crossing) -> Floats | None:
    """Return Δx·∂g/∂x of each driver, scaled to 1; None where g does not cross by itself."""
    left, right = crossing.sides
    period = crossing.period
    gap = worked.array[left, :, period].copy()
    size = np.abs(gap).max()
    if right >= 0:
        size = max(size, np.abs(worked.array[right, :, period]).max())
        gap -= worked.array[right, :, period]
        if np.abs(gap).max() > _CROSSED * size:
            return None
    focus = track.focus
    part = focus.part
    whole = np.concatenate((part.outside, part.inside))
    seeds: dict[int, Floats] = {}
    for row, sign in ((left, 1.0), (right, -1.0)):
        if row >= 0:
            seed = seeds.setdefault(int(whole[row]), np.zeros(worked.array.shape[1:]))
            seed[:, period] += sign
    slope = walked_back(focus.program, part, worked.array, seeds, focus.history)[focus.places]
    step = track.step[:, None, :]
    with np.errstate(all="ignore"):
        moved = np.where(step == 0.0, 0.0, step * slope).sum(axis=2).sum(axis=1)
    total = float(moved.sum())
    if not np.isfinite(moved).all() or abs(total) <= 1e-12 * float(np.abs(moved).sum()):
        return None
    return moved / total


def _effects(track: Track, worked: Focused, crossings: list[_Crossing]) -> Floats:
    """Return what each crossing alone does to the KPI, shape (crossings,)."""
    focus, program = track.focus, track.focus.program
    whole: Rows = np.concatenate((focus.part.outside, focus.part.inside))
    held = np.unique([crossing.row for crossing in crossings])
    forced = whole[held]
    inside = np.setdiff1d(focus.part.inside, forced)
    drivers = whole[focus.places]
    part = part_of(program.tape, program.starts, inside, np.union1d(forced, drivers))
    part = unrounded(part)
    count = len(crossings)
    outside = worked.array[focus.part.place(part.outside)]
    # All as before, one crossed; then all crossed, one as before.
    given = np.repeat(outside[:, [0]], 2 * count + 2, axis=1)
    given[:, count + 1 :] = outside[:, [1]]
    place = part.place(forced)
    at = dict(zip(held.tolist(), place.tolist(), strict=True))
    for number, crossing in enumerate(crossings):
        row, period = at[crossing.row], crossing.period
        given[row, number, period] = outside[row, 1, period]
        given[row, count + 1 + number, period] = outside[row, 0, period]
    array = np.empty((part.tape.size, *given.shape[1:]))
    array[: part.tape.given] = given
    run(part.tape, array, focus.history, year_starts(program))
    figures = Focused(replace(focus, part=part), array).over(track.key, track.group)
    return (figures[:count] - figures[count]) + (figures[-1] - figures[count + 1 : -1])
