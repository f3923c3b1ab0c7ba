"""Problems of when scorecards and pools are paid."""

from __future__ import annotations

from collections.abc import Iterator

from models.calendar import Span
from models.checks.problem import Problem, ProblemCode, Severity
from models.places import Place
from models.plan import Plan
from models.scorecard import Design, Scorecard, ScoreForm


def paid_later(card: Scorecard) -> tuple[str, ...]:
    """Return the measures that are read over longer times than the scorecard is paid for."""
    return tuple(
        measure.key for measure in card.measures if measure.every.months > card.frequency.months
    )


def time_problems(plan: Plan, design: Design) -> Iterator[Problem]:
    """Yield what is wrong with when the scorecards and pools of a design are paid."""
    for card in design.scorecards.values():
        path = f"scorecards/{card.position}"
        details: dict[str, object] = {"span": card.frequency}
        if card.frequency.months < plan.calendar.period.months:
            place = Place("designs", design.key, f"{path}/frequency")
            yield Problem(ProblemCode.FREQUENCY_TOO_SHORT, Severity.ERROR, place, details)
            continue
        if card.form is ScoreForm.MULTIPLICATIVE:
            code, severity = ProblemCode.PRODUCT_TORN_APART, Severity.ERROR
        else:
            code, severity = ProblemCode.PAID_LATER, Severity.HINT
        for key in paid_later(card):
            place = Place("designs", design.key, f"{path}/measures/{key}/every")
            yield Problem(code, severity, place, details)
    for number, pool in enumerate(design.pools):
        if not _together(design, number):
            what = "kpi" if pool.kpi is not None else "amount"
            place = Place("designs", design.key, f"pools/{number}/{what}")
            yield Problem(ProblemCode.POOL_OF_DIFFERENT_TIMES, Severity.ERROR, place)


def _together(design: Design, number: int) -> bool:
    """Return whether all that a pool funds is paid at the same times."""
    named = {key for pool in design.pools for key in pool.positions}
    pool = design.pools[number]
    cards = [
        card
        for card in design.scorecards.values()
        if (card.position in pool.positions if pool.positions else card.position not in named)
    ]
    times = {
        (card.frequency, None if card.frequency is Span.YEAR else card.catch_up) for card in cards
    }
    return len(times) <= 1 and not any(
        0 < len(paid_later(card)) < len(card.measures) for card in cards
    )
