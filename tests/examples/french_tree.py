"""The tree of the French sample drawn anew: what is typed, and what must come out."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from models.keys import BASE, KpiKey
from models.kpi import Kpi, UnitKind
from models.plan import Plan
from models.tree import kpi_tree
from ui.document import Document
from workbench.results import results_of

NAME = re.compile(r"[a-z_][a-z_0-9]*")


def children(sample: Plan, key: KpiKey) -> list[KpiKey]:
    """Return the KPIs that are at home below one."""
    tree = kpi_tree(sample.kpis)
    return [child.key for child in tree.children[key] if child.known and not child.link]


def by_name(sample: Plan, plan: Plan) -> Mapping[KpiKey, KpiKey]:
    """Return the key that each KPI of the sample got in a plan."""
    keys = {kpi.name: kpi.key for kpi in plan.kpis.values()}
    return {kpi.key: keys[kpi.name] for kpi in sample.kpis.values()}


def in_words(sample: Plan, formula: str) -> str:
    """Return a formula by the names on screen."""
    return NAME.sub(
        lambda found: sample.kpis[KpiKey(found[0])].name if found[0] in sample.kpis else found[0],
        formula,
    )


def in_keys(keys: Mapping[KpiKey, KpiKey], formula: str) -> str:
    """Return a formula of the sample by the keys of another plan."""
    return NAME.sub(lambda found: keys.get(KpiKey(found[0]), found[0]), formula)


def figure(kpi: Kpi, value: float) -> str:
    """Return a figure as a French manager types it."""
    if kpi.unit.kind is UnitKind.SHARE:
        return f"{value * 100:.15g}".replace(".", ",") + " %"
    return f"{value:.15g}".replace(".", ",")


def expect_figures(document: Document, sample: Plan) -> None:
    """Expect every figure of the sample, in every period."""
    mine, theirs = document.results.values, results_of(sample).values
    periods = list(
        zip(
            document.plan.calendar.groups(document.plan.calendar.period),
            sample.calendar.groups(sample.calendar.period),
            strict=True,
        )
    )
    for key, own in by_name(sample, document.plan).items():
        for here, there in periods:
            assert mine.group(own, BASE, here) == pytest.approx(
                theirs.group(key, BASE, there), rel=1e-12
            ), sample.kpis[key].name
