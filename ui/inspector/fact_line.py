"""A framed line that is only read: words at the left, a figure at the right."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from ui.fonts import TextStyle
from ui.theme import Theme
from ui.widgets.text import text_label


class FactLine(QWidget):
    """Words and a figure; long words go on in the next line and are never cut."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        row = QHBoxLayout(self)
        row.setContentsMargins(9, 6, 9, 6)
        row.setSpacing(theme.space.gap)
        self._words = text_label("", self, wraps=True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._figure = text_label("", self, style=TextStyle.BODY_STRONG)
        row.addWidget(self._words, 1)
        row.addWidget(self._figure, 0, Qt.AlignmentFlag.AlignVCenter)

    @property
    def text(self) -> str:
        """Words and figure."""
        return f"{self._words.text()} {self._figure.text()}"

    def show_fact(self, words: str, figure: str) -> None:
        """Show another fact."""
        self._words.setText(words)
        self._figure.setText(figure)
        self.setAccessibleName(f"{words}: {figure}")

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colours.line, 1))
        radius = self._theme.space.small_radius
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.end()
