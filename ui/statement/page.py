"""Draws a statement on one page; what there is no room for is left out, and said to be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ui.statement.letters import Letters, Style
from ui.theme import Theme
from workbench.statement.fitting import cuts
from workbench.statement.sheet import (
    ExampleRow,
    Fact,
    MeasureRow,
    StatementSheet,
    WorkedExample,
)

WIDTH: Final = 5950
"""Of an A4 page, in tenths of a point, as everything here."""
HEIGHT: Final = 8420
_LEFT, _TOP, _BOTTOM = 450, 400, 300
_INNER = WIDTH - 2 * _LEFT
_GAP, _SMALL_GAP = 85, 40
_SIGNED = 520
"""Height of consent and signatures."""
_FOOT = HEIGHT - _BOTTOM
_ROOM = _FOOT - _SIGNED - _TOP
_COLUMNS = (0.34, 0.08, 0.20, 0.19, 0.19)
"""Shares of the table of measures: its name, weight, threshold, target, maximum."""
_STEPS = (0.27, 0.59, 0.14)
"""Shares of a worked example: its words, the arithmetic, what comes of it."""


def fitted(sheet: StatementSheet, letters: Letters) -> tuple[StatementSheet, Letters]:
    """Return as much of a statement as there is room for, and the letters it is written in.

    Where no example would be left, letters are a little smaller.
    """
    shown = _fitted(sheet, letters)
    if shown.examples or not sheet.examples:
        return shown, letters
    small = letters.smaller()
    more = _fitted(sheet, small)
    return (more, small) if more.examples else (shown, letters)


def _fitted(sheet: StatementSheet, letters: Letters) -> StatementSheet:
    least = sheet
    for least in cuts(sheet):
        if _Pen(None, letters, None).written(least) <= _ROOM:
            break
    return least


def draw_statement(
    painter: QPainter, sheet: StatementSheet, theme: Theme, letters: Letters
) -> None:
    """Draw a statement on a page of :data:`WIDTH` × :data:`HEIGHT`.

    What is too long even with the least that must stay is drawn smaller still.
    """
    shown, used = fitted(sheet, letters)
    height = _Pen(None, used, None).written(shown)
    painter.save()
    if height > _ROOM:
        painter.translate(_LEFT, _TOP)
        painter.scale(_ROOM / height, _ROOM / height)
        painter.translate(-_LEFT, -_TOP)
    _Pen(painter, used, theme).written(shown)
    painter.restore()
    _Pen(painter, letters, theme).sign(shown)


@final
class _Pen:
    """Writes from the top down; without a painter it only measures."""

    def __init__(self, painter: QPainter | None, letters: Letters, theme: Theme | None) -> None:
        self._painter = painter
        self._letters = letters
        self._theme = theme
        self._y = float(_TOP)

    def written(self, sheet: StatementSheet) -> float:
        """Write everything above the signatures; return how high it is."""
        self._head(sheet)
        self._facts(sheet.facts)
        self._paragraph(sheet.bonus, Style.STRONG)
        self._title(sheet.titles.measures)
        self._measures(sheet.columns, sheet.measures)
        if sheet.exceptions:
            self._title(sheet.titles.exceptions)
            self._list(sheet.exceptions)
        if sheet.rules:
            self._title(sheet.titles.rules)
            self._list(sheet.rules)
        if sheet.examples:
            self._title(sheet.titles.examples)
            for number, example in enumerate(sheet.examples):
                self._y += _SMALL_GAP if number else 0
                self._example(example)
        if sheet.worths:
            self._title(sheet.titles.worths)
            for fact in sheet.worths:
                self._worth(fact)
        if sheet.zero:
            self._title(sheet.titles.zero)
            self._list(sheet.zero)
        if sheet.left_out:
            self._y += _SMALL_GAP
            told = f"{sheet.titles.left_out} {', '.join(sheet.left_out)}."
            self._paragraph(told, Style.CAPTION, quiet=True)
        return self._y - _TOP

    def sign(self, sheet: StatementSheet) -> None:
        """Write consent, the lines to sign and the fingerprints at the foot of the page."""
        self._y = _FOOT - _SIGNED + 60
        self._line(_LEFT, _LEFT + _INNER, self._y - 40)
        self._paragraph(sheet.consent, Style.BODY)
        gap = 200
        width = (_INNER - gap * (len(sheet.signatures) - 1)) / len(sheet.signatures)
        below = _FOOT - 150
        for number, who in enumerate(sheet.signatures):
            left = _LEFT + number * (width + gap)
            self._line(left, left + width, below - 95, strong=True)
            self._put(who, Style.CAPTION, left, below - 90, quiet=True)
        self._put(sheet.marks, Style.CAPTION, _LEFT, _FOOT - 40, quiet=True)

    # Parts

    def _head(self, sheet: StatementSheet) -> None:
        high = self._letters.height(Style.SMALL)
        right = self._letters.width(sheet.issue, Style.SMALL)
        room = _INNER - right - 200
        plan = self._letters.shortened(sheet.plan, Style.SMALL, room)
        self._put(plan, Style.SMALL, _LEFT, self._y, quiet=True)
        self._put(sheet.issue, Style.SMALL, _LEFT + _INNER - right, self._y, quiet=True)
        self._y += high + 70
        self._put(sheet.heading, Style.STRONG, _LEFT, self._y, accent=True)
        self._y += self._letters.height(Style.STRONG) + 10
        long = self._letters.width(sheet.name, Style.NAME) > _INNER
        self._paragraph(sheet.name, Style.FIGURE if long else Style.NAME)
        self._paragraph(sheet.terms, Style.BODY, quiet=True)
        self._paragraph(sheet.period, Style.BODY, quiet=True)
        self._y += _SMALL_GAP

    def _facts(self, facts: Sequence[Fact]) -> None:
        gap = 120
        width = (_INNER - gap * (len(facts) - 1)) / max(1, len(facts))
        top, lowest = self._y, self._y
        self._line(_LEFT, _LEFT + _INNER, top)
        for number, fact in enumerate(facts):
            left = _LEFT + number * (width + gap)
            self._y = top + 60
            self._column(fact.name, Style.SMALL, left, width, quiet=True)
            self._column(fact.figure, Style.FIGURE, left, width)
            if fact.note:
                self._column(fact.note, Style.CAPTION, left, width, quiet=True)
            lowest = max(lowest, self._y)
        self._y = lowest + 50
        self._line(_LEFT, _LEFT + _INNER, self._y)
        self._y += 60

    def _measures(self, columns: Sequence[str], rows: Sequence[MeasureRow]) -> None:
        edges = [_LEFT + _INNER * sum(_COLUMNS[:number]) for number in range(len(_COLUMNS) + 1)]
        for number, head in enumerate(columns):
            self._cell(head, Style.CAPTION, edges, number, quiet=True)
        self._y += self._letters.height(Style.CAPTION) + 15
        self._line(_LEFT, _LEFT + _INNER, self._y)
        self._y += 15
        for row in rows:
            style = Style.SMALL if row.part else Style.BODY
            inset = 120 if row.part else 0
            room = edges[1] - edges[0] - 60 - inset
            lines = self._letters.wrapped(row.name, style, room)
            for number, cell in enumerate(row.cells, 1):
                self._cell(cell, style, edges, number)
            high = self._letters.height(style)
            for number, line in enumerate(lines):
                top = self._y + number * high
                self._put(line, style, edges[0] + inset, top, quiet=row.part)
            self._y += max(len(lines), 1) * high + (4 if row.part else 14)

    def _cell(
        self, words: str, style: Style, edges: Sequence[float], number: int, *, quiet: bool = False
    ) -> None:
        if number == 0:
            self._put(words, style, edges[0], self._y, quiet=quiet)
            return
        width = self._letters.width(words, style)
        room = edges[number + 1] - edges[number] - 40
        shown = style
        if width > room:
            # A figure is never cut: it is written smaller.
            shown = Style.CAPTION
            width = self._letters.width(words, shown)
        self._put(words, shown, edges[number + 1] - width, self._y, quiet=quiet)

    def _example(self, example: WorkedExample) -> None:
        figure = self._letters.width(example.figure, Style.STRONG)
        self._put(example.figure, Style.STRONG, _LEFT + _INNER - figure, self._y)
        title = self._letters.width(example.title, Style.STRONG)
        self._put(example.title, Style.STRONG, _LEFT, self._y)
        left = _LEFT + title + 80
        self._column(
            example.sentence, Style.SMALL, left, _LEFT + _INNER - figure - 80 - left, quiet=True
        )
        self._y += 15
        for row in example.rows:
            self._step(row)

    def _step(self, row: ExampleRow) -> None:
        style = Style.SMALL_STRONG if row.strong else Style.SMALL
        widths = [_INNER * share for share in _STEPS]
        first, second = _LEFT + widths[0], _LEFT + widths[0] + widths[1]
        words = self._letters.wrapped(row.words, style, widths[0] - 60)
        sums = self._letters.wrapped(row.sum, Style.SMALL, widths[1] - 60)
        top, high = self._y, self._letters.height(style)
        for number, line in enumerate(words):
            self._put(line, style, _LEFT, top + number * high)
        for number, line in enumerate(sums):
            self._put(line, Style.SMALL, first, top + number * high, quiet=True)
        width = self._letters.width(row.figure, style)
        self._put(row.figure, style, max(second, _LEFT + _INNER - width), top)
        self._y = top + max(len(words), len(sums), 1) * high + 3

    def _worth(self, fact: Fact) -> None:
        style = Style.SMALL
        high = self._letters.height(style)
        name = self._letters.wrapped(fact.name, style, _INNER * 0.40)
        note = self._letters.wrapped(fact.note, style, _INNER * 0.42)
        for number, line in enumerate(name):
            self._put(line, style, _LEFT, self._y + number * high)
        right = _LEFT + _INNER * 0.55
        width = self._letters.width(fact.figure, Style.SMALL_STRONG)
        self._put(fact.figure, Style.SMALL_STRONG, right - width, self._y)
        for number, line in enumerate(note):
            self._put(line, style, right + 100, self._y + number * high, quiet=True)
        self._y += max(len(name), len(note), 1) * high

    # Writing

    def _title(self, words: str) -> None:
        self._y += _GAP
        self._put(words, Style.STRONG, _LEFT, self._y, accent=True)
        self._y += self._letters.height(Style.STRONG) + 20

    def _list(self, sentences: Sequence[str]) -> None:
        for sentence in sentences:
            self._put("·", Style.BODY, _LEFT, self._y, quiet=True)
            self._column(sentence, Style.BODY, _LEFT + 70, _INNER - 70)

    def _paragraph(self, words: str, style: Style, *, quiet: bool = False) -> None:
        self._column(words, style, _LEFT, _INNER, quiet=quiet)

    def _column(
        self, words: str, style: Style, left: float, width: float, *, quiet: bool = False
    ) -> None:
        for line in self._letters.wrapped(words, style, width):
            self._put(line, style, left, self._y, quiet=quiet)
            self._y += self._letters.height(style)

    def _put(
        self,
        words: str,
        style: Style,
        left: float,
        top: float,
        *,
        quiet: bool = False,
        accent: bool = False,
    ) -> None:
        if self._painter is None or self._theme is None or not words:
            return
        colours = self._theme.colours
        colour = colours.accent if accent else colours.text_quiet if quiet else colours.text
        self._painter.setFont(self._letters.font(style))
        self._painter.setPen(QPen(colour))
        self._painter.drawText(QPointF(left, top + self._letters.ascent(style)), words)

    def _line(self, left: float, right: float, y: float, *, strong: bool = False) -> None:
        if self._painter is None or self._theme is None:
            return
        colours = self._theme.colours
        colour: QColor = colours.line_strong if strong else colours.line
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.fillRect(QRectF(left, y, right - left, 5.0), colour)
