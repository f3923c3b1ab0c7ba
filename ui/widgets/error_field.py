"""A field that keeps wrong input and explains it below, in a sentence."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from ui.fonts import TextStyle, font
from ui.icons import pixmap
from ui.theme import Theme
from ui.widgets.key_claim import KeyClaim
from ui.widgets.text import set_text_colour, text_label


class Field(QLineEdit):
    """A line of text with the theme's frame; Escape brings back what was there.

    :attr:`committed` tells a new text once, by Enter or when the focus leaves.
    """

    committed = Signal(str)
    cancelled = Signal()

    def __init__(self, theme: Theme, parent: QWidget, *, name: str, text: str = "") -> None:
        """Make a field; ``name`` tells what it holds."""
        super().__init__(text, parent)
        self._theme = theme
        self._before = text
        self._wrong = False
        self.setFrame(False)
        self.setFont(font(TextStyle.BODY))
        self.setTextMargins(9, 0, 9, 0)
        self.setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_MacShowFocusRect, on=False)
        # The frame is painted below the text, so the line edit's own ground must not be.
        palette = self.palette()
        palette.setColor(palette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.setPalette(palette)
        self.returnPressed.connect(self._commit)
        KeyClaim(self, leaves=self._leaves)

    def show_text(self, text: str) -> None:
        """Show ``text`` as what is there now, unless somebody is typing another."""
        if self.hasFocus() and self.text() != self._before:
            self._before = text
            return
        self._before = text
        # The same text set again would be painted again.
        if text != self.text():
            self.setText(text)
        self.setCursorPosition(0)

    def set_wrong(self, *, wrong: bool) -> None:
        """Frame the field as holding something that cannot be taken."""
        if wrong != self._wrong:
            self._wrong = wrong
            self.update()

    @override
    def sizeHint(self) -> QSize:
        """Return the height of a control."""
        return QSize(super().sizeHint().width(), self._theme.space.control_height)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return the least that shows something."""
        return QSize(48, self._theme.space.control_height)

    def _leaves(self, event: QKeyEvent) -> bool:
        """Whether a key is the window's: undo and redo, while nothing new is typed here."""
        keys = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
        return self.text() == self._before and any(event.matches(each) for each in keys)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up on Escape; where nothing is given up it leads out of what stands around."""
        if event.key() == Qt.Key.Key_Escape:
            nothing_typed = self.text() == self._before and not self._wrong
            self.setText(self._before)
            self.set_wrong(wrong=False)
            self.cancelled.emit()
            event.setAccepted(not nothing_typed)
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hand over what was typed."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._commit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame, then the text."""
        colours = self._theme.colours
        edge = colours.line
        if self._wrong:
            edge = colours.error
        elif self.hasFocus():
            edge = colours.selection_ring
        width = 2.0 if self.hasFocus() or self._wrong else 1.0
        inset = width / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(edge, width))
        painter.setBrush(colours.panel if self.isEnabled() else colours.ground)
        radius = self._theme.space.small_radius
        frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, radius, radius)
        painter.end()
        super().paintEvent(event)

    def _commit(self) -> None:
        if self.text() != self._before:
            self._before = self.text()
            self.committed.emit(self.text())


class Message(QWidget):
    """An icon and a sentence: what is wrong, or what was understood."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(6)
        self._mark = QLabel(self)
        self._mark.setFixedSize(14, 16)
        self._sentence = text_label("", self, style=TextStyle.SMALL, wraps=True)
        self._sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._sentence, 1)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence; empty while nothing is said."""
        return self._sentence.text()

    def show_error(self, sentence: str) -> None:
        """Say what is wrong and the way out."""
        self._show(sentence, "problem", error=True)

    def show_note(self, sentence: str) -> None:
        """Say something worth knowing."""
        self._show(sentence, "note", error=False)

    def clear(self) -> None:
        """Say nothing, and take no room."""
        self._sentence.clear()
        self.hide()

    def _show(self, sentence: str, mark: str, *, error: bool) -> None:
        colour = self._theme.colours.error if error else self._theme.colours.text_quiet
        self._mark.setPixmap(pixmap(mark, colour, 14, self.devicePixelRatioF()))
        set_text_colour(self._sentence, colour)
        self._sentence.setText(sentence)
        self._sentence.setAccessibleName(sentence)
        self.show()


class ErrorField(QWidget):
    """A field with room for a sentence below it.

    Attributes:
        field: the line of text.
        message: the sentence below it.
    """

    committed = Signal(str)
    """What was typed, once, by Enter or when the focus left."""

    def __init__(self, theme: Theme, parent: QWidget, *, name: str, text: str = "") -> None:
        """Make a field; ``name`` tells what it holds."""
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.field = Field(theme, self, name=name, text=text)
        self.message = Message(theme, self)
        column.addWidget(self.field)
        column.addWidget(self.message)
        self.setFocusProxy(self.field)
        self.field.committed.connect(self.committed)
        self.field.cancelled.connect(self.clear_error)

    @property
    def text(self) -> str:
        """What the field holds."""
        return self.field.text()

    def show_text(self, text: str) -> None:
        """Show ``text`` as what is there now; nothing is wrong any more."""
        self.field.show_text(text)
        self.clear_error()

    def show_error(self, sentence: str) -> None:
        """Keep what was typed and say what is wrong with it."""
        self.field.set_wrong(wrong=True)
        self.message.show_error(sentence)

    def show_note(self, sentence: str) -> None:
        """Say how what was typed was understood."""
        self.field.set_wrong(wrong=False)
        self.message.show_note(sentence)

    def clear_error(self) -> None:
        """Say nothing."""
        self.field.set_wrong(wrong=False)
        self.message.clear()
