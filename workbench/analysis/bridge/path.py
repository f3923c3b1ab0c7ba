"""Aumann–Shapley: each driver gets what it adds along the straight way from A to B.

Aumann and Shapley, *Values of Non-Atomic Games*, 1974; Billera and Heath, "Allocation of
shared costs", Mathematics of Operations Research 7, 1982.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from workbench.analysis.bridge.jumps import jump_parts
from workbench.analysis.bridge.kinks import turns
from workbench.analysis.bridge.quadrature import Nodes, doubt, nodes
from workbench.analysis.bridge.track import Track
from workbench.engine.arrays import Floats
from workbench.engine.gradient import focused_slopes

_ORDERS: Final = (6, 12, 24)
_CLOSE: Final = 1e-11
"""How far, as a part of the size of figures, a piece of the way may miss what it comes to."""
_DOUBTFUL: Final = 1e-11
"""The same for how far parts may be off by what their last waves say."""
_LITTLE: Final = 1e-7
_ROUGH: Final = 1e-6
"""The same for points within a piece, where a rule of n nodes is far less exact."""
_SHORTEST: Final = 2.0**-50
_MOST_PIECES: Final = 600
_SUM_WITHIN: Final = 1e-9


class PoleError(Exception):
    """Somewhere on the way the KPI has no value, or grows beyond any figure."""


@dataclass(slots=True)
class _Sums:
    """What was found so far: parts by driver, and how much of the change they leave open."""

    parts: Floats
    size: float
    open: float = 0.0
    pieces: int = 0
    waiting: list[tuple[_Piece, int]] = field(default_factory=list["tuple[_Piece, int]"])


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of the way without turns, and the KPI at its ends."""

    low: float
    high: float
    first: float
    last: float

    @property
    def length(self) -> float:
        return self.high - self.low


@dataclass(frozen=True, slots=True, eq=False)
class _Look:
    """A piece as it was looked at.

    Attributes:
        order: which of the rules of quadrature.
        rule: its nodes.
        figures: shape (nodes,): the KPI.
        rates: shape (drivers, nodes): what each driver adds per step of the way.
    """

    piece: _Piece
    order: int
    rule: Nodes
    figures: Floats
    rates: Floats


def path_parts(track: Track) -> Floats:
    """Return the part of each driver of a track, shape (drivers,), in the unit of the KPI.

    They sum to the change within 1e-9 of the size of figures.

    Raises:
        PoleError: there is no value, or no finite slope, somewhere on the way.
    """
    found = turns(track)
    steps = np.array([0.0, *(step for turn in found for step in (turn.low, turn.high)), 1.0])
    figures = np.array(track.ends())
    if found:
        between = track.figures(track.states(steps[1:-1]))
        figures = np.concatenate((figures[:1], between, figures[1:]))
    if not np.isfinite(figures).all():
        raise PoleError
    sums = _Sums(np.zeros(len(track.before)), float(np.abs(figures).max()))
    for place in range(0, len(steps), 2):
        low, high = float(steps[place]), float(steps[place + 1])
        piece = _Piece(low, high, float(figures[place]), float(figures[place + 1]))
        if piece.length > 0.0:
            sums.waiting.append((piece, 0))
    while sums.waiting:
        _integrate(track, sums)
    for place, turn in enumerate(found):
        jump = float(figures[2 * place + 2] - figures[2 * place + 1])
        if abs(jump) > _CLOSE * sums.size:
            shared = jump_parts(track, turn, jump)
            if shared is None:
                raise PoleError
            sums.parts += shared
    if abs(sums.open) > _SUM_WITHIN * sums.size:
        raise PoleError
    return sums.parts


def _integrate(track: Track, sums: _Sums) -> None:
    """Look at every waiting piece with its order of nodes; keep those that need more."""
    waiting, sums.waiting = sums.waiting, []
    for order, count in enumerate(_ORDERS):
        pieces = [piece for piece, wanted in waiting if wanted == order]
        if not pieces:
            continue
        rule = nodes(count)
        steps = np.concatenate([piece.low + piece.length * rule.at for piece in pieces])
        figures, rates = _rates(track, steps)
        for place, piece in enumerate(pieces):
            there = slice(place * count, (place + 1) * count)
            look = _Look(piece, order, rule, figures[there], rates[:, there])
            _judge(track, sums, look)


def _rates(track: Track, steps: Floats) -> tuple[Floats, Floats]:
    """Return the KPI (steps,) and what each driver adds per step (drivers, steps)."""
    step = track.step
    figures = np.empty(len(steps))
    rates = np.empty((len(step), len(steps)))
    for begin in range(0, len(steps), track.batch):
        some = slice(begin, min(len(steps), begin + track.batch))
        worked = track.focus.work_out(track.states(steps[some]))
        figures[some] = worked.over(track.key, track.group)
        slopes = focused_slopes(worked, track.key, track.group)
        with np.errstate(all="ignore"):
            # Where nothing changes it does not matter that there is no slope.
            rates[:, some] = np.einsum("dp,dsp->ds", step, slopes)
            bad = ~np.isfinite(rates[:, some])
            if bad.any():
                still = np.where(step[:, None, :] == 0.0, 0.0, step[:, None, :] * slopes)
                rates[:, some] = still.sum(axis=2)
    return figures, rates


def _judge(track: Track, sums: _Sums, look: _Look) -> None:
    """Take the parts of a piece where they are exact, else look again, closer."""
    piece, order, rule = look.piece, look.order, look.rule
    figures, rates = look.figures, look.rates
    sums.pieces += 1
    change = piece.last - piece.first
    whole = rates.sum(axis=0)
    parts = piece.length * (rates @ rule.weights)
    if np.isfinite(parts).all() and np.isfinite(figures).all():
        sums.size = max(sums.size, float(np.abs(parts).sum()), float(np.abs(figures).max()))
        missed = abs(float(parts.sum()) - change)
        rough = np.abs(piece.length * (rule.until @ whole) - (figures - piece.first)).max()
        size = sums.size
        if (
            missed <= _CLOSE * size
            and rough <= _ROUGH * size
            and piece.length * doubt(rule, rates) <= _DOUBTFUL * size
        ):
            sums.parts += parts
            sums.open += change - float(parts.sum())
            return
        # Near a root of 0 figures are not exact enough for more: share what little there is.
        small = float(np.abs(parts).sum()) <= _LITTLE * size
        if order and small and missed <= 0.05 * abs(change):
            _share(sums, piece, parts)
            return
    if order + 1 < len(_ORDERS) and np.isfinite(parts).all():
        sums.waiting.append((piece, order + 1))
        return
    middle = piece.low + piece.length / 2.0
    if piece.length <= _SHORTEST or sums.pieces >= _MOST_PIECES:
        _share(sums, piece, parts)
        return
    at_middle = float(track.figures(track.states(np.array([middle])))[0])
    if not np.isfinite(at_middle):
        raise PoleError
    last = len(_ORDERS) - 1
    sums.waiting.append((_Piece(piece.low, middle, piece.first, at_middle), last))
    sums.waiting.append((_Piece(middle, piece.high, at_middle, piece.last), last))


def _share(sums: _Sums, piece: _Piece, parts: Floats) -> None:
    """Share the change of a piece that is too short to be looked at closer, by its slopes."""
    change = piece.last - piece.first
    whole = float(parts.sum())
    if abs(change) > 10 * _LITTLE * sums.size:
        raise PoleError
    if np.isfinite(parts).all() and whole != 0.0 and 0.5 < change / whole < 2.0:
        sums.parts += parts * (change / whole)
    else:
        sums.open += change
