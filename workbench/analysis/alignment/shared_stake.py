"""How much of their target-bonus money two functions have on the same things."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from models.keys import FunctionKey
from models.organisation import FunctionRole
from workbench.analysis.alignment.weights import FunctionWeights, weights_of
from workbench.pay.program import PayProgram


@dataclass(frozen=True, slots=True)
class SharedStake:
    """The shared stake of two functions, 0 to 1."""

    one: FunctionKey
    other: FunctionKey
    share: float


def shared_stake(one: FunctionWeights, other: FunctionWeights) -> float:
    """Return Σ over KPIs and objectives of the smaller of the two shares; nothing renormalised."""
    return math.fsum(
        min(share, other.shares.get(subject, 0.0)) for subject, share in one.shares.items()
    )


def shared_stakes(weights: Mapping[FunctionKey, FunctionWeights]) -> tuple[SharedStake, ...]:
    """Return the shared stake of every pair of functions with bonus money."""
    return tuple(
        SharedStake(one.function, other.function, shared_stake(one, other))
        for one, other in combinations(weights.values(), 2)
    )


def main_stake(program: PayProgram) -> SharedStake | None:
    """Return the shared stake of the first functions with the roles marketing and sales.

    None where one of the two is missing or has no bonus money, or where nobody has a scorecard.
    """
    pair: list[FunctionWeights] = []
    if not program.compiled:
        return None
    for role in (FunctionRole.MARKETING, FunctionRole.SALES):
        functions = program.plan.functions.values()
        own = (weights_of(program, each.key) for each in functions if each.role is role)
        found = next((each for each in own if each.bonus > 0.0), None)
        if found is None:
            return None
        pair.append(found)
    return SharedStake(pair[0].function, pair[1].function, shared_stake(*pair))
