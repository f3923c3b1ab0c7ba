"""The edit that takes a whole template into a plan, as a branch of its tree."""

from __future__ import annotations

from dataclasses import replace

from immutables import Map

from models.calendar import Calendar
from models.changes import Edited, edited
from models.edits.kpis import fresh_key_among
from models.edits.lookup import kpi_of
from models.edits.organisation import put_function
from models.edits.rekey import rekeyed_kpi
from models.keys import FunctionKey, KpiKey
from models.kpi import Kpi
from models.plan import Plan
from workbench.catalogue.growing import grown, roles_taken
from workbench.catalogue.rows import function_in_plan
from workbench.catalogue.templates import template_plan
from workbench.language import Language


def insert_template(
    plan: Plan, key: str, *, parent: KpiKey | None, language: Language, at: int | None = None
) -> Edited:
    """Add a template as a branch, its first KPI under ``parent`` where given.

    Nothing that the plan has is used for it or changed by it: a key that is taken gets a
    number. Functions that the plan lacks come along. Its figures come along where the periods
    of the plan are as long as its own, each for its time of the year; else its drivers wait
    for figures, since a rate of a month is none of a quarter.

    Args:
        plan: the plan.
        key: of the template.
        parent: the KPI whose formula takes it in; None makes it a root.
        language: of its words.
        at: its place among the siblings it gets; None: the last.

    Raises:
        KeyError: there is no such template.
        EditError: NO_SUCH_ROW for the parent; SYNTAX where its formula is none or grows too
            long.
        OSError: a file of the catalogue cannot be read.
        CatalogueError: a file of the catalogue is wrong.
    """
    if parent is not None:
        kpi_of(plan, parent)
    template = template_plan(key, language)
    after = plan
    functions: dict[FunctionKey, FunctionKey] = {}
    for function in template.functions.values():
        there = function_in_plan(plan, function.key)
        if there is None:
            after, _ = put_function(after, function)
        functions[function.key] = there or function.key
    taken = set(plan.kpis)
    keys: dict[KpiKey, KpiKey] = {}
    for name in template.kpis:
        keys[name] = KpiKey(fresh_key_among(taken, name.replace("_", " "), "kpi"))
        taken.add(keys[name])
    renamed = {old: new for old, new in keys.items() if old != new}
    roles = roles_taken(plan)
    rows: list[Kpi] = []
    for kpi in template.kpis.values():
        row = _fitted(rekeyed_kpi(kpi, renamed), template.calendar, plan, functions)
        rows.append(replace(row, role=None) if row.role in roles else row)
    return edited(plan, grown(after, rows, parent, at))


def _fitted(
    kpi: Kpi, calendar: Calendar, plan: Plan, functions: dict[FunctionKey, FunctionKey]
) -> Kpi:
    same = calendar.period is plan.calendar.period
    shares = {functions[each]: share for each, share in kpi.responsibility.items()}
    return replace(
        kpi,
        values=_at_their_season(kpi.values, calendar, plan.calendar) if same else (),
        history=kpi.history if same else (),
        responsibility=Map(shares),
    )


def _at_their_season(
    values: tuple[float | None, ...], own: Calendar, there: Calendar
) -> tuple[float | None, ...]:
    """Return figures of one year for all periods of another calendar, by the time of the year."""
    if not values:
        return ()
    late = (there.first_month.ordinal - own.first_month.ordinal) // own.period.months
    return tuple(values[(late + index) % len(values)] for index in range(there.count))
