"""What the columns of a table are: guessed from their headings, changed by whoever imports."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from workbench.matching import folded
from workbench.tables.periods import Head, head_of
from workbench.tables.sheet import Cell, Sheet, text_of

_LOOKED_AT: Final = 30
"""Rows among which the headings are looked for."""


class ColumnUse(StrEnum):
    """What a column of a tree of KPIs holds."""

    NAME = "name"
    KEY = "key"
    PARENT = "parent"
    LEVEL = "level"
    FORMULA = "formula"
    UNIT = "unit"
    SENSE = "sense"
    DEFINITION = "definition"
    SOURCE = "source"
    NOTE = "note"
    PERIOD = "period"
    WHOLE = "whole"
    NOTHING = "nothing"


_VALUES: Final = frozenset(
    {
        "valeur",
        "valeurs",
        "value",
        "values",
        "montant",
        "montants",
        "amount",
        "amounts",
        "chiffres",
        "figures",
        "budget",
        "reel",
        "reels",
        "realise",
        "realises",
        "actual",
        "actuals",
        "plan",
        "prevu",
        "prevision",
        "forecast",
    }
)
"""Headings of figures that name no period."""
_ASIDE: Final = re.compile(r"[(\[].*[)\]]")
_NUMBERS: Final = {"n", "no", "nr", "num", "numero"}
"""Headings of outline numbers, 1.1.2, as far as what stands below has points."""

_WORDS: Final = {
    ColumnUse.KEY: {"key", "cle", "code", "id", "identifiant", "ref", "reference"},
    ColumnUse.NAME: {"name", "nom", "kpi", "indicateur", "libelle", "label", "intitule", "measure"},
    ColumnUse.PARENT: {
        "parent",
        "pere",
        "parent kpi",
        "kpi parent",
        "sous",
        "below",
        "rolls up to",
    },
    ColumnUse.LEVEL: {"level", "niveau", "depth", "profondeur", *_NUMBERS},
    ColumnUse.FORMULA: {"formula", "formule", "calcul", "calculation", "operands"},
    ColumnUse.UNIT: {"unit", "unite", "units", "unites", "uom"},
    ColumnUse.SENSE: {"sense", "sens", "direction", "polarity", "polarite"},
    ColumnUse.DEFINITION: {"definition", "description", "meaning"},
    ColumnUse.SOURCE: {"source", "origine", "origin"},
    ColumnUse.NOTE: {"note", "notes", "comment", "comments", "commentaire", "remarque"},
}


_MANY: Final = {ColumnUse.PERIOD, ColumnUse.WHOLE, ColumnUse.NOTHING}
"""What several columns may hold, as far as their headings go."""


@dataclass(frozen=True, slots=True)
class Column:
    """What one column is read as.

    Attributes:
        use: what it holds.
        head: the period of its figures, where it holds figures.
    """

    use: ColumnUse = ColumnUse.NOTHING
    head: Head | None = None


@dataclass(frozen=True, slots=True)
class Mapping:
    """How a sheet is read.

    Attributes:
        heading: the row of the headings, from 0; -1 where there is none.
        columns: what each column holds.
    """

    heading: int
    columns: tuple[Column, ...]

    def first(self, use: ColumnUse) -> int | None:
        """Return the first column that holds ``use``."""
        return next((at for at, column in enumerate(self.columns) if column.use is use), None)

    def all(self, use: ColumnUse) -> tuple[int, ...]:
        """Return every column that holds ``use``."""
        return tuple(at for at, column in enumerate(self.columns) if column.use is use)


def guess(sheet: Sheet) -> Mapping:
    """Return how a sheet most likely is to be read.

    The headings are the row, among the first ones, of which most cells are known words or
    periods. Without any, the first column of words is taken for the names.
    """
    best, score = -1, 0
    for at, row in enumerate(sheet.rows[:_LOOKED_AT]):
        known = sum(_column(cell).use is not ColumnUse.NOTHING for cell in row)
        if known > score:
            best, score = at, known
    if score < 2 and not (score and _tells_alone(sheet, best)):
        return Mapping(-1, _without_headings(sheet))
    if _goes_on(sheet, best):
        best += 1
    return Mapping(best, _once(_columns(sheet, best), sheet, best))


def headed(sheet: Sheet, heading: int) -> Mapping:
    """Return how a sheet is to be read whose headings stand in row ``heading``; -1 for none."""
    if not 0 <= heading < len(sheet.rows):
        return Mapping(-1, _without_headings(sheet))
    return Mapping(heading, _once(_columns(sheet, heading), sheet, heading))


def reading_as(mapping: Mapping, sheet: Sheet, at: int, use: ColumnUse) -> Mapping:
    """Return a mapping that reads column ``at`` as something else.

    Figures under a heading that names no period are those of the next one.
    """
    columns = list(mapping.columns)
    head = None
    if use is ColumnUse.PERIOD:
        head = head_of(sheet.rows[mapping.heading][at]) if mapping.heading >= 0 else None
        before = sum(column.use is ColumnUse.PERIOD for column in columns[:at])
        head = head or Head(None, before + 1)
    columns[at] = Column(use, head)
    return Mapping(mapping.heading, tuple(columns))


def _goes_on(sheet: Sheet, heading: int) -> bool:
    """Whether headings take one row more: months or quarters below the year."""
    if heading + 1 >= len(sheet.rows):
        return False
    here = [_column(cell) for cell in sheet.rows[heading]]
    below = [_column(cell) for cell in sheet.rows[heading + 1]]
    periods = sum(column.head is not None and column.head.span is not None for column in below)
    others = sum(cell is not None for cell in sheet.rows[heading + 1]) - periods
    return others == 0 and periods > max(1, sum(column.head is not None for column in here))


def _columns(sheet: Sheet, heading: int) -> tuple[Column, ...]:
    """Return what the columns of a row of headings are, with what stands above it alone.

    Headings of two rows say the year once for its months, and a name once for both rows.
    """
    columns = [_column(cell) for cell in sheet.rows[heading]]
    above = sheet.rows[heading - 1] if heading > 0 else ()
    year: int | None = None
    for at, cell in enumerate(above):
        over = _column(cell)
        if over.head is not None:
            year = over.head.year
        elif cell is not None:
            year = None
        head = columns[at].head
        if head is not None and head.span is not None and head.year is None and year is not None:
            columns[at] = Column(ColumnUse.PERIOD, replace(head, year=year))
        elif sheet.rows[heading][at] is None and over.head is None:
            columns[at] = over
    return tuple(columns)


def _column(cell: Cell) -> Column:
    head = head_of(cell)
    if head is not None:
        return Column(ColumnUse.PERIOD, head)
    words = folded(text_of(cell))
    for use, known in _WORDS.items():
        if words in known:
            return Column(use)
    if is_value_heading(cell):
        return Column(ColumnUse.WHOLE)
    # "KPI name", "Nom du KPI", "Unité (€)": the words that tell stand among others.
    for use in (ColumnUse.PARENT, *_WORDS):
        if set(words.split()) & _WORDS[use] and len(words) <= 30:
            return Column(use)
    return Column()


def is_value_heading(cell: Cell) -> bool:
    """Return whether a heading says that figures stand below it, of no period: "Réel (k€)"."""
    return folded(_ASIDE.sub("", text_of(cell))) in _VALUES


def _tells_alone(sheet: Sheet, heading: int) -> bool:
    """Whether a row is one of headings although only one of them is known."""
    for at, cell in enumerate(sheet.rows[heading]):
        use = _column(cell).use
        if use is ColumnUse.NAME or (use is ColumnUse.WHOLE and _holds_figures(sheet, heading, at)):
            return True
    return False


def _holds_figures(sheet: Sheet, heading: int, at: int) -> bool:
    """Whether most of what stands in a column below the headings looks like figures."""
    below = [row[at] for row in sheet.rows[heading + 1 :] if row[at] is not None]
    return bool(below) and 2 * sum(map(_looks_a_figure, below)) > len(below)


def _one_value(kept: list[Column], sheet: Sheet, heading: int) -> None:
    """Leave figures of no period only where no others are, and of several the last alone."""
    whole = [at for at, column in enumerate(kept) if column.use is ColumnUse.WHOLE]
    held = [at for at in whole if _holds_figures(sheet, heading, at)]
    if any(column.use is ColumnUse.PERIOD for column in kept):
        held = []
    for at in whole:
        if at not in held[-1:]:
            kept[at] = Column()


def _once(columns: tuple[Column, ...], sheet: Sheet, heading: int) -> tuple[Column, ...]:
    """Keep only the first column of each use; levels side by side may all be names."""
    seen: set[ColumnUse] = set()
    kept: list[Column] = []
    for column in columns:
        free = column.use in _MANY or column.use not in seen
        kept.append(column if free else Column())
        seen.add(column.use)
    _one_value(kept, sheet, heading)
    outline = next((at for at, each in enumerate(kept) if each.use is ColumnUse.LEVEL), None)
    if outline is not None and not _is_outline(sheet, heading, outline):
        kept[outline] = Column()
    levels = [
        at
        for at, cell in enumerate(sheet.rows[heading])
        if folded(text_of(cell)).rstrip("0123456789 ") in _WORDS[ColumnUse.LEVEL]
    ]
    if len(levels) > 1:
        for at in levels:
            kept[at] = Column(ColumnUse.NAME)
    if ColumnUse.NAME not in {column.use for column in kept}:
        words = _first_of_words(sheet, heading + 1, kept)
        if words is not None:
            kept[words] = Column(ColumnUse.NAME)
    return tuple(kept)


def _is_outline(sheet: Sheet, heading: int, at: int) -> bool:
    """Whether a column tells levels; one of numbers only does so by the points in them."""
    if folded(text_of(sheet.rows[heading][at])) not in _NUMBERS:
        return True
    return any("." in text_of(row[at]).strip(".") for row in sheet.rows[heading + 1 :])


def _without_headings(sheet: Sheet) -> tuple[Column, ...]:
    columns = [Column() for _ in range(sheet.width)]
    words = _first_of_words(sheet, 0, columns)
    if words is not None:
        columns[words] = Column(ColumnUse.NAME)
        figures = [
            at
            for at in range(words + 1, sheet.width)
            if all(_looks_a_figure(row[at]) for row in sheet.rows)
        ]
        for number, at in enumerate(figures, start=1):
            columns[at] = Column(ColumnUse.PERIOD, Head(None, number))
    return tuple(columns)


def _first_of_words(sheet: Sheet, start: int, columns: list[Column]) -> int | None:
    for at in range(sheet.width):
        below = [row[at] for row in sheet.rows[start:] if row[at] is not None]
        if columns[at].use is ColumnUse.NOTHING and below:
            words = sum(isinstance(cell, str) and not _looks_a_figure(cell) for cell in below)
            if words * 2 > len(below):
                return at
    return None


def _looks_a_figure(cell: Cell) -> bool:
    if not isinstance(cell, str):
        return True
    return not any(each.isalpha() for each in cell)
