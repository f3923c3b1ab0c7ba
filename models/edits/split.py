"""The edit that splits a KPI by a dimension: regions, products, channels."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from immutables import Map

from models.changes import Edited, EditError, EditFault, edited
from models.cycles import cycles
from models.dimension import Dimension
from models.edits.kpis import fresh_key_among
from models.edits.lookup import kpi_of, row_of
from models.edits.member_kpis import member_kpi
from models.edits.shares import handout
from models.edits.split_analysis import Analysis, analysed
from models.edits.split_references import split_references
from models.edits.split_totals import total_kpi
from models.keys import DimensionKey, KpiKey, MemberKey
from models.kpi import Kpi
from models.plan import Plan
from models.table import Table
from models.tree import kpi_tree

_Members = dict[KpiKey, tuple[KpiKey, ...]]


def split_by_dimension(
    plan: Plan,
    key: KpiKey,
    dimension: DimensionKey,
    shares: Mapping[MemberKey, float],
    *,
    own_shares: Mapping[KpiKey, Mapping[MemberKey, float]] = Map(),
    rates: Collection[KpiKey] = (),
) -> Edited:
    """Repeat a KPI and everything at home below it for each member of a dimension.

    Flows and stocks are handed out by shares; rates are copied. The KPIs that were there stay
    as totals with the figures that they had, in every period, scenario and group of periods: a
    flow or stock is the sum of its members, a rate their average weighted by what it is a rate
    of, a ratio goes by its own formula. What scenarios, levers and correlations say of drivers
    moves to the members; roles, measures and actuals stay with the totals. A rate has no value
    any more where its weight has none.

    Args:
        plan: the plan.
        key: the KPI.
        dimension: what it is split by.
        shares: of each member, 0 to 1; a member that is missing has 0.
        own_shares: of single KPIs that go by other shares; of a formula KPI for its literals.
        rates: KPIs that are copied whatever their unit.

    Raises:
        EditError: NO_SUCH_ROW for the KPI, dimension or a member; NO_MEMBERS; SHARES_SUM;
            NOT_FINITE; SPLIT_ALREADY; SPLIT_WITHOUT_WEIGHT where nothing weighs a rate;
            NOT_TO_SPLIT where members would not add up; SYNTAX where a formula is none, or
            grows too long; CYCLE.
    """
    kpi_of(plan, key)
    by = row_of("dimensions", plan.dimensions, dimension)
    given = handout(plan, by, shares, own_shares)
    branch = kpi_tree(plan.kpis).branch(key)
    for one in branch:
        if dimension in plan.kpis[one].members:
            raise EditError(EditFault.SPLIT_ALREADY, {"dimension": dimension, "key": one})
    members = _members(plan, branch, by)
    found = analysed(plan.kpis, members, given, rates)
    kpis = _split_kpis(plan, key, by, members, found)
    path = next(iter(cycles(kpis)), None)
    if path is not None:
        raise EditError(EditFault.CYCLE, {"path": path})
    drivers = {one: keys for one, keys in members.items() if plan.kpis[one].is_driver}
    return edited(plan, split_references(replace(plan, kpis=kpis), drivers, found.shares))


def _members(plan: Plan, branch: tuple[KpiKey, ...], by: Dimension) -> _Members:
    """Return the keys that the members of each KPI get."""
    taken: set[str] = set(plan.kpis)
    members: _Members = {}
    for one in branch:
        keys: list[KpiKey] = []
        for member in by.members:
            fresh = KpiKey(fresh_key_among(taken, f"{one}_{member.key}", "kpi"))
            taken.add(fresh)
            keys.append(fresh)
        members[one] = tuple(keys)
    return members


def _split_kpis(
    plan: Plan, key: KpiKey, by: Dimension, members: _Members, found: Analysis
) -> Table[KpiKey, Kpi]:
    """Return the KPIs with members after the KPI that is split, and the other totals after them.

    The first KPI to name another is its home, so that each member has its branch.
    """
    rows: list[Kpi] = []
    for there in plan.kpis.values():
        if there.key not in members:
            rows.append(there)
        elif there.key == key:
            rows.append(total_kpi(plan.kpis, key, members, found))
            for at in range(len(by.members)):
                rows += [member_kpi(plan.kpis[one], at, by, members, found) for one in members]
            rows += [
                total_kpi(plan.kpis, one, members, found)
                for one in plan.kpis
                if one in members and one != key
            ]
    return Table(rows)
