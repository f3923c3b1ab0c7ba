"""Odds that are far from usual, and the targets that could be set instead."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from models.changes import Edited, EditError, EditFault, edited
from models.edits.lookup import row_of
from models.edits.scorecards import put_measure
from models.keys import KpiKey, MeasureKey, PositionKey
from models.kpi import Sense
from models.places import Place
from models.plan import Plan
from models.scorecard import Curve, Measure
from workbench.analysis.alignment.weights import Subject
from workbench.analysis.incentives.hint import (
    Odds,
    PayHint,
    PayHintCode,
    TargetMend,
    TargetSet,
)
from workbench.analysis.life.odds import MeasureChance
from workbench.pay.program import PayProgram

THRESHOLD: Final = 0.75
"""Usual is about 0.9: less than this is far off."""
USUAL: Final = (0.6, 0.7)
"""Of a target; elsewhere another one is offered."""
TARGET: Final = (0.45, 0.85)
"""Less or more is far off."""
MAXIMUM: Final = (0.01, 0.25)
"""Usual is about 0.1."""
_DIGITS: Final = 3
"""Significant digits of a target that is offered: nobody is told 3,951,723.15."""


@dataclass(frozen=True, slots=True)
class _Paid:
    """A measure with its chances, group by group."""

    position: PositionKey
    measure: Measure
    chances: tuple[MeasureChance, ...]

    @property
    def alike(self) -> tuple[KpiKey | None, tuple[float | None, ...], Curve | None, str]:
        """What makes two measures one hint: the same result, targets and curve."""
        measure = self.measure
        return measure.kpi, measure.targets, measure.curve, str(measure.every)


def odds_hints(program: PayProgram, chances: Sequence[MeasureChance]) -> Iterator[PayHint]:
    """Yield the measures whose odds are far from usual; several positions alike are one hint."""
    design = program.design
    if design is None:
        return
    groups: dict[object, list[_Paid]] = {}
    for paid in _paid(program, chances):
        groups.setdefault(paid.alike, []).append(paid)
    for alike in groups.values():
        first = alike[0]
        odds = _mean(first.chances)
        kpi = first.measure.kpi
        if kpi is None or not _far(odds) or not _moves(first.chances):
            continue
        field = f"scorecards/{first.position}/measures/{first.measure.key}/targets"
        mend = None
        if not math.isnan(odds.target) and not USUAL[0] <= odds.target <= USUAL[1]:
            sets = tuple(
                TargetSet(each.position, each.measure.key, targets)
                for each in alike
                if (targets := _offered(program.plan, each)) is not None
            )
            mend = TargetMend(design.key, kpi, sets) if sets else None
        yield PayHint(
            PayHintCode.ODDS,
            Place("designs", design.key, field),
            positions=tuple(each.position for each in alike),
            subject=Subject(kpi),
            odds=odds,
            mend=mend,
        )


def targets_set(plan: Plan, mend: TargetMend) -> Edited:
    """Set the targets that a hint offers, as one step.

    Raises:
        EditError: NO_SUCH_ROW where the plan is another one by now.
    """
    after = plan
    for each in mend.sets:
        design = row_of("designs", after.designs, mend.design)
        card = row_of("scorecards", design.scorecards, each.position)
        measure = next((row for row in card.measures if row.key == each.measure), None)
        if measure is None:
            details = {"table": "measures", "key": each.measure}
            raise EditError(EditFault.NO_SUCH_ROW, details)
        changed = replace(measure, targets=each.targets)
        after, _ = put_measure(after, mend.design, each.position, changed)
    return edited(plan, after)


def _paid(program: PayProgram, chances: Sequence[MeasureChance]) -> Iterator[_Paid]:
    found: dict[tuple[PositionKey, MeasureKey], list[MeasureChance]] = {}
    for chance in chances:
        found.setdefault((chance.mark.position, chance.mark.measure), []).append(chance)
    for (position, key), own in found.items():
        compiled = program.compiled.get(position)
        measures = () if compiled is None else compiled.scorecard.measures
        measure = next((row for row in measures if row.key == key), None)
        if measure is not None:
            yield _Paid(position, measure, tuple(own))


def _mean(chances: Sequence[MeasureChance]) -> Odds:
    count = len(chances)
    return Odds(
        sum(each.threshold_odds for each in chances) / count,
        sum(each.target_odds for each in chances) / count,
        sum(each.maximum_odds for each in chances) / count,
    )


def _far(odds: Odds) -> bool:
    # Comparisons with NaN are false: what is unknown is not far off.
    return (
        odds.threshold < THRESHOLD
        or odds.target < TARGET[0]
        or odds.target > TARGET[1]
        or odds.maximum < MAXIMUM[0]
        or odds.maximum > MAXIMUM[1]
    )


def _moves(chances: Sequence[MeasureChance]) -> bool:
    """Return whether the results are uncertain at all."""
    return any(each.p90 > each.p10 for each in chances)


def _offered(plan: Plan, paid: _Paid) -> tuple[float, ...] | None:
    """Return targets at the results' P35, by group; None where one has no value."""
    kpi = plan.kpis.get(paid.measure.kpi or KpiKey(""))
    if kpi is None:
        return None
    found = [each.p35 for each in sorted(paid.chances, key=lambda each: each.mark.group.number)]
    if any(map(math.isnan, found)):
        return None
    lower = kpi.sense is Sense.LOWER
    return tuple(_round(figure, up=lower) for figure in found)


def _round(figure: float, *, up: bool) -> float:
    """Round to a few digits, towards what is easier to reach."""
    if figure == 0.0:
        return 0.0
    step = 10.0 ** (math.floor(math.log10(abs(figure))) - _DIGITS + 1)
    whole = figure / step
    rounded = math.ceil(whole - 1e-9) if up else math.floor(whole + 1e-9)
    # Division by a power of ten is exact where multiplication by 0.001 is not.
    return rounded * step if step >= 1.0 else rounded / round(1.0 / step)
