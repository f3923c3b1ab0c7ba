"""One plain sentence for each problem of a plan, naming the place and the way out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Final

from models.calendar import Span
from models.formula_parser import FormulaError
from models.kpi import UnitKind
from models.plan import Plan
from models.problems import Problem, ProblemCode
from workbench.formula_faults import formula_sentence
from workbench.language import Language
from workbench.place_words import (
    design_name,
    dimension_name,
    function_name,
    kpi_name,
    lever_name,
    listed,
    objective_name,
    person_name,
    place_words,
    position_name,
    scenario_name,
)
from workbench.problem_templates import (
    BOTH,
    NEITHER,
    SENTENCES,
    SPANS,
    SPREAD,
    SPREAD_OF_PART,
    TARGET_MISSING,
    TARGETS_MISSING,
    TIERS_LOWER,
    TIERS_TARGET,
    UNITS,
    UNKNOWN,
)
from workbench.simulation_words import distribution_sentence

_ROW_NAMES: Final[Mapping[str, Callable[[Plan, str], str]]] = {
    "kpis": kpi_name,
    "people": person_name,
    "positions": position_name,
    "objectives": objective_name,
    "designs": design_name,
    "scenarios": scenario_name,
    "levers": lever_name,
    "dimensions": dimension_name,
    "actuals": kpi_name,
}

_RUN: Final = 3
"""So many periods in a row are named by the first and the last."""


def problem_sentence(problem: Problem, plan: Plan, language: Language) -> str:
    """Return what is wrong, where, and the way out, in a sentence or two."""
    details: Mapping[str, Any] = problem.details
    place = problem.place
    name_of = _ROW_NAMES.get(place.table)
    values: dict[str, object] = {
        "place": _capital(place_words(place, plan, language)),
        "name": name_of(plan, place.key) if name_of else plan.name,
    }
    match problem.code:
        case ProblemCode.NO_SUCH_DISTRIBUTION:
            return distribution_sentence(details["fault"], place.key, plan, language)
        case ProblemCode.NOT_ONE_SUBJECT:
            template = BOTH if details["both"] else NEITHER
        case ProblemCode.TIERS_REFUSED:
            template = TIERS_LOWER if details["lower"] else TIERS_TARGET
        case ProblemCode.TARGET_MISSING:
            groups = details["groups"]
            template = TARGET_MISSING if groups == (0,) else TARGETS_MISSING
            values["numbers"] = listed((language.number(at + 1) for at in groups), language)
        case ProblemCode.SPREAD_WITHOUT_HISTORY:
            template = SPREAD if details["kpi"] else SPREAD_OF_PART
            values["source"] = kpi_name(plan, details["kpi"])
        case ProblemCode.LAG_WITHOUT_HISTORY:
            return _lag(problem, plan, language)
        case ProblemCode.NOBODY_ANSWERS:
            names = (kpi_name(plan, key) for key in details["kpis"])
            return language.plural(
                "Nobody answers for {names}: name the function that does.",
                "Nobody answers for {names}: name the functions that do.",
                len(details["kpis"]),
                names=listed(names, language),
            )
        case ProblemCode.MEASURE_COUNT:
            return language.plural(
                "“{position}” is paid by one measure: with 3 to 5, less hangs on a single figure.",
                "“{position}” is paid by {count} measures: 3 to 5 are easiest to keep in mind.",
                details["count"],
                position=_position(problem, plan),
            )
        case code:
            template = UNKNOWN.get((code, place.table)) or SENTENCES[code]
            values.update(_worded(problem, plan, language))
    return language.text(template, **values)


def _lag(problem: Problem, plan: Plan, language: Language) -> str:
    details: Mapping[str, Any] = problem.details
    name = kpi_name(plan, problem.place.key)
    if details["kpi"]:
        return language.plural(
            "“{name}” looks back at “{source}” before the plan, where there are no figures: its "
            "first period has no value. Give “{source}” a history.",
            "“{name}” looks back at “{source}” before the plan, where there are no figures: its "
            "first {count} periods have no value. Give “{source}” a history.",
            details["periods"],
            name=name,
            source=kpi_name(plan, details["kpi"]),
        )
    return language.plural(
        "“{name}” looks back before the plan, where its formula has no figures: its first period "
        "has no value. Let lag read a KPI with a history.",
        "“{name}” looks back before the plan, where its formula has no figures: its first {count} "
        "periods have no value. Let lag read a KPI with a history.",
        details["periods"],
        name=name,
    )


def _worded(problem: Problem, plan: Plan, language: Language) -> dict[str, object]:
    """Return the details of a problem in words, by the names that the sentences use."""
    words: dict[str, object] = {
        "key": problem.place.key,
        "position": _position(problem, plan),
    }
    for detail, value in problem.details.items():
        if detail in {"key", "name"}:
            words["unknown"] = value
        if detail in _WRITERS:
            words[detail] = _WRITERS[detail](value, problem, plan, language)
    if problem.code is ProblemCode.SYNTAX:
        details: Mapping[str, Any] = problem.details
        error = FormulaError(details["fault"], details["position"], details["detail"])
        words["reason"] = formula_sentence(error, language)
    return words


def _path(keys: tuple[str, ...], problem: Problem, plan: Plan, _: Language) -> str:
    name = person_name if problem.place.table == "people" else kpi_name
    return " → ".join(name(plan, key) for key in keys)


def _periods(indices: tuple[int, ...], _: Problem, plan: Plan, language: Language) -> str:
    """Name periods, three or more that follow each other by the first and the last of them."""
    runs: list[list[int]] = []
    for index in sorted(indices):
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    labels: list[str] = []
    for run in runs:
        named = [language.period_label(plan.calendar, index) for index in run]
        labels += [f"{named[0]} – {named[-1]}"] if len(run) >= _RUN else named
    return listed(labels, language)


def _share(share: float, _: Problem, __: Plan, language: Language) -> str:
    return language.share(share)


def _number(number: float, _: Problem, __: Plan, language: Language) -> str:
    return language.number(number)


def _date(date: dt.date, _: Problem, __: Plan, language: Language) -> str:
    return language.date(date)


def _kpi(key: str, _: Problem, plan: Plan, __: Language) -> str:
    return kpi_name(plan, key)


def _person(key: str, _: Problem, plan: Plan, __: Language) -> str:
    return person_name(plan, key)


def _function(key: str, _: Problem, plan: Plan, __: Language) -> str:
    return function_name(plan, key)


def _dimension(key: str, _: Problem, plan: Plan, __: Language) -> str:
    return dimension_name(plan, key)


def _unit(kind: UnitKind, _: Problem, __: Plan, language: Language) -> str:
    return language.text(UNITS[kind])


def _span(span: Span, _: Problem, __: Plan, language: Language) -> str:
    return language.text(SPANS[span])


def _same(value: str, _: Problem, __: Plan, ___: Language) -> str:
    return value


def sum_words(share: float, language: Language) -> str:
    """Write a sum that is not 1 so finely that it does not read 100 %."""
    for decimals in range(1, 8):
        written = language.share(share, decimals)
        if written != language.share(1.0, decimals):
            return language.share(share) if decimals == 1 else written
    return language.share(share, 10)


def _sum(share: float, _: Problem, __: Plan, language: Language) -> str:
    return sum_words(share, language)


_WRITERS: Final[Mapping[str, Callable[[Any, Problem, Plan, Language], str]]] = {
    "at": _share,
    "date": _date,
    "dimension": _dimension,
    "end": _date,
    "first": _kpi,
    "function": _function,
    "key": _same,
    "kpi": _kpi,
    "least": _number,
    "most": _number,
    "one": _unit,
    "other": _unit,
    "path": _path,
    "periods": _periods,
    "person": _person,
    "second": _kpi,
    "share": _share,
    "span": _span,
    "start": _date,
    "stretch": _number,
    "sum": _sum,
    "value": _number,
    "weight": _share,
}


def _position(problem: Problem, plan: Plan) -> str:
    """Return the position whose scorecard a problem is in; "" where it is in none."""
    head, _, path = problem.place.field.partition("/")
    if problem.place.table != "designs" or head != "scorecards":
        return ""
    fitting = [key for key in plan.positions if path == key or path.startswith(f"{key}/")]
    return position_name(plan, max(fitting, key=len, default=path.partition("/")[0]))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
