"""Bridges a KPI between two states of a plan."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from models.keys import BASE, KpiKey
from workbench.analysis.bridge.faults import BridgeError, BridgeFault
from workbench.analysis.bridge.lmdi import lmdi_parts
from workbench.analysis.bridge.path import PoleError, path_parts
from workbench.analysis.bridge.question import Method, Question, State, StateKind
from workbench.analysis.bridge.setting import Setting, plan_at_end, setting_of
from workbench.analysis.bridge.slopes import proportional_parts
from workbench.analysis.bridge.track import Owner, Player, PlayerKind, Track
from workbench.analysis.bridge.whole_players import (
    MOST_PLAYERS,
    sequential_parts,
    shapley_parts,
)
from workbench.analysis.reasons import why_not
from workbench.engine.arrays import Floats
from workbench.engine.evaluate import evaluate_plan
from workbench.engine.values import Values

__all__ = ["Bridge", "DriverPart", "Method", "Question", "State", "StateKind", "bridge"]


@dataclass(frozen=True, slots=True)
class DriverPart:
    """The part of one driver, in the unit of the bridged KPI."""

    owner: Owner
    amount: float


@dataclass(frozen=True, slots=True, eq=False)
class Bridge:
    """What a KPI changed by, and what moved it.

    Attributes:
        question: what was asked.
        before: the KPI in state A, in its unit.
        after: the KPI in state B.
        method: how it was split, which is not as asked where ``fell_back``.
        fell_back: whether there was no value on the straight way, so that Shapley's value was
            taken instead.
        amounts: the part of each driver that changes and matters, in the order of the plan and
            the unit of the KPI; they sum to the change.
        rounding: what is due to rounding; it is the last of ``amounts`` too, where it is any.
        without_actuals: drivers without actual figures, which keep those of the plan.
    """

    question: Question
    before: float
    after: float
    method: Method
    fell_back: bool
    amounts: tuple[float, ...]
    rounding: float
    without_actuals: tuple[KpiKey, ...]
    _track: Track = field(repr=False)

    @property
    def owners(self) -> tuple[Owner, ...]:
        """Whom each driver that changes and matters stands for, in the order of the plan."""
        owners = self._track.owners
        if not self.rounding:
            return owners
        player = Player(PlayerKind.ROUNDING, self.question.kpi)
        return (*owners, Owner(player, self.question.kpi))

    @property
    def change(self) -> float:
        """By how much the KPI changed."""
        return self.after - self.before

    @property
    def drivers(self) -> tuple[DriverPart, ...]:
        """The part of each driver, that of rounding last."""
        return tuple(map(DriverPart, self.owners, self.amounts))

    @property
    def parts(self) -> dict[Player, float]:
        """The part of each player: members of a split together."""
        found: dict[Player, float] = {}
        for owner, amount in zip(self.owners, self.amounts, strict=True):
            found[owner.player] = found.get(owner.player, 0.0) + amount
        return found


def bridge(values: Values, question: Question) -> Bridge:
    """Return what moved a KPI of a plan between two states.

    Args:
        values: the plan worked out, under the base and every scenario.
        question: what is asked.

    Raises:
        BridgeError: the question has no answer; it says why.
    """
    if question.kpi not in values.plan.kpis:
        raise BridgeError(BridgeFault.UNKNOWN_KPI, {"key": question.kpi})
    setting = setting_of(values, question)
    track = setting.track
    before, after = track.ends()
    _make_sure(setting, before, after)
    rounded = track.rounds and question.method in {Method.AUMANN_SHAPLEY, Method.PROPORTIONAL}
    smooth = track.unrounded() if rounded else track
    first, last = smooth.ends() if rounded else (before, after)
    amounts = _parts(smooth, question, last - first)
    fell_back = amounts is None
    method = Method.SHAPLEY if fell_back else question.method
    if amounts is None:
        rounded, amounts = False, shapley_parts(track)
    rounding = (after - before) - (last - first) if rounded else 0.0
    listed = tuple(amounts.tolist())
    if rounding:
        listed = (*listed, rounding)
    return Bridge(
        question,
        before,
        after,
        method,
        fell_back,
        listed,
        rounding,
        setting.without_actuals,
        track,
    )


def _parts(track: Track, question: Question, change: float) -> Floats | None:
    """Return the part of each driver; None where Shapley's value must stand in."""
    match question.method:
        case Method.AUMANN_SHAPLEY:
            try:
                return path_parts(track)
            except PoleError:
                count = len(track.players)
                if count > MOST_PLAYERS:
                    details = {"kpi": question.kpi, "count": count, "most": MOST_PLAYERS}
                    raise BridgeError(BridgeFault.NOT_INTEGRABLE, details) from None
                return None
        case Method.SHAPLEY:
            return shapley_parts(track)
        case Method.SEQUENTIAL:
            return sequential_parts(track, _ordered(track, question.order))
        case Method.LMDI:
            return lmdi_parts(track)
        case Method.PROPORTIONAL:
            return proportional_parts(track, change)


def _ordered(track: Track, order: tuple[KpiKey, ...]) -> list[Player]:
    """Return the players, those asked for first."""
    players = list(track.players)
    first: list[Player] = []
    for key in order:
        if key not in track.focus.plan.kpis:
            raise BridgeError(BridgeFault.UNKNOWN_PLAYER, {"key": key})
        first.extend(each for each in players if each.key == key and each not in first)
    return [*first, *(player for player in players if player not in first)]


def _make_sure(setting: Setting, before: float, after: float) -> None:
    """Make sure that the KPI has a value in both states.

    Raises:
        BridgeError: it has none in one of them.
    """
    key, group = setting.track.key, setting.track.group
    for end, figure in (("from", before), ("to", after)):
        if math.isnan(figure):
            plan = plan_at_end(setting) if end == "to" else setting.values.plan
            scenario = BASE if end == "to" else setting.scenario
            values = evaluate_plan(plan, (scenario,))
            reason = why_not(plan, values, key, scenario, group)
            raise BridgeError(BridgeFault.NO_VALUE, {"end": end, "plan": plan}, reason)
