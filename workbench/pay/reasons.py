"""Why a payout cannot be worked out: a code, and the keys of where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.keys import PersonKey


class NoPayoutCode(StrEnum):
    """What a payout lacks."""

    NO_COMPLETE_YEAR = "no_complete_year"
    INCOMPLETE_GROUP = "incomplete_group"
    NO_DESIGN = "no_design"
    NO_SCORECARD = "no_scorecard"
    NOT_IN_PLAN = "not_in_plan"
    UNKNOWN_POSITION = "unknown_position"
    NO_MEASURES = "no_measures"
    NOT_ONE_SUBJECT = "not_one_subject"
    UNKNOWN_KPI = "unknown_kpi"
    UNKNOWN_OBJECTIVE = "unknown_objective"
    KPI_WITHOUT_VALUE = "kpi_without_value"
    NO_SUCH_GROUP = "no_such_group"
    TARGET_MISSING = "target_missing"
    TARGET_ZERO = "target_zero"
    TIERS_REFUSED = "tiers_refused"
    CURVE_WITHOUT_POINTS = "curve_without_points"
    CURVE_OUT_OF_ORDER = "curve_out_of_order"
    MATRIX_MISSHAPEN = "matrix_misshapen"
    MODIFIER_WITHOUT_CURVE = "modifier_without_curve"
    NO_TARGET_BONUS = "no_target_bonus"
    NO_BASE_PAY = "no_base_pay"
    FREQUENCY_TOO_SHORT = "frequency_too_short"
    PRODUCT_TORN_APART = "product_torn_apart"
    POOL_OF_DIFFERENT_TIMES = "pool_of_different_times"
    POOL_WITHOUT_VALUE = "pool_without_value"
    POOL_WITHOUT_CLAIMS = "pool_without_claims"
    POOL_MEMBER_WITHOUT_PAYOUT = "pool_member_without_payout"
    TOO_LARGE = "too_large"


@dataclass(frozen=True, slots=True)
class NoPayout:
    """Why a payout cannot be worked out, and where that comes from.

    Attributes:
        code: what is lacking.
        key: the KPI, objective, modifier or position that lacks it; empty where the code
            says all.
        owner: the measure or modifier it was needed for; empty for the scorecard as a whole.
        people: of a pool: those without payout, who keep it from being shared out.
    """

    code: NoPayoutCode
    key: str = ""
    owner: str = ""
    people: tuple[PersonKey, ...] = ()
