"""The twelve steps of a payout once more, in fractions, read straight from the scorecard.

Shares nothing with the product but the plan itself: no list of steps, no compiled curve.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction

from models.calendar import Group, Span
from models.kpi import Sense
from models.organisation import Person
from models.plan import Plan
from models.scorecard import (
    DEFAULT_CURVE,
    Curve,
    CurveBasis,
    CurveKind,
    Gate,
    GateSide,
    Matrix,
    Measure,
    PoolKind,
    Scorecard,
    ScoreForm,
)

Number = Fraction | None
"""None is no value."""


def exact(x: float | None) -> Number:
    return None if x is None or not math.isfinite(x) else Fraction(x)


def equal(x: Fraction, y: Fraction) -> bool:
    return abs(x - y) <= Fraction(1, 10**12) * max(abs(x), abs(y))


class NaivePay:
    """Payouts of the current design over the year of the report.

    Attributes:
        results: figure of each (KPI, group), as the engine worked it out.
    """

    def __init__(self, plan: Plan, results: dict[tuple[str, Group], float]) -> None:
        self.plan = plan
        self.results = results
        assert plan.design is not None
        self.design = plan.design
        year = plan.calendar.report_group()
        assert year is not None
        self.year = year

    # The twelve steps

    def claim(self, person: Person) -> Number:
        """Return what somebody is to get before a pool and before rounding."""
        card = self.design.scorecards.get(person.position)
        if card is None:
            return None
        card = own_card(card, person.key)
        score = self.score(card, person)
        target = self.target_bonus(person)
        if score is None or target is None:
            return None
        money = target * score
        for modifier in card.modifiers:
            if modifier.kpi is None:
                factor: Number = exact(person.modifiers.get(modifier.key, 1.0))
                factor = max(factor or Fraction(0), Fraction(modifier.least))
                factor = factor if modifier.most is None else min(factor, Fraction(modifier.most))
            else:
                factor = self.by_curve(
                    modifier.curve,
                    exact(modifier.target),
                    self.sense(modifier.kpi),
                    self.result(modifier.kpi, self.year),
                )
            if factor is None:
                return None
            money *= factor
        part = self.gates(card.gates, self.year)
        if part is None:
            return None
        money *= part
        if card.cap_rate is not None:
            money = min(money, Fraction(card.cap_rate) * target)
        if card.cap_amount is not None:
            money = min(money, Fraction(card.cap_amount))
        return money * self.pro_rata(person)

    def cents(self) -> dict[str, int | None]:
        """Return everybody's payout in minor units; None where there is none."""
        digits = 0 if self.plan.currency == "JPY" else 2
        claims = {person.key: self.claim(person) for person in self.plan.people.values()}
        paid: dict[str, int | None] = {}
        for number, members in self.members().items():
            if number is None:
                paid.update({key: rounded(claims[key], digits) for key in members})
            else:
                paid.update(self.pooled(number, {key: claims[key] for key in members}, digits))
        return paid

    def members(self) -> dict[int | None, list[str]]:
        """Return who is paid from which pool."""
        found: dict[int | None, list[str]] = {}
        for person in self.plan.people.values():
            named = [n for n, p in enumerate(self.design.pools) if person.position in p.positions]
            rest = [n for n, p in enumerate(self.design.pools) if not p.positions]
            number = (named or rest or [None])[0]
            found.setdefault(number, []).append(person.key)
        return found

    def pooled(self, number: int, claims: dict[str, Number], digits: int) -> dict[str, int | None]:
        pool = self.design.pools[number]
        amount = pool.amount if pool.kpi is None else self.results.get((pool.kpi, self.year))
        nobody: dict[str, int | None] = dict.fromkeys(claims)
        if any(claim is None for claim in claims.values()) or exact(amount) is None:
            return nobody
        money = {key: claim for key, claim in claims.items() if claim is not None}
        written = Decimal(f"{amount:.15g}").scaleb(digits)
        units = max(int(written.to_integral_value(rounding=ROUND_FLOOR)), 0)
        available = Fraction(units, 10**digits)
        total = sum(money.values(), Fraction(0))
        if pool.kind is PoolKind.CAPPED and (total <= available or equal(total, available)):
            return {key: rounded(claim, digits) for key, claim in money.items()}
        if total <= 0:
            return nobody
        shares = {key: claim * units / total for key, claim in money.items()}
        parts = {key: math.floor(share) for key, share in shares.items()}
        rests = {key: round((share - parts[key]) * 10**6) for key, share in shares.items()}
        for key, rest in rests.items():
            if rest == 10**6:
                parts[key], rests[key] = parts[key] + 1, 0
        left = units - sum(parts.values())
        for key in sorted(money, key=lambda key: (-rests[key], key))[:left]:
            parts[key] += 1
        return dict(parts)

    # Score

    def score(self, card: Scorecard, person: Person) -> Number:
        product = card.form is ScoreForm.MULTIPLICATIVE
        sections = [section for section in card.sections if section.measures]
        if not sections:
            return None
        total = Fraction(1) if product else Fraction(0)
        for section in sections:
            inside = Fraction(1) if product else Fraction(0)
            for measure in section.measures:
                if not product and measure.weight == 0:
                    continue
                paid = self.measure(measure, person)
                if paid is None:
                    return None
                inside = inside * paid if product else inside + Fraction(measure.weight) * paid
            part = self.gates(section.gates, self.year)
            if part is None:
                return None
            total = total * inside * part if product else total + inside * part
        return total

    def measure(self, measure: Measure, person: Person) -> Number:
        span = measure.every if measure.kpi is not None else Span.YEAR
        groups = self.within(span)
        if not groups:
            return None
        paid: list[Fraction] = []
        for group in groups:
            value = self.raw(measure, person, group)
            part = self.gates(measure.gates, group)
            if value is None or part is None:
                return None
            if measure.cap is not None:
                value = min(value, Fraction(measure.cap))
            paid.append(value * part)
        return sum(paid, Fraction(0)) / len(paid)

    def raw(self, measure: Measure, person: Person, group: Group) -> Number:
        place = group.number - 1 if measure.kpi is not None else 0
        target = exact(measure.targets[place]) if place < len(measure.targets) else None
        if measure.objective is not None:
            if measure.objective not in self.plan.objectives:
                return None
            target = Fraction(1) if target is None else target
            own = person.objectives.get(measure.objective)
            rating = target if own is None or own.rating is None else Fraction(own.rating)
            if measure.matrix is not None:
                return self.by_matrix(measure.matrix, Sense.HIGHER, rating, group)
            if measure.curve is None:
                return rating
            return self.by_curve(measure.curve, target, Sense.HIGHER, rating)
        result = self.result(measure.kpi or "", group)
        sense = self.sense(measure.kpi or "")
        if measure.matrix is not None:
            return self.by_matrix(measure.matrix, sense, result, group)
        return self.by_curve(measure.curve or DEFAULT_CURVE, target, sense, result)

    # Curves

    def by_curve(self, curve: Curve | None, target: Number, sense: Sense, result: Number) -> Number:
        if curve is None or result is None:
            return None
        if curve.kind is CurveKind.TIERS:
            return self.by_tiers(curve, target, sense, result)
        if not curve.points:
            return None
        points = [(Fraction(point.at), Fraction(point.pay)) for point in curve.points]
        ats = [at for at, _ in points]
        slope = Fraction(curve.last_slope or 0.0)
        if curve.basis is CurveBasis.TARGET:
            if target is None or target == 0 or ats != sorted(ats):
                return None
            # target + (p - 1)·|target|, mirrored where lower is better; then how far past it.
            sign = 1 if sense is Sense.HIGHER else -1
            attained = 1 + sign * (result - target) / abs(target)
            return ladder(curve.kind, points, attained, slope)
        if ats == sorted(ats) and not (ats == sorted(ats, reverse=True) and sense is Sense.LOWER):
            return ladder(curve.kind, points, result, slope)
        if ats == sorted(ats, reverse=True):
            return ladder(curve.kind, [(-at, pay) for at, pay in points], -result, -slope)
        return None

    def by_tiers(self, curve: Curve, target: Number, sense: Sense, result: Fraction) -> Number:
        ats = [point.at for point in curve.points]
        if target is None or target <= 0 or sense is Sense.LOWER or ats != sorted(ats):
            return None
        attained = result / target
        reached = [
            point
            for point in curve.points
            if Fraction(point.at) <= attained or equal(Fraction(point.at), attained)
        ]
        last = max((n for n, point in enumerate(reached) if point.retroactive), default=-1)
        rate = Fraction(curve.first_rate) if last < 0 else Fraction(reached[last].pay)
        start = Fraction(0)
        if last < 0 and attained < 0:
            return Fraction(0)
        paid = Fraction(0)
        for point in reached[last + 1 :]:
            paid += rate * (Fraction(point.at) - start)
            rate, start = Fraction(point.pay), Fraction(point.at)
        over = attained - start
        if reached and equal(Fraction(reached[-1].at), attained) and start == reached[-1].at:
            over = Fraction(0)
        return paid + rate * over

    def by_matrix(self, matrix: Matrix, sense: Sense, row: Number, group: Group) -> Number:
        column = self.result(matrix.kpi, group)
        if row is None or column is None:
            return None
        down = steps_reached(matrix.rows, sense, row)
        across = steps_reached(matrix.columns, self.sense(matrix.kpi), column)
        return Fraction(matrix.pay[down - 1][across - 1]) if down and across else Fraction(0)

    # Gates, time, money

    def gates(self, gates: tuple[Gate, ...], group: Group) -> Number:
        part = Fraction(1)
        for gate in gates:
            read = self.within(gate.span, group) or self.around(gate.span, group)
            if not read:
                return None
            held = True
            for each in read:
                result = self.result(gate.kpi, each)
                if result is None:
                    return None
                value = Fraction(gate.value)
                past = result > value if gate.side is GateSide.AT_LEAST else result < value
                held = held and (past or equal(result, value))
            part *= 1 if held else Fraction(gate.part)
        return part

    def within(self, span: Span, group: Group | None = None) -> list[Group]:
        outer = group or self.year
        return [
            each
            for each in self.plan.calendar.groups(span)
            if outer.first_day <= each.first_day and each.last_day <= outer.last_day
        ]

    def around(self, span: Span, group: Group) -> list[Group]:
        return [
            each
            for each in self.plan.calendar.groups(span)
            if each.complete and each.first_day <= group.first_day <= each.last_day
        ]

    def pro_rata(self, person: Person) -> Fraction:
        if not person.spans:
            return Fraction(1)
        worked = Fraction(0)
        day = self.year.first_day
        while day <= self.year.last_day:
            for span in person.spans:
                if (span.start or dt.date.min) <= day <= (span.end or dt.date.max):
                    worked += Fraction(span.share)
            day += dt.timedelta(days=1)
        return worked / self.year.days

    def target_bonus(self, person: Person) -> Number:
        terms = person.target
        if terms.amount is None and terms.share is None:
            terms = self.plan.positions[person.position].target
        if terms.amount is not None:
            return Fraction(terms.amount)
        if terms.share is None or person.base_pay is None:
            return None
        return Fraction(person.base_pay) * Fraction(terms.share)

    def result(self, kpi: str, group: Group) -> Number:
        return exact(self.results.get((kpi, group)))

    def sense(self, kpi: str) -> Sense:
        return self.plan.kpis[kpi].sense if kpi in self.plan.kpis else Sense.HIGHER


def own_card(card: Scorecard, person: str) -> Scorecard:
    """Write what is different for one person into the scorecard."""
    sections = []
    different = {}
    if person in card.exceptions:
        different = {each.measure: each for each in reversed(card.exceptions[person].measures)}
    for section in card.sections:
        measures = []
        for measure in section.measures:
            own = different.get(measure.key)
            weight = measure.weight if own is None or own.weight is None else own.weight
            targets = measure.targets if own is None or not own.targets else own.targets
            measures.append(replace(measure, weight=weight, targets=targets))
        sections.append(replace(section, measures=tuple(measures)))
    return replace(card, sections=tuple(sections))


def ladder(
    kind: CurveKind, points: list[tuple[Fraction, Fraction]], x: Fraction, last: Fraction
) -> Fraction:
    """Read rising points at ``x``."""
    reached = [n for n, (at, _) in enumerate(points) if at <= x or equal(at, x)]
    if not reached:
        return Fraction(0)
    at, pay = points[reached[-1]]
    if kind is CurveKind.STEP or equal(at, x):
        return pay
    if reached[-1] == len(points) - 1:
        return pay + last * (x - at)
    next_at, next_pay = points[reached[-1] + 1]
    return pay + (next_pay - pay) * (x - at) / (next_at - at)


def steps_reached(axis: tuple[float, ...], sense: Sense, x: Fraction) -> int:
    falls = axis[-1] < axis[0] if axis[0] != axis[-1] else sense is Sense.LOWER
    sign = -1 if falls else 1
    return sum(Fraction(at) * sign <= x * sign or equal(Fraction(at), x) for at in axis)


def rounded(money: Number, digits: int) -> int | None:
    """Round half up the 15 digits that the money is written with."""
    if money is None:
        return None
    scaled = Decimal(f"{float(money):.15g}").scaleb(digits)
    return int(scaled.to_integral_value(rounding=ROUND_HALF_UP))
