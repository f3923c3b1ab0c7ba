"""The command ``statements``: a one-page PDF for each person, or for those who are named."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Final

from models.keys import PersonKey
from models.plan import Plan
from ui.command_line.job import (
    Command,
    Job,
    StoppedError,
    declare_scenario,
    plan_of,
    scenario_of,
)
from ui.command_line.receive_command import whom
from ui.command_line.wrong_use import Parser, WrongUseError
from workbench.language import Language, message
from workbench.results import Results, results_of


def _declare(parser: Parser, speech: Language) -> None:
    declare_scenario(parser, speech)
    parser.places.add_argument(
        "folder", metavar="FOLDER", help=speech.text("the folder to fill; it is made if missing")
    )
    parser.options.add_argument(
        "--person",
        metavar="ID",
        action="append",
        default=[],
        help=speech.text("the id or name of a person; may be given several times"),
    )


def _run(job: Job) -> bool:
    plan = plan_of(job)
    scenario = scenario_of(plan, job)
    results = results_of(plan)
    people = _people(plan, results, job)
    folder = Path(job.arguments.folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoppedError(
            job.speech.text(
                "“{folder}” cannot be filled: {reason}.",
                folder=folder,
                reason=error.strerror or error,
            )
        ) from error
    # Only this command draws, and so needs Qt.
    from ui.statement.batch import Order, Writer  # noqa: PLC0415
    from ui.statement.offscreen import drawing  # noqa: PLC0415

    application = drawing()

    today = dt.datetime.now().astimezone().date()
    writer = Writer(Order(results, people, scenario, job.speech, folder, today))
    for person in people:
        path = writer.write(person)
        job.console.say(str(path))
    del application
    return False


def _people(plan: Plan, results: Results, job: Job) -> tuple[PersonKey, ...]:
    """Return who is asked for; everybody whom the design is for where nobody is named.

    Raises:
        WrongUseError: somebody is not in the plan.
    """
    left_out = results.program.left_out
    if not job.arguments.person:
        return tuple(key for key in plan.people if key not in left_out)
    found: list[PersonKey] = []
    for asked in job.arguments.person:
        _, person = whom(plan, asked, job.speech)
        if person is None:
            raise WrongUseError(
                job.speech.text("“{name}” is a position: name a person.", name=asked)
            )
        found.append(person)
    return tuple(dict.fromkeys(found))


STATEMENTS: Final = Command(
    message("Writes the one-page statement (PDF) of each person into a folder."), _declare, _run
)
