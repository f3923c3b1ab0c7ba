"""Bridges in which players change at once: Shapley's value, and one order of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from workbench.analysis.bridge.faults import BridgeError, BridgeFault
from workbench.analysis.bridge.track import Player, Track
from workbench.engine.arrays import Floats, Rows

Joined = npt.NDArray[np.bool_]
"""Shape (states, players or drivers): who has changed."""

MOST_PLAYERS: Final = 12
"""How many players Shapley's value is worked out for: 4,096 states."""


def shapley_parts(track: Track) -> Floats:
    """Return the part of each driver by Shapley's value, shape (drivers,).

    Shapley, "A value for n-person games", 1953: what a player adds to those who have changed
    before, averaged over all orders. What a player of several drivers gets is shared among
    them as :func:`_within` says.

    Raises:
        BridgeError: there are too many players, or some state has no value.
    """
    players = track.players
    count = len(players)
    if count > MOST_PLAYERS:
        details = {"count": count, "most": MOST_PLAYERS}
        raise BridgeError(BridgeFault.TOO_MANY_PLAYERS, details)
    sets: Rows = np.arange(1 << count, dtype=np.intp)
    joined: Joined = (sets[:, None] >> np.arange(count)) & 1 == 1
    figures = _figures(track, joined)
    sizes: Rows = joined.sum(axis=1)
    orders = np.array(
        [
            math.factorial(size) * math.factorial(max(0, count - size - 1)) / math.factorial(count)
            for size in range(count + 1)
        ]
    )
    parts = np.zeros(count)
    for number in range(count):
        without = sets[~joined[:, number]]
        gains = figures[without | 1 << number] - figures[without]
        parts[number] = math.fsum((orders[sizes[without]] * gains).tolist())
    return _within(track, parts)


def sequential_parts(track: Track, order: Sequence[Player]) -> Floats:
    """Return the part of each driver where players change one after the other.

    Args:
        track: the two states.
        order: all its players, the first to change first.

    Raises:
        BridgeError: some state has no value.
    """
    place = {player: number for number, player in enumerate(track.players)}
    count = len(order)
    joined = np.zeros((count + 1, count), dtype=bool)
    for number, player in enumerate(order):
        joined[number + 1 :, place[player]] = True
    gains = np.diff(_figures(track, joined))
    parts = np.zeros(count)
    for number, player in enumerate(order):
        parts[place[player]] = gains[number]
    return _within(track, parts)


def _figures(track: Track, joined: Joined) -> Floats:
    """Return the KPI where some players have changed.

    Args:
        track: the two states.
        joined: shape (states, players): who has.
    """
    place = {player: number for number, player in enumerate(track.players)}
    mine = np.array([place[owner.player] for owner in track.owners], dtype=np.intp)
    return _worked_out(track, joined[:, mine])


def _worked_out(track: Track, joined: Joined) -> Floats:
    """Return the KPI where some drivers (states, drivers) have changed, shape (states,)."""
    figures = np.empty(len(joined))
    for begin in range(0, len(joined), track.batch):
        some = slice(begin, begin + track.batch)
        chosen = joined[some].T[:, :, None]
        figures[some] = track.figures(
            np.where(chosen, track.after[:, None, :], track.before[:, None, :])
        )
    if not np.isfinite(figures).all():
        raise BridgeError(BridgeFault.NO_VALUE_BETWEEN, {"kpi": track.key})
    return figures


def _within(track: Track, parts: Floats) -> Floats:
    """Share the part of each player among its drivers.

    By what each of them alone does, from A on and up to B, scaled to the part of the player.
    """
    members: dict[Player, list[int]] = {}
    for row, owner in enumerate(track.owners):
        members.setdefault(owner.player, []).append(row)
    found = np.zeros(len(track.owners))
    for number, rows in enumerate(members.values()):
        part = float(parts[number])
        if len(rows) == 1:
            found[rows[0]] = part
            continue
        alone = np.zeros((2 * len(rows) + 2, len(track.owners)), dtype=bool)
        alone[len(rows) + 1 :] = True
        for place, row in enumerate(rows):
            alone[place, row] = True
            alone[len(rows) + 1 + place, row] = False
        try:
            figures = _worked_out(track, alone)
        except BridgeError:
            found[rows] = part / len(rows)
            continue
        first, last = figures[len(rows)], figures[-1]
        effects = (figures[: len(rows)] - first) + (last - figures[len(rows) + 1 : -1])
        whole = float(effects.sum())
        small = abs(whole) <= 1e-9 * float(np.abs(effects).sum())
        found[rows] = part / len(rows) if small else part * effects / whole
    return found
