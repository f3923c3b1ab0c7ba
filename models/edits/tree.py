"""Edits of the tree: deleting, moving, reordering and duplicating KPIs."""

from __future__ import annotations

from dataclasses import replace

from models.changes import Edited, EditError, EditFault, edited
from models.cycles import path_between
from models.edits.copying import duplicate_branches
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
from models.edits.removal import delete_branches, refuse_named, without_kpis
from models.formula import references
from models.formula_parser import parse
from models.formula_tree import TIME_FUNCTIONS, Call, Name, walk
from models.keys import KpiKey
from models.kpi import Kpi
from models.plan import Plan
from models.table import Table
from models.tree import kpi_tree

Kpis = Table[KpiKey, Kpi]


def delete_branch(plan: Plan, key: KpiKey) -> Edited:
    """Delete a KPI with everything at home below it, and what scenarios and levers say of it.

    Raises:
        EditError: NO_SUCH_ROW; STILL_NAMED where something outside names what would go, or
            the formula above is no roll-up that can do without it.
    """
    return delete_branches(plan, (key,))


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
    refuse_named(plan, frozenset((key,)), {key: home})
    kpis = plan.kpis
    if home is not None and kpi.is_driver:
        kpis = without_operand(kpis, home, key)
    elif home is not None:
        if key in references(kpi.formula).all:
            raise still_named(key, (place_in_formula(kpi, key),))
        checked(key, kpi.formula)
        parent = kpis[home]
        named = (kpis[KpiKey(each)] for each in references(kpi.formula).all if each in kpis)
        told = kpi.history or any(each.history for each in named)
        if told and _reads_before(parent.formula, key):
            # Before the plan a KPI is what its own history says, not what its formula would.
            raise still_named(key, (place_in_formula(parent, key),))
        text = checked(home, inlined(parent.formula, key, kpi.formula))
        kpis = kpis.replacing(replace(parent, formula=text))
    return edited(plan, without_kpis(plan, kpis, frozenset((key,))))


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
    return duplicate_branches(plan, (key,))


def _reads_before(formula: str, key: KpiKey) -> bool:
    """Whether a formula reads ``key`` for periods before, which may lie before the plan."""
    return any(
        part.key == key
        for call in walk(parse(formula))
        if isinstance(call, Call) and call.function in TIME_FUNCTIONS - {"cumulative"}
        for part in walk(call.arguments[0])
        if isinstance(part, Name)
    )


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
