"""What the window shows of a plan: bars, rail, rooms, inspector, checks and pulse."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from models.keys import KpiKey, ScenarioKey
from models.places import Place
from ui.decompose.room import DecomposeRoom
from ui.document import Document
from ui.explain.panel import ExplainPanel
from ui.explain.side import ExplainSide
from ui.inspector.inspector import Inspector
from ui.plan_dialogs import PlanDialogs
from ui.prioritise.room import PrioritiseRoom
from ui.problem_list import ProblemList
from ui.pulse import PulseBar
from ui.rail import Rail
from ui.room import Room
from ui.theme import Theme
from ui.top_bar import TopBar
from ui.widgets.status_line import StatusLine
from workbench.analysis.explain.lines import KpiSubject, Subject
from workbench.language import Language

DECOMPOSE, PRIORITISE = "decompose", "prioritise"


class Frame(QWidget):
    """Everything around and in the rooms, while a plan is open.

    Attributes:
        top_bar: scenarios, periods, undo, export.
        inspector: at the right; hideable.
        explain: in its place while a figure is explained.
        explaining: opens and closes it.
        pulse: at the bottom.
        problems: the list of checks, above the pulse; hidden until asked for.
        catalogue: beside the tree; hideable.
        status: the line that says what happened.
    """

    room_changed = Signal(str)
    """The id of the room on screen."""

    def __init__(
        self,
        document: Document,
        theme: Theme,
        language: Language,
        actions: dict[str, QAction],
        parent: QWidget,
    ) -> None:
        """Build everything; the buttons of the top bar trigger ``actions``."""
        super().__init__(parent)
        self._document = document
        self.top_bar = TopBar(document, theme, language, actions, self)
        self.rail = Rail(theme, language, self)
        self._stack = QStackedWidget(self)
        decompose = DecomposeRoom(document, theme, language, self._stack)
        self.catalogue = decompose.catalogue
        self._rooms: dict[str, DecomposeRoom | PrioritiseRoom] = {
            DECOMPOSE: decompose,
            PRIORITISE: PrioritiseRoom(document, theme, language, self._stack),
        }
        for room in self._rooms.values():
            self._stack.addWidget(room)
        self.inspector = Inspector(document, theme, language, self)
        self.inspector.setFixedWidth(self.inspector.sizeHint().width())
        self.explain = ExplainPanel(document, theme, language, self)
        self.explain.setFixedWidth(self.explain.sizeHint().width())
        self.explaining = ExplainSide(document, self.explain, self.inspector, self)
        self.problems = ProblemList(theme, language, self)
        self.problems.setFixedHeight(self.problems.sizeHint().height())
        self.problems.hide()
        self.pulse = PulseBar(document, theme, language, self)
        self._arrange()
        self.status = StatusLine(theme, self._stack)
        dialogs = PlanDialogs(document, theme, language, self)
        dialogs.follow(decompose.drivers, self.inspector)
        dialogs.split_done.connect(decompose.open_branch)
        self.rail.chosen.connect(self.show_room)
        self.pulse.kpi_asked.connect(self.explaining.explain_kpi)
        self.pulse.incentives_asked.connect(self.explaining.explain_incentives)
        self.pulse.stake_asked.connect(self.explaining.explain_stake)
        self.explain.show_asked.connect(self._show_explained)
        self.pulse.problems_asked.connect(self.toggle_problems)
        self.pulse.problems_changed.connect(self._problems_changed)
        self.problems.place_asked.connect(self.show_place)
        self.problems.closed.connect(self._close_problems)
        decompose = self._rooms[DECOMPOSE]
        if isinstance(decompose, DecomposeRoom):
            decompose.explain_asked.connect(self.explaining.explain_focused)
        self.show_room(DECOMPOSE)

    @property
    def room(self) -> str:
        """The id of the room on screen."""
        shown = self._stack.currentWidget()
        return next(name for name, room in self._rooms.items() if room is shown)

    @property
    def current(self) -> Room:
        """The room on screen."""
        return self._rooms[self.room]

    def show_room(self, name: str) -> None:
        """Bring a room on screen."""
        self._stack.setCurrentWidget(self._rooms[name])
        self.rail.choose(name)
        self.room_changed.emit(name)

    def show_kpi(self, key: str) -> None:
        """Select a KPI and show it in the tree, with why it is what it is beside it."""
        self._document.select(KpiKey(key))
        self.show_room(DECOMPOSE)
        self.current.show_kpi(KpiKey(key))

    def show_incentives(self) -> None:
        """Show who is paid what."""
        self.show_room(PRIORITISE)

    def toggle_problems(self) -> None:
        """Open the list of checks, or close it."""
        if self.problems.isVisible():
            self._close_problems()
        else:
            self._list_problems()
            self.problems.show()
            self.problems.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_place(self, place: Place) -> None:
        """Go where a problem can be mended."""
        plan = self._document.plan
        match place.table:
            case "kpis":
                self.show_kpi(place.key)
                self.inspector.show_place(place)
            case "scenarios":
                self._document.show_scenario(ScenarioKey(place.key))
                named = place.field.partition("/")[2].partition("/")[0]
                if named in plan.kpis:
                    self.show_kpi(named)
            case "actuals":
                self.show_kpi(place.key)
            case "levers" | "plan" | "dimensions":
                self._document.select(None)
                self.show_room(DECOMPOSE)
            case _:
                self.show_room(PRIORITISE)
                names = place.field.split("/")
                subject = next((KpiKey(each) for each in names if each in plan.kpis), None)
                if subject is not None:
                    self.current.show_kpi(subject)

    def focus_room(self) -> None:
        """Put the focus into the room on screen."""
        target = first_focusable(self._stack)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_next_pane(self) -> None:
        """Put the focus into the pane after the one that has it."""
        panes = [
            pane
            for pane in (
                self.top_bar,
                self.rail,
                self._stack,
                self.inspector,
                self.explain,
                self.problems,
                self.pulse,
            )
            if pane.isVisible()
        ]
        focused = QApplication.focusWidget()
        at = next(
            (
                place
                for place, pane in enumerate(panes)
                if focused is not None and (pane is focused or pane.isAncestorOf(focused))
            ),
            -1,
        )
        for step in range(1, len(panes) + 1):
            target = first_focusable(panes[(at + step) % len(panes)])
            if target is not None:
                target.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def _arrange(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addWidget(self._stack, 1)
        middle.addWidget(self.inspector)
        middle.addWidget(self.explain)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addLayout(middle, 1)
        column.addWidget(self.problems)
        column.addWidget(self.pulse)

    def _show_explained(self, subject: Subject) -> None:
        """Show in its room what is explained; the explanation stays beside it."""
        if isinstance(subject, KpiSubject):
            self.show_kpi(subject.key)
        else:
            self.show_incentives()
        self.explaining.keep_open()

    def _problems_changed(self) -> None:
        if self.problems.isVisible():
            self._list_problems()

    def _list_problems(self) -> None:
        self.problems.show_problems(self.pulse.problems, self._document.plan)

    def _close_problems(self) -> None:
        focused = QApplication.focusWidget()
        inside = focused is not None and self.problems.isAncestorOf(focused)
        self.problems.hide()
        if inside:
            self.pulse.cells[-1].setFocus(Qt.FocusReason.OtherFocusReason)


def first_focusable(pane: QWidget) -> QWidget | None:
    """Return the first widget of ``pane``, or itself, that Tab would stop at."""
    widget: QWidget | None = pane
    while widget is not None:
        stops = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if stops and widget.isVisible() and widget.isEnabled():
            return widget
        widget = widget.nextInFocusChain()
        # The chain is a ring through the whole window: out of the pane, or round, is the end.
        if widget is pane or (widget is not None and not pane.isAncestorOf(widget)):
            return None
    return None
