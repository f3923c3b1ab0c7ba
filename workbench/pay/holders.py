"""The holders of a position, and what each of them brings to a payout, as arrays."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from models.calendar import Group
from models.keys import ObjectiveKey, PersonKey, PositionKey
from models.organisation import Person, Position, TargetBonus, WorkSpan
from models.plan import Plan
from workbench.pay.own import Few, Places
from workbench.pay.reasons import NoPayout, NoPayoutCode

Floats = NDArray[np.float64]

_NOTHING = TargetBonus()


def days_present(spans: Iterable[WorkSpan], group: Group) -> float:
    """Return Σ calendar days of ``spans`` within ``group``, both ends included, × share."""
    days = 0.0
    for span in spans:
        start = group.first_day if span.start is None else max(span.start, group.first_day)
        end = group.last_day if span.end is None else min(span.end, group.last_day)
        if start <= end:
            days += ((end - start) + dt.timedelta(days=1)).days * span.share
    return days


def pro_rata(person: Person, group: Group) -> float:
    """Return the part of ``group`` that a person worked; 1 where no spans are given."""
    return days_present(person.spans, group) / group.days if person.spans else 1.0


class Holders:
    """The people of one position, in the order of the plan.

    Arrays have one entry per person, shape (n,), and are worked out once, when first asked
    for; they are never changed after that.
    """

    def __init__(
        self, key: PositionKey, position: Position | None, people: tuple[Person, ...]
    ) -> None:
        """Gather the holders of the position named ``key``, unknown where it is None."""
        self.key = key
        self.position = position
        self.people = people
        self._terms = _NOTHING if position is None else position.target
        self.target_bonus: Floats = np.array([self._bonus(each) for each in people], dtype=float)
        self._ratings: dict[tuple[ObjectiveKey, float], Floats] = {}
        self._typed: dict[tuple[str, float, float | None], Floats] = {}
        self._presence: dict[Group, Floats] = {}
        self._few: WeakKeyDictionary[Few, Places] = WeakKeyDictionary()

    def __len__(self) -> int:
        return len(self.people)

    def _target(self, person: Person) -> TargetBonus:
        """Return the person's own terms, or else those of the position."""
        own = person.target
        return self._terms if own.amount is None and own.share is None else own

    def _bonus(self, person: Person) -> float:
        terms = self._target(person)
        if terms.amount is not None:
            return terms.amount
        if terms.share is None or person.base_pay is None:
            return math.nan
        return person.base_pay * terms.share

    def without_bonus(self, index: int) -> NoPayout:
        """Return why a holder has no bonus at target."""
        person = self.people[index]
        given = self._target(person).share is not None
        code = NoPayoutCode.NO_BASE_PAY if given else NoPayoutCode.NO_TARGET_BONUS
        return NoPayout(code, person.key)

    def has_terms(self, index: int) -> bool:
        """Return whether a bonus at target was agreed with a holder, whatever its amount."""
        return self._target(self.people[index]) != _NOTHING

    def ratings(self, objective: ObjectiveKey, unrated: float) -> Floats:
        """Return each holder's rating, ``unrated`` where there is none."""
        found = self._ratings.get((objective, unrated))
        if found is None:
            found = np.array([_rating(each, objective, unrated) for each in self.people], float)
            self._ratings[objective, unrated] = found
        return found

    def typed(self, modifier: str, least: float, most: float | None) -> Floats:
        """Return each holder's typed factor within its bounds, 1 where none is typed."""
        found = self._typed.get((modifier, least, most))
        if found is None:
            typed = np.array([each.modifiers.get(modifier, 1.0) for each in self.people], float)
            found = np.minimum(np.maximum(typed, least), math.inf if most is None else most)
            self._typed[modifier, least, most] = found
        return found

    def presence(self, group: Group) -> Floats:
        """Return the part of ``group`` that each holder worked."""
        found = self._presence.get(group)
        if found is None:
            found = np.array([pro_rata(each, group) for each in self.people], dtype=float)
            self._presence[group] = found
        return found

    def places(self, few: Few) -> Places:
        """Return where those with an exception stand among the holders."""
        found = self._few.get(few)
        if found is None:
            pairs = [
                (at, few.places[person.key])
                for at, person in enumerate(self.people)
                if person.key in few.places
            ]
            at, among = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
            everybody = np.array_equal(among, np.arange(len(few.people)))
            found = self._few[few] = Places(at, None if everybody else among)
        return found

    def only(self, indices: Iterable[int]) -> Holders:
        """Return some of the holders, by their indices."""
        return Holders(self.key, self.position, tuple(self.people[at] for at in indices))


def _rating(person: Person, objective: ObjectiveKey, unrated: float) -> float:
    own = person.objectives.get(objective)
    return unrated if own is None or own.rating is None else own.rating


class Roster:
    """All people of a plan by position.

    Attributes:
        holders: of each position of the plan, then of each that people name and the plan
            does not have.
    """

    def __init__(self, plan: Plan, earlier: Roster | None = None) -> None:
        """Group the people of ``plan``, keeping holders of ``earlier`` that are the same."""
        self._people = plan.people
        self._positions = plan.positions
        self._places: dict[PersonKey, tuple[PositionKey, int]] | None = None
        grouped: dict[PositionKey, list[Person]] = {key: [] for key in plan.positions}
        for person in plan.people.values():
            grouped.setdefault(person.position, []).append(person)
        self.holders: dict[PositionKey, Holders] = {}
        for key, people in grouped.items():
            position = plan.positions.get(key)
            known = None if earlier is None else earlier.holders.get(key)
            same = known is not None and known.position is position and _same(known.people, people)
            self.holders[key] = (
                known if known is not None and same else Holders(key, position, tuple(people))
            )

    def fits(self, plan: Plan) -> bool:
        """Return whether this is still the roster of ``plan``."""
        return self._people is plan.people and self._positions is plan.positions

    def place(self, person: PersonKey) -> tuple[PositionKey, int]:
        """Return the position of a person and the index among its holders.

        Raises:
            KeyError: the plan has no such person.
        """
        if self._places is None:
            self._places = {
                each.key: (key, index)
                for key, holders in self.holders.items()
                for index, each in enumerate(holders.people)
            }
        return self._places[person]

    def __iter__(self) -> Iterator[PersonKey]:
        return iter(self._people)


def _same(known: tuple[Person, ...], people: list[Person]) -> bool:
    return len(known) == len(people) and all(
        one is other for one, other in zip(known, people, strict=True)
    )
