"""Walks the steps of a scorecard for all holders of its position at once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from models.calendar import Group
from models.keys import KpiKey, PersonKey, ScenarioKey
from workbench.pay.holders import Holders
from workbench.pay.reasons import NoPayout, NoPayoutCode
from workbench.pay.rounding import too_large
from workbench.pay.step_kinds import (
    BonusAtTarget,
    CurvePayout,
    KpiResult,
    MatrixPayout,
    NoValue,
    PoolFactor,
    Register,
    RoundedMoney,
    Stage,
    Step,
    operands,
    personal,
    personal_steps,
)
from workbench.pay.step_rules import RULES, Floats, Value


class Figures(Protocol):
    """What worked-out KPIs are asked for."""

    def group(self, key: KpiKey, scenario: ScenarioKey, group: Group, /) -> float:
        """Return the figure of a KPI over a group of periods; NaN is no value."""
        ...


class Reader:
    """Reads figures of one scenario, each once however many scorecards ask for it."""

    def __init__(self, figures: Figures, scenario: ScenarioKey) -> None:
        """Read ``figures`` in ``scenario``."""
        self._figures = figures
        self._scenario = scenario
        self._known: dict[tuple[KpiKey, int], float] = {}
        # Groups are told apart by identity; keeping them keeps identities from being reused.
        self._groups: dict[int, Group] = {}

    def read(self, kpi: KpiKey, group: Group) -> float:
        """Return the figure of a KPI over a group; NaN where it has none or is infinite."""
        place = (kpi, id(group))
        found = self._known.get(place)
        if found is None:
            figure = float(self._figures.group(kpi, self._scenario, group))
            found = figure if math.isfinite(figure) else math.nan
            self._known[place] = found
            self._groups[id(group)] = group
        return found


@dataclass(frozen=True, slots=True)
class Walk:
    """What came of every step, for the holders of one position.

    Attributes:
        steps: the list that was walked.
        holders: whose payouts these are; arrays follow their order.
        reads: the figures that its KPI results were, in the order of the steps.
        values: by index of register.
        unfunded: why the pool funds nobody; None where it does, or where there is none.
    """

    steps: tuple[Step, ...]
    holders: Holders
    reads: tuple[float, ...]
    values: tuple[Value, ...]
    unfunded: NoPayout | None = None

    def value(self, register: Register) -> Value:
        """Return what a register holds: one figure, or one per holder, shape (n,)."""
        return self.values[register.index]

    def of(self, register: Register, index: int) -> float:
        """Return what a register holds for one holder; NaN is no value."""
        value = self.values[register.index]
        return float(value[index]) if isinstance(value, np.ndarray) else value

    def register(self, stage: Stage, owner: str = "") -> Register:
        """Return the last register of a stage, of one owner.

        Raises:
            KeyError: the list has none.
        """
        for step in reversed(self.steps):
            if step.out.stage is stage and step.out.owner == owner:
                return step.out
        raise KeyError((stage, owner))

    @property
    def claims(self) -> Floats:
        """What each holder would be paid without a pool, unrounded, shape (n,)."""
        claims = self.values[self.steps[-1].out.index - FUNDING_STEPS]
        # Presence is per person, so the product of it with anything is an array.
        assert isinstance(claims, np.ndarray)  # noqa: S101
        return claims

    def unfinished(self) -> Walk:
        """Return the walk as it is before a pool funds it."""
        return Walk(
            self.steps, self.holders, self.reads, self.values[: len(self.steps) - FUNDING_STEPS]
        )

    def lacking(self, register: Register, index: int) -> NoPayout | None:
        """Return why a register holds no value for one holder; None where it does."""
        if not math.isnan(self.of(register, index)):
            return None
        step = personal(self.steps[register.index], self.holders.people[index].key)
        for operand in operands(step):
            reason = self.lacking(operand, index)
            if reason is not None:
                return reason
        return self._fault(step, index)

    def _fault(self, step: Step, index: int) -> NoPayout:
        """Return why a step has no value though everything it reads has."""
        owner = step.out.owner
        match step:
            case NoValue():
                return NoPayout(step.code, step.key, owner)
            case KpiResult():
                return NoPayout(NoPayoutCode.KPI_WITHOUT_VALUE, step.kpi, owner)
            case CurvePayout() | MatrixPayout() if step.compiled.refusal is not None:
                return NoPayout(step.compiled.refusal, owner, owner)
            case BonusAtTarget():
                return self.holders.without_bonus(index)
            case PoolFactor() if self.unfunded is not None:
                return self.unfunded
            case _:
                return NoPayout(NoPayoutCode.TOO_LARGE, owner, owner)


FUNDING_STEPS: Final = 3
"""The last steps, which need the claims of everybody in the pool: see ``pools``."""


def reads(steps: tuple[Step, ...], reader: Reader) -> tuple[float, ...]:
    """Return the figure of every KPI result among ``steps``, in their order."""
    return tuple(
        reader.read(step.kpi, step.group) / step.parts
        for step in steps
        if isinstance(step, KpiResult)
    )


def walk_claims(steps: tuple[Step, ...], holders: Holders, figures: tuple[float, ...]) -> Walk:
    """Walk ``steps`` up to what each holder would be paid without a pool, unrounded.

    Args:
        steps: of the scorecard; the last :data:`FUNDING_STEPS` stay to be walked.
        holders: of its position.
        figures: what :func:`reads` read.
    """
    values: list[Value] = []
    unread = iter(figures)
    with np.errstate(over="ignore", invalid="ignore"):
        for step in steps[:-FUNDING_STEPS]:
            if isinstance(step, KpiResult):
                values.append(next(unread))
            else:
                values.append(RULES[type(step)](step, values, holders))
        claims = np.asarray(values[-1], dtype=np.float64)
        last = steps[-1]
        digits = last.digits if isinstance(last, RoundedMoney) else 0
        values[-1] = np.where(np.isfinite(claims) & ~too_large(claims, digits), claims, np.nan)
    return Walk(steps, holders, figures, tuple(values))


def part_of(walk: Walk, indices: Sequence[int], person: PersonKey | None) -> Walk:
    """Return the finished walk of some of its holders, who all have the same list of steps.

    Args:
        walk: up to the payouts.
        indices: of those holders.
        person: one of them, whose exceptions count; None: they have none.
    """
    steps = personal_steps(walk.steps, PersonKey("") if person is None else person)
    holders = walk.holders.only(indices)
    claims = walk_claims(steps, holders, walk.reads)
    last = tuple(
        value[list(indices)] if isinstance(value, np.ndarray) else value
        for value in walk.values[len(steps) - FUNDING_STEPS :]
    )
    return Walk(steps, holders, walk.reads, (*claims.values, *last), walk.unfunded)
