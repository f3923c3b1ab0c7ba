"""Everything about the alignment of functions in one scenario, under one design."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from models.keys import BASE, DesignKey, FunctionKey, KpiKey, LeverKey, ScenarioKey
from models.kpi import KpiRole
from models.plan import Plan
from workbench.analysis.alignment.axes import Temperament, temperament
from workbench.analysis.alignment.clarity import Clarity, clarities
from workbench.analysis.alignment.cliffs import Cliff, cliffs
from workbench.analysis.alignment.contradictions import (
    BONUS_MOVES,
    Contradiction,
    Outcomes,
    Verdict,
    judged,
    outcomes,
)
from workbench.analysis.alignment.cost import Cost, cost_of
from workbench.analysis.alignment.faults import AlignmentError, AlignmentFault
from workbench.analysis.alignment.hints import Hint, hints_of
from workbench.analysis.alignment.moves import (
    Move,
    driver_moves,
    drivers_behind,
    lever_move,
)
from workbench.analysis.alignment.repair import Repair, repair
from workbench.analysis.alignment.shared_stake import SharedStake, main_stake, shared_stakes
from workbench.analysis.alignment.sight import (
    DeadZone,
    LineOfSight,
    Ranges,
    dead_zones,
    lines_of_sight,
    result_range,
)
from workbench.analysis.alignment.trials import Comparison
from workbench.analysis.alignment.weights import FunctionWeights, compared, function_weights
from workbench.analysis.simulation.faults import SimulationError
from workbench.analysis.simulation.ranges import result_ranges
from workbench.engine.focus import Wanted
from workbench.engine.values import Values
from workbench.pay.program import PayProgram, prepare
from workbench.pay.states import figures_read

MOST_REPAIRS = 20
"""For so many moves of single drivers, those that pay most, repairs are sought."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict on a move, and what would stop its being paid.

    Attributes:
        repairs: of each function that is paid for a loss or for nothing, among those compared;
            None where none was sought.
    """

    contradiction: Contradiction
    repairs: tuple[Repair, ...] | None


@dataclass(frozen=True, slots=True)
class Alignment:
    """How well functions are aligned.

    Attributes:
        functions: what each function with bonus money is paid for.
        compared: the functions that verdicts are about.
        by_role: whether those are marketing and sales; else they are all that have bonus money.
        stake: the shared stake of marketing and sales; None where one is missing.
        stakes: of every pair.
        levers: the finding on each lever, in the order of the plan.
        drivers: the finding on each single driver at its P10 and P90.
        refused: levers that move what is no driver, or nothing.
        axes: where each function stands.
        sights: the line of sight of every position to each of its KPIs.
        zones: dead zones, from P10 to P90 of the results; where no driver is uncertain, over
            moves of single drivers.
        cliffs: jumps and gates, the dearest first.
    """

    plan: Plan
    design: DesignKey
    scenario: ScenarioKey
    functions: Mapping[FunctionKey, FunctionWeights]
    compared: tuple[FunctionKey, ...]
    by_role: bool
    stake: SharedStake | None
    stakes: tuple[SharedStake, ...]
    profit: float
    levers: tuple[Finding, ...]
    drivers: tuple[Finding, ...]
    refused: tuple[AlignmentError, ...]
    axes: Mapping[FunctionKey, Temperament]
    sights: tuple[LineOfSight, ...]
    zones: tuple[DeadZone, ...]
    cliffs: tuple[Cliff, ...]
    clarity: tuple[Clarity, ...]
    cost: Cost
    hints: tuple[Hint, ...]


def align(
    values: Values,
    *,
    scenario: ScenarioKey = BASE,
    design: DesignKey | None = None,
    levers: Sequence[LeverKey] | None = None,
) -> Alignment:
    """Return how well the functions of a plan are aligned.

    Args:
        values: the plan, worked out.
        scenario: the one that moves start from.
        design: who is paid for what; None: the current design.
        levers: those to judge; None: all of the plan.

    Raises:
        AlignmentError: the question cannot be answered; see its fault.
        KeyError: there is no such scenario.
    """
    plan = values.plan
    program, profit = _program(plan, design), _profit(plan)
    assert program.group is not None  # noqa: S101 - else there is no program
    assert program.design is not None  # noqa: S101
    if not math.isfinite(values.group(profit, scenario, program.group)):
        raise AlignmentError(AlignmentFault.PROFIT_WITHOUT_VALUE, profit)
    weights = function_weights(program)
    if not weights:
        raise AlignmentError(AlignmentFault.NO_BONUS, program.design.key)
    moved, refused = _lever_moves(plan, levers)
    wanted = ((profit, program.group), *figures_read(program))
    drivers = driver_moves(values, drivers_behind(values, scenario, wanted), program.group)
    found = outcomes(
        program, values, scenario, profit=profit, moves=(*moved, *drivers), weights=weights
    )
    functions, by_role = compared(plan, weights)
    verdicts = judged(found, functions)
    findings = _findings(values, scenario, program, found, verdicts)
    axes = {function: temperament(plan, own) for function, own in weights.items()}
    clarity, cost = clarities(program), cost_of(program, values, scenario, profit)
    sights = lines_of_sight(program, found)
    ranges, simulated = _ranges(values, scenario, found, figures_read(program))
    zones = dead_zones(program, ranges, simulated=simulated)
    jumps = cliffs(program, values, scenario, found)
    return Alignment(
        plan=plan,
        design=program.design.key,
        scenario=scenario,
        functions=weights,
        compared=functions,
        by_role=by_role,
        stake=main_stake(program),
        stakes=shared_stakes(weights),
        profit=found.base_profit,
        levers=findings[: len(moved)],
        drivers=findings[len(moved) :],
        refused=refused,
        axes=axes,
        sights=sights,
        zones=zones,
        cliffs=jumps,
        clarity=clarity,
        cost=cost,
        hints=hints_of(
            program,
            profit,
            weights=weights,
            axes=axes,
            clarity=clarity,
            zones=zones,
            sights=sights,
            cliffs=jumps,
            cost=cost,
        ),
    )


def _ranges(
    values: Values, scenario: ScenarioKey, found: Outcomes, read: Sequence[Wanted]
) -> tuple[Ranges, bool]:
    """Return how far results go, and whether that was simulated."""
    try:
        simulated = result_ranges(values, scenario, read)
    except SimulationError:
        # The checks tell what is wrong with the distribution.
        simulated = None
    if simulated is not None:
        return simulated, True
    moved = {(key, group.periods): result_range(found, key, group.periods) for key, group in read}
    return moved, False


def _program(plan: Plan, design: DesignKey | None) -> PayProgram:
    if design is not None and design not in plan.designs:
        raise AlignmentError(AlignmentFault.UNKNOWN_DESIGN, design)
    program = prepare(plan, design=design)
    if program.design is None:
        raise AlignmentError(AlignmentFault.NO_DESIGN)
    if program.unpaid is not None:
        raise AlignmentError(AlignmentFault.NO_YEAR)
    return program


def _profit(plan: Plan) -> KpiKey:
    for kpi in plan.kpis.values():
        if kpi.role is KpiRole.PROFIT:
            return kpi.key
    raise AlignmentError(AlignmentFault.NO_PROFIT)


def _lever_moves(
    plan: Plan, levers: Sequence[LeverKey] | None
) -> tuple[tuple[Move, ...], tuple[AlignmentError, ...]]:
    """Return the moves of levers, and what is wrong with those that were not asked for."""
    moves: list[Move] = []
    refused: list[AlignmentError] = []
    for key in plan.levers if levers is None else levers:
        lever = plan.levers.get(key)
        if lever is None:
            raise AlignmentError(AlignmentFault.UNKNOWN_LEVER, key)
        try:
            moves.append(lever_move(plan, lever))
        except AlignmentError as error:
            if levers is not None:
                raise
            refused.append(error)
    return tuple(moves), tuple(refused)


_PAID_WRONGLY = (Verdict.PAID_TO_DESTROY, Verdict.PAID_FOR_NOTHING)


def _findings(
    values: Values,
    scenario: ScenarioKey,
    program: PayProgram,
    found: Outcomes,
    verdicts: Sequence[Contradiction],
) -> tuple[Finding, ...]:
    weights = function_weights(program)
    wrong = [place for place, each in enumerate(verdicts) if each.verdict in _PAID_WRONGLY]
    single = [place for place in wrong if verdicts[place].move.lever is None]
    single.sort(key=lambda place: -max(each.change for each in verdicts[place].bonuses))
    left_out: Collection[int] = frozenset(single[MOST_REPAIRS:])
    sought = {place for place in wrong if place not in left_out}
    read = figures_read(program) if sought else ()
    before = {(key, group.periods): values.group(key, scenario, group) for key, group in read}
    findings: list[Finding] = []
    for place, each in enumerate(verdicts):
        repairs = None
        if place in sought:
            results = {
                at: (figure, float(found.results[at][place])) for at, figure in before.items()
            }
            comparison = Comparison(results)
            repairs = tuple(
                repair(program, weights[bonus.function], comparison)
                for bonus in each.bonuses
                if bonus.change > BONUS_MOVES
            )
        findings.append(Finding(each, repairs))
    return tuple(findings)
