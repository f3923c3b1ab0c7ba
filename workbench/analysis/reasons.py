"""Why a figure has no value: the walk from it to where that begins."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, final

from models.calendar import Group
from models.keys import KpiKey, ScenarioKey
from models.kpi import Kpi, TimeRule
from models.plan import Plan
from workbench.engine.arrays import Floats
from workbench.engine.grouped_formula import grouped
from workbench.engine.grouping import prev_before
from workbench.engine.operations import TIME_OPS, Instruction, Op, Operand, Snippet, lower
from workbench.engine.values import Values
from workbench.language import Language, message
from workbench.place_words import kpi_name


class ReasonCode(StrEnum):
    """Where no value begins."""

    UNKNOWN_KPI = "unknown_kpi"
    UNREADABLE = "unreadable"
    CYCLE = "cycle"
    NO_FIGURE = "no_figure"
    DIVISION_BY_ZERO = "division_by_zero"
    ROOT = "root"
    LOGARITHM = "logarithm"
    POWER = "power"
    TOO_LARGE = "too_large"
    BEFORE_THE_PLAN = "before_the_plan"
    NO_PERIODS = "no_periods"
    NO_WEIGHT = "no_weight"
    WEIGHTS_ZERO = "weights_zero"
    NO_GROUP_FORMULA = "no_group_formula"
    NOT_OVER_GROUPS = "not_over_groups"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a figure has no value.

    Attributes:
        code: what is the matter.
        kpi: the KPI where it begins.
        period: the first period in which it does; None where it is about several at once.
        other: the KPI or name that ``kpi`` reads in vain; empty where the code says all.
    """

    code: ReasonCode
    kpi: KpiKey
    period: int | None = None
    other: str = ""


def why_not(
    plan: Plan, values: Values, key: KpiKey, scenario: ScenarioKey, group: Group
) -> Reason | None:
    """Return why a KPI has no value over ``group``; None where it has one.

    Args:
        plan: the plan.
        values: its results.
        key: the KPI.
        scenario: under which it has no value.
        group: the periods over which it has none.

    Raises:
        ValueError: there is no such scenario.
    """
    return _Search(plan, values, values.scenarios.index(scenario), group).over_group(key)


def why_not_in_period(
    plan: Plan, values: Values, key: KpiKey, scenario: ScenarioKey, period: int
) -> Reason | None:
    """Return why a KPI has no value in one period; None where it has one.

    Args:
        plan: the plan.
        values: its results.
        key: the KPI.
        scenario: under which it has no value.
        period: the index of the period.

    Raises:
        ValueError: there is no such scenario.
    """
    group = Group(
        plan.calendar.period,
        plan.calendar.period_start(period),
        (period,),
        complete=True,
        number=1,
        fiscal_year=plan.calendar.period_start(period).year,
    )
    return _Search(plan, values, values.scenarios.index(scenario), group).in_period(key, period)


@final
class _Search:
    """A walk against the direction of working out, under one scenario.

    It reads only what has no value, so it goes down one path and ends: time runs backwards,
    and within a period nothing depends on itself.
    """

    def __init__(self, plan: Plan, values: Values, scenario: int, group: Group) -> None:
        self._plan = plan
        self._values = values
        self._program = values.program
        self._scenario = scenario
        self._group = group

    def over_group(self, key: KpiKey) -> Reason | None:
        """Return why the figure of ``key`` over the group is none; None where it is one."""
        seen: set[KpiKey] = set()
        while True:
            kpi = self._plan.kpis.get(key)
            if kpi is None or key not in self._program:
                return Reason(ReasonCode.UNKNOWN_KPI, key)
            if not math.isnan(self._values.over(key, self._group)[self._scenario]):
                return None
            if not self._group.periods:
                return Reason(ReasonCode.NO_PERIODS, key)
            if key in seen:
                return Reason(ReasonCode.CYCLE, key)
            seen.add(key)
            if kpi.time is not TimeRule.FORMULA:
                return self._over_periods(kpi)
            found = self._over_formula(kpi)
            if isinstance(found, Reason):
                return found
            key = found

    def in_period(self, key: KpiKey, period: int) -> Reason | None:
        """Return why ``key`` has no value in ``period``; None where it has one."""
        if key not in self._plan.kpis or key not in self._program:
            return Reason(ReasonCode.UNKNOWN_KPI, key)
        if not math.isnan(self._row(self._program.row(key))[period]):
            return None
        return self._in_period(key, period)

    def _over_periods(self, kpi: Kpi) -> Reason:
        """Return why periods do not come to a figure."""
        missing = self._first_missing(kpi.key)
        if missing is not None:
            return self._in_period(kpi.key, missing)
        if kpi.time is not TimeRule.WEIGHTED:
            return Reason(ReasonCode.TOO_LARGE, kpi.key)
        weight = kpi.weight_by
        if weight is None or weight not in self._program:
            return Reason(ReasonCode.NO_WEIGHT, kpi.key, other=weight or "")
        missing = self._first_missing(weight)
        if missing is not None:
            return self._in_period(weight, missing)
        return Reason(ReasonCode.WEIGHTS_ZERO, kpi.key, other=weight)

    def _first_missing(self, key: KpiKey) -> int | None:
        figures = self._row(self._program.row(key))
        return next((each for each in self._group.periods if math.isnan(figures[each])), None)

    def _over_formula(self, kpi: Kpi) -> Reason | KpiKey:
        """Return why a formula over the group is none, or the KPI over the group that it is for."""
        if not kpi.formula:
            return Reason(ReasonCode.NO_GROUP_FORMULA, kpi.key)
        fault = self._without_formula(kpi.key)
        snippet = lower(kpi.formula)
        if fault is not None or snippet is None:
            return fault or Reason(ReasonCode.UNREADABLE, kpi.key)

        def operand(name: str) -> Floats:
            return self._values.over(KpiKey(name), self._group)

        def before(place: int) -> Floats:
            return prev_before(self._values, kpi.key, place, self._group)

        known = grouped(snippet, operand, before, len(self._values.scenarios))

        def figure(each: Operand) -> float:
            if isinstance(each, float):
                return each
            figures = known[each] if isinstance(each, int) else operand(each)
            return float(figures[self._scenario])

        place = len(snippet) - 1
        while True:
            instruction = snippet[place]
            if instruction.op is Op.PREV:
                return self._in_formula(kpi.key, snippet, place, self._group.periods[0])
            if instruction.op in TIME_OPS:
                return Reason(ReasonCode.NOT_OVER_GROUPS, kpi.key)
            lacking = _lacking(instruction, [figure(each) for each in instruction.operands])
            if lacking is None:
                code = _fault(instruction, [figure(each) for each in instruction.operands])
                return Reason(code, kpi.key)
            if isinstance(lacking, int):
                place = lacking
            elif lacking in self._program:
                return KpiKey(str(lacking))
            else:
                return Reason(ReasonCode.UNKNOWN_KPI, kpi.key, other=str(lacking))

    def _in_period(self, key: KpiKey, period: int) -> Reason:
        """Return why ``key`` has no value in ``period``."""
        fault = self._without_formula(key)
        if fault is not None:
            return fault
        formula = self._plan.kpis[key].formula
        if not formula:
            return Reason(ReasonCode.NO_FIGURE, key, period)
        snippet = lower(formula)
        if snippet is None:
            return Reason(ReasonCode.UNREADABLE, key)
        return self._in_formula(key, snippet, len(snippet) - 1, period)

    def _in_formula(self, key: KpiKey, snippet: Snippet, place: int, period: int) -> Reason:
        """Return why operation ``place`` of the formula of ``key`` has no value in ``period``."""
        while True:
            instruction = snippet[place]
            step = self._through_time(key, instruction, period)
            if isinstance(step, Reason):
                return step
            if step is not None:
                lacking, period = step
            else:
                figures = [self._figure(key, each, period) for each in instruction.operands]
                lacking = _lacking(instruction, figures)
                if lacking is None:
                    return Reason(_fault(instruction, figures), key, period)
            if isinstance(lacking, int):
                place = lacking
                continue
            name = KpiKey(str(lacking))
            if name not in self._program:
                return Reason(ReasonCode.UNKNOWN_KPI, key, period, str(lacking))
            fault = self._without_formula(name)
            formula = self._plan.kpis[name].formula
            found = lower(formula) if formula and fault is None else None
            if found is None:
                return fault or self._in_period(name, period)
            key, snippet, place = name, found, len(found) - 1

    def _through_time(
        self, key: KpiKey, instruction: Instruction, period: int
    ) -> tuple[Operand, int] | Reason | None:
        """Return what an operation over time reads in vain and when; None for any other."""
        operands = instruction.operands
        steps = instruction.parameter
        match instruction.op:
            case Op.PREV:
                return (operands[0], period - 1) if period else (operands[1], 0)
            case Op.LAG:
                if period >= steps:
                    return operands[0], period - steps
                return Reason(ReasonCode.BEFORE_THE_PLAN, key, period, instruction.history[0])
            case Op.CUMULATIVE:
                starts = {0, *self._program.calendar.fiscal_year_starts()}
                first = max(start for start in starts if start <= period)
                for each in range(first, period + 1):
                    if math.isnan(self._figure(key, operands[0], each)):
                        return operands[0], each
                return Reason(ReasonCode.TOO_LARGE, key, period)
            case Op.CARRIED:
                if period >= steps:
                    return operands[0], period - steps
                if math.isnan(self._figure(key, operands[1], 0)):
                    return operands[1], 0
                return Reason(ReasonCode.TOO_LARGE, key, period)
            case _:
                return None

    def _figure(self, key: KpiKey, operand: Operand, period: int) -> float:
        """Return what a formula of ``key`` reads; NaN for an unknown name."""
        program = self._program
        if isinstance(operand, float):
            return operand
        if isinstance(operand, int):
            row = program.operation_row(program.number(key), operand)
        elif operand in program:
            row = program.row(KpiKey(operand))
        else:
            return math.nan
        return float(self._row(row)[period])

    def _row(self, row: int) -> Floats:
        return self._values.row(row)[self._scenario]

    def _without_formula(self, key: KpiKey) -> Reason | None:
        return Reason(ReasonCode.CYCLE, key) if key in self._program.cyclic else None


def _lacking(instruction: Instruction, figures: list[float]) -> Operand | None:
    """Return the first operand that has no value and is read; None where all have one."""
    pairs = list(zip(instruction.operands, figures, strict=True))
    if instruction.op is Op.IF and not math.isnan(figures[0]):
        pairs = [pairs[1] if figures[0] != 0 else pairs[2]]
    return next((operand for operand, figure in pairs if math.isnan(figure)), None)


def _fault(instruction: Instruction, figures: list[float]) -> ReasonCode:
    """Return why an operation has no value though everything that it reads has."""
    first, *others = figures
    match instruction.op:
        case Op.DIVIDE if others[0] == 0:
            return ReasonCode.DIVISION_BY_ZERO
        case Op.SQRT:
            return ReasonCode.ROOT
        case Op.LN:
            return ReasonCode.LOGARITHM
        case Op.POWER if first == 0 and others[0] < 0:
            return ReasonCode.DIVISION_BY_ZERO
        case Op.POWER if first == others[0] == 0:
            return ReasonCode.POWER
        case Op.POWER if first < 0 and not others[0].is_integer():
            return ReasonCode.ROOT
        case _:
            return ReasonCode.TOO_LARGE


_SENTENCES: Final = {
    ReasonCode.UNKNOWN_KPI: message(
        "“{kpi}” reads “{other}”, which is no KPI: correct its formula, or add it as a driver."
    ),
    ReasonCode.UNREADABLE: message("The formula of “{kpi}” cannot be read: correct it."),
    ReasonCode.CYCLE: message("“{kpi}” depends on itself: change its formula."),
    ReasonCode.NO_FIGURE: message("“{kpi}” has no figure for {period}: type it."),
    ReasonCode.DIVISION_BY_ZERO: message("“{kpi}” divides by 0 in {period}."),
    ReasonCode.ROOT: message("“{kpi}” takes the root of a negative figure in {period}."),
    ReasonCode.LOGARITHM: message("“{kpi}” takes the logarithm of 0 or less in {period}."),
    ReasonCode.POWER: message("“{kpi}” raises 0 to the power of 0 in {period}."),
    ReasonCode.TOO_LARGE: message("“{kpi}” grows beyond any figure in {period}."),
    ReasonCode.BEFORE_THE_PLAN: message(
        "“{kpi}” reads “{other}” from before the plan in {period}: give “{other}” a history."
    ),
    ReasonCode.NO_PERIODS: message("The plan holds no periods of this time."),
    ReasonCode.NO_WEIGHT: message("Nothing weighs the periods of “{kpi}”: choose a KPI that does."),
    ReasonCode.WEIGHTS_ZERO: message(
        "“{other}”, which weighs the periods of “{kpi}”, comes to 0 over them."
    ),
    ReasonCode.NO_GROUP_FORMULA: message(
        "“{kpi}” has no formula that several periods could be worked out by: choose another way "
        "to add them up."
    ),
    ReasonCode.NOT_OVER_GROUPS: message(
        "The formula of “{kpi}” reads single periods, so it has no figure over several: choose "
        "another way to add them up."
    ),
}
_NOT_THERE: Final = message("There is no KPI “{kpi}” in the plan: it may have been removed.")
_OF_A_PART: Final = message(
    "“{kpi}” looks back to before the plan in {period}: let lag read a KPI with a history."
)


def reason_sentence(reason: Reason, plan: Plan, language: Language) -> str:
    """Return why a figure has no value, naming where that begins, and the way out."""
    template = _SENTENCES[reason.code]
    if reason.code is ReasonCode.UNKNOWN_KPI and not reason.other:
        template = _NOT_THERE
    elif reason.code is ReasonCode.BEFORE_THE_PLAN and not reason.other:
        template = _OF_A_PART
    if reason.period is None:
        period = language.text("several periods together")
    else:
        period = language.period_label(plan.calendar, reason.period)
    return language.text(
        template,
        kpi=kpi_name(plan, reason.kpi),
        other=kpi_name(plan, reason.other),
        period=period,
    )
