"""An explanation as rows: sign, name and figure of everything that a figure comes from."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from models.keys import BASE, KpiKey
from models.kpi import Sense
from workbench.analysis.explain.lines import (
    Explanation,
    How,
    KpiSubject,
    Line,
    Note,
    Subject,
    Thing,
    When,
)
from workbench.explain_terms import SIGNS, TRUTHS, Speech
from workbench.explain_words import RULES, rule_words
from workbench.language import message, shows_a_digit
from workbench.pay.payouts import MeasurePayout
from workbench.pulse import Verdict, relative_change, verdict

_NOTES: Final = {
    Note.OPENING: message("the plan starts here, so this counts for the period before"),
    Note.CUMULATIVE: message("added up since the start of the fiscal year"),
    Note.COHORTS: message("each cohort brings its part as it grows older"),
    Note.NO_HISTORY: message("nothing is known of them, so they count as 0"),
    Note.HISTORY: message("from the history before the plan"),
    Note.TYPED: message("typed in the base"),
    Note.OVERRIDDEN: message("set by the scenario"),
    Note.FOLLOWING: message("a percentage of the base, which it follows"),
    Note.NOT_OVER_GROUPS: message("reads single periods: nothing over several together"),
    Note.UNKNOWN_KPI: message("no KPI of the plan"),
    Note.NOT_POSITIVE: message("told only where it is above 0"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One figure that another comes from.

    Attributes:
        depth: how deep it stands in the formula, from 0.
        sign: what joins it to the rows above; may be empty.
        words: what it is.
        note: what must be said of it; may be empty.
        figure: as written, with its unit.
        base: the same of the base; empty where it is the same.
        change: against the base, with its sign; may be empty.
        verdict: whether the change is for the better.
        subject: what to explain to learn more; None where there is no more.
        value: the figure itself; NaN: no value.
    """

    depth: int
    sign: str
    words: str
    note: str
    figure: str
    base: str = ""
    change: str = ""
    verdict: Verdict = Verdict.UNKNOWN
    subject: Subject | None = None
    value: float = math.nan


@dataclass(frozen=True, slots=True)
class Section:
    """Rows that lead to the figure in one way, or stand beside it.

    Attributes:
        title: what they are.
        note: what must be said of them all; may be empty.
    """

    title: str
    rows: tuple[Row, ...]
    note: str = ""


def sections(found: Explanation, speech: Speech) -> tuple[Section, ...]:
    """Return the rows of an explanation, way by way; none without rows."""
    writer = _Writer(found, speech)
    text = speech.language.text
    listed = [Section(writer.title(found.line), writer.below(found.line, 0, found.line.when))]
    listed += [
        Section(writer.title(way), writer.below(way, 0, way.when)) for way in found.other_ways
    ]
    if found.beside:
        rows = tuple(writer.row(line, 0, "", found.line.when) for line in found.beside)
        title, note = text("Compared"), ""
        if isinstance(found.subject, KpiSubject):
            period = speech.when(found.line.when)
            title = text("What the formula reads, over {period}", period=period)
            if found.line.how is How.SUM_OF_PERIODS:
                note = text("Σ of periods: these figures do not combine as the formula says.")
            else:
                note = text(
                    "By its own time rule: these figures do not combine as the formula says."
                )
        listed.append(Section(title, rows, note))
    return tuple(section for section in listed if section.rows)


def change_words(
    speech: Speech, figure: float, base: float, *, sense: Sense | None = None
) -> tuple[str, Verdict]:
    """Return a change against the base, and whether it is for the better.

    Args:
        speech: words it.
        figure: now.
        base: in the base.
        sense: which way is better; None where nobody can say.
    """
    change = relative_change(figure, base)
    if not math.isfinite(change):
        return "", Verdict.UNKNOWN
    written = speech.language.change(change)
    if not shows_a_digit(written):
        return "", Verdict.SAME
    return written, Verdict.UNKNOWN if sense is None else verdict(figure, base, sense)


def verdict_word(better: Verdict, speech: Speech) -> str:
    """Return what a colour says of a change; empty where it says nothing."""
    match better:
        case Verdict.BETTER:
            return speech.language.text("better")
        case Verdict.WORSE:
            return speech.language.text("worse")
        case _:
            return ""


def capitalised(words: str) -> str:
    """Return words as they begin a line."""
    return words[:1].upper() + words[1:]


class _Writer:
    """Words the rows of one explanation."""

    def __init__(self, found: Explanation, speech: Speech) -> None:
        self._found = found
        self._speech = speech

    def title(self, line: Line) -> str:
        """Return what the rows of a way are."""
        text = self._speech.language.text
        rule = rule_words(line, self._speech)
        if rule:
            return capitalised(rule)
        if line in self._found.other_ways:
            return text("Step by step")
        return text("Comes from")

    def below(self, line: Line, depth: int, within: When) -> tuple[Row, ...]:
        """Return a row for each part, each followed by those within it."""
        rows: list[Row] = []
        for place, part in enumerate(line.parts):
            # The operation above is named with its numbers already.
            if part.how is How.LITERAL and depth:
                continue
            rows.append(self.row(part, depth, _sign(line, place), within, parent=line))
            rows += self.below(part, depth + 1, part.when)
        return tuple(rows)

    def row(
        self, line: Line, depth: int, sign: str, within: When, *, parent: Line | None = None
    ) -> Row:
        """Return the row of one line."""
        speech = self._speech
        base, change, better = "", "", Verdict.UNKNOWN
        if self._found.scenario != BASE and line.how not in TRUTHS:
            change, better = change_words(speech, line.figure, line.base, sense=self._sense(line))
            if change or math.isnan(line.figure) != math.isnan(line.base):
                base = speech.figure(line, line.base)
        subject = line.subject if line.subject != self._found.subject else None
        return Row(
            depth=depth,
            sign=sign,
            words=self._words(line, within, parent),
            note=self._note(line, parent),
            figure=speech.figure(line, line.figure),
            base=base,
            change=change,
            verdict=better,
            subject=subject,
            value=line.figure,
        )

    def _words(self, line: Line, within: When, parent: Line | None) -> str:
        speech = self._speech
        if parent is not None and parent.how in RULES:
            return speech.when(line.when)
        if line.how is How.LITERAL:
            return speech.language.text("Fixed number")
        return speech.label(line, within)

    def _note(self, line: Line, parent: Line | None) -> str:
        speech, text = self._speech, self._speech.language.text
        told = [text(_NOTES[note]) for note in line.notes]
        if line.how is How.MIN and line.name is not None:
            told.append(text("the smaller of the two"))
        if line.weight is not None and line.weight.name is not None:
            weight = speech.figure(line.weight, line.weight.figure)
            name = speech.name(line.weight.name)
            told.append(text("weighs {weight} {name}", weight=weight, name=name))
        if line.measure is not None:
            told.append(self._measure(line.measure))
        if line.how is How.GIVEN and line.count > 1:
            told.append(speech.language.plural("{count} person", "{count} people", line.count))
        if parent is not None and parent.how is How.IF:
            first = line is parent.parts[0]
            told.insert(0, text("condition") if first else text("the branch that is read"))
        return " · ".join(told)

    def _measure(self, measure: MeasurePayout) -> str:
        """Return what a line of a scorecard rests on."""
        speech, language = self._speech, self._speech.language
        kpi = None if measure.kpi is None else speech.plan.kpis.get(measure.kpi)
        if kpi is None:
            result = language.share(measure.result)
            target = language.share(measure.target)
        else:
            result = language.figure(measure.result, kpi.unit, speech.plan.currency)
            target = language.figure(measure.target, kpi.unit, speech.plan.currency)
        if measure.assumed:
            result = language.text("{rating} (assumed)", rating=result)
        told = {
            "weight": language.share(measure.weight),
            "result": result,
            "rate": language.share(measure.payout_rate),
        }
        if measure.target is None:
            return language.text("weight {weight} · {result} pays {rate}", **told)
        return language.text(
            "weight {weight} · {result} against {target} pays {rate}", target=target, **told
        )

    def _sense(self, line: Line) -> Sense | None:
        """Return which way a line is better: what is paid for it may go either way."""
        if line.name is None or line.name.thing is not Thing.KPI or line.measure is not None:
            return None
        kpi = self._speech.plan.kpis.get(KpiKey(line.name.key))
        return None if kpi is None else kpi.sense


def _sign(parent: Line, place: int) -> str:
    """Return what joins a part to those before it."""
    part = parent.parts[place]
    match parent.how:
        case How.ADD:
            return "−" if part.inverse else "+" if place else ""
        case How.MULTIPLY:
            return "÷" if part.inverse else "×" if place else ""
        case _ if place:
            return SIGNS.get(parent.how, "")
        case _:
            return ""
