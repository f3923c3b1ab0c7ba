"""The palette over the window: a field, and below it what it finds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListView, QVBoxLayout, QWidget
from typing_extensions import override

from ui.fonts import TextStyle, font
from ui.icons import pixmap
from ui.palette.entries import Entry, Offers
from ui.palette.entry_list import ROW_HEIGHT, EntryList, EntryPainter, told
from ui.palette.more_words import without_small_words
from ui.theme import Theme
from ui.widgets.error_field import Field
from ui.widgets.text import text_label
from workbench.language import Language
from workbench.matching import ranked

_MOST: Final = 60
_ROWS: Final = 10
_WIDEST: Final = 640
_TOP: Final = 44
_SHADOW: Final = 8
"""Pixels around the palette that its shadow takes."""


class _SearchField(Field):
    """The field of the palette; the keys that walk the list go to the palette."""

    left = Signal()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that somebody went elsewhere."""
        super().focusOutEvent(event)
        stays = {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}
        if event.reason() not in stays:
            self.left.emit()


class Palette(QWidget):
    """Finds by a few letters; Up and Down walk, Enter does, Esc leaves.

    Attributes:
        field: what is typed.
        results: what it finds.
    """

    chosen = Signal(object, str)
    """Entry, and what was typed."""

    def __init__(self, theme: Theme, language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._language = language
        self._offers: Offers | None = None
        self._first: Sequence[Entry] = ()
        self._before: QWidget | None = None
        self.setAccessibleName(language.text("Search"))
        column = QVBoxLayout(self)
        around = _SHADOW + 6
        column.setContentsMargins(around, around, around, around)
        column.setSpacing(6)
        self.field = _SearchField(theme, self, name=language.text("Search"))
        self.field.setTextMargins(34, 0, 9, 0)
        self.field.setFixedHeight(38)
        self.field.setFont(font(TextStyle.TITLE))
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._search)
        self.field.left.connect(self.leave)
        column.addWidget(self.field)
        self._glass = QLabel(self.field)
        self._glass.setGeometry(11, 10, 18, 18)
        ratio = self.devicePixelRatioF()
        self._glass.setPixmap(pixmap("search", theme.colours.text_quiet, 18, ratio))
        self.results = EntryList(self)
        self._list = QListView(self)
        self._list.setModel(self.results)
        self._list.setItemDelegate(EntryPainter(self.results, theme, self._list))
        self._list.setUniformItemSizes(True)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setMouseTracking(True)
        self._list.setAccessibleName(language.text("Results"))
        self._list.clicked.connect(self._clicked)
        column.addWidget(self._list)
        foot = QHBoxLayout()
        foot.setContentsMargins(6, 0, 6, 2)
        self._hint = text_label("", self, style=TextStyle.SMALL, colour=theme.colours.text_quiet)
        foot.addWidget(self._hint, 1)
        column.addLayout(foot)
        parent.installEventFilter(self)
        self.hide()

    @property
    def current(self) -> Entry | None:
        """The entry that Enter would do."""
        row = self._list.currentIndex().row()
        entries = self.results.entries
        return entries[row] if 0 <= row < len(entries) else None

    def open(
        self, offers: Offers, first: Sequence[Entry], *, placeholder: str, typed: str = ""
    ) -> None:
        """Ask what to find.

        Args:
            offers: what can be found.
            first: what is shown before anything is typed.
            placeholder: what stands in the empty field.
            typed: what stands in the field, chosen as a whole.
        """
        if self.isHidden():
            self._before = self.window().focusWidget()
        self._offers = offers
        self._first = first
        self.field.setPlaceholderText(placeholder)
        self.field.setAccessibleName(placeholder)
        if self.field.text() == typed:
            self._search(typed)
        else:
            self.field.setText(typed)
        self.field.selectAll()
        self.show()
        self.raise_()
        self._place()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Close, and give the keyboard back to who had it."""
        if self.isHidden():
            return
        focused = self.window().focusWidget()
        inside = focused is None or self.isAncestorOf(focused)
        before, self._before = self._before, None
        self.hide()
        self._offers = None
        if inside and before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk the list by the keys of the field, and keep to the middle of the window."""
        if watched is self.field and isinstance(event, QKeyEvent):
            pressed = event.type() is QEvent.Type.KeyPress
            overriding = event.type() is QEvent.Type.ShortcutOverride
            if (pressed or overriding) and self._is_own(event):
                if pressed:
                    self._walk(Qt.Key(event.key()))
                event.accept()
                return True
        elif event.type() is QEvent.Type.Resize and not self.isHidden():
            self._place()
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the shadow and the ground."""
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = self._theme.space.radius
        edge = QRectF(self.rect()).adjusted(_SHADOW, _SHADOW, -_SHADOW, -_SHADOW)
        shade = QColor(colours.shadow)
        shade.setAlphaF(min(1.0, colours.shadow.alphaF() / _SHADOW * 2))
        painter.setBrush(shade)
        for wide in range(_SHADOW, 0, -1):
            around = edge.adjusted(-wide, -wide + 3, wide, wide)
            painter.drawRoundedRect(around, radius + wide, radius + wide)
        painter.setBrush(colours.panel)
        painter.setPen(QPen(colours.line_strong, 1))
        painter.drawRoundedRect(edge.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.end()

    def _is_own(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return plain == Qt.KeyboardModifier.NoModifier and event.key() in {
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
            Qt.Key.Key_PageUp,
            Qt.Key.Key_PageDown,
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
            Qt.Key.Key_Escape,
            Qt.Key.Key_Tab,
        }

    def _walk(self, key: Qt.Key) -> None:
        count = self.results.rowCount()
        row = self._list.currentIndex().row()
        match key:
            case Qt.Key.Key_Escape:
                self.leave()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._do(self.current)
            case Qt.Key.Key_Up if count:
                self._choose((row - 1) % count)
            case Qt.Key.Key_Down | Qt.Key.Key_Tab if count:
                self._choose((row + 1) % count)
            case Qt.Key.Key_PageUp:
                self._choose(max(0, row - _ROWS))
            case Qt.Key.Key_PageDown:
                self._choose(min(count - 1, row + _ROWS))
            case _:
                return

    def _choose(self, row: int) -> None:
        self._list.setCurrentIndex(self.results.index(row))
        entry, count = self.current, self.results.rowCount()
        words = "" if entry is None else told(entry)
        self.field.setAccessibleDescription(words)
        text = self._language.text
        if entry is None:
            self._hint.setText(text("Nothing found. Try other letters."))
        elif entry.reason:
            self._hint.setText(f"{entry.title}: {entry.reason}")
        elif count >= _MOST:
            self._hint.setText(text("The best results; type more to find others."))
        else:
            self._hint.setText(text("↑↓ walk · Enter goes there or does it · Esc leaves"))

    def _clicked(self, index: QModelIndex) -> None:
        self._choose(index.row())
        self._do(self.current)

    def _do(self, entry: Entry | None) -> None:
        if entry is None or entry.reason:
            return
        typed = self.field.text()
        self.leave()
        self.chosen.emit(entry, typed)

    def _search(self, typed: str) -> None:
        offers = self._offers
        if offers is None:
            return
        if typed.strip():
            sought, back = offers.sought, offers.handicaps
            places = ranked(typed, sought, _MOST, handicaps=back)
            places = places or ranked(without_small_words(typed), sought, _MOST, handicaps=back)
            self.results.show([offers.entry(place) for place in places])
        else:
            self.results.show(self._first)
        self._choose(0)
        self._place()

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        around = 2 * _SHADOW
        width = min(_WIDEST, parent.width() - 2 * self._theme.space.inset) + around
        rows = max(1, min(_ROWS, self.results.rowCount()))
        self._list.setFixedHeight(rows * ROW_HEIGHT + 2)
        height = min(self.sizeHint().height(), parent.height() - _TOP)
        self.setGeometry(QRect((parent.width() - width) // 2, _TOP, width, height))
