"""Stored targets of a scorecard: taken from a scenario, and shared out over payout periods."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from models.calendar import Group, Span
from models.changes import Edited, edited
from models.edits.scorecards import put_measure
from models.keys import BASE, DesignKey, KpiKey, MeasureKey, PositionKey, ScenarioKey
from models.kpi import Kpi, TimeRule, UnitKind
from models.plan import Plan
from models.scorecard import Measure, Scorecard
from workbench.analysis.card_state import groups_in_report
from workbench.engine.values import Values


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
    targets = phased_year(plan, values, measure, every, year_target(plan, measure))
    return replace(measure, every=every, targets=targets)


def year_target(plan: Plan, measure: Measure) -> float | None:
    """Return what the targets of a measure come to over the year; None where one is missing."""
    count = Span.YEAR.months // measure.every.months
    given = [each for each in measure.targets[:count] if each is not None]
    if len(given) < count:
        return None
    kpi = None if measure.kpi is None else plan.kpis.get(measure.kpi)
    if kpi is None or count == 1:
        return given[0]
    if _flows(kpi):
        return math.fsum(given)
    return given[-1] if kpi.time is TimeRule.LAST else math.fsum(given) / count


def phased_year(
    plan: Plan, values: Values, measure: Measure, every: Span, target: float | None
) -> tuple[float | None, ...]:
    """Return the target of the year shared out over the groups of ``every``.

    Each gets what it is of the year in the base, so that a season stays and a stock grows on
    its way. Where the base says nothing of it, a flow is shared evenly, and a stock or a rate
    is the same in each.
    """
    if target is None:
        return ()
    count = Span.YEAR.months // every.months
    kpi = None if measure.kpi is None else plan.kpis.get(measure.kpi)
    if kpi is None or count == 1:
        return (target,) * count if kpi is not None else (target,)
    even = (target / count if _flows(kpi) else target,) * count
    year = plan.calendar.report_group()
    groups = groups_in_report(plan, every)
    if year is None or len(groups) != count:
        return even
    whole = float(values.group(kpi.key, BASE, year))
    parts = [float(values.group(kpi.key, BASE, group)) for group in groups]
    if _flows(kpi):
        whole = math.fsum(parts)
    if not math.isfinite(whole) or whole == 0.0 or not all(math.isfinite(each) for each in parts):
        return even
    return tuple(target * part / whole for part in parts)


def _flows(kpi: Kpi) -> bool:
    """Return whether the figures of a KPI add up over time, also where a formula says so."""
    if kpi.time is TimeRule.FORMULA:
        return kpi.unit.kind in {UnitKind.MONEY, UnitKind.COUNT}
    return kpi.time is TimeRule.SUM


def _measures(plan: Plan, design: DesignKey, position: PositionKey) -> tuple[Measure, ...]:
    variant = plan.designs.get(design)
    card = None if variant is None else variant.scorecards.get(position)
    return () if card is None else card.measures
