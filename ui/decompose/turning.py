"""Turning the figure of a driver, step by step, from where it stood at first."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from models.calendar import Group
from models.changes import Edited, diff_of_rows
from models.keys import BASE, KpiKey, ScenarioKey
from models.plan import Plan
from models.tree import keep_tree
from ui.document import Document
from workbench.analysis.group_value import set_group_value


class Turn:
    """One turn of a driver: however far it goes, one step of undo, and none once it is back.

    Each figure is worked out from the plan before the turn. From one to the next, a season
    that went through zero would be lost, and rounding would add up.
    """

    def __init__(self, document: Document, key: KpiKey, group: Group, *, label: str) -> None:
        """Start from the figure on screen; ``label`` names the step."""
        self._document = document
        self._key = key
        self._group = group
        self._label = label
        self._start = document.plan
        self._values = document.results.values
        self._scenario = document.scenario

    def to(self, value: float) -> None:
        """Make the figure be ``value``.

        Raises:
            EditError: the figure is refused.
        """
        after, _ = set_group_value(
            self._start,
            self._values,
            self._key,
            value,
            scenario=self._scenario,
            group=self._group,
        )
        self._show(after)

    def back(self) -> None:
        """Put everything back to where it was; no step is left."""
        self._show(self._start)

    def _show(self, wanted: Plan) -> None:
        edit = partial(_with_row_of, wanted=wanted, key=self._key, scenario=self._scenario)
        self._document.apply(self._label, edit, self)


def _with_row_of(plan: Plan, wanted: Plan, key: KpiKey, scenario: ScenarioKey) -> Edited:
    """Return ``plan`` with what ``wanted`` says of a driver in the base or a scenario."""
    if scenario == BASE:
        after = replace(plan, kpis=plan.kpis.replacing(wanted.kpis[key]))
        keep_tree(plan.kpis, after.kpis)
        return after, diff_of_rows(plan, after, kpis=(key,))
    row = wanted.scenarios[scenario]
    after = replace(plan, scenarios=plan.scenarios.replacing(row))
    return after, diff_of_rows(plan, after, scenarios=(scenario,))
