"""What is offered for a word in a formula."""

from __future__ import annotations

from dataclasses import replace

import pytest
from examples.shop import CLIENTS, PROFIT, shop

from models.keys import KpiKey
from models.kpi import Kpi
from models.plan import Plan
from models.table import Table
from workbench.formula_completion import completions, signature_at
from workbench.formula_help import function_names
from workbench.language import language

EN, FR = language("en"), language("fr")


def plan_of(**names: str) -> Plan:
    kpis = Table(Kpi(KpiKey(key), name) for key, name in names.items())
    return replace(shop(), kpis=kpis)


def written(plan: Plan, text: str, **options: object) -> list[str]:
    return [offer.text for offer in completions(plan, text, len(text), EN, **options)]


PLAN = plan_of(
    cost="Coût du service",
    rate="Taux de réponse",
    signed="Taux de signature",
    discount="Remise",
    couverture="Couverture",
)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("COU", ["Couverture", "Coût du service", "Remise"]),
        ("rate * Taux de s", ["signed"]),
        ("disc", ["discount"]),
        ("Remise - rép", ["Taux de réponse"]),
        ("service", ["Coût du service"]),
        ("2", []),
        ("rate ", []),
        ("remise and TAUX DE R", ["Taux de réponse"]),
    ],
)
def test_that_names_and_keys_are_found_without_case_and_accents(
    typed: str, offered: list[str]
) -> None:
    assert written(PLAN, typed) == offered


def test_that_the_start_of_a_name_comes_before_a_word_in_it_and_that_before_the_inside() -> None:
    plan = plan_of(a="Discount", b="Total count", c="Counted", d="Other")
    shown = [offer.shown for offer in completions(plan, "count", 5, EN)]
    assert shown == ["Counted", "Total count", "Discount"]


def test_that_a_choice_is_written_as_the_rest_is() -> None:
    assert written(PLAN, "Remise * tau")[0] == "Taux de réponse"
    assert written(PLAN, "discount * tau")[0] == "rate"


def test_that_a_name_of_two_kpis_is_written_by_key() -> None:
    assert written(plan_of(a="Prix", b="Prix"), "Pri") == ["a", "b"]


def test_that_a_function_puts_the_cursor_between_its_parentheses() -> None:
    (offer,) = completions(PLAN, "cumul", 5, FR)
    assert (offer.text, offer.caret) == ("cumulative()", 11)
    assert "(x)" in offer.shown
    (again,) = completions(PLAN, "cumul(rate)", 5, FR)
    assert again.text == "cumulative"


def test_that_what_is_typed_in_full_is_marked_so() -> None:
    offers = completions(PLAN, "remise", 6, EN)
    assert [offer.exact for offer in offers] == [True]


def test_that_a_kpi_is_offered_to_itself_only_for_earlier_periods() -> None:
    assert "clients" not in written(shop(), "clie", key=CLIENTS)
    assert "clients" in written(shop(), "prev(clie", key=CLIENTS)


def test_that_asking_offers_what_stands_near_and_every_function() -> None:
    offered = written(shop(), "", key=PROFIT, asked=True)
    assert offered[:2] == ["Revenue", "Costs"]
    assert len(offered) == 2 + len(function_names())
    assert written(shop(), "", key=PROFIT) == []


@pytest.mark.parametrize(
    ("typed", "function", "argument"),
    [
        ("lag(", "lag", 0),
        ("lag(x + max(1, 2), ", "lag", 1),
        ("if(min(a, b", "min", 1),
        ("spread(x, 1, 2, 3, 4", "spread", 3),
        ("prev(x, (", "prev", 1),
    ],
)
def test_that_the_call_around_the_cursor_is_known(typed: str, function: str, argument: int) -> None:
    signature = signature_at(typed, len(typed), EN)
    assert signature is not None
    assert (signature.help.name, signature.argument) == (function, argument)


def test_that_outside_of_calls_there_is_no_signature() -> None:
    assert signature_at("lag(x, 1) + ", 12, EN) is None
    assert signature_at("(a + b", 6, EN) is None


def test_that_a_word_finds_the_function_that_does_it_last_of_all() -> None:
    (offer,) = completions(PLAN, "moyenne", 7, FR)
    assert (offer.text, offer.matched) == ("avg()", (0, 0))
    plan = plan_of(a="Moyenne des ventes")
    assert [each.text for each in completions(plan, "moyenne", 7, FR)] == [
        "Moyenne des ventes",
        "avg()",
    ]
