"""Problems of formulas: what cannot be read, names nobody, turns in a circle or mixes units."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from models.checks.problem import Problem, ProblemCode, Severity
from models.checks.units import mixed_units
from models.cycles import cycles
from models.formula import position_of, references
from models.formula_parser import FormulaError, parse
from models.formula_tree import COHORT_FUNCTIONS, Call, Name, Node, Number, walk
from models.keys import KpiKey
from models.kpi import Kpi
from models.places import Place
from models.plan import Plan

_READING_BACK: Final = COHORT_FUNCTIONS | {"lag"}


def formula_problems(plan: Plan) -> Iterator[Problem]:
    """Yield what is wrong with the formulas of a plan, KPI by KPI, then its cycles."""
    kpis = plan.kpis
    for key, kpi in kpis.items():
        text = kpi.formula
        if not text:
            continue
        named = references(text).all
        if not named:
            # Names nothing because it is all figures, or because it cannot be read.
            problem = _syntax(kpi)
            if problem is not None:
                yield problem
                continue
        for name in named:
            if name not in kpis:
                place = Place("kpis", key, "formula", position=position_of(text, name))
                yield Problem(ProblemCode.UNKNOWN_NAME, Severity.ERROR, place, {"name": name})
        if "lag" in text or any(function in text for function in COHORT_FUNCTIONS):
            yield from _without_history(plan, kpi)
        kinds = mixed_units(plan, kpi, named)
        if kinds is not None:
            place = Place("kpis", key, "formula")
            one, other = kinds
            details = {"one": one, "other": other}
            yield Problem(ProblemCode.UNITS_MIXED, Severity.HINT, place, details)
    for path in cycles(kpis):
        place = Place("kpis", path[0], "formula")
        yield Problem(ProblemCode.CYCLE, Severity.ERROR, place, {"path": path})


def _syntax(kpi: Kpi) -> Problem | None:
    try:
        parse(kpi.formula)
    except FormulaError as error:
        place = Place("kpis", kpi.key, "formula", position=error.position)
        details = {"fault": error.fault, "position": error.position, "detail": error.detail}
        return Problem(ProblemCode.SYNTAX, Severity.ERROR, place, details)
    return None


def _without_history(plan: Plan, kpi: Kpi) -> Iterator[Problem]:
    """Yield what a formula looks back to before the plan, where no figure is given."""
    for node in walk(parse(kpi.formula)):
        if not isinstance(node, Call) or node.function not in _READING_BACK:
            continue
        looked_at, *others = node.arguments
        name, given = _history(plan, looked_at)
        place = Place("kpis", kpi.key, "formula", position=position_of(kpi.formula, name))
        if node.function in COHORT_FUNCTIONS:
            # A cohort of the last age is through: a bank looks one period less far back.
            steps = len(others) - (1 if node.function == "spread" else 2)
            if given < steps:
                details: dict[str, object] = {"kpi": name, "steps": steps}
                code = ProblemCode.SPREAD_WITHOUT_HISTORY
                yield Problem(code, Severity.HINT, place, details)
        elif isinstance(others[0], Number):
            steps = int(min(others[0].value, plan.calendar.count))
            if given < others[0].value:
                empty = min(int(others[0].value) - given, steps)
                details = {"kpi": name, "steps": int(others[0].value), "periods": empty}
                yield Problem(ProblemCode.LAG_WITHOUT_HISTORY, Severity.WARNING, place, details)


def _history(plan: Plan, node: Node) -> tuple[str, int]:
    """Return the KPI that is looked at, "" for a part of a formula, and its known past."""
    kpi = plan.kpis.get(KpiKey(node.key)) if isinstance(node, Name) else None
    if kpi is None:
        return "", 0
    known = 0
    for figure in reversed(kpi.history):
        if figure is None:
            break
        known += 1
    return kpi.key, known
