"""Edits of the life of a plan: each step is dated and named, and none is skipped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from models.changes import Edited, EditError, EditFault, edited
from models.checks.kpis import TOLERANCE
from models.edits.lookup import row_of
from models.keys import PersonKey
from models.life import (
    Achievability,
    Acknowledgement,
    Life,
    LifeStep,
    LoggedChange,
    Stage,
    Statement,
)
from models.plan import Plan
from models.scorecard import ScoreForm
from models.table import Table

_STAGES: Final = tuple(Stage)


def agree(
    plan: Plan, *, on: dt.date, by: str, achievability: Iterable[Achievability] = ()
) -> Edited:
    """Agree on a draft: structure, weights and targets are locked from now on.

    Args:
        plan: the plan.
        on: the day.
        by: who decided.
        achievability: how likely each measure is, kept as evidence.

    Raises:
        EditError: WRONG_STAGE, NAME_NEEDED; NOTHING_TO_AGREE without a design that is paid;
            WEIGHTS_NOT_WHOLE for a scorecard whose weights do not come to 100 %.
    """
    step = _step(plan, Stage.AGREED, on, by)
    _check_weights(plan)
    life = replace(step, achievability=tuple(achievability))
    return edited(plan, replace(plan, life=life))


def communicate(plan: Plan, statements: Iterable[Statement], *, on: dt.date, by: str) -> Edited:
    """Hand out what was agreed: each of ``statements`` to its person.

    An acknowledgement of another statement than the one handed out counts no more.

    Raises:
        EditError: WRONG_STAGE, NAME_NEEDED; NO_SUCH_ROW for a person.
    """
    life = _handed_out(plan, _step(plan, Stage.COMMUNICATED, on, by), statements)
    return edited(plan, replace(plan, life=life))


def hand_out(plan: Plan, statements: Iterable[Statement]) -> Edited:
    """Hand out statements again, to some: to who came later, or whose terms were changed.

    Raises:
        EditError: WRONG_STAGE before the plan was communicated; NO_SUCH_ROW for a person.
    """
    if _STAGES.index(plan.life.stage) < _STAGES.index(Stage.COMMUNICATED):
        raise _wrong_stage(plan, Stage.COMMUNICATED)
    return edited(plan, replace(plan, life=_handed_out(plan, plan.life, statements)))


def acknowledge(plan: Plan, people: Iterable[PersonKey], *, on: dt.date, by: str) -> Edited:
    """Take note that people have read and understood their statements.

    Who has acknowledged the very same statement before keeps that day.

    Raises:
        EditError: NAME_NEEDED; NO_STATEMENT for somebody who was handed none.
    """
    name = _name(by)
    known = plan.life.acknowledgements
    for person in dict.fromkeys(people):
        statement = plan.life.statements.get(person)
        if statement is None:
            raise EditError(EditFault.NO_STATEMENT, {"key": person})
        before = known.get(person)
        if before is not None and before.fingerprint == statement.fingerprint:
            continue
        word = Acknowledgement(person, on, name, statement.fingerprint)
        known = known.inserting(word) if before is None else known.replacing(word)
    return edited(plan, replace(plan, life=replace(plan.life, acknowledgements=known)))


def take_back(plan: Plan, people: Iterable[PersonKey]) -> Edited:
    """Take acknowledgements back; nothing happens to who has given none."""
    return edited(plan, replace(plan, life=_reopened(plan.life, people)))


def advance(plan: Plan, stage: Stage, *, on: dt.date, by: str) -> Edited:
    """Go on to the period, to what was measured, or to the signature.

    Raises:
        EditError: WRONG_STAGE where ``stage`` is not the next one, or is one that needs more
            than a date and a name; NAME_NEEDED.
    """
    if stage in {Stage.DRAFT, Stage.AGREED, Stage.COMMUNICATED}:
        raise _wrong_stage(plan, stage)
    return edited(plan, replace(plan, life=_step(plan, stage, on, by)))


def reopen(plan: Plan, stage: Stage, *, on: dt.date, by: str, reason: str) -> Edited:
    """Go back to an earlier stage.

    Statements and acknowledgements stay on file: they hold as long as the terms do.

    Raises:
        EditError: WRONG_STAGE where ``stage`` is not an earlier one; NAME_NEEDED;
            REASON_NEEDED.
    """
    if _STAGES.index(stage) >= _STAGES.index(plan.life.stage):
        raise _wrong_stage(plan, stage)
    why = _reason(reason)
    step = LifeStep(stage, on, _name(by), why)
    return edited(plan, replace(plan, life=replace(plan.life, steps=(*plan.life.steps, step))))


def log_change(plan: Plan, change: LoggedChange) -> Edited:
    """Log a change to what was agreed, and reopen the acknowledgements it touches.

    Raises:
        EditError: NAME_NEEDED, REASON_NEEDED; WRONG_STAGE in a draft, which anybody may change.
    """
    if not plan.life.locked:
        raise _wrong_stage(plan, Stage.AGREED)
    entry = replace(change, by=_name(change.by), reason=_reason(change.reason))
    life = _reopened(plan.life, change.people)
    return edited(plan, replace(plan, life=replace(life, changes=(*life.changes, entry))))


def next_stage(stage: Stage) -> Stage | None:
    """Return the stage that comes after one; None after the last."""
    place = _STAGES.index(stage) + 1
    return _STAGES[place] if place < len(_STAGES) else None


def _step(plan: Plan, stage: Stage, on: dt.date, by: str) -> Life:
    """Return the life of a plan one step further."""
    if next_stage(plan.life.stage) is not stage:
        raise _wrong_stage(plan, stage)
    return replace(plan.life, steps=(*plan.life.steps, LifeStep(stage, on, _name(by))))


def _handed_out(plan: Plan, life: Life, statements: Iterable[Statement]) -> Life:
    rows = {statement.person: statement for statement in statements}
    for person in rows:
        row_of("people", plan.people, person)
    kept = [row for key, row in life.statements.items() if key not in rows]
    told = Table[PersonKey, Statement]((*kept, *rows.values()))
    outdated = [
        person
        for person, statement in rows.items()
        if (word := life.acknowledgements.get(person)) is not None
        and word.fingerprint != statement.fingerprint
    ]
    return replace(_reopened(life, outdated), statements=told)


def _reopened(life: Life, people: Iterable[PersonKey]) -> Life:
    gone = [person for person in dict.fromkeys(people) if person in life.acknowledgements]
    return replace(life, acknowledgements=life.acknowledgements.without(*gone)) if gone else life


def _check_weights(plan: Plan) -> None:
    design = plan.design
    if design is None:
        raise EditError(EditFault.NOTHING_TO_AGREE, {})
    for card in design.scorecards.values():
        if card.form is not ScoreForm.ADDITIVE or not card.measures:
            continue
        total = sum(measure.weight for measure in card.measures)
        if abs(total - 1.0) > TOLERANCE:
            details = {"design": design.key, "position": card.position, "sum": total}
            raise EditError(EditFault.WEIGHTS_NOT_WHOLE, details)


def _name(by: str) -> str:
    name = by.strip()
    if not name:
        raise EditError(EditFault.NAME_NEEDED, {})
    return name


def _reason(reason: str) -> str:
    why = reason.strip()
    if not why:
        raise EditError(EditFault.REASON_NEEDED, {})
    return why


def _wrong_stage(plan: Plan, stage: Stage) -> EditError:
    return EditError(EditFault.WRONG_STAGE, {"stage": plan.life.stage, "wanted": stage})
