"""Problems of what describes a KPI: its key, time rule, responsibility and role."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from models.checks.bounds import FREE, bounds_problems
from models.checks.problem import Problem, ProblemCode, Severity
from models.formula import is_valid_key
from models.formula_parser import FormulaError, parse
from models.formula_tree import TIME_FUNCTIONS, Call, walk
from models.keys import KpiKey
from models.kpi import Kpi, KpiRole, TimeRule
from models.places import Place
from models.plan import Plan
from models.tree import kpi_tree

TOLERANCE: Final = 1e-9
"""How far from 1 shares and weights may sum."""
_OF_PERIODS: Final = TIME_FUNCTIONS - {"prev"}


def kpi_problems(plan: Plan) -> Iterator[Problem]:
    """Yield what is wrong with each KPI besides its formula and figures, in plan order."""
    roles: dict[KpiRole, KpiKey] = {}
    for key, kpi in plan.kpis.items():
        if not is_valid_key(key):
            yield Problem(ProblemCode.INVALID_KEY, Severity.ERROR, Place("kpis", key, "key"))
        if kpi.time is TimeRule.WEIGHTED or kpi.time is TimeRule.FORMULA:
            yield from _time_rule(plan, kpi)
        if kpi.responsibility:
            yield from _responsibility(plan, kpi)
        if kpi.bounds is not FREE:
            yield from bounds_problems(kpi)
        if kpi.role is not None:
            first = roles.setdefault(kpi.role, key)
            if first != key:
                details = {"role": kpi.role, "first": first}
                place = Place("kpis", key, "role")
                yield Problem(ProblemCode.ROLE_TWICE, Severity.WARNING, place, details)
    yield from _unanswered(plan)


def _time_rule(plan: Plan, kpi: Kpi) -> Iterator[Problem]:
    key = kpi.key
    if kpi.time is TimeRule.WEIGHTED:
        place = Place("kpis", key, "weight_by")
        if kpi.weight_by is None:
            yield Problem(ProblemCode.TIME_WEIGHT_MISSING, Severity.ERROR, place)
        elif kpi.weight_by not in plan.kpis:
            details = {"key": kpi.weight_by}
            yield Problem(ProblemCode.UNKNOWN_KPI, Severity.ERROR, place, details)
        return
    place = Place("kpis", key, "time")
    if kpi.is_driver:
        yield Problem(ProblemCode.TIME_RULE_WITHOUT_FORMULA, Severity.ERROR, place)
        return
    function = _time_function(kpi.formula)
    if function:
        details = {"function": function}
        yield Problem(ProblemCode.TIME_RULE_READS_TIME, Severity.ERROR, place, details)


def _time_function(text: str) -> str:
    """Return the first function in a formula that no group of periods has; "" where none is.

    ``prev`` has one: over a group it is the end of the group before.
    """
    try:
        node = parse(text)
    except FormulaError:
        return ""
    calls = (part.function for part in walk(node) if isinstance(part, Call))
    return next((function for function in calls if function in _OF_PERIODS), "")


def _responsibility(plan: Plan, kpi: Kpi) -> Iterator[Problem]:
    shares = kpi.responsibility
    total = sum(shares.values())
    if abs(total - 1.0) > TOLERANCE:
        place = Place("kpis", kpi.key, "responsibility")
        code = ProblemCode.RESPONSIBILITY_SUM
        yield Problem(code, Severity.ERROR, place, {"sum": total})
    known = plan.functions
    strange = [key for key, share in shares.items() if share < 0 or key not in known]
    for function in sorted(strange):
        place = Place("kpis", kpi.key, f"responsibility/{function}")
        if function not in known:
            details: dict[str, object] = {"key": function}
            yield Problem(ProblemCode.UNKNOWN_FUNCTION, Severity.ERROR, place, details)
        if shares[function] < 0:
            details = {"function": function}
            yield Problem(ProblemCode.RESPONSIBILITY_NEGATIVE, Severity.ERROR, place, details)


def _unanswered(plan: Plan) -> Iterator[Problem]:
    """Yield one hint for all drivers that nobody answers for, where others have somebody."""
    used_by = kpi_tree(plan.kpis).used_by
    nobody = tuple(
        key
        for key, kpi in plan.kpis.items()
        if not kpi.formula and not kpi.responsibility and key in used_by
    )
    if nobody and any(kpi.responsibility for kpi in plan.kpis.values()):
        place = Place("kpis", nobody[0], "responsibility")
        yield Problem(ProblemCode.NOBODY_ANSWERS, Severity.HINT, place, {"kpis": nobody})
