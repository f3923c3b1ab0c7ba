"""Whether the values stored in a workbook are those that its formulas come to."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

CLOSE = 1e-9


def same(stored: Any, worked_out: Any) -> bool:
    """Return whether two cell values are the same figure, or the same text."""
    if isinstance(stored, (int, float)) and isinstance(worked_out, (int, float)):
        return math.isclose(stored, worked_out, rel_tol=CLOSE, abs_tol=1e-12)
    return (stored or "") == (worked_out or "")


def disagreements(path: Path, recalculated: Workbook) -> list[str]:
    """Return each formula of the workbook at ``path`` whose stored value is another."""
    formulas = load_workbook(path)
    stored = load_workbook(path, data_only=True)
    found: list[str] = []
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                # Steps of a long formula are no figures of the plan: nothing is stored for them.
                if cell.data_type != "f" or str(row[0].value).startswith("step "):
                    continue
                kept = stored[sheet.title][cell.coordinate].value
                there = recalculated[sheet.title][cell.coordinate].value
                if not same(kept, there):
                    formula = str(cell.value)[:300]
                    found.append(f"{sheet.title}!{cell.coordinate}: {kept!r} {there!r} {formula}")
    return found
