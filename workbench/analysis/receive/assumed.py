"""Results that are assumed instead of worked out: what a payout would be then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from models.calendar import Group
from models.keys import KpiKey, ObjectiveKey, ScenarioKey
from models.organisation import Person, PersonalObjective
from workbench.engine.arrays import Floats
from workbench.pay.step_rules import Value
from workbench.pay.walking import Figures

Place = tuple[KpiKey, tuple[int, ...]]
"""A KPI and the periods of the group that its result is read over."""


@dataclass(frozen=True, slots=True)
class Assumed:
    """Results and ratings that are taken as given; everything else is as in the scenario.

    Attributes:
        results: by KPI and periods, in the unit of the KPI.
        ratings: of the objectives of the one who is paid, 1.0 being "reached".
    """

    results: Mapping[Place, float] = field(default_factory=dict[Place, float])
    ratings: Mapping[ObjectiveKey, float] = field(default_factory=dict[ObjectiveKey, float])

    def also(self, other: Assumed) -> Assumed:
        """Return the same with what ``other`` takes as given, which goes before what was."""
        return Assumed({**self.results, **other.results}, {**self.ratings, **other.ratings})


NOTHING: Final = Assumed()
"""Everything as in the scenario."""


@dataclass(frozen=True, slots=True)
class AssumedFigures:
    """Figures of a plan, but for those that are assumed; what a payout reads."""

    figures: Figures
    assumed: Assumed

    def group(self, key: KpiKey, scenario: ScenarioKey, group: Group) -> float:
        """Return the figure of a KPI over a group of periods; NaN is no value."""
        found = self.assumed.results.get((key, group.periods))
        return self.figures.group(key, scenario, group) if found is None else found


@dataclass(frozen=True, slots=True)
class AssumedStates:
    """The same in many states at once, one for each set of assumptions."""

    figures: Figures
    scenario: ScenarioKey
    states: Sequence[Assumed]

    @property
    def count(self) -> int:
        """How many states there are."""
        return len(self.states)

    def over(self, key: KpiKey, group: Group) -> Floats:
        """Return the figure of a KPI over a group, shape (states,); NaN is no value."""
        known = self.figures.group(key, self.scenario, group)
        place = (key, group.periods)
        return np.array([each.results.get(place, known) for each in self.states], dtype=float)


@dataclass(frozen=True, slots=True)
class Forced:
    """Puts given ratings, shape (states,), in the place of those of one holder."""

    given: Floats
    index: int
    count: int

    def __call__(self, value: Value) -> Value:
        """Return the value of a register with the given ratings in it, shape (states, n)."""
        known = np.broadcast_to(value, (len(self.given), self.count)).copy()
        missing = np.isnan(self.given)
        known[:, self.index] = np.where(missing, known[:, self.index], self.given)
        return known


_UNRATED: Final = PersonalObjective()


def rated(holder: Person, assumed: Assumed) -> Person:
    """Return the holder with the assumed ratings; the very same where there are none."""
    if not assumed.ratings:
        return holder
    objectives = holder.objectives
    for key, rating in assumed.ratings.items():
        own = objectives.get(key, _UNRATED)
        objectives = objectives.set(ObjectiveKey(key), replace(own, rating=rating))
    return replace(holder, objectives=objectives)
