"""Held runs follow an edit of a driver to the figures of a fresh simulation."""

from __future__ import annotations

import numpy as np
import pytest
from examples.shop import ARPU, CLIENTS, CONVERSION, COSTS, LEADS, PROFIT, REVENUE, STRETCH

from models.edits.drivers import set_values
from models.edits.kpis import set_formula
from models.keys import BASE, KpiKey, ScenarioKey
from models.plan import Plan
from tests.workbench.analysis.simulation.uncertain_shop import uncertain_shop
from workbench.analysis.simulation.held import Held, hold
from workbench.analysis.simulation.outcome import Ask
from workbench.analysis.simulation.run import prepared
from workbench.engine.evaluate import evaluate_plan, follow

SHOWN = (PROFIT, REVENUE, CLIENTS)


def held_of(plan: Plan, scenario: ScenarioKey = BASE, samples: int = 512) -> Held:
    found = hold(prepared(plan, Ask(samples, 5, SHOWN, scenario)))
    assert found is not None
    return found


@pytest.mark.parametrize("scenario", [BASE, STRETCH])
@pytest.mark.parametrize("driver", [LEADS, CONVERSION, ARPU, COSTS])
def test_that_held_runs_follow_an_edit_to_a_fresh_simulation(
    driver: KpiKey, scenario: ScenarioKey
) -> None:
    plan = uncertain_shop()
    held = held_of(plan, scenario)
    after, changes = set_values(plan, {(driver, 3): 17.0, (driver, 7): 2.5})
    redrawn = held.after(follow(held.run.values, after, changes), driver)
    fresh = prepared(after, Ask(512, 5, SHOWN, scenario)).drawn()
    before = prepared(plan, Ask(512, 5, SHOWN, scenario)).drawn()
    assert fresh is not None
    assert before is not None
    for row, key in enumerate(SHOWN):
        found = redrawn.over(key, held.run.group)
        np.testing.assert_allclose(found, fresh.kpis[row], rtol=1e-12)
    assert not np.allclose(fresh.kpis[0], before.kpis[0], rtol=1e-6)


def test_that_memory_makes_fewer_runs_and_says_so() -> None:
    run = prepared(uncertain_shop(), Ask(512, 5, SHOWN))
    every = hold(run)
    assert every is not None
    assert (every.samples, every.fewer) == (512, False)
    few = hold(run, most=every.array.nbytes // 3)
    assert few is not None
    assert (few.samples, few.fewer) == (128, True)
    np.testing.assert_array_equal(few.array, every.array[:, :128])


def test_that_runs_can_be_stopped_and_formulas_must_stay() -> None:
    plan = uncertain_shop()
    assert hold(prepared(plan, Ask(512, 5, SHOWN)), lambda _: False) is None
    other, _ = set_formula(plan, REVENUE, "clients * arpu * 2")
    with pytest.raises(ValueError, match="formulas"):
        held_of(plan).after(evaluate_plan(other), ARPU)
