"""Problems of typed figures: what is missing in drivers, and what counts for nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from models.checks.problem import Problem, ProblemCode, Severity
from models.formula import references
from models.formula_parser import FormulaError, parse
from models.formula_tree import Call, Name, Node, children
from models.keys import KpiKey
from models.kpi import Kpi
from models.places import Place, kpi_references
from models.plan import Plan


def figure_problems(plan: Plan) -> Iterator[Problem]:
    """Yield the drivers that lack figures, then what scenarios, levers and actuals say in vain."""
    yield from _missing(plan)
    for scenario in plan.scenarios.values():
        yield from _said_in_vain(plan, scenario.overrides, "scenarios", scenario.key, "overrides")
    for lever in plan.levers.values():
        yield from _said_in_vain(plan, lever.factors, "levers", lever.key, "factors")
        if lever.function is not None and lever.function not in plan.functions:
            place = Place("levers", lever.key, "function")
            details = {"key": lever.function}
            yield Problem(ProblemCode.UNKNOWN_FUNCTION, Severity.ERROR, place, details)
    for key in plan.actuals:
        if key not in plan.kpis:
            yield Problem(
                ProblemCode.UNKNOWN_KPI, Severity.ERROR, Place("actuals", key), {"key": key}
            )


def _said_in_vain(
    plan: Plan, entries: Mapping[KpiKey, object], table: str, key: str, field: str
) -> Iterator[Problem]:
    for named in sorted(entries):
        kpi = plan.kpis.get(named)
        if kpi is not None and kpi.is_driver:
            continue
        place = Place(table, key, f"{field}/{named}")
        if kpi is None:
            details: dict[str, object] = {"key": named}
            yield Problem(ProblemCode.UNKNOWN_KPI, Severity.ERROR, place, details)
        else:
            yield Problem(ProblemCode.OVERRIDE_IDLE, Severity.WARNING, place, {"kpi": named})


def _missing(plan: Plan) -> Iterator[Problem]:
    count = plan.calendar.count
    lacking = [
        kpi
        for kpi in plan.kpis.values()
        if not kpi.formula and (len(kpi.values) < count or None in kpi.values)
    ]
    if not lacking:
        return
    throughout, at_first = _needed(plan)
    for kpi in lacking:
        needed = count if kpi.key in throughout or kpi.key not in at_first else 1
        periods = tuple(index for index in range(needed) if _at(kpi, index) is None)
        if not periods:
            continue
        read = kpi.key in throughout or kpi.key in at_first or kpi.role is not None
        severity = Severity.ERROR if read else Severity.HINT
        place = Place("kpis", kpi.key, "values", period=periods[0])
        if len(periods) == count:
            yield Problem(ProblemCode.NO_VALUES, severity, place)
        else:
            yield Problem(ProblemCode.VALUES_MISSING, severity, place, {"periods": periods})


def _at(kpi: Kpi, period: int) -> float | None:
    return kpi.values[period] if period < len(kpi.values) else None


def _needed(plan: Plan) -> tuple[set[KpiKey], set[KpiKey]]:
    """Return the KPIs that are read in every period, and those read in the first alone.

    ``prev(x, opening)`` reads ``opening``, and all that it is worked out from, in the first
    period and never again.
    """
    kpis = plan.kpis
    reads = {key: _reads(kpi.formula) for key, kpi in kpis.items() if kpi.formula}
    at_first = _reached(
        {name for _, firsts in reads.values() for name in firsts},
        {key: (*always, *firsts) for key, (always, firsts) in reads.items()},
    )
    named = {key for key, place in kpi_references(plan) if place.table in {"kpis", "designs"}}
    starts = named | {key for key in reads if key not in at_first}
    always = {key: always for key, (always, _) in reads.items()}
    read = {name for key in starts for name in always.get(key, ())}
    return _reached(read | named, always), at_first


def _reached(starts: Iterable[KpiKey], reads: Mapping[KpiKey, tuple[KpiKey, ...]]) -> set[KpiKey]:
    found = set(starts)
    ahead = list(found)
    while ahead:
        for name in reads.get(ahead.pop(), ()):
            if name not in found:
                found.add(name)
                ahead.append(name)
    return found


def _reads(text: str) -> tuple[tuple[KpiKey, ...], tuple[KpiKey, ...]]:
    """Return what a formula names in every period, and in the first one alone."""
    if "prev" in text:
        return _split_reads(text)
    return tuple([KpiKey(name) for name in references(text).all]), ()


@lru_cache(maxsize=65_536)
def _split_reads(text: str) -> tuple[tuple[KpiKey, ...], tuple[KpiKey, ...]]:
    try:
        node = parse(text)
    except FormulaError:
        return (), ()
    always: dict[KpiKey, None] = {}
    firsts: dict[KpiKey, None] = {}
    _collect(node, always, firsts, first=False)
    return tuple(always), tuple(key for key in firsts if key not in always)


def _collect(
    node: Node, always: dict[KpiKey, None], firsts: dict[KpiKey, None], *, first: bool
) -> None:
    if isinstance(node, Name):
        (firsts if first else always)[KpiKey(node.key)] = None
    elif isinstance(node, Call) and node.function == "prev":
        _collect(node.arguments[0], always, firsts, first=first)
        _collect(node.arguments[1], always, firsts, first=True)
    else:
        for child in children(node):
            _collect(child, always, firsts, first=first)
