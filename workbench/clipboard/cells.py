"""Cells of a table that is copied."""

from __future__ import annotations

import math
from dataclasses import dataclass

from models.kpi import Unit, UnitKind
from workbench.figures_typed import figure_text
from workbench.language import Language

_NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class CopiedCell:
    """One cell on its way to a spreadsheet.

    Attributes:
        text: its words or figure, as they are read back.
        number: the figure; None for words.
        percent: whether the figure is shown as a percentage.
        level: how many levels its words are indented.
        strong: whether it is written bold.
    """

    text: str = ""
    number: float | None = None
    percent: bool = False
    level: int = 0
    strong: bool = False


def figure_cell(figure: float | None, unit: Unit, language: Language) -> CopiedCell:
    """Return the cell of a figure, with all its digits but those that are dust of sums."""
    if figure is None or not math.isfinite(figure):
        return CopiedCell()
    number = float(f"{figure:.12g}")
    # Spreadsheets take a space before the percent sign for a word.
    text = figure_text(number, unit, language).replace(_NBSP, "")
    return CopiedCell(text, number, percent=unit.kind is UnitKind.SHARE)
