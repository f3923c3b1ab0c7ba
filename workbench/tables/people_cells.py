"""Reading single columns of a table of people: what all of its cells say decides about each."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from workbench.dates_typed import DateRead, read_date
from workbench.language import Language
from workbench.matching import folded
from workbench.numbers_typed import NumberError, TypedNumber, parse_number
from workbench.tables.sheet import Cell, Percent, text_of

NOTHING_TYPED: Final = frozenset(
    {"", "-", "–", "—", "n/a", "na", "nd", "n.d.", "?", "#n/a", "null", "none", "néant", "/"}
)
_FULL_TIME: Final = frozenset({"full", "full time", "temps plein", "temps complet", "plein", "tc"})
_HALF_TIME: Final = frozenset({"half", "half time", "mi temps", "demi"})
_PART_TIME: Final = frozenset({"part", "part time", "temps partiel", "partiel", "tp"})
_RATIO: Final = re.compile(
    r"(\d+(?:[.,]\d+)?) ?h?(?:eures?|ours?)? ?/ ?(\d+(?:[.,]\d+)?)(?: ?h.*)?"
)
_HOURS: Final = re.compile(r"(\d+(?:[.,]\d+)?) ?h(?:eures?|ours?|rs?)?\.?(?: ?(\d{2}))?")
_EUROS: Final = re.compile(r"(?i) *(?:euros?|eur)\b\.?")
_AROUND: Final = re.compile(r"(?i) *(?:bruts?|/ ?(?:an|mois|year|month)|par an|p\.a\.)\Z")
_FRENCH_HOURS: Final = 35.0
"""A full working week by French law."""
_MOST_SHARE: Final = 1.5
_FIRST_DAY, _LAST_DAY = 20_000, 80_000
_DAY_ZERO: Final = dt.date(1899, 12, 30)
"""From which spreadsheets count days, as they were counted wrong in 1900."""


def is_empty(cell: Cell) -> bool:
    """Return whether a cell says nothing, in whatever way."""
    return text_of(cell).lower() in NOTHING_TYPED


def number_of(cell: Cell, language: Language) -> TypedNumber | None:
    """Return the number in a cell; None where there is none that can be read."""
    match cell:
        case Percent(value):
            return TypedNumber(value, percent=True)
        case float() | int():
            return TypedNumber(float(cell))
        case str():
            return _number(text_of(cell), language)
        case _:
            return None


@lru_cache(maxsize=32_768)
def _number(text: str, language: Language) -> TypedNumber | None:
    """Read a number once, though its column is looked at before its row is."""
    words = _AROUND.sub("", _EUROS.sub("", text))
    try:
        return parse_number(words, language)
    except NumberError:
        return None


@lru_cache(maxsize=32_768)
def _date(text: str, *, month_first: bool = False, ends: bool = False) -> DateRead | None:
    return read_date(text, month_first=month_first, ends=ends)


@dataclass(frozen=True, slots=True)
class DateColumn:
    """How the dates of a column are written.

    Attributes:
        month_first: whether 3/4/27 is the fourth of March.
        doubtful: a text of which nothing says whether it is, or "".
        mixed: a text that contradicts the others, or "".
        numbers: whether days are counted as spreadsheets do.
    """

    month_first: bool = False
    doubtful: str = ""
    mixed: str = ""
    numbers: bool = False


def date_column(cells: Iterable[Cell]) -> DateColumn:
    """Return how the dates of a column are written, by all of them together."""
    days, months, doubtful = "", "", ""
    numbers = False
    for cell in cells:
        numbers = numbers or _day_number(cell) is not None
        if not isinstance(cell, str):
            continue
        read = _date(text_of(cell))
        if read is None:
            continue
        if read.month_first:
            months = months or text_of(cell)
        elif read.doubtful:
            doubtful = doubtful or text_of(cell)
        elif _is_day_first(text_of(cell)):
            days = days or text_of(cell)
    if days and months:
        return DateColumn(mixed=months, numbers=numbers)
    told = "" if days or months else doubtful
    return DateColumn(month_first=bool(months), doubtful=told, numbers=numbers)


def date_of(cell: Cell, column: DateColumn, *, ends: bool = False) -> dt.date | None:
    """Return the date in a cell; None where there is none that can be read."""
    if isinstance(cell, dt.date):
        return cell
    day = _day_number(cell)
    if day is not None:
        return day
    read: DateRead | None = None
    if isinstance(cell, str):
        read = _date(text_of(cell), month_first=column.month_first, ends=ends)
    if read is None or (column.mixed and (read.doubtful or read.month_first)):
        return None
    return read.date


def _is_day_first(text: str) -> bool:
    """Whether a date in figures can only have the day first."""
    found = re.match(r"(\d{1,2})[-/. ]\d{1,2}[-/. ]\d", text)
    return found is not None and int(found[1]) > 12


def _day_number(cell: Cell) -> dt.date | None:
    words = text_of(cell) if isinstance(cell, float | int | str) else ""
    if len(words) != 5 or not words.isdecimal() or not _FIRST_DAY <= int(words) <= _LAST_DAY:
        return None
    return _DAY_ZERO + dt.timedelta(days=int(words))


@dataclass(frozen=True, slots=True)
class TimeRead:
    """A working time.

    Attributes:
        share: 1 for full time; None where it cannot be read.
        hours: of a week, where it was given in hours, of ``full`` ones.
        vague: whether it only says "part time".
    """

    share: float | None = None
    hours: float | None = None
    full: float = _FRENCH_HOURS
    vague: bool = False


@dataclass(frozen=True, slots=True)
class TimeColumn:
    """How working times of a column are written: in hours of ``full``, or as shares."""

    hours: bool = False
    full: float = _FRENCH_HOURS
    mixed: bool = False


def time_column(heading: str, cells: Iterable[Cell], language: Language) -> TimeColumn:
    """Return how the working times of a column are written, by heading and cells together."""
    listed = list(cells)
    words = folded(heading)
    by_heading = bool(re.search(r"\b(?:heures?|hours?|hebdo\w*|horaire)\b", words))
    hours = [found for cell in listed if (found := _hours(cell)) is not None]
    bare = [
        number.value
        for cell in listed
        if (number := number_of(cell, language)) is not None and not number.percent
    ]
    if by_heading:
        hours += [value for value in bare if value > _MOST_SHARE]
    full = max([_FRENCH_HOURS, *hours])
    mixed = any(value > _MOST_SHARE for value in bare) and any(
        0 < value <= _MOST_SHARE for value in bare
    )
    return TimeColumn(by_heading, full, mixed and not by_heading)


def time_of(cell: Cell, column: TimeColumn, language: Language) -> TimeRead:
    """Return the working time in a cell."""
    words = folded(text_of(cell))
    if words in _FULL_TIME:
        return TimeRead(1.0)
    if words in _HALF_TIME:
        return TimeRead(0.5)
    if words in _PART_TIME:
        return TimeRead(vague=True)
    text = text_of(cell).lower()
    ratio = _RATIO.fullmatch(text)
    if ratio is not None:
        hours, full = (float(each.replace(",", ".")) for each in ratio.groups())
        return _checked(TimeRead(hours / full if full else None, hours, full))
    hours_read = _hours(cell)
    number = number_of(cell, language)
    if column.hours and number is not None and not number.percent and number.value > _MOST_SHARE:
        hours_read = number.value
    if hours_read is not None:
        return _checked(TimeRead(hours_read / column.full, hours_read, column.full))
    if number is None:
        return TimeRead()
    whole = not number.percent and number.value > _MOST_SHARE
    return _checked(TimeRead(float(f"{number.value!r}e-2") if whole else number.value))


def _checked(read: TimeRead) -> TimeRead:
    fits = read.share is not None and 0.0 < read.share <= _MOST_SHARE
    return read if fits else TimeRead()


def _hours(cell: Cell) -> float | None:
    found = _HOURS.fullmatch(text_of(cell).lower()) if isinstance(cell, str) else None
    if found is None:
        return None
    return float(found[1].replace(",", ".")) + int(found[2] or 0) / 60
