"""A formula as somebody types it: read, with what it names in vain, and taken."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from models.changes import Edited, diff
from models.edits.formula_names import KeyedFormula, folded, keyed, typed_names
from models.edits.kpis import fresh_key_among, rename, set_formula
from models.edits.rollups import RollupShape, roll_up
from models.formula import position_of, references
from models.formula_parser import FormulaError, parse
from models.formula_tree import FUNCTIONS, WORDS
from models.keys import KpiKey
from models.plan import Plan
from workbench.rate_weights import rates_weighted
from workbench.unit_guess import formula_set, named_kpi, operand_kpi

_WORD: Final = re.compile(r"(?<![\w.])[^\W\d]\w*(?!\w)(?!\s*\()")


@dataclass(frozen=True, slots=True)
class TypedFormula:
    """A formula as it was typed, and what the program makes of it.

    Attributes:
        text: by keys; words of no KPI that cannot be keys are written as keys.
        strangers: the names of no KPI that it holds, each key with how it was typed.
        places: for each stranger: from where to where it was typed.
        keyed: where the parts of ``text`` were typed.
    """

    text: str
    strangers: Mapping[str, str]
    places: tuple[tuple[int, int], ...]
    keyed: KeyedFormula

    def typed_position(self, position: int) -> int:
        """Return where a character of ``text`` was typed."""
        return self.keyed.typed_position(position)


def read_formula(plan: Plan, typed: str) -> TypedFormula:
    """Read a formula that may be typed by names or keys.

    A word of no KPI such as ``Coûts`` is read as the key that a KPI of that name would get,
    so that it can be offered as a new driver.
    """
    by_keys = keyed(plan, typed)
    shared = typed_names(plan).shared
    strange: dict[str, str] = {}
    for match in _WORD.finditer(by_keys.text):
        word = match.group()
        # A name that several KPIs bear is no new one.
        known = word in plan.kpis or word in FUNCTIONS or word in WORDS
        if not known and folded(word) not in shared:
            strange.setdefault(word, fresh_key_among({*plan.kpis, *strange.values()}, word, "kpi"))
    # A word that is a key as it stands stays, whatever a name like it would be called by.
    strange = {word: word if _is_key(word) else key for word, key in strange.items()}
    spelled = _spelled(by_keys, strange)
    typed_as = {key: word for word, key in strange.items()}
    named = references(spelled.text).all
    there = [(position_of(spelled.text, name) or 0, name) for name in named]
    strangers: dict[str, str] = {}
    places: list[tuple[int, int]] = []
    for at, name in sorted(there):
        if name not in plan.kpis:
            word = strangers[name] = typed_as.get(name, name)
            start = spelled.typed_position(at)
            places.append((start, start + len(word)))
    return TypedFormula(spelled.text, MappingProxyType(strangers), tuple(places), spelled)


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

    A rate that it multiplies by a count is weighted by that count from now on: see
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


def _spelled(formula: KeyedFormula, keys: Mapping[str, str]) -> KeyedFormula:
    """Return a formula with words that are no keys replaced by the keys they would get."""
    parts: list[str] = []
    starts: list[tuple[int, int, int]] = []
    written = end = 0
    for match in _WORD.finditer(formula.text):
        key = keys.get(match.group())
        if key is None or key == match.group():
            continue
        before = formula.text[end : match.start()]
        for part, at in ((before, end), (key, match.start())):
            starts += _shifted(formula, at, written, len(part) if part is before else len(match[0]))
            parts.append(part)
            written += len(part)
        end = match.end()
    if not parts:
        return formula
    rest = formula.text[end:]
    starts += _shifted(formula, end, written, len(rest))
    return KeyedFormula("".join(parts) + rest, tuple(starts))


def _shifted(
    formula: KeyedFormula, start: int, written: int, length: int
) -> list[tuple[int, int, int]]:
    """Return the parts of a formula from ``start`` on, as they stand from ``written`` on."""
    stop = start + length
    first = (written, formula.typed_position(start), length)
    later = [
        (written + at - start, typed, size)
        for at, typed, size in formula.starts
        if start < at < stop
    ]
    return [first, *later]
