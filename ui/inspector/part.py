"""The parts that the inspector is made of: what each may use, and what each must do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget
from typing_extensions import override

from models.changes import EditError
from models.kpi import Kpi
from ui.document import Document, Edit
from ui.fonts import TextStyle, font
from ui.icons import pixmap
from ui.inspector.entry import Entry
from ui.theme import Theme
from ui.widgets.text import text_label
from workbench.language import Language
from workbench.sentences import edit_sentence

_CHEVRON = 14


@dataclass(frozen=True)
class Desk:
    """What every part works with."""

    document: Document
    theme: Theme
    language: Language

    def attempt(self, entry: Entry, label: str, edit: Edit, note: str = "") -> bool:
        """Make an edit that was typed into ``entry``, or say there why it is refused."""
        try:
            self.document.apply(label, edit)
        except EditError as error:
            entry.refuse(edit_sentence(error, self.document.plan, self.language))
            return False
        entry.settle(note)
        return True


class FoldHeading(QAbstractButton):
    """A heading that folds what stands below it; checked while it is open."""

    def __init__(self, theme: Theme, parent: QWidget, title: str) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setText(title)
        self.setAccessibleName(title)
        self.setCheckable(True)
        self.setFont(font(TextStyle.SMALL_STRONG))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @override
    def sizeHint(self) -> QSize:
        """Return room for the words and the chevron."""
        width = self.fontMetrics().horizontalAdvance(self.text()) + _CHEVRON + 10
        return QSize(width, 24)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words, and the chevron that says whether it is open."""
        colours = self._theme.colours
        ink = colours.text if self.underMouse() else colours.text_quiet
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(ink)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, self.text())
        name = "chevron_down" if self.isChecked() else "chevron_right"
        left = self.fontMetrics().horizontalAdvance(self.text()) + 5
        place = QRect(left, (self.height() - _CHEVRON) // 2, _CHEVRON, _CHEVRON)
        painter.drawPixmap(place, pixmap(name, ink, _CHEVRON, self.devicePixelRatioF()))
        if self.hasFocus():
            painter.setPen(QPen(colours.selection_ring, 2))
            painter.drawRoundedRect(self.rect().adjusted(-3, 1, left + _CHEVRON + 4, -1), 4, 4)
        painter.end()


class Part(QWidget):
    """A heading and what stands below it.

    Attributes:
        body: the column below the heading.
        may_hide: whether it says itself of which KPIs there is anything in it.
    """

    may_hide: ClassVar[bool] = False

    def __init__(
        self, desk: Desk, parent: QWidget, title: str = "", *, folded: bool | None = None
    ) -> None:
        """Make a part; ``folded`` says how one that folds starts, None is one that does not."""
        super().__init__(parent)
        self.desk = desk
        space = desk.theme.space
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, space.gap)
        column.setSpacing(space.unit)
        content = QWidget(self)
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(space.unit + 2)
        self._title = text_label(
            title, self, style=TextStyle.SMALL_STRONG, colour=desk.theme.colours.text_quiet
        )
        self._title.setVisible(bool(title) and folded is None)
        self._heading: FoldHeading | None = None
        column.addWidget(self._title)
        if folded is not None:
            heading = FoldHeading(desk.theme, self, title)
            heading.setChecked(not folded)
            heading.toggled.connect(content.setVisible)
            content.setVisible(not folded)
            column.addWidget(heading)
            self._heading = heading
        column.addWidget(content)

    def unfold(self) -> None:
        """Show what stands below the heading."""
        if self._heading is not None:
            self._heading.setChecked(True)

    def set_title(self, title: str) -> None:
        """Show another heading; an empty one takes no room."""
        self._title.setText(title)
        self._title.setVisible(bool(title))

    def show_kpi(self, kpi: Kpi, *, another: bool) -> None:
        """Show ``kpi`` as it is now; ``another``: it was a different one before."""
        raise NotImplementedError
