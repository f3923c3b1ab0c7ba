"""A problem: what is wrong, how grave it is, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from models.places import Place


class Severity(StrEnum):
    """How grave a problem is."""

    ERROR = "error"
    """Something cannot be worked out, or contradicts itself."""
    WARNING = "warning"
    """Everything is worked out, and is hardly what was meant."""
    HINT = "hint"
    """Good to know; may well be meant."""


class ProblemCode(StrEnum):
    """What is wrong. The details that go with each stand behind it."""

    INVALID_KEY = "invalid_key"
    SYNTAX = "syntax"  # fault, position and detail of a FormulaError
    UNKNOWN_NAME = "unknown_name"  # name
    CYCLE = "cycle"  # path: KPI keys, the first one again at the end
    VALUES_MISSING = "values_missing"  # periods: tuple of indices
    NO_VALUES = "no_values"
    LAG_WITHOUT_HISTORY = "lag_without_history"  # kpi ("" for a part), steps, periods: a count
    SPREAD_WITHOUT_HISTORY = "spread_without_history"  # kpi ("" for a part), steps
    TIME_WEIGHT_MISSING = "time_weight_missing"
    TIME_RULE_WITHOUT_FORMULA = "time_rule_without_formula"
    TIME_RULE_READS_TIME = "time_rule_reads_time"  # function
    RESPONSIBILITY_SUM = "responsibility_sum"  # sum
    RESPONSIBILITY_NEGATIVE = "responsibility_negative"  # function
    NOBODY_ANSWERS = "nobody_answers"  # kpis: tuple of keys, the first being that of the place
    ROLE_TWICE = "role_twice"  # role, first: key of the KPI that has it already
    UNITS_MIXED = "units_mixed"  # one, other: two UnitKinds
    BOUNDS_CROSSED = "bounds_crossed"  # least, most
    OUTSIDE_BOUNDS = "outside_bounds"  # value
    STRETCH_NOT_POSITIVE = "stretch_not_positive"  # stretch
    BOUNDS_IDLE = "bounds_idle"

    UNKNOWN_KPI = "unknown_kpi"  # key
    UNKNOWN_FUNCTION = "unknown_function"  # key
    UNKNOWN_POSITION = "unknown_position"  # key
    UNKNOWN_PERSON = "unknown_person"  # key
    UNKNOWN_MEASURE = "unknown_measure"  # key
    UNKNOWN_MANAGER = "unknown_manager"  # key
    UNKNOWN_OBJECTIVE = "unknown_objective"  # key
    UNKNOWN_DESIGN = "unknown_design"  # key
    UNKNOWN_DIMENSION = "unknown_dimension"  # key
    UNKNOWN_MEMBER = "unknown_member"  # key, dimension
    MEMBER_TWICE = "member_twice"  # key
    NO_SUCH_DISTRIBUTION = "no_such_distribution"  # fault: a DistributionFault
    DISTRIBUTION_IDLE = "distribution_idle"
    RHO_OUT_OF_RANGE = "rho_out_of_range"  # first, second: keys, here and below
    CORRELATED_WITH_ITSELF = "correlated_with_itself"
    CORRELATION_IDLE = "correlation_idle"  # and kpi: the one that is not uncertain
    OVERRIDE_IDLE = "override_idle"  # kpi: it has a formula, so nothing said of it counts

    MANAGER_CYCLE = "manager_cycle"  # path: person keys, the first one again at the end
    SPAN_BACKWARDS = "span_backwards"  # start, end: dates
    SPANS_OVERLAP = "spans_overlap"  # date: the first day that is in both
    WORKING_TIME_NEGATIVE = "working_time_negative"  # share
    NO_TARGET_BONUS = "no_target_bonus"
    NO_BASE_PAY = "no_base_pay"
    SCALE_OUT_OF_ORDER = "scale_out_of_order"

    NO_DESIGN_CHOSEN = "no_design_chosen"
    NO_COMPLETE_YEAR = "no_complete_year"
    NO_MEASURES = "no_measures"
    WEIGHTS_SUM = "weights_sum"  # sum
    WEIGHT_NEGATIVE = "weight_negative"  # weight
    MEASURE_TWICE = "measure_twice"  # key
    MODIFIER_TWICE = "modifier_twice"  # key
    NOT_ONE_SUBJECT = "not_one_subject"  # both: whether both are given, or neither
    NO_SUCH_GROUP = "no_such_group"  # span: it is shorter than a period of the plan
    TARGET_MISSING = "target_missing"  # groups: tuple of indices of payout groups
    TARGET_ZERO = "target_zero"
    TIERS_REFUSED = "tiers_refused"  # lower: whether lower is better, else a target is below 0
    CURVE_WITHOUT_POINTS = "curve_without_points"
    CURVE_OUT_OF_ORDER = "curve_out_of_order"
    MATRIX_MISSHAPEN = "matrix_misshapen"
    RETROACTIVE = "retroactive"  # at: attainment
    MODIFIER_WITHOUT_CURVE = "modifier_without_curve"
    MODIFIER_BOUNDS = "modifier_bounds"  # least, most
    POOL_WITHOUT_AMOUNT = "pool_without_amount"
    MEASURE_COUNT = "measure_count"  # count
    LIGHT_WEIGHT = "light_weight"  # weight
    FREQUENCY_TOO_SHORT = "frequency_too_short"  # span
    PAID_LATER = "paid_later"  # span: how often is paid, here and below
    PRODUCT_TORN_APART = "product_torn_apart"
    POOL_OF_DIFFERENT_TIMES = "pool_of_different_times"
    EXCEPTION_IDLE = "exception_idle"  # person: who does not hold the position
    EXCEPTION_WEIGHTS = "exception_weights"  # sum


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a plan, which opens and is shown all the same.

    Attributes:
        code: what is wrong.
        severity: how grave it is.
        place: where.
        details: what the sentence about it needs, see :class:`ProblemCode`.
    """

    code: ProblemCode
    severity: Severity
    place: Place
    details: Mapping[str, object] = field(default_factory=dict[str, object])
