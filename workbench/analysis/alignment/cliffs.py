"""Cliffs: results at which one unit more or less is worth a jump of money."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from models.calendar import Group
from models.keys import KpiKey, PositionKey, ScenarioKey
from workbench.analysis.alignment.contradictions import Outcomes
from workbench.analysis.alignment.moves import Unmoved
from workbench.analysis.alignment.sight import result_range, results_read
from workbench.engine.arrays import Floats
from workbench.engine.values import Values
from workbench.pay.curves import curve_points, equal
from workbench.pay.holders import Holders
from workbench.pay.program import Instalment, PayProgram
from workbench.pay.states import Instead, claims_in_states
from workbench.pay.step_rules import Value
from workbench.pay.steps import CurvePayout, GatePart, KpiResult, Stage


@dataclass(frozen=True, slots=True)
class Cliff:
    """A result at which what is paid jumps.

    Attributes:
        position: whose holders are paid so.
        kpi: whose result it is.
        at: where, in the unit of the KPI.
        worth: what all holders of the position gain by one unit across it, in money, unrounded;
            everything else as in the scenario; NaN: cannot be worked out. Negative where they
            lose.
        group: the periods whose result it is.
        gate: whether it is a condition, not a jump of a curve.
        within_reach: whether a single driver moved to its P10 or P90 brings the result there.
    """

    position: PositionKey
    kpi: KpiKey
    at: float
    worth: float
    group: Group
    gate: bool
    within_reach: bool


def cliffs(
    program: PayProgram, values: Values, scenario: ScenarioKey, found: Outcomes
) -> tuple[Cliff, ...]:
    """Return the cliffs of all scorecards, those worth most first.

    Raises:
        KeyError: there is no such scenario.
    """
    every: list[Cliff] = []
    figures = Unmoved(values.alone(scenario), 2)
    for position, compiled in program.compiled.items():
        holders = program.roster.holders[position]
        for instalment in compiled.instalments:
            every.extend(_of_curves(holders, instalment, figures, found))
            every.extend(_of_gates(holders, instalment, figures, found))
    return tuple(
        sorted(every, key=lambda each: -abs(each.worth) if math.isfinite(each.worth) else 0.0)
    )


def _of_curves(
    holders: Holders,
    instalment: Instalment,
    figures: Unmoved,
    found: Outcomes,
) -> list[Cliff]:
    jumping: list[Cliff] = []
    for _, curve, step in results_read(instalment):
        if curve is None:
            continue
        for target, readers in _by_target(curve, holders):
            corners = curve_points(curve.curve, target, curve.sense)
            for (at, before), (there, after) in pairwise(corners):
                if at != there or equal(before, after):
                    continue
                worth = _worth(readers, instalment, figures, curve.out.index, (before, after))
                # A flow to date is read as the mean of its instalments.
                result = at * step.parts
                reach = _reached(found, step.kpi, step.group, result)
                jumping.append(
                    Cliff(
                        holders.key,
                        step.kpi,
                        result,
                        worth,
                        step.group,
                        gate=False,
                        within_reach=reach,
                    )
                )
    return jumping


def _by_target(curve: CurvePayout, holders: Holders) -> list[tuple[float | None, Holders]]:
    """Return the targets at which a curve is read, and the holders who read it there."""
    if curve.own is None:
        return [(curve.target, holders)]
    targets = [curve.target] * len(holders)
    places = holders.places(curve.own.few)
    different: list[int] = places.at.tolist()
    for at in different:
        place = curve.own.few.places[holders.people[at].key]
        targets[at] = curve.own.targets[place]
    gathered: dict[float | None, list[int]] = {}
    for at, target in enumerate(targets):
        gathered.setdefault(target, []).append(at)
    return [(target, holders.only(indices)) for target, indices in gathered.items()]


def _of_gates(
    holders: Holders,
    instalment: Instalment,
    figures: Unmoved,
    found: Outcomes,
) -> list[Cliff]:
    # The results of a gate stand right before it.
    groups = {
        step.out.index: step.group
        for step in instalment.steps
        if isinstance(step, KpiResult) and step.out.stage is Stage.GATE_RESULT
    }
    closing: list[Cliff] = []
    for step in instalment.steps:
        if not isinstance(step, GatePart):
            continue
        gate = step.gate
        worth = _worth(holders, instalment, figures, step.out.index, (gate.part, 1.0))
        for register in step.results:
            group = groups.get(register.index)
            if group is not None:
                reach = _reached(found, gate.kpi, group, gate.value)
                closing.append(
                    Cliff(
                        holders.key,
                        gate.kpi,
                        gate.value,
                        worth,
                        group,
                        gate=True,
                        within_reach=reach,
                    )
                )
    return closing


def _worth(
    holders: Holders,
    instalment: Instalment,
    figures: Unmoved,
    register: int,
    jump: tuple[float, float],
) -> float:
    """Return what holders gain where a register jumps from the first of two values."""
    pays: Floats = np.array(jump)[:, None]

    def forced(_value: Value) -> Value:
        return pays

    instead = Instead(values={register: forced})
    claims = claims_in_states(instalment.steps, holders, figures, instead)
    told = np.isfinite(holders.target_bonus)
    worth = float((claims[1] - claims[0])[told].sum())
    return worth if math.isfinite(worth) else math.nan


def _reached(found: Outcomes, kpi: KpiKey, group: Group, at: float) -> bool:
    low, high = result_range(found, kpi, group.periods)
    return low <= at <= high
