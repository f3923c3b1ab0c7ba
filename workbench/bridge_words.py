"""The words of bridges: why one is refused, its methods, and who gets the parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from models.plan import Plan
from workbench.analysis.bridge.bridging import Method
from workbench.analysis.bridge.faults import BridgeError, BridgeFault
from workbench.analysis.bridge.track import Player, PlayerKind
from workbench.analysis.reasons import reason_sentence
from workbench.language import Language, message
from workbench.place_words import kpi_name

METHODS: Final[Mapping[Method, str]] = {
    Method.AUMANN_SHAPLEY: message("along the straight way (Aumann–Shapley)"),
    Method.SHAPLEY: message("averaged over all orders (Shapley)"),
    Method.SEQUENTIAL: message("one driver after the other, in a stated order"),
    Method.LMDI: message("by logarithms, term by term (LMDI)"),
    Method.PROPORTIONAL: message("in proportion to the slopes at the start"),
}
"""How a change is split."""

_SENTENCES: Final[Mapping[BridgeFault, str]] = {
    BridgeFault.UNKNOWN_KPI: message(
        "There is no KPI “{key}” in the plan: name another to bridge."
    ),
    BridgeFault.NO_YEAR: message(
        "The plan holds no complete fiscal year to bridge over: add periods, or compare two groups "
        "of periods."
    ),
    BridgeFault.NO_VALUE: message("There is no bridge without a value at both ends. {reason}"),
    BridgeFault.NOT_COMPARABLE: message(
        "A group of periods can only be compared with another one of the same scenario: name two."
    ),
    BridgeFault.DIFFERENT_SPANS: message(
        "The two groups of periods are not of the same length: compare a month with a month, or a "
        "year with a year."
    ),
    BridgeFault.NO_ACTUALS: message(
        "Nothing that “{kpi}” is worked out from has actuals: type some first."
    ),
    BridgeFault.TOO_MANY_PLAYERS: message(
        "Shapley’s method takes at most {most} drivers that change, and here are {count}: use "
        "aumann-shapley."
    ),
    BridgeFault.NO_VALUE_BETWEEN: message(
        "“{kpi}” has no value where only some drivers have changed: use aumann-shapley, or another "
        "order."
    ),
    BridgeFault.NOT_INTEGRABLE: message(
        "“{kpi}” has no value, or grows beyond any figure, somewhere on the straight way between "
        "the two ends, and Shapley’s method takes at most {most} drivers, not {count}: use "
        "sequential."
    ),
    BridgeFault.UNKNOWN_PLAYER: message(
        "The order names “{key}”, which is no KPI of the plan: correct it."
    ),
    BridgeFault.NOT_A_PRODUCT: message(
        "LMDI splits sums of products only, and the formula of “{kpi}” is another one: use "
        "aumann-shapley."
    ),
    BridgeFault.NOT_POSITIVE: message(
        "LMDI needs figures above 0, and “{kpi}” has another one in {period}: use aumann-shapley."
    ),
    BridgeFault.TIME_RULE: message(
        "The figure of “{kpi}” over several periods is neither a sum, a mean nor the last one, as "
        "this needs: use aumann-shapley."
    ),
    BridgeFault.SLOPES_CANCEL: message(
        "The slopes of “{kpi}” at the start come to 0, which no change can be shared by: use "
        "aumann-shapley."
    ),
    BridgeFault.BOTH_ALIKE: message(
        "Both ends are the actuals: compare them with a scenario, or the base."
    ),
}


def refusal_sentence(error: BridgeError, plan: Plan, language: Language) -> str:
    """Return why there is no bridge, naming the place and the way out."""
    details = error.details
    held = details.get("plan")
    about = held if isinstance(held, Plan) else plan
    reason = "" if error.reason is None else reason_sentence(error.reason, about, language)
    key, period = details.get("kpi"), details.get("period")
    return language.text(
        _SENTENCES[error.fault],
        key=details.get("key", ""),
        kpi="" if key is None else kpi_name(plan, str(key)),
        period=language.period_label(plan.calendar, period) if isinstance(period, int) else "",
        reason=reason,
        count=details.get("count", ""),
        most=details.get("most", ""),
    ).strip()


def player_words(player: Player, plan: Plan, language: Language) -> str:
    """Name who gets a part."""
    name = kpi_name(plan, player.key)
    match player.kind:
        case PlayerKind.DRIVER:
            return name
        case PlayerKind.CARRIED_IN:
            return language.text("Carried in: {kpi}", kpi=name)
        case PlayerKind.UNEXPLAINED:
            return language.text("Not explained by drivers: {kpi}", kpi=name)
        case PlayerKind.ROUNDING:
            return language.text("Rounding")
