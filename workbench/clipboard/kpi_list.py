"""A list of names that was copied elsewhere, with or without figures, read as new KPIs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.edits.kpis import fresh_key_among
from models.keys import KpiKey
from models.kpi import Kpi, TimeRule, Unit, UnitKind
from models.plan import Plan
from workbench.clipboard.branches import BRANCH_HEADINGS
from workbench.figures_typed import parse_figure
from workbench.language import LANGUAGES, Language, NumberError
from workbench.language import language as language_of
from workbench.numbers_typed import TypedNumber, parse_number

_MOST = 2_000


class KpiListError(ValueError):
    """A table that is no list of KPIs; its words are one sentence in the user's language."""


@dataclass(frozen=True, slots=True)
class Like:
    """What new KPIs count where their figures do not say it."""

    unit: Unit
    time: TimeRule


def read_kpis(
    table: Sequence[Sequence[str]], plan: Plan, like: Like, language: Language
) -> tuple[Kpi, ...]:
    """Return a new driver for each row of ``table``, whose first column holds the names.

    Columns behind it that hold nothing but figures are the periods from the first one on;
    others are passed over, and so is a row of headings above the figures.

    Args:
        table: rows of the same length.
        plan: where they are to stand; their keys are ones that it has not.
        like: what they count where no percentage says that they are shares.
        language: in which figures are read.

    Raises:
        KpiListError: a row has no name, or a figure for one; there are more figures than
            periods, or more rows than can be wanted.
    """
    text = language.text
    rows = _own_names([row for row in table if any(cell.strip() for cell in row)])
    columns = _figure_columns(rows, language)
    if columns and len(rows) > 1 and not any(_number(rows[0][at], language) for at in columns):
        # Headings, or a first row that has names only.
        headed = any(rows[0][at].strip() for at in columns)
        rows = rows[1:] if headed else rows
    if len(rows) > _MOST:
        raise KpiListError(
            text(
                "{count} rows were copied. Paste at most {most} KPIs at once.",
                count=language.number(len(rows)),
                most=language.number(_MOST),
            )
        )
    if len(columns) > plan.calendar.count:
        raise KpiListError(
            text(
                "{columns} columns of figures were copied; the plan has {periods} periods.",
                columns=len(columns),
                periods=plan.calendar.count,
            )
        )
    taken: set[str] = set(plan.kpis)
    found: list[Kpi] = []
    for number, row in enumerate(rows, start=1):
        name = " ".join(row[0].split())
        if not name:
            raise KpiListError(text("Row {number} has no name. Copy the names too.", number=number))
        if _number(name, language) is not None:
            raise KpiListError(
                text(
                    "“{text}” is a figure, not a name. Paste figures into the column of a period.",
                    text=name,
                )
            )
        key = KpiKey(fresh_key_among(taken, name, "kpi"))
        taken.add(key)
        found.append(_kpi(key, name, [row[at] for at in columns], like, language))
    return tuple(found)


def _kpi(key: KpiKey, name: str, written: list[str], like: Like, language: Language) -> Kpi:
    read = [_number(cell, language) for cell in written]
    given = [each for each in read if each is not None]
    unit, time = like.unit, like.time
    if given and all(each.percent for each in given) and unit.kind is not UnitKind.SHARE:
        unit = Unit(UnitKind.SHARE)
        time = unit.kind.time_rule
    values = [
        None if each is None else parse_figure(cell, unit, language).value
        for each, cell in zip(read, written, strict=True)
    ]
    while values and values[-1] is None:
        values.pop()
    return Kpi(key, name, replace(unit), values=tuple(values), time=time)


def _own_names(rows: list[Sequence[str]]) -> list[Sequence[str]]:
    """Return a table of :func:`branch_table` as names with figures; any other as it is."""
    headings = [
        [each.text(word) for word in BRANCH_HEADINGS] for each in map(language_of, LANGUAGES)
    ]
    first = len(BRANCH_HEADINGS)
    if rows and [cell.strip() for cell in rows[0][:first]] in headings:
        return [(row[1], *row[first:]) for row in rows[1:]]
    return rows


def _figure_columns(rows: Sequence[Sequence[str]], language: Language) -> tuple[int, ...]:
    """Return the columns that hold figures, apart from headings and gaps."""
    found: list[int] = []
    for at in range(1, len(rows[0]) if rows else 0):
        below = [row[at] for row in rows[1:] if row[at].strip()]
        first = rows[0][at]
        numbers = all(_number(cell, language) is not None for cell in below)
        own = _number(first, language) is not None
        if numbers and (own or below):
            found.append(at)
    return tuple(found)


def _number(cell: str, language: Language) -> TypedNumber | None:
    if not cell.strip():
        return None
    try:
        return parse_number(cell, language)
    except NumberError:
        return None
