"""Where a payout lands between the least and the most: a bar with the target marked."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.fonts import TextStyle, font
from ui.theme import Theme

_HEIGHT = 60
_TRACK = 8.0
_TOP = 26.0


@dataclass(frozen=True, slots=True)
class BarPicture:
    """What the bar shows: places from 0, the least, to 1, its right end.

    Attributes:
        target: where the target is; None where it cannot be told.
        now: where the scenario lands; None where it cannot be worked out.
        target_label: the word below it.
        now_label: the words above where the scenario lands.
        open_end: whether there is no most, so that the bar goes on.
        words: the same in a sentence, for who does not see it.
    """

    target: float | None
    now: float | None
    target_label: str
    now_label: str
    open_end: bool
    words: str


class RangeBar(QWidget):
    """A quiet track, filled up to where the scenario lands."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        """Make an empty bar."""
        super().__init__(parent)
        self._theme = theme
        self._picture: BarPicture | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_picture(self, picture: BarPicture) -> None:
        """Show another payout."""
        if picture != self._picture:
            self._picture = picture
            self.setAccessibleName(picture.words)
            self.setToolTip(picture.words)
            self.update()

    @override
    def sizeHint(self) -> QSize:
        """Return room for the label and the track."""
        return QSize(240, _HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint track, fill, target and label."""
        picture = self._picture
        if picture is None:
            return
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(1, _TOP, self.width() - 2, _TRACK)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.hover)
        painter.drawRoundedRect(track, _TRACK / 2, _TRACK / 2)
        if picture.now is not None:
            filled = QRectF(track)
            filled.setWidth(max(_TRACK, track.width() * min(max(picture.now, 0.0), 1.0)))
            painter.setBrush(colours.accent)
            painter.drawRoundedRect(filled, _TRACK / 2, _TRACK / 2)
        if picture.open_end:
            self._paint_arrow(painter, track)
        if picture.target is not None:
            at = track.left() + track.width() * picture.target
            painter.setPen(QPen(colours.text, 2))
            painter.drawLine(QPointF(at, _TOP - 4), QPointF(at, _TOP + _TRACK + 4))
            ink, below = self._theme.colours.text_quiet, _TOP + _TRACK + 4
            self._paint_label(painter, at, below, picture.target_label, ink)
        if picture.now is not None:
            at = track.left() + track.width() * min(max(picture.now, 0.0), 1.0)
            self._paint_label(painter, at, 0.0, picture.now_label, colours.accent)
        painter.end()

    def _paint_arrow(self, painter: QPainter, track: QRectF) -> None:
        painter.setPen(QPen(self._theme.colours.text_quiet, 1.5))
        tip = QPointF(track.right(), track.center().y())
        painter.drawLine(tip, tip + QPointF(-6, -5))
        painter.drawLine(tip, tip + QPointF(-6, 5))

    def _paint_label(
        self, painter: QPainter, at: float, top: float, label: str, ink: QColor
    ) -> None:
        """Write a label around a place, and within the bar."""
        written = font(TextStyle.SMALL_STRONG)
        metrics = QFontMetricsF(written)
        width = metrics.horizontalAdvance(label) + 2
        left = min(max(0.0, at - width / 2), max(0.0, self.width() - width))
        painter.setFont(written)
        painter.setPen(ink)
        place = QRectF(left, top, width, _TOP - 6)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, label)
