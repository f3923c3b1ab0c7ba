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
_PARTS: Final = _words(
    "conversion churn attrition retention fidelite penetration roi notoriete awareness "
    "satisfaction absenteisme absenteeism"
)
_MEASURED: Final = _words(
    "delai delais duree durees dso dpo dio nps enps score scores time lead-time cycle"
)
"""What is neither counted nor money and never adds up: days, hours, points."""
_COSTS: Final = _words(
    "cout couts cost costs depense depenses charge charges frais spend spending expense expenses "
    "budget loyer loyers rent salaire salaires payroll wage wages fee fees opex capex achats "
    "overhead overheads subvention cogs cac cpc cpl"
)
_UNIT_COSTS: Final = _words("cac cpc cpl")
_SAVINGS: Final = _words(
    "economie economies saving savings evite evites avoidance avoided reduction reductions"
)
_EARNED: Final = _words("income revenu revenus recettes produits")
_WORKLOADS: Final = ("charge de travail", "charge de cours")
_PROFITS: Final = _words("profit profits resultat benefice benefices ebitda ebit")
_MONEY: Final = _words(
    "revenu revenus revenue revenues ca turnover marge margin contribution valeur value "
    "tresorerie cash encaissements recettes income earnings arr mrr economie economies saving "
    "savings bookings"
)
_MONEY_PHRASES: Final = ("chiffre d affaires", "masse salariale", "prises de commandes")
_RECURRING: Final = _words("mrr arr")
_MOVED: Final = _words("expansion contraction churned lost perdu upsell")
_PRICES: Final = _words("prix price prices tarif tarifs tariff abonnement panier tjm")
_PRICE_PHRASES: Final = (
    "taux horaire",
    "taux journalier",
    "hourly rate",
    "daily rate",
    "day rate",
    "share price",
)
_PER_UNIT: Final = _words("unitaire unitaires unit")
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
    "unites units wins vendeur vendeurs commerciaux sellers deals affaires etp fte"
)
_STANDING: Final = _words(
    "effectif effectifs headcount etp fte employes salaries employees vendeurs commerciaux "
    "sellers magasins boutiques shops stores sites"
)
"""What is there at the end of a period, and is not counted again in the next."""
_NO_LABEL: Final = _words("couverture reach effectif effectifs headcount volume etp fte")
_NUMBERED: Final = _words("nombre number quantite quantity")
_NEW: Final = _words(
    "nouveau nouveaux nouvelle nouvelles new gagnes won perdus lost acquis ajoutes added "
    "additionnels muris matured churned par per of du des from"
)
_STOCKS: Final = _words("ouverture opening cloture closing stock encours fin end")
_MEANS: Final = _words("moyen moyens moyenne moyennes average mean avg")
_LOST: Final = _words(
    "churn churned attrition perdus perdu lost perte pertes desabonnement desabonnements rebond "
    "bounce rupture ruptures reclamation reclamations plainte plaintes complaint complaints "
    "litige litiges disputes accident accidents absenteisme absenteeism impayes defaut defauts "
    "erreur erreurs error errors abandon abandonment resiliation resiliations cancellations dso"
)
_SPENT: Final = _words("cout couts cost costs frais depense depenses")
_WAITED: Final = ("delai", "temps de reponse", "temps d attente", "response time", "time to")
_OWED: Final = _words("fournisseur fournisseurs supplier suppliers")
_STAFF: Final = _words(
    "staff personnel employee employees employes salaries effectif effectifs equipe rh hr"
)
_GOODS: Final = _words("stock stocks inventory asset assets")
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
        saving: whether it is money that is no longer spent.
        role: what it may be to the program, where no other KPI is.
    """

    unit: Unit | None = None
    time: TimeRule | None = None
    sense: Sense | None = None
    cost: bool = False
    saving: bool = False
    role: KpiRole | None = None


def name_guess(name: str) -> NameGuess:
    """Return what ``name`` says of a KPI, by its French and English words."""
    plain = folded(name.replace("’", " ").replace("'", " "))
    words = re.findall(r"[\w-]+|%", plain)
    said = frozenset(words)
    kind = _kind(plain, words) if not _is_pay(name, said) else UnitKind.MONEY
    money = kind in {UnitKind.MONEY, UnitKind.MONEY_PER_CLIENT_MONTH}
    saving = money and bool(said & _SAVINGS)
    spent = bool(said & _COSTS) or "masse salariale" in plain or _is_pay(name, said)
    cost = money and spent and not saving and not said & _EARNED
    return NameGuess(
        None if kind is None else Unit(kind, _label(name, words) if kind is UnitKind.COUNT else ""),
        _time(kind, plain, said),
        Sense.HIGHER if saving else Sense.LOWER if cost or _is_lower(kind, plain, said) else None,
        cost,
        saving,
        None if cost or saving else _role(plain, said),
    )


def _is_pay(name: str, said: frozenset[str]) -> bool:
    """Whether "salaries" is English for what people earn, not French for the people."""
    return said == frozenset({"salaries"}) and name.isascii()


def _is_lower(kind: UnitKind | None, plain: str, said: frozenset[str]) -> bool:
    if said & _LOST or (kind is UnitKind.SHARE and said & (_SPENT | {"turnover", "turn-over"})):
        return True
    return any(each in plain for each in _WAITED) and not said & _OWED


def _kind(plain: str, words: list[str]) -> UnitKind | None:
    """Return the unit that the words stand for, the most telling ones first."""
    said = frozenset(words)
    if said & {"turnover", "turn-over"} and said & (_STAFF | _GOODS):
        return UnitKind.SHARE if said & _STAFF else None
    if any(each in plain for each in _WORKLOADS):
        return None
    if any(each in plain for each in _PRICE_PHRASES):
        return UnitKind.MONEY
    if said & _SHARES:
        return UnitKind.SHARE
    money = said & (_COSTS | _MONEY | _PRICES | _PROFITS) or any(
        each in plain for each in _MONEY_PHRASES
    )
    if said & _PER_CLIENT or (money and _is_per_client(words)):
        return UnitKind.MONEY_PER_CLIENT_MONTH
    if said & _NUMBERED:
        return UnitKind.COUNT
    if not money and (said & _MEASURED or any(each in plain for each in _WAITED)):
        return UnitKind.NUMBER
    if said & _PARTS and not said & (_COSTS | _RECURRING):
        return UnitKind.SHARE
    if money or any(value in plain for value in _VALUES):
        return UnitKind.MONEY
    return UnitKind.COUNT if said & _COUNTED else None


def _is_per_client(words: list[str]) -> bool:
    return any(one in {"par", "per"} and other in _CLIENTS for one, other in pairwise(words))


def _time(kind: UnitKind | None, plain: str, said: frozenset[str]) -> TimeRule | None:
    match kind:
        case UnitKind.MONEY:
            return _time_of_money(plain, said)
        case UnitKind.NUMBER:
            return TimeRule.MEAN
        case UnitKind.COUNT if said & _MEANS:
            return TimeRule.MEAN
        case UnitKind.COUNT if said & _STOCKS or (
            said & (_CLIENTS | _STANDING) and not said & _NEW
        ):
            return TimeRule.LAST
        case _:
            return None


def _time_of_money(plain: str, said: frozenset[str]) -> TimeRule | None:
    flows = said & (_NEW | _MOVED)
    if said & _RECURRING and not flows:
        return TimeRule.LAST
    if "tresorerie" in said and not said & {"flux", "variation"}:
        return TimeRule.LAST
    each = said & (_PRICES | _MEANS | _PER_UNIT | _UNIT_COSTS | {"par", "per", "valeur", "value"})
    phrases = (*_PRICE_PHRASES, *_VALUES)
    return TimeRule.MEAN if each or any(one in plain for one in phrases) else None


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
