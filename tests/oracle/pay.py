"""What everybody is paid, once more: in fractions, person by person, straight from the rules.

Shares nothing with the product but the plan itself: no list of steps, no compiled curve, no
groups, not even the figures of the KPIs, which are drivers by months here. Time is a range of
months of one calendar year.
"""

from __future__ import annotations

import calendar
import datetime as dt
import math
from dataclasses import replace
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache

from models.calendar import Span
from models.kpi import Sense, TimeRule
from models.organisation import Person
from models.plan import Plan
from models.scorecard import (
    DEFAULT_CURVE,
    CatchUp,
    Curve,
    CurveBasis,
    CurveKind,
    Gate,
    GateSide,
    Matrix,
    Measure,
    Pool,
    PoolKind,
    Scorecard,
    ScoreForm,
)

Number = Fraction | None
"""None is no value."""
Months = range
"""Months of the year, from 0."""

YEAR = range(12)
SPANS = (Span.MONTH, Span.QUARTER, Span.HALF_YEAR, Span.YEAR)


def exact(x: float | None) -> Number:
    return None if x is None or not math.isfinite(x) else Fraction(x)


def equal(x: Fraction, y: Fraction) -> bool:
    return abs(x - y) <= Fraction(1, 10**12) * max(abs(x), abs(y))


def chunks(span: Span, months: Months) -> list[Months]:
    """Return the times of a span that make up ``months``; none where it is longer."""
    whole = (range(at, at + span.months) for at in range(0, 12, span.months))
    return [each for each in whole if months.start <= each.start and each.stop <= months.stop]


class NaivePay:
    """Payouts of the current design over the one year of a plan of months."""

    def __init__(self, plan: Plan) -> None:
        assert plan.design is not None
        assert plan.calendar.count == 12
        assert plan.calendar.first_month.month == plan.calendar.fiscal_start == 1
        self.plan = plan
        self.design = plan.design
        self.digits = 0 if plan.currency == "JPY" else 2
        # The results are the same for everybody.
        self.figure = cache(self.figure)

    # Everybody, over the year

    def cents(self) -> dict[str, int | None]:
        """Return what everybody is paid in the year in minor units; None: no value."""
        return in_the_year(self.instalments())

    def instalments(self) -> dict[str, list[int | None]]:
        """Return what everybody is paid with each instalment: by length, and then in order."""
        paid: dict[str, list[int | None]] = {person: [] for person in self.plan.people}
        for number, members in self.members().items():
            if number is not None and not self.paid_together(members):
                for person in members:
                    paid[person.key] = [None]
                continue
            for span in SPANS:
                rows = [each for each in members if span in self.row_spans(each)]
                self.pay_row(span, number, rows, paid)
        return paid

    def pay_row(
        self,
        span: Span,
        number: int | None,
        people: list[Person],
        paid: dict[str, list[int | None]],
    ) -> None:
        """Pay the instalments of one length, one after the other."""
        so_far: dict[str, int | None] = {person.key: 0 for person in people}
        for months in chunks(span, YEAR):
            claims = {
                person.key: self.claim(person, span, self.read(person, span, months))
                for person in people
            }
            if number is None:
                entitled = {key: rounded(claim, self.digits) for key, claim in claims.items()}
            elif people:
                pool = self.design.pools[number]
                read = self.read(people[0], span, months)
                entitled = self.pooled(pool, self.held(pool, months, read), claims)
            else:
                entitled = {}
            for person in people:
                due, before = entitled[person.key], so_far[person.key]
                catch_up = self.catch_up(person, span)
                if catch_up is not CatchUp.NONE:
                    due = None if due is None or before is None else due - before
                    if due is not None and catch_up is CatchUp.YEAR_TO_DATE:
                        due = max(due, 0)
                    known = due is not None and before is not None
                    so_far[person.key] = due + before if known else None
                paid[person.key].append(due)

    def members(self) -> dict[int | None, list[Person]]:
        """Return who is paid from which pool."""
        found: dict[int | None, list[Person]] = {}
        for person in self.plan.people.values():
            named = [n for n, p in enumerate(self.design.pools) if person.position in p.positions]
            rest = [n for n, p in enumerate(self.design.pools) if not p.positions]
            number = (named or rest or [None])[0]
            found.setdefault(number, []).append(person)
        return found

    # When is paid

    def row_spans(self, person: Person) -> set[Span]:
        """Return the lengths of the instalments that somebody has."""
        card = self.design.scorecards[person.position]
        if card.form is ScoreForm.MULTIPLICATIVE:
            return {card.frequency}
        return {self.paid_every(card, measure) for measure in card.measures} or {card.frequency}

    def paid_every(self, card: Scorecard, measure: Measure) -> Span:
        return max(measure.every, card.frequency, key=lambda span: span.months)

    def catch_up(self, person: Person, span: Span) -> CatchUp:
        card = self.design.scorecards[person.position]
        return CatchUp.NONE if span is Span.YEAR else card.catch_up

    def read(self, person: Person, span: Span, months: Months) -> Months:
        """Return the time whose results count for an instalment."""
        to_date = self.catch_up(person, span) is not CatchUp.NONE
        return range(months.stop) if to_date else months

    def paid_together(self, people: list[Person]) -> bool:
        """Return whether a pool can be shared out among people at the same times."""
        times = set()
        for person in people:
            spans = self.row_spans(person)
            if len(spans) > 1:
                return False
            [span] = spans
            times.add((span, self.catch_up(person, span)))
        return len(times) <= 1

    # The twelve steps

    def claim(self, person: Person, span: Span, read: Months) -> Number:
        """Return what an instalment is to bring before a pool and before rounding."""
        whole = own_card(self.design.scorecards[person.position], person.key)
        product = whole.form is ScoreForm.MULTIPLICATIVE
        if product and any(each.every.months > whole.frequency.months for each in whole.measures):
            return None
        counted = [
            each for each in whole.measures if product or self.paid_every(whole, each) is span
        ]
        score = self.score(whole, counted, person, read)
        target = self.target_bonus(person)
        if score is None or target is None:
            return None
        money = target * score
        for modifier in whole.modifiers:
            if modifier.kpi is None:
                factor: Number = exact(person.modifiers.get(modifier.key, 1.0))
                factor = max(factor or Fraction(0), Fraction(modifier.least))
                factor = factor if modifier.most is None else min(factor, Fraction(modifier.most))
            else:
                result = self.per_time(modifier.kpi, read, whole.frequency)
                sense = self.sense(modifier.kpi)
                factor = self.by_curve(modifier.curve, exact(modifier.target), sense, result)
            if factor is None:
                return None
            money *= factor
        part = self.gates(whole.gates, read)
        if part is None:
            return None
        money *= part
        share = Fraction(1)
        if len(counted) < len(whole.measures):
            # What is paid at other times has its own part of the caps.
            share = sum((Fraction(each.weight) for each in counted), Fraction(0))
        if whole.cap_rate is not None:
            money = min(money, Fraction(whole.cap_rate) * target * share)
        if whole.cap_amount is not None:
            money = min(money, Fraction(whole.cap_amount) * share)
        return money * self.presence(person, read) * Fraction(len(read), 12)

    def held(self, pool: Pool, months: Months, read: Months) -> int | None:
        """Return what a pool holds for an instalment, in minor units."""
        if pool.kpi is not None:
            return self.down(self.figure(pool.kpi, read))
        amount = exact(pool.amount)
        if amount is None:
            return None
        until = self.down(amount * months.stop / 12) or 0
        return until if read.start < months.start else until - self.down(amount * months.start / 12)

    def down(self, amount: Number) -> int | None:
        if amount is None:
            return None
        written = Decimal(f"{float(amount):.15g}").scaleb(self.digits)
        return max(int(written.to_integral_value(rounding=ROUND_FLOOR)), 0)

    def pooled(
        self, pool: Pool, units: int | None, claims: dict[str, Number]
    ) -> dict[str, int | None]:
        nobody: dict[str, int | None] = dict.fromkeys(claims)
        if units is None or any(claim is None for claim in claims.values()):
            return nobody
        money = {key: claim for key, claim in claims.items() if claim is not None}
        available = Fraction(units, 10**self.digits)
        total = sum(money.values(), Fraction(0))
        if pool.kind is PoolKind.CAPPED and (total <= available or equal(total, available)):
            return {key: rounded(claim, self.digits) for key, claim in money.items()}
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

    def score(
        self, card: Scorecard, counted: list[Measure], person: Person, read: Months
    ) -> Number:
        product = card.form is ScoreForm.MULTIPLICATIVE
        keys = {measure.key for measure in counted}
        if not keys:
            return None
        total = Fraction(1) if product else Fraction(0)
        for section in card.sections:
            measures = [measure for measure in section.measures if measure.key in keys]
            if not measures:
                continue
            inside = Fraction(1) if product else Fraction(0)
            for measure in measures:
                if not product and measure.weight == 0:
                    continue
                paid = self.measure(card, measure, person, read)
                if paid is None:
                    return None
                inside = inside * paid if product else inside + Fraction(measure.weight) * paid
            part = self.gates(section.gates, read)
            if part is None:
                return None
            total = total * inside * part if product else total + inside * part
        return total

    def measure(self, card: Scorecard, measure: Measure, person: Person, read: Months) -> Number:
        to_date = self.paid_every(card, measure) is not Span.YEAR
        to_date = to_date and card.catch_up is not CatchUp.NONE
        once = to_date or measure.kpi is None
        paid: list[Fraction] = []
        for months in [read] if once else chunks(measure.every, read):
            value = self.raw(measure, person, months)
            part = self.gates(measure.gates, months)
            if value is None or part is None:
                return None
            if measure.cap is not None:
                value = min(value, Fraction(measure.cap))
            paid.append(value * part)
        return sum(paid, Fraction(0)) / len(paid) if paid else None

    def raw(self, measure: Measure, person: Person, months: Months) -> Number:
        if measure.objective is not None:
            if measure.objective not in self.plan.objectives:
                return None
            given = exact(measure.targets[0]) if measure.targets else None
            target = Fraction(1) if given is None else given
            own = person.objectives.get(measure.objective)
            rating = target if own is None or own.rating is None else Fraction(own.rating)
            if measure.matrix is not None:
                return self.by_matrix(measure, Sense.HIGHER, rating, months)
            if measure.curve is None:
                return rating
            return self.by_curve(measure.curve, target, Sense.HIGHER, rating)
        kpi = measure.kpi or ""
        sense = self.sense(kpi)
        one_time = self.per_time(kpi, months, measure.every)
        if measure.matrix is not None:
            return self.by_matrix(measure, sense, one_time, months)
        curve = measure.curve or DEFAULT_CURVE
        if curve.basis is CurveBasis.VALUE and curve.kind is not CurveKind.TIERS:
            return self.by_curve(curve, None, sense, one_time)
        target = self.target(measure, months)
        return self.by_curve(curve, target, sense, self.figure(kpi, months))

    def target(self, measure: Measure, months: Months) -> Number:
        """Return the target of a time that is made up of one or more of the measure's own."""
        place = chunks(measure.every, YEAR)
        given = [
            exact(measure.targets[place.index(each)])
            if place.index(each) < len(measure.targets)
            else None
            for each in chunks(measure.every, months)
        ]
        if not given or None in given:
            return None
        known = [each for each in given if each is not None]
        rule = self.plan.kpis[measure.kpi].time
        if rule is TimeRule.SUM:
            return sum(known, Fraction(0))
        return known[-1] if rule is TimeRule.LAST else sum(known, Fraction(0)) / len(known)

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

    def by_matrix(self, measure: Measure, sense: Sense, row: Number, months: Months) -> Number:
        matrix: Matrix | None = measure.matrix
        assert matrix is not None
        column = self.per_time(matrix.kpi, months, measure.every)
        if row is None or column is None:
            return None
        down = steps_reached(matrix.rows, sense, row)
        across = steps_reached(matrix.columns, self.sense(matrix.kpi), column)
        return Fraction(matrix.pay[down - 1][across - 1]) if down and across else Fraction(0)

    # Gates, time, money

    def gates(self, gates: tuple[Gate, ...], months: Months) -> Number:
        part = Fraction(1)
        for gate in gates:
            around = [
                each for each in chunks(gate.span, YEAR) if each.start <= months.start < each.stop
            ]
            held = True
            for each in chunks(gate.span, months) or around:
                result = self.figure(gate.kpi, each)
                if result is None:
                    return None
                value = Fraction(gate.value)
                past = result > value if gate.side is GateSide.AT_LEAST else result < value
                held = held and (past or equal(result, value))
            part *= 1 if held else Fraction(gate.part)
        return part

    def presence(self, person: Person, months: Months) -> Fraction:
        if not person.spans:
            return Fraction(1)
        year = self.plan.calendar.first_month.year
        first = dt.date(year, months.start + 1, 1)
        last = dt.date(year, months.stop, calendar.monthrange(year, months.stop)[1])
        worked = Fraction(0)
        for span in person.spans:
            begin, end = max(span.start or first, first), min(span.end or last, last)
            # Both ends included.
            days = len(range(begin.toordinal(), end.toordinal() + 1))
            worked += days * Fraction(span.share)
        return worked / len(range(first.toordinal(), last.toordinal() + 1))

    def target_bonus(self, person: Person) -> Number:
        terms = person.target
        if terms.amount is None and terms.share is None:
            terms = self.plan.positions[person.position].target
        if terms.amount is not None:
            return Fraction(terms.amount)
        if terms.share is None or person.base_pay is None:
            return None
        return Fraction(person.base_pay) * Fraction(terms.share)

    def figure(self, kpi: str, months: Months) -> Number:
        """Return the figure of a driver over some months."""
        row = self.plan.kpis[kpi]
        given = [exact(row.values[month]) for month in months]
        known = [each for each in given if each is not None]
        if len(known) < len(given):
            return None
        if row.time is TimeRule.LAST:
            return known[-1]
        whole = sum(known, Fraction(0))
        return whole if row.time is TimeRule.SUM else whole / len(known)

    def per_time(self, kpi: str, months: Months, every: Span) -> Number:
        """Return the figure as one of every ``every``: of a flow over a longer time the mean."""
        figure = self.figure(kpi, months)
        if figure is None or self.plan.kpis[kpi].time is not TimeRule.SUM:
            return figure
        return figure / max(len(months) // every.months, 1)

    def sense(self, kpi: str) -> Sense:
        return self.plan.kpis[kpi].sense


def in_the_year(instalments: dict[str, list[int | None]]) -> dict[str, int | None]:
    """Return the sums of instalments; None where one has no value."""
    return {
        person: None if None in paid else sum(each for each in paid if each is not None)
        for person, paid in instalments.items()
    }


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
