"""The tables of one scorecard: measures, gates, modifiers, terms, and how results pay."""

from __future__ import annotations

import math
from typing import Final, final

from models.calendar import Group, Span
from models.keys import KpiKey, MeasureKey
from models.kpi import Kpi
from models.scorecard import CurveKind, Gate, Measure, Modifier, ScoreForm
from workbench.excel.book import Page, Value, lines_of
from workbench.excel.cells import block
from workbench.excel.curve_tables import (
    AFTER,
    AT_LEAST,
    AT_MOST,
    BEFORE,
    FROM,
    PAID,
    PAYS,
    SIDE,
    WHOLE,
    CurveTable,
    MatrixTable,
    guarded_by,
)
from workbench.excel.scorecard_layout import CardLayout, Column, curve_key
from workbench.excel.scorecard_sources import CardSources
from workbench.excel.step_translation import formula_of
from workbench.excel.styles import BAD_INK, BAD_PAPER, Style, decimal_format, share_format
from workbench.excel.subject import Subject
from workbench.language import message
from workbench.pay.curves import CompiledCurve, point_value
from workbench.pay.step_kinds import (
    CurvePayout,
    GatePart,
    KpiResult,
    MatrixPayout,
    NoValue,
    RateCap,
    Register,
    Stage,
    Step,
)
from workbench.pay.walking import Walk
from workbench.place_words import function_name, kpi_name, objective_name, position_name

COLUMN_WIDTH: Final = 12.5
SUBJECT_WIDTH: Final = 36

SHARE: Final = share_format(1)
PLAIN: Final = decimal_format(2)
COUNT: Final = decimal_format(0)

_KINDS: Final = {
    CurveKind.INTERPOLATED: message("straight between points"),
    CurveKind.STEP: message("in steps"),
    CurveKind.TIERS: message("slice by slice"),
}
_SPANS: Final = {
    Span.MONTH: message("each month"),
    Span.QUARTER: message("each quarter"),
    Span.HALF_YEAR: message("each half-year"),
    Span.YEAR: message("year"),
}


@final
class CardTables:
    """Writes what is the same for every holder of a position."""

    def __init__(
        self,
        page: Page,
        subject: Subject,
        layout: CardLayout,
        *,
        walk: Walk,
        sources: CardSources,
        last_column: int,
    ) -> None:
        """Write ``layout`` on ``page``, as wide as ``last_column``, with the values of ``walk``."""
        self._page = page
        self._subject = subject
        self._plan = subject.plan
        self._language = subject.language
        self._layout = layout
        self._walk = walk
        self._sources = sources
        self._last_column = last_column
        self._card = layout.scorecard
        self._position = position_name(subject.plan, layout.scorecard.position)
        self._additive = self._card.form is ScoreForm.ADDITIVE

    def write(self) -> None:
        """Write every table above that of the people."""
        self._band()
        self._measures()
        self._gates()
        self._modifiers()
        self._terms()
        self._curves()
        self._matrices()

    # Pieces that all tables are made of

    def _band(self) -> None:
        position = self._plan.positions.get(self._card.position)
        function = "" if position is None else function_name(self._plan, position.function)
        title = f"{self._position} · {function}" if function else self._position
        self._page.section(self._layout.band, title, self._last_column)

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

    # Measures

    def _measures(self) -> None:
        text = self._language.text
        labels = {
            Column.NAME: text("Measure"),
            Column.SUBJECT: text("What is measured"),
            Column.OVER: text("Read over"),
            Column.WEIGHT: text("Weight") if self._additive else "",
            Column.TARGET: text("Target"),
            Column.RESULT: text("Result"),
            Column.ATTAINED: text("Result ÷ target"),
            Column.REACHED: text("Points reached"),
            Column.BY_CURVE: text("Payout by curve"),
            Column.CAP: text("Cap"),
            Column.CAPPED: text("Capped"),
            Column.GATES: text("Left by gates"),
            Column.PAYOUT: text("Payout"),
            Column.WEIGHTED: text("Weight × payout") if self._additive else text("Product"),
        }
        last = Column.WEIGHTED
        if self._layout.matrices:
            labels[Column.SECOND] = text("Second result")
            labels[Column.SECOND_REACHED] = text("Its points reached")
            last = Column.SECOND_REACHED
        self._head(self._layout.measure_header, labels, last=last)
        for index, section in enumerate(self._card.sections):
            if index not in self._layout.section_rows:
                continue
            if index in self._layout.section_heads:
                row = self._layout.section_heads[index]
                name = section.name or text("Section {number}", number=index + 1)
                self._page.text(row, 0, name, Style.STRONG)
                self._page.blank(row, 1, Column.WEIGHTED, Style.TEXT)
            for measure in section.measures:
                self._measure(measure)
            self._section(index)
        self._score()

    def _measure_name(self, measure: Measure) -> str:
        if measure.kpi is not None:
            return kpi_name(self._plan, measure.kpi)
        return objective_name(self._plan, measure.objective or measure.key)

    def _measure(self, measure: Measure) -> None:
        row = self._layout.measure_rows[measure.key, 0]
        numbers = self._layout.numbers(measure.key)
        name = self._measure_name(measure)
        objective = None
        if measure.objective is not None:
            objective = self._plan.objectives.get(measure.objective)
        statement = objective.statement if objective else ""
        kpi = None if measure.kpi is None else self._plan.kpis.get(measure.kpi)
        subject = statement if measure.kpi is None else kpi.definition if kpi else ""
        over = (
            self._language.text(_SPANS[measure.every])
            if measure.kpi
            else self._language.text("year")
        )
        indent = 1 if self._layout.section_heads else 0
        self._line(row, name, subject, over, indent=indent)
        if self._additive:
            label = self._language.text("weight of {measure}", measure=name)
            look = share_format(0 if _is_whole(measure.weight) else 1)
            self._input(row, Column.WEIGHT, measure.weight, look, label, share=True)
        for number in numbers:
            if number:
                at = self._layout.measure_rows[measure.key, number]
                group = self._group(measure.key, number)
                words = "" if group is None else self._language.group_label(group)
                self._line(at, words, "", "", indent=indent + 2)
            self._reading(measure, number, name)
        self._step(self._last(measure.key), SHARE, Style.TOTAL)
        if not self._additive:
            return
        if self._layout.is_personal(self._layout.register(Stage.MEASURE, measure.key)):
            self._page.text(
                row, Column.PAYOUT, self._language.text("per person"), Style.QUIET, align="right"
            )
            return
        weight = self._sources.weight(measure.key)
        payout = self._sources.measure_payout(measure.key)
        value = self._value(self._layout.register(Stage.MEASURE, measure.key))
        product = f'IF(ISNUMBER({payout}),{weight}*{payout},"")'
        # A measure of weight 0 counts for nothing, even where it has no value.
        worth = measure.weight * value if measure.weight else 0.0
        formula = f"=IF(N({weight})=0,0,{product})"
        self._page.formula(row, Column.WEIGHTED, formula, worth, SHARE)

    def _last(self, owner: str) -> Step:
        return self._layout.steps[self._layout.register(Stage.MEASURE, owner).index]

    def _group(self, owner: str, number: int) -> Group | None:
        for step in self._owned(owner, number):
            if isinstance(step, KpiResult):
                return step.group
        return None

    def _reading(self, measure: Measure, number: int, name: str) -> None:
        """Write target, result and payout of a measure over one of its groups."""
        row = self._layout.measure_rows[measure.key, number]
        steps = self._owned(measure.key, number)
        group = self._group(measure.key, number)
        target = _target(measure, group)
        result = next((step for step in steps if step.out.stage is Stage.RESULT), None)
        if result is None:
            return
        value = self._value(result.out)
        look = self._kpi_look(measure.kpi, value, target)
        label = self._language.text("target of {measure}", measure=name)
        if number and group is not None:
            label = f"{label}, {self._language.group_label(group)}"
        self._input(row, Column.TARGET, target, look, label)
        if self._layout.is_personal(result.out):
            self._page.text(
                row,
                Column.RESULT,
                self._language.text("per person"),
                Style.QUIET,
                align="right",
            )
        else:
            self._attained(row, target, value)
        for step in steps:
            if isinstance(step, RateCap):
                self._cap(measure, number, step, name)
            if step.out.stage is Stage.RESULT or step.out.stage is Stage.COLUMN_RESULT:
                key = step.kpi if isinstance(step, KpiResult) else None
                self._step(step, self._kpi_look(key, self._value(step.out)))
            elif step.out.stage is not Stage.MEASURE:
                style = Style.TOTAL if step.out.stage is Stage.GATED else Style.FORMULA
                self._step(step, SHARE, style)
            if isinstance(step, CurvePayout | MatrixPayout):
                self._counted(step, row)
            if step.out.stage in {Stage.MEASURE, Stage.GATED}:
                self._left_by_gates(row, step)

    def _attained(self, row: int, target: float | None, value: float) -> None:
        aim = self._page.cell(row, Column.TARGET).address
        result = self._page.cell(row, Column.RESULT).address
        worth = value / target if target else math.nan
        formula = guarded_by([aim, result], 2, f"{result}/{aim}")
        self._page.formula(row, Column.ATTAINED, formula, worth, SHARE, Style.SNAPSHOT)

    def _cap(self, measure: Measure, number: int, step: RateCap, name: str) -> None:
        row = self._layout.measure_rows[measure.key, 0]
        numbers = self._layout.numbers(measure.key)
        if number in {0, numbers[0]}:
            label = self._language.text("cap of {measure}", measure=name)
            self._input(row, Column.CAP, step.most, SHARE, label)

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

    def _left_by_gates(self, row: int, step: Step) -> None:
        """Show what the gates of a measure leave, which its payout is multiplied by."""
        gates = [
            gate.out
            for gate in self._layout.gates
            if gate.out.stage is Stage.MEASURE_GATE
            and (gate.out.owner, gate.out.number) == (step.out.owner, step.out.number)
        ]
        if not gates:
            return
        parts = [self._sources.of(gate) for gate in gates]
        worth = math.prod(self._value(gate) for gate in gates)
        formula = guarded_by(parts, len(parts), "*".join(parts))
        self._page.formula(row, Column.GATES, formula, worth, SHARE, Style.SNAPSHOT)

    def _section(self, index: int) -> None:
        layout = self._layout
        row = layout.section_rows[index]
        many = len(layout.section_rows) > 1
        total = self._layout.register(Stage.SECTION_SUM, str(index))
        section = self._layout.register(Stage.SECTION, str(index))
        gated = layout.has_place(section)
        label = (
            self._language.text("Score") if not many and not gated else self._language.text("Total")
        )
        self._totals(row, label, layout.steps[total.index])
        if self._additive:
            measures = self._card.sections[index].measures
            first = self._page.cell(layout.measure_rows[measures[0].key, 0], Column.WEIGHT)
            last = self._page.cell(row - 1, Column.WEIGHT)
            worth = math.fsum(measure.weight for measure in measures)
            formula = f"=SUM({block(first, last, self._page.name)})"
            self._page.formula(row, Column.WEIGHT, formula, worth, SHARE, Style.TOTAL)
            if not many:
                self._flag_weights(row)
        if gated:
            label = (
                self._language.text("Score")
                if not many
                else self._language.text("Total, after its gates")
            )
            self._totals(row + 1, label, layout.steps[section.index])

    def _totals(self, row: int, label: str, step: Step) -> None:
        self._page.text(row, 0, label, Style.TOTAL, align="left")
        self._page.blank(row, 1, Column.WEIGHTED, Style.TOTAL)
        if self._layout.is_personal(step.out):
            self._page.text(
                row, Column.WEIGHTED, self._language.text("per person"), Style.QUIET, align="right"
            )
        self._step(step, SHARE, Style.TOTAL)

    def _score(self) -> None:
        score = self._layout.register(Stage.SCORE)
        row = self._layout.score_row
        if not self._layout.has_place(score):
            return
        self._totals(row, self._language.text("Score"), self._layout.steps[score.index])
        if self._additive and self._layout.section_rows:
            cells = [
                self._page.cell(at, Column.WEIGHT).address
                for at in self._layout.section_rows.values()
            ]
            worth = math.fsum(measure.weight for measure in self._card.measures)
            formula = f"={'+'.join(cells)}"
            self._page.formula(row, Column.WEIGHT, formula, worth, SHARE, Style.TOTAL)
            self._flag_weights(row)

    def _flag_weights(self, row: int) -> None:
        """Colour a sum of weights that is not one."""
        cell = self._page.cell(row, Column.WEIGHT).address
        form = self._page.book.format({"font_color": BAD_INK, "bg_color": BAD_PAPER})
        rule = {"type": "formula", "criteria": f"=ABS({cell}-1)>0.000001", "format": form}
        self._page.sheet.conditional_format(row, Column.WEIGHT, row, Column.WEIGHT, rule)

    # Gates

    def _gates(self) -> None:
        layout, text = self._layout, self._language.text
        if not layout.gates:
            return
        labels = {
            Column.NAME: text("Gate of"),
            Column.SUBJECT: text("Condition"),
            Column.OVER: text("Read over"),
            Column.TARGET: text("Value"),
            Column.RESULT: text("Result"),
            Column.CAP: text("Part if missed"),
            Column.PAYOUT: text("Part paid"),
        }
        self._head(layout.gate_header, labels)
        for step in layout.gates:
            self._gate(step)
        if layout.plan_gates_row:
            row = layout.plan_gates_row
            step = layout.steps[layout.register(Stage.PLAN_GATES).index]
            self._page.text(row, 0, text("Gates of the scorecard together"), Style.TOTAL)
            self._page.blank(row, 1, Column.WEIGHTED, Style.TOTAL)
            self._step(step, SHARE, Style.TOTAL)

    def _gate_owner(self, out: Register) -> str:
        match out.stage:
            case Stage.MEASURE_GATE:
                return self._measure_name(self._layout.measures[MeasureKey(out.owner)])
            case Stage.SECTION_GATE:
                name = self._card.sections[int(out.owner)].name
                return name or self._language.text("Section {number}", number=int(out.owner) + 1)
            case _:
                return self._language.text("the whole scorecard")

    def _gate(self, step: GatePart | NoValue) -> None:
        layout = self._layout
        row = layout.gate_rows[step.out.index]
        owner = self._gate_owner(step.out)
        if isinstance(step, NoValue):
            self._line(row, owner, kpi_name(self._plan, step.key), "")
            self._step(step, SHARE)
            return
        gate: Gate = step.gate
        name = kpi_name(self._plan, gate.kpi)
        side = AT_LEAST if gate.side.value == ">=" else AT_MOST
        self._line(row, owner, f"{name} {side}", self._language.text(_SPANS[gate.span]))
        figures = [self._value(register) for register in step.results]
        look = self._kpi_look(gate.kpi, gate.value, *figures)
        if layout.gate_source(step) == step.out:
            label = self._language.text("gate of {owner}, {kpi}", owner=owner, kpi=name)
            self._input(row, Column.TARGET, gate.value, look, label)
            label = self._language.text(
                "gate of {owner}, {kpi}, part if missed", owner=owner, kpi=name
            )
            self._input(row, Column.CAP, gate.part, SHARE, label, share=True)
        else:
            value, part = self._sources.gate(step)
            for column, cell, worth, shown in (
                (Column.TARGET, value, gate.value, look),
                (Column.CAP, part, gate.part, SHARE),
            ):
                formula = f'=IF(ISNUMBER({cell}),{cell},"")'
                self._page.formula(row, column, formula, worth, shown)
        for register in step.results:
            result = layout.steps[register.index]
            at = layout.gate_rows[register.index]
            if at != row:
                group = result.group if isinstance(result, KpiResult) else None
                words = "" if group is None else self._language.group_label(group)
                self._line(at, words, "", "", indent=2)
            self._step(result, look)
        self._step(step, SHARE, Style.TOTAL)

    # Modifiers

    def _modifiers(self) -> None:
        layout, text = self._layout, self._language.text
        if not layout.modifier_rows:
            return
        labels = {
            Column.NAME: text("Modifier"),
            Column.SUBJECT: text("What is measured"),
            Column.OVER: text("Read over"),
            Column.TARGET: text("Target"),
            Column.RESULT: text("Result"),
            Column.REACHED: text("Points reached"),
            Column.CAP: text("At least"),
            Column.CAPPED: text("At most"),
            Column.PAYOUT: text("Factor"),
        }
        self._head(layout.modifier_header, labels)
        for modifier in self._card.modifiers:
            self._modifier(modifier)
        if layout.modifiers_row:
            step = layout.steps[layout.register(Stage.MODIFIERS).index]
            self._page.text(layout.modifiers_row, 0, text("Modifiers together"), Style.TOTAL)
            self._page.blank(layout.modifiers_row, 1, Column.WEIGHTED, Style.TOTAL)
            self._step(step, PLAIN, Style.TOTAL)

    def _modifier(self, modifier: Modifier) -> None:
        row = self._layout.modifier_rows[modifier.key]
        name = modifier.name or modifier.key
        if modifier.kpi is None:
            self._line(row, name, self._language.text("typed per person"), "")
            for column, value, label in (
                (
                    Column.CAP,
                    modifier.least,
                    self._language.text("{modifier}, at least", modifier=name),
                ),
                (
                    Column.CAPPED,
                    modifier.most,
                    self._language.text("{modifier}, at most", modifier=name),
                ),
            ):
                self._input(row, column, value, PLAIN, label)
            self._page.text(
                row, Column.PAYOUT, self._language.text("per person"), Style.QUIET, align="right"
            )
            return
        self._line(row, name, kpi_name(self._plan, modifier.kpi), self._language.text("year"))
        for step in self._layout.steps:
            if step.out.owner != modifier.key:
                continue
            if step.out.stage is Stage.MODIFIER_RESULT:
                figure = self._value(step.out)
                look = self._kpi_look(modifier.kpi, figure, modifier.target)
                self._step(step, look)
                label = self._language.text("target of {measure}", measure=name)
                self._input(row, Column.TARGET, modifier.target, look, label)
            elif step.out.stage is Stage.MODIFIER:
                if isinstance(step, CurvePayout):
                    self._counted(step, row)
                self._step(step, decimal_format(3), Style.TOTAL)

    # Terms

    def _terms(self) -> None:
        layout, text = self._layout, self._language.text
        position = self._plan.positions.get(self._card.position)
        self._head(
            layout.terms_header,
            {Column.NAME: text("Terms of the position"), Column.WEIGHT: text("Value")},
        )
        money = self._subject.money()
        amount = None if position is None else position.target.amount
        share = None if position is None else position.target.share
        rows = [
            (layout.amount, text("Target bonus, full year at full time"), amount, money),
            (layout.share, text("or as a share of base pay"), share, SHARE),
        ]
        if layout.cap_rate is not None and layout.cap_amount is not None:
            rate, most = self._card.cap_rate, self._card.cap_amount
            rows += [
                (layout.cap_rate, text("At most, of the target bonus"), rate, SHARE),
                (layout.cap_amount, text("At most, in money"), most, money),
            ]
        for cell, label, value, look in rows:
            self._line(cell.row, label, "", "")
            self._input(cell.row, cell.column, value, look, label)

    # How results pay

    def _curves(self) -> None:
        layout, text = self._layout, self._language.text
        if not layout.curves:
            return
        tables = layout.curves.values()
        tiers = any(table.is_tiers for table in tables)
        sloped = any(table.curve.kind is CurveKind.INTERPOLATED for table in tables)
        labels = {
            0: text("How results pay"),
            1: text("Read"),
            FROM: text("From (result, or % of target)"),
            PAYS: text("Pays (of tiers: rate)"),
            WHOLE: text("1: rate for all below too") if tiers else "",
            PAID: text("Paid on reaching it") if tiers else "",
            SIDE: text("Reached by"),
            BEFORE: text("Rate before the first") if tiers else "",
            AFTER: text("Slope after the last") if sloped else "",
        }
        last = max(AFTER, *(max(table.columns.values()) for table in tables))
        if any(table.of_target for table in tables):
            start = min(min(table.columns.values()) for table in tables)
            labels |= {column: text("As a result") for column in range(start, last + 1)}
        self._head(layout.curve_header, labels, last=max(last, Column.WEIGHTED))
        steps = {curve_key(s): s for s in layout.steps if isinstance(s, CurvePayout)}
        for key, table in layout.curves.items():
            self._curve(key, table, steps[key])

    def _curve_name(self, key: tuple[bool, str]) -> str:
        of_modifier, owner = key
        if of_modifier:
            found = next(m for m in self._card.modifiers if m.key == owner)
            return found.name or owner
        return self._measure_name(self._layout.measures[MeasureKey(owner)])

    def _curve(self, key: tuple[bool, str], table: CurveTable, step: CurvePayout) -> None:
        name = self._curve_name(key)
        curve, page = table.curve, self._page
        kpi = self._curve_kpi(key)
        for at in range(table.height):
            self._line(table.row + at, name if at == 0 else "", "", "")
            if at == 0:
                page.text(table.row, 1, self._language.text(_KINDS[curve.kind]), Style.QUIET)
        look = SHARE if table.needs_target else self._kpi_look(kpi, *(p.at for p in curve.points))
        for at, point in enumerate(curve.points):
            row = table.row + at
            words = self._language.text("{measure}, point {number}", measure=name, number=at + 1)
            self._input(row, FROM, point.at, look, words)
            self._input(
                row, PAYS, point.pay, SHARE, self._language.text("{point}, pays", point=words)
            )
            if table.is_tiers:
                label = self._language.text("{point}, for all below", point=words)
                self._input(row, WHOLE, 1.0 if point.retroactive else 0.0, "0", label)
                worth = step.compiled.base[at] if step.compiled.base else math.nan
                page.formula(row, PAID, table.paid_before(at), worth, SHARE)
        self._point_results(key, table, step, kpi)
        side = side_word(step.compiled, table)
        page.formula(table.row, SIDE, table.side(), side, "", Style.SNAPSHOT)
        if table.is_tiers:
            label = self._language.text("{measure}, rate before the first point", measure=name)
            self._input(table.row, BEFORE, curve.first_rate, PLAIN, label)
        elif curve.kind is CurveKind.INTERPOLATED:
            label = self._language.text("{measure}, slope after the last point", measure=name)
            self._input(table.row, AFTER, curve.last_slope, decimal_format(4), label)

    def _curve_kpi(self, key: tuple[bool, str]) -> KpiKey | None:
        of_modifier, owner = key
        if of_modifier:
            return next(m.kpi for m in self._card.modifiers if m.key == owner)
        return self._layout.measures[MeasureKey(owner)].kpi

    def _point_results(
        self, key: tuple[bool, str], table: CurveTable, step: CurvePayout, kpi: KpiKey | None
    ) -> None:
        """Write what points in % of target are as results, for each group they are read over."""
        if not table.of_target:
            return
        for number, column in table.columns.items():
            if key[0]:
                row = self._layout.modifier_rows[key[1]]
                target = step.target
                cell = self._page.cell(row, Column.TARGET).anchored
            else:
                measure = self._layout.measures[MeasureKey(key[1])]
                target = _target(measure, self._group(key[1], number))
                cell = self._sources.target(key[1], number)
            look = self._kpi_look(kpi, target)
            for at, point in enumerate(table.curve.points):
                worth = point_value(target, point.at, table.sense) if target else math.nan
                formula = table.point_result(at, cell)
                self._page.formula(table.row + at, column, formula, worth, look)

    def _matrices(self) -> None:
        layout, text = self._layout, self._language.text
        if not layout.matrices:
            return
        self._head(layout.matrix_header, {0: text("Payout by two results")})
        steps = {s.out.owner: s for s in layout.steps if isinstance(s, MatrixPayout)}
        for owner, table in layout.matrices.items():
            self._matrix(owner, table, steps[owner])

    def _matrix(self, owner: str, table: MatrixTable, step: MatrixPayout) -> None:
        measure = layout_measure = self._layout.measures[MeasureKey(owner)]
        name, second = self._measure_name(measure), kpi_name(self._plan, table.matrix.kpi)
        for at in range(table.height):
            self._line(table.row + at, "", "", "")
        across = self._language.text(
            "{measure} → rows, {second} → columns", measure=name, second=second
        )
        self._page.text(table.row, 0, across)
        words = self._language.text("{measure}, matrix", measure=name)
        row_look = self._kpi_look(layout_measure.kpi, *table.matrix.rows)
        column_look = self._kpi_look(table.matrix.kpi, *table.matrix.columns)
        for at, value in enumerate(table.matrix.columns):
            cell = table.column_point(at)
            self._input(cell.row, cell.column, value, column_look, words)
        for at, value in enumerate(table.matrix.rows):
            cell = table.row_point(at)
            self._input(cell.row, cell.column, value, row_look, words)
            pays = table.matrix.pay[at] if at < len(table.matrix.pay) else ()
            for along, pay in enumerate(pays):
                self._input(cell.row, cell.column + 1 + along, pay, SHARE, words)
        for of_rows in (True, False):
            cell = table.side_cell(of_rows=of_rows)
            label = (
                self._language.text("Rows reached by")
                if of_rows
                else self._language.text("Columns reached by")
            )
            self._page.text(cell.row, 0, label, Style.QUIET)
            sign = step.compiled.row_sign if of_rows else step.compiled.column_sign
            word = AT_MOST if sign < 0 else AT_LEAST
            side = word if step.compiled.refusal is None else ""
            formula = table.side(of_rows=of_rows)
            self._page.formula(cell.row, cell.column, formula, side, "", Style.SNAPSHOT)


def side_word(compiled: CompiledCurve, table: CurveTable) -> str:
    """Return what the cell says that tells how the points of a curve are reached."""
    if not compiled.ladder.points:
        return ""
    if table.is_tiers:
        return AT_LEAST
    return AT_MOST if compiled.divisor < 0 else AT_LEAST


def curve_reached(compiled: CompiledCurve, result: float) -> float | None:
    """Return how many points of a curve a result reaches; None where it cannot be read."""
    if compiled.refusal is not None or math.isnan(result):
        return None
    return float(compiled.ladder.reached(result / compiled.divisor)[0])


def _target(measure: Measure, group: Group | None) -> float | None:
    place = 0 if measure.kpi is None or group is None else group.number - 1
    target = measure.targets[place] if place < len(measure.targets) else None
    return 1.0 if target is None and measure.objective is not None else target


def _is_whole(share: float) -> bool:
    return abs(share * 100 - round(share * 100)) < 1e-9
