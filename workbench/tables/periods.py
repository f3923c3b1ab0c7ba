"""Periods as people head the columns of a table: ``Jan 2027``, ``T1 2027``, ``2027-01``, a date."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from models.accents import without_accents
from models.calendar import Calendar, Month, Span
from workbench.dates_typed import MONTH_WORDS
from workbench.tables.sheet import Cell, Percent, text_of

_SPANS: Final = {"q": Span.QUARTER, "t": Span.QUARTER, "h": Span.HALF_YEAR, "s": Span.HALF_YEAR}
_YEAR: Final = r"(?P<year>(?:19|20)?[0-9]{2})"
_NAMED: Final = re.compile(rf"(?P<month>[a-z]+)\.?(?:[ ./'-]*{_YEAR})?")
_PART: Final = re.compile(rf"(?P<part>[qths])(?P<number>[1-4])(?:[ ./'-]*{_YEAR})?")
_PART_AFTER: Final = re.compile(rf"{_YEAR}[ ./-]*(?P<part>[qths])(?P<number>[1-4])")
_YEAR_FIRST: Final = re.compile(r"(?P<year>(?:19|20)[0-9]{2})[ ./-](?P<month>0?[1-9]|1[0-2])")
_MONTH_FIRST: Final = re.compile(r"(?P<month>0?[1-9]|1[0-2])[ ./-](?P<year>(?:19|20)[0-9]{2})")
_DAY: Final = re.compile(
    r"(?P<day>0?[1-9]|[12][0-9]|3[01])[./-](?P<month>0?[1-9]|1[0-2])[./-]"
    r"(?P<year>(?:19|20)?[0-9]{2})"
)
_AMERICAN_DAY: Final = re.compile(
    r"(?P<month>0?[1-9]|1[0-2])/(?:1[3-9]|2[0-9]|3[01])/(?P<year>(?:19|20)?[0-9]{2})"
)
_ISO_DAY: Final = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})-(?P<month>0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
)
_NUMBERED: Final = re.compile(r"(?:m|p|mois|month|periode|period) ?(?P<number>[1-9][0-9]?)")
_ONLY_YEAR: Final = re.compile(r"(?:fy ?|exercice ?|annee ?|year ?)?(?P<year>(?:19|20)[0-9]{2})")


@dataclass(frozen=True, slots=True)
class Head:
    """A period as a heading names it.

    Attributes:
        span: how long it lasts; None where the heading only counts ("M3").
        number: which month, quarter, half-year of its year it is, from 1; which period of
            the plan where ``span`` is None.
        year: None where the heading says none.
    """

    span: Span | None
    number: int
    year: int | None = None

    @property
    def first_month(self) -> Month | None:
        """The month in which it starts; None where its year is not said."""
        if self.span is None or self.year is None:
            return None
        return Month(self.year, 1).plus((self.number - 1) * self.span.months)


def head_of(cell: Cell) -> Head | None:
    """Return the period that a heading names, or None where it names none."""
    if isinstance(cell, Percent):
        return None
    if isinstance(cell, dt.date):
        return Head(Span.MONTH, cell.month, cell.year)
    words = _plain(text_of(cell))
    if not words:
        return None
    for pattern in (_ISO_DAY, _DAY, _AMERICAN_DAY, _YEAR_FIRST, _MONTH_FIRST):
        found = pattern.fullmatch(words)
        if found:
            return Head(Span.MONTH, int(found["month"]), _year(found["year"]))
    for pattern in (_PART, _PART_AFTER):
        found = pattern.fullmatch(words)
        if found:
            span, number = _SPANS[found["part"]], int(found["number"])
            return None if number * span.months > 12 else Head(span, number, _year(found["year"]))
    found = _ONLY_YEAR.fullmatch(words)
    if found:
        return Head(Span.YEAR, 1, int(found["year"]))
    found = _NUMBERED.fullmatch(words)
    if found:
        return Head(None, int(found["number"]))
    found = _NAMED.fullmatch(words)
    month = MONTH_WORDS.get(found["month"]) if found else None
    return None if found is None or month is None else Head(Span.MONTH, month, _year(found["year"]))


def period_of(head: Head, calendar: Calendar) -> int | None:
    """Return the period of a plan that a heading names, or None where it has no such one."""
    if head.span is None:
        return head.number - 1 if head.number <= calendar.count else None
    if head.span is not calendar.period:
        return None
    for index in range(calendar.count):
        start = calendar.period_start(index)
        if head.year is not None:
            if start == head.first_month:
                return index
        elif start.month == (head.number - 1) * head.span.months + 1:
            return index
    return None


def calendar_of(heads: tuple[Head, ...], year: int) -> Calendar | None:
    """Return the calendar that headings speak of, or None where they name no period.

    Args:
        heads: the periods, in the order of the columns.
        year: that of headings which name none.
    """
    spans = [head.span for head in heads if head.span is not None]
    if not spans:
        count = max((head.number for head in heads), default=0)
        return Calendar(Month(year, 1), Span.MONTH, count) if count else None
    span = max(set(spans), key=spans.count)
    starts = [
        Month(head.year or year, 1).plus((head.number - 1) * span.months).ordinal
        for head in heads
        if head.span is span
    ]
    first = Month.from_ordinal(min(starts))
    count = (max(starts) - min(starts)) // span.months + 1
    fiscal_start = first.month if count * span.months >= 12 else 1
    return Calendar(first, span, min(count, 120), fiscal_start)


def _plain(text: str) -> str:
    return " ".join(without_accents(text.replace("\u2019", "'")).split())


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text)
