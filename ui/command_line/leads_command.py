"""The command ``leads``: the lead bank of a plan, or weights fitted from cohorts."""

from __future__ import annotations

from models.plan import Plan
from models.problems import check
from ui.command_line.job import (
    Command,
    Job,
    StoppedError,
    declare_reading,
    json_text,
    plan_of,
    scenario_of,
    tell_errors,
)
from ui.command_line.lead_readings import bank_text, fit_text
from ui.command_line.lead_shapes import bank_shape, fit_shape
from ui.command_line.readings import scenario_words
from ui.command_line.shapes import period_label
from ui.command_line.text_table import plain
from ui.command_line.wrong_use import Parser, WrongUseError
from workbench.analysis.cohorts import fit
from workbench.analysis.lead_bank import lead_bank
from workbench.analysis.lead_faults import LeadError, LeadFault
from workbench.files.cohort_file import read_cohorts
from workbench.language import Language, message
from workbench.lead_words import lead_sentence
from workbench.results import results_of


def _declare(parser: Parser, speech: Language) -> None:
    declare_reading(parser, speech)
    parser.options.add_argument(
        "--as-of",
        metavar="PERIOD",
        help=speech.text(
            "at the end of which period, like 2027-06; the last of the year where none is given"
        ),
    )
    parser.options.add_argument(
        "--fit",
        metavar="COHORTS.csv",
        help=speech.text(
            "fit weights from cohorts instead: a row each, with its name, leads, and conversions "
            "to date by age"
        ),
    )


def _run(job: Job) -> bool:
    plan = plan_of(job)
    if job.arguments.fit is not None:
        return _run_fit(job)
    scenario = scenario_of(plan, job)
    as_of = _period(plan, job)
    results = results_of(plan)
    try:
        found = lead_bank(plan, results.values, scenario, as_of)
    except LeadError as error:
        raise StoppedError(lead_sentence(error, job.speech, plan.calendar)) from error
    if job.arguments.json:
        job.console.say(json_text(bank_shape(plan, found, job.speech)))
    else:
        words = scenario_words(results, scenario, job.speech)
        job.console.say(bank_text(plan, found, words, job.speech))
    return tell_errors(check(plan), plan, job)


def _run_fit(job: Job) -> bool:
    path = job.arguments.fit
    try:
        found = fit(read_cohorts(path))
    except LeadError as error:
        raise StoppedError(f"{plain(str(path))}: {lead_sentence(error, job.speech)}") from error
    except OSError as error:
        raise StoppedError(
            job.speech.text(
                "“{file}” cannot be read: {reason}.", file=path, reason=error.strerror or error
            )
        ) from error
    if job.arguments.json:
        job.console.say(json_text(fit_shape(found, job.speech)))
    else:
        job.console.say(fit_text(found, job.speech))
    return False


def _period(plan: Plan, job: Job) -> int | None:
    """Return the period that was asked for, by its label or its name in the user's language.

    Raises:
        WrongUseError: the plan has no such period.
    """
    asked = job.arguments.as_of
    if asked is None:
        return None
    wanted = " ".join(str(asked).split()).casefold()
    for index in range(plan.calendar.count):
        names = (
            period_label(plan.calendar, index),
            job.speech.period_label(plan.calendar, index),
        )
        if wanted in (" ".join(name.split()).casefold() for name in names):
            return index
    error = LeadError(LeadFault.UNKNOWN_PERIOD, period=asked)
    raise WrongUseError(lead_sentence(error, job.speech, plan.calendar))


LEADS = Command(
    message("Tells what leads have brought and will still bring, cohort by cohort."),
    _declare,
    _run,
)
