"""The table of measures on a statement."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.analysis.receive.readings import Mark, MeasureLine, Reading
from workbench.language import NO_VALUE
from workbench.receive_terms import Wording
from workbench.statement.sheet import MeasureRow

Cells = tuple[str, str, str]


def columns(wording: Wording) -> tuple[str, ...]:
    """Return the heads of the table."""
    text = wording.language.text
    return (text("Measure"), text("Weight"), text("Threshold"), text("Target"), text("Maximum"))


def measure_rows(lines: tuple[MeasureLine, ...], wording: Wording) -> tuple[MeasureRow, ...]:
    """Return a row per measure, and below it one per part of the year where they differ."""
    return tuple(row for line in lines for row in _rows(line, wording))


def _rows(line: MeasureLine, wording: Wording) -> Iterator[MeasureRow]:
    name = wording.thing(line.kpi, line.objective)
    weight = wording.short_rate(line.weight) if _weighted(wording) else NO_VALUE
    parts = [_cells(line, reading, wording) for reading in line.readings]
    if not parts:
        yield MeasureRow(name, (weight, NO_VALUE, NO_VALUE, NO_VALUE))
    elif len(set(parts)) == 1:
        if len(parts) > 1:
            name = wording.language.text("{name}, in each part of the year", name=name)
        yield MeasureRow(name, (weight, *parts[0]))
    else:
        yield MeasureRow(name, (weight, "", "", ""))
        for reading, cells in zip(line.readings, parts, strict=True):
            yield MeasureRow(_part(reading, wording), ("", *cells), part=True)


def _part(reading: Reading, wording: Wording) -> str:
    """Name a part of the year; the last of a year to date is the year."""
    over = wording.over(reading.group)
    return over or ("" if reading.group is None else wording.language.group_label(reading.group))


def _weighted(wording: Wording) -> bool:
    compiled = wording.question.recipient.compiled
    return compiled is None or compiled.scorecard.form == "additive"


def _cells(line: MeasureLine, reading: Reading, wording: Wording) -> Cells:
    most = _mark(line, reading.maximum, wording)
    if reading.unlimited:
        most = wording.language.text("no limit")
    target = _mark(line, reading.at_target, wording)
    if line.objective is not None and target == NO_VALUE:
        target = wording.language.text("pays as rated")
    return _mark(line, reading.threshold, wording), target, most


def _mark(line: MeasureLine, mark: Mark | None, wording: Wording) -> str:
    if mark is None:
        return NO_VALUE
    return f"{wording.exact(mark.result, line.unit)} → {wording.rate(mark.rate)}"
