"""The bridge that scales slopes at A to the change."""

from __future__ import annotations

import numpy as np

from workbench.analysis.bridge.faults import BridgeError, BridgeFault
from workbench.analysis.bridge.track import Track
from workbench.engine.arrays import Floats
from workbench.engine.gradient import focused_slopes


def proportional_parts(track: Track, change: float) -> Floats:
    """Return Δx·∂f/∂x at A of each driver, scaled to the change, shape (drivers,).

    Raises:
        BridgeError: they come to nothing, which nothing can be scaled by.
    """
    worked = track.focus.work_out(np.ascontiguousarray(track.before[:, None, :]))
    slopes = focused_slopes(worked, track.key, track.group)[:, 0]
    step = track.step
    with np.errstate(all="ignore"):
        moves = np.where(step == 0.0, 0.0, step * slopes).sum(axis=1)
    whole = float(moves.sum())
    if not np.isfinite(moves).all() or abs(whole) <= 1e-12 * float(np.abs(moves).sum()):
        raise BridgeError(BridgeFault.SLOPES_CANCEL, {"kpi": track.key})
    return moves * (change / whole)
