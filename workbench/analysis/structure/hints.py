"""Every structure hint of a plan, in one list."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from models.keys import KpiKey
from models.plan import Plan
from workbench.analysis.structure.branch_hints import (
    growth_branches,
    late_branches,
    unguarded_growth,
)
from workbench.analysis.structure.driver_hints import unanswered, vanity
from workbench.analysis.structure.hint import Hint
from workbench.analysis.structure.shape_hints import many_children, orphans, single_children
from workbench.analysis.structure.survey import survey_of
from workbench.engine.values import Values

_NO_GUARDS: Final[Mapping[KpiKey, KpiKey]] = MappingProxyType({})


def structure_hints(
    plan: Plan, values: Values, guards: Mapping[KpiKey, KpiKey] = _NO_GUARDS
) -> tuple[Hint, ...]:
    """Return what is worth a look in the tree of a plan, kind by kind, each in plan order.

    Costs a few walks over the KPIs and one reverse pass over each scenario.

    Args:
        plan: the plan.
        values: what it comes to.
        guards: by the catalogue: the key of the KPI that guards a KPI.
    """
    survey = survey_of(plan, values)
    branches = growth_branches(survey)
    return (
        *vanity(survey),
        *unguarded_growth(survey, branches, guards),
        *late_branches(survey, branches),
        *unanswered(survey),
        *orphans(survey),
        *single_children(survey),
        *many_children(survey),
    )
