"""Plans whose formulas use every operator and function, drawn from a seed."""

from __future__ import annotations

import random

from models.calendar import Calendar, Month, Span
from models.kpi import Kpi, TimeRule
from models.plan import Plan
from models.table import Table

DRIVERS = ("a", "b", "c", "gap", "zero")


def random_formula_plan(seed: int) -> Plan:
    """Return a plan of drivers and of formulas over them and over each other."""
    draw = random.Random(seed)
    quarters = draw.random() < 0.3
    count = 8 if quarters else draw.choice([12, 18])
    kpis = [
        Kpi("a", "A", values=figures(draw, count, 1, 9), history=figures(draw, 3, 1, 9)),
        Kpi("b", "B", values=figures(draw, count, -5, 5), time=TimeRule.MEAN),
        Kpi(
            "c",
            "C",
            values=figures(draw, count, 0.1, 0.9),
            history=figures(draw, 2, 0.1, 0.9),
            time=TimeRule.WEIGHTED,
            weight_by="a",
        ),
        Kpi("gap", "Gap", values=(None, *figures(draw, count - 1, 1, 2)), time=TimeRule.LAST),
        Kpi("zero", "Zero", values=(0.0, 1.0) * (count // 2), time=TimeRule.LAST),
    ]
    known = list(DRIVERS)
    for number in range(14):
        key = f"f{number}"
        timeless = draw.random() < 0.3
        formula = expression(draw, known, 4, timeless=timeless)
        if number == 13:
            formula = " + ".join(expression(draw, known, 2, timeless=False) for _ in range(8))
        rules = [TimeRule.SUM, TimeRule.LAST, TimeRule.MEAN]
        rule = TimeRule.FORMULA if timeless else draw.choice(rules)
        kpis.append(Kpi(key, key.upper(), formula=formula[:990], time=rule))
        known.append(key)
    # More weights than a cell holds, for all cohorts at once.
    weights = ", ".join(["0.01", "0.003", "c", "0", "0.001 * b", "0.002"] * 8)
    for bank in ("to_convert", "unconverted"):
        kpis.append(Kpi(bank[:5], bank, formula=f"1 + {bank}(a, {weights})", time=TimeRule.LAST))
    kpis.append(Kpi("stock", "Stock", formula="prev(stock, 10.5) * (1 - c / 4) + a", time="last"))
    return Plan(
        f"formulas {seed}",
        Calendar(
            Month(2027, draw.choice([1, 4])),
            Span.QUARTER if quarters else Span.MONTH,
            count,
            draw.choice([1, 4]),
        ),
        kpis=Table(kpis),
    )


def figures(draw: random.Random, count: int, low: float, high: float) -> tuple[float, ...]:
    """Return a few figures."""
    return tuple(round(draw.uniform(low, high), 3) for _ in range(count))


def expression(draw: random.Random, names: list[str], depth: int, *, timeless: bool) -> str:
    """Return the text of a formula whose figures stay small."""
    inner = lambda: expression(draw, names, depth - 1, timeless=timeless)  # noqa: E731
    if depth == 0 or draw.random() < 0.15:
        if draw.random() < 0.3:
            return draw.choice(["2", "0.37", "13.5", "100", "1", "0"])
        return draw.choice(names[:5] * 2 + names)
    kinds = ["+", "-", "*", "/", "^", "neg", "sum", "min", "max", "avg", "abs", "round", "if"]
    kinds += ["ln", "exp", "sqrt", "compare", "logic"]
    if not timeless:
        kinds += ["prev", "lag", "cumulative", "spread", "to_convert", "unconverted"]
    kind = draw.choice(kinds)
    match kind:
        case "+" | "-" | "*" | "/":
            return f"({inner()} {kind} {inner()})"
        case "^":
            return f"abs({draw.choice(names[:5])})^{draw.choice(['2', '0.5', '-1', '(-1.5)', 'c'])}"
        case "neg":
            return f"-{draw.choice(names)}^2"
        case "sum" | "min" | "max" | "avg":
            return f"{kind}({', '.join(inner() for _ in range(draw.randint(1, 3)))})"
        case "round":
            return f"round({inner()}{draw.choice(['', ', 1', ', 2', ', -1'])})"
        case "if":
            return f"if({condition(draw, names)}, {inner()}, {inner()})"
        case "exp":
            return f"exp(min({inner()}, 3))"
        case "compare" | "logic":
            return f"({condition(draw, names)})"
        case "prev":
            return f"prev({inner()}, {draw.choice(['1.5', 'b', '0'])})"
        case "lag":
            return f"lag({draw.choice(names)}, {draw.randint(1, 3)})"
        case "to_convert" | "unconverted":
            cohort = draw.choice(["a", "a", "b", "(a + c)"])
            return f"{kind}({cohort}, 0.5, {draw.choice(['0.25', 'c', 'c / a'])}, 0.1, c)"
        case "spread":
            return f"spread({draw.choice(['a', 'a', 'b'])}, 0.5, {draw.choice(['0.25', 'c'])}, 0.1)"
        case _:
            return f"{kind}({inner()})"


def condition(draw: random.Random, names: list[str]) -> str:
    """Return the text of a condition."""
    op = draw.choice(["<", "<=", ">", ">=", "=", "!="])
    plain = f"{draw.choice(names)} {op} {draw.choice([*names, '2'])}"
    return draw.choice(
        [plain, f"not ({plain})", f"{plain} and a > 2", f"b > 0 or {plain}", draw.choice(names)]
    )
