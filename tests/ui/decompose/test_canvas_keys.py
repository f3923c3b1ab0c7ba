"""The tree by keyboard alone: from an empty plan to a tree, and every key of the canvas."""

from __future__ import annotations

from functools import partial

import pytest
from examples.shop import ARPU, CLIENTS, COSTS, LEADS, PROFIT, REVENUE
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.edits.kpis import update_kpi
from models.keys import KpiKey
from models.kpi import TimeRule
from models.plan import Plan
from models.tree import kpi_tree
from ui.decompose.canvas import TreeCanvas
from ui.decompose.room import DecomposeRoom
from ui.document import Document

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def press(canvas: TreeCanvas, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    """Press a key where the keyboard is: in the open field, else on the canvas."""
    editor = canvas.typing.editor
    where = editor.line if editor.is_open else canvas
    assert where.hasFocus()
    QTest.keyClick(where, key, held or Qt.KeyboardModifier.NoModifier)


def type_text(canvas: TreeCanvas, text: str) -> None:
    editor = canvas.typing.editor
    QTest.keyClicks(editor.line if editor.is_open else canvas, text)


def outline_of(document: Document) -> list[tuple[int, str]]:
    kpis = document.plan.kpis
    tree = kpi_tree(kpis)
    return [(tree.depth[key], kpis[key].name) for key in tree.preorder()]


class TestEmptyPlan:
    @pytest.fixture
    def plan(self, empty_plan: Plan) -> Plan:
        return empty_plan

    def test_that_tab_enter_and_typing_build_a_tree(
        self, document: Document, room: DecomposeRoom, canvas: TreeCanvas
    ) -> None:
        room.start_plan()
        type_text(canvas, "Profit")
        press(canvas, Qt.Key.Key_Tab)
        type_text(canvas, "Revenue")
        press(canvas, Qt.Key.Key_Return)
        press(canvas, Qt.Key.Key_Return)
        type_text(canvas, "Costs")
        press(canvas, Qt.Key.Key_Return)
        press(canvas, Qt.Key.Key_Tab)
        type_text(canvas, "Rent")
        press(canvas, Qt.Key.Key_Return)
        assert outline_of(document) == [(0, "Profit"), (1, "Revenue"), (1, "Costs"), (2, "Rent")]
        assert document.plan.kpis[KpiKey("profit")].formula == "revenue - costs"
        assert document.undo_stack.count() == 4

    def test_that_escape_takes_back_what_got_no_name(
        self, document: Document, room: DecomposeRoom, canvas: TreeCanvas
    ) -> None:
        room.start_plan()
        press(canvas, Qt.Key.Key_Escape)
        assert len(document.plan.kpis) == 0


def test_that_the_arrows_walk_the_tree(document: Document, canvas: TreeCanvas) -> None:
    document.select(PROFIT)
    seen = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_End):
        press(canvas, key)
        seen.append(document.selection)
    assert seen[0] in {REVENUE, COSTS}
    assert seen[2] == PROFIT
    assert seen[3] == COSTS


def test_that_typing_appends_to_the_name(document: Document, canvas: TreeCanvas) -> None:
    document.select(REVENUE)
    type_text(canvas, "s")
    press(canvas, Qt.Key.Key_Return)
    assert document.plan.kpis[REVENUE].name == "Revenues"


def test_that_a_digit_on_a_driver_starts_its_figure_and_escape_leaves_it(
    document: Document, canvas: TreeCanvas
) -> None:
    document.select(ARPU)
    before = document.plan
    type_text(canvas, "3")
    type_text(canvas, "6")
    assert canvas.typing.editor.line.text() == "36"
    press(canvas, Qt.Key.Key_Escape)
    assert document.plan is before
    type_text(canvas, "3")
    type_text(canvas, "6")
    press(canvas, Qt.Key.Key_Return)
    assert document.plan.kpis[ARPU].values == pytest.approx((36.0,) * 12)
    type_text(canvas, "-")
    type_text(canvas, "3")
    press(canvas, Qt.Key.Key_Return)
    assert document.plan.kpis[ARPU].values == pytest.approx((-3.0,) * 12)
    assert document.plan.kpis[ARPU].name == before.kpis[ARPU].name


def test_that_a_digit_is_appended_to_the_name_of_what_is_worked_out(
    document: Document, canvas: TreeCanvas
) -> None:
    document.select(REVENUE)
    type_text(canvas, "2")
    press(canvas, Qt.Key.Key_Return)
    assert document.plan.kpis[REVENUE].name == "Revenue2"


def test_that_f2_goes_from_the_name_to_the_figure(document: Document, canvas: TreeCanvas) -> None:
    document.select(ARPU)
    press(canvas, Qt.Key.Key_F2)
    press(canvas, Qt.Key.Key_F2)
    type_text(canvas, "36")
    press(canvas, Qt.Key.Key_Return)
    assert document.plan.kpis[ARPU].values == pytest.approx((36.0,) * 12)
    assert canvas.hasFocus()


def test_that_a_formula_may_say_the_names_on_screen(document: Document, canvas: TreeCanvas) -> None:
    document.select(PROFIT)
    press(canvas, Qt.Key.Key_E, CTRL)
    canvas.typing.editor.line.setText("=Revenue - 2 * Costs")
    press(canvas, Qt.Key.Key_Return)
    assert document.plan.kpis[PROFIT].formula == "revenue - 2 * costs"


def test_that_a_wrong_formula_stays_in_the_field_and_is_explained(
    document: Document, canvas: TreeCanvas
) -> None:
    document.select(REVENUE)
    before = document.plan
    press(canvas, Qt.Key.Key_E, CTRL)
    editor = canvas.typing.editor
    editor.line.setText("clients * (")
    press(canvas, Qt.Key.Key_Return)
    assert editor.is_open
    assert editor.refusal
    assert document.plan is before
    press(canvas, Qt.Key.Key_Escape)
    assert not editor.is_open


def test_that_an_unknown_name_in_a_formula_is_offered_as_a_driver(
    document: Document, canvas: TreeCanvas
) -> None:
    document.select(REVENUE)
    press(canvas, Qt.Key.Key_E, CTRL)
    type_text(canvas, " + rent")
    press(canvas, Qt.Key.Key_Return)
    assert canvas.typing.editor.is_open
    press(canvas, Qt.Key.Key_Return)
    assert document.plan.kpis[REVENUE].formula == "clients * arpu + rent"
    assert document.plan.kpis[KpiKey("rent")].is_driver


def test_that_siblings_are_reordered_indented_and_outdented(
    document: Document, canvas: TreeCanvas
) -> None:
    document.select(LEADS)
    press(canvas, Qt.Key.Key_Down, ALT)
    siblings = kpi_tree(document.plan.kpis).siblings(LEADS)
    assert siblings.index(LEADS) == 1
    document.select(COSTS)
    press(canvas, Qt.Key.Key_Right, ALT)
    assert kpi_tree(document.plan.kpis).home[COSTS] == REVENUE
    press(canvas, Qt.Key.Key_Left, ALT)
    assert kpi_tree(document.plan.kpis).home[COSTS] == PROFIT
    assert document.selection == COSTS


def test_that_deleting_selects_what_is_beside(document: Document, canvas: TreeCanvas) -> None:
    document.select(PROFIT)
    press(canvas, Qt.Key.Key_Return)
    type_text(canvas, "Reach")
    press(canvas, Qt.Key.Key_Return)
    assert KpiKey("reach") in document.plan.kpis
    press(canvas, Qt.Key.Key_Delete)
    assert KpiKey("reach") not in document.plan.kpis
    assert document.selection == PROFIT


def test_that_a_refusal_is_said_in_words(
    document: Document, room: DecomposeRoom, canvas: TreeCanvas
) -> None:
    before = document.plan
    document.select(CLIENTS)
    press(canvas, Qt.Key.Key_Delete)
    assert document.plan is before
    assert "Clients" in room.notice.text
    # What is done next is what counts now.
    document.select(ARPU)
    press(canvas, Qt.Key.Key_D, CTRL)
    assert room.notice.text == ""


def test_that_space_folds_and_ctrl_space_folds_the_level(
    document: Document, canvas: TreeCanvas
) -> None:
    scene = canvas.scene
    assert scene is not None
    whole = len(scene.visible)
    document.select(REVENUE)
    press(canvas, Qt.Key.Key_Space)
    assert len(scene.visible) < whole
    press(canvas, Qt.Key.Key_Space)
    assert len(scene.visible) == whole
    press(canvas, Qt.Key.Key_Space, CTRL)
    assert len(scene.visible) == 3
    document.select(LEADS)
    canvas.show_selected()
    assert scene.card_of(canvas.selected_node) >= 0


def test_that_inserting_a_parent_keeps_the_figure(document: Document, canvas: TreeCanvas) -> None:
    document.select(COSTS)
    profit = document.results.values.total(PROFIT, document.scenario)
    press(canvas, Qt.Key.Key_Return, CTRL)
    type_text(canvas, "All costs")
    press(canvas, Qt.Key.Key_Return)
    assert document.plan.kpis[KpiKey("all_costs")].formula == "costs"
    assert document.results.values.total(PROFIT, document.scenario) == profit
    press(canvas, Qt.Key.Key_Return, SHIFT)
    assert canvas.typing.editor.is_open


def test_that_what_is_made_beside_a_weighted_rate_is_weighted_alike(
    document: Document, canvas: TreeCanvas
) -> None:
    weighted = partial(update_kpi, key=ARPU, time=TimeRule.WEIGHTED, weight_by=CLIENTS)
    document.apply("Weigh", weighted)
    document.select(ARPU)
    press(canvas, Qt.Key.Key_Return, CTRL)
    type_text(canvas, "Revenue per client")
    press(canvas, Qt.Key.Key_Return)
    document.select(ARPU)
    press(canvas, Qt.Key.Key_Tab)
    type_text(canvas, "Base price")
    press(canvas, Qt.Key.Key_Return)
    for name in ("Revenue per client", "Base price"):
        (new,) = [kpi for kpi in document.plan.kpis.values() if kpi.name == name]
        assert (new.time, new.weight_by) == (TimeRule.WEIGHTED, CLIENTS)


def test_that_a_formula_on_a_card_is_completed_and_what_is_refused_stays(
    document: Document, canvas: TreeCanvas
) -> None:
    document.select(PROFIT)
    press(canvas, Qt.Key.Key_E, CTRL)
    editor = canvas.typing.editor
    editor.line.selectAll()
    type_text(canvas, "Rev")
    press(canvas, Qt.Key.Key_Return)
    assert editor.is_open
    editor.line.insert(" + Éléments")
    press(canvas, Qt.Key.Key_Return)
    assert "Éléments" in editor.refusal
    assert editor.line.text() == "Revenue + Éléments"
    press(canvas, Qt.Key.Key_Return)
    assert document.plan.kpis[PROFIT].formula == "revenue + elements"
    assert document.plan.kpis[KpiKey("elements")].name == "Éléments"


def test_that_roll_ups_are_converted_from_a_kpi_or_from_a_driver_below_it(
    document: Document, room: DecomposeRoom
) -> None:
    handlers = room.action_handlers()
    document.select(REVENUE)
    handlers["rollup_sum"]()
    assert document.plan.kpis[REVENUE].formula == "clients + arpu"
    document.select(ARPU)
    handlers["rollup_product"]()
    assert document.plan.kpis[REVENUE].formula == "clients * arpu"
    handlers["rollup_average"]()
    assert document.plan.kpis[REVENUE].formula == "clients * arpu"
    assert not room.notice.isHidden()
