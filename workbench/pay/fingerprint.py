"""Fingerprints of what people were told: the same as long as what they may receive is.

A fingerprint is over the terms alone: what has no say in a payout (names, notes, the order on
screen) leaves it as it is, and so do figures of drivers, scenarios, actuals and ratings, which
are results and not terms. What has its default is left out, so that a field which a later
version of the program knows changes no fingerprint of a plan that does not use it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any, Final, cast, final

from immutables import Map

from models.formula import references
from models.keys import KpiKey, ObjectiveKey, PersonKey, PositionKey
from models.kpi import Kpi
from models.organisation import Objective, Person, PersonalObjective, Position, TargetBonus
from models.plan import Plan
from models.scorecard import (
    DEFAULT_CURVE,
    CardException,
    Gate,
    Measure,
    Modifier,
    Pool,
    Scorecard,
    Section,
)
from workbench.pay.steps import pool_of

_DIGITS: Final = 12
"""Hexadecimal digits of a fingerprint: short enough to be compared by eye."""
_LEFT_OUT: Final[Mapping[type, frozenset[str]]] = {
    # Names, notes and the working aids of those who make the plan.
    CardException: frozenset({"reason"}),
    Measure: frozenset({"locked"}),
    Modifier: frozenset({"name"}),
    Objective: frozenset({"name", "nature"}),
    PersonalObjective: frozenset({"rating"}),
    Scorecard: frozenset({"exceptions"}),
    Section: frozenset({"name"}),
}
_WHOLE: Final = 2**128


@final
class Fingerprints:
    """The fingerprints of one plan; what its people share is read once."""

    def __init__(self, plan: Plan) -> None:
        """Read nothing yet: each part is read when it is first asked for."""
        self._plan = plan
        self._shared: dict[PositionKey, str] = {}
        self._cards: dict[PositionKey, tuple[Scorecard | None, frozenset[ObjectiveKey | None]]] = {}
        self._meanings: dict[KpiKey, int] = {}
        self._reached: dict[KpiKey, int] = {}

    def of(self, person: PersonKey) -> str:
        """Return the fingerprint of what one person may receive.

        Raises:
            KeyError: the plan has no such person.
        """
        return _digest(self.shared(self._plan.people[person].position), self.own(person))

    def everybody(self) -> dict[PersonKey, str]:
        """Return the fingerprint of each person of the plan, in its order."""
        return {person: self.of(person) for person in self._plan.people}

    def shared(self, position: PositionKey) -> str:
        """Return the digest of what all holders of a position have in common."""
        known = self._shared.get(position)
        if known is None:
            parts = (*self._terms_of(position), *self._meanings_of(position))
            known = self._shared[position] = _digest(*parts)
        return known

    def terms(self, position: PositionKey) -> str:
        """Return the same without a look at how KPIs are worked out, which takes longer."""
        return _digest(*self._terms_of(position))

    def own(self, person: PersonKey) -> str:
        """Return, as text, what is of one person alone.

        Raises:
            KeyError: the plan has no such person.
        """
        plan = self._plan
        who = plan.people[person]
        card, wanted = self._card_of(who.position)
        bonus = _bonus(who, plan.positions.get(who.position))
        # Base pay is no term of somebody whose bonus is an amount.
        base_pay = who.base_pay if bonus.amount is None and bonus.share is not None else None
        goals: dict[str, PersonalObjective] = {}
        if wanted and who.objectives:
            goals = {key: goal for key, goal in who.objectives.items() if key in wanted}
        exception = card.exceptions.get(person) if card is not None and card.exceptions else None
        spans = sorted(map(said, who.spans)) if who.spans else ()
        parts = (str(person), _said_bonus(bonus), said(base_pay), *spans, said(goals))
        return "\n".join((*parts, said(exception)))

    def _card_of(
        self, position: PositionKey
    ) -> tuple[Scorecard | None, frozenset[ObjectiveKey | None]]:
        """Return the scorecard of a position, and the objectives that it pays."""
        known = self._cards.get(position)
        if known is None:
            design = self._plan.design
            card = None if design is None else design.scorecards.get(position)
            measures = () if card is None else card.measures
            known = card, frozenset(each.objective for each in measures) - {None}
            self._cards[position] = known
        return known

    def meaning(self, key: KpiKey) -> int:
        """Return a number for what a KPI is, everything below it included.

        Two plans give the same number where a KPI is worked out in the same way from the same
        drivers, whatever their figures.
        """
        known = self._reached.get(key)
        if known is None:
            known = sum(map(self._meaning, _reach(self._plan, key))) % _WHOLE
            self._reached[key] = known
        return known

    def _meaning(self, key: KpiKey) -> int:
        known = self._meanings.get(key)
        if known is None:
            text = f"{key}\n{definition(self._plan.kpis.get(key))}"
            known = int.from_bytes(hashlib.sha256(_bytes(text)).digest()[:16])
            self._meanings[key] = known
        return known

    def _terms_of(self, position: PositionKey) -> Iterator[str]:
        plan = self._plan
        yield str(position)
        yield plan.currency
        group = plan.calendar.report_group()
        yield "" if group is None else f"{group.first_day} {plan.calendar.period}"
        design = plan.design
        card = None if design is None else design.scorecards.get(position)
        if design is None or card is None:
            return
        yield said(_plain(card))
        number = pool_of(design.pools, position)
        pool = None if number is None else design.pools[number]
        yield said(pool)
        objectives = {each.objective for each in card.measures if each.objective is not None}
        for objective in sorted(objectives):
            yield f"{objective} {said(plan.objectives.get(objective))}"

    def _meanings_of(self, position: PositionKey) -> Iterator[str]:
        """Yield how each KPI is worked out that a position is paid by."""
        card, _ = self._card_of(position)
        design = self._plan.design
        if design is None or card is None:
            return
        number = pool_of(design.pools, position)
        pool = None if number is None else design.pools[number]
        for kpi in sorted(kpis_of(card, pool)):
            yield f"{kpi} {self.meaning(kpi):x}"


def statement_fingerprint(plan: Plan, person: PersonKey) -> str:
    """Return the fingerprint of what one person's statement says.

    For many people of one plan :class:`Fingerprints` is quicker.

    Raises:
        KeyError: the plan has no such person.
    """
    return Fingerprints(plan).of(person)


def plan_fingerprint(plan: Plan) -> str:
    """Return the fingerprint of everything that is agreed: what is paid to whom, and by what."""
    prints = Fingerprints(plan)
    meanings = (f"{kpi.key} {kpi.role} {definition(kpi)}" for kpi in plan.kpis.values())
    people = (f"{person} {mark}" for person, mark in prints.everybody().items())
    positions = (f"{key} {prints.shared(key)}" for key in plan.positions)
    return _digest(*sorted(meanings), *sorted(positions), *sorted(people))


def definition(kpi: Kpi | None) -> str:
    """Return, as text, what a KPI is, without its name, figures and notes."""
    if kpi is None:
        return "?"
    formula = " ".join(kpi.formula.split())
    weight = kpi.weight_by or ""
    return f"{formula}|{kpi.unit.kind}|{kpi.sense}|{kpi.time}|{weight}"


def kpis_of(card: Scorecard, pool: Pool | None = None) -> frozenset[KpiKey]:
    """Return the KPIs that the payouts of a scorecard, and its pool, are read from."""
    gates: list[Gate] = [*card.gates]
    found: list[KpiKey | None] = [modifier.kpi for modifier in card.modifiers]
    for section in card.sections:
        gates += section.gates
        for measure in section.measures:
            gates += measure.gates
            found.append(measure.kpi)
            found.append(None if measure.matrix is None else measure.matrix.kpi)
    found += (gate.kpi for gate in gates)
    found.append(None if pool is None else pool.kpi)
    return frozenset(key for key in found if key is not None)


def _reach(plan: Plan, key: KpiKey) -> Iterable[KpiKey]:
    """Return a KPI and all that it is worked out from, each once."""
    seen: set[KpiKey] = {key}
    waiting = [key]
    while waiting:
        kpi = plan.kpis.get(waiting.pop())
        if kpi is None:
            continue
        # A driver names nothing, and most KPIs are drivers.
        below = references(kpi.formula).all if kpi.formula else ()
        if kpi.weight_by is not None:
            below = (*below, kpi.weight_by)
        for name in below:
            each = KpiKey(name)
            if each not in seen:
                seen.add(each)
                waiting.append(each)
    return seen


def _bonus(person: Person, position: Position | None) -> TargetBonus:
    own = person.target
    if own.amount is None and own.share is None and position is not None:
        return position.target
    return own


@lru_cache(maxsize=4096)
def _said_bonus(bonus: TargetBonus) -> str:
    return said(bonus)


def _plain(card: Scorecard) -> Scorecard:
    """Return a scorecard as it is paid: the usual curve written out, in no order.

    Sections without a gate are one: they are headings.
    """
    loose: list[Measure] = []
    gated: list[Section] = []
    for section in card.sections:
        measures = [
            replace(each, curve=DEFAULT_CURVE)
            if each.curve is None and each.matrix is None and each.kpi is not None
            else each
            for each in section.measures
        ]
        if section.gates:
            gated.append(replace(section, measures=_sorted(measures)))
        else:
            loose += measures
    return replace(card, sections=(Section(measures=_sorted(loose)), *gated))


def _sorted(measures: Iterable[Measure]) -> tuple[Measure, ...]:
    return tuple(sorted(measures, key=lambda each: each.key))


@cache
def _fields_of(kind: type) -> tuple[tuple[str, Any], ...]:
    """Return the fields of a dataclass that count, each with its default."""
    left_out = _LEFT_OUT.get(kind, frozenset())
    found: list[tuple[str, Any]] = []
    for field in dataclasses.fields(kind):
        default = field.default
        if field.default_factory is not dataclasses.MISSING:
            default = field.default_factory()
        if field.name not in left_out:
            found.append((field.name, default))
    return tuple(found)


def said(value: Any) -> str:
    """Return a part of the terms as text: the same where the same is paid, another else."""
    if value is None or isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        # 1 and 1.0 are one figure, and so are 0 and −0.
        return repr(float(value) + 0.0)
    if isinstance(value, str):
        return repr(str(value))
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return f"[{','.join(map(said, cast('tuple[Any, ...]', value)))}]"
    if isinstance(value, Map | dict):
        rows = cast("Mapping[str, Any]", value).items()
        return f"{{{','.join(sorted(f'{key!r}:{said(each)}' for key, each in rows))}}}"
    kind: type = value.__class__
    parts = [
        f"{name}={said(each)}"
        for name, default in _fields_of(kind)
        if (each := getattr(value, name)) != default
    ]
    return f"{kind.__name__}({','.join(parts)})"


def _digest(*parts: str) -> str:
    return hashlib.sha256(_bytes("\x00".join(parts))).hexdigest()[:_DIGITS]


def _bytes(text: str) -> bytes:
    # A plan may hold text that is no UTF-8 until it is saved.
    return text.encode("utf-8", "surrogatepass")
