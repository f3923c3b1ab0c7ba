"""The files of the catalogue, read when somebody first asks."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Final, TypeVar

import msgspec

from models.keys import FunctionKey, KpiKey, ObjectiveKey
from models.kpi import KpiRole, Nature, Sense, TimeRule, UnitKind
from workbench.catalogue.entries import (
    NO_WORDS,
    Area,
    Catalogue,
    Entry,
    EntryUnit,
    Goal,
    GoalGrade,
    Words,
)
from workbench.catalogue.folder import FOLDER, CatalogueError
from workbench.converting import convert

AREAS: Final = ("marketing", "sales", "finance", "support", "hr", "legal")
"""The files of KPIs, in the order in which they are shown."""

_GOALS: Final = "objectives"
_FUNCTIONS: Final = "functions"

Axis = Annotated[float, msgspec.Meta(ge=0, le=1)]
RawNature = tuple[Axis, Axis, Axis, Axis, Axis, Axis, Axis]


class RawWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The same words in both languages."""

    en: str
    fr: str


class RawUnit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A unit, its label in both languages."""

    kind: UnitKind
    label: RawWords | None = None
    decimals: int | None = None


class _RawKpi(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    key: str
    name: RawWords
    definition: RawWords
    unit: RawUnit
    nature: RawNature
    function: str
    guard: str
    source: str
    tags: RawWords
    sense: Sense = Sense.HIGHER
    time: TimeRule | None = None
    weight_by: str = ""
    formula: str = ""
    cost: bool = False
    role: KpiRole | None = None


class _RawGrade(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    rating: float
    en: str
    fr: str


class _RawGoal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    key: str
    name: RawWords
    statement: RawWords
    evidence: RawWords
    scale: tuple[_RawGrade, ...]
    rater: RawWords
    nature: RawNature
    source: str
    tags: RawWords


class _KpiFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: RawWords
    kpi: tuple[_RawKpi, ...]


class _GoalFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: RawWords
    objective: tuple[_RawGoal, ...]


_Read = TypeVar("_Read")


def read_file(path: Path, kind: type[_Read]) -> _Read:
    """Read a file of the catalogue as ``kind``.

    Raises:
        OSError: it cannot be read.
        CatalogueError: it is no TOML, or a field of it is unknown, missing or wrong; the
            text names the file and the path of the field.
    """
    try:
        with path.open("rb") as file:
            return convert(tomllib.load(file), kind)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise CatalogueError(f"{path.name}: {error}") from error


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """Return the catalogue; its files are read the first time.

    Raises:
        OSError: a file cannot be read.
        CatalogueError: a field is wrong, or a key stands twice.
    """
    areas: list[Area] = []
    entries: dict[KpiKey, Entry] = {}
    for area in AREAS:
        raw = read_file(FOLDER / f"{area}.toml", _KpiFile)
        areas.append(Area(area, words_of(raw.name)))
        for entry in _entries(area, raw):
            if entry.key in entries:
                raise CatalogueError(f"{area}.toml: the key {entry.key} stands twice")
            entries[entry.key] = entry
    goals = read_file(FOLDER / f"{_GOALS}.toml", _GoalFile)
    areas.append(Area(_GOALS, words_of(goals.name)))
    names = read_file(FOLDER / f"{_FUNCTIONS}.toml", dict[str, RawWords])
    return Catalogue(
        areas=tuple(areas),
        entries=MappingProxyType(entries),
        goals=MappingProxyType({ObjectiveKey(goal.key): _goal(goal) for goal in goals.objective}),
        functions=MappingProxyType(
            {FunctionKey(key): words_of(words) for key, words in names.items()}
        ),
    )


def words_of(raw: RawWords | None) -> Words:
    """Return words as they were read; none where none were given."""
    return NO_WORDS if raw is None else Words(raw.en, raw.fr)


def unit_of(raw: RawUnit) -> EntryUnit:
    """Return a unit as it was read."""
    return EntryUnit(raw.kind, words_of(raw.label), raw.decimals)


def _entries(area: str, file: _KpiFile) -> Iterator[Entry]:
    for raw in file.kpi:
        yield Entry(
            key=KpiKey(raw.key),
            area=area,
            name=words_of(raw.name),
            definition=words_of(raw.definition),
            unit=unit_of(raw.unit),
            sense=raw.sense,
            time=raw.time or raw.unit.kind.time_rule,
            weight_by=raw.weight_by,
            formula=raw.formula,
            nature=Nature(*raw.nature),
            function=FunctionKey(raw.function),
            guard=KpiKey(raw.guard),
            cost=raw.cost,
            role=raw.role,
            source=raw.source,
            tags=words_of(raw.tags),
        )


def _goal(raw: _RawGoal) -> Goal:
    return Goal(
        key=ObjectiveKey(raw.key),
        name=words_of(raw.name),
        statement=words_of(raw.statement),
        evidence=words_of(raw.evidence),
        scale=tuple(GoalGrade(each.rating, Words(each.en, each.fr)) for each in raw.scale),
        rater=words_of(raw.rater),
        nature=Nature(*raw.nature),
        source=raw.source,
        tags=words_of(raw.tags),
    )
