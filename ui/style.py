"""How Qt's own widgets look beside ours: thin scroll bars without arrows."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionComplex,
    QStyleOptionSlider,
    QWidget,
)
from typing_extensions import override

_THICKNESS: Final = 11
_SHORTEST: Final = 36
"""Pixels of the handle of a very long page."""


class CalmStyle(QProxyStyle):
    """Fusion, with scroll bars that are a handle and nothing else."""

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
        return super().pixelMetric(metric, option, widget)

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
