"""The columns of the outline: what each shows, and which of them take figures."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from models.calendar import Calendar


class ColumnKind(Enum):
    """What a column shows."""

    NAME = "name"
    GROUP = "group"
    CHANGE = "change"
    OTHER = "other"
    """The figure of the scenario that is compared with."""
    DIFFERENCE = "difference"
    PERIOD = "period"
    UNIT = "unit"
    SENSE = "sense"
    RESPONSIBILITY = "responsibility"
    FORMULA = "formula"


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        kind: what it shows.
        period: index of the period of a column of periods, else -1.
    """

    kind: ColumnKind
    period: int = -1

    @property
    def takes_figures(self) -> bool:
        """Whether the figures of drivers are typed into it."""
        return self.period >= 0 or self.kind is ColumnKind.GROUP

    @property
    def is_right(self) -> bool:
        """Whether its words stand at the right, as figures do."""
        return self.takes_figures or self.kind in {
            ColumnKind.CHANGE,
            ColumnKind.OTHER,
            ColumnKind.DIFFERENCE,
        }


DESCRIBED = frozenset(
    {ColumnKind.UNIT, ColumnKind.SENSE, ColumnKind.RESPONSIBILITY, ColumnKind.FORMULA}
)
"""Columns of words that are typed, pasted and filled like figures."""
NAME_COLUMN = 0
GROUP_COLUMN = 1
CHANGE_COLUMN = 2


def columns_of(calendar: Calendar, *, compares: bool = False) -> tuple[Column, ...]:
    """Return the columns for a plan with ``calendar``; the first three are always the same.

    Args:
        calendar: that of the plan.
        compares: whether another scenario stands beside the one on screen.
    """
    beside = (ColumnKind.OTHER, ColumnKind.DIFFERENCE) if compares else ()
    return (
        Column(ColumnKind.NAME),
        Column(ColumnKind.GROUP),
        Column(ColumnKind.CHANGE),
        *map(Column, beside),
        *(Column(ColumnKind.PERIOD, period) for period in range(calendar.count)),
        Column(ColumnKind.UNIT),
        Column(ColumnKind.SENSE),
        Column(ColumnKind.RESPONSIBILITY),
        Column(ColumnKind.FORMULA),
    )
