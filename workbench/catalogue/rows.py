"""Rows of a plan made of entries of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping

from immutables import Map

from models.formula import substituted
from models.keys import FunctionKey, KpiKey
from models.kpi import Kpi, TimeRule, UnitKind
from models.organisation import Function, FunctionRole
from models.plan import Plan
from workbench.catalogue.entries import Entry, Words
from workbench.catalogue.reading import catalogue
from workbench.language import Language

_ROLES = {"marketing": FunctionRole.MARKETING, "sales": FunctionRole.SALES}


def row_of_entry(
    entry: Entry,
    plan: Plan,
    language: Language,
    keys: Mapping[str, KpiKey],
    *,
    worked_out: bool,
) -> Kpi:
    """Return ``entry`` as a KPI that fits into ``plan``, without figures.

    It is answered for by the function that usually does, where the plan has that function.

    Args:
        entry: the entry.
        plan: where it is to stand.
        language: of its words.
        keys: what the KPIs of the catalogue are called in the plan, the entry's own among
            them.
        worked_out: whether it takes its formula over; all that the formula names is in ``keys``.
    """
    time, weight = fitting_rule(entry, keys, worked_out=worked_out)
    function = function_in_plan(plan, entry.function)
    shares: dict[FunctionKey, float] = {}
    if function is not None and not worked_out:
        shares[function] = 1.0
    return Kpi(
        key=keys[entry.key],
        name=entry.name.of(language),
        unit=entry.unit.of(language),
        sense=entry.sense,
        formula=substituted(entry.formula, keys) if worked_out else "",
        time=time,
        weight_by=weight,
        responsibility=Map(shares),
        cost=entry.cost,
        role=entry.role,
        nature=entry.nature,
        definition=entry.definition.of(language),
    )


def fitting_rule(
    entry: Entry, keys: Mapping[str, KpiKey], *, worked_out: bool
) -> tuple[TimeRule, KpiKey | None]:
    """Return the time rule of ``entry`` and its weight, as far as they fit.

    A driver has no formula to group by, and a mean stands in for a weight that is not there.
    """
    if entry.time is TimeRule.WEIGHTED:
        weight = keys.get(entry.weight_by)
        return (TimeRule.MEAN, None) if weight is None else (TimeRule.WEIGHTED, weight)
    if entry.time is TimeRule.FORMULA and not worked_out:
        return entry.unit.kind.time_rule, None
    return entry.time, None


def function_in_plan(plan: Plan, function: FunctionKey) -> FunctionKey | None:
    """Return what ``plan`` calls a function of the catalogue, None where it has none like it."""
    if function in plan.functions:
        return function
    role = _ROLES.get(function)
    names = _spellings(catalogue().functions[function])
    for there in plan.functions.values():
        if there.role is role or there.name.casefold() in names:
            return there.key
    return None


def function_row(function: FunctionKey, language: Language) -> Function:
    """Return a function of the catalogue as a row of a plan."""
    name = catalogue().functions[function].of(language)
    return Function(function, name, _ROLES.get(function, FunctionRole.OTHER))


def entries_in_plan(plan: Plan) -> dict[KpiKey, KpiKey]:
    """Return which entries a plan has, each with the key of the KPI that it is there.

    It is told by its key or else its name, in either language; a KPI that counts something
    else, people where the entry counts shares, is another one.
    """
    named: dict[tuple[str, UnitKind], KpiKey] = {}
    for kpi in plan.kpis.values():
        named.setdefault((kpi.name.casefold(), kpi.unit.kind), kpi.key)
    found: dict[KpiKey, KpiKey] = {}
    for entry in catalogue().entries.values():
        kind = entry.unit.kind
        there = plan.kpis.get(entry.key)
        if there is not None and there.unit.kind is kind:
            found[entry.key] = there.key
            continue
        spellings = ((name, kind) for name in _spellings(entry.name))
        key = next((named[each] for each in spellings if each in named), None)
        if key is not None:
            found[entry.key] = key
    return found


def _spellings(words: Words) -> tuple[str, str]:
    return words.en.casefold(), words.fr.casefold()
