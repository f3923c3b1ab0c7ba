"""How a plan was looked at, kept between two openings of it as one line of JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import msgspec

from models.calendar import Calendar, Group, Month, Span
from models.keys import BASE, KpiKey, ScenarioKey
from ui.decompose.view_state import ViewState


@dataclass(frozen=True, slots=True)
class PlanView:
    """What is on screen of a plan.

    Attributes:
        room: the id of the room.
        page: the page of Prioritise, empty for as at first.
        scenario: the one shown.
        span: how long the group of periods lasts.
        year: when it starts; 0 for as at first.
        month: likewise.
        selection: the selected KPI.
        inspector: whether it stands beside the room.
        tree: how the tree is looked at.
    """

    room: str = ""
    page: str = ""
    scenario: ScenarioKey = BASE
    span: Span = Span.YEAR
    year: int = 0
    month: int = 1
    selection: KpiKey | None = None
    inspector: bool = True
    tree: ViewState = field(default_factory=ViewState)

    def group_in(self, calendar: Calendar) -> Group | None:
        """Return the group of periods, if the calendar has it still."""
        start = Month(self.year, self.month)
        groups = calendar.groups(self.span)
        return next((each for each in groups if each.first_month == start), None)


# Made here, and not in the first reading, while other threads may be learning types too.
_decode: Final = msgspec.json.Decoder(PlanView).decode


def written(view: PlanView) -> str:
    """Write a view as it is kept."""
    return msgspec.json.encode(view).decode()


def read(kept: str) -> PlanView | None:
    """Read a view; None where there is none, or another program wrote it."""
    try:
        return _decode(kept)
    except msgspec.MsgspecError:
        return None
