"""A formula as somebody types it: read, with what it names in vain, and taken."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from models.changes import Edited, diff
from models.edits.formula_names import KeyedFormula, TypedNames, folded, keyed, typed_names
from models.edits.kpis import fresh_key_among, rename, set_formula
from models.edits.rollups import RollupShape, roll_up
from models.formula import position_of, references
from models.formula_parser import FormulaError, parse
from models.formula_tree import FUNCTIONS, WORDS
from models.keys import KpiKey
from models.plan import Plan
from workbench.formula_spelling import as_kept, spelled
from workbench.rate_weights import rates_weighted
from workbench.unit_guess import formula_set, named_kpi, operand_kpi

_WORD: Final = re.compile(r"(?<![\w.])[^\W\d]\w*(?:['’][^\W\d]\w*)*(?!\w)(?!\s*\()")
_KEY: Final = re.compile(r"(?<![\w.])[a-z][a-z0-9_]*")
_BLANK: Final = re.compile(r"[ \u00a0\u202f]+")


@dataclass(frozen=True, slots=True)
class TypedFormula:
    """A formula as it was typed, and what the program makes of it.

    Attributes:
        text: by keys; words of no KPI that cannot be keys are written as keys.
        strangers: the names of no KPI that it holds, each key with how it was typed.
        places: for each stranger: from where to where it was typed.
        keyed: where the parts of ``text`` were typed.
        reread: whether it was typed as a spreadsheet has it, so that what was understood is
            worth saying.
    """

    text: str
    strangers: Mapping[str, str]
    places: tuple[tuple[int, int], ...]
    keyed: KeyedFormula
    reread: bool

    def typed_position(self, position: int) -> int:
        """Return where a character of ``text`` was typed."""
        return self.keyed.typed_position(position)


def read_formula(plan: Plan, typed: str) -> TypedFormula:
    """Read a formula that may be typed by names or keys.

    A word of no KPI such as ``Coûts`` is read as the key that a KPI of that name would get,
    so that it can be offered as a new driver; so are words that follow each other, among
    them one of no KPI, such as ``Clients moyens``. An ``x`` that stands alone multiplies,
    and ``1,5`` and ``;`` mean what they mean in a French spreadsheet.
    """
    by_keys = keyed(plan, typed)
    by_keys, reread = as_kept(by_keys, x_multiplies="x" not in plan.kpis)
    strange: dict[str, str] = {}
    unknown = _unknown(plan, by_keys, typed)
    for word in unknown.values():
        strange.setdefault(word, fresh_key_among({*plan.kpis, *strange.values()}, word, "kpi"))
    # A word that is a key as it stands stays, whatever a name like it would be called by.
    strange = {word: word if _is_key(word) else key for word, key in strange.items()}
    kept = spelled(by_keys, {place: strange[word] for place, word in unknown.items()})
    typed_as = {key: word for word, key in strange.items()}
    named = references(kept.text).all
    there = [(position_of(kept.text, name) or 0, name) for name in named]
    strangers: dict[str, str] = {}
    places: list[tuple[int, int]] = []
    for at, name in sorted(there):
        if name not in plan.kpis:
            word = strangers[name] = typed_as.get(name, name)
            start = kept.typed_position(at)
            places.append((start, start + len(word)))
    return TypedFormula(kept.text, MappingProxyType(strangers), tuple(places), kept, reread)


_RECENT_SIZE: Final = 8
_recent: list[tuple[TypedNames, str, str]] = []
"""Names, a formula, and how it is typed by them: the last ones that were asked for."""


def formula_as_typed(plan: Plan, formula: str) -> str:
    """Return a formula as it is typed: by the names on screen, where they say what keys say.

    A name that several KPIs bear, or that no formula can hold, leaves its key. What is
    returned is read as ``formula`` again; one that cannot be read stays as it is.
    """
    if not references(formula).all:
        return formula
    names = typed_names(plan)
    # While a figure is dragged this is asked in every frame, of the same names and formula.
    for known, text, by_names in tuple(_recent):
        if known is names and text == formula:
            return by_names
    by_names = _as_typed(plan, names, formula)
    _recent.insert(0, (names, formula, by_names))
    del _recent[_RECENT_SIZE:]
    return by_names


def _as_typed(plan: Plan, names: TypedNames, formula: str) -> str:
    def typed(match: re.Match[str]) -> str:
        word = match.group()
        kpi = plan.kpis.get(KpiKey(word))
        return word if kpi is None or not names.stands_for(kpi.name, kpi.key) else kpi.name

    by_names = _KEY.sub(typed, formula)
    return by_names if read_formula(plan, by_names).text == formula else formula


def fault_of(formula: TypedFormula) -> FormulaError | None:
    """Return why what was typed is no formula; None where it is one, or nothing."""
    if not formula.text:
        return None
    try:
        parse(formula.text)
    except FormulaError as error:
        return error
    return None


def enter_formula(
    plan: Plan, key: KpiKey, formula: TypedFormula, *, add_unknown: bool = False
) -> Edited:
    """Give a KPI the formula that was typed, new drivers their names and units, and it its own.

    A rate that it multiplies by a count may be weighted by that count from now on: see
    :func:`workbench.rate_weights.rates_weighted`.

    Args:
        plan: the plan.
        key: the KPI.
        formula: what was typed.
        add_unknown: whether names of no KPI become new drivers.

    Raises:
        EditError: NO_SUCH_ROW, SYNTAX, CYCLE.
    """
    after, _ = set_formula(plan, key, formula.text, add_unknown=add_unknown)
    if add_unknown:
        for stranger, word in formula.strangers.items():
            new = KpiKey(stranger)
            if word != stranger:
                after, _ = rename(after, new, word.replace("_", " "))
            started = after.kpis[new].unit, after.kpis[new].time
            after, _ = named_kpi(after, new, started_as=started)
            after, _ = operand_kpi(after, new, key)
            if after.kpis[key].formula != formula.text:
                # What was typed stands, with the signs that were typed.
                row = replace(after.kpis[key], formula=formula.text)
                after = replace(after, kpis=after.kpis.replacing(row))
    if plan.kpis[key].formula != formula.text:
        after, _ = formula_set(after, key)
        after, _ = rates_weighted(plan, after, key)
    return after, diff(plan, after)


def enter_rollup(plan: Plan, key: KpiKey, shape: RollupShape) -> Edited:
    """Bring what is below a KPI together in another way; its unit follows as with a formula.

    Raises:
        EditError: see :func:`models.edits.rollups.roll_up`.
    """
    after, _ = roll_up(plan, key, shape)
    after, _ = formula_set(after, key)
    after, _ = rates_weighted(plan, after, key)
    return after, diff(plan, after)


def _is_key(word: str) -> bool:
    return re.fullmatch(r"[a-z][a-z0-9_]*", word) is not None


def _unknown(plan: Plan, formula: KeyedFormula, typed: str) -> dict[tuple[int, int], str]:
    """Return the names of no KPI in a formula: from where to where each stands, and as typed."""
    shared, text = typed_names(plan).shared, formula.text
    runs: list[list[re.Match[str]]] = []
    for match in _WORD.finditer(text):
        if match.group() in WORDS or match.group() in FUNCTIONS:
            continue
        before = runs[-1][-1].end() if runs else 0
        if runs and _BLANK.fullmatch(text, before, match.start()):
            runs[-1].append(match)
        else:
            runs.append([match])
    unknown: dict[tuple[int, int], str] = {}
    for run in runs:
        # A name that several KPIs bear is no new one.
        if all(each.group() in plan.kpis or folded(each.group()) in shared for each in run):
            continue
        start, stop = run[0].start(), run[-1].end()
        # As typed: a part of it may have been read as the name of a KPI.
        first, last = formula.typed_position(start), formula.typed_position(stop)
        unknown[start, stop] = typed[first:last] if len(run) > 1 else text[start:stop]
    return unknown
