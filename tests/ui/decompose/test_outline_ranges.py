"""Ranges, several rows, comparing and branches on the clipboard, by the keys of a spreadsheet."""

from __future__ import annotations

from dataclasses import replace

import pytest
from examples.shop import ARPU, CLIENTS, CONVERSION, COSTS, LEADS, PROFIT, REVENUE, STRETCH, shop
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest

from models.changes import edited
from models.keys import BASE, KpiKey
from models.kpi import Sense, UnitKind
from models.plan import Plan
from models.table import Table
from models.tree import kpi_tree
from ui.decompose.outline import Outline
from ui.decompose.outline_columns import (
    CHANGE_COLUMN,
    GROUP_COLUMN,
    NAME_COLUMN,
    ColumnKind,
)
from ui.decompose.room import DecomposeRoom
from ui.document import Document
from workbench.clipboard.html_table import read_html

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
JANUARY = CHANGE_COLUMN + 1
DECEMBER = JANUARY + 11


@pytest.fixture
def plan() -> Plan:
    # Nothing but the tree names the KPIs, so that all of them can go.
    return replace(shop(), designs=Table())


@pytest.fixture
def outline(room: DecomposeRoom) -> Outline:
    room.show_outline()
    QGuiApplication.clipboard().clear()
    return room.outline


def press(outline: Outline, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    editor = outline.typing.editor
    where = editor.line if editor.is_open else outline.view
    QTest.keyClick(where, key, held or Qt.KeyboardModifier.NoModifier)


def go(outline: Outline, key: KpiKey, column: int) -> None:
    outline.view.put_cursor(outline.view.words.nodes.home[key], column)


def column_of(outline: Outline, kind: ColumnKind) -> int:
    return next(at for at, each in enumerate(outline.view.words.columns) if each.kind is kind)


def type_over(outline: Outline, text: str) -> None:
    for letter in text:
        editor = outline.typing.editor
        QTest.keyClicks(editor.line if editor.is_open else outline.view, letter)
    press(outline, Qt.Key.Key_Return)


def copied(text: str, html: str = "") -> None:
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)


def below(document: Document, parent: KpiKey) -> tuple[KpiKey, ...]:
    return kpi_tree(document.plan.kpis).shown_under(parent)


# Walking and ranges


def test_that_ctrl_and_an_arrow_leap_to_the_edge_of_what_is_filled(
    document: Document, outline: Outline
) -> None:
    go(outline, LEADS, JANUARY + 4)
    press(outline, Qt.Key.Key_Delete)
    go(outline, LEADS, JANUARY)
    press(outline, Qt.Key.Key_Right, CTRL)
    assert outline.view.cursor_cell[1] == JANUARY + 3
    press(outline, Qt.Key.Key_Right, CTRL)
    assert outline.view.cursor_cell[1] == JANUARY + 5
    press(outline, Qt.Key.Key_Left, CTRL)
    assert outline.view.cursor_cell[1] == JANUARY + 3
    press(outline, Qt.Key.Key_Home, SHIFT)
    assert outline.view.cells.columns == (NAME_COLUMN, GROUP_COLUMN, *range(3, JANUARY + 4))
    go(outline, CONVERSION, JANUARY)
    press(outline, Qt.Key.Key_Down, CTRL | SHIFT)
    assert len(outline.view.cells.nodes) == 3
    press(outline, Qt.Key.Key_End, CTRL)
    assert outline.view.cursor_cell == (outline.view.words.nodes.home[COSTS], DECEMBER)
    press(outline, Qt.Key.Key_Home, CTRL)
    assert outline.view.cursor_cell == (0, GROUP_COLUMN)


def test_that_rows_columns_and_everything_are_selected_around_the_cursor(
    document: Document, outline: Outline
) -> None:
    view = outline.view
    go(outline, LEADS, JANUARY)
    press(outline, Qt.Key.Key_Space, CTRL)
    assert (len(view.cells.nodes), view.cells.columns) == (7, (JANUARY,))
    assert view.cursor_cell == (view.words.nodes.home[LEADS], JANUARY)
    press(outline, Qt.Key.Key_Space, SHIFT)
    assert view.cells.nodes == (view.words.nodes.home[LEADS],)
    press(outline, Qt.Key.Key_Down, SHIFT)
    assert len(view.cells.nodes) == 2
    assert document.chosen == (LEADS, CONVERSION)
    press(outline, Qt.Key.Key_A, CTRL)
    assert len(view.cells.nodes) * len(view.cells.columns) == 7 * (len(view.words.columns) - 1)
    press(outline, Qt.Key.Key_C, CTRL)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].startswith("Name\t")
    assert len(lines) == 8
    press(outline, Qt.Key.Key_Up)
    assert len(view.cells.nodes) == len(view.cells.columns) == 1


def test_that_filling_right_copies_the_first_period(document: Document, outline: Outline) -> None:
    go(outline, LEADS, JANUARY)
    type_over(outline, "7")
    go(outline, LEADS, JANUARY + 1)
    press(outline, Qt.Key.Key_R, CTRL)
    assert document.plan.kpis[LEADS].values[:3] == (7.0, 7.0, 9000.0)
    press(outline, Qt.Key.Key_Right, SHIFT)
    press(outline, Qt.Key.Key_Down, SHIFT)
    press(outline, Qt.Key.Key_R, CTRL)
    assert document.plan.kpis[LEADS].values[:4] == (7.0, 7.0, 7.0, 9000.0)
    assert document.undo_stack.count() == 3


# Figures on the clipboard


def test_that_a_copy_carries_every_digit_for_a_spreadsheet(
    document: Document, outline: Outline
) -> None:
    go(outline, LEADS, JANUARY)
    type_over(outline, "1234.56789")
    go(outline, LEADS, NAME_COLUMN)
    outline.view.put_cursor(outline.selected_node, JANUARY, stretch=True)
    press(outline, Qt.Key.Key_C, CTRL)
    (cells,) = read_html(QGuiApplication.clipboard().mimeData().html())
    assert (cells[0].text, cells[-1].number) == ("Leads", 1234.56789)


def test_that_html_adds_the_digits_that_a_spreadsheet_does_not_show(
    document: Document, outline: Outline
) -> None:
    cells = '<td sdval="1234.5678">1,235</td><td sdval="0.123456">12%</td>'
    copied("1,235\t12%\n", f"<table><tr>{cells}</tr></table>")
    go(outline, LEADS, JANUARY)
    press(outline, Qt.Key.Key_V, CTRL)
    assert document.plan.kpis[LEADS].values[:2] == (1234.5678, 0.123456)
    copied("", "<table><tr><td>1&nbsp;234,50</td><td><b>(5)</b></td></tr></table>")
    press(outline, Qt.Key.Key_V, CTRL)
    assert document.plan.kpis[LEADS].values[:2] == (1234.5, -5.0)


# Several rows


def test_that_selected_rows_move_copy_and_go_as_one_step(
    document: Document, outline: Outline
) -> None:
    copied("Rent\nWages\nWater")
    go(outline, COSTS, NAME_COLUMN)
    press(outline, Qt.Key.Key_V, CTRL)
    go(outline, KpiKey("wages"), NAME_COLUMN)
    press(outline, Qt.Key.Key_Down, SHIFT)
    assert document.chosen == ("wages", "water")
    press(outline, Qt.Key.Key_Up, ALT)
    assert below(document, COSTS) == ("wages", "water", "rent")
    press(outline, Qt.Key.Key_Left, ALT)
    assert below(document, PROFIT) == (REVENUE, COSTS, "wages", "water")
    assert document.undo_stack.undoText() == "Move 2 KPIs"
    press(outline, Qt.Key.Key_Right, ALT)
    assert below(document, COSTS) == ("rent", "wages", "water")
    assert document.chosen == ("wages", "water")
    press(outline, Qt.Key.Key_D, CTRL)
    assert below(document, COSTS) == ("rent", "wages", "wages_2", "water", "water_2")
    steps = document.undo_stack.count()
    press(outline, Qt.Key.Key_Delete)
    assert below(document, COSTS) == ("rent", "wages_2", "water_2")
    assert document.undo_stack.count() == steps + 1
    assert document.selection == "water_2"


def test_that_refusing_one_of_several_refuses_all(
    document: Document, outline: Outline, room: DecomposeRoom
) -> None:
    before = document.plan
    document.select(LEADS, among=[COSTS, CLIENTS])
    outline.view.setFocus()
    press(outline, Qt.Key.Key_Delete, CTRL)
    assert document.plan is before
    assert "Clients" in room.notice.text


def test_that_ctrl_and_a_click_select_rows_apart(document: Document, outline: Outline) -> None:
    view = outline.view
    go(outline, LEADS, NAME_COLUMN)
    for key in (COSTS, ARPU, COSTS):
        place = view.visualRect(view.outline.index_of(view.words.nodes.home[key])).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, CTRL, place)
    assert set(document.chosen) == {LEADS, ARPU}
    assert view.words.is_chosen(view.words.nodes.home[LEADS])
    press(outline, Qt.Key.Key_Down)
    assert len(document.chosen) == 1


# Branches on the clipboard


def test_that_a_branch_is_cut_and_pasted_elsewhere(document: Document, outline: Outline) -> None:
    original = {key: document.plan.kpis[key] for key in (CLIENTS, LEADS, CONVERSION)}
    go(outline, CLIENTS, NAME_COLUMN)
    press(outline, Qt.Key.Key_X, CTRL)
    assert set(original).isdisjoint(document.plan.kpis)
    assert document.undo_stack.count() == 1
    go(outline, COSTS, NAME_COLUMN)
    press(outline, Qt.Key.Key_V, CTRL)
    assert {key: document.plan.kpis[key] for key in original} == original
    assert below(document, COSTS) == (CLIENTS,)
    assert document.selection == CLIENTS
    assert document.undo_stack.count() == 2
    text = QGuiApplication.clipboard().text()
    assert text.splitlines()[2].startswith("leads\tLeads\t\tleads\t9000")


def test_that_what_cannot_be_cut_leaves_the_clipboard_alone(
    document: Document, outline: Outline
) -> None:
    copied("mine")
    document.apply("", lambda plan: edited(plan, replace(plan, designs=shop().designs)))
    before = document.plan
    go(outline, LEADS, NAME_COLUMN)
    press(outline, Qt.Key.Key_X, CTRL)
    assert document.plan is before
    assert QGuiApplication.clipboard().text() == "mine"


def test_that_names_from_a_spreadsheet_become_kpis(
    document: Document, outline: Outline, room: DecomposeRoom
) -> None:
    copied("Rent\t100\t200\nWages\t5\t\n")
    go(outline, COSTS, NAME_COLUMN)
    press(outline, Qt.Key.Key_V, CTRL)
    assert below(document, COSTS) == ("rent", "wages")
    assert document.plan.kpis[KpiKey("rent")].values == (100.0, 200.0)
    assert document.plan.kpis[KpiKey("rent")].unit.kind is UnitKind.MONEY
    assert document.chosen == ("rent", "wages")
    assert document.undo_stack.undoText() == "Paste 2 KPIs"
    copied("12")
    press(outline, Qt.Key.Key_V, CTRL)
    assert "12" in room.notice.text


# Scenarios


def test_that_another_scenario_stands_beside_the_one_on_screen(
    document: Document, outline: Outline, room: DecomposeRoom
) -> None:
    model, words = outline.view.outline, outline.view.words
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, outline)
    node = words.nodes.home[COSTS]
    go(outline, LEADS, JANUARY)
    room.action_handlers()["compare"]()
    assert room.action_states()["compare"]
    assert [words.header(column) for column in (2, 3, 4)] == ["vs Stretch", "Stretch", "Difference"]
    leads = words.nodes.home[LEADS]
    assert [words.cell(leads, column).text for column in (1, 2, 3, 4)] == [
        "108,000",
        "▼\u00a04.8\u00a0% worse",
        "113,400",
        "−5,400",
    ]
    assert words.cell(node, 2).text == "—"
    document.show_scenario(STRETCH)
    room.compare_with(BASE)
    assert words.cell(leads, 2).text == "▲\u00a05.0\u00a0% better"
    room.action_handlers()["compare"]()
    assert words.columns[JANUARY].kind is ColumnKind.PERIOD
    assert not outline.compares


def test_that_figures_of_a_scenario_are_marked_and_follow_again(
    document: Document, outline: Outline, room: DecomposeRoom
) -> None:
    document.show_scenario(STRETCH)
    words = outline.view.words
    leads = words.nodes.home[LEADS]
    assert words.cell(leads, JANUARY).follows
    assert "105" in words.tooltip(leads, JANUARY)
    go(outline, LEADS, JANUARY)
    type_over(outline, "5")
    assert not words.cell(leads, JANUARY).follows
    assert "9,000" in words.tooltip(leads, JANUARY)
    go(outline, LEADS, JANUARY)
    press(outline, Qt.Key.Key_Right, SHIFT)
    room.action_handlers()["follow_base"]()
    override = document.plan.scenarios[STRETCH].overrides[LEADS]
    assert (override.values, override.factors[:3]) == ((), (None, None, 1.05))
    room.action_handlers()["follow_base"]()
    assert room.notice.text
    go(outline, LEADS, NAME_COLUMN)
    room.action_handlers()["follow_base"]()
    assert LEADS not in document.plan.scenarios[STRETCH].overrides
    assert document.undo_stack.count() == 3


# Everything else is typed too


def test_that_unit_sense_and_responsibility_are_typed_in_their_columns(
    document: Document, outline: Outline
) -> None:
    go(outline, COSTS, column_of(outline, ColumnKind.SENSE))
    type_over(outline, "hi")
    assert document.plan.kpis[COSTS].sense is Sense.HIGHER
    go(outline, COSTS, column_of(outline, ColumnKind.UNIT))
    type_over(outline, "%")
    assert document.plan.kpis[COSTS].unit.kind is UnitKind.SHARE
    go(outline, COSTS, column_of(outline, ColumnKind.RESPONSIBILITY))
    type_over(outline, "marketing 20; sales")
    assert dict(document.plan.kpis[COSTS].responsibility) == {"marketing": 0.2, "sales": 0.8}
    go(outline, COSTS, column_of(outline, ColumnKind.RESPONSIBILITY))
    type_over(outline, "nobody")
    assert outline.typing.editor.is_open
    assert "nobody" in outline.typing.editor.refusal
    press(outline, Qt.Key.Key_Escape)
    assert document.undo_stack.count() == 3
    assert PROFIT in document.plan.kpis


def test_that_columns_of_words_are_filled_and_pasted_like_figures(
    document: Document, outline: Outline, room: DecomposeRoom
) -> None:
    go(outline, LEADS, column_of(outline, ColumnKind.UNIT))
    press(outline, Qt.Key.Key_Down, SHIFT)
    press(outline, Qt.Key.Key_D, CTRL)
    assert document.plan.kpis[CONVERSION].unit == document.plan.kpis[LEADS].unit
    copied("clients\tlower\tSales\t\n€\tmaybe\t\t")
    before = document.plan
    press(outline, Qt.Key.Key_V, CTRL)
    assert document.plan is before
    assert "Better" in room.notice.text
    copied("clients\tlower\tSales\t\n€\thigher\t\t")
    press(outline, Qt.Key.Key_V, CTRL)
    leads, conversion = document.plan.kpis[LEADS], document.plan.kpis[CONVERSION]
    assert (leads.unit.label, leads.sense, dict(leads.responsibility)) == (
        "clients",
        Sense.LOWER,
        {"sales": 1.0},
    )
    assert (conversion.unit.kind, dict(conversion.responsibility)) == (UnitKind.MONEY, {})
    assert document.undo_stack.count() == 2


def test_that_branches_are_copied_on_the_canvas_too(
    document: Document, room: DecomposeRoom
) -> None:
    room.show_tree()
    document.select(LEADS, among=[ARPU])
    QTest.keyClick(room.canvas, Qt.Key.Key_C, CTRL)
    document.select(COSTS)
    QTest.keyClick(room.canvas, Qt.Key.Key_V, CTRL)
    assert below(document, COSTS) == ("leads_2", "arpu_2")
    assert document.plan.scenarios[STRETCH].overrides[KpiKey("leads_2")].factors == (1.05,) * 12
