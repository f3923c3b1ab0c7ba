"""The words of weights: why they cannot be spread, and why a suggestion is what it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from models.changes import EditError
from models.edits.weights import SpreadFault
from models.plan import Plan
from workbench.analysis.suggesting import Preset, Reason, SuggestedMeasure, Unsuggested
from workbench.language import Language, message
from workbench.place_words import function_name, position_name

PRESET_NAMES: Final = {
    Preset.SUGGESTED: message("Suggested"),
    Preset.SILO: message("Silo"),
    Preset.CROSS: message("Cross-pollinated"),
    Preset.COMPANY: message("Company first"),
}
PRESET_MEANINGS: Final = {
    Preset.SUGGESTED: message(
        "Three to five measures, weighted by what the function answers for, what it does to "
        "profit, and how much of it is in the function’s own hands."
    ),
    Preset.SILO: message(
        "Each function for its own KPIs only. It is how most companies pay, and how marketing "
        "and sales come to fight."
    ),
    Preset.CROSS: message(
        "Profit, clients and ARPU for everybody, and two KPIs of the function’s own."
    ),
    Preset.COMPANY: message("The results of the company for everybody: profit before all."),
}
_FAULTS: Final = {
    SpreadFault.PRODUCT: message(
        "The scorecard of {position} multiplies its payouts, so it has no weights to spread."
    ),
    SpreadFault.ALL_LOCKED: message(
        "Every weight of {position} is locked: unlock one of them first."
    ),
    SpreadFault.LOCKED_TOO_MUCH: message(
        "The locked weights of {position} pass 100 % by themselves: unlock or lower one first."
    ),
}
_UNSUGGESTED: Final = {
    Unsuggested.NO_PROFIT: message(
        "Nothing can be suggested before a KPI has the role of profit: set it in the inspector."
    ),
    Unsuggested.NO_YEAR: message(
        "Nothing can be suggested before the plan has a complete year of figures."
    ),
    Unsuggested.PROFIT_WITHOUT_VALUE: message(
        "Nothing can be suggested while profit has no value: fill in the drivers it needs."
    ),
    Unsuggested.NOBODY_ANSWERS: message(
        "{function} answers for nothing in the tree yet: give it a part of the drivers it moves."
    ),
    Unsuggested.LOCKED_WHOLE: message("What is locked in {position} leaves nothing to suggest."),
    Unsuggested.NO_ROLES: message(
        "This needs a KPI with the role of profit, clients or ARPU: set it in the inspector."
    ),
    Unsuggested.PRODUCT: message(
        "The scorecard of {position} multiplies its payouts, so it has no weights."
    ),
}
_KEPT: Final = message("kept: its weight is locked")
_OBJECTIVE: Final = message("kept: objectives are weighed by hand")
_SHARED: Final = message("shared by everybody")
_TAKEN_OUT: Final = message("taken out")
_SCORED: Final = message("weighed by the three together")


def spread_sentence(error: EditError, plan: Plan, language: Language) -> str:
    """Return why weights cannot be spread, and the way out."""
    details: Mapping[str, Any] = error.details
    why: SpreadFault = details["why"]
    template = _FAULTS.get(why, _FAULTS[SpreadFault.ALL_LOCKED])
    return language.text(template, position=position_name(plan, details["key"]))


def unsuggested_sentence(fault: Unsuggested, position: str, plan: Plan, language: Language) -> str:
    """Return why nothing can be suggested for a position, and the way out."""
    there = plan.positions.get(position)  # pyright: ignore[reportArgumentType]
    function = "" if there is None else function_name(plan, there.function)
    return language.text(
        _UNSUGGESTED[fault], position=position_name(plan, position), function=function
    )


def reason_words(measure: SuggestedMeasure, language: Language) -> str:
    """Return why a measure has the weight that is suggested."""
    match measure.reason:
        case Reason.LOCKED:
            return language.text(_KEPT)
        case Reason.OBJECTIVE:
            return language.text(_OBJECTIVE)
        case Reason.DROPPED:
            return language.text(_TAKEN_OUT)
        case Reason.SHARED:
            return language.text(_SHARED)
        case Reason.SCORED:
            return language.text(_SCORED)
