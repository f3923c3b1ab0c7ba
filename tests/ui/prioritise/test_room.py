"""The Prioritise room: weights, curve, payouts, and the way from nothing to a payout."""

from __future__ import annotations

from decimal import Decimal

import pytest
from examples.shop import CLIENTS, COSTS, DESIGN, LEAD, LEADS, PROFIT, SELLER, shop
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QLineEdit, QTableView
from pytestqt.qtbot import QtBot

from models.calendar import Calendar, Month
from models.edits.drivers import scale_values
from models.keys import BASE, KpiKey
from models.kpi import Kpi
from models.plan import Plan
from models.table import Table
from ui.document import Document
from ui.prioritise.organisation_page import OrganisationPart
from ui.prioritise.room import PageName, PrioritiseRoom
from ui.room import Room
from workbench.analysis.weighting import Spot, Subject


def cell(room: PrioritiseRoom, spot: Spot) -> QModelIndex:
    place = room.scorecards.weights.matrix.place(spot)
    assert place is not None
    return room.scorecards.weights.matrix.index(*place)


def type_at(table: QTableView, index: QModelIndex, text: str, qtbot: QtBot) -> None:
    """Type over a cell and press Enter, as people do."""
    table.setFocus()
    table.setCurrentIndex(index)
    qtbot.keyClick(table, text[0])
    # An editor that was closed before may still wait to be deleted.
    editor = table.findChildren(QLineEdit)[-1]
    qtbot.keyClicks(editor, text[1:])
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def test_that_it_is_a_room(room: PrioritiseRoom) -> None:
    assert isinstance(room, Room)
    room.show_kpi(COSTS)
    spot = room.scorecards.weights.spot
    assert spot is not None
    assert spot.subject.kpi == COSTS


def test_that_a_typed_weight_moves_the_payouts_at_once(
    document: Document, room: PrioritiseRoom, qtbot: QtBot
) -> None:
    table = room.scorecards.weights.table
    spot = Spot(SELLER, Subject(kpi=CLIENTS))
    type_at(table, cell(room, spot), "70", qtbot)
    assert document.plan.design is not None
    assert document.plan.design.scorecards[SELLER].measures[0].weight == 0.7
    # Enter went on to the next row, and the column is whole now.
    assert table.currentIndex().row() == cell(room, spot).row() + 1
    total = room.scorecards.weights.matrix.index(room.scorecards.weights.matrix.rowCount() - 3, 2)
    assert total.data() == "100\u00a0%"


def test_that_a_wrong_weight_stays_in_its_cell_and_is_explained(
    document: Document, room: PrioritiseRoom, qtbot: QtBot
) -> None:
    table = room.scorecards.weights.table
    type_at(table, cell(room, Spot(LEAD, Subject(kpi=PROFIT))), "300", qtbot)
    editor = table.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "300"
    assert room.scorecards.callout.text == "A weight is between 0 % and 100 %."
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert room.scorecards.callout.text == ""
    assert document.undo_stack.count() == 0


@pytest.mark.parametrize(("answer", "left"), [(0, None), (1, 0.0), (2, 0.5)])
def test_that_clearing_a_weight_asks_what_is_meant(
    answer: int, left: float | None, document: Document, room: PrioritiseRoom, qtbot: QtBot
) -> None:
    table = room.scorecards.weights.table
    spot = Spot(LEAD, Subject(kpi=PROFIT))
    table.setCurrentIndex(cell(room, spot))
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert "Profit" in room.scorecards.callout.text
    room.scorecards.callout.buttons[answer].click()
    measure = room.scorecards.weights.matrix.measure_at(cell(room, spot))
    assert (None if measure is None else measure.weight) == left
    assert room.scorecards.callout.text == ""


def test_that_the_curve_is_that_of_the_cell_and_its_target_is_typed(
    document: Document, room: PrioritiseRoom, qtbot: QtBot
) -> None:
    room.scorecards.weights.table.setCurrentIndex(cell(room, Spot(LEAD, Subject(kpi=LEADS))))
    curve = room.scorecards.curve
    assert curve.target.text == "108,000"
    assert curve.view.picture is not None
    landing = next(each for each in curve.view.picture.landings if each.strong)
    assert (landing.at, landing.pay) == (113_400.0, pytest.approx(1.25))
    curve.target.field.setFocus()
    curve.target.field.selectAll()
    qtbot.keyClicks(curve.target.field, "113400")
    qtbot.keyClick(curve.target.field, Qt.Key.Key_Return)
    assert document.plan.designs[DESIGN].scorecards[LEAD].measures[1].targets == (113_400.0,)
    assert any("113" in fact and "100\u00a0%" in fact for fact in curve.facts)


def test_that_a_row_without_weight_and_a_missing_target_are_told(
    document: Document, room: PrioritiseRoom, qtbot: QtBot
) -> None:
    room.scorecards.weights.table.setCurrentIndex(cell(room, Spot(SELLER, Subject(kpi=LEADS))))
    assert room.scorecards.curve.view.isHidden()
    assert room.scorecards.curve.sentence.text()
    room.scorecards.weights.table.setCurrentIndex(cell(room, Spot(LEAD, Subject(kpi=LEADS))))
    room.scorecards.curve.target.committed.emit("")
    assert "Leads" in room.scorecards.curve.sentence.text()
    assert room.scorecards.curve.facts == ()
    room.show_page(PageName.RECEIVE)
    # The maximum of who is paid for leads says what it lacks.
    room.choice.choose_position(LEAD)
    assert "Leads" in room.receive.head.figures[2].notes.text()


# The platform that tests run on says of every popup what it cannot do.
@pytest.mark.qt_log_ignore("This plugin does not support")
def test_that_picking_offers_a_row_and_a_new_objective_is_made(
    document: Document, room: PrioritiseRoom
) -> None:
    weights = room.scorecards.weights
    rows = weights.matrix.rowCount()
    weights.add.click()
    picker = weights.picker
    picker.field.setText("arp")
    picker.field.textEdited.emit("arp")
    picker.list.itemClicked.emit(picker.list.item(0))
    assert weights.matrix.rowCount() == rows + 1
    assert weights.spot is not None
    assert weights.spot.subject == Subject(kpi=KpiKey("arpu"))
    picker.objective_asked.emit("Shared workspace")
    assert "Shared workspace" in {each.name for each in document.plan.objectives.values()}
    assert weights.matrix.rowCount() == rows + 2


def test_that_a_hidden_room_does_not_work(document: Document, room: PrioritiseRoom) -> None:
    room.show_page(PageName.RECEIVE)
    room.hide()
    before = room.receive.answer.receiving
    document.apply("scale", lambda plan: scale_values(plan, LEADS, range(12), 1.1))
    assert room.receive.answer.receiving is before
    room.show()
    assert room.receive.answer.receiving != before


def test_that_an_empty_plan_comes_to_a_payout(
    document: Document, room: PrioritiseRoom, qtbot: QtBot
) -> None:
    profit = Kpi(PROFIT, "Profit", values=(100.0,) * 12)
    document.load(Plan("New", Calendar(Month(2027, 1)), kpis=Table((profit,))), None)
    assert not room.scorecards.weights.isVisible()
    room.show_page(PageName.ORGANISATION)
    page = room.people
    assert page.part is OrganisationPart.POSITIONS
    functions, positions = page.organisation.functions, page.organisation.positions
    type_at(functions.view, functions.model.index(0, 0), "Sales", qtbot)
    # The cursor is on the row that adds the next one.
    assert functions.view.currentIndex().row() == 1
    type_at(positions.view, positions.model.index(0, 0), "Seller", qtbot)
    type_at(positions.view, positions.model.index(0, 3), "5000", qtbot)
    page.show_part(OrganisationPart.PEOPLE)
    people = page.people.panel
    type_at(people.view, people.model.index(0, 1), "Ada", qtbot)
    room.show_page(PageName.SCORECARDS)
    assert room.scorecards.weights.isVisible()
    room.scorecards.weights.picker.picked.emit(Subject(kpi=PROFIT))
    type_at(
        room.scorecards.weights.table, room.scorecards.weights.table.currentIndex(), "100", qtbot
    )
    assert document.results.payouts[BASE].total == Decimal("5000.00")
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    assert document.plan.people == shop().people.without(*shop().people)
