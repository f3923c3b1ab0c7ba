"""Edits of weights: locking, spreading the rest, copying a column, setting many at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Final

from models.changes import Edited, EditError, EditFault, edited
from models.edits.kpis import fresh_key_among
from models.edits.lookup import finite, row_of
from models.edits.scorecards import put_scorecard
from models.keys import DesignKey, KpiKey, MeasureKey, ObjectiveKey, PositionKey
from models.plan import Plan
from models.scorecard import Measure, Scorecard, ScoreForm, Section
from models.table import Table

_HUNDREDTHS: Final = 100
_NEAR: Final = 1e-9


class SpreadFault(StrEnum):
    """Why weights cannot be spread so that they reach 100 %."""

    PRODUCT = "product"
    """The scorecard multiplies its payouts, and has no weights."""
    ALL_LOCKED = "all_locked"
    LOCKED_TOO_MUCH = "locked_too_much"
    """What is locked passes 100 % by itself."""


def lock_weight(
    plan: Plan,
    design: DesignKey,
    position: PositionKey,
    measure: MeasureKey,
    *,
    locked: bool = True,
) -> Edited:
    """Lock or unlock the weight of a measure; a locked one can still be typed over.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    card = _card(plan, design, position)
    if all(each.key != measure for each in card.measures):
        raise EditError(EditFault.NO_SUCH_ROW, {"table": "measures", "key": measure})
    changed = _each(
        card, lambda each: replace(each, locked=locked) if each.key == measure else each
    )
    return put_scorecard(plan, design, changed)


def spread_rest(plan: Plan, design: DesignKey, position: PositionKey) -> Edited:
    """Let the unlocked weights of a scorecard take what the locked ones leave of 100 %.

    They keep their proportions; where all of them are 0, they share evenly. Weights come out in
    whole percent wherever what is left is whole.

    Raises:
        EditError: NO_SUCH_ROW; NOT_TO_SPREAD, with why.
    """
    card = _card(plan, design, position)
    free = [each for each in card.measures if not each.locked]
    rest = 1.0 - sum(each.weight for each in card.measures if each.locked)
    fault: SpreadFault | None = None
    if card.form is ScoreForm.MULTIPLICATIVE:
        fault = SpreadFault.PRODUCT
    elif rest < -_NEAR:
        fault = SpreadFault.LOCKED_TOO_MUCH
    elif not free:
        fault = SpreadFault.ALL_LOCKED
    if fault is not None:
        raise EditError(EditFault.NOT_TO_SPREAD, {"key": position, "why": fault})
    shares = spread(max(rest, 0.0), [max(each.weight, 0.0) for each in free])
    spare = iter(shares)
    changed = _each(card, lambda each: each if each.locked else replace(each, weight=next(spare)))
    return put_scorecard(plan, design, changed)


def spread(whole: float, weights: list[float]) -> list[float]:
    """Return ``weights`` in proportion so that they sum to ``whole``; even where all are 0.

    In hundredths, by largest remainder, where ``whole`` is a number of them and there are
    enough for everybody.
    """
    total = sum(weights)
    parts = [each / total for each in weights] if total > 0 else [1.0 / len(weights)] * len(weights)
    units = round(whole * _HUNDREDTHS)
    if abs(units / _HUNDREDTHS - whole) > _NEAR or units < sum(part > 0 for part in parts):
        return [whole * part for part in parts]
    exact = [units * part for part in parts]
    # A weight that is whole but for rounding keeps its number.
    given = [int(each + _NEAR) for each in exact]
    order = sorted(range(len(exact)), key=lambda at: given[at] - exact[at])
    for at in order[: units - sum(given)]:
        given[at] += 1
    return [each / _HUNDREDTHS for each in given]


def copy_card(
    plan: Plan, design: DesignKey, source: PositionKey, targets: Iterable[PositionKey]
) -> Edited:
    """Pay other positions for the same as one, with its weights, targets and curves.

    Their measures are replaced; a measure on the same KPI or objective keeps its own target.
    Gates, modifiers and caps of a scorecard that is there stay; what exceptions say of measures
    that go goes too.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    card = _card(plan, design, source)
    after = plan
    for position in targets:
        row_of("positions", plan.positions, position)
        if position == source:
            continue
        own = plan.designs[design].scorecards.get(position) or Scorecard(position)
        kept = {(each.kpi, each.objective): each for each in reversed(own.measures)}
        sections = tuple(
            Section(
                section.name,
                tuple(_with_own_target(each, kept) for each in section.measures),
                section.gates,
            )
            for section in card.sections
        )
        copied = replace(own, sections=sections, form=card.form)
        after, _ = put_scorecard(after, design, _without_idle(copied, own))
    return edited(plan, after)


def set_measures(
    plan: Plan, design: DesignKey, wanted: Mapping[PositionKey, tuple[Measure, ...]]
) -> Edited:
    """Let scorecards hold these measures, in this order; gates, modifiers and caps stay.

    What exceptions say of measures that go goes too.

    Measures that stay keep their section; new ones join the first.

    Raises:
        EditError: NO_SUCH_ROW for the design or a position; DUPLICATE_KEY; NOT_FINITE.
    """
    variant = row_of("designs", plan.designs, design)
    after = plan
    for position, measures in wanted.items():
        row_of("positions", plan.positions, position)
        for measure in measures:
            finite(measure.weight)
        own = variant.scorecards.get(position) or Scorecard(position)
        section_of = {
            measure.key: at
            for at, section in enumerate(own.sections)
            for measure in section.measures
        }
        sections = [replace(section, measures=()) for section in own.sections] or [Section()]
        for measure in measures:
            at = section_of.get(measure.key, 0)
            sections[at] = replace(sections[at], measures=(*sections[at].measures, measure))
        changed = replace(own, sections=tuple(sections))
        after, _ = put_scorecard(after, design, _without_idle(changed, own))
    return edited(plan, after)


def free_measure_key(card: Scorecard | None, wanted: str) -> MeasureKey:
    """Return a key for one more measure of a scorecard."""
    taken = () if card is None else [measure.key for measure in card.measures]
    return MeasureKey(fresh_key_among(taken, wanted, "measure"))


def _with_own_target(
    measure: Measure, kept: Mapping[tuple[KpiKey | None, ObjectiveKey | None], Measure]
) -> Measure:
    own = kept.get((measure.kpi, measure.objective))
    if own is None or not own.targets or own.every is not measure.every:
        return measure
    return replace(measure, targets=own.targets)


def _without_idle(card: Scorecard, before: Scorecard) -> Scorecard:
    """Return the scorecard without what exceptions say of measures that went."""
    if not card.exceptions:
        return card
    was = {each.key: (each.kpi, each.objective) for each in before.measures}
    stays = {each.key for each in card.measures if was.get(each.key) == (each.kpi, each.objective)}
    rows = [
        replace(row, measures=tuple(each for each in row.measures if each.measure in stays))
        for row in card.exceptions.values()
    ]
    return replace(card, exceptions=Table(rows))


def _card(plan: Plan, design: DesignKey, position: PositionKey) -> Scorecard:
    variant = row_of("designs", plan.designs, design)
    return row_of("scorecards", variant.scorecards, position)


def _each(card: Scorecard, change: Callable[[Measure], Measure]) -> Scorecard:
    """Return the scorecard with each measure, in order, as ``change`` makes it."""
    sections = tuple(
        replace(section, measures=tuple(change(each) for each in section.measures))
        for section in card.sections
    )
    return replace(card, sections=sections)
