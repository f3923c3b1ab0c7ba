"""A framed box for a few lines of words, as high as what is in it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from ui.fonts import TextStyle, font
from ui.theme import Theme

_MOST_LINES = 8


class _Lines(QPlainTextEdit):
    """The lines; tells its box when it is left or given up."""

    finished = Signal()
    given_up = Signal()
    focus_changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(font(TextStyle.BODY))
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        palette = self.palette()
        palette.setColor(palette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.setPalette(palette)
        self.textChanged.connect(self._fit)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand over on Ctrl+Enter, give up on Escape; unchanged, Escape leads further out."""
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            changed = self.document().isModified()
            self.given_up.emit()
            event.setAccepted(changed)
        elif control and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.finished.emit()
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the frame is another."""
        super().focusInEvent(event)
        self.focus_changed.emit()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the frame is another, and that typing is over."""
        super().focusOutEvent(event)
        self.focus_changed.emit()
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finished.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep as high as the lines need."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        # A layout of plain text counts its height in lines.
        lines = round(self.document().documentLayout().documentSize().height())
        self.setFixedHeight(min(max(1, lines), _MOST_LINES) * self.fontMetrics().lineSpacing() + 2)


class TextBox(QWidget):
    """A box of plain text: Ctrl+Enter or leaving hands it over, Escape brings it back."""

    committed = Signal(str)
    """What was typed, once."""

    def __init__(self, theme: Theme, parent: QWidget, *, name: str, hint: str = "") -> None:
        """Make a box; ``name`` tells what it holds, ``hint`` stands in it while it is empty."""
        super().__init__(parent)
        self._theme = theme
        self._truth = ""
        self._lines = _Lines(self)
        self._lines.setAccessibleName(name)
        self._lines.setPlaceholderText(hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(9, 6, 6, 6)
        column.addWidget(self._lines)
        self.setFocusProxy(self._lines)
        self._lines.finished.connect(self._commit)
        self._lines.given_up.connect(self.give_up)
        self._lines.focus_changed.connect(self.update)

    @property
    def lines(self) -> QPlainTextEdit:
        """What is typed into."""
        return self._lines

    def show_text(self, text: str) -> None:
        """Show what the plan says, unless somebody is typing something else."""
        typing = self._lines.hasFocus() and self._lines.toPlainText() != self._truth
        self._truth = text
        if not typing:
            self.give_up()

    def show_another(self, text: str) -> None:
        """Show what the plan says of something else; what was typed belonged to the last."""
        self._truth = text
        self.give_up()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame."""
        colours = self._theme.colours
        focused = self._lines.hasFocus()
        width = 2.0 if focused else 1.0
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours.selection_ring if focused else colours.line, width))
        painter.setBrush(colours.panel)
        inset = width / 2
        radius = self._theme.space.small_radius
        frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, radius, radius)
        painter.end()

    def give_up(self) -> None:
        """Show what the plan says in place of what was typed."""
        if self._lines.toPlainText() != self._truth:
            self._lines.setPlainText(self._truth)

    def _commit(self) -> None:
        text = self._lines.toPlainText()
        if text != self._truth:
            self._truth = text
            self.committed.emit(text)
