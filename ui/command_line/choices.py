"""What commands are told by name: a KPI, a group of periods, a figure."""

from __future__ import annotations

import math

from models.calendar import Calendar, Group, Span
from models.keys import KpiKey
from models.plan import Plan
from ui.command_line.shapes import period_label
from ui.command_line.wrong_use import WrongUseError
from workbench.analysis.cascade.edit import one_period
from workbench.language import Language
from workbench.numbers_typed import NumberError, parse_number

_LETTERS = {Span.QUARTER: "-Q", Span.HALF_YEAR: "-H"}


def kpi_key(plan: Plan, asked: str) -> KpiKey:
    """Return the key of the KPI that is meant by a key or a name; what was asked for if none is."""
    if asked in plan.kpis:
        return KpiKey(asked)
    wanted = asked.strip().casefold()
    found = [key for key, kpi in plan.kpis.items() if kpi.name.strip().casefold() == wanted]
    return found[0] if len(found) == 1 else KpiKey(asked)


def group_named(plan: Plan, asked: str, speech: Language) -> Group:
    """Return the group of periods of a label: 2027-03, 2027-Q1, 2027-H1, 2027, or as on screen.

    Raises:
        WrongUseError: the plan has no such periods.
    """
    calendar = plan.calendar
    known: dict[str, Group] = {}
    for span in (Span.YEAR, Span.HALF_YEAR, Span.QUARTER, Span.MONTH):
        for group in calendar.groups(span):
            known.setdefault(_label(group), group)
            known.setdefault(_folded(speech.group_label(group)), group)
    for index in range(calendar.count):
        known.setdefault(_folded(period_label(calendar, index)), one_period(calendar, index))
    found = known.get(_folded(asked))
    if found is None:
        raise WrongUseError(
            speech.text(
                "The plan has no periods “{name}”; write them like {examples}.",
                name=asked,
                examples=_examples(calendar),
            )
        )
    return found


def figure_named(asked: str, speech: Language) -> float:
    """Return a figure as programs write it, else as people of the language do.

    A share is a fraction, or a percentage with its sign.

    Raises:
        WrongUseError: it is no figure.
    """
    try:
        plain = float(asked)
    except ValueError:
        plain = math.nan
    if math.isfinite(plain):
        return plain
    try:
        return parse_number(asked, speech).value
    except NumberError as error:
        raise WrongUseError(str(error)) from error


def group_label(group: Group) -> str:
    """Name a group alike in every language, by its fiscal year: 2027-03, 2027-Q1, 2027."""
    first = group.first_month
    if group.span is Span.MONTH:
        return f"{first.year}-{first.month:02d}"
    letter = _LETTERS.get(group.span)
    return f"{group.fiscal_year}{letter}{group.number}" if letter else str(group.fiscal_year)


def _label(group: Group) -> str:
    return _folded(group_label(group))


def _folded(label: str) -> str:
    return " ".join(label.split()).casefold()


def _examples(calendar: Calendar) -> str:
    spans = (Span.MONTH, Span.QUARTER, Span.HALF_YEAR, Span.YEAR)
    return ", ".join(
        _label(groups[0]).upper() for span in spans if (groups := calendar.groups(span))
    )
