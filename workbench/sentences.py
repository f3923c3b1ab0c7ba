"""One plain sentence for every fault that people meet: what is wrong, where, and the way out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from models.changes import EditError, EditFault
from models.formula_parser import FormulaError, FormulaFault
from models.plan import Plan
from workbench.formula_faults import formula_sentence
from workbench.language import Language, message
from workbench.life_words import LIFE_FAULTS, life_sentence
from workbench.payout_words import no_payout_sentence
from workbench.place_words import (
    dimension_name,
    function_name,
    kpi_name,
    listed,
    objective_name,
    owner_name,
    person_name,
    place_words,
    position_name,
)
from workbench.problem_words import problem_sentence
from workbench.rollup_words import rollup_sentence
from workbench.segment_words import SPLIT_FAULTS, split_sentence
from workbench.weight_words import spread_sentence

__all__ = [
    "edit_sentence",
    "formula_sentence",
    "no_payout_sentence",
    "place_words",
    "problem_sentence",
]

_NO_SUCH_ROW: Final[Mapping[str, str]] = {
    "kpis": message("There is no KPI “{key}” in the plan."),
    "functions": message("There is no function “{key}” in the plan."),
    "positions": message("There is no position “{key}” in the plan."),
    "people": message("There is nobody with the key “{key}” in the plan."),
    "objectives": message("There is no objective “{key}” in the plan."),
    "designs": message("There is no design “{key}” in the plan."),
    "scorecards": message("The design has no scorecard for “{position}”: give it a measure first."),
    "measures": message("The scorecard has no measure “{owner}”."),
    "sections": message("The scorecard has no such section any more: choose another."),
    "gates": message("There is no such condition any more: choose another."),
    "exceptions": message("The scorecard makes no exception for “{person}”."),
    "scenarios": message("There is no scenario “{key}” in the plan."),
    "levers": message("There is no lever “{key}” in the plan."),
    "dimensions": message("There is no dimension “{key}” in the plan."),
    "curves": message("There is no curve “{key}” in the library."),
    "members": message("The dimension has no member “{key}”: choose one that it has."),
}
_DUPLICATE_KEY: Final[Mapping[str, str]] = {
    "kpis": message("“{kpi}” goes by the key “{key}” already: choose another."),
    "people": message("“{person}” has the id “{key}” already: choose another."),
    "measures": message("The scorecard has a measure “{owner}” already: choose another."),
    "modifiers": message("The scorecard has a modifier “{key}” already: choose another."),
    "exceptions": message("The exception names the measure “{owner}” twice: keep one of the two."),
    "scenarios": message("There is a scenario with the key “{key}” already: choose another."),
}
_INVALID_KEY: Final = message(
    "“{key}” cannot be a key: keys start with a small letter, hold small letters, digits and _, "
    "and are no function. Choose another."
)
_INVALID_ID: Final = message("An id cannot be empty: type the one that payroll knows.")
_NO_SUCH_PERIOD: Final = message("There is no period number {period} here: choose an earlier one.")
_CYCLE: Final = message(
    "“{kpi}” would depend on itself: {path}. Leave one of them out, or read the period before "
    "with prev."
)
_STILL_NAMED: Final = message(
    "“{name}” cannot be removed, because it is still named: {places}. Take it out there first."
)
_NOT_FINITE: Final = message("A figure cannot be infinite or undefined: type another.")
_UNREADABLE: Final = message("The formula of “{name}” cannot be read. {reason}")
_GROWN: Final = message("The formula of “{name}” would grow too large. {reason}")
_ELSEWHERE: Final[Mapping[EditFault, Callable[[EditError, Plan, Language], str]]] = {
    **dict.fromkeys(SPLIT_FAULTS, split_sentence),
    **dict.fromkeys(LIFE_FAULTS, life_sentence),
    EditFault.NOT_TO_ROLL_UP: rollup_sentence,
    EditFault.NOT_TO_SPREAD: spread_sentence,
}
"""Faults whose words stand with what they are about."""
_GROWTH: Final = frozenset(
    {FormulaFault.TOO_LONG, FormulaFault.TOO_MANY_NODES, FormulaFault.TOO_DEEP}
)


def edit_sentence(error: EditError, plan: Plan, language: Language) -> str:
    """Return why an edit is refused, and the way out.

    Args:
        error: the refusal.
        plan: the plan that was to be edited.
        language: of the sentence.
    """
    details: Mapping[str, Any] = error.details
    key = str(details.get("key", ""))
    elsewhere = _ELSEWHERE.get(error.fault)
    if elsewhere is not None:
        return elsewhere(error, plan, language)
    match error.fault:
        case EditFault.NO_SUCH_ROW:
            template = _NO_SUCH_ROW.get(details["table"], _NO_SUCH_ROW["kpis"])
        case EditFault.DUPLICATE_KEY:
            template = _DUPLICATE_KEY.get(details["table"], _DUPLICATE_KEY["scenarios"])
        case EditFault.INVALID_KEY:
            template = _INVALID_ID if details.get("table") == "people" else _INVALID_KEY
        case EditFault.NO_SUCH_PERIOD:
            number = language.number(details["period"] + 1)
            return language.text(_NO_SUCH_PERIOD, period=number)
        case EditFault.SYNTAX:
            return _syntax(details["kpi"], details["text"], details["error"], plan, language)
        case EditFault.CYCLE:
            path: tuple[str, ...] = details["path"]
            spelled = " → ".join(kpi_name(plan, each) for each in path)
            return language.text(_CYCLE, kpi=kpi_name(plan, path[0]), path=spelled)
        case EditFault.STILL_NAMED:
            places = (place_words(place, plan, language) for place in details["places"])
            name = _row_name(details["table"], key, plan)
            return language.text(_STILL_NAMED, name=name, places=listed(places, language))
        case EditFault.NOT_FINITE:
            return language.text(_NOT_FINITE)
        case _:
            raise AssertionError(error.fault)
    return language.text(
        template,
        key=key,
        kpi=kpi_name(plan, key),
        owner=owner_name(plan, key),
        position=position_name(plan, key),
        person=person_name(plan, key),
    )


def _syntax(kpi: str, text: str, error: FormulaError, plan: Plan, language: Language) -> str:
    """Say what is wrong with a formula, and whose it is where that was not the one typed."""
    reason = formula_sentence(error, language)
    there = plan.kpis.get(kpi)  # pyright: ignore[reportArgumentType]
    if there is not None and there.formula == text:
        return language.text(_UNREADABLE, name=kpi_name(plan, kpi), reason=reason)
    if error.fault in _GROWTH:
        return language.text(_GROWN, name=kpi_name(plan, kpi), reason=reason)
    return reason


def _row_name(table: str, key: str, plan: Plan) -> str:
    names = {
        "kpis": kpi_name,
        "functions": function_name,
        "positions": position_name,
        "people": person_name,
        "objectives": objective_name,
        "dimensions": dimension_name,
    }
    return names[table](plan, key) if table in names else key
