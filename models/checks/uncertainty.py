"""What is wrong with distributions of drivers, and with how they move together."""

from __future__ import annotations

from collections.abc import Iterator

from models.checks.problem import Problem, ProblemCode, Severity
from models.keys import KpiKey
from models.places import Place
from models.plan import Plan
from models.uncertainty import distribution_fault


def uncertainty_problems(plan: Plan) -> Iterator[Problem]:
    """Yield what is wrong with how uncertain a plan is."""
    for kpi in plan.kpis.values():
        if kpi.distribution is None:
            continue
        place = Place("kpis", kpi.key, "distribution")
        if kpi.formula:
            yield Problem(ProblemCode.DISTRIBUTION_IDLE, Severity.WARNING, place)
            continue
        fault = distribution_fault(kpi.distribution)
        if fault is not None:
            code = ProblemCode.NO_SUCH_DISTRIBUTION
            yield Problem(code, Severity.ERROR, place, {"fault": fault})
    if plan.correlations:
        yield from _correlations(plan)


def _correlations(plan: Plan) -> Iterator[Problem]:
    uncertain = _uncertain(plan)
    for number, each in enumerate(plan.correlations):
        place = Place("plan", "", f"correlations/{number}")
        unknown = [key for key in (each.one, each.other) if key not in plan.kpis]
        for key in unknown:
            yield Problem(ProblemCode.UNKNOWN_KPI, Severity.ERROR, place, {"key": key})
        if unknown:
            continue
        names: dict[str, object] = {"first": each.one, "second": each.other}
        if each.one == each.other:
            yield Problem(ProblemCode.CORRELATED_WITH_ITSELF, Severity.ERROR, place, names)
            continue
        if not -1.0 <= each.rho <= 1.0:
            yield Problem(ProblemCode.RHO_OUT_OF_RANGE, Severity.ERROR, place, names)
        for key in (each.one, each.other):
            if key not in uncertain:
                code = ProblemCode.CORRELATION_IDLE
                yield Problem(code, Severity.WARNING, place, {**names, "kpi": key})


def _uncertain(plan: Plan) -> frozenset[KpiKey]:
    """Return the uncertain drivers, and what they are members' parts of."""
    found: set[KpiKey] = set()
    for kpi in plan.kpis.values():
        if kpi.formula or kpi.distribution is None:
            continue
        at: KpiKey | None = kpi.key
        while at is not None and at not in found:
            found.add(at)
            whole = plan.kpis.get(at)
            at = None if whole is None else whole.origin
    return frozenset(found)
