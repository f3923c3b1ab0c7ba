"""What becomes of each row of an import, as a table."""

from __future__ import annotations

from collections.abc import Set

from PySide6.QtCore import QObject

from ui.tables.cell_table import Cell, CellTable, Tone
from workbench.language import Language
from workbench.table_words import fate_word, remark_sentence
from workbench.tables.preview import Preview
from workbench.tables.tree_import import Fate, Placed

_TONES = {Fate.NEW: Tone.GOOD, Fate.CHANGED: Tone.PLAIN, Fate.SAME: Tone.QUIET}
_INDENT = "\u2003"


class ResultTable(CellTable):
    """A row per row of the sheet that is taken; a mark where there is something to know."""

    def __init__(self, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._language = language

    def show_preview(self, shown: Preview) -> None:
        """Show what an import comes to."""
        text = self._language.text
        marked = {remark.row for remark in shown.remarks}
        headings = (text("Row"), text("KPI"), "", text("Figures"), text("Formula"), text("Unit"))
        rows = [self._cells(placed, shown, marked) for placed in shown.rows]
        self.show_cells(headings, rows)

    def _cells(self, placed: Placed, shown: Preview, marked: Set[int]) -> tuple[Cell, ...]:
        language, kpi = self._language, placed.kpi
        figures, number = len(placed.row.figures), placed.row.row
        fate = fate_word(placed.fate, language)
        if number in marked:
            fate = f"{fate} · {language.text('see remark')}"
        return (
            Cell(str(number), tone=Tone.QUIET),
            Cell(f"{_INDENT * placed.depth}{kpi.name}", right=False, strong=not placed.depth),
            Cell(fate, tone=_TONES[placed.fate], right=False),
            Cell(str(figures) if figures else ""),
            Cell(kpi.formula, right=False, tone=Tone.QUIET),
            Cell(language.unit_name(kpi.unit, shown.after.currency), right=False, tone=Tone.QUIET),
        )


class RemarkTable(CellTable):
    """A row per remark: on which row of the sheet, and what."""

    def __init__(self, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._language = language

    def show_preview(self, shown: Preview) -> None:
        """Show what is worth knowing about an import."""
        names = {placed.row.row: placed.kpi.name for placed in shown.rows}
        text = self._language.text
        rows = [
            (
                Cell(str(remark.row) if remark.row else "", tone=Tone.QUIET),
                Cell(names.get(remark.row, ""), right=False),
                Cell(remark_sentence(remark, shown.after, self._language), right=False),
            )
            for remark in shown.remarks
        ]
        self.show_cells((text("Row"), text("KPI"), text("Remark")), rows)
