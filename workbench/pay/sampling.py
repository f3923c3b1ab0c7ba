"""Pays a design in thousands of states at once, unrounded: what a simulation asks for.

Holders of whom a payout asks the same are walked once.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from models.keys import PersonKey, PositionKey
from models.scorecard import Pool
from workbench.pay.holders import Holders
from workbench.pay.own import Few, OwnTargets, OwnWeights
from workbench.pay.pools import pool_share
from workbench.pay.program import Instalment, PayProgram
from workbench.pay.rounding import too_large
from workbench.pay.states import StateFigures, claims_in_states, funding_factor, paid_over
from workbench.pay.step_kinds import (
    BonusAtTarget,
    CurvePayout,
    ProRata,
    Rating,
    TypedModifier,
    WeightedSum,
)
from workbench.pay.step_rules import RULES, Floats
from workbench.pay.steps import pool_of
from workbench.pay.walking import FUNDING_STEPS


@dataclass(frozen=True, slots=True, eq=False)
class Alike:
    """Holders of a position of whom a payout asks the same, so that they are paid the same.

    Attributes:
        people: their keys.
    """

    people: tuple[PersonKey, ...]
    position: PositionKey


@dataclass(frozen=True, slots=True, eq=False)
class _Paid:
    """A position that is paid: its instalments, and one holder for all that are alike."""

    position: PositionKey
    instalments: tuple[Instalment, ...]
    holders: Holders
    counts: Floats
    pool: int | None


@dataclass(frozen=True, slots=True, eq=False)
class SampledPay:
    """A design, ready to be paid in any number of states.

    Attributes:
        program: who is paid, and by which steps.
        alike: everybody who is paid, gathered by what is the same of them.
        counts: how many people each of ``alike`` is, shape (alike,).
    """

    program: PayProgram
    alike: tuple[Alike, ...]
    counts: Floats
    _positions: tuple[_Paid, ...]
    _hopeless: bool
    _without_claim: frozenset[int]

    def pay(self, figures: StateFigures) -> Floats:
        """Return what each of ``alike`` is paid, in money, unrounded.

        Args:
            figures: what :func:`~workbench.pay.states.figures_read` asks for.

        Returns:
            Shape (alike, samples); NaN where a payout cannot be worked out.
        """
        claims = [
            [
                claims_in_states(instalment.steps, each.holders, figures).T
                for instalment in each.instalments
            ]
            for each in self._positions
        ]
        pools = () if self.program.design is None else self.program.design.pools
        for number, pool in enumerate(pools):
            self._fund(pool, number, claims, figures)
        paid = np.empty((len(self.alike), figures.count))
        begin = 0
        for each, entitled in zip(self._positions, claims, strict=True):
            place = slice(begin, begin + len(each.holders))
            paid[place] = paid_over([one.term for one in each.instalments], entitled)
            begin = place.stop
        paid[~np.isfinite(paid) | too_large(paid, self.program.digits)] = np.nan
        return paid

    def total(self, paid: Floats) -> Floats:
        """Return the sum of what everybody is paid, shape (samples,); NaN where it is unknown.

        Args:
            paid: what :meth:`pay` returned.
        """
        if self._hopeless:
            return np.full(int(paid.shape[1]), np.nan)
        # Not a product of matrices, whose sums differ from machine to machine.
        total: Floats = (paid * self.counts[:, None]).sum(axis=0)
        return total

    def _fund(
        self, pool: Pool, number: int, claims: list[list[Floats]], figures: StateFigures
    ) -> None:
        """Multiply the claims of the members of a pool by its factor, instalment by instalment."""
        members = [at for at, each in enumerate(self._positions) if each.pool == number]
        terms = self.program.pool_terms(number)
        for at in members:
            for place, entitled in enumerate(claims[at]):
                if terms is None or number in self._without_claim:
                    claims[at][place] = np.full_like(entitled, np.nan)
        if terms is None or number in self._without_claim or not members:
            return
        for place, term in enumerate(terms):
            claimed = np.zeros(figures.count)
            for at in members:
                counts = self._positions[at].counts
                claimed = claimed + (claims[at][place] * counts[:, None]).sum(axis=0)
            if pool.kpi is not None:
                amount: Floats | float = figures.over(pool.kpi, term.read)
            else:
                amount = math.nan if pool.amount is None else pool_share(pool.amount, term)
            held = np.maximum(amount, 0.0)
            held = np.where(too_large(held, self.program.digits), np.nan, held)
            held = np.broadcast_to(held, claimed.shape)
            factor = funding_factor(pool.kind, held, claimed, anybody=True)
            for at in members:
                claims[at][place] = claims[at][place] * factor


def sampled_pay(program: PayProgram) -> SampledPay:
    """Return a design ready to be paid in any number of states."""
    positions: list[_Paid] = []
    alike: list[Alike] = []
    counts: list[float] = []
    for position, compiled in program.compiled.items():
        holders = program.roster.holders[position]
        if not holders.people:
            continue
        gathered = _gathered(compiled.instalments, holders)
        first = tuple(holders.people[indices[0]] for indices in gathered)
        own = [float(len(indices)) for indices in gathered]
        positions.append(
            _Paid(
                position,
                compiled.instalments,
                Holders(position, holders.position, first),
                np.array(own),
                compiled.pool,
            )
        )
        counts.extend(own)
        alike.extend(
            Alike(tuple(holders.people[index].key for index in indices), position)
            for indices in gathered
        )
    pools = () if program.design is None else program.design.pools
    lacking = (pool_of(pools, program.roster.place(key)[0]) for key in program.unclaimed)
    nobody = program.unpaid is not None and any(
        holders.has_terms(index)
        for holders in program.roster.holders.values()
        for index in range(len(holders))
    )
    return SampledPay(
        program=program,
        alike=tuple(alike),
        counts=np.array(counts),
        _positions=tuple(positions),
        _hopeless=nobody or bool(program.unclaimed),
        _without_claim=frozenset(number for number in lacking if number is not None),
    )


def _gathered(instalments: tuple[Instalment, ...], holders: Holders) -> list[list[int]]:
    """Gather indices of holders whose every step that stems from a person is the same."""
    columns: list[Floats] = []
    for step in (step for each in instalments for step in each.steps[:-FUNDING_STEPS]):
        match step:
            case Rating():
                columns.append(np.asarray(RULES[Rating](step, [], holders)))
            case CurvePayout(own=OwnTargets() as own):
                targets = np.array([math.nan if each is None else each for each in own.targets])
                columns.append(_own_column(holders, own.few, targets))
            case WeightedSum(own=OwnWeights() as own):
                columns.extend(_own_column(holders, own.few, each) for each in own.array.T)
            case TypedModifier():
                columns.append(holders.typed(step.modifier, step.least, step.most))
            case BonusAtTarget():
                columns.append(holders.target_bonus)
            case ProRata():
                columns.append(holders.presence(step.group))
            case _:
                pass
    found: dict[bytes, list[int]] = {}
    for index in range(len(holders)):
        mark = np.array([column[index] for column in columns]).tobytes()
        found.setdefault(mark, []).append(index)
    return list(found.values())


def _own_column(holders: Holders, few: Few, own: Floats) -> Floats:
    """Return what is own of the few, by holder; infinite for all others, shape (n,)."""
    places = holders.places(few)
    column = np.full(len(holders), np.inf)
    column[places.at] = places.rows(own)
    return column
