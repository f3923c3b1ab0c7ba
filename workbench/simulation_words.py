"""One plain sentence for each reason why a simulation is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from models.keys import KpiKey
from models.plan import Plan
from models.uncertainty import (
    SKEW_LIMITS,
    Distribution,
    DistributionFault,
    Shape,
    distribution_fault,
    middle_of,
)
from workbench.analysis.simulation.faults import SimulationError, SimulationFault
from workbench.language import Language, message
from workbench.place_words import kpi_name

_SENTENCES: Final[Mapping[SimulationFault, str]] = {
    SimulationFault.NO_BASE: message(
        "The distribution of “{name}” is written in figures, but its base has none for the year, "
        "or 0: write the percentiles as multiples, or give it values."
    ),
    SimulationFault.RHO: message(
        "The rank correlation of “{first}” and “{second}” must be from −1 to 1: type another."
    ),
    SimulationFault.CONTRADICTION: message(
        "The rank correlations contradict each other: with the others as they are, that of "
        "“{name}” and “{other}” is not possible. Bring it nearer to 0, or change another."
    ),
    SimulationFault.NO_YEAR: message(
        "The plan holds no complete fiscal year to read figures over: add periods."
    ),
    SimulationFault.UNKNOWN_KPI: message(
        "There is no KPI “{key}”: write one as its formulas do, by its key."
    ),
    SimulationFault.SAMPLES: message("The number of samples must be from 1 to 16,777,216."),
    SimulationFault.SEED: message("The seed must be 0 or more."),
    SimulationFault.THREADS: message("At least one thread is needed."),
    SimulationFault.CORRELATED: message(
        "“{name}” and “{other}” move together, and Sobol indices are of drivers that do not: take "
        "their correlation out."
    ),
}
_DISTRIBUTIONS: Final[Mapping[DistributionFault, str]] = {
    DistributionFault.BACKWARDS: message(
        "The distribution of “{name}” has a P10 above its P90: exchange them."
    ),
    DistributionFault.NOT_FINITE: message(
        "The distribution of “{name}” holds something that is no number: type it again."
    ),
    DistributionFault.MIDDLE_MISSING: message(
        "The distribution of “{name}” is {shape} and needs a P50: type it, or choose another shape."
    ),
    DistributionFault.TOO_SKEWED: message(
        "No {shape} distribution has the percentiles of “{name}”: (P50 − P10) ÷ (P90 − P50) must "
        "be from {least} to {most}. Move P50 towards the middle, or choose another shape."
    ),
    DistributionFault.MIDDLE_OFF: message(
        "The P50 of “{name}” does not fit a {shape} distribution with this P10 and P90, where it "
        "is {middle}: leave it empty, or choose another shape."
    ),
    DistributionFault.NOT_POSITIVE: message(
        "The distribution of “{name}” is lognormal and needs percentiles above 0: correct them, or "
        "choose another shape."
    ),
}
SHAPES: Final[Mapping[Shape, str]] = {
    Shape.TRIANGULAR: message("triangular"),
    Shape.PERT: message("PERT"),
    Shape.NORMAL: message("normal"),
    Shape.UNIFORM: message("uniform"),
    Shape.LOGNORMAL: message("lognormal"),
}


def distribution_sentence(
    fault: DistributionFault, key: str, plan: Plan, language: Language
) -> str:
    """Return why the distribution of a KPI does not exist, and the way out."""
    kpi = plan.kpis.get(KpiKey(key))
    distribution = None if kpi is None else kpi.distribution
    values: dict[str, object] = {"name": kpi_name(plan, key)}
    if distribution is not None:
        least = SKEW_LIMITS.get(distribution.shape, 1.0)
        values["shape"] = language.text(SHAPES[distribution.shape])
        values["least"] = language.number(least, 3)
        values["most"] = language.number(1.0 / least, 3)
        values["middle"] = _middle(distribution, language)
    return language.text(_DISTRIBUTIONS[fault], **values)


def _middle(distribution: Distribution, language: Language) -> str:
    fault = distribution_fault(replace(distribution, p50=None))
    return language.number(middle_of(distribution)) if fault is None else ""


def simulation_sentence(error: SimulationError, plan: Plan, language: Language) -> str:
    """Return why a simulation is refused, and the way out."""
    if error.distribution is not None:
        return distribution_sentence(error.distribution, error.kpi, plan, language)
    return language.text(
        _SENTENCES[error.fault],
        key=error.kpi,
        name=kpi_name(plan, error.kpi),
        other=kpi_name(plan, error.other),
        first=kpi_name(plan, error.kpi),
        second=kpi_name(plan, error.other),
    )


def uncertain_nothing(language: Language) -> str:
    """Return what to do where no driver is uncertain."""
    return language.text(
        "Nothing in this plan is uncertain, so every run comes to the same: give a driver a "
        "distribution."
    )
