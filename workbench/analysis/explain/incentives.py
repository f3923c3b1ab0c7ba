"""Explains what the pulse shows of the incentives, down to the lines of each scorecard."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import final

from models.keys import BASE, PersonKey, PositionKey, ScenarioKey
from models.kpi import KpiRole, Unit
from workbench.analysis.explain.lines import (
    Explanation,
    How,
    KpiSubject,
    Line,
    Name,
    Note,
    PaySubject,
    Term,
    Thing,
    term,
)
from workbench.analysis.explain.paid import MONEY, SHARE, amount_of, paid_year
from workbench.analysis.explain.payout_steps import payout_steps
from workbench.analysis.explain.stake import shared_stake
from workbench.analysis.receipts import Receipt, by_position, receipts
from workbench.pay.payouts import MeasurePayout
from workbench.pay.reasons import NoPayout
from workbench.results import Results


def explain_pay(results: Results, name: Name, scenario: ScenarioKey) -> Explanation:
    """Explain a figure of the incentives, over the year of the report.

    Args:
        results: what a plan comes to.
        name: a position, a person, or one of the terms incentives, share of profit, earned per
            unit and shared stake.
        scenario: whose payouts.

    Raises:
        KeyError: there is no such scenario.
    """
    pay = _Pay(results, scenario)
    other_ways: tuple[Line, ...] = ()
    beside: tuple[Line, ...] = ()
    reason: NoPayout | None = None
    match name:
        case Name(Thing.PERSON, key):
            line, reason = pay.person(PersonKey(key))
            other_ways = pay.steps(PersonKey(key))
        case Name(Thing.POSITION, key):
            line = pay.position(PositionKey(key))
        case Name(Thing.TERM, Term.SHARE_OF_PROFIT):
            line = pay.share_of_profit()
        case Name(Thing.TERM, Term.EARNED_PER_UNIT):
            line = pay.earned_per_unit()
        case Name(Thing.TERM, Term.SHARED_STAKE):
            line = shared_stake(results, paid_year(results))
        case _:
            line = pay.incentives()
            beside = pay.compared()
    if math.isnan(line.figure):
        # What somebody lacks is no arithmetic: the parts are shown, and the reason said.
        line = replace(line, how=How.NO_VALUE)
        reason = reason or pay.first_reason(line)
    return Explanation(
        PaySubject(name), scenario, line, other_ways=other_ways, beside=beside, reason=reason
    )


@final
class _Pay:
    """Lines of the payouts of one scenario."""

    def __init__(self, results: Results, scenario: ScenarioKey) -> None:
        self._results = results
        self._plan = results.plan
        self._year = paid_year(results)
        self._paid = results.payouts[scenario]
        self._base = results.payouts[BASE]
        self._scenario = scenario
        self._known: dict[ScenarioKey, Line] = {}

    def incentives(self) -> Line:
        """Return all payouts: Σ over positions."""
        return self._payouts(self._scenario)

    def compared(self) -> tuple[Line, ...]:
        """Return what the incentives are compared with, each to be explained by itself."""
        listed = [self.share_of_profit()]
        if self._scenario != BASE:
            listed.append(self.earned_per_unit())
        stake = shared_stake(self._results, self._year)
        if not math.isnan(stake.figure):
            listed.append(stake)
        return tuple(
            replace(self._leaf(line), subject=PaySubject(line.name))
            for line in listed
            if line.name is not None
        )

    def _payouts(self, scenario: ScenarioKey) -> Line:
        known = self._known.get(scenario)
        if known is None:
            known = self._known[scenario] = self._all_payouts(scenario)
        return known

    def _all_payouts(self, scenario: ScenarioKey) -> Line:
        paid = self._results.payouts[scenario]
        base = by_position(self._results, BASE)
        parts = tuple(
            self._receipt(each, base.get(position), Name(Thing.POSITION, position))
            for position, each in by_position(self._results, scenario).items()
        )
        total = (amount_of(paid.total), amount_of(self._base.total))
        name = term(Term.INCENTIVES)
        if scenario != self._scenario:
            name = term(Term.BASE_INCENTIVES)
        return Line(
            How.ADD,
            *total,
            self._year,
            parts,
            name=name,
            subject=PaySubject(term(Term.INCENTIVES)) if scenario == self._scenario else None,
            unit=MONEY,
        )

    def position(self, position: PositionKey) -> Line:
        """Return what the holders of a position receive: Σ over people."""
        base = {each.person: each for each in receipts(self._results, BASE) if each.person}
        people = [
            self._receipt(each, base.get(each.person), Name(Thing.PERSON, each.person))
            for each in receipts(self._results, self._scenario)
            if each.position == position and each.person is not None
        ]
        figure = math.fsum(part.figure for part in people)
        in_base = math.fsum(part.base for part in people)
        return Line(
            How.ADD,
            figure,
            in_base,
            self._year,
            tuple(people),
            name=Name(Thing.POSITION, position),
            unit=MONEY,
        )

    def person(self, person: PersonKey) -> tuple[Line, NoPayout | None]:
        """Return what one person receives: Σ over the lines of the scorecard."""
        name = Name(Thing.PERSON, person)
        if person not in self._plan.people:
            return Line(How.NO_VALUE, math.nan, math.nan, self._year, name=name, unit=MONEY), None
        paid, base = self._paid.of(person), self._base.of(person)
        amounts = {each.key: each.amount for each in base.measures}
        parts = tuple(
            self._measure(each, amount_of(amounts.get(each.key))) for each in paid.measures
        )
        line = Line(
            How.ADD,
            amount_of(paid.payout),
            amount_of(base.payout),
            self._year,
            parts,
            name=name,
            unit=MONEY,
        )
        return line, paid.reason

    def steps(self, person: PersonKey) -> tuple[Line, ...]:
        """Return the steps from score to payout; none where a cap or a pool changed the end."""
        if person not in self._plan.people:
            return ()
        paid, base = self._paid.of(person), self._base.of(person)
        return payout_steps(paid, base, self._year, self._results.program.digits)

    def share_of_profit(self) -> Line:
        """Return incentives ÷ profit."""
        profit = self._profit(self._scenario)
        parts = (self._leaf(self.incentives()), replace(profit, inverse=True))
        return self._ratio(Term.SHARE_OF_PROFIT, SHARE, parts, positive=profit.figure > 0)

    def earned_per_unit(self) -> Line:
        """Return profit won over the base ÷ payouts beyond those of the base."""
        profit, base_profit = self._profit(self._scenario), self._profit(BASE)
        won = self._difference(Term.PROFIT_WON, profit, base_profit)
        paid = self._leaf(self.incentives())
        more = self._difference(Term.MORE_PAID, paid, self._leaf(self._payouts(BASE)))
        ratio = won.figure / more.figure if more.figure else math.nan
        return self._ratio(
            Term.EARNED_PER_UNIT, MONEY, (won, replace(more, inverse=True)), positive=ratio > 0
        )

    def first_reason(self, line: Line) -> NoPayout | None:
        """Return why the first person behind a line has no payout; None where all have one."""
        if line.name == term(Term.SHARED_STAKE):
            return None
        people = self._paid.people
        if line.name is not None and line.name.thing is Thing.POSITION:
            people = tuple(each for each in people if each.position == line.name.key)
        return next((each.reason for each in people if each.payout is None), None)

    def _profit(self, scenario: ScenarioKey) -> Line:
        key = self._results.roles.get(KpiRole.PROFIT)
        if key is None or not self._year.periods:
            return Line(How.NO_VALUE, math.nan, math.nan, self._year, unit=MONEY)
        values = self._results.values
        base = values.group(key, BASE, self._year)
        line = Line(
            How.KPI,
            values.group(key, scenario, self._year),
            base,
            self._year,
            name=Name(Thing.KPI, key),
            unit=self._plan.kpis[key].unit,
        )
        if scenario != self._scenario:
            return replace(line, name=term(Term.BASE_PROFIT))
        return replace(line, subject=KpiSubject(key, self._year))

    def _difference(self, what: Term, one: Line, base: Line) -> Line:
        parts = (one, replace(base, inverse=True))
        figure = one.figure - base.figure
        # The base differs from itself by nothing.
        return Line(How.ADD, figure, 0.0, self._year, parts, name=term(what), unit=MONEY)

    def _ratio(self, what: Term, unit: Unit, parts: tuple[Line, Line], *, positive: bool) -> Line:
        above, below = parts
        usable = positive and below.figure
        figure = above.figure / below.figure if usable else math.nan
        base = above.base / below.base if below.base > 0 else math.nan
        line = Line(How.MULTIPLY, figure, base, self._year, parts, name=term(what), unit=unit)
        if usable:
            return line
        return replace(line, how=How.NO_VALUE, notes=(Note.NOT_POSITIVE,))

    @staticmethod
    def _leaf(line: Line) -> Line:
        return replace(line, how=How.GIVEN, parts=())

    def _receipt(self, paid: Receipt, base: Receipt | None, name: Name) -> Line:
        subject = PaySubject(name)
        if name.thing is Thing.POSITION and paid.person is not None:
            # One holder: the position in between would say the same again.
            subject = PaySubject(Name(Thing.PERSON, paid.person))
        return Line(
            How.GIVEN,
            amount_of(paid.payout),
            amount_of(None if base is None else base.payout),
            self._year,
            name=name,
            subject=subject,
            unit=MONEY,
            count=paid.holders,
        )

    def _measure(self, measure: MeasurePayout, base: float) -> Line:
        name, subject = None, None
        if measure.kpi is not None:
            name = Name(Thing.KPI, measure.kpi)
            if measure.kpi in self._plan.kpis and self._year.periods:
                subject = KpiSubject(measure.kpi, self._year)
        elif measure.objective is not None:
            name = Name(Thing.OBJECTIVE, measure.objective)
        return Line(
            How.GIVEN,
            amount_of(measure.amount),
            base,
            self._year,
            name=name,
            subject=subject,
            unit=MONEY,
            measure=measure,
        )
