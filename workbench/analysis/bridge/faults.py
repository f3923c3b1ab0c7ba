"""Why a bridge is refused."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from workbench.analysis.reasons import Reason


class BridgeFault(StrEnum):
    """Why there is no bridge; the words in brackets are the details."""

    UNKNOWN_KPI = "unknown_kpi"  # key
    NO_YEAR = "no_year"
    NO_VALUE = "no_value"  # end ("from" or "to"), plan (which the reason is about)
    NOT_COMPARABLE = "not_comparable"
    DIFFERENT_SPANS = "different_spans"
    NO_ACTUALS = "no_actuals"
    TOO_MANY_PLAYERS = "too_many_players"  # count, most
    NO_VALUE_BETWEEN = "no_value_between"  # kpi
    NOT_INTEGRABLE = "not_integrable"  # kpi, count, most
    UNKNOWN_PLAYER = "unknown_player"  # key
    NOT_A_PRODUCT = "not_a_product"  # kpi
    NOT_POSITIVE = "not_positive"  # kpi, period
    TIME_RULE = "time_rule"  # kpi
    SLOPES_CANCEL = "slopes_cancel"  # kpi
    BOTH_ALIKE = "both_alike"


class BridgeError(Exception):
    """There is no bridge.

    Attributes:
        fault: why.
        details: what the sentence names.
        reason: where no value begins, where that is why.
    """

    def __init__(
        self,
        fault: BridgeFault,
        details: Mapping[str, object] | None = None,
        reason: Reason | None = None,
    ) -> None:
        """Keep why."""
        super().__init__(fault.value)
        self.fault = fault
        self.details: Mapping[str, object] = details or {}
        self.reason = reason
