"""The first column of a table that scrolls sideways: it stays, so that rows keep their names."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView, QWidget
from typing_extensions import override

from ui.theme import Theme

_MOST = 0.5
"""A first column that takes more than this part of the room scrolls away like the others."""


class FrozenNames(QWidget):
    """Lies over the left edge of a table and paints its first column once more."""

    def __init__(self, theme: Theme, table: QTableView) -> None:
        super().__init__(table)
        self._theme = theme
        self._table = table
        table.horizontalScrollBar().valueChanged.connect(self.place)
        self.hide()

    @property
    def covers(self) -> int:
        """How many pixels of the table's left are under it."""
        return 0 if self.isHidden() else self.width()

    def place(self) -> None:
        """Lie where the first column would be, while that is scrolled away."""
        table = self._table
        width, room = table.columnWidth(0), table.viewport().width()
        self.setGeometry(0, 0, width, table.horizontalHeader().height() + table.viewport().height())
        self.setVisible(table.horizontalScrollBar().value() > 0 and width <= _MOST * room)
        self.raise_()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint heading and names as the table paints them, and the edge they end at."""
        table, model = self._table, self._table.model()
        header = table.horizontalHeader()
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colours.panel)
        header.paintSection(painter, QRect(0, 0, self.width(), header.height()), 0)
        option = QStyleOptionViewItem()
        for row in range(model.rowCount()):
            top = header.height() + table.rowViewportPosition(row)
            # A painter of cells sets its options itself; stubs do not know the field.
            setattr(option, "rect", QRect(0, top, self.width(), table.rowHeight(row)))  # noqa: B010
            table.itemDelegate().paint(painter, option, model.index(row, 0))
        painter.setPen(QPen(self._theme.colours.line_strong, 1))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        painter.end()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the cursor on the name that is clicked."""
        table = self._table
        row = table.rowAt(round(event.position().y()) - table.horizontalHeader().height())
        if row >= 0:
            table.setCurrentIndex(table.model().index(row, 0))
            table.setFocus()
