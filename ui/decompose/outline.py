"""The outline: the tree of KPIs as a table, equal in power to the canvas."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from models.keys import BASE, KpiKey, ScenarioKey
from models.tree import kpi_tree
from ui.decompose.describe_edits import DescribeEdits
from ui.decompose.folding import Folding
from ui.decompose.outline_cells import OutlineCells
from ui.decompose.outline_columns import NAME_COLUMN
from ui.decompose.outline_entry import OutlineEntry
from ui.decompose.outline_keys import Ask
from ui.decompose.outline_range import EVERYTHING, Reach
from ui.decompose.outline_typing import OutlineTyping
from ui.decompose.outline_view import OutlineView
from ui.decompose.outline_words import OutlineWords
from ui.decompose.tree_edits import TreeEdits
from ui.decompose.tree_nodes import NodeName, TreeNodes, tree_nodes
from ui.document import Document
from ui.refusal import Refusal
from ui.theme import Theme
from workbench.language import Language


class Outline(QWidget):
    """Rows of the tree with a column per period, under the keys of a spreadsheet.

    Figures, names and formulas go through :class:`TreeEdits`; everything else is asked for
    by :attr:`command`, so that the room does the same as for the canvas.

    Attributes:
        view: the table.
        typing: what is typed into it.
    """

    command = Signal(str)
    """The id of an action of :mod:`ui.actions`."""
    refused = Signal(object)
    """Refusal of something that is not typed; None once something went well."""
    menu_asked = Signal(object)
    """QPoint: a menu for the row of the cursor, on the screen."""

    def __init__(
        self,
        document: Document,
        edits: TreeEdits,
        folding: Folding,
        parent: QWidget,
        *,
        theme: Theme,
        language: Language,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._nodes = tree_nodes(kpi_tree(document.plan.kpis))
        self._waits = True
        self._follows = False
        words = OutlineWords(document, language, self._nodes)
        self._folding = folding
        self.view = OutlineView(words, folding, theme, self)
        self.view.setAccessibleName(language.text("Outline of KPIs"))
        describing = DescribeEdits(document, edits, language)
        entry = OutlineEntry(words, edits, describing)
        self._cells = OutlineCells(words, edits, entry, describing, self.view)
        self.typing = OutlineTyping(words, edits, entry, describing, self.view, theme=theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.setFocusProxy(self.view)
        self.view.moved.connect(self._moved)
        self.view.toggled.connect(self._toggle)
        self.view.commanded.connect(self.command)
        self.view.asked.connect(self._do)
        self.view.menu_asked.connect(self.menu_asked)
        self.typing.commanded.connect(self.command)
        self.typing.refused.connect(self.refused)
        document.selection_changed.connect(self.select_key)
        document.chosen_changed.connect(self._chosen_changed)

    def show_nodes(self, nodes: TreeNodes) -> None:
        """Show a tree of another structure, now or when it is looked at."""
        self._nodes = nodes
        self._waits = not self.isVisible()
        if not self._waits:
            self._lay_out()

    def show_another_plan(self) -> None:
        """Begin at the beginning: where another plan was looked at says nothing of this one."""
        self.view.show_beginning()

    def refresh(self) -> None:
        """Word the cells anew: figures differ, or what is shown of them."""
        if not self._waits:
            self.view.refresh()
            self.typing.drop_gone()

    def select_key(self, key: KpiKey | None) -> None:
        """Put the cursor into the row of a KPI: where it is already, or where it is at home."""
        if self._waits:
            return
        node, column = self.view.cursor_cell
        there = self._nodes.keys[node] if node >= 0 else None
        if key is not None and key != there:
            self._put(self._nodes.home.get(key, -1), column)
        elif key is None and there in self._document.plan.kpis:
            self._put(-1, NAME_COLUMN)

    def _put(self, node: int, column: int) -> None:
        """Put the cursor where the selection is already."""
        self._follows = True
        try:
            self.view.put_cursor(node, column)
        finally:
            self._follows = False

    @property
    def selected_node(self) -> int:
        """The node of the cursor, -1 for none."""
        return -1 if self._waits else self.view.cursor_cell[0]

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while nobody looked."""
        super().showEvent(event)
        if self._waits:
            self._waits = False
            self._lay_out()

    def _lay_out(self) -> None:
        """Show the tree as it is; the cursor stays with its node, or goes to the selection."""
        at, column = self.view.cursor_cell
        shown, selection = self.view.outline.words.nodes, self._document.selection
        name = shown.name(at) if at >= 0 else None
        if selection is not None and (name is None or name.key != selection):
            name = NodeName(None, selection)
        self.view.show_nodes(self._nodes)
        self._put(-1 if name is None else self._nodes.find(name), column)
        self.typing.drop_gone()

    def go_home(self) -> None:
        """Put the cursor into the row where the selected KPI is at home."""
        node, column = self.view.cursor_cell
        if node >= 0 and not self._waits:
            home = self._nodes.home.get(self._nodes.keys[node], node)
            self._folding.open_to(self._nodes, home)
            self._put(home, column)

    def edit_name(self) -> None:
        """Type the name of the selected KPI."""
        self.typing.edit_name()

    def edit_formula(self) -> None:
        """Type the formula of the selected KPI."""
        self.typing.edit_formula()

    # What is selected

    def _moved(self) -> None:
        """Select the KPI of the cursor, with those of all rows whose names are selected."""
        node, _ = self.view.cursor_cell
        if node < 0 or self._waits or self._follows:
            return
        cells = self.view.cells
        rows = cells.nodes if NAME_COLUMN in cells.columns else ()
        among = [self._nodes.keys[each] for each in rows] if len(rows) > 1 else ()
        self._document.select(self._nodes.keys[node], among=among)

    def _toggle(self, node: int) -> None:
        """Select the KPI of a row with the others, or no more."""
        key, chosen = self._nodes.keys[node], self._document.chosen
        left = tuple(each for each in chosen if each != key)
        lone = len(left) == len(chosen) or not left
        shown, among = (key, (*left, key)) if lone else (left[-1], left)
        at = node if lone else self._nodes.home.get(shown, -1)
        self._put(at, NAME_COLUMN)
        self._document.select(shown, among=among)

    def _chosen_changed(self, _chosen: object) -> None:
        self.view.repaint_rows()

    # What is done

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what to call for the actions that mean cells or rows here."""
        handlers = {
            "select_all": partial(self._do, Ask.SELECT_ALL),
            "fill_down": partial(self._do, Ask.FILL_DOWN),
            "fill_right": partial(self._do, Ask.FILL_RIGHT),
            "go_home": self.go_home,
        }
        if not self.view.in_names:
            handlers |= {
                "copy": partial(self._do, Ask.COPY),
                "cut": partial(self._do, Ask.CUT),
                "paste": partial(self._do, Ask.PASTE),
                "follow_base": self._follow_base,
            }
        return handlers

    @property
    def compares(self) -> bool:
        """Whether another scenario stands beside the one on screen."""
        return self.view.words.beside.is_shown

    def compare(self, against: ScenarioKey | None) -> None:
        """Show a scenario beside the one on screen; None: none."""
        self.view.words.beside.against = against
        self.refresh()
        if against is not None:
            # It stands at the left, beside what is compared with it.
            self.view.horizontalScrollBar().setValue(0)

    def toggle_compare(self) -> None:
        """Show the base beside the scenario on screen, or the first scenario beside the base."""
        document = self._document
        others = [key for key in (BASE, *document.plan.scenarios) if key != document.scenario]
        if self.compares:
            self.compare(None)
        elif others:
            self.compare(others[0])
        else:
            words = self.view.words.language
            self.refused.emit(Refusal(words.text("There is no scenario yet to compare with.")))

    def _follow_base(self) -> None:
        self.refused.emit(self._cells.follow_base())

    def _do(self, ask: Ask) -> None:
        refusal: Refusal | None = None
        match ask:
            case Ask.EDIT:
                self.typing.edit()
                return
            case Ask.COPY:
                self._cells.copy()
            case Ask.CUT:
                refusal = self._cells.cut()
            case Ask.CLEAR:
                refusal = self._cells.clear()
            case Ask.FILL_DOWN:
                refusal = self._cells.fill_down()
            case Ask.FILL_RIGHT:
                refusal = self._cells.fill_right()
            case Ask.SELECT_ALL:
                names = self.view.in_names
                self.view.widen(Reach(columns=True) if names else EVERYTHING)
            case Ask.SELECT_ROWS:
                self.view.widen(Reach(rows=True))
            case Ask.SELECT_COLUMNS:
                self.view.widen(Reach(columns=True))
            case Ask.PASTE:
                refusal = self._cells.paste()
        self.refused.emit(refusal)
