"""A call that cannot be followed, told in the user's own language."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import Final, NoReturn

from typing_extensions import override

from workbench.language import Language, message

_SENTENCES: Final = (
    (
        re.compile(r"the following arguments are required: (?P<what>.+)"),
        message("{what} is missing."),
    ),
    (
        re.compile(r"unrecognized arguments: (?P<what>.+)"),
        message("“{what}” was not understood."),
    ),
    (
        re.compile(r"argument (?P<option>\S+): expected .*"),
        message("{option} needs one value behind it."),
    ),
    (
        re.compile(
            r"argument (?P<option>\S+): invalid choice: '(?P<what>.*)' \(choose from (?P<all>.+)\)"
        ),
        message("“{what}” is not possible for {option}; possible: {all}."),
    ),
    (
        re.compile(r"argument (?P<option>\S+): ignored explicit argument '(?P<what>.*)'"),
        message("{option} takes no value, but got “{what}”."),
    ),
)
"""What argparse says, in its English, and what we say instead."""


class WrongUseError(Exception):
    """The program was called in a way it does not know; the sentence says which."""


class Parser(argparse.ArgumentParser):
    """A parser that raises, in the user's words, where argparse would exit in its own."""

    def __init__(self, program: str, language: Language, *, description: str = "") -> None:
        super().__init__(
            prog=program,
            description=description or None,
            formatter_class=_formatter(language),
            add_help=False,
            allow_abbrev=False,
        )
        self._language = language
        self.places = self.add_argument_group(language.text("arguments"))
        self.options = self.add_argument_group(language.text("options"))

    @override
    def error(self, message: str) -> NoReturn:
        """Raise what is wrong as a sentence.

        Raises:
            WrongUseError: always.
        """
        for shape, words in _SENTENCES:
            match = shape.fullmatch(message)
            if match is not None:
                known = match.groupdict()
                if "all" in known:
                    known["all"] = known["all"].replace("'", "")
                raise WrongUseError(self._language.text(words, **known))
        raise WrongUseError(message)


def _formatter(language: Language) -> type[argparse.HelpFormatter]:
    class Formatter(argparse.RawDescriptionHelpFormatter):
        """Keeps the lines of a description, and says "usage" in the user's language."""

        @override
        def add_usage(
            self,
            usage: str | None,
            actions: Iterable[argparse.Action],
            groups: Iterable[argparse._MutuallyExclusiveGroup],
            prefix: str | None = None,
        ) -> None:
            super().add_usage(usage, actions, groups, prefix or language.text("usage: "))

    return Formatter
