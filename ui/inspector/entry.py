"""A framed line: a name at the left, a figure or words to edit at the right."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ui.fonts import TextStyle, font
from ui.theme import Theme
from ui.widgets.error_field import Field, Message

INSET = 9
SWATCH = 9
GAP = 6
"""Between swatch, name, aside and text."""


class NamedField(Field):
    """A field with its name, and maybe a colour and a quiet remark, inside its frame."""

    def __init__(self, theme: Theme, parent: QWidget, *, label: str, name: str) -> None:
        super().__init__(theme, parent, name=name)
        self._label = label
        self._ink = theme.colours.text_quiet
        self._swatch: QColor | None = None
        self._aside = ""
        self._quiet = theme.colours.text_quiet
        if label:
            self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._fit()

    def set_label(self, label: str, *, strong: bool = False) -> None:
        """Show another name; a strong one where this line is the one on screen elsewhere."""
        shown = font(TextStyle.BODY_STRONG if strong else TextStyle.BODY)
        # While a figure is dragged this is asked for in every frame.
        if (label, shown) != (self._label, self.font()):
            self._label = label
            self.setFont(shown)
            self._fit()

    def set_swatch(self, colour: QColor) -> None:
        """Show a square of ``colour`` before the name."""
        if colour != self._swatch:
            self._swatch = colour
            self._fit()

    def set_aside(self, aside: str) -> None:
        """Show a quiet remark between name and text while nobody types."""
        if aside != self._aside:
            self._aside = aside
            self.setAccessibleDescription(aside)
            self.update()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select all where a figure stands, so that typing replaces it."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason and not self.isReadOnly():
            self.selectAll()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the name out of the way of the text."""
        super().resizeEvent(event)
        self._fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint name, swatch and remark into the frame."""
        super().paintEvent(event)
        if not self._label:
            return
        painter = QPainter(self)
        left = INSET
        if self._swatch is not None:
            top = (self.height() - SWATCH) / 2
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._swatch)
            painter.drawRoundedRect(QRectF(left, top, SWATCH, SWATCH), 2, 2)
            left += SWATCH + GAP
        body = font(TextStyle.BODY)
        painter.setFont(body)
        painter.setPen(self._ink)
        width = self._label_width()
        label = QFontMetrics(body).elidedText(self._label, Qt.TextElideMode.ElideRight, width)
        centre = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(left, 0, width, self.height()), centre, label)
        self._paint_aside(painter, left + width + GAP)
        painter.end()

    def _paint_aside(self, painter: QPainter, left: int) -> None:
        if not self._aside or (self.hasFocus() and not self.isReadOnly()):
            return
        small = font(TextStyle.SMALL)
        taken = QFontMetrics(self.font()).horizontalAdvance(self.text())
        room = QRect(left, 0, self.width() - left - taken - INSET - 2 * GAP, self.height())
        painter.setFont(small)
        painter.setPen(self._quiet)
        # Half a remark would be another one: it is whole, or not there.
        if QFontMetrics(small).horizontalAdvance(self._aside) <= room.width():
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(room, side, self._aside)

    def _label_width(self) -> int:
        wanted = QFontMetrics(font(TextStyle.BODY)).horizontalAdvance(self._label) + 1
        return min(wanted, round(self.width() * 0.55))

    def _fit(self) -> None:
        left = INSET
        if self._label:
            left += self._label_width() + GAP
            if self._swatch is not None:
                left += SWATCH + GAP
        self.setTextMargins(left, 0, INSET, 0)
        self.update()


class Entry(QWidget):
    """A named field with room for a sentence below it and for a button beside it.

    What was typed and could not be taken stays, with the reason below, until it is mended
    or Escape brings back what is true.
    """

    committed = Signal(str)
    """What was typed, once, by Enter or when the focus left."""

    def __init__(self, theme: Theme, parent: QWidget, *, label: str = "", name: str = "") -> None:
        """Make an entry; ``name`` says in full what it holds, where ``label`` is short."""
        super().__init__(parent)
        self._truth = ""
        self._wrong = False
        self.field = NamedField(theme, self, label=label, name=name or label)
        self.message = Message(theme, self)
        self.row = QHBoxLayout()
        self.row.setSpacing(theme.space.unit)
        self.row.addWidget(self.field, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.row)
        column.addWidget(self.message)
        self.setFocusProxy(self.field)
        self.field.committed.connect(self.committed)
        self.field.cancelled.connect(self.settle)

    @property
    def text(self) -> str:
        """What the field holds."""
        return self.field.text()

    def set_editable(self, *, editable: bool) -> None:
        """Allow typing, or only reading."""
        self.field.setReadOnly(not editable)

    def show_truth(self, text: str) -> None:
        """Show what the plan says, unless something wrong waits to be mended."""
        self._truth = text
        if not self._wrong:
            self.field.show_text(text)

    def show_another(self, text: str) -> None:
        """Show what the plan says of something else; what was typed belonged to the last."""
        self._truth = text
        self.settle()

    def explain(self, note: str) -> None:
        """Say something worth knowing, unless something wrong waits to be mended."""
        if self._wrong:
            return
        if note:
            self.message.show_note(note)
        else:
            self.message.clear()

    def refuse(self, sentence: str) -> None:
        """Keep what was typed and say what is wrong with it."""
        self._wrong = True
        self.field.set_wrong(wrong=True)
        self.message.show_error(sentence)

    def forgive(self) -> None:
        """Say nothing of what is wrong while it is typed over; it still waits to be mended."""
        self.field.set_wrong(wrong=False)
        self.message.clear()

    def settle(self, note: str = "") -> None:
        """Show what the plan says; nothing is wrong any more."""
        self._wrong = False
        self.field.set_wrong(wrong=False)
        # A field keeps what somebody is typing: here that is over.
        self.field.setText(self._truth)
        self.field.show_text(self._truth)
        self.explain(note)
