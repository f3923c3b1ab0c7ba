"""How Qt's own widgets look beside ours: thin scroll bars, flat buttons, quiet menus."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComplex,
    QStyleOptionMenuItem,
    QStyleOptionSlider,
    QWidget,
)
from typing_extensions import override

_BUTTON_HEIGHT: Final = 30
_BUTTON_RADIUS: Final = 6.0
_BESIDE: Final = 14
"""Pixels that the words of a button have more than Fusion leaves them."""
_THICKNESS: Final = 11
_MENU_MARGIN: Final = 4
"""Pixels above the first and below the last line of a menu."""
_BETWEEN_MENUS: Final = 6
_TINT: Final = 0.2
"""Of the accent in the ground of a chosen line of a menu."""
_SHORTEST: Final = 36
"""Pixels of the handle of a very long page."""

_MENU_BAR: Final = frozenset(
    {QStyle.ControlElement.CE_MenuBarItem, QStyle.ControlElement.CE_MenuBarEmptyArea}
)


class CalmStyle(QProxyStyle):
    """Fusion, with scroll bars that are a handle and nothing else, and buttons like ours."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    @override
    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        """Return the thickness of a scroll bar, and Fusion's measures of the rest."""
        if metric is QStyle.PixelMetric.PM_ScrollBarExtent:
            return _THICKNESS
        if metric is QStyle.PixelMetric.PM_ScrollBarSliderMin:
            return _SHORTEST
        if metric is QStyle.PixelMetric.PM_MenuVMargin:
            return _MENU_MARGIN
        if metric is QStyle.PixelMetric.PM_MenuBarItemSpacing:
            # The line below a menu bar is drawn item by item: it must have no gaps.
            return 0
        return super().pixelMetric(metric, option, widget)

    @override
    def sizeFromContents(
        self,
        ct: QStyle.ContentsType,
        opt: QStyleOption | None,
        contentsSize: QSize,
        w: QWidget | None = None,
    ) -> QSize:
        """Return room for a button as high as ours, and Fusion's sizes of the rest."""
        size = super().sizeFromContents(ct, opt, contentsSize, w)  # pyright: ignore[reportArgumentType]
        if ct is QStyle.ContentsType.CT_MenuBarItem:
            return QSize(size.width() + _BETWEEN_MENUS, size.height())
        if ct is not QStyle.ContentsType.CT_PushButton:
            return size
        return QSize(size.width() + _BESIDE, max(size.height(), _BUTTON_HEIGHT))

    @override
    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw the ground of a menu and its hairline as those of a panel."""
        if element is QStyle.PrimitiveElement.PE_PanelMenu:
            painter.fillRect(option.rect, option.palette.button())
        elif element is QStyle.PrimitiveElement.PE_FrameMenu:
            painter.setPen(QPen(option.palette.color(QPalette.ColorRole.Dark), 1))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        else:
            super().drawPrimitive(element, option, painter, widget)

    @override
    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw the ground and the words of a button, in the accent where Enter presses it."""
        if isinstance(option, QStyleOptionMenuItem):
            separates = option.menuItemType is QStyleOptionMenuItem.MenuItemType.Separator
            if element is QStyle.ControlElement.CE_MenuItem and separates and not option.text:
                middle = option.rect.center().y()
                painter.setPen(QPen(option.palette.color(QPalette.ColorRole.Mid), 1))
                painter.drawLine(option.rect.left(), middle, option.rect.right(), middle)
                return
            if element in {QStyle.ControlElement.CE_MenuItem, QStyle.ControlElement.CE_MenuBarItem}:
                option.palette = _softly_chosen(option.palette)
        if isinstance(option, QStyleOptionButton):
            main = bool(option.features & QStyleOptionButton.ButtonFeature.DefaultButton)
            if element is QStyle.ControlElement.CE_PushButtonBevel:
                _draw_button(option, painter, main=main)
                return
            if element is QStyle.ControlElement.CE_PushButtonLabel and main:
                palette = option.palette
                ink = palette.color(QPalette.ColorRole.HighlightedText)
                palette.setColor(QPalette.ColorRole.ButtonText, ink)
                option.palette = palette
        super().drawControl(element, option, painter, widget)
        if element in _MENU_BAR:
            # Fusion's own line has a gap between two menus where a pixel is more than one.
            whole: QRect = option.rect
            painter.fillRect(whole.adjusted(0, whole.height() - 1, 0, 0), option.palette.mid())

    @override
    def subControlRect(
        self,
        cc: QStyle.ComplexControl,
        opt: QStyleOptionComplex,
        sc: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        """Return where a part of a scroll bar is: the arrows are nowhere."""
        if cc is QStyle.ComplexControl.CC_ScrollBar and isinstance(opt, QStyleOptionSlider):
            return _scroll_bar_part(opt, sc)
        return super().subControlRect(cc, opt, sc, widget)  # pyright: ignore[reportArgumentType]

    @override
    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw the handle of a scroll bar, stronger under the pointer."""
        if control is not QStyle.ComplexControl.CC_ScrollBar or not isinstance(
            option, QStyleOptionSlider
        ):
            super().drawComplexControl(control, option, painter, widget)
            return
        handle = QRectF(_scroll_bar_part(option, QStyle.SubControl.SC_ScrollBarSlider))
        handle.adjust(2.5, 2.5, -2.5, -2.5)
        if handle.isEmpty() or option.maximum <= option.minimum:
            return
        palette = option.palette
        held = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.dark() if held else palette.mid())
        radius = min(handle.width(), handle.height()) / 2
        painter.drawRoundedRect(handle, radius, radius)
        painter.restore()


def _softly_chosen(palette: QPalette) -> QPalette:
    """Return a palette that tints what is chosen, so that icons on it are still seen."""
    over, under = palette.color(QPalette.ColorRole.Highlight), palette.button().color()
    mixed = QColor.fromRgbF(
        _TINT * over.redF() + (1 - _TINT) * under.redF(),
        _TINT * over.greenF() + (1 - _TINT) * under.greenF(),
        _TINT * over.blueF() + (1 - _TINT) * under.blueF(),
    )
    palette.setColor(QPalette.ColorRole.Highlight, mixed)
    palette.setColor(QPalette.ColorRole.HighlightedText, palette.color(QPalette.ColorRole.Text))
    return palette


def _draw_button(option: QStyleOptionButton, painter: QPainter, *, main: bool) -> None:
    """Draw the ground of a button: flat, with a ring round the one that has the keyboard."""
    palette, state = option.palette, option.state
    busy = bool(state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Sunken))
    ground = palette.highlight() if main else palette.light() if busy else palette.button()
    edge = palette.color(QPalette.ColorRole.Highlight if main else QPalette.ColorRole.Mid)
    box = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(ground)
    painter.drawRoundedRect(box, _BUTTON_RADIUS, _BUTTON_RADIUS)
    if state & QStyle.StateFlag.State_HasFocus:
        ring = QPalette.ColorRole.HighlightedText if main else QPalette.ColorRole.Highlight
        painter.setPen(QPen(palette.color(ring), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), _BUTTON_RADIUS - 2, _BUTTON_RADIUS - 2)
    painter.restore()


def _scroll_bar_part(option: QStyleOptionSlider, part: QStyle.SubControl) -> QRect:
    """Return where a part of a scroll bar is, in its own coordinates."""
    whole = option.rect
    upright = option.orientation == Qt.Orientation.Vertical
    length = whole.height() if upright else whole.width()
    span = option.maximum - option.minimum
    handle = length
    if span > 0:
        handle = max(_SHORTEST, round(length * option.pageStep / (span + option.pageStep)))
        handle = min(handle, length)
    start = QStyle.sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, length - handle, option.upsideDown
    )
    if part is QStyle.SubControl.SC_ScrollBarSlider:
        first, size = start, handle
    elif part is QStyle.SubControl.SC_ScrollBarSubPage:
        first, size = 0, start
    elif part is QStyle.SubControl.SC_ScrollBarAddPage:
        first, size = start + handle, length - start - handle
    elif part is QStyle.SubControl.SC_ScrollBarGroove:
        first, size = 0, length
    else:
        return QRect()
    if upright:
        return QRect(whole.left(), whole.top() + first, whole.width(), size)
    return QRect(whole.left() + first, whole.top(), size, whole.height())
