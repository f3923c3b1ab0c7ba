"""A measure that is paid by two results together: its grid, typed like a spreadsheet."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.edits.scorecards import put_measure
from models.keys import KpiKey, MeasureKey, PositionKey
from models.kpi import Sense, Unit
from models.scorecard import Matrix, Measure
from ui.document import Edit
from ui.icons import icon
from ui.inspector.choice import NamedChoice
from ui.prioritise.card_desk import CardDesk
from ui.prioritise.card_tab import CardTab
from ui.prioritise.card_table import CardTable, WordError
from ui.tables.cell_table import Cell, Index, Tone
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.segmented import Choice, SegmentedSwitch
from workbench.analysis.card_defaults import new_matrix, read_second, second_kpi
from workbench.analysis.card_state import matrix_spot
from workbench.analysis.matrix_shaping import (
    moved_row,
    transposed,
    with_pay,
    with_row,
    without_row,
)
from workbench.figures_typed import SHARE, figure_text
from workbench.language import NumberError

_FULL_TINT: Final = 2.0
"""The payout that has the whole tint."""


class MatrixTable(CardTable):
    """The grid of one measure: results at the left and above, payouts where they meet."""

    def __init__(self, desk: CardDesk, parent: QObject) -> None:
        """Show no measure yet."""
        super().__init__(desk, parent)
        self._key = ""

    def show_measure(self, key: str) -> None:
        """Show the grid of another measure."""
        self._key = key
        self.refresh()

    @property
    def matrix(self) -> Matrix | None:
        """The matrix that is shown."""
        measure = self.desk.measure(self._key)
        return None if measure is None else measure.matrix

    @override
    def refresh(self) -> None:
        """Show the matrix as it is now."""
        matrix, measure = self.matrix, self.desk.measure(self._key)
        if matrix is None or measure is None:
            self.show_cells([], [])
            return
        own = self.desk.measures()[measure.key]
        heads = [f"{own} {self._sign(measure.kpi)}"]
        heads.append(f"{self.desk.kpi_name(matrix.kpi)} {self._sign(matrix.kpi)}")
        heads += [""] * len(matrix.columns)
        here = matrix_spot(self.desk.plan, self.desk.values, self.desk.document.scenario, measure)
        more = self.language.text("add…")
        first = [Cell()]
        first += [self._result(at, self._column_unit()) for at in matrix.columns]
        first.append(Cell(more, edit="", tone=Tone.QUIET, right=False))
        rows = [first]
        for number, at in enumerate(matrix.rows):
            cells = [self._result(at, self._row_unit())]
            for place, pay in enumerate(matrix.pay[number]):
                cells.append(self._pay(pay, here=here == (number, place)))
            rows.append([*cells, Cell()])
        rows.append([Cell(more, edit="", tone=Tone.QUIET), *[Cell() for _ in heads[1:]]])
        self.show_cells(heads, rows)

    @override
    def keys(self) -> tuple[str, ...]:
        """Return nothing: cells go by row and column here."""
        return ()

    @override
    def meant(self, index: Index, text: str) -> tuple[str, Edit] | None:
        """Return the edit that a text means where it was typed."""
        matrix, measure = self.matrix, self.desk.measure(self._key)
        if matrix is None or measure is None:
            return None
        changed = self._changed(matrix, index.row(), index.column(), text.strip())
        if changed is None:
            return None
        name = self.desk.measures()[measure.key]
        what = self.language.text("Payout matrix of {measure}", measure=name)
        measure = replace(measure, matrix=changed)
        return self.desk.labelled(what), partial(put_measure, **self.desk.ids(), measure=measure)

    def _changed(self, matrix: Matrix, row: int, column: int, text: str) -> Matrix | None:
        if row == 0:
            falling = self._falls(matrix.kpi)
            flat = self._axis(
                transposed(matrix), column - 1, text, self._column_unit(), falling=falling
            )
            return None if flat is None else transposed(flat)
        if column == 0:
            measure = self.desk.measure(self._key)
            falling = measure is not None and self._falls(measure.kpi)
            return self._axis(matrix, row - 1, text, self._row_unit(), falling=falling)
        pay = self.read_figure(text, SHARE)
        if pay < 0.0:
            raise NumberError(self.language.text("A payout is never negative."))
        return with_pay(matrix, row - 1, column - 1, pay)

    def _axis(
        self, matrix: Matrix, number: int, text: str, unit: Unit, *, falling: bool
    ) -> Matrix | None:
        """Return a matrix with another result for a row, one more row, or one less."""
        free = number >= len(matrix.rows)
        if not text:
            if free:
                return None
            if len(matrix.rows) == 1:
                raise WordError(self.language.text("The last one stays: type another result."))
            return without_row(matrix, number)
        at = self.read_figure(text, unit)
        if any(at == row for place, row in enumerate(matrix.rows) if place != number):
            raise WordError(self.language.text("There is this result already: type another."))
        if free:
            return with_row(matrix, at, falling=falling)
        return moved_row(matrix, number, at, falling=falling)

    def _result(self, at: float, unit: Unit) -> Cell:
        written = self.language.figure(at, unit, self.desk.plan.currency, short=True)
        return Cell(written, edit=figure_text(at, unit, self.language), strong=True)

    def _pay(self, pay: float, *, here: bool) -> Cell:
        written = self.language.share(pay)
        below = self.desk.scenario if here else ""
        tint = max(0.001, min(1.0, pay / _FULL_TINT))
        return Cell(
            written, below, edit=figure_text(pay, SHARE, self.language), tint=tint, strong=here
        )

    def _row_unit(self) -> Unit:
        measure = self.desk.measure(self._key)
        return SHARE if measure is None else self.desk.measure_unit(measure)

    def _column_unit(self) -> Unit:
        matrix = self.matrix
        return self.desk.unit(None if matrix is None else matrix.kpi)

    def _falls(self, kpi: KpiKey | None) -> bool:
        found = None if kpi is None else self.desk.plan.kpis.get(kpi)
        return found is not None and found.sense is Sense.LOWER

    def _sign(self, kpi: KpiKey | None) -> str:
        return "≤" if self._falls(kpi) else "≥"


class MatrixTab(CardTab):
    """Which measure, by its curve or by two results, and the grid."""

    def __init__(self, desk: CardDesk, theme: Theme, parent: QWidget) -> None:
        """Make the part."""
        super().__init__(desk, theme, parent)
        text = desk.language.text
        self._kept: dict[tuple[PositionKey, MeasureKey], Matrix] = {}
        self.add_line(
            text(
                "A measure can be paid by its result together with a second one: what is paid "
                "stands where the two meet. Its curve waits for the way back."
            )
        )
        self.measure = NamedChoice(theme, self, label=text("Measure"))
        self.measure.setMinimumWidth(280)
        self.measure.chosen.connect(self._show)
        self.way = SegmentedSwitch(
            theme,
            self,
            name=text("How the measure pays"),
            choices=[
                Choice(False, text("by its curve")),  # noqa: FBT003 - the value of a choice
                Choice(True, text("by two results")),  # noqa: FBT003
            ],
        )
        self.way.chosen.connect(self._choose_way)
        self.add_row(self.measure, self.way)
        self.second = Button(
            theme, self, text=text("Find the second KPI…"), icon=icon("search", theme)
        )
        self.second.clicked.connect(self._find_second)
        self.model = MatrixTable(desk, self)
        self.table = self.add_table(text("Payouts by two results"), self.model, wide=-1)
        self.add_row(self.second)
        self.body.addStretch(1)

    @override
    def refresh(self) -> None:
        """Show the scorecard as it is now."""
        names = self.desk.measures()
        self.measure.set_choices(list(names.items()))
        if self.measure.value not in names:
            paid = [each.key for each in self.desk.card.measures if each.matrix is not None]
            self.measure.choose(next(iter([*paid, *names]), None))
        self._show()

    def choose(self, measure: MeasureKey) -> None:
        """Show the grid of a measure, where the scorecard has it."""
        if measure in self.desk.measures():
            self.measure.choose(measure)
            self._show()

    def _chosen(self) -> Measure | None:
        return self.desk.measure(str(self.measure.value or ""))

    def _show(self) -> None:
        measure = self._chosen()
        self.way.setEnabled(measure is not None)
        matrix = None if measure is None else measure.matrix
        if measure is not None and matrix is not None:
            self._kept[self.desk.position, measure.key] = matrix
        self.way.choose(matrix is not None)
        self.model.show_measure("" if measure is None else measure.key)
        for widget in (self.table, self.second):
            widget.setVisible(matrix is not None)

    def _choose_way(self, by_two: bool) -> None:  # noqa: FBT001 - a signal hands it over
        measure, desk = self._chosen(), self.desk
        if measure is None:
            return
        matrix: Matrix | None = None
        if by_two:
            matrix = self._kept.get((desk.position, measure.key))
            kpi = second_kpi(desk.plan, desk.card, measure)
            if matrix is None and kpi is not None:
                matrix = new_matrix(desk.plan, desk.values, measure, kpi)
        name = desk.measures()[measure.key]
        what = desk.language.text("How {measure} pays", measure=name)
        desk.put_measure(what, replace(measure, matrix=matrix))
        self._show()

    def _find_second(self) -> None:
        self.pick_kpi(self.second, self._read_second)

    def _read_second(self, kpi: KpiKey) -> None:
        measure, desk = self._chosen(), self.desk
        if measure is None or measure.matrix is None:
            return
        matrix = read_second(desk.plan, desk.values, measure.matrix, kpi)
        name = desk.measures()[measure.key]
        what = desk.language.text("Second result of {measure}", measure=name)
        desk.put_measure(what, replace(measure, matrix=matrix))
