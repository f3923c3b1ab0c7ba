"""Tells each person what they are paid over all instalments, and with each of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import final

import numpy as np

from models.calendar import Group, Span
from models.keys import KpiKey, MeasureKey, ScenarioKey
from models.scorecard import Measure
from workbench.pay.program import PayProgram
from workbench.pay.settling import PaidCard
from workbench.pay.step_kinds import Step, personal_steps
from workbench.pay.telling import MeasurePayout, PersonPayout, Teller, money
from workbench.pay.walking import Figures, Walk


@dataclass(frozen=True, slots=True)
class InstalmentPayout:
    """What one person is paid with one instalment. None is no value.

    Attributes:
        group: the periods that it is paid for.
        read: the periods whose results count: those, or the year to date.
        entitled: what they come to, in money.
        before: what earlier instalments of its kind have paid of it, in money.
        payout: what it pays, in money.
        detail: how it comes to what it entitles to.
        steps: the person's own list of steps.
        walk: what came of every step, for all holders.
        index: of the person among those holders.
    """

    group: Group
    read: Group
    entitled: Decimal | None
    before: Decimal | None
    payout: Decimal | None
    detail: PersonPayout
    steps: tuple[Step, ...]
    walk: Walk
    index: int


@final
class CardTeller:
    """Tells the holders of one position what they are paid."""

    def __init__(
        self, program: PayProgram, paid: PaidCard, figures: Figures, scenario: ScenarioKey
    ) -> None:
        """Read what holds for all holders once."""
        self._program = program
        self._paid = paid
        self._figures, self._scenario = figures, scenario
        self._tellers = [Teller(program, each, figures, scenario) for each in paid.instalments]
        self._card = program.compiled[paid.holders.key].scorecard

    def person(self, index: int) -> PersonPayout:
        """Return what one holder is paid over all instalments."""
        told = [teller.person(index) for teller in self._tellers]
        if len(told) == 1:
            return told[0]
        assert self._program.group is not None  # noqa: S101 - else nothing is paid
        presence = self._paid.holders.presence(self._program.group)
        worked_out = bool(self._paid.worked_out[index])
        return replace(
            told[0],
            score=self._score(told),
            gate=_same([each.gate for each in told]),
            modifiers=_same([each.modifiers for each in told]),
            pro_rata=float(presence[index]),
            funding=_same([each.funding for each in told]),
            payout=self._money(int(self._paid.units[index])) if worked_out else None,
            measures=self._lines(index, told),
            reason=next((each.reason for each in told if each.reason is not None), None),
        )

    def instalments(self, index: int) -> tuple[InstalmentPayout, ...]:
        """Return what one holder is paid with each instalment."""
        found: list[InstalmentPayout] = []
        person = self._paid.holders.people[index].key
        for each, teller in zip(self._paid.instalments, self._tellers, strict=True):
            known = bool(each.worked_out[index])
            walk = each.paid.walk
            found.append(
                InstalmentPayout(
                    group=each.term.group,
                    read=each.term.read,
                    entitled=self._money(int(each.paid.units[index])) if known else None,
                    before=self._money(int(each.before[index])) if known else None,
                    payout=self._money(int(each.units[index])) if known else None,
                    detail=teller.person(index),
                    steps=personal_steps(walk.steps, person),
                    walk=walk,
                    index=index,
                )
            )
        return tuple(found)

    def paid_for(self, kpi: KpiKey) -> float | None:
        """Return what the measures on a KPI pay to all holders, in money, unrounded.

        None where somebody's payout cannot be worked out.
        """
        if not self._paid.worked_out.all():
            return None
        total = 0.0
        latest: dict[int, np.ndarray] = {}
        for at, (each, teller) in enumerate(
            zip(self._paid.instalments, self._tellers, strict=True)
        ):
            share = teller.share_of(kpi)
            if not each.term.to_date:
                total += float((share * each.units).sum())
                continue
            # By the results to date, unless nothing was paid by them.
            before = latest.get(-1 if each.term.before is None else each.term.before)
            then = share * (each.before + each.units)
            latest[at] = then if before is None else np.where(each.units == 0, before, then)
            if self._is_last(at):
                total += float(latest[at].sum())
        return total / 10.0**self._program.digits

    def _money(self, units: int) -> Decimal:
        return money(units, self._program.digits)

    def _is_last(self, at: int) -> bool:
        return all(each.term.before != at for each in self._paid.instalments)

    def _part(self, at: int) -> float:
        """Return the part of what is paid that an instalment stands for; of a row, its last."""
        assert self._program.group is not None  # noqa: S101 - else nothing is paid
        term = self._paid.instalments[at].term
        if term.to_date and not self._is_last(at):
            return 0.0
        return term.read.months / self._program.group.months

    def _score(self, told: Sequence[PersonPayout]) -> float | None:
        scores = [each.score for each in told]
        known = [score for score in scores if score is not None]
        if len(known) < len(scores):
            return None
        return math.fsum(score * self._part(at) for at, score in enumerate(known))

    def _lines(self, index: int, told: Sequence[PersonPayout]) -> tuple[MeasurePayout, ...]:
        """Return the lines of one holder over all instalments; their amounts sum to the payout."""
        amounts = self._amounts(index) if self._paid.worked_out[index] else {}
        person = self._paid.holders.people[index].key
        own = {measure.key: measure for measure in self._card.for_person(person).measures}
        lines: list[MeasurePayout] = []
        for measure in self._card.measures:
            mine = [
                (self._part(at), line)
                for at, each in enumerate(told)
                for line in each.measures
                if line.key == measure.key
            ]
            if not mine:
                continue
            units = amounts.get(measure.key)
            result, target = self._result_and_target(own[measure.key], mine[-1][1])
            lines.append(
                replace(
                    mine[-1][1],
                    target=target,
                    result=result,
                    payout_rate=_mean([(part, line.payout_rate) for part, line in mine]),
                    amount=None if units is None else self._money(units),
                )
            )
        return tuple(lines)

    def _result_and_target(
        self, measure: Measure, last: MeasurePayout
    ) -> tuple[float | None, float | None]:
        """Return the figure over all that is paid, and the target for that where there is one."""
        year = self._program.group
        if measure.kpi is None or year is None:
            return last.result, last.target
        figure = float(self._figures.group(measure.kpi, self._scenario, year))
        result = figure if math.isfinite(figure) else None
        ends = self._paid.instalments[-1].term
        whole = measure.every is Span.YEAR or ends.to_date
        return result, last.target if whole else None

    def _amounts(self, index: int) -> dict[MeasureKey, int]:
        """Return what each measure is paid over all instalments, in minor units."""
        latest: dict[int, dict[MeasureKey, int]] = {}
        total: dict[MeasureKey, int] = {}
        for at, (each, teller) in enumerate(
            zip(self._paid.instalments, self._tellers, strict=True)
        ):
            term, units = each.term, int(each.units[index])
            if term.to_date and term.before is not None and units == 0:
                latest[at] = latest[term.before]
            else:
                whole = int(each.before[index]) + units if term.to_date else units
                latest[at] = dict(zip(teller.keys, teller.shared(index, whole), strict=True))
            if not term.to_date or self._is_last(at):
                for key, amount in latest[at].items():
                    total[key] = total.get(key, 0) + amount
        return total


def _same(figures: Sequence[float | None]) -> float | None:
    """Return the figure that all instalments share; None where they differ."""
    return figures[0] if all(each == figures[0] for each in figures) else None


def _mean(parts: Sequence[tuple[float, float | None]]) -> float | None:
    """Return the mean of what instalments pay, by the time that they stand for."""
    known = [(part, rate) for part, rate in parts if rate is not None]
    whole = math.fsum(part for part, _ in known)
    if len(known) < len(parts) or not whole:
        return None
    return math.fsum(part * rate for part, rate in known) / whole
