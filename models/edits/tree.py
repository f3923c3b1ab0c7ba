"""Edits of the tree: deleting, moving, reordering and duplicating KPIs."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from immutables import Map

from models.changes import Edited, EditError, EditFault, edited
from models.cycles import path_between
from models.edits.kpis import fresh_key
from models.edits.lookup import kpi_of, moved
from models.edits.operands import (
    checked,
    inlined,
    place_in_formula,
    refuse_cycle,
    still_named,
    with_operand,
    without_operand,
)
from models.edits.rekey import rekeyed_kpi
from models.formula import references
from models.formula_parser import parse
from models.formula_tree import TIME_FUNCTIONS, Call, Name, walk
from models.keys import KpiKey
from models.kpi import Kpi
from models.places import Place, kpi_references
from models.plan import Plan
from models.table import Table
from models.tree import kpi_tree

Kpis = Table[KpiKey, Kpi]
V = TypeVar("V")


def delete_branch(plan: Plan, key: KpiKey) -> Edited:
    """Delete a KPI with everything at home below it, and what scenarios and levers say of it.

    Raises:
        EditError: NO_SUCH_ROW; STILL_NAMED where something outside names what would go, or
            the formula above is no roll-up that can do without it.
    """
    kpi_of(plan, key)
    tree = kpi_tree(plan.kpis)
    branch = frozenset(tree.branch(key))
    home = tree.home[key]
    _refuse_named(plan, key, branch, home)
    kpis = plan.kpis if home is None else without_operand(plan.kpis, home, key)
    return _deleted(plan, kpis, branch)


def delete_node(plan: Plan, key: KpiKey) -> Edited:
    """Delete one KPI; what its formula says takes its place in the formula above.

    Raises:
        EditError: NO_SUCH_ROW; STILL_NAMED where something but its home parent names it, the
            formula above is no roll-up that can do without it, or reads what it was before
            the plan; SYNTAX where the formula
            above grows too long.
    """
    kpi = kpi_of(plan, key)
    home = kpi_tree(plan.kpis).home[key]
    _refuse_named(plan, key, frozenset((key,)), home)
    kpis = plan.kpis
    if home is not None and kpi.is_driver:
        kpis = without_operand(kpis, home, key)
    elif home is not None:
        if key in references(kpi.formula).all:
            raise still_named(key, (place_in_formula(kpi, key),))
        checked(key, kpi.formula)
        parent = kpis[home]
        if kpi.history and _reads_before(parent.formula, key):
            # What came before the plan is the KPI's own, and no formula says it.
            raise still_named(key, (place_in_formula(parent, key),))
        text = checked(home, inlined(parent.formula, key, kpi.formula))
        kpis = kpis.replacing(replace(parent, formula=text))
    return _deleted(plan, kpis, frozenset((key,)))


def move(plan: Plan, key: KpiKey, parent: KpiKey | None, at: int | None = None) -> Edited:
    """Put a KPI under another parent, or at another place under its own.

    It leaves the roll-up of its home and joins that of ``parent``. Where others name it too,
    the first of them in plan order is its home from now on.

    Args:
        plan: the plan.
        key: the KPI.
        parent: the new parent; None makes it a root.
        at: its place among the siblings it gets, itself not counted; None: the last.

    Raises:
        EditError: NO_SUCH_ROW; CYCLE where ``parent`` depends on the KPI; STILL_NAMED where
            the formula it leaves is no roll-up that can do without it; SYNTAX where the
            formula it joins is none or grows too long.
    """
    kpi_of(plan, key)
    home = kpi_tree(plan.kpis).home[key]
    kpis = plan.kpis
    if parent is not None:
        kpi_of(plan, parent)
    if parent != home:
        if parent is not None and key not in references(kpis[parent].formula).now:
            path = path_between(kpis, key, parent)
            if path is not None:
                raise EditError(EditFault.CYCLE, {"path": (parent, *path)})
        if home is not None:
            kpis = without_operand(kpis, home, key)
        if parent is not None:
            kpis = with_operand(kpis, parent, key)
            refuse_cycle(kpis, key)
    siblings = kpi_tree(kpis).shown_under(parent)
    rest = [sibling for sibling in siblings if sibling != key]
    if rest:
        place = len(rest) if at is None else min(max(at, 0), len(rest))
        kpis = _placed(kpis, key, rest, place)
    return edited(plan, replace(plan, kpis=kpis))


def reorder(plan: Plan, key: KpiKey, steps: int) -> Edited:
    """Move a KPI among its siblings by ``steps``, down where positive, as far as there are any.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    kpi_of(plan, key)
    siblings = kpi_tree(plan.kpis).siblings(key)
    rest = [sibling for sibling in siblings if sibling != key]
    place = moved(siblings, key, steps).index(key)
    if place == siblings.index(key):
        return edited(plan, plan)
    return edited(plan, replace(plan, kpis=_placed(plan.kpis, key, rest, place)))


def duplicate(plan: Plan, key: KpiKey) -> Edited:
    """Copy a KPI with everything at home below it, and what scenarios say of it.

    The copy stands beside the original and reads its own copies where it has them. Roles
    stay with the original.

    Raises:
        EditError: NO_SUCH_ROW; SYNTAX where the formula above is none or grows too long.
    """
    original = kpi_of(plan, key)
    tree = kpi_tree(plan.kpis)
    home = tree.home[key]
    branch = tree.branch(key)
    title = _copied_name(plan, original.name)
    grown = plan
    renamed: dict[KpiKey, KpiKey] = {}
    for one in branch:
        fresh = fresh_key(grown, title if one == key else plan.kpis[one].name or one)
        renamed[one] = fresh
        # A row with the new key holds its place until the copy is ready.
        grown = replace(grown, kpis=grown.kpis.inserting(replace(original, key=fresh)))
    place = plan.kpis.index(key) + 1
    kpis = plan.kpis
    for one in branch:
        copy = replace(rekeyed_kpi(plan.kpis[one], renamed), role=None)
        if references(plan.kpis[one].formula).all:
            checked(copy.key, copy.formula)
        if one == key:
            copy = replace(copy, name=title)
        kpis = kpis.inserting(copy, place)
        place += 1
    if home is not None:
        kpis = with_operand(kpis, home, renamed[key])
    for fresh in renamed.values():
        refuse_cycle(kpis, fresh)
    scenarios = plan.scenarios
    for scenario in plan.scenarios.values():
        overrides = scenario.overrides
        for one, fresh in renamed.items():
            if one in overrides:
                overrides = overrides.set(fresh, overrides[one])
        if overrides is not scenario.overrides:
            scenarios = scenarios.replacing(replace(scenario, overrides=overrides))
    return edited(plan, replace(plan, kpis=kpis, scenarios=scenarios))


def _copied_name(plan: Plan, name: str) -> str:
    names = {kpi.name for kpi in plan.kpis.values()}
    number = 2
    while f"{name} ({number})" in names:
        number += 1
    return f"{name} ({number})"


def _reads_before(formula: str, key: KpiKey) -> bool:
    """Whether a formula reads ``key`` for periods before, which may lie before the plan."""
    return any(
        part.key == key
        for call in walk(parse(formula))
        if isinstance(call, Call) and call.function in TIME_FUNCTIONS - {"cumulative"}
        for part in walk(call.arguments[0])
        if isinstance(part, Name)
    )


def _refuse_named(plan: Plan, key: KpiKey, going: frozenset[KpiKey], home: KpiKey | None) -> None:
    """Refuse to let KPIs go that what stays names; ``home`` may name ``key``."""
    tree = kpi_tree(plan.kpis)
    places: list[Place] = []
    for one in plan.kpis:
        if one in going:
            places += [
                place_in_formula(plan.kpis[user], one)
                for user in tree.used_by.get(one, ())
                if user not in going and not (one == key and user == home)
            ]
    places += [
        place
        for named, place in kpi_references(plan)
        if named in going
        and place.table not in {"scenarios", "levers"}
        and not (place.table == "kpis" and place.key in going)
    ]
    if places:
        if home is not None:
            try:
                without_operand(plan.kpis, home, key)
            except EditError:
                places.insert(0, place_in_formula(plan.kpis[home], key))
        raise still_named(key, tuple(places))


def _deleted(plan: Plan, kpis: Kpis, going: frozenset[KpiKey]) -> Edited:
    """Take rows away, and what scenarios, levers, actuals and correlations say of them."""
    scenarios, levers = plan.scenarios, plan.levers
    for scenario in plan.scenarios.values():
        overrides = _without(scenario.overrides, going)
        if overrides is not scenario.overrides:
            scenarios = scenarios.replacing(replace(scenario, overrides=overrides))
    for lever in plan.levers.values():
        factors = _without(lever.factors, going)
        if factors is not lever.factors:
            levers = levers.replacing(replace(lever, factors=factors))
    left = replace(plan, kpis=kpis.without(*going), scenarios=scenarios, levers=levers)

    def parted(kpi: Kpi) -> Kpi:
        return replace(kpi, origin=None) if kpi.origin in going else kpi

    return edited(
        plan,
        replace(
            left,
            kpis=left.kpis.mapping(parted),
            actuals=plan.actuals.without(*(key for key in going if key in plan.actuals)),
            correlations=tuple(
                each
                for each in plan.correlations
                if each.one not in going and each.other not in going
            ),
        ),
    )


def _without(entries: Map[KpiKey, V], going: frozenset[KpiKey]) -> Map[KpiKey, V]:
    for key in going:
        if key in entries:
            entries = entries.delete(key)
    return entries


def _placed(kpis: Kpis, key: KpiKey, rest: list[KpiKey], place: int) -> Kpis:
    """Return ``kpis`` with ``key`` moved so that it is number ``place`` among ``rest``."""
    if place < len(rest):
        others = [other for other in kpis.order if other != key]
        where = others.index(rest[place])
        before = kpis.order.index(key)
        # Already between its neighbours: whatever lies there, nothing needs to move.
        previous = kpis.order.index(rest[place - 1]) if place else -1
        if previous < before < kpis.order.index(rest[place]):
            return kpis
    else:
        if kpis.order.index(key) > kpis.order.index(rest[-1]):
            return kpis
        others = [other for other in kpis.order if other != key]
        where = others.index(rest[-1]) + 1
    return kpis.reordered((*others[:where], key, *others[where:]))
