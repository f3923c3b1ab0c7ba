"""The drivers behind a figure, strongest first, as rows of its explanation."""

from __future__ import annotations

import math
from typing import Final

from models.calendar import Group
from models.keys import FunctionKey
from models.plan import Plan
from workbench.analysis.explain.lines import Explanation, KpiSubject, When
from workbench.analysis.movers import Mover, movers
from workbench.engine.values import Values
from workbench.explain_rows import Row, Section
from workbench.language import Language, shows_a_digit
from workbench.mover_words import effect_words

_MOST: Final = 12
"""How many are listed: the rest hardly moves it."""


def drivers_behind(
    plan: Plan, values: Values, found: Explanation, language: Language
) -> Section | None:
    """Return what one percent more of each driver does to a figure; None where nothing does.

    Args:
        plan: the plan.
        values: of all its KPIs.
        found: the explanation of the figure.
        language: of the words.
    """
    subject = found.subject
    if not isinstance(subject, KpiSubject) or subject.key not in plan.kpis:
        return None
    group = _group(plan, subject.when)
    if not found.formula or not group.periods or not math.isfinite(found.line.figure):
        return None
    strongest = movers(plan, values, subject.key, found.scenario, group, limit=_MOST)
    rows = [_row(plan, subject, mover, language) for mover in strongest]
    # What would be written as 0.00 moves nothing that anybody is paid for.
    seen = tuple(row for row in rows if shows_a_digit(row.figure))
    title = language.text("Drivers behind it (effect of +1 %)")
    return Section(title, seen) if seen else None


def _row(plan: Plan, subject: KpiSubject, mover: Mover, language: Language) -> Row:
    kpi = plan.kpis[subject.key]
    return Row(
        depth=0,
        sign="",
        words=plan.kpis[mover.driver].name,
        note=_function(plan, mover.function),
        figure=effect_words(mover.effect, kpi, plan.currency, language),
        subject=KpiSubject(mover.driver, subject.when),
        value=mover.effect,
    )


def _function(plan: Plan, key: FunctionKey | None) -> str:
    function = None if key is None else plan.functions.get(key)
    return "" if function is None else function.name


def _group(plan: Plan, when: When) -> Group:
    """Return what a figure is read for as a group, also where it is one period."""
    if isinstance(when, Group):
        return when
    calendar = plan.calendar
    for group in calendar.groups(calendar.period):
        if group.periods == (when,):
            return group
    first = calendar.period_start(when)
    return Group(calendar.period, first, (when,), complete=True, number=1, fiscal_year=first.year)
