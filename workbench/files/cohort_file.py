"""Reading cohorts of leads from a text file of a spreadsheet.

A row is a cohort: its name, its leads, then how many had converted to date, by age from 0. An
empty cell is not known. A first row whose second cell is words is a head.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from workbench.analysis.cohorts import CohortRow
from workbench.analysis.lead_faults import LeadError, LeadFault
from workbench.language import language
from workbench.numbers_typed import NumberError, parse_number

MOST_BYTES: Final = 5_000_000
"""More than any table of cohorts."""

_EMPTY: Final = frozenset({"", "#", "-", "–", "—"})


def read_cohorts(path: str | Path) -> tuple[CohortRow, ...]:
    """Read the cohorts of a file whose cells a comma, a semicolon or a tab keeps apart.

    Where a comma does not keep cells apart, it is a decimal mark.

    Raises:
        LeadError: NOT_A_TABLE; NOT_A_NUMBER or NEGATIVE for a cell; NO_COHORTS.
        OSError: the file cannot be read.
    """
    content = Path(path).read_bytes()
    if len(content) > MOST_BYTES or b"\0" in content:
        raise LeadError(LeadFault.NOT_A_TABLE)
    return cohorts_in(_decoded(content))


def cohorts_in(text: str) -> tuple[CohortRow, ...]:
    """Read the cohorts of a text, as :func:`read_cohorts` does.

    Raises:
        LeadError: NOT_A_TABLE; NOT_A_NUMBER or NEGATIVE for a cell; NO_COHORTS.
    """
    mark = next((each for each in (";", "\t") if each in text), ",")
    try:
        lines = list(csv.reader(io.StringIO(text), delimiter=mark, strict=True))
    except csv.Error as error:
        raise LeadError(LeadFault.NOT_A_TABLE) from error
    code = "en" if mark == "," else "fr"
    filled = [(at, line) for at, line in enumerate(lines, start=1) if any(map(str.strip, line))]
    if filled and _is_head(filled[0][1]):
        filled = filled[1:]
    if not filled:
        raise LeadError(LeadFault.NO_COHORTS)
    return tuple(_cohort(at, line, code) for at, line in filled)


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What a spreadsheet of Windows writes.
        return content.decode("cp1252", errors="replace")


def _is_head(line: Sequence[str]) -> bool:
    second = line[1].strip() if len(line) > 1 else ""
    return second not in _EMPTY and not any(map(str.isdigit, second))


def _cohort(row: int, line: Sequence[str], code: str) -> CohortRow:
    cells = [_cell(row, at, text, code) for at, text in enumerate(line[1:], start=2)]
    leads, *converted = cells or [None]
    return CohortRow(line[0].strip(), leads, tuple(converted))


def _cell(row: int, column: int, text: str, code: str) -> float | None:
    written = text.strip()
    if written in _EMPTY:
        return None
    place = {"row": row, "column": column, "text": written}
    try:
        value = parse_number(written, language(code)).value
    except NumberError as error:
        raise LeadError(LeadFault.NOT_A_NUMBER, **place) from error
    if value < 0:
        raise LeadError(LeadFault.NEGATIVE, **place)
    return value
