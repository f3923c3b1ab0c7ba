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

_SWATCH = 9
_GAP = 6
_BETWEEN = 16


class Legend(QWidget):
    """Squares with the names of functions, as many as there is room for; all in the tool tip."""

    def __init__(self, document: Document, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._document = document
        self._theme = theme
        self.setFont(font(TextStyle.SMALL))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        document.changed.connect(self._plan_changed)
        self._name()

    @override
    def sizeHint(self) -> QSize:
        """Return room for every function."""
        wide = sum(self._width(name) for name, _ in self._items())
        return QSize(wide, self._theme.space.control_height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the squares and names that fit."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 0
        for name, colour in self._items():
            width = self._width(name)
            if left + width - _BETWEEN > self.width():
                break
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            top = (self.height() - _SWATCH) / 2
            painter.drawRoundedRect(QRectF(left, top, _SWATCH, _SWATCH), 2, 2)
            painter.setPen(self._theme.colours.text_quiet)
            words = QRectF(left + _SWATCH + _GAP, 0, width, self.height())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, name)
            left += width
        painter.end()

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
