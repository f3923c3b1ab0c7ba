"""Weights fitted from cohorts: how leads that are through have converted, age by age.

The factors are those of the chain ladder of actuaries (Mack, "Distribution-free calculation
of the standard error of chain ladder reserve estimates", ASTIN Bulletin 23, 1993).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from workbench.analysis.lead_faults import LeadError, LeadFault

Cell = float | None


@dataclass(frozen=True, slots=True)
class CohortRow:
    """A cohort as it was counted.

    Attributes:
        name: for people.
        leads: how many; None where nobody knows.
        converted: how many had converted to date, by age from 0; None where nobody knows.
    """

    name: str
    leads: Cell
    converted: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class FittedCohort:
    """What a cohort will come to; NaN is no value.

    Attributes:
        name: for people.
        leads: how many.
        age: the last at which its conversions are known; -1: never.
        converted: to date, at that age.
        ultimate: at the last age: what is known × the factors that follow.
        to_come: ultimate less what has converted.
        falls: whether its conversions to date fall somewhere, which counts can hardly do.
    """

    name: str
    leads: float
    age: int
    converted: float
    ultimate: float
    to_come: float
    falls: bool


@dataclass(frozen=True, slots=True)
class Fit:
    """How cohorts convert.

    Attributes:
        factors: from each age to the next; NaN where no cohort has both, or has none before.
        pattern: by age: the share of the ultimate that has converted; NaN is no value.
        rate: ultimate conversions per lead, over the cohorts that have both; NaN is no value.
        weights: by age: conversions per lead, as ``spread`` takes them; NaN is no value.
        cohorts: in the order given.
    """

    factors: tuple[float, ...]
    pattern: tuple[float, ...]
    rate: float
    weights: tuple[float, ...]
    cohorts: tuple[FittedCohort, ...]


def fit(rows: Sequence[CohortRow]) -> Fit:
    """Fit factors and weights: Σ to date at the next age ÷ Σ at this one, where both are known.

    Args:
        rows: the cohorts; one that has fewer ages than another lacks the last ones.

    Raises:
        LeadError: NO_COHORTS; NO_AGES where no conversion is known.
    """
    if not rows:
        raise LeadError(LeadFault.NO_COHORTS)
    ages = max((len(_known(row)) and _known(row)[-1] + 1 for row in rows), default=0)
    if not ages:
        raise LeadError(LeadFault.NO_AGES)
    triangle = [(*row.converted, *[None] * ages)[:ages] for row in rows]
    sums = [_sums(triangle, age) for age in range(ages - 1)]
    factors = tuple(_ratio(after, before) for before, after in sums)
    pattern = _pattern(sums)
    cohorts = tuple(_fitted(row, factors) for row in rows)
    counted = [
        each for each in cohorts if not math.isnan(each.leads) and not math.isnan(each.ultimate)
    ]
    rate = _ratio(
        math.fsum(each.ultimate for each in counted), math.fsum(each.leads for each in counted)
    )
    steps = (pattern[0], *(after - before for before, after in pairwise(pattern)))
    return Fit(factors, pattern, rate, tuple(rate * step for step in steps), cohorts)


def _known(row: CohortRow) -> list[int]:
    return [age for age, cell in enumerate(row.converted) if cell is not None]


def _sums(triangle: Sequence[tuple[Cell, ...]], age: int) -> tuple[float, float]:
    """Return what had converted at ``age`` and at the next, over cohorts that have both."""
    both = [
        (row[age], row[age + 1])
        for row in triangle
        if row[age] is not None and row[age + 1] is not None
    ]
    before = math.fsum(one for one, _ in both if one is not None)
    return before, math.fsum(other for _, other in both if other is not None)


def _ratio(above: float, below: float) -> float:
    return above / below if below else math.nan


def _pattern(sums: Sequence[tuple[float, float]]) -> tuple[float, ...]:
    """Return the share of the ultimate that has converted by each age.

    Walked from the last age down by what stands under each factor: an age at which nobody has
    converted yet has no factor, but its share is 0.
    """
    shares = [1.0]
    for before, after in reversed(sums):
        reached = shares[-1]
        shares.append(0.0 if reached == 0.0 else reached * _ratio(before, after))
    return tuple(reversed(shares))


def _fitted(row: CohortRow, factors: tuple[float, ...]) -> FittedCohort:
    known = _known(row)
    cells = [cell for cell in row.converted if cell is not None]
    leads = math.nan if row.leads is None else row.leads
    if not known:
        return FittedCohort(row.name, leads, -1, math.nan, math.nan, math.nan, falls=False)
    converted = cells[-1]
    ultimate = converted * math.prod(factors[known[-1] :])
    falls = any(after < before for before, after in pairwise(cells))
    return FittedCohort(
        row.name, leads, known[-1], converted, ultimate, ultimate - converted, falls
    )
