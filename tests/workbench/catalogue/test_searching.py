"""Finding entries by what people call them, in both languages."""

import subprocess
import sys

import pytest

from workbench.catalogue.reading import catalogue
from workbench.catalogue.searching import find
from workbench.language import Code, language


@pytest.mark.parametrize(
    ("text", "code", "first"),
    [
        ("clv", "en", "clv"),
        ("LTV", "fr", "clv"),
        ("valeur vie", "fr", "clv"),
        ("notoriete", "fr", "aided_awareness"),
        ("NOTORIÉTÉ spontanée", "fr", "unaided_awareness"),
        ("churn", "en", "churn"),
        ("attrition", "fr", "churn"),
        ("win rate", "en", "win_rate"),
        ("mrr", "en", "mrr"),
        ("cac", "fr", "cac"),
        ("gemba", "en", "gemba_swap"),
        ("panier", "fr", "average_order_value"),
        ("d’acquisition", "fr", "cac"),
        ("return on equ", "en", "roe"),
        ("BFR", "fr", "working_capital"),
        ("net promoter", "fr", "nps"),
    ],
)
def test_that_the_likeliest_comes_first(text: str, code: Code, first: str) -> None:
    assert find(text, language(code))[0].key == first


def test_that_an_english_term_is_found_in_french_but_after_the_french_ones() -> None:
    found = [each.key for each in find("sales", language("fr"))]
    assert "revenue" in found


def test_that_every_word_must_be_there() -> None:
    assert find("churn zebra", language("en")) == ()
    both = {each.key for each in find("cost lead", language("en"))}
    assert "cost_per_lead" in both
    assert "churn" not in both


def test_that_no_words_find_everything_in_its_order() -> None:
    everything = [*catalogue().entries, *catalogue().goals]
    for text in ("", "  ", "…"):
        assert [each.key for each in find(text, language("fr"))] == everything


@pytest.mark.parametrize("code", ["en", "fr"])
def test_that_every_entry_is_found_by_its_own_name(code: Code) -> None:
    tongue = language(code)
    for item in (*catalogue().entries.values(), *catalogue().goals.values()):
        assert find(item.name.of(tongue), tongue)[0] is item


def test_that_nothing_is_read_before_somebody_asks() -> None:
    told = (
        "import sys; from workbench.catalogue import templates;"
        "from workbench.language import language; templates(language('en'));"
        "print('workbench.catalogue.reading' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
