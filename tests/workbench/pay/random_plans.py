"""Plans with scorecards of every kind, drawn from a seed."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

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
    CardException,
    CatchUp,
    Curve,
    CurveBasis,
    CurveKind,
    CurvePoint,
    Design,
    Gate,
    GateSide,
    Matrix,
    Measure,
    MeasureException,
    Modifier,
    Pool,
    PoolKind,
    Scorecard,
    ScoreForm,
    Section,
)
from models.table import Table

KPIS = ("profit", "clients", "churn", "debt", "gap")


def random_plan(
    seed: int, people: int = 40, *, exceptions: bool = False, times: bool = False
) -> Plan:
    """Return a plan whose people are paid in many different ways.

    Args:
        seed: the same one gives the same plan.
        people: how many.
        exceptions: whether some holders have weights and targets of their own.
        times: whether scorecards are paid by instalments.
    """
    draw = random.Random(seed)
    kpis = [
        Kpi("profit", "Profit", values=series(draw, 900, 1100)),
        Kpi("clients", "Clients", values=series(draw, 40, 60), time=TimeRule.LAST),
        Kpi("churn", "Churn", Sense.LOWER and Kpi("x", "x").unit, Sense.LOWER,
            values=series(draw, 0.01, 0.03), time=TimeRule.MEAN),
        Kpi("debt", "Debt", sense=Sense.HIGHER, values=series(draw, -120, -80)),
        Kpi("gap", "Gap", values=(None, *series(draw, 1, 2)[1:])),
    ]  # fmt: skip
    positions = [Position(f"p{n}", f"P{n}", "f", random_terms(draw)) for n in range(6)]
    cards = [random_card(draw, position.key) for position in positions]
    staff = [random_person(draw, number, len(positions)) for number in range(people)]
    if times:
        cards = with_times(seed, cards)
    if exceptions:
        cards = [with_exceptions(seed, card, staff) for card in cards]
    return Plan(
        f"random {seed}",
        Calendar(Month(2027, 1)),
        currency=draw.choice(["EUR", "EUR", "JPY"]),
        kpis=Table(kpis),
        functions=Table([Function("f", "F")]),
        positions=Table(positions),
        people=Table(staff),
        objectives=Table([Objective("swap", "Swap")]),
        designs=Table([Design("d", "D", Table(cards), random_pools(draw))]),
        current_design="d",
    )


def series(draw: random.Random, low: float, high: float) -> tuple[float, ...]:
    return tuple(round(draw.uniform(low, high), 4) for _ in range(12))


def random_terms(draw: random.Random) -> TargetBonus:
    if draw.random() < 0.5:
        return TargetBonus(amount=round(draw.uniform(1000, 30000), draw.choice([0, 2])))
    return TargetBonus(share=round(draw.uniform(0.02, 0.4), 3))


def random_person(draw: random.Random, number: int, positions: int) -> Person:
    spans: tuple[WorkSpan, ...] = ()
    if draw.random() < 0.5:
        first = dt.date(2027, 1, 1) + dt.timedelta(days=draw.randint(-60, 300))
        last = first + dt.timedelta(days=draw.randint(0, 200))
        spans = (WorkSpan(first, last, draw.choice([1.0, 0.8, 0.5, 0.333])),)
        if draw.random() < 0.4:
            later = last + dt.timedelta(days=draw.randint(1, 40))
            spans += (WorkSpan(later, None, draw.choice([1.0, 0.6])),)
    own = {}
    if draw.random() < 0.7:
        own["swap"] = PersonalObjective(rating=draw.choice([None, 0.0, 0.5, 1.0, 1.2]))
    return Person(
        f"{number:04}",
        f"Person {number}",
        f"p{draw.randrange(positions)}",
        base_pay=round(draw.uniform(25000, 90000), 2) if draw.random() < 0.97 else None,
        target=random_terms(draw) if draw.random() < 0.2 else TargetBonus(),
        spans=spans,
        modifiers=Map(
            {"personal": draw.choice([0.0, 0.8, 1.1, 3.0])} if draw.random() < 0.6 else {}
        ),
        objectives=Map(own),
    )


def random_card(draw: random.Random, position: str) -> Scorecard:
    sections = []
    number = 0
    for _ in range(draw.choice([1, 1, 2])):
        measures = []
        for _ in range(draw.randint(1, 3)):
            number += 1
            measures.append(random_measure(draw, number))
        sections.append(Section("", tuple(measures), random_gates(draw, 0.2)))
    modifiers = []
    if draw.random() < 0.5:
        modifiers.append(
            Modifier("personal", "Personal", least=0.5, most=draw.choice([None, 1.25]))
        )
    if draw.random() < 0.3:
        points = (CurvePoint(11000, 0.9), CurvePoint(12000, 1.0), CurvePoint(13000, 1.2))
        curve = Curve(basis=CurveBasis.VALUE, points=points)
        modifiers.append(Modifier("profit", "Profit", kpi="profit", curve=curve))
    return Scorecard(
        position,
        tuple(sections),
        form=draw.choice([ScoreForm.ADDITIVE, ScoreForm.ADDITIVE, ScoreForm.MULTIPLICATIVE]),
        gates=random_gates(draw, 0.3),
        modifiers=tuple(modifiers),
        cap_rate=draw.choice([None, 1.0, 1.5]),
        cap_amount=draw.choice([None, None, 12345.67]),
    )


def random_gates(draw: random.Random, odds: float) -> tuple[Gate, ...]:
    if draw.random() > odds:
        return ()
    return (
        Gate(
            draw.choice(["profit", "clients"]),
            draw.choice(list(GateSide)),
            draw.choice([12000.0, 50.0, 3000.0]),
            draw.choice([Span.YEAR, Span.QUARTER]),
            draw.choice([0.0, 0.5]),
        ),
    )


TARGETS = {"profit": 12000.0, "clients": 50.0, "churn": 0.02, "debt": -1200.0, "gap": 18.0}


def random_measure(draw: random.Random, number: int) -> Measure:
    key = f"m{number}"
    weight = draw.choice([0.1, 0.25, 0.3, 0.5, 0.0])
    cap = draw.choice([None, None, 1.1])
    if draw.random() < 0.2:
        curve = draw.choice([None, Curve(basis=CurveBasis.VALUE, points=POINTS_OF_RATING)])
        return Measure(key, objective="swap", weight=weight, curve=curve, cap=cap)
    # The figure with a gap leaves people without value, which is rare on purpose.
    kpi = draw.choice(KPIS[:4]) if draw.random() < 0.96 else "gap"
    every = draw.choice([Span.YEAR, Span.YEAR, Span.QUARTER])
    parts = 4 if every is Span.QUARTER else 1
    flow = kpi in {"profit", "debt", "gap"}
    each = TARGETS[kpi] / parts if flow else TARGETS[kpi]
    targets = tuple(round(each * draw.uniform(0.9, 1.1), 6) for _ in range(parts))
    matrix = None
    if draw.random() < 0.1:
        matrix = Matrix("clients", (each * 0.9, each), (45.0, 50.0), ((0.5, 0.8), (1.0, 1.5)))
        if kpi in {"churn", "debt"}:
            matrix = Matrix("clients", (each * 1.1, each * 0.9), (45.0, 50.0), matrix.pay)
            matrix = matrix if kpi == "churn" else None
    return Measure(
        key,
        kpi=kpi,
        weight=weight,
        targets=targets,
        curve=random_curve(draw, kpi, each),
        matrix=matrix,
        every=every,
        cap=cap,
        gates=random_gates(draw, 0.15),
    )


POINTS_OF_RATING = (CurvePoint(0.5, 0.25), CurvePoint(1.0, 1.0), CurvePoint(1.2, 1.3))


def random_curve(draw: random.Random, kpi: str, target: float) -> Curve | None:
    kind = draw.randrange(6)
    ats = sorted(round(draw.uniform(0.8, 1.2), 3) for _ in range(3))
    pays = sorted(round(draw.uniform(0.0, 2.0), 2) for _ in range(3))
    points = tuple(CurvePoint(at, pay) for at, pay in zip(ats, pays, strict=True))
    if kind == 0:
        return None
    if kind == 1:
        return Curve(points=points, last_slope=draw.choice([None, 2.0]))
    if kind == 2:
        return Curve(CurveKind.STEP, points=points)
    if kind == 3 and kpi in {"profit", "clients"}:
        tiers = tuple(
            CurvePoint(point.at, point.pay, retroactive=draw.random() < 0.3) for point in points
        )
        return Curve(CurveKind.TIERS, points=tiers, first_rate=draw.choice([1.0, 0.5]))
    # In values: falling where lower is better; a jump where two points share a result.
    values = [at * target for at in ats]
    if kpi == "churn":
        values.sort(reverse=True)
    else:
        values.sort()
    if kind == 4:
        values[1] = values[0]
    shape = CurveKind.STEP if kind == 5 else CurveKind.INTERPOLATED
    made = tuple(CurvePoint(at, pay) for at, pay in zip(values, pays, strict=True))
    return Curve(shape, CurveBasis.VALUE, made, last_slope=0.001 if kind == 4 else None)


def random_pools(draw: random.Random) -> tuple[Pool, ...]:
    kind = draw.randrange(4)
    if kind == 0:
        return ()
    if kind == 1:
        return (Pool(PoolKind.CAPPED, amount=round(draw.uniform(1e5, 6e5), 3)),)
    if kind == 2:
        return (Pool(PoolKind.FIXED, amount=123456.789, positions=("p0", "p1")),)
    return (
        Pool(PoolKind.CAPPED, kpi="profit", positions=("p2",)),
        Pool(PoolKind.CAPPED, amount=2e5),
    )


def with_exceptions(seed: int, card: Scorecard, staff: list[Person]) -> Scorecard:
    """Return a scorecard from which some holders, and strangers, differ."""
    # Drawn apart, so that a seed draws the same plan without them.
    draw = random.Random(f"{seed} {card.position}")
    few = [
        CardException(person.key, tuple(random_exceptions(draw, card)), "agreed in May")
        for person in [*staff, Person("stranger", "Stranger", card.position)]
        if draw.random() < 0.3
    ]
    return replace(card, exceptions=Table(few))


def random_exceptions(draw: random.Random, card: Scorecard) -> list[MeasureException]:
    different = []
    for measure in card.measures:
        if draw.random() < 0.5:
            continue
        targets: tuple[float | None, ...] = ()
        if draw.random() < 0.6:
            targets = tuple(
                None if target is None else round(target * draw.uniform(0.8, 1.2), 6)
                for target in measure.targets or (1.0,)
            )
        if draw.random() < 0.05:
            targets = draw.choice([(None,), (0.0,), (-5.0,)])
        weight = draw.choice([None, None, 0.0, 0.2, 0.45])
        different.append(MeasureException(measure.key, weight, targets))
    return different


def with_times(seed: int, cards: list[Scorecard]) -> list[Scorecard]:
    """Return scorecards that are paid by instalments, half of the seeds all at the same times."""
    draw = random.Random(f"{seed} times")
    together = draw.random() < 0.5
    times = [(draw.choice(list(Span)), draw.choice(list(CatchUp))) for _ in cards]
    paid: list[Scorecard] = []
    for card, own in zip(cards, times, strict=True):
        frequency, catch_up = times[0] if together else own
        # At the same times also means that no measure is paid later.
        spans = [each for each in Span if not together or each.months <= frequency.months]
        sections = tuple(
            replace(
                section,
                measures=tuple(
                    read_every(draw, each, draw.choice(spans)) for each in section.measures
                ),
            )
            for section in card.sections
        )
        modifiers = tuple(
            modifier if modifier.curve is None or modifier.kpi is None
            else replace(modifier, curve=scaled(modifier.curve, frequency.months / 12))
            for modifier in card.modifiers
        )  # fmt: skip
        paid.append(
            replace(
                card,
                sections=sections,
                modifiers=modifiers,
                frequency=frequency,
                catch_up=catch_up,
            )
        )
    return paid


def read_every(draw: random.Random, measure: Measure, every: Span) -> Measure:
    """Return a measure that is read over another time, with targets and points that fit."""
    if measure.kpi is None:
        return replace(measure, every=every)
    flow = measure.kpi in {"profit", "debt", "gap"}
    part = every.months / measure.every.months if flow else 1.0
    target = measure.targets[0]
    assert target is not None
    matrix = measure.matrix
    if matrix is not None:
        matrix = replace(matrix, rows=tuple(row * part for row in matrix.rows))
    return replace(
        measure,
        every=every,
        targets=tuple(
            round(target * part * draw.uniform(0.95, 1.05), 6) for _ in range(12 // every.months)
        ),
        curve=None if measure.curve is None else scaled(measure.curve, part),
        matrix=matrix,
    )


def scaled(curve: Curve, part: float) -> Curve:
    """Return a curve whose points in figures are for another length of time."""
    if curve.basis is CurveBasis.TARGET or curve.kind is CurveKind.TIERS:
        return curve
    return replace(curve, points=tuple(replace(each, at=each.at * part) for each in curve.points))
