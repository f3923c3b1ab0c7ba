"""How results pay: the curves and matrices of one scorecard."""

from __future__ import annotations

import math
from typing import final

from models.keys import KpiKey, MeasureKey
from models.scorecard import CurveKind
from workbench.excel.card_pieces import (
    KIND_WORDS,
    PLAIN,
    SHARE,
    CardPieces,
    paid_before,
    side_word,
    target_of,
)
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
)
from workbench.excel.scorecard_layout import Column, curve_key
from workbench.excel.styles import Style, decimal_format
from workbench.pay.curves import point_value
from workbench.pay.step_kinds import (
    CurvePayout,
    MatrixPayout,
)
from workbench.place_words import kpi_name


@final
class PayoutTables(CardPieces):
    """Writes curves and matrices."""

    def write(self) -> None:
        """Write the tables that the scorecard has."""
        self._curves()
        self._matrices()

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
                page.text(table.row, 1, self._language.text(KIND_WORDS[curve.kind]), Style.QUIET)
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
                worth = paid_before(curve)[at]
                page.formula(row, PAID, table.paid_before(at), worth, SHARE)
        self._point_results(key, table, step, kpi)
        side = side_word(table)
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
                target = target_of(measure, self._group(key[1], number))
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
