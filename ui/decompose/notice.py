"""A calm sentence over the tree: why something was not done."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from ui.icons import icon
from ui.theme import Theme
from ui.widgets.button import Button, ButtonLook
from ui.widgets.error_field import Message
from workbench.language import Language

_WIDEST = 560
_STAYS_MS = 12_000


class Notice(QWidget):
    """Stands at the bottom of the room until it is closed, something works, or time passes."""

    def __init__(self, theme: Theme, language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        self._message = Message(theme, self)
        row.addWidget(self._message, 1)
        close = Button(
            theme,
            self,
            icon=icon("close", theme),
            look=ButtonLook.BARE,
            name=language.text("Close"),
        )
        close.clicked.connect(self.clear)
        row.addWidget(close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_STAYS_MS)
        self._timer.timeout.connect(self.clear)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence; empty while nothing is said."""
        return self._message.text if self.isVisible() else ""

    def say(self, sentence: str) -> None:
        """Say a sentence."""
        self._message.show_error(sentence)
        self.show()
        self.raise_()
        self.arrange()
        self._timer.start()

    def clear(self) -> None:
        """Say nothing."""
        self._timer.stop()
        self._message.clear()
        self.hide()

    def arrange(self) -> None:
        """Stand in the middle of the parent's lower edge."""
        parent = self.parentWidget()
        if parent is None or self.isHidden():
            return
        width = min(_WIDEST, parent.width() - 32)
        height = max(44, self.heightForWidth(width))
        self.setGeometry(
            (parent.width() - width) // 2, parent.height() - height - 58, width, height
        )

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and its edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colours.error, 1.2))
        painter.setBrush(self._theme.colours.raised)
        radius = self._theme.space.radius
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        painter.end()
