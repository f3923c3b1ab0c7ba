"""The headings of the outline: small and quiet, the one of the names always in view."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from ui.decompose.outline_columns import NAME_COLUMN, ColumnKind
from ui.decompose.outline_painter import PADDING
from ui.decompose.outline_words import OutlineWords
from ui.fonts import TextStyle, font
from ui.theme import Theme

HEADER_HEIGHT = 34


class OutlineHeader(QHeaderView):
    """One heading per column; those of the shown group are darker than the others."""

    def __init__(self, words: OutlineWords, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._words = words
        self._theme = theme
        self.setFont(font(TextStyle.SMALL_STRONG))
        self.setSectionsClickable(False)
        self.setSectionsMovable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(40)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    @override
    def sizeHint(self) -> QSize:
        """Return the height of the strip."""
        return QSize(super().sizeHint().width(), HEADER_HEIGHT)

    def wanted_width(self, column: int) -> int:
        """Return how wide a heading is, with the space beside it."""
        return self.fontMetrics().horizontalAdvance(self._words.header(column)) + 2 * PADDING + 2

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        """Paint all headings, and over them the one that stays."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self._theme.colours.panel)
        for column in range(1, self.count()):
            if not self.isSectionHidden(column):
                self._paint(painter, column, self.sectionViewportPosition(column))
        self._paint(painter, NAME_COLUMN, 0)
        painter.setPen(QPen(self._theme.colours.line_strong, 1))
        below = self.viewport().rect()
        painter.drawLine(below.bottomLeft(), below.bottomRight())
        painter.end()

    def _paint(self, painter: QPainter, column: int, left: int) -> None:
        colours, shown = self._theme.colours, self._words.columns[column]
        rect = QRect(left, 0, self.sectionSize(column), self.viewport().height())
        group = self._words.document.group.periods
        stands_out = shown.kind is ColumnKind.GROUP or shown.period in group
        painter.fillRect(rect, colours.panel)
        painter.setFont(self.font())
        painter.setPen(colours.text if stands_out else colours.text_quiet)
        side = Qt.AlignmentFlag.AlignRight if shown.is_right else Qt.AlignmentFlag.AlignLeft
        inner = rect.adjusted(PADDING, 0, -PADDING, -2)
        words = self.fontMetrics().elidedText(
            self._words.header(column), Qt.TextElideMode.ElideRight, inner.width() + 1
        )
        free = QRect(self._names_width(column), 0, self.viewport().width(), rect.height())
        seen = rect.intersected(free)
        if side is Qt.AlignmentFlag.AlignRight:
            width = self.fontMetrics().horizontalAdvance(words)
            written = QRect(inner.right() + 1 - width, 0, width, 1)
            if not (seen.left() <= written.left() and written.right() < self.viewport().width()):
                # As in the cells below it: half a heading would be read as another one.
                inner, words, side = seen, "…", Qt.AlignmentFlag.AlignHCenter
                if seen.width() < 2 * PADDING:
                    words = ""
        painter.drawText(inner, int(side | Qt.AlignmentFlag.AlignVCenter), words)
        if column == NAME_COLUMN:
            painter.setPen(QPen(colours.line_strong, 1))
            painter.drawLine(rect.topRight(), rect.bottomRight())

    def _names_width(self, column: int) -> int:
        """Return how much of the width the names take from another column."""
        return 0 if column == NAME_COLUMN else self.sectionSize(NAME_COLUMN)
