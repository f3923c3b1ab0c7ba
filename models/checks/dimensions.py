"""Problems of dimensions: members that are there twice, and KPIs that name unknown ones."""

from __future__ import annotations

from collections.abc import Iterator

from models.checks.problem import Problem, ProblemCode, Severity
from models.keys import MemberKey
from models.places import Place
from models.plan import Plan


def dimension_problems(plan: Plan) -> Iterator[Problem]:
    """Yield what is wrong with dimensions, then with the KPIs that are split by them."""
    for dimension in plan.dimensions.values():
        seen: set[MemberKey] = set()
        for member in dimension.members:
            if member.key in seen:
                place = Place("dimensions", dimension.key, f"members/{member.key}")
                details: dict[str, object] = {"key": member.key}
                yield Problem(ProblemCode.MEMBER_TWICE, Severity.ERROR, place, details)
            seen.add(member.key)
    known = {
        dimension.key: frozenset(member.key for member in dimension.members)
        for dimension in plan.dimensions.values()
    }
    for key, kpi in plan.kpis.items():
        if not kpi.members:
            continue
        for dimension, member in sorted(kpi.members.items()):
            place = Place("kpis", key, f"members/{dimension}")
            if dimension not in known:
                details = {"key": dimension}
                yield Problem(ProblemCode.UNKNOWN_DIMENSION, Severity.ERROR, place, details)
            elif member not in known[dimension]:
                details = {"key": member, "dimension": dimension}
                yield Problem(ProblemCode.UNKNOWN_MEMBER, Severity.ERROR, place, details)
