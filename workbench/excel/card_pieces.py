"""What every table of a scorecard is written with: heads, lines, inputs and registers."""

from __future__ import annotations

import math
from typing import Final

from models.calendar import Group, Span
from models.keys import KpiKey
from models.kpi import Kpi
from models.scorecard import Curve, CurveKind, Measure, ScoreForm
from workbench.excel.book import Page, Value, lines_of
from workbench.excel.curve_tables import (
    AT_LEAST,
    AT_MOST,
    CurveTable,
)
from workbench.excel.scorecard_layout import CardLayout, Column
from workbench.excel.scorecard_sources import CardSources
from workbench.excel.step_translation import formula_of
from workbench.excel.styles import Style, decimal_format, share_format
from workbench.excel.subject import Subject
from workbench.language import message
from workbench.pay.curves import CompiledCurve, compile_curve
from workbench.pay.step_kinds import (
    CurvePayout,
    KpiResult,
    MatrixPayout,
    Register,
    Stage,
    Step,
)
from workbench.pay.walking import Walk
from workbench.place_words import kpi_name, objective_name, position_name

COLUMN_WIDTH: Final = 12.5
SUBJECT_WIDTH: Final = 36

SHARE: Final = share_format(1)
PLAIN: Final = decimal_format(2)
COUNT: Final = decimal_format(0)

KIND_WORDS: Final = {
    CurveKind.INTERPOLATED: message("straight between points"),
    CurveKind.STEP: message("in steps"),
    CurveKind.TIERS: message("slice by slice"),
}
SPAN_WORDS: Final = {
    Span.MONTH: message("each month"),
    Span.QUARTER: message("each quarter"),
    Span.HALF_YEAR: message("each half-year"),
    Span.YEAR: message("year"),
}


class CardPieces:
    """What the tables of one scorecard share."""

    def __init__(
        self,
        page: Page,
        subject: Subject,
        layout: CardLayout,
        *,
        walk: Walk,
        sources: CardSources,
    ) -> None:
        """Write ``layout`` on ``page`` with the values of ``walk``."""
        self._page = page
        self._subject = subject
        self._plan = subject.plan
        self._language = subject.language
        self._layout = layout
        self._walk = walk
        self._sources = sources
        self._card = layout.scorecard
        self._position = position_name(subject.plan, layout.scorecard.position)
        self._additive = self._card.form is ScoreForm.ADDITIVE

    def _head(self, row: int, labels: dict[int, str], *, last: int = Column.WEIGHTED) -> None:
        for column in range(last + 1):
            style = Style.HEADER if column < 3 else Style.FIGURE_HEADER
            self._page.text(row, column, labels.get(column, ""), style)
        narrow = [label for column, label in labels.items() if column > Column.SUBJECT]
        self._page.head_height(row, narrow, COLUMN_WIDTH)

    def _line(self, row: int, name: str, subject: str, over: str, *, indent: int = 0) -> None:
        self._page.text(row, 0, name, Style.TEXT, indent=indent)
        self._page.text(row, 1, subject, Style.QUIET, text_wrap=True)
        lines = lines_of(subject, SUBJECT_WIDTH)
        if lines > 1:
            self._page.sheet.set_row(row, 13.5 * lines + 3)
        self._page.text(row, 2, over, Style.QUIET)
        self._page.blank(row, 3, Column.WEIGHTED, Style.TEXT)

    def _input(
        self, row: int, column: int, value: Value, look: str, label: str, *, share: bool = False
    ) -> None:
        words = self._language.text("{position}: {what}", position=self._position, what=label)
        self._page.inputs(row, column, (value,), look, label=words, share=share)

    def _step(self, step: Step, look: str, style: Style = Style.FORMULA) -> None:
        """Write the cell of a register that is the same for everybody."""
        if self._layout.is_personal(step.out) or not self._layout.has_place(step.out):
            return
        cell = self._layout.shared_cell(step.out)
        formula = formula_of(step, self._sources)
        self._page.formula(cell.row, cell.column, formula, self._value(step.out), look, style)

    def _value(self, register: Register) -> float:
        value = self._walk.value(register)
        return float(value) if isinstance(value, float | int) else math.nan

    def _kpi_look(self, key: KpiKey | None, *figures: float | None) -> str:
        kpi: Kpi | None = None if key is None else self._plan.kpis.get(key)
        return PLAIN if kpi is None else self._subject.figure_format(kpi, *figures)

    def _owned(self, owner: str, number: int | None = None) -> list[Step]:
        measure_stages = {
            Stage.RESULT, Stage.COLUMN_RESULT, Stage.BY_CURVE, Stage.CAPPED, Stage.GATED,
            Stage.MEASURE,
        }  # fmt: skip
        return [
            step
            for step in self._layout.steps
            if step.out.stage in measure_stages
            and step.out.owner == owner
            and (number is None or step.out.number == number)
        ]

    def _measure_name(self, measure: Measure) -> str:
        if measure.kpi is not None:
            return kpi_name(self._plan, measure.kpi)
        return objective_name(self._plan, measure.objective or measure.key)

    def _group(self, owner: str, number: int) -> Group | None:
        for step in self._owned(owner, number):
            if isinstance(step, KpiResult):
                return step.group
        return None

    def _counted(self, step: CurvePayout | MatrixPayout, row: int) -> None:
        """Write how many points a result reaches, where it is the same for everybody."""
        look, style = COUNT, Style.SNAPSHOT
        if isinstance(step, CurvePayout):
            if not self._layout.is_personal(step.out):
                table, reading = self._sources.curve(step)
                count = curve_reached(step.compiled, self._value(step.result))
                formula = table.reached(reading)
                self._page.formula(row, Column.REACHED, formula, count, look, style)
            return
        table, _, _ = self._sources.matrix(step)
        compiled = step.compiled
        readable = compiled.refusal is None
        if not self._layout.is_personal(step.row):
            result = self._value(step.row)
            known = readable and not math.isnan(result)
            count = float(compiled.rows.reached(result * compiled.row_sign)[0]) if known else None
            formula = table.reached(self._sources.of(step.row), of_rows=True)
            self._page.formula(row, Column.REACHED, formula, count, look, style)
        result = self._value(step.column)
        known = readable and not math.isnan(result)
        count = float(compiled.columns.reached(result * compiled.column_sign)[0]) if known else None
        formula = table.reached(self._sources.of(step.column), of_rows=False)
        self._page.formula(row, Column.SECOND_REACHED, formula, count, look, style)


def side_word(table: CurveTable) -> str:
    """Return what the cell says that tells how the points of a curve are reached."""
    if not table.readable:
        return ""
    # Whether points are in order does not depend on the target.
    compiled = compile_curve(table.curve, 1.0, table.sense)
    if not compiled.ladder.points:
        return ""
    return AT_MOST if compiled.divisor < 0 else AT_LEAST


def paid_before(curve: Curve) -> list[float]:
    """Return what tiers have paid where each point is just reached."""
    paid: list[float] = []
    at, rate = 0.0, curve.first_rate
    for point in curve.points:
        before = (paid[-1] if paid else 0.0) + rate * (point.at - at)
        paid.append(point.pay * point.at if point.retroactive else before)
        at, rate = point.at, point.pay
    return paid


def curve_reached(compiled: CompiledCurve, result: float) -> float | None:
    """Return how many points of a curve a result reaches; None where it cannot be read."""
    if compiled.refusal is not None or math.isnan(result):
        return None
    return float(compiled.ladder.reached(result / compiled.divisor)[0])


def target_of(measure: Measure, group: Group | None) -> float | None:
    """Return the target of a measure over a group; that of an objective is 1 unless set."""
    place = 0 if measure.kpi is None or group is None else group.number - 1
    target = measure.targets[place] if place < len(measure.targets) else None
    return 1.0 if target is None and measure.objective is not None else target


def is_whole(share: float) -> bool:
    """Return whether a fraction is a whole percentage."""
    return abs(share * 100 - round(share * 100)) < 1e-9
