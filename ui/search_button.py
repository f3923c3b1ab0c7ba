"""The search box of the top bar: looks like a field, opens the palette, shrinks to its icon."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget
from typing_extensions import override

from ui.fonts import TextStyle, font
from ui.icons import pixmap
from ui.theme import Theme
from ui.widgets.button import click_by_enter

_ICON = 16
_INSET = 9
_BETWEEN = 22


class SearchButton(QAbstractButton):
    """A button in the shape of a field."""

    def __init__(self, theme: Theme, parent: QWidget, *, text: str, keys: str) -> None:
        """Make it; ``keys`` open the same and are shown in it."""
        super().__init__(parent)
        self._theme = theme
        self._keys = keys
        self._wide = self._keyed = True
        self.setText(text)
        self.setFont(font(TextStyle.BODY))
        self.setAccessibleName(text)
        self.setToolTip(f"{text} ({keys})")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def wide_width(self) -> int:
        """Pixels that words and keys take."""
        return self._words_width + _BETWEEN + self.fontMetrics().horizontalAdvance(self._keys)

    @property
    def least_width(self) -> int:
        """Pixels that the icon alone takes."""
        return self._theme.space.control_height

    @property
    def _words_width(self) -> int:
        """Pixels that the words take."""
        return 2 * _INSET + _ICON + 8 + self.fontMetrics().horizontalAdvance(self.text())

    def fit(self, room: int) -> None:
        """Show words and keys, the words, or only the icon: what has room in so many pixels."""
        shown = self._words_width <= room, self.wide_width <= room
        if shown != (self._wide, self._keyed):
            self._wide, self._keyed = shown
            self.updateGeometry()
            self.update()

    @override
    def sizeHint(self) -> QSize:
        """Return room for what is shown."""
        height = self._theme.space.control_height
        if not self._wide:
            return QSize(self.least_width, height)
        return QSize(self.wide_width if self._keyed else self._words_width, height)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return the size hint: the bar decides what is shown."""
        return self.sizeHint()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by Enter as by Space."""
        if not click_by_enter(self, event):
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame, the icon, and the words with the keys behind them."""
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = self._theme.space.small_radius
        painter.setPen(QPen(colours.line, 1) if self._wide else Qt.PenStyle.NoPen)
        if self.underMouse() or self.isDown():
            painter.setBrush(colours.hover)
        elif self._wide:
            painter.setBrush(colours.ground)
        painter.drawRoundedRect(edge, radius, radius)
        top = (self.height() - _ICON) // 2
        left = _INSET if self._wide else (self.width() - _ICON) // 2
        ink = colours.text_quiet if self._wide else colours.text
        drawn = pixmap("search", ink, _ICON, self.devicePixelRatioF())
        painter.drawPixmap(left, top, drawn)
        if self._wide:
            painter.setPen(colours.text_quiet)
            painter.setFont(self.font())
            start = _INSET + _ICON + 8
            place = QRect(start, 0, self.width() - start - _INSET, self.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.text())
            middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            if self._keyed:
                painter.drawText(place, middle, self._keys)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colours.selection_ring, 2))
            painter.drawRoundedRect(edge.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.end()
