"""Everything that is wrong with a plan, each with its place.

A plan opens and is worked out as far as it can be, whatever it holds; its problems are
listed beside it.
"""

from __future__ import annotations

from models.checks.dimensions import dimension_problems
from models.checks.figures import figure_problems
from models.checks.formulas import formula_problems
from models.checks.kpis import kpi_problems
from models.checks.people import people_problems
from models.checks.problem import Problem, ProblemCode, Severity
from models.checks.scorecards import design_problems
from models.checks.uncertainty import uncertainty_problems
from models.plan import Plan

__all__ = ["Problem", "ProblemCode", "Severity", "check"]


def check(plan: Plan) -> tuple[Problem, ...]:
    """Return every problem of ``plan``, table by table, that of its KPIs first.

    Costs no more than a few walks over the KPIs: it runs after every edit.
    """
    return (
        *kpi_problems(plan),
        *formula_problems(plan),
        *figure_problems(plan),
        *people_problems(plan),
        *design_problems(plan),
        *dimension_problems(plan),
        *uncertainty_problems(plan),
    )
