"""Explains the shared stake of marketing and sales: what both are paid for."""

from __future__ import annotations

import math

from models.calendar import Group
from models.plan import Plan
from workbench.analysis.alignment.shared_stake import main_stake
from workbench.analysis.alignment.weights import Subject as Stake
from workbench.analysis.alignment.weights import weights_of
from workbench.analysis.explain.lines import How, KpiSubject, Line, Name, Term, Thing, term
from workbench.analysis.explain.paid import SHARE
from workbench.results import Results


def shared_stake(results: Results, year: Group) -> Line:
    """Return Σ over what both are paid for of the smaller of the two shares.

    Args:
        results: what a plan comes to.
        year: that is paid.
    """
    stake = main_stake(results.program)
    name = term(Term.SHARED_STAKE)
    if stake is None:
        return Line(How.NO_VALUE, math.nan, math.nan, year, name=name, unit=SHARE)
    one, other = (weights_of(results.program, function) for function in (stake.one, stake.other))
    subjects = dict.fromkeys((*one.shares, *other.shares))
    listed = [
        _stake(
            results.plan,
            year,
            subject,
            tuple(
                Line(
                    How.GIVEN,
                    weights.shares.get(subject, 0.0),
                    weights.shares.get(subject, 0.0),
                    year,
                    name=Name(Thing.FUNCTION, weights.function),
                    unit=SHARE,
                )
                for weights in (one, other)
            ),
        )
        for subject in subjects
    ]
    listed.sort(key=lambda part: -part.figure)
    # What only one of them is paid for is no part of it.
    parts = tuple(part for part in listed if part.figure) or tuple(listed)
    return Line(How.ADD, stake.share, stake.share, year, parts, name=name, unit=SHARE)


def _stake(plan: Plan, year: Group, subject: Stake, shares: tuple[Line, ...]) -> Line:
    least = min(part.figure for part in shares)
    name, shown = None, None
    if subject.kpi is not None:
        name = Name(Thing.KPI, subject.kpi)
        if subject.kpi in plan.kpis:
            shown = KpiSubject(subject.kpi, year)
    elif subject.objective is not None:
        name = Name(Thing.OBJECTIVE, subject.objective)
    return Line(How.MIN, least, least, year, shares, name=name, subject=shown, unit=SHARE)
