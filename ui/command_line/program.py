"""The program as a whole: reads the command line, does one job, returns the exit status."""

from __future__ import annotations

import argparse
import locale
import os
import sys
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from ui.command_line.commands import COMMANDS, command_of
from ui.command_line.console import Console, OutputError
from ui.command_line.job import Job, StoppedError
from ui.command_line.wrong_use import Parser, WrongUseError
from workbench.files.faults import PlanFileError
from workbench.files.sentences import file_sentence
from workbench.language import LANGUAGES, Language, language

NAME: Final = "main.py"
OK, FAULTY, WRONG_USE = 0, 1, 2
_INTERRUPTED: Final = 130


def run(arguments: Sequence[str], console: Console | None = None) -> int:
    """Do what the command line says.

    Args:
        arguments: without the name of the program.
        console: where results and faults are told; None: that of the process.

    Returns:
        The exit status: 0; 1 for faults of the plan or its file; 2 for wrong use.
    """
    told = console or Console.of_process()
    speech = language(_wanted_language(arguments, os.environ))
    try:
        return _dispatch(list(arguments), told, speech)
    except WrongUseError as error:
        call = _help_call(arguments)
        told.complain(f"{error}\n" + speech.text("“{call}” shows what there is.", call=call))
        return WRONG_USE
    except PlanFileError as error:
        told.complain(file_sentence(error, speech))
        return FAULTY
    except StoppedError as error:
        told.complain(str(error))
        return FAULTY
    except KeyboardInterrupt:
        return _INTERRUPTED
    except OutputError as error:
        # A full disk behind a redirection.
        told.complain(speech.text("The output could not be written: {reason}.", reason=error))
        return FAULTY
    except Exception as error:  # noqa: BLE001 - whatever it was, people get a sentence
        told.complain(_own_fault(error, speech))
        return FAULTY


def _own_fault(error: Exception, speech: Language) -> str:
    """Return a sentence that whoever mends the program can start from."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return speech.text(
        "The program made a mistake at {place}: {what}.",
        place=f"{Path(frame.filename).name}:{frame.lineno}",
        what=" ".join(f"{type(error).__name__} {error}".split()),
    )


def _help_call(arguments: Sequence[str]) -> str:
    at = _command_at(arguments)
    return f"{NAME} --help" if at is None else f"{NAME} {arguments[at]} --help"


def _dispatch(arguments: list[str], console: Console, speech: Language) -> int:
    at = _command_at(arguments)
    if at is None:
        return _window(arguments, console, speech)
    name = arguments.pop(at)
    command = command_of(name)
    parser = Parser(f"{NAME} {name}", speech, description=speech.text(command.summary))
    command.declare(parser, speech)
    _declare_common(parser, speech)
    if _asks_for_help(arguments):
        console.say(parser.format_help().rstrip())
        return OK
    found = parser.parse_args(arguments)
    return FAULTY if command.run(Job(found, console, speech)) else OK


def _window(arguments: list[str], console: Console, speech: Language) -> int:
    parser = Parser(NAME, speech, description=speech.text("Opens the window."))
    parser.places.add_argument(
        "plan", metavar="PLAN", nargs="?", help=speech.text("a plan file to open")
    )
    _declare_common(parser, speech)
    if _asks_for_help(arguments):
        console.say(f"{parser.format_help().rstrip()}\n\n{_commands_text(speech)}")
        return OK
    found = parser.parse_args(arguments)
    path = None if found.plan is None else Path(found.plan)
    if path is not None and not path.suffix and not path.exists():
        raise WrongUseError(
            speech.text("“{word}” is neither a command nor a file.", word=found.plan)
        )
    if not _has_display(os.environ):
        raise StoppedError(
            speech.text(
                "There is no display to open the window on; “{call}” draws it into files.",
                call=f"{NAME} demo build/demo",
            )
        )
    from ui.app import open_window  # noqa: PLC0415 - the other commands need no window

    return open_window(path, found.language)


def _declare_common(parser: Parser, speech: Language) -> None:
    parser.options.add_argument(
        "--language", choices=LANGUAGES, help=speech.text("the language to speak")
    )
    parser.options.add_argument(
        "-h", "--help", action="store_true", help=speech.text("show this and stop")
    )


def _commands_text(speech: Language) -> str:
    width = max(map(len, COMMANDS))
    lines = (f"  {name:<{width}}  {speech.text(command_of(name).summary)}" for name in COMMANDS)
    return "\n".join((speech.text("commands, each with its own --help:"), *lines))


def _command_at(arguments: Sequence[str]) -> int | None:
    """Return where the name of a command stands: the first word that is no option."""
    place = 0
    while place < len(arguments):
        word = arguments[place]
        if word in COMMANDS:
            return place
        if word == "--language":
            place += 1
        elif not word.startswith("--language=") and word not in ("-h", "--help"):
            return None
        place += 1
    return None


def _asks_for_help(arguments: Sequence[str]) -> bool:
    words = arguments[: arguments.index("--")] if "--" in arguments else arguments
    return "-h" in words or "--help" in words


def _wanted_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return what to speak before the command line has been read."""
    chosen = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    chosen.add_argument("--language", nargs="?")
    try:
        asked = chosen.parse_known_args(list(arguments))[0].language
    except argparse.ArgumentError:
        asked = None
    if asked in LANGUAGES:
        return str(asked)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return environment[name][:2].lower()
    return (locale.getlocale()[0] or "")[:2].lower()


def _has_display(environment: Mapping[str, str]) -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return any(environment.get(each) for each in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
