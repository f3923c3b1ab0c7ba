"""What an edit changes of what was agreed, and whose statement no longer says what holds.

Figures of drivers, scenarios, actuals, ratings, names, notes and designs that are not paid are
free at any time. What is left is the agreement: how KPIs are worked out, scorecards and pools of
the design that is paid, positions, and the terms of people.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from models.changes import Changes, diff
from models.keys import PersonKey, PositionKey
from models.organisation import Person
from models.places import Place
from models.plan import Plan
from models.scorecard import Measure, Scorecard
from models.table import Keyed, Table
from workbench.pay.fingerprint import Fingerprints, definition, said

K = TypeVar("K", bound=str)
V = TypeVar("V", bound=Keyed)


class Term(StrEnum):
    """A part of what is agreed."""

    KPI = "kpi"
    ROLE = "role"
    CALENDAR = "calendar"
    CURRENCY = "currency"
    DESIGN = "design"
    POOLS = "pools"
    SCORECARD = "scorecard"
    MEASURES = "measures"
    WEIGHT = "weight"
    TARGETS = "targets"
    CURVE = "curve"
    CAP = "cap"
    GATES = "gates"
    MODIFIERS = "modifiers"
    FREQUENCY = "frequency"
    EXCEPTIONS = "exceptions"
    OBJECTIVE = "objective"
    POSITION = "position"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class TouchedTerm:
    """One part of the agreement that an edit changes.

    Attributes:
        place: where it is; in the plan after the edit, or before it where it goes.
    """

    term: Term
    place: Place


@dataclass(frozen=True, slots=True)
class Touched:
    """What an edit changes of what was agreed.

    Attributes:
        terms: the parts, in the order of the plan.
        people: whose statement says something else now: those who come and go among them.
    """

    terms: tuple[TouchedTerm, ...] = ()
    people: tuple[PersonKey, ...] = ()

    def __bool__(self) -> bool:
        """Return whether it touches the agreement at all."""
        return bool(self.terms)


def touched(before: Plan, after: Plan, changes: Changes | None = None) -> Touched:
    """Return what of the agreement differs between two plans.

    Costs next to nothing where the edit is one of figures, names or notes.

    Args:
        before: the plan that was agreed.
        after: the same after an edit.
        changes: what differs between the two, where that is known.
    """
    known = diff(before, after) if changes is None else changes
    people = _people(before, after, known)
    terms = tuple(dict.fromkeys(_terms(before, after, known, people)))
    if people and not terms:
        # Whoever is told something else is asked again, whatever brought it about.
        terms = tuple(TouchedTerm(Term.PERSON, Place("people", person)) for person in people)
    return Touched(terms, people)


def _terms(
    before: Plan, after: Plan, changes: Changes, people: tuple[PersonKey, ...]
) -> Iterator[TouchedTerm]:
    yield from _settings(before, after)
    yield from _kpis(before, after, changes, reaching=bool(people))
    if changes.positions:
        yield from _positions(before, after, changes)
    for key in _in_order(after.objectives, before.objectives, changes.objectives):
        if _paid_for(before, key) or _paid_for(after, key):
            old, new = before.objectives.get(key), after.objectives.get(key)
            if said(old) != said(new):
                yield TouchedTerm(Term.OBJECTIVE, Place("objectives", key))
    yield from _design(before, after)
    if changes.people:
        told = frozenset(people)
        for person in _in_order(after.people, before.people, changes.people):
            if person in told:
                yield TouchedTerm(Term.PERSON, Place("people", person))


def _settings(before: Plan, after: Plan) -> Iterator[TouchedTerm]:
    old, new = before.calendar, after.calendar
    if old is not new and (old.report_group(), old.period) != (new.report_group(), new.period):
        yield TouchedTerm(Term.CALENDAR, Place("plan", "", "calendar"))
    if before.currency != after.currency:
        yield TouchedTerm(Term.CURRENCY, Place("plan", "", "currency"))
    if before.current_design != after.current_design:
        yield TouchedTerm(Term.DESIGN, Place("plan", "", "current_design"))


def _kpis(before: Plan, after: Plan, changes: Changes, *, reaching: bool) -> Iterator[TouchedTerm]:
    """Yield KPIs that are worked out in another way.

    One that comes or goes counts only where a statement reaches it, or where it has a role: as
    long as nothing names it, it is a draft beside the tree.
    """
    for key in _in_order(after.kpis, before.kpis, changes.kpis):
        old, new = before.kpis.get(key), after.kpis.get(key)
        place = Place("kpis", key, "formula")
        if (None if old is None else old.role) != (None if new is None else new.role):
            yield TouchedTerm(Term.ROLE, Place("kpis", key, "role"))
        if old is None or new is None:
            if reaching and key in changes.formulas:
                yield TouchedTerm(Term.KPI, place)
        elif definition(old) != definition(new):
            yield TouchedTerm(Term.KPI, place)


def _positions(before: Plan, after: Plan, changes: Changes) -> Iterator[TouchedTerm]:
    for key in _in_order(after.positions, before.positions, changes.positions):
        old, new = before.positions.get(key), after.positions.get(key)
        if old is None or new is None or (old.function, old.target) != (new.function, new.target):
            yield TouchedTerm(Term.POSITION, Place("positions", key))


def _design(before: Plan, after: Plan) -> Iterator[TouchedTerm]:
    old, new = before.design, after.design
    if old is new or old is None or new is None or old.key != new.key:
        return
    if said(old.pools) != said(new.pools):
        yield TouchedTerm(Term.POOLS, Place("designs", new.key, "pools/0"))
    if old.scorecards is new.scorecards:
        return
    cards = {*old.scorecards, *new.scorecards}
    for position in _in_order(new.scorecards, old.scorecards, cards):
        one, other = old.scorecards.get(position), new.scorecards.get(position)
        if one is other:
            continue
        root = f"scorecards/{position}"
        if one is None or other is None:
            yield TouchedTerm(Term.SCORECARD, Place("designs", new.key, root))
            continue
        for term, rest in _of_card(one, other):
            yield TouchedTerm(term, Place("designs", new.key, f"{root}{rest}"))


def _of_card(old: Scorecard, new: Scorecard) -> Iterator[tuple[Term, str]]:
    """Yield what differs between two scorecards, and where below them."""
    wholes: tuple[tuple[Term, str, Callable[[Scorecard], object]], ...] = (
        (Term.SCORECARD, "", lambda card: card.form),
        (Term.CAP, "", lambda card: (card.cap_rate, card.cap_amount)),
        (Term.FREQUENCY, "", lambda card: (card.frequency, card.catch_up)),
        (Term.MODIFIERS, "", lambda card: card.modifiers),
        (Term.GATES, "/gates/0", _card_gates),
    )
    for term, rest, part in wholes:
        if said(part(old)) != said(part(new)):
            yield term, rest
    if said(tuple(old.exceptions.values())) != said(tuple(new.exceptions.values())):
        yield Term.EXCEPTIONS, ""
    before = {measure.key: measure for measure in old.measures}
    now = {measure.key: measure for measure in new.measures}
    for key in dict.fromkeys((*now, *before)):
        one, other = before.get(key), now.get(key)
        rest = f"/measures/{key}"
        if one is None or other is None or (one.kpi, one.objective) != (other.kpi, other.objective):
            yield Term.MEASURES, rest
        elif one is not other:
            yield from ((term, f"{rest}{field}") for term, field in _of_measure(one, other))


def _of_measure(old: Measure, new: Measure) -> Iterator[tuple[Term, str]]:
    pairs: tuple[tuple[Term, str, object, object], ...] = (
        (Term.WEIGHT, "/weight", old.weight, new.weight),
        (Term.TARGETS, "/targets", old.targets, new.targets),
        (Term.CURVE, "/curve", (old.curve, old.matrix), (new.curve, new.matrix)),
        (Term.FREQUENCY, "/every", str(old.every), str(new.every)),
        (Term.CAP, "", old.cap, new.cap),
        (Term.GATES, "/gates/0", old.gates, new.gates),
    )
    for term, rest, one, other in pairs:
        if one != other and said(one) != said(other):
            yield term, rest


def _card_gates(card: Scorecard) -> object:
    return (card.gates, *(section.gates for section in card.sections if section.gates))


def _people(before: Plan, after: Plan, changes: Changes) -> tuple[PersonKey, ...]:
    """Return whose fingerprint differs, without a look at those whom nothing can have touched."""
    defined = any(_defined_otherwise(before, after, changes))
    shared = bool(
        defined
        or changes.settings & {"calendar", "currency", "current_design"}
        or changes.positions
        or changes.objectives
        or before.design is not after.design
    )
    if not shared and not changes.people:
        return ()
    old, new = Fingerprints(before), Fingerprints(after)
    moved: set[PositionKey] = set()
    if shared:
        places = {person.position for person in after.people.values()}
        # How KPIs are worked out is looked at only where one of them is worked out otherwise.
        alike = (old.shared, new.shared) if defined else (old.terms, new.terms)
        moved = {place for place in places if alike[0](place) != alike[1](place)}
    own = _with_own_card(before, after) | changes.people
    if changes.positions:
        # Who has no bonus of their own has that of the position.
        holders = after.people.values()
        own |= {person.key for person in holders if person.position in changes.positions}
    found: list[PersonKey] = []
    for key in dict.fromkeys((*after.people, *before.people)):
        there, here = before.people.get(key), after.people.get(key)
        if there is None or here is None:
            found.append(key)
            continue
        if here.position in moved or (key in own and _differs(old, new, key, there, here)):
            found.append(key)
    return tuple(found)


def _differs(
    old: Fingerprints, new: Fingerprints, key: PersonKey, there: Person, here: Person
) -> bool:
    if there.position != here.position:
        return old.of(key) != new.of(key)
    return old.own(key) != new.own(key)


def _defined_otherwise(before: Plan, after: Plan, changes: Changes) -> Iterator[bool]:
    for key in changes.kpis:
        old, new = before.kpis.get(key), after.kpis.get(key)
        yield old is None or new is None or definition(old) != definition(new)


def _with_own_card(before: Plan, after: Plan) -> frozenset[PersonKey]:
    """Return for whom something of their own is said in a scorecard that differs."""
    old, new = before.design, after.design
    if old is new:
        return frozenset()
    found: set[PersonKey] = set()
    for design in (old, new):
        for card in () if design is None else design.scorecards.values():
            found.update(card.exceptions)
    return frozenset(found)


def _paid_for(plan: Plan, objective: str) -> bool:
    design = plan.design
    return design is not None and any(
        measure.objective == objective
        for card in design.scorecards.values()
        for measure in card.measures
    )


def _in_order(first: Table[K, V], then: Table[K, V], keys: Collection[K]) -> list[K]:
    """Return ``keys`` in the order of two tables, those of the first one before others."""
    if len(keys) < 2:
        return list(keys)
    return [key for key in dict.fromkeys((*first, *then)) if key in keys]
