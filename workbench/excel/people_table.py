"""The holders of one position: what each brings, and each step to what each is paid."""

from __future__ import annotations

import datetime as dt
import math
from typing import Final, final

from models.keys import MeasureKey
from models.organisation import Person, WorkSpan
from models.scorecard import Measure
from workbench.excel.book import InputField, Page
from workbench.excel.card_pieces import COLUMN_WIDTH, COUNT, PLAIN, SHARE, curve_reached
from workbench.excel.cells import block
from workbench.excel.curve_tables import guarded_by
from workbench.excel.layout import TreeLayout
from workbench.excel.scorecard_layout import CardLayout, Kind, PersonColumn
from workbench.excel.scorecard_sources import CardSources, PoolCells
from workbench.excel.step_translation import formula_of
from workbench.excel.styles import DATE_FORMAT, Style, decimal_format
from workbench.excel.subject import Subject
from workbench.language import message
from workbench.pay.step_kinds import CurvePayout, MatrixPayout, PoolFactor, Stage
from workbench.pay.walking import Walk
from workbench.place_words import kpi_name, objective_name

_EARLIEST: Final = dt.date(1900, 1, 1)
"""Excel knows no day before it."""

_LABELS: Final = {
    Stage.RESULT: message("{name}: rating that counts"),
    Stage.BY_CURVE: message("{name}: payout by curve"),
    Stage.CAPPED: message("{name}: capped"),
    Stage.MEASURE: message("{name}: payout"),
    Stage.SECTION_SUM: message("Section {number}"),
    Stage.SECTION: message("Section {number}, after its gates"),
    Stage.SCORE: message("Score"),
    Stage.TARGET_BONUS: message("Target bonus"),
    Stage.EARNED: message("Earned: bonus × score"),
    Stage.MODIFIER: message("{name} that counts"),
    Stage.MODIFIERS: message("Modifiers together"),
    Stage.MODIFIED: message("After modifiers"),
    Stage.PLAN_GATES: message("Left by gates"),
    Stage.AFTER_GATES: message("After gates"),
    Stage.AFTER_CAPS: message("After caps"),
    Stage.PRO_RATA: message("Time worked"),
    Stage.PRORATED: message("For the time worked"),
    Stage.FUNDING: message("Funding factor"),
    Stage.FUNDED: message("Funded"),
    Stage.PAYOUT: message("Payout"),
}
_MONEY: Final = frozenset(
    {
        Stage.TARGET_BONUS,
        Stage.EARNED,
        Stage.MODIFIED,
        Stage.AFTER_GATES,
        Stage.AFTER_CAPS,
        Stage.PRORATED,
        Stage.FUNDED,
        Stage.PAYOUT,
    }
)
_FACTORS: Final = frozenset({Stage.MODIFIER, Stage.MODIFIERS, Stage.FUNDING})


@final
class PeopleTable:
    """Writes the holders of one position."""

    def __init__(
        self,
        page: Page,
        subject: Subject,
        layout: CardLayout,
        *,
        walk: Walk,
        tree: TreeLayout,
        pool: PoolCells | None,
    ) -> None:
        """Write the people of ``layout`` on ``page`` with the values of ``walk``."""
        self._page = page
        self._subject = subject
        self._plan = subject.plan
        self._language = subject.language
        self._layout = layout
        self._walk = walk
        self._tree = tree
        self._pool = pool

    def write(self) -> None:
        """Write head, people and totals."""
        layout = self._layout
        self._brought_header()
        if not layout.holders.people:
            self._page.text(
                layout.first_brought,
                0,
                self._language.text("Nobody holds this position."),
                Style.QUIET,
            )
            return
        heads = [self._language.text("What each is paid"), self._language.text("Personnel number")]
        heads += [self._label(column) for column in layout.person_columns]
        self._header(layout.people_header, heads)
        for index, person in enumerate(layout.holders.people):
            self._person(index, person)
        self._totals()

    def _brought_header(self) -> None:
        layout, text = self._layout, self._language.text
        heads = [
            text("What each brings"),
            text("Personnel number"),
            text("Base pay"),
            text("Own target bonus"),
            text("Own bonus, of base pay"),
        ]
        for _ in range(layout.spans):
            heads += [text("At work from"), text("until"), text("Working time")]
        heads += [
            text("Rating: {name}", name=objective_name(self._plan, key))
            for key in layout.objectives
        ]
        heads += [
            text("Typed: {name}", name=self._modifier_name(modifier)) for modifier in layout.typed
        ]
        self._header(layout.brought_header, heads)

    def _header(self, row: int, heads: list[str]) -> None:
        page = self._page
        for column, label in enumerate(heads):
            style = Style.HEADER if column < 2 else Style.FIGURE_HEADER
            page.text(row, column, label, style)
        page.head_height(row, heads[2:], COLUMN_WIDTH)

    def _modifier_name(self, key: str) -> str:
        return next(
            (m.name or m.key for m in self._layout.scorecard.modifiers if m.key == key), key
        )

    def _measure_name(self, measure: Measure) -> str:
        if measure.kpi is not None:
            return kpi_name(self._plan, measure.kpi)
        return objective_name(self._plan, measure.objective or measure.key)

    def _label(self, column: PersonColumn) -> str:
        out = column.step.out
        if out.stage is Stage.MODIFIER:
            name = self._modifier_name(out.owner)
        elif MeasureKey(out.owner) in self._layout.measures:
            name = self._measure_name(self._layout.measures[MeasureKey(out.owner)])
        else:
            name = ""
        if column.kind is Kind.REACHED:
            return self._language.text("{name}: points reached", name=name)
        if column.kind is Kind.WEIGHTED:
            return self._language.text("{name}: weight × payout", name=name)
        number = int(out.owner) + 1 if out.owner.isdigit() and not name else 0
        stage = out.stage
        section = self._section_name(column)
        score = self._layout.canonical(self._layout.register(Stage.SCORE))
        if score == out:
            stage = Stage.SCORE
        elif section and stage is Stage.SECTION_SUM:
            return section
        return self._language.text(_LABELS[stage], name=name, number=number)

    def _section_name(self, column: PersonColumn) -> str:
        out = column.step.out
        if out.stage is not Stage.SECTION_SUM:
            return ""
        return self._layout.scorecard.sections[int(out.owner)].name

    def _look(self, column: PersonColumn) -> str:
        if column.kind is Kind.REACHED:
            return COUNT
        stage = column.step.out.stage
        if stage in _MONEY:
            return self._subject.money()
        if stage in _FACTORS:
            return decimal_format(4 if stage is Stage.FUNDING else 3)
        if stage is Stage.RESULT:
            return PLAIN
        return SHARE

    def _person(self, index: int, person: Person) -> None:
        layout, page = self._layout, self._page
        row = layout.person_row(index)
        brought = layout.brought_row(index)
        for at in (brought, row):
            page.text(at, 0, person.name or person.key, Style.TEXT)
            page.text(at, 1, person.key, Style.QUIET)
        page.mixed_inputs(brought, 2, self._fields(person), label=person.name or person.key)
        sources = CardSources(layout, self._tree, self._pool, index)
        for at, column in enumerate(layout.person_columns, start=layout.first_worked_out):
            formula, value = self._worked_out(column, sources, index)
            last = at == layout.first_worked_out + len(layout.person_columns) - 1
            style = Style.TOTAL if last else Style.FORMULA
            if column.kind is Kind.REACHED:
                style = Style.SNAPSHOT
            page.formula(row, at, formula, value, self._look(column), style)

    def _fields(self, person: Person) -> list[InputField]:
        money = self._subject.money()
        fields = [
            InputField(person.base_pay, money),
            InputField(person.target.amount, money),
            InputField(person.target.share, SHARE, share=True),
        ]
        # Who has no dates is there all the time, and full time.
        spans = person.spans or (WorkSpan(),)
        for at in range(self._layout.spans):
            span = spans[at] if at < len(spans) else None
            start, end = (None, None) if span is None else _days(span)
            fields += [
                InputField(start, DATE_FORMAT),
                InputField(end, DATE_FORMAT),
                InputField(None if span is None else span.share, SHARE, share=True),
            ]
        for key in self._layout.objectives:
            own = person.objectives.get(key)
            fields.append(InputField(None if own is None else own.rating, PLAIN))
        fields += [
            InputField(person.modifiers.get(key), decimal_format(3)) for key in self._layout.typed
        ]
        return fields

    def _worked_out(
        self, column: PersonColumn, sources: CardSources, index: int
    ) -> tuple[str, float | None]:
        step = column.step
        value = self._walk.of(step.out, index)
        if column.kind is Kind.VALUE or isinstance(step, PoolFactor):
            return formula_of(step, sources), value
        if column.kind is Kind.LINK:
            shared = self._layout.reference(step.out, None)
            return f'=IF(ISNUMBER({shared}),{shared},"")', value
        if column.kind is Kind.WEIGHTED:
            weight = sources.weight(step.out.owner)
            payout = sources.of(step.out)
            measure = self._layout.measures[MeasureKey(step.out.owner)]
            worth = measure.weight * value if measure.weight else 0.0
            return f'=IF(N({weight})=0,0,IF(ISNUMBER({payout}),{weight}*{payout},""))', worth
        return self._reached(column, sources, index)

    def _reached(
        self, column: PersonColumn, sources: CardSources, index: int
    ) -> tuple[str, float | None]:
        step = column.step
        if isinstance(step, CurvePayout):
            table, reading = sources.curve(step)
            count = curve_reached(step.compiled, self._walk.of(step.result, index))
            return table.reached(reading), count
        assert isinstance(step, MatrixPayout)  # noqa: S101 - nothing else has points
        table, _, _ = sources.matrix(step)
        result = self._walk.of(step.row, index)
        compiled = step.compiled
        count = None
        if compiled.refusal is None and not math.isnan(result):
            count = float(compiled.rows.reached(result * compiled.row_sign)[0])
        return table.reached(sources.of(step.row), of_rows=True), count

    def _totals(self) -> None:
        layout, page = self._layout, self._page
        row = layout.people_total
        last = layout.first_worked_out + len(layout.person_columns) - 1
        page.text(row, 0, self._language.text("Total"), Style.TOTAL, align="left")
        page.blank(row, 1, last, Style.TOTAL)
        count = len(layout.holders.people)
        for at, column in enumerate(layout.person_columns, start=layout.first_worked_out):
            if column.step.out.stage not in _MONEY:
                continue
            first = page.cell(layout.first_person, at)
            cells = block(first, first.below(count - 1), page.name)
            values = [self._walk.of(column.step.out, index) for index in range(count)]
            worth = math.fsum(values) if all(map(math.isfinite, values)) else math.nan
            formula = guarded_by([cells], count, f"SUM({cells})")
            page.formula(row, at, formula, worth, self._look(column), Style.TOTAL)


def _days(span: WorkSpan) -> tuple[dt.date | None, dt.date | None]:
    start = None if span.start is None or span.start < _EARLIEST else span.start
    end = span.end if span.end is None else max(span.end, _EARLIEST)
    return start, end
