"""What a statement leaves out until it fits its page: the least needed first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from workbench.language import language
from workbench.statement.sheet import StatementSheet, WorkedExample

_SHORTEST: Final = -1
"""One example, namely the shortest."""
_CUTS: Final = (
    (3, 9, 9),
    (3, 3, 9),
    (3, 3, 2),
    (2, 9, 9),
    (2, 3, 9),
    (2, 3, 2),
    (2, 0, 9),
    (2, 0, 2),
    (1, 9, 9),
    (1, 3, 9),
    (1, 3, 2),
    (1, 0, 2),
    (_SHORTEST, 3, 2),
    (_SHORTEST, 0, 2),
    (0, 3, 2),
    (0, 0, 2),
)
"""How many examples, worths and sentences on what would bring it to nothing may stay.

Two examples are worth more than what one more brings, and that more than a third.
"""
_QUOTES = "“”«»\u00a0"


def cuts(sheet: StatementSheet) -> Iterator[StatementSheet]:
    """Return a statement with less and less on it, each time saying what is left out.

    Terms, measures, rules and exceptions always stay.
    """
    before: StatementSheet | None = None
    for examples, worths, zero in _CUTS:
        less = _cut(sheet, examples, worths, zero)
        if less != before:
            yield less
        before = less


def _cut(sheet: StatementSheet, examples: int, worths: int, zero: int) -> StatementSheet:
    text = language(sheet.language).text
    order = _length if examples == _SHORTEST else _rank
    kept = sorted(sheet.examples, key=order)[: abs(examples)]
    dropped = [each for each in sheet.examples if each not in kept]
    told = [text("the example “{title}”", title=each.title.strip(_QUOTES)) for each in dropped]
    if worths == 0 and sheet.worths:
        told.append(text("what one more brings"))
    elif len(sheet.worths) > worths:
        told.append(text("what one more of further figures brings"))
    if len(sheet.zero) > zero:
        told.append(text("further results that would cost money"))
    return replace(
        sheet,
        examples=tuple(each for each in sheet.examples if each in kept),
        worths=sheet.worths[:worths],
        zero=sheet.zero[:zero],
        left_out=tuple(told),
    )


def _rank(example: WorkedExample) -> int:
    return example.rank


def _length(example: WorkedExample) -> int:
    """Return about how much room the arithmetic of an example takes."""
    return sum(max(len(row.words), len(row.sum) // 2, 40) for row in example.rows)
