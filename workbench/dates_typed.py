"""Dates as people type them: ``1/3/27``, ``2027-03-01``, ``1er mars 2027``, ``March 1st, 2027``."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from models.accents import without_accents
from models.calendar import Month
from workbench.language import Language

_MONTHS: Final = (
    ("jan", "janv", "janvier", "january"),
    ("feb", "fev", "fevr", "fevrier", "february"),
    ("mar", "mars", "march"),
    ("apr", "avr", "avril", "april"),
    ("may", "mai"),
    ("jun", "juin", "june"),
    ("jul", "juil", "juillet", "july"),
    ("aug", "aou", "aout", "august"),
    ("sep", "sept", "septembre", "september"),
    ("oct", "octobre", "october"),
    ("nov", "novembre", "november"),
    ("dec", "decembre", "december"),
)
MONTH_WORDS: Final = {word: at for at, words in enumerate(_MONTHS, start=1) for word in words}
"""The months by their names and short names, folded, in both languages."""

_WEEKDAY: Final = re.compile(
    r"^(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mer|jeu|ven|sam|dim"
    r"|mon|tues?|wed|wednes|thu|thurs|fri|sat|satur|sun)(?:day)?[.,]? +(?=\d)"
)
_TIME: Final = re.compile(r"[t ]+\d{1,2}[:h]\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]m)?z?$")
_YEAR: Final = r"(?P<year>\d{4}|\d{2})"
_YEAR_FIRST: Final = re.compile(r"(?P<year>\d{4})[-/. ](?P<month>\d{1,2})[-/. ](?P<day>\d{1,2})")
_FIGURES: Final = re.compile(rf"(?P<one>\d{{1,2}})(?P<by>[-/. ])(?P<two>\d{{1,2}})(?P=by){_YEAR}")
_NO_YEAR: Final = re.compile(r"(?P<one>\d{1,2})[-/.](?P<two>\d{1,2})")
_DAY_WORD: Final = re.compile(
    rf"(?P<day>\d{{1,2}})(?:er|st|nd|rd|th|e)?[-/. ]+(?:of |de )?(?P<word>[a-z]+)\.?"
    rf"(?:[-/., ]+(?:de )?{_YEAR})?"
)
_WORD_DAY: Final = re.compile(
    rf"(?P<word>[a-z]+)\.?[-/. ]+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:[-/., ]+{_YEAR})?"
)
_WORD_YEAR: Final = re.compile(rf"(?P<word>[a-z]+)\.?[-/. ]+{_YEAR}")
_MONTH_YEAR: Final = re.compile(r"(?P<month>\d{1,2})[-/. ](?P<year>\d{4})")
_YEAR_MONTH: Final = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})")
_PACKED: Final = re.compile(r"\d{8}|\d{6}")
_THIS_CENTURY: Final = 60
"""Two digits below this are of the 2000s: nobody at work today came before 1960."""
_EARLIEST, _LATEST = 1900, 2200


class DateError(ValueError):
    """A text that is no date; its words are one sentence in the user's language."""


@dataclass(frozen=True, slots=True)
class DateRead:
    """A date that was read.

    Attributes:
        date: the day.
        doubtful: whether day and month might as well be the other way round.
        month_first: whether it can only be read with the month first.
    """

    date: dt.date
    doubtful: bool = False
    month_first: bool = False


def read_date(
    text: str, *, month_first: bool = False, year: int | None = None, ends: bool = False
) -> DateRead | None:
    """Read a date, or return None where there is none.

    Args:
        text: as it was written.
        month_first: whether 3/4/27 is the fourth of March.
        year: of a date that names none; None refuses such.
        ends: whether a month without a day means its last day rather than its first.
    """
    words = _plain(text)
    found = _YEAR_FIRST.fullmatch(words)
    if found:
        return _made(int(found["year"]), int(found["month"]), int(found["day"]))
    found = _FIGURES.fullmatch(words)
    if found:
        return _figures(int(found["one"]), int(found["two"]), _full(found["year"]), month_first)
    if _PACKED.fullmatch(words):
        return _packed(words, month_first=month_first)
    found = _YEAR_MONTH.fullmatch(words) or _MONTH_YEAR.fullmatch(words)
    if found:
        return _month(int(found["year"]), int(found["month"]), ends=ends)
    return _worded(words, year, month_first=month_first, ends=ends)


def parse_date(text: str, language: Language, *, year: int, ends: bool = False) -> dt.date:
    """Read a date that somebody typed, the day before the month.

    Args:
        text: as it was typed.
        language: of the sentence that says what is wrong.
        year: of a date that names none.
        ends: whether a month without a day means its last day.

    Raises:
        DateError: it is no date.
    """
    read = read_date(text, year=year, ends=ends)
    if read is None:
        example = date_text(dt.date(year, 3, 15), language)
        raise DateError(
            language.text(
                "“{text}” is no date. Type it like {example}.", text=text, example=example
            )
        )
    return read.date


def date_text(date: dt.date | None, language: Language) -> str:
    """Write a date in few characters that read back; empty for none."""
    if date is None:
        return ""
    if language.code == "fr":
        return f"{date:%d/%m/%Y}"
    name = language.month(Month(date.year, date.month), short=True)
    return f"{date.day} {name} {date.year}"


def _plain(text: str) -> str:
    words = " ".join(without_accents(text.replace("\u2019", "'")).lower().split())
    return _TIME.sub("", _WEEKDAY.sub("", words)).strip()


def _worded(words: str, year: int | None, *, month_first: bool, ends: bool) -> DateRead | None:
    for pattern in (_DAY_WORD, _WORD_DAY):
        found = pattern.fullmatch(words)
        month = MONTH_WORDS.get(found["word"]) if found else None
        if found and month is not None:
            given = year if found["year"] is None else _full(found["year"])
            return None if given is None else _made(given, month, int(found["day"]))
    found = _WORD_YEAR.fullmatch(words)
    month = MONTH_WORDS.get(found["word"]) if found else None
    if found and month is not None:
        return _month(_full(found["year"]), month, ends=ends)
    found = _NO_YEAR.fullmatch(words)
    if found and year is not None:
        return _figures(int(found["one"]), int(found["two"]), year, month_first)
    return None


def _figures(one: int, two: int, year: int, month_first: bool) -> DateRead | None:  # noqa: FBT001
    day_first = _made(year, two, one)
    other = _made(year, one, two)
    if day_first is None:
        return None if other is None else DateRead(other.date, month_first=True)
    if other is None or one == two:
        return day_first
    return DateRead((other if month_first else day_first).date, doubtful=True)


def _packed(digits: str, *, month_first: bool) -> DateRead | None:
    if len(digits) == 8 and _EARLIEST <= int(digits[:4]) <= _LATEST:
        made = _made(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        if made is not None:
            return made
    return _figures(int(digits[:2]), int(digits[2:4]), _full(digits[4:]), month_first)


def _month(year: int, month: int, *, ends: bool) -> DateRead | None:
    if not 1 <= month <= 12:
        return None
    return _made(year, month, calendar.monthrange(year, month)[1] if ends else 1)


def _made(year: int, month: int, day: int) -> DateRead | None:
    if not (_EARLIEST <= year <= _LATEST or year == dt.MAXYEAR):
        return None
    try:
        return DateRead(dt.date(year, month, day))
    except ValueError:
        return None


def _full(digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (2000 if int(digits) < _THIS_CENTURY else 1900)
