"""What is said of a formula while it is still being typed: what is wrong so far, and where."""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.formula_parser import FormulaError, FormulaFault
from models.plan import Plan
from workbench.formula_entry import TypedFormula, fault_of, read_formula
from workbench.formula_faults import formula_sentence
from workbench.formula_words import formula_in_names
from workbench.language import Language

_UNFINISHED = frozenset(
    {FormulaFault.EMPTY, FormulaFault.UNEXPECTED_END, FormulaFault.FUNCTION_WITHOUT_ARGUMENTS}
)


@dataclass(frozen=True, slots=True)
class FormulaReading:
    """What is made of a formula so far.

    Attributes:
        wrong: the parts that are wrong: from where to where, in what was typed.
        sentence: what is wrong, or how it was read where it was typed as a spreadsheet has it;
            empty while there is nothing to say, or while it is only unfinished.
        fault: whether it is wrong; else a name is only of no KPI yet.
        whole: whether it is a formula that could be worked out.
    """

    wrong: tuple[tuple[int, int], ...] = ()
    sentence: str = ""
    fault: bool = False
    whole: bool = False


def reading_of(plan: Plan, typed: str, cursor: int, language: Language) -> FormulaReading:
    """Read a formula while it is typed; the word at the cursor is not complained of.

    Args:
        plan: whose KPIs it names.
        typed: the text so far.
        cursor: where the next character goes.
        language: of the sentence.
    """
    formula = read_formula(plan, typed)
    fault = fault_of(formula)
    if fault is not None:
        if fault.fault in _UNFINISHED:
            return FormulaReading()
        start = min(formula.typed_position(fault.position), len(typed))
        stop = max(start + 1, start + len(fault.detail))
        if start <= cursor <= stop and cursor == len(typed):
            return FormulaReading()
        there = FormulaError(fault.fault, start, fault.detail)
        sentence = formula_sentence(there, language)
        return FormulaReading(((start, min(stop, len(typed))),), sentence, fault=True)
    settled = tuple(each for each in formula.places if not each[0] <= cursor <= each[1])
    if not settled:
        whole = bool(formula.text) and not formula.strangers
        return FormulaReading(sentence=_read_as(plan, formula, language), whole=whole)
    words = [typed[start:stop] for start, stop in settled]
    sentence = language.plural(
        "There is no KPI {names} yet: Enter offers to add it.",
        "There are no KPIs {names} yet: Enter offers to add them.",
        len(words),
        names=", ".join(words),
    )
    return FormulaReading(settled, sentence)


def _read_as(plan: Plan, formula: TypedFormula, language: Language) -> str:
    """Say how a formula was read that was typed as a spreadsheet has it; else nothing."""
    if not formula.reread:
        return ""
    listed = re.sub(r"\s*,\s*", ", ", formula.text)
    return language.text("Read as {formula}", formula=formula_in_names(plan, listed))
