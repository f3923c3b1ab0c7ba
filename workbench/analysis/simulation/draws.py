"""The draws of a plan: which driver takes which, and scrambled Sobol points made factors."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.keys import BASE, KpiKey
from models.kpi import Kpi
from models.plan import Plan
from models.uncertainty import Distribution, SpreadBasis, distribution_fault
from workbench.analysis.simulation.copula import ContradictionError, Copula, copula_of
from workbench.analysis.simulation.distributions import Family, fitted, scores, stacked
from workbench.analysis.simulation.faults import SimulationError, SimulationFault
from workbench.engine.arrays import Floats
from workbench.engine.values import Values

MOST_COLUMNS: Final = 21_201
"""So many Sobol columns there are; what is drawn beyond them is plain random."""

_LEAST_PART: Final = 2.0**-32

Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Draw:
    """What is drawn once per run, or once per period of it, and which drivers it moves.

    Attributes:
        drivers: a driver, or the members of a split that are equally uncertain.
        distribution: of their figures or factors.
        names: keys by which a correlation may name it.
        columns: the columns of a run that it takes: one, or one per period.
        scales: by driver: what a drawn figure is divided by to be a factor.
    """

    drivers: tuple[KpiKey, ...]
    distribution: Distribution
    names: frozenset[KpiKey]
    columns: tuple[int, ...]
    scales: tuple[float, ...]

    @property
    def key(self) -> KpiKey:
        """The first driver."""
        return self.drivers[0]


@dataclass(frozen=True, slots=True, eq=False)
class _Together:
    """The columns whose distributions are of one family.

    Attributes:
        columns: all of them.
        family: of all of them, in that order.
    """

    columns: Rows
    family: Family


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """Everything that is drawn in a run.

    Attributes:
        draws: in the order of the plan.
        count: columns of a run.
        copula: how some of them move together.
        rhos: the rank correlations, by pair of columns.
    """

    draws: tuple[Draw, ...]
    count: int
    copula: Copula
    rhos: Mapping[tuple[int, int], float]
    _free: tuple[_Together, ...]
    _bound: tuple[_Together, ...]

    @property
    def drivers(self) -> tuple[KpiKey, ...]:
        """Every uncertain driver."""
        return tuple(key for draw in self.draws for key in draw.drivers)

    def figures(self, u: Floats) -> Floats:
        """Return drawn figures, as the distributions give them.

        Args:
            u: shape (columns, samples), from 0 to 1, both excluded: independent.

        Returns:
            Shape (columns, samples), factors or figures in the unit of the driver.
        """
        if len(self._free) == 1 and not self._bound:
            # All of one family, in order: nothing has to be gathered.
            return self._free[0].family.of_parts(u)
        found = np.empty(u.shape)
        for each in self._free:
            found[each.columns] = each.family.of_parts(u[each.columns])
        if self._bound:
            together = self.copula.correlated(scores(u[self.copula.places]))
            z = np.zeros(u.shape)
            z[self.copula.places] = together
            for each in self._bound:
                found[each.columns] = each.family.of_scores(z[each.columns])
        return found

    def plain(self, u: Floats) -> Floats:
        """Return figures as :meth:`figures` does, but as if nothing moved together."""
        found = np.empty(u.shape)
        for each in (*self._free, *self._bound):
            found[each.columns] = each.family.of_parts(u[each.columns])
        return found


def points(columns: int, count: int, seed: int, chunk: int) -> Floats:
    """Return scrambled Sobol points, shape (count, columns), from 0 to 1, both excluded.

    Args:
        columns: how many figures a point has.
        count: a power of two.
        seed: of the run.
        chunk: which part of the run; each is scrambled anew, so that parts may be worked out
            in any order, on any number of threads.
    """
    from scipy.stats import qmc

    rng = np.random.default_rng((seed, chunk))
    inside = min(columns, MOST_COLUMNS)
    found = np.empty((count, 0))
    if inside:
        found = qmc.Sobol(inside, scramble=True, seed=rng).random_base2(count.bit_length() - 1)
    if columns > inside:
        found = np.concatenate((found, rng.random((count, columns - inside))), axis=1)
    return np.clip(found, _LEAST_PART, 1.0 - _LEAST_PART)


def draws_of(plan: Plan, values: Values) -> Draws:
    """Return what is drawn for a plan.

    Args:
        plan: whose drivers are uncertain.
        values: of the base, by which figures become factors.

    Raises:
        SimulationError: NO_DISTRIBUTION, NO_BASE, RHO or CONTRADICTION.
    """
    draws: list[Draw] = []
    count = 0
    for kpis in _split(plan).values():
        distribution = kpis[0].distribution
        assert distribution is not None  # noqa: S101 - only such are gathered
        fault = distribution_fault(distribution)
        if fault is not None:
            raise SimulationError(SimulationFault.NO_DISTRIBUTION, kpis[0].key, distribution=fault)
        taken = plan.calendar.count if distribution.per_period else 1
        draws.append(
            Draw(
                drivers=tuple(kpi.key for kpi in kpis),
                distribution=distribution,
                names=frozenset(name for kpi in kpis for name in (kpi.key, _root(plan, kpi))),
                columns=tuple(range(count, count + taken)),
                scales=tuple(scale_of(values, kpi, distribution) for kpi in kpis),
            )
        )
        count += taken
    rhos = _rhos(plan, draws)
    try:
        copula = copula_of(rhos)
    except ContradictionError as error:
        owner = {column: draw.key for draw in draws for column in draw.columns}
        one, other = (owner[column] for column in error.pair)
        raise SimulationError(SimulationFault.CONTRADICTION, one, other) from error
    bound = set(copula.places.tolist())
    return Draws(
        draws=tuple(draws),
        count=count,
        copula=copula,
        rhos=rhos,
        _free=_together(draws, set(range(count)) - bound),
        _bound=_together(draws, bound),
    )


def _root(plan: Plan, kpi: Kpi) -> KpiKey:
    """Return the KPI that a member of a split was first part of; the KPI itself else."""
    seen: set[KpiKey] = set()
    at = kpi
    while at.origin is not None and at.origin in plan.kpis and at.key not in seen:
        seen.add(at.key)
        at = plan.kpis[at.origin]
    return at.key if at.origin is None or at.origin in plan.kpis else at.origin


def _split(plan: Plan) -> dict[object, list[Kpi]]:
    """Gather uncertain drivers that share a draw: members of a split, equally uncertain."""
    found: dict[object, list[Kpi]] = {}
    for kpi in plan.kpis.values():
        if kpi.formula or kpi.distribution is None:
            continue
        mark: object = (_root(plan, kpi), kpi.distribution) if kpi.origin else kpi.key
        found.setdefault(mark, []).append(kpi)
    return found


def scale_of(values: Values, kpi: Kpi, distribution: Distribution) -> float:
    """Return what a drawn figure of a driver is divided by to be a factor.

    Args:
        values: of the base, by which figures become factors.
        kpi: the driver.
        distribution: of it.

    Raises:
        SimulationError: NO_BASE.
    """
    if distribution.basis is SpreadBasis.FACTOR:
        return 1.0
    base = values.total(kpi.key, BASE)
    if not math.isfinite(base) or base == 0:
        raise SimulationError(SimulationFault.NO_BASE, kpi.key)
    return base


def _rhos(plan: Plan, draws: list[Draw]) -> dict[tuple[int, int], float]:
    """Return rank correlations by pair of columns; those of what is certain are left out."""
    named: dict[KpiKey, Draw] = {}
    for draw in draws:
        for name in draw.names:
            named.setdefault(name, draw)
    found: dict[tuple[int, int], float] = {}
    for each in plan.correlations:
        if not -1.0 <= each.rho <= 1.0:
            raise SimulationError(SimulationFault.RHO, each.one, each.other)
        one, other = named.get(each.one), named.get(each.other)
        if one is None or other is None or one is other:
            continue
        long = max(len(one.columns), len(other.columns))
        for period in range(long):
            # Where both are drawn per period, those of a period move together.
            pair = (
                one.columns[period % len(one.columns)],
                other.columns[period % len(other.columns)],
            )
            if each.rho:
                found[min(pair), max(pair)] = each.rho
    return found


def _together(draws: list[Draw], columns: set[int]) -> tuple[_Together, ...]:
    gathered: dict[type, list[tuple[int, Family]]] = {}
    for draw in draws:
        mine = [column for column in draw.columns if column in columns]
        if mine:
            family = fitted(draw.distribution)
            gathered.setdefault(type(family), []).extend((column, family) for column in mine)
    return tuple(
        _Together(
            np.array([column for column, _ in each], dtype=np.intp),
            stacked([family for _, family in each]),
        )
        for each in gathered.values()
    )
