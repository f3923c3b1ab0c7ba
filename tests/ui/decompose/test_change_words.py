"""A change is never written as none, however small it is."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ui.decompose.change_words import size_of_change
from workbench.language import language


@settings(deadline=None)
@given(size=st.floats(1e-12, 100.0), code=st.sampled_from(["en", "fr"]))
def test_that_a_change_shows_a_digit_other_than_zero(size: float, code: str) -> None:
    for relative in (size, -size):
        written = size_of_change(relative, language(code))
        assert any(digit in "123456789" for digit in written)
        assert "-" not in written


@pytest.mark.parametrize(
    ("relative", "written"),
    [(0.137, "13.7 %"), (-0.002, "0.2 %"), (0.00018, "0.02 %"), (1e-7, "< 0.01 %")],
)
def test_that_it_is_as_fine_as_it_needs_to_be(relative: float, written: str) -> None:
    assert size_of_change(relative, language("en")).replace("\u00a0", " ") == written


def test_that_an_unknown_change_has_no_size() -> None:
    assert size_of_change(math.nan, language("en")) == ""
