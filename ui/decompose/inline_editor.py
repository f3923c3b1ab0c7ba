"""The field that opens over a name, a figure or a formula, and explains what it cannot take."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from ui.document import Document
from ui.fonts import TextStyle, font
from ui.formula.assist import FormulaAssist
from ui.refusal import Refusal
from ui.theme import Theme
from ui.widgets.button import Button, ButtonLook
from ui.widgets.error_field import Message
from workbench.language import Language

Submit = Callable[[str], Refusal | None]


class Ending(Enum):
    """How an edit came to its end."""

    ENTERED = "entered"
    TABBED = "tabbed"
    BACK_TABBED = "back_tabbed"
    NEXT_FIELD = "next_field"
    LEFT = "left"
    CANCELLED = "cancelled"


_ENDING_KEYS = {
    Qt.Key.Key_Return: Ending.ENTERED,
    Qt.Key.Key_Enter: Ending.ENTERED,
    Qt.Key.Key_Tab: Ending.TABBED,
    Qt.Key.Key_Backtab: Ending.BACK_TABBED,
    Qt.Key.Key_F2: Ending.NEXT_FIELD,
    Qt.Key.Key_Escape: Ending.CANCELLED,
}


class _Line(QLineEdit):
    """The line of text; tells its editor about the keys that end an edit."""

    ended = Signal(object)
    left = Signal()

    @override
    def event(self, event: QEvent) -> bool:
        """Keep Tab, which otherwise moves the focus, and keys that are shortcuts elsewhere."""
        if event.type() in {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride}:
            assert isinstance(event, QKeyEvent)  # noqa: S101  what those types are
            ending = _ENDING_KEYS.get(Qt.Key(event.key()))
            if ending is not None:
                event.accept()
                if event.type() == QEvent.Type.KeyPress:
                    self.ended.emit(ending)
                return True
        return super().event(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the focus went elsewhere, unless only a menu or another window took it."""
        super().focusOutEvent(event)
        if event.reason() not in {
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        }:
            self.left.emit()


class InlineEditor(QWidget):
    """A line of text over what it edits, with room for a sentence below it.

    What cannot be taken stays in the field; the sentence beside it says why, and a button
    mends it where that can be done.
    """

    closed = Signal(object)
    """Ending: the edit is over; the text was taken unless it was cancelled."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._submit: Submit | None = None
        self._mend: Callable[[], Refusal | None] | None = None
        self._field_rect = QRect()
        self._side: Qt.AlignmentFlag | None = None
        self._assist: FormulaAssist | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 4)
        column.setSpacing(4)
        self._line = _Line(self)
        self._line.setFrame(False)
        self._line.setTextMargins(0, 0, 0, 0)
        self._message = Message(theme, self)
        self._fix = Button(theme, self, look=ButtonLook.PRIMARY)
        self._fix.hide()
        column.addWidget(self._line)
        column.addWidget(self._message)
        column.addWidget(self._fix, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self._line)
        self._line.ended.connect(self._end)
        self._line.left.connect(self._leave)
        self._line.textEdited.connect(self._forget_refusal)
        self._fix.clicked.connect(self._take_fix)
        self.hide()

    def help_formulas(self, document: Document, language: Language) -> FormulaAssist:
        """Help with formulas that are typed into the line; return what does."""
        assist = FormulaAssist(document, self._theme, language, self._line, self)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)  # noqa: S101  made with the widget
        column.insertWidget(1, assist.strip)
        assist.strip.changed.connect(self._arrange)
        self._assist = assist
        return assist

    @property
    def line(self) -> QLineEdit:
        """The line of text."""
        return self._line

    @property
    def refusal(self) -> str:
        """What is said about the text; empty while nothing is wrong with it."""
        return self._message.text

    @property
    def is_open(self) -> bool:
        """Whether something is being edited."""
        return self._submit is not None

    def open(
        self,
        rect: QRect,
        text: str,
        submit: Submit,
        *,
        name: str,
        select: bool,
        strong: bool,
        side: Qt.AlignmentFlag | None = None,
    ) -> None:
        """Edit ``text`` over ``rect`` of the parent widget.

        Args:
            rect: where the field stands.
            text: what is in it at first.
            submit: takes the text, or returns why not.
            name: what the field holds, for those who do not see where it stands.
            select: whether typing replaces the text; else it appends.
            strong: whether it is a figure, which is written large.
            side: the top or bottom edge of ``rect`` that a higher field does not pass, so that
                what stands there can still be read; None lets it stand around ``rect``.
        """
        self._submit = submit
        self._field_rect = rect
        self._side = side
        self._line.setFont(font(TextStyle.FIGURE if strong else TextStyle.BODY))
        self._line.setText(text)
        self._line.setAccessibleName(name)
        self._clear_message()
        self._arrange()
        self.show()
        self.raise_()
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)
        if select:
            self._line.selectAll()
        else:
            self._line.setCursorPosition(len(text))

    def move_field(self, rect: QRect) -> None:
        """Follow what is edited to another place."""
        if self.is_open and rect != self._field_rect:
            self._field_rect = rect
            self._arrange()

    def finish(self) -> bool:
        """Take what was typed and close; return whether nothing is open any more."""
        self._end(Ending.LEFT)
        return not self.is_open

    def cancel(self) -> None:
        """Close without taking anything."""
        self._end(Ending.CANCELLED)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep what the line has no use for: an arrow would move the table underneath."""
        event.accept()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame, red around what cannot be taken."""
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours.error if self.refusal else colours.selection_ring, 2))
        painter.setBrush(colours.panel)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def _end(self, ending: Ending) -> None:
        submit = self._submit
        if submit is None:
            return
        if ending is not Ending.CANCELLED:
            # Enter on an offered repair, without another word typed, takes it.
            mend = self._mend if ending in {Ending.ENTERED, Ending.TABBED} else None
            # While it is asked, closing windows and losing the focus must not ask again.
            self._submit = None
            refusal = submit(self._line.text()) if mend is None else mend()
            if refusal is not None:
                self._submit = submit
                self._show_refusal(refusal)
                return
        self._submit = None
        self._mend = None
        self.hide()
        self.closed.emit(ending)

    def _leave(self) -> None:
        if not self._fix.hasFocus():
            self._end(Ending.LEFT)

    def _show_refusal(self, refusal: Refusal) -> None:
        self._message.show_error(refusal.sentence)
        if self._assist is not None and self._assist.is_on:
            self._assist.clear()
            if refusal.position is not None:
                self._assist.mark(refusal.position)
        self._mend = refusal.mend
        self._fix.setText(refusal.fix)
        self._fix.setAccessibleName(refusal.fix)
        self._fix.setVisible(bool(refusal.fix))
        if refusal.position is not None:
            text = self._line.text()
            at = min(max(refusal.position, 0), len(text))
            end = at + 1
            while end < len(text) and (text[end].isalnum() or text[end] == "_"):
                if not (text[at].isalnum() or text[at] == "_"):
                    break
                end += 1
            self._line.setSelection(at, min(end, len(text)) - at)
        self._arrange()
        self.update()

    def _forget_refusal(self, _text: str) -> None:
        if self.refusal:
            self._clear_message()
            self._arrange()
            self.update()

    def _clear_message(self) -> None:
        self._message.clear()
        self._fix.hide()
        self._mend = None

    def _take_fix(self) -> None:
        mend = self._mend
        if mend is None:
            return
        refusal = mend()
        if refusal is not None:
            self._show_refusal(refusal)
            return
        self._submit = None
        self._mend = None
        self.hide()
        self.closed.emit(Ending.ENTERED)

    def _arrange(self) -> None:
        """Stand over the field and grow downwards; stay inside the parent."""
        column = self.layout()
        assert column is not None  # noqa: S101  made with the widget
        helped = self._assist is not None and not self._assist.strip.isHidden()
        width = max(self._field_rect.width() + 16, 320 if self.refusal or helped else 0)
        parent = self.parentWidget()
        room = self._field_rect if parent is None else parent.rect()
        width = min(width, max(120, room.width() - 8))
        column.invalidate()
        height = max(self._field_rect.height() + 8, column.totalHeightForWidth(width))
        if not column.hasHeightForWidth():
            height = max(height, column.totalSizeHint().height())
        corner = self._field_rect.topLeft() - QPoint(8, 4)
        if self._side is Qt.AlignmentFlag.AlignTop:
            corner.setY(self._field_rect.top() + 1)
        elif self._side is Qt.AlignmentFlag.AlignBottom:
            line = max(self._field_rect.height(), self._line.sizeHint().height()) + 8
            corner.setY(self._field_rect.bottom() - line)
        room = room.adjusted(4, 4, -4, -4)
        corner.setX(max(room.left(), min(corner.x(), room.right() - width)))
        corner.setY(max(room.top(), min(corner.y(), room.bottom() - height)))
        self.setGeometry(QRect(corner.x(), corner.y(), width, height))
