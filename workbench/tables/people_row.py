"""What is read of a person from a row of a table, and what is worth knowing about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from immutables import Map

from models.organisation import TargetBonus


class Note(StrEnum):
    """What is worth knowing about a row; the details that go with each stand behind it."""

    TOTAL_LEFT_OUT = "total_left_out"
    NOBODY = "nobody"
    REMARK = "remark"  # text
    TWICE = "twice"  # person
    ANOTHER_SPAN = "another_span"
    NOT_A_NUMBER = "not_a_number"  # column, text
    NOT_A_DATE = "not_a_date"  # column, text
    NOT_A_TIME = "not_a_time"  # column, text
    NEGATIVE = "negative"  # column, text
    AMBIGUOUS = "ambiguous"  # column, text, reading
    DATES_TURNED = "dates_turned"
    NO_POSITION = "no_position"
    NO_MANAGER = "no_manager"  # manager
    TWO_MANAGERS = "two_managers"  # manager
    OWN_MANAGER = "own_manager"
    KNOWN_AS = "known_as"  # key
    TWO_NAMESAKES = "two_namesakes"  # name
    SPANS_KEPT = "spans_kept"
    PART_TIME = "part_time"  # column, text
    HOURS = "hours"  # hours, full
    MIXED_TIME = "mixed_time"  # column, text
    BOTH_TARGETS = "both_targets"
    CUT = "cut"
    MONTHLY = "monthly"  # count
    SCALED = "scaled"  # column, factor
    READ_AS_PERCENT = "read_as_percent"  # column
    READ_AS_FRACTION = "read_as_fraction"  # column
    DATES_DOUBTFUL = "dates_doubtful"  # column, text
    MONTH_FIRST = "month_first"  # column
    DATES_MIXED = "dates_mixed"  # column, text
    DAY_NUMBERS = "day_numbers"  # column
    FULL_TIME_PAY = "full_time_pay"
    SPLIT_POSITION = "split_position"  # name, functions
    NO_FUNCTION = "no_function"  # name
    ID_IS_NAME = "id_is_name"
    NAME_IS_ID = "name_is_id"


LEFT_OUT = frozenset(
    {Note.TOTAL_LEFT_OUT, Note.NOBODY, Note.REMARK, Note.TWICE, Note.TWO_NAMESAKES}
)
"""Notes on rows that are not taken."""


@dataclass(frozen=True, slots=True)
class RowNote:
    """A note on a row; ``row`` counts from 1 as spreadsheets do, 0 means the whole sheet."""

    row: int
    note: Note
    details: Map[str, Any] = field(default_factory=Map[str, Any])


@dataclass(frozen=True, slots=True)
class RowSpan:
    """When somebody came and went, and how much they work, as a row says; None: it does not."""

    start: dt.date | None = None
    end: dt.date | None = None
    share: float | None = None

    @property
    def is_told(self) -> bool:
        """Whether the row says anything of it."""
        return self != _UNTOLD


_UNTOLD = RowSpan()


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as one or more rows tell.

    Attributes:
        row: in the sheet, from 1.
        id: as the sheet gives it; empty for none.
        name: empty for none.
        position: its name; empty for none.
        function: its name; empty for none.
        manager: id or name; empty for none.
        base_pay: of a full year; None where it is not told.
        target: with both parts None where it is not told.
        spans: one for each row that tells of the person.
    """

    row: int
    id: str
    name: str = ""
    position: str = ""
    function: str = ""
    manager: str = ""
    base_pay: float | None = None
    target: TargetBonus = field(default_factory=TargetBonus)
    spans: tuple[RowSpan, ...] = ()
