"""Which drivers move the profit, in whatever scenario."""

from __future__ import annotations

import numpy as np

from models.calendar import Group, Span
from models.keys import KpiKey
from workbench.engine.gradient import driver_slopes
from workbench.engine.values import Values


def movers_of_profit(values: Values, profit: KpiKey) -> frozenset[KpiKey]:
    """Return the drivers a figure of which moves the profit of any scenario.

    By the reverse gradient of the profit over all periods of the plan, one pass for each
    scenario. A driver whose slope is not known, because a figure on the way is missing, counts
    as one that moves it: nobody should be told that it does not.

    Args:
        values: what was worked out.
        profit: the KPI of the profit.
    """
    calendar = values.plan.calendar
    # No group that payouts know: all periods there are, whatever years they lie in.
    whole = Group(
        Span.YEAR,
        calendar.first_month,
        tuple(range(calendar.count)),
        complete=False,
        number=1,
        fiscal_year=calendar.first_month.year,
    )
    moving: set[KpiKey] = set()
    for scenario in values.scenarios:
        found = driver_slopes(values, profit, scenario, whole)
        # Not a number is not 0 either.
        moves: list[bool] = np.any(found.slopes != 0.0, axis=1).tolist()
        moving.update(key for key, each in zip(found.drivers, moves, strict=True) if each)
    return frozenset(moving)
