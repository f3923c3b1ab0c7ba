"""A round-ended switch, of which one in a row is chosen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from ui.fonts import TextStyle, font
from ui.theme import Theme

_WIDEST = 220


class Chip(QAbstractButton):
    """A chip: a click chooses it, a double click asks to rename it."""

    double_clicked = Signal()

    def __init__(self, theme: Theme, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setText(text)
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.setFont(font(TextStyle.BODY))
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @override
    def sizeHint(self) -> QSize:
        """Return room for the text; a very long name is shortened."""
        width = round(self.fontMetrics().horizontalAdvance(self.text()) * 1.06) + 28
        return QSize(min(width, _WIDEST), self._theme.space.control_height - 4)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return the size hint."""
        return self.sizeHint()

    @override
    def keyPressEvent(self, e: QKeyEvent) -> None:
        """Leave the arrows to the row of chips: a button would only move the focus with them."""
        if e.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            e.ignore()
        else:
            super().keyPressEvent(e)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Tell that the chip was double-clicked."""
        self.double_clicked.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chip."""
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = edge.height() / 2
        ground = colours.hover if self.underMouse() else colours.raised
        painter.setBrush(colours.chip if self.isChecked() else ground)
        painter.setPen(Qt.PenStyle.NoPen if self.isChecked() else QPen(colours.line, 1))
        painter.drawRoundedRect(edge, radius, radius)
        chosen = font(TextStyle.BODY_STRONG if self.isChecked() else TextStyle.BODY)
        painter.setFont(chosen)
        painter.setPen(colours.chip_text if self.isChecked() else colours.text)
        shown = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width() - 22
        )
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, shown)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colours.selection_ring, 2))
            painter.drawRoundedRect(edge.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.end()
