"""One plain sentence for each reason why a payout cannot be worked out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from models.plan import Plan
from workbench.language import Language, message
from workbench.pay.reasons import NoPayout, NoPayoutCode
from workbench.place_words import listed, owner_name, person_name, position_name

_SENTENCES: Final[Mapping[NoPayoutCode, str]] = {
    NoPayoutCode.NO_COMPLETE_YEAR: message(
        "The plan holds no complete fiscal year, so no payout can be worked out: add periods, or "
        "let it start with the fiscal year."
    ),
    NoPayoutCode.INCOMPLETE_GROUP: message(
        "The plan holds only a part of this time, and a part is not paid: add periods."
    ),
    NoPayoutCode.NO_DESIGN: message(
        "Nobody is paid for anything yet: give a KPI a weight, or choose the design that counts."
    ),
    NoPayoutCode.NO_SCORECARD: message(
        "The position “{position}” has no scorecard in the design that is paid: give it measures."
    ),
    NoPayoutCode.NOT_IN_PLAN: message("“{person}” is not in the plan."),
    NoPayoutCode.UNKNOWN_POSITION: message(
        "The position “{position}” is not in the plan: choose another for who holds it."
    ),
    NoPayoutCode.NO_MEASURES: message(
        "The scorecard of “{position}” has no measures, so nothing can be paid: add one."
    ),
    NoPayoutCode.NOT_ONE_SUBJECT: message(
        "The measure “{name}” needs a KPI or an objective, and only one of the two: choose."
    ),
    NoPayoutCode.UNKNOWN_KPI: message(
        "The scorecard names “{name}”, which is no KPI of the plan: choose another."
    ),
    NoPayoutCode.UNKNOWN_OBJECTIVE: message(
        "The scorecard names the objective “{name}”, which is not in the plan: choose another."
    ),
    NoPayoutCode.KPI_WITHOUT_VALUE: message(
        "“{name}” has no value for the year, and the payout depends on it: see there why."
    ),
    NoPayoutCode.NO_SUCH_GROUP: message(
        "“{name}” is read over a time that the plan does not hold: choose another frequency."
    ),
    NoPayoutCode.TARGET_MISSING: message(
        "“{name}” has no target, and its curve needs one: type it."
    ),
    NoPayoutCode.TARGET_ZERO: message(
        "The target of “{name}” is 0, of which percentages mean nothing: type another, or write "
        "the curve in figures."
    ),
    NoPayoutCode.TIERS_REFUSED: message(
        "The tiers of “{name}” need a target above 0 and a result of which more is better: choose "
        "another kind of curve."
    ),
    NoPayoutCode.CURVE_WITHOUT_POINTS: message(
        "The payout curve of “{name}” has no points: add one."
    ),
    NoPayoutCode.CURVE_OUT_OF_ORDER: message(
        "The payout curve of “{name}” is out of order: put the results of its points in order."
    ),
    NoPayoutCode.MATRIX_MISSHAPEN: message(
        "The payout matrix of “{name}” needs one payout for each row and each column: fill it."
    ),
    NoPayoutCode.MODIFIER_WITHOUT_CURVE: message(
        "The modifier “{name}” has no curve that says what factor a result gives: add one."
    ),
    NoPayoutCode.NO_TARGET_BONUS: message(
        "“{person}” has no target bonus: type one for the person or the position."
    ),
    NoPayoutCode.NO_BASE_PAY: message(
        "The target bonus of “{person}” is a share of base pay, which is missing: type it."
    ),
    NoPayoutCode.FREQUENCY_TOO_SHORT: message(
        "“{position}” is paid more often than the plan has periods: let it be paid less often."
    ),
    NoPayoutCode.PRODUCT_TORN_APART: message(
        "“{position}” multiplies what is read over different times, which cannot be paid apart: "
        "give its measures targets for each payout."
    ),
    NoPayoutCode.POOL_OF_DIFFERENT_TIMES: message(
        "The pool cannot be shared out, for its positions are paid at different times: let them "
        "be paid as often as each other."
    ),
    NoPayoutCode.POOL_WITHOUT_VALUE: message("The pool has no amount: type one."),
    NoPayoutCode.POOL_WITHOUT_CLAIMS: message(
        "The pool is always spent, but nobody has earned a part of it by which it could be shared."
    ),
    NoPayoutCode.POOL_MEMBER_WITHOUT_PAYOUT: message(
        "The pool cannot be shared out: nobody knows yet what {people} would be paid."
    ),
    NoPayoutCode.TOO_LARGE: message("A figure on the way to the payout is too large to be paid."),
}
_POOL_OF_KPI: Final = message("“{name}”, which fills the pool, has no value: see there why.")


def no_payout_sentence(reason: NoPayout, plan: Plan, language: Language) -> str:
    """Return why a payout cannot be worked out, naming what it lacks."""
    template = _SENTENCES[reason.code]
    if reason.code is NoPayoutCode.POOL_WITHOUT_VALUE and reason.key:
        template = _POOL_OF_KPI
    return language.text(
        template,
        name=owner_name(plan, reason.key),
        position=position_name(plan, reason.key),
        person=person_name(plan, reason.key),
        people=listed((person_name(plan, key) for key in reason.people), language),
    )
