"""From what instalments entitle to, to what each of them pays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from models.scorecard import CatchUp
from workbench.pay.holders import Holders
from workbench.pay.pools import Integers, Paid
from workbench.pay.schedule import Term
from workbench.pay.walking import Walk

A = TypeVar("A", bound=NDArray[Any])


@dataclass(frozen=True, slots=True)
class PaidInstalment:
    """One instalment, paid to all holders of a position.

    Attributes:
        paid: the finished walk, and what it entitles to: for the periods of the instalment,
            or for the year to date.
        before: what the instalments that it follows on have paid, in minor units, shape (n,).
        units: what it pays itself, in minor units, shape (n,); 0 where there is no value.
        worked_out: whether each holder has an instalment, shape (n,).
    """

    term: Term
    paid: Paid
    before: Integers
    units: Integers
    worked_out: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class PaidCard:
    """What the holders of a position are paid over all instalments.

    Attributes:
        instalments: in the order in which they end.
        units: the sum of them in minor units, shape (n,); 0 where there is no value.
        worked_out: whether each holder has a payout, shape (n,).
    """

    holders: Holders
    instalments: tuple[PaidInstalment, ...]
    units: Integers
    worked_out: NDArray[np.bool_]

    @property
    def walks(self) -> tuple[Walk, ...]:
        """The walk of each instalment."""
        return tuple(each.paid.walk for each in self.instalments)


def settled(terms: Sequence[Term], entitled: Sequence[A]) -> list[tuple[A, A]]:
    """Return what was paid before each instalment of its row, and what it pays.

    Args:
        terms: the instalments, in the order in which they end.
        entitled: of each, what it entitles to; of one that catches up, to date.

    Returns:
        Of each instalment two arrays of the shape of ``entitled``; NaN stays NaN.
    """
    found: list[tuple[A, A]] = []
    for term, claim in zip(terms, entitled, strict=True):
        if term.before is None or not term.to_date:
            before: Any = np.zeros_like(claim)
        else:
            earlier, paid = found[term.before]
            before = earlier + paid
        due: Any = claim - before if term.to_date else claim
        if term.catch_up is CatchUp.YEAR_TO_DATE:
            due = np.maximum(due, 0)
        found.append((before, due))
    return found


def paid_card(holders: Holders, terms: Sequence[Term], paid: Sequence[Paid]) -> PaidCard:
    """Return what the holders of a position are paid, instalment by instalment.

    Args:
        holders: of the position.
        terms: its instalments.
        paid: what each of them entitles to.
    """
    instalments: list[PaidInstalment] = []
    amounts = settled(terms, [each.units for each in paid])
    for term, each, (before, units) in zip(terms, paid, amounts, strict=True):
        worked_out = each.worked_out
        if term.to_date and term.before is not None:
            # What was paid so far must be known before the rest can be.
            worked_out = worked_out & instalments[term.before].worked_out
        due = units if worked_out.all() else np.where(worked_out, units, 0)
        instalments.append(PaidInstalment(term, each, before, due, worked_out))
    if len(instalments) == 1:
        [only] = instalments
        return PaidCard(holders, (only,), only.units, only.worked_out)
    everything = np.logical_and.reduce([each.worked_out for each in instalments])
    total = np.add.reduce([each.units for each in instalments])
    return PaidCard(holders, tuple(instalments), np.where(everything, total, 0), everything)
