"""What each receives: payouts of positions and people beside those of the base."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from models.keys import BASE, KpiKey, PersonKey, PositionKey, ScenarioKey
from workbench.pay.payouts import PersonPayout
from workbench.results import Results


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one person, or all holders of one position, receive under a scenario.

    Attributes:
        person: None for a position as a whole.
        holders: how many people the line speaks of.
        target_bonus: for a full year at full time, in money; None where somebody has none.
        payout: in money; None where somebody's cannot be worked out.
        against_base: payout less that under the base; None where either has no value.
        detail: the person's payout; None for several people.
    """

    position: PositionKey
    person: PersonKey | None
    holders: int
    target_bonus: float | None
    payout: Decimal | None
    against_base: Decimal | None
    detail: PersonPayout | None


def receipts(results: Results, scenario: ScenarioKey) -> tuple[Receipt, ...]:
    """Return a line per position, each followed by one per holder, in plan order.

    A position with one holder is one line, that of the holder; one without is left out.
    """
    shown = results.payouts[scenario].people
    base = {each.person: each.payout for each in results.payouts[BASE].people}
    lines: list[Receipt] = []
    for position in results.plan.positions:
        holders = [each for each in shown if each.position == position]
        people = [_of_person(each, base.get(each.person)) for each in holders]
        if len(people) > 1:
            lines.append(_of_position(position, people))
        lines.extend(people)
    return tuple(lines)


def by_position(results: Results, scenario: ScenarioKey) -> dict[PositionKey, Receipt]:
    """Return what all holders of each position receive together.

    A position that nobody holds is left out.
    """
    wholes: dict[PositionKey, Receipt] = {}
    for line in receipts(results, scenario):
        wholes.setdefault(line.position, line)
    return wholes


def _of_person(paid: PersonPayout, in_base: Decimal | None) -> Receipt:
    return Receipt(
        position=paid.position,
        person=paid.person,
        holders=1,
        target_bonus=paid.target_bonus,
        payout=paid.payout,
        against_base=_difference(paid.payout, in_base),
        detail=paid,
    )


def _of_position(position: PositionKey, people: list[Receipt]) -> Receipt:
    bonuses = [each.target_bonus for each in people]
    return Receipt(
        position=position,
        person=None,
        holders=len(people),
        target_bonus=None if None in bonuses else sum(each for each in bonuses if each is not None),
        payout=_sum(each.payout for each in people),
        against_base=_sum(each.against_base for each in people),
        detail=None,
    )


def _difference(shown: Decimal | None, base: Decimal | None) -> Decimal | None:
    return None if shown is None or base is None else shown - base


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Return the sum; None, never a smaller figure, where one is missing."""
    total = Decimal(0)
    for amount in amounts:
        if amount is None:
            return None
        total += amount
    return total


@dataclass(frozen=True, slots=True)
class PaidThrough:
    """One position that is paid for a KPI.

    Attributes:
        weight: of all measures on the KPI together, 0 to 1.
        holders: how many people hold the position.
        amount: what those measures pay to all holders, in money, not rounded person by
            person; None: no value.
    """

    position: PositionKey
    weight: float
    holders: int
    amount: float | None


def paid_through(results: Results, scenario: ScenarioKey, kpi: KpiKey) -> tuple[PaidThrough, ...]:
    """Return who is paid for ``kpi`` under the current design, in plan order."""
    plan = results.plan
    design = plan.design
    if design is None:
        return ()
    payouts = results.payouts[scenario]
    found: list[PaidThrough] = []
    for position in plan.positions:
        card = design.scorecards.get(position)
        measures = [each for each in card.measures if each.kpi == kpi] if card else []
        if not measures:
            continue
        found.append(
            PaidThrough(
                position=position,
                weight=sum(measure.weight for measure in measures),
                holders=len(results.program.roster.holders[position]),
                amount=payouts.paid_for(position, kpi),
            )
        )
    return tuple(found)
