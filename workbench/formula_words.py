"""A formula as people read it: the names of KPIs in place of their keys."""

from __future__ import annotations

import re
from typing import Final

from models.formula_tree import FUNCTIONS, WORDS
from models.keys import KpiKey
from models.plan import Plan

_SIGNS: Final = {"*": "×", "/": "÷", "-": "−"}
_PART: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[0-9.]+(?:[eE][+-]?[0-9]+)?|[*/-]")


def formula_in_names(plan: Plan, formula: str) -> str:
    """Write ``formula`` with the names of its KPIs and the signs of print.

    What names no KPI of the plan stays as it stands.
    """

    def part(match: re.Match[str]) -> str:
        word = match.group()
        if word in FUNCTIONS or word in WORDS:
            return word
        kpi = plan.kpis.get(KpiKey(word))
        return _SIGNS.get(word, word) if kpi is None else kpi.name

    return _PART.sub(part, formula)
