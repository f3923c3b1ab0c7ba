"""Hints about pay in words: what is worth a look, why, and who says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from models.keys import KpiKey
from models.plan import Plan
from workbench.alignment_words import subject_name
from workbench.analysis.alignment.weights import Subject
from workbench.analysis.incentives.hint import PayHint, PayHintCode, TargetMend
from workbench.language import Language, message
from workbench.place_words import function_name, kpi_name, listed, position_name

_SENTENCES: Final[Mapping[PayHintCode, str]] = {
    PayHintCode.LINE_OF_SIGHT: message(
        "{positions}: paid for “{name}”, of which {function} moves only {share}. Pay for what is "
        "in their hands, or weigh it less."
    ),
    PayHintCode.ODDS: message(
        "“{name}” ({positions}) reaches its threshold in {threshold} of runs, its target in "
        "{target}, its maximum in {maximum}; usual is about 90 %, 60 to 70 % and 10 %."
    ),
    PayHintCode.DEAD_ZONE: message(
        "“{name}” pays {positions} {share} anywhere from {low} to {high}: what is likely changes "
        "nothing. Give the curve a slope there."
    ),
    PayHintCode.CLIFF: message(
        "“{name}” ({positions}): one unit across {low} is worth {money}. Let the curve rise "
        "instead of jump."
    ),
    PayHintCode.GATE: message(
        "“{name}” ({positions}): one unit across the condition at {low} is worth {money}. Let it "
        "take a part instead of all."
    ),
    PayHintCode.NO_PROFIT: message(
        "Nothing that {function} is paid for is the profit: give it a part of it."
    ),
    PayHintCode.SHORT_TERM: message(
        "{function} is paid only for what counts in the short term: add what clients are worth "
        "over time."
    ),
    PayHintCode.OVER_CEILING: message(
        "Payouts with charges come to {money}, over the ceiling of {ceiling}: lower what is paid, "
        "or raise the ceiling."
    ),
    PayHintCode.MANY_GATES: message(
        "{positions}: {count} conditions in one scorecard, more than anybody keeps apart."
    ),
    PayHintCode.MANY_STEPS: message(
        "“{name}” ({positions}) has {count} steps, more than one reads at a glance."
    ),
}
_LIKELY: Final = message("{figure} (P10)"), message("{figure} (P90)")
_HANDS: Final = message(
    "People work for a reward as far as they see that their work brings it about (Vroom, Work and "
    "Motivation, 1964)."
)
_WHYS: Final[Mapping[PayHintCode, str]] = {
    PayHintCode.LINE_OF_SIGHT: _HANDS,
    PayHintCode.ODDS: message(
        "Demanding goals move people as long as they hold them for possible (Locke and Latham, "
        "American Psychologist, 2002). The odds themselves are a rule of practice."
    ),
    PayHintCode.DEAD_ZONE: _HANDS,
    PayHintCode.CLIFF: message(
        "Jumps in pay move effort and sales in time, to where they pay (Oyer, Quarterly Journal "
        "of Economics, 1998)."
    ),
    PayHintCode.GATE: message(
        "Kinks and jumps tempt people to bend figures and targets (Jensen, Paying People to Lie, "
        "European Financial Management, 2003)."
    ),
    PayHintCode.NO_PROFIT: message(
        "One gets what is paid, not what is hoped for (Kerr, On the Folly of Rewarding A, While "
        "Hoping for B, Academy of Management Journal, 1975)."
    ),
    PayHintCode.SHORT_TERM: message(
        "Pay that looks at the short term buys short-term results (Narayanan, Journal of Finance, "
        "1985)."
    ),
    PayHintCode.OVER_CEILING: message("The ceiling is the plan’s own."),
    PayHintCode.MANY_GATES: message(
        "Each rule takes room in the mind that the work itself needs (Sweller, Cognitive Science, "
        "1988)."
    ),
    PayHintCode.MANY_STEPS: message(
        "Each rule takes room in the mind that the work itself needs (Sweller, Cognitive Science, "
        "1988)."
    ),
}
FEW_WHY: Final = message(
    "People keep about four things in mind at once (Cowan, Behavioral and Brain Sciences, 2001)."
)
"""Why three to five measures are enough."""
LIGHT_WHY: Final = message(
    "Where several tasks are paid, effort goes to those that pay most (Holmström and Milgrom, "
    "Journal of Law, Economics, and Organization, 1991)."
)
"""Why a light weight moves nobody."""


def pay_hint_sentence(hint: PayHint, plan: Plan, language: Language) -> str:
    """Return what is worth a look, and the way out, in a sentence or two."""
    subject = Subject() if hint.subject is None else hint.subject
    figure = _figures(subject.kpi, plan, language)
    low, high = figure(hint.low), figure(hint.high)
    if hint.simulated:
        low = language.text(_LIKELY[0], figure=low)
        high = language.text(_LIKELY[1], figure=high)
    odds = hint.odds
    sentence = language.text(
        _SENTENCES[hint.code],
        name=subject_name(subject, plan),
        positions=listed((position_name(plan, each) for each in hint.positions), language),
        function=function_name(plan, hint.function or ""),
        share=language.share(hint.share),
        low=low,
        high=high,
        money=language.money(hint.money, plan.currency, 0),
        ceiling=language.money(hint.ceiling, plan.currency, 0),
        count=language.number(hint.count),
        threshold=language.share(None if odds is None else odds.threshold, 0),
        target=language.share(None if odds is None else odds.target, 0),
        maximum=language.share(None if odds is None else odds.maximum, 0),
    )
    if hint.code in {PayHintCode.CLIFF, PayHintCode.GATE} and hint.count:
        more = language.plural(
            "There is {count} smaller jump of it.",
            "There are {count} smaller jumps of it.",
            hint.count,
        )
        return f"{sentence} {more}"
    return sentence


def pay_hint_why(hint: PayHint, language: Language) -> str:
    """Return why it matters, with the published source."""
    return language.text(_WHYS[hint.code])


def target_mend_words(mend: TargetMend, plan: Plan, language: Language) -> str:
    """Return what setting other targets does, for the button that does it."""
    figure = _figures(mend.kpi, plan, language)
    first = mend.sets[0].targets
    if len(first) == 1:
        return language.text("Set the target to {figure}", figure=figure(first[0]))
    return language.text(
        "Set the targets to {low} … {high}", low=figure(min(first)), high=figure(max(first))
    )


def target_mend_step(mend: TargetMend, plan: Plan, language: Language) -> str:
    """Return what setting other targets did, as the name of the step that undoes it."""
    return language.text("Set an achievable target of {name}", name=kpi_name(plan, mend.kpi))


def _figures(key: KpiKey | None, plan: Plan, language: Language) -> Callable[[float | None], str]:
    kpi = None if key is None else plan.kpis.get(key)

    def figure(value: float | None) -> str:
        if kpi is None:
            return language.number(value)
        return language.figure(value, kpi.unit, plan.currency, label=True)

    return figure
