"""Stored targets of a scorecard: taken from a scenario, and shared out over payout periods."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from models.calendar import Group, Span
from models.changes import Edited, edited
from models.edits.scorecards import put_measure
from models.keys import DesignKey, KpiKey, MeasureKey, PositionKey, ScenarioKey
from models.plan import Plan
from models.scorecard import Measure, Scorecard
from workbench.analysis.card_state import groups_in_report
from workbench.analysis.phasing import phased
from workbench.engine.values import Values
from workbench.pay.to_date import added_up, rule_to_date


@dataclass(frozen=True, slots=True)
class TargetChange:
    """One target, as stored and as a scenario has it; None: none.

    Attributes:
        number: of the group of the fiscal year, from 0.
    """

    measure: MeasureKey
    kpi: KpiKey
    number: int
    group: Group
    before: float | None
    after: float | None


def scenario_targets(
    plan: Plan, values: Values, card: Scorecard, scenario: ScenarioKey
) -> tuple[TargetChange, ...]:
    """Return the targets that a scenario would give, for each KPI of a scorecard and group."""
    changes: list[TargetChange] = []
    for measure in card.measures:
        if measure.kpi is None or measure.kpi not in plan.kpis:
            continue
        for group in groups_in_report(plan, measure.every):
            at = group.number - 1
            before = measure.targets[at] if at < len(measure.targets) else None
            figure = float(values.group(measure.kpi, scenario, group))
            after = figure if math.isfinite(figure) else None
            changes.append(TargetChange(measure.key, measure.kpi, at, group, before, after))
    return tuple(changes)


def take_targets(
    plan: Plan,
    design: DesignKey,
    position: PositionKey,
    changes: Iterable[TargetChange],
) -> Edited:
    """Store the targets of a scenario; where it gives no figure the stored one stays.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    after = plan
    wanted: dict[MeasureKey, dict[int, float]] = {}
    for change in changes:
        if change.after is not None:
            wanted.setdefault(change.measure, {})[change.number] = change.after
    for key, targets in wanted.items():
        measure = next(
            (each for each in _measures(after, design, position) if each.key == key), Measure(key)
        )
        count = max(len(measure.targets), 1 + max(targets))
        row = [*measure.targets, *[None] * (count - len(measure.targets))]
        for number, target in targets.items():
            row[number] = target
        after, _ = put_measure(after, design, position, replace(measure, targets=tuple(row)))
    return edited(plan, after)


def read_over(plan: Plan, values: Values, measure: Measure, every: Span) -> Measure:
    """Return a measure that is read over another span, with its targets shared out anew.

    The target of the year is shared out by the season of the base, and targets of shorter
    groups are put together again. Where one of them is missing, none is made up.
    """
    if every is measure.every:
        return measure
    targets = phased_year(values, measure, every, year_target(plan, measure))
    return replace(measure, every=every, targets=targets)


def year_target(plan: Plan, measure: Measure) -> float | None:
    """Return what the targets of a measure come to over the year; None where one is missing."""
    count = Span.YEAR.months // measure.every.months
    given = [*measure.targets[:count], *[None] * (count - len(measure.targets))]
    kpi = None if measure.kpi is None else plan.kpis.get(measure.kpi)
    return added_up(given, rule_to_date(kpi)) if kpi is not None else given[0]


def phased_year(
    values: Values, measure: Measure, every: Span, target: float | None
) -> tuple[float | None, ...]:
    """Return the target of the year shared out over the groups of ``every``, by the base."""
    if target is None:
        return ()
    return phased(values, replace(measure, every=Span.YEAR), (target,), every)


def _measures(plan: Plan, design: DesignKey, position: PositionKey) -> tuple[Measure, ...]:
    variant = plan.designs.get(design)
    card = None if variant is None else variant.scorecards.get(position)
    return () if card is None else card.measures
