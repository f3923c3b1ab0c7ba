"""Edits that take KPIs, objectives and whole templates from the catalogue into a plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from models.changes import Edited, edited
from models.edits.kpis import fresh_key_among, set_formula
from models.edits.lookup import kpi_of
from models.edits.operands import with_operand
from models.edits.organisation import fresh_objective_key, put_objective
from models.formula import references
from models.keys import KpiKey, ObjectiveKey
from models.kpi import Kpi
from models.organisation import Grade, Objective
from models.plan import Plan
from models.tree import kpi_tree
from workbench.catalogue.entries import Entry
from workbench.catalogue.growing import grown, roles_taken
from workbench.catalogue.reading import catalogue
from workbench.catalogue.rows import entries_in_plan, row_of_entry
from workbench.language import Language


def insert_from_catalogue(
    plan: Plan,
    keys: Sequence[KpiKey],
    *,
    parent: KpiKey | None,
    language: Language,
    with_drivers: bool = False,
    reuse: bool = True,
    at: int | None = None,
) -> Edited:
    """Add KPIs of the catalogue, under ``parent`` where given, as ``add_kpi`` does.

    Each keeps its formula where all that the formula names is in the plan or comes along;
    else it is a driver. New drivers have no figures.

    Args:
        plan: the plan.
        keys: of the entries, in the order in which they are to stand.
        parent: the KPI whose formula takes them in; None makes them roots.
        language: of their words.
        with_drivers: whether everything that a formula needs comes along.
        reuse: whether what the plan has already is used instead of a second one. What
            stands above ``parent`` is never used below it: that would be a cycle.
        at: the place of the first among the siblings it gets; None: the last.

    Raises:
        KeyError: the catalogue has no such entry.
        EditError: NO_SUCH_ROW for the parent; SYNTAX where its formula is none or grows too
            long; CYCLE.
        OSError: a file of the catalogue cannot be read.
        CatalogueError: a file of the catalogue is wrong.
    """
    if parent is not None:
        kpi_of(plan, parent)
    after = plan
    wish = _Wish(parent, language, with_drivers=with_drivers)
    for number, key in enumerate(keys):
        place = None if at is None else at + number
        entry = catalogue().entries[key]
        known = _usable(after, parent) if reuse else {}
        found = known.pop(key, None)
        if found is None:
            after = _adding(after, entry, known, wish, place)
        elif parent is not None:
            text = with_operand(after.kpis, parent, found)[parent].formula
            after, _ = set_formula(after, parent, text)
    return edited(plan, after)


def insert_goal(plan: Plan, key: ObjectiveKey, *, language: Language) -> Edited:
    """Add an objective of the catalogue to the organisation; one of that name stays alone.

    Raises:
        KeyError: the catalogue has no such objective.
        OSError: a file of the catalogue cannot be read.
        CatalogueError: a file of the catalogue is wrong.
    """
    goal = catalogue().goals[key]
    name = goal.name.of(language)
    if any(there.name == name for there in plan.objectives.values()):
        return edited(plan, plan)
    objective = Objective(
        fresh_objective_key(plan, goal.key.replace("_", " ")),
        name,
        statement=goal.statement.of(language),
        scale=tuple(Grade(each.rating, each.words.of(language)) for each in goal.scale),
        evidence=goal.evidence.of(language),
        rater=goal.rater.of(language),
        nature=goal.nature,
    )
    return put_objective(plan, objective)


def first_new_kpi(before: Plan, after: Plan) -> KpiKey | None:
    """Return the KPI that an insertion was about: the first that was not there before it."""
    return next((key for key in after.kpis if key not in before.kpis), None)


def needed_by(key: KpiKey) -> tuple[KpiKey, ...]:
    """Return what an entry needs to be worked out, itself first, then what each formula names.

    Raises:
        KeyError: the catalogue has no such entry.
        OSError: a file of the catalogue cannot be read.
        CatalogueError: a file of the catalogue is wrong.
    """
    return tuple(entry.key for entry in _lacking(catalogue().entries[key], {}))


@dataclass(frozen=True, slots=True)
class _Wish:
    """How somebody wants entries inserted; see :func:`insert_from_catalogue`."""

    parent: KpiKey | None
    language: Language
    with_drivers: bool


def _adding(
    plan: Plan, entry: Entry, known: Mapping[KpiKey, KpiKey], wish: _Wish, at: int | None
) -> Plan:
    keys: dict[str, KpiKey] = {**known}
    new = list(_lacking(entry, keys)) if wish.with_drivers else [entry]
    taken = set(plan.kpis)
    for each in new:
        keys[each.key] = KpiKey(fresh_key_among(taken, each.key.replace("_", " "), "kpi"))
        taken.add(keys[each.key])
    roles = roles_taken(plan)
    rows: list[Kpi] = []
    for each in new:
        named = references(each.formula).all
        worked_out = bool(named) and all(name in keys for name in named)
        row = row_of_entry(each, plan, wish.language, keys, worked_out=worked_out)
        rows.append(replace(row, role=None) if row.role in roles else row)
    return grown(plan, rows, wish.parent, at)


def _usable(plan: Plan, parent: KpiKey | None) -> dict[KpiKey, KpiKey]:
    """Return what of the catalogue the plan has, and may be used below ``parent``."""
    above = _above(plan, parent)
    return {key: there for key, there in entries_in_plan(plan).items() if there not in above}


def _lacking(entry: Entry, keys: Mapping[str, KpiKey]) -> Iterator[Entry]:
    """Yield what the plan lacks to work ``entry`` out, nothing below what it has."""
    entries = catalogue().entries
    seen: set[KpiKey] = set()
    waiting = [entry.key]
    while waiting:
        key = waiting.pop()
        if key in seen or key in keys:
            continue
        seen.add(key)
        yield entries[key]
        named = references(entries[key].formula).all
        waiting.extend(KpiKey(name) for name in reversed(named))


def _above(plan: Plan, parent: KpiKey | None) -> frozenset[KpiKey]:
    """Return ``parent`` and every KPI that reads it, straight or through others."""
    if parent is None:
        return frozenset()
    used_by = kpi_tree(plan.kpis).used_by
    seen: set[KpiKey] = set()
    waiting = [parent]
    while waiting:
        key = waiting.pop()
        if key not in seen:
            seen.add(key)
            waiting.extend(used_by.get(key, ()))
    return frozenset(seen)
