"""What hinders the next step of a plan, with the place where it can be mended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from models.changes import Edited, EditError, EditFault
from models.checks.kpis import TOLERANCE
from models.edits.life import agree, next_stage
from models.keys import BASE, PersonKey
from models.life import Achievability, Stage
from models.places import Place
from models.plan import Plan
from models.scorecard import ScoreForm
from workbench.pay.payouts import Payouts
from workbench.pay.reasons import NoPayout
from workbench.results import Results

_MOST: Final = 20
"""So many of one position are asked why they cannot be paid: the rest lack the same."""


@dataclass(frozen=True, slots=True)
class Hindrance:
    """One thing that is in the way of the next step.

    Attributes:
        fault: why the step is refused, as the edit would say it.
        place: where it can be mended.
    """

    fault: EditError
    place: Place


def hindrances(results: Results) -> tuple[Hindrance, ...]:
    """Return what is in the way of the next step of a plan; only agreeing can be hindered."""
    plan = results.plan
    if next_stage(plan.life.stage) is not Stage.AGREED:
        return ()
    return (*_weights(plan), *_payouts(results))


def agreeing(
    results: Results, *, on: dt.date, by: str, achievability: Iterable[Achievability] = ()
) -> Callable[[Plan], Edited]:
    """Return the edit that agrees on a plan whose every payout can be worked out.

    It is refused, with an :class:`EditError`, for the first thing that hinders it.
    """
    odds = tuple(achievability)
    found = hindrances(results)

    def edit(plan: Plan) -> Edited:
        if plan is results.plan and found:
            raise found[0].fault
        return agree(plan, on=on, by=by, achievability=odds)

    return edit


def _weights(plan: Plan) -> Iterator[Hindrance]:
    design = plan.design
    if design is None:
        yield Hindrance(EditError(EditFault.NOTHING_TO_AGREE, {}), Place("plan", "", "designs"))
        return
    for card in design.scorecards.values():
        if card.form is not ScoreForm.ADDITIVE or not card.measures:
            continue
        total = sum(measure.weight for measure in card.measures)
        if abs(total - 1.0) > TOLERANCE:
            details = {"design": design.key, "position": card.position, "sum": total}
            place = Place("designs", design.key, f"scorecards/{card.position}/measures")
            yield Hindrance(EditError(EditFault.WEIGHTS_NOT_WHOLE, details), place)


def _payouts(results: Results) -> Iterator[Hindrance]:
    plan, payouts = results.plan, results.payouts[BASE]
    if plan.design is None or payouts.total is not None:
        return
    for person, reason in unpaid(payouts):
        fault = EditError(EditFault.NOT_PAYABLE, {"cause": reason})
        yield Hindrance(fault, _place(plan, reason, person))


def unpaid(payouts: Payouts) -> Iterator[tuple[PersonKey | None, NoPayout]]:
    """Yield why payouts cannot be worked out, each reason once, with one of those it holds for."""
    program = payouts.program
    if program.unpaid is not None:
        yield None, program.unpaid
        return
    people: list[PersonKey] = list(program.unclaimed[:_MOST])
    for paid in payouts.paid.values():
        lacking: list[int] = (~paid.worked_out).nonzero()[0][:_MOST].tolist()
        people += (paid.holders.people[index].key for index in lacking)
    told: set[NoPayout] = set()
    for person in people:
        reason = payouts.of(person).reason
        if reason is not None and reason not in told:
            told.add(reason)
            yield person, reason


def _place(plan: Plan, reason: NoPayout, person: PersonKey | None) -> Place:
    """Return where a reason can be mended: by what it names, else with the person."""
    design = plan.current_design or ""
    if reason.key in plan.kpis and not reason.owner:
        return Place("kpis", reason.key)
    if reason.key in plan.people:
        return Place("people", reason.key)
    position = None if person is None else plan.people[person].position
    if reason.owner and position is not None:
        return Place("designs", design, f"scorecards/{position}/measures/{reason.owner}")
    if reason.key in plan.kpis:
        return Place("kpis", reason.key)
    if reason.key in plan.positions:
        return Place("positions", reason.key)
    if position is not None:
        return Place("people", str(person))
    return Place("designs", design)
