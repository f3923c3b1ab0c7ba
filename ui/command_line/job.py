"""What every command shares: its job, its plan, its scenario, and how results are told."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from models.keys import BASE, ScenarioKey
from models.plan import Plan
from models.problems import Problem, Severity
from ui.command_line.console import Console
from ui.command_line.text_table import plain
from ui.command_line.wrong_use import Parser, WrongUseError
from workbench.files.plan_file import read_plan
from workbench.language import Language, message
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


def declare_plan(parser: Parser, speech: Language) -> None:
    """Take the plan file."""
    parser.places.add_argument("plan", metavar="PLAN", help=speech.text("the plan file"))


def declare_scenario(parser: Parser, speech: Language) -> None:
    """Take the plan file and a scenario."""
    declare_plan(parser, speech)
    parser.options.add_argument(
        "--scenario",
        metavar="S",
        default=BASE,
        help=speech.text("the key or name of a scenario; the base where none is given"),
    )


def declare_reading(parser: Parser, speech: Language) -> None:
    """Take the plan file, a scenario and whether to write JSON."""
    declare_scenario(parser, speech)
    declare_json(parser, speech)


def declare_json(parser: Parser, speech: Language) -> None:
    """Take whether to write JSON."""
    parser.options.add_argument(
        "--json", action="store_true", help=speech.text("write JSON, for other programs")
    )


def plan_of(job: Job) -> Plan:
    """Read the plan.

    Raises:
        PlanFileError: it cannot be read.
    """
    return read_plan(job.arguments.plan)


def scenario_of(plan: Plan, job: Job) -> ScenarioKey:
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


def tell_errors(problems: tuple[Problem, ...], plan: Plan, job: Job) -> bool:
    """Tell the errors among ``problems``; return whether there are any."""
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    for problem in errors:
        job.console.complain(problem_line(problem, plan, job.speech))
    return bool(errors)


SEVERITY_WORDS: Final = {
    Severity.ERROR: message("error"),
    Severity.WARNING: message("warning"),
    Severity.HINT: message("hint"),
}


def problem_line(problem: Problem, plan: Plan, speech: Language) -> str:
    """Return how grave a problem is, where, and what it is, on one line."""
    place = plain(place_words(problem.place, plan, speech))
    sentence = plain(problem_sentence(problem, plan, speech))
    kind = speech.text(SEVERITY_WORDS[problem.severity])
    if sentence.startswith(place):
        return speech.text("{kind} · {sentence}", kind=kind, sentence=sentence)
    return speech.text("{kind} · {place}: {sentence}", kind=kind, place=place, sentence=sentence)


def json_text(shape: Mapping[str, object]) -> str:
    """Return JSON for other programs."""
    return json.dumps(shape, ensure_ascii=False, allow_nan=False, indent=2)
