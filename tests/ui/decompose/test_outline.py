"""The outline by keyboard: walking, typing, ranges, and the same commands as on the canvas."""

from __future__ import annotations

from dataclasses import replace

import pytest
from examples.shop import ARPU, CLIENTS, CONVERSION, COSTS, LEADS, PROFIT, REVENUE, STRETCH
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from models.changes import Edited
from models.edits import kpis
from models.edits.drivers import set_values
from models.edits.settings import set_calendar
from models.keys import BASE, KpiKey
from models.plan import Plan
from models.tree import kpi_tree
from ui.decompose.outline import Outline
from ui.decompose.outline_columns import CHANGE_COLUMN, GROUP_COLUMN, NAME_COLUMN
from ui.decompose.room import DecomposeRoom
from ui.document import Document

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
JANUARY = CHANGE_COLUMN + 1


@pytest.fixture
def outline(room: DecomposeRoom) -> Outline:
    room.show_outline()
    return room.outline


def press(outline: Outline, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    """Press a key where the keyboard is."""
    editor = outline.typing.editor
    where = editor.line if editor.is_open else outline.view
    assert where.hasFocus()
    QTest.keyClick(where, key, held or Qt.KeyboardModifier.NoModifier)


def type_text(outline: Outline, text: str) -> None:
    for letter in text:
        editor = outline.typing.editor
        QTest.keyClicks(editor.line if editor.is_open else outline.view, letter)


def go(outline: Outline, document: Document, key: KpiKey, column: int) -> None:
    document.select(key)
    outline.view.put_cursor(outline.selected_node, column)


def stretch(outline: Outline, *, down: int = 0, right: int = 0) -> None:
    for _ in range(down):
        press(outline, Qt.Key.Key_Down, SHIFT)
    for _ in range(right):
        press(outline, Qt.Key.Key_Right, SHIFT)


def names(outline: Outline) -> list[str]:
    """Return the names as an item view reads them from the model, in preorder."""
    model = outline.view.outline
    found: list[str] = []
    waiting = [model.index(row, 0) for row in reversed(range(model.rowCount()))]
    while waiting:
        index = waiting.pop()
        found.append(str(index.data()))
        waiting.extend(model.index(row, 0, index) for row in reversed(range(model.rowCount(index))))
    return found


def test_that_the_model_keeps_its_promises_through_every_change(
    document: Document, outline: Outline
) -> None:
    model = outline.view.outline
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, outline)
    document.apply(
        "", lambda plan: kpis.set_formula(plan, COSTS, "leads * 3 + nobody", add_unknown=True)
    )
    document.show_scenario(STRETCH)
    document.apply("", lambda plan: set_calendar(plan, replace(plan.calendar, count=18)))
    assert model.columnCount() == 3 + 18 + 4
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert names(outline) == [
        "Profit",
        "Revenue",
        "Clients",
        "Leads",
        "Conversion of leads",
        "ARPU",
        "Costs",
    ]


def test_that_typing_replaces_a_figure_and_enter_goes_down(
    document: Document, outline: Outline
) -> None:
    go(outline, document, LEADS, JANUARY)
    type_text(outline, "12000")
    press(outline, Qt.Key.Key_Return)
    assert document.plan.kpis[LEADS].values[:2] == (12000.0, 9000.0)
    assert document.selection == CONVERSION
    type_text(outline, "12")
    press(outline, Qt.Key.Key_Tab)
    assert document.plan.kpis[CONVERSION].values[:2] == (0.12, 0.1)
    assert outline.view.cursor_cell[1] == JANUARY + 1
    assert document.undo_stack.count() == 2


def test_that_wrong_input_stays_and_is_explained(document: Document, outline: Outline) -> None:
    before = document.plan
    go(outline, document, LEADS, JANUARY)
    type_text(outline, "many")
    press(outline, Qt.Key.Key_Return)
    editor = outline.typing.editor
    assert editor.is_open
    assert editor.line.text() == "many"
    assert "many" in editor.refusal
    press(outline, Qt.Key.Key_Escape)
    assert document.plan is before


def test_that_looking_at_a_figure_changes_nothing(document: Document, outline: Outline) -> None:
    third = 1000.0 / 3.0
    document.apply("", lambda plan: _with_first(plan, LEADS, third))
    go(outline, document, LEADS, JANUARY)
    press(outline, Qt.Key.Key_F2)
    assert outline.typing.editor.line.text().startswith("333.333")
    press(outline, Qt.Key.Key_Return)
    assert document.plan.kpis[LEADS].values[0] == third
    assert document.undo_stack.count() == 1


def test_that_what_is_worked_out_takes_no_pasted_figure(
    document: Document, outline: Outline, room: DecomposeRoom
) -> None:
    go(outline, document, REVENUE, JANUARY)
    QGuiApplication.clipboard().setText("5")
    press(outline, Qt.Key.Key_V, CTRL)
    assert document.undo_stack.count() == 0
    assert "Revenue" in room.notice.text


@pytest.mark.parametrize("column", [GROUP_COLUMN, JANUARY])
def test_that_a_figure_typed_over_one_that_is_worked_out_is_aimed_at(
    document: Document, outline: Outline, room: DecomposeRoom, qtbot: QtBot, column: int
) -> None:
    go(outline, document, REVENUE, column)
    type_text(outline, "5")
    with qtbot.waitSignal(room.drivers.cascade_asked) as asked:
        press(outline, Qt.Key.Key_Return)
    group = document.group
    periods = group.periods if column == GROUP_COLUMN else group.periods[:1]
    assert asked.args is not None
    (aim,) = asked.args
    assert (aim.key, aim.scenario, aim.text) == (REVENUE, BASE, "5")
    assert aim.group.periods == periods
    assert document.undo_stack.count() == 0


def test_that_a_copied_range_is_pasted_as_one_step(document: Document, outline: Outline) -> None:
    document.apply("", lambda plan: _with_first(plan, LEADS, 1234.5))
    go(outline, document, LEADS, JANUARY)
    stretch(outline, down=1, right=2)
    press(outline, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "1234.5\t9000\t9000\n10%\t10%\t10%"
    steps = document.undo_stack.count()
    go(outline, document, LEADS, JANUARY + 4)
    press(outline, Qt.Key.Key_V, CTRL)
    assert document.plan.kpis[LEADS].values[4:7] == (1234.5, 9000.0, 9000.0)
    assert document.undo_stack.count() == steps + 1
    document.undo_stack.undo()
    assert document.plan.kpis[LEADS].values[4] == 9000.0


@pytest.mark.parametrize(
    ("clipboard", "says"),
    [
        ("1\t2\n3\tmuch", "Conversion of leads, Feb"),
        ("1\n2\n3\n4\n5\n6\n7\n8\n9", "Leads, Jan"),
        ("1\n2\n3\n4", ""),
    ],
)
def test_that_a_paste_with_one_bad_cell_is_refused_whole(
    document: Document, outline: Outline, room: DecomposeRoom, clipboard: str, says: str
) -> None:
    before = document.plan
    go(outline, document, LEADS, JANUARY)
    QGuiApplication.clipboard().setText(clipboard)
    press(outline, Qt.Key.Key_V, CTRL)
    if says:
        assert document.plan is before
        assert says in room.notice.text.replace("\u00a0", " ")
    else:
        assert document.plan.kpis[COSTS].values[0] == 4.0


def test_that_arrows_in_a_refused_formula_stay_in_it(document: Document, outline: Outline) -> None:
    go(outline, document, REVENUE, JANUARY)
    press(outline, Qt.Key.Key_E, CTRL)
    outline.typing.editor.line.setText("clients * (")
    press(outline, Qt.Key.Key_Return)
    press(outline, Qt.Key.Key_Up)
    assert outline.typing.editor.is_open
    assert document.selection == REVENUE


def test_that_a_figure_pasted_for_a_group_keeps_the_season(
    document: Document, outline: Outline
) -> None:
    document.apply("", lambda plan: _with_first(plan, LEADS, 18_000.0))
    go(outline, document, LEADS, GROUP_COLUMN)
    QGuiApplication.clipboard().setText("58500")
    press(outline, Qt.Key.Key_V, CTRL)
    figures = document.plan.kpis[LEADS].values
    assert figures[:2] == (pytest.approx(9000.0), pytest.approx(4500.0))


def test_that_filling_down_copies_the_first_row_of_the_range(
    document: Document, outline: Outline
) -> None:
    go(outline, document, LEADS, JANUARY)
    stretch(outline, down=1, right=1)
    press(outline, Qt.Key.Key_D, CTRL)
    assert document.plan.kpis[CONVERSION].values[:3] == (90.0, 90.0, 0.1)
    assert document.undo_stack.count() == 1


def test_that_delete_in_a_scenario_follows_the_base_again(
    document: Document, outline: Outline
) -> None:
    document.show_scenario(STRETCH)
    assert not outline.view.isColumnHidden(CHANGE_COLUMN)
    go(outline, document, COSTS, JANUARY)
    type_text(outline, "1")
    press(outline, Qt.Key.Key_Return)
    words = outline.view.outline.words
    node = outline.view.outline.words.nodes.home[COSTS]
    assert words.cell(node, JANUARY).detached
    assert not words.cell(node, JANUARY + 1).detached
    assert document.plan.kpis[COSTS].values[0] == 500_000.0
    go(outline, document, COSTS, JANUARY)
    press(outline, Qt.Key.Key_Delete)
    assert not words.cell(node, JANUARY).detached
    values = document.results.values
    assert values.of(COSTS, STRETCH)[0] == values.of(COSTS, BASE)[0]


def test_that_keys_in_the_name_column_build_the_tree(document: Document, outline: Outline) -> None:
    go(outline, document, COSTS, NAME_COLUMN)
    press(outline, Qt.Key.Key_Tab)
    type_text(outline, "Rent")
    press(outline, Qt.Key.Key_Return)
    rent = KpiKey("rent")
    assert kpi_tree(document.plan.kpis).home[rent] == COSTS
    assert document.undo_stack.count() == 1
    assert outline.view.hasFocus()
    press(outline, Qt.Key.Key_Return)
    type_text(outline, "Wages")
    press(outline, Qt.Key.Key_Return)
    assert kpi_tree(document.plan.kpis).siblings(rent) == (rent, "wages")
    press(outline, Qt.Key.Key_Delete)
    assert "wages" not in document.plan.kpis
    assert document.selection == rent
    press(outline, Qt.Key.Key_Tab)
    press(outline, Qt.Key.Key_Escape)
    assert kpi_tree(document.plan.kpis).children[rent] == ()


def test_that_typing_in_a_name_appends(document: Document, outline: Outline) -> None:
    go(outline, document, COSTS, NAME_COLUMN)
    type_text(outline, "!")
    press(outline, Qt.Key.Key_Return)
    assert document.plan.kpis[COSTS].name == "Costs!"


def test_that_a_formula_is_typed_in_its_column(document: Document, outline: Outline) -> None:
    go(outline, document, PROFIT, GROUP_COLUMN)
    press(outline, Qt.Key.Key_E, CTRL)
    type_text(outline, " - gifts")
    press(outline, Qt.Key.Key_Return)
    assert outline.typing.editor.is_open
    assert "gifts" in outline.typing.editor.refusal
    press(outline, Qt.Key.Key_Return)
    assert "gifts" in document.plan.kpis
    assert "Gifts" in names(outline)


def test_that_folding_is_shared_with_the_canvas(
    document: Document, outline: Outline, room: DecomposeRoom
) -> None:
    view, scene = outline.view, room.canvas.scene
    assert scene is not None
    go(outline, document, CLIENTS, NAME_COLUMN)
    press(outline, Qt.Key.Key_Space)
    assert not view.isExpanded(view.currentIndex())
    assert len(scene.visible) == 5
    view.expand(view.currentIndex())
    assert len(scene.visible) == 7
    go(outline, document, LEADS, NAME_COLUMN)
    room.action_handlers()["fold_level"]()
    document.select(CLIENTS)
    press(outline, Qt.Key.Key_Left)
    press(outline, Qt.Key.Key_Left)
    press(outline, Qt.Key.Key_Left)
    assert document.selection in {REVENUE, PROFIT}


def test_that_the_cursor_and_the_selection_are_one(document: Document, outline: Outline) -> None:
    document.select(ARPU)
    nodes = outline.view.outline.words.nodes
    assert nodes.keys[outline.selected_node] == ARPU
    press(outline, Qt.Key.Key_Down)
    assert document.selection == COSTS
    document.select(None)
    assert outline.selected_node == -1


def test_that_the_mouse_reaches_names_that_stay_while_figures_slide(
    document: Document, outline: Outline
) -> None:
    view = outline.view
    view.resize(420, 300)
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().maximum())
    assert view.horizontalScrollBar().value() > 0
    node = view.outline.words.nodes.home[CLIENTS]
    name = view.visualRect(view.outline.index_of(node))
    QTest.mouseClick(view.viewport(), LEFT, pos=name.center())
    assert document.selection == CLIENTS
    assert outline.selected_node == node
    triangle = view.cell_rect(node, NAME_COLUMN).left() - view.viewport().x() - 10
    QTest.mouseClick(view.viewport(), LEFT, pos=QPoint(triangle, name.center().y()))
    assert not view.isExpanded(view.outline.index_of(node))
    QTest.mouseDClick(view.viewport(), LEFT, pos=name.center())
    assert outline.typing.editor.line.text() == "Clients"


def _with_first(plan: Plan, key: KpiKey, value: float) -> Edited:
    return set_values(plan, {(key, 0): value})


def test_that_a_formula_is_completed_in_its_column(document: Document, outline: Outline) -> None:
    go(outline, document, PROFIT, GROUP_COLUMN)
    press(outline, Qt.Key.Key_E, CTRL)
    type_text(outline, " - lea")
    press(outline, Qt.Key.Key_Tab)
    assert outline.typing.editor.line.text() == "Revenue - Costs - Leads"
    press(outline, Qt.Key.Key_Return)
    assert document.plan.kpis[PROFIT].formula == "revenue - costs - leads"


def test_that_f2_goes_on_as_on_the_canvas(document: Document, outline: Outline) -> None:
    go(outline, document, PROFIT, NAME_COLUMN)
    press(outline, Qt.Key.Key_F2)
    shown: list[str] = []
    for _ in range(4):
        shown.append(outline.typing.editor.line.text())
        press(outline, Qt.Key.Key_F2)
    assert shown[0] == shown[3] == "Profit"
    assert shown[2] == "Revenue - Costs"
    assert outline.view.cursor_cell[1] == GROUP_COLUMN
    press(outline, Qt.Key.Key_Escape)
