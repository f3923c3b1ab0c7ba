"""The words of a scorecard's details: what its parts are called, and what they come to."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from models.calendar import Span
from models.kpi import Unit, UnitKind
from models.plan import Plan
from models.scorecard import CatchUp, Gate, GateSide, PoolKind, ScoreForm
from workbench.analysis.card_state import FormNow, GateState, PoolState, Reading
from workbench.language import Language, message
from workbench.problem_templates import SPANS

OPEN: Final = "✓"
CLOSED: Final = "✗"
"""The shapes of a gate that is open, and of one that is not."""

FORMS: Final = {
    ScoreForm.ADDITIVE: message("Added up"),
    ScoreForm.MULTIPLICATIVE: message("Multiplied together"),
}
SIDES: Final = {
    GateSide.AT_LEAST: message("at least"),
    GateSide.AT_MOST: message("at most"),
}
CATCH_UPS: Final = {
    CatchUp.NONE: message("Each by itself"),
    CatchUp.YEAR_TO_DATE: message("Year to date"),
    CatchUp.CLAWBACK: message("Year to date, taken back"),
}
CATCH_UP_LINES: Final = {
    CatchUp.NONE: message(
        "Each instalment is paid for its own periods: a bad quarter is lost, a good one is kept."
    ),
    CatchUp.YEAR_TO_DATE: message(
        "Each instalment pays what the year to date entitles to, less what was paid. What was "
        "missed can be caught up; what was paid is kept."
    ),
    CatchUp.CLAWBACK: message(
        "Each instalment pays what the year to date entitles to, less what was paid. What was "
        "paid too much is taken back."
    ),
}
FREQUENCIES: Final = {
    Span.MONTH: message("Every month"),
    Span.QUARTER: message("Every quarter"),
    Span.HALF_YEAR: message("Every half-year"),
    Span.YEAR: message("Once a year"),
}
POOL_KINDS: Final = {
    PoolKind.CAPPED: message("at most"),
    PoolKind.FIXED: message("always all of it"),
}
NUMBER: Final = Unit(UnitKind.NUMBER)
"""The unit of factors."""
_MOST_TERMS: Final = 6
"""Measures that a sentence can name one by one."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a cell says of a state.

    Attributes:
        below: a quieter line under it.
        good: whether it is as one wishes; None where it is neither or cannot be told.
    """

    text: str
    below: str = ""
    good: bool | None = None


def span_name(span: Span, language: Language) -> str:
    """Return the name of a length of time."""
    return language.text(SPANS[span])


def form_sentence(form: ScoreForm, now: FormNow, language: Language) -> str:
    """Return what a form means, with the figures of a scorecard."""
    text, share = language.text, language.share
    shown = [term for term in now.terms if form is not ScoreForm.ADDITIVE or term.weight]
    if form is ScoreForm.ADDITIVE:
        meaning = text("Each payout counts by its weight, and they are added.")
        parts = [f"{share(term.weight)} × {share(term.payout)}" for term in shown]
        sign, total = " + ", now.added
    else:
        meaning = text("The payouts are multiplied, and weights do not count: one miss lowers all.")
        parts = [share(term.payout) for term in shown]
        sign, total = " × ", now.multiplied
    if not parts:
        return meaning
    if len(parts) > _MOST_TERMS:
        parts = [*parts[:_MOST_TERMS], "…"]
    return f"{meaning} {sign.join(parts)} = {share(total)}"


def gate_said(gate: Gate, state: GateState, plan: Plan, language: Language) -> Said:
    """Return what a scenario gives a gate, in a word, a shape and the figures."""
    kpi = plan.kpis.get(gate.kpi)
    unit = NUMBER if kpi is None else kpi.unit
    if state.open is None:
        return Said(language.text("cannot be told"))
    worst = _worst(gate, state)
    figure = language.figure(worst.value, unit, plan.currency, short=True)
    if len(state.readings) > 1:
        group = language.group_label(worst.group)
        figure = language.text("{figure} in {group}", figure=figure, group=group)
    if state.open:
        return Said(f"{OPEN} {language.text('open')}", figure, good=True)
    return Said(f"{CLOSED} {language.text('closed')}", figure, good=False)


def pool_said(state: PoolState, plan: Plan, language: Language) -> Said:
    """Return what a pool does to the claims on it."""
    if state.members == 0:
        return Said(language.text("nobody"))
    if state.factor is None:
        return Said(language.text("cannot be told"))
    money = language.money(state.paid, plan.currency, 0)
    paid = language.text("{money} paid", money=money)
    return Said(f"× {language.share(state.factor, 1)}", paid, good=state.factor >= 1.0 or None)


def factor_text(factor: float, language: Language) -> str:
    """Write a factor on the payout: × 1.1; a dash where it has no value."""
    return "—" if math.isnan(factor) else f"×\u00a0{language.number(factor)}"


def _worst(gate: Gate, state: GateState) -> Reading:
    """Return the reading that is nearest to missing the condition, or missed it most."""
    sign = 1.0 if gate.side is GateSide.AT_LEAST else -1.0
    return min(state.readings, key=lambda reading: sign * reading.value)
