"""What an exception makes of a scorecard for one person."""

from __future__ import annotations

from dataclasses import replace

from models.calendar import Span
from models.scorecard import CardException, Measure, MeasureException, Scorecard


def weight_with(card: Scorecard, exception: CardException) -> float:
    """Return what the weights of a scorecard come to for one person, 1.0 being 100 %."""
    own = {each.measure: each.weight for each in exception.measures}
    total = 0.0
    for measure in card.measures:
        weight = own.get(measure.key)
        total += measure.weight if weight is None else weight
    return total


def own_target(
    measure: Measure, own: MeasureException, number: int, target: float | None
) -> MeasureException:
    """Return an exception with another target of its own for one group of the year, from 0.

    None goes back to the target of the scorecard; where all are as there, none is own.
    """
    count = 1 if measure.kpi is None else Span.YEAR.months // measure.every.months
    shared = [*measure.targets[:count], *[None] * (count - len(measure.targets))]
    there = list(own.targets[:count]) if own.targets else list(shared)
    there += [None] * (count - len(there))
    there[number] = shared[number] if target is None else target
    return replace(own, targets=() if there == shared else tuple(there))
