"""Edits of the dimensions by which KPIs are split."""

from __future__ import annotations

from dataclasses import replace

from models.changes import Edited, EditError, EditFault, edited
from models.dimension import Dimension
from models.edits.kpis import fresh_key_among
from models.edits.lookup import row_of
from models.keys import DimensionKey
from models.places import Place
from models.plan import Plan


def fresh_dimension_key(plan: Plan, name: str) -> DimensionKey:
    """Return a key for a new dimension called ``name`` that the plan does not have yet."""
    return DimensionKey(fresh_key_among(plan.dimensions, name, "dimension"))


def put_dimension(plan: Plan, dimension: Dimension) -> Edited:
    """Add a dimension, or replace the one of the same key."""
    table = plan.dimensions
    there = dimension.key in table
    table = table.replacing(dimension) if there else table.inserting(dimension)
    return edited(plan, replace(plan, dimensions=table))


def remove_dimension(plan: Plan, key: DimensionKey) -> Edited:
    """Take a dimension away.

    Raises:
        EditError: NO_SUCH_ROW; STILL_NAMED where KPIs are split by it.
    """
    row_of("dimensions", plan.dimensions, key)
    places = tuple(
        Place("kpis", kpi.key, f"members/{key}") for kpi in plan.kpis.values() if key in kpi.members
    )
    if places:
        details = {"table": "dimensions", "key": key, "places": places}
        raise EditError(EditFault.STILL_NAMED, details)
    return edited(plan, replace(plan, dimensions=plan.dimensions.without(key)))
