"""A small note beside a cell: why something cannot be taken, or what a change would mean."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from ui.fonts import TextStyle
from ui.icons import pixmap
from ui.theme import Theme
from ui.widgets.button import Button, ButtonLook
from ui.widgets.text import set_text_colour, text_label

WIDTH = 320


class Callout(QWidget):
    """A sentence with at most a few buttons, laid over the room beside what it speaks of.

    Attributes:
        room: what it lies over, and whose coordinates its places are in.
    """

    answered = Signal(int)
    """The place of the button that was pressed, from 0."""
    dismissed = Signal()
    """Escape was pressed."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        """Make a callout over ``parent``; it is hidden until something is to be said."""
        super().__init__(parent)
        self._theme = theme
        self.room = parent
        self.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(10)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._mark = QLabel(self)
        self._mark.setFixedWidth(16)
        self._sentence = text_label("", self, style=TextStyle.SMALL, wraps=True)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._sentence, 1)
        column.addLayout(row)
        self._answers = QHBoxLayout()
        self._answers.setSpacing(8)
        column.addLayout(self._answers)
        self._buttons: list[Button] = []
        self.setFixedWidth(WIDTH)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence; empty while nothing is said."""
        return self._sentence.text() if not self.isHidden() else ""

    @property
    def buttons(self) -> tuple[Button, ...]:
        """The answers that are offered."""
        return tuple(self._buttons)

    def complain(self, place: QRect, sentence: str) -> None:
        """Say why something cannot be taken; ``place`` is in the parent's coordinates."""
        self._show(place, sentence, (), error=True)

    def ask(self, place: QRect, sentence: str, answers: Sequence[str]) -> None:
        """Ask something, the first answer being the one that Enter gives."""
        self._show(place, sentence, answers, error=False)
        self._buttons[0].setFocus()

    def clear(self) -> None:
        """Say nothing."""
        self.hide()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer by Enter, give up by Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.dismissed.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            for button in self._buttons:
                if button.hasFocus():
                    button.click()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and its edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._edge, 1.5))
        painter.setBrush(self._theme.colours.raised)
        radius = self._theme.space.small_radius
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        painter.end()

    def _show(self, place: QRect, sentence: str, answers: Sequence[str], *, error: bool) -> None:
        colours = self._theme.colours
        self._edge = colours.error if error else colours.accent
        mark = "problem" if error else "note"
        self._mark.setPixmap(pixmap(mark, self._edge, 16, self.devicePixelRatioF()))
        set_text_colour(self._sentence, colours.error if error else colours.text)
        self._sentence.setText(sentence)
        self._sentence.setAccessibleName(sentence)
        self._offer(answers)
        self.setFixedHeight(self._wanted_height())
        self._place_beside(place)
        self.show()
        self.raise_()

    def _offer(self, answers: Sequence[str]) -> None:
        for button in self._buttons:
            self._answers.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        for number, answer in enumerate(answers):
            look = ButtonLook.PRIMARY if number == 0 else ButtonLook.PLAIN
            button = Button(self._theme, self, text=answer, look=look)
            button.clicked.connect(self._clicked)
            self._answers.addWidget(button)
            self._buttons.append(button)

    def _clicked(self) -> None:
        sender = self.sender()
        for number, button in enumerate(self._buttons):
            if button is sender:
                self.hide()
                self.answered.emit(number)
                return

    def _wanted_height(self) -> int:
        width = WIDTH - 24 - 16 - 8
        height = self._sentence.heightForWidth(width) + 20
        if self._buttons:
            height += self._theme.space.control_height + 10
        return height

    def _place_beside(self, place: QRect) -> None:
        """Stand below ``place``, or above it where there is no room."""
        room = self.room.rect()
        left = max(8, min(place.right() - WIDTH, room.right() - WIDTH - 8))
        top = place.bottom() + 4
        if top + self.height() > room.bottom() - 4:
            top = max(4, place.top() - self.height() - 4)
        self.move(QPoint(left, top))
