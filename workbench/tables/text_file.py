"""Reading a table from a text file, whatever keeps its cells apart."""

from __future__ import annotations

import codecs
import csv
import io
from typing import Final

from workbench.tables.limits import MOST_COLUMNS, MOST_ROWS
from workbench.tables.sheet import Sheet

MARKS: Final = (";", "\t", ",", "|")
"""What may keep cells apart."""

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOKED_AT: Final = 50
"""Lines that tell which mark keeps cells apart."""


def decoded(content: bytes) -> str | None:
    """Return the text of a file, or None where it is no text.

    It is read as its byte order mark says, else as UTF-8, else as what a spreadsheet of
    Windows writes.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                return None
    if b"\0" in content:
        return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def mark_of(text: str) -> str:
    """Return what keeps the cells of a text apart: what does so alike in most lines."""
    lines = [line for line in text.splitlines()[:_LOOKED_AT] if line.strip()]
    # Decimal commas are in many lines too, but seldom in as many of them alike.
    best, score = ";", 0.0
    for mark in MARKS:
        counts = [_outside_quotes(line, mark) for line in lines]
        filled = [count for count in counts if count]
        usual = max(set(filled), key=filled.count) if filled else 0
        share = counts.count(usual) / len(lines) if usual else 0.0
        if share > score:
            best, score = mark, share
    return best


def sheet_of(text: str, mark: str | None = None) -> Sheet | None:
    """Return the table of a text, or None where its quotes make none.

    Args:
        text: the whole file.
        mark: what keeps its cells apart; None finds it out.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark or mark_of(text), strict=True)
    try:
        listed = [line for line, _ in zip(reader, range(MOST_ROWS + 1), strict=False)]
    except csv.Error:
        return None
    cut = len(listed) > MOST_ROWS
    width = min(max((len(line) for line in listed), default=0), MOST_COLUMNS)
    rows = tuple(
        (*(cell or None for cell in line[:width]), *([None] * (width - len(line))))
        for line in listed[:MOST_ROWS]
    )
    return Sheet("", rows, typed=False, cut=int(cut))


def _outside_quotes(line: str, mark: str) -> int:
    return sum(part.count(mark) for part in line.split('"')[::2])
