"""Plans of any size for benchmarks: a deep tree of sums and products over drivers."""

from __future__ import annotations

import random

from immutables import Map

from models.calendar import Calendar, Month
from models.keys import FunctionKey, KpiKey, MeasureKey, PersonKey, PositionKey
from models.kpi import Kpi, KpiRole
from models.organisation import Function, FunctionRole, Person, Position, TargetBonus
from models.plan import Plan
from models.scenario import Override, Scenario
from models.scorecard import Design, Measure, Scorecard, Section
from models.table import Table


def big_plan(
    kpis: int = 10_000, *, scenarios: int = 4, people: int = 500, measures: int = 8
) -> Plan:
    """Return a plan of about ``kpis`` KPIs, four children to a parent, and as many people.

    Beside the base it has ``scenarios``, each of which overrides one driver in twenty.
    """
    draw = random.Random(kpis)
    sales = FunctionKey("sales")
    rows: list[Kpi] = []
    for number in range(kpis):
        children = [child for child in range(4 * number + 1, 4 * number + 5) if child < kpis]
        key = KpiKey(f"k{number}")
        shares = Map({FunctionKey("marketing"): 0.5, FunctionKey("sales"): 0.5})
        if children:
            sign = " + " if number % 3 else " - "
            formula = sign.join(f"k{child}" for child in children)
            if number % 7 == 3 and len(children) > 1:
                formula = f"k{children[0]} * k{children[1]} / 100"
            rows.append(Kpi(key, f"KPI {number}", formula=formula))
        else:
            values = tuple(round(draw.uniform(50, 150), 2) for _ in range(12))
            rows.append(Kpi(key, f"KPI {number}", values=values, responsibility=shares))
    rows[0] = Kpi(KpiKey("k0"), "Profit", formula=rows[0].formula, role=KpiRole.PROFIT)
    drivers = [row.key for row in rows if not row.formula]
    return Plan(
        f"{kpis} KPIs",
        Calendar(Month(2027, 1)),
        kpis=Table(rows),
        functions=Table(
            [
                Function(FunctionKey("marketing"), "Marketing", FunctionRole.MARKETING),
                Function(FunctionKey("sales"), "Sales", FunctionRole.SALES),
            ]
        ),
        positions=Table(
            [
                Position(PositionKey(f"p{n}"), f"Position {n}", sales, TargetBonus(1e4))
                for n in range(6)
            ]
        ),
        people=Table(
            [
                Person(PersonKey(f"{n:06}"), f"Person {n}", PositionKey(f"p{n % 6}"))
                for n in range(people)
            ]
        ),
        designs=Table([_design(draw, measures)]),
        current_design=_design(draw, measures).key,
        scenarios=Table(
            [
                Scenario(
                    f"s{n}",  # pyright: ignore[reportArgumentType]
                    f"Scenario {n}",
                    Map({key: Override(factors=(1.05,) * 12) for key in drivers[n::20]}),
                )
                for n in range(scenarios)
            ]
        ),
    )


def _design(draw: random.Random, measures: int) -> Design:
    cards = []
    for position in range(6):
        chosen = draw.sample(range(40), measures)
        listed = tuple(
            Measure(
                MeasureKey(f"m{number}"),
                kpi=KpiKey(f"k{number}"),
                weight=1 / measures,
                targets=(draw.uniform(1e3, 1e5),),
            )
            for number in chosen
        )
        cards.append(Scorecard(PositionKey(f"p{position}"), (Section("", listed),)))
    return Design("d", "D", Table(cards))  # pyright: ignore[reportArgumentType]
