"""Edits of several KPIs at once: what one key does with all that are selected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from models.changes import Edited, EditError, edited
from models.edits.drivers import follow_base
from models.edits.kpis import add_kpi
from models.edits.lookup import kpi_of, topmost
from models.edits.removal import delete_branches
from models.edits.tree import delete_node, move, reorder
from models.keys import KpiKey, ScenarioKey
from models.kpi import Kpi
from models.plan import Plan
from models.tree import kpi_tree


def add_kpis(plan: Plan, rows: Sequence[Kpi], parent: KpiKey | None = None) -> Edited:
    """Add KPIs below ``parent``, after what is there; at the top for None.

    Raises:
        EditError: INVALID_KEY, DUPLICATE_KEY, SYNTAX, NOT_FINITE; NO_SUCH_ROW for the parent;
            CYCLE where formulas named a key before it existed.
    """
    after = plan
    for kpi in rows:
        after, _ = add_kpi(after, kpi, parent=parent)
    return edited(plan, after)


def delete_nodes(plan: Plan, keys: Iterable[KpiKey]) -> Edited:
    """Delete KPIs and keep what is below them; what names another that goes is no hindrance.

    Raises:
        EditError: NO_SUCH_ROW, and what deleting one node or branch raises.
    """
    listed = dict.fromkeys(keys)
    for key in listed:
        kpi_of(plan, key)
    after = plan
    waiting = list(listed)
    while waiting:
        bare = [key for key in waiting if after.kpis[key].is_driver]
        fault: EditError | None = None
        left: list[KpiKey] = []
        if bare:
            try:
                # Most often all of them go at once, which costs no more than one.
                after, _ = delete_branches(after, bare)
                waiting = [key for key in waiting if key not in bare]
                continue
            except EditError as error:
                fault = error
        for key in waiting:
            try:
                after, _ = delete_node(after, key)
            except EditError as error:
                left.append(key)
                fault = error
        if fault is not None and len(left) == len(waiting):
            raise fault
        waiting = left
    return edited(plan, after)


def reorder_several(plan: Plan, keys: Iterable[KpiKey], steps: int) -> Edited:
    """Move KPIs one place up (−1) or down (1) among their siblings; at an edge they stay.

    Those that stand side by side move as one and keep their order.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    after = plan
    for parent, runs in _runs(plan, keys):
        for run in runs if steps < 0 else reversed(runs):
            siblings = kpi_tree(after.kpis).shown_under(parent)
            beside = siblings.index(run[0]) - 1 if steps < 0 else siblings.index(run[-1]) + 1
            if 0 <= beside < len(siblings):
                # What stands before several goes behind them, or the other way round.
                lone = len(run) == 1
                key, way = (run[0], steps) if lone else (siblings[beside], -steps * len(run))
                after, _ = reorder(after, key, way)
    return edited(plan, after)


def indent(plan: Plan, keys: Iterable[KpiKey]) -> Edited:
    """Put KPIs below the sibling before them; the first of their level stay.

    Raises:
        EditError: NO_SUCH_ROW, and what moving a KPI raises.
    """
    after = plan
    for parent, runs in _runs(plan, keys):
        siblings = kpi_tree(plan.kpis).shown_under(parent)
        for run in runs:
            place = siblings.index(run[0])
            for key in run if place else ():
                after, _ = move(after, key, siblings[place - 1])
    return edited(plan, after)


def outdent(plan: Plan, keys: Iterable[KpiKey]) -> Edited:
    """Put KPIs right after their parent, in their order; those at the top stay.

    Raises:
        EditError: NO_SUCH_ROW, and what moving a KPI raises.
    """
    after = plan
    for parent, runs in _runs(plan, keys):
        if parent is None:
            continue
        for key in reversed([key for run in runs for key in run]):
            tree = kpi_tree(after.kpis)
            place = tree.siblings(parent).index(parent) + 1
            after, _ = move(after, key, tree.home[parent], place)
    return edited(plan, after)


def follow_base_again(
    plan: Plan,
    scenario: ScenarioKey,
    keys: Iterable[KpiKey],
    periods: Iterable[int] | None = None,
) -> Edited:
    """Take away what a scenario says of several drivers, in ``periods`` or (None) everywhere.

    Raises:
        EditError: NO_SUCH_ROW for the scenario or a KPI; NO_SUCH_PERIOD.
    """
    listed = None if periods is None else tuple(periods)
    after = plan
    for key in dict.fromkeys(keys):
        kpi_of(plan, key)
        after, _ = follow_base(after, scenario, key, listed)
    return edited(plan, after)


def _runs(plan: Plan, keys: Iterable[KpiKey]) -> list[tuple[KpiKey | None, list[list[KpiKey]]]]:
    """Return the topmost of ``keys`` by parent, each as runs that stand side by side."""
    tree = kpi_tree(plan.kpis)
    by_parent: dict[KpiKey | None, set[KpiKey]] = {}
    for key in topmost(plan, keys):
        by_parent.setdefault(tree.home[key], set()).add(key)
    found: list[tuple[KpiKey | None, list[list[KpiKey]]]] = []
    for parent, listed in by_parent.items():
        runs: list[list[KpiKey]] = []
        before = False
        for sibling in tree.shown_under(parent):
            if sibling in listed:
                if not before:
                    runs.append([])
                runs[-1].append(sibling)
            before = sibling in listed
        found.append((parent, runs))
    return found
