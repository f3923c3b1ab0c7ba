"""A white panel with round corners, a title and a quiet line below it."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from ui.fonts import TextStyle
from ui.theme import Theme
from ui.widgets.text import text_label


class Panel(QWidget):
    """A white panel; put what it holds into :attr:`body`.

    Attributes:
        body: the column below title and subtitle.
    """

    def __init__(
        self, theme: Theme, parent: QWidget, *, title: str = "", subtitle: str = ""
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        inset = theme.space.inset
        column = QVBoxLayout(self)
        column.setContentsMargins(inset, inset, inset, inset)
        column.setSpacing(2)
        self._title = text_label(title, self, style=TextStyle.TITLE)
        self._subtitle = text_label(
            subtitle, self, style=TextStyle.SMALL, colour=theme.colours.text_quiet, wraps=True
        )
        column.addWidget(self._title)
        column.addWidget(self._subtitle)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, theme.space.gap, 0, 0)
        self.body.setSpacing(theme.space.gap)
        column.addLayout(self.body, 1)
        self.set_heading(title, subtitle)

    def set_heading(self, title: str, subtitle: str = "") -> None:
        """Show another title and subtitle; empty ones take no room."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the hairline around it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colours.line, 1))
        painter.setBrush(self._theme.colours.panel)
        radius = self._theme.space.radius
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, radius, radius)
        painter.end()
