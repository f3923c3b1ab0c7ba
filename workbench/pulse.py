"""The pulse of a plan: the few figures that are always in view."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from models.calendar import Group
from models.keys import BASE, KpiKey, ScenarioKey
from models.kpi import Kpi, KpiRole, Sense
from models.plan import Plan
from models.tree import kpi_tree
from workbench.analysis.alignment.shared_stake import SharedStake, main_stake
from workbench.results import Results

_PROFIT: Final = re.compile(r"profit|r[ée]sultat|b[ée]n[ée]fice|ebit|earnings|surplus")
"""What a profit is called, in English and French."""


class Verdict(StrEnum):
    """What a change is, by the sense of the KPI."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Beat:
    """One figure of the pulse.

    Attributes:
        kpi: what is shown.
        value: of the scenario and group shown; NaN: no value.
        base: the same of the base.
        change: relative to the size of the base; NaN where the base is 0 or has no value.
        verdict: whether the change is for the better.
    """

    kpi: Kpi
    value: float
    base: float
    change: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Incentives:
    """What the payouts of a scenario come to, over the year of the report.

    Attributes:
        total: of all people; None: cannot be worked out.
        share_of_profit: total ÷ profit; NaN where the profit is not positive or unknown.
        earned_per_unit: profit won over the base for each unit of money paid more than in
            the base; NaN unless positive.
    """

    total: Decimal | None
    share_of_profit: float
    earned_per_unit: float


@dataclass(frozen=True, slots=True)
class Pulse:
    """Profit, clients, ARPU (those the plan has), the incentives and what they share.

    Attributes:
        stake: the shared stake of marketing and sales; None where one of them is not paid.
        unmarked: where no KPI has the role of profit: the one that looks like it, the first at
            the top of a tree, by name where one is called so; None where there is no tree.
    """

    beats: tuple[Beat, ...]
    incentives: Incentives
    stake: SharedStake | None
    unmarked: Beat | None = None


def kpi_of_role(plan: Plan, role: KpiRole) -> Kpi | None:
    """Return the first KPI of ``role``, in the order of the plan."""
    return next((kpi for kpi in plan.kpis.values() if kpi.role is role), None)


def relative_change(value: float, base: float) -> float:
    """Return (value − base) over the size of the base; NaN without either or over 0."""
    if not (math.isfinite(value) and math.isfinite(base)) or base == 0:
        return math.nan
    return (value - base) / abs(base)


def verdict(value: float, base: float, sense: Sense) -> Verdict:
    """Return whether ``value`` is better than ``base``, up to the tolerance of comparisons."""
    if not (math.isfinite(value) and math.isfinite(base)):
        return Verdict.UNKNOWN
    if abs(value - base) <= 1e-12 * max(abs(value), abs(base)):
        return Verdict.SAME
    return Verdict.BETTER if (value > base) is (sense is Sense.HIGHER) else Verdict.WORSE


def pulse_of(results: Results, scenario: ScenarioKey, group: Group) -> Pulse:
    """Read the pulse of a scenario over a group of periods from what was worked out."""
    plan = results.plan
    beats: list[Beat] = []
    for role in (KpiRole.PROFIT, KpiRole.CLIENTS, KpiRole.ARPU):
        key = results.roles.get(role)
        if key is not None:
            beats.append(_beat(results, key, scenario, group))
    stake = main_stake(results.program)
    unmarked = None if KpiRole.PROFIT in results.roles else likely_profit(plan)
    beat = None if unmarked is None else _beat(results, unmarked, scenario, group)
    return Pulse(tuple(beats), _incentives(results, scenario), stake, beat)


def likely_profit(plan: Plan) -> KpiKey | None:
    """Return the KPI at the top of a tree that looks like the profit; None without a tree.

    One that has a role already is something else.
    """
    tree, kpis = kpi_tree(plan.kpis), plan.kpis
    tops = [root for root in tree.roots if tree.children[root] and kpis[root].role is None]
    named = (root for root in tops if _PROFIT.search(f"{kpis[root].name} {root}".casefold()))
    return next(named, tops[0] if tops else None)


def _beat(results: Results, key: KpiKey, scenario: ScenarioKey, group: Group) -> Beat:
    kpi = results.plan.kpis[key]
    value = _value(results, key, scenario, group)
    base = _value(results, key, BASE, group)
    change = relative_change(value, base)
    return Beat(kpi, value, base, change, verdict(value, base, kpi.sense))


def _incentives(results: Results, scenario: ScenarioKey) -> Incentives:
    total = results.payouts[scenario].total
    base_total = results.payouts[BASE].total
    profit_key = results.roles.get(KpiRole.PROFIT)
    year = results.plan.calendar.report_group()
    if total is None or profit_key is None or year is None:
        return Incentives(total, math.nan, math.nan)
    profit = _value(results, profit_key, scenario, year)
    base_profit = _value(results, profit_key, BASE, year)
    share = float(total) / profit if profit > 0 else math.nan
    earned = math.nan
    if base_total is not None and total != base_total:
        ratio = (profit - base_profit) / float(total - base_total)
        earned = ratio if ratio > 0 else math.nan
    return Incentives(total, share, earned)


def _value(results: Results, key: KpiKey, scenario: ScenarioKey, group: Group) -> float:
    return results.values.group(key, scenario, group) if group.periods else math.nan
