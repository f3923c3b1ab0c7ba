"""Explains a payout by its steps: score × target bonus × whatever changes it, rounded."""

from __future__ import annotations

import math

from models.calendar import Group
from models.kpi import Unit
from workbench.analysis.explain.lines import How, Line, Term, term
from workbench.analysis.explain.paid import MONEY, SHARE, amount_of
from workbench.analysis.explain.reading import Pair
from workbench.pay.payouts import PersonPayout
from workbench.pay.rounding import rounded
from workbench.pay.telling import money


def payout_steps(
    paid: PersonPayout, base: PersonPayout, year: Group, digits: int
) -> tuple[Line, ...]:
    """Return the steps from score to payout; none where a cap or a pool changed the end.

    Args:
        paid: what somebody is paid.
        base: the same in the base.
        year: that is paid.
        digits: of amounts behind the point.
    """
    parts = tuple(
        Line(How.GIVEN, one, other, year, name=term(what), unit=unit)
        for what, unit, (one, other) in _factors(paid, base)
        if what in {Term.SCORE, Term.TARGET_BONUS} or not one == other == 1.0
    )
    product = math.prod(part.figure for part in parts)
    payout = amount_of(paid.payout)
    if not math.isfinite(product) or not math.isfinite(payout):
        return ()
    if amount_of(money(rounded(product, digits), digits)) != payout:
        return ()
    exact = Line(
        How.MULTIPLY,
        product,
        math.prod(part.base for part in parts),
        year,
        parts,
        unit=MONEY,
    )
    return (
        Line(
            How.ROUND,
            payout,
            amount_of(base.payout),
            year,
            (exact,),
            name=term(Term.PAYOUT),
            unit=MONEY,
            digits=digits,
        ),
    )


def _factors(paid: PersonPayout, base: PersonPayout) -> list[tuple[Term, Unit, Pair]]:
    """Return the factors of a payout, in the order in which they are applied."""

    def pair(one: float | None, other: float | None) -> Pair:
        return math.nan if one is None else one, math.nan if other is None else other

    return [
        (Term.SCORE, SHARE, pair(paid.score, base.score)),
        (Term.TARGET_BONUS, MONEY, pair(paid.target_bonus, base.target_bonus)),
        (Term.MODIFIERS, SHARE, pair(paid.modifiers, base.modifiers)),
        (Term.CONDITIONS, SHARE, pair(paid.gate, base.gate)),
        (Term.TIME_AT_WORK, SHARE, pair(paid.pro_rata, base.pro_rata)),
        (Term.FUNDING, SHARE, pair(paid.funding, base.funding)),
    ]
