"""What cannot be asked of a cascade."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class CascadeFault(StrEnum):
    """Why a question has no answer. The details that go with each stand behind it."""

    UNKNOWN_KPI = "unknown_kpi"  # kpi: a key
    NO_YEAR = "no_year"
    NOT_FINITE = "not_finite"
    LOCK_UNKNOWN = "lock_unknown"  # kpi: a key
    LOCK_NO_DRIVER = "lock_no_driver"  # kpi: a key
    NO_VALUE = "no_value"  # kpi: a key; reason: of workbench.analysis.reasons, or None
    OUT_OF_REACH = "out_of_reach"  # kpi: a key; reached: the best figure


class CascadeError(Exception):
    """A question that has no answer.

    Attributes:
        fault: why.
        details: what the sentence about it needs, see :class:`CascadeFault`.
    """

    def __init__(self, fault: CascadeFault, details: Mapping[str, object]) -> None:
        """Describe the fault."""
        super().__init__(f"{fault}: {dict(details)}")
        self.fault = fault
        self.details = details
