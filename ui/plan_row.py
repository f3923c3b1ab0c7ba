"""A plan to open, as a line of the welcome page."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget
from typing_extensions import override

from ui.fonts import TextStyle, font
from ui.icons import pixmap
from ui.theme import Theme
from ui.widgets.button import click_by_enter

_LINE = 16


class PlanRow(QAbstractButton):
    """A plan to open: its name above, where it is or what it shows below.

    Attributes:
        recent: whether it was open before.
    """

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        *,
        picture: str,
        name: str,
        quiet: str,
        lines: int = 1,
    ) -> None:
        """Show ``picture``, a file of ``resources/icons``, and ``quiet`` on one or two lines."""
        super().__init__(parent)
        self._theme = theme
        self._picture = picture
        self._quiet = quiet
        self._lines = lines
        self.recent = False
        # Of a path the end says most, of a sentence the beginning.
        is_path = "/" in quiet or "\\" in quiet
        self._elided = Qt.TextElideMode.ElideMiddle if is_path else Qt.TextElideMode.ElideRight
        self.setText(name)
        self.setAccessibleName(f"{name}, {quiet}")
        self.setToolTip(quiet)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def sizeHint(self) -> QSize:
        """Return room for the name and the quiet lines."""
        return QSize(240, 36 + _LINE * self._lines)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by Enter as by Space."""
        if not click_by_enter(self, event):
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon, the name and the quiet line."""
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = self.rect().adjusted(1, 1, -1, -1)
        if self.underMouse() and self.isEnabled():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.hover)
            painter.drawRoundedRect(inside, 6, 6)
        ink = colours.accent if self.isEnabled() else colours.text_disabled
        painter.drawPixmap(10, 15, pixmap(self._picture, ink, 22, self.devicePixelRatioF()))
        room = self.width() - 54
        painter.setFont(font(TextStyle.BODY_STRONG))
        painter.setPen(colours.text if self.isEnabled() else colours.text_disabled)
        elide = painter.fontMetrics().elidedText
        painter.drawText(
            QRect(44, 8, room, 18), 0, elide(self.text(), Qt.TextElideMode.ElideRight, room)
        )
        painter.setFont(font(TextStyle.SMALL))
        painter.setPen(colours.text_quiet if self.isEnabled() else colours.text_disabled)
        place = QRect(44, 27, room, 2 + _LINE * self._lines)
        if self._lines == 1:
            quiet = painter.fontMetrics().elidedText(self._quiet, self._elided, room)
            painter.drawText(place, 0, quiet)
        else:
            painter.drawText(place, Qt.TextFlag.TextWordWrap, self._quiet)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colours.selection_ring, 2))
            painter.drawRoundedRect(inside, 6, 6)
        painter.end()
