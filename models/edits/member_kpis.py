"""One member's part of a KPI that is split."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from models.dimension import Dimension
from models.edits.operands import checked
from models.edits.shares import Shares, column
from models.edits.split_analysis import Analysis
from models.formula_text import formula_text
from models.keys import KpiKey
from models.kpi import Bounds, Kpi
from models.uncertainty import Distribution, SpreadBasis


def member_kpi(
    kpi: Kpi,
    at: int,
    dimension: Dimension,
    members: Mapping[KpiKey, tuple[KpiKey, ...]],
    found: Analysis,
) -> Kpi:
    """Return the part of ``kpi`` that is of one member.

    Args:
        kpi: what is split.
        at: number of the member in the dimension.
        dimension: what it is split by.
        members: the keys of the members' KPIs, by the KPI that is split.
        found: what is known of the split.

    Raises:
        EditError: SYNTAX where its formula grows too long.
    """
    shares = found.shares(kpi.key)
    weight = kpi.weight_by
    driver = kpi.is_driver
    member = dimension.members[at]
    title = member.name.strip() or member.key
    return replace(
        kpi,
        key=members[kpi.key][at],
        name=f"{kpi.name or kpi.key} · {title}",
        formula="" if driver else checked(kpi.key, formula_text(found.node(kpi.key, at))),
        values=_figures(kpi.values, shares, at) if driver else (),
        history=_figures(kpi.history, shares, at),
        weight_by=members[weight][at] if weight in members and weight is not None else weight,
        role=None,
        bounds=_bounds(kpi.bounds, shares, at),
        distribution=_distribution(kpi.distribution, shares, at),
        origin=kpi.key,
        members=kpi.members.set(dimension.key, member.key),
    )


def _figures(
    figures: tuple[float | None, ...], shares: Shares | None, at: int
) -> tuple[float | None, ...]:
    return figures if shares is None else column(figures, shares, at)


def _bounds(bounds: Bounds, shares: Shares | None, at: int) -> Bounds:
    if shares is None:
        return bounds
    (least, most, stretch) = (
        None if figure is None else figure * shares[at]
        for figure in (bounds.least, bounds.most, bounds.stretch)
    )
    return replace(bounds, least=least, most=most, stretch=stretch)


def _distribution(
    distribution: Distribution | None, shares: Shares | None, at: int
) -> Distribution | None:
    if distribution is None or shares is None or distribution.basis is SpreadBasis.FACTOR:
        return distribution
    share = shares[at]
    return replace(
        distribution,
        p10=distribution.p10 * share,
        p90=distribution.p90 * share,
        p50=None if distribution.p50 is None else distribution.p50 * share,
    )
