"""What the columns of a table of people are: guessed from their headings."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from workbench.matching import folded
from workbench.tables.sheet import Cell, Sheet, text_of

_LOOKED_AT: Final = 30
"""Rows among which the headings are looked for."""
_LONGEST: Final = 60
"""Letters of a heading; what is longer is a sentence."""


class PersonUse(StrEnum):
    """What a column of a table of people holds."""

    ID = "id"
    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    POSITION = "position"
    FUNCTION = "function"
    MANAGER = "manager"
    BASE_PAY = "base_pay"
    MONTHLY_PAY = "monthly_pay"
    TARGET = "target"
    TARGET_SHARE = "target_share"
    WORKING_TIME = "working_time"
    ENTRY = "entry"
    EXIT = "exit"
    NOTHING = "nothing"


_WHO: Final = {PersonUse.ID, PersonUse.NAME, PersonUse.LAST_NAME, PersonUse.FIRST_NAME}
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PERSON: Final = (
    r"(?:salaries?|salarie e|employes?|employe e|employees?|emp|collaborateurs?|collaboratrice"
    r"|collab|agent|person(?:ne)?|personnel|staff|worker|payroll|rh|hr|sirh|paie)"
)
_NUMBER: Final = r"(?:n|no|nr|num|numero|number|id|identifiant|identifier|code|ref|reference)"
_PATTERNS: Final = (
    # The first that fits tells; headings are folded: no accents, no case, no signs.
    (
        PersonUse.NOTHING,
        (
            r".*\b(?:horaires? de|hourly|horaire brut|daily|journalier|net|nette|grade|years?"
            r"|annees?"
            r"|anciennete|birth|naissance|hike|exceptionnelle|verse|versee|paid|realise|actual"
            r"|e ?mail|mail|courriel|telephone|phone|adresse|address|sexe|gender|age)\b.*"
        ),
    ),
    (
        PersonUse.MANAGER,
        (
            r"(?:.*\b(?:manager|responsable|superieur|supervisor|reports to|rattachement|chef"
            r"|hierarchique|hierarchie|line lead|reporting line)\b.*|n 1)"
        ),
    ),
    (
        PersonUse.ID,
        (
            rf"(?:.*\bmatr(?:icule)?\b.*|id|identifiant|{_NUMBER}(?: d[eu]?| de l)? {_PERSON}"
            rf"|{_PERSON} {_NUMBER}|badge(?: {_NUMBER})?|{_NUMBER} badge|empid|user id|numero|n"
            rf"|employee no|reference|ref|{_NUMBER} interne)"
        ),
    ),
    (
        PersonUse.FIRST_NAME,
        rf"(?:prenoms?(?: d[ue] {_PERSON})?|first ?names?|given names?|forenames?)",
    ),
    (
        PersonUse.LAST_NAME,
        (
            r"(?:last ?names?|surnames?|family names?|noms? de famille|noms? d usage|nom usuel"
            r"|nom de naissance|nom patronymique)"
        ),
    ),
    (
        PersonUse.NAME,
        (
            rf"(?:(?:full|display|complete)? ?names?|nom complet|nom usage complet|noms?(?: et)? "
            rf"prenoms?|prenoms?(?: et)? noms?|noms?(?: d[eu](?: l)?)? {_PERSON}|{_PERSON}"
            rf"(?: names?)?|{_PERSON} noms?|nom|noms|beneficiaires?|titulaires?|staff member|who)"
        ),
    ),
    (
        PersonUse.ENTRY,
        (
            r"(?:(?:date )?(?:d )?(?:entree|embauche|arrivee)(?: .*)?|(?:date )?(?:de |du )?debut"
            r"(?: .*)?|date d entree.*|entry(?: date)?|start(?:ing)?(?: date)?|(?:date )?hired?"
            r"(?: date)?|date of (?:hire|joining|entry)|join(?:ed|ing)?(?: date)?"
            r"|date entree|recrutement|date de recrutement|employed since|contract start.*)"
        ),
    ),
    (
        PersonUse.EXIT,
        (
            r"(?:(?:date )?(?:de |du )?(?:sortie|depart|fin)(?: .*)?|exit(?: date)?|end(?: date)?"
            r"|leav(?:e|ing|es)(?: date)?|left|termination(?: date)?|date of (?:leaving|exit)"
            r"|contract end.*)"
        ),
    ),
    (
        PersonUse.WORKING_TIME,
        (
            r"(?:taux (?:d |de )?(?:activite|emploi|occupation|travail|temps)(?: .*)?|etp(?: .*)?"
            r"|fte(?: .*)?|temps de travail(?: .*)?|quotite(?: .*)?|working (?:time|hours)(?: .*)?"
            r"|work rate|activity(?: rate)?|activite|heures? (?:hebdo.*|par semaine|contrat.*)"
            r"|duree (?:hebdo.*|du travail.*)|horaire (?:hebdo.*|contractuel)|weekly hours"
            r"|hours per week|temps partiel|temps|full time equivalent|contract(?:ed)? hours)"
        ),
    ),
    (
        PersonUse.TARGET,
        (
            r"(?!.*\b(?:anciennete|n 1|precedente?|last year|20\d\d)\b)(?:.*\b(?:bonus|primes?"
            r"|variables?|sti|otb)\b.*|target(?: amount| pay| incentive)?|incentive(?: target)?"
            r"|cible|montant cible)"
        ),
    ),
    (
        PersonUse.BASE_PAY,
        (
            r"(?!.*\b(?:rate|taux|percent|pourcentage|evolution|augmentation|frequency|type|mode"
            r"|devise|currency|charge|charges|date|minimum|conventionnel)\b)(?:.*\b(?:salaires?"
            r"|salary|remuneration|income|wages?|fixe|brut|brute|traitement|appointements?)\b.*"
            r"|(?:annual|yearly|base|basic|fixed|gross|monthly)(?: (?:annual|base|gross))? pay.*"
            r"|pay|base|sab|rab)"
        ),
    ),
    (
        PersonUse.POSITION,
        (
            r"(?:positions?(?: title| name)?|postes?(?: .*)?|job(?: title| role| name| function)?"
            r"|(?:job )?titles?|roles?|emplois?(?: .*)?"
            r"|intitules?(?: d[eu] (?:l )?(?:poste|emploi))?"
            r"|fonction exercee|metiers?|libelle (?:d[eu] )?(?:l )?(?:poste|emploi|fonction)"
            r"|intitule (?:poste|emploi|fonction)|occupation)"
        ),
    ),
    (
        PersonUse.FUNCTION,
        (
            r"(?:functions?|fonctions?|departments?|departements?|dept|services?|directions?"
            r"|divisions?|business units?|bu|poles?|teams?|equipes?|unites?|organisation|branche"
            r"|(?:libelle |nom d[ue] )(?:service|departement|la direction))"
        ),
    ),
)
_COMPILED: Final = tuple((use, re.compile(pattern)) for use, pattern in _PATTERNS)
_MONTHLY: Final = re.compile(r"\b(?:mensuel(?:le)?|monthly|month|mois|par mois|mens)\b")
_SHARE: Final = re.compile(r"%|\b(?:taux|percent|percentage|pourcent|pourcentage|pct|rate)\b")


@dataclass(frozen=True, slots=True)
class PeopleMapping:
    """How a table of people is read.

    Attributes:
        heading: the row of the headings, from 0; -1 where there is none.
        uses: what each column holds.
    """

    heading: int
    uses: tuple[PersonUse, ...]

    def first(self, use: PersonUse) -> int | None:
        """Return the first column that holds ``use``."""
        return next(iter(self.all(use)), None)

    def all(self, use: PersonUse) -> tuple[int, ...]:
        """Return every column that holds ``use``."""
        return tuple(at for at, each in enumerate(self.uses) if each is use)

    def reading_as(self, at: int, use: PersonUse) -> PeopleMapping:
        """Return a mapping that reads column ``at`` as something else."""
        return replace(self, uses=(*self.uses[:at], use, *self.uses[at + 1 :]))

    @property
    def names_people(self) -> bool:
        """Whether a column tells who somebody is."""
        return bool(_WHO & set(self.uses))


def guess_people(sheet: Sheet) -> PeopleMapping:
    """Return how a table of people most likely is to be read.

    The headings are the row, among the first ones, of which most cells are known words, and
    one of them says who somebody is.
    """
    best, score = -1, 1
    for at, row in enumerate(sheet.rows[:_LOOKED_AT]):
        uses = {_use_of(cell) for cell in row} - {PersonUse.NOTHING}
        if uses & _WHO and len(uses) > score:
            best, score = at, len(uses)
    return people_headed(sheet, best)


def people_headed(sheet: Sheet, heading: int) -> PeopleMapping:
    """Return how a table is to be read whose headings stand in row ``heading``; -1 for none."""
    if not 0 <= heading < len(sheet.rows):
        return PeopleMapping(-1, (PersonUse.NOTHING,) * sheet.width)
    uses = [_use_of(cell) for cell in sheet.rows[heading]]
    if PersonUse.FIRST_NAME in uses and PersonUse.LAST_NAME not in uses:
        # "Nom" beside "Prénom" is the last name.
        uses = [PersonUse.LAST_NAME if use is PersonUse.NAME else use for use in uses]
    if PersonUse.POSITION not in uses:
        # "Fonction" is what somebody does, unless another column says so.
        told = [text_of(cell) for cell in sheet.rows[heading]]
        jobs = [at for at, words in enumerate(told) if folded(words) in {"fonction", "fonctions"}]
        if jobs:
            uses[jobs[0]] = PersonUse.POSITION
    return PeopleMapping(heading, _once(uses, sheet, heading))


def use_of_heading(words: str) -> PersonUse:
    """Return what a column of that heading holds."""
    plain = folded(_CAMEL.sub(" ", words))
    if not plain or len(plain) > _LONGEST:
        return PersonUse.NOTHING
    use = next((use for use, shape in _COMPILED if shape.fullmatch(plain)), PersonUse.NOTHING)
    told = f"{plain} %" if "%" in words else plain
    if use is PersonUse.BASE_PAY and _MONTHLY.search(told):
        return PersonUse.MONTHLY_PAY
    if use is PersonUse.TARGET and _SHARE.search(told):
        return PersonUse.TARGET_SHARE
    return use


def _use_of(cell: Cell) -> PersonUse:
    return use_of_heading(cell) if isinstance(cell, str) else PersonUse.NOTHING


def _once(uses: list[PersonUse], sheet: Sheet, heading: int) -> tuple[PersonUse, ...]:
    """Keep only one column of each use: of several the one that holds most."""
    kept = list(uses)
    for use in PersonUse:
        columns = [at for at, each in enumerate(uses) if each is use]
        if use in {PersonUse.NOTHING, PersonUse.MANAGER} or len(columns) < 2:
            continue
        below = sheet.rows[heading + 1 :]
        filled = {at: sum(row[at] is not None for row in below) for at in columns}
        best = max(columns, key=lambda at: (filled[at], -at))
        for at in columns:
            if at != best:
                kept[at] = PersonUse.NOTHING
    pays = {PersonUse.BASE_PAY, PersonUse.MONTHLY_PAY}
    if pays <= set(kept):
        kept[kept.index(PersonUse.MONTHLY_PAY)] = PersonUse.NOTHING
    return tuple(kept)
