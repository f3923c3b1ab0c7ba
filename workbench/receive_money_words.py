"""From the score to the money, in words and figures."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.analysis.receive.arithmetic import Worked
from workbench.language import NO_VALUE
from workbench.pay.step_kinds import (
    BonusAtTarget,
    MoneyCap,
    PartOfYear,
    PoolFactor,
    ProRata,
    RoundedMoney,
    Stage,
    Sum,
    TypedModifier,
)
from workbench.receive_terms import Wording, digits_of

_MONEY_STAGES = {
    Stage.TARGET_BONUS,
    Stage.EARNED,
    Stage.MODIFIED,
    Stage.AFTER_GATES,
    Stage.AFTER_CAPS,
    Stage.PRORATED,
    Stage.FUNDED,
    Stage.PAYOUT,
}


@dataclass(frozen=True, slots=True)
class StepLine:
    """One line of an arithmetic.

    Attributes:
        words: what is done: "Result", "Between two points", "Score".
        sum: the arithmetic in figures; empty where there is none.
        figure: what comes of it.
        strong: whether it is a figure to remember: of a measure, the score, the payout.
    """

    words: str
    sum: str
    figure: str
    strong: bool = False


def money_line(worked: Worked, wording: Wording) -> StepLine:
    """Return what one step from the score to the money does."""
    text, step, figure = wording.language.text, worked.step, worked.figure
    match step:
        case TypedModifier():
            words = text("Personal factor “{name}”", name=wording.modifier(worked.owner))
            return StepLine(words, "", wording.rate(figure))
        case BonusAtTarget():
            return _bonus(worked, wording)
        case MoneyCap():
            return _money_cap(worked, step, wording)
        case ProRata():
            return _pro_rata(worked, step, wording)
        case PartOfYear():
            return StepLine(text("Part of the year that is paid"), "", wording.rate(figure))
        case PoolFactor():
            words = text("The pool is shared out: everybody gets this part of what was earned")
            return StepLine(words, "", wording.rate(figure))
        case RoundedMoney():
            digits = digits_of(worked.reads[0], step.digits + 4)
            exact = wording.language.money(worked.reads[0], wording.plan.currency, digits)
            exact = exact if digits > step.digits else ""
            return StepLine(text("Payout, rounded"), exact, wording.money(figure), strong=True)
        case Sum():
            sum_ = " + ".join(wording.rate(each) for each in worked.reads)
            return StepLine(text("Score"), sum_, wording.rate(figure), strong=True)
        case _:
            return _product(worked, wording)


def _bonus(worked: Worked, wording: Wording) -> StepLine:
    recipient = wording.question.recipient
    position = wording.plan.positions.get(recipient.position)
    own = recipient.holder.target
    terms = own if own.amount is not None or own.share is not None else None
    terms = (None if position is None else position.target) if terms is None else terms
    sum_ = ""
    if terms is not None and terms.amount is None and terms.share is not None:
        base = recipient.holder.base_pay
        pay = NO_VALUE if base is None else wording.whole_money(base)
        sum_ = wording.language.text(
            "base pay {money} × {share}", money=pay, share=wording.rate(terms.share)
        )
    words = wording.language.text("Target bonus, for a full year at full time")
    return StepLine(words, sum_, wording.whole_money(worked.figure))


def _money_cap(worked: Worked, step: MoneyCap, wording: Wording) -> StepLine:
    limits: list[str] = []
    # An instalment that pays some of the measures pays that part of the cap at most.
    part = 1.0 if step.part is None else worked.reads[2]
    times = "" if step.part is None else f" × {wording.rate(part)}"
    if step.rate is not None:
        limits.append(
            wording.language.text(
                "{share} of the target bonus, {money}",
                share=f"{wording.rate(step.rate)}{times}",
                money=wording.whole_money(step.rate * worked.reads[1] * part),
            )
        )
    if step.amount is not None:
        limits.append(f"{wording.whole_money(step.amount)}{times}")
    words = wording.language.text("At most is paid")
    return StepLine(words, " · ".join(limits), wording.money(worked.figure))


def _pro_rata(worked: Worked, step: ProRata, wording: Wording) -> StepLine:
    language = wording.language
    parts: list[str] = []
    for each in worked.presence:
        days = language.plural("{count} day", "{count} days", each.days)
        share = f" × {wording.rate(each.share)}" if each.share != 1.0 else ""
        span = wording.language.text(
            "{start} to {end}", start=language.date(each.first), end=language.date(each.last)
        )
        counted = wording.language.text("{span}: {days}", span=span, days=days)
        parts.append(f"{counted}{share}")
    whole = language.plural("{count} day", "{count} days", step.group.days)
    sum_ = f"{' + '.join(parts)} ÷ {whole}" if parts else ""
    return StepLine(wording.language.text("Time at work"), sum_, wording.rate(worked.figure))


def _product(worked: Worked, wording: Wording) -> StepLine:
    stage = worked.stage
    money = stage in _MONEY_STAGES
    written: list[str] = []
    for number, each in enumerate(worked.reads):
        written.append(wording.money(each) if money and number == 0 else wording.rate(each))
    sum_ = " × ".join(written)
    figure = wording.money(worked.figure) if money else wording.rate(worked.figure)
    words = {
        Stage.MEASURE: wording.language.text("Payout of the measure"),
        Stage.GATED: wording.language.text("Payout of the measure"),
        Stage.SECTION_SUM: wording.language.text("Payouts multiplied"),
        Stage.SECTION: wording.language.text("Section, with its conditions"),
        Stage.SCORE: wording.language.text("Score"),
        Stage.EARNED: wording.language.text("Target bonus × score"),
        Stage.MODIFIERS: wording.language.text("Factors multiplied"),
        Stage.MODIFIED: wording.language.text("× factors"),
        Stage.PLAN_GATES: wording.language.text("Conditions multiplied"),
        Stage.AFTER_GATES: wording.language.text("× conditions"),
        Stage.PRORATED: wording.language.text("× time at work"),
        Stage.FUNDED: wording.language.text("× part that the pool pays"),
    }.get(stage, wording.language.text("Multiplied"))
    strong = stage in {Stage.MEASURE, Stage.SCORE, Stage.EARNED}
    return StepLine(words, sum_, figure, strong=strong)
