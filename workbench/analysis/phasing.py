"""Targets of a year told apart for each payout, and put together again."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from models.calendar import Group, Span
from models.changes import Edited, edited
from models.edits.lookup import row_of
from models.edits.scorecards import put_exception, put_measure
from models.keys import BASE, DesignKey, KpiKey, MeasureKey, PositionKey
from models.kpi import TimeRule
from models.plan import Plan
from models.scorecard import Matrix, Measure
from workbench.engine.values import Values
from workbench.pay.aims import in_figures
from workbench.pay.to_date import added_up, rule_to_date

Targets = tuple[float | None, ...]


def phased(values: Values, measure: Measure, targets: Targets, every: Span) -> Targets:
    """Return the targets of a measure for each group of another length of the fiscal year.

    What they come to over the year is shared out as the base has it: a flow by the part of
    the year's figure that falls into each group, so that the targets sum to the year's; a
    stock or a rate by what it is in each group, moved in proportion. Without a base to follow
    a flow is shared out evenly, and a stock or rate is the same all year.

    Args:
        values: the plan, worked out; of the base.
        measure: whose KPI and groups are meant; of an objective the targets stay.
        targets: of its groups, in the unit of the KPI.
        every: the length of the groups that are wanted.
    """
    if measure.kpi is None or every is measure.every:
        return targets
    plan = values.plan
    rule = rule_to_date(plan.kpis.get(measure.kpi))
    count = Span.YEAR.months // measure.every.months
    given = [*targets[:count], *[None] * (count - len(targets))]
    whole = added_up(given, rule)
    if whole is None:
        return ()
    groups = Span.YEAR.months // every.months
    shape = _season(values, measure.kpi, every)
    if shape is None:
        each = whole / groups if rule is TimeRule.SUM else whole
        return (each,) * groups
    return tuple(whole * part for part in shape)


def _season(values: Values, kpi: KpiKey, every: Span) -> Sequence[float] | None:
    """Return each group's figure in the base ÷ that of the year; None where it says nothing."""
    year = values.plan.calendar.report_group()
    if year is None:
        return None
    groups = [
        group
        for group in values.plan.calendar.groups(every)
        if group.fiscal_year == year.fiscal_year
    ]
    figures = [_figure(values, kpi, group) for group in groups]
    whole = _figure(values, kpi, year)
    if len(groups) * every.months != Span.YEAR.months or not whole:
        return None
    shares = [figure / whole for figure in figures]
    return shares if all(map(math.isfinite, shares)) else None


def _figure(values: Values, kpi: KpiKey, group: Group) -> float:
    return float(values.group(kpi, BASE, group))


def phase_targets(
    plan: Plan,
    values: Values,
    design: DesignKey,
    position: PositionKey,
    measure: MeasureKey,
    *,
    every: Span,
) -> Edited:
    """Let a measure be read over another length of time, with targets for each.

    Targets of single holders are told apart in the same way, and points in figures of a flow
    shrink or grow with the time.

    Args:
        plan: the plan.
        values: its results, of which the base is read.
        design: the variant of the scorecards.
        position: whose scorecard.
        measure: of that scorecard.
        every: the length of time it is to be read over.

    Raises:
        EditError: NO_SUCH_ROW; NOT_FINITE.
    """
    card = row_of("scorecards", row_of("designs", plan.designs, design).scorecards, position)
    old = next((each for each in card.measures if each.key == measure), None)
    if old is None:
        return put_measure(plan, design, position, Measure(measure))
    after, _ = put_measure(plan, design, position, _retimed(values, old, every))
    for exception in card.exceptions.values():
        own = tuple(
            replace(each, targets=phased(values, old, each.targets, every))
            if each.measure == measure and each.targets
            else each
            for each in exception.measures
        )
        if own != exception.measures and exception.person in plan.people:
            changed = replace(exception, measures=own)
            after, _ = put_exception(after, design, position, changed)
    return edited(plan, after)


def _retimed(values: Values, measure: Measure, every: Span) -> Measure:
    part = every.months / measure.every.months
    curve, matrix = measure.curve, measure.matrix
    if curve is not None and in_figures(curve) and _is_flow(values.plan, measure.kpi):
        slope = None if curve.last_slope is None else curve.last_slope / part
        points = tuple(replace(point, at=point.at * part) for point in curve.points)
        curve = replace(curve, points=points, last_slope=slope)
    return replace(
        measure,
        every=every,
        targets=phased(values, measure, measure.targets, every),
        curve=curve,
        matrix=None if matrix is None else _matrix(values.plan, measure, matrix, part),
    )


def _matrix(plan: Plan, measure: Measure, matrix: Matrix, part: float) -> Matrix:
    rows = part if _is_flow(plan, measure.kpi) else 1.0
    columns = part if _is_flow(plan, matrix.kpi) else 1.0
    return replace(
        matrix,
        rows=tuple(row * rows for row in matrix.rows),
        columns=tuple(column * columns for column in matrix.columns),
    )


def _is_flow(plan: Plan, kpi: KpiKey | None) -> bool:
    return kpi is not None and rule_to_date(plan.kpis.get(kpi)) is TimeRule.SUM
