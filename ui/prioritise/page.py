"""A page of the room: panels that scroll, and that catch up when they are seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPalette, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from models.keys import KpiKey
from models.places import Place
from ui.document import Document
from ui.panes import first_focusable
from ui.prioritise.callout import Callout
from ui.prioritise.choice import PayChoice
from ui.theme import Theme
from workbench.analysis.explain.lines import Name, PaySubject, Subject, Thing
from workbench.language import Language


class Page(QWidget):
    """One page; put its panels into :attr:`content`.

    Attributes:
        document: the plan.
        theme: how it looks.
        language: of the words.
        choice: whom and what the pages of the room speak of.
        content: what scrolls.
        callout: lies over the content, and says beside a cell what needs saying.
    """

    def __init__(
        self,
        document: Document,
        theme: Theme,
        language: Language,
        choice: PayChoice,
        parent: QWidget,
    ) -> None:
        """Make an empty page."""
        super().__init__(parent)
        self.document = document
        self.theme = theme
        self.language = language
        self.choice = choice
        self._stale = True
        self.content = QWidget(self)
        self.content.setAutoFillBackground(True)
        palette = self.content.palette()
        palette.setColor(QPalette.ColorRole.Window, theme.colours.ground)
        self.content.setPalette(palette)
        self.callout = Callout(theme, self.content)
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self.content)
        self._whole = QHBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.addWidget(self._scroll, 1)
        document.results_ready.connect(self.refresh_or_wait)
        document.shown_changed.connect(self.refresh_or_wait)
        choice.changed.connect(self.refresh_or_wait)
        program = QApplication.instance()
        if isinstance(program, QApplication):
            program.focusChanged.connect(self._follow_focus)

    def refresh(self) -> None:
        """Show the plan, its results and the choice as they are now."""

    def put_beside(self, widget: QWidget) -> None:
        """Let a widget stand at the left of what scrolls, and not scroll with it."""
        room = self.theme.space.room
        column = QVBoxLayout()
        column.setContentsMargins(room, room, self.theme.space.inset, room)
        column.addWidget(widget)
        self._whole.insertLayout(0, column)

    def plan_loaded(self) -> None:
        """Forget what was of another plan."""

    def bring_into_view(self, widget: QWidget) -> None:
        """Scroll so far that a widget of the content can be seen."""
        self._scroll.ensureWidgetVisible(widget)

    def action_handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what to call for each action the page answers to, by the action's id."""
        return {}

    def panes(self) -> tuple[QWidget, ...]:
        """Return what F6 walks through in this page."""
        return (self,)

    def work_place(self) -> QWidget | None:
        """Return where the keyboard goes when the page is asked for; None: nowhere."""
        return next(filter(None, map(first_focusable, self.panes())), None)

    def show_kpi(self, key: KpiKey) -> None:
        """Bring a KPI into view, where the page speaks of it."""

    def show_place(self, place: Place) -> None:
        """Bring the place of a problem into view, where the page has it."""

    def explained(self) -> Subject | None:
        """Return the figure that the page is about: what the chosen person or position is paid."""
        person, position = self.choice.person, self.choice.position
        if person is not None:
            return PaySubject(Name(Thing.PERSON, person))
        return None if position is None else PaySubject(Name(Thing.POSITION, position))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while nobody saw it."""
        super().showEvent(event)
        if self._stale:
            self._catch_up()

    def refresh_or_wait(self) -> None:
        """Refresh now where somebody sees it, else when somebody does."""
        self._stale = True
        if self.isVisible():
            self._catch_up()

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Scroll to what the keyboard goes to: Qt does it for Tab alone, and not for F6."""
        # Under a mouse that is pressed nothing may move away.
        pressed = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if now is not None and not pressed and self.content.isAncestorOf(now):
            self.bring_into_view(now)

    def _catch_up(self) -> None:
        self._stale = False
        self.refresh()
