"""Names and figures of what somebody will receive, exact enough to be worked out by hand."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Final, final

from models.calendar import Group
from models.keys import BASE
from models.kpi import Unit, UnitKind
from models.scorecard import Measure
from workbench.analysis.receive.receiving import Question
from workbench.language import NO_VALUE, Language, shows_a_digit
from workbench.place_words import (
    kpi_name,
    objective_name,
    person_name,
    position_name,
    scenario_name,
)

_SMALL_GAIN: Final = 10.0


@final
class Wording:
    """Words what one recipient asks.

    Attributes:
        question: what is asked.
        language: of the words.
    """

    def __init__(self, question: Question, language: Language) -> None:
        """Word ``question`` in ``language``."""
        self.question = question
        self.language = language
        self.plan = question.recipient.plan
        self._measures = {measure.key: measure for measure in question.recipient.measures}

    @property
    def who(self) -> str:
        """Name of the person, or of the position."""
        recipient = self.question.recipient
        if recipient.person is not None:
            return person_name(self.plan, recipient.person)
        return position_name(self.plan, recipient.position)

    @property
    def scenario(self) -> str:
        """Name of the scenario."""
        key = self.question.recipient.scenario
        return self.language.text("Base") if key == BASE else scenario_name(self.plan, key)

    @property
    def needs_base_pay(self) -> bool:
        """Whether the target bonus is a share of base pay."""
        own = self.question.recipient.holder.target
        position = self.plan.positions.get(self.question.recipient.position)
        if own.amount is not None or own.share is not None or position is None:
            return own.amount is None and own.share is not None
        return position.target.amount is None and position.target.share is not None

    def measure(self, key: str) -> str:
        """Name a measure: by its KPI or objective."""
        found = self._measures.get(key)  # type: ignore[call-overload]
        return key if found is None else self.subject(found)

    def is_objective(self, key: str) -> bool:
        """Whether a measure is rated."""
        found = self._measures.get(key)  # type: ignore[call-overload]
        return found is not None and found.objective is not None

    def modifier(self, key: str) -> str:
        """Name a modifier of the scorecard."""
        compiled = self.question.recipient.compiled
        every = () if compiled is None else compiled.scorecard.modifiers
        return next((each.name or key for each in every if each.key == key), key)

    def subject(self, measure: Measure) -> str:
        """Name what a measure reads."""
        return self.thing(measure.kpi, measure.objective)

    def thing(self, kpi: str | None, objective: str | None) -> str:
        """Name a KPI or an objective."""
        if kpi is not None:
            return kpi_name(self.plan, kpi)
        return NO_VALUE if objective is None else objective_name(self.plan, objective)

    def over(self, group: Group | None) -> str:
        """Name the periods that a result is read over; empty for those that are paid."""
        paid = self.question.recipient.group
        if group is None or paid is None or group.periods == paid.periods:
            return ""
        label = self.language.group_label(group)
        if not group.to_date:
            return label
        return self.language.text("to the end of {period}", period=label)

    def within(self, name: str, group: Group | None) -> str:
        """Name a result with its periods, where they are not those that are paid."""
        over = self.over(group)
        return f"{name} · {over}" if over else name

    def unit(self, kpi: str | None) -> Unit:
        """Return the unit of a KPI; of a rating, a share."""
        found = None if kpi is None else self.plan.kpis.get(kpi)  # type: ignore[call-overload]
        return Unit(UnitKind.SHARE) if found is None else found.unit

    def figure(self, x: float, unit: Unit, *, label: bool = False) -> str:
        """Write a result as people read it."""
        return self.language.figure(x, unit, self.plan.currency, label=label)

    def short_figure(self, x: float, unit: Unit) -> str:
        """Write a result in few characters, for a table."""
        return self.language.figure(x, unit, self.plan.currency, short=True)

    def exact(self, x: float, unit: Unit) -> str:
        """Write a result with all the digits that an arithmetic needs, up to a point."""
        if not math.isfinite(x):
            return NO_VALUE
        if unit.kind is UnitKind.SHARE:
            return self.rate(x)
        most = 2 if unit.kind is UnitKind.MONEY else 4
        digits = digits_of(x, most)
        if unit.kind in {UnitKind.MONEY, UnitKind.MONEY_PER_CLIENT_MONTH}:
            # 30.1 € is written 30.10 €.
            return self.language.money(x, self.plan.currency, max(2, digits) if digits else 0)
        return self.language.number(x, digits)

    def rate(self, x: float | None) -> str:
        """Write a payout or factor as a percentage, with up to four digits behind the mark."""
        if x is None or not math.isfinite(x):
            return NO_VALUE
        return self.language.share(x, digits_of(x * 100.0, 4))

    def short_rate(self, x: float | None) -> str:
        """Write a payout as a percentage as it is read at a glance."""
        return self.language.share(x)

    def money(self, x: float | Decimal | None) -> str:
        """Write money to the cent."""
        return self.language.money(x, self.plan.currency)

    def round_money(self, x: float | Decimal | None) -> str:
        """Write money without cents; with them where it is little."""
        if x is None or not math.isfinite(x):
            return NO_VALUE
        small = 0 < abs(x) < _SMALL_GAIN
        return self.language.money(x, self.plan.currency, None if small else 0)

    def whole_money(self, x: float | Decimal | None) -> str:
        """Write money without cents where there are none, else to the cent."""
        if x is None or not math.isfinite(x):
            return NO_VALUE
        digits = 0 if float(x).is_integer() else None
        return self.language.money(x, self.plan.currency, digits)

    def amount(self, x: float, unit: Unit) -> str:
        """Write an amount of a unit, as it stands behind a sign: 1, 1,000 €, 0.1 pt of a share."""
        if unit.kind is UnitKind.SHARE:
            points = x * 100.0
            return self.language.text(
                "{points}\u00a0pt", points=self.language.number(points, digits_of(points, 4))
            )
        return self.exact(x, unit)

    def distance(self, x: float, unit: Unit, *, up: bool) -> str:
        """Write how far it is to a bend: things that are counted are counted whole.

        Args:
            x: the distance, not below 0.
            unit: of the result.
            up: whether so much is needed, and not more than so much may be lost.
        """
        if unit.kind is UnitKind.COUNT and x >= 1.0:
            near = round(x)
            exact = abs(x - near) <= 1e-9 * max(1.0, x)
            x = float(near if exact else math.ceil(x) if up else math.floor(x))
        if unit.kind is UnitKind.SHARE:
            written = self._finely(x * 100.0, 2 if x < 0.1 else 1)
            return self.language.text("{points}\u00a0pt", points=written)
        written = self.figure(x, unit, label=unit.kind in {UnitKind.COUNT, UnitKind.NUMBER})
        # What is near is not nothing.
        return self.exact(x, unit) if x > 0.0 and not shows_a_digit(written) else written

    def _finely(self, x: float, digits: int) -> str:
        """Write a number with so many digits, and with more where it would read as 0."""
        written = self.language.number(x, digits)
        if x > 0.0 and not shows_a_digit(written):
            return self.language.number(x, digits_of(x, 4))
        return written


def digits_of(x: float, most: int) -> int:
    """Return how many digits behind the mark write ``x``, at most so many."""
    for digits in range(most):
        if abs(round(x, digits) - x) <= 1e-9 * max(1.0, abs(x)):
            return digits
    return most
