"""Every hint about pay, in one list: those of the whole plan first, single measures after."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Final

import numpy as np

from models.keys import BASE, KpiKey, PositionKey
from models.kpi import KpiRole
from models.organisation import FunctionRole
from models.places import Place
from models.scorecard import Measure, Scorecard
from workbench.analysis.alignment.axes import nature_of, temperament
from workbench.analysis.alignment.cliffs import Cliff, cliffs
from workbench.analysis.alignment.contradictions import Outcomes
from workbench.analysis.alignment.cost import cost_of
from workbench.analysis.alignment.hints import LEAST_SIGHT
from workbench.analysis.alignment.moves import driver_moves, drivers_behind, moved_chunks
from workbench.analysis.alignment.sight import (
    Ranges,
    dead_zones,
    lines_of_sight,
    result_range,
)
from workbench.analysis.alignment.weights import Subject, function_weights, positions_of
from workbench.analysis.incentives.hint import PayHint, PayHintCode
from workbench.analysis.incentives.targets import odds_hints
from workbench.analysis.life.odds import MeasureChance, chances
from workbench.analysis.simulation.faults import SimulationError
from workbench.engine.values import Values
from workbench.pay.program import PayProgram
from workbench.pay.states import figures_read
from workbench.results import Results

MOST_GATES: Final = 2
"""Conditions of one scorecard that people keep apart."""
MOST_POINTS: Final = 6
"""Points of one curve."""
MOST_CELLS: Final = 9
"""Cells of one matrix: three by three."""
_MOST_DRIVERS: Final = 1500
"""More are not moved one by one while somebody works on the plan."""
_SAMPLES: Final = 2048
"""Enough to tell 40 % from 60 %, and done within a second or two."""

Wanted = Callable[[], bool]
"""Returns whether anybody still wants the answer."""


def pay_hints(results: Results, wanted: Wanted = lambda: True) -> tuple[PayHint, ...] | None:
    """Return what is worth a look in how people are paid; None where nobody wants it any more.

    How many measures there are and what weighs too little is among the problems of the plan,
    see :mod:`models.checks.scorecards`.

    Args:
        results: the plan, and what it came to.
        wanted: asked now and then.
    """
    program, values = results.program, results.values
    if program.design is None or program.group is None or program.unpaid is not None:
        return ()
    found = [*_functions(results), *_ceiling(results), *_counts(program)]
    odds = _chances(program, values, wanted)
    if odds is None:
        return None
    found += odds_hints(program, odds)
    moved = _moved(program, values, wanted)
    if moved is None:
        return None
    found += _sights(program, moved)
    found += _zones(program, moved, odds)
    found += _cliffs(program, values, moved)
    return tuple(found)


def _functions(results: Results) -> Iterator[PayHint]:
    program, plan = results.program, results.plan
    profit = results.roles.get(KpiRole.PROFIT)
    for function, own in function_weights(program).items():
        role = plan.functions[function].role
        place = _card_place(program, next(iter(positions_of(plan, function)), PositionKey("")))
        unpaid = profit is not None and not own.shares.get(Subject(profit), 0.0)
        if role is FunctionRole.MARKETING and unpaid:
            yield PayHint(PayHintCode.NO_PROFIT, place, function=function)
        if role is FunctionRole.SALES and temperament(plan, own).nature is not None:
            natures = [
                nature
                for subject, share in own.shares.items()
                if share > 0.0 and (nature := nature_of(plan, subject)) is not None
            ]
            # All of it on the short side; the middle is neither.
            if all(nature.long_short_term > 0.5 for nature in natures):
                yield PayHint(PayHintCode.SHORT_TERM, place, function=function)


def _ceiling(results: Results) -> Iterator[PayHint]:
    cost = cost_of(results.program, results.values, BASE, results.roles.get(KpiRole.PROFIT))
    if cost.over_ceiling:
        yield PayHint(
            PayHintCode.OVER_CEILING,
            Place("plan", "", "ceiling"),
            money=cost.payouts + cost.charges,
            ceiling=cost.ceiling,
        )


def _counts(program: PayProgram) -> Iterator[PayHint]:
    for position, compiled in program.compiled.items():
        card = compiled.scorecard
        gates = _gates(card)
        if gates > MOST_GATES:
            place = _card_place(program, position)
            yield PayHint(PayHintCode.MANY_GATES, place, (position,), count=gates)
        for measure in card.measures:
            steps = _steps(measure)
            if steps:
                yield PayHint(
                    PayHintCode.MANY_STEPS,
                    _place(program, position, measure, "curve"),
                    (position,),
                    subject=Subject(measure.kpi, measure.objective),
                    count=steps,
                )


def _gates(card: Scorecard) -> int:
    sections = sum(len(section.gates) for section in card.sections)
    return len(card.gates) + sections + sum(len(measure.gates) for measure in card.measures)


def _steps(measure: Measure) -> int:
    """Return how many steps a measure has, where that is more than one reads at a glance."""
    if measure.matrix is not None:
        cells = len(measure.matrix.rows) * len(measure.matrix.columns)
        return cells if cells > MOST_CELLS else 0
    points = 0 if measure.curve is None else len(measure.curve.points)
    return points if points > MOST_POINTS else 0


def _chances(
    program: PayProgram, values: Values, wanted: Wanted
) -> tuple[MeasureChance, ...] | None:
    def progress(_part: float) -> bool:
        return wanted()

    try:
        return chances(program, values, samples=_SAMPLES, progress=progress)
    except SimulationError:
        # The checks tell what is wrong with the distribution.
        return ()


def _moved(program: PayProgram, values: Values, wanted: Wanted) -> Outcomes | None:
    """Return the results after each move of a single driver; without pay, which none asks for."""
    read = figures_read(program)
    drivers = drivers_behind(values, BASE, read) if read else ()
    group = program.group
    assert group is not None  # noqa: S101 - else nothing is looked for
    moves = driver_moves(values, drivers, group) if len(drivers) <= _MOST_DRIVERS else ()
    results = {(key, each.periods): np.empty(len(moves)) for key, each in read}
    for chunk, figures in moved_chunks(values, BASE, read, moves):
        for key, each in read:
            results[key, each.periods][chunk] = figures.over(key, each)
        if not wanted():
            return None
    nothing = np.empty(0)
    return Outcomes(moves, nothing, math.nan, {}, {}, results)


def _sights(program: PayProgram, moved: Outcomes) -> Iterator[PayHint]:
    for line in lines_of_sight(program, moved):
        if line.share < LEAST_SIGHT:
            measure = _measure(program, line.position, line.kpi)
            yield PayHint(
                PayHintCode.LINE_OF_SIGHT,
                _place(program, line.position, measure, "weight"),
                (line.position,),
                line.function,
                Subject(line.kpi),
                share=line.share,
            )


def _zones(
    program: PayProgram, moved: Outcomes, odds: tuple[MeasureChance, ...]
) -> Iterator[PayHint]:
    read = figures_read(program)
    ranges: Ranges = {
        (key, each.periods): result_range(moved, key, each.periods) for key, each in read
    }
    drawn: Mapping[tuple[KpiKey, tuple[int, ...]], tuple[float, float]] = {
        (each.mark.kpi, each.mark.group.periods): (each.p10, each.p90) for each in odds
    }
    for zone in dead_zones(program, {**ranges, **drawn}, simulated=bool(odds)):
        measure = _measure(program, zone.position, zone.kpi)
        yield PayHint(
            PayHintCode.DEAD_ZONE,
            _place(program, zone.position, measure, "curve"),
            (zone.position,),
            subject=Subject(zone.kpi),
            share=zone.pay,
            low=zone.low,
            high=zone.high,
            simulated=zone.simulated,
        )


def _cliffs(program: PayProgram, values: Values, moved: Outcomes) -> Iterator[PayHint]:
    """Yield the dearest jump of each KPI, over all positions that it pays alike."""
    found: dict[tuple[KpiKey, float, bool], list[Cliff]] = {}
    for cliff in cliffs(program, values, BASE, moved):
        if cliff.within_reach and cliff.worth and math.isfinite(cliff.worth):
            found.setdefault((cliff.kpi, cliff.at, cliff.gate), []).append(cliff)
    dearest: dict[KpiKey, tuple[float, list[Cliff], int]] = {}
    for (kpi, _, _), alike in found.items():
        worth = sum(each.worth for each in alike)
        before = dearest.get(kpi)
        more = 0 if before is None else before[2] + 1
        if before is None or abs(worth) > abs(before[0]):
            dearest[kpi] = (worth, alike, more)
        else:
            dearest[kpi] = (before[0], before[1], more)
    for kpi, (worth, alike, more) in dearest.items():
        first = alike[0]
        measure = _measure(program, first.position, kpi)
        yield PayHint(
            PayHintCode.GATE if first.gate else PayHintCode.CLIFF,
            _place(program, first.position, measure, "curve"),
            tuple(dict.fromkeys(each.position for each in alike)),
            subject=Subject(kpi),
            low=first.at,
            money=worth,
            count=more,
        )


def _measure(program: PayProgram, position: PositionKey, kpi: KpiKey) -> Measure | None:
    measures = program.compiled[position].scorecard.measures
    return next((each for each in measures if each.kpi == kpi), None)


def _place(
    program: PayProgram, position: PositionKey, measure: Measure | None, field: str
) -> Place:
    if measure is None:
        return _card_place(program, position)
    design = "" if program.design is None else program.design.key
    return Place("designs", design, f"scorecards/{position}/measures/{measure.key}/{field}")


def _card_place(program: PayProgram, position: PositionKey) -> Place:
    design = "" if program.design is None else program.design.key
    return Place("designs", design, f"scorecards/{position}/measures")
