"""From formulas of a plan to formulas of Excel 2010, in its English functions.

Two kinds of text are made here. An *expression* is worth a number, or an Excel error where
the plan has no value; it may count on every cell it reads to hold a number. A *guarded*
formula is what a cell holds: it first makes sure of those cells, and turns an error into
an empty text. ``if`` guards its branches one by one, so that it reads only what it chose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from models.formula_tree import (
    TIME_FUNCTIONS,
    Arithmetic,
    Call,
    Comparison,
    Connection,
    Name,
    Negation,
    Node,
    Not,
    Number,
    children,
)
from workbench.excel.cells import Operand, all_numbers
from workbench.excel.names import EQUAL_WITHIN

MOST_CHARACTERS: Final = 8000
"""Excel takes 8,192; some stay free for what is put around an expression."""

MOST_LEVELS: Final = 60
"""Excel nests 64 levels; some stay free."""

_NO_VALUE: Final = "NA()"
_STRUCTURAL: Final = frozenset(range(13)) | {100, 1000}

# How tightly a text holds together; a part is put in parentheses where it must hold tighter.
_SUM, _PRODUCT, _POWER, _ATOM = 1, 2, 3, 5


class Figures(Protocol):
    """Where the figures stand that a formula reads."""

    def figure(self, key: str, time: int) -> Operand | None:
        """Return the cell of KPI ``key`` at ``time``; None where it can have no value."""
        ...

    def literal(self, number: Number) -> Operand:
        """Return the input cell of a literal that is not structural."""
        ...

    def year_start(self, time: int) -> int:
        """Return the first period of the fiscal year that ``time`` is in."""
        ...

    def within_group(self) -> tuple[Figures, int] | None:
        """Return the figures per period and the first period of the group these are over.

        None where these are per period themselves.
        """
        ...


def named_literals(node: Node) -> tuple[Number, ...]:
    """Return the literals of ``node`` that become input cells, in the order of the text.

    Small whole numbers, 100, 1000, exponents, the steps of a lag and the digits of a
    rounding belong to the structure of a formula and stay in it.
    """
    match node:
        case Number(value):
            return () if value in _STRUCTURAL else (node,)
        case Arithmetic("^", base, exponent) if _is_plain_number(exponent):
            return named_literals(base)
        case Call("lag" | "round", arguments):
            return named_literals(arguments[0])
        case _:
            return tuple(number for child in children(node) for number in named_literals(child))


def guarded(node: Node, figures: Figures, time: int, sheet: str) -> str:
    """Return the formula, with its equals sign, of a cell on ``sheet`` that is worth ``node``.

    The cell shows an empty text where there is no value.
    """
    translation = _Translation(figures, sheet)
    text = translation.number(node, time).text
    return around(text, translation.reads, sheet)


def around(expression: str, reads: Sequence[Operand] | frozenset[Operand], sheet: str) -> str:
    """Return the guarded formula of ``expression``, which counts on ``reads`` to be numbers."""
    if expression == _NO_VALUE:
        return '=""'
    condition = all_numbers(reads, sheet)
    if not condition:
        return f'=IFERROR({expression},"")'
    return f'=IF({condition},IFERROR({expression},""),"")'


def nesting(text: str) -> int:
    """Return how deeply the parentheses of ``text`` are nested."""
    deepest = level = 0
    for character in text:
        if character == "(":
            level += 1
            deepest = max(deepest, level)
        elif character == ")":
            level -= 1
    return deepest


def fits(formula: str) -> bool:
    """Return whether Excel takes ``formula``."""
    return len(formula) <= MOST_CHARACTERS and nesting(formula) <= MOST_LEVELS


def _is_plain_number(node: Node) -> bool:
    return isinstance(node, Number) or (
        isinstance(node, Negation) and isinstance(node.operand, Number)
    )


def _plain_value(node: Node) -> float | None:
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Negation) and isinstance(node.operand, Number):
        return -node.operand.value
    return None


def plain_number(value: float) -> str:
    """Return ``value`` as Excel writes a number in a formula."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return repr(float(value)).upper()


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    tightness: int = _ATOM

    def within(self, tightness: int) -> str:
        return self.text if self.tightness >= tightness else f"({self.text})"


class _Translation:
    """One formula on its way; collects the cells that it counts on."""

    def __init__(self, figures: Figures, sheet: str) -> None:
        self._figures = figures
        self._sheet = sheet
        self._reads: list[Operand] = []

    @property
    def reads(self) -> frozenset[Operand]:
        return frozenset(self._reads)

    def _read(self, operand: Operand | None) -> _Text:
        if operand is None:
            return _Text(_NO_VALUE)
        self._reads.append(operand)
        return _Text(operand.seen_from(self._sheet))

    def number(self, node: Node, time: int) -> _Text:
        match node:
            case Number(value):
                if value in _STRUCTURAL:
                    return _Text(plain_number(value))
                return self._read(self._figures.literal(node))
            case Name(key):
                return self._read(self._figures.figure(key, time))
            case Negation(operand):
                return _Text(f"-{self.number(operand, time).within(_ATOM)}", _SUM)
            case Arithmetic("^", base, exponent):
                return self._power(base, exponent, time)
            case Arithmetic(op, left, right):
                tightness = _SUM if op in "+-" else _PRODUCT
                before = self.number(left, time).within(tightness)
                after = self.number(right, time).within(tightness + 1)
                return _Text(f"{before}{op}{after}", tightness)
            case Call(function, arguments):
                return self._call(function, arguments, time)
            case Comparison() | Connection() | Not():
                return _Text(f"IF({self.truth(node, time)},1,0)")

    def truth(self, node: Node, time: int) -> str:
        match node:
            case Comparison(op, left, right):
                return self._compared(op, self.number(left, time), self.number(right, time))
            case Connection(connective, left, right):
                both = f"{self.truth(left, time)},{self.truth(right, time)}"
                return f"{connective.upper()}({both})"
            case Not(operand):
                return f"NOT({self.truth(operand, time)})"
            case _:
                return f"{self.number(node, time).within(_SUM)}<>0"

    def _compared(self, op: str, left: _Text, right: _Text) -> str:
        return compared(op, left.within(_SUM), right.within(_PRODUCT))

    def _power(self, base: Node, exponent: Node, time: int) -> _Text:
        below = self.number(base, time).within(_ATOM)
        fixed = _plain_value(exponent)
        if fixed is None:
            above = self.number(exponent, time).within(_ATOM)
        else:
            above = plain_number(fixed) if fixed >= 0 else f"({plain_number(fixed)})"
        power = _Text(f"{below}^{above}", _POWER)
        if fixed is not None and fixed > 0 and fixed == int(fixed):
            return power
        # Excel takes odd roots of negative numbers, and LibreOffice calls 0^0 one.
        if fixed is None:
            refused = f"OR(AND({below}=0,{above}=0),AND({below}<0,{above}<>INT({above})))"
        elif fixed <= 0:
            refused = f"{below}=0" if fixed == int(fixed) else f"{below}<=0"
        else:
            refused = f"{below}<0"
        return _Text(f"IF({refused},{_NO_VALUE},{power.text})")

    def _call(self, function: str, arguments: tuple[Node, ...], time: int) -> _Text:
        grouped = self._figures.within_group()
        if grouped is not None and function in TIME_FUNCTIONS:
            return self._over_group(function, arguments, *grouped)
        match function:
            case "prev":
                inside = time if time == 0 else time - 1
                return self.number(arguments[1] if time == 0 else arguments[0], inside)
            case "lag":
                steps = arguments[1]
                assert isinstance(steps, Number)  # noqa: S101 - the grammar takes nothing else
                earlier = time - int(steps.value)
                if earlier < 0 and not isinstance(arguments[0], Name):
                    return _Text(_NO_VALUE)
                return self.number(arguments[0], earlier)
            case "cumulative":
                periods = range(self._figures.year_start(time), time + 1)
                return self._sum([self.number(arguments[0], period) for period in periods])
            case "spread":
                return self._spread(arguments[0], arguments[1:], time)
            case "to_convert":
                return self._bank(arguments[0], arguments[1:], time, left=False)
            case "unconverted":
                return self._bank(arguments[0], arguments[1:], time, left=True)
            case "if":
                return self._if(arguments, time)
            case _:
                return self._plain_call(function, arguments, time)

    def _over_group(
        self, function: str, arguments: tuple[Node, ...], figures: Figures, first: int
    ) -> _Text:
        """Write a time function over a group: ``prev`` is what it is in the first period."""
        if function == "spread" and len(arguments) == 2:
            # A spread of this period's cohort alone looks at no other period.
            return self.number(Arithmetic("*", *arguments), 0)
        if function != "prev":
            return _Text(_NO_VALUE)
        over, self._figures = self._figures, figures
        text = self._call(function, arguments, first)
        self._figures = over
        return text

    def _plain_call(self, function: str, arguments: tuple[Node, ...], time: int) -> _Text:
        if function == "round":
            digits = _plain_value(arguments[1]) if len(arguments) == 2 else 0.0
            value = self.number(arguments[0], time).text
            return _Text(f"ROUND({value},{plain_number(digits or 0.0)})")
        parts = [self.number(argument, time) for argument in arguments]
        match function:
            case "sum":
                return self._sum(parts)
            case "avg":
                total = self._sum(parts).within(_PRODUCT)
                return _Text(f"{total}/{len(parts)}", _PRODUCT)
            case "min" | "max":
                joined = ",".join(part.text for part in parts)
                return _Text(f"{function.upper()}({joined})") if len(parts) > 1 else parts[0]
            case _:
                return _Text(f"{function.upper()}({parts[0].text})")

    def _sum(self, parts: Sequence[_Text]) -> _Text:
        if len(parts) == 1:
            return parts[0]
        return _Text("+".join(part.within(_SUM) for part in parts), _SUM)

    def _spread(self, cohort: Node, weights: tuple[Node, ...], time: int) -> _Text:
        terms: list[_Text] = []
        for age, weight in enumerate(weights):
            if time < age:
                pair = self._before_the_plan(cohort, weight, time - age)
                if pair is None:
                    continue
                size, part = pair
            else:
                size, part = self.number(cohort, time - age), self.number(weight, time - age)
            terms.append(_Text(f"{size.within(_PRODUCT)}*{part.within(_POWER)}", _PRODUCT))
        return self._sum(terms) if terms else _Text("0")

    def _bank(self, cohort: Node, weights: tuple[Node, ...], time: int, *, left: bool) -> _Text:
        """Write what cohorts that are not through still bring, or have ``left`` unconverted."""
        terms: list[_Text] = []
        for age in range(len(weights) - 1):
            then = time - age
            parts: list[_Text] = []
            size = None
            for weight in weights[: age + 1] if left else weights[age + 1 :]:
                if then < 0:
                    size, part = self._before_the_plan(cohort, weight, then) or (None, None)
                else:
                    size, part = self.number(cohort, then), self.number(weight, then)
                if part is not None:
                    parts.append(part)
            if size is None:
                continue
            if left:
                share = _Text("-".join(["1", *(part.within(_PRODUCT) for part in parts)]), _SUM)
            else:
                share = self._sum(parts)
            terms.append(_Text(f"{size.within(_PRODUCT)}*{share.within(_POWER)}", _PRODUCT))
        return self._sum(terms) if terms else _Text("0")

    def _before_the_plan(self, cohort: Node, weight: Node, time: int) -> tuple[_Text, _Text] | None:
        """Return a cohort of the history with its weight; None where it counts 0."""
        size = self._figures.figure(cohort.key, time) if isinstance(cohort, Name) else None
        if size is None:
            return None
        # Where the weight has no history, that of the first period counts.
        past = self._figures.figure(weight.key, time) if isinstance(weight, Name) else None
        part = self.number(weight, 0) if past is None else self._read(past)
        return self._read(size), part

    def _if(self, arguments: tuple[Node, ...], time: int) -> _Text:
        condition = self.truth(arguments[0], time)
        branches = ",".join(self._branch(branch, time) for branch in arguments[1:])
        return _Text(f"IF({condition},{branches})")

    def _branch(self, node: Node, time: int) -> str:
        inner = _Translation(self._figures, self._sheet)
        text = inner.number(node, time).text
        needed = all_numbers(inner.reads - self.reads, self._sheet)
        return f"IF({needed},{text},{_NO_VALUE})" if needed else text


def compared(op: str, left: str, right: str) -> str:
    """Return the condition ``left op right`` under the tolerance of the plan.

    Both must be worth numbers and hold together in a sum (``left``) or a product.
    """
    apart = f"{left}-{right}"
    near = f"{EQUAL_WITHIN.name}*MAX(ABS({left}),ABS({right}))"
    match op:
        case "=":
            return f"ABS({apart})<={near}"
        case "<>":
            return f"ABS({apart})>{near}"
        case "<":
            return f"{apart}<-{near}"
        case ">":
            return f"{apart}>{near}"
        case "<=":
            return f"{apart}<={near}"
        case _:
            return f"{apart}>=-{near}"
