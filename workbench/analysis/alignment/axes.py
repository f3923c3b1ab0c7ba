"""Where functions stand between two temperaments, by what they are paid for."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final

from models.kpi import Nature
from models.plan import Plan
from workbench.analysis.alignment.weights import FunctionWeights, Subject

AXES: Final = tuple(each.name for each in fields(Nature))
"""The seven axes, each named after its two ends: 0 is the first, 1 the second."""


@dataclass(frozen=True, slots=True)
class Temperament:
    """The place of a function on the seven axes.

    Attributes:
        nature: the bonus-weighted mean over what it is paid for; None where nobody said what
            any of it is.
        known: the share of its target-bonus money whose nature somebody gave.
    """

    nature: Nature | None
    known: float


def nature_of(plan: Plan, subject: Subject) -> Nature | None:
    """Return the nature of a KPI or objective; None where nobody said."""
    if subject.kpi is not None:
        kpi = plan.kpis.get(subject.kpi)
        return None if kpi is None else kpi.nature
    objective = None if subject.objective is None else plan.objectives.get(subject.objective)
    return None if objective is None else objective.nature


def temperament(plan: Plan, weights: FunctionWeights) -> Temperament:
    """Return where a function stands; what has no known nature is left out of the mean."""
    known = 0.0
    sums = dict.fromkeys(AXES, 0.0)
    for subject, share in weights.shares.items():
        nature = nature_of(plan, subject)
        if nature is not None and share > 0.0:
            known += share
            for axis in AXES:
                sums[axis] += share * float(getattr(nature, axis))
    if not known:
        return Temperament(None, 0.0)
    return Temperament(Nature(**{axis: each / known for axis, each in sums.items()}), known)
