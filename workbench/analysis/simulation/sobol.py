"""Sobol indices: which part of a variance each input answers for, alone and with others.

Saltelli's scheme with Jansen's estimator of the total, on scrambled Sobol points of twice as
many columns as there are inputs (Saltelli et al. 2010, Computer Physics Communications 181).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from models.calendar import Group
from models.keys import BASE, KpiKey, ScenarioKey
from workbench.analysis.simulation.draws import Draws, points
from workbench.analysis.simulation.faults import SimulationError, SimulationFault
from workbench.analysis.simulation.states import states_of
from workbench.engine.arrays import Floats
from workbench.engine.values import Values

Vectorised = Callable[[Floats], Floats]
"""Takes parts from 0 to 1, shape (inputs, samples), and returns figures, shape (samples,)."""


@dataclass(frozen=True, slots=True, eq=False)
class Indices:
    """Parts of a variance; NaN where there is none to share out.

    Attributes:
        mean: of the function.
        variance: of the function.
        first: shape (inputs,): what each input explains by itself, about 0 to 1.
        total: shape (inputs,): what would be left were all others known.
        second: shape (inputs, inputs), symmetric, NaN on the diagonal: what each pair explains
            beyond both by themselves; None where it was not asked for.
    """

    mean: float
    variance: float
    first: Floats
    total: Floats
    second: Floats | None


def sobol_indices(
    function: Vectorised, inputs: int, samples: int, seed: int = 0, *, second: bool = False
) -> Indices:
    """Return the indices of any function of independent inputs.

    Args:
        function: called inputs + 2 times, 2 x inputs + 2 times where ``second`` is asked for.
        inputs: how many it has.
        samples: per call; rounded up to a power of two.
        seed: the same seed gives the same figures.
        second: whether pairs are wanted too.

    Raises:
        SimulationError: SAMPLES, where they are below 2.
    """
    if samples < 2:
        raise SimulationError(SimulationFault.SAMPLES)
    count = 1 << (samples - 1).bit_length()
    u = np.ascontiguousarray(points(2 * inputs, count, seed, 0).T)
    a, b = u[:inputs], u[inputs:]
    at_a, at_b = function(a), function(b)
    together = np.concatenate((at_a, at_b))
    mean, variance = float(together.mean()), float(together.var())
    # Figures around their mean lose fewer digits, and make the first index err less.
    at_a, at_b = at_a - mean, at_b - mean
    a_of_b = np.empty((inputs, count))
    for number in range(inputs):
        a_of_b[number] = function(_exchanged(a, b, number)) - mean
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.divide(1.0, variance) if variance > 0 else np.float64(np.nan)
        first = (at_b * (a_of_b - at_a)).mean(axis=1) * share
        total = ((at_a - a_of_b) ** 2).mean(axis=1) * share / 2.0
    pairs: Floats | None = None
    if second:
        pairs = np.full((inputs, inputs), np.nan)
        for one in range(inputs):
            b_of_a = function(_exchanged(b, a, one)) - mean
            for other in range(one + 1, inputs):
                both = float((b_of_a * a_of_b[other] - at_a * at_b).mean() * share)
                pairs[one, other] = pairs[other, one] = both - first[one] - first[other]
    return Indices(mean, variance, first, total, pairs)


def _exchanged(mine: Floats, others: Floats, row: int) -> Floats:
    """Return ``mine`` with one row of ``others``."""
    mixed = mine.copy()
    mixed[row] = others[row]
    return mixed


@dataclass(frozen=True, slots=True, eq=False)
class DriverIndices:
    """Sobol indices of a KPI over a group of periods.

    Attributes:
        drivers: of each input: the driver, or the members of a split that share its draw.
        indices: their rows and columns follow ``drivers``.
    """

    kpi: KpiKey
    drivers: tuple[tuple[KpiKey, ...], ...]
    indices: Indices


def driver_indices(
    values: Values,
    kpi: KpiKey,
    group: Group,
    draws: Draws,
    samples: int,
    *,
    scenario: ScenarioKey = BASE,
    seed: int = 0,
    second: bool = False,
) -> DriverIndices:
    """Return the Sobol indices of a KPI in the uncertain drivers of its plan.

    Args:
        values: of the base and the scenario.
        kpi: what varies.
        group: the periods its figure is for.
        draws: which drivers are uncertain; of one that is drawn per period, each period is an
            input of the function, and its own row.
        samples: per driver and then some; see :func:`sobol_indices`.
        scenario: whose figures the draws multiply.
        seed: the same seed gives the same figures.
        second: whether pairs are wanted too.

    Raises:
        SimulationError: CORRELATED, where two drivers move together; SAMPLES.
        KeyError: there is no such scenario.
    """
    owner = {column: draw.drivers for draw in draws.draws for column in draw.columns}
    pair = next(iter(draws.rhos), None)
    if pair is not None:
        one, other = (owner[column][0] for column in pair)
        raise SimulationError(SimulationFault.CORRELATED, one, other)
    states = states_of(values, scenario, [(kpi, group)], draws)
    buffer = states.buffer()

    def function(u: Floats) -> Floats:
        found = np.empty(u.shape[1])
        for place, focused in states.drawn(u.T, buffer):
            found[place] = focused.over(kpi, group)
        return found

    indices = sobol_indices(function, draws.count, samples, seed, second=second)
    return DriverIndices(kpi, tuple(owner[column] for column in range(draws.count)), indices)
