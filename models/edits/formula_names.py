"""Formulas as people type them: by the names on screen, where the file holds keys."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from models.formula import is_valid_key, references
from models.plan import Plan


def with_keys(plan: Plan, text: str) -> str:
    """Return a formula with the keys of the KPIs that it names.

    A formula whose keys are all known stays as it is. Case and accents do not count, a name
    that several KPIs bear is left alone, and so are keys, functions and words of the language.

    Args:
        plan: whose KPIs are named.
        text: the formula as typed, such as ``Revenu - Coûts``; one sign = may stand before it.
    """
    formula = unicodedata.normalize("NFC", text.strip().removeprefix("=").strip())
    read = references(formula).all
    if read and all(key in plan.kpis for key in read):
        return formula
    bearers = Counter(_folded(kpi.name) for kpi in plan.kpis.values())
    keys = {
        folded: kpi.key
        for kpi in plan.kpis.values()
        if bearers[folded := _folded(kpi.name)] == 1 and _is_name(folded)
    }
    if not keys:
        return formula
    longest_first = sorted(keys, key=len, reverse=True)
    names = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w|\s*\()")
    parts: list[str] = []
    end = 0
    for found in names.finditer(_folded(formula)):
        written = formula[found.start() : found.end()]
        parts.append(formula[end : found.start()])
        parts.append(written if written in plan.kpis else keys[found.group()])
        end = found.end()
    return "".join(parts) + formula[end:]


def _is_name(folded: str) -> bool:
    """Whether it is a word that a formula does not use itself, such as ``and`` or ``12``."""
    if not folded or folded[0].isdigit():
        return False
    return is_valid_key(folded) or not folded.isidentifier()


def _folded(text: str) -> str:
    """Return ``text`` without case and accents, of the same length."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(unicodedata.normalize("NFKD", sign)[0].lower()[0] for sign in composed)
