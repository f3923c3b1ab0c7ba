"""What will I receive: the page that everybody looks at, by mouse and by keyboard."""

from __future__ import annotations

from dataclasses import replace

import pytest
from examples.shop import ARPU, LEAD, LEADS, PROFIT, SELLER, STRETCH, shop
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.edits.drivers import scale_values
from models.edits.organisation import put_person
from models.edits.scorecards import put_design
from models.keys import BASE, DesignKey, PersonKey
from models.organisation import Person
from models.table import Table
from ui.document import Document
from ui.prioritise.receipt_measures import MeasureTable
from ui.prioritise.receipt_who import LINE, MONEY, WhoLine, WhoModel
from ui.prioritise.receive_page import ReceivePage
from ui.prioritise.room import PageName, PrioritiseRoom
from workbench.analysis.receive.receiving import ask, measures_now
from workbench.language import language
from workbench.receive_terms import Wording


@pytest.fixture
def page(room: PrioritiseRoom) -> ReceivePage:
    room.show_page(PageName.RECEIVE)
    return room.receive


def settle(page: ReceivePage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.answer.settled, timeout=10_000)


def choose(page: ReceivePage, name: str) -> None:
    model = page.who.lines
    row = [line.name for line in model.lines].index(name)
    page.who.view.setCurrentIndex(model.index(row))


def figures(page: ReceivePage) -> list[str]:
    return [each.figure.text() for each in page.head.figures]


def test_that_the_list_keeps_to_the_contract_at_any_length(document: Document) -> None:
    model = WhoModel(document, language("fr"), document)
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    QAbstractItemModelTester(model, fatal, model)
    assert [line.name for line in model.lines][:2] == ["Marketing lead", "Ada Martin"]
    model.seek("CLEO")
    assert [line.person for line in model.lines] == ["cleo"]
    model.seek("team")
    assert len(model.lines) == 3
    dan = Person(PersonKey("007"), "Dan", SELLER)
    document.apply("person", lambda plan: put_person(plan, dan))
    model.refresh()
    assert len(model.lines) == 4
    model.seek("007")
    assert model.index(0).data(LINE).person == "007"
    paid = document.results.payouts[STRETCH].of(dan.key).payout
    assert str(model.index(0).data(MONEY)) == language("fr").money(paid, "EUR", 0)
    document.undo_stack.undo()
    model.refresh()
    assert model.rowCount() == 0
    model.seek("")
    crowd = Table(Person(PersonKey(f"{n:05}"), f"Person {n}", SELLER) for n in range(10_000))
    document.load(replace(shop(), people=crowd), None)
    model.refresh()
    assert model.rowCount() == 10_002
    model.seek("person 9999")
    assert model.rowCount() == 1


def test_that_the_measures_keep_to_the_contract(document: Document) -> None:
    model = MeasureTable(language("fr"), document)
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    QAbstractItemModelTester(model, fatal, model)
    for position in (LEAD, SELLER):
        question = ask(document.results, position, scenario=STRETCH)
        model.show_lines(measures_now(question), Wording(question, language("fr")))
        assert model.rowCount() == len(question.recipient.measures)
    model.show_lines((), None)
    assert model.rowCount() == 0


def test_that_a_person_and_a_position_are_answered(
    document: Document, page: ReceivePage, qtbot: QtBot
) -> None:
    choose(page, "Ada Martin")
    settle(page, qtbot)
    assert "Ada Martin" in page.head.name.text()
    assert figures(page)[1] == language("en").money(18_000, "EUR", 0)
    paid = document.results.payouts[STRETCH].of(PersonKey("ada")).payout
    assert language("en").money(paid, "EUR") in page.head.bar.accessibleName()
    assert page.worth.prose.toPlainText()
    assert page.zero.prose.toPlainText()
    assert "Leads" in page.bends.prose.toPlainText()
    choose(page, "Sales team")
    assert page.choice.person is None
    settle(page, qtbot)
    assert "Sales team" in page.head.name.text()
    assert figures(page)[1] == language("en").money(8_640, "EUR", 0)


def test_that_an_edit_is_followed_at_once_and_the_rest_greyed(
    document: Document, page: ReceivePage, qtbot: QtBot
) -> None:
    choose(page, "Ada Martin")
    settle(page, qtbot)
    before = page.head.bar.accessibleName()
    told = page.bends.prose.toPlainText()
    document.apply("scale", lambda plan: scale_values(plan, LEADS, range(12), 1.1))
    assert page.head.bar.accessibleName() != before
    assert not page.answer.settled
    assert page.bends.prose.toPlainText() == told
    settle(page, qtbot)
    assert page.bends.prose.toPlainText() != told
    document.show_scenario(BASE)
    assert "Base" in page.head.bar.accessibleName()


def test_that_examples_are_walked_and_unfolded_by_keys(page: ReceivePage, qtbot: QtBot) -> None:
    choose(page, "Ada Martin")
    settle(page, qtbot)
    examples = page.examples
    assert examples.figure.text() == language("en").money(18_000, "EUR")
    examples.switch.focus_chosen(Qt.FocusReason.TabFocusReason)
    focused = examples.switch.focusWidget()
    assert isinstance(focused, QWidget)
    qtbot.keyClick(focused, Qt.Key.Key_Right)
    assert examples.figure.text() != language("en").money(18_000, "EUR")
    assert examples.steps.isHidden()
    qtbot.keyClick(examples.unfold, Qt.Key.Key_Return)
    assert not examples.steps.isHidden()
    steps = examples.steps.toPlainText()
    assert examples.figure.text().replace("\u00a0", " ") in steps
    assert "Profit, weight 50" in steps
    qtbot.keyClick(examples.unfold, Qt.Key.Key_Space)
    assert examples.steps.isHidden()


def test_that_any_kpi_can_be_asked_about(page: ReceivePage, qtbot: QtBot) -> None:
    choose(page, "Ben Moreau")
    settle(page, qtbot)
    assert "Conversion" not in page.worth.prose.toPlainText()
    page.worth.kpi.chosen.emit("conversion")
    qtbot.waitUntil(lambda: "Conversion" in page.worth.prose.toPlainText(), timeout=10_000)
    assert page.answer.worth is not None
    page.worth.kpi.chosen.emit(ARPU)
    qtbot.waitUntil(lambda: page.answer.worth.kpi == ARPU, timeout=10_000)
    # ARPU is one of those that everybody asks about where it has its role, and is told once.
    assert page.worth.prose.toPlainText().count("ARPU") == 1


def test_that_typing_narrows_and_the_choice_is_shared(
    room: PrioritiseRoom, page: ReceivePage, qtbot: QtBot
) -> None:
    qtbot.keyClicks(page.who.field, "cleo")
    assert [line.name for line in page.who.lines.lines] == ["Cléo Bernard"]
    qtbot.keyClick(page.who.field, Qt.Key.Key_Return)
    assert room.choice.person == "cleo"
    assert page.who.view.hasFocus()
    page.who.field.setText("")
    room.choice.choose_person(PersonKey("ada"))
    line = page.who.view.currentIndex().data(LINE)
    assert isinstance(line, WhoLine)
    assert line.person == "ada"


def test_that_the_scorecards_show_what_the_position_of_the_cursor_receives(
    room: PrioritiseRoom,
) -> None:
    room.show_page(PageName.SCORECARDS)
    room.show_kpi(PROFIT)
    table, panel = room.scorecards.weights.table, room.scorecards.receipt
    table.setCurrentIndex(table.model().index(0, 2))
    assert panel.rows.rowCount() == 2
    table.setCurrentIndex(table.model().index(0, 1))
    assert panel.rows.rowCount() == 3
    QThreadPool.globalInstance().waitForDone()


def test_that_the_list_pays_by_the_design_that_is_looked_at(
    document: Document, room: PrioritiseRoom, page: ReceivePage
) -> None:
    design = document.plan.design
    assert design is not None
    card = design.scorecards[LEAD]
    other = replace(
        design,
        key=DesignKey("other"),
        scorecards=design.scorecards.replacing(replace(card, cap_rate=0.5)),
    )
    document.apply("design", lambda plan: put_design(plan, other))
    paid = page.who.lines.index(1).data(MONEY)
    room.choice.choose_design(other.key)
    capped = document.results.under(other.key).payouts[STRETCH]
    person = page.who.lines.lines[1].person
    assert person is not None
    shown = page.who.lines.index(1).data(MONEY)
    assert shown == language("en").money(capped.of(person).payout, "EUR", 0) != paid
