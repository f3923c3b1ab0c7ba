"""Hints about single KPIs: who answers for them, and whether they move the profit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from models.kpi import KpiRole, Sense
from models.places import Place
from workbench.analysis.structure.hint import Hint, HintCode
from workbench.analysis.structure.kinds import Kind, is_pleasing
from workbench.analysis.structure.mends import assigning
from workbench.analysis.structure.survey import Survey


def unanswered(survey: Survey) -> Iterator[Hint]:
    """Yield the drivers of the tree that nobody answers for, where others have somebody."""
    kpis = survey.plan.kpis
    if not any(kpi.responsibility for kpi in kpis.values()):
        return
    for key, kpi in kpis.items():
        if kpi.is_driver and not kpi.responsibility and key in survey.tree.used_by:
            place = Place("kpis", key, "responsibility")
            yield Hint(HintCode.NOBODY_ANSWERS, place, mend=assigning(survey, key))


def vanity(survey: Survey) -> Iterator[Hint]:
    """Yield what is paid, or a driver in the tree of the profit, and does not move it at all.

    In no scenario does the profit move with any figure that the KPI is worked out from, by the
    reverse gradient. Only what should rise is looked at: not costs, of which a baseline may well
    cancel out, nor guards, which are there to watch and not to earn. A driver at home elsewhere
    than below the profit, such as the equity of a return, serves what stands above it; only where
    its name pleases by itself (reach, likes, impressions …) is it told all the same.
    """
    if survey.profit is None:
        return
    earning = frozenset(survey.tree.branch(survey.profit))
    for key, kpi in survey.plan.kpis.items():
        if Kind.MOVES_PROFIT in survey.below[key]:
            continue
        paid, pleasing = key in survey.paid, is_pleasing(kpi)
        in_tree = kpi.is_driver and key in survey.tree.used_by
        if not (paid or (in_tree and (pleasing or key in earning))):
            continue
        rises = kpi.sense is Sense.HIGHER and not kpi.cost
        if rises and Kind.GUARD not in survey.kinds[key] and kpi.role not in _OWN:
            place = Place("kpis", key, "name")
            yield Hint(HintCode.VANITY, place, paid=paid, pleasing=pleasing)


_OWN: Final = frozenset({KpiRole.PROFIT, KpiRole.CLIENT_VALUE})
"""The profit itself, and what looks beyond the plan."""
