"""A calm list of positions and the people who hold them, narrowed by typing."""

from __future__ import annotations

from typing import Final, cast

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from models.keys import DesignKey, PersonKey, PositionKey
from ui.document import Document
from ui.fonts import TextStyle, font
from ui.prioritise.receipt_who import LINE, MONEY, Index, WhoLine, WhoModel
from ui.theme import Theme
from ui.widgets.error_field import Field
from ui.widgets.panel import Panel
from workbench.language import Language

_ROW: Final = 30
_PAD: Final = 10
_INDENT: Final = 14
_BOTH: Final = 200
"""From this width on, payouts stand beside names."""


class _WhoDelegate(QStyledItemDelegate):
    """Paints a name and, at the right, what the person is paid."""

    def __init__(self, theme: Theme, parent: QListView) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = parent

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a line."""
        return QSize(80, _ROW)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, name and payout."""
        line = index.data(LINE)
        if not isinstance(line, WhoLine):
            return
        colours = self._theme.colours
        rect = cast("QRect", option.rect)
        state = cast("QStyle.StateFlag", option.state)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, colours.accent_soft if chosen else colours.hover)
        if chosen:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), colours.accent)
        whole = line.person is None
        inner = rect.adjusted(_PAD if whole else _PAD + _INDENT, 0, -_PAD, 0)
        # Where there is room for one of the two only, it is the name.
        money = str(index.data(MONEY) or "") if rect.width() >= _BOTH else ""
        small = font(TextStyle.SMALL)
        width = QFontMetrics(small).horizontalAdvance(money) + 2
        painter.setFont(small)
        painter.setPen(colours.text_quiet)
        centre = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, centre | Qt.AlignmentFlag.AlignRight, money)
        written = font(TextStyle.BODY_STRONG if whole else TextStyle.BODY)
        painter.setFont(written)
        painter.setPen(colours.text)
        room = inner.adjusted(0, 0, -(width + 8 if money else 0), 0)
        name = QFontMetrics(written).elidedText(
            line.name, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, centre, name)
        if index == self._view.currentIndex() and self._view.hasFocus():
            painter.setPen(QPen(colours.selection_ring, 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()


class WhoPanel(Panel):
    """The list, and the field that narrows it.

    Attributes:
        field: what is looked for.
        view: the list.
        lines: what it shows.
    """

    chosen = Signal(object)
    """WhoLine: somebody, or a position, was chosen."""

    def __init__(
        self, document: Document, theme: Theme, language: Language, parent: QWidget
    ) -> None:
        """Make the panel; it shows everybody."""
        super().__init__(theme, parent)
        self._document = document
        self._language = language
        self._following = False
        self._at: tuple[PositionKey | None, PersonKey | None] = (None, None)
        self.field = Field(theme, self, name=language.text("Name, position or number"))
        self.field.setPlaceholderText(language.text("Find a person or position"))
        self.field.textChanged.connect(self._seek)
        self.field.installEventFilter(self)
        self.lines = WhoModel(document, language, self)
        self.view = _WhoView(self)
        self.view.setAccessibleName(language.text("Positions and people"))
        self.view.setItemDelegate(_WhoDelegate(theme, self.view))
        self.view.setModel(self.lines)
        self.view.selectionModel().currentChanged.connect(self._moved)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.field)
        self.body.addWidget(self.view, 1)
        self._say_total()

    def refresh(
        self,
        position: PositionKey | None,
        person: PersonKey | None,
        design: DesignKey | None = None,
    ) -> None:
        """Show the plan as it is now, who is looked at, and by which design they are paid."""
        self._at = (position, person)
        self.lines.refresh(design)
        self._follow()
        self._say_total()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the field to the list by the arrow down, to the first person by Enter."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        entered = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if not (entered or event.key() == Qt.Key.Key_Down) or not self.lines.lines:
            return False
        if not self.view.currentIndex().isValid() or entered:
            found = (row for row, line in enumerate(self.lines.lines) if line.person is not None)
            self.view.setCurrentIndex(self.lines.index(next(found, 0)))
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _follow(self) -> None:
        """Put the cursor on whoever is looked at, where they are shown."""
        index = self.lines.place(*self._at)
        if not index.isValid() or index.row() == self.view.currentIndex().row():
            return
        self._following = True
        self.view.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self._following = False

    def _say_total(self) -> None:
        document, language = self._document, self._language
        payouts = self.lines.payouts
        people = len(document.plan.people)
        counted = language.plural("{count} person", "{count} people", people)
        if payouts.total is None or not people:
            self.set_heading(language.text("Who?"), counted)
            return
        total = language.money(payouts.total, document.plan.currency, 0)
        self.set_heading(
            language.text("Who?"), language.text("{people}, {total}", people=counted, total=total)
        )

    def _seek(self, typed: str) -> None:
        self.lines.seek(typed)
        self._follow()

    def _moved(self, current: QModelIndex) -> None:
        line = current.data(LINE)
        if isinstance(line, WhoLine) and not self._following:
            self.chosen.emit(line)


class _WhoView(QListView):
    """A list that stays fluent at any length: all lines are as high as each other."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave keys that mean nothing here to the window."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()
        else:
            super().keyPressEvent(event)
