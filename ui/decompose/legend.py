"""The functions of the plan and the colours they have on every stripe."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from models.changes import Changes
from ui.document import Document
from ui.fonts import TextStyle, font
from ui.theme import Theme
from workbench.language import Language

_SWATCH = 9
_GAP = 6
_BETWEEN = 16
_ROWS = 2
_ROW_HEIGHT = 17


class Legend(QWidget):
    """Squares with the names of functions, in two rows where one is too short.

    What still finds no room is counted at the end, and named in the tool tip like all others.
    """

    def __init__(
        self, document: Document, theme: Theme, language: Language, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._theme = theme
        self._language = language
        self.setFont(font(TextStyle.SMALL))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        document.changed.connect(self._plan_changed)
        self._name()

    @override
    def sizeHint(self) -> QSize:
        """Return room for every function in one row, and the height of two."""
        wide = sum(self._width(name) for name, _ in self._items())
        return QSize(wide, _ROWS * _ROW_HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the squares and names that fit, and how many do not."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        items = self._items()
        rows = self._rows(items)
        top = (self.height() - len(rows) * _ROW_HEIGHT) / 2
        placed = 0
        for row in rows:
            left = 0.0
            for name, colour in row:
                self._paint_item(
                    painter, QRectF(left, top, self.width(), _ROW_HEIGHT), colour, name
                )
                left += self._width(name)
            placed += len(row)
            if placed < len(items) and row is rows[-1]:
                rest = QRectF(left, top, self.width() - left, _ROW_HEIGHT)
                more = f"+\u00a0{self._language.number(len(items) - placed)}"
                # Where not even one name has room, the number alone would say nothing.
                if placed:
                    painter.setPen(self._theme.colours.text_quiet)
                    painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, more)
            top += _ROW_HEIGHT
        painter.end()

    def _paint_item(self, painter: QPainter, place: QRectF, colour: QColor, name: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        top = place.center().y() - _SWATCH / 2
        painter.drawRoundedRect(QRectF(place.left(), top, _SWATCH, _SWATCH), 2, 2)
        painter.setPen(self._theme.colours.text_quiet)
        words = place.adjusted(_SWATCH + _GAP, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, name)

    def _rows(self, items: list[tuple[str, QColor]]) -> list[list[tuple[str, QColor]]]:
        """Return what stands in each row; room is kept for the count where not all fit."""
        rows: list[list[tuple[str, QColor]]] = [[]]
        count = self.fontMetrics().horizontalAdvance("+\u00a099")
        left = 0
        for number, item in enumerate(items):
            width = self._width(item[0])
            last = len(rows) == _ROWS and number < len(items) - 1
            room = self.width() - count if last else self.width() + _BETWEEN
            if left + width > room:
                # A name that does not fit into a row of its own is not cut in the middle.
                if len(rows) == _ROWS or not rows[-1] or width > self.width() + _BETWEEN:
                    break
                rows.append([])
                left = 0
            rows[-1].append(item)
            left += width
        return rows

    def _items(self) -> list[tuple[str, QColor]]:
        plan = self._document.plan
        return [
            (function.name, self._theme.function_colour(plan, function.key))
            for function in plan.functions.values()
        ]

    def _width(self, name: str) -> int:
        return _SWATCH + _GAP + self.fontMetrics().horizontalAdvance(name) + _BETWEEN

    def _name(self) -> None:
        words = ", ".join(name for name, _ in self._items())
        self.setAccessibleName(words)
        self.setToolTip(words)

    def _plan_changed(self, changes: Changes) -> None:
        if changes.functions or "functions" in changes.reordered:
            self._name()
            self.updateGeometry()
            self.update()
