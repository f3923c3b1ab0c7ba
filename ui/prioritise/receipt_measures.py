"""Each measure: from where it pays, its target, its most, what it pays in the scenario."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.tables.cell_table import Cell, CellTable, Tone
from ui.tables.table_view import CalmTable
from ui.theme import Theme
from ui.widgets.panel import Panel
from workbench.analysis.receive.readings import Mark, MeasureLine, Reading
from workbench.language import NO_VALUE, Language
from workbench.receive_terms import Wording


class MeasureTable(CellTable):
    """A row per measure; of one that is read quarter by quarter, a row for each below it."""

    def __init__(self, language: Language, parent: QObject) -> None:
        """Make an empty table."""
        super().__init__(parent)
        self._language = language
        self.show_lines((), None)

    def show_lines(self, lines: tuple[MeasureLine, ...], wording: Wording | None) -> None:
        """Show other measures; None: of nobody."""
        text = self._language.text
        says = "" if wording is None else text("{name} says", name=wording.scenario)
        headings = [
            text("Measure"),
            text("Threshold"),
            text("Target"),
            text("Maximum"),
            says,
            text("Pays"),
        ]
        rows: list[list[Cell]] = []
        if wording is not None:
            for line in lines:
                rows += self._rows_of(line, wording)
        self.show_cells(headings, rows)

    def _rows_of(self, line: MeasureLine, wording: Wording) -> list[list[Cell]]:
        name = wording.thing(line.kpi, line.objective)
        share = self._language.text("weight {share}", share=wording.short_rate(line.weight))
        pays = Cell(
            wording.round_money(line.pays), below=wording.short_rate(line.rate), strong=True
        )
        first = Cell(name, below=share, right=False)
        if len(line.readings) == 1:
            return [[first, *self._reading(line, line.readings[0], wording), pays]]
        whole = [first, Cell(), Cell(), Cell(), Cell(), pays]
        parts: list[list[Cell]] = []
        for reading in line.readings:
            period = Cell(f"    {wording.over(reading.group)}", tone=Tone.QUIET, right=False)
            parts.append([period, *self._reading(line, reading, wording), Cell()])
        return [whole, *parts]

    def _reading(self, line: MeasureLine, reading: Reading, wording: Wording) -> list[Cell]:
        text = self._language.text
        unlimited = Cell(text("no limit"), tone=Tone.QUIET)
        result = wording.short_figure(reading.result, line.unit)
        below = text("assumed") if line.assumed else wording.short_rate(reading.rate)
        return [
            self._mark(line, reading.threshold, wording),
            self._mark(line, reading.at_target, wording),
            unlimited if reading.unlimited else self._mark(line, reading.maximum, wording),
            Cell(result, below=below),
        ]

    @staticmethod
    def _mark(line: MeasureLine, mark: Mark | None, wording: Wording) -> Cell:
        if mark is None:
            return Cell(NO_VALUE, tone=Tone.QUIET)
        figure, rate = wording.short_figure(mark.result, line.unit), wording.short_rate(mark.rate)
        return Cell(figure, below=f"→ {rate}", spoken=f"{figure} → {rate}")


class MeasuresPanel(Panel):
    """The measures of one person or position.

    On the page of one person, and below the matrix of weights.

    Attributes:
        rows: what the table shows.
        table: the table itself.
    """

    def __init__(
        self, theme: Theme, language: Language, parent: QWidget, *, named: bool = False
    ) -> None:
        """Make the panel; ``named``: its title says whose measures these are."""
        super().__init__(theme, parent)
        self._language = language
        self._named = named
        self.rows = MeasureTable(language, self)
        self.table = CalmTable(
            theme, self, name=language.text("What each measure pays, from threshold to maximum")
        )
        self.table.show_model(self.rows)
        self.body.addWidget(self.table)
        self.body.addStretch(1)

    def show_measures(self, measures: tuple[MeasureLine, ...], wording: Wording | None) -> None:
        """Show the measures of whoever ``wording`` speaks of; None: of nobody."""
        text = self._language.text
        self.rows.show_lines(measures, wording)
        if self._named and wording is not None:
            title = text("{name} — what will I receive?", name=wording.who)
        else:
            title = text("What each measure pays")
        subtitle = text("Under each result, what the measure then pays, all other things equal.")
        self.set_heading(title, subtitle)
