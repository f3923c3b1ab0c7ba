"""Figures that stay with their months while the calendar around them changes."""

from __future__ import annotations

from dataclasses import dataclass

from models.kpi import TimeRule

Figures = tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Where periods lie.

    Attributes:
        start: the month in which period 0 starts, counted from year 0.
        step: months of a period.
    """

    start: int
    step: int


def replayed(
    history: Figures, values: Figures, before: Timeline, after: Timeline, rule: TimeRule
) -> tuple[Figures, Figures]:
    """Return history and values as they read on another timeline.

    Args:
        history: figures of the periods before period 0, the last one just before it.
        values: figures from period 0 on.
        before: where they lie.
        after: where they are to lie.
        rule: how figures add up where periods become longer, and are shared out where they
            become shorter.
    """
    if before == after:
        return history, values
    lead = len(history)
    if before.step == after.step and (after.start - before.start) % before.step == 0:
        figures: dict[int, float | None] = {}
        shift = (after.start - before.start) // before.step
        for index, figure in enumerate((*history, *values)):
            figures[index - lead - shift] = figure
    else:
        months: dict[int, float | None] = {}
        for index, figure in enumerate((*history, *values)):
            shared = rule is TimeRule.SUM and figure is not None
            for month in range(before.step):
                at = before.start + (index - lead) * before.step + month
                months[at] = figure / before.step if shared and figure is not None else figure
        figures = _regrouped(months, after, rule)
    typed = [index for index, figure in figures.items() if figure is not None]
    if not typed:
        return (), ()
    first, last = min(typed), max(typed)
    return (
        tuple(figures.get(index) for index in range(min(first, 0), 0)),
        tuple(figures.get(index) for index in range(last + 1)),
    )


def _regrouped(
    months: dict[int, float | None], after: Timeline, rule: TimeRule
) -> dict[int, float | None]:
    """Gather months into periods; a period with a month missing has no figure."""
    numbers = {(month - after.start) // after.step for month in months}
    figures: dict[int, float | None] = {}
    for number in sorted(numbers):
        first = after.start + number * after.step
        within = [months.get(first + month) for month in range(after.step)]
        known = [figure for figure in within if figure is not None]
        if len(known) < len(within):
            figures[number] = None
        elif rule is TimeRule.LAST:
            figures[number] = known[-1]
        elif rule is TimeRule.SUM:
            figures[number] = sum(known)
        else:
            figures[number] = sum(known) / len(known)
    return figures
