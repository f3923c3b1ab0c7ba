"""A switch between a few choices, side by side in one frame."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from ui.fonts import TextStyle, font
from ui.theme import Theme

_CORNER: Final = 5.0
"""Radius of the ground of a choice at either end, within the frame."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: what it stands for, its words, and a longer name where they are short."""

    value: Hashable
    text: str
    name: str = ""


class _Segment(QAbstractButton):
    """One choice of the switch."""

    def __init__(self, theme: Theme, choice: Choice, parent: SegmentedSwitch) -> None:
        super().__init__(parent)
        self._theme = theme
        self._switch = parent
        self.value = choice.value
        self.setText(choice.text)
        self.setFont(font(TextStyle.BODY))
        self.setCheckable(True)
        self.setAccessibleName(choice.name or choice.text)
        self.setToolTip(choice.name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.first = self.last = False

    @override
    def sizeHint(self) -> QSize:
        """Return room for the text when it is strong."""
        metrics = self.fontMetrics()
        width = round(metrics.horizontalAdvance(self.text()) * 1.06) + 22
        return QSize(width, self._theme.space.control_height - 2)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return the size hint: a choice is never clipped."""
        return self.sizeHint()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk to the neighbour with the arrows."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._switch.walk(step)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground of the chosen one, the text and the focus ring."""
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.accent_soft if self.isChecked() else colours.hover)
            # Round where the frame is round; what reaches beyond the widget is not seen.
            beyond = 2.0 * _CORNER
            ground = QRectF(self.rect()).adjusted(
                0.0 if self.first else -beyond, 0.0, 0.0 if self.last else beyond, 0.0
            )
            painter.drawRoundedRect(ground, _CORNER, _CORNER)
        painter.setPen(colours.accent if self.isChecked() else colours.text)
        painter.setFont(font(TextStyle.BODY_STRONG if self.isChecked() else TextStyle.BODY))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            painter.setPen(QPen(colours.selection_ring, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 3, 3)
        painter.end()


class SegmentedSwitch(QWidget):
    """Choices side by side, one of them chosen."""

    chosen = Signal(object)
    """The value of the choice somebody picked."""

    def __init__(
        self, theme: Theme, parent: QWidget, *, name: str, choices: Sequence[Choice] = ()
    ) -> None:
        """Make a switch; ``name`` tells what it switches."""
        super().__init__(parent)
        self._theme = theme
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.buttonClicked.connect(self._clicked)
        self._segments: list[_Segment] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(1, 1, 1, 1)
        self._row.setSpacing(1)
        # A bar that is higher must not stretch it: it stands beside buttons.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self.set_choices(choices)

    @property
    def value(self) -> Hashable | None:
        """The value that is chosen, None where none is."""
        checked = self._group.checkedButton()
        return checked.value if isinstance(checked, _Segment) else None

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other choices; none of them is chosen."""
        for segment in self._segments:
            self._group.removeButton(segment)
            self._row.removeWidget(segment)
            segment.hide()
            segment.deleteLater()
        self._segments = [_Segment(self._theme, choice, self) for choice in choices]
        for segment in self._segments:
            self._group.addButton(segment)
            self._row.addWidget(segment)
            segment.show()
        for segment in self._segments[:1]:
            segment.first = True
        for segment in self._segments[-1:]:
            segment.last = True
        self._let_tab_stop()
        self.updateGeometry()
        self.update()

    def choose(self, value: Hashable | None) -> None:
        """Show ``value`` as chosen, without a signal; none where it is not offered."""
        self._group.setExclusive(False)
        for segment in self._segments:
            segment.setChecked(segment.value == value)
        self._group.setExclusive(True)
        self._let_tab_stop()

    def _let_tab_stop(self) -> None:
        """Let Tab stop at the chosen one, or the first; Qt sees to it only where one clicks."""
        checked = self._group.checkedButton() or next(iter(self._segments), None)
        for segment in self._segments:
            stops = Qt.FocusPolicy.StrongFocus if segment is checked else Qt.FocusPolicy.ClickFocus
            segment.setFocusPolicy(stops)

    def focus_chosen(self, reason: Qt.FocusReason) -> None:
        """Take the keyboard, at the choice that is chosen."""
        checked = self._group.checkedButton()
        if checked is not None:
            checked.setFocus(reason)

    def walk(self, step: int) -> None:
        """Choose the neighbour ``step`` places on from the focused one."""
        focused = [index for index, each in enumerate(self._segments) if each.hasFocus()]
        if focused and 0 <= focused[0] + step < len(self._segments):
            target = self._segments[focused[0] + step]
            target.setFocus()
            target.click()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame and the hairlines between the choices."""
        if not self._segments:
            return
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        radius = self._theme.space.small_radius
        path.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.fillPath(path, colours.raised)
        painter.setPen(QPen(colours.line, 1))
        painter.drawPath(path)
        for segment in self._segments[1:]:
            left = segment.geometry().left() - 1
            painter.drawLine(left, 1, left, self.height() - 2)
        painter.end()

    def _clicked(self, button: QAbstractButton) -> None:
        if isinstance(button, _Segment):
            self.chosen.emit(button.value)
