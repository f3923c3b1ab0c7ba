"""The figures that somebody came through, as words to go back to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from ui.fonts import TextStyle, font
from ui.theme import Theme
from workbench.language import Language

_MOST: Final = 3
"""How many figures before the one on screen are named; earlier ones go by dots."""
_ARROW: Final = " \u203a"


class Crumb(QAbstractButton):
    """One figure on the way; a click goes back to it."""

    def __init__(self, theme: Theme, text: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setText(text)
        self.setFont(font(TextStyle.SMALL))
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        """Return room for the words and the arrow to the next."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text() + _ARROW) + 10, 22)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return room for a few letters: the tooltip has all of them."""
        return QSize(min(self.sizeHint().width(), 48), 22)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words, the arrow and the focus ring."""
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = self.fontMetrics()
        room = self.width() - 6 - metrics.horizontalAdvance(_ARROW)
        words = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.setPen(colours.accent_hover if self.underMouse() else colours.accent)
        painter.drawText(self.rect().adjusted(3, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
        painter.setPen(colours.text_quiet)
        place = self.rect().adjusted(3 + metrics.horizontalAdvance(words), 0, 0, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, _ARROW)
        if self.hasFocus():
            painter.setPen(QPen(colours.selection_ring, 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
        painter.end()


class Crumbs(QWidget):
    """The way, from left to right; hidden where there is none behind."""

    chosen = Signal(int)
    """The stop to go back to."""

    def __init__(self, theme: Theme, language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._language = language
        self._names: tuple[str, ...] = ()
        self._crumbs: list[Crumb] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addStretch(1)
        self.setAccessibleName(language.text("The way to this figure"))

    @property
    def crumbs(self) -> tuple[Crumb, ...]:
        """Those on screen."""
        return tuple(self._crumbs)

    def show_way(self, names: Sequence[str]) -> None:
        """Show the names of the figures before the one on screen."""
        self.setVisible(bool(names))
        if tuple(names) == self._names:
            return
        self._names = tuple(names)
        for crumb in self._crumbs:
            self._row.removeWidget(crumb)
            crumb.hide()
            crumb.deleteLater()
        first = max(0, len(names) - _MOST)
        self._crumbs = []
        for place in range(max(0, first - 1), len(names)):
            hidden = first > 0 and place == first - 1
            name = self._language.text("Back to {name}", name=names[place])
            crumb = Crumb(self._theme, "…" if hidden else names[place], name, self)
            crumb.clicked.connect(partial(self.chosen.emit, place))
            self._row.insertWidget(len(self._crumbs), crumb)
            crumb.show()
            self._crumbs.append(crumb)
