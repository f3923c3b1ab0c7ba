"""Edits that take KPIs away, with what the rest of the plan says of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from immutables import Map

from models.changes import Edited, EditError, edited
from models.edits.lookup import topmost
from models.edits.operands import place_in_formula, still_named, without_operand
from models.keys import KpiKey
from models.kpi import Kpi
from models.places import Place, kpi_references
from models.plan import Plan
from models.table import Table
from models.tree import kpi_tree

Kpis = Table[KpiKey, Kpi]
V = TypeVar("V")


def delete_branches(plan: Plan, keys: Iterable[KpiKey]) -> Edited:
    """Delete KPIs with everything at home below them, and what scenarios and levers say of them.

    What names another that goes too is no hindrance.

    Raises:
        EditError: NO_SUCH_ROW; STILL_NAMED where something that stays names what would go, or
            a formula above is no roll-up that can do without it.
    """
    tops = topmost(plan, keys)
    tree = kpi_tree(plan.kpis)
    homes = {key: tree.home[key] for key in tops}
    going = frozenset(one for key in tops for one in tree.branch(key))
    refuse_named(plan, going, homes)
    kpis = plan.kpis
    for key, home in homes.items():
        if home is not None:
            kpis = without_operand(kpis, home, key)
    return edited(plan, without_kpis(plan, kpis, going))


def refuse_named(
    plan: Plan, going: frozenset[KpiKey], homes: Mapping[KpiKey, KpiKey | None]
) -> None:
    """Refuse to let KPIs go that what stays names.

    Args:
        plan: the plan.
        going: what goes.
        homes: those of it whose home stays, with that home, which may name them.

    Raises:
        EditError: STILL_NAMED.
    """
    tree = kpi_tree(plan.kpis)
    places: dict[KpiKey, list[Place]] = {}
    for one in plan.kpis:
        if one in going:
            for user in tree.used_by.get(one, ()):
                if user not in going and user != homes.get(one):
                    place = place_in_formula(plan.kpis[user], one)
                    places.setdefault(one, []).append(place)
    for named, place in kpi_references(plan):
        if (
            named in going
            and place.table not in {"scenarios", "levers"}
            and not (place.table == "kpis" and place.key in going)
        ):
            places.setdefault(named, []).append(place)
    for key, home in homes.items():
        below = tree.branch(key) if len(going) > 1 else (key,)
        found = [place for one in below for place in places.get(one, ())]
        if not found:
            continue
        if home is not None:
            try:
                without_operand(plan.kpis, home, key)
            except EditError:
                found.insert(0, place_in_formula(plan.kpis[home], key))
        raise still_named(key, tuple(found))


def without_kpis(plan: Plan, kpis: Kpis, going: frozenset[KpiKey]) -> Plan:
    """Return ``plan`` with ``kpis`` but for ``going``, of which nothing is said any more."""
    scenarios, levers = plan.scenarios, plan.levers
    for scenario in plan.scenarios.values():
        overrides = _without(scenario.overrides, going)
        if overrides is not scenario.overrides:
            scenarios = scenarios.replacing(replace(scenario, overrides=overrides))
    for lever in plan.levers.values():
        factors = _without(lever.factors, going)
        if factors is not lever.factors:
            levers = levers.replacing(replace(lever, factors=factors))
    left = kpis.without(*going)
    for part in [kpi for kpi in left.values() if kpi.origin in going]:
        left = left.replacing(replace(part, origin=None))
    return replace(
        plan,
        kpis=left,
        scenarios=scenarios,
        levers=levers,
        actuals=plan.actuals.without(*(key for key in going if key in plan.actuals)),
        correlations=tuple(
            each for each in plan.correlations if each.one not in going and each.other not in going
        ),
    )


def _without(entries: Map[KpiKey, V], going: frozenset[KpiKey]) -> Map[KpiKey, V]:
    for key in going:
        if key in entries:
            entries = entries.delete(key)
    return entries
