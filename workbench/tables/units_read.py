"""Units as people write them in a table: ``€``, ``k€``, ``%``, ``€/client/mois``, ``clients``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from models.accents import without_accents
from models.kpi import Sense, Unit, UnitKind

_MONEY: Final = re.compile(
    r"(?P<scale>[kmb]|md|bn|milliers? d ?'?|millions? d ?'?|milliards? d ?'?)? ?"
    r"(?:€|\$|£|¥|eur|euros?|usd|gbp|chf|cad|money|argent|montant|currency)"
    r"|(?:€|\$|£|¥|eur|usd|gbp|chf|cad) ?(?P<behind>[kmb]|md|bn|000|thousands?|millions?)"
)
_SCALES: Final = {
    "k": 1e3,
    "m": 1e6,
    "b": 1e9,
    "md": 1e9,
    "bn": 1e9,
    "000": 1e3,
    "thousand": 1e3,
    "millier": 1e3,
    "million": 1e6,
    "milliard": 1e9,
}
_COUNTS: Final = frozenset({"#", "nb", "nbre", "count", "quantite", "qte", "qty"})
_PER_CLIENT: Final = re.compile(
    r".*(?:/|per|par) ?(?:client|customer|user|utilisateur|abonne|subscriber|month|mois).*"
)
_SHARES: Final = frozenset(
    {
        "%",
        "share",
        "part",
        "taux",
        "rate",
        "percent",
        "percentage",
        "pourcentage",
        "pourcent",
        "pct",
    }
)
_NUMBERS: Final = frozenset({"number", "nombre", "index", "indice", "ratio", "x", "score"})
_LOWER: Final = ("lower", "down", "bas", "baisse", "moins", "decroissant", "min", "-", "▼", "↓")
_HIGHER: Final = ("higher", "up", "haut", "hausse", "plus", "croissant", "max", "+", "▲", "↑")


@dataclass(frozen=True, slots=True)
class UnitRead:
    """A unit, and what figures are multiplied by to be in it: 1,000 for ``k€``."""

    unit: Unit
    scale: float = 1.0


def read_unit(text: str) -> UnitRead | None:
    """Return the unit that a text names, or None for an empty one.

    A word that is no known unit counts things of that name.
    """
    words = _plain(text)
    if not words:
        return None
    if words in _SHARES:
        return UnitRead(Unit(UnitKind.SHARE))
    money = _MONEY.fullmatch(words)
    if money is not None:
        scale = money["scale"] or money["behind"]
        scale = re.sub(r"s?(?: d ?'?)?$", "", scale or "")
        return UnitRead(Unit(UnitKind.MONEY), _SCALES.get(scale, 1.0))
    if _PER_CLIENT.fullmatch(words) and _MONEY.match(words):
        return UnitRead(Unit(UnitKind.MONEY_PER_CLIENT_MONTH))
    if words in _NUMBERS:
        return UnitRead(Unit(UnitKind.NUMBER))
    if words in _COUNTS:
        return UnitRead(Unit(UnitKind.COUNT))
    return UnitRead(Unit(UnitKind.COUNT, text.strip()[:40]))


def read_sense(text: str) -> Sense | None:
    """Return which way is better as a text says it, or None where it says neither."""
    words = _plain(text).split()
    if any(word.startswith(known) for word in words for known in _LOWER):
        return Sense.LOWER
    if any(word.startswith(known) for word in words for known in _HIGHER):
        return Sense.HIGHER
    return None


def _plain(text: str) -> str:
    plain = without_accents(text.replace("\u2019", "'"))
    return " ".join(plain.split()).strip("()[] ")
