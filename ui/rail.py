"""The rail on the left: one button per room."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget
from typing_extensions import override

from ui.fonts import TextStyle, font
from ui.icons import pixmap
from ui.theme import Theme
from workbench.language import Language

_WIDTH = 92
_HEIGHT = 64
_ICON = 22


class _RoomButton(QAbstractButton):
    def __init__(self, theme: Theme, room: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.room = room
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFont(font(TextStyle.SMALL_STRONG))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def sizeHint(self) -> QSize:
        """Return room for the icon above the word."""
        return QSize(max(_WIDTH, self.fontMetrics().horizontalAdvance(self.text()) + 16), _HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon, the word, and the bar of the room one is in."""
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked():
            painter.fillRect(self.rect(), colours.accent_soft)
            painter.fillRect(QRect(0, 0, 3, self.height()), colours.accent)
        elif self.underMouse():
            painter.fillRect(self.rect(), colours.hover)
        ink = colours.accent if self.isChecked() else colours.text_quiet
        drawn = pixmap(self.room, ink, _ICON, self.devicePixelRatioF())
        painter.drawPixmap((self.width() - _ICON) // 2, 11, drawn)
        painter.setPen(ink)
        painter.setFont(font(TextStyle.SMALL_STRONG if self.isChecked() else TextStyle.SMALL))
        words = QRect(0, 37, self.width(), 18)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            painter.setPen(QPen(colours.selection_ring, 2))
            painter.drawRect(self.rect().adjusted(4, 2, -2, -2))
        painter.end()


class Rail(QWidget):
    """The rooms there are, of which one is on screen."""

    chosen = Signal(str)
    """The id of the room somebody picked."""

    def __init__(self, theme: Theme, language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._clicked)
        self.setAccessibleName(language.text("Rooms"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 1, 8)
        column.setSpacing(0)
        rooms = (
            ("decompose", language.text("Decompose")),
            ("prioritise", language.text("Prioritise")),
        )
        self._buttons: dict[str, _RoomButton] = {}
        for room, text in rooms:
            button = _RoomButton(theme, room, text, self)
            self._buttons[room] = button
            self._group.addButton(button)
            column.addWidget(button)
        column.addStretch(1)

    def choose(self, room: str) -> None:
        """Show ``room`` as the one on screen."""
        self._buttons[room].setChecked(True)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the hairline on the right."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colours.panel)
        painter.setPen(self._theme.colours.line)
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        painter.end()

    def _clicked(self, button: QAbstractButton) -> None:
        if isinstance(button, _RoomButton):
            self.chosen.emit(button.room)
