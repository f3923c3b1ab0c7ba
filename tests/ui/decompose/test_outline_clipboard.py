"""Tables on the clipboard: what is copied is what is pasted, also from Excel."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ui.clipboard_table import read_table, table_text

CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=8)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.tuples(*[CELLS] * width), min_size=1, max_size=4)
)


@settings(deadline=None)
@given(TABLES)
def test_that_a_table_comes_back_as_it_was_copied(rows: list[tuple[str, ...]]) -> None:
    assert read_table(table_text(rows)) == tuple(rows)


def test_that_lines_of_excel_are_rows_and_short_ones_are_filled_up() -> None:
    assert read_table("1\t2\r\n3\r\n") == (("1", "2"), ("3", ""))
    assert read_table("") == ()
    assert read_table("x" * 200_000) == ()
