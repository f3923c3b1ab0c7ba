"""What is found by a few letters, and what comes first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.matching import Query, folded, ranked

COMMANDS = ("Export workbook", "Exporter le classeur", "Fold the level", "Extra clients", "Copy")


def found(typed: str, *texts: str, plainly: bool = False) -> list[str]:
    places = ranked(typed, [(folded(text),) for text in texts], 50, plainly=plainly)
    return [texts[place] for place in places]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("exp cl", "Exporter le classeur"),
        ("exp wo", "Export workbook"),
        ("ew", "Export workbook"),
        ("EXWO", "Export workbook"),
        ("wkbk", "Export workbook"),
        ("workbook", "Export workbook"),
        ("level", "Fold the level"),
        ("cl ex", "Extra clients"),
    ],
)
def test_that_a_few_letters_find_a_command(typed: str, first: str) -> None:
    assert found(typed, *COMMANDS)[0] == first


def test_that_accents_case_and_signs_make_no_difference() -> None:
    assert folded("Chiffre d’affaires — Œuvres_nées (€)") == "chiffre d affaires oeuvres nees"
    for typed in ("marge opera", "OPÉRA", "marge_operationnelle", "operation"):
        assert found(typed, "Marge opérationnelle", "Clients") == ["Marge opérationnelle"]


def test_that_beginnings_come_before_middles_and_short_before_long() -> None:
    texts = ("Reclient", "New clients", "Clients kept", "Clients", "Client")
    assert found("client", *texts) == [
        "Client",
        "Clients",
        "Clients kept",
        "New clients",
        "Reclient",
    ]


def test_that_scattered_letters_are_found_only_where_wished() -> None:
    assert found("rvn", "Revenue") == ["Revenue"]
    assert found("rvn", "Revenue", plainly=True) == []
    assert found("zz", *COMMANDS) == []
    assert found("  —  ", *COMMANDS) == []


def test_that_a_second_text_counts_less() -> None:
    assert ranked("clients", [("base price", "clients"), ("clients", "price")], 5) == [1, 0]


@given(st.text(max_size=30), st.data())
def test_that_a_text_is_found_by_any_of_its_words_and_by_itself(
    text: str, data: st.DataObject
) -> None:
    bare = folded(text)
    assert folded(bare) == bare
    if bare:
        word = data.draw(st.sampled_from(bare.split()))
        assert Query(word).score(bare) <= 2
        assert Query(text).score(bare, plainly=True) is not None
        start = data.draw(st.integers(1, len(word)))
        assert Query(word[:start]).score(bare) <= 2
