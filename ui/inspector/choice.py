"""A framed choice: a name at the left, what is chosen at the right."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget
from typing_extensions import override

from ui.fonts import TextStyle, font
from ui.icons import pixmap
from ui.inspector.entry import GAP, INSET
from ui.theme import Theme

_CHEVRON = 14


class NamedChoice(QComboBox):
    """A choice with its name inside its frame; the arrows change it, Space opens it."""

    chosen = Signal(object)
    """The value that somebody picked."""

    def __init__(self, theme: Theme, parent: QWidget, *, label: str, name: str = "") -> None:
        """Make a choice; ``name`` says in full what is chosen, where ``label`` is short."""
        super().__init__(parent)
        self._theme = theme
        self._label = label
        self._values: tuple[Hashable, ...] = ()
        self._texts: tuple[str, ...] = ()
        self.setAccessibleName(name or label)
        self.setFont(font(TextStyle.BODY))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # The frame is 280 wide at most; long names show whole in the list.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.activated.connect(self._activated)

    def set_choices(self, choices: Sequence[tuple[Hashable, str]]) -> None:
        """Offer other values, each with its words."""
        values = tuple(value for value, _ in choices)
        texts = tuple(text for _, text in choices)
        if values == self._values and texts == self._texts:
            return
        chosen = self.value
        self._values, self._texts = values, texts
        self.clear()
        self.addItems(texts)
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + 24)
        self.choose(chosen)

    @property
    def value(self) -> Hashable | None:
        """The chosen value; None where none is."""
        index = self.currentIndex()
        return self._values[index] if 0 <= index < len(self._values) else None

    def choose(self, value: Hashable | None) -> None:
        """Show ``value`` as chosen, without a signal; nothing where it is not offered."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    @override
    def sizeHint(self) -> QSize:
        """Return the height of a control."""
        return QSize(super().sizeHint().width(), self._theme.space.control_height)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return the least that shows something."""
        return QSize(80, self._theme.space.control_height)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the wheel scroll the panel: it must not change what is chosen on its way."""
        event.ignore()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame, the name, what is chosen and the chevron."""
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2.0 if self.hasFocus() else 1.0
        ring = colours.selection_ring if self.hasFocus() else colours.line
        painter.setPen(QPen(ring, width))
        painter.setBrush(colours.hover if self.underMouse() else colours.panel)
        inset = width / 2
        frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        radius = self._theme.space.small_radius
        painter.drawRoundedRect(frame, radius, radius)
        metrics = QFontMetrics(self.font())
        painter.setFont(self.font())
        painter.setPen(colours.text_quiet)
        centre = Qt.AlignmentFlag.AlignVCenter
        label = metrics.horizontalAdvance(self._label)
        painter.drawText(QRect(INSET, 0, label + 2, self.height()), centre, self._label)
        right = self.width() - INSET - _CHEVRON - 2
        left = INSET + label + 2 * GAP
        painter.setPen(colours.text)
        text = metrics.elidedText(self.currentText(), Qt.TextElideMode.ElideRight, right - left)
        side = centre | Qt.AlignmentFlag.AlignRight
        painter.drawText(QRect(left, 0, right - left, self.height()), side, text)
        mark = pixmap("chevron_down", colours.text_quiet, _CHEVRON, self.devicePixelRatioF())
        painter.drawPixmap(
            QRect(right + 4, (self.height() - _CHEVRON) // 2, _CHEVRON, _CHEVRON), mark
        )
        painter.end()

    def _activated(self, index: int) -> None:
        self.chosen.emit(self._values[index])
