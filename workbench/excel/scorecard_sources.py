"""Where the formulas of a scorecard find what they read, as the layout placed it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import final

from models.calendar import Group
from models.keys import KpiKey, MeasureKey, PersonKey
from workbench.excel.cells import Cell, column_letters
from workbench.excel.curve_tables import CurveTable, MatrixTable, Reading
from workbench.excel.layout import TreeLayout
from workbench.excel.scorecard_layout import CardLayout, Column, curve_key
from workbench.excel.step_translation import BonusCells
from workbench.pay.step_kinds import (
    CurvePayout,
    GatePart,
    MatrixPayout,
    RateCap,
    Rating,
    Register,
    Stage,
    TypedModifier,
    WeightedSum,
)


@dataclass(frozen=True, slots=True)
class PoolCells:
    """Where a pool stands: its factor, and by person what it pays."""

    factor: Cell
    paid: dict[PersonKey, Cell]


@final
class CardSources:
    """Answers for the scorecard as a whole, or for one holder where ``index`` is given."""

    def __init__(
        self, layout: CardLayout, tree: TreeLayout, pool: PoolCells | None, index: int | None = None
    ) -> None:
        """Answer from ``layout``; results stand in ``tree``."""
        self._layout = layout
        self._tree = tree
        self._pool = pool
        self._index = index
        self._row = None if index is None else layout.person_row(index)

    def of(self, register: Register) -> str:
        """Return where the value of a register stands."""
        return self._layout.reference(register, self._row)

    def result(self, kpi: KpiKey, group: Group) -> str | None:
        """Return where the sheet of the tree has a figure."""
        if not self._tree.has(kpi):
            return None
        return self._tree.group_cell(kpi, group).seen_from(self._layout.sheet)

    def _own(self, column: int) -> str:
        row = self._layout.person_row(self._index or 0)
        return f"{column_letters(column)}{row + 1}"

    def _brought(self, column: int) -> str:
        row = self._layout.brought_row(self._index or 0)
        return f"{column_letters(column)}{row + 1}"

    def _shared(self, row: int, column: int) -> str:
        return Cell(self._layout.sheet, row, column).anchored

    def target(self, owner: str, number: int) -> str:
        """Return the cell of the target of a measure over one of its groups."""
        return self._shared(self._layout.measure_rows[owner, number], Column.TARGET)

    def rating(self, step: Rating) -> tuple[str, str]:
        """Return the typed rating, and the target, which counts where there is none."""
        column = self._layout.first_rating + self._layout.objectives.index(step.objective)
        return self._brought(column), self.target(step.out.owner, 0)

    def typed(self, step: TypedModifier) -> tuple[str, str, str]:
        """Return the typed factor and its bounds."""
        row = self._layout.modifier_rows[step.modifier]
        column = self._layout.first_typed + self._layout.typed.index(step.modifier)
        return (
            self._brought(column),
            self._shared(row, Column.CAP),
            self._shared(row, Column.CAPPED),
        )

    def reached(self, register: Register) -> str:
        """Return where the points that a curve has reached are counted."""
        layout = self._layout
        if register.index in layout.reached_columns:
            return self._own(layout.reached_columns[register.index])
        if register.stage is Stage.MODIFIER:
            return self._shared(layout.modifier_rows[register.owner], Column.REACHED)
        row = layout.measure_rows[register.owner, register.number]
        return self._shared(row, Column.REACHED)

    def columns_reached(self, register: Register) -> str:
        """Return where the columns of a matrix that are reached are counted."""
        row = self._layout.measure_rows[register.owner, register.number]
        return self._shared(row, Column.SECOND_REACHED)

    def curve(self, step: CurvePayout) -> tuple[CurveTable, Reading]:
        """Return the table of a curve and where this reading of it finds what it needs."""
        table = self._layout.curves[curve_key(step)]
        out = step.out
        target = ""
        if table.needs_target and out.stage is Stage.MODIFIER:
            target = self._shared(self._layout.modifier_rows[out.owner], Column.TARGET)
        elif table.needs_target:
            target = self.target(out.owner, out.number)
        return table, Reading(self.of(step.result), self.reached(out), target, out.number)

    def matrix(self, step: MatrixPayout) -> tuple[MatrixTable, str, str]:
        """Return a matrix and how many of its rows and columns are reached."""
        table = self._layout.matrices[step.out.owner]
        return table, self.reached(step.out), self.columns_reached(step.out)

    def cap(self, step: RateCap) -> str:
        """Return the cap of a measure, typed once for all its groups."""
        row = self._layout.measure_rows[step.out.owner, 0]
        return self._shared(row, Column.CAP)

    def gate(self, step: GatePart) -> tuple[str, str]:
        """Return the value of a gate, and the part it pays where it is missed."""
        row = self._layout.gate_rows[self._layout.gate_source(step).index]
        return self._shared(row, Column.TARGET), self._shared(row, Column.CAP)

    def weight(self, owner: str) -> str:
        """Return the weight of a measure."""
        return self._shared(self._layout.measure_rows[owner, 0], Column.WEIGHT)

    def weighted(self, step: WeightedSum) -> tuple[str, ...]:
        """Return where weight × payout of each operand stands."""
        layout = self._layout
        section = layout.scorecard.sections[int(step.out.owner)]
        return tuple(
            self._own(layout.weighted_columns[measure.key])
            if measure.key in layout.weighted_columns
            else self._shared(layout.measure_rows[measure.key, 0], Column.WEIGHTED)
            for measure in section.measures
        )

    def measure_payout(self, key: MeasureKey) -> str:
        """Return where the payout of a measure stands."""
        return self.of(self._layout.register(Stage.MEASURE, key))

    def bonus(self) -> BonusCells:
        """Return where the bonus at target stands."""
        return BonusCells(
            self._brought(2),
            self._brought(3),
            self._brought(4),
            self._layout.amount.anchored,
            self._layout.share.anchored,
        )

    def money_caps(self) -> tuple[str, str]:
        """Return the cap as a part of the target bonus, and the cap in money."""
        rate, amount = self._layout.cap_rate, self._layout.cap_amount
        assert rate is not None  # noqa: S101 - without caps the step has no place
        assert amount is not None  # noqa: S101
        return rate.anchored, amount.anchored

    def spans(self) -> tuple[tuple[str, str, str], ...]:
        """Return first day, last day and working time of each stretch of time at work."""
        first = self._layout.first_span
        starts = range(first, first + 3 * self._layout.spans, 3)
        return tuple(
            (self._brought(at), self._brought(at + 1), self._brought(at + 2)) for at in starts
        )

    def factor(self, pool: int) -> str:  # noqa: ARG002 - a position has one
        """Return the funding factor of the pool of the position."""
        assert self._pool is not None  # noqa: S101 - the step names a pool
        return self._pool.factor.anchored

    def pooled(self, pool: int) -> str:  # noqa: ARG002
        """Return what the pool pays the holder, in money."""
        assert self._pool is not None  # noqa: S101
        assert self._index is not None  # noqa: S101
        return self._pool.paid[self._layout.holders.people[self._index].key].anchored
