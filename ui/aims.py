"""What a figure that is worked out shall become; a dialog says what that asks of its drivers."""

from __future__ import annotations

from dataclasses import dataclass

from models.calendar import Group
from models.keys import KpiKey, ScenarioKey


@dataclass(frozen=True, slots=True)
class Aim:
    """A figure that is to become another one.

    Attributes:
        key: the KPI.
        scenario: whose figure it is.
        group: the periods it is over.
        text: the target as it was typed; empty where none was yet.
    """

    key: KpiKey
    scenario: ScenarioKey
    group: Group
    text: str = ""
