"""What is one person's alone, as tables that are typed into: time, modifiers, objectives."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable
from dataclasses import replace

from typing_extensions import override

from models.changes import Changes
from models.edits.organisation import put_person
from models.keys import ObjectiveKey, PersonKey
from models.organisation import Objective, Person, PersonalObjective, WorkSpan
from models.plan import Plan
from models.scorecard import Modifier
from workbench.dates_typed import date_text, parse_date
from workbench.figures_typed import SHARE, figure_text
from workbench.language import Language, parse_number
from workbench.sheets.people import read_working_time
from workbench.sheets.ratings import rating_text, read_rating
from workbench.sheets.sheet import PlanSheet, SheetCell, SheetError

_DAY = dt.timedelta(days=1)


class PartSheet(PlanSheet):
    """A table of what one person has.

    Attributes:
        person: whose it is; nobody's where the plan has no such person.
    """

    name_column = -1

    def __init__(self, language: Language, person: PersonKey | None) -> None:
        """Show what ``person`` has."""
        super().__init__(language)
        self.person = person

    def held(self, plan: Plan) -> Person | None:
        """Return the person as the plan has them."""
        return None if self.person is None else plan.people.get(self.person)

    @override
    def invitation(self, plan: Plan) -> str:
        """Invite to nothing: the plan says which rows there are."""
        return ""

    @override
    def touched(self, changes: Changes) -> frozenset[str] | None:
        """Return all rows where the person or what the position is paid for changed."""
        moved = self.person in changes.people or changes.designs or changes.objectives
        return None if moved or changes.settings else frozenset()

    @override
    def row_name(self, plan: Plan, key: str) -> str:
        """Return the name of the person, whose row it is."""
        person = self.held(plan)
        return "" if person is None else person.name

    def there(self, plan: Plan) -> Person:
        """Return the person.

        Raises:
            SheetError: there is none.
        """
        person = self.held(plan)
        if person is None:
            raise SheetError(self.language.text("Nobody is chosen: choose a person first."))
        return person


class SpanSheet(PartSheet):
    """When somebody is there, and how much they work: one row for each stretch of time."""

    @override
    def headings(self) -> tuple[str, ...]:
        """Return the heading of each column."""
        return (
            self.language.text("From"),
            self.language.text("Until"),
            self.language.text("Working time"),
        )

    @override
    def keys(self, plan: Plan) -> tuple[str, ...]:
        """Return the places of the stretches of time, from 0."""
        person = self.held(plan)
        return () if person is None else tuple(map(str, range(len(_spans(person)))))

    @override
    def invitation(self, plan: Plan) -> str:
        """Invite to add one."""
        return "" if self.held(plan) is None else self.language.text("From a date…")

    @override
    def cells(self, plan: Plan, key: str) -> tuple[SheetCell, ...]:
        """Return first day, last day and working time."""
        span = _spans(self.there(plan))[int(key)]
        share = figure_text(span.share, SHARE, self.language)
        always = self.language.text("always")
        return (
            _day_cell(span.start, always, self.language),
            _day_cell(span.end, "…", self.language),
            SheetCell(
                self.language.share(span.share), share, right=True, number=span.share, percent=True
            ),
        )

    @override
    def typed(self, plan: Plan, key: str, column: int, text: str) -> tuple[Plan, str]:
        """Change a first day, a last day or a working time."""
        person = self.there(plan)
        spans = list(_spans(person))
        year, words = plan.calendar.first_month.year, text.strip()
        span = spans[int(key)]
        if column == 0:
            start = parse_date(words, self.language, year=year) if words else None
            span = replace(span, start=start)
        elif column == 1:
            end = parse_date(words, self.language, year=year, ends=True) if words else None
            span = replace(span, end=end)
        else:
            span = replace(span, share=read_working_time(words, self.language))
        spans[int(key)] = span
        after = self._put(plan, person, spans)
        return after, str(_spans(after.people[person.key]).index(span))

    @override
    def added(self, plan: Plan, column: int, text: str) -> tuple[Plan, str]:
        """Add a stretch of time; the one that was running ends the day before."""
        person = self.there(plan)
        if column != 0:
            raise SheetError(self.language.text("Type the first day first."))
        start = parse_date(text.strip(), self.language, year=plan.calendar.first_month.year)
        spans = list(_spans(person))
        end: dt.date | None = None
        share = spans[-1].share
        for at, span in enumerate(spans):
            runs = (span.start is None or span.start < start) and (
                span.end is None or span.end >= start
            )
            if runs:
                end, share = span.end, span.share
                spans[at] = replace(span, end=start - _DAY)
        new = WorkSpan(start, end, share)
        after = self._put(plan, person, [*spans, new])
        return after, str(_spans(after.people[person.key]).index(new))

    @override
    def removed(self, plan: Plan, keys: Iterable[str]) -> Plan:
        """Return the plan without stretches of time."""
        person = self.there(plan)
        gone = {int(key) for key in keys}
        kept = [span for at, span in enumerate(_spans(person)) if at not in gone]
        return self._put(plan, person, kept)

    def _put(self, plan: Plan, person: Person, spans: list[WorkSpan]) -> Plan:
        listed = sorted(spans, key=_start)
        for span in listed:
            if span.start is not None and span.end is not None and span.end < span.start:
                raise SheetError(
                    self.language.text("Nobody leaves before coming: type another date.")
                )
        for one, other in itertools.pairwise(listed):
            if one.end is None or other.start is None or one.end >= other.start:
                day = date_text(other.start, self.language)
                raise SheetError(
                    self.language.text(
                        "Two stretches of time overlap from {day} on: end the first one before.",
                        day=day,
                    )
                )
        kept = () if listed == [WorkSpan()] else tuple(listed)
        return put_person(plan, replace(person, spans=kept))[0]


class ModifierSheet(PartSheet):
    """The factors of somebody that are typed: one for each such modifier of their scorecards."""

    @override
    def headings(self) -> tuple[str, ...]:
        """Return the heading of each column."""
        return self.language.text("Modifier"), self.language.text("Factor")

    @override
    def keys(self, plan: Plan) -> tuple[str, ...]:
        """Return the keys of the modifiers."""
        person = self.held(plan)
        if person is None:
            return ()
        return tuple(dict.fromkeys((*_modifiers(plan, person), *person.modifiers)))

    @override
    def cells(self, plan: Plan, key: str) -> tuple[SheetCell, ...]:
        """Return name and factor; a quiet one is assumed."""
        person = self.there(plan)
        known = _modifiers(plan, person).get(key)
        factor = person.modifiers.get(key)
        name = key if known is None else known.name
        if factor is None:
            return SheetCell(name, None), SheetCell(
                self.language.share(1.0), "", quiet=True, right=True
            )
        edit = figure_text(factor, SHARE, self.language)
        shown = self.language.share(factor)
        return SheetCell(name, None), SheetCell(
            shown, edit, right=True, number=factor, percent=True
        )

    @override
    def typed(self, plan: Plan, key: str, column: int, text: str) -> tuple[Plan, str]:
        """Change a factor, or take it away."""
        person = self.there(plan)
        if column != 1:
            raise SheetError(self.language.text("This column is worked out: type in another one."))
        if not text.strip():
            factors = person.modifiers.delete(key) if key in person.modifiers else person.modifiers
            return put_person(plan, replace(person, modifiers=factors))[0], key
        typed = parse_number(text, self.language)
        # "110" can only mean per cent; a bonus is not multiplied by a hundred.
        factor = typed.value / 100 if not typed.percent and typed.value > _MOST else typed.value
        known = _modifiers(plan, person).get(key)
        least, most = (0.0, None) if known is None else (known.least, known.most)
        if factor < least or (most is not None and factor > most):
            raise SheetError(
                self.language.text(
                    "It may be from {least} to {most}.",
                    least=self.language.share(least),
                    most="…" if most is None else self.language.share(most),
                )
            )
        factors = person.modifiers.set(key, factor)
        return put_person(plan, replace(person, modifiers=factors))[0], key


_MOST = 10.0


class OwnObjectiveSheet(PartSheet):
    """The objectives of somebody: their own wording, evidence, date and rating."""

    wide_column = 1

    @override
    def headings(self) -> tuple[str, ...]:
        """Return the heading of each column."""
        text = self.language.text
        return text("Objective"), text("Wording"), text("Evidence"), text("Due"), text("Rating")

    @override
    def keys(self, plan: Plan) -> tuple[str, ...]:
        """Return the keys of the objectives."""
        person = self.held(plan)
        if person is None:
            return ()
        measured = (
            measure.objective
            for design in plan.designs.values()
            if person.position in design.scorecards
            for measure in design.scorecards[person.position].measures
            if measure.objective is not None
        )
        listed = dict.fromkeys((*measured, *person.objectives))
        return tuple(key for key in listed if key in plan.objectives)

    @override
    def cells(self, plan: Plan, key: str) -> tuple[SheetCell, ...]:
        """Return the cells of an objective; what is quiet is the objective's."""
        objective, own = self._both(plan, key)
        due = own.due or objective.due
        rating = rating_text(own.rating, objective, self.language)
        return (
            SheetCell(objective.name, None),
            _words_cell(own.statement, objective.statement),
            _words_cell(own.evidence, objective.evidence),
            SheetCell(
                date_text(due, self.language),
                date_text(own.due, self.language),
                quiet=own.due is None,
                right=True,
            ),
            SheetCell(rating, rating, right=True),
        )

    @override
    def suggestions(self, plan: Plan, column: int) -> tuple[str, ...]:
        """Return the grades, where ratings are typed and all objectives have the same."""
        if column != 4:
            return ()
        scales = {plan.objectives[ObjectiveKey(key)].scale for key in self.keys(plan)}
        return tuple(grade.words for scale in scales for grade in scale if grade.words)

    @override
    def typed(self, plan: Plan, key: str, column: int, text: str) -> tuple[Plan, str]:
        """Change what is theirs of an objective; nothing typed is as the objective says."""
        person = self.there(plan)
        objective, own = self._both(plan, key)
        words, year = text.strip(), plan.calendar.first_month.year
        match column:
            case 1:
                own = replace(own, statement=words)
            case 2:
                own = replace(own, evidence=words)
            case 3:
                due = parse_date(words, self.language, year=year, ends=True) if words else None
                own = replace(own, due=due)
            case 4:
                own = replace(own, rating=read_rating(words, objective, self.language))
            case _:
                raise SheetError(
                    self.language.text("This column is worked out: type in another one.")
                )
        owned = person.objectives
        if own != PersonalObjective():
            owned = owned.set(objective.key, own)
        elif objective.key in owned:
            owned = owned.delete(objective.key)
        return put_person(plan, replace(person, objectives=owned))[0], key

    def _both(self, plan: Plan, key: str) -> tuple[Objective, PersonalObjective]:
        objective = plan.objectives[ObjectiveKey(key)]
        own = self.there(plan).objectives.get(objective.key, PersonalObjective())
        return objective, own


def _modifiers(plan: Plan, person: Person) -> dict[str, Modifier]:
    return {
        modifier.key: modifier
        for design in plan.designs.values()
        if person.position in design.scorecards
        for modifier in design.scorecards[person.position].modifiers
        if modifier.kpi is None
    }


def _spans(person: Person) -> tuple[WorkSpan, ...]:
    """Return the stretches of time in order; who has none is there all the time."""
    return tuple(sorted(person.spans, key=_start)) or (WorkSpan(),)


def _start(span: WorkSpan) -> dt.date:
    return span.start or dt.date.min


def _day_cell(date: dt.date | None, none: str, language: Language) -> SheetCell:
    words = date_text(date, language)
    return SheetCell(words or none, words, quiet=date is None)


def _words_cell(own: str, inherited: str) -> SheetCell:
    return SheetCell(own or inherited, own, quiet=not own)
