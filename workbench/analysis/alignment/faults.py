"""Why a question about the alignment of functions cannot be answered."""

from __future__ import annotations

from enum import StrEnum


class AlignmentFault(StrEnum):
    """What is wrong with the question, or missing in the plan."""

    NO_DESIGN = "no_design"
    NO_YEAR = "no_year"
    NO_PROFIT = "no_profit"
    PROFIT_WITHOUT_VALUE = "profit_without_value"
    NO_BONUS = "no_bonus"
    UNKNOWN_DESIGN = "unknown_design"
    UNKNOWN_LEVER = "unknown_lever"
    LEVER_MOVES_NOTHING = "lever_moves_nothing"
    LEVER_MOVES_FORMULA = "lever_moves_formula"


class AlignmentError(Exception):
    """A question that cannot be answered.

    Attributes:
        fault: why.
        key: of the design, lever or KPI that is meant; empty where none is.
        kpi: what the lever would move.
    """

    def __init__(self, fault: AlignmentFault, key: str = "", kpi: str = "") -> None:
        """Note why, and where."""
        super().__init__(fault, key, kpi)
        self.fault = fault
        self.key = key
        self.kpi = kpi
