"""Where the scorecard of one position stands: rows of its tables, columns of its people.

Registers that are the same for every holder get a cell of their own in the tables of the
scorecard; those that differ by person get a column. A step that only passes on what it
reads (the product of one factor) gets neither: whoever reads it reads what it passes on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, final

from models.keys import KpiKey, MeasureKey
from models.kpi import Sense
from models.scorecard import CurveKind, Measure, Modifier, Scorecard, ScoreForm
from workbench.excel.cells import Cell, column_letters
from workbench.excel.curve_tables import CurveTable, MatrixTable, results_column
from workbench.pay.curves import compile_curve
from workbench.pay.reasons import NoPayoutCode
from workbench.pay.step_kinds import (
    BonusAtTarget,
    CurvePayout,
    GatePart,
    MatrixPayout,
    MoneyCap,
    NoValue,
    PartOfYear,
    PoolFactor,
    Product,
    ProRata,
    Rating,
    Register,
    Stage,
    Step,
    Sum,
    TypedModifier,
    WeightedSum,
    operands,
)
from workbench.pay.walking import Walk

ONE: Final = "1"
"""What a register is called that is always one."""

_GATES: Final = frozenset({Stage.MEASURE_GATE, Stage.SECTION_GATE, Stage.PLAN_GATE})


class Column:
    """Columns of the tables of a scorecard."""

    NAME, SUBJECT, OVER, WEIGHT, TARGET, RESULT, ATTAINED, REACHED = range(8)
    BY_CURVE, CAP, CAPPED, GATES, PAYOUT, WEIGHTED, SECOND, SECOND_REACHED = range(8, 16)
    LAST = SECOND_REACHED


_BY_STAGE: Final[Mapping[Stage, int]] = {
    Stage.RESULT: Column.RESULT,
    Stage.COLUMN_RESULT: Column.SECOND,
    Stage.BY_CURVE: Column.BY_CURVE,
    Stage.CAPPED: Column.CAPPED,
    Stage.GATED: Column.PAYOUT,
    Stage.MEASURE: Column.PAYOUT,
    Stage.GATE_RESULT: Column.RESULT,
    Stage.MEASURE_GATE: Column.PAYOUT,
    Stage.SECTION_GATE: Column.PAYOUT,
    Stage.PLAN_GATE: Column.PAYOUT,
    Stage.PLAN_GATES: Column.PAYOUT,
    Stage.MODIFIER_RESULT: Column.RESULT,
    Stage.MODIFIER: Column.PAYOUT,
    Stage.MODIFIERS: Column.PAYOUT,
    Stage.SECTION_SUM: Column.WEIGHTED,
    Stage.SECTION: Column.WEIGHTED,
    Stage.SCORE: Column.WEIGHTED,
}


class Kind(StrEnum):
    """What a column of the people holds."""

    VALUE = "value"
    LINK = "link"
    REACHED = "reached"
    WEIGHTED = "weighted"


@dataclass(frozen=True, slots=True)
class PersonColumn:
    """A worked-out column of the people: a register, or what is shown beside it."""

    kind: Kind
    step: Step


_LINKED: Final = frozenset({Stage.SCORE, Stage.MODIFIERS, Stage.PLAN_GATES, Stage.FUNDING})
"""Figures that every person is shown, though they are the same for all."""


def reads_of(step: Step) -> tuple[Register, ...]:
    """Return every register that the formula of ``step`` reads, whatever its weight."""
    match step:
        case WeightedSum():
            return step.operands
        case MoneyCap():
            return (step.operand, step.target)
        case _:
            return operands(step)


@final
class CardLayout:
    """The places of one scorecard, from ``first_row`` of ``sheet`` down."""

    def __init__(
        self,
        sheet: str,
        first_row: int,
        *,
        scorecard: Scorecard,
        walk: Walk,
        senses: Mapping[KpiKey, Sense],
    ) -> None:
        """Lay out ``scorecard``, and those who are paid by ``walk``."""
        self.sheet = sheet
        self.scorecard = scorecard
        self.walk = walk
        self.steps = steps = walk.steps
        self.holders = walk.holders
        self._senses = senses
        self.measures: Mapping[MeasureKey, Measure] = {m.key: m for m in scorecard.measures}
        self._personal = _personal(steps)
        self._same_as: dict[int, Register | str] = {}
        for step in steps:
            self._same_as[step.out.index] = self._simplified(step)
        self._row = first_row
        self._place_measures()
        self._place_gates()
        self._place_modifiers()
        self._place_terms()
        self._place_curves()
        self._place_people()

    # What stands where

    def is_personal(self, register: Register) -> bool:
        """Return whether a register differs by person."""
        return register.index in self._personal

    def canonical(self, register: Register) -> Register | str:
        """Return the register that holds the same value and has a place, or its text."""
        return self._same_as[register.index]

    def has_place(self, register: Register) -> bool:
        """Return whether a register has a cell or column of its own."""
        return self._same_as[register.index] == register

    def shared_cell(self, register: Register) -> Cell:
        """Return the cell of a register that is the same for everybody."""
        return Cell(self.sheet, self._row_of_register(register), _BY_STAGE[register.stage])

    def _row_of_register(self, register: Register) -> int:
        stage = register.stage
        if stage is Stage.GATE_RESULT or stage in _GATES:
            return self.gate_rows[register.index]
        if stage in {Stage.MODIFIER, Stage.MODIFIER_RESULT}:
            return self.modifier_rows[register.owner]
        return {
            Stage.SECTION_SUM: lambda: self.section_rows[int(register.owner)],
            Stage.SECTION: lambda: self.section_rows[int(register.owner)] + 1,
            Stage.SCORE: lambda: self.score_row,
            Stage.MODIFIERS: lambda: self.modifiers_row,
            Stage.PLAN_GATES: lambda: self.plan_gates_row,
        }.get(stage, lambda: self.measure_rows[register.owner, register.number])()

    def reference(self, register: Register, row: int | None) -> str:
        """Return the reference to a register, seen from ``row`` of the people."""
        canonical = self._same_as[register.index]
        if isinstance(canonical, str):
            return canonical
        if row is not None and canonical.index in self.columns:
            return f"{column_letters(self.columns[canonical.index])}{row + 1}"
        return self.shared_cell(canonical).anchored

    # Placing

    def _simplified(self, step: Step) -> Register | str:
        """Return what a register is the same as: itself, another one, or a text."""
        match step:
            case Product():
                known = [self._same_as[each.index] for each in step.operands]
                factors = [each for each in known if each != ONE]
                shown = step.out.stage in {Stage.MEASURE, Stage.GATED} and not self.is_personal(
                    step.out
                )
                if len(factors) > 1 or shown:
                    return step.out
                return factors[0] if factors else ONE
            case Sum() if len(step.operands) == 1:
                return self._same_as[step.operands[0].index]
            case MoneyCap(rate=None, amount=None):
                return self._same_as[step.operand.index]
            case PoolFactor(pool=None):
                return ONE
            case PartOfYear():
                return f"({round(step.share * 12)}/12)"
            case _:
                return step.out

    def _take(self, rows: int = 1) -> int:
        row = self._row
        self._row += rows
        return row

    def _place_measures(self) -> None:
        self.band = self._take()
        self.measure_header = self._take()
        self.measure_rows: dict[tuple[str, int], int] = {}
        self.section_heads: dict[int, int] = {}
        self.section_rows: dict[int, int] = {}
        for index, section in enumerate(self.scorecard.sections):
            if not section.measures:
                continue
            if section.name or len(self.scorecard.sections) > 1:
                self.section_heads[index] = self._take()
            for measure in section.measures:
                self.measure_rows[measure.key, 0] = self._take()
                for number in self.numbers(measure.key):
                    if number:
                        self.measure_rows[measure.key, number] = self._take()
            self.section_rows[index] = self._take()
            if any(
                step.out.stage is Stage.SECTION
                and step.out.owner == str(index)
                and self.has_place(step.out)
                for step in self.steps
            ):
                self._take()
        score = self.register(Stage.SCORE)
        self.weights_row = next(iter(self.section_rows.values()), self._row)
        if len(self.section_rows) > 1:
            self.weights_row = self._row
        self.score_row = self._take() if self.has_place(score) else self._row - 1

    def numbers(self, owner: str) -> tuple[int, ...]:
        """Return the numbers of the groups a measure is read over; 0 where it is one."""
        found = {
            step.out.number
            for step in self.steps
            if step.out.owner == owner and step.out.stage is Stage.RESULT
        }
        return tuple(sorted(found)) or (0,)

    def register(self, stage: Stage, owner: str = "") -> Register:
        """Return the last register of a stage of one owner.

        Raises:
            StopIteration: the list has none.
        """
        return next(
            step.out
            for step in reversed(self.steps)
            if step.out.stage is stage and step.out.owner == owner
        )

    def _place_gates(self) -> None:
        self.gate_rows: dict[int, int] = {}
        self.gates: list[GatePart | NoValue] = [
            step
            for step in self.steps
            if step.out.stage in _GATES and isinstance(step, GatePart | NoValue)
        ]
        self.gate_header = self._take(2) + 1 if self.gates else 0
        for step in self.gates:
            self.gate_rows[step.out.index] = self._take()
            results = step.results if isinstance(step, GatePart) else ()
            for result in results:
                one = len(results) == 1
                row = self.gate_rows[step.out.index] if one else self._take()
                self.gate_rows[result.index] = row
        product = self.register(Stage.PLAN_GATES)
        self.plan_gates_row = self._take() if self.has_place(product) else 0

    def gate_source(self, step: GatePart | NoValue) -> Register:
        """Return the register of the gate that holds the inputs, one for all its groups."""
        out = step.out
        return next(
            each.out
            for each in self.gates
            if (each.out.stage, each.out.owner, each.out.item) == (out.stage, out.owner, out.item)
        )

    def _place_modifiers(self) -> None:
        modifiers: tuple[Modifier, ...] = self.scorecard.modifiers
        self.modifier_rows: dict[str, int] = {}
        self.modifier_header = self._take(2) + 1 if modifiers else 0
        for modifier in modifiers:
            self.modifier_rows[modifier.key] = self._take()
        product = self.register(Stage.MODIFIERS)
        shown = self.has_place(product) and not self.is_personal(product)
        self.modifiers_row = self._take() if shown else 0

    def _place_terms(self) -> None:
        self.terms_header = self._take(2) + 1
        self.amount = Cell(self.sheet, self._take(), Column.WEIGHT)
        self.share = Cell(self.sheet, self._take(), Column.WEIGHT)
        caps = self.has_place(self.register(Stage.AFTER_CAPS))
        self.cap_rate = Cell(self.sheet, self._take(), Column.WEIGHT) if caps else None
        self.cap_amount = Cell(self.sheet, self._take(), Column.WEIGHT) if caps else None

    def _place_curves(self) -> None:
        self.curves: dict[tuple[bool, str], CurveTable] = {}
        self.matrices: dict[str, MatrixTable] = {}
        curves = {curve_key(s): s for s in self.steps if isinstance(s, CurvePayout)}
        matrices = {s.out.owner: s for s in self.steps if isinstance(s, MatrixPayout)}
        results = results_column(
            tiers=any(step.curve.kind is CurveKind.TIERS for step in curves.values())
        )
        self.curve_header = self._take(2) + 1 if curves else 0
        for key, step in curves.items():
            of_modifier, owner = key
            numbers = (0,) if of_modifier else self.numbers(owner)
            columns = {n: results + at for at, n in enumerate(numbers)}
            # A target that is set decides whether this kind of curve can be read at all.
            refusal = compile_curve(step.curve, 1.0, step.sense).refusal
            readable = refusal is not NoPayoutCode.TIERS_REFUSED
            table = CurveTable(self.sheet, self._row, step.curve, step.sense, columns, readable)
            self.curves[key] = table
            self._take(table.height)
        self.matrix_header = self._take(2) + 1 if matrices else 0
        for owner, step in matrices.items():
            measure = self.measures[MeasureKey(owner)]
            table = MatrixTable(
                self.sheet,
                self._row,
                step.matrix,
                self._sense(measure.kpi),
                self._sense(step.matrix.kpi),
                step.compiled.refusal is not NoPayoutCode.MATRIX_MISSHAPEN,
            )
            self.matrices[owner] = table
            self._take(table.height)

    def _sense(self, kpi: KpiKey | None) -> Sense:
        return Sense.HIGHER if kpi is None else self._senses.get(kpi, Sense.HIGHER)

    def _place_people(self) -> None:
        people = self.holders.people
        # What people bring and what they are paid are two tables, so that a page holds either.
        self.brought_header = self._take(2) + 1
        self.first_brought = self._take(max(len(people), 1))
        self.people_header = self._take(2) + 1 if people else 0
        self.first_person = self._take(len(people)) if people else 0
        self.people_total = self._take() if people else 0
        self.spans = max((len(person.spans) for person in people), default=0) or 1
        self.objectives = tuple(
            dict.fromkeys(step.objective for step in self.steps if isinstance(step, Rating))
        )
        self.typed = tuple(
            dict.fromkeys(step.modifier for step in self.steps if isinstance(step, TypedModifier))
        )
        self.first_span = 5
        self.first_rating = self.first_span + 3 * self.spans
        self.first_typed = self.first_rating + len(self.objectives)
        self.first_worked_out = 2
        self.person_columns: list[PersonColumn] = []
        self.columns: dict[int, int] = {}
        self.reached_columns: dict[int, int] = {}
        self.weighted_columns: dict[str, int] = {}
        additive = self.scorecard.form is ScoreForm.ADDITIVE
        for step in self.steps:
            personal = self.is_personal(step.out)
            if personal and self.has_place(step.out):
                if isinstance(step, CurvePayout | MatrixPayout):
                    self.reached_columns[step.out.index] = self._next(Kind.REACHED, step)
                self.columns[step.out.index] = self._next(Kind.VALUE, step)
            elif step.out.stage in _LINKED and self._same_as[step.out.index] != ONE:
                canonical = self._same_as[step.out.index]
                if isinstance(canonical, Register) and canonical.index not in self.columns:
                    self.columns[canonical.index] = self._next(Kind.LINK, step)
            if personal and step.out.stage is Stage.MEASURE and additive:
                self.weighted_columns[step.out.owner] = self._next(Kind.WEIGHTED, step)
        self.last_column = max(Column.LAST, self.first_worked_out + len(self.person_columns) - 1)
        self.end = self._row

    def _next(self, kind: Kind, step: Step) -> int:
        self.person_columns.append(PersonColumn(kind, step))
        return self.first_worked_out + len(self.person_columns) - 1

    def brought_row(self, index: int) -> int:
        """Return the row of what a holder brings: pay, time at work, ratings."""
        return self.first_brought + index

    def person_row(self, index: int) -> int:
        """Return the row of the steps to what a holder is paid."""
        return self.first_person + index

    def payout_cell(self, index: int) -> Cell:
        """Return the cell of a holder's payout."""
        return self.person_cell(self.register(Stage.PAYOUT), index)

    def claim_cell(self, index: int) -> Cell:
        """Return the cell of what a holder would be paid without a pool."""
        return self.person_cell(self.register(Stage.PRORATED), index)

    def person_cell(self, register: Register, index: int) -> Cell:
        """Return the cell of a register of one holder."""
        canonical = self._same_as[register.index]
        assert isinstance(canonical, Register)  # noqa: S101 - money of a person is never one
        return Cell(self.sheet, self.person_row(index), self.columns[canonical.index])


def curve_key(step: CurvePayout) -> tuple[bool, str]:
    """Return what a curve is kept by: whether a modifier owns it, and which."""
    return step.out.stage is Stage.MODIFIER, step.out.owner


def _personal(steps: tuple[Step, ...]) -> frozenset[int]:
    """Return the indices of registers that differ by person."""
    found: set[int] = set()
    for step in steps:
        own = isinstance(step, Rating | TypedModifier | BonusAtTarget | ProRata)
        # The factor of a pool is one for all, though it comes of what everybody claims.
        reads = () if isinstance(step, PoolFactor) else reads_of(step)
        if own or any(register.index in found for register in reads):
            found.add(step.out.index)
    return frozenset(found)
