"""The Decompose room: the tree as cards and as a table, one above the other or alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from models.changes import Changes
from models.keys import KpiKey, ScenarioKey
from models.tree import kpi_tree
from ui.checking import Checking
from ui.decompose.canvas import TreeCanvas
from ui.decompose.catalogue_door import CatalogueDoor
from ui.decompose.commands import Commands
from ui.decompose.driver_commands import DriverCommands
from ui.decompose.folding import Folding
from ui.decompose.hint_menu import add_hints
from ui.decompose.invitation import Invitation
from ui.decompose.kpi_clipboard import KpiClipboard
from ui.decompose.menu import context_menu
from ui.decompose.notice import Notice
from ui.decompose.outline import Outline
from ui.decompose.pane_commands import PaneCommands
from ui.decompose.problem_marks import ProblemMarks
from ui.decompose.rollup_commands import RollupCommands
from ui.decompose.several_edits import SeveralEdits
from ui.decompose.tree_edits import TreeEdits
from ui.decompose.tree_nodes import tree_nodes
from ui.decompose.tree_splicing import spliced
from ui.decompose.view_bar import Shape, ViewBar
from ui.decompose.view_state import ViewState
from ui.document import Document
from ui.refusal import Refusal
from ui.theme import Theme
from workbench.language import Language


class DecomposeRoom(QWidget):
    """Canvas and outline of the same tree, with the strip that switches between them."""

    finding_asked = Signal(object)
    """Finding: somebody wants to read a hint among the checks."""
    mend_asked = Signal(object)
    """Finding: somebody takes its way out."""
    explain_asked = Signal()
    """Somebody wants to see why the figure under the keyboard is what it is."""

    def __init__(
        self,
        document: Document,
        theme: Theme,
        language: Language,
        parent: QWidget,
        checking: Checking | None = None,
    ) -> None:
        """Show the tree of ``document``; without a watch to listen to, it has one of its own."""
        super().__init__(parent)
        self._document = document
        self._theme = theme
        self._language = language
        self._edits = TreeEdits(document, language)
        self.drivers = DriverCommands(document, language, self._say, self)
        self._edits.aim = self.drivers.aim
        self._folding = Folding(self)
        self._problems = problems = ProblemMarks(checking or Checking(document, self), self)
        self._nodes = nodes = tree_nodes(kpi_tree(document.plan.kpis))
        self._splitter = QSplitter(Qt.Orientation.Vertical, self)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self.canvas = TreeCanvas(
            document,
            self._edits,
            self._folding,
            problems,
            self._splitter,
            theme=theme,
            language=language,
        )
        self.outline = Outline(
            document, self._edits, self._folding, self._splitter, theme=theme, language=language
        )
        self._splitter.addWidget(self.canvas)
        self._splitter.addWidget(self.outline)
        # One above the other: a table of periods needs the width, and a tree is moved easily.
        self._splitter.setSizes([1000, 1000])
        self.bar = ViewBar(document, theme, language, self)
        self._invitation = Invitation(theme, language, self)
        self.notice = Notice(theme, language, self)
        self.catalogue = CatalogueDoor(
            document, theme, language, self, canvas=self.canvas, bare=self._invitation
        )
        several = SeveralEdits(document, self._edits, language)
        self._commands = Commands(
            document,
            self._edits,
            self._folding,
            several=several,
            clipboard=KpiClipboard(document, several, language),
            nodes=nodes,
            pane=self.canvas,
            say=self._say,
        )
        self._panes = PaneCommands(
            self._commands, self.canvas, self.outline, self, language=language, say=self._say
        )
        self._lay_out()
        self._connect()
        # The canvas may fold what it shows for the first time: the outline knows it by then.
        self.outline.show_nodes(nodes)
        self.canvas.show_nodes(nodes)
        self._invite()
        self.show_shape(Shape.TREE)

    # What the window asks for

    def action_handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what to call for each action the room answers to."""
        return {
            **self._panes.handlers(),
            "compare": self._toggle_compare,
            **RollupCommands(self._document, self._language, self._say).handlers(),
            "explain": self.explain_asked.emit,
            **self.drivers.handlers(),
            "view_tree": self.show_tree,
            "view_outline": self.show_outline,
            "view_both": self.show_both,
            **self.catalogue.handlers(),
        }

    def action_states(self) -> Mapping[str, bool]:
        """Return whether each of its checkable actions is on."""
        return {
            **self._panes.states(),
            "compare": self.outline.compares,
            "catalogue": self.catalogue.is_open,
        }

    def compare_with(self, scenario: ScenarioKey) -> None:
        """Show a scenario beside the one on screen, in the outline."""
        if self._panes.shape is Shape.TREE:
            self.show_outline()
        self.outline.compare(scenario)

    def _toggle_compare(self) -> None:
        if self._panes.shape is Shape.TREE and not self.outline.compares:
            self.show_outline()
        self.outline.toggle_compare()

    def show_kpi(self, key: KpiKey) -> None:
        """Bring a KPI into view."""
        self.canvas.select_key(key)
        self.canvas.show_selected()

    def open_branch(self, key: str) -> None:
        """Select a KPI that was split, with its members in view: each is a branch of its own."""
        kpis = self._document.plan.kpis
        members = {kpi.key for kpi in kpis.values() if kpi.origin == key and kpi.formula}
        above: set[KpiKey] = set()
        at: KpiKey | None = KpiKey(key)
        while at is not None:
            above.add(at)
            at = self._nodes.tree.home[at]
        # What is folded away cannot be selected: unfolded first.
        self._folding.set((self._folding.folded | members) - above)
        self._document.select(KpiKey(key))
        self.show_kpi(KpiKey(key))

    @property
    def view_state(self) -> ViewState:
        """How the tree is looked at."""
        return ViewState(
            shape=self._panes.shape.value,
            folded=tuple(sorted(self._folding.folded)),
            seen=self.canvas.seen,
            split=tuple(self._splitter.sizes()) if self._panes.shape is Shape.BOTH else (),
            switched_on=tuple(name for name, on in self.action_states().items() if on),
        )

    def restore_view(self, state: ViewState) -> None:
        """Look at the tree as before, as far as it is still there."""
        wanted = state.switched_on
        for name, on in self.action_states().items():
            if wanted is not None and on is not (name in wanted):
                self.action_handlers()[name]()
        kpis = self._document.plan.kpis
        self._folding.set(key for key in state.folded if key in kpis)
        self.canvas.show_seen(state.seen)
        self.show_shape(next((each for each in Shape if each.value == state.shape), Shape.TREE))
        if len(state.split) == self._splitter.count() and sum(state.split) > 0:
            self._splitter.setSizes(list(state.split))

    @property
    def shape(self) -> Shape:
        """How the tree is shown."""
        return self._panes.shape

    def show_shape(self, shape: Shape) -> None:
        """Show the tree as cards, as a table, or both."""
        self._panes.shape = shape
        self._arrange()
        self.bar.show_shape(shape)
        self._panes.work_in(self._panes.shown_pane)

    def show_tree(self) -> None:
        """Show cards."""
        self.show_shape(Shape.TREE)
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_outline(self) -> None:
        """Show the table."""
        self.show_shape(Shape.OUTLINE)
        self.outline.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_both(self) -> None:
        """Show both, one above the other."""
        self.show_shape(Shape.BOTH)

    def panes(self) -> tuple[QWidget, ...]:
        """Return what F6 walks through in this room."""
        panes = (self.catalogue, self.canvas, self.outline)
        return tuple(pane for pane in panes if not pane.isHidden())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what lies over the tree in its place."""
        super().resizeEvent(event)
        self.catalogue.fit(event.size().width())
        self.notice.arrange()

    # Within

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.catalogue)
        row.addWidget(self._invitation, 1)
        row.addWidget(self._splitter, 1)
        column.addLayout(row, 1)
        column.addWidget(self.bar)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, self._theme.colours.ground)
        self.setPalette(palette)
        self.setAutoFillBackground(True)

    def _connect(self) -> None:
        document = self._document
        document.changed.connect(self._plan_changed)
        document.results_ready.connect(self._results_ready)
        document.shown_changed.connect(self._shown_changed)
        document.selection_changed.connect(self._selection_changed)
        document.chosen_changed.connect(self.canvas.select_keys)
        document.loaded.connect(self._loaded)
        self.canvas.commanded.connect(self._panes.run_on_canvas)
        self.canvas.refused.connect(self._say)
        self.canvas.menu_asked.connect(self._open_canvas_menu)
        self.canvas.zoom_changed.connect(self.bar.show_zoom)
        self.outline.command.connect(self._panes.run_on_outline)
        self.outline.refused.connect(self._say)
        self.outline.menu_asked.connect(self._open_outline_menu)
        self.bar.shape_chosen.connect(self.show_shape)
        self.bar.zoom_asked.connect(self.canvas.zoom)
        self.bar.fit_asked.connect(self.canvas.fit_all)
        self._invitation.accepted.connect(self.start_plan)
        self._invitation.pasted.connect(self._paste_first)
        self.catalogue.kpi_shown.connect(self.show_kpi)
        self.catalogue.refused.connect(self._say)
        self.catalogue.left.connect(self.focus_tree)

    def _plan_changed(self, changes: Changes) -> None:
        self.notice.clear()
        if changes.structure:
            self._renumber()
        # Names and colours; figures are worded once the results are there.
        self.canvas.measure(changes.kpis)

    def _renumber(self) -> None:
        nodes = spliced(self._nodes, kpi_tree(self._document.plan.kpis))
        if nodes is self._nodes:
            return
        self._nodes = nodes
        self._commands.nodes = nodes
        # The canvas may fold what it shows for the first time: the outline knows it by then.
        self.outline.show_nodes(nodes)
        self.canvas.show_nodes(nodes)
        self._invite()

    def _results_ready(self, _generation: int, _results: object) -> None:
        self.canvas.refresh(edited=True)
        self.outline.refresh()

    def _shown_changed(self, _shown: object) -> None:
        self.canvas.refresh()
        self.outline.refresh()

    def _selection_changed(self, key: KpiKey | None) -> None:
        self.canvas.select_key(key)

    def _loaded(self) -> None:
        self._renumber()
        self._invite()
        self.canvas.show_another_plan()
        self.outline.show_another_plan()

    def _invite(self) -> None:
        """Show an empty plan what to do first."""
        self._arrange()

    def _arrange(self) -> None:
        empty = not self._document.plan.kpis
        self._invitation.setVisible(empty)
        self._splitter.setVisible(not empty)
        self.bar.setVisible(not empty)
        self.canvas.setVisible(self._panes.shape is not Shape.OUTLINE)
        self.outline.setVisible(self._panes.shape is not Shape.TREE)

    def start_plan(self) -> None:
        """Add the first KPI of an empty plan."""
        self._panes.work_in(self._panes.shown_pane)
        self._commands.insert_root()

    def _paste_first(self) -> None:
        """Start an empty plan with what is on the clipboard."""
        self._panes.work_in(self._panes.shown_pane)
        self._commands.paste()
        if self._document.plan.kpis:
            self.focus_tree()

    def focus_tree(self) -> None:
        """Put the keyboard into the tree, as cards or as a table."""
        self._panes.shown_pane.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_menu(self, at: QPoint) -> None:
        menu: QMenu = context_menu(
            {**self.action_handlers(), **self._panes.menu_handlers()},
            self._document,
            self._theme,
            self._language,
            self,
            at_link=self._commands.at_link,
        )
        key = self._document.selection
        add_hints(
            menu,
            () if key is None else self._problems.of(key),
            self._document.plan,
            self._theme,
            self._language,
            show=self.finding_asked.emit,
            mend=self.mend_asked.emit,
        )
        menu.popup(at)

    def _open_canvas_menu(self, at: QPoint) -> None:
        self._panes.work_in(self.canvas)
        self._open_menu(at)

    def _open_outline_menu(self, at: QPoint) -> None:
        self._panes.work_in(self.outline)
        self._open_menu(at)

    def _say(self, refusal: Refusal | None) -> None:
        if refusal is None:
            self.notice.clear()
        else:
            self.notice.say(refusal.sentence)
