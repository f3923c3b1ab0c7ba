"""Edits of designs, scorecards and their measures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from models.calendar import Span
from models.changes import Edited, EditError, EditFault, edited
from models.edits.kpis import fresh_key_among
from models.edits.lookup import finite, finite_or_none, row_of
from models.keys import DesignKey, KpiKey, MeasureKey, ObjectiveKey, PersonKey, PositionKey
from models.plan import Plan
from models.scorecard import (
    CardException,
    Curve,
    Design,
    Gate,
    Matrix,
    Measure,
    Scorecard,
    Section,
)


def fresh_design_key(plan: Plan, name: str) -> DesignKey:
    """Return a key for a new design called ``name``."""
    return DesignKey(fresh_key_among(plan.designs, name, "design"))


def fresh_measure_key(
    plan: Plan, design: DesignKey, position: PositionKey, of: KpiKey | ObjectiveKey
) -> MeasureKey:
    """Return a key for a new measure of a KPI or objective in a scorecard.

    Raises:
        EditError: NO_SUCH_ROW for the design.
    """
    scorecard = row_of("designs", plan.designs, design).scorecards.get(position)
    taken = () if scorecard is None else [measure.key for measure in scorecard.measures]
    return MeasureKey(fresh_key_among(taken, of, "measure"))


def set_weight(
    plan: Plan, design: DesignKey, position: PositionKey, measure: MeasureKey, weight: float
) -> Edited:
    """Set the weight of a measure, 1.0 being 100 %; the others stay as they are.

    Raises:
        EditError: NO_SUCH_ROW, NOT_FINITE.
    """
    share = finite(weight)
    return _measure(plan, design, position, measure, lambda row: replace(row, weight=share))


def set_target(
    plan: Plan,
    design: DesignKey,
    position: PositionKey,
    measure: MeasureKey,
    target: float | None,
    *,
    group: int = 0,
) -> Edited:
    """Set the target of a measure for one payout group of the fiscal year, from 0.

    Raises:
        EditError: NO_SUCH_ROW, NOT_FINITE; NO_SUCH_PERIOD for a group that the measure does
            not have.
    """
    number = finite_or_none(target)

    def change(row: Measure) -> Measure:
        if not 0 <= group < Span.YEAR.months // row.every.months:
            raise EditError(EditFault.NO_SUCH_PERIOD, {"period": group})
        targets = list(row.targets)
        targets += [None] * (group + 1 - len(targets))
        targets[group] = number
        while targets and targets[-1] is None:
            targets.pop()
        return replace(row, targets=tuple(targets))

    return _measure(plan, design, position, measure, change)


def set_curve(
    plan: Plan,
    design: DesignKey,
    position: PositionKey,
    measure: MeasureKey,
    curve: Curve | None,
) -> Edited:
    """Set the payout curve of a measure; None: the default one.

    Raises:
        EditError: NO_SUCH_ROW, NOT_FINITE.
    """
    _check_curve(curve)
    return _measure(plan, design, position, measure, lambda row: replace(row, curve=curve))


def put_measure(plan: Plan, design: DesignKey, position: PositionKey, measure: Measure) -> Edited:
    """Replace the measure of the same key: its gates, cap, matrix, frequency and the rest.

    Raises:
        EditError: NO_SUCH_ROW, NOT_FINITE.
    """
    _check_measure(measure)
    return _measure(plan, design, position, measure.key, lambda _: measure)


def add_measure(
    plan: Plan, design: DesignKey, position: PositionKey, measure: Measure, section: int = 0
) -> Edited:
    """Add a measure to a section, after the others.

    A position without a scorecard gets one; a section number past the last one adds one.

    Raises:
        EditError: NO_SUCH_ROW for the design or position, DUPLICATE_KEY, NOT_FINITE.
    """
    variant = row_of("designs", plan.designs, design)
    row_of("positions", plan.positions, position)
    scorecard = variant.scorecards.get(position) or Scorecard(position)
    if any(measure.key == other.key for other in scorecard.measures):
        details = {"table": "measures", "key": measure.key}
        raise EditError(EditFault.DUPLICATE_KEY, details)
    _check_measure(measure)
    sections = list(scorecard.sections)
    place = min(max(section, 0), len(sections))
    if place == len(sections):
        sections.append(Section())
    old = sections[place]
    sections[place] = replace(old, measures=(*old.measures, measure))
    return _put(plan, variant, replace(scorecard, sections=tuple(sections)))


def remove_measure(
    plan: Plan, design: DesignKey, position: PositionKey, measure: MeasureKey
) -> Edited:
    """Remove a measure, and what exceptions say of it; its section stays, even empty.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    after, _ = _measure(plan, design, position, measure, lambda _: None)
    variant = after.designs[design]
    scorecard = variant.scorecards[position]
    if any(each.key == measure for each in scorecard.measures):
        return edited(plan, after)
    rows = scorecard.exceptions.mapping(lambda row: _without_measure(row, measure))
    after, _ = _put(after, variant, replace(scorecard, exceptions=rows))
    return edited(plan, after)


def _without_measure(exception: CardException, measure: MeasureKey) -> CardException:
    rest = tuple(each for each in exception.measures if each.measure != measure)
    return exception if rest == exception.measures else replace(exception, measures=rest)


def put_scorecard(plan: Plan, design: DesignKey, scorecard: Scorecard) -> Edited:
    """Add a scorecard to a design, or replace the one of its position.

    Raises:
        EditError: NO_SUCH_ROW for the design; DUPLICATE_KEY for two measures of one key;
            NOT_FINITE.
    """
    variant = row_of("designs", plan.designs, design)
    _check_scorecard(scorecard)
    return _put(plan, variant, scorecard)


def put_exception(
    plan: Plan, design: DesignKey, position: PositionKey, exception: CardException
) -> Edited:
    """Set what is different for one holder of a position, instead of what was before.

    Raises:
        EditError: NO_SUCH_ROW for the design, scorecard, person or a measure; DUPLICATE_KEY
            for two entries on one measure; NOT_FINITE.
    """
    variant = row_of("designs", plan.designs, design)
    scorecard = row_of("scorecards", variant.scorecards, position)
    row_of("people", plan.people, exception.person)
    known = {measure.key for measure in scorecard.measures}
    for different in exception.measures:
        if different.measure not in known:
            details = {"table": "measures", "key": different.measure}
            raise EditError(EditFault.NO_SUCH_ROW, details)
    _check_exception(exception)
    there = exception.person in scorecard.exceptions
    rows = scorecard.exceptions
    rows = rows.replacing(exception) if there else rows.inserting(exception)
    return _put(plan, variant, replace(scorecard, exceptions=rows))


def remove_exception(
    plan: Plan, design: DesignKey, position: PositionKey, person: PersonKey
) -> Edited:
    """Let a holder of a position be paid like the others again.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    variant = row_of("designs", plan.designs, design)
    scorecard = row_of("scorecards", variant.scorecards, position)
    row_of("exceptions", scorecard.exceptions, person)
    rows = scorecard.exceptions.without(person)
    return _put(plan, variant, replace(scorecard, exceptions=rows))


def remove_scorecard(plan: Plan, design: DesignKey, position: PositionKey) -> Edited:
    """Remove the scorecard of a position from a design.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    variant = row_of("designs", plan.designs, design)
    row_of("scorecards", variant.scorecards, position)
    changed = replace(variant, scorecards=variant.scorecards.without(position))
    return edited(plan, replace(plan, designs=plan.designs.replacing(changed)))


def put_design(plan: Plan, design: Design) -> Edited:
    """Add a design after the others, or replace the one with its key.

    The first design of a plan is the one that is paid.

    Raises:
        EditError: DUPLICATE_KEY for two measures of one key in a scorecard; NOT_FINITE.
    """
    for scorecard in design.scorecards.values():
        _check_scorecard(scorecard)
    for pool in design.pools:
        finite_or_none(pool.amount)
    if design.key in plan.designs:
        after = replace(plan, designs=plan.designs.replacing(design))
    else:
        after = replace(plan, designs=plan.designs.inserting(design))
        if not plan.designs:
            after = replace(after, current_design=design.key)
    return edited(plan, after)


def remove_design(plan: Plan, key: DesignKey) -> Edited:
    """Remove a design; where it was the one that is paid, the first of the others is.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    row_of("designs", plan.designs, key)
    after = replace(plan, designs=plan.designs.without(key))
    if plan.current_design == key:
        after = replace(after, current_design=next(iter(after.designs), None))
    return edited(plan, after)


def choose_design(plan: Plan, key: DesignKey | None) -> Edited:
    """Choose the design that is paid.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    if key is not None:
        row_of("designs", plan.designs, key)
    return edited(plan, replace(plan, current_design=key))


def _measure(
    plan: Plan,
    design: DesignKey,
    position: PositionKey,
    key: MeasureKey,
    change: Callable[[Measure], Measure | None],
) -> Edited:
    """Replace one measure by what ``change`` makes of it; None removes it."""
    variant = row_of("designs", plan.designs, design)
    scorecard = row_of("scorecards", variant.scorecards, position)
    found = False
    sections: list[Section] = []
    for section in scorecard.sections:
        measures: list[Measure] = []
        for measure in section.measures:
            # A file may hold a key twice: the first one is meant.
            if measure.key != key or found:
                measures.append(measure)
                continue
            found = True
            changed = change(measure)
            if changed is not None:
                measures.append(changed)
        sections.append(replace(section, measures=tuple(measures)))
    if not found:
        raise EditError(EditFault.NO_SUCH_ROW, {"table": "measures", "key": key})
    return _put(plan, variant, replace(scorecard, sections=tuple(sections)))


def _put(plan: Plan, design: Design, scorecard: Scorecard) -> Edited:
    known = scorecard.position in design.scorecards
    scorecards = (
        design.scorecards.replacing(scorecard) if known else design.scorecards.inserting(scorecard)
    )
    changed = replace(design, scorecards=scorecards)
    if changed == design:
        return edited(plan, plan)
    return edited(plan, replace(plan, designs=plan.designs.replacing(changed)))


def _check_scorecard(scorecard: Scorecard) -> None:
    seen: set[MeasureKey] = set()
    for measure in scorecard.measures:
        if measure.key in seen:
            details = {"table": "measures", "key": measure.key}
            raise EditError(EditFault.DUPLICATE_KEY, details)
        seen.add(measure.key)
        _check_measure(measure)
    for exception in scorecard.exceptions.values():
        _check_exception(exception)
    figures = (scorecard.cap_rate, scorecard.cap_amount)
    for figure in (*figures, *_gate_figures(scorecard.gates)):
        finite_or_none(figure)
    for section in scorecard.sections:
        for figure in _gate_figures(section.gates):
            finite(figure)
    for modifier in scorecard.modifiers:
        for figure in (modifier.target, modifier.least, modifier.most):
            finite_or_none(figure)
        _check_curve(modifier.curve)


def _check_exception(exception: CardException) -> None:
    seen: set[MeasureKey] = set()
    for different in exception.measures:
        if different.measure in seen:
            details = {"table": "exceptions", "key": different.measure}
            raise EditError(EditFault.DUPLICATE_KEY, details)
        seen.add(different.measure)
        for figure in (different.weight, *different.targets):
            finite_or_none(figure)


def _check_measure(measure: Measure) -> None:
    figures = (measure.weight, measure.cap, *measure.targets, *_gate_figures(measure.gates))
    for figure in figures:
        finite_or_none(figure)
    _check_curve(measure.curve)
    if measure.matrix is not None:
        for figure in _matrix_figures(measure.matrix):
            finite(figure)


def _check_curve(curve: Curve | None) -> None:
    if curve is not None:
        for point in curve.points:
            finite(point.at)
            finite(point.pay)
        finite_or_none(curve.last_slope)
        finite(curve.first_rate)


def _gate_figures(gates: tuple[Gate, ...]) -> Iterator[float]:
    for gate in gates:
        yield gate.value
        yield gate.part


def _matrix_figures(matrix: Matrix) -> Iterator[float]:
    yield from matrix.rows
    yield from matrix.columns
    for row in matrix.pay:
        yield from row
