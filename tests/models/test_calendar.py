"""Groups of periods follow the fiscal year, whenever it starts."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from models.calendar import Calendar, Month, Span

calendars = st.builds(
    Calendar,
    first_month=st.builds(Month, st.integers(1990, 2090), st.integers(1, 12)),
    period=st.sampled_from(Span),
    count=st.integers(1, 40),
    fiscal_start=st.integers(1, 12),
)


@given(calendars, st.sampled_from(Span))
def test_that_groups_part_the_periods_along_the_fiscal_year(calendar: Calendar, span: Span) -> None:
    groups = calendar.groups(span)
    if span.months < calendar.period.months:
        assert groups == ()
        return
    periods = [period for group in groups for period in group.periods]
    assert periods == list(range(calendar.count))
    for one, other in pairwise(groups):
        assert other.first_month == one.first_month.plus(span.months)
    for group in groups:
        into_year = (group.first_month.month - calendar.fiscal_start) % 12
        assert into_year == (group.number - 1) * span.months
        assert group.fiscal_year == group.first_month.plus(12 - into_year - 1).year
        starts = [calendar.period_start(period) for period in group.periods]
        end = group.first_month.plus(span.months)
        assert all(group.first_month <= start < end for start in starts)
        whole = starts[0] == group.first_month and starts[-1].plus(calendar.period.months) == end
        assert group.complete == whole
        assert group.days == (group.last_day - group.first_day).days + 1
        assert group.last_day + dt.timedelta(days=1) == end.first_day


@given(calendars)
def test_that_reports_are_over_the_first_complete_fiscal_year(calendar: Calendar) -> None:
    year = calendar.report_group()
    complete = [group for group in calendar.groups(Span.YEAR) if group.complete]
    assert year == next(iter(complete), None)
    if year is not None:
        assert year.first_month.month == calendar.fiscal_start
        assert len(year.periods) * calendar.period.months == 12
    assert calendar.fiscal_year_starts()[0] == 0


@given(st.integers(1, 12), st.integers(-40, 40))
def test_that_months_count_as_on_a_calendar(month: int, months: int) -> None:
    start = Month(2027, month)
    later = start.plus(months)
    assert later.ordinal - start.ordinal == months
    assert 1 <= later.month <= 12
    assert later.plus(-months) == start
