"""The Prioritise room: who is paid for what, how it pays, and what each receives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from models.keys import KpiKey
from models.places import Place
from ui.document import Document
from ui.prioritise.choice import PayChoice
from ui.prioritise.design_bar import DesignBar
from ui.prioritise.designs_page import DesignsPage
from ui.prioritise.life_page import LifePage
from ui.prioritise.organisation_page import OrganisationPage
from ui.prioritise.page import Page
from ui.prioritise.receive_page import ReceivePage
from ui.prioritise.scorecards_page import ScorecardsPage
from ui.theme import Theme
from ui.widgets.segmented import Choice, SegmentedSwitch
from workbench.language import Language


class PageName(StrEnum):
    """The pages of the room, in their order."""

    SCORECARDS = "scorecards"
    RECEIVE = "receive"
    DESIGNS = "designs"
    ORGANISATION = "organisation"
    LIFE = "life"


class PrioritiseRoom(QWidget):
    """Pages, one of them on screen, and the switch between them.

    Attributes:
        choice: whom and what the pages speak of.
        switch: between the pages.
        design_bar: the designs, one of which the pages speak of.
    """

    explain_asked = Signal(object)
    """Subject: the figure under the cursor, to be explained; None where there is none."""
    action_asked = Signal(str)
    """The id of an action that a button of a page stands for."""
    page_changed = Signal()
    """Another page is on screen: it may answer to other actions."""
    said = Signal(str)
    """A sentence: what was done or refused, and the way back or out."""
    place_asked = Signal(object)
    """Place: somebody wants to go where it can be mended."""

    def __init__(
        self, document: Document, theme: Theme, language: Language, parent: QWidget
    ) -> None:
        super().__init__(parent)
        text = language.text
        self.setAutoFillBackground(True)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, theme.colours.ground)
        self.setPalette(palette)
        self.choice = PayChoice(document, self)
        self._stack = QStackedWidget(self)
        given = (document, theme, language, self.choice, self._stack)
        self.scorecards = ScorecardsPage(*given)
        self.receive = ReceivePage(*given)
        self.designs = DesignsPage(*given)
        self.people = OrganisationPage(*given)
        self.people.action_asked.connect(self.action_asked)
        self.receive.action_asked.connect(self.action_asked)
        self.scorecards.place_asked.connect(self.show_place)
        self.receive.place_asked.connect(self.show_place)
        self.life = LifePage(*given)
        self.life.place_asked.connect(self.place_asked)
        self._pages: Mapping[PageName, Page] = {
            PageName.SCORECARDS: self.scorecards,
            PageName.RECEIVE: self.receive,
            PageName.DESIGNS: self.designs,
            PageName.ORGANISATION: self.people,
            PageName.LIFE: self.life,
        }
        names = {
            PageName.SCORECARDS: text("Scorecards"),
            PageName.RECEIVE: text("What will I receive?"),
            PageName.DESIGNS: text("Designs and cost"),
            PageName.ORGANISATION: text("Organisation"),
            PageName.LIFE: text("Life of the plan"),
        }
        self.switch = SegmentedSwitch(
            theme,
            self,
            name=text("Pages of Prioritise"),
            choices=[Choice(name, names[name]) for name in self._pages],
        )
        self.switch.chosen.connect(self.show_page)
        top = QHBoxLayout()
        room = theme.space.room
        top.setContentsMargins(room, room, room, 0)
        top.setSpacing(theme.space.inset)
        self.design_bar = DesignBar(document, theme, language, self.choice, self)
        self.design_bar.edits.said.connect(self.said)
        top.addWidget(self.switch)
        top.addStretch(1)
        top.addWidget(self.design_bar)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(self._stack, 1)
        for page in self._pages.values():
            self._stack.addWidget(page)
        document.loaded.connect(self._plan_loaded)
        self.show_page(PageName.SCORECARDS)

    @property
    def page(self) -> PageName:
        """Which page is on screen."""
        shown = self._stack.currentWidget()
        return next(name for name, page in self._pages.items() if page is shown)

    def show_page(self, name: PageName) -> None:
        """Bring a page on screen."""
        self._stack.setCurrentWidget(self._pages[name])
        self.switch.choose(name)
        self.page_changed.emit()

    def focus_work(self) -> None:
        """Put the keyboard where work goes on in the page on screen."""
        place = self._pages[self.page].work_place()
        if place is None:
            self.switch.focus_chosen(Qt.FocusReason.OtherFocusReason)
        else:
            place.setFocus(Qt.FocusReason.OtherFocusReason)

    def restore_page(self, kept: str) -> None:
        """Bring a page on screen by its kept name; the first where it is of no page."""
        known = kept in set(PageName)
        self.show_page(PageName(kept) if known else PageName.SCORECARDS)

    def action_handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return the ways to its pages, Explain, and what the page on screen answers to."""
        pages = {f"page_{name}": partial(self._go_to_page, name) for name in self._pages}
        bar = self.design_bar
        designs: dict[str, Callable[[], object]] = {
            "design_add": bar.open_add,
            "design_duplicate": bar.edits.duplicate,
            "design_rename": bar.rename,
            "design_delete": bar.delete,
            "design_pay": bar.pay,
        }
        page = self._pages[self.page].action_handlers()
        return {"explain": self._ask_why, **pages, **designs, **page}

    def action_states(self) -> Mapping[str, bool]:
        """Return nothing: none of its actions is on or off."""
        return {}

    def panes(self) -> tuple[QWidget, ...]:
        """Return what F6 walks through in this room."""
        return (self.switch, self.design_bar, *self._pages[self.page].panes())

    def show_kpi(self, key: KpiKey) -> None:
        """Put the cursor on the row of a KPI, if somebody is paid for it."""
        self.show_page(PageName.SCORECARDS)
        self.scorecards.show_kpi(key)

    def show_life(self) -> None:
        """Show how far the plan has come, with the keyboard on its next step."""
        self.show_page(PageName.LIFE)
        self.life.focus_step()

    def show_place(self, place: Place) -> None:
        """Go where a problem of people or pay can be mended."""
        tables = ("functions", "positions", "people", "objectives")
        page = PageName.ORGANISATION if place.table in tables else PageName.SCORECARDS
        self.show_page(page)
        self._pages[page].show_place(place)

    def _go_to_page(self, name: PageName) -> None:
        self.show_page(name)
        self.focus_work()

    def _ask_why(self) -> None:
        self.explain_asked.emit(self._pages[self.page].explained())

    def _plan_loaded(self) -> None:
        self.design_bar.rebuild()
        for page in self._pages.values():
            page.plan_loaded()
            page.refresh_or_wait()
