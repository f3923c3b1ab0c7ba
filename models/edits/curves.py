"""Edits of the library of payout curves."""

from __future__ import annotations

from dataclasses import replace

from models.changes import Edited, edited
from models.edits.kpis import fresh_key_among
from models.edits.lookup import finite, finite_or_none, row_of
from models.keys import CurveKey
from models.plan import Plan
from models.scorecard import NamedCurve


def fresh_curve_key(plan: Plan, name: str) -> CurveKey:
    """Return a key for a new curve of the library called ``name``."""
    return CurveKey(fresh_key_among(plan.curves, name, "curve"))


def put_curve(plan: Plan, curve: NamedCurve) -> Edited:
    """Add a curve to the library, after the others, or replace the one with its key.

    Measures that took the earlier one keep it: each has a curve of its own.

    Raises:
        EditError: NOT_FINITE.
    """
    for point in curve.curve.points:
        finite(point.at)
        finite(point.pay)
    finite_or_none(curve.curve.last_slope)
    finite(curve.curve.first_rate)
    if curve.key in plan.curves:
        return edited(plan, replace(plan, curves=plan.curves.replacing(curve)))
    return edited(plan, replace(plan, curves=plan.curves.inserting(curve)))


def remove_curve(plan: Plan, key: CurveKey) -> Edited:
    """Remove a curve from the library; measures that took it keep it.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    row_of("curves", plan.curves, key)
    return edited(plan, replace(plan, curves=plan.curves.without(key)))
