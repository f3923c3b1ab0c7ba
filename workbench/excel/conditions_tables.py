"""What a scorecard multiplies and caps by: gates, modifiers and the terms of the position."""

from __future__ import annotations

from typing import final

from models.keys import MeasureKey
from models.scorecard import Gate, Modifier
from workbench.excel.card_pieces import (
    PLAIN,
    SHARE,
    SPAN_WORDS,
    CardPieces,
)
from workbench.excel.curve_tables import (
    AT_LEAST,
    AT_MOST,
)
from workbench.excel.scorecard_layout import Column
from workbench.excel.styles import Style, decimal_format
from workbench.pay.step_kinds import (
    CurvePayout,
    GatePart,
    KpiResult,
    NoValue,
    Register,
    Stage,
)
from workbench.place_words import kpi_name


@final
class ConditionsTables(CardPieces):
    """Writes gates, modifiers and terms."""

    def write(self) -> None:
        """Write the tables that the scorecard has."""
        self._gates()
        self._modifiers()
        self._terms()

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
        self._line(row, owner, f"{name} {side}", self._language.text(SPAN_WORDS[gate.span]))
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
