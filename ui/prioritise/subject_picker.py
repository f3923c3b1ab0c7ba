"""Choosing what a new row of the matrix is about: a KPI, an objective, or a new objective."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from typing_extensions import override

from ui.fonts import TextStyle, font
from ui.theme import Theme
from ui.widgets.error_field import Field
from workbench.analysis.weighting import Subject
from workbench.language import Language

_WIDTH = 320
_MOST = 100
"""How many are listed at once: typing narrows them."""
_SUBJECT = Qt.ItemDataRole.UserRole


class SubjectPicker(QWidget):
    """A small window over the room: type to narrow the list, Enter takes, Escape leaves."""

    picked = Signal(object)
    """Subject: what was chosen."""
    objective_asked = Signal(str)
    """The name of an objective that is to be made."""

    def __init__(
        self, theme: Theme, language: Language, parent: QWidget, *, only_kpis: bool = False
    ) -> None:
        """Make a picker; one of KPIs only offers no objectives, new or not."""
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._only_kpis = only_kpis
        self._theme = theme
        self._language = language
        self._choices: tuple[tuple[Subject, str], ...] = ()
        self.field = Field(theme, self, name=language.text("KPI or objective"))
        self.field.setPlaceholderText(language.text("Name of a KPI, or of a new objective"))
        if only_kpis:
            self.field.setAccessibleName(language.text("Find a KPI"))
            self.field.setPlaceholderText(language.text("Part of the name of a KPI"))
        self.list = QListWidget(self)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFont(font(TextStyle.BODY))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setAccessibleName(
            language.text("KPIs")
            if only_kpis
            else language.text("KPIs and objectives that nobody is paid for")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.resize(_WIDTH, 300)
        self.field.textEdited.connect(self._narrow)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(self._take)

    def open(self, at: QPoint, choices: Sequence[tuple[Subject, str]]) -> None:
        """Offer ``choices``, each with its name, at a place of the screen."""
        self._choices = tuple(choices)
        self.field.setText("")
        self._narrow("")
        room = self.screen().availableGeometry()
        left = max(room.left(), min(at.x(), room.right() - self.width()))
        top = max(room.top(), min(at.y(), room.bottom() - self.height()))
        self.move(left, top)
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    @override
    def eventFilter(self, object: QObject, event: QEvent) -> bool:
        """Walk the list and take from it while the field keeps the focus."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None:
            last = self.list.count() - 1
            self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), last))
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            item = self.list.currentItem()
            if item is not None:
                self._take(item)
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return True
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and edge."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colours.panel)
        painter.setPen(QPen(self._theme.colours.line_strong, 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    def _narrow(self, typed: str) -> None:
        """List what has the typed words in its name, and the objective they would make."""
        words = typed.casefold().split()
        self.list.clear()
        for subject, name in self._choices:
            if all(word in name.casefold() for word in words):
                item = QListWidgetItem(name, self.list)
                item.setData(_SUBJECT, subject)
                item.setToolTip(name)
            if self.list.count() >= _MOST:
                break
        name = typed.strip()
        if name and not self._only_kpis:
            QListWidgetItem(self._language.text("New objective “{name}”", name=name), self.list)
        self.list.setCurrentRow(0)

    def _take(self, item: QListWidgetItem) -> None:
        subject = item.data(_SUBJECT)
        name = self.field.text().strip()
        self.hide()
        if isinstance(subject, Subject):
            self.picked.emit(subject)
        else:
            self.objective_asked.emit(name)
