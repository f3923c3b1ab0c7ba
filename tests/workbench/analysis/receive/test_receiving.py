"""What somebody will receive, against a second implementation and against brute force."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from models.keys import BASE
from models.organisation import PersonalObjective
from models.plan import Plan
from tests.oracle.pay import NaivePay, exact
from tests.workbench.pay.random_plans import random_plan
from workbench.analysis.receive.arithmetic import Worked
from workbench.analysis.receive.assumed import Assumed
from workbench.analysis.receive.examples import ExampleKind
from workbench.analysis.receive.receiving import Known, Question, ask, details, receiving
from workbench.pay.step_kinds import (
    CurvePayout,
    Mean,
    MoneyCap,
    Product,
    RateCap,
    RoundedMoney,
    Sum,
    WeightedSum,
)
from workbench.results import results_of

SEEDS = range(4)


class SupposedPay(NaivePay):
    """The second implementation, with results that are supposed."""

    def __init__(self, plan: Plan, assumed: Assumed) -> None:
        super().__init__(plan)
        self.supposed = {
            (key, months): exact(result) for (key, months), result in assumed.results.items()
        }
        known = self.figure

        def figure(kpi: str, months: range) -> object:
            place = (kpi, tuple(months))
            return self.supposed[place] if place in self.supposed else known(kpi, months)

        self.figure = figure


def naive_cents(question: Question, assumed: Assumed) -> int | None:
    """Pay the one who asks in fractions, everything assumed being true."""
    plan, holder = question.recipient.plan, question.recipient.holder
    for key, rating in assumed.ratings.items():
        own = holder.objectives.get(key, PersonalObjective())
        holder = replace(holder, objectives=holder.objectives.set(key, replace(own, rating=rating)))
    people = plan.people.replacing(holder)
    return SupposedPay(replace(plan, people=people), assumed).cents()[holder.key]


def questions(seed: int, people: int = 8) -> list[Question]:
    """Ask for everybody of a plan; of every second seed with instalments and exceptions."""
    odd = seed % 2 == 1
    results = results_of(random_plan(seed, people, exceptions=odd, times=odd))
    return [ask(results, person.position, person.key) for person in results.plan.people.values()]


def cents(question: Question, money: object) -> int | None:
    digits = question.recipient.program.digits
    return None if money is None else int(money.scaleb(digits))  # type: ignore[attr-defined]


@pytest.mark.parametrize("seed", SEEDS)
def test_that_every_figure_is_what_a_second_implementation_pays(seed: int) -> None:
    for question in questions(seed)[:2]:
        answer = receiving(question)
        found = answer.range
        for limit in (found.minimum, found.target, found.maximum, found.now):
            assert cents(question, limit.money) == naive_cents(question, limit.assumed)
        engine = question.results.payouts[BASE].of(question.recipient.holder.key)
        assert found.now.money == engine.payout
        told = details(question, answer)
        assert {each.kind for each in told.examples} >= {ExampleKind.SCENARIO}
        for example in told.examples:
            supposed = Assumed(
                {
                    (each.kpi, each.group.periods): each.result
                    for each in example.given
                    if each.kpi is not None and each.group is not None
                },
                {
                    each.objective: each.result
                    for each in example.given
                    if each.objective is not None
                },
            )
            assert cents(question, example.money) == naive_cents(question, supposed)


@pytest.mark.parametrize("seed", range(12))
def test_that_no_results_pay_less_than_the_minimum_or_more_than_the_maximum(seed: int) -> None:
    draw = random.Random(seed)
    for question in questions(seed)[:2]:
        answer = receiving(question)
        low, high = answer.range.minimum, answer.range.maximum
        pools = question.recipient.program.design.pools
        pool = question.recipient.pool
        # A pool that a KPI fills pays more the more is in it: its most is what is there.
        filled = pool is not None and pools[pool].kpi is not None
        if low.money is None or high.money is None or filled:
            continue
        states = []
        for _ in range(150):
            state = Assumed()
            for spot in question.spots:
                # Beyond the last point is tried too, where a curve ends.
                tried = spot.candidates()
                if high.unlimited:
                    tried = tuple(each for each in tried if each <= max(spot.points()))
                if tried:
                    state = state.also(spot.at(draw.choice(tried)))
            states.append(state)
        money = question.recipient.money(states)
        known = money[np.isfinite(money)]
        unit = 10.0**-question.recipient.program.digits
        assert (known >= float(low.money) - unit).all()
        if not high.unlimited:
            assert (known <= float(high.money) + unit).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_that_every_step_follows_from_those_before_it(seed: int) -> None:
    for question in questions(seed)[:2]:
        for example in details(question, receiving(question)).examples:
            if example.money is None:
                continue
            parts = example.arithmetic.instalments
            assert sum(each.payout or 0 for each in parts) == example.money
            for each in parts:
                assert each.steps[-1].figure == pytest.approx(float(each.entitled or 0))
                for worked in each.steps:
                    check_step(worked)


def check_step(worked: Worked) -> None:
    expected = by_hand(worked.step, worked.reads)
    if expected is not None:
        assert worked.figure == pytest.approx(expected, nan_ok=True)
    if not worked.tells and worked.reads:
        # What is not told changes nothing that was told.
        assert worked.figure == 1.0 or worked.figure in worked.reads
    if worked.piece is not None and isinstance(worked.step, CurvePayout):
        assert read_off(worked.piece, worked.step) == pytest.approx(worked.figure)


def by_hand(step: object, reads: tuple[float, ...]) -> float | None:
    match step:
        case Product():
            return math.prod(reads)
        case Sum():
            return sum(reads)
        case Mean():
            return sum(reads) / len(reads)
        case WeightedSum():
            pairs = zip(step.weights, reads, strict=True)
            return sum(weight * read for weight, read in pairs if weight)
        case RateCap():
            return min(reads[0], step.most)
        case MoneyCap():
            limits = [reads[0]]
            part = 1.0 if step.part is None else reads[2]
            limits += [] if step.rate is None else [step.rate * reads[1] * part]
            limits += [] if step.amount is None else [step.amount * part]
            return min(limits)
        case RoundedMoney() if step.pool is None:
            return round(reads[0], step.digits) if abs(reads[0]) < 1e-9 else None
        case _:
            return None


def read_off(piece: object, step: CurvePayout) -> float:
    """Work a payout out from what a statement says of it."""
    result = piece.result
    if piece.stretch == "before":
        divisor = step.compiled.divisor
        return piece.slope * max(result / divisor, 0.0) if piece.slope else 0.0
    (at, pay), (next_at, next_pay) = piece.start, piece.end
    match piece.stretch:
        case "on" | "step" | "after":
            return pay
        case "between":
            return pay + (result - at) / (next_at - at) * (next_pay - pay)
        case _:
            return pay + piece.slope * (result - at) / step.compiled.divisor


@pytest.mark.parametrize("seed", SEEDS)
def test_that_nothing_happens_before_the_next_bend(seed: int) -> None:
    seen = 0
    for question in questions(seed)[:2]:
        answer = receiving(question)
        for line in details(question, answer).measures:
            for reading in line.readings:
                steps = [
                    (step, getattr(steps[step.result.index], "parts", 1))
                    for steps in question.recipient.lists
                    for step in steps
                    if isinstance(step, CurvePayout) and step.out.owner == line.key
                ]
                for bend in (reading.up, reading.down):
                    step, parts = next(
                        (each for each in steps if each[0].target == reading.target), (None, 1)
                    )
                    if bend is None or step is None or reading.refusal is not None:
                        continue
                    seen += 1
                    inner = np.linspace(reading.result, bend.at, 12)[1:-1]
                    paid = step.compiled.payouts(inner / parts)
                    paid = paid if line.cap is None else np.minimum(paid, line.cap)
                    turns = np.diff(paid, 2)
                    assert np.abs(turns).max() < 1e-9
                    assert bend.distance == pytest.approx(abs(bend.at - reading.result))
                    exact = float(step.compiled.payout(bend.at / parts))
                    assert bend.rate == min(exact, math.inf if line.cap is None else line.cap)
    assert seen


@pytest.mark.parametrize("seed", SEEDS)
def test_that_what_leaves_nothing_does_and_nothing_nearer_does(seed: int) -> None:
    for question in questions(seed)[:2]:
        answer = receiving(question)
        told = details(question, answer).to_zero
        if answer.range.now.money is None:
            continue
        assert told.nothing == (answer.range.now.money == 0)
        for threat in told.threats:
            assert threat.passed or threat.after < threat.before
        if told.nothing or told.single is None:
            continue
        assert told.single.to_zero
        near = told.single.relative * 0.999
        nearer = []
        for spot in question.spots:
            if spot.kpi is None or spot.group is None:
                continue
            result = question.results.values.group(spot.kpi, BASE, spot.group)
            for part in np.linspace(-near, near, 9).tolist():
                nearer.append(spot.at(result + part * abs(result)))
        assert (np.abs(question.recipient.money(nearer)) > 0.0049).all()


@pytest.mark.parametrize("seed", range(3))
def test_that_a_range_is_kept_while_only_results_change(seed: int) -> None:
    plan = random_plan(seed, 6)
    moved = plan.kpis["profit"]
    moved = replace(moved, values=tuple(1.01 * (each or 0.0) for each in moved.values))
    results = results_of(plan)
    after = results_of(replace(plan, kpis=plan.kpis.replacing(moved)))
    for person in plan.people.values():
        first = ask(results, person.position, person.key)
        then = ask(after, person.position, person.key)
        known = Known(first, receiving(first))
        kept, anew = receiving(then, known), receiving(then)
        for one, other in pairwise((kept, anew)):
            assert one.range.minimum.money == other.range.minimum.money
            assert one.range.maximum.money == other.range.maximum.money
            assert one.range.target.money == other.range.target.money
            assert one.range.now.money == other.range.now.money
