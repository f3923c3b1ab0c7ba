"""Edits of what a scorecard has besides weights and curves: form, sections, gates and the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.calendar import Span
from models.changes import Edited, EditError, EditFault, edited
from models.edits.lookup import finite_or_none, row_of
from models.edits.scorecards import put_design, put_scorecard
from models.keys import DesignKey, MeasureKey, PositionKey
from models.plan import Plan
from models.scorecard import (
    CatchUp,
    Gate,
    Measure,
    Modifier,
    Pool,
    Scorecard,
    ScoreForm,
    Section,
)


@dataclass(frozen=True, slots=True)
class GatePlace:
    """What gates stand before: a measure, a section, or the whole scorecard.

    Attributes:
        section: number of the section, from 0; None where it is not one.
        measure: the measure; None where it is not one. It goes before ``section``.
    """

    section: int | None = None
    measure: MeasureKey | None = None


def set_form(plan: Plan, design: DesignKey, position: PositionKey, form: ScoreForm) -> Edited:
    """Choose how the payouts of measures become a score; weights stay for the way back.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    card = _card(plan, design, position)
    return put_scorecard(plan, design, replace(card, form=form))


def set_card_caps(
    plan: Plan,
    design: DesignKey,
    position: PositionKey,
    *,
    rate: float | None,
    amount: float | None,
) -> Edited:
    """Set the most that a scorecard pays, of the target bonus and in money; None: no cap.

    Raises:
        EditError: NO_SUCH_ROW, NOT_FINITE.
    """
    card = _card(plan, design, position)
    return put_scorecard(plan, design, replace(card, cap_rate=rate, cap_amount=amount))


def set_rhythm(
    plan: Plan, design: DesignKey, position: PositionKey, *, frequency: Span, catch_up: CatchUp
) -> Edited:
    """Choose how often a scorecard is paid, and how an instalment looks back.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    card = _card(plan, design, position)
    return put_scorecard(plan, design, replace(card, frequency=frequency, catch_up=catch_up))


def add_section(plan: Plan, design: DesignKey, position: PositionKey, name: str) -> Edited:
    """Add a section to a scorecard, after the others and without measures.

    A position without a scorecard gets one.

    Raises:
        EditError: NO_SUCH_ROW for the design or position.
    """
    variant = row_of("designs", plan.designs, design)
    row_of("positions", plan.positions, position)
    card = variant.scorecards.get(position) or Scorecard(position)
    return put_scorecard(plan, design, replace(card, sections=(*card.sections, Section(name))))


def rename_section(
    plan: Plan, design: DesignKey, position: PositionKey, section: int, name: str
) -> Edited:
    """Rename a section.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    card = _card(plan, design, position)
    return _put_section(plan, design, card, section, replace(_section(card, section), name=name))


def move_section(
    plan: Plan, design: DesignKey, position: PositionKey, section: int, step: int
) -> Edited:
    """Move a section ``step`` places on, at most to an end.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    card = _card(plan, design, position)
    moved = _section(card, section)
    rest = [each for at, each in enumerate(card.sections) if at != section]
    rest.insert(min(max(section + step, 0), len(rest)), moved)
    return put_scorecard(plan, design, replace(card, sections=tuple(rest)))


def remove_section(plan: Plan, design: DesignKey, position: PositionKey, section: int) -> Edited:
    """Remove a section with its gates; its measures go on in the one before, else after.

    The only section, where it has measures, stays for them without name and gates.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    card = _card(plan, design, position)
    removed = _section(card, section)
    rest = [each for at, each in enumerate(card.sections) if at != section]
    if removed.measures and not rest:
        rest = [Section(measures=removed.measures)]
    elif removed.measures:
        at = max(section - 1, 0)
        heir = rest[at]
        before = section > 0
        joined = (
            (*heir.measures, *removed.measures) if before else (*removed.measures, *heir.measures)
        )
        rest[at] = replace(heir, measures=joined)
    return put_scorecard(plan, design, replace(card, sections=tuple(rest)))


def move_measure(
    plan: Plan,
    design: DesignKey,
    position: PositionKey,
    measure: MeasureKey,
    *,
    section: int,
    at: int | None = None,
) -> Edited:
    """Move a measure to a place in a section; ``at`` None: after the others.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    card = _card(plan, design, position)
    _section(card, section)
    moved = _measure(card, measure)
    sections = list(card.sections)
    for number, each in enumerate(sections):
        kept = [other for other in each.measures if other is not moved]
        if number == section:
            place = len(kept) if at is None else min(max(at, 0), len(kept))
            kept.insert(place, moved)
        sections[number] = replace(each, measures=tuple(kept))
    return put_scorecard(plan, design, replace(card, sections=tuple(sections)))


def set_gates(
    plan: Plan,
    design: DesignKey,
    position: PositionKey,
    place: GatePlace,
    gates: Sequence[Gate],
) -> Edited:
    """Put gates before a measure, a section or the whole scorecard, instead of those there.

    Raises:
        EditError: NO_SUCH_ROW, NOT_FINITE.
    """
    card = _card(plan, design, position)
    listed = tuple(gates)
    if place.measure is not None:
        changed = replace(_measure(card, place.measure), gates=listed)
        return put_scorecard(plan, design, _with_measure(card, changed))
    if place.section is not None:
        section = replace(_section(card, place.section), gates=listed)
        return _put_section(plan, design, card, place.section, section)
    return put_scorecard(plan, design, replace(card, gates=listed))


def move_gate(
    plan: Plan,
    design: DesignKey,
    position: PositionKey,
    source: GatePlace,
    number: int,
    *,
    target: GatePlace,
) -> Edited:
    """Move one gate to stand before something else, after the gates there.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    there = gates_at(_card(plan, design, position), source)
    if not 0 <= number < len(there):
        raise EditError(EditFault.NO_SUCH_ROW, {"table": "gates", "key": str(number)})
    rest = [each for at, each in enumerate(there) if at != number]
    after, _ = set_gates(plan, design, position, source, rest)
    others = gates_at(_card(after, design, position), target)
    after, _ = set_gates(after, design, position, target, (*others, there[number]))
    return edited(plan, after)


def gates_at(card: Scorecard, place: GatePlace) -> tuple[Gate, ...]:
    """Return the gates before a measure, a section or the whole scorecard.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    if place.measure is not None:
        return _measure(card, place.measure).gates
    return card.gates if place.section is None else _section(card, place.section).gates


def set_modifiers(
    plan: Plan, design: DesignKey, position: PositionKey, modifiers: Sequence[Modifier]
) -> Edited:
    """Set the factors on the whole payout, instead of those there.

    Raises:
        EditError: NO_SUCH_ROW; DUPLICATE_KEY for two of one key; NOT_FINITE.
    """
    card = _card(plan, design, position)
    seen: set[str] = set()
    for modifier in modifiers:
        if modifier.key in seen:
            details = {"table": "modifiers", "key": modifier.key}
            raise EditError(EditFault.DUPLICATE_KEY, details)
        seen.add(modifier.key)
    return put_scorecard(plan, design, replace(card, modifiers=tuple(modifiers)))


def set_pools(plan: Plan, design: DesignKey, pools: Sequence[Pool]) -> Edited:
    """Set the money that the payouts of a design must fit into, instead of what was.

    Raises:
        EditError: NO_SUCH_ROW for the design or a position; NOT_FINITE.
    """
    variant = row_of("designs", plan.designs, design)
    for pool in pools:
        finite_or_none(pool.amount)
        for position in pool.positions:
            row_of("positions", plan.positions, position)
    return put_design(plan, replace(variant, pools=tuple(pools)))


def _card(plan: Plan, design: DesignKey, position: PositionKey) -> Scorecard:
    variant = row_of("designs", plan.designs, design)
    return row_of("scorecards", variant.scorecards, position)


def _section(card: Scorecard, number: int) -> Section:
    if not 0 <= number < len(card.sections):
        raise EditError(EditFault.NO_SUCH_ROW, {"table": "sections", "key": str(number)})
    return card.sections[number]


def _measure(card: Scorecard, key: MeasureKey) -> Measure:
    for measure in card.measures:
        if measure.key == key:
            return measure
    raise EditError(EditFault.NO_SUCH_ROW, {"table": "measures", "key": key})


def _with_measure(card: Scorecard, changed: Measure) -> Scorecard:
    before = _measure(card, changed.key)
    sections = tuple(
        replace(
            section,
            measures=tuple(changed if each is before else each for each in section.measures),
        )
        for section in card.sections
    )
    return replace(card, sections=sections)


def _put_section(
    plan: Plan, design: DesignKey, card: Scorecard, number: int, section: Section
) -> Edited:
    sections = list(card.sections)
    sections[number] = section
    return put_scorecard(plan, design, replace(card, sections=tuple(sections)))
