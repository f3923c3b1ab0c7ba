"""What is on file of how likely a plan was, beside what its targets are now."""

from __future__ import annotations

from dataclasses import dataclass

from models.calendar import Group, Span
from models.kpi import Unit
from models.life import Achievability
from models.plan import Plan
from models.scorecard import Measure


@dataclass(frozen=True, slots=True)
class FiledOdds:
    """One line of the file, and what became of it.

    Attributes:
        name: of what is measured; the key of the measure where it is gone.
        unit: of its figures; None where nobody knows any more.
        group: of the year that it is about; None where it is the whole year.
        target_now: the target as it is now; None where there is none.
        moved: whether that differs from the one on file.
        gone: whether the measure is no longer paid.
    """

    filed: Achievability
    name: str
    unit: Unit | None
    group: Group | None
    target_now: float | None
    moved: bool
    gone: bool


def filed_odds(plan: Plan) -> tuple[FiledOdds, ...]:
    """Return the achievability file of a plan, beside the design that is paid now."""
    return tuple(_beside(plan, each) for each in plan.life.achievability)


def _beside(plan: Plan, filed: Achievability) -> FiledOdds:
    measure = _measure(plan, filed)
    kpi = None if measure is None or measure.kpi is None else plan.kpis.get(measure.kpi)
    name = str(filed.measure) if kpi is None else " ".join(kpi.name.split()) or str(kpi.key)
    now: float | None = None
    group: Group | None = None
    if measure is not None:
        group = _group(plan, measure, filed.group)
        now = measure.targets[filed.group] if filed.group < len(measure.targets) else None
    return FiledOdds(
        filed=filed,
        name=name,
        unit=None if kpi is None else kpi.unit,
        group=group,
        target_now=now,
        moved=measure is not None and now != filed.target and filed.target is not None,
        gone=measure is None,
    )


def _group(plan: Plan, measure: Measure, number: int) -> Group | None:
    year = plan.calendar.report_group()
    if year is None or measure.every is Span.YEAR:
        return None
    of_year = (
        group
        for group in plan.calendar.groups(measure.every)
        if group.fiscal_year == year.fiscal_year and group.number == number + 1
    )
    return next(of_year, None)


def _measure(plan: Plan, filed: Achievability) -> Measure | None:
    design = plan.design
    card = None if design is None else design.scorecards.get(filed.position)
    measures = () if card is None else card.measures
    return next((each for each in measures if each.key == filed.measure), None)
