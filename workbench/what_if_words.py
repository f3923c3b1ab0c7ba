"""What turning a figure does, in a few words: the figure, its change, and that of profit."""

from __future__ import annotations

import math
from dataclasses import dataclass

from models.calendar import Group
from models.keys import KpiKey, ScenarioKey
from models.kpi import KpiRole
from workbench.language import Language
from workbench.pulse import Verdict, relative_change, verdict
from workbench.results import Results


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What is said beside a figure while it is turned.

    Attributes:
        figure: what it comes to.
        change: by how much in % that differs from before; empty where it does not, or cannot be
            told.
        profit: the name of the profit, and by how much it changes; empty where there is none.
        verdict: whether that is for the better.
    """

    figure: str
    change: str
    profit: str
    verdict: Verdict


def what_if(
    before: Results,
    after: Results,
    key: KpiKey,
    *,
    scenario: ScenarioKey,
    group: Group,
    language: Language,
) -> WhatIf:
    """Say what differs between two states of a plan, of a KPI and of profit."""
    kpi, currency = after.plan.kpis[key], after.plan.currency
    was, now = (each.values.group(key, scenario, group) for each in (before, after))
    change = relative_change(now, was)
    profit_key = after.roles.get(KpiRole.PROFIT)
    profit, better = "", Verdict.UNKNOWN
    if profit_key is not None and profit_key != key:
        row = after.plan.kpis[profit_key]
        then, there = (each.values.group(profit_key, scenario, group) for each in (before, after))
        if math.isfinite(there - then):
            moved = there - then
            sign = "+" if moved > 0.0 else "−" if moved < 0.0 else "±"
            written = language.figure(abs(moved), row.unit, currency, short=True)
            profit = language.text("{kpi} {change}", kpi=row.name, change=f"{sign}{written}")
            better = verdict(there, then, row.sense)
    return WhatIf(
        language.figure(now, kpi.unit, currency, label=True),
        language.change(change) if math.isfinite(change) and change else "",
        profit,
        better,
    )
