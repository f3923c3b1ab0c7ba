"""The organisation page: sheets by keyboard and clipboard, and the details of one person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from examples.shop import LEAD, SELLER, shop
from PySide6.QtCore import QItemSelection, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from models.edits.organisation import put_person, put_position
from models.edits.people import put_people, rekey_person, remove_people
from models.keys import ObjectiveKey, PersonKey
from models.organisation import Person
from models.places import Place
from ui.document import Document
from ui.prioritise.organisation_page import OrganisationPage, OrganisationPart
from ui.prioritise.room import PageName, PrioritiseRoom
from ui.tables.sheet_model import SheetModel
from ui.tables.sheet_view import SheetView
from workbench.language import language
from workbench.sheets.people import PersonColumn, PersonSheet

BEN, CLEO = PersonKey("ben"), PersonKey("cleo")
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(room: PrioritiseRoom) -> OrganisationPage:
    room.show_page(PageName.ORGANISATION)
    return room.people


@pytest.fixture
def view(page: OrganisationPage) -> SheetView:
    view = page.people.panel.view
    view.setFocus()
    return view


def at(view: SheetView, row: int, column: int) -> QModelIndex:
    index = view.sheet_model.index(row, column)
    view.setCurrentIndex(index)
    return index


def texts(model: SheetModel) -> Iterator[tuple[str, ...]]:
    for row in range(model.rowCount()):
        yield tuple(str(model.index(row, each).data()) for each in range(model.columnCount()))


def test_that_the_model_keeps_to_the_contract_whatever_happens(document: Document) -> None:
    model = SheetModel(document, PersonSheet(language("fr")), document)
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    QAbstractItemModelTester(model, fatal, model)
    many = [Person(PersonKey(f"{n:04}"), f"P {n}", SELLER, base_pay=1.0 * n) for n in range(7)]
    position = replace(document.plan.positions[LEAD], name="Boss")
    edits = (
        lambda plan: put_person(plan, replace(plan.people[BEN], name="Benny")),
        lambda plan: put_people(plan, many),
        lambda plan: rekey_person(plan, PersonKey("0003"), PersonKey("x")),
        lambda plan: remove_people(plan, [PersonKey("0001"), CLEO]),
        lambda plan: put_position(plan, position),
        lambda plan: remove_people(plan, [each.key for each in many[5:]]),
    )
    for arrange in ((), (PersonColumn.BASE_PAY,)):
        for column in arrange:
            model.sort_by(column, falling=True)
            model.find("p sales")
        for edit in edits:
            document.apply("edit", edit)
            model.refresh()
        while document.undo_stack.canUndo():
            document.undo_stack.undo()
            model.refresh()
    model.find("")
    model.sort_by(None)
    # What was told bit by bit is what a fresh model shows.
    fresh = SheetModel(document, PersonSheet(language("fr")), document)
    assert list(texts(model)) == list(texts(fresh))


def test_that_an_edit_tells_of_one_row_and_no_more(document: Document, qtbot: QtBot) -> None:
    model = SheetModel(document, PersonSheet(language("en")), document)
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last, _roles: told.append((first.row(), last.row())))
    document.apply("pay", lambda plan: put_person(plan, replace(plan.people[BEN], base_pay=5.0)))
    model.refresh()
    assert told == [(1, 1)]


def test_that_typing_adds_changes_and_removes(
    document: Document, view: SheetView, qtbot: QtBot
) -> None:
    at(view, 3, PersonColumn.NAME)
    qtbot.keyClick(view, "Z")
    editor = view.findChildren(QLineEdit)[-1]
    qtbot.keyClicks(editor, "oe")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert document.plan.people[PersonKey("zoe")].name == "Zoe"
    at(view, 1, PersonColumn.NAME)
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert BEN not in document.plan.people
    assert document.undo_stack.undoText() == "Remove Ben Moreau"


def test_that_tab_goes_on_in_the_row_that_typing_added(
    document: Document, view: SheetView, qtbot: QtBot
) -> None:
    model, free = view.sheet_model, len(document.plan.people)
    # The keyboard came to where names are typed.
    assert view.currentIndex() == model.index(0, PersonColumn.NAME)
    at(view, free, PersonColumn.NAME)
    for key, words in ((Qt.Key.Key_Tab, "Zoe"), (Qt.Key.Key_Return, "Ann")):
        view.edit(view.currentIndex())
        editor = view.findChildren(QLineEdit)[-1]
        qtbot.keyClicks(editor, words)
        qtbot.keyClick(editor, key)
        if key == Qt.Key.Key_Tab:
            assert view.currentIndex() == model.index(free, PersonColumn.NAME + 1)
            at(view, free + 1, PersonColumn.NAME)
    # Enter goes on to the next new row.
    assert view.currentIndex() == model.index(free + 2, PersonColumn.NAME)
    assert [each.name for each in document.plan.people.values()][free:] == ["Zoe", "Ann"]


def test_that_several_go_as_one_step_and_a_manager_is_explained(
    document: Document, page: OrganisationPage, view: SheetView, qtbot: QtBot
) -> None:
    boss = replace(document.plan.people[CLEO], manager=BEN)
    document.apply("boss", lambda plan: put_person(plan, boss))
    at(view, 0, PersonColumn.NAME)
    qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(view, Qt.Key.Key_Delete, CTRL)
    assert "Ben Moreau" in page.callout.text
    qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(view, Qt.Key.Key_Delete, CTRL)
    assert not document.plan.people
    document.undo_stack.undo()
    assert len(document.plan.people) == 3


def test_that_cells_are_filled_down_and_cleared(
    document: Document, view: SheetView, qtbot: QtBot
) -> None:
    pay = replace(document.plan.people[PersonKey("ada")], base_pay=40_000.0)
    document.apply("pay", lambda plan: put_person(plan, pay))
    at(view, 0, PersonColumn.BASE_PAY)
    for _ in range(2):
        qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(view, Qt.Key.Key_D, CTRL)
    assert {each.base_pay for each in document.plan.people.values()} == {40_000.0}
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert {each.base_pay for each in document.plan.people.values()} == {None}


def test_that_a_copy_of_everything_comes_back_and_makes_people(
    document: Document, view: SheetView, qtbot: QtBot
) -> None:
    before = document.plan
    at(view, 0, 0)
    qtbot.keyClick(view, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(view, Qt.Key.Key_C, CTRL)
    copied = QGuiApplication.clipboard().text()
    assert copied.splitlines()[0].startswith("Id\tName\tPosition")
    at(view, 0, 0)
    qtbot.keyClick(view, Qt.Key.Key_V, CTRL)
    assert document.plan == before
    document.apply("empty", lambda plan: remove_people(plan, list(plan.people)))
    at(view, 0, 0)
    qtbot.keyClick(view, Qt.Key.Key_V, CTRL)
    assert document.plan.people == before.people
    QGuiApplication.clipboard().setText("0042\tZoé\tMarketing lead\n7\tMax\tnobody\n")
    at(view, 3, 0)
    qtbot.keyClick(view, Qt.Key.Key_V, CTRL)
    # One cell is wrong: nothing of it is taken.
    assert document.plan.people == before.people


def test_that_headings_sort_and_words_find(page: OrganisationPage, view: SheetView) -> None:
    page.people.field.setText("moreau")
    assert view.sheet_model.keys == ("ben",)
    page.people.field.setText("sales")
    assert view.sheet_model.keys == ("ben", "cleo")
    page.people.field.setText("")
    header = view.horizontalHeader()
    header.sectionClicked.emit(PersonColumn.NAME)
    header.sectionClicked.emit(PersonColumn.NAME)
    assert view.sheet_model.keys == ("cleo", "ben", "ada")
    assert "▼" in str(view.sheet_model.headerData(1, Qt.Orientation.Horizontal))
    header.sectionClicked.emit(PersonColumn.NAME)
    assert view.sheet_model.keys == ("ada", "ben", "cleo")


def test_that_details_are_of_the_person_with_the_cursor(
    document: Document, page: OrganisationPage, view: SheetView, qtbot: QtBot
) -> None:
    at(view, 1, PersonColumn.NAME)
    qtbot.keyClick(view, Qt.Key.Key_Return, CTRL)
    spans = page.people.spans.model
    assert spans.setData(spans.index(1, 0), "1/7/2027")
    assert len(document.plan.people[BEN].spans) == 2
    page.refresh()
    assert spans.rowCount() == 3
    at(view, 0, PersonColumn.NAME)
    assert page.people.spans.model.rowCount() == 2
    assert page.people.objectives.model.keys == ("gemba",)


def test_that_problems_lead_to_their_rows(room: PrioritiseRoom) -> None:
    room.show_place(Place("people", "cleo", "base_pay"))
    assert room.people.people.person == CLEO
    room.show_place(Place("objectives", "gemba"))
    assert room.people.part is OrganisationPart.OBJECTIVES
    assert room.people.objectives.panel.view.key == ObjectiveKey("gemba")
    room.show_place(Place("positions", "seller"))
    assert room.people.organisation.positions.view.key == "seller"


def test_that_a_selection_of_all_rows_is_cheap_to_ask_for(view: SheetView) -> None:
    model = view.sheet_model
    view.selectionModel().select(
        QItemSelection(model.index(0, 0), model.index(2, 8)),
        view.selectionModel().SelectionFlag.ClearAndSelect,
    )
    block = view.block
    assert block is not None
    assert (block.rows, block.columns) == (range(3), range(9))
    assert shop().people.order == model.keys
