"""What many runs came to, in a few figures."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from workbench.engine.arrays import Floats


@dataclass(frozen=True, slots=True)
class Spread:
    """How a figure is spread over the runs that have a value; NaN where none has.

    Attributes:
        mean: in the unit of the figure, as are the others.
        sd: standard deviation.
        p10: one run in ten stays below; exact, straight between neighbours.
        lacking: the share of runs that have no value.
    """

    mean: float
    sd: float
    p10: float
    p50: float
    p90: float
    lacking: float


def spread_of(samples: Floats) -> Spread:
    """Return how ``samples``, shape (n,), NaN for no value, are spread."""
    known = samples[~np.isnan(samples)]
    if not len(known):
        nothing = math.nan
        return Spread(nothing, nothing, nothing, nothing, nothing, 1.0)
    # Around one of them, so that what never changes has no deviation at all.
    around = known - known[0]
    p10, p50, p90 = np.quantile(known, (0.1, 0.5, 0.9)).tolist()
    return Spread(
        mean=float(known[0] + around.mean()),
        sd=float(around.std()),
        p10=p10,
        p50=p50,
        p90=p90,
        lacking=1.0 - len(known) / len(samples),
    )


def odds(states: Floats) -> float:
    """Return the share of 1 among what is 0 or 1, shape (n,); NaN where all are NaN."""
    known = states[~np.isnan(states)]
    return float(known.mean()) if len(known) else math.nan
