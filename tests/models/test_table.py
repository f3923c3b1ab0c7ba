"""A table behaves as a dict of rows beside a list of keys, and never changes."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.table import Table


@dataclass(frozen=True)
class Row:
    key: str
    value: int


keys = st.sampled_from("abcde")
rows = st.builds(Row, keys, st.integers(0, 3))
steps = st.one_of(
    st.tuples(st.just("replace"), rows),
    st.tuples(st.just("insert"), rows, st.one_of(st.none(), st.integers(0, 6))),
    st.tuples(st.just("without"), st.lists(keys, max_size=2, unique=True)),
    st.tuples(st.just("reorder"), st.permutations("abcde")),
    st.tuples(st.just("map"), st.integers(1, 3)),
)


class Model:
    """A dict and a list: what a table is, only that it changes."""

    def __init__(self) -> None:
        self.rows: dict[str, Row] = {}
        self.order: list[str] = []

    def listed(self) -> list[Row]:
        return [self.rows[key] for key in self.order]


def stepped(table: Table[str, Row], model: Model, step: tuple) -> Table[str, Row]:
    """Take one step on both; a refusal leaves both as they were."""
    kind, argument, *more = step
    if kind == "replace":
        if argument.key not in model.rows:
            with pytest.raises(KeyError):
                table.replacing(argument)
            return table
        model.rows[argument.key] = argument
        return table.replacing(argument)
    if kind == "insert":
        if argument.key in model.rows:
            with pytest.raises(ValueError, match="there already"):
                table.inserting(argument)
            return table
        model.rows[argument.key] = argument
        model.order.insert(len(model.order) if more[0] is None else more[0], argument.key)
        return table.inserting(argument, more[0])
    if kind == "without":
        if not set(argument) <= set(model.rows):
            with pytest.raises(KeyError):
                table.without(*argument)
            return table
        for key in argument:
            del model.rows[key]
            model.order.remove(key)
        return table.without(*argument)
    if kind == "reorder":
        if set(argument) != set(model.rows):
            with pytest.raises(ValueError, match="exactly once"):
                table.reordered(argument)
            argument = [key for key in argument if key in model.rows]
        model.order = list(argument)
        return table.reordered(argument)
    model.rows = {key: Row(key, row.value % argument) for key, row in model.rows.items()}
    return table.mapping(lambda row: Row(row.key, row.value % argument))


@settings(max_examples=200, deadline=None)
@given(st.lists(steps, max_size=12))
def test_that_a_table_is_an_ordered_dict_that_keeps_its_past(walk: list[tuple]) -> None:
    table: Table[str, Row] = Table()
    model = Model()
    past = [(table, list(table.values()))]
    for step in walk:
        table = stepped(table, model, step)
        assert list(table.values()) == model.listed()
        assert list(table) == list(table.order) == model.order
        assert len(table) == len(model.order)
        assert {key: table.get(key) for key in "abcdef"} == {
            key: model.rows.get(key) for key in "abcdef"
        }
        assert [table.index(key) for key in table] == list(range(len(table)))
        assert table == Table(model.listed())
        assert hash(table) == hash(Table(model.listed()))
        past.append((table, model.listed()))
    for earlier, then in past:
        assert list(earlier.values()) == then


def test_that_what_changes_nothing_is_the_same_object() -> None:
    row = Row("a", 1)
    table = Table([row, Row("b", 2)])
    assert table.replacing(row) is table
    assert table.reordered(["a", "b"]) is table
    assert table.replacing(Row("a", 9)).order is table.order
    assert table != Table([Row("b", 2), row])
    with pytest.raises(ValueError, match="same key"):
        Table([row, Row("a", 2)])
    with pytest.raises(KeyError):
        table.index("c")


@given(st.permutations("abcdefg"), st.permutations("abcdefg"), st.data())
def test_that_what_is_unlike_in_two_tables_is_told(
    one: list[str], other: list[str], draw: st.DataObject
) -> None:
    rows = {key: Row(key, 0) for key in one}
    before = Table(rows[key] for key in one[: draw.draw(st.integers(0, 7))])
    new = draw.draw(st.sets(st.sampled_from(one)))
    near = list(before) if draw.draw(st.booleans()) else other
    listed = [key for key in near if draw.draw(st.integers(0, 5))]
    after = Table(Row(key, 1) if key in new else rows[key] for key in listed)
    unlike = before.unlike(after)
    assert unlike.gone == set(before) - set(after)
    assert unlike.added == set(after) - set(before)
    assert unlike.replaced == new & set(before) & set(after)
    assert unlike.reordered == (before.order != after.order)
    assert unlike.moved <= set(before) & set(after)
    still = set(before) & set(after) - unlike.moved
    assert [key for key in before if key in still] == [key for key in after if key in still]
