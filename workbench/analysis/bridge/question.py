"""What a bridge is asked: which KPI, between which states, by which method."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.calendar import Group
from models.keys import BASE, KpiKey, ScenarioKey


class StateKind(StrEnum):
    """What a state of a plan is."""

    SCENARIO = "scenario"
    ACTUALS = "actuals"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class State:
    """One end of a bridge.

    Attributes:
        kind: what it is.
        scenario: which one, of a scenario.
        group: which periods, of a group of them.
    """

    kind: StateKind
    scenario: ScenarioKey | None = None
    group: Group | None = None


class Method(StrEnum):
    """How a change is split. What the parts mean hangs on it, so that it is always named."""

    AUMANN_SHAPLEY = "aumann-shapley"
    SHAPLEY = "shapley"
    SEQUENTIAL = "sequential"
    LMDI = "lmdi"
    PROPORTIONAL = "proportional"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    Attributes:
        kpi: the KPI.
        start: state A.
        end: state B.
        method: how the change is split.
        scenario: of which actuals and groups of periods are states.
        order: for a sequential bridge: the drivers that change first; the others follow in the
            order of the plan.
        group: the periods over which scenarios and actuals are compared; None: the year of the
            report.
    """

    kpi: KpiKey
    start: State
    end: State
    method: Method = Method.AUMANN_SHAPLEY
    scenario: ScenarioKey = BASE
    order: tuple[KpiKey, ...] = ()
    group: Group | None = None
