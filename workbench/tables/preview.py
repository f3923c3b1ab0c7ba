"""An import as one question and one answer: everything that a preview shows."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.calendar import Calendar
from models.keys import KpiKey
from models.plan import Plan
from workbench.language import Language
from workbench.tables.columns import ColumnUse, Mapping
from workbench.tables.periods import calendar_of
from workbench.tables.sheet import Sheet
from workbench.tables.tree_import import Placed, place_rows
from workbench.tables.tree_row import RowRemark
from workbench.tables.tree_rows import read_rows


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import comes to.

    Attributes:
        before: the plan that takes the rows: the one that is open, or an empty one.
        after: the plan with the rows in it.
        rows: every row that is taken, in the order of the table.
        remarks: on the sheet and its rows, in their order.
    """

    before: Plan
    after: Plan
    rows: tuple[Placed, ...]
    remarks: tuple[RowRemark, ...]

    @property
    def moves_something(self) -> bool:
        """Whether the plan is another with the rows in it."""
        return self.before.kpis != self.after.kpis


def preview(
    plan: Plan,
    sheet: Sheet,
    mapping: Mapping,
    language: Language,
    *,
    under: KpiKey | None = None,
) -> Preview:
    """Return what it comes to if a sheet is imported into a plan.

    Args:
        plan: the plan; see :func:`fitting` for an empty one.
        sheet: as it was read.
        mapping: what its columns hold.
        language: decides what an ambiguous number is.
        under: the KPI that takes in whatever stands at the top of the table.
    """
    table = read_rows(sheet, mapping, plan.calendar, language)
    placed = place_rows(plan, table.rows, under)
    remarks = sorted((*table.remarks, *placed.remarks), key=_row)
    return Preview(plan, placed.after, placed.rows, tuple(remarks))


def fitting(plan: Plan, mapping: Mapping) -> Plan:
    """Return an empty plan with the calendar that the headings of a sheet speak of, if any."""
    heads = tuple(
        column.head
        for column in mapping.columns
        if column.use is ColumnUse.PERIOD and column.head is not None
    )
    calendar: Calendar | None = calendar_of(heads, plan.calendar.first_month.year)
    return plan if calendar is None else replace(plan, calendar=calendar)


def _row(remark: RowRemark) -> int:
    return remark.row
