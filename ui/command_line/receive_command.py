"""The command ``receive``: what one person, or whoever holds a position, will receive."""

from __future__ import annotations

from typing import Final

from models.keys import PersonKey, PositionKey
from models.plan import Plan
from ui.command_line.job import Command, Job, declare_reading, json_text, plan_of, scenario_of
from ui.command_line.receive_readings import receive_text
from ui.command_line.receive_shapes import receive_shape
from ui.command_line.wrong_use import Parser, WrongUseError
from workbench.analysis.receive.receiving import ask, details, receiving
from workbench.language import Language, message
from workbench.receive_terms import Wording
from workbench.results import results_of

Whom = tuple[PositionKey, PersonKey | None]


def _declare(parser: Parser, speech: Language) -> None:
    declare_reading(parser, speech)
    parser.places.add_argument(
        "person", metavar="PERSON", help=speech.text("the id or name of a person, or a position")
    )


def _run(job: Job) -> bool:
    asked, speech = job.arguments, job.speech
    plan = plan_of(job)
    scenario = scenario_of(plan, job)
    position, person = whom(plan, asked.person, speech)
    question = ask(results_of(plan), position, person, scenario=scenario)
    answer = receiving(question)
    told = details(question, answer)
    if asked.json:
        job.console.say(json_text(receive_shape(question, answer, told, speech)))
    else:
        job.console.say(receive_text(answer, told, Wording(question, speech)))
    return False


def whom(plan: Plan, asked: str, speech: Language) -> Whom:
    """Return who is meant by an id, a name, or the key or name of a position.

    Raises:
        WrongUseError: nobody is, or several are.
    """
    person = plan.people.get(PersonKey(asked))
    wanted = asked.strip().casefold()
    if person is None:
        named = [each for each in plan.people.values() if each.name.strip().casefold() == wanted]
        if len(named) > 1:
            raise WrongUseError(
                speech.text(
                    "Several people are called “{name}”: use the id of one of them.", name=asked
                )
            )
        person = named[0] if named else None
    if person is not None:
        return person.position, person.key
    for key, position in plan.positions.items():
        if asked == key or position.name.strip().casefold() == wanted:
            return key, None
    raise WrongUseError(
        speech.text("There is nobody and no position called “{name}” in the plan.", name=asked)
    )


RECEIVE: Final = Command(
    message(
        "Tells what somebody will receive: minimum, target, maximum, examples, what one more "
        "brings."
    ),
    _declare,
    _run,
)
