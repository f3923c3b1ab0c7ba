"""Edits that copy KPIs: beside themselves, and out of another plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from immutables import Map

from models.calendar import Calendar
from models.changes import Edited, edited
from models.edits.kpis import fresh_key_among
from models.edits.lookup import kpi_of, topmost
from models.edits.operands import checked, refuse_cycle, with_operand
from models.edits.rekey import rekeyed_kpi
from models.formula import references
from models.keys import FunctionKey, KpiKey, ScenarioKey
from models.kpi import Kpi
from models.plan import Plan
from models.scenario import Override
from models.table import Table
from models.tree import kpi_tree

Figures = tuple[float | None, ...]
Renamed = Mapping[KpiKey, KpiKey]


def duplicate_branches(plan: Plan, keys: Iterable[KpiKey]) -> Edited:
    """Copy KPIs with everything at home below them, and what scenarios say of them.

    Each copy stands beside its original; the copies read each other where they can. Roles
    stay with the originals.

    Raises:
        EditError: NO_SUCH_ROW; SYNTAX where a formula above is none or grows too long.
    """
    tops = topmost(plan, keys)
    tree = kpi_tree(plan.kpis)
    titles = _free_names(plan, (plan.kpis[key].name for key in tops), always=True)
    titled = dict(zip(tops, titles, strict=True))
    branches = {key: tree.branch(key) for key in tops}
    wanted = [plan.kpis[one] for key in tops for one in branches[key]]
    renamed = _fresh_keys(plan, wanted, titled)
    rows: list[Kpi] = []
    for kpi in plan.kpis.values():
        rows.append(kpi)
        for one in branches.get(kpi.key, ()):
            copy = replace(rekeyed_kpi(plan.kpis[one], renamed), role=None)
            if references(plan.kpis[one].formula).all:
                checked(copy.key, copy.formula)
            rows.append(replace(copy, name=titled.get(one, copy.name)))
    kpis = Table[KpiKey, Kpi](rows)
    for key in tops:
        home = tree.home[key]
        if home is not None:
            kpis = with_operand(kpis, home, renamed[key])
    for fresh in renamed.values():
        refuse_cycle(kpis, fresh)
    overrides = {key: each.overrides for key, each in plan.scenarios.items()}
    return edited(plan, _with_overrides(replace(plan, kpis=kpis), overrides, renamed))


def graft(plan: Plan, copied: Plan, parent: KpiKey | None = None) -> Edited:
    """Add every KPI of another plan, such as one with the branch that was copied from here.

    Keys that are taken become others, in its formulas too. A role that is taken, and functions
    and members that this plan has not, are left out; so are figures of a calendar that does
    not fit. Scenarios of the same key say the same of the new KPIs.

    Args:
        plan: the plan.
        copied: the plan with the KPIs to add.
        parent: the KPI below which its roots stand, after what is there; None: at the top.

    Raises:
        EditError: NO_SUCH_ROW for ``parent``; SYNTAX where its formula is none or grows too
            long; CYCLE where a new KPI names what depends on ``parent``.
    """
    if parent is not None:
        kpi_of(plan, parent)
    tops = kpi_tree(copied.kpis).roots
    titles = _free_names(plan, (copied.kpis[key].name for key in tops), always=False)
    titled = dict(zip(tops, titles, strict=True))
    renamed = _fresh_keys(plan, copied.kpis.values(), {}, keep=True)
    roles = {kpi.role for kpi in plan.kpis.values()}
    steps = _steps_between(copied.calendar, plan.calendar)
    rows = list(plan.kpis.values())
    for kpi in copied.kpis.values():
        row = rekeyed_kpi(kpi, renamed)
        if references(kpi.formula).all:
            checked(row.key, row.formula)
        row = _fitting(plan, replace(row, name=titled.get(kpi.key, kpi.name)), renamed)
        rows.append(
            replace(
                row,
                role=None if kpi.role in roles else kpi.role,
                values=_shifted(kpi.values, steps, plan.calendar),
                history=kpi.history if steps == 0 else (),
            )
        )
    kpis = Table[KpiKey, Kpi](rows)
    if parent is not None:
        for key in tops:
            kpis = with_operand(kpis, parent, renamed[key])
    for fresh in renamed.values():
        refuse_cycle(kpis, fresh)
    overrides = {
        key: Map(
            {
                one: Override(
                    _shifted(each.values, steps, plan.calendar),
                    _shifted(each.factors, steps, plan.calendar),
                )
                for one, each in scenario.overrides.items()
            }
        )
        for key, scenario in copied.scenarios.items()
    }
    return edited(plan, _with_overrides(replace(plan, kpis=kpis), overrides, renamed))


def _fresh_keys(
    plan: Plan, rows: Iterable[Kpi], titled: Mapping[KpiKey, str], *, keep: bool = False
) -> Renamed:
    """Return a key for the copy of each row; ``keep``: its own where nobody has it."""
    taken: set[str] = set(plan.kpis)
    renamed: dict[KpiKey, KpiKey] = {}
    for kpi in rows:
        free = keep and kpi.key not in taken
        words = titled.get(kpi.key, kpi.name or kpi.key)
        fresh = kpi.key if free else KpiKey(fresh_key_among(taken, words, "kpi"))
        renamed[kpi.key] = fresh
        taken.add(fresh)
    return renamed


def _free_names(plan: Plan, wanted: Iterable[str], *, always: bool) -> list[str]:
    """Return names with a number behind them; ``always``, or only where they are taken."""
    taken = {kpi.name for kpi in plan.kpis.values()}
    names: list[str] = []
    for name in wanted:
        free, number = name, 2
        while (always and free == name) or free in taken:
            free, number = f"{name} ({number})", number + 1
        names.append(free)
        taken.add(free)
    return names


def _fitting(plan: Plan, kpi: Kpi, renamed: Renamed) -> Kpi:
    """Return a KPI of another plan without what this one knows nothing of."""
    known: Map[FunctionKey, float] = Map(
        {key: share for key, share in kpi.responsibility.items() if key in plan.functions}
    )
    members = kpi.members
    for dimension, member in kpi.members.items():
        there = plan.dimensions.get(dimension)
        if there is None or all(each.key != member for each in there.members):
            members = members.delete(dimension)
    here = {*plan.kpis, *renamed.values()}
    return replace(
        kpi,
        responsibility=known,
        members=members,
        origin=kpi.origin if kpi.origin in here else None,
        weight_by=kpi.weight_by if kpi.weight_by in here else None,
    )


def _steps_between(one: Calendar, other: Calendar) -> int | None:
    """Return how many periods ``one`` starts after ``other``; None where they do not fit."""
    if one.period is not other.period:
        return None
    months = one.first_month.ordinal - other.first_month.ordinal
    steps, rest = divmod(months, one.period.months)
    return None if rest else steps


def _shifted(figures: Figures, steps: int | None, calendar: Calendar) -> Figures:
    """Return figures in the periods of another calendar; what lies outside is left out."""
    if steps is None or not any(each is not None for each in figures):
        return ()
    moved = (*(None,) * steps, *figures) if steps >= 0 else figures[-steps:]
    return moved[: calendar.count]


def _with_overrides(
    plan: Plan, overrides: Mapping[ScenarioKey, Map[KpiKey, Override]], renamed: Renamed
) -> Plan:
    """Return ``plan`` whose scenarios say of copies what ``overrides`` say of originals."""
    scenarios = plan.scenarios
    for scenario in plan.scenarios.values():
        said = overrides.get(scenario.key, Map[KpiKey, Override]())
        own = scenario.overrides
        for one, fresh in renamed.items():
            if one in said and said[one] != Override():
                own = own.set(fresh, said[one])
        if own is not scenario.overrides:
            scenarios = scenarios.replacing(replace(scenario, overrides=own))
    return replace(plan, scenarios=scenarios)
