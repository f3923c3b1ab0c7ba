"""What measures do over the range of their results: dead zones and line of sight."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from models.keys import FunctionKey, KpiKey, PositionKey
from models.scorecard import Measure
from workbench.analysis.alignment.contradictions import Outcomes
from workbench.analysis.alignment.moves import by_driver
from workbench.engine.arrays import Floats
from workbench.pay.program import CompiledScorecard, Instalment, PayProgram
from workbench.pay.steps import CurvePayout, KpiResult, Stage


@dataclass(frozen=True, slots=True)
class DeadZone:
    """A measure whose curve pays the same over the whole range of its result.

    Attributes:
        low: the P10 of the result, in the unit of the KPI; where nothing is uncertain, the
            smallest result after any move of a single driver.
        high: the P90, or the largest.
        simulated: whether they are P10 and P90.
        pay: what it pays there, 1.0 being 100 %.
    """

    position: PositionKey
    kpi: KpiKey
    low: float
    high: float
    pay: float
    simulated: bool


@dataclass(frozen=True, slots=True)
class LineOfSight:
    """How much of what moves a measure is in the hands of those who are paid for it.

    Attributes:
        share: Σ over drivers of responsibility × movement from P10 to P90, ÷ the whole
            movement; NaN where no driver moves it.
    """

    function: FunctionKey
    position: PositionKey
    kpi: KpiKey
    share: float


def results_read(
    instalment: Instalment,
) -> Iterator[tuple[Measure, CurvePayout | None, KpiResult]]:
    """Yield each measure of a KPI with its curve and result, once per group it is read over."""
    steps = instalment.steps
    measures = {measure.key: measure for measure in instalment.term.card.measures}
    curves = {step.result.index: step for step in steps if isinstance(step, CurvePayout)}
    for step in steps:
        if isinstance(step, KpiResult) and step.out.stage is Stage.RESULT:
            measure = measures.get(step.out.owner)  # pyright: ignore[reportArgumentType]
            if measure is not None:
                yield measure, curves.get(step.out.index), step


def _all_read(
    compiled: CompiledScorecard,
) -> Iterator[tuple[Measure, CurvePayout | None, KpiResult]]:
    for instalment in compiled.instalments:
        yield from results_read(instalment)


def result_range(found: Outcomes, kpi: KpiKey, periods: tuple[int, ...]) -> tuple[float, float]:
    """Return the smallest and largest result after moves of single drivers; NaN without any."""
    single = np.array([move.driver is not None for move in found.moves], dtype=bool)
    results = found.results[kpi, periods][single]
    results = results[np.isfinite(results)]
    if not len(results):
        return math.nan, math.nan
    return float(results.min()), float(results.max())


Ranges = Mapping[tuple[KpiKey, tuple[int, ...]], tuple[float, float]]
"""How far results go, by KPI and periods: lowest and highest, in the unit of the KPI."""


def dead_zones(program: PayProgram, ranges: Ranges, *, simulated: bool) -> tuple[DeadZone, ...]:
    """Return the measures that pay the same however far their results go.

    A measure that no driver moves is none: there is nothing that it could pay more for.

    Args:
        program: who is paid, and by which steps.
        ranges: of every result that is read.
        simulated: whether they are P10 and P90.
    """
    zones: dict[tuple[PositionKey, KpiKey], DeadZone] = {}
    alive: set[tuple[PositionKey, KpiKey]] = set()
    for position, compiled in program.compiled.items():
        for _, curve, step in _all_read(compiled):
            place = (position, step.kpi)
            low, high = ranges[step.kpi, step.group.periods]
            if curve is None or not low < high:
                alive.add(place)
                continue
            pays = _pays(curve, low / step.parts, high / step.parts)
            if np.ptp(pays) <= 1e-12 and not np.isnan(pays).any():
                pay = float(pays[0])
                zone = DeadZone(position, step.kpi, low, high, pay, simulated)
                zones.setdefault(place, zone)
            else:
                alive.add(place)
    return tuple(zone for place, zone in zones.items() if place not in alive)


def _pays(curve: CurvePayout, low: float, high: float) -> Floats:
    """Return what a curve pays at both ends of a range and at its own corners between."""
    corners = [rung * curve.compiled.divisor for rung in curve.compiled.ladder.points]
    between = [each for each in corners if low < each < high]
    # Just beside a corner: two points may share a result, of which the later pays there.
    beside = [math.nextafter(each, math.inf) for each in between]
    return curve.compiled.payouts(np.array([low, high, *between, *beside]))


def lines_of_sight(program: PayProgram, found: Outcomes) -> tuple[LineOfSight, ...]:
    """Return the line of sight of every position to every KPI it is paid for."""
    plan = program.plan
    pairs = list(by_driver(found.moves))
    lines: list[LineOfSight] = []
    # Positions share measures, and a plan has thousands of drivers.
    split: dict[tuple[KpiKey, tuple[int, ...]], tuple[dict[FunctionKey, float], float]] = {}
    for position, compiled in program.compiled.items():
        holder = plan.positions.get(position)
        if holder is None:
            continue
        own: dict[KpiKey, tuple[float, float]] = {}
        for _, _, step in _all_read(compiled):
            place = (step.kpi, step.group.periods)
            if place not in split:
                split[place] = _movement(program, pairs, found.results[place])
            shares, whole = split[place]
            before = own.get(step.kpi, (0.0, 0.0))
            own[step.kpi] = (
                before[0] + shares.get(holder.function, 0.0),
                before[1] + whole,
            )
        for kpi, (part, whole) in own.items():
            share = part / whole if whole > 0 else math.nan
            lines.append(LineOfSight(holder.function, position, kpi, share))
    return tuple(lines)


def _movement(
    program: PayProgram, pairs: list[tuple[KpiKey, int, int]], results: Floats
) -> tuple[dict[FunctionKey, float], float]:
    """Return how far each function, and all drivers, move a result from P10 to P90."""
    shares: dict[FunctionKey, float] = {}
    whole = 0.0
    for driver, low, high in pairs:
        moved = abs(float(results[high]) - float(results[low]))
        if math.isfinite(moved) and moved > 0.0:
            whole += moved
            for function, share in program.plan.kpis[driver].responsibility.items():
                shares[function] = shares.get(function, 0.0) + share * moved
    return shares, whole
