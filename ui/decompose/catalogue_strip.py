"""A calm sentence in the catalogue, with a button that follows it up."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.error_field import Message


class CatalogueStrip(QWidget):
    """Says what came of an insertion; takes no room while there is nothing to say."""

    accepted = Signal(object)
    """What was offered with the button."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._offered: object = None
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 8)
        column.setSpacing(6)
        self._message = Message(theme, self)
        column.addWidget(self._message)
        self.button = Button(theme, self)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.button.clicked.connect(self._accept)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence; empty while nothing is said."""
        return "" if self.isHidden() else self._message.text

    def say(self, sentence: str) -> None:
        """Say something that nothing follows from."""
        self._offered = None
        self._message.show_note(sentence)
        self.button.hide()
        self.show()

    def offer(self, sentence: str, words: str, offered: object) -> None:
        """Say something, and hand ``offered`` over when the button with ``words`` is pressed."""
        self.say(sentence)
        self._offered = offered
        self.button.setText(words)
        self.button.setAccessibleName(words)
        self.button.setToolTip("")
        self.button.updateGeometry()
        self.button.show()

    def clear(self) -> None:
        """Say nothing."""
        self._message.clear()
        self.hide()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a soft ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colours.line, 1))
        painter.setBrush(self._theme.colours.ground)
        radius = self._theme.space.small_radius
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.end()

    def _accept(self) -> None:
        offered = self._offered
        self.clear()
        self.accepted.emit(offered)
