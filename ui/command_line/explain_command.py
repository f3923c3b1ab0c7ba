"""The command ``explain``: why a figure is what it is, and what it comes from."""

from __future__ import annotations

import math
from typing import Final

from models.calendar import Calendar, Group
from models.plan import Plan
from ui.command_line.choices import group_label, group_named, kpi_key
from ui.command_line.job import Command, Job, declare_reading, json_text, plan_of, scenario_of
from ui.command_line.shapes import Json, period_label
from ui.command_line.text_table import plain
from ui.command_line.wrong_use import Parser, WrongUseError
from workbench.analysis.explain.explaining import explain_kpi
from workbench.analysis.explain.lines import Explanation, KpiSubject, Line, Provenance, When
from workbench.explain_copy import as_text
from workbench.explain_drivers import drivers_behind
from workbench.explain_rows import Row, Section
from workbench.explain_terms import Speech
from workbench.explain_words import facts, sentence
from workbench.language import Language, message
from workbench.results import results_of


def _declare(parser: Parser, speech: Language) -> None:
    declare_reading(parser, speech)
    parser.places.add_argument("kpi", metavar="KPI", help=speech.text("the key or name of a KPI"))
    parser.options.add_argument(
        "--period",
        metavar="LABEL",
        help=speech.text("a period or group, like 2027-03 or 2027-Q1; the year if not given"),
    )


def _run(job: Job) -> bool:
    asked, speech = job.arguments, job.speech
    plan = plan_of(job)
    scenario = scenario_of(plan, job)
    key = kpi_key(plan, asked.kpi)
    if key not in plan.kpis:
        raise WrongUseError(speech.text("There is no KPI “{key}” in the plan.", key=asked.kpi))
    when = _when(plan, asked.period, speech)
    values = results_of(plan).values
    found = explain_kpi(plan, values, key, scenario, when)
    behind = drivers_behind(plan, values, found, speech)
    words = Speech(plan, speech)
    if asked.json:
        job.console.say(json_text(explanation_shape(found, words, behind)))
    else:
        lines = as_text(found, words, () if behind is None else (behind,)).splitlines()
        job.console.say("\n".join(_kept_indent(line) for line in lines))
    return False


def _when(plan: Plan, asked: str | None, speech: Language) -> When:
    """Return the group that is meant, or the one period; the year of the report if none is.

    Raises:
        WrongUseError: the plan has no such periods, or no complete year to take.
    """
    if asked is None:
        year = plan.calendar.report_group()
        if year is None:
            raise WrongUseError(
                speech.text("The plan holds no complete year: say which period with --period.")
            )
        return year
    group = group_named(plan, asked, speech)
    return group.periods[0] if group.span is plan.calendar.period else group


def _kept_indent(line: str) -> str:
    """Return a line without characters that steer a terminal, as far in as it was."""
    return " " * (len(line) - len(line.lstrip())) + plain(line)


def explanation_shape(found: Explanation, speech: Speech, behind: Section | None) -> Json:
    """Return what ``explain --json`` writes.

    ::

        {"kpi": key, "scenario": key, "period": label, "formula": text,
         "figure": figure, "base": figure, "sentence": text, "facts": [text],
         "comes_from": line, "other_ways": [line], "beside": [line],
         "drivers": [{"driver": key, "effect": figure}],
         "rests_on": {"typed": n, "overridden": n, "following": n, "missing": n,
                      "factor": number, "actual": figure, "source": text, "note": text}}

    where a line is::

        {"how": "add|multiply|sum_of_periods|…", "name": key, "period": label,
         "figure": figure, "base": figure, "inverse": false, "notes": [code],
         "weight": figure, "parts": [line]}

    The figure of a line comes from those of its parts as ``how`` says; ``inverse`` is taken off
    in a sum and divided by in a product. A name is null for a part of a formula. A driver's
    effect is what 1 % more of it does to the figure, the strongest first. No value is null.
    Sentences are for people, in their language.
    """
    calendar = speech.plan.calendar
    assert isinstance(found.subject, KpiSubject)  # noqa: S101 - the command asks for no other
    return {
        "kpi": found.subject.key,
        "scenario": found.scenario,
        "period": _label(calendar, found.line.when),
        "formula": found.formula,
        "figure": _figure(found.line.figure),
        "base": _figure(found.line.base),
        "sentence": plain(sentence(found, speech)),
        "facts": [plain(fact) for fact in facts(found, speech)],
        "comes_from": _line(found.line, calendar),
        "other_ways": [_line(each, calendar) for each in found.other_ways],
        "beside": [_line(each, calendar) for each in found.beside],
        "drivers": [] if behind is None else [*map(_driver, behind.rows)],
        "rests_on": None if found.provenance is None else _rests_on(found.provenance),
    }


def _line(line: Line, calendar: Calendar) -> Json:
    return {
        "how": line.how.value,
        "name": None if line.name is None else line.name.key,
        "period": _label(calendar, line.when),
        "figure": _figure(line.figure),
        "base": _figure(line.base),
        "inverse": line.inverse,
        "notes": [note.value for note in line.notes],
        "weight": None if line.weight is None else _figure(line.weight.figure),
        "parts": [_line(part, calendar) for part in line.parts],
    }


def _driver(row: Row) -> Json:
    assert isinstance(row.subject, KpiSubject)  # noqa: S101 - those rows are drivers
    return {"driver": row.subject.key, "effect": _figure(row.value)}


def _rests_on(known: Provenance) -> Json:
    return {
        "typed": known.typed,
        "overridden": known.overridden,
        "following": known.following,
        "missing": known.missing,
        "factor": known.factor,
        "actual": known.actual,
        "source": known.source,
        "note": known.note,
    }


def _label(calendar: Calendar, when: When) -> str:
    """Name a period or group alike in every language."""
    return group_label(when) if isinstance(when, Group) else period_label(calendar, when)


def _figure(value: float) -> float | None:
    return value if math.isfinite(value) else None


EXPLAIN: Final = Command(
    message("Explains a figure: what it comes from, and from which source."), _declare, _run
)
