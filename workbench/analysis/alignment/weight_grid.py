"""Weights in steps of five points: which of all stop a scorecard from paying for a move."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.keys import PositionKey
from models.scorecard import Scorecard, ScoreForm
from workbench.analysis.alignment.trials import STILL, Comparison, by_section
from workbench.analysis.alignment.weights import (
    FLOOR,
    Subject,
    measure_weights,
    position_bonus,
    subject_of,
)
from workbench.engine.arrays import Floats
from workbench.pay.program import PayProgram
from workbench.pay.states import pay_in_states

GRID: Final = 20
"""Weights of a grid are multiples of one part in so many: five points."""
_MOST_GRID: Final = 7
"""Up to so many measures a grid is looked through; beyond, it has too many points."""


@dataclass(frozen=True, slots=True)
class GridRepair:
    """The nearest weights in steps of five points, none under 10 %, that help.

    Attributes:
        position: whose scorecard it is.
        weights: of its measures, in order.
        change: of the bonus by the move then, as a fraction of target bonus.
        enough: whether the bonus does not rise; else these are the weights it rises least with.
    """

    position: PositionKey
    weights: tuple[tuple[Subject, float], ...]
    change: float
    enough: bool


def by_grid(
    program: PayProgram,
    position: PositionKey,
    card: Scorecard,
    comparison: Comparison,
) -> GridRepair | None:
    """Look through all weights of a scorecard in steps of five points from 10 % up."""
    count = len(card.measures)
    if card.form is not ScoreForm.ADDITIVE or not 2 <= count <= _MOST_GRID:
        return None
    grid = _grid(count)
    own = position_bonus(program, position)
    if not own:
        return None
    instead = {position: by_section(program, position, np.concatenate([grid, grid]))}
    paid = pay_in_states(program, comparison.of(len(grid)), instead)[position]
    told = np.isfinite(program.roster.holders[position].target_bonus)
    money = paid[:, told].sum(axis=1) / own
    now = pay_in_states(program, comparison.of(1))[position][:, told].sum(axis=1) / own
    if not now[1] - now[0] > STILL:
        return None
    changes = money[len(grid) :] - money[: len(grid)]
    if not np.isfinite(changes).any():
        return None
    moved = np.abs(grid - np.array(measure_weights(card))).sum(axis=1)
    enough: NDArray[np.bool_] = changes <= STILL
    if enough.any():
        best = int(np.argmin(np.where(enough, moved, np.inf)))
    else:
        best = int(np.nanargmin(changes))
    subjects = [subject_of(measure) for measure in card.measures]
    return GridRepair(
        position,
        tuple(zip(subjects, grid[best].tolist(), strict=True)),
        float(changes[best]),
        enough=bool(enough[best]),
    )


def _grid(count: int) -> Floats:
    """Return all weights of ``count`` measures in steps, shape (points, count)."""
    floor = round(FLOOR * GRID)
    free = GRID - floor * count
    points: list[tuple[int, ...]] = []
    # Free steps are shared out by where the bars between measures stand.
    for bars in combinations(range(free + count - 1), count - 1):
        edges = (-1, *bars, free + count - 1)
        points.append(tuple(edges[at + 1] - edges[at] - 1 + floor for at in range(count)))
    return np.array(points, dtype=float) / GRID
