"""What the window shows of a plan: bars, rail, rooms, inspector, checks and pulse."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from models.changes import EditError
from models.keys import BASE, KpiKey, PersonKey, ScenarioKey
from models.places import Place
from ui.checking import Checking, Kept
from ui.decompose.room import DecomposeRoom
from ui.document import Document
from ui.explain.panel import ExplainPanel
from ui.explain.side import ExplainSide
from ui.inspector.inspector import Inspector
from ui.panes import first_focusable, focus_pane
from ui.plan_dialogs import PlanDialogs
from ui.plan_view import PlanView
from ui.problem_list import ProblemList
from ui.pulse import PulseBar
from ui.rail import Rail
from ui.room import DECOMPOSE, PRIORITISE, Room
from ui.theme import Theme
from ui.top_bar import TopBar
from ui.widgets.status_line import StatusLine
from workbench.analysis.explain.lines import KpiSubject, Subject
from workbench.findings import Finding
from workbench.language import Language
from workbench.sentences import edit_sentence
from workbench.ways_out import way_out, way_out_step

if TYPE_CHECKING:
    from ui.prioritise.room import PrioritiseRoom

ROOMS = (DECOMPOSE, PRIORITISE)


class Frame(QWidget):
    """Everything around and in the rooms, while a plan is open.

    Attributes:
        checking: the watch that all who show problems and hints listen to.
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
    action_asked = Signal(str)
    """The id of an action that something in a room stands for."""
    problems_shown = Signal()
    """The list of checks was opened or closed."""

    def __init__(
        self,
        document: Document,
        theme: Theme,
        language: Language,
        actions: dict[str, QAction],
        parent: QWidget,
        *,
        kept: Kept | None = None,
    ) -> None:
        """Build everything; the buttons of the top bar trigger ``actions``.

        Args:
            document: the plan.
            theme: how it looks.
            language: of the words.
            actions: of the menus, by their ids.
            parent: where it stands.
            kept: where it is kept which hints were put aside.
        """
        super().__init__(parent)
        self._document = document
        self._theme = theme
        self._language = language
        self.checking = Checking(document, self, kept)
        self.top_bar = TopBar(document, theme, language, actions, self)
        self.rail = Rail(theme, language, self)
        self._stack = QStackedWidget(self)
        self._tree_room = DecomposeRoom(document, theme, language, self._stack, self.checking)
        self._rooms: dict[str, DecomposeRoom | PrioritiseRoom] = {DECOMPOSE: self._tree_room}
        self._stack.addWidget(self._tree_room)
        self.catalogue = self._tree_room.catalogue
        self.inspector = Inspector(document, theme, language, self, self.checking)
        self.inspector.setFixedWidth(self.inspector.sizeHint().width())
        self.explain = ExplainPanel(document, theme, language, self)
        self.explain.setFixedWidth(self.explain.sizeHint().width())
        self.explaining = ExplainSide(document, self.explain, self.inspector, self)
        self.problems = ProblemList(document, self.checking, theme, language, self)
        self.problems.hide()
        self._before_problems: QWidget | None = None
        self._kept_page = ""
        self.pulse = PulseBar(document, theme, language, self, self.checking)
        self._arrange()
        self.status = StatusLine(theme, self._stack)
        self._kept = kept
        self.top_bar.stage.clicked.connect(self.show_life)
        self.top_bar.scenarios.compare_asked.connect(self.compare)
        dialogs = PlanDialogs(document, theme, language, self)
        dialogs.follow(self._tree_room.drivers, self.inspector)
        dialogs.split_done.connect(self._tree_room.open_branch)
        self.rail.chosen.connect(self.show_room)
        self.pulse.kpi_asked.connect(self.explaining.explain_kpi)
        self.pulse.incentives_asked.connect(self.explaining.explain_incentives)
        self.pulse.stake_asked.connect(self.explaining.explain_stake)
        self.inspector.values.explain_asked.connect(self.explaining.explain_selected)
        self.explain.show_asked.connect(self._show_explained)
        self.explaining.opening.connect(self.hold_view)
        self.explaining.nothing_meant.connect(self._say_what_to_explain)
        self.pulse.problems_asked.connect(self.toggle_problems)
        self.pulse.role_asked.connect(self.show_role)
        self._tree_room.finding_asked.connect(self.list_finding)
        self._tree_room.mend_asked.connect(self.mend)
        self.problems.show_asked.connect(self.show_finding)
        self.problems.mend_asked.connect(self.mend)
        self.problems.closed.connect(self._close_problems)
        self.inspector.left.connect(self._leave_inspector)
        self._tree_room.explain_asked.connect(self.explaining.explain_focused)
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
        self._stack.setCurrentWidget(self._room_named(name))
        self.rail.choose(name)
        self.room_changed.emit(name)

    @property
    def view(self) -> PlanView:
        """What is on screen of the plan."""
        document, group = self._document, self._document.group
        pages = self._paged_room()
        return PlanView(
            room=self.room,
            page=self._kept_page if pages is None else pages.page.value,
            scenario=document.scenario,
            span=group.span,
            year=group.first_month.year,
            month=group.first_month.month,
            selection=document.selection,
            inspector=not self.inspector.isHidden(),
            tree=self._tree_room.view_state,
        )

    def restore_view(self, view: PlanView) -> None:
        """Show the plan as it was looked at before, as far as all of it is still there."""
        document = self._document
        document.show_scenario(view.scenario)
        group = view.group_in(document.plan.calendar)
        if group is not None:
            document.show_group(group)
        # Before the tree: where a KPI is selected, it is brought into view.
        document.select(view.selection)
        self._tree_room.restore_view(view.tree)
        if view.room in ROOMS:
            self.show_room(view.room)
        pages = self._paged_room()
        self._kept_page = view.page
        if pages is not None:
            pages.restore_page(view.page)
        self.inspector.setVisible(view.inspector)

    def show_kpi(self, key: str) -> None:
        """Select a KPI and show it in the tree, with why it is what it is beside it."""
        self._document.select(KpiKey(key))
        self.show_room(DECOMPOSE)
        self.current.show_kpi(KpiKey(key))

    def compare(self, scenario: str, other: str) -> None:
        """Show a scenario with another beside it, as a table."""
        self._document.show_scenario(ScenarioKey(scenario))
        self.show_room(DECOMPOSE)
        room = self._rooms[DECOMPOSE]
        if isinstance(room, DecomposeRoom):
            room.compare_with(ScenarioKey(other))
        self.room_changed.emit(DECOMPOSE)

    def show_incentives(self) -> None:
        """Show who is paid what."""
        self.show_room(PRIORITISE)

    def show_life(self) -> None:
        """Show how far the plan has come, and its next step."""
        self.show_room(PRIORITISE)
        room = self._room_named(PRIORITISE)
        if not isinstance(room, DecomposeRoom):
            room.show_life()

    @property
    def person(self) -> PersonKey | None:
        """The person that somebody looks at; None where nobody was chosen."""
        room = self._rooms.get(PRIORITISE)
        return None if room is None or isinstance(room, DecomposeRoom) else room.choice.person

    def hold_view(self) -> None:
        """Leave the tree where it is while something opens beside it."""
        self._tree_room.canvas.hold_view()

    def toggle_problems(self) -> None:
        """Open the list of checks, or close it."""
        if self.problems.isVisible():
            self._close_problems()
        else:
            self._before_problems = QApplication.focusWidget()
            self.hold_view()
            self.problems.refresh()
            self.problems.show()
            self.problems.setFocus(Qt.FocusReason.OtherFocusReason)
            self.problems_shown.emit()

    def let_move(self, *, on: bool) -> None:
        """Let things move by themselves, or nothing."""
        self._tree_room.canvas.let_move(on=on)

    def list_finding(self, finding: Finding) -> None:
        """Open the list of checks where something stands that was found."""
        if not self.problems.isVisible():
            self.toggle_problems()
        self.problems.show_line(finding)
        self.problems.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_finding(self, finding: Finding) -> None:
        """Go where something was found, under the scenario in which it was."""
        if finding.scenario != BASE:
            self._document.show_scenario(finding.scenario)
        self.show_place(finding.place)

    def show_role(self, key: str) -> None:
        """Select a KPI, and let it be said what it is to the program."""
        self.inspector.show()
        self.show_place(Place("kpis", key, "role"))

    def mend(self, finding: Finding) -> None:
        """Take the way out that a hint offers, as one step that is named."""
        mend, plan = finding.mend, self._document.plan
        if mend is None:
            return
        step = way_out_step(mend, plan, self._language)
        try:
            done = self._document.apply(step, partial(way_out, mend=mend))
        except EditError as error:
            self.status.say(edit_sentence(error, plan, self._language))
            return
        if done:
            self.checking.forget(finding)
            self.status.say(self._language.text("Done: {step}. Ctrl+Z takes it back.", step=step))

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
                room = self._room_named(PRIORITISE)
                if subject is not None:
                    room.show_kpi(subject)
                elif not isinstance(room, DecomposeRoom):
                    room.show_place(place)

    def focus_room(self) -> None:
        """Put the focus into the room on screen."""
        room = self._rooms[self.room]
        if not isinstance(room, DecomposeRoom):
            room.focus_work()
            return
        target = first_focusable(self._stack)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_next_pane(self) -> None:
        """Put the focus into the pane after the one that has it."""
        focus_pane(self.panes, 1)

    def focus_previous_pane(self) -> None:
        """Put the focus into the pane before the one that has it."""
        focus_pane(self.panes, -1)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """What F6 walks through, as it lies on screen."""
        around = (self.rail, self.top_bar, *self.current.panes())
        panes = (*around, self.inspector, self.explain, self.problems, self.pulse)
        return tuple(pane for pane in panes if pane.isVisible())

    def _room_named(self, name: str) -> DecomposeRoom | PrioritiseRoom:
        """Return a room; the second is made when it is first asked for."""
        if name not in self._rooms:
            # Loading and making it would hold up the start of those who only look at the tree.
            from ui.life_steps import LifeSteps  # noqa: PLC0415
            from ui.prioritise.room import PrioritiseRoom  # noqa: PLC0415

            room = PrioritiseRoom(self._document, self._theme, self._language, self._stack)
            room.explain_asked.connect(self.explaining.explain_among_payouts)
            room.page_changed.connect(self._page_changed)
            room.said.connect(self.status.say)
            steps = LifeSteps(self._document, self._kept, self._theme, self._language, room)
            steps.follow(room.life)
            steps.said.connect(self.status.say)
            room.place_asked.connect(self.show_place)
            room.action_asked.connect(self.action_asked)
            self._rooms[name] = room
            room.restore_page(self._kept_page)
            self._stack.addWidget(room)
        return self._rooms[name]

    def _paged_room(self) -> PrioritiseRoom | None:
        """Return the room with pages, where somebody has been in it."""
        room = self._rooms.get(PRIORITISE)
        return None if isinstance(room, DecomposeRoom) else room

    def _page_changed(self) -> None:
        self.room_changed.emit(self.room)

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

    def _say_what_to_explain(self) -> None:
        text = self._language.text
        if self.room == DECOMPOSE:
            self.status.say(text("Select a KPI to see why its figure is what it is."))
        else:
            self.status.say(text("Go to a weight or a payout to see why it is what it is."))

    def _leave_inspector(self) -> None:
        """Go back to the checks, where they led here, else to the room."""
        if self.problems.isVisible():
            self.problems.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._go_on_in_room()

    def _go_on_in_room(self) -> None:
        """Put the keyboard where work goes on, rather than where Tab would begin."""
        room = self.current
        if isinstance(room, DecomposeRoom) and self._document.plan.kpis:
            room.focus_tree()
        else:
            self.focus_room()

    def _close_problems(self) -> None:
        focused = QApplication.focusWidget()
        inside = focused is not None and self.problems.isAncestorOf(focused)
        before, self._before_problems = self._before_problems, None
        self.problems.hide()
        self.problems_shown.emit()
        if inside and before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        elif inside:
            self._go_on_in_room()
