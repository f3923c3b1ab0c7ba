"""Edits of what describes a KPI, typed as one line: unit, sense and responsibility."""

from __future__ import annotations

from functools import partial

from models.edits.kpis import set_responsibility, update_kpi
from models.keys import KpiKey
from models.kpi import Kpi
from ui.decompose.refusal import Refusal
from ui.decompose.tree_edits import TreeEdits
from ui.document import Document
from workbench.described_typed import (
    DescriptionError,
    parse_sense,
    parse_shares,
    parse_unit,
    shares_text,
)
from workbench.language import Language


class DescribeEdits:
    """Reads what was typed and asks for the edit; words what cannot be read."""

    def __init__(self, document: Document, edits: TreeEdits, language: Language) -> None:
        self._document = document
        self._edits = edits
        self._language = language

    def shares_text(self, key: KpiKey) -> str:
        """Return the typed shares of a KPI as they are typed; empty where they are derived."""
        plan = self._document.plan
        return shares_text(plan.kpis[key].responsibility, plan, self._language)

    def set_unit(self, key: KpiKey, text: str) -> Refusal | None:
        """Let a KPI count something else."""
        plan, kpi = self._document.plan, self._kpi(key)
        try:
            unit = parse_unit(text, kpi.unit, plan, self._language)
        except DescriptionError as error:
            return Refusal(str(error))
        # A rule that nobody chose goes with the unit; one that somebody did stays.
        untouched = kpi.time is kpi.unit.kind.time_rule
        time = unit.kind.time_rule if untouched else kpi.time
        return self._edits.make(
            self._label(kpi), partial(update_kpi, key=key, unit=unit, time=time)
        )

    def set_sense(self, key: KpiKey, text: str) -> Refusal | None:
        """Say which way a KPI is better."""
        kpi = self._kpi(key)
        try:
            sense = parse_sense(text, self._language)
        except DescriptionError as error:
            return Refusal(str(error))
        return self._edits.make(self._label(kpi), partial(update_kpi, key=key, sense=sense))

    def set_shares(self, key: KpiKey, text: str) -> Refusal | None:
        """Say who answers for a KPI."""
        kpi = self._kpi(key)
        try:
            shares = parse_shares(text, self._document.plan, self._language)
        except DescriptionError as error:
            return Refusal(str(error))
        label = self._language.text("Responsibility of {name}", name=kpi.name)
        return self._edits.make(label, partial(set_responsibility, key=key, shares=shares))

    def _kpi(self, key: KpiKey) -> Kpi:
        return self._document.plan.kpis[key]

    def _label(self, kpi: Kpi) -> str:
        return self._language.text("Describe {name}", name=kpi.name)
