"""The pulse of a plan: what marketing and sales share."""

from __future__ import annotations

from dataclasses import replace

import pytest
from examples.levers import CROSSED, SILO, levers_plan

from models.keys import BASE, DesignKey
from models.plan import Plan
from models.table import Table
from workbench.pulse import pulse_of
from workbench.results import results_of


def stake(plan: Plan) -> float | None:
    year = plan.calendar.report_group()
    assert year is not None
    found = pulse_of(results_of(plan), BASE, year).stake
    return None if found is None else found.share


@pytest.mark.parametrize(("design", "share"), [(SILO, 0.0), (CROSSED, 0.6)])
def test_that_the_pulse_shows_the_shared_stake_of_what_is_paid(
    design: DesignKey, share: float
) -> None:
    assert stake(levers_plan(design)) == pytest.approx(share)


def test_that_there_is_no_shared_stake_where_one_of_the_two_is_not_paid() -> None:
    plan = levers_plan(CROSSED)
    assert stake(replace(plan, current_design=None)) is None
    alone = [each for each in plan.people.values() if each.position == "seller"]
    assert stake(replace(plan, people=Table(alone))) is None
