"""A plan in which nearly every scorecard lacks something, or is of a rare kind."""

from __future__ import annotations

import datetime as dt

from immutables import Map

from models.calendar import Calendar, Month, Span
from models.kpi import Kpi, Sense, TimeRule
from models.organisation import (
    Function,
    Objective,
    Person,
    PersonalObjective,
    Position,
    TargetBonus,
    WorkSpan,
)
from models.plan import Plan
from models.scorecard import (
    Curve,
    CurveBasis,
    CurveKind,
    CurvePoint,
    Design,
    Gate,
    GateSide,
    Matrix,
    Measure,
    Modifier,
    Pool,
    PoolKind,
    Scorecard,
    ScoreForm,
    Section,
)
from models.table import Table

TIERS = Curve(CurveKind.TIERS, points=(CurvePoint(1.0, 1.4),), first_rate=0.9)
STEEP = (CurvePoint(0.5, 0.25), CurvePoint(1.0, 1.0), CurvePoint(1.2, 1.3))


def card(position: str, *measures: Measure, **more: object) -> Scorecard:
    return Scorecard(position, (Section("", measures),), **more)


def odd_plan() -> Plan:
    """Return the plan: sales are exactly 1,200 a year, returns 24, and the gap has no value."""
    kpis = [
        Kpi("sales", "Sales", values=(100.0,) * 12),
        Kpi("returns", "Returns", sense=Sense.LOWER, values=(2.0,) * 12),
        Kpi("rate", "Rate", values=(0.3,) * 12, time=TimeRule.MEAN),
        Kpi("gap", "Gap", values=(1.0, None)),
    ]
    on_sales = {"kpi": "sales", "weight": 1.0, "targets": (1200.0,)}
    falling = Curve(
        basis=CurveBasis.VALUE, points=(CurvePoint(30, 0.4), CurvePoint(24, 1.1)), last_slope=-0.01
    )
    matrix = Matrix("returns", (900.0, 1200.0), (30.0, 24.0), ((0.5, 0.8), (1.0, 1.5)))
    late = Gate("sales", GateSide.AT_LEAST, 300.0, Span.QUARTER, 0.5)
    cards = [
        card("exact", Measure("m", **on_sales)),
        card("no_target", Measure("m", kpi="sales", weight=1.0)),
        card("zero_target", Measure("m", kpi="sales", weight=1.0, targets=(0.0,))),
        card("tiers", Measure("m", **on_sales, curve=TIERS)),
        card("no_tiers", Measure("m", **on_sales, curve=Curve(CurveKind.TIERS, first_rate=0.8))),
        card("lower_tiers", Measure("m", kpi="returns", weight=1, targets=(20.0,), curve=TIERS)),
        card("unordered", Measure("m", **on_sales, curve=Curve(points=STEEP[::-1]))),
        card("falling", Measure("m", kpi="returns", weight=1, targets=(24.0,), curve=falling)),
        card("matrix", Measure("m", **on_sales, matrix=matrix, cap=1.2)),
        card("misshapen", Measure("m", **on_sales, matrix=Matrix("rate", (1.0,), (1.0,), ()))),
        card("nothing", Measure("m", weight=1.0)),
        card("unknown", Measure("m", kpi="nobody", weight=1.0)),
        card("gap", Measure("m", kpi="gap", weight=0.4), Measure("n", **on_sales)),
        card("gap_of_no_weight", Measure("m", kpi="gap", weight=0.0), Measure("n", **on_sales)),
        card("monthly", Measure("m", kpi="rate", weight=1, targets=(0.3,) * 12, every=Span.MONTH)),
        card(
            "product",
            Measure("m", kpi="sales", targets=(1100.0,), gates=(late,)),
            Measure("o", objective="swap", curve=Curve(points=STEEP), targets=(0.9,)),
            form=ScoreForm.MULTIPLICATIVE,
            gates=(late, Gate("rate", GateSide.AT_MOST, 0.1 * 3, part=0.2)),
        ),
        card(
            "modified",
            Measure("o", objective="swap", weight=1.0, cap=1.05, gates=(late,)),
            modifiers=(
                Modifier("m", "Returns", kpi="returns", curve=falling),
                Modifier("t", "Team", least=0.9, most=1.1),
                Modifier("s", "Sales", kpi="sales", target=1000.0, curve=Curve(points=STEEP)),
            ),
            cap_amount=800.0,
        ),
        card("without_curve", Measure("m", **on_sales), modifiers=(Modifier("m", "M", "sales"),)),
        card("gate_unknown", Measure("m", **on_sales), gates=(Gate("x", GateSide.AT_MOST, 1.0),)),
        Scorecard("empty"),
        card("nobody_holds", Measure("m", **on_sales)),
        card("pooled", Measure("m", **on_sales)),
    ]
    positions = [
        Position(each.position, each.position, "f", TargetBonus(amount=1000.0)) for each in cards
    ]
    people = [
        Person(
            f"{number:03}",
            f"{each.position} {number}",
            each.position,
            modifiers=Map({"t": 2.0}),
            objectives=Map({"swap": PersonalObjective(rating=0.9)} if number % 2 else {}),
        )
        for number, each in enumerate(cards)
        if each.position != "nobody_holds"
    ]
    half = (WorkSpan(None, dt.date(2027, 6, 30), 0.5), WorkSpan(dt.date(2027, 9, 1), None))
    people += [
        Person(
            "late", "Late", "exact", target=TargetBonus(share=0.1), base_pay=33333.33, spans=half
        ),
        Person("poor", "Poor", "exact", target=TargetBonus(share=0.1)),
        *(Person(f"=p{at}", f"Pooled {at}", "pooled") for at in range(3)),
        Person("lost", "Lost", "no such position", target=TargetBonus(amount=10.0)),
        Person("bare", "Bare", "bare"),
    ]
    positions.append(Position("bare", "Bare", "f", TargetBonus(amount=5.0)))
    pools = (Pool(PoolKind.FIXED, amount=1000.019, positions=("pooled",)),)
    return Plan(
        "Odd",
        Calendar(Month(2027, 1)),
        kpis=Table(kpis),
        functions=Table([Function("f", "F")]),
        positions=Table(positions),
        people=Table(people),
        objectives=Table([Objective("swap", "Swap")]),
        designs=Table([Design("d", "D", Table(cards), pools)]),
        current_design="d",
    )
