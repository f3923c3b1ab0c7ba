"""The command ``align``: whether functions are paid for the same thing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from models.keys import DesignKey, LeverKey
from models.plan import Plan
from models.problems import check
from ui.command_line.align_shapes import alignment_shape
from ui.command_line.align_text import alignment_text
from ui.command_line.job import (
    Command,
    Job,
    declare_reading,
    json_text,
    plan_of,
    scenario_of,
    tell_errors,
)
from ui.command_line.text_table import plain
from ui.command_line.wrong_use import Parser, WrongUseError
from workbench.alignment_words import alignment_fault
from workbench.analysis.alignment.align import align
from workbench.analysis.alignment.faults import AlignmentError, AlignmentFault
from workbench.engine.evaluate import evaluate_plan
from workbench.language import Language, message


def _declare(parser: Parser, speech: Language) -> None:
    declare_reading(parser, speech)
    parser.options.add_argument(
        "--design",
        metavar="D",
        help=speech.text("the key or name of a design; the current one where none is given"),
    )
    parser.options.add_argument(
        "--lever",
        metavar="L",
        action="append",
        help=speech.text("the key or name of a lever, as often as needed; all where none is given"),
    )


def _run(job: Job) -> bool:
    plan, speech = plan_of(job), job.speech
    scenario = scenario_of(plan, job)
    try:
        found = align(
            evaluate_plan(plan),
            scenario=scenario,
            design=_design(plan, job.arguments.design),
            levers=_levers(plan, job.arguments.lever),
        )
    except AlignmentError as error:
        raise WrongUseError(alignment_fault(error, plan, speech)) from error
    if job.arguments.json:
        job.console.say(json_text(alignment_shape(found, speech)))
    else:
        job.console.say(alignment_text(found, speech))
    return tell_errors(check(plan), plan, job)


def _design(plan: Plan, asked: str | None) -> DesignKey | None:
    if asked is None:
        return None
    names = {str(key): design.name for key, design in plan.designs.items()}
    found = _named(names, asked)
    if found is None:
        raise AlignmentError(AlignmentFault.UNKNOWN_DESIGN, asked)
    return DesignKey(found)


def _levers(plan: Plan, asked: list[str] | None) -> list[LeverKey] | None:
    if asked is None:
        return None
    names = {str(key): lever.name for key, lever in plan.levers.items()}
    levers: list[LeverKey] = []
    for each in asked:
        found = _named(names, each)
        if found is None:
            raise AlignmentError(AlignmentFault.UNKNOWN_LEVER, each)
        levers.append(LeverKey(found))
    return levers


def _named(names: Mapping[str, str], asked: str) -> str | None:
    """Return the key that is asked for, by itself or by its one name."""
    if asked in names:
        return asked
    wanted = plain(asked).casefold()
    found = [key for key, name in names.items() if plain(name).casefold() == wanted]
    return found[0] if len(found) == 1 else None


ALIGN: Final = Command(
    message("Shows whether functions are paid for the same thing, and what tempts them."),
    _declare,
    _run,
)
