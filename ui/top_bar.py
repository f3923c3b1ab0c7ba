"""The bar on top: plan and save state, scenarios, period, undo and redo, export."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAction, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from ui.action_words import keys_words
from ui.actions import ACTIONS
from ui.document import Document
from ui.fonts import TextStyle, font
from ui.icons import icon
from ui.period_switch import PeriodSwitch
from ui.scenario_bar import ScenarioBar
from ui.search_button import SearchButton
from ui.stage_badge import StageBadge
from ui.theme import Theme
from ui.widgets.button import Button, ButtonLook
from workbench.language import Language

_NAME_PART: Final = 0.66
"""Of the width that name and scenarios share: a longer name is shortened where chips need it."""


class PlanName(QWidget):
    """The name of the plan and whether it is saved, shortened where there is no room."""

    def __init__(
        self, document: Document, theme: Theme, language: Language, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._theme = theme
        self._language = language
        self._autosaves = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        document.changed.connect(self.refresh)
        document.file_changed.connect(self.refresh)
        self.refresh()

    def show_autosave(self, *, on: bool) -> None:
        """Tell whether the plan is going to be saved by itself."""
        self._autosaves = on
        self.refresh()

    def refresh(self) -> None:
        """Show the name and the state as they are now."""
        words = f"{self._document.plan.name}\n{self._state()}"
        if words == self.toolTip():
            return
        self.setToolTip(words)
        self.setAccessibleName(f"{self._document.plan.name}, {self._state()}")
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Return room for both."""
        name = self._width(self._document.plan.name, TextStyle.TITLE)
        return QSize(name + self._state_width() + 2, self._theme.space.control_height)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return room for the state and the beginning of the name."""
        return QSize(self._state_width() + 84, self._theme.space.control_height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the name, the dot and the state."""
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(TextStyle.TITLE))
        metrics = painter.fontMetrics()
        name = metrics.elidedText(
            self._document.plan.name,
            Qt.TextElideMode.ElideRight,
            self.width() - self._state_width(),
        )
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(colours.text)
        painter.drawText(self.rect(), middle, name)
        left = metrics.horizontalAdvance(name) + 14
        saved = not self._document.is_modified and self._document.path is not None
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.line_strong if saved else colours.warning)
        painter.drawEllipse(left, self.height() // 2 - 4, 8, 8)
        painter.setPen(colours.text_quiet)
        painter.setFont(font(TextStyle.BODY))
        painter.drawText(self.rect().adjusted(left + 14, 0, 0, 0), middle, self._state())
        painter.end()

    def _state(self) -> str:
        document, language = self._document, self._language
        if document.is_modified:
            soon = self._autosaves and document.path is not None
            return language.text("saved soon") if soon else language.text("not saved")
        if document.path is None:
            return language.text("new")
        if document.saved_at is None:
            return language.text("saved")
        return language.text("saved {time}", time=language.time(document.saved_at))

    def _state_width(self) -> int:
        return self._width(self._state(), TextStyle.BODY) + 30

    def _width(self, text: str, style: TextStyle) -> int:
        return QFontMetrics(font(style)).horizontalAdvance(text)


class TopBar(QWidget):
    """The bar on top of the window.

    Attributes:
        plan_name: the name of the plan and whether it is saved.
        stage: where it stands in its life.
        scenarios: the chips.
        period: the period switch.
        search: opens the palette.
    """

    def __init__(
        self,
        document: Document,
        theme: Theme,
        language: Language,
        actions: dict[str, QAction],
        parent: QWidget,
    ) -> None:
        """Make the bar; its buttons trigger ``actions`` and follow whether they are enabled."""
        super().__init__(parent)
        self._theme = theme
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(theme.space.inset, 10, theme.space.inset, 11)
        row.setSpacing(14)
        self.plan_name = PlanName(document, theme, language, self)
        row.addWidget(self.plan_name)
        self.stage = StageBadge(document, theme, language, self)
        row.addWidget(self.stage)
        self.scenarios = ScenarioBar(document, theme, language, self)
        row.addWidget(self.scenarios)
        self.period = PeriodSwitch(document, theme, language, self)
        row.addWidget(self.period)
        # Takes only what is left over once everything has the room it would like.
        row.addStretch()
        self.search = SearchButton(
            theme,
            self,
            text=language.text("Search or run a command"),
            keys=keys_words(ACTIONS["palette"], first=True),
        )
        self.search.clicked.connect(actions["palette"].trigger)
        row.addWidget(self.search)
        both = QHBoxLayout()
        both.setSpacing(0)
        ink = theme.colours.text
        for name, words in (("undo", language.text("Undo")), ("redo", language.text("Redo"))):
            button = Button(
                theme, self, icon=icon(name, theme, ink), look=ButtonLook.BARE, name=words
            )
            _follow(button, actions[name])
            both.addWidget(button)
        row.addLayout(both)
        export = Button(theme, self, text=language.text("Export…"), look=ButtonLook.PRIMARY)
        _follow(export, actions["export"])
        row.addWidget(export)
        self.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Share out the width, once it is known what everything would like."""
        if watched is self and event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            self._share_out()
        return False

    def _share_out(self) -> None:
        """Let the name be read, then show chips, then the words of the search."""
        name, chips, search = self.plan_name, self.scenarios, self.search
        wished = name.sizeHint().width()
        shared = wished + chips.sizeHint().width() + search.sizeHint().width()
        fixed = self._row.sizeHint().width() - shared
        room = self.width() - fixed - search.least_width
        chips.fit(room - min(wished, max(room - chips.whole_width, round(_NAME_PART * room))))
        search.fit(self.width() - fixed - wished - chips.sizeHint().width())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the hairline below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colours.panel)
        painter.setPen(self._theme.colours.line)
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()


def _follow(button: Button, action: QAction) -> None:
    """Make a button do what an action does, and be enabled when it is."""
    button.clicked.connect(action.trigger)
    action.enabledChanged.connect(button.setEnabled)
    button.setEnabled(action.isEnabled())
