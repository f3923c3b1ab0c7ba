"""Tables on the clipboard as spreadsheets write them: tabs between cells, a line per row."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence


def table_text(rows: Sequence[Sequence[str]]) -> str:
    """Write rows as a spreadsheet puts them on the clipboard."""
    written = io.StringIO()
    csv.writer(written, delimiter="\t", lineterminator="\n").writerows(rows)
    return written.getvalue().removesuffix("\n")


def read_table(text: str) -> tuple[tuple[str, ...], ...]:
    """Read what a spreadsheet put on the clipboard; short rows are filled up with nothing.

    Empty where it is no table, such as a text of a hundred thousand letters.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    try:
        rows = [tuple(row) or ("",) for row in csv.reader(io.StringIO(lines), delimiter="\t")]
    except csv.Error:
        return ()
    width = max((len(row) for row in rows), default=0)
    return tuple(row + ("",) * (width - len(row)) for row in rows)
