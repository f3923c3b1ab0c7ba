"""Bars that say what each function carries of a change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.fonts import TextStyle, font
from ui.theme import Theme

_ROW: Final = 24
_BAR: Final = 8
_GAP: Final = 10


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar.

    Attributes:
        name: whose it is.
        figure: how long it is, in words.
        length: the same as a part of the longest, 0 to 1.
        colour: of the function.
    """

    name: str
    figure: str
    length: float
    colour: QColor


class LoadBars(QWidget):
    """Bars one below the other, each with its name and figure."""

    def __init__(self, theme: Theme, parent: QWidget, *, name: str) -> None:
        """Make the bars; ``name`` says what they tell."""
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self._bars: tuple[Bar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    @property
    def bars(self) -> tuple[Bar, ...]:
        """The bars on screen."""
        return self._bars

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show other bars."""
        rows = len(self._bars)
        self._bars = tuple(bars)
        self.setAccessibleDescription(", ".join(f"{bar.name} {bar.figure}" for bar in bars))
        if rows != len(self._bars):
            self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Return room for every bar."""
        return QSize(280, max(1, len(self._bars)) * _ROW)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return the least that shows something."""
        return QSize(180, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint name, bar and figure of each."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = font(TextStyle.BODY)
        metrics = QFontMetrics(body)
        painter.setFont(body)
        names = max((metrics.horizontalAdvance(bar.name) for bar in self._bars), default=0)
        names = min(names + 2, round(self.width() * 0.4))
        figures = max((metrics.horizontalAdvance(bar.figure) for bar in self._bars), default=0) + 2
        room = max(0, self.width() - names - figures - 2 * _GAP)
        centre = Qt.AlignmentFlag.AlignVCenter
        for row, bar in enumerate(self._bars):
            top = row * _ROW
            painter.setPen(self._theme.colours.text)
            name = metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, names)
            painter.drawText(QRect(0, top, names, _ROW), centre, name)
            place = QRect(self.width() - figures, top, figures, _ROW)
            painter.drawText(place, centre | Qt.AlignmentFlag.AlignRight, bar.figure)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colours.hover)
            box = QRectF(names + _GAP, top + (_ROW - _BAR) / 2, room, _BAR)
            painter.drawRoundedRect(box, _BAR / 2, _BAR / 2)
            box.setWidth(max(_BAR, room * bar.length))
            painter.setBrush(bar.colour)
            painter.drawRoundedRect(box, _BAR / 2, _BAR / 2)
        painter.end()
