"""A split by a dimension as it is proposed: who gets what, and what the branch comes to then."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from models.calendar import Group
from models.changes import Edited, edited
from models.dimension import Dimension, Member
from models.edits.degrees import degrees_of
from models.edits.dimensions import fresh_dimension_key, put_dimension
from models.edits.kpis import fresh_key_among
from models.edits.split import split_by_dimension
from models.keys import BASE, DimensionKey, KpiKey, MemberKey, ScenarioKey
from models.plan import Plan
from models.tree import kpi_tree
from workbench.engine.evaluate import evaluate_plan
from workbench.engine.values import Values


@dataclass(frozen=True, slots=True)
class SplitLine:
    """One KPI of the branch that is split.

    Attributes:
        key: the KPI.
        depth: how far it stands below the one that is split.
        handed_out: whether its figures are shared out; else every member has them, as rates do.
        before: its figure over the group, in its unit; NaN is no value.
        after: the same, of the total once it is split.
        members: the figure of each member, in the order of the dimension.
    """

    key: KpiKey
    depth: int
    handed_out: bool
    before: float
    after: float
    members: tuple[float, ...]


@dataclass(frozen=True, slots=True, eq=False)
class SplitPreview:
    """What a split would come to.

    Attributes:
        dimension: what is split by.
        lines: the KPI that is split, and all at home below it, as the tree shows them.
        added: how many KPIs the plan gets.
    """

    dimension: Dimension
    lines: tuple[SplitLine, ...]
    added: int

    @property
    def keeps_total(self) -> bool:
        """Whether the KPI comes to what it was."""
        top = self.lines[0]
        if math.isnan(top.before) or math.isnan(top.after):
            return math.isnan(top.before) and math.isnan(top.after)
        size = max(abs(top.before), abs(top.after))
        return abs(top.after - top.before) <= 1e-9 * size


def preview_split(
    plan: Plan,
    values: Values,
    key: KpiKey,
    dimension: Dimension,
    shares: Sequence[float],
    *,
    scenario: ScenarioKey = BASE,
    group: Group,
) -> SplitPreview:
    """Return what a branch comes to once it is split.

    Args:
        plan: the plan.
        values: what was worked out from it.
        key: the KPI.
        dimension: what it is split by; may be new.
        shares: of each member, in the order of the dimension.
        scenario: whose figures are shown.
        group: the periods that they are over.

    Raises:
        EditError: it cannot be split so; see :func:`models.edits.split.split_by_dimension`.
        KeyError: there is no such scenario.
    """
    after, _ = split(plan, key, dimension, shares)
    then = evaluate_plan(after, tuple(dict.fromkeys((BASE, scenario))))
    parts: dict[tuple[KpiKey, MemberKey], KpiKey] = {
        (kpi.origin, kpi.members[dimension.key]): kpi.key
        for kpi in after.kpis.values()
        if kpi.origin is not None and dimension.key in kpi.members
    }
    lines = tuple(
        replace(
            line,
            after=then.group(line.key, scenario, group),
            members=tuple(
                then.group(parts[line.key, member.key], scenario, group)
                for member in dimension.members
            ),
        )
        for line in branch_lines(plan, values, key, scenario, group)
    )
    return SplitPreview(dimension, lines, len(after.kpis) - len(plan.kpis))


def branch_lines(
    plan: Plan, values: Values, key: KpiKey, scenario: ScenarioKey, group: Group
) -> tuple[SplitLine, ...]:
    """Return the branch as it is, before anybody says by what it is split."""
    tree = kpi_tree(plan.kpis)
    branch = tree.branch(key)
    degrees = degrees_of(plan.kpis, branch, ())
    lines: list[SplitLine] = []
    for one in branch:
        figure = values.group(one, scenario, group)
        depth = tree.depth[one] - tree.depth[key]
        lines.append(SplitLine(one, depth, degrees[one] == 1, figure, figure, ()))
    return tuple(lines)


def split(plan: Plan, key: KpiKey, dimension: Dimension, shares: Sequence[float]) -> Edited:
    """Split a KPI by a dimension, which is added where the plan does not have it.

    Raises:
        EditError: see :func:`models.edits.split.split_by_dimension`.
    """
    grown, _ = put_dimension(plan, dimension)
    by_member = {member.key: share for member, share in zip(dimension.members, shares, strict=True)}
    after, _ = split_by_dimension(grown, key, dimension.key, by_member)
    return edited(plan, after)


def new_dimension(plan: Plan, name: str, members: Sequence[str]) -> Dimension:
    """Return a dimension that the plan does not have yet, with members of these names."""
    rows: list[Member] = []
    for each in members:
        key = MemberKey(fresh_key_among({row.key for row in rows}, each, "member"))
        rows.append(Member(key, each))
    return Dimension(fresh_dimension_key(plan, name), name, tuple(rows))


def even_shares(count: int) -> tuple[float, ...]:
    """Return the same share for each of ``count`` members."""
    return (1.0 / count,) * count


def missing_share(shares: Sequence[float | None]) -> float:
    """Return what shares lack to 1; negative where they come to more. None counts as 0."""
    missing = 1.0 - math.fsum(share or 0.0 for share in shares)
    return 0.0 if abs(missing) <= 1e-9 else missing


def with_rest_spread(shares: Sequence[float | None]) -> tuple[float, ...]:
    """Return shares that come to 1.

    What is missing goes to the members without a share, in equal parts. Where all have one, or
    they come to more than 1, those that have one keep their proportions.
    """
    missing = missing_share(shares)
    blank = sum(share is None for share in shares)
    if blank and missing >= 0.0:
        return tuple(missing / blank if share is None else share for share in shares)
    total = math.fsum(share or 0.0 for share in shares)
    if total <= 0.0:
        return even_shares(len(shares))
    return tuple((share or 0.0) / total for share in shares)


def shares_of_split_kpis(
    plan: Plan, values: Values, dimension: DimensionKey, scenario: ScenarioKey, group: Group
) -> Mapping[KpiKey, tuple[float, ...]]:
    """Return the shares of each KPI that is split by a dimension already, member by member.

    Only of those that are shared out, with a figure for every member, none of them negative.
    """
    row = plan.dimensions[dimension]
    parts: dict[KpiKey, dict[MemberKey, float]] = {}
    for kpi in plan.kpis.values():
        # What is split by several dimensions has one part of each, and none that is the member's.
        if kpi.origin in plan.kpis and set(kpi.members) == {dimension} and kpi.origin is not None:
            figure = values.group(kpi.key, scenario, group)
            parts.setdefault(kpi.origin, {})[kpi.members[dimension]] = figure
    degrees = degrees_of(plan.kpis, parts, ())
    found: dict[KpiKey, tuple[float, ...]] = {}
    for key in plan.kpis:
        if key not in parts or degrees[key] != 1:
            continue
        figures = [parts[key].get(member.key, math.nan) for member in row.members]
        total = math.fsum(figures) if all(map(math.isfinite, figures)) else 0.0
        if total > 0.0 and min(figures) >= 0.0:
            found[key] = tuple(figure / total for figure in figures)
    return found
