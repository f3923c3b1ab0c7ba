"""Hints about where a KPI stands: beside the tree, alone under a parent, or one of many."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from models.keys import KpiKey
from models.places import Place
from models.rollup import recognise
from workbench.analysis.structure.hint import Hint, HintCode
from workbench.analysis.structure.mends import bundling, taking_out
from workbench.analysis.structure.survey import Survey

MOST_CHILDREN: Final = 7
"""More are hardly kept in mind (Miller 1956), and hardly fit on a screen."""


def orphans(survey: Survey) -> Iterator[Hint]:
    """Yield the KPIs that stand beside the tree and serve nothing.

    That is a root that names no KPI and that nothing names: no formula, weight, measure, gate,
    pool, scenario or lever. It has no role, and there is a tree beside which it stands: the
    first KPIs of a new plan are no orphans.
    """
    tree, plan = survey.tree, survey.plan
    if not any(tree.children[root] for root in tree.roots):
        return
    for key in tree.roots:
        alone = not tree.children[key] and key not in tree.used_by and key not in survey.named
        if alone and plan.kpis[key].role is None:
            yield Hint(HintCode.ORPHAN, Place("kpis", key, "name"))


def single_children(survey: Survey) -> Iterator[Hint]:
    """Yield the KPIs whose formula is one other KPI and nothing else, with its sign or without.

    A formula that does something with the one KPI it names, such as ``1 - share`` or
    ``spread(leads, 0.5, 0.5)``, says something of its own.
    """
    for key, kpi in survey.plan.kpis.items():
        rollup = recognise(kpi.formula) if kpi.formula else None
        if rollup is None or len(rollup.terms) != 1 or rollup.terms[0].weight:
            continue
        child = KpiKey(rollup.terms[0].key)
        if child in survey.plan.kpis and child != key:
            place = Place("kpis", key, "formula")
            mend = taking_out(survey, key, child)
            yield Hint(HintCode.SINGLE_CHILD, place, child=child, mend=mend)


def many_children(survey: Survey) -> Iterator[Hint]:
    """Yield the KPIs whose formula names more than seven others."""
    for key in survey.plan.kpis:
        count = len(survey.children(key))
        if count > MOST_CHILDREN:
            place = Place("kpis", key, "formula")
            mend = bundling(survey, key, MOST_CHILDREN)
            yield Hint(HintCode.MANY_CHILDREN, place, count=count, mend=mend)
