"""Draws plans of every kind of formula, in two states."""

from __future__ import annotations

from hypothesis import strategies as st
from immutables import Map

from models.calendar import Calendar, Month
from models.keys import KpiKey, ScenarioKey
from models.kpi import Kpi, TimeRule
from models.plan import Plan
from models.scenario import Override, Scenario
from models.table import Table

AFTER = ScenarioKey("after")
PERIODS = 3
DRIVERS = ("a", "b", "c", "d")

SMOOTH = (
    "{x} * {y}",
    "{x} * {y} - {z}",
    "{x} / ({y} ^ 2 + 1)",
    "{x} + sqrt({y} ^ 2 + 1)",
    "ln({x} ^ 2 + 2) * {y}",
    "avg({x}, {y}, {z})",
    "exp({x} / (abs({y}) + 50))",
)
TIMED = (
    "prev({own}, {x}) * 0.9 + {y}",
    "prev({x}, {y}) + {z}",
    "lag({d}, 1) * {y}",
    "cumulative({x}) / 4 + {y}",
    "spread({d}, 0.5, {w}, 0.2) * {y}",
)
KINKED = (
    "min({x}, {y})",
    "max({x}, {y}, {z} / 2)",
    "abs({x} - {y}) + {z}",
    "min(max({x}, 2), {y})",
)
JUMPING = (
    "if({x} > {y}, {z}, {x} / 2)",
    "if({x} >= 5 and {y} < 6, {z} + 3, 1)",
    "({x} > 4.5) * {y}",
    "if({x} > 3 or not {y} > 4, 10, {z})",
    "if({x} - {y}, {z}, 0)",
)
ROUNDED = ("round({x} * {y}, 1)", "round({x}) + {z}")

figures = st.floats(0.5, 9.5).map(lambda x: round(x, 3))


@st.composite
def bridged_plans(draw: st.DrawFn, *kinds: tuple[str, ...]) -> Plan:
    """Draw a plan of formulas of some kinds, with drivers in two states.

    The last KPI is ``top``; some drivers do not change.
    """
    templates = [each for kind in kinds for each in kind]
    rows: list[Kpi] = []
    after: dict[KpiKey, Override] = {}
    for key in DRIVERS:
        before = tuple(draw(figures) for _ in range(PERIODS))
        history = (draw(figures), draw(figures))
        rows.append(Kpi(KpiKey(key), key, values=before, history=history))
        if draw(st.integers(0, 4)):
            after[KpiKey(key)] = Override(values=tuple(draw(figures) for _ in range(PERIODS)))
    names = list(DRIVERS)
    count = draw(st.integers(1, 4))
    for number in range(count):
        key = KpiKey("top" if number == count - 1 else f"k{number}")
        pick = st.sampled_from(names)
        text = draw(st.sampled_from(templates)).format(
            own=key,
            x=names[-1],
            y=draw(pick),
            z=draw(pick),
            d=draw(st.sampled_from(DRIVERS)),
            w=draw(st.sampled_from(DRIVERS)),
        )
        rule = draw(st.sampled_from([TimeRule.SUM, TimeRule.LAST, TimeRule.MEAN]))
        if number == count - 1 and not any(f in text for f in ("lag", "cumul", "spread")):
            rule = draw(st.sampled_from([*TimeRule]))
        weight = KpiKey("a") if rule is TimeRule.WEIGHTED else None
        rows.append(Kpi(key, key, formula=text, time=rule, weight_by=weight))
        names.append(key)
    # Half the plans hold what is read before what reads it.
    if draw(st.booleans()):
        rows.reverse()
    # Three periods from October on, and the fiscal year begins with the second of them.
    calendar = Calendar(Month(2027, 10), count=PERIODS, fiscal_start=11)
    return Plan(
        "Drawn",
        calendar,
        kpis=Table(rows),
        scenarios=Table([Scenario(AFTER, "After", Map(after))]),
    )
