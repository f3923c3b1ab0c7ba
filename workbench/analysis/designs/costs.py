"""What a design costs: by scenario, by function, and how far the cost may go."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np

from models.keys import DesignKey, FunctionKey, ScenarioKey
from workbench.analysis.simulation.draws import points
from workbench.analysis.simulation.outcome import Ask
from workbench.analysis.simulation.run import Run, prepared
from workbench.analysis.simulation.spreads import odds, spread_of
from workbench.analysis.simulation.states import BUFFER
from workbench.engine.arrays import Floats
from workbench.pay.payouts import Payouts
from workbench.results import Results

SAMPLES: Final = 8192
_FEWER: Final = 2048
_MANY: Final = 2000
"""From so many people on there are fewer runs: each pays everybody."""
_BARS: Final = 16
"""A histogram has about so many bars."""
_STEPS: Final = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class FunctionCost:
    """What the people of a function cost, in money; NaN where somebody's cannot be worked out.

    Attributes:
        function: empty for positions that are in none.
        people: how many of them are paid.
        charges: of the employer on the payouts.
        share: of the cost of everybody, 0 to 1.
    """

    function: FunctionKey
    people: int
    payouts: float
    charges: float
    share: float

    @property
    def cost(self) -> float:
        """Payouts with charges."""
        return self.payouts + self.charges


@dataclass(frozen=True, slots=True)
class CostSpread:
    """How far the cost of a design may go under a scenario: payouts with charges, in money.

    Attributes:
        samples: how many years were simulated.
        edges: of the bars, ascending, one more than there are bars.
        counts: how many years fall between one edge and the next.
        p10: one year in ten costs less; NaN where no year has a cost, as are the others.
        odds_over: how often the cost is above the ceiling, 0 to 1; NaN without one.
        lacking: the share of years whose cost cannot be worked out.
        uncertain: whether any driver is; without one every year is the same.
    """

    samples: int
    edges: tuple[float, ...]
    counts: tuple[int, ...]
    p10: float
    p50: float
    p90: float
    odds_over: float
    lacking: float
    uncertain: bool


def function_costs(payouts: Payouts) -> tuple[FunctionCost, ...]:
    """Return what each function with people costs, in the order of the plan."""
    program, plan = payouts.program, payouts.program.plan
    minor = 10.0**program.digits
    sums: dict[FunctionKey, float] = dict.fromkeys(plan.functions, 0.0)
    people: dict[FunctionKey, int] = dict.fromkeys(plan.functions, 0)
    for position, holders in program.roster.holders.items():
        place = holders.position
        function = FunctionKey("") if place is None else place.function
        claimed = sum(each.key not in program.left_out for each in holders.people)
        if not claimed:
            continue
        paid = payouts.paid.get(position)
        worked_out = paid is not None and place is not None and bool(paid.worked_out.all())
        amount = int(paid.units.sum()) / minor if paid is not None and worked_out else math.nan
        sums[function] = sums.get(function, 0.0) + amount
        people[function] = people.get(function, 0) + claimed
    whole = math.fsum(each for each in sums.values() if not math.isnan(each))
    known = whole > 0 and not any(map(math.isnan, sums.values()))
    rate = plan.charges
    return tuple(
        FunctionCost(
            function=key,
            people=people[key],
            payouts=amount,
            charges=amount * rate,
            share=amount / whole if known else math.nan,
        )
        for key, amount in sums.items()
        if people[key]
    )


def people_without_payout(payouts: Payouts) -> int:
    """Return how many people there are whose payout cannot be worked out."""
    program = payouts.program
    if program.unpaid is not None:
        holders = program.roster.holders.values()
        return sum(each.has_terms(index) for each in holders for index in range(len(each)))
    paid = payouts.paid.values()
    return len(program.unclaimed) + sum(int((~each.worked_out).sum()) for each in paid)


def cost_spread(
    results: Results, scenario: ScenarioKey, design: DesignKey | None = None
) -> CostSpread:
    """Simulate what a design costs under a scenario; None: the design that is paid.

    Raises:
        SimulationError: a distribution does not exist, or there is no complete year.
        KeyError: the plan has no such scenario or design.
    """
    plan = results.plan
    many = len(plan.people) > _MANY
    ask = Ask(samples=_FEWER if many else SAMPLES, scenario=scenario, design=design)
    # Each state holds the money of everybody: fewer states at once where there are many.
    room = max(2**16, BUFFER // max(1, len(plan.people) // 200))
    run = prepared(plan, ask, results.values, room)
    total = _totals(run)
    cost = total * (1.0 + plan.charges)
    spread = spread_of(cost)
    ceiling = plan.ceiling
    over = math.nan
    if ceiling is not None:
        over = odds(np.where(np.isnan(cost), np.nan, np.where(cost > ceiling, 1.0, 0.0)))
    edges, counts = _bars(cost[np.isfinite(cost)])
    return CostSpread(
        samples=run.samples,
        edges=edges,
        counts=counts,
        p10=spread.p10,
        p50=spread.p50,
        p90=spread.p90,
        odds_over=over,
        lacking=spread.lacking,
        uncertain=bool(run.draws.draws),
    )


def cost_spreads(
    results: Results,
    scenarios: tuple[ScenarioKey, ...],
    design: DesignKey | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Mapping[ScenarioKey, CostSpread]:
    """Simulate what a design costs under several scenarios; none after ``stopped``.

    Raises:
        SimulationError: as :func:`cost_spread`.
        KeyError: as there.
    """
    found: dict[ScenarioKey, CostSpread] = {}
    for scenario in scenarios:
        if stopped():
            break
        found[scenario] = cost_spread(results, scenario, design)
    return MappingProxyType(found)


def _totals(run: Run) -> Floats:
    """Return the payouts of every run, shape (samples,), in money; NaN: cannot be worked out."""
    total = np.empty(run.samples)
    buffer = run.states.buffer()
    for number, begin in enumerate(range(0, run.samples, run.chunk)):
        u = points(run.draws.count, run.chunk, run.ask.seed, number)
        for place, focused in run.states.drawn(u, buffer):
            at = slice(begin + place.start, begin + place.stop)
            total[at] = run.pay.total(run.pay.pay(focused))
    return total


def _bars(cost: Floats) -> tuple[tuple[float, ...], tuple[int, ...]]:
    """Return edges on round figures, and how many of ``cost`` lie between them."""
    if not len(cost):
        return (), ()
    low, high = float(cost.min()), float(cost.max())
    if high - low <= 1e-9 * max(abs(low), abs(high)):
        return (low, high), (len(cost),)
    raw = (high - low) / _BARS
    scale = 10.0 ** math.floor(math.log10(raw))
    width = next(step * scale for step in _STEPS if step * scale >= raw * (1.0 - 1e-9))
    first, last = math.floor(low / width), math.floor(high / width) + 1
    edges = np.arange(first, last + 1) * width
    counts, _ = np.histogram(cost, edges)
    return tuple(edges.tolist()), tuple(counts.tolist())
