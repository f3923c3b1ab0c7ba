"""Writing to a terminal or a pipe, whatever it can take."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import unicodedata
from io import TextIOWrapper
from typing import Final, TextIO

_WIDEST: Final = 10_000

_PLAINER: Final = {
    "─": "-",
    "—": "-",
    "–": "-",
    "−": "-",
    "·": "-",
    "×": "x",
    "’": "'",
    "‘": "'",
    "“": '"',
    "”": '"',
    "«": '"',
    "»": '"',
    "…": "...",
    "€": "EUR",
    "\u00a0": " ",
    "\u202f": " ",
}
"""What stands for the signs that an old terminal lacks."""


class OutputError(Exception):
    """What was to be told could not be written; the reason, as the system says it."""


class Console:
    """Where results and faults are told.

    Attributes:
        width: characters of a line; very many where it is no terminal.
    """

    def __init__(self, out: TextIO | None, err: TextIO | None) -> None:
        """Tell results to ``out`` and faults to ``err``; where there is None, to nobody."""
        self._out = out
        self._err = err
        terminal = out is not None and out.isatty()
        self.width = shutil.get_terminal_size().columns if terminal else _WIDEST

    @classmethod
    def of_process(cls) -> Console:
        """Return the console of this process, ready for every character."""
        # Python has None for a stream that was closed, and on Windows without a console.
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                _prepare(stream)
        return cls(sys.stdout, sys.stderr)

    def say(self, text: str) -> None:
        """Tell a result.

        Raises:
            OutputError: it could not be written; a reader who has seen enough is no fault.
        """
        if self._out is not None:
            _write(self._out, text)

    def complain(self, sentence: str) -> None:
        """Tell a fault, beside the results.

        Raises:
            OutputError: it could not be written.
        """
        if self._err is not None:
            _write(self._err, sentence)


def _prepare(stream: TextIOWrapper) -> None:
    """Let ``stream`` take every character.

    A file or pipe gets UTF-8. A terminal keeps its encoding, in which what it lacks is
    written plainer, else as an escape.
    """
    if stream.isatty():
        stream.reconfigure(errors="backslashreplace")
    else:
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(f"{_spelled(text, stream.encoding or 'utf-8')}\n")
        stream.flush()
    except OSError as error:
        if not _has_gone(error):
            raise OutputError(error.strerror or str(error)) from error
        # The reader (`| head`) has gone. What follows goes nowhere, and so does what Python
        # would say about it at exit.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def _has_gone(error: OSError) -> bool:
    # Windows has no word of its own for a pipe that nobody reads.
    windows = sys.platform == "win32" and error.errno == errno.EINVAL
    return windows or isinstance(error, BrokenPipeError)


def _spelled(text: str, encoding: str) -> str:
    """Return ``text`` with plainer signs for those that ``encoding`` lacks."""
    if _fits(text, encoding):
        return text
    return "".join(each if _fits(each, encoding) else _plainer(each) for each in text)


def _fits(text: str, encoding: str) -> bool:
    try:
        # Half a character, of a file whose name is no text, fits nowhere: no reason to change.
        text.encode(encoding, "surrogateescape")
    except UnicodeEncodeError:
        return False
    return True


def _plainer(sign: str) -> str:
    return _PLAINER.get(sign) or unicodedata.normalize("NFD", sign)[0]
