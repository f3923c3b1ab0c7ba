"""An explanation in sentences: the figure and what it comes from, and where that was typed."""

from __future__ import annotations

from typing import Final

from models.calendar import Group
from models.keys import BASE
from models.kpi import TimeRule
from workbench.analysis.explain.lines import (
    Explanation,
    How,
    KpiSubject,
    Line,
    Name,
    Note,
    PaySubject,
    Provenance,
    Subject,
    Thing,
)
from workbench.analysis.reasons import Reason, reason_sentence
from workbench.explain_terms import Speech, leaves
from workbench.formula_words import formula_in_names
from workbench.language import NO_VALUE, message
from workbench.payout_words import no_payout_sentence
from workbench.place_words import lever_name

_MOST_LEAVES: Final = 8
"""A sentence of more figures is not read but searched."""

RULES: Final = {
    How.SUM_OF_PERIODS: message("sum of {periods}"),
    How.LAST_PERIOD: message("last of {periods}"),
    How.MEAN_OF_PERIODS: message("mean of {periods}"),
    How.WEIGHTED_MEAN: message("mean of {periods}, weighted by {weight}"),
}
"""How the periods of a group become one figure."""


def subject_name(subject: Subject, speech: Speech) -> str:
    """Name the figure: Profit, Marketing lead, Incentives as a share of profit."""
    if isinstance(subject, PaySubject):
        return speech.name(subject.name)
    return speech.name(Name(Thing.KPI, subject.key))


def headline(found: Explanation, speech: Speech) -> str:
    """Return what is explained: New clients, Stretch, Mar 2027."""
    name = subject_name(found.subject, speech)
    return ", ".join((name, speech.scenario(found.scenario), speech.when(found.line.when)))


def sentence(found: Explanation, speech: Speech) -> str:
    """Return the figure with its arithmetic, in one sentence."""
    line = found.line
    figure = speech.figure(line, line.figure, label=True)
    arithmetic = how_words(found, speech)
    if line.parts and line.how is not How.NO_VALUE and line.how not in RULES:
        arithmetic = speech.expression(line, line.when)
        if leaves(line) <= _MOST_LEAVES:
            arithmetic = speech.calculation(line, line.when)
    if not line.parts or not arithmetic:
        return f"{headline(found, speech)} = {figure}"
    return f"{headline(found, speech)} = {arithmetic} = {figure}"


def rule_words(line: Line, speech: Speech) -> str:
    """Return how periods become the figure of a line: sum of 12 months; maybe empty."""
    group = line.when
    if line.how not in RULES or not isinstance(group, Group):
        return ""
    weight = next((part.weight for part in line.parts if part.weight is not None), None)
    words = "" if weight is None or weight.name is None else speech.name(weight.name)
    periods = speech.periods(len(group.periods))
    return speech.language.text(RULES[line.how], periods=periods, weight=words)


def how_words(found: Explanation, speech: Speech) -> str:
    """Return how the figure comes about: by its formula, or by its periods; maybe empty."""
    text = speech.language.text
    subject, line = found.subject, found.line
    if isinstance(subject, PaySubject):
        return ""
    formula = formula_in_names(speech.plan, found.formula)
    rule = rule_words(line, speech)
    if rule:
        return rule
    if found.other_ways:
        by_period = rule_words(found.other_ways[0], speech)
        return text("{formula}; also the {rule}", formula=formula, rule=by_period)
    kpi = speech.plan.kpis.get(subject.key)
    by_formula = kpi is not None and kpi.time is TimeRule.FORMULA
    if by_formula and formula and isinstance(line.when, Group):
        group = speech.when(line.when)
        return text("{formula}, on the figures of {group}", formula=formula, group=group)
    return formula


def facts(found: Explanation, speech: Speech) -> tuple[str, ...]:
    """Return sentences on what the figure rests on: why it has none, who set it, the source."""
    told = [_reason(found, speech)]
    if found.provenance is not None and isinstance(found.subject, KpiSubject):
        told += _driver(found, found.provenance, speech)
        told += _levers(found.provenance, speech)
        told += _sources(found, found.provenance, speech)
    return tuple(filter(None, told))


def _reason(found: Explanation, speech: Speech) -> str:
    text, plan, language = speech.language.text, speech.plan, speech.language
    if Note.NOT_POSITIVE in found.line.notes:
        return text("{dash}: told only where it is above 0.", dash=NO_VALUE)
    if found.reason is None:
        return ""
    if isinstance(found.reason, Reason):
        why = reason_sentence(found.reason, plan, language)
    else:
        why = no_payout_sentence(found.reason, plan, language)
    return text("{dash} because: {reason}", dash=NO_VALUE, reason=why)


def _driver(found: Explanation, known: Provenance, speech: Speech) -> list[str]:
    """Return who set the figures of a driver."""
    text, line = speech.language.text, found.line
    if found.formula:
        return []
    base = speech.figure(line, line.base)
    scenario = speech.scenario(found.scenario)
    told: list[str] = []
    if known.typed == found.periods and found.scenario == BASE:
        return [text("A driver: typed, not worked out.")]
    if known.typed == found.periods:
        return [text("A driver: typed in the base, which “{name}” follows.", name=scenario)]
    if known.overridden == found.periods:
        told.append(text("Set by “{name}”; the base has {base}.", name=scenario, base=base))
    elif known.following == found.periods and known.factor is not None:
        share = speech.language.share(known.factor)
        words = text(
            "“{name}” has {share} of the base, which it keeps following; the base has {base}.",
            name=scenario,
            share=share,
            base=base,
        )
        told.append(words)
    else:
        counted = (
            (known.overridden, message("Set by “{name}”: {periods}.")),
            (known.following, message("A percentage of the base, which is followed: {periods}.")),
            (known.typed, message("As typed in the base: {periods}.")),
        )
        told += [
            text(words, name=scenario, periods=speech.periods(count))
            for count, words in counted
            if count
        ]
    if known.missing:
        told.append(text("Without figure: {periods}.", periods=speech.periods(known.missing)))
    return told


def _levers(known: Provenance, speech: Speech) -> list[str]:
    return [
        speech.language.text(
            "The lever “{lever}” moves it by {change}, from {period} on.",
            lever=lever_name(speech.plan, move.lever),
            change=speech.language.change(move.factor - 1.0),
            period=speech.when(move.start),
        )
        for move in known.levers
    ]


def _sources(found: Explanation, known: Provenance, speech: Speech) -> list[str]:
    text = speech.language.text
    told: list[str] = []
    if known.actual is not None:
        told.append(text("Actual: {figure}.", figure=speech.figure(found.line, known.actual)))
    elif known.actuals:
        told.append(text("Actuals are known: {periods}.", periods=speech.periods(known.actuals)))
    if known.actuals and known.actual_source:
        told.append(text("Source of the actuals: {source}", source=known.actual_source))
    if known.source:
        told.append(text("Source: {source}", source=known.source))
    if known.note:
        told.append(text("Note: {note}", note=known.note))
    return told
