"""Buttons: one that stands out, ones that stay quiet."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget
from typing_extensions import override

from ui.fonts import TextStyle, font
from ui.theme import Theme


class ButtonLook(Enum):
    """How much a button asks for attention."""

    PRIMARY = "primary"
    PLAIN = "plain"
    BARE = "bare"


def click_by_enter(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Click for Enter, which Qt leaves to dialogs; return whether it was that key."""
    if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter} or event.isAutoRepeat():
        return False
    event.accept()
    button.click()
    return True


class Button(QAbstractButton):
    """A push button with a text, an icon or both."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        *,
        text: str = "",
        icon: QIcon | None = None,
        look: ButtonLook = ButtonLook.PLAIN,
        name: str = "",
    ) -> None:
        """Make a button; ``name`` tells what one without text does."""
        super().__init__(parent)
        self._theme = theme
        self._look = look
        self.setText(text)
        self.setFont(font(TextStyle.BODY_STRONG if look is ButtonLook.PRIMARY else TextStyle.BODY))
        if icon is not None:
            self.setIcon(icon)
        self.setIconSize(QSize(18, 18))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(name or text)
        if name:
            self.setToolTip(name)

    @override
    def sizeHint(self) -> QSize:
        """Return room for icon and text."""
        height = self._theme.space.control_height
        text = self.fontMetrics().horizontalAdvance(self.text()) if self.text() else 0
        icon = 0 if self.icon().isNull() else self.iconSize().width()
        between = 6 if text and icon else 0
        around = 24 if text else height - icon
        return QSize(text + icon + between + around, height)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return the size hint: a button is never clipped."""
        return self.sizeHint()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Click by Enter as by Space."""
        if not click_by_enter(self, event):
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, border, icon, text and focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = self._theme.space.small_radius
        ground, border, ink = self._paints()
        painter.setPen(Qt.PenStyle.NoPen if border is None else QPen(border, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush if ground is None else ground)
        painter.drawRoundedRect(edge, radius, radius)
        self._paint_content(painter, ink)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colours.selection_ring, 2))
            painter.drawRoundedRect(edge.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
            if self._look is ButtonLook.PRIMARY:
                # The ring has the colour of the ground: a second one sets it off.
                painter.setPen(QPen(ink, 1))
                painter.drawRoundedRect(edge.adjusted(2, 2, -2, -2), radius - 2, radius - 2)
        painter.end()

    def _paints(self) -> tuple[QColor | None, QColor | None, QColor]:
        """Return ground, border and ink of the state the button is in."""
        colours = self._theme.colours
        busy = self.isEnabled() and (self.underMouse() or self.isDown())
        ink = colours.text if self.isEnabled() else colours.text_disabled
        if self._look is ButtonLook.PRIMARY:
            if not self.isEnabled():
                return colours.hover, None, ink
            return (colours.accent_hover if busy else colours.accent), None, colours.accent_text
        if self.isChecked():
            return colours.accent_soft, None, colours.accent
        ground = colours.hover if busy else None
        if self._look is ButtonLook.BARE:
            return ground, None, ink
        return ground or colours.raised, colours.line, ink

    def _paint_content(self, painter: QPainter, ink: QColor) -> None:
        has_icon = not self.icon().isNull()
        text_width = self.fontMetrics().horizontalAdvance(self.text()) if self.text() else 0
        size = self.iconSize() if has_icon else QSize(0, 0)
        between = 6 if has_icon and text_width else 0
        left = (self.width() - size.width() - between - text_width) // 2
        if has_icon:
            mode = QIcon.Mode.Normal if self.isEnabled() else QIcon.Mode.Disabled
            top = (self.height() - size.height()) // 2
            self.icon().paint(painter, QRect(left, top, size.width(), size.height()), mode=mode)
        painter.setPen(ink)
        painter.setFont(self.font())
        place = QRect(left + size.width() + between, 0, text_width + 2, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.text())
