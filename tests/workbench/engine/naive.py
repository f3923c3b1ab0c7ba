"""The engine once more, as naively as can be: recursion over the text of formulas, one by one.

Shares nothing with the product but the parser.
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Context, Decimal

from models.calendar import Group
from models.formula_parser import FormulaError, parse
from models.formula_tree import (
    Arithmetic,
    Call,
    Comparison,
    Connection,
    Name,
    Negation,
    Node,
    Not,
    Number,
)
from models.keys import BASE
from models.kpi import TimeRule
from models.plan import Plan

Figure = float | None
"""None is no value."""

_EVERY_DIGIT = Context(prec=400)
"""Any float has at most 309 digits before the point, and rounding keeps at most 15 behind it."""


class Naive:
    """Figures of one plan under one scenario."""

    def __init__(self, plan: Plan, scenario: str = BASE) -> None:
        self.plan = plan
        self.scenario = scenario
        self.known: dict[tuple[str, int], Figure] = {}
        self.busy: set[tuple[str, int]] = set()

    def at(self, key: str, period: int) -> Figure:
        """Return the figure of a KPI in a period of the plan."""
        place = (key, period)
        if place in self.known:
            return self.known[place]
        kpi = self.plan.kpis.get(key)
        if kpi is None:
            return None
        if place in self.busy:
            raise LoopedError(key)
        self.busy.add(place)
        try:
            if not kpi.formula:
                found = self.driver(key, period)
            else:
                try:
                    found = self.value(parse(kpi.formula), period)
                except FormulaError:
                    found = None
        finally:
            self.busy.discard(place)
        self.known[place] = found
        return found

    def driver(self, key: str, period: int) -> Figure:
        values = self.plan.kpis[key].values
        base = values[period] if period < len(values) else None
        if self.scenario == BASE:
            return base
        override = self.plan.scenarios[self.scenario].overrides.get(key)
        if override is None:
            return base
        if period < len(override.values) and override.values[period] is not None:
            return override.values[period]
        if period < len(override.factors) and override.factors[period] is not None:
            return None if base is None else base * override.factors[period]
        return base

    def past(self, key: str, before: int) -> Figure:
        """Return the history of a KPI, ``before`` periods before the first (1: the last)."""
        kpi = self.plan.kpis.get(key)
        if kpi is None or before > len(kpi.history):
            return None
        return kpi.history[len(kpi.history) - before]

    def value(self, node: Node, period: int) -> Figure:
        found = self._value(node, period)
        return found if found is not None and math.isfinite(found) else None

    def _value(self, node: Node, period: int) -> Figure:
        match node:
            case Number(value):
                return value
            case Name(key):
                return self.at(key, period)
            case Negation(operand):
                x = self.value(operand, period)
                return None if x is None else -x
            case Not(operand):
                x = self.value(operand, period)
                return None if x is None else float(x == 0)
            case Call(function, arguments):
                return self.call(function, arguments, period)
            case Arithmetic(op, left, right):
                x, y = self.value(left, period), self.value(right, period)
                return None if x is None or y is None else arithmetic(op, x, y)
            case Comparison(op, left, right):
                x, y = self.value(left, period), self.value(right, period)
                return None if x is None or y is None else float(compared(op, x, y))
            case Connection(op, left, right):
                x, y = self.value(left, period), self.value(right, period)
                if x is None or y is None:
                    return None
                return float((x != 0 and y != 0) if op == "and" else (x != 0 or y != 0))

    def call(self, function: str, arguments: tuple[Node, ...], period: int) -> Figure:
        match function:
            case "if":
                x = self.value(arguments[0], period)
                return None if x is None else self.value(arguments[1 if x != 0 else 2], period)
            case "prev":
                if period == 0:
                    return self.value(arguments[1], 0)
                return self.value(arguments[0], period - 1)
            case "lag":
                steps = int(arguments[1].value)
                if period >= steps:
                    return self.value(arguments[0], period - steps)
                is_name = isinstance(arguments[0], Name)
                return self.past(arguments[0].key, steps - period) if is_name else None
            case "cumulative":
                starts = [s for s in self.year_starts() if s <= period]
                parts = [self.value(arguments[0], p) for p in range(max(starts), period + 1)]
                return None if None in parts else sum(parts)
            case "spread":
                return self.spread(arguments, period)
            case "to_convert" | "unconverted":
                return self.bank(function, arguments[0], arguments[1:], period)
            case _:
                operands = [self.value(argument, period) for argument in arguments]
                return None if None in operands else plain(function, operands)

    def bank(self, function: str, x: Node, weights: tuple[Node, ...], period: int) -> Figure:
        """Loop over cohorts that are not through, and over their weights one by one."""
        total = 0.0
        for age in range(len(weights) - 1):
            born = period - age
            leads = self.value(x, born) if born >= 0 else None
            if born < 0:
                leads = self.past(x.key, -born) if isinstance(x, Name) else None
                if leads is None:
                    continue
            to_come = function == "to_convert"
            parts = []
            for weight in weights[age + 1 :] if to_come else weights[: age + 1]:
                w = self.past(weight.key, -born) if born < 0 and isinstance(weight, Name) else None
                parts.append(self.value(weight, max(born, 0)) if w is None else w)
            if leads is None or None in parts:
                return None
            total += leads * sum(parts) if to_come else leads * (1 - sum(parts))
        return total

    def spread(self, arguments: tuple[Node, ...], period: int) -> Figure:
        total = 0.0
        for age, weight in enumerate(arguments[1:]):
            if period >= age:
                x, w = self.value(arguments[0], period - age), self.value(weight, period - age)
            else:
                x = w = None
                if isinstance(arguments[0], Name):
                    x = self.past(arguments[0].key, age - period)
                if isinstance(weight, Name):
                    w = self.past(weight.key, age - period)
                if w is None:
                    w = self.value(weight, 0)
                if x is None:
                    continue
            if x is None or w is None:
                return None
            total += x * w
        return total

    def year_starts(self) -> set[int]:
        calendar = self.plan.calendar
        first = calendar.fiscal_start - 1
        years = [
            (calendar.period_start(period).ordinal - first) // 12
            for period in range(calendar.count)
        ]
        return {p for p, year in enumerate(years) if p == 0 or year != years[p - 1]}

    def group(self, key: str, group: Group) -> Figure:
        """Return the figure of a KPI over a group of periods."""
        kpi = self.plan.kpis.get(key)
        if kpi is None or not group.periods:
            return None
        if kpi.time is TimeRule.FORMULA:
            try:
                node = parse(kpi.formula)
            except FormulaError:
                return None
            return self.grouped(node, group)
        values = [self.at(key, period) for period in group.periods]
        if None in values:
            return None
        match kpi.time:
            case TimeRule.SUM:
                return sum(values)
            case TimeRule.MEAN:
                return sum(values) / len(values)
            case TimeRule.LAST:
                return values[-1]
            case _:
                weights = [self.at(kpi.weight_by or "", period) for period in group.periods]
                if None in weights or sum(weights) == 0:
                    return None
                return sum(v * w for v, w in zip(values, weights, strict=True)) / sum(weights)

    def grouped(self, node: Node, group: Group) -> Figure:
        """Work ``node`` out on grouped figures."""
        inner = Grouped(self, group)
        return inner.value(node, 0)


class Grouped(Naive):
    """The same rules, on figures of one group."""

    def __init__(self, periods: Naive, group: Group) -> None:
        super().__init__(periods.plan, periods.scenario)
        self.periods = periods
        self.the_group = group

    def at(self, key: str, period: int) -> Figure:
        return self.periods.group(key, self.the_group)

    def call(self, function: str, arguments: tuple[Node, ...], period: int) -> Figure:
        if function == "prev":
            return self.periods.value(Call("prev", arguments), self.the_group.periods[0])
        if function in {"lag", "cumulative", "spread", "to_convert", "unconverted"}:
            # A spread of this period's cohort alone looks at no other period.
            if function == "spread" and len(arguments) == 2:
                return super().call(function, arguments, period)
            return None
        return super().call(function, arguments, period)


class LoopedError(Exception):
    """A KPI needs its own value of the same period."""


def arithmetic(op: str, x: float, y: float) -> Figure:
    try:
        match op:
            case "+":
                return x + y
            case "-":
                return x - y
            case "*":
                return x * y
            case "/":
                return x / y
            case _:
                if x == 0 and y == 0:
                    return None
                power = x**y
                return None if isinstance(power, complex) else power
    except (ZeroDivisionError, OverflowError):
        return None


def equal(x: float, y: float) -> bool:
    return abs(x - y) <= 1e-12 * max(abs(x), abs(y))


def compared(op: str, x: float, y: float) -> bool:
    same = equal(x, y)
    match op:
        case "=":
            return same
        case "<>":
            return not same
        case "<":
            return x < y and not same
        case ">":
            return x > y and not same
        case "<=":
            return x <= y or same
        case _:
            return x >= y or same


def plain(function: str, x: list[float]) -> Figure:
    try:
        match function:
            case "sum":
                return sum(x)
            case "avg":
                return sum(x) / len(x)
            case "min":
                return min(x)
            case "max":
                return max(x)
            case "abs":
                return abs(x[0])
            case "ln":
                return math.log(x[0])
            case "exp":
                return math.exp(x[0])
            case "sqrt":
                return math.sqrt(x[0])
            case _:
                place = Decimal(1).scaleb(-int(x[1] if len(x) > 1 else 0))
                written = Decimal(f"{abs(x[0]):.15g}")
                size = float(written.quantize(place, ROUND_HALF_UP, _EVERY_DIGIT))
                return math.copysign(size, x[0])
    except (ValueError, OverflowError):
        return None
