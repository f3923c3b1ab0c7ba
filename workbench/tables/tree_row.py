"""What is read from a row of a table, and what is worth knowing about it."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from immutables import Map

from models.kpi import Sense, Unit

_TOTAL: Final = re.compile(r"(?:sous[- ]?total|sub-?total|total)\b", re.IGNORECASE)


class Remark(StrEnum):
    """What is worth knowing about a row; the details that go with each stand behind it."""

    NOT_A_NUMBER = "not_a_number"  # column, text
    TOTAL_LEFT_OUT = "total_left_out"
    OTHER_PERIOD = "other_period"  # column
    SCALED = "scaled"  # factor
    READ_AS_PERCENT = "read_as_percent"
    READ_AS_FRACTION = "read_as_fraction"
    AMBIGUOUS = "ambiguous"  # column, text, note
    NO_PARENT = "no_parent"  # parent
    OWN_PARENT = "own_parent"
    BAD_FORMULA = "bad_formula"  # error: a FormulaError
    UNKNOWN_NAMES = "unknown_names"  # names
    CYCLE = "cycle"  # path
    NOT_NAMED = "not_named"  # parent
    FORMULA_WINS = "formula_wins"
    TWICE = "twice"  # name
    CUT = "cut"
    COST_SIGN = "cost_sign"
    WHOLE_YEAR = "whole_year"  # column, group: a Group; None for all periods of the plan
    VALUE_LEFT_OUT = "value_left_out"  # column, heading
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class RowRemark:
    """A remark on a row; ``row`` counts from 1 as spreadsheets do, 0 means the whole sheet."""

    row: int
    remark: Remark
    details: Map[str, Any] = field(default_factory=Map[str, Any])


@dataclass(frozen=True, slots=True)
class TreeRow:
    """A KPI as a row tells it.

    Attributes:
        row: in the sheet, from 1.
        name: for people.
        key: as the sheet gives it; empty for none.
        parent: key or name of what it stands below; empty for none.
        depth: how deep it is indented, from 0; None where the sheet indents nothing.
        formula: by keys or names; empty for none.
        unit: None where none is told.
        figures: by period of the plan.
        whole: the periods that its one figure is for, all together; empty where figures have
            periods of their own. It stands at the first of them.
        part: which of the levels above it a row repeats, from 1; 0 for what the row is about.
    """

    row: int
    name: str
    key: str = ""
    parent: str = ""
    depth: int | None = None
    formula: str = ""
    unit: Unit | None = None
    sense: Sense | None = None
    definition: str = ""
    source: str = ""
    note: str = ""
    figures: Map[int, float] = field(default_factory=Map[int, float])
    whole: tuple[int, ...] = ()
    part: int = 0

    @property
    def place(self) -> tuple[int, int]:
        """What tells it from every other row."""
        return self.row, self.part


def is_total(row: TreeRow, above: Sequence[TreeRow]) -> bool:
    """Whether a row only adds up rows above it, as its name says and its figures prove."""
    if not _TOTAL.match(row.name) or not row.figures or row.formula:
        return False
    if row.name.lower().startswith(("sous", "sub")):
        return True
    sums: dict[int, float] = {}
    added = 0
    for other in reversed(above):
        if row.depth is not None and other.depth is not None:
            if other.depth > row.depth:
                continue
            if other.depth < row.depth:
                break
        for period, figure in other.figures.items():
            sums[period] = sums.get(period, 0.0) + figure
        added += 1
        if added > 1 and all(
            math.isclose(sums.get(period, 0.0), figure, rel_tol=1e-6, abs_tol=0.5e-6)
            for period, figure in row.figures.items()
        ):
            return True
    return False
