"""Edits of what describes a KPI, typed as one line: unit, sense and responsibility."""

from __future__ import annotations

from functools import partial

from models.edits.formula_names import with_keys
from models.edits.kpis import set_formula, set_responsibility, update_kpi
from models.keys import KpiKey
from models.kpi import Kpi
from ui.decompose.outline_columns import ColumnKind
from ui.decompose.tree_edits import TreeEdits
from ui.document import Document, Edit
from ui.refusal import Refusal
from workbench.described_typed import (
    DescriptionError,
    parse_sense,
    parse_shares,
    parse_unit,
    shares_text,
)
from workbench.formula_entry import enter_formula, read_formula
from workbench.language import Language
from workbench.rate_weights import unit_chosen


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

    def set_words(self, key: KpiKey, kind: ColumnKind, text: str) -> Refusal | None:
        """Take what was typed into a column of words, as one step."""
        edit = self.edit_of(key, kind, text)
        if isinstance(edit, Refusal):
            return edit
        name = self._kpi(key).name
        label = self._language.text("Describe {name}", name=name)
        if kind is ColumnKind.RESPONSIBILITY:
            label = self._language.text("Responsibility of {name}", name=name)
        return self._edits.make(label, edit)

    def edit_of(self, key: KpiKey, kind: ColumnKind, text: str) -> Edit | Refusal:
        """Return the edit that text in a column of words asks for; why not where it cannot be."""
        plan, kpi, language = self._document.plan, self._kpi(key), self._language
        try:
            match kind:
                case ColumnKind.UNIT:
                    unit = parse_unit(text, kpi.unit, plan, language)
                    return partial(unit_chosen, key=key, unit=unit)
                case ColumnKind.SENSE:
                    return partial(update_kpi, key=key, sense=parse_sense(text, language))
                case ColumnKind.RESPONSIBILITY:
                    shares = parse_shares(text, plan, language)
                    return partial(set_responsibility, key=key, shares=shares)
                case _:
                    formula = read_formula(plan, text)
                    if formula.strangers:
                        # Names of no KPI that are pasted are no new drivers.
                        return partial(set_formula, key=key, text=with_keys(plan, text))
                    return partial(enter_formula, key=key, formula=formula)
        except DescriptionError as error:
            return Refusal(str(error))

    def _kpi(self, key: KpiKey) -> Kpi:
        return self._document.plan.kpis[key]
