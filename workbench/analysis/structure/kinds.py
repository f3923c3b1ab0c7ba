"""What a KPI is for the hints, by what describes it and, where nothing does, by its name.

Names are read without case and accents, in English and French, by the beginnings of their
words: "Réclamations clients" begins one with "reclam".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import IntFlag
from functools import lru_cache
from typing import Final

from models.kpi import Kpi, KpiRole, Sense, UnitKind
from workbench.matching import folded

_GUARDS: Final = (
    "churn attrition retention retain fidel loyal margin marge satisf nps csat quality qualite "
    "complain reclam plainte renew renouvel refund rembours returns retours cancel annul resili "
    "cac payback defaults defauts defects impaye lifetime clv ltv"
)
_GUARD_PHRASES: Final = ("cost per", "cout par", "cout d acquisition", "bad debt", "valeur client")
_LEADING: Final = (
    "lead prospect visit appointment rdv opportunit demo quote devis pipeline trial essai call "
    "appel contact reach couverture audience click clic traffic trafic signup inscription enquir "
    "inquir demande meeting reunion conversion offer offre proposal proposition footfall "
    "frequentation"
)
_LEADING_PHRASES: Final = ("rendez vous", "sign up")
_PLEASING: Final = (
    "reach like impression view vue follower fan awareness notoriete couverture mention buzz "
    "engagement pageview"
)
_PLEASING_PHRASES: Final = ("share of voice", "j aime", "part de voix")


class Kind(IntFlag):
    """What a KPI is; several may hold, and of a branch all that hold somewhere in it."""

    NONE = 0
    VOLUME = 1
    """A count of which more is better and that is no cost: clients, leads, orders."""
    GUARD = 2
    """It watches what growth may cost: a rate of which less is better, a cost of one client, a
    count that should fall, the value of a client, or one by name: churn, margin, satisfaction."""
    EARLY = 4
    """It moves before the result does: by its nature, its name, or because formulas read it for
    later periods."""
    MOVES_PROFIT = 8
    """A figure of it moves the profit."""


def kind_of(kpi: Kpi) -> Kind:
    """Return what a KPI is by itself: VOLUME, GUARD and EARLY, as far as they hold."""
    kind = Kind.NONE
    if kpi.unit.kind is UnitKind.COUNT and kpi.sense is Sense.HIGHER and not kpi.cost:
        kind |= Kind.VOLUME
    guards, early = _named(f"{kpi.name} {kpi.key}")
    if guards or _is_guard(kpi):
        kind |= Kind.GUARD
    if kpi.is_driver and kpi.nature is not None:
        # Who stated the nature knows better than a name does: 0 is long, 1 is short term.
        early = kpi.nature.long_short_term >= 0.5
    return kind | Kind.EARLY if early else kind


def is_pleasing(kpi: Kpi) -> bool:
    """Return whether a KPI goes by one of the names that please by themselves, such as likes."""
    return _PLEASES.search(folded(f"{kpi.name} {kpi.key}")) is not None


def _is_guard(kpi: Kpi) -> bool:
    if kpi.role is KpiRole.CLIENT_VALUE:
        return True
    if kpi.sense is not Sense.LOWER:
        return False
    match kpi.unit.kind:
        case UnitKind.SHARE | UnitKind.MONEY_PER_CLIENT_MONTH:
            return True
        case UnitKind.COUNT:
            return not kpi.cost
        case _:
            return False


def _beginnings(words: str, phrases: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds what begins like one of ``words``, or of ``phrases``."""
    return re.compile(r"\b(?:" + "|".join((*words.split(), *phrases)) + ")")


_GUARD: Final = _beginnings(_GUARDS, _GUARD_PHRASES)
_LEADS: Final = _beginnings(_LEADING, _LEADING_PHRASES)
_PLEASES: Final = _beginnings(_PLEASING, _PLEASING_PHRASES)


@lru_cache(maxsize=65_536)
def _named(words: str) -> tuple[bool, bool]:
    """Return whether words say that a KPI guards, and that it leads."""
    plain = folded(words)
    return _GUARD.search(plain) is not None, _LEADS.search(plain) is not None
