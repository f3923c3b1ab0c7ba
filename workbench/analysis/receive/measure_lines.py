"""The lines of a scorecard as they are for somebody."""

from __future__ import annotations

import math
from collections.abc import Sequence

from models.calendar import Group
from models.scorecard import Measure
from workbench.analysis.receive.assumed import NOTHING, Assumed
from workbench.analysis.receive.drafts import Draft, Paying
from workbench.analysis.receive.readings import MeasureLine, sensible_step, unit_of
from workbench.analysis.receive.recipient import Recipient
from workbench.analysis.receive.spots import Spot, cap_after, spot_name
from workbench.pay.payouts import MeasurePayout, PersonPayout
from workbench.pay.step_kinds import (
    CurvePayout,
    KpiResult,
    MatrixPayout,
    Product,
    Rating,
    Stage,
    Step,
)

_RATING_STEP = 0.1


def measure_lines(
    recipient: Recipient, spots: Sequence[Spot], now: PersonPayout, *, moves: bool = True
) -> tuple[MeasureLine, ...]:
    """Return the lines of a scorecard.

    Args:
        recipient: who is paid.
        spots: what the payout reads.
        now: what is paid in the scenario.
        moves: whether distances to bends and their money are worked out too.
    """
    readers = _Readers(recipient, spots)
    lines: list[MeasureLine] = []
    told = {each.key: each for each in now.measures}
    drafts: list[tuple[Measure, MeasurePayout, list[Draft]]] = []
    for measure in recipient.measures:
        paid = told.get(measure.key)
        if paid is not None:
            drafts.append((measure, paid, readers.drafts(measure)))
    every = [draft for _, _, own in drafts for draft in own]
    money = _money_of(recipient, every) if moves else {}
    for measure, paid, own in drafts:
        readings = tuple(draft.finished(money.get(id(draft), ())) for draft in own)
        lines.append(
            MeasureLine(
                key=measure.key,
                kpi=measure.kpi,
                objective=measure.objective,
                weight=paid.weight,
                unit=unit_of(recipient.plan, measure.kpi),
                readings=readings,
                rate=paid.payout_rate,
                pays=paid.amount,
                assumed=paid.assumed,
                cap=measure.cap,
            )
        )
    return tuple(lines)


class _Readers:
    """Finds what reads the results of a measure, group by group."""

    def __init__(self, recipient: Recipient, spots: Sequence[Spot]) -> None:
        self._recipient = recipient
        self._spots = {_name(spot): spot for spot in spots}
        self._paying: dict[str, list[tuple[Sequence[Step], Paying]]] = {}
        for steps in recipient.lists:
            for step in steps:
                if step.out.stage is Stage.BY_CURVE and isinstance(
                    step, CurvePayout | MatrixPayout | Product
                ):
                    self._paying.setdefault(step.out.owner, []).append((steps, step))

    def drafts(self, measure: Measure) -> list[Draft]:
        return [
            self._draft(measure, steps, step) for steps, step in self._paying.get(measure.key, ())
        ]

    def _draft(self, measure: Measure, steps: Sequence[Step], step: Paying) -> Draft:
        recipient = self._recipient
        match step:
            case CurvePayout():
                register = step.result
            case MatrixPayout():
                register = step.row
            case Product():
                register = step.operands[0]
        source = steps[register.index]
        unit = unit_of(recipient.plan, measure.kpi)
        result, group, spot = self._read(source)
        target = step.target if isinstance(step, CurvePayout) else None
        if isinstance(step, MatrixPayout) and group is not None and not group.to_date:
            place = group.number - 1
            target = measure.targets[place] if place < len(measure.targets) else None
        if isinstance(source, Rating):
            target = source.unrated
        near = result if math.isfinite(result) else (target if target is not None else math.nan)
        column = math.nan
        if isinstance(step, MatrixPayout):
            read = steps[step.column.index]
            column = self._read(read)[0] / (read.parts if isinstance(read, KpiResult) else 1)
        return Draft(
            spot,
            step,
            group,
            target,
            result,
            cap_after(steps, step.out),
            _RATING_STEP if isinstance(source, Rating) else sensible_step(unit, near),
            source.parts if isinstance(source, KpiResult) else 1,
            column,
        )

    def _read(self, source: Step) -> tuple[float, Group | None, Spot | None]:
        recipient = self._recipient
        if isinstance(source, KpiResult):
            figure = recipient.figures.group(source.kpi, recipient.scenario, source.group)
            return figure, source.group, self._spots.get(spot_name(source))
        if isinstance(source, Rating):
            own = recipient.holder.objectives.get(source.objective)
            rated = None if own is None else own.rating
            spot = self._spots.get(spot_name(source))
            return (source.unrated if rated is None else rated), None, spot
        return math.nan, None, None


def _name(spot: Spot) -> tuple[object, ...]:
    if spot.kpi is not None and spot.group is not None:
        return (spot.kpi, *spot.group.periods)
    return (spot.objective,)


def _money_of(recipient: Recipient, drafts: Sequence[Draft]) -> dict[int, tuple[float, ...]]:
    """Return what is received with each result that a draft asks about, all in one pass."""
    states: list[Assumed] = []
    for draft in drafts:
        for result in draft.wanted():
            spot = draft.spot
            states.append(NOTHING if spot is None or math.isnan(result) else spot.at(result))
    money = recipient.money(states).tolist()
    found: dict[int, tuple[float, ...]] = {}
    begin = 0
    for draft in drafts:
        wanted = draft.wanted()
        own = money[begin : begin + len(wanted)]
        begin += len(wanted)
        found[id(draft)] = tuple(
            math.nan if math.isnan(asked) else each for asked, each in zip(wanted, own, strict=True)
        )
    return found
