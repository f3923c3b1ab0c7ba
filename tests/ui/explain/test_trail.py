"""The way through explanations, and what is left of it when the plan changes."""

from __future__ import annotations

from dataclasses import replace

from examples.shop import LEADS, PROFIT, REVENUE, shop

from models.calendar import Span
from models.keys import PersonKey
from ui.explain.trail import Stop, Trail
from workbench.analysis.explain.lines import KpiSubject, Name, PaySubject, Thing

PLAN = shop()
YEAR = PLAN.calendar.groups(Span.YEAR)[0]
FIRST, SECOND = PLAN.calendar.groups(Span.QUARTER)[:2]
TO_LEADS = (
    Trail((Stop(KpiSubject(PROFIT, YEAR)),))
    .into(KpiSubject(REVENUE, YEAR), 3)
    .into(KpiSubject(LEADS, 2), 5)
)


def test_that_back_returns_to_the_row_that_was_left() -> None:
    assert TO_LEADS.back().stops[-1] == Stop(KpiSubject(REVENUE, YEAR), 5)
    assert TO_LEADS.back(0).stops == (Stop(KpiSubject(PROFIT, YEAR), 3),)
    assert TO_LEADS.back(0).back() == TO_LEADS.back(0)


def test_that_a_figure_seen_before_is_gone_back_to() -> None:
    assert TO_LEADS.into(KpiSubject(REVENUE, YEAR), 0).stops == TO_LEADS.stops[:2]


def test_that_what_was_of_the_screen_follows_it_and_a_period_stays() -> None:
    moved = TO_LEADS.following(YEAR, FIRST)
    assert [stop.subject.when for stop in moved.stops] == [FIRST, FIRST, 2]
    assert moved.at(SECOND).subject == KpiSubject(LEADS, SECOND)


def test_that_what_the_plan_no_longer_has_is_left_out() -> None:
    calendar = replace(PLAN.calendar, count=2)
    shorter = replace(PLAN, calendar=calendar)
    shown = calendar.groups(Span.YEAR)[0]
    kept = TO_LEADS.within(shorter, shown)
    assert [stop.subject.when for stop in kept.stops] == [shown, shown, shown]
    rows = [kpi for kpi in PLAN.kpis.values() if kpi.key != REVENUE]
    gone = replace(PLAN, kpis=type(PLAN.kpis)(rows))
    assert [stop.subject.key for stop in TO_LEADS.within(gone, YEAR).stops] == [PROFIT, LEADS]
    nobody = Trail((Stop(PaySubject(Name(Thing.PERSON, PersonKey("gone")))),))
    assert nobody.within(PLAN, YEAR).stops == ()
