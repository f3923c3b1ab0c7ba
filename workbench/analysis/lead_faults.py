"""Questions about leads that cannot be answered, and why."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class LeadFault(StrEnum):
    """Why a question about leads has no answer. The details that each has stand beside it."""

    NO_BANK = "no_bank"
    NO_PERIODS = "no_periods"
    UNKNOWN_SCENARIO = "unknown_scenario"  # scenario
    UNKNOWN_PERIOD = "unknown_period"  # period
    NO_COHORTS = "no_cohorts"
    NO_AGES = "no_ages"
    NOT_A_NUMBER = "not_a_number"  # row, column (1-based), text
    NEGATIVE = "negative"  # row, column, text
    NOT_A_TABLE = "not_a_table"


class LeadError(ValueError):
    """A question about leads that cannot be answered.

    Attributes:
        fault: why not.
        details: what the sentence about it names.
    """

    def __init__(self, fault: LeadFault, **details: object) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.details: Mapping[str, object] = MappingProxyType(details)
