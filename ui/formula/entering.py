"""Taking formulas that were typed, and roll-ups that were chosen, or saying why not."""

from __future__ import annotations

from functools import partial

from models.changes import EditError, EditFault
from models.edits.rollups import RollupShape
from models.formula import references
from models.formula_parser import FormulaError
from models.keys import KpiKey
from models.tree import kpi_tree
from ui.document import Document, Edit
from ui.refusal import Refusal
from workbench.formula_entry import TypedFormula, enter_formula, enter_rollup, read_formula
from workbench.language import Language
from workbench.sentences import edit_sentence


class FormulaEntering:
    """Asks the document for formulas, by keys or names, and words what it refuses."""

    def __init__(self, document: Document, language: Language) -> None:
        self._document = document
        self._language = language

    def take(self, key: KpiKey, typed: str) -> Refusal | None:
        """Give a KPI the formula that was typed; unknown names are offered as new drivers."""
        plan = self._document.plan
        formula = read_formula(plan, typed)
        before = references(plan.kpis[key].formula).all
        if all(name in before for name in formula.strangers):
            return self._take(key, formula, add_unknown=False)
        try:
            enter_formula(plan, key, formula)
        except EditError as error:
            return self._worded(error, formula)
        words = list(formula.strangers.values())
        sentence = self._language.plural(
            "There is no KPI {names} yet.",
            "There are no KPIs {names} yet.",
            len(words),
            names=", ".join(words),
        )
        fix = self._language.plural("Add it", "Add them", len(words))
        mend = partial(self._take, key, formula, add_unknown=True)
        return Refusal(sentence, formula.places[0][0], fix, mend)

    def roll_up(self, key: KpiKey, shape: RollupShape) -> Refusal | None:
        """Bring what is below a KPI together in another way; a driver stands for its parent."""
        plan = self._document.plan
        if plan.kpis[key].is_driver:
            key = kpi_tree(plan.kpis).home[key] or key
        label = self._language.text("Roll-up of {name}", name=plan.kpis[key].name)
        return self._apply(label, partial(enter_rollup, key=key, shape=shape), None)

    def _take(self, key: KpiKey, formula: TypedFormula, *, add_unknown: bool) -> Refusal | None:
        name = self._document.plan.kpis[key].name
        label = self._language.text("Formula of {name}", name=name)
        edit = partial(enter_formula, key=key, formula=formula, add_unknown=add_unknown)
        return self._apply(label, edit, formula)

    def _apply(self, label: str, edit: Edit, formula: TypedFormula | None) -> Refusal | None:
        try:
            self._document.apply(label, edit)
        except EditError as error:
            return self._worded(error, formula)
        return None

    def _worded(self, error: EditError, formula: TypedFormula | None) -> Refusal:
        """Word a refusal; a place in the formula is one in what was typed."""
        position: int | None = None
        fault = error.details.get("error")
        if error.fault is EditFault.SYNTAX and formula and isinstance(fault, FormulaError):
            position = formula.typed_position(fault.position)
            there = FormulaError(fault.fault, position, fault.detail)
            error = EditError(error.fault, {**error.details, "error": there})
        return Refusal(edit_sentence(error, self._document.plan, self._language), position)
