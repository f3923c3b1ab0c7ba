"""Unit, sense and responsibility as they are typed into a cell."""

from __future__ import annotations

import pytest
from examples.shop import MARKETING, SALES, shop

from models.kpi import Sense, Unit, UnitKind
from workbench.described_typed import (
    DescriptionError,
    parse_sense,
    parse_shares,
    parse_unit,
    sense_text,
    shares_text,
)
from workbench.language import LANGUAGES, language

FR, EN = language("fr"), language("en")


@pytest.mark.parametrize("code", LANGUAGES)
def test_that_what_is_shown_reads_back(code: str) -> None:
    spoken, plan = language(code), shop()
    for sense in Sense:
        assert parse_sense(sense_text(sense, spoken), spoken) is sense
    for kpi in plan.kpis.values():
        written = spoken.unit_name(kpi.unit, plan.currency)
        assert parse_unit(written, kpi.unit, plan, spoken) == kpi.unit
        shares = shares_text(kpi.responsibility, plan, spoken)
        assert parse_shares(shares, plan, spoken) == dict(kpi.responsibility)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("€", Unit(UnitKind.MONEY)),
        ("montant", Unit(UnitKind.MONEY)),
        ("EUR", Unit(UnitKind.MONEY)),
        ("€ / client / mois", Unit(UnitKind.MONEY_PER_CLIENT_MONTH)),
        ("%", Unit(UnitKind.SHARE)),
        ("contrats", Unit(UnitKind.COUNT, "contrats")),
        ("", Unit()),
        ("nombre", Unit()),
        ("eurofighters", Unit(UnitKind.COUNT, "eurofighters")),
    ],
)
def test_that_a_unit_is_read(text: str, unit: Unit) -> None:
    assert parse_unit(text, Unit(UnitKind.SHARE), shop(), FR) == unit


def test_that_shares_may_leave_the_rest_to_one() -> None:
    plan = shop()
    assert parse_shares("mark 70,5 %; sales", plan, FR) == {MARKETING: 0.705, SALES: 0.295}
    assert parse_shares("Sales", plan, EN) == {SALES: 1.0}
    assert parse_shares("sales: 30, Marketing 70", plan, EN) == {SALES: 0.3, MARKETING: 0.7}
    assert parse_shares("  ", plan, EN) == {}


@pytest.mark.parametrize(
    "text", ["Nobody 5 %", "Sales; Sales 3", "Sales; Marketing", "Sales 1.2.,3"]
)
def test_that_other_shares_are_refused_in_words(text: str) -> None:
    with pytest.raises(DescriptionError, match=r"[.!]$"):
        parse_shares(text, shop(), EN)


@pytest.mark.parametrize("text", ["", "plus", "sideways"])
def test_that_a_sense_that_could_be_either_is_asked_for(text: str) -> None:
    with pytest.raises(DescriptionError, match="plus haut"):
        parse_sense(text, FR)
    with pytest.raises(DescriptionError, match="chiffre"):
        parse_unit("12", Unit(), shop(), FR)
