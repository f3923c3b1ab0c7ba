"""What somebody will receive, in sentences: limits, bends, examples, what one more is worth."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from workbench.analysis.receive.examples import Example, ExampleKind
from workbench.analysis.receive.ranges import Bound, BoundKind, Limit, Range
from workbench.analysis.receive.receiving import Receiving
from workbench.analysis.receive.worth import Worth, WorthCode
from workbench.analysis.receive.zero import Threat, ThreatKind, ToZero
from workbench.language import NO_VALUE, message
from workbench.payout_words import no_payout_sentence
from workbench.place_words import kpi_name, position_name
from workbench.receive_terms import Wording

_TITLES: Final[Mapping[ExampleKind, str]] = {
    ExampleKind.THRESHOLD: message("At threshold"),
    ExampleKind.TARGET: message("At target"),
    ExampleKind.MAXIMUM: message("At maximum"),
    ExampleKind.SCENARIO: message("“{scenario}”"),
    ExampleKind.GATE_MISSED: message("Condition missed"),
    ExampleKind.ONE_WEAK: message("One strong, one weak"),
    ExampleKind.ONE_MISSED: message("Threshold missed"),
}
_SENTENCES: Final[Mapping[ExampleKind, str]] = {
    ExampleKind.THRESHOLD: message(
        "Every result just reaches the point from which it pays; conditions are fulfilled."
    ),
    ExampleKind.TARGET: message("Every result is exactly at its target; conditions are fulfilled."),
    ExampleKind.MAXIMUM: message("Every result is where most is paid."),
    ExampleKind.SCENARIO: message("Every result is as the scenario “{scenario}” says."),
    ExampleKind.GATE_MISSED: message(
        "“{best}” at its maximum, the rest at target, but “{weak}” just misses its condition."
    ),
    ExampleKind.ONE_WEAK: message(
        "“{best}” at its maximum, “{weak}” just misses its threshold, the rest at target."
    ),
    ExampleKind.ONE_MISSED: message("“{weak}” just misses its threshold."),
}
_ZEROS: Final[Mapping[WorthCode, str]] = {
    WorthCode.NOT_READ: message("Nothing that is paid for here depends on it."),
    WorthCode.NOT_MOVED: message("What is paid for here does not move with it, as things stand."),
    WorthCode.BEYOND_MAXIMUM: message("Beyond the maximum: more of it pays no more."),
    WorthCode.BELOW_THRESHOLD: message("Still short of the threshold: nothing is paid yet."),
    WorthCode.BETWEEN_STEPS: message("Not enough to reach the next step."),
    WorthCode.GATE_CLOSED: message("A condition is missed, so it does not count."),
    WorthCode.PLAN_CAP: message("The cap of the whole payout is reached."),
    WorthCode.NO_BONUS: message("There is no target bonus, or no time at work."),
    WorthCode.NO_VALUE: message("Cannot be worked out."),
}


def terms_words(answer: Receiving, wording: Wording) -> str:
    """Return whom the answer speaks of, of which scenario and which time."""
    text, language = wording.language.text, wording.language
    told: list[str] = []
    if answer.person is not None:
        told.append(position_name(wording.plan, answer.position))
    else:
        told.append(text("whoever holds the position all year, full time"))
        if answer.base_pay is not None and wording.needs_base_pay:
            told.append(text("mean base pay {money}", money=wording.round_money(answer.base_pay)))
    present = answer.range.now.payout.pro_rata
    if present is not None and present != 1.0:
        told.append(text("{share} of a full year", share=wording.short_rate(present)))
    if answer.group is not None:
        told.append(language.group_label(answer.group))
    told.append(text("scenario “{name}”", name=wording.scenario))
    return " · ".join(told)


def bar_words(found: Range, wording: Wording) -> str:
    """Return what the scenario brings, in a few words: Stretch: 22,400 €."""
    money = wording.whole_money(found.now.money)
    words = wording.language.text("{name}: {money}", name=wording.scenario, money=money)
    if found.now.money is None or not found.target.money:
        return words
    share = wording.short_rate(float(found.now.money) / float(found.target.money))
    return wording.language.text("{words} ({share} of target)", words=words, share=share)


def bar_places(found: Range) -> tuple[float | None, float | None]:
    """Return where target and scenario stand between the least, 0, and the most, 1.

    None where one cannot be told. Without a most the bar goes on past its last figure.
    """
    if found.minimum.money is None or found.maximum.money is None:
        return None, None
    known = [each.money for each in (found.maximum, found.target, found.now)]
    low = float(found.minimum.money)
    high = max(float(each) for each in known if each is not None)
    if found.maximum.unlimited:
        high = low + (high - low) * 1.15
    if high <= low:
        return None, None

    def place(limit: Limit) -> float | None:
        return None if limit.money is None else (float(limit.money) - low) / (high - low)

    return place(found.target), place(found.now)


def limit_words(limit: Limit, wording: Wording) -> str:
    """Return the figure of a limit: money, or "no limit"."""
    if limit.unlimited:
        return wording.language.text("no limit")
    return wording.whole_money(limit.money)


def limit_notes(limit: Limit, wording: Wording) -> tuple[str, ...]:
    """Return what is to be said of a limit: why there is none, and which caps bind."""
    if limit.reason is not None:
        return (no_payout_sentence(limit.reason, wording.plan, wording.language),)
    notes: list[str] = []
    if limit.unlimited:
        last = wording.whole_money(limit.money)
        notes.append(
            wording.language.text("{money} where every curve has its last point", money=last)
        )
    notes += [bound_words(each, wording) for each in limit.bounds]
    # What limits nothing needs no saying.
    return tuple(dict.fromkeys(notes)) if limit.money else ()


def bound_words(bound: Bound, wording: Wording) -> str:
    """Return what keeps a payout from being more."""
    text = wording.language.text
    name = wording.measure(bound.owner) if bound.owner else ""
    match bound.kind:
        case BoundKind.MEASURE_CAP:
            return text(
                "“{name}” is capped at {share}", name=name, share=wording.rate(bound.figure)
            )
        case BoundKind.PLAN_CAP_RATE:
            return text("capped at {share} of the target bonus", share=wording.rate(bound.figure))
        case BoundKind.PLAN_CAP_MONEY:
            money = wording.whole_money(bound.figure)
            return text("capped at {money} for a full year", money=money)
        case BoundKind.POOL:
            share = wording.short_rate(bound.figure)
            return text("the pool pays {share} of what is earned", share=share)
        case BoundKind.GATE:
            share = wording.short_rate(bound.figure)
            if name:
                return text(
                    "a condition of “{name}” is missed: {share} is left", name=name, share=share
                )
            return text("a condition is missed: {share} is left", share=share)


def example_title(example: Example, wording: Wording) -> str:
    """Return the name of an example, short enough for a tab."""
    return wording.language.text(_TITLES[example.kind], scenario=wording.scenario)


def example_sentence(example: Example, wording: Wording) -> str:
    """Return what an example supposes."""
    gated = example.kind is ExampleKind.GATE_MISSED
    template = _SENTENCES[example.kind]
    if example.kind is ExampleKind.ONE_WEAK and wording.is_objective(example.weak):
        template = message("“{best}” at its maximum, “{weak}” not reached, the rest at target.")
    elif example.kind is ExampleKind.ONE_MISSED and wording.is_objective(example.weak):
        template = message("“{weak}” is not reached.")
    weak = kpi_name(wording.plan, example.weak) if gated else wording.measure(example.weak)
    return wording.language.text(
        template,
        scenario=wording.scenario,
        best=wording.measure(example.best),
        weak=weak,
    )


# What one more is worth


def worth_title(worth: Worth, wording: Wording) -> str:
    """Return what is added: +1 client, +1,000 € of Profit."""
    unit = wording.unit(worth.kpi)
    sign = "+" if worth.added >= 0.0 else "−"
    amount = wording.amount(abs(worth.added), unit)
    return wording.language.text(
        "{sign}{amount} · {name}", sign=sign, amount=amount, name=kpi_name(wording.plan, worth.kpi)
    )


def worth_figure(worth: Worth, wording: Wording) -> str:
    """Return what it brings: +6.83 €."""
    if not math.isfinite(worth.gain):
        return NO_VALUE
    money = wording.money(abs(worth.gain))
    if worth.code is not None:
        return wording.money(0.0)
    return f"+{money}" if worth.gain > 0.0 else f"−{money}"


def worth_sentence(worth: Worth, wording: Wording) -> str:
    """Return why it brings nothing, or through which measures it brings what it brings."""
    text = wording.language.text
    if worth.code is not None:
        return text(_ZEROS[worth.code])
    moved = [each for each in worth.measures if abs(each.moved_rate - each.rate) > 1e-15]
    names = ", ".join(dict.fromkeys(wording.measure(each.measure) for each in moved))
    if not names:
        return text("through a condition or a factor on the whole")
    return text("through {names}", names=names)


# What would bring it to nothing


def zero_headline(found: ToZero, wording: Wording) -> str:
    """Return which single change would leave nothing, if one does."""
    text = wording.language.text
    if found.nothing:
        return text("Nothing is paid as things stand.")
    single = found.single
    if single is None:
        return text("No single result alone brings it to nothing.")
    return text(
        "The smallest single change that leaves nothing: {name} {change}, past {at}.",
        name=wording.within(wording.thing(single.kpi, single.objective), single.group),
        change=wording.language.change(-single.relative if single.falling else single.relative),
        at=wording.exact(single.at, wording.unit(single.kpi)),
    )


def threat_sentence(threat: Threat, wording: Wording) -> str:
    """Return what happens past a result, and how far it is."""
    unit = wording.unit(threat.kpi)
    change = wording.language.change(-threat.relative if threat.falling else threat.relative)
    values = {
        "name": wording.within(wording.thing(threat.kpi, threat.objective), threat.group),
        "at": wording.exact(threat.at, unit),
        "distance": wording.distance(threat.distance, unit, up=threat.passed),
        "change": change,
        "after": wording.money(threat.after),
    }
    return wording.language.text(_threat_template(threat), **values)


def _threat_template(threat: Threat) -> str:
    if threat.passed:
        if threat.kind is ThreatKind.GATE:
            return message(
                "{name} misses its condition of {at} by {distance}. With it: {after} in all."
            )
        return message("{name} misses its threshold of {at} by {distance}. There: {after} in all.")
    if threat.to_zero:
        if threat.falling:
            return message("{name} below {at} ({distance} less, {change}): nothing is left.")
        return message("{name} above {at} ({distance} more, {change}): nothing is left.")
    if threat.kind is ThreatKind.GATE:
        if threat.falling:
            return message(
                "{name} below {at} ({distance} less, {change}): the condition is missed, {after} "
                "is left."
            )
        return message(
            "{name} above {at} ({distance} more, {change}): the condition is missed, {after} is "
            "left."
        )
    if threat.falling:
        return message(
            "{name} below {at} ({distance} less, {change}): this measure pays nothing, {after} is "
            "left."
        )
    return message(
        "{name} above {at} ({distance} more, {change}): this measure pays nothing, {after} is left."
    )
