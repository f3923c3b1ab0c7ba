"""Paints the rows of an explanation: names at the left, figures and changes at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import (
    QFontMetrics,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)
from typing_extensions import override

from ui.explain.rows_model import ENTRY_ROLE, Entry, Index
from ui.fonts import TextStyle, font
from ui.icons import pixmap
from ui.theme import Theme
from workbench.explain_rows import Row
from workbench.pulse import Verdict

_PAD = 8
_SIGN = 16
_STEP = 14
_CHEVRON = 12
_GAP = 10
_NARROWEST = 60
_ARROW = " → "
_WRAP = int(Qt.TextFlag.TextWordWrap)
ARROW_WIDTH = _PAD + 2 * _CHEVRON
"""How far from the right a click is on the arrow that leads on."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the pieces of a row stand, from the left of the row.

    Attributes:
        left: of the words.
        room: how wide the words may be.
        words: how high they are.
        figure: right end of the figure.
        beside: whether the figure of the base stands beside the figure, else it is below.
        note: how high the note below is; with the figure of the base, where it is there.
        note_room: how wide the note may be.
    """

    left: int
    room: int
    words: int
    figure: int
    beside: bool
    note: int
    note_room: int


class RowDelegate(QStyledItemDelegate):
    """Paints headings and rows; words wrap, so that nothing is cut.

    Figures stand below each other, the changes in a column of their own behind them.
    """

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._body = QFontMetrics(font(TextStyle.BODY))
        self._strong = QFontMetrics(font(TextStyle.BODY_STRONG))
        self._small = QFontMetrics(font(TextStyle.SMALL))
        self._changes = 0
        self._stacked: frozenset[int] = frozenset()

    def fit(self, entries: Sequence[Entry]) -> None:
        """Make room for the changes of ``entries``, and for the figures of the base.

        These stand beside the others, in a section where there is no room below them.
        """
        rows = [each.row for each in entries if each.row is not None]
        widths = [self._small.horizontalAdvance(change_with_arrow(row)) for row in rows]
        widest = max(widths, default=0)
        self._changes = widest + _GAP if widest else 0
        width = self._view.viewport().width()
        stacked: set[int] = set()
        section: list[int] = []
        for place, entry in [*enumerate(entries), (len(entries), Entry(""))]:
            if entry.row is not None:
                section.append(place)
                continue
            if not all(self._fits_beside(entries[each].row, width) for each in section):
                stacked.update(section)
            section = []
        self._stacked = frozenset(stacked)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return room for all words at the width of the list."""
        width = self._view.viewport().width()
        entry: Entry = index.data(ENTRY_ROLE)
        if entry.row is None:
            height = 14 + self._height(self._small, entry.words, width - 2 * _PAD)
            if entry.note:
                height += self._height(self._small, entry.note, width - 2 * _PAD)
            return QSize(width, height + 4)
        places = self._places(entry.row, width, index.row())
        return QSize(width, places.words + places.note + 10)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one entry."""
        entry: Entry = index.data(ENTRY_ROLE)
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.row is None:
            self._paint_heading(painter, rect, entry)
        else:
            state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
            self._paint_ground(painter, rect, state, leads_on=entry.row.subject is not None)
            painter.translate(rect.topLeft())
            places = self._places(entry.row, rect.width(), index.row())
            self._paint_row(painter, entry.row, places)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, entry: Entry) -> None:
        colours = self._theme.colours
        place = rect.adjusted(_PAD, 12, -_PAD, 0)
        painter.setFont(font(TextStyle.SMALL_STRONG))
        painter.setPen(colours.text_quiet)
        painter.drawText(place, _WRAP, entry.words)
        if entry.note:
            painter.setFont(font(TextStyle.SMALL))
            height = self._height(self._small, entry.words, place.width())
            painter.drawText(place.adjusted(0, height, 0, 0), _WRAP, entry.note)

    def _paint_ground(
        self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, *, leads_on: bool
    ) -> None:
        colours = self._theme.colours
        edge = rect.adjusted(1, 1, -1, -1)
        radius = self._theme.space.small_radius
        painter.setPen(Qt.PenStyle.NoPen)
        if leads_on and state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(colours.hover)
            painter.drawRoundedRect(edge, radius, radius)
        if state & QStyle.StateFlag.State_Selected and self._view.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colours.selection_ring, 2))
            painter.drawRoundedRect(edge, radius, radius)

    def _paint_row(self, painter: QPainter, row: Row, at: Places) -> None:
        colours, top = self._theme.colours, 5
        painter.setFont(font(TextStyle.BODY))
        painter.setPen(colours.text_quiet)
        painter.drawText(QRect(at.left - _SIGN, top, _SIGN, self._body.height()), 0, row.sign)
        painter.setPen(colours.text)
        painter.drawText(QRect(at.left, top, at.room, at.words), _WRAP, row.words)
        painter.setFont(font(TextStyle.BODY_STRONG))
        self._paint_before(painter, row.figure, at.figure, top)
        inks = {Verdict.BETTER: colours.good, Verdict.WORSE: colours.bad}
        painter.setFont(font(TextStyle.SMALL))
        painter.setPen(inks.get(row.verdict, colours.text_quiet))
        self._paint_before(painter, change_with_arrow(row), at.figure + self._changes, top + 1)
        painter.setPen(colours.text_quiet)
        if at.beside:
            end = at.figure - self._strong.horizontalAdvance(row.figure)
            self._paint_before(painter, row.base + _ARROW, end, top + 1)
        elif row.base:
            self._paint_before(painter, row.base, at.figure, top + at.words)
        painter.drawText(QRect(at.left, top + at.words, at.note_room, at.note), _WRAP, row.note)
        if row.subject is not None:
            ratio = painter.device().devicePixelRatioF()  # pyright: ignore[reportAttributeAccessIssue]
            mark = pixmap("chevron_right", colours.text_quiet, _CHEVRON, ratio)
            middle = top + (self._body.height() - _CHEVRON) // 2
            painter.drawPixmap(at.figure + self._changes + 4, middle, mark)

    @staticmethod
    def _paint_before(painter: QPainter, words: str, right: int, top: int) -> None:
        """Paint words that end at ``right``."""
        metrics = painter.fontMetrics()
        width = metrics.horizontalAdvance(words)
        painter.drawText(QRect(right - width, top, width + 2, metrics.height()), 0, words)

    def _places(self, row: Row, width: int, place: int) -> Places:
        """Return where the pieces of a row stand in a list of ``width``."""
        left, figure = self._left(row), self._figure_end(width)
        end = figure - self._strong.horizontalAdvance(row.figure) - _GAP
        base = self._small.horizontalAdvance(row.base + _ARROW) if row.base else 0
        beside = bool(base) and place not in self._stacked
        room = max(end - (base if beside else 0) - left, _NARROWEST)
        words = max(self._height(self._body, row.words, room), self._strong.height())
        below = base if base and not beside else 0
        note_room = max(figure - left - below - (_GAP if below else 0), _NARROWEST)
        note = self._height(self._small, row.note, note_room)
        if below:
            note = max(note, self._small.height())
        return Places(left, room, words, figure, beside, note, note_room)

    def _fits_beside(self, row: Row | None, width: int) -> bool:
        """Return whether the figure of the base has room beside the words on one line."""
        if row is None or not row.base:
            return True
        taken = self._body.horizontalAdvance(row.words) + _GAP
        taken += self._small.horizontalAdvance(row.base + _ARROW)
        taken += self._strong.horizontalAdvance(row.figure) + _GAP
        return self._left(row) + taken <= self._figure_end(width)

    @staticmethod
    def _left(row: Row) -> int:
        return _PAD + _SIGN + row.depth * _STEP

    def _figure_end(self, width: int) -> int:
        return width - _PAD - _CHEVRON - self._changes

    @staticmethod
    def _height(metrics: QFontMetrics, words: str, width: int) -> int:
        if not words:
            return 0
        return metrics.boundingRect(QRect(0, 0, width, 10_000), _WRAP, words).height()


def change_with_arrow(row: Row) -> str:
    """Return the change with the arrow that says its direction: ▲ 4.5 %."""
    if not row.change:
        return ""
    return f"{'▲' if row.change.startswith('+') else '▼'} {row.change[1:]}"
