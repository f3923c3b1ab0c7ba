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
from workbench.language import Language, message
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
from workbench.simulation_words import distribution_sentence

_SENTENCES: Final[Mapping[ProblemCode, str]] = {
    ProblemCode.INVALID_KEY: message(
        "“{key}” cannot be the key of “{name}”: keys start with a small letter, hold small "
        "letters, digits and _, and are no function. Choose another."
    ),
    ProblemCode.SYNTAX: message("The formula of “{name}” cannot be read. {reason}"),
    ProblemCode.UNKNOWN_NAME: message(
        "The formula of “{name}” names “{unknown}”, which is no KPI: correct it, or add it as a "
        "driver."
    ),
    ProblemCode.CYCLE: message(
        "“{name}” depends on itself: {path}. Take one of them out, or read the period before with "
        "prev."
    ),
    ProblemCode.VALUES_MISSING: message(
        "“{name}” has no figure for {periods}: type what is missing."
    ),
    ProblemCode.NO_VALUES: message("“{name}” has no figures yet: type them, or give it a formula."),
    ProblemCode.TIME_WEIGHT_MISSING: message(
        "“{name}” is averaged over several periods by weight, but nothing weighs it: choose a KPI "
        "that does."
    ),
    ProblemCode.TIME_RULE_WITHOUT_FORMULA: message(
        "“{name}” has no formula that several periods could be worked out by: choose another way "
        "to add them up."
    ),
    ProblemCode.TIME_RULE_READS_TIME: message(
        "“{name}” cannot be worked out over several periods by a formula with {function}: choose "
        "another way to add them up."
    ),
    ProblemCode.RESPONSIBILITY_SUM: message(
        "The responsibilities for “{name}” come to {sum} instead of 100 %: adjust the shares."
    ),
    ProblemCode.RESPONSIBILITY_NEGATIVE: message(
        "The responsibility of “{function}” for “{name}” is below 0: type a share from 0 to 100 %."
    ),
    ProblemCode.ROLE_TWICE: message(
        "“{name}” has the same role as “{first}”: take it away from one of them."
    ),
    ProblemCode.UNITS_MIXED: message(
        "The formula of “{name}” brings {one} and {other} together in one sum: check it."
    ),
    ProblemCode.BOUNDS_CROSSED: message(
        "The least of “{name}”, {least}, is above its most, {most}: exchange them."
    ),
    ProblemCode.OUTSIDE_BOUNDS: message(
        "“{name}” is {value} in a period, outside its own bounds: a cascade leaves it there. "
        "Change the figure or the bounds."
    ),
    ProblemCode.STRETCH_NOT_POSITIVE: message(
        "The stretch of “{name}” is {stretch}, and must be above 0: type how far it moves with "
        "ordinary effort, or leave it empty."
    ),
    ProblemCode.BOUNDS_IDLE: message(
        "“{name}” has bounds and a formula, so that they count for nothing: bound its drivers."
    ),
    ProblemCode.UNKNOWN_DESIGN: message(
        "The design to be paid, “{unknown}”, is not in the plan: choose another."
    ),
    ProblemCode.UNKNOWN_DIMENSION: message(
        "“{name}” is one member’s part by “{unknown}”, which is no dimension of the plan: add it."
    ),
    ProblemCode.UNKNOWN_MEMBER: message(
        "“{name}” is the part of “{unknown}”, which is no member of “{dimension}”: add it there."
    ),
    ProblemCode.MEMBER_TWICE: message(
        "“{name}” has the member “{unknown}” twice: remove one, or give it another key."
    ),
    ProblemCode.MANAGER_CYCLE: message(
        "“{name}” reports to “{name}” in the end: {path}. Give one of them another manager."
    ),
    ProblemCode.SPAN_BACKWARDS: message(
        "A time at work of “{name}” ends on {end}, before it starts on {start}: correct the dates."
    ),
    ProblemCode.SPANS_OVERLAP: message(
        "Two times at work of “{name}” overlap from {date}: correct the dates."
    ),
    ProblemCode.WORKING_TIME_NEGATIVE: message(
        "The working time of “{name}” is {share}: type a share of 0 or more."
    ),
    ProblemCode.NO_TARGET_BONUS: message(
        "“{name}” has no target bonus: type one for the person or the position."
    ),
    ProblemCode.NO_BASE_PAY: message(
        "The target bonus of “{name}” is a share of base pay, which is missing: type it."
    ),
    ProblemCode.SCALE_OUT_OF_ORDER: message(
        "The ratings of the objective “{name}” do not rise: put its scale in order."
    ),
    ProblemCode.NO_DESIGN_CHOSEN: message(
        "No design is chosen, so nobody is paid: choose the one that counts."
    ),
    ProblemCode.NO_COMPLETE_YEAR: message(
        "The plan holds no complete fiscal year, so no payout can be worked out: add periods, or "
        "let it start with the fiscal year."
    ),
    ProblemCode.NO_MEASURES: message(
        "The scorecard of “{position}” has no measures, so nothing can be paid: add one."
    ),
    ProblemCode.WEIGHTS_SUM: message(
        "The weights of “{position}” come to {sum} instead of 100 %: adjust them."
    ),
    ProblemCode.WEIGHT_NEGATIVE: message(
        "{place}: {weight} is below 0. Type a weight of 0 or more."
    ),
    ProblemCode.MEASURE_TWICE: message(
        "{place}: the key “{key}” is there twice in the scorecard. Remove one of the measures."
    ),
    ProblemCode.MODIFIER_TWICE: message(
        "{place}: the key “{key}” is there twice in the scorecard. Remove one of the modifiers."
    ),
    ProblemCode.NO_SUCH_GROUP: message(
        "{place}: it is read every {span}, which is shorter than the periods of the plan. Choose "
        "a longer time."
    ),
    ProblemCode.TARGET_ZERO: message(
        "{place}: percentages of a target of 0 mean nothing. Type another target, or write the "
        "curve in figures."
    ),
    ProblemCode.CURVE_WITHOUT_POINTS: message("{place}: it has no points. Add one."),
    ProblemCode.CURVE_OUT_OF_ORDER: message(
        "{place}: its points are out of order. Put their results in order."
    ),
    ProblemCode.MATRIX_MISSHAPEN: message(
        "{place}: it needs one payout for each row and each column. Fill it."
    ),
    ProblemCode.RETROACTIVE: message(
        "{place}: the payout jumps at {at}, where one unit more or less is worth a lot. Better "
        "let the rate count from there on only."
    ),
    ProblemCode.MODIFIER_WITHOUT_CURVE: message(
        "{place}: no curve says what factor a result gives. Add one."
    ),
    ProblemCode.MODIFIER_BOUNDS: message(
        "{place}: the smallest factor, {least}, is above the largest, {most}. Exchange them."
    ),
    ProblemCode.POOL_WITHOUT_AMOUNT: message(
        "{place}: neither an amount nor a KPI says how much there is. Type one."
    ),
    ProblemCode.DISTRIBUTION_IDLE: message(
        "“{name}” has a distribution and a formula, by which its spread follows from its drivers: "
        "the distribution counts for nothing. Take it out."
    ),
    ProblemCode.RHO_OUT_OF_RANGE: message(
        "The rank correlation of “{first}” and “{second}” must be from −1 to 1: type another."
    ),
    ProblemCode.CORRELATED_WITH_ITSELF: message(
        "“{first}” is correlated with itself, which says nothing: take that out."
    ),
    ProblemCode.CORRELATION_IDLE: message(
        "The correlation of “{first}” and “{second}” counts for nothing, for “{kpi}” is not "
        "uncertain: give it a distribution, or take the correlation out."
    ),
    ProblemCode.LIGHT_WEIGHT: message(
        "{place}: {weight} hardly moves anybody. Give it 10 % or more, or drop the measure."
    ),
}
_UNKNOWN: Final[Mapping[tuple[ProblemCode, str], str]] = {
    (ProblemCode.UNKNOWN_KPI, "kpis"): message(
        "“{name}” is weighed by “{unknown}”, which is no KPI: choose another."
    ),
    (ProblemCode.UNKNOWN_KPI, "designs"): message(
        "{place}: “{unknown}” is no KPI of the plan. Choose another."
    ),
    (ProblemCode.UNKNOWN_KPI, "scenarios"): message(
        "The scenario “{name}” changes “{unknown}”, which is no KPI: that counts for nothing. "
        "Let it follow the base."
    ),
    (ProblemCode.UNKNOWN_KPI, "levers"): message(
        "The lever “{name}” moves “{unknown}”, which is no KPI: that counts for nothing. Take it "
        "out."
    ),
    (ProblemCode.UNKNOWN_KPI, "plan"): message(
        "A correlation names “{unknown}”, which is no KPI: take it out."
    ),
    (ProblemCode.UNKNOWN_KPI, "actuals"): message(
        "There are actuals of “{unknown}”, which is no KPI: that counts for nothing. Take them out."
    ),
    (ProblemCode.OVERRIDE_IDLE, "scenarios"): message(
        "The scenario “{name}” changes “{kpi}”, which has a formula: that counts for nothing. Let "
        "it follow the base."
    ),
    (ProblemCode.OVERRIDE_IDLE, "levers"): message(
        "The lever “{name}” moves “{kpi}”, which has a formula: that counts for nothing. Move its "
        "drivers."
    ),
    (ProblemCode.UNKNOWN_FUNCTION, "kpis"): message(
        "“{unknown}” answers for a part of “{name}”, but is no function of the plan: add it, or "
        "give its share to another."
    ),
    (ProblemCode.UNKNOWN_FUNCTION, "positions"): message(
        "The position “{name}” belongs to “{unknown}”, which is no function of the plan: choose "
        "another."
    ),
    (ProblemCode.UNKNOWN_FUNCTION, "levers"): message(
        "The lever “{name}” belongs to “{unknown}”, which is no function of the plan: choose "
        "another."
    ),
    (ProblemCode.UNKNOWN_POSITION, "people"): message(
        "“{name}” holds the position “{unknown}”, which is not in the plan: choose another."
    ),
    (ProblemCode.UNKNOWN_POSITION, "designs"): message(
        "{place}: the position “{unknown}” is not in the plan. Add it, or remove it here."
    ),
    (ProblemCode.UNKNOWN_MANAGER, "people"): message(
        "“{name}” reports to “{unknown}”, who is not in the plan: choose another manager."
    ),
    (ProblemCode.UNKNOWN_OBJECTIVE, "people"): message(
        "“{name}” has notes on the objective “{unknown}”, which is not in the plan: add it, or "
        "remove them."
    ),
    (ProblemCode.UNKNOWN_OBJECTIVE, "designs"): message(
        "{place}: the objective “{unknown}” is not in the plan. Choose another."
    ),
}
_BOTH: Final = message("{place}: it has both a KPI and an objective. Keep one of them.")
_NEITHER: Final = message("{place}: it measures nothing. Choose a KPI or an objective.")
_TIERS_LOWER: Final = message(
    "{place}: tiers need a result of which more is better. Choose another kind of curve."
)
_TIERS_TARGET: Final = message(
    "{place}: tiers need a target above 0. Type one, or choose another kind of curve."
)
_TARGET_MISSING: Final = message("{place}: there is none, and the payout depends on it. Type one.")
_TARGETS_MISSING: Final = message(
    "{place}: there is none for number {numbers} of the year, and the payout depends on it. Type "
    "what is missing."
)
_SPREAD: Final = message(
    "“{name}” spreads “{source}” from before the plan, where there are no figures: they count as "
    "0. Give “{source}” a history if there was something."
)
_SPREAD_OF_PART: Final = message(
    "“{name}” spreads what was before the plan, where its formula has no figures: it counts as 0. "
    "Let spread read a KPI with a history if there was something."
)
_SPANS: Final = {
    Span.MONTH: message("month"),
    Span.QUARTER: message("quarter"),
    Span.HALF_YEAR: message("half-year"),
    Span.YEAR: message("year"),
}
_UNITS: Final = {
    UnitKind.MONEY: message("money"),
    UnitKind.MONEY_PER_CLIENT_MONTH: message("money per client"),
    UnitKind.COUNT: message("a count"),
    UnitKind.SHARE: message("a share"),
    UnitKind.NUMBER: message("a plain number"),
}
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
            template = _BOTH if details["both"] else _NEITHER
        case ProblemCode.TIERS_REFUSED:
            template = _TIERS_LOWER if details["lower"] else _TIERS_TARGET
        case ProblemCode.TARGET_MISSING:
            groups = details["groups"]
            template = _TARGET_MISSING if groups == (0,) else _TARGETS_MISSING
            values["numbers"] = listed((language.number(at + 1) for at in groups), language)
        case ProblemCode.SPREAD_WITHOUT_HISTORY:
            template = _SPREAD if details["kpi"] else _SPREAD_OF_PART
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
            template = _UNKNOWN.get((code, place.table)) or _SENTENCES[code]
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
    labels = (language.period_label(plan.calendar, index) for index in indices)
    return listed(labels, language)


def _share(share: float, _: Problem, __: Plan, language: Language) -> str:
    return language.share(share)


def _number(number: float, _: Problem, __: Plan, language: Language) -> str:
    return language.number(number)


def _date(date: dt.date, _: Problem, __: Plan, language: Language) -> str:
    return language.date(date)


def _kpi(key: str, _: Problem, plan: Plan, __: Language) -> str:
    return kpi_name(plan, key)


def _function(key: str, _: Problem, plan: Plan, __: Language) -> str:
    return function_name(plan, key)


def _dimension(key: str, _: Problem, plan: Plan, __: Language) -> str:
    return dimension_name(plan, key)


def _unit(kind: UnitKind, _: Problem, __: Plan, language: Language) -> str:
    return language.text(_UNITS[kind])


def _span(span: Span, _: Problem, __: Plan, language: Language) -> str:
    return language.text(_SPANS[span])


def _same(value: str, _: Problem, __: Plan, ___: Language) -> str:
    return value


def _sum(share: float, _: Problem, __: Plan, language: Language) -> str:
    """Write a sum that is not 1 so finely that it does not read 100 %."""
    for decimals in range(1, 8):
        written = language.share(share, decimals)
        if written != language.share(1.0, decimals):
            return language.share(share) if decimals == 1 else written
    return language.share(share, 10)


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
