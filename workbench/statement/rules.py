"""The rules of a payout, a plain sentence each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from models.calendar import Span
from models.keys import ObjectiveKey
from models.kpi import Unit
from models.organisation import WorkSpan
from models.scorecard import (
    CatchUp,
    CurveKind,
    Gate,
    GateSide,
    Matrix,
    Modifier,
    Pool,
    PoolKind,
    Scorecard,
    ScoreForm,
)
from workbench.analysis.receive.spots import CurveRead
from workbench.language import message
from workbench.place_words import kpi_name
from workbench.receive_terms import Wording
from workbench.statement.curve_rules import curve_sentences

_PAID: Final[Mapping[Span, str]] = {
    Span.MONTH: message("Paid every month."),
    Span.QUARTER: message("Paid every quarter."),
    Span.HALF_YEAR: message("Paid every half-year."),
    Span.YEAR: message("Paid once a year."),
}
_CAUGHT_UP: Final[Mapping[CatchUp, str]] = {
    CatchUp.YEAR_TO_DATE: message(
        "Each payment counts the year to date, less what was paid before; nothing is taken back."
    ),
    CatchUp.CLAWBACK: message(
        "Each payment counts the year to date, less what was paid before; what was paid too much "
        "is taken back."
    ),
}
_OVER: Final[Mapping[Span, str]] = {
    Span.MONTH: message("in every month"),
    Span.QUARTER: message("in every quarter"),
    Span.HALF_YEAR: message("in every half-year"),
    Span.YEAR: message("over the year"),
}


def rule_sentences(wording: Wording, present: float | None) -> tuple[str, ...]:
    """Return the rules of a payout in the order in which they are applied.

    Args:
        wording: of whoever is paid.
        present: the part of the time that is paid, 1 being all of it; None: no value.
    """
    compiled = wording.question.recipient.compiled
    if compiled is None:
        return ()
    card = compiled.scorecard.for_person(wording.question.recipient.holder.key)
    told = [
        *curve_sentences(wording),
        *_measures(card, wording),
        _form(card, wording),
        *_sections(card, wording),
        *_modifiers(card, wording),
    ]
    whole = wording.language.text("The whole payout")
    told += [gate_sentence(gate, whole, wording) for gate in card.gates]
    told += _caps(card, wording)
    told += _presence(wording, present)
    told += _pool(wording)
    told.append(_frequency(card, wording))
    return tuple(dict.fromkeys(filter(None, told)))


def gate_sentence(gate: Gate, what: str, wording: Wording) -> str:
    """Return what a condition asks for, and what is left where it is missed."""
    unit = wording.unit(gate.kpi)
    values = {
        "what": what,
        "name": kpi_name(wording.plan, gate.kpi),
        "figure": wording.exact(gate.value, unit),
        "over": wording.language.text(_OVER[gate.span]),
        "share": wording.rate(gate.part),
    }
    text = wording.language.text
    least = gate.side is GateSide.AT_LEAST
    if gate.part:
        if least:
            return text(
                "{what}: only {share} of it unless {name} is at least {figure} {over}.", **values
            )
        return text(
            "{what}: only {share} of it unless {name} is at most {figure} {over}.", **values
        )
    if least:
        return text("{what}: nothing unless {name} is at least {figure} {over}.", **values)
    return text("{what}: nothing unless {name} is at most {figure} {over}.", **values)


def _objective(key: ObjectiveKey, wording: Wording) -> str:
    """Return what an objective asks for, as it was put to whoever is paid."""
    text, language = wording.language.text, wording.language
    goal = wording.plan.objectives.get(key)
    own = wording.question.recipient.holder.objectives.get(key)
    if goal is None:
        return ""
    evidence = (own.evidence if own is not None else "") or goal.evidence
    due = (own.due if own is not None else None) or goal.due
    told = [
        (own.statement if own is not None else "") or goal.statement,
        text("shown by {evidence}", evidence=evidence) if evidence else "",
        text("due {date}", date=language.date(due)) if due is not None else "",
        text("rated by {name}", name=goal.rater) if goal.rater else "",
    ]
    words = ", ".join(each.rstrip(". ") for each in told if each)
    if not words:
        return ""
    return text("“{name}”: {words}.", name=wording.thing(None, key), words=words)


def _measures(card: Scorecard, wording: Wording) -> Iterator[str]:
    text = wording.language.text
    for measure in card.measures:
        name = wording.subject(measure)
        if measure.objective is not None:
            yield _objective(measure.objective, wording)
        if measure.matrix is not None:
            yield _matrix(name, measure.kpi, measure.matrix, wording)
        if measure.cap is not None:
            yield text("“{name}” pays at most {share}.", name=name, share=wording.rate(measure.cap))
        for gate in measure.gates:
            yield gate_sentence(gate, text("“{name}”", name=name), wording)


def _matrix(name: str, kpi: str | None, matrix: Matrix, wording: Wording) -> str:
    """Tell the best and the worst of a matrix, and how it is read."""
    own, other = wording.unit(kpi), wording.unit(matrix.kpi)
    rows = ", ".join(
        wording.language.text(
            "from {row}: {pays}",
            row=wording.exact(row, own),
            pays=" / ".join(map(wording.rate, pays)),
        )
        for row, pays in zip(matrix.rows, matrix.pay, strict=False)
    )
    return wording.language.text(
        "“{name}” pays by two results, with {other} from {columns}: {rows}.",
        name=name,
        other=kpi_name(wording.plan, matrix.kpi),
        columns=" / ".join(wording.exact(each, other) for each in matrix.columns),
        rows=rows,
    )


def _form(card: Scorecard, wording: Wording) -> str:
    if len(card.measures) < 2:
        return ""
    if card.form is ScoreForm.MULTIPLICATIVE:
        return wording.language.text(
            "The payouts of the measures are multiplied with each other, without weights."
        )
    return wording.language.text("The score is the sum of weight × payout of the measures.")


def _sections(card: Scorecard, wording: Wording) -> Iterator[str]:
    for section in card.sections:
        what = wording.language.text("Section “{name}”", name=section.name or "—")
        for gate in section.gates:
            yield gate_sentence(gate, what, wording)


def _modifiers(card: Scorecard, wording: Wording) -> Iterator[str]:
    for each in card.modifiers:
        yield _modifier(each, wording)


def _modifier(modifier: Modifier, wording: Wording) -> str:
    text, name = wording.language.text, modifier.name or modifier.key
    if modifier.kpi is None:
        own = wording.question.recipient.holder.modifiers.get(modifier.key, 1.0)
        return text(
            "The payout is multiplied by the personal factor “{name}”: {share} as things stand.",
            name=name,
            share=wording.rate(own),
        )
    unit = wording.unit(modifier.kpi)
    reads = [
        read
        for spot in wording.question.spots
        for read in spot.curves
        if read.step.out.owner == modifier.key
    ]
    points = "" if not reads else _modifier_points(reads[0], unit, wording)
    return text(
        "The payout is multiplied by “{name}”, which {kpi} decides: {points}.",
        name=name,
        kpi=kpi_name(wording.plan, modifier.kpi),
        points=points or "—",
    )


def _modifier_points(read: CurveRead, unit: Unit, wording: Wording) -> str:
    pairs = zip(read.rungs(), read.step.compiled.base, strict=True)
    points = ", ".join(f"{wording.exact(at, unit)} → {wording.rate(pay)}" for at, pay in pairs)
    if read.step.curve.kind is CurveKind.STEP:
        return wording.language.text("by steps: {points}", points=points)
    return points


def _caps(card: Scorecard, wording: Wording) -> Iterator[str]:
    text = wording.language.text
    if card.cap_rate is not None:
        yield text(
            "At most {share} of the target bonus is paid.", share=wording.rate(card.cap_rate)
        )
    if card.cap_amount is not None:
        yield text(
            "At most {money} is paid for a full year at full time.",
            money=wording.whole_money(card.cap_amount),
        )


def _presence(wording: Wording, present: float | None) -> Iterator[str]:
    spans = wording.question.recipient.holder.spans
    if spans:
        told = ", ".join(_span(each, wording) for each in sorted(spans, key=_start))
        yield wording.language.text(
            "Paid by calendar days and working time: {spans}, which is {share} of a full year.",
            spans=told,
            share=wording.rate(present),
        )


def _start(span: WorkSpan) -> str:
    return "" if span.start is None else span.start.isoformat()


def _span(span: WorkSpan, wording: Wording) -> str:
    text, language = wording.language.text, wording.language
    share = wording.rate(span.share)
    if span.start is None and span.end is None:
        return text("all the time at {share}", share=share)
    if span.start is None and span.end is not None:
        return text("until {end} at {share}", end=language.date(span.end), share=share)
    if span.start is not None and span.end is None:
        return text("since {start} at {share}", start=language.date(span.start), share=share)
    assert span.start is not None and span.end is not None  # noqa: PT018, S101 - by now
    return text(
        "{start} to {end} at {share}",
        start=language.date(span.start),
        end=language.date(span.end),
        share=share,
    )


def _pool(wording: Wording) -> Iterator[str]:
    recipient = wording.question.recipient
    design, number = recipient.program.design, recipient.pool
    if design is None or number is None:
        return
    pool = design.pools[number]
    held = _held(pool, wording)
    if pool.kind is PoolKind.CAPPED:
        yield wording.language.text(
            "A pool pays: it holds {held}. Where more is earned, everybody’s payout is cut by the "
            "same share.",
            held=held,
        )
    else:
        yield wording.language.text(
            "A pool pays: it holds {held}, and all of it is shared out in proportion to what "
            "everybody earned.",
            held=held,
        )


def _held(pool: Pool, wording: Wording) -> str:
    if pool.kpi is not None:
        name = kpi_name(wording.plan, pool.kpi)
        return wording.language.text("the result of “{name}”", name=name)
    return wording.whole_money(pool.amount)


def _frequency(card: Scorecard, wording: Wording) -> str:
    paid = wording.language.text(_PAID[card.frequency])
    caught = _CAUGHT_UP.get(card.catch_up)
    if caught is None or card.frequency is Span.YEAR:
        return paid
    return f"{paid} {wording.language.text(caught)}"
