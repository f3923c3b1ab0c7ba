"""How a scenario leaves the base."""

from __future__ import annotations

from examples.shop import COSTS, LEADS, STRETCH, shop

from models.edits.drivers import set_factor, set_value
from models.keys import BASE
from workbench.analysis.detachment import Detachment, detachment, figures_set


def test_that_parts_of_the_base_are_told_from_figures() -> None:
    plan, periods = shop(), range(12)
    assert detachment(plan, STRETCH, LEADS, periods) == Detachment(follows=True, factor=1.05)
    assert detachment(plan, STRETCH, COSTS, periods) is None
    assert detachment(plan, BASE, LEADS, periods) is None
    uneven, _ = set_factor(plan, STRETCH, LEADS, [0], 1.2)
    assert detachment(uneven, STRETCH, LEADS, periods) == Detachment(follows=True)
    typed, _ = set_value(plan, LEADS, 3, 5.0, scenario=STRETCH)
    assert detachment(typed, STRETCH, LEADS, periods) == Detachment(follows=False)
    assert detachment(typed, STRETCH, LEADS, [2]) == Detachment(follows=True, factor=1.05)


def test_that_every_figure_of_its_own_counts_once() -> None:
    plan, _ = set_value(shop(), LEADS, 3, 5.0, scenario=STRETCH)
    plan, _ = set_value(plan, COSTS, 3, 5.0, scenario=STRETCH)
    assert figures_set(plan.scenarios[STRETCH]) == 13
