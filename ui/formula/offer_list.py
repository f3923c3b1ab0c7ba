"""The list below the cursor of a formula: what the word that is typed may become."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.fonts import TextStyle, font
from ui.theme import Theme
from workbench.formula_completion import Offer
from workbench.language import Language

_ROW = 26
_INSET = 10
_GAP = 14
_SEEN = 8
"""How many offers are seen at once."""
_LEAST, _MOST = 220, 460
"""The narrowest and the widest it is."""


class OfferList(QWidget):
    """A few offers, one below the other; the field keeps the focus and the keys.

    It is a child of the window and not a window of its own: a popup would take the focus.
    """

    chosen = Signal(object)
    """Offer: the one that was clicked."""

    def __init__(self, theme: Theme, language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = language.text("Offers for the formula")
        self._offers: tuple[Offer, ...] = ()
        self._row = -1
        self._first = 0
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self._words)
        self.hide()

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What is offered; nothing while it is hidden."""
        return self._offers

    @property
    def current(self) -> Offer | None:
        """The offer that Enter takes; None where Enter is the field's own."""
        return self._offers[self._row] if 0 <= self._row < len(self._offers) else None

    def show_offers(self, offers: Sequence[Offer], below: QRect) -> None:
        """Show offers below a place of the parent, or above it where there is no room.

        The first one is chosen already, unless it says what is typed, or does not hold it.
        """
        self._offers = tuple(offers)
        self._first = 0
        first = self._offers[0]
        far = first.is_function and not first.matched[1]
        self._row = -1 if first.exact or far else 0
        self.place(below)
        self.show()
        self.raise_()
        self._tell()
        self.update()

    def place(self, below: QRect) -> None:
        """Stand below a place of the parent, or above it where there is no room."""
        size = self._size()
        parent = self.parentWidget()
        room = below if parent is None else parent.rect().adjusted(4, 4, -4, -4)
        corner = below.bottomLeft() + QPoint(0, 3)
        if corner.y() + size.height() > room.bottom():
            above = below.top() - 3 - size.height()
            corner.setY(above if above >= room.top() else room.bottom() - size.height())
        corner.setX(max(room.left(), min(corner.x(), room.right() - size.width())))
        self.setGeometry(QRect(corner, size))

    def close_list(self) -> None:
        """Offer nothing."""
        self._offers = ()
        self._row = -1
        self.hide()

    def step(self, steps: int) -> None:
        """Choose another offer, around the ends."""
        count = len(self._offers)
        if not count:
            return
        if self._row < 0:
            self._row = 0 if steps > 0 else count - 1
        else:
            wraps = abs(steps) == 1
            row = self._row + steps
            self._row = row % count if wraps else max(0, min(count - 1, row))
        self._first = min(self._first, self._row)
        self._first = max(self._first, self._row - _SEEN + 1)
        self._tell()
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the offers, the chosen one on a soft ground."""
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours.line_strong, 1))
        painter.setBrush(colours.raised)
        radius = self._theme.space.small_radius
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        for place, row in enumerate(range(self._first, self._first + self._seen)):
            self._paint_row(painter, row, QRect(4, 4 + place * _ROW, self.width() - 8, _ROW))
        if len(self._offers) > _SEEN:
            self._paint_bar(painter)
        painter.end()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Choose what the pointer is on."""
        row = self._row_at(event.position().toPoint())
        if row >= 0 and row != self._row:
            self._row = row
            self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take what is clicked."""
        row = self._row_at(event.position().toPoint())
        if row >= 0:
            self.chosen.emit(self._offers[row])

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll."""
        steps = -1 if event.angleDelta().y() > 0 else 1
        self._first = max(0, min(len(self._offers) - self._seen, self._first + steps))
        event.accept()
        self.update()

    @property
    def _seen(self) -> int:
        return min(_SEEN, len(self._offers))

    def _row_at(self, at: QPoint) -> int:
        row = self._first + (at.y() - 4) // _ROW
        return row if 0 <= row < len(self._offers) else -1

    def _size(self) -> QSize:
        body = QFontMetrics(font(TextStyle.BODY_STRONG))
        small = QFontMetrics(font(TextStyle.SMALL))
        widest = max(
            body.horizontalAdvance(each.shown)
            + (small.horizontalAdvance(each.aside) + _GAP if each.aside else 0)
            for each in self._offers
        )
        parent = self.parentWidget()
        most = _MOST if parent is None else min(_MOST, parent.width() - 16)
        width = max(_LEAST, min(most, widest + 2 * _INSET + 14))
        return QSize(width, self._seen * _ROW + 8)

    def _paint_row(self, painter: QPainter, row: int, place: QRect) -> None:
        colours, offer = self._theme.colours, self._offers[row]
        if row == self._row:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.accent_soft)
            painter.drawRoundedRect(place, 4, 4)
        inner = place.adjusted(_INSET - 4, 0, -_INSET + 4, 0)
        small = QFontMetrics(font(TextStyle.SMALL))
        aside = small.horizontalAdvance(offer.aside)
        name_room = inner.width()
        if offer.aside:
            # The name is what is chosen by: it gets the room, what is said beside it the rest.
            wanted = QFontMetrics(font(TextStyle.BODY)).horizontalAdvance(offer.shown)
            name_room = min(wanted + 4, inner.width())
            room = inner.width() - name_room - _GAP
            if room > 30:
                words = small.elidedText(offer.aside, Qt.TextElideMode.ElideRight, room)
                painter.setFont(font(TextStyle.SMALL))
                painter.setPen(colours.text_quiet)
                side = inner.adjusted(inner.width() - min(aside, room), 0, 0, 0)
                painter.drawText(side, Qt.AlignmentFlag.AlignVCenter, words)
        self._paint_name(painter, offer, inner.adjusted(0, 0, name_room - inner.width(), 0))

    def _paint_name(self, painter: QPainter, offer: Offer, room: QRect) -> None:
        """Paint a name, the part of it that fits what is typed in bold."""
        colours = self._theme.colours
        plain, strong = font(TextStyle.BODY), font(TextStyle.BODY_STRONG)
        start, stop = offer.matched
        left = room.left()
        parts = (
            (offer.shown[:start], plain),
            (offer.shown[start:stop], strong),
            (offer.shown[stop:], plain),
        )
        painter.setPen(colours.accent if offer.is_function else colours.text)
        for words, style in parts:
            metrics = QFontMetrics(style)
            rest = room.right() - left + 4
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0, rest))
            painter.setFont(style)
            place = QRect(left, room.top(), rest, room.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)
            left += metrics.horizontalAdvance(words)

    def _paint_bar(self, painter: QPainter) -> None:
        """Paint how far the list is scrolled."""
        track = self.height() - 8
        count = len(self._offers)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colours.line_strong)
        top = 4 + track * self._first / count
        painter.drawRoundedRect(QRectF(self.width() - 6, top, 3, track * _SEEN / count), 1.5, 1.5)

    def _tell(self) -> None:
        """Say the chosen offer to those who do not see it."""
        offer = self.current
        words = self._words if offer is None else f"{offer.shown} {offer.aside}".strip()
        self.setAccessibleName(words)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
