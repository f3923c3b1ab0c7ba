"""Writing to a terminal or a pipe, whatever it can take."""

from __future__ import annotations

import os
import shutil
import sys
from io import TextIOWrapper
from typing import Final, TextIO

_WIDEST: Final = 10_000


def prepare(stream: TextIO) -> None:
    """Let ``stream`` take every character.

    A file or pipe gets UTF-8. A terminal keeps its encoding, in which what it lacks is
    written as an escape.
    """
    if isinstance(stream, TextIOWrapper):
        if stream.isatty():
            stream.reconfigure(errors="backslashreplace")
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


class Console:
    """Where results and faults are told.

    Attributes:
        width: characters of a line; very many where it is no terminal.
    """

    def __init__(self, out: TextIO, err: TextIO) -> None:
        self._out = out
        self._err = err
        self.width = shutil.get_terminal_size().columns if out.isatty() else _WIDEST

    @classmethod
    def of_process(cls) -> Console:
        """Return the console of this process, ready for every character."""
        prepare(sys.stdout)
        prepare(sys.stderr)
        return cls(sys.stdout, sys.stderr)

    def say(self, text: str) -> None:
        """Tell a result.

        Raises:
            OSError: it could not be written; a reader who has seen enough is no fault.
        """
        _write(self._out, text)

    def complain(self, sentence: str) -> None:
        """Tell a fault, beside the results.

        Raises:
            OSError: it could not be written.
        """
        _write(self._err, sentence)


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(f"{text}\n")
        stream.flush()
    except BrokenPipeError:
        # The reader (`| head`) has gone. What follows goes nowhere, and so does what Python
        # would say about it at exit.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
