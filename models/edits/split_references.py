"""What scenarios, levers and correlations say of drivers, said of their members."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from immutables import Map

from models.edits.shares import Shares, column
from models.keys import KpiKey
from models.plan import Plan
from models.scenario import Lever, Override, Scenario
from models.uncertainty import Correlation

Members = Mapping[KpiKey, tuple[KpiKey, ...]]


def split_references(
    plan: Plan, drivers: Members, shares: Callable[[KpiKey], Shares | None]
) -> Plan:
    """Return ``plan`` with what it says of drivers moved to their members.

    Args:
        plan: with the KPIs split.
        drivers: the keys of the members' KPIs, by the driver that was split.
        shares: by which a driver is handed out; None of a rate.
    """

    def scenario(row: Scenario) -> Scenario:
        moved = row.overrides
        for key, override in row.overrides.items():
            if key in drivers:
                moved = moved.delete(key)
                for at, member in enumerate(drivers[key]):
                    moved = moved.set(member, _override(override, shares(key), at))
        return row if moved is row.overrides else replace(row, overrides=moved)

    def lever(row: Lever) -> Lever:
        moved: Map[KpiKey, float] = row.factors
        for key, factor in row.factors.items():
            if key in drivers:
                moved = moved.delete(key)
                for member in drivers[key]:
                    moved = moved.set(member, factor)
        return row if moved is row.factors else replace(row, factors=moved)

    correlations: list[Correlation] = []
    for each in plan.correlations:
        if each.one in drivers and each.other in drivers:
            pairs = zip(drivers[each.one], drivers[each.other], strict=True)
            correlations += [Correlation(one, other, each.rho) for one, other in pairs]
        else:
            correlations.append(each)
    return replace(
        plan,
        scenarios=plan.scenarios.mapping(scenario),
        levers=plan.levers.mapping(lever),
        correlations=tuple(correlations),
    )


def _override(override: Override, shares: Shares | None, at: int) -> Override:
    if shares is None:
        return override
    return replace(override, values=column(override.values, shares, at))
