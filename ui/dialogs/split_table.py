"""The branch as it will be once it is split: one row per KPI, one column per member."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.plan import Plan
from ui.tables.cell_table import Cell, CellTable, Tone
from ui.tables.table_view import CalmTable
from ui.theme import Theme
from workbench.analysis.splitting import SplitLine
from workbench.language import Language

_INDENT = "\u2003"


class SplitTable(CellTable):
    """What each KPI of the branch comes to, in all and for every member."""

    def __init__(self, plan: Plan, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._plan = plan
        self._language = language

    def show_lines(self, lines: Sequence[SplitLine], members: Sequence[str]) -> None:
        """Show what each KPI comes to; ``members`` are the names above their columns."""
        text = self._language.text
        headings = (text("KPI"), text("How"), text("Total"), *members)
        self.show_cells(headings, [self._row(line) for line in lines])

    def _row(self, line: SplitLine) -> list[Cell]:
        text = self._language.text
        how = text("shared out") if line.handed_out else text("copied")
        name = self._plan.kpis[line.key].name
        return [
            Cell(_INDENT * line.depth + name, right=False, strong=line.depth == 0, spoken=name),
            Cell(how, right=False, tone=Tone.QUIET),
            self._figure(line, line.after, strong=line.depth == 0),
            *(self._figure(line, figure) for figure in line.members),
        ]

    def _figure(self, line: SplitLine, figure: float, *, strong: bool = False) -> Cell:
        unit = self._plan.kpis[line.key].unit
        written = self._language.figure(figure, unit, self._plan.currency, short=True)
        return Cell(written, strong=strong)


class SplitView(CalmTable):
    """The table on screen; it scrolls inside the dialog."""

    def __init__(self, theme: Theme, language: Language, parent: QWidget) -> None:
        super().__init__(theme, parent, name=language.text("What the branch comes to"))
        self.setMinimumHeight(120)

    @override
    def fit(self) -> None:
        """Give columns their room, but take only the height that the dialog has."""
        super().fit()
        self.setMinimumHeight(120)
        self.setMaximumHeight(16777215)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    @override
    def sizeHint(self) -> QSize:
        """Return room for a few members."""
        return QSize(520, 260)
