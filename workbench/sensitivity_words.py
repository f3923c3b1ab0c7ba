"""Sensitivities in plain sentences: what cannot be asked, and how uncertain a driver is."""

from __future__ import annotations

from models.plan import Plan
from workbench.analysis.reasons import reason_sentence
from workbench.analysis.sensitivity import Effect, SensitivityError, SensitivityFault
from workbench.language import NO_VALUE, Language
from workbench.place_words import kpi_name


def sensitivity_fault(error: SensitivityError, plan: Plan, language: Language) -> str:
    """Return why a question has no answer, and the way out."""
    name = "" if error.kpi is None else kpi_name(plan, error.kpi)
    match error.fault:
        case SensitivityFault.UNKNOWN_KPI:
            return language.text(
                "There is no KPI “{kpi}” in the plan: choose one by its key or name.", kpi=name
            )
        case SensitivityFault.NO_YEAR:
            return language.text(
                "The plan holds no complete fiscal year over which a KPI could be moved: add "
                "periods."
            )
        case SensitivityFault.NO_VALUE:
            reason = error.reason
            why = "" if reason is None else reason_sentence(reason, plan, language)
            return language.text(
                "“{kpi}” has no value, so nothing can be said to move it. {reason}",
                kpi=name,
                reason=why,
            ).rstrip()


def spread_words(effect: Effect, language: Language) -> str:
    """Return how uncertain a driver is, as changes of itself."""
    if effect.assumed:
        return language.text("±10 %, assumed")
    low, high = effect.factors
    if low != low or high != high:  # noqa: PLR0124 - NaN differs from itself
        return NO_VALUE
    return language.text(
        "from {low} to {high}",
        low=language.change(low - 1.0),
        high=language.change(high - 1.0),
    )
