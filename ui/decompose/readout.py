"""What a turned figure comes to, in a small note beside the pointer."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.fonts import TextStyle, font
from ui.theme import Theme
from workbench.pulse import Verdict
from workbench.what_if_words import WhatIf

_PADDING: Final = 10
_LINE: Final = 18
_AWAY: Final = QPoint(18, 18)
_BETWEEN: Final = 10


class Readout(QWidget):
    """Figure, change and what becomes of the profit; the mouse goes through it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown = WhatIf("", "", "", Verdict.UNKNOWN)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    @property
    def shown(self) -> WhatIf:
        """What it says."""
        return self._shown

    def say(self, what: WhatIf, at: QPoint) -> None:
        """Say what a figure comes to, beside ``at`` in the parent."""
        self._shown = what
        self.setAccessibleName(" · ".join(filter(None, (what.figure, what.change, what.profit))))
        self.resize(self.sizeHint())
        parent = self.parentWidget()
        place = at + _AWAY
        if parent is not None:
            # Beside the pointer on the other side, where this one has no room.
            if place.x() + self.width() > parent.width():
                place.setX(max(0, at.x() - _AWAY.x() - self.width()))
            if place.y() + self.height() > parent.height():
                place.setY(max(0, at.y() - _AWAY.y() - self.height()))
        self.move(place)
        self.show()
        self.raise_()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Return room for two lines."""
        strong, small = self._metrics()
        first = strong.horizontalAdvance(self._shown.figure)
        if self._shown.change:
            first += _BETWEEN + small.horizontalAdvance(self._shown.change)
        width = max(first, small.horizontalAdvance(self._shown.profit))
        lines = 2 if self._shown.profit else 1
        return QSize(width + 2 * _PADDING + 2, lines * _LINE + _PADDING + 2)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the two lines."""
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours.line, 1))
        painter.setBrush(colours.raised)
        radius = self._theme.space.small_radius
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        strong, small = self._metrics()
        top = _PADDING // 2 + (_LINE + strong.ascent() - strong.descent()) // 2 + 1
        painter.setFont(font(TextStyle.BODY_STRONG))
        painter.setPen(colours.text)
        painter.drawText(_PADDING, top, self._shown.figure)
        left = _PADDING + strong.horizontalAdvance(self._shown.figure) + _BETWEEN
        painter.setFont(font(TextStyle.SMALL))
        painter.setPen(colours.text_quiet)
        painter.drawText(left, top, self._shown.change)
        ink = {Verdict.BETTER: colours.good, Verdict.WORSE: colours.bad}
        painter.setPen(ink.get(self._shown.verdict, colours.text_quiet))
        below = top + _LINE - (strong.ascent() - small.ascent()) // 2
        painter.drawText(_PADDING, below, self._shown.profit)
        painter.end()

    @staticmethod
    def _metrics() -> tuple[QFontMetrics, QFontMetrics]:
        return QFontMetrics(font(TextStyle.BODY_STRONG)), QFontMetrics(font(TextStyle.SMALL))
