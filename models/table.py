"""An ordered, persistent table: what every collection of a plan is made of."""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, ValuesView
from dataclasses import dataclass
from itertools import compress, count
from operator import is_not, ne
from typing import Any, Generic, Protocol, TypeVar, cast, final

from immutables import Map


class Keyed(Protocol):
    """Something that knows its own key, as every row of a table does."""

    @property
    def key(self) -> str:
        """Its key, unique in its table."""
        ...


K = TypeVar("K", bound=str)
V = TypeVar("V", bound=Keyed)


@dataclass(frozen=True, slots=True)
class Unlike(Generic[K]):
    """What is another thing in one table than in another.

    Attributes:
        gone: keys that only the earlier one has.
        added: keys that only the later one has.
        replaced: keys of both, whose rows are not the very same objects.
        moved: keys of both, without which all others stand in the same order.
        reordered: whether the orders of their keys differ.
    """

    gone: frozenset[K]
    added: frozenset[K]
    replaced: frozenset[K]
    moved: frozenset[K]
    reordered: bool


def _key_of(row: Keyed) -> Any:
    # A NewType of str at run time is the str itself: rows give keys of their table's kind.
    return row.key


@final
class _Rows(ValuesView[V]):
    """The rows of a table: walked without a call per row."""

    _mapping: Table[Any, V]

    def __iter__(self) -> Iterator[V]:
        return self._mapping.rows()


@final
class _Items(ItemsView[K, V]):
    """The keys and rows of a table: walked without a call per row."""

    _mapping: Table[K, V]

    def __iter__(self) -> Iterator[tuple[K, V]]:
        return zip(self._mapping.order, self._mapping.rows(), strict=True)


@final
class Table(Mapping[K, V]):
    """Rows by key, in the order in which people see them.

    A table never changes: every method that edits returns another table, which shares
    what did not change with this one. Replacing a row costs O(log n); adding, removing
    and moving one copies the order, which is a tuple of references.

    Two tables are equal when they hold equal rows in the same order.
    """

    __slots__ = ("_order", "_rows")

    def __init__(self, rows: Iterable[V] = ()) -> None:
        """Make a table of ``rows`` in their order.

        Raises:
            ValueError: two rows have the same key.
        """
        listed = tuple(rows)
        self._rows: Map[K, V] = Map((_key_of(row), row) for row in listed)
        self._order: tuple[K, ...] = tuple(_key_of(row) for row in listed)
        if len(self._rows) != len(self._order):
            raise ValueError("two rows of a table have the same key")

    @classmethod
    def _of(cls, rows: Map[K, V], order: tuple[K, ...]) -> Table[K, V]:
        """Make a table of parts that are known to fit."""
        table = cls()
        table._rows = rows
        table._order = order
        return table

    @property
    def order(self) -> tuple[K, ...]:
        """The keys in display order. The very same object as long as the order stays."""
        return self._order

    def __getitem__(self, key: K) -> V:
        return self._rows[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._order)

    def __len__(self) -> int:
        return len(self._order)

    def __contains__(self, key: object) -> bool:
        return key in self._rows

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Table):
            return NotImplemented
        there = cast("Table[K, V]", other)
        return self._order == there.order and all(
            self[key] is there[key] or self[key] == there[key] for key in self._order
        )

    def __hash__(self) -> int:
        return hash(self._rows)

    def __repr__(self) -> str:
        return f"Table({list(self.values())!r})"

    def values(self) -> ValuesView[V]:
        """Return the rows, in their order."""
        return _Rows(self)

    def items(self) -> ItemsView[K, V]:
        """Return keys and rows, in their order."""
        return _Items(self)

    def rows(self) -> Iterator[V]:
        """Yield the rows, in their order. This is what all who walk a table spend time in."""
        return map(self._rows.__getitem__, self._order)

    def rows_of(self, keys: Iterable[K]) -> Iterator[V]:
        """Yield the rows of ``keys``, as they come.

        Raises:
            KeyError: one of them is not there.
        """
        return map(self._rows.__getitem__, keys)

    def unlike(self, later: Table[K, V]) -> Unlike[K]:
        """Return what is another thing in ``later``. Costs no call per row."""
        both = later._order
        nothing = frozenset[K]()
        gone, added, moved, reordered = nothing, nothing, nothing, False
        if self._order is not both and self._order != both:
            reordered = True
            begin, end = _ends(self._order, both)
            old = self._order[begin : len(self._order) - end]
            new = both[begin : len(both) - end]
            gone = frozenset(old).difference(new)
            added = frozenset(new).difference(old)
            kept = [key for key in new if key not in added]
            moved = _moved([key for key in old if key not in gone], kept)
            both = (*both[:begin], *kept, *both[len(both) - end :])
        others = map(is_not, map(self._rows.__getitem__, both), map(later._rows.__getitem__, both))
        return Unlike(gone, added, frozenset(compress(both, others)), moved, reordered)

    def index(self, key: K) -> int:
        """Return the place of ``key`` in the order, from 0.

        Raises:
            KeyError: there is no such row.
        """
        try:
            return self._order.index(key)
        except ValueError:
            raise KeyError(key) from None

    def replacing(self, row: V) -> Table[K, V]:
        """Return this table with the row of the same key replaced by ``row``.

        Raises:
            KeyError: there is no row with that key.
        """
        key: K = _key_of(row)
        if self._rows[key] is row:
            return self
        return self._of(self._rows.set(key, row), self._order)

    def inserting(self, row: V, at: int | None = None) -> Table[K, V]:
        """Return this table with ``row`` at place ``at``, or last where ``at`` is None.

        Raises:
            ValueError: there is a row with that key already.
        """
        key: K = _key_of(row)
        if key in self._rows:
            raise ValueError(f"a row with key {key!r} is there already")
        place = len(self._order) if at is None else at
        order = (*self._order[:place], key, *self._order[place:])
        return self._of(self._rows.set(key, row), order)

    def without(self, *keys: K) -> Table[K, V]:
        """Return this table without the rows of ``keys``.

        Raises:
            KeyError: one of them is not there.
        """
        rows = self._rows
        for key in keys:
            rows = rows.delete(key)
        gone = frozenset(keys)
        return self._of(rows, tuple(key for key in self._order if key not in gone))

    def reordered(self, order: Iterable[K]) -> Table[K, V]:
        """Return this table with its rows in another order.

        Raises:
            ValueError: ``order`` does not name every row exactly once.
        """
        listed = tuple(order)
        if listed == self._order:
            return self
        if len(listed) != len(self._order) or frozenset(listed) != frozenset(self._order):
            raise ValueError("an order names every row of its table exactly once")
        return self._of(self._rows, listed)

    def mapping(self, change: Callable[[V], V]) -> Table[K, V]:
        """Return this table with ``change`` applied to each row; keys must stay."""
        table = self
        for row in self.values():
            table = table.replacing(change(row))
        return table


def _ends(before: tuple[K, ...], after: tuple[K, ...]) -> tuple[int, int]:
    """Return how many keys two orders begin with alike, and how many of the rest end so."""
    shorter = min(len(before), len(after))
    begin = next(compress(count(), map(ne, before, after)), shorter)
    end = next(compress(count(), map(ne, reversed(before), reversed(after))), shorter)
    return begin, min(end, shorter - begin)


def _moved(before: list[K], after: list[K]) -> frozenset[K]:
    """Return keys without which both orders of the same keys are the same."""
    if before == after:
        return frozenset()
    if before[1:] == after[:-1]:
        return frozenset(before[:1])
    if before[:-1] == after[1:]:
        return frozenset(after[:1])
    return frozenset(after)
