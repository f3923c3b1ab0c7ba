"""The calendar of a plan: its periods, and the groups of periods that are reported and paid."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Span(StrEnum):
    """A length of time that a plan counts in."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"

    @property
    def months(self) -> int:
        """How many months it lasts."""
        return _MONTHS[self]


_MONTHS = {Span.MONTH: 1, Span.QUARTER: 3, Span.HALF_YEAR: 6, Span.YEAR: 12}


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a year."""

    year: int
    month: int

    @property
    def ordinal(self) -> int:
        """Months since year 0, so that months can be counted and compared."""
        return self.year * 12 + self.month - 1

    @classmethod
    def from_ordinal(cls, ordinal: int) -> Month:
        """Return the month that is ``ordinal`` months after January of year 0."""
        return cls(ordinal // 12, ordinal % 12 + 1)

    def plus(self, months: int) -> Month:
        """Return the month that comes ``months`` later."""
        return Month.from_ordinal(self.ordinal + months)

    @property
    def first_day(self) -> dt.date:
        """The first day of this month."""
        return dt.date(self.year, self.month, 1)


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring periods that are read, and paid, as one figure.

    Attributes:
        span: how long a complete group lasts.
        first_month: where a complete group starts, even if the plan starts later.
        periods: indices of the periods of the plan that it holds, ascending.
        complete: whether the plan holds all of it. An incomplete group pays nothing.
        number: which one it is within its fiscal year, from 1.
        fiscal_year: the calendar year in which its fiscal year ends.
        to_date: how many months of the year it spans where it is the year up to the end of a
            group, see :meth:`Calendar.to_date`; 0 otherwise.
    """

    span: Span
    first_month: Month
    periods: tuple[int, ...]
    complete: bool
    number: int
    fiscal_year: int
    to_date: int = 0

    @property
    def months(self) -> int:
        """How many months a complete group lasts."""
        return self.to_date or self.span.months

    @property
    def first_day(self) -> dt.date:
        """The first day of the group."""
        return self.first_month.first_day

    @property
    def last_day(self) -> dt.date:
        """The last day of the group, itself included."""
        return self.first_month.plus(self.months).first_day - dt.timedelta(days=1)

    @property
    def days(self) -> int:
        """Calendar days of the group, both ends included."""
        return (self.last_day - self.first_day).days + 1


@dataclass(frozen=True, slots=True)
class Calendar:
    """When a plan plays.

    Attributes:
        first_month: the month in which the first period starts.
        period: the length of one period.
        count: how many periods there are.
        fiscal_start: the month, 1 to 12, in which a fiscal year starts.
    """

    first_month: Month
    period: Span = Span.MONTH
    count: int = 12
    fiscal_start: int = 1

    def period_start(self, index: int) -> Month:
        """Return the first month of period ``index``."""
        return self.first_month.plus(index * self.period.months)

    def groups(self, span: Span) -> tuple[Group, ...]:
        """Return the groups of ``span``, in order; groups follow the fiscal year.

        Empty when ``span`` is shorter than a period.
        """
        return _groups(self, span)

    def to_date(self, group: Group) -> Group:
        """Return the fiscal year up to the end of ``group``: all of it where it ends there."""
        if group.number == 1:
            return group
        months = group.number * group.span.months
        year = next(
            each for each in self.groups(Span.YEAR) if each.fiscal_year == group.fiscal_year
        )
        if months == Span.YEAR.months:
            return year
        upto = group.periods[-1] + 1
        return Group(
            span=group.span,
            first_month=year.first_month,
            periods=tuple(index for index in year.periods if index < upto),
            complete=year.periods[0] == group.periods[0] - (group.number - 1) * len(group.periods)
            and group.complete,
            number=group.number,
            fiscal_year=group.fiscal_year,
            to_date=months,
        )

    def fiscal_year_starts(self) -> tuple[int, ...]:
        """Return the indices of the periods at which a fiscal year begins, and 0."""
        return tuple(group.periods[0] for group in self.groups(Span.YEAR))

    def report_group(self) -> Group | None:
        """Return the first complete fiscal year, which totals are read over, if there is one."""
        return next((group for group in self.groups(Span.YEAR) if group.complete), None)


@lru_cache(maxsize=256)
def _groups(calendar: Calendar, span: Span) -> tuple[Group, ...]:
    if span.months < calendar.period.months:
        return ()
    members: dict[int, list[int]] = {}
    for index in range(calendar.count):
        since = calendar.period_start(index).ordinal - (calendar.fiscal_start - 1)
        members.setdefault(since // span.months, []).append(index)
    needed = span.months // calendar.period.months
    groups: list[Group] = []
    for number, periods in members.items():
        first = Month.from_ordinal(number * span.months + calendar.fiscal_start - 1)
        within = number * span.months % 12 // span.months + 1
        fiscal_first = first.plus(-(within - 1) * span.months)
        groups.append(
            Group(
                span=span,
                first_month=first,
                periods=tuple(periods),
                complete=len(periods) == needed and calendar.period_start(periods[0]) == first,
                number=within,
                fiscal_year=fiscal_first.plus(11).year,
            )
        )
    return tuple(groups)
