"""What differs between two plans, and why an edit is refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeVar

from models.keys import (
    CurveKey,
    DesignKey,
    DimensionKey,
    FunctionKey,
    KpiKey,
    LeverKey,
    ObjectiveKey,
    PersonKey,
    PositionKey,
    ScenarioKey,
)
from models.plan import Plan
from models.table import Keyed, Table

K = TypeVar("K", bound=str)
V = TypeVar("V", bound=Keyed)


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between two plans.

    Each set of keys names the rows that were added, removed or are no longer equal.

    Attributes:
        formulas: the KPIs that were added or removed, or whose formula differs.
        reordered: the tables ("kpis") whose order of keys differs.
        settings: the plain fields of the plan ("calendar", "charges") that differ.
    """

    kpis: frozenset[KpiKey] = frozenset()
    functions: frozenset[FunctionKey] = frozenset()
    positions: frozenset[PositionKey] = frozenset()
    people: frozenset[PersonKey] = frozenset()
    objectives: frozenset[ObjectiveKey] = frozenset()
    designs: frozenset[DesignKey] = frozenset()
    scenarios: frozenset[ScenarioKey] = frozenset()
    levers: frozenset[LeverKey] = frozenset()
    dimensions: frozenset[DimensionKey] = frozenset()
    actuals: frozenset[KpiKey] = frozenset()
    curves: frozenset[CurveKey] = frozenset()
    formulas: frozenset[KpiKey] = frozenset()
    reordered: frozenset[str] = frozenset()
    settings: frozenset[str] = frozenset()

    @property
    def structure(self) -> bool:
        """Whether formulas, KPI keys, their order or the calendar differ."""
        return bool(self.formulas) or "kpis" in self.reordered or "calendar" in self.settings

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return self == _NONE


_NONE: Final = Changes()


class EditFault(StrEnum):
    """Why an edit is refused."""

    NO_SUCH_ROW = "no_such_row"
    NO_SUCH_PERIOD = "no_such_period"
    DUPLICATE_KEY = "duplicate_key"
    INVALID_KEY = "invalid_key"
    SYNTAX = "syntax"
    CYCLE = "cycle"
    STILL_NAMED = "still_named"
    NOT_FINITE = "not_finite"
    NO_MEMBERS = "no_members"
    SHARES_SUM = "shares_sum"
    SPLIT_ALREADY = "split_already"
    SPLIT_WITHOUT_WEIGHT = "split_without_weight"
    NOT_TO_SPLIT = "not_to_split"
    NOT_TO_ROLL_UP = "not_to_roll_up"
    NOT_TO_SPREAD = "not_to_spread"
    WRONG_STAGE = "wrong_stage"
    NAME_NEEDED = "name_needed"
    REASON_NEEDED = "reason_needed"
    NO_STATEMENT = "no_statement"
    NOTHING_TO_AGREE = "nothing_to_agree"
    WEIGHTS_NOT_WHOLE = "weights_not_whole"
    NOT_PAYABLE = "not_payable"


class EditError(Exception):
    """An edit that is refused; the plan stays as it was.

    Attributes:
        fault: why.
        details: what the sentence about it needs. By fault: ``table`` and ``key``
            (NO_SUCH_ROW, DUPLICATE_KEY, INVALID_KEY); ``period`` (NO_SUCH_PERIOD); ``kpi``,
            ``text`` and ``error``, a FormulaError (SYNTAX); ``path``, KPI keys from one back
            to itself (CYCLE); ``table``, ``key`` and ``places``, a tuple of
            :class:`models.places.Place` (STILL_NAMED); nothing (NOT_FINITE); ``key`` of a
            dimension (NO_MEMBERS) and ``sum`` (SHARES_SUM); ``dimension`` and ``key`` of a KPI
            (SPLIT_ALREADY, SPLIT_WITHOUT_WEIGHT); ``key`` of a KPI, ``why``, a
            :class:`models.edits.parting.SplitFault`, and ``part``, the text of the part of its
            formula (NOT_TO_SPLIT); ``key`` of a KPI, ``why``, a
            :class:`models.edits.rollups.RollupFault`, and ``count`` of what is below it
            (NOT_TO_ROLL_UP); ``key`` of a position and ``why``, a
            :class:`models.edits.weights.SpreadFault` (NOT_TO_SPREAD); ``stage`` and ``wanted``,
            each a :class:`models.life.Stage` (WRONG_STAGE); nothing (NAME_NEEDED,
            REASON_NEEDED, NOTHING_TO_AGREE); ``key`` of a person (NO_STATEMENT); keys of a
            ``design`` and ``position``, and ``sum`` (WEIGHTS_NOT_WHOLE); ``cause``, a
            :class:`workbench.pay.reasons.NoPayout` (NOT_PAYABLE, which the workbench raises).
    """

    def __init__(self, fault: EditFault, details: Mapping[str, object]) -> None:
        """Describe the refusal."""
        super().__init__(f"{fault}: {dict(details)}")
        self.fault = fault
        self.details = details


Edited = tuple[Plan, Changes]
"""What an edit returns: the new plan, and what differs."""


def diff(before: Plan, after: Plan) -> Changes:
    """Return what differs between two plans. Tables they share cost nothing."""
    if before is after:
        return _NONE
    kpis = _differing(before.kpis, after.kpis)
    return Changes(
        kpis=kpis,
        functions=_differing(before.functions, after.functions),
        positions=_differing(before.positions, after.positions),
        people=_differing(before.people, after.people),
        objectives=_differing(before.objectives, after.objectives),
        designs=_differing(before.designs, after.designs),
        scenarios=_differing(before.scenarios, after.scenarios),
        levers=_differing(before.levers, after.levers),
        dimensions=_differing(before.dimensions, after.dimensions),
        actuals=_differing(before.actuals, after.actuals),
        curves=_differing(before.curves, after.curves),
        formulas=_formulas(before, after, kpis),
        reordered=_reordered(before, after),
        settings=_settings(before, after),
    )


def diff_within(before: Plan, after: Plan, *known: Changes) -> Changes:
    """Return what :func:`diff` would, for plans that differ in what ``known`` names at most.

    That is so for the changes of the edits that lead from one to the other. Costs no walk over
    rows that none of them names.
    """
    kpis = _still(before.kpis, after.kpis, [each.kpis for each in known])
    return Changes(
        kpis=kpis,
        functions=_still(before.functions, after.functions, [each.functions for each in known]),
        positions=_still(before.positions, after.positions, [each.positions for each in known]),
        people=_still(before.people, after.people, [each.people for each in known]),
        objectives=_still(before.objectives, after.objectives, [each.objectives for each in known]),
        designs=_still(before.designs, after.designs, [each.designs for each in known]),
        scenarios=_still(before.scenarios, after.scenarios, [each.scenarios for each in known]),
        levers=_still(before.levers, after.levers, [each.levers for each in known]),
        dimensions=_still(before.dimensions, after.dimensions, [each.dimensions for each in known]),
        actuals=_still(before.actuals, after.actuals, [each.actuals for each in known]),
        curves=_still(before.curves, after.curves, [each.curves for each in known]),
        formulas=_formulas(before, after, kpis),
        reordered=_reordered(before, after),
        settings=_settings(before, after),
    )


def _reordered(before: Plan, after: Plan) -> frozenset[str]:
    pairs: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
        "kpis": (before.kpis.order, after.kpis.order),
        "functions": (before.functions.order, after.functions.order),
        "positions": (before.positions.order, after.positions.order),
        "people": (before.people.order, after.people.order),
        "objectives": (before.objectives.order, after.objectives.order),
        "designs": (before.designs.order, after.designs.order),
        "scenarios": (before.scenarios.order, after.scenarios.order),
        "levers": (before.levers.order, after.levers.order),
        "dimensions": (before.dimensions.order, after.dimensions.order),
        "actuals": (before.actuals.order, after.actuals.order),
        "curves": (before.curves.order, after.curves.order),
    }
    return frozenset(table for table, (old, new) in pairs.items() if old is not new and old != new)


def _settings(before: Plan, after: Plan) -> frozenset[str]:
    settings: dict[str, tuple[object, object]] = {
        "name": (before.name, after.name),
        "calendar": (before.calendar, after.calendar),
        "currency": (before.currency, after.currency),
        "language": (before.language, after.language),
        "note": (before.note, after.note),
        "current_design": (before.current_design, after.current_design),
        "charges": (before.charges, after.charges),
        "ceiling": (before.ceiling, after.ceiling),
        "correlations": (before.correlations, after.correlations),
        "life": (before.life, after.life),
    }
    return frozenset(name for name, (old, new) in settings.items() if old != new)


def edited(before: Plan, after: Plan) -> Edited:
    """Return ``after`` and what differs, or ``before`` itself where nothing does."""
    changes = diff(before, after)
    return (before if changes.is_empty else after), changes


def diff_of_rows(
    before: Plan,
    after: Plan,
    *,
    kpis: Iterable[KpiKey] = (),
    scenarios: Iterable[ScenarioKey] = (),
) -> Changes:
    """Return what :func:`diff` would, for plans that can differ in these rows only.

    The tables must hold the same keys in the same order. Costs no walk over all rows.
    """
    changed = frozenset(key for key in kpis if before.kpis[key] != after.kpis[key])
    return Changes(
        kpis=changed,
        scenarios=frozenset(
            key for key in scenarios if before.scenarios[key] != after.scenarios[key]
        ),
        formulas=_formulas(before, after, changed),
    )


def _differing(before: Table[K, V], after: Table[K, V]) -> frozenset[K]:
    if before is after:
        return frozenset()
    unlike = before.unlike(after)
    changed = [key for key in unlike.replaced if before[key] != after[key]]
    return unlike.gone.union(unlike.added, changed)


def _still(before: Table[K, V], after: Table[K, V], named: Iterable[frozenset[K]]) -> frozenset[K]:
    """Return which of the rows that are ``named`` differ."""
    if before is after:
        return frozenset()
    keys = frozenset[K]().union(*named)
    return frozenset(key for key in keys if before.get(key) != after.get(key))


def _formulas(before: Plan, after: Plan, kpis: Iterable[KpiKey]) -> frozenset[KpiKey]:
    changed: list[KpiKey] = []
    for key in kpis:
        old, new = before.kpis.get(key), after.kpis.get(key)
        if old is None or new is None or old.formula != new.formula:
            changed.append(key)
    return frozenset(changed)
