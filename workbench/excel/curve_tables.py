"""Payout curves and matrices as tables of inputs, and the formulas that read them.

A result *reaches* a point by being at least as large, or at most as large where points
fall, within the tolerance of the plan; what it is paid follows from the last point reached.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from models.kpi import Sense
from models.scorecard import Curve, CurveBasis, CurveKind, Matrix
from workbench.excel.cells import Cell, anchored_block
from workbench.excel.names import EQUAL_WITHIN

AT_LEAST: Final = "≥"
AT_MOST: Final = "≤"

FROM, PAYS, SIDE, AFTER, WHOLE, PAID, BEFORE = range(2, 9)
"""Columns of a curve; what only tiers need comes last."""


def results_column(*, tiers: bool) -> int:
    """Return where points are told as results: one column per group they are read over."""
    return BEFORE + 1 if tiers else AFTER + 1


NOTHING: Final = '=""'


def guarded_by(reads: list[str], count: int, expression: str) -> str:
    """Return the formula of ``expression``, empty unless ``reads`` hold ``count`` numbers."""
    # A function takes 255 arguments at most.
    counts = [f"COUNT({','.join(reads[at : at + 200])})" for at in range(0, len(reads), 200)]
    return f'=IF({"+".join(counts)}={count},IFERROR({expression},""),"")'


def same(left: str, right: str) -> str:
    """Return the condition that two single figures are equal within the tolerance."""
    return f"ABS({left}-{right})<={EQUAL_WITHIN.name}*MAX(ABS({left}),ABS({right}))"


def count_reached(points: str, result: str, sign: str) -> str:
    """Return the expression that counts the ``points`` that ``result`` reaches.

    Args:
        points: a range of figures.
        result: one figure, an atom of a formula.
        sign: worth 1 where more is better, -1 where less is; "1" or "-1" where that is fixed.
    """
    apart = {"1": f"{points}-{result}", "-1": f"{result}-{points}"}.get(
        sign, f"{sign}*({points}-{result})"
    )
    # MAX would take the largest of the whole range; this is the larger of each two.
    larger = f"(ABS({points})+ABS({result})+ABS(ABS({points})-ABS({result})))/2"
    return f"SUMPRODUCT(--({apart}<={EQUAL_WITHIN.name}*{larger}))"


def side_formula(cells: tuple[Cell, ...], sense: Sense, *, may_fall: bool) -> str:
    """Return the formula that says how points are reached; empty where they lack order."""
    usual = AT_MOST if sense is Sense.LOWER else AT_LEAST
    points = anchored_block(cells[0], cells[-1])
    if len(cells) == 1:
        return f'=IF(COUNT({points})=1,"{usual}","")'
    before = anchored_block(cells[0], cells[-2])
    after = anchored_block(cells[1], cells[-1])
    rising = f"SUMPRODUCT(--({after}<{before}))=0"
    if not may_fall:
        return f'=IF(COUNT({points})={len(cells)},IF({rising},"{usual}",""),"")'
    falling = f"SUMPRODUCT(--({after}>{before}))=0"
    flat = f"{cells[0].anchored}={cells[-1].anchored}"
    word = f'IF({rising},IF({flat},"{usual}","{AT_LEAST}"),IF({falling},"{AT_MOST}",""))'
    return f'=IF(COUNT({points})={len(cells)},{word},"")'


@dataclass(frozen=True, slots=True)
class Reading:
    """Where one reading of a curve finds what it needs; ``target`` is empty where unused."""

    result: str
    reached: str
    target: str
    number: int


@dataclass(frozen=True, slots=True)
class CurveTable:
    """A curve on the sheet.

    Attributes:
        row: of its first point.
        columns: by number of the group: the column of what its points are as results.
        readable: whether the kind of curve fits the sense of its KPI at all.
    """

    sheet: str
    row: int
    curve: Curve
    sense: Sense
    columns: Mapping[int, int]
    readable: bool = True

    @property
    def height(self) -> int:
        """How many rows it takes."""
        return max(len(self.curve.points), 1)

    @property
    def is_tiers(self) -> bool:
        """Whether it pays slices of attainment."""
        return self.curve.kind is CurveKind.TIERS

    @property
    def of_target(self) -> bool:
        """Whether its points are shares of the target, that have to be told as results."""
        return not self.is_tiers and self.curve.basis is CurveBasis.TARGET

    @property
    def needs_target(self) -> bool:
        """Whether it is read with a target."""
        return self.is_tiers or self.of_target

    def cell(self, point: int, column: int) -> Cell:
        """Return a cell of the row of a point."""
        return Cell(self.sheet, self.row + point, column)

    def _range(self, column: int) -> str:
        return anchored_block(self.cell(0, column), self.cell(self.height - 1, column))

    def _points(self, number: int) -> str:
        return self._range(self.columns[number] if self.of_target else FROM)

    def _sign(self) -> str:
        if self.needs_target:
            return "-1" if self.sense is Sense.LOWER else "1"
        return f'IF({self.cell(0, SIDE).anchored}="{AT_MOST}",-1,1)'

    def side(self) -> str:
        """Return the formula that says how the points are reached."""
        count = len(self.curve.points)
        if not count or not self.readable:
            return NOTHING
        cells = tuple(self.cell(at, FROM) for at in range(count))
        return side_formula(cells, self.sense, may_fall=not self.needs_target)

    def point_result(self, point: int, target: str) -> str:
        """Return the formula of what a point in % of ``target`` is as a result."""
        at = self.cell(point, FROM).address
        straight, mirrored = f"{target}*{at}", f"{target}*(2-{at})"
        below, above = (straight, mirrored) if self.sense is Sense.LOWER else (mirrored, straight)
        return guarded_by([target, at], 2, f'IF({target}=0,"",IF({target}<0,{below},{above}))')

    def paid_before(self, point: int) -> str:
        """Return the formula of what tiers have paid where a point is just reached."""
        at, pay, whole = (self.cell(point, c).address for c in (FROM, PAYS, WHOLE))
        if point == 0:
            sliced, reads = f"{self.cell(0, BEFORE).anchored}*{at}", []
        else:
            upper = self.cell(point - 1, FROM).address
            rate = self.cell(point - 1, PAYS).address
            paid = self.cell(point - 1, PAID).address
            sliced, reads = f"{paid}+{rate}*({at}-{upper})", [upper, rate, paid]
        reads = [at, pay, *reads]
        return guarded_by(reads, len(reads), f"IF({whole}=1,{pay}*{at},{sliced})")

    def reached(self, reading: Reading) -> str:
        """Return the formula that counts the points that a result reaches."""
        count = len(self.curve.points)
        if not self.readable or (not count and not self.is_tiers):
            return NOTHING
        result, target = reading.result, reading.target
        reads = [result]
        if self.is_tiers:
            result = f"({result}/{target})"
            reads.append(target)
        needed = len(reads) + count
        if not count:
            return guarded_by(reads, needed, f'IF({target}>0,0,"")')
        points = self._points(reading.number)
        expression = count_reached(points, result, self._sign())
        condition = f'{self.cell(0, SIDE).anchored}<>""'
        if self.is_tiers:
            condition = f"AND({condition},{target}>0)"
        return guarded_by([*reads, points], needed, f'IF({condition},{expression},"")')

    def payout(self, reading: Reading) -> str:
        """Return the formula of what a result is paid, once its points are counted."""
        if not self.readable or (not self.curve.points and not self.is_tiers):
            return NOTHING
        result, reached = reading.result, reading.reached
        pays = self._range(PAYS)
        count = len(self.curve.points)
        if self.is_tiers:
            return self._sliced(reading, pays, count)
        reads, needed = [reached, pays], 1 + count
        if self.curve.kind is CurveKind.STEP:
            return guarded_by(reads, needed, f"IF({reached}=0,0,INDEX({pays},{reached}))")
        points = self._points(reading.number)
        at = f"INDEX({points},{reached})"
        last = f"{self.cell(0, AFTER).anchored}*({result}-{at})"
        if self.of_target:
            # The slope is payout per 100 % of target, counted in the direction that helps.
            apart = f"{at}-{result}" if self.sense is Sense.LOWER else f"{result}-{at}"
            last = f"{self.cell(0, AFTER).anchored}*({apart})/ABS({reading.target})"
        paid = f"INDEX({pays},{reached})"
        beyond = f"{paid}+{last}"
        if count > 1:
            width = f"(INDEX({points},{reached}+1)-{at})"
            rise = f"(INDEX({pays},{reached}+1)-{paid})*({result}-{at})/{width}"
            beyond = f"IF({reached}={count},{beyond},{paid}+{rise})"
        between = f"IF({same(result, at)},{paid},{beyond})"
        return guarded_by(reads, needed, f"IF({reached}=0,0,{between})")

    def _sliced(self, reading: Reading, pays: str, count: int) -> str:
        attained = f"({reading.result}/{reading.target})"
        first = self.cell(0, BEFORE).anchored
        below = f"{first}*MAX({attained},0)"
        if not count:
            return guarded_by([reading.reached, first], 2, below)
        paid, points = self._range(PAID), self._range(FROM)
        at = f"INDEX({points},{reading.reached})"
        over = f"IF({same(attained, at)},0,{attained}-{at})"
        above = f"INDEX({paid},{reading.reached})+INDEX({pays},{reading.reached})*{over}"
        reads = [reading.reached, first, pays, paid]
        return guarded_by(reads, 2 + 2 * count, f"IF({reading.reached}=0,{below},{above})")


@dataclass(frozen=True, slots=True)
class MatrixTable:
    """A matrix on the sheet: its column points in the first row, its row points below.

    Attributes:
        row: of the column points.
        readable: whether it has one payout for each row and column.
    """

    sheet: str
    row: int
    matrix: Matrix
    row_sense: Sense
    column_sense: Sense
    readable: bool

    AXIS = 1
    """Column of the row points; payouts stand right of it."""

    @property
    def height(self) -> int:
        """How many rows it takes, with the two that say how points are reached."""
        return len(self.matrix.rows) + 3

    def row_point(self, at: int) -> Cell:
        """Return the cell of a row point."""
        return Cell(self.sheet, self.row + 1 + at, self.AXIS)

    def column_point(self, at: int) -> Cell:
        """Return the cell of a column point."""
        return Cell(self.sheet, self.row, self.AXIS + 1 + at)

    def side_cell(self, *, of_rows: bool) -> Cell:
        """Return the cell that says how row points, or column points, are reached."""
        below = len(self.matrix.rows) + (1 if of_rows else 2)
        return Cell(self.sheet, self.row + below, self.AXIS)

    def _axis(self, *, of_rows: bool) -> tuple[Cell, ...]:
        if of_rows:
            return tuple(self.row_point(at) for at in range(len(self.matrix.rows)))
        return tuple(self.column_point(at) for at in range(len(self.matrix.columns)))

    def side(self, *, of_rows: bool) -> str:
        """Return the formula that says how points are reached."""
        if not self.readable:
            return NOTHING
        sense = self.row_sense if of_rows else self.column_sense
        return side_formula(self._axis(of_rows=of_rows), sense, may_fall=True)

    def reached(self, result: str, *, of_rows: bool) -> str:
        """Return the formula that counts the row points, or column points, reached."""
        if not self.readable:
            return NOTHING
        cells = self._axis(of_rows=of_rows)
        points = anchored_block(cells[0], cells[-1])
        side = self.side_cell(of_rows=of_rows).anchored
        counted = count_reached(points, result, f'IF({side}="{AT_MOST}",-1,1)')
        return guarded_by([result, points], 1 + len(cells), f'IF({side}<>"",{counted},"")')

    def payout(self, rows: str, columns: str) -> str:
        """Return the formula of the payout, once the points of both axes are counted."""
        if not self.readable:
            return NOTHING
        last = Cell(
            self.sheet,
            self.row + len(self.matrix.rows),
            self.AXIS + len(self.matrix.columns),
        )
        first = Cell(self.sheet, self.row + 1, self.AXIS + 1)
        paid = anchored_block(first, last)
        count = len(self.matrix.rows) * len(self.matrix.columns)
        expression = f"IF({rows}*{columns}=0,0,INDEX({paid},{rows},{columns}))"
        return guarded_by([rows, columns, paid], 2 + count, expression)
