"""Problems of the organisation: positions, people, their time at work and objectives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from models.checks.problem import Problem, ProblemCode, Severity
from models.keys import PersonKey
from models.organisation import Person, TargetBonus
from models.places import Place
from models.plan import Plan

_UNSAID = TargetBonus()


def people_problems(plan: Plan) -> Iterator[Problem]:
    """Yield what is wrong with positions, people and objectives, in plan order."""
    for position in plan.positions.values():
        if position.function not in plan.functions:
            place = Place("positions", position.key, "function")
            details = {"key": position.function}
            yield Problem(ProblemCode.UNKNOWN_FUNCTION, Severity.ERROR, place, details)
    for person in plan.people.values():
        yield from _person(plan, person)
    yield from _manager_cycles(plan)
    for objective in plan.objectives.values():
        ratings = [grade.rating for grade in objective.scale]
        if any(left >= right for left, right in pairwise(ratings)):
            place = Place("objectives", objective.key, "scale")
            yield Problem(ProblemCode.SCALE_OUT_OF_ORDER, Severity.WARNING, place)


def _person(plan: Plan, person: Person) -> Iterator[Problem]:
    key = person.key
    if person.position not in plan.positions:
        place = Place("people", key, "position")
        details: dict[str, object] = {"key": person.position}
        yield Problem(ProblemCode.UNKNOWN_POSITION, Severity.ERROR, place, details)
    if person.manager is not None and person.manager not in plan.people:
        place = Place("people", key, "manager")
        details = {"key": person.manager}
        yield Problem(ProblemCode.UNKNOWN_MANAGER, Severity.ERROR, place, details)
    for objective in sorted(person.objectives):
        if objective not in plan.objectives:
            place = Place("people", key, f"objectives/{objective}")
            details = {"key": objective}
            yield Problem(ProblemCode.UNKNOWN_OBJECTIVE, Severity.ERROR, place, details)
    yield from _bonus(plan, person)
    if person.spans:
        yield from _spans(person)


def _bonus(plan: Plan, person: Person) -> Iterator[Problem]:
    """Yield what keeps the bonus at target of somebody with a scorecard from being known."""
    design = plan.design
    position = plan.positions.get(person.position)
    if design is None or position is None or person.position not in design.scorecards:
        return
    terms = position.target if person.target == _UNSAID else person.target
    if terms == _UNSAID:
        place = Place("people", person.key, "target")
        yield Problem(ProblemCode.NO_TARGET_BONUS, Severity.ERROR, place)
    elif terms.amount is None and person.base_pay is None:
        place = Place("people", person.key, "base_pay")
        yield Problem(ProblemCode.NO_BASE_PAY, Severity.ERROR, place)


def _spans(person: Person) -> Iterator[Problem]:
    stretches: list[tuple[dt.date, dt.date, int]] = []
    for number, span in enumerate(person.spans):
        place = Place("people", person.key, f"spans/{number}")
        if span.share < 0:
            details: dict[str, object] = {"share": span.share}
            yield Problem(ProblemCode.WORKING_TIME_NEGATIVE, Severity.ERROR, place, details)
        start, end = span.start or dt.date.min, span.end or dt.date.max
        if start > end:
            details = {"start": start, "end": end}
            yield Problem(ProblemCode.SPAN_BACKWARDS, Severity.ERROR, place, details)
        else:
            stretches.append((start, end, number))
    stretches.sort()
    latest = dt.date.min
    for index, (start, end, number) in enumerate(stretches):
        if index and start <= latest:
            # Days in two stretches would be paid twice.
            place = Place("people", person.key, f"spans/{number}")
            details = {"date": max(start, stretches[0][0])}
            yield Problem(ProblemCode.SPANS_OVERLAP, Severity.ERROR, place, details)
        latest = max(latest, end)


def _manager_cycles(plan: Plan) -> Iterator[Problem]:
    """Yield each circle of people who report to each other, at its first person."""
    settled: set[PersonKey] = set()
    for start in plan.people:
        path: dict[PersonKey, None] = {}
        at: PersonKey | None = start
        while at is not None and at in plan.people and at not in settled and at not in path:
            path[at] = None
            at = plan.people[at].manager
        if at is not None and at in path:
            listed = list(path)
            circle = listed[listed.index(at) :]
            first = circle.index(min(circle, key=plan.people.order.index))
            turned = (*circle[first:], *circle[: first + 1])
            place = Place("people", turned[0], "manager")
            code = ProblemCode.MANAGER_CYCLE
            yield Problem(code, Severity.WARNING, place, {"path": turned})
        settled.update(path)
