"""Sobol indices against the Ishigami function, and a KPI whose variance is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from examples.shop import ARPU, COSTS, LEADS, PROFIT, shop

from models.keys import BASE, KpiKey
from models.kpi import Kpi
from models.table import Table
from models.uncertainty import Correlation, Distribution, Shape
from tests.workbench.analysis.simulation.uncertain_shop import spread, uncertain_shop
from workbench.analysis.simulation.draws import draws_of
from workbench.analysis.simulation.faults import SimulationError, SimulationFault
from workbench.analysis.simulation.sobol import driver_indices, sobol_indices
from workbench.engine.evaluate import evaluate_plan


def ishigami(u: np.ndarray) -> np.ndarray:
    x1, x2, x3 = (2 * u - 1) * np.pi
    return np.sin(x1) + 7 * np.sin(x2) ** 2 + 0.1 * x3**4 * np.sin(x1)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("samples", "within"), [(8192, 0.02), (1024, 0.05)])
def test_that_ishigami_has_the_published_indices(samples: int, within: float, seed: int) -> None:
    # SALib: first 0.3139, 0.4424, 0; total 0.55, 0.44, 0.24; second 0, 0.25, 0.
    found = sobol_indices(ishigami, 3, samples, seed, second=True)
    assert found.mean == pytest.approx(3.5, abs=within)
    assert found.variance == pytest.approx(13.844588, rel=within)
    assert found.first == pytest.approx([0.3139, 0.4424, 0.0], abs=within)
    assert found.total == pytest.approx([0.5576, 0.4424, 0.2437], abs=within)
    assert found.second is not None
    pairs = [found.second[0, 1], found.second[0, 2], found.second[1, 2]]
    assert pairs == pytest.approx([0.0, 0.2437, 0.0], abs=within)
    assert np.array_equal(found.second, found.second.T, equal_nan=True)


def test_that_what_does_not_vary_has_no_indices() -> None:
    found = sobol_indices(lambda u: np.full(u.shape[1], 2.0), 2, 64)
    assert (found.mean, found.variance) == (2.0, 0.0)
    assert np.isnan(found.first).all()
    with pytest.raises(SimulationError) as caught:
        sobol_indices(ishigami, 3, 1)
    assert caught.value.fault is SimulationFault.SAMPLES


def test_that_the_variance_of_a_sum_is_shared_by_its_parts() -> None:
    plan = shop()
    gap = Kpi(KpiKey("gap"), "Gap", formula="leads - 0.018 * costs")
    plan = replace(plan, kpis=Table((*plan.kpis.values(), gap)))
    plan = spread(plan, LEADS, Distribution(Shape.UNIFORM, 0.9, 1.1))
    plan = spread(plan, COSTS, Distribution(Shape.NORMAL, 0.8, 1.2))
    plan = spread(plan, ARPU, Distribution(Shape.NORMAL, 0.8, 1.2))
    values = evaluate_plan(plan)
    draws = draws_of(plan, values)
    group = plan.calendar.report_group()
    found = driver_indices(values, "gap", group, draws, 4096)
    assert found.drivers == ((LEADS,), (ARPU,), (COSTS,))
    # Both parts are 108,000 a year; deviations 0.25/√12 and 0.2/1.28155 of it.
    leads, costs = 0.25**2 / 12, (0.2 / 1.2815515655446004) ** 2
    shares = [leads / (leads + costs), 0.0, costs / (leads + costs)]
    assert found.indices.first == pytest.approx(shares, abs=0.01)
    assert found.indices.total == pytest.approx(shares, abs=0.01)
    assert found.indices.mean == pytest.approx(values.total("gap", BASE), abs=50)


def test_that_indices_of_drivers_that_move_together_are_refused() -> None:
    plan = replace(uncertain_shop(), correlations=(Correlation(ARPU, LEADS, 0.3),))
    values = evaluate_plan(plan)
    group = plan.calendar.report_group()
    with pytest.raises(SimulationError) as caught:
        driver_indices(values, PROFIT, group, draws_of(plan, values), 64)
    assert caught.value.fault is SimulationFault.CORRELATED
    assert {caught.value.kpi, caught.value.other} == {ARPU, LEADS}
