"""The list of an explanation, and the keys and clicks that lead through it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget
from typing_extensions import override

from ui.explain.row_delegate import ARROW_WIDTH, RowDelegate
from ui.explain.rows_model import ExplainRows
from ui.theme import Theme
from ui.widgets.key_claim import KeyClaim

_BACK: Final = frozenset({Qt.Key.Key_Backspace, Qt.Key.Key_Back})
_INTO: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class RowsView(QListView):
    """The list; Enter or a double click leads into a figure, Backspace or Alt+Left back."""

    entered = Signal(int)
    """The entry whose figure somebody wants to know more of."""
    back_asked = Signal()
    copy_asked = Signal()
    close_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._on_arrow = False
        KeyClaim(self, claims=_claims)
        self._delegate = RowDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, theme.colours.panel)
        self.setPalette(palette)

    def show_model(self, model: ExplainRows) -> None:
        """Show the entries of ``model``."""
        self.setModel(model)

    def fit(self) -> None:
        """Make room for what is listed now."""
        model = self.model()
        if isinstance(model, ExplainRows):
            self._delegate.fit(model.entries)
            self.scheduleDelayedItemsLayout()

    def put_cursor(self, entry: int) -> None:
        """Put the cursor on an entry, the nearest row where it is a heading or gone."""
        model = self.model()
        if not isinstance(model, ExplainRows):
            return
        rows = [place for place, each in enumerate(model.entries) if each.row is not None]
        if rows:
            nearest = min(rows, key=lambda place: abs(place - entry))
            self.setCurrentIndex(model.index(nearest))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead into a figure, back, or away; copy."""
        if event.key() in _INTO:
            if self.currentIndex().isValid():
                self.entered.emit(self.currentIndex().row())
        elif event.key() in _BACK or _goes_back(event):
            self.back_asked.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_asked.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note whether the arrow of a row was pressed."""
        super().mousePressEvent(event)
        self._on_arrow = self._is_arrow(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lead into the figure whose arrow was clicked."""
        super().mouseReleaseEvent(event)
        clicked, self._on_arrow = self._on_arrow and self._is_arrow(event), False
        if clicked:
            self._enter_at(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Lead into the figure that was double-clicked; its arrow did at the first click."""
        if event.button() == Qt.MouseButton.LeftButton and not self._is_arrow(event):
            self._enter_at(event)

    def _is_arrow(self, event: QMouseEvent) -> bool:
        beside = event.position().x() >= self.viewport().width() - ARROW_WIDTH
        return beside and event.button() == Qt.MouseButton.LeftButton

    def _enter_at(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.entered.emit(index.row())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap words anew at another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()


def _claims(event: QKeyEvent) -> bool:
    """Whether a key is one of the list."""
    mine = event.key() in _BACK | _INTO | {Qt.Key.Key_Escape} or _goes_back(event)
    return mine or event.matches(QKeySequence.StandardKey.Copy)


def _goes_back(event: QKeyEvent) -> bool:
    alt = Qt.KeyboardModifier.AltModifier
    return event.key() == Qt.Key.Key_Left and bool(event.modifiers() & alt)
