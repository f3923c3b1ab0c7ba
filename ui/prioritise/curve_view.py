"""The picture of a payout curve as a widget; the lines below it say the same in words."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.drawing.curve_painter import CurvePicture, CurveStyle, paint_curve
from ui.fonts import TextStyle, font
from ui.theme import Theme

_HEIGHT = 210


class CurveView(QWidget):
    """Paints one curve."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        colours = theme.colours
        self._picture: CurvePicture | None = None
        self._style = CurveStyle(
            line=theme.marketing,
            panel=colours.panel,
            axis=colours.line_strong,
            label=colours.text_quiet,
            result=theme.sales,
            font=font(TextStyle.SMALL),
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def picture(self) -> CurvePicture | None:
        """What is painted."""
        return self._picture

    def show_picture(self, picture: CurvePicture | None, words: str) -> None:
        """Paint another curve; ``words`` say the same to who does not see it."""
        self._picture = picture
        self.setAccessibleName(words)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Return a calm format."""
        return QSize(280, _HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the curve."""
        if self._picture is not None:
            painter = QPainter(self)
            paint_curve(painter, QRectF(self.rect()), self._picture, self._style)
            painter.end()
