"""A plan made for a bridge, in which drivers stand in for what no driver says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from models.formula import references
from models.keys import KpiKey
from models.plan import Plan
from workbench.analysis.bridge.track import Owner
from workbench.engine.arrays import Floats


@dataclass(frozen=True, slots=True, eq=False)
class StandIns:
    """Two states of one made plan.

    Attributes:
        plan: the plan.
        before: shape (periods,) each: its drivers in state A; NaN is no value.
        after: its drivers in state B.
        owners: whom drivers stand in for.
    """

    plan: Plan
    before: Mapping[KpiKey, Floats]
    after: Mapping[KpiKey, Floats]
    owners: Mapping[KpiKey, Owner]

    def exchanged(self) -> StandIns:
        """Return the same with A for B."""
        return replace(self, before=self.after, after=self.before)


def given_values(figures: Floats) -> tuple[float | None, ...]:
    """Return figures (periods,) as a driver holds them."""
    return tuple(None if np.isnan(each) else each for each in figures.tolist())


def behind(plan: Plan, key: KpiKey) -> tuple[KpiKey, ...]:
    """Return ``key`` and all that it is worked out and weighed from, in plan order."""
    found: set[KpiKey] = set()
    waiting = [key]
    while waiting:
        at = waiting.pop()
        kpi = plan.kpis.get(at)
        if kpi is None or at in found:
            continue
        found.add(at)
        waiting.extend(KpiKey(each) for each in references(kpi.formula).all)
        if kpi.weight_by is not None:
            waiting.append(kpi.weight_by)
    return tuple(each for each in plan.kpis if each in found)


def new_key(wanted: str, taken: Iterable[str]) -> KpiKey:
    """Return a key that is not ``taken`` and looks like the one wanted."""
    held = frozenset(taken)
    key, number = wanted, 1
    while key in held:
        number += 1
        key = f"{wanted}_{number}"
    return KpiKey(key)
