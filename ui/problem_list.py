"""The checks: everything that is wrong with the plan, in sentences that lead to their place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from models.plan import Plan
from models.problems import Problem, Severity
from ui.fonts import TextStyle, font
from ui.icons import icon
from ui.theme import Theme
from ui.widgets.button import Button, ButtonLook
from ui.widgets.text import text_label
from workbench.language import Language, message
from workbench.sentences import place_words, problem_sentence

_ICONS = {Severity.ERROR: "problem", Severity.WARNING: "warning", Severity.HINT: "hint"}
_WORDS = {
    Severity.ERROR: message("Error"),
    Severity.WARNING: message("Warning"),
    Severity.HINT: message("Hint"),
}
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.HINT)
_HEIGHT = 210
_MOST = 300
"""Nobody reads more; a plan of ten thousand KPIs may have as many problems."""


class ProblemList(QWidget):
    """A panel above the pulse; Enter or a click goes where a problem can be mended."""

    place_asked = Signal(object)
    """Place: of the problem somebody picked."""
    closed = Signal()

    def __init__(self, theme: Theme, language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._language = language
        self._problems: tuple[Problem, ...] = ()
        colours = theme.colours
        inks = {
            Severity.ERROR: colours.error,
            Severity.WARNING: colours.warning,
            Severity.HINT: colours.text_quiet,
        }
        self._marks = {each: icon(_ICONS[each], theme, ink, 16) for each, ink in inks.items()}
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space.inset, 8, 8, 8)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(text_label(language.text("Checks"), self, style=TextStyle.TITLE))
        head.addStretch(1)
        close = Button(
            theme,
            self,
            icon=icon("close", theme),
            look=ButtonLook.BARE,
            name=language.text("Close"),
        )
        close.clicked.connect(self.closed)
        head.addWidget(close)
        column.addLayout(head)
        self._list = QListWidget(self)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setFont(font(TextStyle.BODY))
        self._list.setWordWrap(True)
        self._list.setSpacing(2)
        self._list.setIconSize(QSize(16, 16))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # A soft ground, on which the marks keep their colours.
        palette = self._list.palette()
        palette.setColor(QPalette.ColorRole.Highlight, theme.colours.accent_soft)
        palette.setColor(QPalette.ColorRole.HighlightedText, theme.colours.text)
        self._list.setPalette(palette)
        self._list.setAccessibleName(language.text("Checks"))
        self._list.itemClicked.connect(self._picked)
        self._list.itemActivated.connect(self._picked)
        self.setFocusProxy(self._list)
        column.addWidget(self._list)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is said, line by line."""
        return tuple(self._list.item(row).text() for row in range(self._list.count()))

    def show_problems(self, problems: Sequence[Problem], plan: Plan) -> None:
        """List other problems, the gravest first; the cursor stays where it was."""
        listed = tuple(
            each for severity in _ORDER for each in problems if each.severity is severity
        )
        row = self._list.currentRow()
        self._problems = listed[:_MOST]
        self._list.clear()
        for problem in self._problems:
            mark = self._marks[problem.severity]
            word = self._language.text(_WORDS[problem.severity])
            sentence = problem_sentence(problem, plan, self._language)
            item = QListWidgetItem(mark, f"{word} · {sentence}")
            item.setToolTip(place_words(problem.place, plan, self._language))
            self._list.addItem(item)
        more = len(listed) - len(self._problems)
        if more:
            self._say_quietly(self._language.plural("{count} more", "{count} more", more))
        if not listed:
            self._say_quietly(self._language.text("Nothing is wrong with the plan."))
        self._list.setCurrentRow(min(max(row, 0), self._list.count() - 1))

    @override
    def sizeHint(self) -> QSize:
        """Return room for a few sentences."""
        return QSize(480, _HEIGHT)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the hairline on top."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colours.panel)
        painter.setPen(self._theme.colours.line)
        painter.drawLine(0, 0, self.width(), 0)
        painter.end()

    def _say_quietly(self, words: str) -> None:
        """Add a line that leads nowhere."""
        item = QListWidgetItem(words)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setForeground(self._theme.colours.text_quiet)
        self._list.addItem(item)

    def _picked(self, item: QListWidgetItem) -> None:
        row = self._list.row(item)
        if row < len(self._problems):
            self.place_asked.emit(self._problems[row].place)
