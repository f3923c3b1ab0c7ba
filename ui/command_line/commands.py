"""The commands: what each is called with, and what it does."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from models.keys import BASE, ScenarioKey
from models.plan import Plan
from models.problems import Problem, Severity, check
from ui.command_line.console import Console
from ui.command_line.readings import (
    evaluation_text,
    no_payout_lines,
    no_value_lines,
    payouts_text,
    scenario_words,
)
from ui.command_line.shapes import Json, evaluation, payroll
from ui.command_line.text_table import plain
from ui.command_line.wrong_use import Parser, WrongUseError
from ui.export_words import WORKBOOK, export_sentence
from workbench.excel.splitting import FormulaTooLong
from workbench.files.plan_file import read_plan
from workbench.language import Language, message
from workbench.results import results_of
from workbench.sentences import place_words, problem_sentence


class StoppedError(Exception):
    """A job that could not be done; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Job:
    """What a command is asked: its arguments, where to tell results, and in which words."""

    arguments: argparse.Namespace
    console: Console
    speech: Language


@dataclass(frozen=True, slots=True)
class Command:
    """One command.

    Attributes:
        summary: what it does, in a sentence.
        declare: says which arguments it takes.
        run: does it, and returns whether the plan has errors.
    """

    summary: str
    declare: Callable[[Parser, Language], None]
    run: Callable[[Job], bool]


def _run_check(job: Job) -> bool:
    plan = _plan_of(job)
    problems = check(plan)
    _tell_errors(problems, plan, job)
    for problem in problems:
        if problem.severity is not Severity.ERROR:
            job.console.say(_problem_line(problem, plan, job.speech))
    errors = any(problem.severity is Severity.ERROR for problem in problems)
    # An error says by itself why figures are missing.
    lacking = not errors and _tell_missing(plan, job)
    if not problems and not lacking:
        job.console.say(job.speech.text("Nothing is wrong with the plan."))
    elif not errors and not lacking:
        job.console.say(job.speech.text("No errors."))
    return errors or lacking


def _tell_missing(plan: Plan, job: Job) -> bool:
    """Tell once which figures and payouts are missing; return whether figures are."""
    results, speech = results_of(plan), job.speech
    scenarios = (BASE, *plan.scenarios)
    figures = {line for key in scenarios for line in no_value_lines(results, key, speech)}
    payouts = {line for key in scenarios for line in no_payout_lines(results, key, speech)}
    for line in sorted(figures):
        job.console.complain(f"{speech.text(_WORDS[Severity.ERROR])} · {line}")
    for line in sorted(payouts):
        job.console.say(f"{speech.text(_WORDS[Severity.WARNING])} · {line}")
    return bool(figures)


def _run_evaluate(job: Job) -> bool:
    plan = _plan_of(job)
    scenario = _scenario_of(plan, job)
    results = results_of(plan)
    if job.arguments.json:
        job.console.say(_json(evaluation(results, scenario, job.speech)))
    else:
        width = job.console.width
        job.console.say(evaluation_text(results, scenario, job.speech, width))
    return _tell_errors(check(plan), plan, job)


def _run_payouts(job: Job) -> bool:
    plan = _plan_of(job)
    scenario = _scenario_of(plan, job)
    results = results_of(plan)
    if job.arguments.json:
        job.console.say(_json(payroll(results, scenario, job.speech)))
    else:
        job.console.say(payouts_text(results, scenario, job.speech))
    return _tell_errors(check(plan), plan, job)


def _run_export(job: Job) -> bool:
    path = Path(job.arguments.workbook)
    if path.suffix.lower() != WORKBOOK:
        raise WrongUseError(
            job.speech.text(
                "“{name}” must end in {ending}, as workbooks do.", name=path.name, ending=WORKBOOK
            )
        )
    plan = _plan_of(job)
    scenario = _scenario_of(plan, job)
    # The writer of workbooks is loaded only for this.
    from workbench.excel.export import export_results  # noqa: PLC0415

    results = results_of(plan)
    try:
        export_results(results, path, scenario=scenario, language=job.speech)
    except (OSError, FormulaTooLong) as error:
        raise StoppedError(export_sentence(error, plan, path, job.speech)) from error
    people = len(results.payouts[scenario].people)
    pay = job.speech.plural(
        "It holds the pay of {count} person.", "It holds the pay of {count} people.", people
    )
    name = scenario_words(results, scenario, job.speech)
    done = job.speech.text("“{file}” was written ({scenario}).", file=path, scenario=name)
    job.console.say(f"{done} {pay}" if people else done)
    return _tell_errors(check(plan), plan, job)


def _run_demo(job: Job) -> bool:
    # Only this command draws, and so needs Qt.
    from ui.demo import make_demo  # noqa: PLC0415

    folder = Path(job.arguments.folder)
    try:
        for path in make_demo(folder, job.speech):
            job.console.say(str(path))
    except OSError as error:
        raise StoppedError(
            job.speech.text(
                "“{folder}” cannot be filled: {reason}.",
                folder=folder,
                reason=error.strerror or error,
            )
        ) from error
    return False


def _declare_plan(parser: Parser, speech: Language) -> None:
    parser.places.add_argument("plan", metavar="PLAN", help=speech.text("the plan file"))


def _declare_scenario(parser: Parser, speech: Language) -> None:
    _declare_plan(parser, speech)
    parser.options.add_argument(
        "--scenario",
        metavar="S",
        default=BASE,
        help=speech.text("the key or name of a scenario; the base where none is given"),
    )


def _declare_reading(parser: Parser, speech: Language) -> None:
    _declare_scenario(parser, speech)
    parser.options.add_argument(
        "--json", action="store_true", help=speech.text("write JSON, for other programs")
    )


def _declare_export(parser: Parser, speech: Language) -> None:
    _declare_scenario(parser, speech)
    parser.places.add_argument(
        "workbook", metavar="OUT.xlsx", help=speech.text("the workbook to write")
    )


def _declare_demo(parser: Parser, speech: Language) -> None:
    parser.places.add_argument(
        "folder", metavar="OUTDIR", help=speech.text("the folder to fill; it is made if missing")
    )


COMMANDS: Final[Mapping[str, Command]] = {
    "check": Command(message("Lists what is wrong with a plan."), _declare_plan, _run_check),
    "evaluate": Command(message("Writes every figure of a plan."), _declare_reading, _run_evaluate),
    "payouts": Command(
        message("Writes what everybody is paid, line by line."), _declare_reading, _run_payouts
    ),
    "export": Command(
        message("Writes a workbook with live formulas."), _declare_export, _run_export
    ),
    "demo": Command(
        message("Draws every room with the sample plan, and writes its workbook."),
        _declare_demo,
        _run_demo,
    ),
}


def _plan_of(job: Job) -> Plan:
    """Read the plan.

    Raises:
        PlanFileError: it cannot be read.
    """
    return read_plan(job.arguments.plan)


def _scenario_of(plan: Plan, job: Job) -> ScenarioKey:
    """Find the scenario by its key, else by its name.

    Raises:
        WrongUseError: there is none, or there are several of that name.
    """
    asked = str(job.arguments.scenario)
    if asked == BASE or asked in plan.scenarios:
        return ScenarioKey(asked)
    wanted = asked.strip().casefold()
    names = {BASE: job.speech.text("Base"), **{s.key: s.name for s in plan.scenarios.values()}}
    found = [key for key, name in names.items() if name.strip().casefold() == wanted]
    if len(found) == 1:
        return ScenarioKey(found[0])
    known = ", ".join(f"{key} ({plain(name)})" for key, name in names.items())
    raise WrongUseError(
        job.speech.text(
            "There is no single scenario “{name}”; there are: {known}.", name=asked, known=known
        )
        if found
        else job.speech.text(
            "There is no scenario “{name}”; there are: {known}.", name=asked, known=known
        )
    )


def _tell_errors(problems: tuple[Problem, ...], plan: Plan, job: Job) -> bool:
    """Tell the errors among ``problems``; return whether there are any."""
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    for problem in errors:
        job.console.complain(_problem_line(problem, plan, job.speech))
    return bool(errors)


_WORDS: Final = {
    Severity.ERROR: message("error"),
    Severity.WARNING: message("warning"),
    Severity.HINT: message("hint"),
}


def _problem_line(problem: Problem, plan: Plan, speech: Language) -> str:
    place = plain(place_words(problem.place, plan, speech))
    sentence = plain(problem_sentence(problem, plan, speech))
    kind = speech.text(_WORDS[problem.severity])
    if sentence.startswith(place):
        return speech.text("{kind} · {sentence}", kind=kind, sentence=sentence)
    return speech.text("{kind} · {place}: {sentence}", kind=kind, place=place, sentence=sentence)


def _json(shape: Json) -> str:
    return json.dumps(shape, ensure_ascii=False, allow_nan=False, indent=2)
