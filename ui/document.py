"""The open plan: one frozen value, what was worked out from it, and the way back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand
from typing_extensions import override

from models.calendar import Calendar, Group, Span
from models.changes import Changes, EditError, EditFault, diff, diff_within
from models.keys import BASE, KpiKey, ScenarioKey
from models.life import Reason
from models.plan import Plan
from ui.undo_stack import UndoStack

if TYPE_CHECKING:
    from workbench.analysis.life.touched import Touched
    from workbench.results import Results

Edit = Callable[[Plan], tuple[Plan, Changes]]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the screen shows of the results: one scenario over one group of periods."""

    scenario: ScenarioKey
    group: Group


@dataclass(frozen=True, slots=True)
class Selected:
    """What was selected: the KPI where the keyboard was, and all with it."""

    key: KpiKey | None
    chosen: tuple[KpiKey, ...]


class AsksWhy(Protocol):
    """Asks somebody why what was agreed is changed."""

    def ask_why(self, label: str, before: Plan, hit: Touched) -> Reason | None:
        """Return the reason for the edit called ``label``; None where it is not to be made.

        Args:
            label: the edit, in the user's language.
            before: the plan that was agreed.
            hit: what of the agreement it changes, and whom that touches.
        """
        ...


@dataclass(frozen=True, slots=True)
class Gesture:
    """Edits of one gesture, of which the reason was asked once.

    Attributes:
        merge_key: of each of them.
        before: the plan before the first one.
        after: the plan after the last one.
    """

    merge_key: Hashable
    before: Plan
    after: Plan
    reason: Reason


def first_group(calendar: Calendar) -> Group:
    """Return the group that a plan opens on: its report year, else its first year."""
    report = calendar.report_group()
    if report is not None:
        return report
    years = calendar.groups(Span.YEAR)
    if years:
        return years[0]
    start = calendar.first_month
    return Group(Span.YEAR, start, (), complete=False, number=1, fiscal_year=start.year)


class ReplacePlan(QUndoCommand):
    """The one undo command: one plan in place of another.

    Consecutive commands with the same ``merge_key`` become one step. It is made only
    with a plan whose results are known to work out, so that redoing cannot fail.
    """

    def __init__(
        self,
        document: Document,
        label: str,
        before: Plan,
        after: Plan,
        *,
        changes: Changes,
        merge_key: Hashable | None,
    ) -> None:
        super().__init__(label)
        self._document = document
        self._before = before
        self.after = after
        self.changes = changes
        self.merge_key = merge_key
        self._selected = Selected(document.selection, document.chosen)
        self._selected_after: Selected | None = None

    @override
    def redo(self) -> None:
        """Show the later plan."""
        self._document.install(self.after, self.changes, self._selected_after)

    @override
    def undo(self) -> None:
        """Show the earlier plan."""
        document = self._document
        self._selected_after = Selected(document.selection, document.chosen)
        # What differs is the same from both sides.
        document.install(self._before, self.changes, self._selected)

    @override
    def id(self) -> int:
        """Say whether merging is worth a try."""
        return -1 if self.merge_key is None else 1

    @override
    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take over a later command on the same field; vanish where nothing is left."""
        if not isinstance(other, ReplacePlan) or other.merge_key != self.merge_key:
            return False
        self.after = other.after
        self.setText(other.text())
        self.changes = diff_within(self._before, self.after, self.changes, other.changes)
        self.setObsolete(self.changes.is_empty)
        # Qt deletes the later one now, but PySide keeps what Python knows of it as long as
        # the stack: a long drag would leave a plan behind at each move.
        vars(other).clear()
        return True


class Document(QObject):
    """The plan on screen, its results, and what of them is shown.

    Views apply :class:`models.changes.Changes` and ask for edits; none edits by itself.
    When a signal arrives, plan and results are both the new ones already.

    Attributes:
        undo_stack: every edit, named; its clean state is the saved plan.
    """

    changed = Signal(object)
    """Changes: what differs in the plan."""
    results_ready = Signal(int, object)
    """The generation, and the Results of the plan as it is now."""
    shown_changed = Signal(object)
    """Shown: another scenario or group is looked at."""
    selection_changed = Signal(object)
    """The key of the selected KPI, or None."""
    chosen_changed = Signal(object)
    """The keys of all selected KPIs, a tuple; comes after ``selection_changed``."""
    file_changed = Signal()
    """Where the plan is kept, or whether it is saved, is another."""
    loaded = Signal()
    """Another plan was opened; comes after all other signals of it."""

    def __init__(self, plan: Plan, path: Path | None = None, parent: QObject | None = None) -> None:
        """Open ``plan``, kept at ``path``; None where it was never saved."""
        super().__init__(parent)
        self.undo_stack = UndoStack(self)
        self._plan = plan
        # Nobody looks at the figures of the empty plan behind the welcome page.
        self._results: Results | None = None
        self._generation = 0
        self._path = path
        self._saved_at: dt.datetime | None = None
        self._shown = Shown(BASE, first_group(plan.calendar))
        self._selection: KpiKey | None = None
        self._chosen: tuple[KpiKey, ...] = ()
        self._announcing = False
        self._ahead: tuple[Plan, Results] | None = None
        self._asker: AsksWhy | None = None
        self._asking = False
        self._gesture: Gesture | None = None
        self.undo_stack.cleanChanged.connect(self._clean_changed)

    @property
    def plan(self) -> Plan:
        """The plan as it is now."""
        return self._plan

    @property
    def results(self) -> Results:
        """What was worked out from the plan as it is now."""
        if self._results is None:
            self._results = _worked_out(self._plan)
        return self._results

    @property
    def generation(self) -> int:
        """How often the plan changed; an answer for an older one is stale."""
        return self._generation

    @property
    def path(self) -> Path | None:
        """The file of the plan; None while it was never saved."""
        return self._path

    @property
    def saved_at(self) -> dt.datetime | None:
        """When the plan was saved here last; None where it was not since it was opened."""
        return self._saved_at

    @property
    def is_modified(self) -> bool:
        """Whether something would be lost if the plan were closed."""
        return not self.undo_stack.isClean()

    @property
    def shown(self) -> Shown:
        """The scenario and group on screen."""
        return self._shown

    @property
    def scenario(self) -> ScenarioKey:
        """The scenario on screen."""
        return self._shown.scenario

    @property
    def group(self) -> Group:
        """The group of periods on screen."""
        return self._shown.group

    @property
    def selection(self) -> KpiKey | None:
        """The selected KPI: the one that is shown beside the tree, where the keyboard is."""
        return self._selection

    @property
    def chosen(self) -> tuple[KpiKey, ...]:
        """All selected KPIs, the selected one among them, in the order they were given."""
        return self._chosen

    def let_ask(self, asker: AsksWhy | None) -> None:
        """Let somebody be asked why, where an edit changes what was agreed."""
        self._asker = asker

    def apply(
        self,
        label: str,
        edit: Edit,
        merge_key: Hashable | None = None,
        *,
        reason: Reason | None = None,
    ) -> bool:
        """Make an edit, as one named undo step.

        What was agreed is changed for a reason only: it is asked for before the edit is made,
        once for all edits of one ``merge_key`` that follow each other, and stands in the log of
        the plan. Where nobody wants to give one, nothing changes.

        Args:
            label: the name of the step, in the user's language.
            edit: returns the new plan with what differs.
            merge_key: edits that follow each other with the same key become one step; put
                something of the gesture into it, so that two drags stay two steps.
            reason: why something that was agreed is changed; None: somebody is asked.

        Returns:
            Whether anything changed.

        Raises:
            EditError: the edit was refused, or needs a reason while nobody is there to be
                asked; nothing has changed.
            RuntimeError: called while a change is being announced.
        """
        if self._announcing:
            raise RuntimeError("an edit must not be made while another one is announced")
        if self._asking:
            # A field that lost the keyboard to the question: it is asked about already.
            return False
        after, changes = edit(self._plan)
        if changes.is_empty:
            return False
        if self._plan.life.locked:
            reasoned = self._reasoned(label, after, changes, merge_key, reason)
            if reasoned is None:
                # Whoever shows what was typed shows again what holds.
                self._announce(Changes())
                return False
            after, changes = reasoned
        # Worked out before the command exists: what could fail, fails here.
        self._ahead = (after, _followed(self.results, after, changes))
        command = ReplacePlan(self, label, self._plan, after, changes=changes, merge_key=merge_key)
        self.undo_stack.push(command)
        return True

    def load(self, plan: Plan, path: Path | None, *, saved: bool = True) -> None:
        """Open another plan; the way back to the one before is gone.

        Args:
            plan: the plan to open.
            path: its file; None where it has none yet.
            saved: whether its file holds it as it is; a recovered plan is not saved.
        """
        results = _worked_out(plan)
        before, self._plan, self._results = self._plan, plan, results
        self._generation += 1
        self._path = path
        self._saved_at = None
        self._shown = Shown(BASE, first_group(plan.calendar))
        self._selection = None
        self._chosen = ()
        self.undo_stack.clear()
        if not saved:
            self.undo_stack.resetClean()
        self._announce(diff(before, plan))
        self.shown_changed.emit(self._shown)
        self.selection_changed.emit(None)
        self.chosen_changed.emit(())
        self.file_changed.emit()
        self.loaded.emit()

    def mark_saved(self, path: Path) -> None:
        """Take note that the plan as it is now is kept at ``path``."""
        self._path = path
        self._saved_at = dt.datetime.now(tz=dt.UTC).astimezone()
        self.undo_stack.setClean()
        self.file_changed.emit()

    def show_scenario(self, scenario: ScenarioKey) -> None:
        """Show another scenario; one that does not exist shows the base."""
        known = scenario if scenario in self._plan.scenarios else BASE
        self._show(Shown(known, self._shown.group))

    def show_group(self, group: Group) -> None:
        """Show another group of periods."""
        self._show(Shown(self._shown.scenario, group))

    def select(self, key: KpiKey | None, among: Iterable[KpiKey] = ()) -> None:
        """Select a KPI; one that does not exist selects none.

        Args:
            key: the KPI to show beside the tree.
            among: all that are selected with it; none else where it is empty.
        """
        known = key if key in self._plan.kpis else None
        self._select(known, () if known is None else (*among, known))

    def install(self, plan: Plan, changes: Changes, selected: Selected | None = None) -> None:
        """Put ``plan`` in place of the current one. For the undo command only.

        Args:
            plan: the other plan.
            changes: what differs between the two.
            selected: what was selected when ``plan`` was on screen: selected again where it
                comes back, or where what is selected now goes.
        """
        if plan is self._plan:
            return
        ahead, self._ahead = self._ahead, None
        if ahead is not None and ahead[0] is plan:
            self._results = ahead[1]
        else:
            self._results = _followed(self.results, plan, changes)
        comes_back = selected is not None and selected.key not in self._plan.kpis
        self._plan = plan
        self._generation += 1
        shown = self._still_there(self._shown)
        shown_differs = shown != self._shown
        selection, chosen = self._selection, self._chosen
        self._shown = shown
        lost = selection not in plan.kpis
        if selected is not None and selected.key in plan.kpis and (comes_back or lost):
            self._selection, self._chosen = selected.key, selected.chosen
        self._keep_selected()
        self._announce(changes)
        if shown_differs:
            self.shown_changed.emit(self._shown)
        self._tell_selected(selection, chosen)

    def _reasoned(
        self,
        label: str,
        after: Plan,
        changes: Changes,
        merge_key: Hashable | None,
        reason: Reason | None,
    ) -> tuple[Plan, Changes] | None:
        """Return an edit of an agreed plan with why it is made; None where it is not to be."""
        # Nothing of a draft needs it.
        from workbench.analysis.life.guarding import (  # noqa: PLC0415
            touched_by_edit,
            with_reason,
        )

        first = self._plan
        gesture = self._continued(merge_key)
        if gesture is not None:
            reason = gesture.reason
            if self.undo_stack.index() != self.undo_stack.cleanIndex():
                # One step, so one entry in the log. What was saved between is a step by itself:
                # Qt merges nothing into that.
                first = gesture.before
                after = replace(after, life=first.life)
        whole = changes if first is self._plan else diff(first, after)
        hit = touched_by_edit(first, after, whole)
        if not hit and gesture is None:
            return after, changes
        if reason is None:
            reason = self._asked(label, first, hit)
            if reason is None:
                return None
        after, changes = with_reason(after, changes, hit=hit, what=label, reason=reason)
        if merge_key is not None:
            self._gesture = Gesture(merge_key, first, after, reason)
        return after, changes

    def _continued(self, merge_key: Hashable | None) -> Gesture | None:
        """Return the gesture that an edit belongs to, if its reason was asked already."""
        gesture = self._gesture
        if gesture is None or merge_key is None:
            return None
        same = gesture.merge_key == merge_key and gesture.after is self._plan
        return gesture if same else None

    def _asked(self, label: str, before: Plan, hit: Touched) -> Reason | None:
        if self._asker is None:
            raise EditError(EditFault.REASON_NEEDED, {})
        self._asking = True
        try:
            return self._asker.ask_why(label, before, hit)
        finally:
            self._asking = False

    def _select(self, key: KpiKey | None, chosen: Iterable[KpiKey]) -> None:
        before = self._selection, self._chosen
        self._selection = key
        self._chosen = tuple(dict.fromkeys(each for each in chosen if each in self._plan.kpis))
        self._tell_selected(*before)

    def _keep_selected(self) -> None:
        """Select no more what the plan no longer has."""
        kpis = self._plan.kpis
        self._chosen = tuple(each for each in self._chosen if each in kpis)
        if self._selection not in kpis:
            self._selection = None
            self._chosen = ()

    def _tell_selected(self, selection: KpiKey | None, chosen: tuple[KpiKey, ...]) -> None:
        """Tell what is selected where it was another before."""
        if selection != self._selection:
            self.selection_changed.emit(self._selection)
        if chosen != self._chosen:
            self.chosen_changed.emit(self._chosen)

    def _announce(self, changes: Changes) -> None:
        self._announcing = True
        try:
            self.changed.emit(changes)
            self.results_ready.emit(self._generation, self.results)
        finally:
            self._announcing = False

    def _show(self, shown: Shown) -> None:
        if shown != self._shown:
            self._shown = shown
            self.shown_changed.emit(shown)

    def _still_there(self, shown: Shown) -> Shown:
        """Return ``shown`` with what the plan no longer has replaced."""
        scenario = shown.scenario if shown.scenario in self._plan.scenarios else BASE
        group = shown.group
        if group not in self._plan.calendar.groups(group.span):
            group = first_group(self._plan.calendar)
        return Shown(scenario, group)

    def _clean_changed(self, _clean: bool) -> None:  # noqa: FBT001 - Qt hands it over so
        self.file_changed.emit()


def _worked_out(plan: Plan) -> Results:
    # The engine and numpy take longer to load than Qt: not before there is a plan to show.
    from workbench.results import results_of  # noqa: PLC0415

    return results_of(plan)


def _followed(results: Results, plan: Plan, changes: Changes) -> Results:
    from workbench.results import follow_results  # noqa: PLC0415

    return follow_results(results, plan, changes)
