"""Names are compared without accents, in French as people type it."""

from __future__ import annotations

import pytest

from models.accents import without_accents


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Clients", "clients"),
        ("RÉTENTION à Noël", "retention a noel"),
        ("Cœur de cible", "coeur de cible"),
        ("ŒUVRES", "oeuvres"),
        ("Straße", "strasse"),
        ("m²", "m2"),
        ("1 234\u202f€", "1 234 €"),
    ],
)
def test_that_accents_and_capitals_go_and_letters_stay(text: str, plain: str) -> None:
    assert without_accents(text) == plain
