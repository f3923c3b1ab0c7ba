"""Edits of a plan's own fields: name, currency, calendar, charges."""

from __future__ import annotations

from dataclasses import replace

from models.actuals import Actual
from models.calendar import Calendar
from models.changes import Edited, edited
from models.edits.lookup import finite, finite_or_none
from models.edits.timeline import Timeline, replayed
from models.kpi import Bounds, Kpi, TimeRule
from models.plan import Plan
from models.scenario import Lever, Override, Scenario


def rename_plan(plan: Plan, name: str) -> Edited:
    """Give the plan another name."""
    return edited(plan, replace(plan, name=name.strip()))


def set_note(plan: Plan, note: str) -> Edited:
    """Say what a reader should know about the plan."""
    return edited(plan, replace(plan, note=note))


def set_currency(plan: Plan, currency: str) -> Edited:
    """Count money in another currency; no figure is converted."""
    return edited(plan, replace(plan, currency=currency.strip().upper()))


def set_language(plan: Plan, language: str) -> Edited:
    """Say in which language the plan's own words are, "fr" or "en"."""
    return edited(plan, replace(plan, language=language))


def set_charges(plan: Plan, charges: float) -> Edited:
    """Set employer charges, as a rate on payouts.

    Raises:
        EditError: NOT_FINITE.
    """
    return edited(plan, replace(plan, charges=finite(charges)))


def set_ceiling(plan: Plan, ceiling: float | None) -> Edited:
    """Set what payouts with charges should not exceed; None: nobody said.

    Raises:
        EditError: NOT_FINITE.
    """
    return edited(plan, replace(plan, ceiling=finite_or_none(ceiling)))


def set_calendar(plan: Plan, calendar: Calendar) -> Edited:
    """Let the plan play at another time; typed figures stay with their months.

    Figures of drivers that fall before the new start become history, and come back from
    there; figures after the new end are kept and count for nothing until the calendar
    reaches them. Where the length of a period changes, figures are added up, shared out,
    averaged or repeated by the time rule of the KPI.
    """
    old = plan.calendar
    if calendar == old:
        return edited(plan, plan)
    before = Timeline(old.first_month.ordinal, old.period.months)
    after = Timeline(calendar.first_month.ordinal, calendar.period.months)
    rules = {kpi.key: kpi.time for kpi in plan.kpis.values()}

    def kpi_moved(kpi: Kpi) -> Kpi:
        history, values = replayed(kpi.history, kpi.values, before, after, kpi.time)
        bounds = kpi.bounds
        if bounds.locked_periods:
            bounds = replace(bounds, locked_periods=_periods_moved(bounds, before, after))
        return replace(kpi, history=history, values=values, bounds=bounds)

    def actual_moved(actual: Actual) -> Actual:
        rule = rules.get(actual.key, TimeRule.SUM)
        _, values = replayed((), actual.values, before, after, rule)
        return replace(actual, values=values)

    def scenario_moved(scenario: Scenario) -> Scenario:
        overrides = scenario.overrides
        for key, override in scenario.overrides.items():
            rule = rules.get(key, TimeRule.MEAN)
            _, values = replayed((), override.values, before, after, rule)
            _, factors = replayed((), override.factors, before, after, TimeRule.MEAN)
            overrides = overrides.set(key, Override(values, factors))
        return replace(scenario, overrides=overrides)

    def lever_moved(lever: Lever) -> Lever:
        start = before.start + lever.start * before.step - after.start
        return replace(lever, start=max(0, -(-start // after.step)))

    return edited(
        plan,
        replace(
            plan,
            calendar=calendar,
            kpis=plan.kpis.mapping(kpi_moved),
            scenarios=plan.scenarios.mapping(scenario_moved),
            levers=plan.levers.mapping(lever_moved),
            actuals=plan.actuals.mapping(actual_moved),
        ),
    )


def _periods_moved(bounds: Bounds, before: Timeline, after: Timeline) -> tuple[int, ...]:
    """Return the periods that lie wholly in periods that were locked."""
    months = {
        before.start + period * before.step + month
        for period in bounds.locked_periods
        for month in range(before.step)
    }
    starts = {(month - after.start) // after.step for month in months}
    return tuple(
        period
        for period in sorted(starts)
        if period >= 0
        and all(after.start + period * after.step + month in months for month in range(after.step))
    )
