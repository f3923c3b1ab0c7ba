"""Names and figures of the lines of an explanation, and formulas written with them."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from models.calendar import Calendar, Group, Span
from models.keys import BASE, ScenarioKey
from models.plan import Plan
from workbench.analysis.explain.lines import How, Line, Name, Term, Thing, When
from workbench.language import NO_VALUE, Language, message
from workbench.place_words import (
    function_name,
    kpi_name,
    objective_name,
    person_name,
    position_name,
    scenario_name,
)

TRUTHS: Final = frozenset(
    {
        How.LESS,
        How.AT_MOST,
        How.GREATER,
        How.AT_LEAST,
        How.EQUAL,
        How.UNEQUAL,
        How.AND,
        How.OR,
        How.NOT,
    }
)
"""Lines that hold or do not."""

SIGNS: Final = {
    How.LESS: "<",
    How.AT_MOST: "≤",
    How.GREATER: ">",
    How.AT_LEAST: "≥",
    How.EQUAL: "=",
    How.UNEQUAL: "≠",
    How.POWER: "^",
}
"""What stands between two parts."""

_TERMS: Final = {
    Term.INCENTIVES: message("Incentives"),
    Term.BASE_INCENTIVES: message("Incentives in the base"),
    Term.BASE_PROFIT: message("Profit in the base"),
    Term.FIGURE_OF_BASE: message("Figure of the base"),
    Term.PART_OF_BASE: message("Percentage of the base"),
    Term.SHARE_OF_PROFIT: message("Incentives as a share of profit"),
    Term.EARNED_PER_UNIT: message("Earned per {symbol} paid"),
    Term.SHARED_STAKE: message("Shared stake"),
    Term.PROFIT_WON: message("Profit won over the base"),
    Term.MORE_PAID: message("Paid beyond the base"),
    Term.SCORE: message("Score"),
    Term.TARGET_BONUS: message("Target bonus"),
    Term.CONDITIONS: message("Conditions"),
    Term.MODIFIERS: message("Modifiers"),
    Term.TIME_AT_WORK: message("Time at work"),
    Term.FUNDING: message("Funding of the pool"),
    Term.PAYOUT: message("Payout"),
}
_FUNCTIONS: Final = {
    How.MIN: "min",
    How.MAX: "max",
    How.AVERAGE: "avg",
    How.ABS: "abs",
    How.ROUND: "round",
    How.LN: "ln",
    How.EXP: "exp",
    How.SQRT: "sqrt",
}
_CONNECTION, _NOT, _COMPARISON, _SUM, _PRODUCT, _POWER, _ATOM = range(7)
_LITERAL_DIGITS: Final = 10


@dataclass(frozen=True, slots=True)
class Speech:
    """What lines are worded with.

    Attributes:
        plan: names things.
        language: of the words.
    """

    plan: Plan
    language: Language

    def name(self, name: Name) -> str:
        """Return what people call it."""
        match name.thing:
            case Thing.KPI:
                return kpi_name(self.plan, name.key)
            case Thing.POSITION:
                return position_name(self.plan, name.key)
            case Thing.PERSON:
                return person_name(self.plan, name.key)
            case Thing.FUNCTION:
                return function_name(self.plan, name.key)
            case Thing.OBJECTIVE:
                return objective_name(self.plan, name.key)
            case Thing.TERM:
                symbol = self.language.currency_symbol(self.plan.currency)
                return self.language.text(_TERMS[Term(name.key)], symbol=symbol)

    def scenario(self, scenario: ScenarioKey) -> str:
        """Return what people call a scenario."""
        if scenario == BASE:
            return self.language.text("Base")
        return scenario_name(self.plan, scenario)

    def when(self, when: When) -> str:
        """Name a group of periods, or one period; also one before the plan."""
        if isinstance(when, Group):
            return self.language.group_label(when)
        return _period_label(self.language, self.plan.calendar, when)

    def periods(self, count: int) -> str:
        """Write how many periods: 12 months."""
        plural = self.language.plural
        match self.plan.calendar.period:
            case Span.MONTH:
                return plural("{count} month", "{count} months", count)
            case Span.QUARTER:
                return plural("{count} quarter", "{count} quarters", count)
            case Span.HALF_YEAR:
                return plural("{count} half-year", "{count} half-years", count)
            case Span.YEAR:
                return plural("{count} year", "{count} years", count)

    def figure(self, line: Line, value: float, *, label: bool = False) -> str:
        """Write a figure of a line: that of the scenario, or that of the base."""
        if math.isnan(value):
            return NO_VALUE
        if line.how in TRUTHS:
            return self.language.text("holds") if value else self.language.text("does not hold")
        if line.how is How.LITERAL:
            return self.literal(value)
        if line.unit is None:
            return self.language.number(value)
        return self.language.figure(value, line.unit, self.plan.currency, label=label)

    def literal(self, value: float) -> str:
        """Write a number as it stands in a formula."""
        _, _, behind = f"{value:.{_LITERAL_DIGITS}f}".rstrip("0").partition(".")
        return self.language.number(value, len(behind))

    def label(self, line: Line, within: When) -> str:
        """Return what a line is called where others are read for ``within``."""
        if line.name is not None:
            words = self.name(line.name)
        elif line.how is How.LITERAL:
            return self.literal(line.figure)
        elif line.how is How.NOTHING:
            return self.language.plural(
                "{count} cohort from before the plan",
                "{count} cohorts from before the plan",
                line.count,
            )
        elif line.parts:
            return self.expression(line, within)
        else:
            return self.figure(line, line.figure)
        if line.when == within:
            return words
        return self.language.text("{name} ({period})", name=words, period=self.when(line.when))

    def expression(self, line: Line, within: When) -> str:
        """Write how a line comes about, in the names of what it reads."""

        def leaf(part: Line) -> str:
            return self.label(part, within)

        return self._written(line, leaf)[0]

    def calculation(self, line: Line, within: When) -> str:
        """Write how a line comes about, in figures with names."""

        def leaf(part: Line) -> str:
            label, figure = self.label(part, within), self.figure(part, part.figure)
            return figure if part.how is How.LITERAL else f"{figure} {label}"

        return self._written(line, leaf)[0]

    def _written(self, line: Line, leaf: Callable[[Line], str]) -> tuple[str, int]:
        """Return the words of an operation, and how tightly they bind."""

        def inner(part: Line, least: int) -> str:
            if not part.parts or part.name is not None:
                return leaf(part)
            words, level = self._written(part, leaf)
            return words if level >= least else f"({words})"

        parts = line.parts
        if not parts:
            return leaf(line), _ATOM
        match line.how:
            case How.ADD:
                return _joined([inner(part, _PRODUCT) for part in parts], parts, "+−"), _SUM
            case How.MULTIPLY:
                return _joined([inner(part, _POWER) for part in parts], parts, "×÷"), _PRODUCT
            case How.POWER:
                return " ^ ".join(inner(part, _ATOM) for part in parts), _POWER
            case How.AND | How.OR:
                text = self.language.text
                word = text("and") if line.how is How.AND else text("or")
                return f" {word} ".join(inner(part, _NOT) for part in parts), _CONNECTION
            case How.NOT:
                words = inner(parts[0], _COMPARISON)
                return self.language.text("not {condition}", condition=words), _NOT
            case how if how in SIGNS:
                return f" {SIGNS[how]} ".join(inner(part, _SUM) for part in parts), _COMPARISON
            case How.IF | How.SAME | How.LAST_PERIOD:
                return (
                    self._written(parts[-1], leaf)
                    if parts[-1].name is None
                    else (
                        leaf(parts[-1]),
                        _ATOM,
                    )
                )
            case how:
                listed = ", ".join(inner(part, _CONNECTION) for part in parts)
                return f"{_FUNCTIONS.get(how, how.value)}({listed})", _ATOM


@lru_cache(maxsize=1024)
def _period_label(language: Language, calendar: Calendar, index: int) -> str:
    """Name a period; a list of months is worded anew in every frame of a drag."""
    return language.period_label(calendar, index)


def _joined(words: list[str], parts: tuple[Line, ...], signs: str) -> str:
    """Write parts one after the other with their signs between them."""
    plain, inverse = signs
    written = ""
    for part, each in zip(parts, words, strict=True):
        sign = inverse if part.inverse else plain
        if written:
            written += f" {sign} {each}"
        elif part.inverse:
            written = f"{sign}{each}" if plain == "+" else f"1 {sign} {each}"
        else:
            written = each
    return written


def leaves(line: Line) -> int:
    """Return how many figures a calculation would name."""
    if not line.parts:
        return 1
    return sum(1 if part.name is not None else leaves(part) for part in line.parts)
