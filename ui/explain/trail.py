"""The way that somebody went from a figure down to what is behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from models.calendar import Group
from models.plan import Plan
from workbench.analysis.explain.lines import KpiSubject, Subject, Thing, When


@dataclass(frozen=True, slots=True)
class Stop:
    """A figure on the way.

    Attributes:
        subject: the figure.
        row: where the cursor was when somebody went on.
    """

    subject: Subject
    row: int = 0


@dataclass(frozen=True, slots=True)
class Trail:
    """The figures from the first one asked for to the one on screen; never empty on screen."""

    stops: tuple[Stop, ...] = ()

    @property
    def subject(self) -> Subject | None:
        """The figure on screen."""
        return self.stops[-1].subject if self.stops else None

    def into(self, subject: Subject, row: int) -> Trail:
        """Return the way with one step more, from ``row``; back where it was there already."""
        for place, stop in enumerate(self.stops):
            if stop.subject == subject:
                return Trail(self.stops[: place + 1])
        left = (*self.stops[:-1], replace(self.stops[-1], row=row)) if self.stops else ()
        return Trail((*left, Stop(subject)))

    def back(self, place: int = -1) -> Trail:
        """Return the way up to stop ``place``; without one step where it is not given."""
        end = len(self.stops) - 1 if place < 0 else place + 1
        return Trail(self.stops[: max(1, end)])

    def at(self, when: When) -> Trail:
        """Return the way with the figure on screen read for another time."""
        subject = self.subject
        if not isinstance(subject, KpiSubject):
            return self
        last = replace(self.stops[-1], subject=replace(subject, when=when))
        return Trail((*self.stops[:-1], last))

    def following(self, before: Group, after: Group) -> Trail:
        """Return the way after the screen shows another group: what was of it goes with it."""

        def moved(when: When) -> When:
            return after if when == before else when

        return _with_times(self.stops, moved)

    def within(self, plan: Plan, shown: Group) -> Trail:
        """Return what is left of the way in a plan that was edited."""
        calendar = plan.calendar

        def kept(when: When) -> When:
            if isinstance(when, Group):
                return when if when in calendar.groups(when.span) else shown
            return when if when < calendar.count else shown

        there = tuple(stop for stop in self.stops if _is_there(plan, stop.subject))
        return _with_times(there, kept)


def _with_times(stops: tuple[Stop, ...], change: Callable[[When], When]) -> Trail:
    """Return a way whose figures of KPIs are read for other times."""
    return Trail(
        tuple(
            replace(stop, subject=replace(stop.subject, when=change(stop.subject.when)))
            if isinstance(stop.subject, KpiSubject)
            else stop
            for stop in stops
        )
    )


def _is_there(plan: Plan, subject: Subject) -> bool:
    if isinstance(subject, KpiSubject):
        return subject.key in plan.kpis
    match subject.name.thing:
        case Thing.POSITION:
            return subject.name.key in plan.positions
        case Thing.PERSON:
            return subject.name.key in plan.people
        case _:
            return True
