"""Payouts in many states at once, against one payout at a time."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from immutables import Map

from models.calendar import Group
from models.keys import KpiKey, ScenarioKey
from models.plan import Plan
from models.scenario import Override, Scenario
from models.table import Table
from tests.workbench.pay.random_plans import KPIS, random_plan
from workbench.engine.evaluate import evaluate_plan
from workbench.pay.payouts import pay
from workbench.pay.program import prepare
from workbench.pay.states import Instead, pay_in_states
from workbench.pay.steps import Stage, WeightedSum


def with_scenarios(plan: Plan, seed: int) -> Plan:
    draw = random.Random(seed)
    scenarios = [
        Scenario(
            ScenarioKey(f"s{number}"),
            f"S{number}",
            Map({KpiKey(key): Override(factors=(draw.uniform(0.6, 1.5),) * 12) for key in KPIS}),
        )
        for number in range(4)
    ]
    return replace(plan, scenarios=Table(scenarios))


@pytest.mark.parametrize("seed", range(60))
def test_that_every_state_is_paid_as_a_scenario_of_its_own(seed: int) -> None:
    plan = with_scenarios(random_plan(seed, people=12, exceptions=seed % 2 == 1), seed)
    values, program = evaluate_plan(plan), prepare(plan)
    # Scenarios are states side by side.
    paid = pay_in_states(program, values)
    assert list(paid) == list(program.compiled)
    for state, scenario in enumerate(values.scenarios):
        for position, [alone] in pay(program, values, scenario).walks.items():
            funded = alone.value(alone.register(Stage.FUNDED))
            np.testing.assert_allclose(paid[position][state], funded, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("seed", range(2, 42, 2))
def test_that_instalments_are_paid_in_every_state(seed: int) -> None:
    drawn = random_plan(seed, people=12, exceptions=seed % 4 == 2, times=True)
    plan = with_scenarios(drawn, seed)
    values, program = evaluate_plan(plan), prepare(plan)
    paid = pay_in_states(program, values)
    for state, scenario in enumerate(values.scenarios):
        for position, card in pay(program, values, scenario).paid.items():
            expected = np.where(card.worked_out, card.units / 10.0**program.digits, np.nan)
            # Each instalment is rounded by itself, and so is what was paid before.
            unit = 2.0 * len(card.instalments) / 10.0**program.digits
            np.testing.assert_allclose(paid[position][state], expected, rtol=1e-9, atol=unit)


class Repeated:
    """The figures of one scenario, in as many states as are asked for."""

    def __init__(self, values: object, count: int) -> None:
        self.values, self.count = values, count

    def over(self, key: KpiKey, group: Group) -> np.ndarray:
        return np.repeat(self.values.over(key, group)[:1], self.count)


@pytest.mark.parametrize("seed", range(20))
def test_that_weights_that_are_tried_pay_what_a_scorecard_of_them_would(seed: int) -> None:
    plan = random_plan(seed, people=12, exceptions=seed % 2 == 1)
    values, program = evaluate_plan(plan), prepare(plan)
    draw = np.random.default_rng(seed)
    for position, compiled in program.compiled.items():
        sums = [step for step in compiled.steps if isinstance(step, WeightedSum)]
        if not sums:
            continue
        tried = {step.out.index: draw.random((3, len(step.operands))) for step in sums}
        paid = pay_in_states(program, Repeated(values, 3), {position: [Instead(weights=tried)]})
        for state in range(3):
            flat = iter([w for step in sums for w in tried[step.out.index][state].tolist()])
            card = compiled.scorecard
            sections = tuple(
                replace(
                    section,
                    measures=tuple(replace(each, weight=next(flat)) for each in section.measures),
                )
                for section in card.sections
            )
            design = program.design
            cards = design.scorecards.replacing(replace(card, sections=sections))
            other = replace(plan, designs=plan.designs.replacing(replace(design, scorecards=cards)))
            walks = pay(prepare(other, design=design.key), values, values.scenarios[0]).walks
            [walk] = walks[position]
            funded = walk.value(walk.register(Stage.FUNDED))
            np.testing.assert_allclose(paid[position][state], funded, rtol=1e-9, atol=1e-9)
