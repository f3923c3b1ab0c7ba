"""What every design comes to under every scenario, side by side."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from models.keys import BASE, DesignKey, ScenarioKey
from models.kpi import KpiRole
from models.scorecard import Design
from workbench.analysis.alignment.contradictions import Verdict, judged, outcomes
from workbench.analysis.alignment.faults import AlignmentError
from workbench.analysis.alignment.moves import Move, driver_moves, drivers_behind, lever_move
from workbench.analysis.alignment.shared_stake import main_stake
from workbench.analysis.alignment.weights import compared, function_weights
from workbench.pay.states import figures_read
from workbench.results import Results

Pair = tuple[DesignKey, ScenarioKey]

CONTRADICTING: Final = frozenset(Verdict) - {Verdict.ALIGNED, Verdict.STILL, Verdict.UNKNOWN}
"""Verdicts on a move that profit and pay do not judge alike."""


class Figure(StrEnum):
    """A figure by which designs are compared."""

    PAYOUTS = "payouts"
    COST = "cost"
    SHARE = "share"
    AFTER = "after"
    EARNED = "earned"
    STAKE = "stake"
    CONTRADICTIONS = "contradictions"


RANKED: Final = frozenset(Figure) - {Figure.PAYOUTS, Figure.SHARE}
"""Figures by which a design is called best or worst; the others only say the cost again."""

HIGHER: Final = frozenset((Figure.AFTER, Figure.EARNED, Figure.STAKE))
"""Figures of which more is better; of the others less is."""


@dataclass(frozen=True, slots=True)
class DesignFigures:
    """What a design comes to under a scenario over the year of the report; NaN is no value.

    Attributes:
        payouts: of all people, in money, rounded as they are paid.
        cost: payouts with employer charges, in money.
        share: payouts ÷ profit before incentives; NaN where that is not positive.
        after: profit less payouts and charges, in money.
        earned: profit won over the base per unit of payouts beyond those of the base; NaN
            unless positive.
        stake: shared stake of marketing and sales, 0 to 1.
        room: what the ceiling leaves over the cost, in money, below 0 where the cost is above
            it; NaN without a ceiling.
        fewest: measures of the position with the fewest, of those with a scorecard; 0: none.
        most: measures of the position with the most.
    """

    design: DesignKey
    scenario: ScenarioKey
    payouts: float
    cost: float
    share: float
    after: float
    earned: float
    stake: float
    room: float
    fewest: int
    most: int

    def figure(self, which: Figure) -> float:
        """Return one of the figures; NaN for the contradictions, which are counted apart."""
        return float(getattr(self, which.value, math.nan))


def figures_of(results: Results, design: DesignKey, scenario: ScenarioKey) -> DesignFigures:
    """Return what a design comes to under a scenario.

    Raises:
        KeyError: the plan has no such scenario.
    """
    under = results.under(design)
    plan = under.plan
    payouts, base_payouts = (_total(under, each) for each in (scenario, BASE))
    profit, base_profit = (_profit(under, each) for each in (scenario, BASE))
    cost = payouts * (1.0 + plan.charges)
    more_paid = payouts - base_payouts
    earned = (profit - base_profit) / more_paid if more_paid else math.nan
    stake = main_stake(under.program)
    counts = _measures(plan.designs.get(design))
    return DesignFigures(
        design=design,
        scenario=scenario,
        payouts=payouts,
        cost=cost,
        share=payouts / profit if profit > 0 else math.nan,
        after=profit - cost,
        earned=earned if earned > 0 else math.nan,
        stake=math.nan if stake is None else stake.share,
        room=math.nan if plan.ceiling is None else plan.ceiling - cost,
        fewest=min(counts, default=0),
        most=max(counts, default=0),
    )


def compare(results: Results, scenarios: Sequence[ScenarioKey]) -> Mapping[Pair, DesignFigures]:
    """Return what every design of the plan comes to under each of ``scenarios``.

    Raises:
        KeyError: the plan has no such scenario.
    """
    return MappingProxyType(
        {
            (design, scenario): figures_of(results, design, scenario)
            for scenario in scenarios
            for design in results.plan.designs
        }
    )


def best_and_worst(
    figures: Mapping[DesignKey, float], which: Figure
) -> tuple[frozenset[DesignKey], frozenset[DesignKey]]:
    """Return the designs with the best figure, and those with the worst.

    Both are empty where fewer than two have a figure, or where all have the same.
    """
    known = {key: figure for key, figure in figures.items() if math.isfinite(figure)}
    if len(known) < 2:
        return frozenset(), frozenset()
    low, high = min(known.values()), max(known.values())
    if high - low <= 1e-12 * max(abs(low), abs(high)):
        return frozenset(), frozenset()
    lowest = frozenset(key for key, figure in known.items() if figure == low)
    highest = frozenset(key for key, figure in known.items() if figure == high)
    return (highest, lowest) if which in HIGHER else (lowest, highest)


def count_contradictions(
    results: Results,
    pairs: Iterable[Pair],
    stopped: Callable[[], bool] = lambda: False,
) -> Mapping[Pair, int | None]:
    """Return how many moves profit and pay do not judge alike, by design and scenario.

    Args:
        results: of the plan.
        pairs: which designs under which scenarios.
        stopped: asked before each; what is not counted by then is left out.

    Returns:
        By pair; None where it cannot be told.
    """
    found: dict[Pair, int | None] = {}
    for design, scenario in pairs:
        if stopped():
            break
        found[design, scenario] = _contradictions(results.under(design), scenario)
    return MappingProxyType(found)


def _contradictions(under: Results, scenario: ScenarioKey) -> int | None:
    program, values = under.program, under.values
    profit, year = under.roles.get(KpiRole.PROFIT), program.group
    weights = function_weights(program)
    if profit is None or year is None or program.unpaid is not None or not weights:
        return None
    if not program.compiled or not math.isfinite(values.group(profit, scenario, year)):
        return None
    moves: list[Move] = []
    for lever in under.plan.levers.values():
        try:
            moves.append(lever_move(under.plan, lever))
        except AlignmentError:
            # The checks say what is wrong with it.
            continue
    wanted = ((profit, year), *figures_read(program))
    moves += driver_moves(values, drivers_behind(values, scenario, wanted), year)
    told = outcomes(program, values, scenario, profit=profit, moves=tuple(moves), weights=weights)
    functions, _ = compared(under.plan, weights)
    return sum(each.verdict in CONTRADICTING for each in judged(told, functions))


def _total(under: Results, scenario: ScenarioKey) -> float:
    total = under.payouts[scenario].total
    return math.nan if total is None else float(total)


def _profit(under: Results, scenario: ScenarioKey) -> float:
    profit, year = under.roles.get(KpiRole.PROFIT), under.program.group
    if profit is None or year is None:
        return math.nan
    return under.values.group(profit, scenario, year)


def _measures(design: Design | None) -> list[int]:
    return [] if design is None else [len(card.measures) for card in design.scorecards.values()]
