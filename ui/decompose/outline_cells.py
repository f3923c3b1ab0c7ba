"""Copying, pasting, filling and clearing cells of the outline: one undo step each."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from models.keys import BASE, KpiKey
from models.kpi import Kpi
from ui.clipboard_table import copied, pasted
from ui.decompose.describe_edits import DescribeEdits
from ui.decompose.outline_columns import ColumnKind
from ui.decompose.outline_entry import OutlineEntry, Target
from ui.decompose.outline_range import EVERYTHING, Cells
from ui.decompose.outline_view import OutlineView
from ui.decompose.outline_words import OutlineWords
from ui.decompose.tree_edits import TreeEdits
from ui.refusal import Refusal
from workbench.clipboard.cells import CopiedCell, figure_cell


class OutlineCells:
    """Works on the rectangle of cells that is selected; refused as a whole where one is bad."""

    def __init__(
        self,
        words: OutlineWords,
        edits: TreeEdits,
        entry: OutlineEntry,
        describing: DescribeEdits,
        view: OutlineView,
    ) -> None:
        self._words = words
        self._edits = edits
        self._entry = entry
        self._describing = describing
        self._view = view

    def copy(self) -> None:
        """Put the selected cells on the clipboard, as a spreadsheet reads them."""
        cells, words = self._view.cells, self._words
        # Who answers where nobody said so takes long: those on screen are known already.
        words.begin_frame()
        rows = [self._copied(node, cells.columns) for node in cells.nodes]
        if self._view.reach == EVERYTHING:
            heads = [CopiedCell(words.header(column), strong=True) for column in cells.columns]
            rows.insert(0, heads)
        if rows:
            QGuiApplication.clipboard().setMimeData(copied(rows))

    def _copied(self, node: int, columns: tuple[int, ...]) -> list[CopiedCell]:
        """Return the cells of a row for the clipboard, figures with all digits."""
        words = self._words
        kpi = words.kpi(node)
        if kpi is None:
            return [CopiedCell(self.text(node, column)) for column in columns]
        figures = words.figures(kpi.key, columns)
        return [
            self._described(node, kpi, column)
            if figure is None
            else figure_cell(figure, kpi.unit, words.language)
            for column, figure in zip(columns, figures, strict=True)
        ]

    def _described(self, node: int, kpi: Kpi, column: int) -> CopiedCell:
        """Return a cell without figure for the clipboard."""
        words, kind = self._words, self._words.columns[column].kind
        if kind is ColumnKind.RESPONSIBILITY and kpi.responsibility:
            return CopiedCell(self._describing.shares_text(kpi.key))
        if kind is ColumnKind.NAME:
            return CopiedCell(kpi.name, level=int(words.nodes.depth[node]))
        return CopiedCell(words.cell(node, column).text)

    def cut(self) -> Refusal | None:
        """Copy the selected cells and take their figures away."""
        self.copy()
        return self.clear()

    def clear(self) -> Refusal | None:
        """Take the figures of the selected cells away; in a scenario, the base shows again."""
        cells = self._view.cells
        targets = [Target(node, column, "") for node in cells.nodes for column in cells.columns]
        label = self._words.language.text("Clear figures")
        return self._entry.enter(label, targets)

    def fill_down(self) -> Refusal | None:
        """Take the figures of the first selected row, or the row above a lone one, downwards."""
        cells = self._view.cells
        nodes = cells.nodes
        if len(nodes) == 1:
            above = self._view.row_above(nodes[0])
            if above < 0:
                return None
            nodes = (above, *nodes)
        targets = [
            Target(node, column, self.text(nodes[0], column))
            for node in nodes[1:]
            for column in cells.columns
        ]
        return self._entry.enter(self._words.language.text("Fill down"), targets)

    def fill_right(self) -> Refusal | None:
        """Take the figures of the first period, or the one before a lone one, rightwards."""
        cells = self._view.cells
        columns = [each for each in cells.columns if self._is_period(each)]
        if len(columns) == 1 and self._is_period(columns[0] - 1):
            columns.insert(0, columns[0] - 1)
        targets = [
            Target(node, column, self.text(node, columns[0]))
            for node in cells.nodes
            for column in columns[1:]
        ]
        return self._entry.enter(self._words.language.text("Fill right"), targets)

    def _is_period(self, column: int) -> bool:
        return self._words.columns[column].kind is ColumnKind.PERIOD

    def follow_base(self) -> Refusal | None:
        """Take away what the scenario says itself of the selected cells; KPIs: everywhere."""
        words, text = self._words, self._words.language.text
        document, cells = words.document, self._view.cells
        if document.scenario == BASE:
            return Refusal(text("Show a scenario first: the base follows nothing."))
        overrides = document.plan.scenarios[document.scenario].overrides
        found: dict[tuple[KpiKey, int], float | None] = {}
        for node in cells.nodes:
            key = words.nodes.keys[node]
            override = overrides.get(key)
            if override is None:
                continue
            for period in self._periods_of(cells.columns):
                if any(
                    period < len(said) and said[period] is not None
                    for said in (override.values, override.factors)
                ):
                    found[key, period] = None
        if not found:
            return Refusal(text("Here the scenario follows the base already."))
        keys = {key for key, _ in found}
        name = document.plan.kpis[next(iter(keys))].name
        label = text("Let {name} follow the base", name=name)
        if len(keys) > 1:
            label = words.language.plural(
                "Let {count} KPI follow the base", "Let {count} KPIs follow the base", len(keys)
            )
        return self._edits.set_cells(label, found)

    def _periods_of(self, columns: tuple[int, ...]) -> list[int]:
        """Return the periods that columns are about; those of words are about all of them."""
        document = self._words.document
        periods: set[int] = set()
        for column in columns:
            shown = self._words.columns[column]
            if shown.kind is ColumnKind.PERIOD:
                periods.add(shown.period)
            elif shown.is_right:
                periods.update(document.group.periods)
            else:
                periods.update(range(document.plan.calendar.count))
        return sorted(periods)

    def paste(self) -> Refusal | None:
        """Enter a table of the clipboard from the first selected cell on."""
        cells, text = self._view.cells, self._words.language.text
        # An empty clipboard has none.
        data = QGuiApplication.clipboard().mimeData() or QMimeData()
        table = pasted(data, self._words.language)
        if not cells.nodes or not table or not table[0]:
            return None
        if len(table) == len(table[0]) == 1:
            within = cells
        else:
            rows = self._view.rows_from(cells.nodes[0], len(table))
            within = Cells(rows, self._view.columns_from(cells.columns[0], len(table[0])))
            if len(within.nodes) < len(table) or len(within.columns) < len(table[0]):
                return Refusal(
                    text(
                        "{rows} × {columns} cells were copied, more than there are from "
                        "“{place}” on.",
                        rows=len(table),
                        columns=len(table[0]),
                        place=self._words.place(cells.nodes[0], cells.columns[0]),
                    )
                )
        targets = [
            Target(node, column, table[row % len(table)][beside % len(table[0])])
            for row, node in enumerate(within.nodes)
            for beside, column in enumerate(within.columns)
        ]
        return self._entry.enter(text("Paste figures"), targets)

    def text(self, node: int, column: int) -> str:
        """Return what a cell holds, its figure with all digits."""
        kpi, shown = self._words.kpi(node), self._words.columns[column]
        if kpi is None:
            return self._words.nodes.keys[node] if shown.kind is ColumnKind.NAME else ""
        if shown.kind is ColumnKind.NAME:
            return kpi.name
        if shown.kind is ColumnKind.RESPONSIBILITY and kpi.responsibility:
            return self._describing.shares_text(kpi.key)
        if not shown.takes_figures:
            return self._words.cell(node, column).text
        figure = self._words.figure(kpi.key, shown)
        return figure_cell(figure, kpi.unit, self._words.language).text
