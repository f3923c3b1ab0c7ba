"""Whatever is done, canvas and outline show exactly what plan and values say, and agree."""

from __future__ import annotations

import math
from contextlib import suppress
from functools import partial

import pytest
import shiboken6
from examples.shop import COSTS, shop
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from PySide6.QtCore import QModelIndex, Qt, QThreadPool
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget
from strategies import sensible
from strategies.edits import Edit, edits

from models.calendar import Span
from models.changes import EditError
from models.edits.drivers import set_value
from models.edits.kpis import set_formula
from models.formula import references
from models.keys import BASE, KpiKey
from models.plan import Plan
from ui.decompose.room import DecomposeRoom
from ui.document import Document
from ui.fonts import load_fonts
from ui.theme import ThemeName, load_theme
from workbench.language import language


@pytest.fixture(autouse=True)
def _application(qapp: QApplication) -> None:
    load_fonts()


Row = tuple[int, str, str]
"""Depth, key and name of a row, links and unknown names with what marks them."""


def rows_of(plan: Plan) -> list[Row]:
    """Return the rows that an outline of ``plan`` has, read naively from its formulas.

    Who names whom is all there is to a tree: the first in plan order that names a KPI in the
    same period is its home, else the first that names it in an earlier one, unless that would
    put it below itself.
    """
    order = list(plan.kpis)
    home: dict[str, str] = {}
    for earlier in (False, True):
        for key in order:
            if key in home:
                continue
            for user in order:
                named = references(plan.kpis[KpiKey(user)].formula)
                listed = named.earlier if earlier else named.now
                if user == key or key not in listed:
                    continue
                above = user
                while above in home:
                    above = home[above]
                if above != key:
                    home[key] = user
                    break
    found: list[Row] = []

    def add(key: str, depth: int, parent: str | None) -> None:
        kpi = plan.kpis.get(KpiKey(key))
        if kpi is None:
            found.append((depth, key, f"{key} · unknown"))
            return
        if parent is not None and home.get(key) != parent:
            found.append((depth, key, f"{kpi.name} ↗"))
            return
        found.append((depth, key, kpi.name))
        named = references(kpi.formula)
        listed = list(dict.fromkeys(name for name in (*named.now, *named.earlier) if name != key))
        known = sorted((name for name in listed if name in order), key=order.index)
        unknown = [name for name in named.all if name not in order]
        for name in (*known, *dict.fromkeys(unknown)):
            add(name, depth + 1, key)

    for key in order:
        if key not in home:
            add(key, 0, None)
    return found


COMMANDS = [
    *["fold", "fold_level", "compare", "move_down", "duplicate", "indent", "outdent"],
    *["copy", "cut", "paste", "delete_branch", "delete_node", "follow_base", "fill_right"],
]


class ViewsMachine(RuleBasedStateMachine):
    """Random edits, undo, redo, scenarios, groups, selections and folding in a room on screen."""

    @initialize(plan=sensible.plans())
    def open(self, plan: Plan) -> None:
        self.host = QWidget()
        self.host.resize(1000, 700)
        self.document = Document(plan)
        self.words = language("en")
        self.room = DecomposeRoom(self.document, load_theme(ThemeName.LIGHT), self.words, self.host)
        self.room.resize(1000, 700)
        self.host.show()
        self.room.show_both()
        self.model = self.room.outline.view.outline
        QAbstractItemModelTester(
            self.model, QAbstractItemModelTester.FailureReportingMode.Fatal, self.model
        )
        self.folded: set[str] = set()

    @rule(edit=edits)
    def make(self, edit: Edit) -> None:
        with suppress(EditError):
            self.document.apply("Edit", edit)

    @rule(key=st.sampled_from(sensible.KPIS[:5]), figure=st.floats(-9, 99))
    def drag(self, key: KpiKey, figure: float) -> None:
        """Change one figure, which keeps the tree."""
        edit = partial(set_value, key=key, period=0, value=figure, scenario=self.document.scenario)
        with suppress(EditError):
            self.document.apply("Drag", edit, "drag")

    @precondition(lambda self: self.document.undo_stack.canUndo())
    @rule()
    def undo(self) -> None:
        self.document.undo_stack.undo()

    @precondition(lambda self: self.document.undo_stack.canRedo())
    @rule()
    def redo(self) -> None:
        self.document.undo_stack.redo()

    @rule(key=st.sampled_from([BASE, *sensible.SCENARIOS]))
    def switch(self, key: str) -> None:
        self.document.show_scenario(key)

    @rule(draw=st.data(), span=st.sampled_from(Span))
    def look(self, draw: st.DataObject, span: Span) -> None:
        groups = self.document.plan.calendar.groups(span)
        if groups:
            self.document.show_group(draw.draw(st.sampled_from(groups)))

    @rule(key=st.sampled_from(sensible.KPIS), among=st.lists(st.sampled_from(sensible.KPIS)))
    def select(self, key: KpiKey, among: list[KpiKey]) -> None:
        self.document.select(key, among=among)

    @rule(node=st.integers(0, 30), column=st.integers(0, 9), stretch=st.booleans())
    def walk(self, node: int, column: int, stretch: bool) -> None:
        view = self.room.outline.view
        shown = view.rows_shown.tolist()
        columns = view.columns_from(0, 99)
        if shown:
            there = shown[node % len(shown)], columns[column % len(columns)]
            view.put_cursor(*there, stretch=stretch)

    @rule(node=st.integers(0, 30))
    def touch(self, node: int) -> None:
        """Select a card on the canvas, as a click does."""
        scene = self.room.canvas.scene
        if scene is not None and len(scene.visible):
            self.room.canvas.select_node(scene.node_of(node % len(scene.visible)))

    @rule(command=st.sampled_from(COMMANDS))
    def command(self, command: str) -> None:
        """Do an action where the keyboard is, with all that is selected."""
        self.room.action_handlers()[command]()

    def teardown(self) -> None:
        """Let nothing stay that would look for something once the next plan is open."""
        if hasattr(self, "host"):
            shiboken6.delete(self.host)
            shiboken6.delete(self.document)
            QThreadPool.globalInstance().waitForDone()

    # What must hold

    @invariant()
    def outline_is_the_plan(self) -> None:
        if not hasattr(self, "room"):
            return
        found: list[Row] = []
        keys = self.room.outline.view.words.nodes.keys

        def read(parent: QModelIndex, depth: int) -> None:
            for row in range(self.model.rowCount(parent)):
                index = self.model.index(row, 0, parent)
                found.append((depth, keys[index.internalId()], str(index.data())))
                read(index, depth + 1)

        read(QModelIndex(), 0)
        assert found == rows_of(self.document.plan)

    @invariant()
    def cells_are_the_figures(self) -> None:
        if not hasattr(self, "room"):
            return
        document, plan, model = self.document, self.document.plan, self.model
        heads = [
            str(model.headerData(column, Qt.Orientation.Horizontal))
            for column in range(model.columnCount())
        ]
        compares = self.room.outline.compares
        first = heads.index("vs base" if not compares else "Difference") + 1
        count = plan.calendar.count
        assert model.columnCount() == first + count + 4
        values = document.results.values
        keys = self.room.outline.view.words.nodes.keys
        waiting = [model.index(row, 0) for row in range(model.rowCount())]
        while waiting:
            index = waiting.pop()
            waiting += [model.index(row, 0, index) for row in range(model.rowCount(index))]
            kpi = plan.kpis.get(keys[index.internalId()])
            shown = [index.siblingAtColumn(column).data() for column in range(model.columnCount())]
            if kpi is None:
                assert set(shown[1:]) == {""}
                continue
            figures = values.of(kpi.key, document.scenario)
            for period in range(count):
                written = self.words.figure(float(figures[period]), kpi.unit, plan.currency)
                assert shown[first + period] == written
            total = values.group(kpi.key, document.scenario, document.group)
            assert shown[1] == self.words.figure(total, kpi.unit, plan.currency)
            assert shown[-1] == kpi.formula
            base = values.group(kpi.key, BASE, document.group)
            better = math.isfinite(total) and math.isfinite(base) and document.scenario != BASE
            if not compares and not better:
                assert shown[2] == ""

    @invariant()
    def canvas_is_the_outline(self) -> None:
        if not hasattr(self, "room") or self.room.canvas.scene is None:
            return
        scene, view = self.room.canvas.scene, self.room.outline.view
        assert scene.nodes.keys == view.words.nodes.keys
        assert scene.visible.tolist() == view.rows_shown.tolist()
        expanded = [
            node
            for node, below in enumerate(view.words.nodes.children)
            if below and view.isExpanded(self.model.index_of(node))
        ]
        folded = self.room.outline.view.folding.folded
        assert expanded == [
            node
            for node, below in enumerate(view.words.nodes.children)
            if below and view.words.nodes.keys[node] not in folded
        ]
        for card, node in enumerate(scene.visible.tolist()):
            kpi = self.document.plan.kpis.get(scene.nodes.keys[node])
            name = scene.nodes.keys[node] if kpi is None else kpi.name
            assert "".join(scene.picture.card(card).name.split()) == "".join(name.split())

    @invariant()
    def selection_is_one(self) -> None:
        if not hasattr(self, "room"):
            return
        selection = self.document.selection
        for pane in (self.room.canvas, self.room.outline):
            node = pane.selected_node
            keys = self.room.outline.view.words.nodes.keys
            known = node >= 0 and keys[node] in self.document.plan.kpis
            assert (keys[node] if known else None) == selection, pane
        assert selection is None or selection in self.document.chosen
        assert set(self.document.chosen) <= set(self.document.plan.kpis)


TestViews = ViewsMachine.TestCase
TestViews.settings = settings(
    max_examples=14,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.reuse, Phase.generate],
)


def test_that_the_naive_reading_is_one() -> None:
    plan, _ = set_formula(shop(), COSTS, "leads * 3 + nobody")
    assert rows_of(plan)[-3:] == [
        (1, "costs", "Costs"),
        (2, "leads", "Leads ↗"),
        (2, "nobody", "nobody · unknown"),
    ]
