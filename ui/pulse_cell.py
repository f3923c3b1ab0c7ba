"""One figure of the strip at the bottom: what it says, and how it is painted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from ui.fonts import TextStyle, font
from ui.theme import Theme
from ui.widgets.button import click_by_enter

ARROWS: Final = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: 0,
    Qt.Key.Key_Down: 0,
}
"""How many cells a key goes on."""
_HEIGHT = 62
_PAD = 20
_TIGHT_PAD = 12
"""Around what a cell says, where the strip is too short for all of its cells."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one cell of the strip says: a caption, a figure, and quiet words beside it.

    Attributes:
        beside: one or two short texts, written one above the other where room is short.
        ink: the colour of ``beside``; of the figure too where there is none beside.
        faint: whether what is said is being looked at again.
        joint: what stands between the quiet words on one line.
    """

    caption: str
    figure: str
    beside: tuple[str, ...] = ()
    ink: QColor | None = None
    faint: bool = False
    joint: str = " · "


@lru_cache(maxsize=1024)
def _text_width(text: str, style: TextStyle) -> int:
    # Asked for over and over while the strip is laid out, in every frame of a drag.
    return QFontMetrics(font(style)).horizontalAdvance(text)


class PulseCell(QAbstractButton):
    """One figure of the strip; a click tells why it is what it is."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._reading = Reading("", "")
        self._pad = _PAD
        # A button keeps to its size hint unless told that it may be narrower.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def reading(self) -> Reading:
        """What the cell says."""
        return self._reading

    def show_reading(self, reading: Reading) -> None:
        """Say something else."""
        if reading == self._reading:
            return
        self._reading = reading
        words = " ".join((reading.caption, reading.figure, *reading.beside))
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.updateGeometry()
        self.update()

    def stand(self, *, tight: bool) -> None:
        """Take less room, or that which is good to look at."""
        pad = _TIGHT_PAD if tight else _PAD
        if pad != self._pad:
            self._pad = pad
            self.updateGeometry()
            self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the strip: a button of Qt would walk through the whole window."""
        if Qt.Key(event.key()) in ARROWS:
            event.ignore()
        elif not click_by_enter(self, event):
            super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        """Return room for everything on one line."""
        return QSize(self._figure_end() + self._one_line() + self._pad, _HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return room for the quiet words one above the other."""
        beside = max((_text_width(t, TextStyle.SMALL) for t in self._reading.beside), default=0)
        single = len(self._reading.beside) < 2
        width = self._figure_end() + self._one_line() if single else self._stack_left() + beside + 2
        return QSize(width + self._pad, _HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint caption, figure and quiet words."""
        colours = self._theme.colours
        reading = self._reading
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.fillRect(self.rect(), colours.hover)
        faint = colours.text_disabled
        painter.setFont(font(TextStyle.SMALL))
        painter.setPen(colours.text_quiet)
        painter.drawText(QPoint(self._pad, 25), reading.caption)
        ink = reading.ink or colours.text_quiet
        painter.setFont(font(TextStyle.FIGURE))
        plain = colours.text if reading.beside or reading.ink is None else ink
        painter.setPen(faint if reading.faint else plain)
        painter.drawText(QPoint(self._pad, 46), reading.figure)
        painter.setPen(faint if reading.faint else ink)
        if self.width() >= self.sizeHint().width() or len(reading.beside) < 2:
            painter.setFont(font(TextStyle.SMALL_STRONG))
            painter.drawText(QPoint(self._figure_end(), 46), reading.joint.join(reading.beside))
        else:
            left = self._stack_left()
            painter.setFont(font(TextStyle.SMALL))
            for line, words in enumerate(reading.beside):
                painter.drawText(QPoint(left, 29 + 17 * line), words)
        painter.setPen(colours.line)
        painter.drawLine(self.width() - 1, 14, self.width() - 1, self.height() - 12)
        if self.hasFocus():
            painter.setPen(QPen(colours.selection_ring, 2))
            painter.drawRect(self.rect().adjusted(5, 5, -6, -5))
        painter.end()

    def _figure_end(self) -> int:
        """Return where the quiet words begin."""
        return self._pad + _text_width(self._reading.figure, TextStyle.FIGURE) + 8

    def _stack_left(self) -> int:
        """Return where they begin one above the other, the first beside the caption."""
        caption = self._pad + _text_width(self._reading.caption, TextStyle.SMALL) + 8
        return max(self._figure_end(), caption)

    def _one_line(self) -> int:
        beside = _text_width(self._reading.joint.join(self._reading.beside), TextStyle.SMALL_STRONG)
        caption = _text_width(self._reading.caption, TextStyle.SMALL)
        figure = _text_width(self._reading.figure, TextStyle.FIGURE) + 8
        return max(beside, caption - figure)
