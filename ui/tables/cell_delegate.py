"""Painting and typing of cells: wrong input stays in the cell and is explained beside it."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from typing import cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QCompleter,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from ui.fonts import TextStyle, font
from ui.icons import pixmap
from ui.tables.cell_table import CELL_ROLE, Cell, EntryTable, Index, Tone
from ui.theme import Theme

PADDING = 10
"""Free width on either side of a cell's text."""
ROW_HEIGHT = 29
LOCK = 12
"""Width and height of the lock in a cell."""
BELOW_HEIGHT = 17
"""What a quieter line under the text adds to a row."""
LIGHTEST = 0.05
DARKEST = 0.62
"""Opacity of the tint of a weight just above 0, and of one that fills the scale."""


class Step(Enum):
    """Where the current cell goes once something was entered."""

    STAY = (0, 0)
    DOWN = (1, 0)
    UP = (-1, 0)
    RIGHT = (0, 1)
    LEFT = (0, -1)


class CellDelegate(QStyledItemDelegate):
    """Paints :class:`Cell` and edits it in place."""

    moved = Signal(object)
    """Step: something was entered, or given up, and the cursor goes on."""
    refused = Signal(QWidget, str)
    """The editor that holds what cannot be taken, and the sentence that says why."""
    settled = Signal()
    """What is in the editor is no longer complained about."""

    def __init__(self, theme: Theme, parent: QTableView) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = parent
        self._index: QPersistentModelIndex | None = None

    # Painting

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return room for the text, and for the quieter line where there is one."""
        return cell_size(_cell(index))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint tint, text, hairline and, on the current cell, the ring."""
        cell = _cell(index)
        rect = cast("QRect", option.rect)
        state = cast("QStyle.StateFlag", option.state)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        self._paint_ground(
            painter, rect, cell, selected=bool(state & QStyle.StateFlag.State_Selected)
        )
        self._paint_text(painter, rect, cell)
        if cell.locked:
            place = QRect(rect.left() + 5, rect.top() + (ROW_HEIGHT - LOCK) // 2, LOCK, LOCK)
            ratio = self._view.devicePixelRatioF()
            ink = self._theme.colours.text_quiet
            painter.drawPixmap(place, pixmap("lock", ink, LOCK, ratio))
        if index == self._view.currentIndex() and self._view.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.colours.selection_ring, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -2), 3, 3)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, cell: Cell, *, selected: bool) -> None:
        colours = self._theme.colours
        # What the style paints below a selected row would shine through a tint.
        painter.fillRect(rect, colours.panel)
        if cell.tint > 0.0:
            tint = QColor(colours.weight)
            tint.setAlphaF(LIGHTEST + (DARKEST - LIGHTEST) * min(1.0, cell.tint))
            painter.fillRect(rect, tint)
        elif selected:
            painter.fillRect(rect, colours.accent_soft)
        painter.setPen(QPen(colours.panel if cell.tint > 0.0 else colours.line, 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _paint_text(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        inner = rect.adjusted(PADDING, 0, -PADDING, -1)
        side = Qt.AlignmentFlag.AlignRight if cell.right else Qt.AlignmentFlag.AlignLeft
        if cell.below:
            quiet = font(TextStyle.SMALL)
            under = QRect(inner.left(), rect.top() + ROW_HEIGHT - 6, inner.width(), BELOW_HEIGHT)
            painter.setFont(quiet)
            painter.setPen(self._theme.colours.text_quiet)
            elided = QFontMetrics(quiet).elidedText(
                cell.below, Qt.TextElideMode.ElideRight, inner.width()
            )
            painter.drawText(under, side | Qt.AlignmentFlag.AlignVCenter, elided)
            inner.setHeight(ROW_HEIGHT - 1)
        written = font(_style(cell))
        painter.setFont(written)
        painter.setPen(self._ink(cell.tone))
        text = QFontMetrics(written).elidedText(
            cell.text, Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter, text)

    def _ink(self, tone: Tone) -> QColor:
        colours = self._theme.colours
        match tone:
            case Tone.PLAIN:
                return colours.text
            case Tone.QUIET:
                return colours.text_quiet
            case Tone.GOOD:
                return colours.good
            case Tone.BAD:
                return colours.bad

    # Typing

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a line of text that fills the cell."""
        editor = QLineEdit(parent)
        editor.setFrame(False)
        editor.setFont(font(TextStyle.BODY))
        editor.setAlignment(Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole)))
        editor.setTextMargins(PADDING - 2, 0, PADDING - 2, 0)
        editor.setAutoFillBackground(True)
        editor.setAccessibleName(self._spoken_place(index))
        editor.textEdited.connect(self.settled)
        self._index = QPersistentModelIndex(index)
        model = index.model()
        words = model.suggestions(index) if isinstance(model, EntryTable) else ()
        if words:
            completer = QCompleter(list(words), editor)
            completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            editor.setCompleter(completer)
        return editor

    @staticmethod
    def _spoken_place(index: Index) -> str:
        """Name a cell by its row and column, for who does not see the table."""
        model = index.model()
        row = model.data(index.sibling(index.row(), 0), Qt.ItemDataRole.DisplayRole)
        column = model.headerData(index.column(), Qt.Orientation.Horizontal)
        return f"{row}, {column}"

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Offer what the cell holds, unless something was typed already."""
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Leave the model alone: :meth:`eventFilter` enters what was typed, after closing."""

    @override
    def eventFilter(self, object: QObject, event: QEvent) -> bool:
        """Finish on Enter, Tab and when the focus leaves; give up on Escape."""
        if not isinstance(object, QLineEdit):
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            match event.key():
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._finish(object, Step.UP if back else Step.DOWN)
                case Qt.Key.Key_Tab:
                    self._finish(object, Step.RIGHT)
                case Qt.Key.Key_Backtab:
                    self._finish(object, Step.LEFT)
                case Qt.Key.Key_Escape:
                    self.settled.emit()
                    self._close(object)
                case _:
                    return False
            return True
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            stays = event.reason() in {
                Qt.FocusReason.PopupFocusReason,
                Qt.FocusReason.ActiveWindowFocusReason,
            }
            if not stays:
                self._finish(object, Step.STAY)
        return False

    def _finish(self, editor: QLineEdit, step: Step) -> None:
        """Enter what is in the editor and close it, or say why not and keep it."""
        index, model = self._index, self._view.model()
        if index is None or not index.isValid() or not isinstance(model, EntryTable):
            return
        text = editor.text()
        typed = text != model.cell(index).edit
        sentence = model.fault(index, text) if typed else ""
        if sentence:
            self.refused.emit(editor, sentence)
            return
        self._close(editor)
        if typed:
            model.enter(index, text)
        self.moved.emit(step)

    def _close(self, editor: QLineEdit) -> None:
        self._index = None
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)


def cell_size(cell: Cell) -> QSize:
    """Return the room that a cell needs, so that nothing of it is cut."""
    width, height = _width(cell.text, _style(cell)), ROW_HEIGHT
    if cell.below:
        width = max(width, _width(cell.below, TextStyle.SMALL))
        height += BELOW_HEIGHT
    # Advances are rounded, and a text a fraction wider than its room would be cut.
    return QSize(width + 2 * PADDING + 3, height)


@lru_cache(maxsize=4096)
def _width(text: str, style: TextStyle) -> int:
    return QFontMetrics(font(style)).horizontalAdvance(text)


def _cell(index: Index) -> Cell:
    cell = index.data(CELL_ROLE)
    return cell if isinstance(cell, Cell) else Cell()


def _style(cell: Cell) -> TextStyle:
    return TextStyle.BODY_STRONG if cell.strong else TextStyle.BODY
