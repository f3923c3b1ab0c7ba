"""What the catalogue holds: KPIs, objectives and areas, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.keys import FunctionKey, KpiKey, ObjectiveKey
from models.kpi import KpiRole, Nature, Sense, TimeRule, UnitKind
from models.kpi import Unit as PlanUnit
from workbench.language import Language


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in both languages."""

    en: str
    fr: str

    def of(self, language: Language) -> str:
        """Return them in ``language``."""
        return self.fr if language.code == "fr" else self.en


NO_WORDS = Words("", "")
"""Nothing to say, in either language."""


@dataclass(frozen=True, slots=True)
class EntryUnit:
    """A unit whose word is known in both languages; see :class:`models.kpi.Unit`."""

    kind: UnitKind
    label: Words = NO_WORDS
    decimals: int | None = None

    def of(self, language: Language) -> PlanUnit:
        """Return it as a plan in ``language`` writes it."""
        return PlanUnit(self.kind, self.label.of(language), self.decimals)


@dataclass(frozen=True, slots=True)
class Entry:
    """A KPI of the catalogue.

    Attributes:
        key: its name in the formulas of the catalogue.
        area: the area that lists it.
        definition: what it means, in a sentence or two.
        time: how periods become a group, where the KPI has its formula.
        weight_by: the KPI that weighs its periods; empty where none does.
        formula: over keys of the catalogue; empty for a driver.
        nature: where it stands on the seven axes.
        function: the function that usually answers for it.
        guard: the KPI to watch beside it, lest it be reached at the cost of another.
        cost: whether it is money spent.
        role: what it is to the program.
        source: the book, standard or article it is defined in.
        tags: other words it is looked for by.
    """

    key: KpiKey
    area: str
    name: Words
    definition: Words
    unit: EntryUnit
    sense: Sense
    time: TimeRule
    weight_by: str
    formula: str
    nature: Nature
    function: FunctionKey
    guard: KpiKey
    cost: bool
    role: KpiRole | None
    source: str
    tags: Words


@dataclass(frozen=True, slots=True)
class GoalGrade:
    """One step of the scale of an objective of the catalogue."""

    rating: float
    words: Words


@dataclass(frozen=True, slots=True)
class Goal:
    """An objective of the catalogue: a qualitative goal, ready for a plan.

    Attributes:
        statement: what is to be achieved.
        evidence: what will show it.
        scale: the ratings it may get, ascending.
        rater: who usually rates it.
        nature: where it stands on the seven axes.
        source: the book or article it comes from.
        tags: other words it is looked for by.
    """

    key: ObjectiveKey
    name: Words
    statement: Words
    evidence: Words
    scale: tuple[GoalGrade, ...]
    rater: Words
    nature: Nature
    source: str
    tags: Words


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the catalogue, one file of it."""

    key: str
    name: Words


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """All there is to insert, in the order of its files.

    Attributes:
        areas: of KPIs, then that of objectives.
        entries: the KPIs by key.
        goals: the objectives by key.
        functions: the names of the functions that answer for KPIs.
    """

    areas: tuple[Area, ...]
    entries: Mapping[KpiKey, Entry]
    goals: Mapping[ObjectiveKey, Goal]
    functions: Mapping[FunctionKey, Words]
