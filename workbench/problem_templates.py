"""The sentences about problems, with places for what each names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from models.calendar import Span
from models.kpi import UnitKind
from models.problems import ProblemCode
from workbench.language import message

SENTENCES: Final[Mapping[ProblemCode, str]] = {
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
    ProblemCode.FREQUENCY_TOO_SHORT: message(
        "{place}: a {span} is shorter than the periods of the plan. Let it be paid less often."
    ),
    ProblemCode.PAID_LATER: message(
        "{place}: what is read over a longer time than a {span} is paid when that time ends. Give "
        "it shorter targets if each payout should hold a part of it."
    ),
    ProblemCode.PRODUCT_TORN_APART: message(
        "{place}: payouts that are multiplied must all be read over the same time, and this one "
        "is read over more than a {span}. Give it shorter targets."
    ),
    ProblemCode.POOL_OF_DIFFERENT_TIMES: message(
        "{place}: it funds what is paid at different times, so that nothing says which part is "
        "for which. Let its positions be paid as often as each other."
    ),
    ProblemCode.UNKNOWN_PERSON: message(
        "{place}: “{unknown}” is not in the plan. Add the person, or remove the exception."
    ),
    ProblemCode.UNKNOWN_MEASURE: message(
        "{place}: the scorecard has no measure “{unknown}”. Remove it from the exception."
    ),
    ProblemCode.EXCEPTION_IDLE: message(
        "{place}: “{person}” does not hold the position, so that the exception counts for "
        "nothing. Remove it."
    ),
    ProblemCode.EXCEPTION_WEIGHTS: message(
        "{place}: the weights come to {sum} instead of 100 %. Adjust them."
    ),
}
UNKNOWN: Final[Mapping[tuple[ProblemCode, str], str]] = {
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
BOTH: Final = message("{place}: it has both a KPI and an objective. Keep one of them.")
NEITHER: Final = message("{place}: it measures nothing. Choose a KPI or an objective.")
TIERS_LOWER: Final = message(
    "{place}: tiers need a result of which more is better. Choose another kind of curve."
)
TIERS_TARGET: Final = message(
    "{place}: tiers need a target above 0. Type one, or choose another kind of curve."
)
TARGET_MISSING: Final = message("{place}: there is none, and the payout depends on it. Type one.")
TARGETS_MISSING: Final = message(
    "{place}: there is none for number {numbers} of the year, and the payout depends on it. Type "
    "what is missing."
)
SPREAD: Final = message(
    "“{name}” spreads “{source}” from before the plan, where there are no figures: they count as "
    "0. Give “{source}” a history if there was something."
)
SPREAD_OF_PART: Final = message(
    "“{name}” spreads what was before the plan, where its formula has no figures: it counts as 0. "
    "Let spread read a KPI with a history if there was something."
)
SPANS: Final = {
    Span.MONTH: message("month"),
    Span.QUARTER: message("quarter"),
    Span.HALF_YEAR: message("half-year"),
    Span.YEAR: message("year"),
}
UNITS: Final = {
    UnitKind.MONEY: message("money"),
    UnitKind.MONEY_PER_CLIENT_MONTH: message("money per client"),
    UnitKind.COUNT: message("a count"),
    UnitKind.SHARE: message("a share"),
    UnitKind.NUMBER: message("a plain number"),
}
