"""Segments: what the members of a dimension come to, and what each of them is worth."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from models.calendar import Group
from models.edits.degrees import degrees_of
from models.keys import BASE, DimensionKey, KpiKey, MemberKey, ScenarioKey
from models.kpi import Kpi, KpiRole, UnitKind
from models.plan import Plan
from models.tree import kpi_tree
from workbench.engine.values import Values

_FIRST: Final = (KpiRole.CLIENTS, KpiRole.ARPU)


class SegmentFault(StrEnum):
    """Why there is no pivot."""

    NO_DIMENSIONS = "no_dimensions"
    DIMENSION_NEEDED = "dimension_needed"
    UNKNOWN_DIMENSION = "unknown_dimension"
    SAME_DIMENSION = "same_dimension"
    NOT_SPLIT = "not_split"
    NO_YEAR = "no_year"


class SegmentError(ValueError):
    """A question that no pivot answers.

    Attributes:
        fault: why.
        details: ``name`` as asked (UNKNOWN_DIMENSION); ``dimensions``, a tuple of keys
            (NOT_SPLIT, SAME_DIMENSION).
    """

    def __init__(self, fault: SegmentFault, details: Mapping[str, object]) -> None:
        """Describe the question."""
        super().__init__(f"{fault}: {dict(details)}")
        self.fault = fault
        self.details = details


class ValuedBy(StrEnum):
    """What the value of a segment is."""

    CLIENT_VALUE = "client_value"
    """Its clients × the value of one client."""
    CONTRIBUTION = "contribution"
    """Its part of the profit, or of the money KPI that stands highest."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One KPI of one segment.

    Attributes:
        total: over the year of the report, in the unit of the KPI; NaN is no value.
        share: of the whole KPI, a fraction; NaN for a rate, and where the whole is 0.
        change: against the base, a fraction of it; NaN where that is 0 or without value.
    """

    total: float
    share: float
    change: float


@dataclass(frozen=True, slots=True)
class Segment:
    """One member, or one of each of two dimensions.

    Attributes:
        members: one for each dimension of the pivot.
        cells: in the order of :attr:`Pivot.kpis`.
        value: in money; NaN where it cannot be told.
    """

    members: tuple[MemberKey, ...]
    cells: tuple[Cell, ...]
    value: float


@dataclass(frozen=True, slots=True)
class Pivot:
    """KPIs by the members of one dimension or two.

    Attributes:
        dimensions: one, or two that are crossed.
        scenario: whose figures.
        kpis: the KPIs that are split: the totals.
        segments: in the order of the members.
        totals: of the whole company, in the order of ``kpis``.
        value: of the whole company, in money; NaN where it cannot be told.
        valued_by: what the values are; None where there are none.
        value_kpi: which KPI values a client, or is the contribution; None where there is none.
    """

    dimensions: tuple[DimensionKey, ...]
    scenario: ScenarioKey
    kpis: tuple[KpiKey, ...]
    segments: tuple[Segment, ...]
    totals: tuple[Cell, ...]
    value: float
    valued_by: ValuedBy | None
    value_kpi: KpiKey | None


def dimension_named(plan: Plan, name: str | None) -> DimensionKey:
    """Return the dimension of that key or name; the only one there is for None.

    Raises:
        SegmentError: NO_DIMENSIONS; DIMENSION_NEEDED for None where there are several;
            UNKNOWN_DIMENSION.
    """
    if not plan.dimensions:
        raise SegmentError(SegmentFault.NO_DIMENSIONS, {})
    if name is None:
        if len(plan.dimensions) > 1:
            raise SegmentError(SegmentFault.DIMENSION_NEEDED, {})
        return plan.dimensions.order[0]
    if name in plan.dimensions:
        return DimensionKey(name)
    wanted = name.strip().casefold()
    found = [each.key for each in plan.dimensions.values() if each.name.casefold() == wanted]
    if len(found) != 1:
        raise SegmentError(SegmentFault.UNKNOWN_DIMENSION, {"name": name})
    return found[0]


def pivot(
    plan: Plan, values: Values, dimensions: tuple[DimensionKey, ...], scenario: ScenarioKey
) -> Pivot:
    """Return the KPIs that are split by one dimension, or by both of two, member by member.

    A KPI that is only split further, by other dimensions too, is the sum of its parts; a rate
    is left out there, since parts of it add up to nothing.

    Raises:
        SegmentError: SAME_DIMENSION; NO_YEAR; NOT_SPLIT.
    """
    details = {"dimensions": dimensions}
    if len(set(dimensions)) < len(dimensions):
        raise SegmentError(SegmentFault.SAME_DIMENSION, details)
    year = plan.calendar.report_group()
    if year is None:
        raise SegmentError(SegmentFault.NO_YEAR, {})
    parts = _parts(plan, dimensions)
    roots = {root for root, _ in parts}
    degrees = degrees_of(plan.kpis, roots, ())
    parts = {
        place: keys for place, keys in parts.items() if len(keys) == 1 or degrees[place[0]] == 1
    }
    if not parts:
        raise SegmentError(SegmentFault.NOT_SPLIT, details)
    kpis = _columns(plan, {root for root, _ in parts})
    now, base = (_table(parts, values, each, year) for each in (scenario, BASE))
    totals = tuple(
        _cell(figure, figure if degrees[key] else math.nan, values.group(key, BASE, year))
        for key in kpis
        for figure in (values.group(key, scenario, year),)
    )
    segments: list[Segment] = []
    valuing = _Valuing.of(plan, values, kpis, scenario)
    for members in _rows(plan, dimensions, {members for _, members in parts}):
        cells = tuple(
            _cell(
                now.get((key, members), math.nan),
                total.total if degrees[key] else math.nan,
                base.get((key, members), math.nan),
            )
            for key, total in zip(kpis, totals, strict=True)
        )
        figures = {key: cell.total for key, cell in zip(kpis, cells, strict=True)}
        segments.append(Segment(members, cells, valuing.value(figures)))
    whole = {key: cell.total for key, cell in zip(kpis, totals, strict=True)}
    return Pivot(
        dimensions=dimensions,
        scenario=scenario,
        kpis=kpis,
        segments=tuple(segments),
        totals=totals,
        value=valuing.value(whole),
        valued_by=valuing.valued_by,
        value_kpi=valuing.kpi,
    )


_Place = tuple[KpiKey, tuple[MemberKey, ...]]


def _parts(plan: Plan, dimensions: tuple[DimensionKey, ...]) -> dict[_Place, list[KpiKey]]:
    """Return the KPIs that each cell is the figure of, or the sum of.

    Those split by these dimensions alone count where there are any: others are parts of them.
    """
    exact: dict[_Place, list[KpiKey]] = {}
    finer: dict[_Place, list[KpiKey]] = {}
    for key, kpi in plan.kpis.items():
        if all(dimension in kpi.members for dimension in dimensions):
            place = (_root(plan, kpi), tuple(kpi.members[each] for each in dimensions))
            into = exact if len(kpi.members) == len(dimensions) else finer
            into.setdefault(place, []).append(key)
    roots = {root for root, _ in exact}
    return exact | {place: keys for place, keys in finer.items() if place[0] not in roots}


def _root(plan: Plan, kpi: Kpi) -> KpiKey:
    """Return the total that a part is of in the end."""
    seen = {kpi.key}
    while kpi.origin is not None and kpi.origin in plan.kpis and kpi.origin not in seen:
        seen.add(kpi.origin)
        kpi = plan.kpis[kpi.origin]
    return kpi.key


def _columns(plan: Plan, roots: set[KpiKey]) -> tuple[KpiKey, ...]:
    """Order KPIs: clients, ARPU, then as in the plan, profit at the end."""

    def rank(key: KpiKey) -> int:
        role = plan.kpis[key].role
        if role in _FIRST:
            return _FIRST.index(role)
        return len(_FIRST) + (role is KpiRole.PROFIT)

    return tuple(sorted((key for key in plan.kpis if key in roots), key=rank))


def _rows(
    plan: Plan, dimensions: tuple[DimensionKey, ...], there: set[tuple[MemberKey, ...]]
) -> list[tuple[MemberKey, ...]]:
    """Order members as their dimensions do; those that no dimension knows come last."""
    places = [
        {member.key: place for place, member in enumerate(plan.dimensions[each].members)}
        for each in dimensions
    ]

    def rank(members: tuple[MemberKey, ...]) -> tuple[tuple[int, str], ...]:
        return tuple(
            (known.get(member, len(known)), member)
            for known, member in zip(places, members, strict=True)
        )

    return sorted(there, key=rank)


def _table(
    parts: Mapping[_Place, list[KpiKey]], values: Values, scenario: ScenarioKey, year: Group
) -> dict[_Place, float]:
    """Return the figure of each cell; NaN where one of its parts has no value."""
    # pandas takes a second to load, which only those wait for who ask for a pivot.
    import pandas as pd

    rows = [
        (root, members, values.group(key, scenario, year))
        for (root, members), keys in parts.items()
        for key in keys
    ]
    frame = pd.DataFrame(rows, columns=["kpi", "members", "figure"])
    grouped = frame.groupby(["kpi", "members"], sort=False)["figure"]
    # A part without value leaves the whole without one.
    sums = grouped.sum().where(grouped.count() == grouped.size())
    return dict(zip(parts, sums.tolist(), strict=True))


def _cell(figure: float, whole: float, before: float) -> Cell:
    return Cell(figure, _over(figure, whole), _over(figure - before, abs(before)))


def _over(above: float, below: float) -> float:
    return above / below if below else math.nan


@dataclass(frozen=True, slots=True)
class _Valuing:
    """How segments are valued."""

    valued_by: ValuedBy | None
    kpi: KpiKey | None
    clients: KpiKey | None = None
    client_value: float = math.nan

    @classmethod
    def of(
        cls, plan: Plan, values: Values, kpis: tuple[KpiKey, ...], scenario: ScenarioKey
    ) -> _Valuing:
        """Tell how: by clients and what one is worth, else by contribution."""
        roles = {plan.kpis[key].role: key for key in reversed(plan.kpis.order)}
        clients, worth = roles.get(KpiRole.CLIENTS), roles.get(KpiRole.CLIENT_VALUE)
        if clients in kpis and worth is not None:
            total = values.total(worth, scenario)
            return cls(ValuedBy.CLIENT_VALUE, worth, clients, total)
        profit = roles.get(KpiRole.PROFIT)
        if profit is not None and profit in kpis:
            return cls(ValuedBy.CONTRIBUTION, profit)
        money = next(
            (
                key
                for key in kpi_tree(plan.kpis).preorder()
                if key in kpis
                and plan.kpis[key].unit.kind is UnitKind.MONEY
                and not plan.kpis[key].cost
            ),
            None,
        )
        return cls(None if money is None else ValuedBy.CONTRIBUTION, money)

    def value(self, figures: Mapping[KpiKey, float]) -> float:
        """Return what a segment with these figures is worth; NaN where it cannot be told."""
        if self.kpi is None:
            return math.nan
        if self.clients is None:
            return figures[self.kpi]
        return figures[self.clients] * figures.get(self.kpi, self.client_value)
