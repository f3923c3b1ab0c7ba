"""What new rows of a table probably count, as KPIs that are typed are guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from models.edits.kpis import KpiFields, update_kpi
from models.formula import references
from models.keys import KpiKey
from models.kpi import Kpi, TimeRule, Unit, UnitKind
from models.plan import Plan
from models.tree import kpi_tree
from workbench.rate_weights import rates_weighted
from workbench.tables.tree_row import TreeRow
from workbench.unit_guess import formula_set, named_kpi, start_of_child
from workbench.unit_words import name_guess


def guessed(
    plan: Plan, rows: Mapping[KpiKey, TreeRow], new: frozenset[KpiKey]
) -> tuple[Plan, tuple[TreeRow, ...]]:
    """Say of new rows what a typed KPI would be said of; what the table tells stays.

    Costs come off in the sum above them, unless the table gives its formula.

    Args:
        plan: with the rows in it.
        rows: of the table, in its order.
        new: the keys of those that were not in the plan before.

    Returns:
        The plan, and the rows of costs that stood below 0 and are above 0 now.
    """
    given = {key: plan.kpis[key].formula for key, row in rows.items() if row.formula}
    named = {name for formula in given.values() for name in references(formula).all}
    turned: list[TreeRow] = []
    after = plan
    for key, row in rows.items():
        if key not in new:
            continue
        after = _named(after, key, row)
        kpi = after.kpis[key]
        if row.sense is not None:
            kpi = replace(kpi, sense=row.sense)
        if kpi.cost and key not in named and _is_negative(kpi):
            turned.append(row)
            values = tuple(None if value is None else abs(value) for value in kpi.values)
            kpi = replace(kpi, values=values)
        after = replace(after, kpis=after.kpis.replacing(kpi))
    for key, formula in given.items():
        after = replace(after, kpis=after.kpis.replacing(replace(after.kpis[key], formula=formula)))
    for key, row in reversed(list(rows.items())):
        if key in new and row.unit is None:
            after, _ = formula_set(after, key)
    before = replace(plan, kpis=plan.kpis.without(*new))
    for key in rows:
        after, _ = rates_weighted(before, after, key)
    return after, tuple(turned)


def are_multiplied(counted: Sequence[tuple[UnitKind, TimeRule]]) -> bool:
    """Return whether figures of these units make sense multiplied and not added up.

    They do where all but one are shares, prices or money per client: of a count.
    """
    rates = [
        kind in {UnitKind.SHARE, UnitKind.MONEY_PER_CLIENT_MONTH}
        or (kind is UnitKind.MONEY and time is TimeRule.MEAN)
        for kind, time in counted
    ]
    counts = [kind for kind, _ in counted if kind is UnitKind.COUNT]
    return len(counts) == 1 and len(rates) > 1 and sum(rates) == len(rates) - 1


def counted(kpi: Kpi) -> tuple[UnitKind, TimeRule]:
    """Return what a row counts: by its unit, and where it has none by its name."""
    said = name_guess(kpi.name)
    if kpi.unit != Unit() or said.unit is None:
        return kpi.unit.kind, kpi.time
    return said.unit.kind, said.time or said.unit.kind.time_rule


def _is_negative(kpi: Kpi) -> bool:
    values = [value for value in kpi.values if value is not None]
    return any(value < 0 for value in values) and all(value <= 0 for value in values)


def _named(plan: Plan, key: KpiKey, row: TreeRow) -> Plan:
    """Give a new row what its name and its place say of it, beside the unit it tells."""
    said = name_guess(row.name)
    start: tuple[Unit, TimeRule] = Unit(), TimeRule.SUM
    fields: KpiFields = {}
    if row.unit is None:
        parent = kpi_tree(plan.kpis).home[key]
        start = start_of_child(plan, parent)
        fields = {"unit": start[0], "time": start[1]}
    elif said.unit is not None and said.unit.kind is row.unit.kind and said.time is not None:
        fields = {"time": said.time}
    plan, _ = update_kpi(plan, key, **fields)
    after, _ = named_kpi(plan, key, started_as=start)
    return after
