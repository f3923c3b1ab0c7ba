"""Who wins and who loses: what everybody is paid before and after, matched by id."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cached_property
from typing import Final, final

import numpy as np
from numpy.typing import NDArray

from models.keys import FunctionKey, PersonKey, PositionKey
from models.plan import Plan
from workbench.engine.arrays import Floats
from workbench.pay.payouts import Payouts

Order = NDArray[np.intp]


class Lot(IntEnum):
    """What a change of designs means for a person."""

    WINS = 0
    LOSES = 1
    KEEPS = 2
    UNKNOWN = 3
    """One of the two payouts cannot be worked out."""
    JOINED = 4
    """Only the plan after knows the person."""
    LEFT = 5
    """Only the plan before does."""


class Column(StrEnum):
    """By what people are sorted."""

    NAME = "name"
    POSITION = "position"
    BEFORE = "before"
    AFTER = "after"
    CHANGE = "change"
    RATE = "rate"
    LOT = "lot"


@dataclass(frozen=True, slots=True)
class GroupDifference:
    """What all people of a position, or of a function, are paid before and after.

    Attributes:
        key: of the position or function; empty: of none that the plan has.
        before: in money, of those with a figure; as is ``after``.
        counts: how many there are of each lot.
    """

    key: str
    people: int
    before: float
    after: float
    counts: Mapping[Lot, int]

    @property
    def change(self) -> float:
        """By how much they are paid more, in money."""
        return self.after - self.before

    @property
    def rate(self) -> float:
        """The change as a part of what was paid before; NaN where that was nothing."""
        return self.change / self.before if self.before else math.nan


@final
class Differences:
    """Everybody that either side pays, in the order of the plan after, then of the one before.

    Attributes:
        people: their keys.
        names: as the later plan that knows them writes them.
        positions: the position of each, in the same plan.
        functions: the function of each; empty where the position has none.
        before: payouts in money, shape (people,); NaN: none, or it cannot be worked out.
        after: likewise.
        lots: what it means, shape (people,), of :class:`Lot`.
    """

    def __init__(self, before: Payouts, after: Payouts) -> None:
        """Compare two payouts."""
        one, other = _read(before), _read(after)
        new, old = after.program.plan, before.program.plan
        only_before = [key for key in one if key not in other]
        self.people: tuple[PersonKey, ...] = (*other, *only_before)
        plans = [new] * len(other) + [old] * len(only_before)
        self.names: tuple[str, ...] = tuple(
            plan.people[key].name for key, plan in zip(self.people, plans, strict=True)
        )
        self.positions: tuple[PositionKey, ...] = tuple(
            plan.people[key].position for key, plan in zip(self.people, plans, strict=True)
        )
        function: dict[tuple[int, PositionKey], FunctionKey] = {
            (id(plan), key): position.function
            for plan in (old, new)
            for key, position in plan.positions.items()
        }
        self.functions: tuple[FunctionKey, ...] = tuple(
            function.get((id(plan), key), FunctionKey(""))
            for key, plan in zip(self.positions, plans, strict=True)
        )
        self.position_names: tuple[str, ...] = tuple(
            plan.positions[key].name if key in plan.positions else key
            for key, plan in zip(self.positions, plans, strict=True)
        )
        self.before: Floats = np.array([one.get(key, math.nan) for key in self.people], float)
        self.after: Floats = np.array([other.get(key, math.nan) for key in self.people], float)
        digits = max(before.program.digits, after.program.digits)
        self.change: Floats = np.round(self.after - self.before, digits)
        self.lots: Order = _lots(self.change, len(other), one, self.people)
        self.plan: Plan = new

    def __len__(self) -> int:
        return len(self.people)

    @cached_property
    def rate(self) -> Floats:
        """The change as a part of what was paid before, shape (people,); NaN of nothing."""
        with np.errstate(divide="ignore", invalid="ignore"):
            rate = self.change / self.before
        return np.where(np.isfinite(rate), rate, np.nan)

    @cached_property
    def counts(self) -> Mapping[Lot, int]:
        """How many people there are of each lot."""
        return _counted(self.lots)

    @cached_property
    def most_won(self) -> int | None:
        """The place of the largest win; None where nobody wins."""
        return self._extreme(Lot.WINS)

    @cached_property
    def most_lost(self) -> int | None:
        """The place of the largest loss; None where nobody loses."""
        return self._extreme(Lot.LOSES)

    def listed(
        self, column: Column, *, falling: bool = False, words: str = "", lot: Lot | None = None
    ) -> Order:
        """Return the places of people, sorted and filtered.

        Args:
            column: by what; equals stay in the order of the plan, no value comes last.
            falling: the largest first.
            words: only those whose id, name, position or function holds it, in any case.
            lot: only those of it; None: all.
        """
        places = np.arange(len(self))
        if lot is not None:
            places = places[self.lots == lot]
        wanted = words.strip().casefold()
        if wanted:
            folded = self._folded
            places = places[[wanted in folded[place] for place in places.tolist()]]
        keys = self._keys(column)[places]
        known = ~np.isnan(keys)
        order = np.argsort(-keys[known] if falling else keys[known], kind="stable")
        found: Order = np.concatenate([places[known][order], places[~known]])
        return found

    def by_position(self) -> tuple[GroupDifference, ...]:
        """Return what each position comes to, in the order in which they are met."""
        return self._grouped(self.positions)

    def by_function(self) -> tuple[GroupDifference, ...]:
        """Return what each function comes to."""
        return self._grouped(self.functions)

    def _grouped(self, keys: tuple[str, ...]) -> tuple[GroupDifference, ...]:
        order: dict[str, int] = {}
        of = np.array([order.setdefault(key, len(order)) for key in keys], dtype=np.intp)
        # What one side cannot tell is left out of both sums, or it would pass for a change.
        either = np.isnan(self.before) & (self.lots == Lot.UNKNOWN)
        either |= np.isnan(self.after) & (self.lots == Lot.UNKNOWN)
        size = len(order)
        before = np.bincount(of, np.where(either, 0.0, np.nan_to_num(self.before)), size)
        after = np.bincount(of, np.where(either, 0.0, np.nan_to_num(self.after)), size)
        people = np.bincount(of, minlength=size)
        return tuple(
            GroupDifference(
                key=key,
                people=int(people[place]),
                before=float(before[place]),
                after=float(after[place]),
                counts=_counted(self.lots[of == place]),
            )
            for key, place in order.items()
        )

    def _extreme(self, lot: Lot) -> int | None:
        places = np.flatnonzero(self.lots == lot)
        if not len(places):
            return None
        return int(places[np.argmax(np.abs(self.change[places]))])

    @cached_property
    def _folded(self) -> tuple[str, ...]:
        functions = self.plan.functions
        return tuple(
            f"{key}\n{name}\n{position}\n"
            f"{functions[function].name if function in functions else function}".casefold()
            for key, name, position, function in zip(
                self.people, self.names, self.position_names, self.functions, strict=True
            )
        )

    def _keys(self, column: Column) -> Floats:
        if column is Column.NAME:
            return _ranks(self.names)
        if column is Column.POSITION:
            return _ranks(self.position_names)
        if column is Column.LOT:
            return self.lots.astype(float)
        found: Floats = getattr(self, column.value)
        return found


_NOTHING: Final = 0.0


def _read(payouts: Payouts) -> dict[PersonKey, float]:
    """Return what everybody is paid, in the order of the plan; NaN: it cannot be worked out.

    Somebody whom the design is not for is paid nothing.
    """
    program = payouts.program
    minor = 10.0**program.digits
    found: dict[PersonKey, float] = dict.fromkeys(program.plan.people, math.nan)
    for key in program.left_out:
        found[key] = _NOTHING
    for position, paid in payouts.paid.items():
        holders = program.roster.holders[position]
        if holders.position is None:
            continue
        figures = np.where(paid.worked_out, paid.units / minor, np.nan).tolist()
        found.update(zip((each.key for each in holders.people), figures, strict=True))
    return found


def _lots(
    change: Floats, known: int, before: Mapping[PersonKey, float], people: tuple[PersonKey, ...]
) -> Order:
    """Return the lot of each, of whom the first ``known`` are in the plan after."""
    lots = np.select(
        [np.isnan(change), change > 0, change < 0],
        [Lot.UNKNOWN, Lot.WINS, Lot.LOSES],
        Lot.KEEPS,
    ).astype(np.intp)
    lots[known:] = Lot.LEFT
    joined = [place for place, key in enumerate(people[:known]) if key not in before]
    lots[joined] = Lot.JOINED
    return lots


def _counted(lots: Order) -> Mapping[Lot, int]:
    counts = np.bincount(lots, minlength=len(Lot)).tolist()
    return {lot: counts[lot] for lot in Lot}


def _ranks(words: tuple[str, ...]) -> Floats:
    """Return numbers that sort as ``words`` do, equal for equal words."""
    places = {word: at for at, word in enumerate(sorted({each.casefold() for each in words}))}
    return np.array([places[each.casefold()] for each in words], dtype=float)
