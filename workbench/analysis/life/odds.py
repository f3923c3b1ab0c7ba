"""How likely what was agreed is: the odds that are kept with the plan as evidence."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from models.keys import BASE, KpiKey
from models.kpi import Sense
from models.life import Achievability
from models.plan import Plan
from workbench.analysis.simulation.draws import draws_of, points
from workbench.analysis.simulation.states import states_of
from workbench.engine.arrays import Floats
from workbench.engine.values import Values
from workbench.pay.marks import Marks, marks_of
from workbench.pay.program import PayProgram

SAMPLES: Final = 8192
"""Odds are within one point in a hundred, and done within a few seconds."""
SEED: Final = 2027
"""Written down with the odds, so that they can be drawn again."""
ACHIEVABLE: Final = 0.35
"""The part of results that a sound target leaves behind: two in three reach it."""
_DRAWN: Final = 32 * 2**20
"""Bytes of what is drawn at once."""
_SMALLEST: Final = 256

Progress = Callable[[float], bool]
"""Told which part is done, 0 to 1, and returns whether to go on."""


@dataclass(frozen=True, slots=True)
class MeasureChance:
    """How likely one measure is to reach its marks in one payout group.

    Attributes:
        mark: the measure, what it reads, and where its curve begins and ends.
        target: in the unit of the KPI; None: none is set.
        threshold_odds: 0 to 1; NaN: no run has a value, or there is no such mark. So below.
        p35: the result that 65 of 100 runs reach, in the unit of the KPI.
        p10: one run in ten stays below.
        p90: one run in ten stays above.
    """

    mark: Marks
    target: float | None
    threshold_odds: float
    target_odds: float
    maximum_odds: float
    p35: float
    p10: float
    p90: float


def chances(
    program: PayProgram,
    values: Values,
    *,
    samples: int = SAMPLES,
    seed: int = SEED,
    progress: Progress | None = None,
) -> tuple[MeasureChance, ...] | None:
    """Return the odds of every measure that a curve pays; empty where no driver is uncertain.

    Args:
        program: who is paid, and by which steps.
        values: of the plan of ``program``.
        samples: how many states are drawn, a power of two.
        seed: the same gives the same figures.
        progress: told how far it is; None is returned where it says to stop.

    Raises:
        SimulationError: a distribution or correlation does not exist.
    """
    marks = marks_of(program)
    plan = program.plan
    draws = draws_of(plan, values)
    if not draws.draws or not marks:
        return ()
    wanted = list(
        {(mark.kpi, mark.group.periods): (mark.kpi, mark.group) for mark in marks}.values()
    )
    states = states_of(values, BASE, wanted, draws)
    found = np.empty((len(wanted), samples))
    size = samples
    while size > _SMALLEST and size * draws.count * 8 > _DRAWN:
        size //= 2
    buffer = states.buffer()
    for number in range(samples // size):
        for place, focused in states.drawn(points(draws.count, size, seed, number), buffer):
            at = slice(number * size + place.start, number * size + place.stop)
            for row, (key, group) in enumerate(wanted):
                found[row, at] = focused.over(key, group)
            if progress is not None and not progress(at.stop / samples):
                return None
    rows = {(key, group.periods): row for row, (key, group) in enumerate(wanted)}
    return tuple(_chance(plan, mark, found[rows[mark.kpi, mark.group.periods]]) for mark in marks)


def achievability(
    program: PayProgram,
    values: Values,
    *,
    on: dt.date,
    samples: int = SAMPLES,
    seed: int = SEED,
    progress: Progress | None = None,
) -> tuple[Achievability, ...] | None:
    """Return what is kept on file of how likely each measure is; see :func:`chances`.

    Where no driver is uncertain the targets are kept without odds.

    Raises:
        SimulationError: a distribution or correlation does not exist.
    """
    found = chances(program, values, samples=samples, seed=seed, progress=progress)
    if found is None:
        return None
    if not found:
        return tuple(
            Achievability(mark.position, mark.measure, mark.group.number - 1, _target(mark), on=on)
            for mark in marks_of(program)
        )
    return tuple(
        Achievability(
            position=each.mark.position,
            measure=each.mark.measure,
            group=each.mark.group.number - 1,
            target=each.target,
            threshold_odds=_known(each.threshold_odds),
            target_odds=_known(each.target_odds),
            maximum_odds=_known(each.maximum_odds),
            p35=_known(each.p35),
            samples=samples,
            seed=seed,
            on=on,
        )
        for each in found
    )


def _chance(plan: Plan, mark: Marks, results: Floats) -> MeasureChance:
    odds = [_share(reached) for reached in mark.reached(results)]
    known = results[~np.isnan(results)]
    part = ACHIEVABLE if _higher(plan, mark.kpi) else 1.0 - ACHIEVABLE
    p35 = p10 = p90 = math.nan
    if len(known):
        p35, p10, p90 = np.quantile(known, (part, 0.1, 0.9)).tolist()
    return MeasureChance(mark, _target(mark), *odds, p35=p35, p10=p10, p90=p90)


def _share(reached: Floats) -> float:
    known = reached[~np.isnan(reached)]
    return float(known.mean()) if len(known) else math.nan


def _target(mark: Marks) -> float | None:
    return _known(mark.target * mark.divisor)


def _known(figure: float) -> float | None:
    return None if math.isnan(figure) else figure


def _higher(plan: Plan, kpi: KpiKey) -> bool:
    return plan.kpis[kpi].sense is Sense.HIGHER
