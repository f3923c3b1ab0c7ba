"""A calm line that says what happened and leaves again."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from ui.fonts import TextStyle
from ui.theme import Theme
from ui.widgets.text import text_label

_STAYS_MS = 7000
_WIDEST = 640
_ABOVE = 14


class StatusLine(QWidget):
    """Stands over the lower left corner of its parent while it says something."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 9)
        self._label = text_label(
            "", self, style=TextStyle.BODY, colour=theme.colours.chip_text, wraps=True
        )
        row.addWidget(self._label)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_STAYS_MS)
        self._timer.timeout.connect(self.hide)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        parent.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What is said; empty while nothing is."""
        return self._label.text() if not self.isHidden() else ""

    def say(self, sentence: str) -> None:
        """Say a sentence for a while."""
        self._label.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()
        self.raise_()
        self._place()
        self._timer.start()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the corner when the parent changes its size."""
        resized = watched is self.parentWidget() and event.type() is QEvent.Type.Resize
        if resized and not self.isHidden():
            self._place()
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colours.chip)
        radius = self._theme.space.radius
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        painter.end()

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        around = QSize(28, 17)
        words = self._label.fontMetrics().horizontalAdvance(self._label.text()) + 2
        width = min(words, _WIDEST, parent.width() - 2 * _ABOVE - around.width())
        height = max(self._label.heightForWidth(width), 18) + around.height()
        self.setGeometry(_ABOVE, parent.height() - height - _ABOVE, width + around.width(), height)
