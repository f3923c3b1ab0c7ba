"""When a scorecard is paid: its instalments, and what each of them is for.

Each instalment pays the measures of its periods by a list of steps of its own, with gates,
modifiers, time worked and caps read over the same periods. A measure whose own periods are
longer than an instalment is paid by an instalment of its own length, when its periods end:
a yearly measure of a scorecard that is paid by quarters comes with the fourth, in full and
by the time worked in the whole year. A score that multiplies cannot be torn apart so, and
is not paid.

An instalment that catches up reads the year to date, against the targets to date, and pays
what that entitles to, less what the instalments of its kind before it have paid.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from models.calendar import Calendar, Group, Span
from models.scorecard import CatchUp, Measure, Scorecard, ScoreForm
from workbench.pay.reasons import NoPayoutCode

_LONGER: Final = (Span.MONTH, Span.QUARTER, Span.HALF_YEAR, Span.YEAR)


@dataclass(frozen=True, slots=True)
class Term:
    """One instalment.

    Attributes:
        group: the periods that it is paid for.
        read: the periods whose results count: those, or the year to date.
        card: the scorecard with the measures that it pays.
        before: index of the instalment that it follows on, of the same length; None: the first.
        catch_up: how it looks back on those before it.
        partial: whether other instalments pay other measures.
        span: how often the scorecard is paid, as its modifiers are read.
        refusal: why nothing can be paid so; None where it can.
    """

    group: Group
    read: Group
    card: Scorecard
    before: int | None = None
    catch_up: CatchUp = CatchUp.NONE
    partial: bool = False
    span: Span = Span.YEAR
    refusal: NoPayoutCode | None = None

    @property
    def to_date(self) -> bool:
        """Whether it is paid by the year to date."""
        return self.catch_up is not CatchUp.NONE


def schedule(card: Scorecard, calendar: Calendar, group: Group) -> tuple[Term, ...]:
    """Return the instalments of a scorecard within ``group``, in the order in which they end."""
    frequency = card.frequency
    if frequency.months >= group.span.months:
        return (Term(group, group, card, span=group.span),)
    if frequency.months < calendar.period.months:
        refusal = NoPayoutCode.FREQUENCY_TOO_SHORT
        return (Term(group, group, card, span=group.span, refusal=refusal),)
    if card.form is ScoreForm.MULTIPLICATIVE:
        late = any(measure.every.months > frequency.months for measure in card.measures)
        refusal = NoPayoutCode.PRODUCT_TORN_APART if late else None
        rows = [_row(card, Term(group, group, card, refusal=refusal), frequency, calendar)]
    else:
        rows = [
            _row(card, Term(group, group, part), span, calendar)
            for span, part in _parts(card, group.span)
        ]
    return _in_order(rows)


def _parts(card: Scorecard, longest: Span) -> list[tuple[Span, Scorecard]]:
    """Return the spans at which measures are paid, with the scorecard of those measures."""

    def paid_every(measure: Measure) -> Span:
        months = min(max(measure.every.months, card.frequency.months), longest.months)
        return next(span for span in _LONGER if span.months == months)

    spans = {paid_every(measure) for measure in card.measures} or {card.frequency}
    return [
        (
            span,
            replace(
                card,
                # Sections stay, even empty: their numbers name registers.
                sections=tuple(
                    replace(
                        section,
                        measures=tuple(
                            measure for measure in section.measures if paid_every(measure) is span
                        ),
                    )
                    for section in card.sections
                ),
            ),
        )
        for span in _LONGER
        if span in spans
    ]


def _row(card: Scorecard, whole: Term, span: Span, calendar: Calendar) -> list[Term]:
    """Return the instalments of one length that ``whole`` is paid in, in order."""
    groups = groups_within(calendar, span, whole.group)
    catch_up = card.catch_up if len(groups) > 1 else CatchUp.NONE
    return [
        replace(
            whole,
            group=each,
            read=each if catch_up is CatchUp.NONE else calendar.to_date(each),
            catch_up=catch_up,
            partial=len(whole.card.measures) < len(card.measures),
            span=card.frequency,
        )
        for each in groups
    ]


def _in_order(rows: list[list[Term]]) -> tuple[Term, ...]:
    places = [
        (term.group.last_day, row, at)
        for row, terms in enumerate(rows)
        for at, term in enumerate(terms)
    ]
    found: list[Term] = []
    last: dict[int, int] = {}
    for _, row, at in sorted(places):
        found.append(replace(rows[row][at], before=last.get(row)))
        last[row] = len(found) - 1
    return tuple(found)


def groups_within(calendar: Calendar, span: Span, group: Group) -> tuple[Group, ...]:
    """Return the groups of ``span`` that make up ``group``; none where it is longer."""
    if span is group.span and group.months == span.months:
        return (group,)
    start = group.first_month.ordinal
    return tuple(
        each
        for each in calendar.groups(span)
        if start <= each.first_month.ordinal
        and each.first_month.ordinal + span.months <= start + group.months
    )
