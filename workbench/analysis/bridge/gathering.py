"""Gathers the parts of a bridge: by function, by member of a dimension, by branch of the tree."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from models.keys import BASE, DimensionKey, FunctionKey, KpiKey, MemberKey
from models.tree import KpiTree, kpi_tree
from workbench.analysis.bridge.bridging import Bridge
from workbench.analysis.bridge.track import Owner, PlayerKind
from workbench.engine.grouping import rows_behind
from workbench.engine.responsibility import responsibility
from workbench.engine.values import Values
from workbench.pay.payouts import pay
from workbench.pay.program import prepare

_NOTHING: Final = 1e-9
"""Parts that come to less than this have no shares."""


@dataclass(frozen=True, slots=True)
class FunctionPart:
    """What one function moved, in the unit of the bridged KPI.

    Attributes:
        function: who; None is nobody.
        earned: what raised the KPI, of parts of KPIs that are not costs.
        lost: what lowered it, of the same; 0 or less.
        spent: parts of KPIs marked as costs, of either sign.
        fair_share: its part of Σ |net|, 0 to 1; None where that is nothing.
        bonus_share: its part of all target bonuses, 0 to 1; None where there are none.
    """

    function: FunctionKey | None
    earned: float
    lost: float
    spent: float
    fair_share: float | None
    bonus_share: float | None

    @property
    def net(self) -> float:
        """What it moved in all."""
        return self.earned + self.lost + self.spent


def by_function(values: Values, bridge: Bridge) -> tuple[FunctionPart, ...]:
    """Return what each function moved, in plan order; nobody's part last, where there is any."""
    plan = values.plan
    sums: dict[FunctionKey | None, list[float]] = {}
    for part in bridge.drivers:
        kpi = plan.kpis.get(part.owner.kpi)
        cost = kpi is not None and kpi.cost and part.owner.player.kind is not PlayerKind.ROUNDING
        for function, share in _shares(values, bridge, part.owner).items():
            amount = share * part.amount
            place = 2 if cost else 0 if amount > 0 else 1
            sums.setdefault(function, [0.0, 0.0, 0.0])[place] += amount
    size = sum(abs(sum(each)) for each in sums.values())
    bonuses = _bonus_shares(values)
    paid = [each for each in bonuses if each not in sums]
    listed = sorted(
        {*sums, *paid},
        key=lambda each: (each is None, _place(values, each), each or ""),
    )
    return tuple(
        FunctionPart(
            function,
            *(found := sums.get(function, [0.0, 0.0, 0.0])),
            fair_share=None if size < _NOTHING else abs(sum(found)) / size,
            bonus_share=None if not bonuses else bonuses.get(function, 0.0),
        )
        for function in listed
    )


def by_segment(
    values: Values, bridge: Bridge
) -> Mapping[DimensionKey, Mapping[MemberKey | None, float]]:
    """Return the parts of the members of each dimension; None: of no member."""
    found: dict[DimensionKey, dict[MemberKey | None, float]] = {}
    for key, dimension in values.plan.dimensions.items():
        sums: dict[MemberKey | None, float] = {}
        for part in bridge.drivers:
            kpi = values.plan.kpis.get(part.owner.kpi)
            member = kpi.members.get(key) if kpi is not None else None
            sums[member] = sums.get(member, 0.0) + part.amount
        order = [*(member.key for member in dimension.members), None]
        known = [*order, *(member for member in sums if member not in order)]
        found[key] = {member: sums[member] for member in known if member in sums}
    return found


def by_subtree(values: Values, bridge: Bridge) -> Mapping[KpiKey | None, float]:
    """Return the parts below each child of the KPI; None: rounding, and what is not below it."""
    tree = kpi_tree(values.plan.kpis)
    top = bridge.question.kpi
    found: dict[KpiKey | None, float] = {}
    known: dict[KpiKey, KpiKey | None] = {}
    for part in bridge.drivers:
        branch: KpiKey | None = None
        if part.owner.player.kind is not PlayerKind.ROUNDING:
            if part.owner.kpi not in known:
                known[part.owner.kpi] = _branch(tree, part.owner.kpi, top)
            branch = known[part.owner.kpi]
        found[branch] = found.get(branch, 0.0) + part.amount
    order = [child.key for child in tree.children.get(top, ())]
    listed = [*(key for key in order if key in found), *(key for key in found if key not in order)]
    return {key: found[key] for key in listed}


def _branch(tree: KpiTree, key: KpiKey, top: KpiKey) -> KpiKey | None:
    """Return the child of ``top`` below which ``key`` stands: at home, else by a link."""
    at: KpiKey | None = key
    while at is not None:
        parent = tree.home.get(at)
        if top in {parent, at}:
            return at
        at = parent
    seen, waiting = {key}, [key]
    while waiting:
        at = waiting.pop(0)
        for user in tree.used_by.get(at, ()):
            if user == top:
                return at
            if user not in seen:
                seen.add(user)
                waiting.append(user)
    return None


def _shares(values: Values, bridge: Bridge, owner: Owner) -> Mapping[FunctionKey | None, float]:
    """Return how a part is split over functions, what nobody answers for included."""
    if owner.player.kind is PlayerKind.ROUNDING:
        return {None: 1.0}
    scenario = bridge.question.start.scenario or bridge.question.scenario
    shares = responsibility(values.plan, values, owner.kpi, scenario).shares
    found: dict[FunctionKey | None, float] = {key: share for key, share in shares.items() if share}
    rest = 1.0 - sum(found.values())
    if abs(rest) > 1e-12:
        found[None] = rest
    return found


def _bonus_shares(values: Values) -> Mapping[FunctionKey | None, float]:
    """Return the share of each function in the target bonuses of the design that is paid."""
    if values.plan.design is None:
        return {}
    found: dict[FunctionKey | None, float] = {}
    for person in pay(prepare(values.plan), values, BASE).people:
        bonus = person.target_bonus
        if bonus is not None and math.isfinite(bonus):
            found[person.function] = found.get(person.function, 0.0) + bonus
    whole = sum(found.values())
    return {key: bonus / whole for key, bonus in found.items()} if whole > 0 else {}


def _place(values: Values, function: FunctionKey | None) -> int:
    order = list(values.plan.functions)
    return len(order) if function is None or function not in order else order.index(function)


def unmoved(values: Values, bridge: Bridge) -> tuple[KpiKey, ...]:
    """Return the drivers behind the bridged KPI that got no part, in the order of the program.

    Args:
        values: of the plan.
        bridge: what moved.
    """
    plan, program = values.plan, values.program
    # What a KPI is worked out from is the same whatever the group.
    group = plan.calendar.groups(plan.calendar.period)[0]
    behind = program.upstream(rows_behind(plan, program, bridge.question.kpi, group)).outside
    rows: list[int] = behind.tolist()
    moved = {player.key for player in bridge.parts}
    keys = (program.drivers[row] for row in rows if row < len(program.drivers))
    return tuple(key for key in keys if key not in moved and plan.kpis[key].origin not in moved)
