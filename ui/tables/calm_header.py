"""Headings of calm tables."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QHeaderView, QTableView
from typing_extensions import override

from ui.fonts import TextStyle, font
from ui.tables.cell_delegate import PADDING
from ui.theme import Theme


class CalmHeader(QHeaderView):
    """Headings in small quiet letters over a hairline, in two lines where they are long."""

    def __init__(self, theme: Theme, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setFont(font(TextStyle.SMALL_STRONG))
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        # What is left of the header beside the last column.
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Button, theme.colours.panel)
        self.setPalette(palette)

    @override
    def sizeHint(self) -> QSize:
        """Return the height of two lines."""
        return QSize(super().sizeHint().width(), 2 * self.fontMetrics().height() + 8)

    @override
    def sectionSizeFromContents(self, logicalIndex: int) -> QSize:
        """Return the width of the longer half of a heading, which may break once."""
        words = str(self.model().headerData(logicalIndex, self.orientation())).split(" ")
        width = self.fontMetrics().horizontalAdvance
        halves = (
            max(width(" ".join(words[:cut])), width(" ".join(words[cut:])))
            for cut in range(len(words))
        )
        return QSize(min(halves) + 2 * PADDING + 2, self.sizeHint().height())

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Paint one heading."""
        colours = self._theme.colours
        model = self.model()
        heading = model.headerData(logicalIndex, self.orientation())
        side = model.headerData(logicalIndex, self.orientation(), Qt.ItemDataRole.TextAlignmentRole)
        painter.save()
        painter.fillRect(rect, colours.panel)
        painter.setFont(self.font())
        painter.setPen(colours.text_quiet)
        flags = Qt.AlignmentFlag(side) & Qt.AlignmentFlag.AlignHorizontal_Mask
        painter.drawText(
            rect.adjusted(PADDING, 0, -PADDING, -7),
            int(flags | Qt.AlignmentFlag.AlignBottom) | int(Qt.TextFlag.TextWordWrap),
            str(heading),
        )
        painter.setPen(QPen(colours.line, 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()
