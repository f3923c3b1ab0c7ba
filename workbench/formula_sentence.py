"""What a formula says, in a sentence: names for keys, words for functions, signs of print."""

from __future__ import annotations

from typing import Final, final

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
from models.keys import KpiKey
from models.kpi import Unit
from models.plan import Plan
from workbench.figures_typed import figure_text
from workbench.formula_words import formula_in_names
from workbench.language import Language, message

_POWER, _SIGN, _PRODUCT, _SUM, _COMPARISON, _NOT, _AND, _OR, _PHRASE, _CLAUSE = range(10)
_ATOM: Final = -1
_LEVELS: Final = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT, "^": _POWER}
_SIGNS: Final = {"+": "+", "-": "−", "*": "×", "/": "÷", "^": "^"}
_COMPARATORS: Final = {"<": "<", "<=": "≤", ">": ">", ">=": "≥", "=": "=", "<>": "≠"}
_OF_ONE: Final = {
    "abs": message("the size of {x}"),
    "ln": message("the natural logarithm of {x}"),
    "exp": message("e to the power of {x}"),
    "sqrt": message("the square root of {x}"),
    "cumulative": message("the sum of {x} since the start of the year"),
}
_OF_MANY: Final = {
    "sum": message("the sum of {names}"),
    "min": message("the smallest of {names}"),
    "max": message("the largest of {names}"),
    "avg": message("the average of {names}"),
}
_OF_COHORTS: Final = {
    "spread": message("{x} coming in by age as {shares}"),
    "to_convert": message("what is still to come of {x}, by age {shares}"),
    "unconverted": message("what has not come yet of {x}, by age {shares}"),
}


def said_formula(plan: Plan, formula: str, language: Language) -> str:
    """Say a formula in words; one that cannot be read is written with the names it has.

    Args:
        plan: whose KPIs it names; a name of none stays as it stands.
        formula: by keys.
        language: of the words.
    """
    try:
        node = parse(formula)
    except FormulaError:
        return formula_in_names(plan, formula)
    return _Speaker(plan, language).said(node)


def formula_equation(plan: Plan, key: KpiKey, formula: str, language: Language) -> str:
    """Say what a KPI is: its name, =, and its formula in words."""
    kpi = plan.kpis.get(key)
    name = key if kpi is None else kpi.name
    return f"{name} = {said_formula(plan, formula, language)}"


@final
class _Speaker:
    """Says one formula."""

    def __init__(self, plan: Plan, language: Language) -> None:
        self._plan = plan
        self._language = language

    def said(self, node: Node) -> str:
        """Return the words of ``node``."""
        return self._worded(node)[0]

    def _worded(self, node: Node) -> tuple[str, int]:
        """Return the words and how loosely they hang together."""
        text = self._language.text
        match node:
            case Number(value):
                return figure_text(value, Unit(), self._language), _ATOM
            case Name(key):
                kpi = self._plan.kpis.get(KpiKey(key))
                return (key if kpi is None else kpi.name or key), _ATOM
            case Negation(operand):
                return f"−{self._within(operand, _POWER)}", _SIGN
            case Not(operand):
                return text("not {x}", x=self._within(operand, _NOT)), _NOT
            case Connection("and", left, right):
                one, other = self._within(left, _AND), self._within(right, _NOT)
                return text("{x} and {y}", x=one, y=other), _AND
            case Connection(_, left, right):
                one, other = self._within(left, _OR), self._within(right, _AND)
                return text("{x} or {y}", x=one, y=other), _OR
            case Comparison(op, left, right):
                one, other = self._within(left, _SUM), self._within(right, _SUM)
                return f"{one} {_COMPARATORS[op]} {other}", _COMPARISON
            case Arithmetic(op, left, right):
                return self._arithmetic(op, left, right)
            case Call(function, arguments):
                level = _CLAUSE if function in {"if", "prev"} else _PHRASE
                return self._call(function, arguments), level

    def _arithmetic(self, op: str, left: Node, right: Node) -> tuple[str, int]:
        level = _LEVELS[op]
        if op == "^":
            one, other = self._within(left, _ATOM), self._within(right, _POWER)
        else:
            one, other = self._within(left, level), self._within(right, level - 1)
        return f"{one} {_SIGNS[op]} {other}", level

    def _within(self, node: Node, loosest: int) -> str:
        words, level = self._worded(node)
        return words if level <= loosest else f"({words})"

    def _call(self, function: str, arguments: tuple[Node, ...]) -> str:
        language, text = self._language, self._language.text
        first, *others = arguments
        x = self._within(first, _ATOM)
        if function in _OF_ONE:
            return text(_OF_ONE[function], x=x)
        if function in _OF_MANY:
            every = [self._within(each, _ATOM) for each in arguments]
            if len(every) == 1:
                return text(_OF_MANY[function], names=every[0])
            names = text("{names} and {last}", names=", ".join(every[:-1]), last=every[-1])
            return text(_OF_MANY[function], names=names)
        if function in _OF_COHORTS:
            shares = " / ".join(self._within(each, _ATOM) for each in others)
            return text(_OF_COHORTS[function], x=x, shares=shares)
        match function, others:
            case "if", (yes, no):
                condition, then = self._within(first, _PHRASE), self._within(yes, _PHRASE)
                other = self._within(no, _PHRASE)
                return text("if {x} then {y}, else {z}", x=condition, y=then, z=other)
            case "prev", (start,):
                before = self._within(start, _PHRASE)
                return text("{x} one period earlier, {first} in the first", x=x, first=before)
            case "lag", (Number(steps),):
                return language.plural(
                    "{x} one period earlier", "{x} {count} periods earlier", int(steps), x=x
                )
            case "round", (Number(digits),) if digits > 0:
                return language.plural(
                    "{x} rounded to one decimal",
                    "{x} rounded to {count} decimals",
                    int(digits),
                    x=x,
                )
            case "round", (Negation(Number(zeros)),) if zeros > 0:
                unit = figure_text(10.0**zeros, Unit(), language)
                return text("{x} rounded to the nearest {unit}", x=x, unit=unit)
            case "round", (digits,) if digits != Number(0.0):
                return text("{x} rounded to {digits} decimals", x=x, digits=self.said(digits))
            case _:
                return text("{x} rounded to the whole", x=x)
