"""Edits of how uncertain drivers move together; each one's distribution is a field of the KPI."""

from __future__ import annotations

from dataclasses import replace

from models.changes import Edited, edited
from models.edits.lookup import finite, kpi_of
from models.keys import KpiKey
from models.plan import Plan
from models.uncertainty import Correlation


def set_correlation(plan: Plan, one: KpiKey, other: KpiKey, rho: float | None) -> Edited:
    """Set the rank correlation of two KPIs; None: nobody knows of any.

    Raises:
        EditError: NO_SUCH_ROW, NOT_FINITE.
    """
    kpi_of(plan, one)
    kpi_of(plan, other)
    pair = {one, other}
    listed = [each for each in plan.correlations if {each.one, each.other} != pair]
    places = [n for n, each in enumerate(plan.correlations) if {each.one, each.other} == pair]
    if rho is not None:
        listed.insert(places[0] if places else len(listed), Correlation(one, other, finite(rho)))
    return edited(plan, replace(plan, correlations=tuple(listed)))
