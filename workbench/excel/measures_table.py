"""The measures of one scorecard, section by section, and its score."""

from __future__ import annotations

import math
from typing import final

from models.scorecard import Measure
from workbench.excel.card_pieces import (
    SHARE,
    SPAN_WORDS,
    CardPieces,
    is_whole,
    target_of,
)
from workbench.excel.cells import block
from workbench.excel.curve_tables import (
    guarded_by,
)
from workbench.excel.scorecard_layout import Column
from workbench.excel.styles import BAD_INK, BAD_PAPER, Style, share_format
from workbench.pay.step_kinds import (
    CurvePayout,
    KpiResult,
    MatrixPayout,
    RateCap,
    Stage,
    Step,
)


@final
class MeasuresTable(CardPieces):
    """Writes measures, sections and score."""

    def write(self) -> None:
        """Write the table."""
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
            self._language.text(SPAN_WORDS[measure.every])
            if measure.kpi
            else self._language.text("year")
        )
        indent = 1 if self._layout.section_heads else 0
        self._line(row, name, subject, over, indent=indent)
        if self._additive:
            label = self._language.text("weight of {measure}", measure=name)
            look = share_format(0 if is_whole(measure.weight) else 1)
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

    def _reading(self, measure: Measure, number: int, name: str) -> None:
        """Write target, result and payout of a measure over one of its groups."""
        row = self._layout.measure_rows[measure.key, number]
        steps = self._owned(measure.key, number)
        group = self._group(measure.key, number)
        target = target_of(measure, group)
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
