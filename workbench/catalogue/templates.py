"""Whole trees to start from: plans with plausible figures, one file each."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import msgspec
from immutables import Map

from models.calendar import Calendar, Month, Span
from models.keys import FunctionKey, KpiKey
from models.kpi import Kpi, KpiRole, Nature, Sense, TimeRule
from models.organisation import Function
from models.plan import Plan
from models.table import Table
from workbench.catalogue.entries import Words
from workbench.catalogue.reading import (
    FOLDER,
    CatalogueError,
    RawNature,
    RawUnit,
    RawWords,
    catalogue,
    read_file,
    unit_of,
    words_of,
)
from workbench.catalogue.rows import function_row
from workbench.converting import convert
from workbench.language import Language

TEMPLATES: Final = (
    "consumer_subscription",
    "business_software",
    "telecom",
    "retail_shop",
    "online_shop",
    "services_firm",
    "bank_branch",
    "media",
    "marketplace",
    "dupont",
)
"""The keys of the templates, in the order in which they are offered."""


@dataclass(frozen=True, slots=True)
class Template:
    """A whole tree that a plan may start from.

    Attributes:
        title: its name, in the language asked for.
        description: what it shows, in a line.
        kpis: how many KPIs it has.
    """

    key: str
    title: str
    description: str
    kpis: int


class _RawHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: RawWords
    description: RawWords
    first_month: str
    period: Span
    count: int
    functions: tuple[str, ...]


class _RawRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A KPI of a template; what it does not say is that of the entry."""

    key: str
    entry: str | None = None
    name: RawWords | None = None
    definition: RawWords | None = None
    unit: RawUnit | None = None
    sense: Sense | None = None
    time: TimeRule | None = None
    weight_by: str | None = None
    formula: str | None = None
    cost: bool | None = None
    role: KpiRole | None = None
    nature: RawNature | None = None
    level: float | None = None
    growth: float = 0.0
    season: str = ""
    digits: int | None = None
    values: tuple[float, ...] = ()
    history: tuple[float, ...] = ()
    responsibility: dict[str, float] | None = None


class _RawTemplate(_RawHead, frozen=True, forbid_unknown_fields=True):
    kpi: tuple[_RawRow, ...]
    season: dict[str, tuple[float, ...]] = {}


def templates(language: Language) -> tuple[Template, ...]:
    """Return what templates there are, without reading more of them than their heads.

    Raises:
        OSError: a file cannot be read.
        CatalogueError: a head is wrong.
    """
    return tuple(_template(key, language) for key in TEMPLATES)


def template_plan(key: str, language: Language) -> Plan:
    """Return the plan of a template in ``language``.

    Raises:
        KeyError: there is no such template.
        OSError: a file of the catalogue cannot be read.
        CatalogueError: a file of the catalogue is wrong.
    """
    raw = _read(key)
    year, month = raw.first_month.split("-")
    calendar = Calendar(Month(int(year), int(month)), raw.period, raw.count)
    functions = [function_row(FunctionKey(each), language) for each in raw.functions]
    return Plan(
        words_of(raw.title).of(language),
        calendar,
        language=language.code,
        note=words_of(raw.description).of(language),
        kpis=Table[KpiKey, Kpi](_rows(key, raw, language)),
        functions=Table[FunctionKey, Function](functions),
    )


def _template(key: str, language: Language) -> Template:
    path = FOLDER / "templates" / f"{key}.toml"
    text = path.read_text(encoding="utf-8")
    head, mark, rest = text.partition("\n[")
    try:
        raw = convert(tomllib.loads(head), _RawHead)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise CatalogueError(f"{path.name}: {error}") from error
    return Template(
        key,
        words_of(raw.title).of(language),
        words_of(raw.description).of(language),
        (mark + rest).count("\n[[kpi]]"),
    )


@lru_cache(maxsize=4)
def _read(key: str) -> _RawTemplate:
    if key not in TEMPLATES:
        raise KeyError(key)
    return read_file(FOLDER / "templates" / f"{key}.toml", _RawTemplate)


def _rows(key: str, raw: _RawTemplate, language: Language) -> Iterator[Kpi]:
    names = {row.key for row in raw.kpi}
    for row in raw.kpi:
        try:
            yield _row(row, raw, names, language)
        except (KeyError, ValueError) as error:
            raise CatalogueError(f"{key}.toml: {row.key}: {error}") from error


def _row(row: _RawRow, raw: _RawTemplate, names: set[str], language: Language) -> Kpi:
    start = _start(row, raw, names, language)
    values = _values(row, raw, start)
    formula = start.formula if row.formula is None else row.formula
    if values:
        formula = row.formula or ""
    time = start.time if row.time is None else row.time
    weight = start.weight_by if row.weight_by is None else KpiKey(row.weight_by)
    if time is TimeRule.FORMULA and not formula:
        time = start.unit.kind.time_rule
    shares = {FunctionKey(each): part for each, part in (row.responsibility or {}).items()}
    kept = start.responsibility if row.responsibility is None and not formula else Map(shares)
    return replace(
        start,
        formula=formula,
        values=values,
        history=row.history,
        time=time,
        weight_by=weight if time is TimeRule.WEIGHTED else None,
        responsibility=kept,
        source="" if formula else language.text("Example figures, to be replaced by your own"),
    )


def _start(row: _RawRow, raw: _RawTemplate, names: set[str], language: Language) -> Kpi:
    """Return what the entry of a row says, with what the row says otherwise, without figures."""
    entry = catalogue().entries.get(KpiKey(row.key if row.entry is None else row.entry))
    if entry is None:
        if row.entry:
            raise ValueError(f"no entry {row.entry}")
        if row.name is None or row.unit is None or row.definition is None:
            raise ValueError("not in the catalogue, and without name, unit or definition")
        unit = unit_of(row.unit).of(language)
        start = Kpi(KpiKey(row.key), "", unit, time=unit.kind.time_rule)
    else:
        weighted = entry.time is TimeRule.WEIGHTED and entry.weight_by not in names
        start = Kpi(
            KpiKey(row.key),
            entry.name.of(language),
            entry.unit.of(language),
            entry.sense,
            entry.formula,
            time=TimeRule.MEAN if weighted else entry.time,
            weight_by=KpiKey(entry.weight_by) if entry.weight_by in names else None,
            responsibility=Map({entry.function: 1.0} if entry.function in raw.functions else {}),
            cost=entry.cost,
            role=entry.role,
            nature=entry.nature,
            definition=entry.definition.of(language),
        )
    return replace(
        start,
        name=_said(row.name, start.name, language),
        definition=_said(row.definition, start.definition, language),
        unit=start.unit if row.unit is None else unit_of(row.unit).of(language),
        sense=start.sense if row.sense is None else row.sense,
        cost=start.cost if row.cost is None else row.cost,
        role=start.role if row.role is None else row.role,
        nature=start.nature if row.nature is None else Nature(*row.nature),
    )


def _said(raw: RawWords | None, otherwise: str, language: Language) -> str:
    return otherwise if raw is None else Words(raw.en, raw.fr).of(language)


def _values(row: _RawRow, raw: _RawTemplate, kpi: Kpi) -> tuple[float, ...]:
    """Return the figures of a driver: as written, or a level that grows and has seasons."""
    if row.level is None:
        return row.values
    season = raw.season[row.season] if row.season else (1.0,)
    digits = row.digits
    if digits is None:
        digits = _DIGITS.get(kpi.unit.kind.value, 0 if row.level >= 1000 else 2)
    return tuple(
        round(row.level * (1 + row.growth) ** index * season[index % len(season)], digits)
        for index in range(raw.count)
    )


_DIGITS: Final = {"share": 4, "count": 0}
"""How finely figures of a kind are made, where the size of the figure does not say."""
