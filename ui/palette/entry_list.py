"""The results of the palette as a list: what they are, and how they are painted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from ui.fonts import TextStyle, font
from ui.icons import pixmap
from ui.palette.entries import Entry
from ui.theme import Theme

ROW_HEIGHT = 36
_ICON = 18
_INSET = 12
_GAP = 16

Index = QModelIndex | QPersistentModelIndex


class EntryList(QAbstractListModel):
    """The entries on offer, the best first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._entries: tuple[Entry, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is on offer."""
        return self._entries

    def show(self, entries: Sequence[Entry]) -> None:
        """Offer others."""
        self.beginResetModel()
        self._entries = tuple(entries)
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        """Return how many there are."""
        return 0 if parent.isValid() else len(self._entries)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of an entry."""
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return told(entry)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{entry.title}\n{entry.reason or entry.quiet}"
        return None


def told(entry: Entry) -> str:
    """Tell an entry in one line, as a screen reader says it."""
    return ", ".join(each for each in (entry.title, entry.quiet, entry.reason, entry.keys) if each)


class EntryPainter(QStyledItemDelegate):
    """Paints an entry: icon, title, and quietly what it is, why not, and its keys."""

    def __init__(self, model: EntryList, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room of one line."""
        return QSize(200, ROW_HEIGHT)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        colours = self._theme.colours
        entry = self._model.entries[index.row()]
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue] - Qt has it
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.accent_soft)
            painter.drawRoundedRect(rect.adjusted(4, 1, -4, -1), 6, 6)
        ink = colours.text_disabled if entry.reason else colours.text
        if entry.icon:
            mark = colours.text_disabled if entry.reason else colours.text_quiet
            top = rect.top() + (rect.height() - _ICON) // 2
            ratio = painter.device().devicePixelRatio()
            drawn = pixmap(entry.icon, mark, _ICON, ratio)
            painter.drawPixmap(rect.left() + _INSET, top, drawn)
        left, right = rect.left() + _INSET + _ICON + 12, rect.right() - _INSET
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font(TextStyle.SMALL))
        painter.setPen(colours.text_quiet)
        if entry.keys:
            width = painter.fontMetrics().horizontalAdvance(entry.keys) + 2
            place = QRect(right - width, rect.top(), width, rect.height())
            painter.drawText(place, middle | Qt.AlignmentFlag.AlignRight, entry.keys)
            right -= width + _GAP
        quiet = entry.reason or entry.quiet
        room = max(0, (right - left) // 2)
        words = painter.fontMetrics().elidedText(quiet, Qt.TextElideMode.ElideMiddle, room)
        width = painter.fontMetrics().horizontalAdvance(words) + 2
        place = QRect(right - width, rect.top(), width, rect.height())
        painter.drawText(place, middle | Qt.AlignmentFlag.AlignRight, words)
        right -= width + _GAP
        painter.setFont(font(TextStyle.BODY))
        painter.setPen(ink)
        room = max(0, right - left)
        title = painter.fontMetrics().elidedText(entry.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, rect.top(), room, rect.height()), middle, title)
        painter.restore()
