"""The distribution of a cost as a widget; the tables beside it say the same in figures."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.drawing.histogram_painter import HistogramPicture, HistogramStyle, paint_histogram
from ui.fonts import TextStyle, font
from ui.theme import Theme

_HEIGHT = 200
_FADED = 0.45
"""How much of a picture is seen while another one is worked out."""


class CostHistogram(QWidget):
    """Paints one distribution, faded while it is no longer of the plan as it is."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        """Make a widget that paints nothing yet."""
        super().__init__(parent)
        colours = theme.colours
        bar = QColor(colours.weight)
        bar.setAlphaF(0.45 if not theme.dark else 0.6)
        self._picture: HistogramPicture | None = None
        self._faded = False
        self._style = HistogramStyle(
            bar=bar,
            over=colours.bad,
            axis=colours.line_strong,
            line=colours.text,
            label=colours.text_quiet,
            font=font(TextStyle.SMALL),
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def picture(self) -> HistogramPicture | None:
        """What is painted."""
        return self._picture

    def show_picture(
        self, picture: HistogramPicture | None, words: str, *, faded: bool = False
    ) -> None:
        """Paint another distribution; ``words`` say the same to who does not see it."""
        self.setAccessibleName(words)
        if picture != self._picture or faded is not self._faded:
            self._picture, self._faded = picture, faded
            self.update()

    @override
    def sizeHint(self) -> QSize:
        """Return a calm format."""
        return QSize(280, _HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the distribution."""
        if self._picture is not None:
            painter = QPainter(self)
            painter.setOpacity(_FADED if self._faded else 1.0)
            paint_histogram(painter, QRectF(self.rect()), self._picture, self._style)
            painter.end()
