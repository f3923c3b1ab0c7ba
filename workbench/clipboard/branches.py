"""Branches of a plan on the clipboard: exactly for this program, as a table for others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from immutables import Map

from models.keys import KpiKey, ScenarioKey
from models.kpi import Kpi
from models.plan import Plan
from models.scenario import Scenario
from models.table import Table
from models.tree import kpi_tree
from workbench.clipboard.cells import CopiedCell, figure_cell
from workbench.files.codec import decode, encode
from workbench.files.faults import PlanFileError
from workbench.language import Language, message
from workbench.results import Results

BRANCH_FORMAT: Final = "application/x-kpi-workbench-branch"
"""The name by which the clipboard knows the bytes of :func:`write_branches`."""

BRANCH_HEADINGS: Final = (message("Key"), message("Name"), message("Formula"), message("Unit"))
"""What stands above the first columns of :func:`branch_table`."""


def write_branches(plan: Plan, keys: Iterable[KpiKey]) -> bytes:
    """Return KPIs, all at home below them, and what scenarios say of them, as bytes.

    They are the file of a plan that holds nothing else.

    Args:
        plan: the plan they stand in.
        keys: the KPIs; none of them stands below another.

    Raises:
        PlanFileError: a text of the plan cannot be written as UTF-8.
    """
    tree = kpi_tree(plan.kpis)
    going = tuple(one for key in keys for one in tree.branch(key))
    scenarios: list[Scenario] = []
    for scenario in plan.scenarios.values():
        said = {key: scenario.overrides[key] for key in going if key in scenario.overrides}
        scenarios.append(replace(scenario, overrides=Map(said), note=""))
    held = Plan(
        name=plan.name,
        calendar=plan.calendar,
        currency=plan.currency,
        language=plan.language,
        kpis=Table[KpiKey, Kpi](plan.kpis[key] for key in going),
        scenarios=Table[ScenarioKey, Scenario](scenarios),
    )
    return encode(held)


def read_branches(data: bytes) -> Plan | None:
    """Return the plan that holds copied branches; None for bytes that are none."""
    try:
        held = decode(data, BRANCH_FORMAT)
    except PlanFileError:
        return None
    return held if len(held.kpis) else None


def branch_table(
    results: Results, keys: Iterable[KpiKey], scenario: ScenarioKey, language: Language
) -> tuple[tuple[CopiedCell, ...], ...]:
    """Return copied branches as a spreadsheet shows them: a row per KPI, a column per period.

    Args:
        results: the plan, and what was worked out from it.
        keys: the KPIs; none of them stands below another.
        scenario: whose figures.
        language: of the words and figures.
    """
    plan, text = results.plan, language.text
    tree = kpi_tree(plan.kpis)
    periods = range(plan.calendar.count)
    heading = map(text, BRANCH_HEADINGS)
    labels = (language.period_label(plan.calendar, period) for period in periods)
    rows = [tuple(CopiedCell(words, strong=True) for words in (*heading, *labels))]
    for top in keys:
        for key in tree.branch(top):
            kpi = plan.kpis[key]
            figures = results.values.of(key, scenario)
            name = CopiedCell(kpi.name, level=tree.depth[key] - tree.depth[top])
            unit = CopiedCell(language.unit_name(kpi.unit, plan.currency))
            cells = (figure_cell(float(each), kpi.unit, language) for each in figures)
            rows.append((CopiedCell(key), name, CopiedCell(kpi.formula), unit, *cells))
    return tuple(rows)
