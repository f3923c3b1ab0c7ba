"""What a plan maker should look at: nothing of it is forbidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from models.keys import FunctionKey, KpiKey, PositionKey
from models.organisation import FunctionRole
from models.scorecard import ScoreForm
from workbench.analysis.alignment.axes import Temperament, nature_of
from workbench.analysis.alignment.clarity import FEWEST, MOST, Clarity
from workbench.analysis.alignment.cliffs import Cliff
from workbench.analysis.alignment.cost import Cost
from workbench.analysis.alignment.sight import DeadZone, LineOfSight
from workbench.analysis.alignment.weights import (
    FLOOR,
    FunctionWeights,
    Subject,
    measure_weights,
    subject_of,
)
from workbench.pay.program import PayProgram

LEAST_SIGHT: Final = 0.05
"""Who moves less of a measure than this cannot see it."""


class HintKind(StrEnum):
    """What is worth a look."""

    FEW_MEASURES = "few_measures"
    MANY_MEASURES = "many_measures"
    LOW_WEIGHT = "low_weight"
    LINE_OF_SIGHT = "line_of_sight"
    DEAD_ZONE = "dead_zone"
    DEAD_ZONE_OF_MOVES = "dead_zone_of_moves"
    CLIFF = "cliff"
    GATE = "gate"
    NO_PROFIT = "no_profit"
    SHORT_TERM = "short_term"
    OVER_CEILING = "over_ceiling"
    NO_WEIGHTS = "no_weights"
    WITHOUT_SCORECARD = "without_scorecard"


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing to look at.

    Attributes:
        function: whose; None where it is not about one.
        position: whose; None where it is not about one.
        subject: the measure; None where it is not about one.
        count: of measures, or of people.
        share: a weight or line of sight; or what is paid, 1.0 being 100 %.
        low: where a range of results starts, or where a cliff is, in the unit of the KPI.
        high: where the range ends.
        money: what a cliff is worth, or what payouts with charges come to.
        ceiling: what they should not exceed, in money.
    """

    kind: HintKind
    function: FunctionKey | None = None
    position: PositionKey | None = None
    subject: Subject | None = None
    count: int | None = None
    share: float | None = None
    low: float | None = None
    high: float | None = None
    money: float | None = None
    ceiling: float | None = None


def hints_of(
    program: PayProgram,
    profit: KpiKey,
    *,
    weights: Mapping[FunctionKey, FunctionWeights],
    axes: Mapping[FunctionKey, Temperament],
    clarity: tuple[Clarity, ...],
    zones: tuple[DeadZone, ...],
    sights: tuple[LineOfSight, ...],
    cliffs: tuple[Cliff, ...],
    cost: Cost,
) -> tuple[Hint, ...]:
    """Return what is worth a look: the balance of functions first, single measures after."""
    return (
        *_balance(program, profit, weights, axes),
        *_ceiling(cost),
        *_scorecards(program, clarity),
        *_measures(zones, sights, cliffs),
    )


def _balance(
    program: PayProgram,
    profit: KpiKey,
    weights: Mapping[FunctionKey, FunctionWeights],
    axes: Mapping[FunctionKey, Temperament],
) -> Iterator[Hint]:
    plan = program.plan
    for function, own in weights.items():
        role = plan.functions[function].role
        if role is FunctionRole.MARKETING and not own.shares.get(Subject(profit), 0.0):
            yield Hint(HintKind.NO_PROFIT, function=function)
        if role is FunctionRole.SALES and axes[function].nature is not None:
            natures = [
                nature
                for subject, share in own.shares.items()
                if share > 0.0 and (nature := nature_of(plan, subject)) is not None
            ]
            # All of it on the short side; the middle is neither.
            if all(nature.long_short_term > 0.5 for nature in natures):
                yield Hint(HintKind.SHORT_TERM, function=function, share=axes[function].known)
        for position in own.equal:
            yield Hint(HintKind.NO_WEIGHTS, function=function, position=position)
    if program.unclaimed:
        yield Hint(HintKind.WITHOUT_SCORECARD, count=len(program.unclaimed))


def _ceiling(cost: Cost) -> Iterator[Hint]:
    if cost.over_ceiling:
        yield Hint(HintKind.OVER_CEILING, money=cost.payouts + cost.charges, ceiling=cost.ceiling)


def _scorecards(program: PayProgram, clarity: tuple[Clarity, ...]) -> Iterator[Hint]:
    for each in clarity:
        position = each.position
        if each.measures < FEWEST:
            yield Hint(HintKind.FEW_MEASURES, position=position, count=each.measures)
        if each.measures > MOST:
            yield Hint(HintKind.MANY_MEASURES, position=position, count=each.measures)
        card = program.compiled[position].scorecard
        if card.form is ScoreForm.MULTIPLICATIVE:
            continue
        for measure, weight in zip(card.measures, measure_weights(card), strict=True):
            if 0.0 < weight < FLOOR - 1e-9:
                subject = subject_of(measure)
                yield Hint(HintKind.LOW_WEIGHT, position=position, subject=subject, share=weight)


def _measures(
    zones: tuple[DeadZone, ...], sights: tuple[LineOfSight, ...], cliffs: tuple[Cliff, ...]
) -> Iterator[Hint]:
    for line in sights:
        if line.share < LEAST_SIGHT:
            yield Hint(
                HintKind.LINE_OF_SIGHT,
                function=line.function,
                position=line.position,
                subject=Subject(line.kpi),
                share=line.share,
            )
    for zone in zones:
        yield Hint(
            HintKind.DEAD_ZONE if zone.simulated else HintKind.DEAD_ZONE_OF_MOVES,
            position=zone.position,
            subject=Subject(zone.kpi),
            share=zone.pay,
            low=zone.low,
            high=zone.high,
        )
    for cliff in cliffs:
        if cliff.within_reach and cliff.worth:
            yield Hint(
                HintKind.GATE if cliff.gate else HintKind.CLIFF,
                position=cliff.position,
                subject=Subject(cliff.kpi),
                low=cliff.at,
                money=cliff.worth,
            )
