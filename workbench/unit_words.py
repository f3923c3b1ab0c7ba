"""What the name of a KPI says of it, in French and in English: unit, sense, role."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from models.edits.formula_names import folded
from models.kpi import KpiRole, Sense, TimeRule, Unit, UnitKind


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_SHARES: Final = _words(
    "taux % pourcentage pourcent rate percent percentage ratio share part proportion"
)
_PARTS: Final = _words("conversion churn attrition retention fidelite penetration roi")
_COSTS: Final = _words(
    "cout couts cost costs depense depenses charge charges frais spend spending expense expenses "
    "budget loyer loyers rent salaire payroll wage wages fee fees opex capex achats "
    "overhead overheads subvention"
)
_PROFITS: Final = _words("profit profits resultat benefice benefices ebitda ebit")
_MONEY: Final = _words(
    "revenu revenus revenue revenues ca turnover marge margin contribution valeur value "
    "tresorerie cash encaissements recettes income earnings arr mrr economie economies saving "
    "savings"
)
_PRICES: Final = _words("prix price prices tarif tarifs tariff abonnement panier")
_PER_CLIENT: Final = _words("arpu arpa arpc")
_CLIENTS: Final = _words(
    "client clients customer customers abonne abonnes subscriber subscribers adherents members"
)
_COUNTED: Final = _CLIENTS | _words(
    "lead leads prospect prospects visiteur visiteurs visitors visite visites visits user users "
    "utilisateurs commande commandes orders contact contacts rendez-vous meetings signatures "
    "contrats contracts personnes people employes salaries employees magasins boutiques shops "
    "stores opportunites opportunities tickets appels calls essais trials demos "
    "clics clicks impressions couverture reach effectif effectifs headcount sites volume "
    "unites units wins"
)
_NO_LABEL: Final = _words("couverture reach effectif effectifs headcount volume")
_NUMBERED: Final = _words("nombre number quantite quantity")
_NEW: Final = _words(
    "nouveau nouveaux nouvelle nouvelles new gagnes won perdus lost acquis ajoutes added "
    "additionnels muris matured par per of du des from"
)
_STOCKS: Final = _words("ouverture opening cloture closing stock encours fin end")
_MEANS: Final = _words("moyen moyens moyenne moyennes average mean avg")
_LOST: Final = _words("churn attrition perdus perdu lost perte pertes desabonnement")
_PLAIN_WORDS: Final = _words(
    "le la les l du de des d net nette brut total totaux avant apres impots tax taxes interets "
    "operationnel exploitation operating gross before after annuel mensuel monthly annual yearly "
    "by per par client the of all actifs actif active an un une"
)
_VALUES: Final = (
    "clv",
    "ltv",
    "valeur client",
    "valeur d un client",
    "client value",
    "customer value",
    "lifetime value",
    "customer lifetime value",
    "valeur vie client",
)


@dataclass(frozen=True, slots=True)
class NameGuess:
    """What a name says of its KPI; what it does not say is None or False.

    Attributes:
        unit: what it counts.
        time: how its periods add up, where the name says more than the unit does.
        sense: which way is better.
        cost: whether it is money spent.
        role: what it may be to the program, where no other KPI is.
    """

    unit: Unit | None = None
    time: TimeRule | None = None
    sense: Sense | None = None
    cost: bool = False
    role: KpiRole | None = None


def name_guess(name: str) -> NameGuess:
    """Return what ``name`` says of a KPI, by its French and English words."""
    plain = folded(name.replace("’", " ").replace("'", " "))
    words = re.findall(r"[\w-]+|%", plain)
    said = frozenset(words)
    kind = _kind(plain, words)
    cost = kind in {UnitKind.MONEY, UnitKind.MONEY_PER_CLIENT_MONTH} and bool(said & _COSTS)
    lower = cost or bool(said & _LOST)
    return NameGuess(
        None if kind is None else Unit(kind, _label(name, words) if kind is UnitKind.COUNT else ""),
        _time(kind, said),
        Sense.LOWER if lower else None,
        cost,
        None if cost else _role(plain, said),
    )


def _kind(plain: str, words: list[str]) -> UnitKind | None:
    """Return the unit that the words stand for, the most telling ones first."""
    said = frozenset(words)
    money = said & (_COSTS | _MONEY | _PRICES | _PROFITS) or "chiffre d affaires" in plain
    if said & _SHARES:
        return UnitKind.SHARE
    if said & _PER_CLIENT or (money and _is_per_client(words)):
        return UnitKind.MONEY_PER_CLIENT_MONTH
    if said & _NUMBERED:
        return UnitKind.COUNT
    if said & _PARTS and not said & _COSTS:
        return UnitKind.SHARE
    if money or any(value in plain for value in _VALUES):
        return UnitKind.MONEY
    return UnitKind.COUNT if said & _COUNTED else None


def _is_per_client(words: list[str]) -> bool:
    return any(one in {"par", "per"} and other in _CLIENTS for one, other in pairwise(words))


def _time(kind: UnitKind | None, said: frozenset[str]) -> TimeRule | None:
    if kind is UnitKind.MONEY and said & _PRICES:
        return TimeRule.MEAN
    if kind is UnitKind.MONEY and ({"par", "per"} & said or {"valeur", "value"} & said):
        return TimeRule.MEAN
    if kind is not UnitKind.COUNT:
        return None
    if said & _MEANS:
        return TimeRule.MEAN
    if said & _STOCKS or (said & _CLIENTS and not said & _NEW):
        return TimeRule.LAST
    return None


def _label(name: str, words: list[str]) -> str:
    """Return the word behind a count: the one of the name that says what is counted."""
    written = re.findall(r"[\w-]+|%", name.replace("’", " ").replace("'", " "))
    counted = [
        (own, word)
        for own, word in zip(written, words, strict=False)
        if word in _COUNTED - _NO_LABEL
    ]
    if not counted:
        return ""
    clients = [own for own, word in counted if word in _CLIENTS]
    return (clients or [counted[0][0]])[0].lower()


def _role(plain: str, said: frozenset[str]) -> KpiRole | None:
    left = said - _PLAIN_WORDS
    spaced = " ".join(re.findall(r"\w+", plain))
    if spaced in _VALUES:
        return KpiRole.CLIENT_VALUE
    if left and left <= _PROFITS:
        return KpiRole.PROFIT
    if left and left <= _PER_CLIENT:
        return KpiRole.ARPU
    if said and said <= _CLIENTS | (_PLAIN_WORDS - {"par", "per", "by", "brut", "gross"}):
        return KpiRole.CLIENTS if said & (_CLIENTS - {"client"}) else None
    return None
