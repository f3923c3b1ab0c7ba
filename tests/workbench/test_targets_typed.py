from __future__ import annotations

import math

import pytest

from models.kpi import Unit, UnitKind
from workbench.figures_typed import SHARE
from workbench.language import NumberError, language
from workbench.targets_typed import parse_target

MONEY = Unit(UnitKind.MONEY)


@pytest.mark.parametrize(
    ("text", "unit", "now", "wanted"),
    [
        ("20M", MONEY, 18e6, 20e6),
        ("+10 %", MONEY, 18e6, 19.8e6),
        ("−5 %", MONEY, 18e6, 17.1e6),
        ("110 %", MONEY, 18e6, 19.8e6),
        ("+200k", MONEY, 18e6, 18.2e6),
        # A loss that is 10 % better is smaller.
        ("+10 %", MONEY, -1e6, -0.9e6),
        ("−3", MONEY, 18e6, -3.0),
        # A share is a percentage itself: with a sign it is of what there is.
        ("35 %", SHARE, 0.3, 0.35),
        ("35", SHARE, 0.3, 0.35),
        ("+10 %", SHARE, 0.3, 0.33),
        ("+2", SHARE, 0.3, 0.32),
    ],
)
def test_that_a_target_is_a_figure_or_a_way_from_what_there_is(
    text: str, unit: Unit, now: float, wanted: float
) -> None:
    read = parse_target(text, unit, now, "EUR", language("en"))
    assert read.value == pytest.approx(wanted, rel=1e-12)
    # What was not typed as a figure is said as one.
    assert bool(read.note) is (text[0] == "+" or ("%" in text and unit is not SHARE))


def test_that_without_a_figure_now_only_a_figure_is_a_target() -> None:
    assert parse_target("5k", MONEY, math.nan, "EUR", language("fr")).value == 5000.0
    with pytest.raises(NumberError):
        parse_target("more", MONEY, 1.0, "EUR", language("fr"))
